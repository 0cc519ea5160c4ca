//! Values of expressions, against the day of publication, the last date told
//! and the tense.

use sayso_article::{Date, SmolStr};
use sayso_lexicon::Holidays;

use super::almanac;
use super::calendar::{days, months};
use super::meaning::{Base, Bound, Found, Meaning, Mod, Recurring, Which};
use super::numbers::Count;
use super::period::{Period, Unit, days_between};
use super::tense::Tense;
use super::told::Told;
use crate::layers::TimeExpression;

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
}

/// Why an expression has no value, and the days between which it may lie.
struct Open {
    reason: &'static str,
    earliest: Option<Date>,
    latest: Option<Date>,
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

const NO_DATE: &str = "no publication date";
const TENSE: &str = "the tense does not tell whether before or after publication";
const NO_FOCUS: &str = "counted from another time of the text, which is not known";
const BEYOND: &str = "past the ends of the calendar";
const NO_DAY: &str = "no such day in the calendar";
const WEEKDAY: &str = "no such day near publication falls on that weekday";
const ANCHOR: &str = "counted from something whose day the text does not tell here";

type Resolved<T> = Result<T, Open>;

impl Against<'_> {
    fn published(&self) -> Resolved<Date> {
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
    fn period(&self, meaning: &Meaning) -> Resolved<Period> {
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
                let holder = self.period(holder)?;
                calendar(self.inside(part, &holder))
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
                let published = self.published()?;
                let from = match self.tense {
                    Tense::Future => published,
                    _ => days(published, -1).ok_or(BEYOND)?,
                };
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
            Base::Compared => self.told.quarter(self.sentence),
            _ => None,
        };
        if let Some(focus) = focus {
            match (unit, focus.unit) {
                (Unit::Year, Some(Unit::Quarter)) if n != 0 => {
                    return Period::shifted(Unit::Quarter, from, n * 4).ok_or(BEYOND.into());
                }
                // "that week" of a year told
                (_, Some(u)) if u > unit && base == Base::Focus => {
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
            Recurring::Weekday(weekday) if holder.unit == Some(Unit::Day) => {
                // "the previous Friday", "the following Monday" of a day told
                let ahead = i64::from(weekday - holder.first.weekday().to_monday_zero_offset())
                    .rem_euclid(7);
                Some(Period::day(days(holder.first, ahead)?))
            }
            _ => {
                let found = self.after(part, holder.first)?;
                fits(found)
            }
        }
    }

    /// All days of a name in a year.
    fn in_year(&self, part: &Recurring, year: i16) -> Vec<Period> {
        let one = |p: Option<Period>| p.into_iter().collect();
        match part {
            Recurring::MonthDay(m, d, weekday) => one(Date::new(year, *m, *d)
                .ok()
                .filter(|d| on(*d, *weekday))
                .map(Period::day)),
            Recurring::Month(m) => one(Date::new(year, *m, 1).ok().map(Period::month)),
            Recurring::Season(s) => one(Period::season(year, s)),
            Recurring::Quarter(q) => one(Period::quarter(year, *q)),
            Recurring::Half(h) => one(Period::half(year, *h)),
            Recurring::Week(n) => one((|| {
                let first = Date::new(year, 1, 4).ok()?;
                Period::shifted(Unit::Week, first, i64::from(*n) - 1)
            })()),
            Recurring::Holiday(i) => self
                .holidays
                .all()
                .get(*i)
                .map(|h| almanac::occurrences(h, year))
                .unwrap_or_default(),
            Recurring::Hijri(m, d) => {
                let near = (i32::from(year) - 622) * 33 / 32;
                (near - 1..=near + 2)
                    .filter_map(|h| almanac::hijri(h, *m, *d).map(about_a_day))
                    .filter(|p| p.first.year() == year)
                    .collect()
            }
            Recurring::Persian(m, d) => [i32::from(year) - 622, i32::from(year) - 621]
                .into_iter()
                .filter_map(|p| almanac::persian(p, *m, *d))
                .filter(|p| p.first.year() == year)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The last one that has begun by a day.
    fn before(&self, part: &Recurring, day: Date) -> Option<Period> {
        match part {
            Recurring::Weekday(w) => {
                let back = i64::from(day.weekday().to_monday_zero_offset() - w).rem_euclid(7);
                Some(Period::day(days(day, -back)?))
            }
            Recurring::Weekend => {
                let here = Period::weekend(day)?;
                if here.first <= day {
                    Some(here)
                } else {
                    Period::shifted(Unit::Weekend, day, -1)
                }
            }
            Recurring::Day(d, weekday) => (0..30).find_map(|n| {
                let month = months(day, -n)?;
                let found = Date::new(month.year(), month.month(), *d).ok()?;
                (found <= day && on(found, *weekday)).then(|| Period::day(found))
            }),
            _ => (0..9).find_map(|n| {
                let mut found = self.in_year(part, day.year() - n);
                found.reverse();
                found.into_iter().find(|p| p.first <= day)
            }),
        }
    }

    /// The first one that has not ended by a day.
    fn after(&self, part: &Recurring, day: Date) -> Option<Period> {
        match part {
            Recurring::Weekday(w) => {
                let ahead = i64::from(w - day.weekday().to_monday_zero_offset()).rem_euclid(7);
                Some(Period::day(days(day, ahead)?))
            }
            Recurring::Weekend => Period::weekend(day),
            Recurring::Day(d, weekday) => (0..30).find_map(|n| {
                let month = months(day, n)?;
                let found = Date::new(month.year(), month.month(), *d).ok()?;
                (found >= day && on(found, *weekday)).then(|| Period::day(found))
            }),
            _ => (-1..9).find_map(|n| {
                self.in_year(part, day.year() + n)
                    .into_iter()
                    .find(|p| p.last >= day)
            }),
        }
    }

    /// Which of the like-named times is meant.
    fn recurring(&self, part: &Recurring, which: Which) -> Resolved<Period> {
        let published = self.published()?;
        let yesterday = days(published, -1).ok_or(BEYOND)?;
        let week = Period::week(published).ok_or(BEYOND)?;
        let known = |p: Option<Period>| p.ok_or(BEYOND.into());
        if let Recurring::Nth(-1, unit) = part {
            // "the latest quarter", "the quarter": the last told, else the last ended.
            if let Some(focus) = self
                .told
                .quarter(self.sentence)
                .filter(|f| f.unit == Some(*unit))
            {
                return Ok(focus.clone());
            }
            return known(Period::shifted(*unit, published, -1));
        }
        let this_year = |p: &Recurring| self.in_year(p, published.year()).into_iter().next();
        let weekly = matches!(part, Recurring::Weekday(_) | Recurring::Weekend);
        if let (Recurring::Week(_), Which::Nearest) = (part, which) {
            return known(this_year(part));
        }
        match which {
            Which::Last if *part == Recurring::Weekend => {
                known(Period::shifted(Unit::Weekend, published, -1))
            }
            Which::Last => {
                // "last summer" in summer is that of the year before.
                let limit = if weekly {
                    yesterday
                } else {
                    days(published, -30).ok_or(BEYOND)?
                };
                let limit = match part {
                    Recurring::Month(_) => days(published.first_of_month(), -1).ok_or(BEYOND)?,
                    Recurring::Season(s) => return known(self.season_before(s, published)),
                    Recurring::Quarter(_) | Recurring::MonthDay(..) | Recurring::Holiday(_) => {
                        yesterday
                    }
                    _ => limit,
                };
                known(self.before(part, limit))
            }
            Which::Next => match part {
                Recurring::Weekday(w) => {
                    known(days(week.first, 7 + i64::from(*w)).map(Period::day))
                }
                Recurring::Weekend => {
                    known(Period::shifted(Unit::Weekend, published, 1)).map(|p| {
                        // Before the weekend, "next weekend" is this one as often; the interval keeps both.
                        p
                    })
                }
                Recurring::Month(_) => {
                    known(self.after(part, days(published.last_of_month(), 1).ok_or(BEYOND)?))
                }
                Recurring::Season(_) => {
                    let year = published.year();
                    let found = (year..=year + 1)
                        .filter_map(|y| self.in_year(part, y).into_iter().next())
                        .find(|p| season_start(p) > published);
                    known(found)
                }
                _ => known(self.after(part, days(published, 1).ok_or(BEYOND)?)),
            },
            Which::This => match part {
                Recurring::Weekday(w) => known(days(week.first, i64::from(*w)).map(Period::day)),
                Recurring::Weekend => known(Period::weekend(published)),
                Recurring::Day(d, _) => known(
                    Date::new(published.year(), published.month(), *d)
                        .ok()
                        .map(Period::day),
                ),
                _ => known(this_year(part)),
            },
            Which::Nearest => self.nearest(part, published),
        }
    }

    fn nearest(&self, part: &Recurring, published: Date) -> Resolved<Period> {
        let known = |p: Option<Period>| p.ok_or(BEYOND.into());
        let before = self.before(part, published);
        let after = self.after(part, published);
        if let Recurring::MonthDay(_, _, Some(_)) = part {
            // The weekday tells the year.
            let near = |p: &Period| days_between(published, p.first).abs();
            let found = before
                .into_iter()
                .chain(after)
                .min_by_key(near)
                .filter(|p| near(p) < 400);
            return found.ok_or(WEEKDAY.into());
        }
        if let Recurring::Day(_, Some(_)) = part {
            let near = |p: &Period| days_between(published, p.first).abs();
            let found = before
                .into_iter()
                .chain(after)
                .min_by_key(near)
                .filter(|p| near(p) < 200);
            return found.ok_or(WEEKDAY.into());
        }
        if let Recurring::Season(_) = part {
            let year = published.year();
            let begun = |p: &Period| season_start(p) <= published;
            let mut all = (year - 1..=year + 1)
                .filter_map(|y| self.in_year(part, y).into_iter().next())
                .collect::<Vec<_>>();
            if self.tense == Tense::Future {
                return known(
                    all.into_iter()
                        .find(|p| !begun(p) || season_end(p) >= published),
                );
            }
            all.reverse();
            return known(all.into_iter().find(begun));
        }
        if let Recurring::Quarter(_) = part {
            // Quarters are told of when they have ended, or when they are near.
            let now = Period::of(Unit::Quarter, published);
            let near = |p: &Option<Period>| {
                p.as_ref().map_or(i64::MAX, |p| {
                    days_between(published, p.first)
                        .abs()
                        .min(days_between(published, p.last).abs())
                })
            };
            if now.is_some() && now == after
                || self.tense == Tense::Future && near(&after) < near(&before)
            {
                return known(after);
            }
            return known(before);
        }
        if let (Recurring::MonthDay(..) | Recurring::Month(_), Tense::Past) = (part, self.tense)
            && let Some(story) = self.told.story(self.sentence, published)
            && let Some(found) = self
                .after(part, story.first)
                .filter(|p| p.last <= published)
        {
            return Ok(found);
        }
        // News leaves the year out where it can only be one: not a year back or ahead.
        let yearly = !self.direct
            && matches!(
                part,
                Recurring::Month(_) | Recurring::MonthDay(..) | Recurring::Holiday(_)
            );
        let far = |a: &Option<Period>, b: &Option<Period>| {
            let distance = |p: &Period| days_between(published, p.first).abs();
            match (a, b) {
                (Some(a), Some(b)) => distance(a) > 250 && distance(b) < 100,
                _ => false,
            }
        };
        match self.tense {
            Tense::Past if yearly && far(&before, &after) => known(after),
            Tense::Future if yearly && far(&after, &before) => known(before),
            Tense::Past => known(before),
            Tense::Future => known(after),
            Tense::Open => {
                if before == after {
                    return known(before);
                }
                let (Some(a), Some(b)) = (before, after) else {
                    return Err(TENSE.into());
                };
                let (back, ahead) = (
                    days_between(a.last, published),
                    days_between(published, b.first),
                );
                // One far nearer than the other is meant; weekdays mostly look back.
                let weekly = matches!(part, Recurring::Weekday(_) | Recurring::Weekend);
                if ahead == 0 && !weekly || back > 2 * ahead && !weekly {
                    Ok(b)
                } else if ahead > 2 * back || weekly {
                    Ok(a)
                } else {
                    Err(Open {
                        reason: TENSE,
                        earliest: Some(a.first),
                        latest: Some(b.last),
                    })
                }
            }
        }
    }

    fn season_before(&self, season: &'static str, published: Date) -> Option<Period> {
        let part = Recurring::Season(season);
        let year = published.year();
        (0..=2)
            .filter_map(|n| self.in_year(&part, year - n).into_iter().next())
            .find(|p| season_end(p) < published)
    }
}

/// Whether a day is such a weekday.
fn on(day: Date, weekday: Option<i8>) -> bool {
    weekday.is_none_or(|w| day.weekday().to_monday_zero_offset() == w)
}

/// First day of a season of the northern half of the earth, by which the year
/// of "last summer" is chosen; the days of the period stay wider.
fn season_start(p: &Period) -> Date {
    let month = match p.value.get(5..) {
        Some("SP") => 3,
        Some("SU") => 6,
        Some("FA") => 9,
        _ => 12,
    };
    Date::new(p.first.year(), month, 1).unwrap_or(p.first)
}

fn season_end(p: &Period) -> Date {
    months(season_start(p), 3)
        .and_then(|d| days(d, -1))
        .unwrap_or(p.last)
}

/// The moon's sighting may move a Hijri day.
fn about_a_day(mut p: Period) -> Period {
    p.first = days(p.first, -1).unwrap_or(p.first);
    p.last = days(p.last, 1).unwrap_or(p.last);
    p
}

/// An expression resolved, with the period it sets into focus.
pub(super) struct Outcome {
    pub time: TimeExpression,
    pub period: Option<Period>,
    /// The words give the period in full.
    pub explicit: bool,
}

/// Resolves one expression.
pub(super) fn resolve(found: &Found, against: &Against<'_>) -> Outcome {
    let (mut kind, mut value, mut first, mut last, mut reason, mut period) = match &found.meaning {
        Meaning::Duration(pieces) => {
            let value = duration(pieces);
            (
                "DURATION",
                Some(value),
                None,
                None,
                "a length of time".to_owned(),
                None,
            )
        }
        Meaning::Set(value) => (
            "SET",
            Some(value.to_string()),
            None,
            None,
            "a repetition".to_owned(),
            None,
        ),
        Meaning::Reference(value) => reference(value, against.published),
        Meaning::TheNext(unit) if against.tense == Tense::Future => {
            reach(Count::Exact(1.0), *unit, true, against.published)
        }
        Meaning::Reach(count, unit, ahead) => reach(*count, *unit, *ahead, against.published),
        Meaning::In(count, unit) if against.tense != Tense::Future => {
            let value = duration(&[(*count, *unit)]);
            (
                "DURATION",
                Some(value),
                None,
                None,
                "a length of time".to_owned(),
                None,
            )
        }
        Meaning::In(count, unit) => {
            let to = against.published.zip(count.whole());
            match to.and_then(|(day, n)| Period::shifted(*unit, day, n)) {
                Some(p) => {
                    let reason = "counted from the publication date, future tense".to_owned();
                    (
                        "DATE",
                        Some(p.value.to_string()),
                        Some(p.first),
                        Some(p.last),
                        reason,
                        Some(p),
                    )
                }
                None => ("DATE", None, None, None, NO_DATE.to_owned(), None),
            }
        }
        Meaning::Inside(pieces) => {
            let mut end = against.published.filter(|_| against.tense == Tense::Future);
            for (count, unit) in pieces {
                end = end.zip(count.whole()).and_then(|(d, n)| step(d, *unit, n));
            }
            let first = end.and(against.published);
            (
                "DURATION",
                Some(duration(pieces)),
                first,
                end,
                "a length of time".to_owned(),
                None,
            )
        }
        Meaning::Vague(pieces, ahead) => vague(pieces, *ahead, against.published),
        Meaning::Anchored(count, unit, after, _) => {
            let n = count.whole().map(|n| if *after { n } else { -n });
            let day = against.anchor_day.zip(n).filter(|_| *unit >= Unit::Day);
            match day.and_then(|(from, n)| step(from.first, *unit, n)) {
                Some(day) => {
                    let reason = "counted from the day that the text told of it".to_owned();
                    let p = if *unit == Unit::Day {
                        Some(Period::day(day))
                    } else {
                        Period::of(*unit, day)
                    };
                    let value = p.as_ref().map(|p| p.value.to_string());
                    let days = p.as_ref().map(|p| (p.first, p.last)).unzip();
                    ("DATE", value, days.0, days.1, reason, p)
                }
                None => ("DATE", None, None, None, ANCHOR.to_owned(), None),
            }
        }
        meaning => match against.period(meaning) {
            Ok(p) => {
                let back =
                    matches!(meaning, Meaning::Shift(_, n, Base::Focus | Base::Compared) if *n < 0);
                let reason = how(meaning, against);
                // "from ten a year earlier" looks back and goes on from where it was.
                (
                    "DATE",
                    Some(p.value.to_string()),
                    Some(p.first),
                    Some(p.last),
                    reason,
                    (!back).then_some(p),
                )
            }
            Err(open) => (
                "DATE",
                None,
                open.earliest,
                open.latest,
                open.reason.to_owned(),
                None,
            ),
        },
    };
    if let Meaning::Overnight = found.meaning {
        kind = "TIME";
        value = value.map(|v| v + "TNI");
        period = None;
    }
    if let Some(part) = &found.part {
        kind = "TIME";
        value = match value {
            Some(v) => Some(v + part),
            // "at 9 a.m." of a day that is not told
            None => {
                reason = format!("the clock alone: {reason}");
                None
            }
        };
    }
    if let Some(modifier) = found.modifier {
        (first, last) = narrow(modifier, first, last, against.published);
    }
    if let Some(bound) = found.bound {
        (first, last) = bounded(bound, first, last, against);
    }
    if let (Some(a), Some(b)) = (first, last)
        && a > b
    {
        (first, last) = (None, None);
    }
    Outcome {
        time: TimeExpression {
            span: found.span,
            kind,
            value,
            modifier: found.modifier.map(Mod::name),
            earliest: first,
            latest: last,
            reason,
        },
        period,
        explicit: matches!(found.meaning, Meaning::Fixed(_)),
    }
}

type Parts = (
    &'static str,
    Option<String>,
    Option<Date>,
    Option<Date>,
    String,
    Option<Period>,
);

fn reference(value: &str, published: Option<Date>) -> Parts {
    let (first, last) = match value {
        "PRESENT_REF" => (published, published),
        "PAST_REF" => (None, published),
        _ => (published, None),
    };
    (
        "DATE",
        Some(value.to_owned()),
        first,
        last,
        "no day is told".to_owned(),
        None,
    )
}

fn reach(count: Count, unit: Unit, ahead: bool, published: Option<Date>) -> Parts {
    let value = duration(&[(count, unit)]);
    let reason = "a length of time up to publication, or from it".to_owned();
    let (first, last) = match (published, count.whole()) {
        (Some(day), Some(n)) if unit >= Unit::Day => {
            let far = step(day, unit, if ahead { n } else { -n });
            if ahead {
                (days(day, 1), far)
            } else {
                (far, Some(day))
            }
        }
        _ => (None, None),
    };
    ("DURATION", Some(value), first, last, reason, None)
}

/// The same day some units on.
fn step(day: Date, unit: Unit, n: i64) -> Option<Date> {
    let month = |k: i64| -> Option<Date> {
        let first = months(day, n.checked_mul(k)?)?;
        Date::new(
            first.year(),
            first.month(),
            day.day().min(first.days_in_month()),
        )
        .ok()
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => None,
        Unit::Day => days(day, n),
        Unit::Week | Unit::Weekend => days(day, n.checked_mul(7)?),
        Unit::Fortnight => days(day, n.checked_mul(14)?),
        Unit::Month => month(1),
        Unit::Quarter => month(3),
        Unit::Half => month(6),
        Unit::Year => month(12),
        Unit::Decade => month(120),
        Unit::Century => month(1200),
    }
}

fn vague(pieces: &[(Count, Unit)], ahead: bool, published: Option<Date>) -> Parts {
    let Some(published) = published else {
        return ("DATE", None, None, None, NO_DATE.to_owned(), None);
    };
    // "1 year 2 months ago": every piece is known.
    let mut at = Some(published);
    let mut exact = pieces.len() > 1;
    for (count, unit) in pieces {
        let n = count.whole().map(|n| if ahead { n } else { -n });
        exact &= n.is_some() && *unit >= Unit::Day;
        at = at.zip(n).and_then(|(d, n)| step(d, *unit, n));
    }
    if let Some(day) = at.filter(|_| exact) {
        let reason = "counted from the publication date".to_owned();
        return (
            "DATE",
            Some(day.to_string()),
            Some(day),
            Some(day),
            reason,
            Some(Period::day(day)),
        );
    }
    let small = pieces.iter().all(|(_, u)| *u <= Unit::Hour);
    let hours: f64 = pieces
        .iter()
        .map(|(c, u)| match (c, u) {
            (Count::Exact(n), Unit::Hour) => *n,
            (Count::Exact(_), Unit::Minute | Unit::Second) => 1.0,
            _ => 24.0,
        })
        .sum();
    let value = if ahead { "FUTURE_REF" } else { "PAST_REF" };
    let reason = "by how much before or after publication is not told in days".to_owned();
    if small {
        let span = (hours / 24.0).ceil() as i64;
        let (first, last) = if ahead {
            (Some(published), days(published, span))
        } else {
            (days(published, -span), Some(published))
        };
        return ("TIME", None, first, last, reason, None);
    }
    let (first, last) = if ahead {
        (Some(published), None)
    } else {
        (None, Some(published))
    };
    ("DATE", Some(value.to_owned()), first, last, reason, None)
}

fn how(meaning: &Meaning, against: &Against<'_>) -> String {
    let by = match against.tense {
        Tense::Past => ", past tense",
        Tense::Future => ", future tense",
        Tense::Open => "",
    };
    let weekly = matches!(
        meaning,
        Meaning::Recurring(Recurring::Weekday(_) | Recurring::Weekend, Which::Nearest)
    );
    if weekly && against.tense == Tense::Open {
        return format!(
            "against {}; without a tense, the last one",
            against.base_name
        );
    }
    match meaning {
        Meaning::Fixed(p) if p.unit == Some(Unit::Year) && p.length() > 366 => {
            "explicit; when a year of account begins differs".to_owned()
        }
        Meaning::Fixed(p) if p.unit.is_none() && p.value.len() == 7 => {
            "explicit; which months the season has depends on the hemisphere".to_owned()
        }
        Meaning::Fixed(_) => "explicit".to_owned(),
        Meaning::Foreign(true, ..) => {
            "explicit, by the Hijri calendar as Umm al-Qura computes it; sighting may move a day"
                .to_owned()
        }
        Meaning::Foreign(false, ..) => "explicit, by the Persian calendar".to_owned(),
        Meaning::Recurring(Recurring::Holiday(i), which) => {
            let differ = against.holidays.all().get(*i).is_some_and(|h| h.differ > 0);
            let more = if differ {
                "; reckonings of the day differ"
            } else {
                ""
            };
            let by = if *which == Which::Nearest { by } else { "" };
            format!("a named day, against {}{by}{more}", against.base_name)
        }
        Meaning::Recurring(Recurring::Quarter(_) | Recurring::Half(_), _) => {
            format!("the quarter of the calendar, against {}", against.base_name)
        }
        Meaning::Recurring(_, Which::Nearest) => format!("against {}{by}", against.base_name),
        Meaning::Recurring(Recurring::Nth(..), _)
        | Meaning::Shift(_, _, Base::Focus | Base::Compared) => {
            "against the last date told".to_owned()
        }
        Meaning::Range(a, _) | Meaning::Within(_, a) | Meaning::From(_, _, a) => how(a, against),
        _ => format!("against {}", against.base_name),
    }
}

/// The part of a stretch that "early", "mid" and "late" leave.
fn narrow(
    modifier: Mod,
    first: Option<Date>,
    last: Option<Date>,
    published: Option<Date>,
) -> (Option<Date>, Option<Date>) {
    let (Some(a), Some(b)) = (first, last) else {
        return (first, last);
    };
    let length = days_between(a, b);
    if length == 0 {
        return match modifier {
            Mod::OnOrAfter => (first, None),
            Mod::OnOrBefore => (None, last),
            Mod::Approx => (days(a, -3), days(b, 3)),
            _ => (first, last),
        };
    }
    match modifier {
        Mod::Start => (first, days(a, length / 2)),
        Mod::End => (days(a, length / 2), last),
        Mod::Mid => (days(a, length / 4), days(b, -(length / 4))),
        Mod::Earlier => match published.filter(|p| *p >= a && *p <= b) {
            Some(p) => (first, Some(p)),
            None => (first, last),
        },
        Mod::Later => match published.filter(|p| *p >= a && *p <= b) {
            Some(p) => (Some(p), last),
            None => (first, last),
        },
        Mod::OnOrAfter => (first, None),
        Mod::OnOrBefore => (None, last),
        _ => (first, last),
    }
}

/// Since a day: up to publication; before it: up to the day before.
fn bounded(
    bound: Bound,
    first: Option<Date>,
    last: Option<Date>,
    against: &Against<'_>,
) -> (Option<Date>, Option<Date>) {
    match bound {
        Bound::Since => {
            let latest = against.published.filter(|p| first.is_none_or(|f| f <= *p));
            (first, latest)
        }
        Bound::Until | Bound::By => (None, last),
        Bound::Before => (None, first.and_then(|d| days(d, -1))),
        Bound::After => (last, None),
    }
}

/// TIMEX3 value of a length of time; `X` stands for an unsaid number.
pub(super) fn duration(pieces: &[(Count, Unit)]) -> String {
    let mut date = String::new();
    let mut time = String::new();
    let mut pieces = pieces.to_vec();
    pieces.sort_by_key(|(_, unit)| std::cmp::Reverse(*unit));
    for (count, unit) in &pieces {
        let (letter, factor, smaller) = match unit {
            Unit::Second => ("S", 1.0, None),
            Unit::Minute => ("M", 1.0, Some(("S", 60.0))),
            Unit::Hour => ("H", 1.0, Some(("M", 60.0))),
            Unit::Day => ("D", 1.0, Some(("H", 24.0))),
            Unit::Weekend => ("D", 2.0, None),
            Unit::Week => ("W", 1.0, None),
            Unit::Fortnight => ("W", 2.0, None),
            Unit::Month => ("M", 1.0, None),
            Unit::Quarter => ("M", 3.0, None),
            Unit::Half => ("M", 6.0, None),
            Unit::Year => ("Y", 1.0, Some(("M", 12.0))),
            Unit::Decade => ("Y", 10.0, None),
            Unit::Century => ("Y", 100.0, None),
        };
        let (whole, rest) = match count {
            Count::Some => ("X".to_owned(), None),
            Count::Exact(n) => {
                let n = n * factor;
                match smaller {
                    Some((small, per)) if n.fract() != 0.0 && (n.fract() * per).fract() == 0.0 => (
                        format!("{}", n.trunc()),
                        Some(format!("{}{small}", n.fract() * per)),
                    ),
                    _ => (format!("{n}"), None),
                }
            }
        };
        let into = if *unit <= Unit::Hour {
            &mut time
        } else {
            &mut date
        };
        if whole != "0" || rest.is_none() {
            into.push_str(&whole);
            into.push_str(letter);
        }
        match rest {
            Some(rest) if *unit == Unit::Day => time.push_str(&rest),
            Some(rest) => into.push_str(&rest),
            None => {}
        }
    }
    let mut out = SmolStr::new("P").to_string();
    out.push_str(&date);
    if !time.is_empty() {
        out.push('T');
        out.push_str(&time);
    }
    out
}
