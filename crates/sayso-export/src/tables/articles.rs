//! The table `articles`.

use sayso_record::{ArticleRecord, Outcome};

use super::{day, int, text};
use crate::cell::Cell;
use crate::table::Column;

pub(crate) const COLUMNS: &[Column] = &[
    text(
        "article",
        "Content id of the article: the first 16 hex digits of the SHA-256 of its text; empty when it was not read.",
    ),
    text("path", "Path as given to the program."),
    text("url", "Address."),
    text("title", "Headline."),
    text("byline", "Author line."),
    text("publisher", "Publishing medium."),
    text("publisher_country", "Country code of the publisher."),
    day("published", "Day of publication."),
    text(
        "published_from",
        "Where the day comes from: `option`, `metadata`, `text` or `url`.",
    ),
    text("dateline", "Place line at the head of the text."),
    text("dateline_country", "Country code of the dateline."),
    text("language", "ISO 639-1 code."),
    text("licence", "Short name of the licence."),
    int("characters", "Length of the text in Unicode code points."),
    text("text_sha256", "SHA-256 of the text in UTF-8."),
    text("outcome", "`coded`, `no_events`, `skipped` or `failed`."),
    text("reason", "Why it was skipped or failed."),
    int("events", "Number of its events."),
    int("statements", "Number of its statements."),
    int("entities", "Number of its entities."),
    text("sayso", "Version of the program that made the record."),
    text("model", "Model that made the record."),
    text("lexicons", "Hash of the lexicons that made the record."),
    int("schema", "Version of the record format."),
];

pub(crate) fn row(record: &ArticleRecord) -> Vec<Cell<'_>> {
    let a = &record.article;
    let publisher = a.publisher.as_ref();
    vec![
        Cell::known(Some(a.id.as_str()).filter(|id| !id.is_empty())),
        Cell::known(a.path.as_deref()),
        Cell::known(a.url.as_deref()),
        Cell::known(a.title.as_deref()),
        Cell::known(a.byline.as_deref()),
        Cell::known(publisher.map(|p| p.name.as_str())),
        Cell::known(publisher.and_then(|p| p.country.as_deref())),
        Cell::day(a.published.as_deref()),
        Cell::known(a.published_from.as_deref()),
        Cell::known(a.dateline.as_ref().map(|d| d.span.text.as_str())),
        Cell::known(a.dateline.as_ref().and_then(|d| d.country.as_deref())),
        Cell::known(a.language.as_deref()),
        Cell::known(a.licence.as_ref().and_then(|l| l.name.as_deref())),
        Cell::count(a.characters),
        Cell::known(Some(a.text_sha256.as_str()).filter(|h| !h.is_empty())),
        Cell::text(outcome(record.outcome)),
        Cell::known(record.reason.as_deref()),
        Cell::count(record.events.len()),
        Cell::count(record.statements.len()),
        Cell::count(record.entities.len()),
        Cell::text(&record.run.sayso),
        Cell::text(&record.run.model),
        Cell::text(&record.run.lexicons),
        Cell::Int(i64::from(record.schema)),
    ]
}

/// The outcome as records name it.
fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Coded => "coded",
        Outcome::NoEvents => "no_events",
        Outcome::Skipped => "skipped",
        Outcome::Failed => "failed",
    }
}
