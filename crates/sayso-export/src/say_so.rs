//! On whose say-so an event stands: from the innermost statement outwards.

use sayso_record::{ArticleRecord, EventRecord, StatementRecord};

use crate::when::When;

/// The statements in whose content `event` stands, innermost first; empty when
/// the article itself says so.
pub(crate) fn chain<'a>(
    record: &'a ArticleRecord,
    event: &EventRecord,
) -> Vec<&'a StatementRecord> {
    let mut out: Vec<&StatementRecord> = Vec::new();
    let mut next = event.said_by.as_deref();
    while let Some(id) = next {
        // A record of another program may go round in a circle.
        if out.iter().any(|s| s.id == id) {
            break;
        }
        let Some(statement) = record.statements.iter().find(|s| s.id == id) else {
            break;
        };
        out.push(statement);
        next = statement.within.as_deref();
    }
    out
}

/// Whom a statement resolves to, else the words that name its source.
pub(crate) fn speaker(statement: &StatementRecord) -> Option<&str> {
    let resolved = statement.speaker.as_ref().map(|s| s.name.as_str());
    resolved.or(statement.source.as_ref().map(|s| s.text.as_str()))
}

/// Who says that the event is so, in words: `the article`, or `Russia, as told
/// by Coastal News`.
pub(crate) fn reported_by(record: &ArticleRecord, event: &EventRecord) -> String {
    let chain = chain(record, event);
    if chain.is_empty() {
        return if event.said_by.is_some() {
            "a statement that is not in the record".to_owned()
        } else {
            "the article".to_owned()
        };
    }
    let names: Vec<&str> = chain
        .into_iter()
        .map(|s| speaker(s).unwrap_or("a source not named"))
        .collect();
    names.join(", as told by ")
}

/// One line that keeps what a shape of older data has no column for.
pub(crate) fn note(record: &ArticleRecord, event: &EventRecord) -> String {
    let mut parts = vec![
        format!("status: {}", event.status),
        format!("reported by: {}", reported_by(record, event)),
        format!("sayso: {}/{}", record.article.id, event.id),
        format!(
            "PLOVER: {}{}",
            event.kind,
            event
                .mode
                .as_ref()
                .map(|m| format!("/{m}"))
                .unwrap_or_default()
        ),
    ];
    if let Some(when) = When::of(event).filter(|w| w.day().is_none()) {
        parts.push(format!("date: {} to {}", when.first, when.last));
    }
    let counts: Vec<String> = event
        .counts
        .iter()
        .map(|c| format!("{} {}", c.span.text, c.of))
        .collect();
    if !counts.is_empty() {
        parts.push(format!("counts: {}", counts.join(", ")));
    }
    if let Some(disputed) = event.place.as_ref().and_then(|p| p.disputed.as_ref()) {
        parts.push(format!("place disputed: {disputed}"));
    }
    parts.push(format!("sentence: {}", event.sentence.text));
    parts.join(" | ")
}
