//! Quotations that stand in the archive, nearly do, or do not.

use super::nowhere;
use crate::Store;
use crate::samples::{empty, entity, packed, statement};
use crate::verify::{Agreement, Finding};

const TEXT: &str = "Mona Lindqvist opened the harbour on Monday. \u{201c}We won\u{2019}t raise the tolls,\u{201d} she said, \u{201c}until the bridge \u{2013} all of it \u{2013} is paid for.\u{201d} The harbour has three cranes.";

fn archive() -> (tempfile::TempDir, Store) {
    let (folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let mut record = empty(TEXT);
    let who = entity(TEXT, "n1", "Mona Lindqvist", "SWE", "GOV");
    record.statements = vec![statement(
        TEXT,
        "s1",
        &who,
        &[
            "We won\u{2019}t raise the tolls,",
            "until the bridge \u{2013} all of it \u{2013} is paid for.",
        ],
    )];
    record.entities = vec![who];
    store.put(&packed(record, TEXT)).expect("put");
    let other = "Rain fell on the harbour. The tolls of the old bridge were paid.";
    store.put(&packed(empty(other), other)).expect("put");
    (folder, store)
}

#[test]
fn a_quotation_that_is_parted_stands_verbatim() {
    let (_folder, store) = archive();
    let quote = "\"We won't raise the tolls until the bridge -- all of it -- is paid for.\"";
    let verdict = store
        .verify(quote, Some("Lindqvist"), 0.7)
        .expect("looked up");
    assert_eq!(verdict.finding, Finding::Verbatim);
    let hit = verdict.best.clone().expect("a place");
    assert_eq!(hit.statement.as_deref(), Some("s1"));
    assert_eq!(hit.agreement, Agreement::Same);
    assert!(
        !hit.same_punctuation,
        "the comma after \"tolls\" is not in the quotation"
    );
    assert!(hit.text.starts_with("We won\u{2019}t") && hit.text.ends_with("paid for"));
    let passage: String = TEXT
        .chars()
        .skip(hit.start)
        .take(hit.end - hit.start)
        .collect();
    assert_eq!(passage, hit.text);
    assert!(verdict.stands());
}

#[test]
fn another_speaker_and_the_articles_own_words_are_told_apart() {
    let (_folder, store) = archive();
    let verdict = store
        .verify("raise the tolls", Some("Peter Jones"), 0.7)
        .expect("looked up");
    let hit = verdict.best.as_ref().expect("a place");
    assert_eq!(hit.agreement, Agreement::Other);
    assert!(!verdict.stands());
    let own = store
        .verify("The harbour has three cranes", Some("Lindqvist"), 0.7)
        .expect("looked up");
    let hit = own.best.as_ref().expect("a place");
    assert_eq!(
        (hit.statement.as_ref(), hit.agreement),
        (None, Agreement::NobodyTold)
    );
    assert!(own.stands());
}

#[test]
fn other_words_are_shown() {
    let (_folder, store) = archive();
    let verdict = store
        .verify(
            "We will raise the tolls until the bridge is paid for",
            None,
            0.7,
        )
        .expect("looked up");
    assert_eq!(verdict.finding, Finding::Nearly);
    let hit = verdict.best.as_ref().expect("a place");
    assert_eq!(
        hit.differences,
        "We [-won't-] {+will+} raise the tolls until the bridge [-all of it-] is paid for"
    );
    assert_eq!(hit.statement.as_deref(), Some("s1"));
    assert!(hit.share > 0.7 && hit.share < 1.0);
    assert!(!verdict.stands());
}

#[test]
fn what_is_not_there_is_absent() {
    let (_folder, store) = archive();
    for quote in [
        "The snow is deep in the mountains of Norland",
        "tolls rise",
        " \u{2014} ",
        "",
    ] {
        let verdict = store.verify(quote, None, 0.7).expect("looked up");
        assert_eq!(verdict.finding, Finding::Absent, "{quote}");
        assert!(verdict.best.is_none() && !verdict.stands());
    }
}
