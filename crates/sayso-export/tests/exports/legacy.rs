//! The shapes of older event data sets.

use std::collections::BTreeMap;

use sayso_export::{Acled, Exporter, Gdelt, GdeltVersion, Icews, Item, Notes, Phoenix, Selection};

use crate::record::articles;
use crate::{items, written};

/// Lines of tab-separated cells, without quoting.
fn lines(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.ends_with('\n') && !text.contains('\r'));
    text.lines()
        .map(|l| l.split('\t').map(str::to_owned).collect())
        .collect()
}

fn gdelt(version: GdeltVersion, selection: Selection, notes: Notes<'_>) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    written(
        &items(&articles()),
        |o| Gdelt::new(o, version, selection, notes),
        &mut out,
    );
    lines(&out)
}

#[test]
fn gdelt_has_61_columns_or_58() {
    for (version, columns) in [(GdeltVersion::Two, 61), (GdeltVersion::One, 58)] {
        let rows = gdelt(version, Selection::Actual, Notes::None);
        assert_eq!(rows.len(), 4, "one row a pair of an event that happened");
        assert!(rows.iter().all(|r| r.len() == columns));
        let last = &rows[0][columns - 1];
        assert_eq!(last, "https://news.example/vesper?a=1&b=2");
    }
}

#[test]
fn gdelt_cells_are_what_the_text_gives_and_empty_otherwise() {
    let rows = gdelt(GdeltVersion::Two, Selection::Actual, Notes::None);
    let shelling = &rows[0];
    // (3 May: (5 - 1) * 30 + 3) / 365
    assert_eq!(
        shelling[..5],
        ["1", "20240503", "202405", "2024", "2024.3370"]
    );
    assert_eq!(shelling[5..8], ["REB", "REBELS", ""], "no country is known");
    assert_eq!(shelling[12], "REB");
    assert_eq!(
        shelling[25..35],
        ["", "194", "194", "19", "4", "-9.5", "2", "1", "1", ""]
    );
    assert!(
        shelling[35..51].iter().all(String::is_empty),
        "places of the parties"
    );
    assert_eq!(shelling[51..54], ["4", "Port Vesper, Fiji", "FJ"]);
    assert_eq!(shelling[56..59], ["-18.1416", "178.4415", ""]);
    let talks = &rows[1];
    assert_eq!(talks[1..5], ["", "202405", "2024", ""], "a month is no day");
    assert_eq!(
        (talks[7].as_str(), talks[17].as_str(), talks[26].as_str()),
        ("ISL", "FJI", "040")
    );
    let gift = &rows[2];
    assert_eq!(
        gift[1..5],
        ["", "", "", ""],
        "the day of publication is not the day of the event"
    );
    assert_eq!(gift[51], "1", "a whole country");
    let brawl = &rows[3];
    assert_eq!(
        (brawl[5].as_str(), brawl[12].as_str()),
        ("FJIHLH", "HLH"),
        "nurses are no media"
    );
    assert_eq!(brawl[56..58], ["", ""], "99 degrees north is nowhere");
}

#[test]
fn what_did_not_happen_comes_only_when_asked_for_and_with_its_note() {
    let rows = gdelt(GdeltVersion::Two, Selection::All, Notes::Column);
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|r| r.len() == 62));
    let denied: Vec<_> = rows
        .iter()
        .filter(|r| r[61].starts_with("status: denied | "))
        .collect();
    assert_eq!(denied.len(), 1);
    assert!(denied[0][61].contains("reported by: Ada <Ngeze>, as told by a source not named"));
    assert!(denied[0][61].contains("sentence: “The army did not attack the clinic,”"));
}

#[test]
fn the_notes_beside_have_a_line_for_every_row() {
    let mut notes = Vec::new();
    let rows = gdelt(
        GdeltVersion::Two,
        Selection::All,
        Notes::Beside(Box::new(&mut notes)),
    );
    let notes = lines(&notes);
    assert_eq!(notes[0][0], "row");
    assert_eq!(notes.len(), rows.len() + 1);
    for (note, row) in notes[1..].iter().zip(&rows) {
        assert_eq!(note[0], row[0]);
        assert_eq!(note.len(), notes[0].len());
    }
    let mut notes = Vec::new();
    let mut out = Vec::new();
    let beside = Notes::Beside(Box::new(&mut notes));
    let tally = written(
        &items(&articles()),
        |o| Phoenix::new(o, Selection::Actual, beside),
        &mut out,
    );
    assert_eq!(lines(&notes).len(), tally.written + 1);
}

#[test]
fn phoenix_has_26_columns() {
    let mut out = Vec::new();
    let make = |o| Phoenix::new(o, Selection::Actual, Notes::None);
    written(&items(&articles()), make, &mut out);
    let rows = lines(&out);
    assert!(rows.iter().all(|r| r.len() == 26));
    assert_eq!(rows[0][1..5], ["20240503", "2024", "5", "3"]);
    assert_eq!(rows[1][1..5], ["", "2024", "5", ""]);
    assert_eq!(rows[3][5..9], ["FJIHLH", "FJI", "HLH", ""]);
    assert_eq!(rows[3][9..13], ["ISLCOP", "ISL", "COP", ""]);
    assert_eq!(rows[0][13..17], ["194", "19", "4", "-9.5"]);
}

