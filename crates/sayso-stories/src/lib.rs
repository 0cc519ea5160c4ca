//! What holds across articles, as pure functions over what was read from each.
//!
//! - [`reprints`]: copies of one text (agency copy under a new headline, cut or
//!   lightly edited), grouped with the earliest as origin.

pub mod reprints;
pub mod sketch;
