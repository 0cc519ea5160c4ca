//! Scores coded articles against annotated ones.
//!
//! The measures are those of the reference scorer of the annotation project
//! (statements by content overlap, events by type and place of the trigger);
//! given the same records both give the same figures.

mod challenge;
mod common;
mod gold;
mod names;
mod score;
mod sentences;

pub use challenge::{Case, Expected, faults, read_challenge};
pub use common::{Annotation, Event, Party, Statement};
pub use gold::{GoldArticle, GoldError, read_folder};
pub use names::same_name;
pub use score::{Counts, Prf, Scores, score_article};
