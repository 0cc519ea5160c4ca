//! The stage on hand-written trees.

use sayso_article::read_conllu;
use sayso_lexicon::Cues;

use super::statements;

/// Checks the statements of a sentence, given one word a line as
/// `form lemma UPOS XPOS head relation` (`_` behind the form: no space after).
/// Each expected statement reads `source | cue | content / content | kind`.
fn check(tree: &str, expected: &[&str]) {
    let mut conllu = String::from("# newpar\n");
    for (i, line) in tree.trim().lines().enumerate() {
        let c: Vec<&str> = line.split_whitespace().collect();
        let glued = c[0].len() > 1 && c[0].ends_with('_');
        let form = if glued {
            c[0].trim_end_matches('_')
        } else {
            c[0]
        };
        let misc = if glued { "SpaceAfter=No" } else { "_" };
        conllu.push_str(&format!(
            "{}\t{form}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{misc}\n",
            i + 1,
            c[1],
            c[2],
            c[3],
            c[4],
            c[5]
        ));
    }
    let (article, syntax) = read_conllu(&conllu).expect("a tree");
    let cues = Cues::embedded().expect("a valid lexicon");
    let (layer, _) = statements(&article, &syntax, &cues);
    let found: Vec<String> = layer
        .list
        .iter()
        .map(|s| {
            let part = |span: Option<sayso_article::Span>| {
                span.map_or("-".to_owned(), |s| article.slice(s).to_owned())
            };
            let contents: Vec<&str> = s.contents.iter().map(|c| article.slice(*c)).collect();
            format!(
                "{} | {} | {} | {:?}",
                part(s.source.as_ref().map(|x| x.span)),
                part(s.cue.as_ref().map(|x| x.span)),
                contents.join(" / "),
                s.kind
            )
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn indirect_speech_leaves_that_and_the_period_out() {
    check(
        "Police police NOUN NNS 2 nsubj
         said say VERB VBD 0 root
         that that SCONJ IN 6 mark
         the the DET DT 5 det
         road road NOUN NN 6 nsubj
         reopened_ reopen VERB VBD 2 ccomp
         . . PUNCT . 2 punct",
        &["Police | said | the road reopened | Indirect"],
    );
}

#[test]
fn inverted_direct_speech_loses_its_marks() {
    check(
        "\"_ \" PUNCT `` 4 punct
         We we PRON PRP 4 nsubj
         will will AUX MD 4 aux
         stay_ stay VERB VB 7 ccomp
         ,_ , PUNCT , 4 punct
         \" \" PUNCT '' 4 punct
         said say VERB VBD 0 root
         Oduya_ Oduya PROPN NNP 7 nsubj
         . . PUNCT . 7 punct",
        &["Oduya | said | We will stay | Direct"],
    );
}

#[test]
fn the_accused_stays_in_and_the_addressee_out() {
    check(
        "Orvania Orvania PROPN NNP 2 nsubj
         accused accuse VERB VBD 0 root
         Talvia Talvia PROPN NNP 2 obj
         of of SCONJ IN 5 mark
         cheating_ cheat VERB VBG 2 advcl
         . . PUNCT . 2 punct",
        &["Orvania | accused | Talvia of cheating | Indirect"],
    );
    check(
        "Bishops bishop NOUN NNS 2 nsubj
         urged urge VERB VBD 0 root
         rebels rebel NOUN NNS 2 obj
         to to PART TO 5 mark
         surrender_ surrender VERB VB 2 xcomp
         . . PUNCT . 2 punct",
        &["Bishops | urged | to surrender | Indirect"],
    );
}

#[test]
fn things_do_not_speak() {
    check(
        "The the DET DT 2 det
         road road NOUN NN 3 nsubj
         says say VERB VBZ 0 root
         it it PRON PRP 5 nsubj
         ends_ end VERB VBZ 3 ccomp
         . . PUNCT . 3 punct",
        &[],
    );
}

#[test]
fn according_to_takes_the_whole_clause() {
    check(
        "Nine nine NUM CD 2 nummod
         houses house NOUN NNS 3 nsubj
         burned_ burn VERB VBD 0 root
         , , PUNCT , 7 punct
         according accord VERB VBG 7 case
         to to ADP IN 5 fixed
         police_ police NOUN NNS 3 obl
         . . PUNCT . 3 punct",
        &["police | according to | Nine houses burned | Indirect"],
    );
}

#[test]
fn according_to_names_its_phrase_whatever_the_tree_hangs_it_on() {
    check(
        "According accord VERB VBG 3 case
         to to ADP IN 1 fixed
         Novapress Novapress PROPN NNP 6 obl
         others other NOUN NNS 6 nsubj
         are be AUX VBP 6 cop
         close_ close ADJ JJ 0 root
         . . PUNCT . 6 punct",
        &["Novapress | According to | others are close | Indirect"],
    );
}

#[test]
fn who_is_quoted_as_saying_says_it() {
    check(
        "Oduya Oduya PROPN NNP 3 nsubj:pass
         was be AUX VBD 3 aux:pass
         quoted quote VERB VBN 0 root
         as as SCONJ IN 5 mark
         saying say VERB VBG 3 advcl
         they they PRON PRP 7 nsubj
         fled_ flee VERB VBD 5 ccomp
         . . PUNCT . 3 punct",
        &["Oduya | saying | they fled | Indirect"],
    );
}

#[test]
fn what_the_source_does_next_is_no_content() {
    check(
        "Miners miner NOUN NNS 2 nsubj
         said say VERB VBD 0 root
         no no DET DT 4 det
         pact pact NOUN NN 5 nsubj
         existed exist VERB VBD 2 ccomp
         and and CCONJ CC 7 cc
         promised promise VERB VBD 5 conj
         to to PART TO 9 mark
         march_ march VERB VB 7 xcomp
         . . PUNCT . 2 punct",
        &[
            "Miners | said | no pact existed | Indirect",
            "Miners | promised | to march | Indirect",
        ],
    );
}

#[test]
fn the_narrator_comments_in_his_own_voice() {
    check(
        "Police police NOUN NNS 2 nsubj
         said say VERB VBD 0 root
         Oduya Oduya PROPN NNP 4 nsubj
         fled_ flee VERB VBD 2 ccomp
         , , PUNCT , 7 punct
         a a DET DT 7 det
         claim claim NOUN NN 4 parataxis
         that that PRON WDT 10 obj
         nobody nobody PRON NN 10 nsubj
         believed_ believe VERB VBD 7 acl:relcl
         . . PUNCT . 2 punct",
        &["Police | said | Oduya fled | Indirect"],
    );
}

#[test]
fn what_was_not_said_is_no_statement() {
    let sentence = |auxiliary: &str| {
        format!(
            "Police police NOUN NNS 3 nsubj
             {auxiliary}
             confirm confirm VERB VB 0 root
             that that SCONJ IN 6 mark
             Oduya Oduya PROPN NNP 6 nsubj
             fled_ flee VERB VBD 3 ccomp
             . . PUNCT . 3 punct"
        )
    };
    check(&sentence("may may AUX MD 3 aux"), &[]);
    check(&sentence("not not PART RB 3 advmod"), &[]);
}

#[test]
fn a_cue_that_ends_the_sentence_takes_what_is_before_it() {
    // The tree makes both nouns subjects of "said".
    check(
        "Troops troops NOUN NNS 7 nsubj
         held hold VERB VBN 1 acl
         nine_ nine NUM CD 2 obl
         , , PUNCT , 5 punct
         residents resident NOUN NNS 7 nsubj
         also also ADV RB 7 advmod
         said_ say VERB VBD 0 root
         . . PUNCT . 7 punct",
        &["residents | said | Troops held nine | Indirect"],
    );
}

#[test]
fn background_of_a_demand_is_the_narrators() {
    check(
        "Bishops bishop NOUN NNS 2 nsubj
         demanded demand VERB VBD 0 root
         the the DET DT 4 det
         release release NOUN NN 2 obj
         of of ADP IN 6 case
         Oduya_ Oduya PROPN NNP 4 nmod
         , , PUNCT , 9 punct
         who who PRON WP 9 nsubj
         fasts_ fast VERB VBZ 6 acl:relcl
         . . PUNCT . 2 punct",
        &["Bishops | demanded | the release of Oduya | Indirect"],
    );
}

#[test]
fn further_speech_belongs_to_the_speaker_and_explanations_to_nobody() {
    check(
        "Oduya Oduya PROPN NNP 2 nsubj
         said say VERB VBD 0 root
         Orvania Orvania PROPN NNP 5 nsubj
         is be AUX VBZ 5 cop
         calm_ calm ADJ JJ 2 ccomp
         , , PUNCT , 7 punct
         stressing stress VERB VBG 5 advcl
         the the DET DT 9 det
         need need NOUN NN 7 obj
         for for ADP IN 11 case
         peace_ peace NOUN NN 9 nmod
         . . PUNCT . 2 punct",
        &[
            "Oduya | said | Orvania is calm | Indirect",
            "Oduya | stressing | the need for peace | Indirect",
        ],
    );
    check(
        "Oduya Oduya PROPN NNP 2 nsubj
         said say VERB VBD 0 root
         the the DET DT 4 det
         enemy enemy NOUN NN 5 nsubj
         fled_ flee VERB VBD 2 ccomp
         , , PUNCT , 7 punct
         referring refer VERB VBG 5 advcl
         to to ADP IN 9 case
         Talvia_ Talvia PROPN NNP 7 obl
         . . PUNCT . 2 punct",
        &["Oduya | said | the enemy fled | Indirect"],
    );
}

#[test]
fn a_relative_pronoun_gives_way_to_whom_it_means() {
    check(
        "The the DET DT 2 det
         man man NOUN NN 8 nsubj
         who who PRON WP 7 nsubj
         police police NOUN NNS 5 nsubj
         said say VERB VBD 2 acl:relcl
         was be AUX VBD 7 cop
         armed armed ADJ JJ 5 ccomp
         fled_ flee VERB VBD 0 root
         . . PUNCT . 8 punct",
        &["police | said | The man / was armed | Indirect"],
    );
}

#[test]
fn a_clause_can_be_predicated_of_a_noun_of_speech() {
    check(
        "The the DET DT 2 det
         ministry_ ministry NOUN NN 4 nmod:poss
         's 's PART POS 2 case
         claim claim NOUN NN 9 nsubj:outer
         is be AUX VBZ 9 cop
         that that SCONJ IN 9 mark
         the the DET DT 8 det
         rebels rebel NOUN NNS 9 nsubj
         fled_ flee VERB VBD 0 root
         . . PUNCT . 9 punct",
        &["The ministry | claim | the rebels fled | Indirect"],
    );
}

#[test]
fn who_is_blamed_does_not_speak() {
    check(
        "The the DET DT 2 det
         attack attack NOUN NN 4 nsubj:pass
         was be AUX VBD 4 aux:pass
         blamed blame VERB VBN 0 root
         on on ADP IN 6 case
         rebels_ rebel NOUN NNS 4 obl:agent
         . . PUNCT . 4 punct",
        &["- | blamed | The attack / on rebels | Indirect"],
    );
}

#[test]
fn to_make_sure_is_to_believe_nothing() {
    check(
        "Police police NOUN NNS 2 nsubj
         made make VERB VBD 0 root
         sure sure ADJ JJ 2 xcomp
         that that SCONJ IN 7 mark
         the the DET DT 6 det
         doors door NOUN NNS 7 nsubj
         stayed stay VERB VBD 3 ccomp
         shut_ shut ADJ JJ 7 xcomp
         . . PUNCT . 2 punct",
        &[],
    );
}

#[test]
fn that_is_to_say_is_said_by_nobody() {
    check(
        "That that PRON DT 2 nsubj
         is be VERB VBZ 0 root
         to to PART TO 4 mark
         say say VERB VB 2 xcomp
         nobody nobody PRON NN 6 nsubj
         came_ come VERB VBD 4 ccomp
         . . PUNCT . 2 punct",
        &[],
    );
}

#[test]
fn what_a_misread_tree_takes_from_before_a_semicolon_is_said_by_another() {
    check(
        "Unions union NOUN NNS 2 nsubj
         spoke speak VERB VBD 0 root
         of of ADP IN 5 case
         ten ten NUM CD 5 nummod
         deaths_ death NOUN NNS 10 nmod
         ; ; PUNCT : 8 punct
         police police NOUN NNS 8 nsubj
         put put VERB VBD 2 parataxis
         the the DET DT 10 det
         number number NOUN NN 8 obj
         at at ADP IN 12 case
         four_ four NUM CD 8 obl
         . . PUNCT . 2 punct",
        &["police | put | the number at four | Indirect"],
    );
}
