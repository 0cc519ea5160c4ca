//! Who acts in the news: countries, bodies, groups, office holders, loaded
//! names, and the common nouns and name patterns that tell a sector.

mod agents;
mod fold;
mod names;
mod read;
pub(crate) mod table;

use std::collections::BTreeMap;

use sayso_article::SmolStr;

pub use agents::{Agent, AgentKind, Force};
pub use fold::{Word, fold, words};
pub use names::NameMatch;

use agents::{Agents, Forces};
use names::Names;

use crate::LexiconError;

/// What a named actor of the lexicon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorKind {
    /// A country by one of its names.
    Country,
    /// The adjective or noun for a country's people ("Turkish", "Turks").
    Demonym,
    /// A capital city: a place, or its government where it acts.
    Capital,
    /// A state, province or region of a country: a place, or its government
    /// where it acts.
    State,
    /// A city that is no capital.
    City,
    /// A seat or building that stands for a part of a state ("the Kremlin").
    Metonym,
    /// An organisation or body.
    Organization,
    /// An armed group, movement or other group without a legal form.
    Group,
    /// Somebody who holds or held an office.
    Person,
    /// A loaded name ("the Zionist regime").
    Epithet,
}

/// One line of the actor files: an actor, with dates if the line has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its plain name; for demonyms, capitals and metonyms that of the country.
    pub name: SmolStr,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 (or PSE, KOS) or UNO, EUR, IGO, NGO, MNC, IMG.
    pub country: Option<SmolStr>,
    /// PLOVER sectors, the main one first; empty for a whole country.
    pub sectors: Vec<SmolStr>,
    /// The office, for persons; otherwise empty.
    pub role: SmolStr,
    /// First day, month or year in which the line holds (ISO 8601); empty = always.
    pub from: SmolStr,
    /// Last day, month or year in which the line holds; empty = still.
    pub to: SmolStr,
    /// Where the line stands, e.g. `actors/countries.tsv:12`.
    pub line: SmolStr,
}

impl Actor {
    /// Whether the line holds on `day` (ISO 8601): `None` when the day or both
    /// bounds are unknown.
    pub fn holds_on(&self, day: Option<&str>) -> Option<bool> {
        if self.from.is_empty() && self.to.is_empty() {
            return None;
        }
        let day = day?;
        Some(!self.begins_after(day) && !self.ended_before(day))
    }

    /// Whether it began after `day`.
    pub fn begins_after(&self, day: &str) -> bool {
        !self.from.is_empty() && prefix(day, &self.from) < self.from.as_str()
    }

    /// Whether it ended before `day`.
    pub fn ended_before(&self, day: &str) -> bool {
        !self.to.is_empty() && prefix(day, &self.to) > self.to.as_str()
    }
}

/// `day` cut to the precision of `bound`.
fn prefix<'a>(day: &'a str, bound: &str) -> &'a str {
    day.get(..bound.len()).unwrap_or(day)
}

/// The actor files, checked and compiled.
#[derive(Clone, Debug, Default)]
pub struct ActorLexicon {
    actors: Vec<Actor>,
    names: Names,
    agents: Agents,
    forces: Forces,
    /// Country code, plain name and adjective, sorted by code.
    countries: Vec<(SmolStr, SmolStr, SmolStr)>,
    /// Cities of the gazetteer by their folded words joined by spaces.
    towns: BTreeMap<String, Town>,
    /// What the signs are worth that somebody is of a country.
    pub home: Option<crate::confidence::Signs>,
}

/// A city whose name points to one country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// ISO 3166-1 alpha-3 code of its country.
    pub code: SmolStr,
    /// So large that it counts by itself; others count beside their country.
    pub large: bool,
}

impl ActorLexicon {
    /// Compiles the files, given as (name below `lexicons/`, text). Files of
    /// other kinds are passed over, absent ones leave their part empty.
    ///
    /// # Errors
    /// The first malformed line, with file, line and column.
    pub fn read(files: &[(&str, &str)]) -> Result<ActorLexicon, LexiconError> {
        read::read(files)
    }

