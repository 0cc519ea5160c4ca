//! Counts of events on hand-written trees.

use super::*;

impl Coded {
    /// "trigger: words value of (counted) source", one line for each count.
    fn counts(&self) -> Vec<String> {
        let mut out = Vec::new();
        for e in &self.events {
            for c in &e.counts {
                let value = c.value.map_or("-".to_owned(), |v| v.to_string());
                let counted = c.counted.as_ref().map_or("-", SmolStr::as_str);
                out.push(format!(
                    "{}: {} = {value} {} ({counted}) {}",
                    self.article.slice(e.trigger),
                    self.article.slice(c.span),
                    c.of,
                    c.said_by
                        .map_or("article".to_owned(), |s| format!("s{}", s.index()))
                ));
            }
        }
        out
    }
}

#[test]
fn killing_and_wounding_are_tolls_of_the_attack() {
    let coded = code(
        "rebels rebel NOUN NNS 2 nsubj
         attacked attack VERB VBD 0 root
         Kharkiv Kharkiv PROPN NNP 2 obj
         , , PUNCT , 5 punct
         killing kill VERB VBG 2 advcl
         12 12 NUM CD 7 nummod
         civilians civilian NOUN NNS 5 obj
         and and CCONJ CC 9 cc
         wounding wound VERB VBG 5 conj
         30 30 NUM CD 9 obj",
        &[],
    );
    assert_eq!(
        coded.counts(),
        [
            "attacked: 12 = 12 killed (civilians) article",
            "attacked: 30 = 30 wounded (-) article"
        ]
    );
}

#[test]
fn a_relative_clause_that_left_people_dead() {
    let coded = code(
        "rebels rebel NOUN NNS 2 nsubj
         launched launch VERB VBD 0 root
         an a DET DT 4 det
         attack attack NOUN NN 2 obj
         in in ADP IN 6 case
         Kharkiv Kharkiv PROPN NNP 4 nmod
         which which PRON WDT 8 nsubj
         left leave VERB VBD 4 acl:relcl
         more more ADJ JJR 11 advmod
         than than ADP IN 9 fixed
         30 30 NUM CD 8 obj
         dead dead ADJ JJ 8 xcomp",
        &[],
    );
    assert_eq!(coded.events.len(), 1);
    assert_eq!(
        coded.counts(),
        ["launched: more than 30 = 30 killed (-) article"]
    );
    assert_eq!(coded.events[0].counts[0].bound, Some(Bound::Least));
}

#[test]
fn two_sources_with_two_tolls_are_two_events() {
    let rows = "Russia Russia PROPN NNP 2 nsubj
         said say VERB VBD 0 root
         12 12 NUM CD 4 nummod
         soldiers soldier NOUN NNS 6 nsubj:pass
         were be AUX VBD 6 aux:pass
         killed kill VERB VBN 2 ccomp
         in in ADP IN 9 case
         the the DET DT 9 det
         attack attack NOUN NN 6 obl
         , , PUNCT , 12 punct
         Ukraine Ukraine PROPN NNP 12 nsubj
         said say VERB VBD 2 parataxis
         40 40 NUM CD 14 nummod
         soldiers soldier NOUN NNS 16 nsubj:pass
         were be AUX VBD 16 aux:pass
         killed kill VERB VBN 12 ccomp";
    let coded = code(
        rows,
        &[(2, (3, 9), Force::Assert), (12, (13, 16), Force::Assert)],
    );
    let tolls: Vec<String> = coded
        .counts()
        .into_iter()
        .filter(|c| c.contains("soldiers"))
        .collect();
    assert_eq!(
        tolls,
        [
            "killed: 12 = 12 killed (soldiers) s0",
            "killed: 40 = 40 killed (soldiers) s1"
        ]
    );
    let killed: Vec<_> = coded
        .events
        .iter()
        .filter(|e| !e.counts.is_empty())
        .collect();
    assert_eq!(killed.len(), 2, "{:?}", coded.lines());
}

#[test]
fn nobody_hurt_is_none_and_nobody_counted_is_no_one() {
    let coded = code(
        "rebels rebel NOUN NNS 2 nsubj
         attacked attack VERB VBD 0 root
         Kharkiv Kharkiv PROPN NNP 2 obj
         but but CCONJ CC 8 cc
         no no DET DT 6 det
         one one NOUN NN 8 nsubj:pass
         was be AUX VBD 8 aux:pass
         hurt hurt VERB VBN 2 conj",
        &[],
    );
    let attack: Vec<String> = coded
        .counts()
        .into_iter()
        .filter(|c| c.starts_with("attacked"))
        .collect();
    assert_eq!(attack, ["attacked: no = 0 injured (-) article"]);
    assert!(!coded.counts().iter().any(|c| c.contains("= 1 ")));
}

#[test]
fn years_units_and_ages_count_nobody() {
    // "Unit 731 attacked Kharkiv in 2014"
    let coded = code(
        "Unit unit NOUN NN 3 nsubj
         731 731 NUM CD 1 nummod
         attacked attack VERB VBD 0 root
         Kharkiv Kharkiv PROPN NNP 3 obj
         in in ADP IN 6 case
         2014 2014 NUM CD 3 obl",
        &[],
    );
    assert_eq!(coded.counts(), [] as [&str; 0]);
    // "police arrested a 20 - year - old man"
    let coded = code(
        "police police NOUN NN 2 nsubj
         arrested arrest VERB VBD 0 root
         a a DET DT 5 det
         20-year-old 20-year-old ADJ JJ 5 amod
         civilian civilian NOUN NN 2 obj",
        &[],
    );
    assert_eq!(coded.counts(), [] as [&str; 0]);
}

#[test]
fn money_with_and_without_a_told_currency() {
    let rows = |sign: &str| {
        format!(
            "Israel Israel PROPN NNP 2 nsubj
             gave give VERB VBD 0 root
             Chad Chad PROPN NNP 2 iobj
             {sign} $ SYM $ 2 obj
             3 3 NUM CD 6 compound
             million million NUM CD 4 nummod
             in in ADP IN 8 case
             aid aid NOUN NN 4 nmod"
        )
    };
    for (sign, currency) in [("US$", Some("USD")), ("$", None)] {
        let coded = code(&rows(sign), &[]);
        let count = &coded.events[0].counts[0];
        assert_eq!((count.value, count.of.as_str()), (Some(3e6), "dollars"));
        assert_eq!(count.currency.as_deref(), currency);
        assert!(coded.article.slice(count.span).starts_with(sign));
    }
}

#[test]
fn parts_of_those_counted() {
    let coded = code(
        "police police NOUN NN 2 nsubj
         arrested arrest VERB VBD 0 root
         40 40 NUM CD 4 nummod
         civilians civilian NOUN NNS 2 obj
         , , PUNCT , 6 punct
         nine nine NUM CD 4 appos
         of of ADP IN 8 case
         them they PRON PRP 6 nmod
         minors minor NOUN NNS 6 dep",
        &[],
    );
    assert_eq!(
        coded.counts(),
        [
            "arrested: 40 = 40 arrested (civilians) article",
            "arrested: nine = 9 arrested (minors) article"
        ]
    );
}
