//! Filters and counts, on an archive small enough to know the answers.

use super::nowhere;
use crate::samples::{date, empty, entity, event, packed, party, place, statement};
use crate::{Bounds, Days, Filter, Kind, Order, PartyFilter, Store, StoreError};

pub const FIRST: &str =
    "Amina Otieno accused Colonel Brandt of shelling Marsabit on Monday, and met rebels in Turku.";
pub const SECOND: &str = "Amina Otieno met envoys in Turku on Friday.";

/// e1 ACCUSE by Otieno (KEN GOV) of Brandt (DEU MIL), the article says, at no place.
/// e2 ASSAULT by Brandt, denied, said by Otieno, at Marsabit on 13 May.
/// e3 CONSULT by Otieno, at Turku, in May.
/// Second article: e1 CONSULT by Otieno at Turku on 17 May.
pub fn archive() -> (tempfile::TempDir, Store) {
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

pub fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

pub fn days(from: &str, to: &str) -> Days {
    Days {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
    }
}

pub fn who(names: &[&str], countries: &[&str], sectors: &[&str]) -> PartyFilter {
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
