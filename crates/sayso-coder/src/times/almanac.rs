//! Days of other calendars and of holidays, computed: the Hijri months as Umm
//! al-Qura has them, the Persian, Hebrew and Chinese calendars, Easter.

use calendrical_calculations::chinese_based::{
    Chinese, ChineseBased, YearBounds, chinese_based_date_from_fixed,
};
use calendrical_calculations::gregorian::{easter, fixed_from_gregorian, gregorian_from_fixed};
use calendrical_calculations::hebrew::BookHebrew;
use calendrical_calculations::islamic::fixed_from_saudi_islamic;
use calendrical_calculations::persian::fixed_from_fast_persian;
use calendrical_calculations::rata_die::RataDie;
use sayso_article::{Date, SmolStr};
use sayso_lexicon::{Holiday, HolidayRule};

use super::calendar::{days, months};
use super::period::Period;

/// Years in which the tables and formulas hold.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Days that begin at six in the evening of India, so that a new moon belongs
/// to the evening before it. The rule for months is the Chinese one.
#[derive(Debug)]
struct Evenings;

impl ChineseBased for Evenings {
    fn utc_offset(_: RataDie) -> f64 {
        (5.5 - 18.0) / 24.0
    }
    const EPOCH: RataDie = fixed_from_gregorian(-2636, 2, 15);
    const DEBUG_NAME: &'static str = "evenings of India";
}

fn civil(day: RataDie) -> Option<Date> {
    let (y, m, d) = gregorian_from_fixed(day).ok()?;
    Date::new(
        i16::try_from(y).ok()?,
        i8::try_from(m).ok()?,
        i8::try_from(d).ok()?,
    )
    .ok()
}

/// The days of a Hijri year's month, or one of them.
pub(super) fn hijri(year: i32, month: u8, day: Option<u8>) -> Option<Period> {
    if !(1318..=1525).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let first = fixed_from_saudi_islamic(year, month, 1);
    let next = match month {
        12 => fixed_from_saudi_islamic(year + 1, 1, 1),
        _ => fixed_from_saudi_islamic(year, month + 1, 1),
    };
    stretch(first, next, day)
}

/// The days of a Persian year's month, or one of them.
pub(super) fn persian(year: i32, month: u8, day: Option<u8>) -> Option<Period> {
    if !(1279..=1479).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let first = fixed_from_fast_persian(year, month, 1);
    let next = match month {
        12 => fixed_from_fast_persian(year + 1, 1, 1),
        _ => fixed_from_fast_persian(year, month + 1, 1),
    };
    stretch(first, next, day)
}

/// A Persian year, from Nowruz to Nowruz.
pub(super) fn persian_year(year: i32) -> Option<Period> {
    if !(1279..=1479).contains(&year) {
        return None;
    }
    stretch(
        fixed_from_fast_persian(year, 1, 1),
        fixed_from_fast_persian(year + 1, 1, 1),
        None,
    )
}

/// A Hijri year.
pub(super) fn hijri_year(year: i32) -> Option<Period> {
    if !(1318..=1525).contains(&year) {
        return None;
    }
    stretch(
        fixed_from_saudi_islamic(year, 1, 1),
        fixed_from_saudi_islamic(year + 1, 1, 1),
        None,
    )
}

fn stretch(first: RataDie, next: RataDie, day: Option<u8>) -> Option<Period> {
    if let Some(day) = day {
        let found = first.add(i64::from(day) - 1);
        return (day >= 1 && found < next).then(|| Some(Period::day(civil(found)?)))?;
    }
    Some(from_to(civil(first)?, civil(next.add(-1))?))
}

fn from_to(first: Date, last: Date) -> Period {
    Period {
        value: SmolStr::new(format!("{first}/{last}")),
        first,
        last,
        unit: None,
    }
}

/// The days of a holiday that begin in a Gregorian year; with the Hijri
/// calendar there may be two.
pub(super) fn occurrences(holiday: &Holiday, year: i16) -> Vec<Period> {
    if !YEARS.contains(&year) {
        return Vec::new();
    }
    match holiday.rule {
        HolidayRule::Hijri(month, day) => {
            let near = (i32::from(year) - 622) * 33 / 32;
            (near - 1..=near + 2)
                .filter_map(|h| hijri(h, month, day))
                .filter(|p| p.first.year() == year)
                .map(|p| widen(p, holiday))
                .collect()
        }
        rule => first_day(rule, year)
            .and_then(|first| lasting(first, holiday))
            .into_iter()
            .collect(),
    }
}

fn lasting(first: Date, holiday: &Holiday) -> Option<Period> {
    let period = match holiday.days {
        1 => Period::day(first),
        n => from_to(first, days(first, n - 1)?),
    };
    Some(widen(period, holiday))
}

/// Sets the bounds apart by what reckonings differ; Hebrew days begin on the
/// evening before, and Easter has two reckonings.
fn widen(mut period: Period, holiday: &Holiday) -> Period {
    let evening = i64::from(matches!(holiday.rule, HolidayRule::Hebrew(..)));
    period.first = days(period.first, -holiday.differ.max(evening)).unwrap_or(period.first);
    period.last = days(period.last, holiday.differ).unwrap_or(period.last);
    if let HolidayRule::Easter(offset) = holiday.rule {
        // The eastern churches keep it on the same day or later.
        let eastern = first_day(HolidayRule::Orthodox(offset), period.first.year());
        let last = eastern.and_then(|d| days(d, holiday.days - 1));
        period.last = last.map_or(period.last, |d| d.max(period.last));
    }
    period
}

