//! The data files in `lexicons/`, read, checked and compiled: one module for
//! each kind. Reading is from strings; the files of the repository are
//! embedded in the program ([`embedded`]), and a caller may give others.

pub mod actors;
pub mod confidence;
pub mod counts;
mod cues;
mod error;
pub mod events;
mod holidays;
mod irregular;
pub mod places;
mod plover;
mod rows;
mod settings;
pub mod status;

pub use actors::{Actor, ActorKind, ActorLexicon};
pub use confidence::Signs;
pub use cues::{Attachment, CueClass, CueEntry, Cues, Force, Frame, MarkedSentence};
pub use error::LexiconError;
pub use events::EventRules;
pub use holidays::{Holiday, HolidayRule, Holidays};
pub use irregular::IrregularVerbs;
pub use places::PlaceLexicon;
pub use plover::{CONTEXTS, EventType, SECTORS};
pub use settings::{PlaceNoun, PlaceNouns, SettingSigns};

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The embedded data files of one kind (a folder of `lexicons/`, such as
/// `events`), as (name, text), sorted by name. The name is the path below
/// `lexicons/`, e.g. `events/ASSAULT.toml`.
pub fn embedded(kind: &str) -> Vec<(&'static str, &'static str)> {
    FILES
        .iter()
        .filter(|(name, _)| {
            name.strip_prefix(kind)
                .is_some_and(|rest| rest.starts_with('/'))
        })
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn files_are_embedded_by_folder() {
        let actors = super::embedded("actors");
        assert!(actors.iter().any(|(n, _)| *n == "actors/countries.tsv"));
        assert!(super::embedded("act").is_empty());
    }
}
