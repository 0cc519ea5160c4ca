//! The stretch of the calendar that a meaning names, against the day of
//! publication, the dates told before and the tense.

use sayso_article::{Date, TokenId};
use sayso_lexicon::Holidays;

use super::almanac;
use super::calendar::days;
use super::lengths::step;
use super::meaning::{Base, Meaning, Recurring, Which};
use super::period::{Period, Unit, days_between};
use super::recurring::about_a_day;
use super::tense::Tense;
use super::told::Told;

/// What relative expressions are set against.
pub(super) struct Against<'a> {
    /// The day of publication, or that of the dateline.
    pub published: Option<Date>,
    /// Which of the two it is.
    pub base_name: &'static str,
    /// The dates told before.
    pub told: &'a Told,
    /// Number of the sentence.
    pub sentence: usize,
    /// The day of what an expression counts from ("three days after the vote").
    pub anchor_day: Option<&'a Period>,
    pub tense: Tense,
    /// The tense is that of the verb right above the expression.
    pub direct: bool,
    pub holidays: &'a Holidays,
    /// The token of the expression whose governor lies outside it.
    pub anchor: TokenId,
}

/// Why an expression has no value, and the days between which it may lie.
pub(super) struct Open {
    pub reason: &'static str,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
}

impl From<&'static str> for Open {
    fn from(reason: &'static str) -> Open {
        Open {
            reason,
            earliest: None,
            latest: None,
        }
    }
}

pub(super) const NO_DATE: &str = "no publication date";
pub(super) const TENSE: &str = "the tense does not tell whether before or after publication";
pub(super) const NO_FOCUS: &str = "counted from another time of the text, which is not known";
pub(super) const VARIES: &str = "a day of that name is another one in every country";
pub(super) const NIGHT: &str = "which night is not told";
pub(super) const BEYOND: &str = "past the ends of the calendar";
pub(super) const NO_DAY: &str = "no such day in the calendar";
pub(super) const WEEKDAY: &str = "no such day near publication falls on that weekday";
pub(super) const ANCHOR: &str = "counted from something whose day the text does not tell here";

/// A result, or why there is none.
pub(super) type Resolved<T> = Result<T, Open>;

