//! Expressions that point from the day of publication or from the last date
//! told: "yesterday", "last week", "this spring", "the same day".

use super::calendar::{day_part, season, unit};
use super::dates::Read;
use super::meaning::{Base, Meaning, Recurring, Which};
use super::numbers::Count;
use super::period::Unit;
use super::words::Words;

/// Determiners that point at one of several like-named times.
const POINTERS: [&str; 16] = [
    "last",
    "past",
    "next",
    "coming",
    "this",
    "upcoming",
    "current",
    "previous",
    "preceding",
    "following",
    "same",
    "that",
    "latest",
    "ensuing",
    "prior",
    "the",
];

/// The unit `n` after that of publication.
pub(super) fn shift(unit: Unit, n: i64) -> Meaning {
    Meaning::Shift(unit, n, Base::Published)
}

impl Words<'_> {
    /// yesterday, today, tomorrow, tonight, overnight, the day after tomorrow
    pub fn day_word(&self, at: usize) -> Option<Read> {
        let word = self.low(at);
        let from = match word {
            "the" if self.low(at + 1) == "day" => at + 1,
            _ => at,
        };
        if self.low(from) == "day" {
            let end = from + 3;
            return match (self.low(from + 1), self.low(from + 2)) {
                ("before", "yesterday") => Some((shift(Unit::Day, -2), end)),
                ("after", "tomorrow") => Some((shift(Unit::Day, 2), end)),
                _ => None,
            };
        }
        Some((
            match word {
                "today" | "tonight" | "nowadays" if word == "nowadays" => {
                    Meaning::Reference("PRESENT_REF")
                }
                "today" | "tonight" => shift(Unit::Day, 0),
                "yesterday" => shift(Unit::Day, -1),
                "tomorrow" => shift(Unit::Day, 1),
                "overnight" => Meaning::Overnight,
                _ => return None,
            },
            at + 1,
        ))
    }

    /// last week, next Friday, this year, the same day, the past three days
    pub fn pointed(&self, at: usize) -> Option<Read> {
        let word = self.low(at);
        if !POINTERS.contains(&word) {
            return None;
        }
        if word == "the" {
            return self.article(at);
        }
        let mut next = at + 1;
        // "this past spring", "this coming Sunday", "the very same day"
        let (word, which) = match (word, self.low(next)) {
            ("this", w @ ("past" | "coming" | "current" | "same")) => {
                next += 1;
                match w {
                    "past" => ("past", Which::Last),
                    "coming" => ("coming", Which::Next),
                    _ => (w, Which::This),
                }
            }
            ("that", "same") => {
                next += 1;
                ("same", Which::This)
            }
            ("last" | "past" | "latest", _) => (word, Which::Last),
            ("next" | "coming" | "upcoming", _) => (word, Which::Next),
            _ => (word, Which::This),
        };
        let named = self.low(next);
        let hyphen = self.low(next) == "-";
        if hyphen {
            return None;
        }
        if let Some((n, end)) = self.count(next)
            && let Some(u) = unit(self.low(self.skip(end, &["-"])))
        {
            let u_at = self.skip(end, &["-"]);
            let business = matches!(self.low(end), "business" | "working");
            let end = u_at + 1;
            return match word {
                "last" | "past" | "latest" => Some((Meaning::Reach(n, u, false), end)),
                "next" | "coming" | "upcoming" if !business => {
                    Some((Meaning::Reach(n, u, true), end))
                }
                // "these two weeks", "that two-week period"
                _ => Some((Meaning::Duration(vec![(n, u)]), end)),
            };
        }
        let anaphoric = matches!(
            word,
            "previous" | "following" | "same" | "that" | "preceding" | "ensuing" | "prior"
        );
        let step: i8 = match word {
            "last" | "past" | "previous" | "preceding" | "prior" => -1,
            "next" | "coming" | "upcoming" | "following" | "ensuing" => 1,
            _ => 0,
        };
        let base = if anaphoric {
            Base::Focus
        } else {
            Base::Published
        };
        if let Some((meaning, end)) = self.weekday_date(next) {
            return Some(match meaning {
                Meaning::Recurring(Recurring::Weekday(day), _) if anaphoric => {
                    (Meaning::Beside(day, step), end)
                }
                Meaning::Recurring(r, _) => (Meaning::Recurring(r, which), end),
                other => (other, end),
            });
        }
        if let Some((month, end)) = self
            .month_name(next, false)
            .filter(|_| matches!(word, "that" | "following") && self.capital(next))
        {
            let year = Meaning::Shift(Unit::Year, 0, Base::Focus);
            return Some((
                Meaning::Within(Recurring::Month(month), Box::new(year)),
                end,
            ));
        }
        let month = self.month_name(next, true);
        if let Some((month, end)) = month.filter(|_| !anaphoric) {
            if let Some((Meaning::Recurring(r, _), end)) = self.month_day(next) {
                return Some((Meaning::Recurring(r, which), end));
            }
            if self.year(self.skip(end, &[","])).is_some() {
                return None;
            }
            return Some((Meaning::Recurring(Recurring::Month(month), which), end));
        }
        if let Some(code) = season(named).filter(|_| !anaphoric) {
            return Some((Meaning::Recurring(Recurring::Season(code), which), next + 1));
        }
        if let Some((holiday, end)) = self.holiday(next).filter(|_| !anaphoric) {
            return Some(match holiday {
                Meaning::Recurring(r, _) => (Meaning::Recurring(r, which), end),
                other => (other, end),
            });
        }
        if day_part(named).is_some() && !named.ends_with('s') {
            let n = match word {
                "this" | "same" | "that" => 0,
                "last" if named == "night" => -1,
                "last" | "past" => return None,
                "previous" | "preceding" => -1,
                "next" | "following" => 1,
                _ => return None,
            };
            let base = if matches!(word, "this" | "last") {
                Base::Published
            } else {
                Base::Focus
            };
            return Some((Meaning::Shift(Unit::Day, n, base), next + 1));
        }
        // "this year's third quarter", "the fiscal year", "the year-earlier period"
        let next = self.skip(next, &["fiscal", "calendar", "financial", "entire", "full"]);
        let next = self.skip(next, &["-"]);
        let named = self.low(next);
        if named == "period" && matches!(word, "latest" | "same" | "that") {
            return Some((Meaning::Shift(Unit::Quarter, -1, Base::Focus), next + 1))
                .filter(|_| word == "latest");
        }
        let unit = unit(named).filter(|_| !named.ends_with('s'))?;
        let end = next + 1;
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            return None;
        }
        // "that week-long strike", "next day delivery"
        if self.joined(end) && self.low(end) == "-" {
            return None;
        }
        let article = self.before(at) == "the";
        Some(match (word, unit) {
            ("last" | "past", Unit::Day) => return None,
            ("last" | "past", _) if article && word == "last" && self.low(end) == "of" => {
                return None;
            }
            ("past" | "coming", Unit::Decade | Unit::Year | Unit::Month | Unit::Week)
                if article =>
            {
                (Meaning::Reach(Count::Exact(1.0), unit, step > 0), end)
            }
            ("last", Unit::Decade) if article => {
                (Meaning::Reach(Count::Exact(1.0), unit, false), end)
            }
            ("latest", Unit::Quarter) => (
                Meaning::Recurring(Recurring::Nth(-1, Unit::Quarter), Which::Last),
                end,
            ),
            ("latest", _) => (shift(unit, -1), end),
            // "the next day" goes on from what was told.
            ("next", Unit::Day) => (Meaning::Shift(Unit::Day, 1, Base::Focus), end),
            ("next", _) if article => (Meaning::TheNext(unit), end),
            ("past", Unit::Weekend) => (shift(unit, -1), end),
            _ => (Meaning::Shift(unit, i64::from(step), base), end),
        })
    }

    /// "the week", "the weekend", "the month of May", "the third quarter" and
    /// the like are read here only when a unit follows the article at once.
    fn article(&self, at: usize) -> Option<Read> {
        let mut next = at + 1;
        if POINTERS.contains(&self.low(next)) && self.low(next) != "the" {
            let (meaning, end) = self.pointed(next)?;
            return Some((meaning, end));
        }
        if day_part(self.low(next)).is_some()
            && !self.low(next).ends_with('s')
            && !self.joined(next + 1)
        {
            let called = matches!(
                self.before(at),
                "in" | "through" | "during" | "into" | "of" | "until"
            );
            let ends = !self.letters(next + 1)
                || matches!(self.low(next + 1), "and" | "when" | "but" | "as" | "to");
            return (called && ends)
                .then_some((Meaning::Shift(Unit::Day, 0, Base::Focus), next + 1));
        }
        let full = matches!(
            self.low(next),
            "full" | "entire" | "whole" | "fiscal" | "calendar"
        );
        next += usize::from(full);
        let unit = match self.low(next) {
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "day" => Unit::Day,
            _ => return None,
        };
        let end = next + 1;
        // "the week after next"
        if self.low(end) == "after" && matches!(self.low(end + 1), "next" | "the") {
            let end = self.skip(end + 1, &["the"]);
            return (self.low(end) == "next").then_some((shift(unit, 2), end + 1));
        }
        if self.low(end) == "before" && self.low(end + 1) == "last" {
            return Some((shift(unit, -2), end + 2));
        }
        // "the day after the vote", "the day of the theft"
        if matches!(self.low(end), "before" | "after" | "of")
            && self.letters(end + 1)
            && unit == Unit::Day
        {
            let forth = self.low(end) != "before";
            let one = vec![(
                Count::Exact(if self.low(end) == "of" { 0.0 } else { 1.0 }),
                Unit::Day,
            )];
            return self
                .counted_from_time(&one, forth, end + 1)
                .or_else(|| self.counted_from_words(&one, forth, "after", end + 1));
        }
        if matches!(self.low(end), "before" | "after")
            && !self.letters(end + 1)
            && unit == Unit::Day
        {
            let n = if self.low(end) == "before" { -1 } else { 1 };
            return Some((Meaning::Shift(unit, n, Base::Focus), end + 1));
        }
        let joined = self.joined(end) && self.low(end) == "-";
        let year = unit == Unit::Year && self.any_year(end).is_some();
        // "later in the day", "in the evening" of the day told
        let early = matches!(self.before(at), "in")
            && at >= 2
            && matches!(self.low(at - 2), "earlier" | "later" | "late" | "early");
        if unit == Unit::Day && early && !joined {
            return Some((Meaning::Shift(unit, 0, Base::Day), end));
        }
        if joined
            || year
            || matches!(
                self.low(end),
                "after" | "before" | "when" | "that" | "of" | "in"
            )
        {
            return None;
        }
        match unit {
            Unit::Weekend => Some((Meaning::Recurring(Recurring::Weekend, Which::Nearest), end)),
            Unit::Quarter => Some((
                Meaning::Recurring(Recurring::Nth(-1, Unit::Quarter), Which::Last),
                end,
            )),
            // "later in the day", "of the year": the one of publication.
            Unit::Week | Unit::Month | Unit::Year | Unit::Day => {
                let called = matches!(
                    self.before(at),
                    "of" | "in" | "for" | "during" | "through" | "throughout" | "rest"
                );
                called.then_some((shift(unit, 0), end))
            }
            _ => None,
        }
    }
}
