//! What lengths of time are counted from, and lengths without a number.

use super::calendar::unit;
use super::counted::Pieces;
use super::dates::Read;
use super::meaning::Meaning;
use super::numbers::Count;
use super::period::Unit;
use super::words::Words;

impl Words<'_> {
    /// "two days after tomorrow", "10 days before May 3".
    pub fn counted_from_time(&self, pieces: &Pieces, forth: bool, at: usize) -> Option<Read> {
        let [(count, unit)] = pieces.as_slice() else {
            return None;
        };
        let (n, unit) = (count.whole()?, *unit);
        let (from, end) = self.anchor_time(at)?;
        let n = if forth { n } else { -n };
        (unit >= Unit::Day).then(|| (Meaning::From(unit, n, Box::new(from)), end))
    }

    /// A day by itself.
    pub fn anchor_time(&self, at: usize) -> Option<Read> {
        let at = self.skip(at, &["the"]);
        self.day_word(at)
            .or_else(|| self.figures(at))
            .or_else(|| self.month_day(at))
            .or_else(|| self.weekday_date(at))
            .or_else(|| self.holiday(at))
            .or_else(|| {
                let pointed = matches!(self.low(at), "last" | "next" | "this");
                pointed.then(|| self.pointed(at))?
            })
            .or_else(|| self.month_of_year(at))
    }

    /// "three days after the vote": the anchor is told in words.
    pub fn counted_from_words(
        &self,
        pieces: &Pieces,
        forth: bool,
        word: &str,
        at: usize,
    ) -> Option<Read> {
        let [(count, unit)] = pieces.as_slice() else {
            return None;
        };
        if !matches!(word, "after" | "before" | "following" | "prior") || !self.letters(at) {
            return None;
        }
        // The noun of the anchor: the words up to the next sign or preposition.
        let mut end = at;
        while end < at + 8
            && (self.letters(end)
                || self.digits(end)
                || matches!(self.low(end), "-" | "'" | "’") && self.joined(end))
            && (end == at
                || !matches!(
                    self.low(end),
                    "of" | "in"
                        | "on"
                        | "at"
                        | "by"
                        | "with"
                        | "for"
                        | "from"
                        | "to"
                        | "and"
                        | "that"
                        | "when"
                        | "was"
                        | "were"
                        | "is"
                        | "had"
                        | "has"
                ))
        {
            end += 1;
        }
        let anchor = self.span(at, end.max(at + 1))?;
        Some((Meaning::Anchored(*count, *unit, forth, anchor), at - 1))
    }

    /// "all day", "the whole week", "half a year".
    pub fn whole(&self, at: usize) -> Option<Read> {
        if !matches!(self.low(at), "all" | "whole" | "full" | "entire") {
            return None;
        }
        let next = self.skip(at + 1, &["-"]);
        let unit = unit(self.low(next)).filter(|_| !self.low(next).ends_with('s'))?;
        let year_end = self.low(next + 1) == "-";
        (!year_end && unit >= Unit::Hour)
            .then_some((Meaning::Duration(vec![(Count::Exact(1.0), unit)]), next + 1))
    }

    /// "for years", "in weeks", "hours after", "months ago", "decades-long".
    pub fn plural(&self, at: usize) -> Option<Read> {
        let word = self.low(at);
        let unit = unit(word)?;
        let long = self.low(at + 1) == "-" && matches!(self.low(at + 2), "long" | "old");
        if long && self.low(at + 2) == "long" {
            let count = if word.ends_with('s') {
                Count::Some
            } else {
                Count::Exact(1.0)
            };
            return Some((Meaning::Duration(vec![(count, unit)]), at + 3));
        }
        if !word.ends_with('s') && word != "centuries" || matches!(word, "seconds" | "nights") {
            return None;
        }
        let pieces = vec![(Count::Some, unit)];
        match self.low(at + 1) {
            "ago" => return Some((Meaning::Vague(pieces, false), at + 2)),
            "earlier" | "later" => {
                return Some((Meaning::Vague(pieces, self.low(at + 1) == "later"), at + 2));
            }
            "after" | "before" if self.letters(at + 2) => {
                if let Some(read) = self.counted_from_words(
                    &pieces,
                    self.low(at + 1) == "after",
                    self.low(at + 1),
                    at + 2,
                ) {
                    return Some(read);
                }
            }
            _ => {}
        }
        matches!(
            self.before(at),
            "for"
                | "in"
                | "within"
                | "of"
                | "after"
                | "over"
                | "took"
                | "take"
                | "spent"
                | "the"
                | "follows"
                | "or"
                | "through"
                | "and"
                | "lasted"
                | "by"
                | "early"
                | "past"
                | "future"
        )
        .then_some((Meaning::Duration(pieces), at + 1))
        .filter(|_| {
            self.before(at) != "the"
                || matches!(
                    self.low(at + 1),
                    "that" | "before" | "after" | "since" | "ahead" | "to" | "of"
                )
        })
    }

    /// "$5 million a year", "three times a week": how often.
    pub fn is_rate(&self, at: usize) -> bool {
        let Some(p) = at.checked_sub(1) else {
            return false;
        };
        let word = self.low(p);
        matches!(
            word,
            "times"
                | "once"
                | "twice"
                | "million"
                | "billion"
                | "thousand"
                | "hundred"
                | "percent"
                | "%"
                | "dollars"
                | "euros"
                | "pounds"
                | "barrels"
                | "people"
                | "tons"
                | "tonnes"
                | "hours"
        ) || self.digits(p)
    }

    /// Whether a figure, or a word that compares, stands before.
    pub fn compares(&self, at: usize) -> bool {
        let word = |p: usize| {
            self.digits(p)
                || matches!(
                    self.low(p),
                    "million"
                        | "billion"
                        | "trillion"
                        | "cents"
                        | "share"
                        | "from"
                        | "than"
                        | "with"
                        | "%"
                        | "percent"
                        | "points"
                        | "quarter"
                        | "period"
                )
        };
        let p = at
            .checked_sub(1)
            .filter(|p| self.low(*p) == ",")
            .unwrap_or(at);
        p > 0 && word(p - 1)
    }
}
