//! Words as numbers, and how much each one tells.

use std::collections::HashMap;

/// Words that tell nothing of what an article is about: function words, and what
/// stands in any news.
const EMPTY: &str = "a about above after again against ago all also although am amid among an and another any \
are around as at away back be became because become been before began being between both but by came can \
could day days did do does doing done down during each early either else even ever every few first five for \
four from further get go going got had has have having he her here him his how however i if in including \
into is it its itself just last late later least less like made make many may me might month months more \
most much must my near never new next no nor not now of off on once one only or other others our out over own \
part people per place put rather s said same saw say saying says second see seen set several shall she should \
since six so some still such t take taken than that the their them then there these they third this those \
though three through thus till to told too took toward towards two under until up upon us used very was way \
we week weeks well were what when where whether which while who whom whose why will with within without would \
year years yesterday yet you your monday tuesday wednesday thursday friday saturday sunday january february \
march april june july august september october november december today tomorrow according mr mrs ms dr";

/// A word as a number.
pub type Word = u32;

/// The words of a text that tell something, sorted, each once. Case, endings of
/// the plural and possessive, and punctuation do not count.
#[must_use]
pub fn terms(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = split(text)
        .filter(|w| !is_empty(w))
        .map(|w| number(&w))
        .collect();
    out.sort_unstable();
    out.dedup();
    out.shrink_to_fit();
    out
}

/// The beginning of the first telling word of a phrase, so that "resigned" and
/// "resignation" are one.
#[must_use]
pub fn stem(phrase: &str) -> Word {
    let word = split(phrase).find(|w| !is_empty(w));
    word.map_or(0, |w| number(&w.chars().take(4).collect::<String>()))
}

/// The number of one word or code, as it is.
#[must_use]
pub fn number(word: &str) -> Word {
    // FNV-1a in 32 bits: of 100,000 different words about one pair collides.
    word.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|w| {
            let lower = w.to_lowercase().replace('’', "'");
            let bare = lower.trim_matches('\'');
            let bare = bare.strip_suffix("'s").unwrap_or(bare);
            if bare.chars().count() > 4 && !bare.ends_with("ss") {
                bare.strip_suffix('s').unwrap_or(bare).to_owned()
            } else {
                bare.to_owned()
            }
        })
        .filter(|w| !w.is_empty())
}

fn is_empty(word: &str) -> bool {
    EMPTY.split(' ').any(|e| e == word)
}

/// In how many of a collection's units each word stands.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    units: usize,
    count: HashMap<Word, u32>,
}

/// Units that a small collection is taken to have beside its own, so that words
/// do not count as common only because there is little to read.
const GROUND: f32 = 1000.0;

impl Weights {
    /// Counts one unit's words, each once.
    pub fn add(&mut self, words: &[Word]) {
        self.units += 1;
        for word in words {
            *self.count.entry(*word).or_default() += 1;
        }
    }

    /// How many units hold the word.
    #[must_use]
    pub fn count(&self, word: Word) -> u32 {
        self.count.get(&word).copied().unwrap_or(0)
    }

    /// How much a word tells, 0 to 1: its inverse document frequency.
    #[must_use]
    pub fn of(&self, word: Word) -> f32 {
        let all = self.units as f32 + GROUND;
        let weight = (all / (self.count(word) as f32 + 1.0)).ln() / all.ln();
        weight.max(0.0)
    }

    /// Root of the sum of squares: the length of a text as a vector.
    #[must_use]
    pub fn length(&self, words: &[Word]) -> f32 {
        words
            .iter()
            .map(|w| self.of(*w).powi(2))
            .sum::<f32>()
            .sqrt()
    }

    /// Sum of the weights.
    #[must_use]
    pub fn sum(&self, words: &[Word]) -> f32 {
        words.iter().map(|w| self.of(*w)).sum()
    }
}

/// Calls `each` with every word that stands in both sorted lists.
pub fn meet(a: &[Word], b: &[Word], mut each: impl FnMut(Word)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                each(a[i]);
                i += 1;
                j += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_empty_words_do_not_count() {
        assert_eq!(terms("The mayor's ferries"), terms("mayors, a ferrie"));
        assert_eq!(terms("It was on Monday that they did"), []);
        assert_eq!(terms("press"), [number("press")]);
    }

    #[test]
    fn one_stem_for_verb_and_noun() {
        assert_eq!(stem("resigned"), stem("his resignation"));
        assert_ne!(stem("shot"), stem("attacked"));
    }

    #[test]
    fn a_rare_word_tells_more() {
        let mut weights = Weights::default();
        for i in 0..100 {
            let mut words = vec![1, 1000 + i];
            words.sort_unstable();
            weights.add(&words);
        }
        assert!(weights.of(1000) > weights.of(1));
        assert!(weights.of(7) <= 1.0 && weights.of(1) > 0.0);
    }
}
