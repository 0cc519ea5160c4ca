//! From bytes to an [`Article`]: decides whether the bytes are text, fixes the
//! text once and for all, and reads what stands around the story itself:
//! headline, dateline, date line, byline and licence.

mod blocks;
mod dateline;
mod text;

pub use dateline::KnowsPlace;
pub use text::{IngestError, MAX_BYTES, Options, plausible, read_text};
