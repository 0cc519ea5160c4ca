//! The table `parties`.

use sayso_record::ArticleRecord;

use super::{flag, int, text};
use crate::cell::Cell;
use crate::table::Column;

pub(crate) const COLUMNS: &[Column] = &[
    text("article", "Content id of the article."),
    text("event", "Id of the event within the article."),
    text("side", "`actor` or `recipient`."),
    int("position", "1 for the first of its side."),
    text("entity", "Id of the entity within the article."),
    text("text", "The phrase near the trigger."),
    int("start", "Its first code point."),
    int("end", "Code point after its last."),
    text("name", "Fullest name or description in the article."),
    text("country", "Country code."),
    text(
        "sector",
        "Primary sector; empty for a whole country or when unknown.",
    ),
    text("sectors", "All sectors, primary first, separated by `; `."),
    flag("epithet", "A loaded name, kept verbatim and not adopted."),
    text("type", "PLOVER type of the event."),
    text("status", "Status of the event."),
    text(
        "said_by",
        "Statement on whose say-so the event stands; empty when the article itself says so.",
    ),
];

pub(crate) fn rows(record: &ArticleRecord) -> Vec<Vec<Cell<'_>>> {
    let mut rows = Vec::new();
    for e in &record.events {
        for (side, parties) in [("actor", &e.actors), ("recipient", &e.recipients)] {
            for (i, p) in parties.iter().enumerate() {
                rows.push(vec![
                    Cell::text(&record.article.id),
                    Cell::text(&e.id),
                    Cell::text(side),
                    Cell::count(i + 1),
                    Cell::known(p.entity.as_deref()),
                    Cell::text(&p.span.text),
                    Cell::count(p.span.start),
                    Cell::count(p.span.end),
                    Cell::text(&p.name),
                    Cell::known(p.country.as_deref()),
                    Cell::known(p.sector.as_deref()),
                    Cell::list(p.sectors.iter().map(|s| Some(s.as_str()))),
                    Cell::Bool(p.epithet),
                    Cell::text(&e.kind),
                    Cell::text(&e.status),
                    Cell::known(e.said_by.as_deref()),
                ]);
            }
        }
    }
    rows
}
