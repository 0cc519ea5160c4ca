//! What holds across articles, as pure functions over what was read from each.
//!
//! - [`reprints`]: copies of one text (agency copy under a new headline, cut or
//!   lightly edited), grouped with the earliest as origin; [`sketch`] is what is
//!   kept of a text for it.
//! - [`mention`]: events of articles' records, read for linking.
//! - [`link`]: mentions in several articles linked into happenings, by the
//!   [`signs`] of pairs.
//! - [`story`]: what all say of a happening, side by side.
//! - [`contradict`]: on what they disagree.
//!
//! No record is changed or left out. [`happenings`] does all in order.

pub mod contradict;
pub mod day;
pub mod link;
pub mod mention;
pub mod model;
pub mod reprints;
pub mod signs;
pub mod sketch;
pub mod story;
pub mod words;

use mention::{Article, Mention};
use story::Story;

/// Links and sums up: all happenings, those that are told once among them, one
/// at a time. `articles` carry their origins (of [`reprints`]), mentions the
/// index of their article. `progress` is told how many mentions of all are compared.
pub fn happenings<'a>(
    articles: &'a [Article],
    mentions: &'a [Mention],
    progress: &mut dyn FnMut(usize, usize),
) -> impl Iterator<Item = Story> + use<'a> {
    let model = model::Model::fitted();
    link::link(articles, mentions, &model, progress)
        .into_iter()
        .filter_map(|group| story::sum_up(articles, mentions, &group))
}
