//! Filters and counts, on an archive small enough to know the answers.

use super::nowhere;
use crate::samples::{date, empty, entity, event, hash, packed, party, place, statement};
use crate::sql::Value;
use crate::{
    Bounds, ContradictionRow, CountedRow, Days, Field, Filter, Kind, Order, PartyFilter,
    ReprintRow, SaysRow, Store, StoreError, StoryRow,
};

const FIRST: &str =
    "Amina Otieno accused Colonel Brandt of shelling Marsabit on Monday, and met rebels in Turku.";
const SECOND: &str = "Amina Otieno met envoys in Turku on Friday.";

/// e1 ACCUSE by Otieno (KEN GOV) of Brandt (DEU MIL), the article says, at no place.
/// e2 ASSAULT by Brandt, denied, said by Otieno, at Marsabit on 13 May.
/// e3 CONSULT by Otieno, at Turku, in May.
/// Second article: e1 CONSULT by Otieno at Turku on 17 May.
fn archive() -> (tempfile::TempDir, Store) {
    let (folder, path) = nowhere();
    let mut store = Store::open(&path).expect("made");
    let otieno = entity(FIRST, "n1", "Amina Otieno", "KEN", "GOV");
    let mut brandt = entity(FIRST, "n2", "Colonel Brandt", "DEU", "MIL");
    brandt.sectors.push("SPY".to_owned());
    let mut first = empty(FIRST);
    let mut accuse = event(FIRST, "e1", "ACCUSE", "accused");
    accuse.quad = 3;
    accuse.actors = vec![party(&otieno)];
    accuse.recipients = vec![party(&brandt)];
    let mut assault = event(FIRST, "e2", "ASSAULT", "shelling");
    assault.actors = vec![party(&brandt)];
    assault.status = "denied".to_owned();
    assault.said_by = Some("s1".to_owned());
    assault.place = Some(place(FIRST, "Marsabit", "KEN", 2.3, 37.9));
    assault.date = Some(date(FIRST, "Monday", "2024-05-13", "2024-05-13"));
    assault.confidence = 0.4;
    let mut consult = event(FIRST, "e3", "CONSULT", "met");
    consult.actors = vec![party(&otieno)];
    consult.place = Some(place(FIRST, "Turku", "FIN", 60.4, 22.3));
    consult.date = Some(date(FIRST, "Monday", "2024-05-01", "2024-05-31"));
    first.events = vec![accuse, assault, consult];
    first.statements = vec![statement(
        FIRST,
        "s1",
        &otieno,
        &["shelling Marsabit on Monday"],
    )];
    first.entities = vec![otieno, brandt];
    store.put(&packed(first, FIRST)).expect("put");

    let otieno = entity(SECOND, "n1", "Amina Otieno", "KEN", "GOV");
    let mut second = empty(SECOND);
    second.article.path = Some("b.txt".to_owned());
    second.article.published = Some("2024-06-02".to_owned());
    second.article.publisher = None;
    let mut consult = event(SECOND, "e1", "CONSULT", "met");
    consult.actors = vec![party(&otieno)];
    consult.place = Some(place(SECOND, "Turku", "FIN", 60.4, 22.3));
    consult.date = Some(date(SECOND, "Friday", "2024-05-17", "2024-05-17"));
    second.events = vec![consult];
    second.entities = vec![otieno];
    store.put(&packed(second, SECOND)).expect("put");
    (folder, store)
}

/// The events that a filter keeps, as `article/number`.
fn events(store: &Store, filter: &Filter) -> Vec<String> {
    let listed = store
        .list(Kind::Events, filter, Order::Added, 0)
        .expect("listed");
    let name = |id: &i64| {
        let (article, number) = store
            .place_of(Kind::Events, *id)
            .expect("read")
            .expect("there");
        format!("{article}/{number}")
    };
    listed.ids.iter().map(name).collect()
}

fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

fn days(from: &str, to: &str) -> Days {
    Days {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
    }
}

fn who(names: &[&str], countries: &[&str], sectors: &[&str]) -> PartyFilter {
    PartyFilter {
        names: strings(names),
        countries: strings(countries),
        sectors: strings(sectors),
    }
}