#[test]
fn icews_has_its_columns_and_a_note() {
    let mut out = Vec::new();
    let tally = written(
        &items(&articles()),
        |o| Icews::new(o, Selection::Actual),
        &mut out,
    );
    let rows = lines(&out);
    assert_eq!(rows[0].len(), 21);
    assert_eq!(
        (
            rows[0][0].as_str(),
            rows[0][6].as_str(),
            rows[0][20].as_str()
        ),
        ("Event ID", "CAMEO Code", "Notes")
    );
    assert!(rows.iter().all(|r| r.len() == 21));
    assert_eq!(rows[1][1..4], ["2024-05-03", "Rebels", "REB"]);
    assert_eq!(rows[2][4], "Iceland");
    assert_eq!(rows[2][10], "Fiji");
    assert_eq!(rows[1][14..18], ["Port Vesper", "", "", "Fiji"]);
    assert!(rows[1][20].starts_with("status: actual | reported by: the article | "));
    assert!(rows[2][20].contains("date: 2024-05-01 to 2024-05-31"));
    assert_eq!(
        tally.left_out,
        BTreeMap::from([
            ("status denied".to_owned(), 1),
            ("status future".to_owned(), 1)
        ])
    );
}

fn acled(items: &[Item<'_>], selection: Selection) -> Vec<BTreeMap<String, String>> {
    let mut out = Vec::new();
    let mut exporter = Acled::new(&mut out, selection);
    for item in items {
        exporter.article(item).expect("can be written");
    }
    exporter.finish().expect("can be closed");
    drop(exporter);
    let mut reader = csv::Reader::from_reader(out.as_slice());
    assert_eq!(reader.headers().expect("a header").len(), 31);
    reader
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

#[test]
fn acled_takes_violence_and_demonstrations_only() {
    let articles = articles();
    let rows = acled(&items(&articles), Selection::Actual);
    assert_eq!(rows.len(), 2);
    let shelling = &rows[0];
    for (column, value) in [
        ("event_id_cnty", "0011223344556677-e1"),
        ("event_date", "2024-05-03"),
        ("year", "2024"),
        ("time_precision", "1"),
        ("disorder_type", "Political violence"),
        ("event_type", "Explosions/Remote violence"),
        ("sub_event_type", "Shelling/artillery/missile attack"),
        ("actor1", "Rebels"),
        ("inter1", "Rebel group"),
        ("inter2", "Civilians"),
        ("interaction", "Rebel group-Civilians"),
        ("civilian_targeting", "Civilian targeting"),
        ("iso", "242"),
        ("country", "Fiji"),
        ("location", "Port Vesper"),
        ("geo_precision", "1"),
        ("source", "Coastal \"News\", Ltd"),
        ("fatalities", "12"),
        ("region", ""),
        ("timestamp", ""),
    ] {
        assert_eq!(shelling[column], value, "{column}");
    }
    assert!(shelling["notes"].contains("place disputed: two invented towns"));
    let brawl = &rows[1];
    assert_eq!(
        (brawl["event_type"].as_str(), brawl["fatalities"].as_str()),
        ("", "")
    );
    assert_eq!(
        (brawl["event_date"].as_str(), brawl["latitude"].as_str()),
        ("", "")
    );
    assert_eq!(acled(&items(&articles), Selection::All).len(), 3);
}

#[test]
fn acled_dates_are_as_exact_as_the_text() {
    let (mut record, text) = articles().remove(0);
    let mut row = |earliest: &str, latest: &str| {
        if let Some(date) = &mut record.events[0].date {
            date.earliest = Some(earliest.to_owned());
            date.latest = Some(latest.to_owned());
        }
        let articles = [(record.clone(), text)];
        let row = acled(&items(&articles), Selection::Actual).remove(0);
        ["event_date", "time_precision", "year"].map(|c| row[c].clone())
    };
    assert_eq!(row("2024-05-01", "2024-05-07"), ["2024-05-01", "2", "2024"]);
    assert_eq!(row("2024-05-01", "2024-05-31"), ["2024-05-01", "3", "2024"]);
    assert_eq!(row("2024-01-01", "2024-12-31"), ["", "", "2024"]);
    assert_eq!(row("2023-01-01", "2024-12-31"), ["", "", ""]);
}

#[test]
fn deaths_that_differ_are_no_number() {
    let (mut record, text) = articles().remove(0);
    let mut more = record.events[0].counts[0].clone();
    more.value = Some(20.0);
    record.events[0].counts.push(more);
    let articles = [(record, text)];
    let rows = acled(&items(&articles), Selection::Actual);
    assert_eq!(rows[0]["fatalities"], "");
}
