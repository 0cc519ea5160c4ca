//! The table `times`.

use sayso_record::ArticleRecord;

use super::{day, int, text};
use crate::cell::Cell;
use crate::table::Column;

pub(crate) const COLUMNS: &[Column] = &[
    text("article", "Content id of the article."),
    text("text", "The expression."),
    int("start", "Its first code point."),
    int("end", "Code point after its last."),
    text("type", "`DATE`, `TIME`, `DURATION` or `SET`."),
    text("value", "TIMEX3 value; empty when it cannot be resolved."),
    text(
        "mod",
        "TIMEX3 modifier: `START`, `MID`, `END`, `APPROX` and so on.",
    ),
    day("earliest", "First day it can mean."),
    day("latest", "Last day it can mean."),
    text("reason", "How it was resolved, or why not."),
];

pub(crate) fn rows(record: &ArticleRecord) -> Vec<Vec<Cell<'_>>> {
    let all = record.times.iter();
    all.map(|t| {
        vec![
            Cell::text(&record.article.id),
            Cell::text(&t.span.text),
            Cell::count(t.span.start),
            Cell::count(t.span.end),
            Cell::text(&t.kind),
            Cell::known(t.value.as_deref()),
            Cell::known(t.modifier.as_deref()),
            Cell::day(t.earliest.as_deref()),
            Cell::day(t.latest.as_deref()),
            Cell::text(&t.reason),
        ]
    })
    .collect()
}
