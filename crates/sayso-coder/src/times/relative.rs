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

fn shift(unit: Unit, n: i64) -> Meaning {
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
        let step = match word {
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
                Meaning::Recurring(r @ Recurring::Weekday(_), _) if anaphoric => (
                    Meaning::Within(r, Box::new(Meaning::Shift(Unit::Day, step, Base::Focus))),
                    end,
                ),
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
            _ => (Meaning::Shift(unit, step, base), end),
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
                .from_time(&one, forth, end + 1)
                .or_else(|| self.from_words(&one, forth, "after", end + 1));
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

    /// "rest of the week", "remainder of the year"
    pub fn rest(&self, at: usize) -> Option<Read> {
        if !matches!(self.low(at), "rest" | "remainder") {
            return None;
        }
        let next = self.skip(self.skip(at + 1, &["of"]), &["the", "my", "this", "our"]);
        let next = self.skip(next, &["current", "fiscal"]);
        let unit = unit(self.low(next)).filter(|u| *u > Unit::Day)?;
        Some((
            Meaning::Range(
                Box::new(shift(Unit::Day, 0)),
                Box::new(Meaning::LastDay(Box::new(shift(unit, 0)))),
            ),
            next + 1,
        ))
    }

    /// "the week of March 6", "the month of May", "Easter week", "week 31"
    pub fn week_of(&self, at: usize) -> Option<Read> {
        let at = self.skip(at, &["the"]);
        let named = self.low(at);
        if named == "week" {
            if let Some(n) = self.small(at + 1, 1..=2).filter(|n| (1..=53).contains(n)) {
                let week = Recurring::Week(i8::try_from(n).ok()?);
                return Some(match self.closing_year(at + 2) {
                    Some((year, end)) => (
                        Meaning::Within(
                            week,
                            Box::new(Meaning::Fixed(super::period::Period::year(year)?)),
                        ),
                        end,
                    ),
                    None => (Meaning::Recurring(week, Which::Nearest), at + 2),
                });
            }
            let of = match self.low(at + 1) {
                "of" | "from" => at + 2,
                "commencing" | "starting" | "beginning" | "ending" => self.skip(at + 2, &["on"]),
                _ => return None,
            };
            let (day, end) = self.a_day(of)?;
            return Some((Meaning::Holding(Unit::Week, Box::new(day)), end));
        }
        if named == "month" && self.low(at + 1) == "of" {
            if let Some(read) = self.a_day(at + 2) {
                return Some((Meaning::Holding(Unit::Month, Box::new(read.0)), read.1));
            }
            return self.month_of_year(at + 2);
        }
        None
    }

    fn a_day(&self, at: usize) -> Option<Read> {
        self.month_day(at)
            .or_else(|| self.figures(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| {
                let (meaning, end) = self.weekday_date(at)?;
                Some((meaning, end))
            })
            .or_else(|| {
                let (n, end) = (self.low(at) == "the").then(|| self.ordinal(at + 1))??;
                let day = i8::try_from(n).ok()?;
                Some((
                    Meaning::Recurring(Recurring::Day(day, None), Which::Nearest),
                    end,
                ))
            })
    }

    /// "now", "recently", "soon", "the future", "in recent years"
    pub fn reference(&self, at: usize) -> Option<Read> {
        let next = self.low(at + 1);
        let (value, end) = match self.low(at) {
            "now" if next != "-" => ("PRESENT_REF", at + 1),
            "currently" | "presently" | "nowadays" => ("PRESENT_REF", at + 1),
            "these" if next == "days" => ("PRESENT_REF", at + 2),
            "at" if next == "present" => ("PRESENT_REF", at + 2),
            "current" if self.low(at + 1) != "-" => ("PRESENT_REF", at + 1),
            "recently" | "lately" | "formerly" => ("PAST_REF", at + 1),
            "recent"
                if matches!(
                    next,
                    "years" | "months" | "weeks" | "days" | "decades" | "times" | "quarters"
                ) =>
            {
                ("PAST_REF", at + 2)
            }
            "recent" => ("PAST_REF", at + 1),
            "near" | "short" | "long" if next == "term" && self.before(at) == "the" => (
                if self.low(at) == "long" {
                    return None;
                } else {
                    "FUTURE_REF"
                },
                at + 2,
            ),
            "previously" if !self.letters(at + 1) => ("PAST_REF", at + 1),
            "coming"
                if matches!(
                    next,
                    "years" | "months" | "weeks" | "days" | "decades" | "quarters"
                ) =>
            {
                ("FUTURE_REF", at + 2)
            }
            "soon" if !matches!(next, "after" | "as") && self.before(at) != "as" => {
                ("FUTURE_REF", at + 1)
            }
            "the"
                if matches!(next, "past" | "future")
                    && (self.before(at) == "in"
                        || self.before(at) == "into"
                        || !self.letters(at + 2)) =>
            {
                (
                    if next == "past" {
                        "PAST_REF"
                    } else {
                        "FUTURE_REF"
                    },
                    at + 2,
                )
            }
            "the" if next == "near" && self.low(at + 2) == "future" => ("FUTURE_REF", at + 3),
            "the" if next == "foreseeable" && self.low(at + 2) == "future" => {
                ("FUTURE_REF", at + 3)
            }
            _ => return None,
        };
        Some((Meaning::Reference(value), end))
    }
}
