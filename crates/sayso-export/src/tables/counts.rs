//! The table `counts`.

use sayso_record::ArticleRecord;

use super::{float, int, text};
use crate::cell::Cell;
use crate::say_so;
use crate::table::Column;

pub(crate) const COLUMNS: &[Column] = &[
    text("article", "Content id of the article."),
    text("event", "Id of the event within the article."),
    int("position", "1 for the first of the event."),
    text("text", "The words of the number."),
    int("start", "Their first code point."),
    int("end", "Code point after their last."),
    float("value", "The number, when the words give one."),
    text(
        "bound",
        "`exact`, `min`, `max`, `range` or `about`; empty without a value.",
    ),
    float("low", "Least number that the words allow."),
    float("high", "Greatest number that the words allow."),
    text("of", "What is counted."),
    text("type", "PLOVER type of the event."),
    text("status", "Status of the event."),
    text(
        "said_by",
        "Statement on whose say-so the event stands; empty when the article itself says so.",
    ),
    text(
        "reported_by",
        "Speaker after speaker outwards: `the article`, or `X, as told by Y`.",
    ),
];

pub(crate) fn rows(record: &ArticleRecord) -> Vec<Vec<Cell<'_>>> {
    let mut rows = Vec::new();
    for e in &record.events {
        for (i, c) in e.counts.iter().enumerate() {
            rows.push(vec![
                Cell::text(&record.article.id),
                Cell::text(&e.id),
                Cell::count(i + 1),
                Cell::text(&c.span.text),
                Cell::count(c.span.start),
                Cell::count(c.span.end),
                Cell::number(c.value),
                Cell::known(c.bound.as_deref()),
                Cell::number(c.low),
                Cell::number(c.high),
                Cell::text(&c.of),
                Cell::text(&e.kind),
                Cell::text(&e.status),
                Cell::known(e.said_by.as_deref()),
                Cell::owned(say_so::reported_by(record, e)),
            ]);
        }
    }
    rows
}
