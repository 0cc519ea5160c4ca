//! The dates told so far, from which "the same day" and "a year earlier" count.

use sayso_article::{Date, SmolStr, Span, Syntax, TokenId, Upos};

use super::period::{Period, Unit};
use super::tense::Tense;

/// Sentences after which a day told is no longer meant by "that day".
const NEAR: usize = 3;

/// Sentences after which a quarter or year told is no longer compared with.
const FAR: usize = 8;

/// One of them.
#[derive(Clone, Debug)]
struct Mention {
    period: Period,
    /// Given in full, and not against the day of publication.
    explicit: bool,
    sentence: usize,
}

/// The last dates told.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    list: Vec<Mention>,
    /// What happened on days told: the verb or noun that the day depends on,
    /// and the subject and object of the verb.
    happened: Vec<(SmolStr, Period)>,
}

impl Told {
    /// Adds a date told in a sentence.
    pub fn add(&mut self, period: Period, explicit: bool, sentence: usize) {
        // Only the last few can be meant.
        if self.list.len() >= 64 {
            self.list.drain(..32);
        }
        self.list.push(Mention {
            period,
            explicit,
            sentence,
        });
    }

    /// The last date told near a sentence that fits the tense: what has
    /// happened did not happen on a day to come, and without a tense nothing is
    /// taken to lie there.
    pub fn focus(&self, sentence: usize, tense: Tense, published: Option<Date>) -> Option<&Period> {
        self.list
            .iter()
            .rev()
            .filter(|m| {
                let reach = if m.period.unit.is_some_and(|u| u >= Unit::Quarter) {
                    FAR
                } else {
                    NEAR
                };
                m.sentence + reach >= sentence
            })
            .map(|m| &m.period)
            .find(|p| match (tense, published) {
                (Tense::Past | Tense::Open, Some(day)) => p.first <= day,
                _ => true,
            })
    }

    /// The last date told in a sentence or the one before it.
    pub fn beside(&self, sentence: usize) -> Option<&Period> {
        let last = self.list.last()?;
        (last.sentence + 1 >= sentence).then_some(&last.period)
    }

    /// The last quarter told.
    pub fn quarter(&self, sentence: usize) -> Option<&Period> {
        let near = |m: &&Mention| m.sentence + FAR >= sentence;
        let quarter = |p: &&Period| p.unit == Some(Unit::Quarter);
        self.list
            .iter()
            .rev()
            .filter(near)
            .map(|m| &m.period)
            .find(quarter)
    }

    /// A day of an earlier year that the same or the last sentence
    /// gives in full: a story told from there leaves out the year.
    pub fn story(&self, sentence: usize, published: Date) -> Option<&Period> {
        let last = self.list.last()?;
        let dated = last.period.unit == Some(Unit::Day);
        let past = last.period.first.year() < published.year();
        (dated && past && last.explicit && last.sentence + 1 >= sentence).then_some(&last.period)
    }

    /// Remembers what happened on a day told by the expression at a token.
    pub fn remember(&mut self, syntax: &Syntax, anchor: TokenId, period: &Period) {
        if period.unit != Some(Unit::Day) {
            return;
        }
        let Some(governor) = syntax[anchor].head else {
            return;
        };
        if self.happened.len() >= 128 {
            self.happened.drain(..64);
        }
        let parts = syntax.children_by(governor, &["nsubj", "obj", "obl"]);
        let parts = parts.filter(|&t| t != anchor && syntax[t].upos == Upos::Noun);
        for token in std::iter::once(governor).chain(parts) {
            let lemma = SmolStr::new(syntax[token].lemma.to_lowercase());
            self.happened.push((lemma, period.clone()));
        }
    }

    /// The day of what a phrase names, when a sentence before told it: of the
    /// last noun of the phrase, or its verb.
    pub fn day_of(&self, syntax: &Syntax, phrase: Span) -> Option<&Period> {
        let from = syntax
            .tokens()
            .partition_point(|t| t.span.end() <= phrase.start());
        let tokens = syntax.tokens()[from..]
            .iter()
            .take_while(|t| t.span.start() < phrase.end());
        let mut head = None;
        for token in tokens {
            match token.upos {
                Upos::Verb if head.is_none() => {
                    head = Some(token);
                    break;
                }
                Upos::Noun => head = Some(token),
                // "the minister's visit" is the visit.
                Upos::Part => head = None,
                _ if head.is_some() => break,
                _ => {}
            }
        }
        let lemma = head?.lemma.to_lowercase();
        let mut found = self
            .happened
            .iter()
            .rev()
            .filter(|(l, _)| *l == lemma)
            .map(|(_, p)| p);
        let day = found.next()?;
        // Two days of the same word leave it open which is meant.
        found.all(|p| p == day).then_some(day)
    }
}
