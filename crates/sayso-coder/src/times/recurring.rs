//! Which of the like-named days, months and holidays is meant.

use sayso_article::Date;
use sayso_lexicon::HolidayRule;

use super::against::{Against, BEYOND, Open, Resolved, TENSE, VARIES, WEEKDAY};
use super::almanac;
use super::calendar::{days, months};
use super::meaning::{Recurring, Which};
use super::period::{Period, Unit, days_between};
use super::tense::Tense;

impl Against<'_> {
    /// Whether a named day is another one in every country.
    pub fn varies(&self, part: &Recurring) -> bool {
        let Recurring::Holiday(i) = part else {
            return false;
        };
        let holiday = self.holidays.all().get(*i);
        holiday.is_some_and(|h| h.rule == HolidayRule::Varies)
    }

    /// All days of a name in a year.
    pub fn in_year(&self, part: &Recurring, year: i16) -> Vec<Period> {
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
    pub fn before(&self, part: &Recurring, day: Date) -> Option<Period> {
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
    pub fn after(&self, part: &Recurring, day: Date) -> Option<Period> {
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
    pub fn recurring(&self, part: &Recurring, which: Which) -> Resolved<Period> {
        let published = self.published()?;
        if self.varies(part) {
            return Err(VARIES.into());
        }
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
                Recurring::Weekend => known(Period::shifted(Unit::Weekend, published, 1)),
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
        if let (Recurring::MonthDay(..), Tense::Past) = (part, self.tense)
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
pub(super) fn about_a_day(mut p: Period) -> Period {
    p.first = days(p.first, -1).unwrap_or(p.first);
    p.last = days(p.last, 1).unwrap_or(p.last);
    p
}
