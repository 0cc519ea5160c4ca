//! From syntax to attributed events: the rule stages, each a function that
//! reads the layers before it and writes one of its own.
//!
//! statements → entities → events → times, places → settings → assemble

mod analysis;
mod assemble;
mod attachment;
pub mod clause;
mod code;
mod entities;
mod events;
pub mod layers;
mod offsets;
pub mod places;
mod settings;
mod statements;
mod times;

pub use analysis::Analysis;
pub use assemble::{assemble, not_coded, status_name};
pub use code::{Lexicons, code};
pub use entities::{Candidate as CountryCandidate, country_candidates, entities};
pub use events::{events, mention_pairs};
pub use places::places;
pub use settings::{Before, Choice, setting_choices, setting_choices_of_word, settings};
pub use statements::statements;
pub use times::times;
