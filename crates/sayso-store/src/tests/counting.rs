//! Counts, actors, and what is computed across articles.

use super::asking::{SECOND, archive, strings, who};
use crate::samples::{empty, hash, packed};
use crate::sql::Value;
use crate::{
    ContradictionRow, CountedRow, Field, Filter, Kind, Order, ReprintRow, SaysRow, StoreError,
    StoryRow,
};

#[test]
fn counts_by_fields() {
    let (_folder, store) = archive();
    let count = |names: &[&str], filter: &Filter| -> Vec<String> {
        let fields: Vec<Field> = names
            .iter()
            .map(|n| Field::parse(n, Kind::Events).expect("a field"))
            .collect();
        let table = store
            .count(Kind::Events, filter, &fields, false, 0)
            .expect("counted");
        let line = |row: Vec<Value>| {
            row.iter()
                .map(Value::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        table.rows.into_iter().map(line).collect()
    };
    let all = Filter::default();
    assert_eq!(
        count(&["type"], &all),
        ["CONSULT 2", "ACCUSE 1", "ASSAULT 1"]
    );
    assert_eq!(count(&["actor-country"], &all), ["KEN 3", "DEU 1"]);
    assert_eq!(count(&["country"], &all), ["KEN 3", "DEU 2"]);
    // The same by the general way, which filters need.
    let sure = Filter {
        confidence: Some(0.0),
        ..Filter::default()
    };
    for field in ["actor-country", "country", "recipient", "actor-sector"] {
        assert_eq!(count(&[field], &sure), count(&[field], &all), "{field}");
    }
    assert_eq!(count(&["dyad"], &all), [" 3", "KEN>DEU 1"]);
    // A month that is known, a day that is not.
    assert_eq!(
        count(&["day"], &all),
        ["2024-05-13 1", "2024-05-17 1", " 2"]
    );
    assert_eq!(count(&["month"], &all), ["2024-05 3", " 1"]);
    assert_eq!(count(&["week"], &all), ["2024-W20 2", " 2"]);
    assert_eq!(
        count(&["published-month", "quad"], &all),
        ["2024-05 1 1", "2024-05 3 1", "2024-05 4 1", "2024-06 1 1"]
    );
    assert_eq!(count(&["speaker"], &all), [" 3", "Amina Otieno 1"]);
    assert_eq!(count(&["said-by"], &all), ["narrator 3", "source 1"]);
    for kind in [
        Kind::Events,
        Kind::Statements,
        Kind::Articles,
        Kind::Stories,
    ] {
        for field in Field::of(kind) {
            let table = store
                .count(kind, &all, &[field], false, 0)
                .expect(field.name);
            assert_eq!(
                table.rows.is_empty(),
                kind == Kind::Stories,
                "{}",
                field.name
            );
        }
    }
    assert!(Field::parse("type", Kind::Articles).is_none());
}

#[test]
fn happenings_count_once_and_follow_their_articles() {
    let (_folder, mut store) = archive();
    let story = StoryRow {
        kind: "CONSULT".to_owned(),
        days: Some(("2024-05-17".to_owned(), "2024-05-17".to_owned())),
        reports: 2,
        origins: 2,
        first_report: Some(1),
        events: vec![
            (1, "e3".to_owned()),
            (2, "e1".to_owned()),
            (2, "e9".to_owned()),
        ],
        says: vec![SaysRow {
            stance: "asserts".to_owned(),
            source: "Coastal News".to_owned(),
            mentions: 2,
        }],
        counts: vec![CountedRow {
            counted: "envoys".to_owned(),
            low: 3.0,
            best: 3.0,
            high: f64::INFINITY,
        }],
        contradictions: vec![ContradictionRow {
            about: "who".to_owned(),
            sides: vec![
                ("Otieno".to_owned(), "A".to_owned()),
                ("Brandt".to_owned(), "B".to_owned()),
            ],
        }],
        ..StoryRow::default()
    };
    let copy = ReprintRow {
        article: 2,
        origin: 1,
        similarity: 0.9,
    };
    assert!(!store.links_are_current().expect("read"));
    for _ in 0..2 {
        store
            .replace_links(std::slice::from_ref(&copy), [story.clone()])
            .expect("stored");
    }
    assert!(store.links_are_current().expect("read"));
    let field = Field::parse("type", Kind::Events).expect("a field");
    let all = Filter::default();
    let table = store
        .count(Kind::Events, &all, &[field], true, 0)
        .expect("counted");
    let counts: Vec<String> = table
        .rows
        .iter()
        .map(|r| format!("{} {}", r[0], r[1]))
        .collect();
    assert_eq!(counts, ["ACCUSE 1", "ASSAULT 1", "CONSULT 1"]);
    let turku = Filter {
        places: strings(&["Turku"]),
        ..Filter::default()
    };
    let listed = store
        .list(Kind::Stories, &turku, Order::Date, 0)
        .expect("listed");
    assert_eq!(listed.ids, [1]);
    let row = store.row(Kind::Stories, 1).expect("read");
    let columns = store.columns(Kind::Stories).expect("read");
    let cell = |name: &str| {
        let at = columns.iter().position(|c| c == name).expect("a column");
        row[at].to_string()
    };
    assert_eq!(cell("place"), "Turku");
    assert_eq!(cell("asserted_by"), "Coastal News");
    assert_eq!(cell("counts"), "envoys 3.0-");
    assert_eq!(cell("contradictions"), "1");
    // An article that is coded anew leaves its stories, which are no longer current.
    let mut newer = empty(SECOND);
    newer.run.sayso = "2".to_owned();
    store.put(&packed(newer, SECOND)).expect("put");
    let left = store
        .sql("SELECT count(*) FROM story_events", 0)
        .expect("read");
    assert_eq!(left.rows, [[Value::Integer(1)]]);
    assert!(!store.links_are_current().expect("read"));
}

#[test]
fn every_record_is_handed_on_in_order() {
    let (_folder, store) = archive();
    let mut seen = Vec::new();
    store
        .each_record(&Filter::default(), Order::Newest, |row, record| {
            seen.push((row, record.events.len()));
            Ok::<_, StoreError>(())
        })
        .expect("read");
    assert_eq!(seen, [(2, 1), (1, 3)]);
    assert_eq!(store.article_row(&hash(SECOND)).expect("read"), Some(2));
}

#[test]
fn actors_with_their_roles() {
    let (_folder, store) = archive();
    let table = store.actors(&Filter::default(), 0).expect("listed");
    let lines: Vec<String> = table
        .rows
        .iter()
        .map(|r| r.iter().map(Value::to_string).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        lines,
        ["Amina Otieno KEN GOV 3 3 0", "Colonel Brandt DEU MIL 2 1 1"]
    );
    let germans = Filter {
        recipient: who(&[], &["DEU"], &[]),
        ..Filter::default()
    };
    let table = store.actors(&germans, 0).expect("listed");
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0][0], "Colonel Brandt".into());
}
