//! Each text once, its records replaced by newer ones, nothing lost on the way.

use super::{nowhere, number};
use crate::samples::{self, article, packed, run};
use crate::{Put, Seen, Source, Store};

const TEXT: &str = "Kenya condemned the raid on Ålesund\u{2019}s harbour.";

fn from(path: &str, published: Option<&str>) -> Source {
    Source {
        path: Some(path.to_owned()),
        published: published.map(str::to_owned),
        ..Source::default()
    }
}

#[test]
fn a_record_comes_back_as_it_went_in() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let record = article(TEXT, 3);
    assert_eq!(
        store.put(&packed(record.clone(), TEXT)).expect("put"),
        Put::Added
    );
    let found = store.find(&record.article.id[..6]).expect("found");
    assert_eq!(store.record(found.article).expect("read"), record);
    assert_eq!(store.text(found.article).expect("read"), TEXT);
    let part = format!("{}/e3", record.article.id);
    assert_eq!(
        store.find(&part).expect("found").part.as_deref(),
        Some("e3")
    );
    assert!(store.find(&format!("{}/e4", record.article.id)).is_err());
    assert!(store.find("zzzz").is_err());
}

#[test]
fn every_span_of_the_tables_is_its_passage() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let mut record = article(TEXT, 1);
    record.events[0].trigger = samples::span(TEXT, "raid");
    record.events[0].place = Some(samples::place(TEXT, "Ålesund", "NOR", 62.5, 6.1));
    record.events[0].date = Some(samples::date(TEXT, "harbour", "2024-05-16", "2024-05-16"));
    store.put(&packed(record, TEXT)).expect("put");
    let wrong = |table: &str, start: &str, text: &str| {
        number(
            &store,
            &format!(
                "SELECT count(*) FROM {table} x JOIN texts t WHERE substr(t.text, x.{start}_start + 1,
                 x.{start}_end - x.{start}_start) IS NOT x.{text}"
            ),
        )
    };
    assert_eq!(wrong("events", "trigger", "trigger_text"), 0);
    assert_eq!(wrong("events", "place", "place_text"), 0);
    assert_eq!(wrong("events", "date", "date_text"), 0);
    assert_eq!(wrong("statements", "source", "source"), 0);
    assert_eq!(wrong("parties", "span", "text"), 0);
    let list = "SELECT count(*) FROM mention_list WHERE text = 'Kenya'";
    assert_eq!(number(&store, list), 1);
}

#[test]
fn the_same_text_is_stored_once_with_all_its_sources() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let record = article(TEXT, 2);
    let sha = record.article.text_sha256.clone();
    let first = Source::of(&record.article);
    assert_eq!(
        store.seen(&sha, &first, &run("1")).expect("asked"),
        Seen::New
    );
    store.put(&packed(record.clone(), TEXT)).expect("put");
    assert_eq!(
        store.seen(&sha, &first, &run("1")).expect("asked"),
        Seen::Known
    );
    let second = from("b.txt", None);
    let seen = store.seen(&sha, &second, &run("1")).expect("asked");
    assert_eq!(seen, Seen::KnownElsewhere);
    assert_eq!(
        store.seen(&sha, &second, &run("1")).expect("asked"),
        Seen::Known
    );
    // Twice in one batch: the second copy was coded before the first was put.
    let mut copy = packed(record, TEXT);
    copy.source = from("c.txt", Some("2024-05-18"));
    assert_eq!(store.put(&copy).expect("put"), Put::Noted);
    assert_eq!(number(&store, "SELECT count(*) FROM articles"), 1);
    assert_eq!(number(&store, "SELECT count(*) FROM events"), 2);
    let places: Vec<String> = store
        .sources(1)
        .expect("read")
        .into_iter()
        .map(|s| s.place)
        .collect();
    assert_eq!(places, ["a.txt", "b.txt", "c.txt"]);
}

#[test]
fn a_new_version_replaces_the_records_and_keeps_the_id() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    for text in ["Peru thanked Chile.", TEXT, "Chile thanked Peru."] {
        store.put(&packed(article(text, 3), text)).expect("put");
    }
    let mut newer = article(TEXT, 1);
    newer.run = run("2");
    let sha = newer.article.text_sha256.clone();
    let source = Source::of(&newer.article);
    assert_eq!(
        store.seen(&sha, &source, &run("2")).expect("asked"),
        Seen::Stale
    );
    assert_eq!(
        store.put(&packed(newer.clone(), TEXT)).expect("put"),
        Put::Replaced
    );
    let found = store.find(&newer.article.id).expect("found");
    assert_eq!(found.article, 2);
    assert_eq!(store.record(2).expect("read"), newer);
    assert_eq!(number(&store, "SELECT count(*) FROM events"), 7);
    assert_eq!(number(&store, "SELECT count(*) FROM sources"), 3);
    let hits = "SELECT count(*) FROM events_words WHERE events_words MATCH 'kenya'";
    assert_eq!(number(&store, hits), 1);
    store
        .db
        .execute_batch(
            "INSERT INTO events_words (events_words, rank) VALUES ('integrity-check', 1);
             INSERT INTO statements_words (statements_words, rank) VALUES ('integrity-check', 1);
             INSERT INTO texts_words (texts_words, rank) VALUES ('integrity-check', 1);",
        )
        .expect("the word indexes agree with their tables");
}

#[test]
fn a_day_that_becomes_known_codes_the_article_anew() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let mut record = article(TEXT, 1);
    record.article.published = None;
    record.article.published_from = None;
    let sha = record.article.text_sha256.clone();
    store.put(&packed(record.clone(), TEXT)).expect("put");
    // The same file, now with a day; and another file that gives one.
    for path in ["a.txt", "b.txt"] {
        let dated = from(path, Some("2024-05-17"));
        assert_eq!(
            store.seen(&sha, &dated, &run("1")).expect("asked"),
            Seen::Stale
        );
    }
    record.article.published = Some("2024-05-17".to_owned());
    record.article.path = Some("b.txt".to_owned());
    assert_eq!(
        store.put(&packed(record.clone(), TEXT)).expect("put"),
        Put::Replaced
    );
    let day = "SELECT count(*) FROM articles WHERE published = '2024-05-17'";
    assert_eq!(number(&store, day), 1);
    // The first file tells less and changes nothing any more.
    let undated = Source {
        published: None,
        published_from: None,
        ..Source::of(&article(TEXT, 1).article)
    };
    assert_eq!(
        store.seen(&sha, &undated, &run("1")).expect("asked"),
        Seen::Known
    );
}

#[test]
fn what_was_skipped_is_kept_until_it_can_be_read() {
    let (_folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let source = from("a.txt", None);
    store.skip(&source, "is not UTF-8").expect("noted");
    store.skip(&source, "is empty").expect("noted");
    let reasons = "SELECT count(*) FROM skipped WHERE reason = 'is empty'";
    assert_eq!(number(&store, reasons), 1);
    assert_eq!(number(&store, "SELECT count(*) FROM skipped"), 1);
    store.put(&packed(article(TEXT, 1), TEXT)).expect("put");
    assert_eq!(number(&store, "SELECT count(*) FROM skipped"), 0);
    store.settle().expect("settled");
    let planned = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'events'";
    assert!(number(&store, planned) > 0);
    assert_eq!(
        number(&store, "SELECT count(*) FROM pragma_foreign_key_check"),
        0
    );
}