#[test]
fn each_filter_keeps_what_it_says() {
    let (_folder, store) = archive();
    let none = Filter::default;
    let bounds = |west, south, east, north| {
        Some(Bounds {
            west,
            south,
            east,
            north,
        })
    };
    let cases: Vec<(Filter, &[&str])> = vec![
        (none(), &["1/e1", "1/e2", "1/e3", "2/e1"]),
        (
            Filter {
                types: strings(&["CONSULT", "ACCUSE"]),
                ..none()
            },
            &["1/e1", "1/e3", "2/e1"],
        ),
        (
            Filter {
                quads: vec![3],
                ..none()
            },
            &["1/e1"],
        ),
        (
            Filter {
                statuses: strings(&["denied"]),
                ..none()
            },
            &["1/e2"],
        ),
        (
            Filter {
                actor: who(&["otieno"], &[], &[]),
                ..none()
            },
            &["1/e1", "1/e3", "2/e1"],
        ),
        (
            Filter {
                actor: who(&["Brandt", "nobody"], &[], &[]),
                ..none()
            },
            &["1/e2"],
        ),
        (
            Filter {
                actor: who(&["Otieno Brandt"], &[], &[]),
                ..none()
            },
            &[],
        ),
        (
            Filter {
                recipient: who(&[], &["DEU"], &["MIL"]),
                ..none()
            },
            &["1/e1"],
        ),
        (
            Filter {
                party: who(&[], &["DEU"], &[]),
                ..none()
            },
            &["1/e1", "1/e2"],
        ),
        // The further sector counts; both conditions hold for one party.
        (
            Filter {
                party: who(&[], &[], &["SPY"]),
                ..none()
            },
            &["1/e1", "1/e2"],
        ),
        (
            Filter {
                party: who(&[], &["KEN"], &["MIL"]),
                ..none()
            },
            &[],
        ),
        (
            Filter {
                places: strings(&["turk"]),
                ..none()
            },
            &["1/e3", "2/e1"],
        ),
        (
            Filter {
                place_countries: strings(&["KEN"]),
                ..none()
            },
            &["1/e2"],
        ),
        (
            Filter {
                bounds: bounds(33.0, -5.0, 42.0, 5.5),
                ..none()
            },
            &["1/e2"],
        ),
        (
            Filter {
                bounds: bounds(170.0, -5.0, 40.0, 5.5),
                ..none()
            },
            &["1/e2"],
        ),
        (
            Filter {
                bounds: bounds(170.0, -5.0, 30.0, 5.5),
                ..none()
            },
            &[],
        ),
        (
            Filter {
                date: days("2024-05-14", "2024-05-16"),
                ..none()
            },
            &["1/e3"],
        ),
        (
            Filter {
                date: days("2024-05-17", "2024-05-17"),
                ..none()
            },
            &["1/e3", "2/e1"],
        ),
        (
            Filter {
                published: days("2024-06-01", "2024-06-31"),
                ..none()
            },
            &["2/e1"],
        ),
        (
            Filter {
                publishers: strings(&["coastal"]),
                ..none()
            },
            &["1/e1", "1/e2", "1/e3"],
        ),
        (
            Filter {
                publishers: strings(&["%"]),
                ..none()
            },
            &[],
        ),
        (
            Filter {
                narrator: Some(false),
                ..none()
            },
            &["1/e2"],
        ),
        (
            Filter {
                narrator: Some(true),
                types: strings(&["ASSAULT"]),
                ..none()
            },
            &[],
        ),
        (
            Filter {
                speaker: who(&["Amina"], &["KEN"], &["GOV"]),
                ..none()
            },
            &["1/e2"],
        ),
        (
            Filter {
                confidence: Some(0.5),
                types: strings(&["ASSAULT"]),
                ..none()
            },
            &[],
        ),
        (
            Filter {
                contexts: strings(&["military"]),
                quads: vec![3],
                ..none()
            },
            &["1/e1"],
        ),
        (
            Filter {
                contexts: strings(&["mil"]),
                ..none()
            },
            &[],
        ),
        (
            Filter {
                words: Some("envoy".to_owned()),
                ..none()
            },
            &["2/e1"],
        ),
        (
            Filter {
                words: Some("envoys OR rebels".to_owned()),
                quads: vec![1],
                ..none()
            },
            &["1/e3", "2/e1"],
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(events(&store, &filter), expected, "{filter:?}");
    }
}

#[test]
fn statements_and_articles_by_what_is_in_them() {
    let (_folder, store) = archive();
    let count = |kind, filter: &Filter| {
        let listed = store.list(kind, filter, Order::Newest, 0).expect("listed");
        listed.ids.len()
    };
    let assault = Filter {
        types: strings(&["ASSAULT"]),
        ..Filter::default()
    };
    assert_eq!(count(Kind::Statements, &assault), 1);
    assert_eq!(count(Kind::Articles, &assault), 1);
    let consult = Filter {
        types: strings(&["CONSULT"]),
        ..Filter::default()
    };
    assert_eq!(count(Kind::Statements, &consult), 0);
    assert_eq!(count(Kind::Articles, &consult), 2);
    let said = Filter {
        words: Some("shelling".to_owned()),
        ..Filter::default()
    };
    assert_eq!(count(Kind::Statements, &said), 1);
    let newest = store
        .list(Kind::Articles, &Filter::default(), Order::Newest, 1)
        .expect("listed");
    assert_eq!((newest.ids, newest.more), (vec![2], true));
}

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
            .replace_links(std::slice::from_ref(&copy), std::slice::from_ref(&story))
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

#[test]
fn sql_reads_and_only_reads() {
    let (_folder, store) = archive();
    let table = store
        .sql("SELECT type, quad FROM events ORDER BY id", 2)
        .expect("read");
    assert_eq!(
        (table.columns.len(), table.rows.len(), table.more),
        (2, 2, true)
    );
    for wrong in [
        "DELETE FROM events",
        "SELECT 1; SELECT 2",
        "CREATE TABLE x (y)",
        "VACUUM INTO '/tmp/never.db'",
        "PRAGMA user_version = 9",
        "SELECT nothing FROM nowhere",
        "",
    ] {
        let answer = store.sql(wrong, 0);
        assert!(
            matches!(answer, Err(StoreError::Sql(_))),
            "{wrong}: {answer:?}"
        );
    }
    let odd = Filter {
        words: Some("\"open".to_owned()),
        ..Filter::default()
    };
    let answer = store.list(Kind::Events, &odd, Order::Added, 0);
    assert!(
        matches!(answer, Err(StoreError::Words { .. })),
        "{answer:?}"
    );
}
