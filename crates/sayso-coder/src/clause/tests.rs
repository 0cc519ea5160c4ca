//! Deep arguments on hand-written trees.

use sayso_article::{Syntax, TokenId, read_conllu};

use super::*;

/// A sentence from rows "form lemma upos xpos head deprel" (space-separated).
fn tree(rows: &str) -> Syntax {
    let mut conllu = String::new();
    for (i, row) in rows.trim().lines().enumerate() {
        let c: Vec<&str> = row.split_whitespace().collect();
        conllu.push_str(&format!(
            "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t_\n",
            i + 1,
            c[0],
            c[1],
            c[2],
            c[3],
            c[4],
            c[5]
        ));
    }
    read_conllu(&conllu).expect("a tree").1
}

fn word(syntax: &Syntax, verb: usize) -> (Option<usize>, Option<usize>) {
    let at = |a: Option<Argument>| a.map(|a| a.head.index() + 1);
    let verb = TokenId::new(verb - 1);
    (
        at(deep_subject(syntax, verb)),
        at(deep_object(syntax, verb)),
    )
}

#[test]
fn passive_with_agent() {
    let s = tree(
        "Two two NUM CD 2 nummod
         soldiers soldier NOUN NNS 4 nsubj:pass
         were be AUX VBD 4 aux:pass
         killed kill VERB VBN 0 root
         by by ADP IN 6 case
         rebels rebel NOUN NNS 4 obl",
    );
    assert_eq!(word(&s, 4), (Some(6), Some(2)));
}

#[test]
fn object_control() {
    let s = tree(
        "Kenya Kenya PROPN NNP 2 nsubj
         urged urge VERB VBD 0 root
         Sudan Sudan PROPN NNP 2 obj
         to to PART TO 5 mark
         withdraw withdraw VERB VB 2 xcomp
         troops troops NOUN NNS 5 obj",
    );
    assert_eq!(word(&s, 5), (Some(3), Some(6)));
    assert!(is_infinitive(&s, TokenId::new(4)));
}

#[test]
fn call_on_and_promise() {
    let s = tree(
        "Kenya Kenya PROPN NNP 2 nsubj
         called call VERB VBD 0 root
         on on ADP IN 4 case
         Sudan Sudan PROPN NNP 2 obl
         to to PART TO 6 mark
         withdraw withdraw VERB VB 2 advcl",
    );
    assert_eq!(word(&s, 6).0, Some(4));
    let s = tree(
        "Kenya Kenya PROPN NNP 2 nsubj
         promised promise VERB VBD 0 root
         Sudan Sudan PROPN NNP 2 obj
         to to PART TO 5 mark
         withdraw withdraw VERB VB 2 xcomp",
    );
    assert_eq!(word(&s, 5).0, Some(1));
}

#[test]
fn accused_of_gerund_passive_and_active() {
    let s = tree(
        "Mali Mali PROPN NNP 2 nsubj
         accused accuse VERB VBD 0 root
         rebels rebel NOUN NNS 2 obj
         of of SCONJ IN 5 mark
         shelling shell VERB VBG 2 advcl
         villages village NOUN NNS 5 obj",
    );
    assert_eq!(word(&s, 5), (Some(3), Some(6)));
    let s = tree(
        "Rebels rebel NOUN NNS 3 nsubj:pass
         are be AUX VBP 3 aux:pass
         accused accuse VERB VBN 0 root
         of of SCONJ IN 5 mark
         shelling shell VERB VBG 3 advcl
         villages village NOUN NNS 5 obj",
    );
    assert_eq!(word(&s, 5), (Some(1), Some(6)));
}

