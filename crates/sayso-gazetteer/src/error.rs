//! What can be wrong with a gazetteer file.

use thiserror::Error;

/// Why a gazetteer file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GazetteerError {
    /// It does not begin as a gazetteer does.
    #[error("not a gazetteer of version {expected}: make it anew with `cargo xtask gazetteer`")]
    Format {
        /// The version that this program reads.
        expected: u32,
    },
    /// It is shorter or longer than it says.
    #[error(
        "the gazetteer is cut short or damaged: {found} bytes, not {expected}: make it anew with `cargo xtask gazetteer`"
    )]
    Length {
        /// Length as its head says.
        expected: u64,
        /// Length as it is.
        found: u64,
    },
    /// The part with this name cannot be read.
    #[error("the gazetteer is damaged: {part}: {what}: make it anew with `cargo xtask gazetteer`")]
    Damaged {
        /// The part.
        part: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// More places, or longer names, than the format holds.
    #[error("the gazetteer cannot be written: {0}")]
    TooLarge(&'static str),
}
