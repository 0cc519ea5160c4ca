//! The table `statements`.

use sayso_record::ArticleRecord;

use super::{float, int, spans, text};
use crate::cell::{Cell, decimal};
use crate::table::Column;

pub(crate) const COLUMNS: &[Column] = &[
    text("article", "Content id of the article."),
    text(
        "statement",
        "Id of the statement within the article: `s1`, `s2`, ...",
    ),
    text("kind", "`direct`, `indirect` or `mixed`."),
    text("source", "The phrase that names the source here."),
    int("source_start", "First code point of the source."),
    int("source_end", "Code point after its last."),
    text(
        "speaker",
        "Whom it resolves to, by the fullest name or description in the article.",
    ),
    text("speaker_entity", "Entity id of the speaker."),
    text("cue", "The words that signal the attribution."),
    int("cue_start", "First code point of the cue."),
    int("cue_end", "Code point after its last."),
    text("content", "What is said; pieces are joined by ` … `."),
    text(
        "content_spans",
        "Code points of the pieces: `12-30; 44-60`.",
    ),
    text("within", "Statement in whose content this one stands."),
    text(
        "events",
        "Ids of the events that stand directly on its say-so.",
    ),
    float("confidence", "How likely it is right, 0 to 1."),
    text("rule", "What found it."),
];

pub(crate) fn rows(record: &ArticleRecord) -> Vec<Vec<Cell<'_>>> {
    let all = record.statements.iter();
    all.map(|s| {
        let contents: Vec<&str> = s.contents.iter().map(|c| c.text.as_str()).collect();
        let told = record.events.iter();
        let told = told.filter(|e| e.said_by.as_ref() == Some(&s.id));
        let start = |span: &Option<sayso_record::SpanRecord>| {
            span.as_ref().map_or(Cell::Null, |s| Cell::count(s.start))
        };
        let end = |span: &Option<sayso_record::SpanRecord>| {
            span.as_ref().map_or(Cell::Null, |s| Cell::count(s.end))
        };
        vec![
            Cell::text(&record.article.id),
            Cell::text(&s.id),
            Cell::text(&s.kind),
            Cell::known(s.source.as_ref().map(|s| s.text.as_str())),
            start(&s.source),
            end(&s.source),
            Cell::known(s.speaker.as_ref().map(|s| s.name.as_str())),
            Cell::known(s.speaker.as_ref().and_then(|s| s.entity.as_deref())),
            Cell::known(s.cue.as_ref().map(|c| c.text.as_str())),
            start(&s.cue),
            end(&s.cue),
            Cell::owned(contents.join(" … ")),
            Cell::owned(spans(s.contents.iter())),
            Cell::known(s.within.as_deref()),
            Cell::list(told.map(|e| Some(e.id.as_str()))),
            Cell::Float(decimal(s.confidence)),
            Cell::text(&s.rule),
        ]
    })
    .collect()
}
