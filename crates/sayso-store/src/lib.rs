//! The archive: one SQLite file that holds articles, their texts and all that
//! was read from them, each text once; asked by filters, counts and SQL.
//!
//! docs/store.md describes the tables, which any SQL tool can read. The only
//! access to the outside is the database file at the path that is given, with
//! the files that SQLite keeps beside it and `<path>-adding`, the writer's lock.

mod conditions;
mod count;
mod error;
mod filter;
mod find;
mod links;
mod list;
mod open;
mod packed;
mod put;
mod rows;
#[cfg(test)]
mod samples;
mod sources;
pub mod sql;
mod stats;
#[cfg(test)]
mod tests;
mod value;
pub mod verify;

pub use count::{FIELDS, Field};
pub use error::{Result, StoreError};
pub use filter::{Bounds, Days, Filter, PartyFilter};
pub use find::{Found, SourceRow};
pub use links::{ContradictionRow, CountedRow, ReprintRow, SaysRow, StoryRow};
pub use list::{Kind, Listed, Order};
pub use open::{Store, VERSION};
pub use packed::{Packed, Source};
pub use put::{Put, Seen};
pub use stats::Section;
