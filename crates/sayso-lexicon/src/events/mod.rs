//! Event rules: `lexicons/events/<TYPE>.toml` and `<TYPE>-<topic>.toml`, compiled into an index by the
//! lemma of the trigger. The format is told in `docs/writing-rules.md`.

mod compile;
mod file;
mod path;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use sayso_article::SmolStr;

use crate::{EventType, LexiconError};

pub use path::{Path, Step};
pub use words::{EntityTest, Word, Words};

/// All event rules, with indexes by the lemma of the trigger's main word.
#[derive(Clone, Debug, Default)]
pub struct EventRules {
    /// Words that bear on the status of events (`lexicons/status/`).
    pub status: crate::status::StatusWords,
    /// How sure an event is (`lexicons/confidence/`).
    pub confidence: Option<crate::confidence::Confidence>,
    /// When two mentions tell one event (`lexicons/confidence/`).
    pub same: Option<crate::confidence::Signs>,
    /// Words of counts (`lexicons/counts/`).
    pub counts: crate::counts::CountWords,
    /// Irregular verb forms (`lexicons/words/`).
    pub irregular: crate::IrregularVerbs,
    rules: Vec<EventRule>,
    verbs: BTreeMap<SmolStr, Vec<u32>>,
    nouns: BTreeMap<SmolStr, Vec<u32>>,
    adjectives: BTreeMap<SmolStr, Vec<u32>>,
    /// For each type, what an event is coded by that only the model sees.
    model: Vec<EventRule>,
    /// See [`EventRules::of_demand`].
    demand: Option<EventRule>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRule {
    /// Full id, e.g. `event/ASSAULT/launch-attack`.
    pub id: SmolStr,
    /// What an event by this rule is.
    pub kind: EventType,
    /// Its mode, if the words tell.
    pub mode: Option<SmolStr>,
    /// CAMEO code.
    pub cameo: Option<SmolStr>,
    /// Contexts that the trigger implies, sorted.
    pub contexts: Vec<SmolStr>,
    /// Triggers that are verbs, with particles: `carry out`.
    pub verbs: Vec<Word>,
    /// Triggers that are nouns, with modifiers: `air strike`.
    pub nouns: Vec<Word>,
    /// Triggers that are predicative adjectives.
    pub adjectives: Vec<Word>,
    /// What the rule asks of the clause.
    pub when: Conditions,
    /// Where the actor stands, most wanted first; `None` for the default of
    /// the trigger's part of speech.
    pub actors: Option<Vec<Alternative>>,
    /// Where the recipient stands; `None` as for `actors`.
    pub recipients: Option<Vec<Alternative>>,
    /// All parties are co-equal actors.
    pub joint: bool,
    /// An event even when no party is expressed: the words alone tell it.
    pub standalone: bool,
    /// No event unless an actor is filled by a political actor.
    pub require_actor: bool,
    /// No event unless a recipient is filled by a political actor.
    pub require_recipient: bool,
    /// Confidence of the rule on its own, 0 to 1.
    pub weight: f32,
    /// How much the rule asks: with several matches the greatest wins.
    pub specificity: u32,
    /// Sentences that the rule codes.
    pub yes: Vec<Example>,
    /// Sentences that it does not code.
    pub no: Vec<String>,
}

/// Roles that are filled together: `subj+obl:with`.
pub type Alternative = Vec<Path>;

/// What a rule asks of the clause of its trigger. Empty lists ask nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conditions {
    /// The deep object is one of these.
    pub obj: Option<Words>,
    /// The deep subject, if there is one, is one of these.
    pub subj: Option<Words>,
    /// The deep object is none of these.
    pub not_obj: Option<Words>,
    /// The deep subject is none of these.
    pub not_subj: Option<Words>,
    /// At least one of these prepositions is there, with one of its words.
    pub with: Vec<(SmolStr, Words)>,
    /// None of these prepositions is there with one of its words.
    pub not_with: Vec<(SmolStr, Words)>,
    /// The trigger has a clausal complement with one of these relations.
    pub clause: Vec<SmolStr>,
    /// The complement's verb is one of these.
    pub clause_verb: Option<Words>,
    /// The complement is a to-infinitive (or is none).
    pub infinitive: Option<bool>,
    /// The trigger noun (or the object of a light verb) has one of these modifiers.
    pub modifier: Option<Words>,
    /// It has none of these.
    pub not_modifier: Option<Words>,
    /// The trigger does not depend on one of these words.
    pub not_under: Option<Words>,
}

/// A sentence that a rule codes, and what is expected of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub sentence: String,
    /// Words that the phrases of the actors must hold, one entry per actor.
    pub actors: Vec<String>,
    /// The same for recipients.
    pub recipients: Vec<String>,
}

impl EventRules {
    /// Reads and checks rule files given as (name, text). The stem of a name is
    /// the PLOVER type (`.../ASSAULT.toml`), or `classes` for the word classes
    /// that all files share.
    ///
    /// # Errors
    /// All errors found, in order of file and place.
    pub fn compile(files: &[(&str, &str)]) -> Result<EventRules, Vec<LexiconError>> {
        compile::compile(files)
    }

    /// The rules embedded in the program.
    ///
    /// # Errors
    /// As [`EventRules::compile`]; the project's tests see to it that there are none.
    pub fn embedded() -> Result<EventRules, Vec<LexiconError>> {
        EventRules::compile(&crate::embedded("events"))
    }

    /// All rules, in order of file and place.
    pub fn rules(&self) -> &[EventRule] {
        &self.rules
    }

    /// What an event of the type is coded by when no rule triggers it: the id
    /// `event/<TYPE>/model`, roles by the default of the part of speech.
    pub fn of_model(&self, kind: EventType) -> Option<&EventRule> {
        self.model.iter().find(|r| r.kind == kind)
    }

    /// What a demand is coded by that a modal makes ("Iran must disarm, he
    /// said"): the id `event/REQUEST/modal`.
    pub fn of_demand(&self) -> Option<&EventRule> {
        self.demand.as_ref()
    }

    /// Rules that a verb with this lemma (lower case, without particle) can trigger.
    pub fn of_verb(&self, lemma: &str) -> impl Iterator<Item = &EventRule> {
        self.pick(&self.verbs, lemma)
    }

    /// Rules that a noun with this lemma (lower case) can trigger.
    pub fn of_noun(&self, lemma: &str) -> impl Iterator<Item = &EventRule> {
        self.pick(&self.nouns, lemma)
    }

    /// Rules that a predicative adjective with this lemma (lower case) can trigger.
    pub fn of_adjective(&self, lemma: &str) -> impl Iterator<Item = &EventRule> {
        self.pick(&self.adjectives, lemma)
    }

    fn pick<'a>(
        &'a self,
        index: &'a BTreeMap<SmolStr, Vec<u32>>,
        lemma: &str,
    ) -> impl Iterator<Item = &'a EventRule> {
        index
            .get(lemma)
            .into_iter()
            .flatten()
            .filter_map(|&i| self.rules.get(i as usize))
    }
}