#[test]
fn relative_and_participial_clauses() {
    let s = tree(
        "Troops troops NOUN NNS 5 nsubj
         who who PRON WP 3 nsubj
         attacked attack VERB VBD 1 acl:relcl
         villages village NOUN NNS 3 obj
         fled flee VERB VBD 0 root",
    );
    assert_eq!(word(&s, 3), (Some(1), Some(4)));
    let s = tree(
        "Police police NOUN NNS 2 nsubj
         freed free VERB VBD 0 root
         men man NOUN NNS 2 obj
         they they PRON PRP 5 nsubj
         arrested arrest VERB VBD 3 acl:relcl",
    );
    assert_eq!(word(&s, 5), (Some(4), Some(3)));
    let s = tree(
        "Troops troops NOUN NNS 5 nsubj
         deployed deploy VERB VBN 1 acl
         by by ADP IN 4 case
         Chad Chad PROPN NNP 2 obl
         fled flee VERB VBD 0 root",
    );
    assert_eq!(word(&s, 2), (Some(4), Some(1)));
}

#[test]
fn coordination_shares_subject_agent_and_object() {
    let s = tree(
        "Police police NOUN NNS 2 nsubj
         arrested arrest VERB VBD 0 root
         and and CCONJ CC 4 cc
         beat beat VERB VBD 2 conj
         students student NOUN NNS 4 obj",
    );
    assert_eq!(word(&s, 2), (Some(1), Some(5)));
    assert_eq!(word(&s, 4), (Some(1), Some(5)));
    let s = tree(
        "Students student NOUN NNS 3 nsubj:pass
         were be AUX VBD 3 aux:pass
         beaten beat VERB VBN 0 root
         and and CCONJ CC 5 cc
         detained detain VERB VBN 3 conj
         by by ADP IN 7 case
         police police NOUN NNS 5 obl:agent",
    );
    assert_eq!(word(&s, 3), (Some(7), Some(1)));
    assert_eq!(word(&s, 5), (Some(7), Some(1)));
}

#[test]
fn nouns_with_infinitives() {
    let s = tree(
        "Chad Chad PROPN NNP 2 nsubj
         announced announce VERB VBD 0 root
         plans plan NOUN NNS 2 obj
         to to PART TO 5 mark
         withdraw withdraw VERB VB 3 acl",
    );
    assert_eq!(word(&s, 5).0, Some(1));
}

#[test]
fn ditransitive_passive() {
    let s = tree(
        "Chad Chad PROPN NNP 3 nsubj:pass
         was be AUX VBD 3 aux:pass
         given give VERB VBN 0 root
         aid aid NOUN NN 3 obj",
    );
    assert_eq!(word(&s, 3), (None, Some(4)));
    assert_eq!(
        deep_indirect_object(&s, TokenId::new(2)).map(|a| a.head),
        Some(TokenId::new(0))
    );
}

#[test]
fn negation_and_modals_are_shared_with_care() {
    let rows = "They they PRON PRP 4 nsubj
         could can AUX MD 4 aux
         not not PART RB 4 advmod
         confirm confirm VERB VB 0 root
         or or CCONJ CC 6 cc
         deny deny VERB VB 4 conj
         it it PRON PRP 6 obj";
    let s = tree(rows);
    let text = "They could not confirm or deny it";
    assert!(matches!(
        negation(&s, TokenId::new(5)),
        Some(Negation::Verb(_))
    ));
    assert_eq!(modal(&s, text, TokenId::new(5)).map(|m| m.0), Some("could"));
    let s = tree(&rows.replace("or or", "and and"));
    assert_eq!(negation(&s, TokenId::new(5)), None);
    let s = tree(
        "No no DET DT 2 det
         soldier soldier NOUN NN 3 nsubj
         resigned resign VERB VBD 0 root",
    );
    assert!(matches!(
        negation(&s, TokenId::new(2)),
        Some(Negation::Argument(_))
    ));
}

#[test]
fn odd_trees_end() {
    // A long chain of subjectless conjuncts ends without a subject.
    let mut rows = String::from("go go VERB VB 0 root\n");
    for i in 1..40 {
        rows.push_str(&format!("go go VERB VB {i} conj\n"));
    }
    assert_eq!(word(&tree(&rows), 40), (None, None));
}
