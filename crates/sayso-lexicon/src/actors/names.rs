//! Names looked up by their folded words, with a check that the text writes
//! them alike.

use std::collections::BTreeMap;

use sayso_article::SmolStr;

use super::{Actor, Word, words};

/// One written form of an actor.
#[derive(Clone, Debug)]
struct Form {
    actor: u32,
    /// For each word: must it begin with a capital, must it be all capitals?
    case: Vec<(bool, bool)>,
    /// Country code without which the form does not count.
    only_near: Option<SmolStr>,
}

/// The name forms of all actors.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Folded words joined by spaces → forms, in file order.
    forms: BTreeMap<String, Vec<Form>>,
    /// First folded word → number of words of the longest name that begins with it.
    longest: BTreeMap<String, usize>,
}

/// The actors that a piece of text may name.
#[derive(Clone, Debug)]
pub struct NameMatch<'a> {
    /// How many words of the text the name takes.
    pub words: usize,
    /// The actors, in file order, each with the country without which the
    /// bare form does not count.
    pub actors: Vec<(&'a Actor, Option<&'a str>)>,
}

impl Names {
    /// Adds the written form `text` of `actor`.
    pub fn add(&mut self, text: &str, actor: usize, only_near: Option<SmolStr>) {
        let words = words(text);
        let Some(first) = words.first() else { return };
        let length = self.longest.entry(first.folded.clone()).or_default();
        *length = (*length).max(words.len());
        let form = Form {
            actor: u32::try_from(actor).unwrap_or(u32::MAX),
            case: words
                .iter()
                // Acronyms of more than five letters are also printed "Unesco".
                .map(|w| (w.capital, w.shouted && w.folded.len() <= 4))
                .collect(),
            only_near,
        };
        self.forms.entry(key(&words)).or_default().push(form);
    }

    /// The actors whose name is exactly `words`, written alike.
    pub fn exact<'a>(&'a self, words: &[Word], actors: &'a [Actor]) -> Option<NameMatch<'a>> {
        let forms = self.forms.get(&key(words))?;
        let found: Vec<_> = forms
            .iter()
            .filter(|f| written_alike(&f.case, words))
            .filter_map(|f| Some((actors.get(f.actor as usize)?, f.only_near.as_deref())))
            .collect();
        (!found.is_empty()).then_some(NameMatch {
            words: words.len(),
            actors: found,
        })
    }

    /// The longest name that `words` begins with.
    pub fn longest<'a>(&'a self, words: &[Word], actors: &'a [Actor]) -> Option<NameMatch<'a>> {
        let most = *self.longest.get(&words.first()?.folded)?;
        (1..=most.min(words.len()))
            .rev()
            .find_map(|n| self.exact(&words[..n], actors))
    }
}

fn key(words: &[Word]) -> String {
    let mut key = String::new();
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word.folded);
    }
    key
}

/// Capitals where the lexicon has them; small letters in the lexicon match both.
fn written_alike(case: &[(bool, bool)], words: &[Word]) -> bool {
    case.iter()
        .zip(words)
        .all(|(&(capital, shouted), word)| (!capital || word.capital) && (!shouted || word.shouted))
}
