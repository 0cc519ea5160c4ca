//! Events and statements as they stand in the records, one JSON object each.

use sayso_record::{ArticleRecord, EventRecord, PublisherRecord, StatementRecord};
use serde::Serialize;

/// One line: an event with the statement that asserts it, or a statement with
/// the events that it asserts, and the article.
#[derive(Serialize)]
pub struct Line<'r> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'r EventRecord>,
    statement: Option<&'r StatementRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<&'r str>>,
    article: About<'r>,
}

/// What is told of the article.
#[derive(Serialize)]
struct About<'r> {
    id: &'r str,
    path: Option<&'r str>,
    url: Option<&'r str>,
    title: Option<&'r str>,
    publisher: Option<&'r PublisherRecord>,
    published: Option<&'r str>,
}

/// The line of the event numbered `number`.
pub fn event<'r>(record: &'r ArticleRecord, number: &str) -> Line<'r> {
    let event = record.events.iter().find(|e| e.id == number);
    let said_by = event.and_then(|e| e.said_by.as_ref());
    Line {
        id: format!("{}/{number}", record.article.id),
        event,
        statement: said_by.and_then(|id| record.statements.iter().find(|s| s.id == *id)),
        events: None,
        article: about(record),
    }
}

/// The line of the statement numbered `number`.
pub fn statement<'r>(record: &'r ArticleRecord, number: &str) -> Line<'r> {
    let asserted = record
        .events
        .iter()
        .filter(|e| e.said_by.as_deref() == Some(number));
    Line {
        id: format!("{}/{number}", record.article.id),
        event: None,
        statement: record.statements.iter().find(|s| s.id == number),
        events: Some(asserted.map(|e| e.id.as_str()).collect()),
        article: about(record),
    }
}

fn about(record: &ArticleRecord) -> About<'_> {
    let article = &record.article;
    About {
        id: &article.id,
        path: article.path.as_deref(),
        url: article.url.as_deref(),
        title: article.title.as_deref(),
        publisher: article.publisher.as_ref(),
        published: article.published.as_deref(),
    }
}
