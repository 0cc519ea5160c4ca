//! What holds across articles, as pure functions over what was read from each.
//!
//! - [`reprints`]: copies of one text (agency copy under a new headline, cut or
//!   lightly edited), grouped with the earliest as origin.
//! - [`mention`]: events of articles, read for linking.
//! - [`link`]: mentions in several articles linked into happenings.

pub mod day;
pub mod link;
pub mod mention;
pub mod reprints;
pub mod signs;
pub mod sketch;
pub mod words;
