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
