//! What every form writes, read back by another reader than the one that wrote
//! it: csv, serde_json, quick-xml, the Parquet reader, and plain splitting of
//! lines. All happenings are invented.

mod annotations;
mod legacy;
mod maps_and_networks;
mod record;
mod standoff;
mod tables;

use sayso_export::{Exporter, Item, Tally};
use sayso_record::ArticleRecord;

/// What `make` writes for `items`.
fn written<'a, E: Exporter>(
    items: &[Item<'a>],
    make: impl FnOnce(&'a mut Vec<u8>) -> E,
    out: &'a mut Vec<u8>,
) -> Tally {
    let mut exporter = make(out);
    for item in items {
        exporter.article(item).expect("can be written");
    }
    exporter.finish().expect("can be closed");
    exporter.tally().clone()
}

/// The items of `records` with their text.
fn items<'a>(articles: &'a [(ArticleRecord, &'a str)]) -> Vec<Item<'a>> {
    articles
        .iter()
        .map(|(record, text)| Item {
            text: Some(text),
            ..Item::from(record)
        })
        .collect()
}

#[test]
fn the_codebook_is_that_of_the_program() {
    let page = include_str!("../../../../docs/codebook.md");
    assert_eq!(
        page,
        sayso_export::codebook(),
        "run `cargo run -p sayso-export --example codebook > docs/codebook.md`"
    );
}