    /// The lexicon embedded in the program.
    ///
    /// # Errors
    /// As [`ActorLexicon::read`]; a test of this crate keeps that from happening.
    pub fn embedded() -> Result<ActorLexicon, LexiconError> {
        let mut files = crate::embedded("actors");
        files.extend(crate::embedded("epithets"));
        let mut read = ActorLexicon::read(&files)?;
        let home = crate::confidence::Signs::read(&crate::embedded("confidence"), "home_country");
        read.home = home.map_err(|mut errors| errors.remove(0))?;
        Ok(read)
    }

    /// The longest name that begins with the first of `words` and is written
    /// alike (capitals where the lexicon has them); `None` when there is none.
    pub fn longest_name(&self, words: &[Word]) -> Option<NameMatch<'_>> {
        self.names.longest(words, &self.actors)
    }

    /// The city with the folded `words`, joined by spaces.
    pub fn town(&self, words: &str) -> Option<&Town> {
        self.towns.get(words)
    }

    /// The actors that bear exactly the name `words`.
    pub fn named(&self, words: &[Word]) -> Option<NameMatch<'_>> {
        self.names.exact(words, &self.actors)
    }

    /// The common noun made of the lemmas `words` (lower case), e.g.
    /// `["prime", "minister"]`.
    pub fn agent(&self, words: &[&str]) -> Option<&Agent> {
        self.agents.get(words)
    }

    /// The longest force pattern that the folded words of a name or noun phrase hold.
    pub fn force(&self, words: &[&str]) -> Option<&Force> {
        self.forces.longest(words)
    }

    /// The plain English name of a country code.
    pub fn country_name(&self, code: &str) -> Option<&str> {
        Some(self.country(code)?.1.as_str())
    }

    /// The adjective of a country code: `Australian`.
    pub fn adjective(&self, code: &str) -> Option<&str> {
        Some(self.country(code)?.2.as_str()).filter(|a| !a.is_empty())
    }

    fn country(&self, code: &str) -> Option<&(SmolStr, SmolStr, SmolStr)> {
        let by_code = |(c, ..): &(SmolStr, SmolStr, SmolStr)| c.as_str().cmp(code);
        let i = self.countries.binary_search_by(by_code).ok()?;
        self.countries.get(i)
    }

    /// The number of actor lines, common nouns and patterns.
    pub fn sizes(&self) -> [usize; 3] {
        [self.actors.len(), self.agents.len(), self.forces.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_files_are_sound() {
        let lexicon = ActorLexicon::embedded().unwrap_or_else(|e| panic!("{e}"));
        let [actors, agents, forces] = lexicon.sizes();
        assert!(actors > 2000 && agents > 300 && forces > 100);
        let name = |text: &str| {
            let found = lexicon.named(&words(text))?;
            found.actors[0].0.country.clone()
        };
        assert_eq!(name("Türkiye").as_deref(), Some("TUR"));
        assert_eq!(name("turkey"), None, "a country begins with a capital");
        assert_eq!(name("us"), None);
        assert_eq!(name("U.S.").as_deref(), Some("USA"));
        assert_eq!(
            lexicon.agent(&["prime", "minister"]).map(|a| a.kind),
            Some(AgentKind::Role)
        );
    }

    #[test]
    fn an_error_tells_line_and_column() {
        let files = [(
            "actors/agents.tsv",
            "lemma\tsectors\tkind\tyes\tno\nsoldier\tMIL\tperson\t\t\ncook\tXXX\tperson\t\t",
        )];
        let error = ActorLexicon::read(&files).map(|l| l.sizes());
        let text = error.map_or_else(|e| e.to_string(), |s| format!("{s:?}"));
        assert!(text.starts_with("actors/agents.tsv:3:6: "), "{text}");
    }

    #[test]
    fn bounds_compare_at_their_own_precision() {
        let mut actor = Actor {
            name: "A".into(),
            kind: ActorKind::Person,
            country: None,
            sectors: Vec::new(),
            role: "minister".into(),
            from: "2019-07".into(),
            to: "2021".into(),
            line: "".into(),
        };
        assert_eq!(actor.holds_on(Some("2019-07-01")), Some(true));
        assert_eq!(actor.holds_on(Some("2021-12-31")), Some(true));
        assert_eq!(actor.holds_on(Some("2022-01-01")), Some(false));
        assert_eq!(actor.holds_on(None), None);
        actor.to = "".into();
        assert_eq!(actor.holds_on(Some("2030-01-01")), Some(true));
    }
}
