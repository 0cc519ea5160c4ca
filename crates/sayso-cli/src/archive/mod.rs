//! The commands that fill an archive and ask it.

mod add;
pub mod args;
mod ask;
mod filter_args;
mod lines;
mod link;
mod rows;
mod show;
mod sink;
mod stats;
mod verify;

pub use add::add;
pub use ask::{actors, ask, contradictions, sql};
pub use link::link;
pub use show::show;
pub use stats::stats;
pub use verify::verify;
