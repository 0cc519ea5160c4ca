//! Words that bear on whether something happened: `lexicons/status/*.toml`.

use std::collections::BTreeMap;

use sayso_article::SmolStr;
use serde::Deserialize;
use toml::Spanned;

use crate::LexiconError;

/// Whether an event happened, as a word makes it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// It happened ("managed to").
    Actual,
    /// It did not ("refused to").
    Denied,
    /// It is meant or expected to ("plans to").
    Future,
    /// It is wanted, allowed or supposed ("urged X to").
    Hypothetical,
    /// It may have ("allegedly").
    Uncertain,
}

/// What kind of word it is, and so where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatusPos {
    /// Governs the event as its complement or object.
    Verb,
    /// Predicative adjective with a complement.
    Adj,
    /// Noun with a complement.
    Noun,
    /// Adverb in the clause of the event.
    Adv,
    /// Attribute of an event noun.
    Modifier,
    /// Introduces the clause of the event.
    Mark,
}

/// One word's effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusWord {
    /// On what stands under it.
    pub effect: Effect,
    /// The same when the word is negated.
    pub negated: Effect,
}

/// All such words, by kind and lemma.
#[derive(Clone, Debug, Default)]
pub struct StatusWords {
    words: BTreeMap<(StatusPos, SmolStr), StatusWord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    word: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    lemma: Vec<String>,
    pos: StatusPos,
    effect: Effect,
    negated: Option<Effect>,
    example: Spanned<String>,
}

impl StatusWords {
    /// Reads files given as (name, text).
    ///
    /// # Errors
    /// All malformed entries.
    pub fn compile(files: &[(&str, &str)]) -> Result<StatusWords, Vec<LexiconError>> {
        let mut out = StatusWords::default();
        let mut errors = Vec::new();
        for &(name, text) in files {
            let file = match toml::from_str::<File>(text) {
                Ok(file) => file,
                Err(error) => {
                    let at = error.span().map_or(0, |s| s.start);
                    errors.push(LexiconError::at(name, text, at, error.message().trim()));
                    continue;
                }
            };
            for entry in file.word {
                let example = entry.example.get_ref();
                if example.split_whitespace().count() < 3 {
                    let at = entry.example.span().start;
                    errors.push(
                        LexiconError::at(name, text, at, "an entry without an example")
                            .cure("write a sentence of your own with one of the words"),
                    );
                }
                let word = StatusWord {
                    effect: entry.effect,
                    negated: entry.negated.unwrap_or(entry.effect),
                };
                for lemma in entry.lemma {
                    // The first entry for a word holds.
                    out.words.entry((entry.pos, lemma.into())).or_insert(word);
                }
            }
        }
        if errors.is_empty() {
            Ok(out)
        } else {
            Err(errors)
        }
    }

    /// The effect of a word, by its lemma in lower case.
    pub fn get(&self, pos: StatusPos, lemma: &str) -> Option<StatusWord> {
        self.words.get(&(pos, SmolStr::new(lemma))).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_words_compile() {
        let words = StatusWords::compile(&crate::embedded("status")).expect("no errors");
        let refuse = words.get(StatusPos::Verb, "refuse").expect("is there");
        assert_eq!(
            (refuse.effect, refuse.negated),
            (Effect::Denied, Effect::Actual)
        );
        assert_eq!(words.get(StatusPos::Noun, "refuse"), None);
    }
}