impl Against<'_> {
    pub fn published(&self) -> Resolved<Date> {
        self.published.ok_or(NO_DATE.into())
    }

    /// The last date told that fits.
    fn focus(&self) -> Option<&Period> {
        self.told.focus(self.sentence, self.tense, self.published)
    }

    fn base(&self, base: Base) -> Resolved<Date> {
        match base {
            Base::Published => self.published(),
            Base::Focus => self.focus().map(|f| f.first).ok_or(NO_FOCUS.into()),
            Base::Beside => self
                .told
                .beside(self.sentence)
                .map(|f| f.first)
                .ok_or(NO_FOCUS.into()),
            Base::Compared => match self.told.quarter(self.sentence) {
                Some(quarter) => Ok(quarter.first),
                None => self.published(),
            },
            Base::Day => match self.focus().filter(|f| f.unit == Some(Unit::Day)) {
                Some(day) => Ok(day.first),
                None => self.published(),
            },
        }
    }

    /// The stretch of the calendar that a meaning names.
    pub fn period(&self, meaning: &Meaning) -> Resolved<Period> {
        let calendar = |p: Option<Period>| p.ok_or(BEYOND.into());
        match meaning {
            Meaning::Fixed(p) => Ok(p.clone()),
            Meaning::Impossible => Err(NO_DAY.into()),
            Meaning::Either(a, b) => Err(Open {
                reason: "day and month may stand either way round",
                earliest: Some(*a),
                latest: Some(*b),
            }),
            Meaning::Foreign(hijri, year, part) => {
                let found = match (hijri, part) {
                    (true, Some((month, day))) => {
                        almanac::hijri(*year, *month, *day).map(about_a_day)
                    }
                    (true, None) => almanac::hijri_year(*year).map(about_a_day),
                    (false, Some((month, day))) => almanac::persian(*year, *month, *day),
                    (false, None) => almanac::persian_year(*year),
                };
                found.ok_or(NO_DAY.into())
            }
            Meaning::Recurring(part, which) => self.recurring(part, *which),
            Meaning::Shift(unit, n, base) => self.shift(*unit, *n, *base),
            Meaning::From(unit, n, from) => {
                let from = self.period(from)?;
                let start = if *n < 0 { from.first } else { from.last };
                let to = match unit {
                    Unit::Day => days(start, *n),
                    Unit::Week => days(start, n.saturating_mul(7)),
                    _ => return calendar(Period::shifted(*unit, start, *n)),
                };
                calendar(to.map(Period::day))
            }
            Meaning::Within(part, holder) => {
                if self.varies(part) {
                    return Err(VARIES.into());
                }
                let holder = self.period(holder)?;
                calendar(self.inside(part, &holder))
            }
            Meaning::Beside(weekday, step) => {
                let from = self.base(Base::Focus)?;
                let weekday = Recurring::Weekday(*weekday);
                calendar(match step {
                    -1 => days(from, -1).and_then(|d| self.before(&weekday, d)),
                    1 => days(from, 1).and_then(|d| self.after(&weekday, d)),
                    _ => self.after(&weekday, from),
                })
            }
            Meaning::TheNext(unit) => self.shift(*unit, 1, Base::Focus),
            Meaning::Holding(unit, inner) => {
                let inner = self.period(inner)?;
                calendar(Period::of(*unit, inner.first))
            }
            Meaning::LastDay(inner) => Ok(Period::day(self.period(inner)?.last)),
            Meaning::Range(a, b) => {
                if let Some(found) = self.going_on(a, b) {
                    return Ok(found);
                }
                if let Some(found) = self.gone_by(a, b) {
                    return Ok(found);
                }
                let (a, b) = (self.period(a)?, self.end_of(a, b)?);
                calendar(Period::range(&a, &b)).map_err(|_: Open| "ends before it begins".into())
            }
            Meaning::Reference("PRESENT_REF") => self.published().map(Period::day),
            Meaning::Lasting(pieces, from) => {
                let from = self.period(from)?;
                let mut end = Some(from.first);
                for (count, unit) in pieces {
                    end = end.zip(count.whole()).and_then(|(d, n)| step(d, *unit, n));
                }
                let last = end.and_then(|d| days(d, -1)).map(Period::day);
                calendar(last.and_then(|last| Period::range(&Period::day(from.first), &last)))
            }
            Meaning::Overnight => {
                // "nothing changes overnight" is no night; what happened overnight was the last one.
                if self.tense != Tense::Past {
                    return Err(NIGHT.into());
                }
                let from = days(self.published()?, -1).ok_or(BEYOND)?;
                let mut night = Period::day(from);
                night.last = days(from, 1).ok_or(BEYOND)?;
                Ok(night)
            }
            _ => Err("it names no stretch of the calendar".into()),
        }
    }

    /// A range of months or days that is going on at publication, whatever the tense.
    fn going_on(&self, a: &Meaning, b: &Meaning) -> Option<Period> {
        let (Meaning::Recurring(a, Which::Nearest), Meaning::Recurring(b, Which::Nearest)) = (a, b)
        else {
            return None;
        };
        let yearly =
            |r: &Recurring| matches!(r, Recurring::Month(_) | Recurring::MonthDay(_, _, None));
        let published = self.published.filter(|_| yearly(a) && yearly(b))?;
        let start = self.before(a, published)?;
        let end = self.after(b, start.first)?;
        let near = days_between(start.first, published) < 250;
        (end.last >= published && near).then(|| Period::range(&start, &end))?
    }

    /// A range of weekdays in the past tense, which had ended by publication.
    fn gone_by(&self, a: &Meaning, b: &Meaning) -> Option<Period> {
        let (Meaning::Recurring(a, Which::Nearest), Meaning::Recurring(b, Which::Nearest)) = (a, b)
        else {
            return None;
        };
        let weekly = |r: &Recurring| matches!(r, Recurring::Weekday(_));
        let past = self.tense == Tense::Past && weekly(a) && weekly(b);
        let end = self.before(b, self.published.filter(|_| past)?)?;
        let start = self.before(a, days(end.first, -1)?)?;
        Period::range(&start, &end)
    }

    /// The end of a range, which comes after its start.
    fn end_of(&self, start: &Meaning, end: &Meaning) -> Resolved<Period> {
        let start = self.period(start)?;
        if let Meaning::Recurring(part, Which::Nearest) = end {
            let part = match part {
                Recurring::MonthDay(m, d, _) => &Recurring::MonthDay(*m, *d, None),
                part => part,
            };
            return self.after(part, start.first).ok_or(BEYOND.into());
        }
        if let Meaning::Reference(_) = end {
            return self.published().map(Period::day);
        }
        self.period(end)
    }

    fn shift(&self, unit: Unit, n: i64, base: Base) -> Resolved<Period> {
        let from = self.base(base)?;
        // "the same year", "a year earlier" than a quarter is that quarter.
        let focus = match base {
            Base::Focus => self.focus(),
            Base::Beside => self.told.beside(self.sentence),
            Base::Compared => self.told.quarter(self.sentence),
            _ => None,
        };
        if let Some(focus) = focus {
            match (unit, focus.unit) {
                (Unit::Year, Some(Unit::Quarter)) if n != 0 => {
                    return Period::shifted(Unit::Quarter, from, n * 4).ok_or(BEYOND.into());
                }
                // "that week" of a year told
                (_, Some(u)) if u > unit && matches!(base, Base::Focus | Base::Beside) => {
                    return Err(Open {
                        reason: NO_FOCUS,
                        earliest: Some(focus.first),
                        latest: Some(focus.last),
                    });
                }
                _ => {}
            }
        }
        Period::shifted(unit, from, n).ok_or(BEYOND.into())
    }

    /// A part inside a longer stretch.
    fn inside(&self, part: &Recurring, holder: &Period) -> Option<Period> {
        let fits = |p: Period| (p.first <= holder.last && p.last >= holder.first).then_some(p);
        match part {
            Recurring::NthWeekday(n, weekday) => {
                let day = match (n, holder.unit) {
                    (-1, _) => almanac::nth_weekday(holder.last, -1, *weekday)?,
                    (n, _) => almanac::nth_weekday(holder.first, *n, *weekday)?,
                };
                fits(Period::day(day))
            }
            Recurring::Nth(n, unit) => {
                // The first week of a year or month is the one with most of its days in it.
                let from = match unit {
                    Unit::Week => days(holder.first, 3)?,
                    _ => holder.first,
                };
                let found = match n {
                    -1 => Period::of(
                        *unit,
                        if *unit == Unit::Week {
                            days(holder.last, -3)?
                        } else {
                            holder.last
                        },
                    )?,
                    n => Period::shifted(*unit, from, i64::from(*n) - 1)?,
                };
                fits(found)
            }
            Recurring::Week(n) => {
                let from = days(holder.first, 3)?;
                fits(Period::shifted(Unit::Week, from, i64::from(*n) - 1)?)
            }
            _ => {
                let found = self.after(part, holder.first)?;
                fits(found)
            }
        }
    }
}
