//! Expressions read from flat sentences, ties from hand-written trees.

use sayso_article::*;
use sayso_lexicon::Holidays;

use super::times;
use crate::layers::*;

/// A sentence given as rows "form lemma upos xpos head deprel".
pub(crate) fn parse(rows: &str) -> (Article, Syntax) {
    let mut conllu = String::new();
    for (i, row) in rows.trim().lines().enumerate() {
        let c: Vec<&str> = row.split_whitespace().collect();
        let misc = c.get(6).copied().unwrap_or("_");
        conllu.push_str(&format!(
            "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{misc}\n",
            i + 1,
            c[0],
            c[1],
            c[2],
            c[3],
            c[4],
            c[5]
        ));
    }
    read_conllu(&conllu).expect("a tree")
}

/// An event at the `n`th token.
pub(crate) fn event(syntax: &Syntax, n: usize) -> Event {
    let head = TokenId::new(n - 1);
    Event {
        kind: EventType::Assault,
        mode: None,
        cameo: None,
        contexts: Vec::new(),
        trigger: syntax[head].span,
        head,
        also: Vec::new(),
        actors: Vec::new(),
        recipients: Vec::new(),
        status: Status::Actual,
        counts: Vec::new(),
        said_by: None,
        confidence: 1.0,
        seen: None,
        evidence: Evidence::default(),
    }
}

/// The times of an article, with the holidays of the repository.
pub(crate) fn dated(article: &Article, syntax: &Syntax) -> Times {
    let holidays = Holidays::embedded().expect("the file");
    times(article, syntax, &holidays).0
}

/// The words of a sentence, all under its verb, the second token, of tag `tag`.
pub(super) fn flat(sentence: &str, tag: &str, published: Option<&str>) -> Times {
    let rows: Vec<String> = sentence
        .split(' ')
        .enumerate()
        .map(|(i, form)| match i {
            1 => format!("{form} {form} VERB {tag} 0 root"),
            _ => format!("{form} {form} NOUN NN 2 dep"),
        })
        .collect();
    let (mut article, syntax) = parse(&rows.join("\n"));
    article.published = published.map(|d| d.parse().expect("a date"));
    dated(&article, &syntax)
}

/// Values and kinds of the expressions of a sentence published on Thursday, 2022-07-21.
fn values(sentence: &str, tag: &str) -> Vec<(&'static str, Option<String>)> {
    let times = flat(sentence, tag, Some("2022-07-21"));
    times
        .expressions
        .into_iter()
        .map(|t| (t.kind, t.value))
        .collect()
}

#[track_caller]
fn check(sentence: &str, tag: &str, value: &str) {
    let found: Vec<_> = values(sentence, tag);
    assert_eq!(found.len(), 1, "{sentence}: {found:?}");
    assert_eq!(found[0].1.as_deref(), Some(value), "{sentence}");
}

#[test]
fn explicit_dates_need_no_publication_date() {
    for (sentence, value) in [
        ("They met on 3 May 2023 .", "2023-05-03"),
        ("They met on May 3 , 2023 .", "2023-05-03"),
        ("They met on Wednesday , 3rd of May , 2023 .", "2023-05-03"),
        ("They met on 2023-05-03 .", "2023-05-03"),
        ("They met in May 2023 .", "2023-05"),
        ("They met on Sept. 5 , 2021 .", "2021-09-05"),
        ("They met in 2019 .", "2019"),
        ("They met in the 1990s .", "199"),
        ("They met in spring 2020 .", "2020-SP"),
    ] {
        let times = flat(sentence, "VBD", None);
        assert_eq!(times.expressions.len(), 1, "{sentence}");
        assert_eq!(
            times.expressions[0].value.as_deref(),
            Some(value),
            "{sentence}"
        );
    }
}

#[test]
fn relative_dates_without_publication_date_stay_unknown() {
    let times = flat("They met on Wednesday .", "VBD", None);
    assert_eq!(times.expressions[0].value, None);
    assert_eq!(times.expressions[0].earliest, None);
    assert_eq!(times.expressions[0].reason, "no publication date");
}

#[test]
fn weekdays_follow_the_tense() {
    check("They met on Wednesday .", "VBD", "2022-07-20");
    check("They met on Thursday .", "VBD", "2022-07-21");
    check("They met on Friday .", "VBD", "2022-07-15");
    check("They meet on Friday .", "VBP", "2022-07-22");
    check("They met last Thursday .", "VBD", "2022-07-14");
    check("They meet next Thursday .", "VBP", "2022-07-28");
    check("They met on Wednesday night .", "VBD", "2022-07-20TNI");
    let open = flat("They meeting on Friday .", "NN", Some("2022-07-21"));
    let time = &open.expressions[0];
    assert_eq!(time.value.as_deref(), Some("2022-07-15"));
    assert!(time.reason.contains("without a tense"), "{}", time.reason);
}

#[test]
fn counted_from_publication() {
    check("They met yesterday .", "VBD", "2022-07-20");
    check("They meet tomorrow morning .", "VBP", "2022-07-22TMO");
    check("They met tonight .", "VBD", "2022-07-21TNI");
    check("They met overnight .", "VBD", "2022-07-20TNI");
    check("They met last week .", "VBD", "2022-W28");
    check("They meet next month .", "VBP", "2022-08");
    check("They met this year .", "VBD", "2022");
    check("They met three days ago .", "VBD", "2022-07-18");
    check("They met two weeks ago .", "VBD", "2022-W27");
    check("They met a month ago .", "VBD", "2022-06");
    check("They met 20 years ago .", "VBD", "2002");
    check("They met in May .", "VBD", "2022-05");
    check("They met in October .", "VBD", "2021-10");
    check("They meet in May .", "VBP", "2023-05");
    check("They met on 25 July .", "VBD", "2021-07-25");
    check("They met last weekend .", "VBD", "2022-W28-WE");
}

#[test]
fn durations_and_repetitions() {
    assert_eq!(
        values("They fought for three days .", "VBD"),
        [("DURATION", Some("P3D".to_owned()))]
    );
    assert_eq!(
        values("They march every Friday .", "VBP"),
        [("SET", Some("XXXX-WXX-5".to_owned()))]
    );
    assert_eq!(
        values("They fought for the past two weeks .", "VBD"),
        [("DURATION", Some("P2W".to_owned()))]
    );
}

#[test]
fn other_uses_are_left_alone() {
    for sentence in [
        "They killed 2,000 people .",
        "They raised $ 2000 .",
        "They may march to 10 villages .",
        "They arrested a 34-year-old man .",
    ] {
        assert_eq!(values(sentence, "VBD"), [], "{sentence}");
    }
    let impossible = flat("They met on 31 April 2021 .", "VBD", None);
    assert_eq!(impossible.expressions[0].value, None);
    assert_eq!(
        impossible.expressions[0].reason,
        "no such day in the calendar"
    );
}
