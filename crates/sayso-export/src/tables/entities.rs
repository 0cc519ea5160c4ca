//! The table `entities`.

use sayso_record::ArticleRecord;

use super::{flag, int, spans, text};
use crate::cell::Cell;
use crate::table::Column;

pub(crate) const COLUMNS: &[Column] = &[
    text("article", "Content id of the article."),
    text(
        "entity",
        "Id of the entity within the article: `n1`, `n2`, ... The same name in two articles has two ids.",
    ),
    text("name", "Fullest name or description in the article."),
    text(
        "kind",
        "`person`, `group`, `organization`, `country`, `place`, `role` or `thing`.",
    ),
    text("country", "Country code."),
    text("sector", "Primary sector."),
    text("sectors", "All sectors, primary first, separated by `; `."),
    text("role", "Office or function in the article's words."),
    int("mentions", "Number of its mentions."),
    text(
        "mention_spans",
        "Code points of the mentions: `12-30; 44-60`.",
    ),
    flag(
        "epithet",
        "Whether one of the mentions is a loaded name, kept verbatim and not adopted.",
    ),
    text("reason", "How country and sector were found."),
];

pub(crate) fn rows(record: &ArticleRecord) -> Vec<Vec<Cell<'_>>> {
    let all = record.entities.iter();
    all.map(|n| {
        vec![
            Cell::text(&record.article.id),
            Cell::text(&n.id),
            Cell::text(&n.name),
            Cell::text(&n.kind),
            Cell::known(n.country.as_deref()),
            Cell::known(n.sector.as_deref()),
            Cell::list(n.sectors.iter().map(|s| Some(s.as_str()))),
            Cell::known(n.role.as_deref()),
            Cell::count(n.mentions.len()),
            Cell::owned(spans(n.mentions.iter().map(|m| &m.span))),
            Cell::Bool(n.mentions.iter().any(|m| m.epithet)),
            Cell::text(&n.reason),
        ]
    })
    .collect()
}
