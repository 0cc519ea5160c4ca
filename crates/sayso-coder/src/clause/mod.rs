//! Who does what to whom in a clause, whatever its form: deep subjects and
//! objects through passives, control, relative and participial clauses and
//! coordination; negation, modals and prepositional dependents.
//!
//! Works on English Universal Dependencies as in the English Web Treebank, and
//! leniently, for parsers err: a by-phrase is an agent with or without
//! `obl:agent`, a prepositional phrase may hang on the verb or on its object.

mod arguments;
mod control;
mod verb;

#[cfg(test)]
mod tests;

pub(crate) use arguments::is_temporal;
pub use arguments::{Argument, deep_indirect_object, deep_object, deep_subject, surface_subject};
pub use verb::{
    Negation, governing_predicate, has_particle, is_finite, is_infinitive, is_passive, lemma_is,
    modal, negation, prepositional, verb_lemma,
};

/// How far a chain of clauses is followed up the tree. Real sentences need
/// four or five steps; the bound only keeps odd trees cheap.
const MAX_STEPS: usize = 12;

/// Sentences from which a text counts as an article. The model learned from
/// articles: that it sees nothing in a lone sentence means little.
const ARTICLE: usize = 4;

/// Whether the text is more than a few sentences.
pub(crate) fn is_article(syntax: &sayso_article::Syntax) -> bool {
    syntax.sentences().len() >= ARTICLE
}