fn first_day(rule: HolidayRule, year: i16) -> Option<Date> {
    let y = i32::from(year);
    match rule {
        HolidayRule::Fixed(month, day) => Date::new(year, month, day).ok(),
        HolidayRule::Nth(month, weekday, n, offset) => days(
            nth_weekday(Date::new(year, month, 1).ok()?, n, weekday)?,
            offset,
        ),
        HolidayRule::Easter(offset) => days(civil(easter(y))?, offset),
        HolidayRule::Orthodox(offset) => {
            days(civil(calendrical_calculations::julian::easter(y))?, offset)
        }
        HolidayRule::Hijri(..) | HolidayRule::Varies => None,
        HolidayRule::Persian(month, day) => {
            let of = |p: i32| persian(p, month, Some(day)).map(|p| p.first);
            [of(y - 622), of(y - 621)]
                .into_iter()
                .flatten()
                .find(|d| d.year() == year)
        }
        HolidayRule::Hebrew(month, day) => {
            let of = |h: i32| {
                let leap = month == 12 && BookHebrew::is_hebrew_leap_year(h);
                let date = BookHebrew {
                    year: h,
                    month: month + u8::from(leap),
                    day,
                };
                civil(BookHebrew::fixed_from_book_hebrew(date))
            };
            [of(y + 3760), of(y + 3761)]
                .into_iter()
                .flatten()
                .find(|d| d.year() == year)
        }
        HolidayRule::Chinese(month, day, offset) => {
            let bounds = YearBounds::compute::<Chinese>(fixed_from_gregorian(y, 7, 1));
            // Months before a leap month keep their number; after it the days are looked for.
            let mut at = bounds.new_year.add(i64::from(month - 1) * 29);
            for _ in 0..70 {
                let found = chinese_based_date_from_fixed::<Chinese>(at);
                let leap = found.leap_month.is_some_and(|l| found.month >= l.get());
                let number = found.month - u8::from(leap);
                if number == month && found.day == day {
                    return days(civil(at)?, offset);
                }
                at = at.add(1);
            }
            None
        }
        HolidayRule::NewMoon(month, day, offset) => {
            let mut at = fixed_from_gregorian(y, month.unsigned_abs(), day.unsigned_abs());
            for _ in 0..31 {
                if chinese_based_date_from_fixed::<Evenings>(at).day == 1 {
                    return days(civil(at)?, offset);
                }
                at = at.add(1);
            }
            None
        }
    }
}

/// The `n`th weekday (Monday = 0) of a month, the last with -1.
pub(super) fn nth_weekday(month: Date, n: i8, weekday: i8) -> Option<Date> {
    let first = month.first_of_month();
    let ahead = i64::from(weekday - first.weekday().to_monday_zero_offset()).rem_euclid(7);
    if n == -1 {
        let last = month.last_of_month();
        let back = i64::from(last.weekday().to_monday_zero_offset() - weekday).rem_euclid(7);
        return days(last, -back);
    }
    let day = days(first, ahead + 7 * (i64::from(n) - 1))?;
    (n > 0 && day <= days(months(first, 1)?, -1)?).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_lexicon::Holidays;

    #[test]
    fn every_holiday_falls_as_its_example_says() {
        let holidays = Holidays::embedded().expect("the file");
        let mut wrong = Vec::new();
        for holiday in holidays.all() {
            if holiday.rule == HolidayRule::Varies {
                assert_eq!(holiday.example, "varies");
                continue;
            }
            let year = holiday.example[..4].parse().expect("a year");
            let found = occurrences(holiday, year);
            if !found.iter().any(|p| p.value == holiday.example) {
                let values: Vec<_> = found.iter().map(|p| p.value.to_string()).collect();
                wrong.push(format!(
                    "{}: {} and not {values:?}",
                    holiday.name, holiday.example
                ));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn movable_days_of_several_years() {
        let holidays = Holidays::embedded().expect("the file");
        let on = |name: &str, year: i16| {
            let holiday = holidays
                .all()
                .iter()
                .find(|h| h.name == name)
                .expect("listed");
            occurrences(holiday, year)
        };
        for (name, day) in [
            ("Easter", "2023-04-09"),
            ("Orthodox Easter", "2023-04-16"),
            ("Eid al-Fitr", "2022-05-02"),
            ("Eid al-Fitr", "2023-04-21"),
            ("Eid al-Adha", "2023-06-28"),
            ("Ashura", "2023-07-28"),
            ("Lunar New Year", "2023-01-22"),
            ("Lunar New Year", "2020-01-25"),
            ("Mid-Autumn Festival", "2023-09-29"),
            ("Diwali", "2022-10-24"),
            ("Diwali", "2021-11-04"),
            ("Holi", "2023-03-08"),
            ("Nowruz", "2021-03-21"),
            ("Yom Kippur", "2021-09-16"),
            ("Purim", "2023-03-07"),
        ] {
            let date: Date = day.parse().expect("a date");
            let found = on(name, date.year());
            assert!(
                found.iter().any(|p| p.first <= date && date <= p.last),
                "{name}: {day} and not {found:?}"
            );
        }
        assert_eq!(on("Ramadan", 2030).len(), 2);
    }

    #[test]
    fn other_calendars_convert() {
        let day = |p: Option<Period>| p.map(|p| p.value.to_string());
        assert_eq!(
            day(persian(1357, 11, Some(22))).as_deref(),
            Some("1979-02-11")
        );
        assert_eq!(day(persian(1400, 12, Some(30))), None);
        assert_eq!(day(hijri(1445, 9, Some(1))).as_deref(), Some("2024-03-11"));
        assert_eq!(persian(9999, 1, None), None);
    }
}
