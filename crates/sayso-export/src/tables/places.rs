//! The table `places`.

use sayso_record::ArticleRecord;

use super::{float, int, text};
use crate::cell::Cell;
use crate::table::Column;

pub(crate) const COLUMNS: &[Column] = &[
    text("article", "Content id of the article."),
    text("text", "The mention."),
    int("start", "Its first code point."),
    int("end", "Code point after its last."),
    text("name", "The name as the text has it."),
    text(
        "country",
        "Country code; empty when unknown or when it reaches over several.",
    ),
    text("division", "First-level division."),
    text(
        "feature",
        "What it is: `town`, `division`, `sea` and so on; empty when not resolved.",
    ),
    int("geonames", "GeoNames id."),
    float("latitude", "Degrees north, of the middle of the place."),
    float("longitude", "Degrees east, of the middle of the place."),
    text(
        "precision",
        "How exact the coordinates are: `point`, `city`, `district`, `region`, `country`.",
    ),
    text(
        "disputed",
        "Between whom the place is disputed; the record takes no position.",
    ),
    text(
        "reason",
        "Why it counts as a place, how it was resolved, or why not.",
    ),
    int("candidates", "Number of places that the name may mean."),
];

pub(crate) fn rows(record: &ArticleRecord) -> Vec<Vec<Cell<'_>>> {
    let all = record.places.iter();
    all.map(|p| {
        let geonames = p.geonames.and_then(|id| i64::try_from(id).ok());
        vec![
            Cell::text(&record.article.id),
            Cell::text(&p.span.text),
            Cell::count(p.span.start),
            Cell::count(p.span.end),
            Cell::text(&p.name),
            Cell::known(p.country.as_deref()),
            Cell::known(p.division.as_deref()),
            Cell::known(p.feature.as_deref()),
            geonames.map_or(Cell::Null, Cell::Int),
            Cell::number(p.latitude),
            Cell::number(p.longitude),
            Cell::known(p.precision.as_deref()),
            Cell::known(p.disputed.as_deref()),
            Cell::text(&p.reason),
            Cell::count(p.candidates.len()),
        ]
    })
    .collect()
}
