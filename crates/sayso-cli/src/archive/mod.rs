//! The commands that fill an archive and ask it.

mod add;
pub mod args;

pub use add::add;
