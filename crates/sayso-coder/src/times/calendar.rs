//! Names of the calendar and steps in it.

use std::time::Duration;

use sayso_article::Date;

use super::period::Unit;

const MONTHS: [(&str, i8); 12] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
];

const SHORT_MONTHS: [(&str, i8); 12] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The month of a name in lower case, written out (or, where a day stands
/// beside it, abbreviated).
pub(super) fn month(name: &str, short: bool) -> Option<i8> {
    let find = |list: &[(&str, i8)]| list.iter().find(|(n, _)| *n == name).map(|&(_, m)| m);
    find(&MONTHS).or_else(|| short.then(|| find(&SHORT_MONTHS)).flatten())
}

/// The weekday of a name in lower case, Monday = 0, and whether it is plural.
pub(super) fn weekday(name: &str) -> Option<(i8, bool)> {
    let stem = name.strip_suffix('s').unwrap_or(name);
    let at = (0..).zip(WEEKDAYS).find(|(_, n)| *n == stem)?.0;
    Some((at, stem.len() < name.len()))
}

/// The weekday of an abbreviation in lower case, which needs a date beside it.
pub(super) fn short_weekday(name: &str) -> Option<i8> {
    Some(match name {
        "mon" => 0,
        "tue" | "tues" => 1,
        "wed" | "weds" => 2,
        "thu" | "thur" | "thurs" => 3,
        "fri" => 4,
        "sat" => 5,
        "sun" => 6,
        _ => return None,
    })
}

/// The unit that a word names, in lower case, singular or plural.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "second" | "sec" => Unit::Second,
        "minute" | "min" => Unit::Minute,
        "hour" | "hr" => Unit::Hour,
        "day" | "night" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        _ if matches!(word, "century" | "centuries") => Unit::Century,
        _ => return None,
    })
}

/// TIMEX3 code of a part of the day.
pub(super) fn day_part(word: &str) -> Option<&'static str> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "morning" => "TMO",
        "afternoon" => "TAF",
        "evening" => "TEV",
        "night" => "TNI",
        _ => return None,
    })
}

/// TIMEX3 code of a season.
pub(super) fn season(word: &str) -> Option<&'static str> {
    Some(match word {
        "spring" | "springtime" => "SP",
        "summer" | "summertime" => "SU",
        "autumn" | "fall" => "FA",
        "winter" | "wintertime" => "WI",
        _ => return None,
    })
}

/// The day `n` days later (earlier, when negative); `None` past the calendar's ends.
pub(super) fn days(from: Date, n: i64) -> Option<Date> {
    let length = Duration::from_secs(n.unsigned_abs().checked_mul(86_400)?);
    if n < 0 {
        from.checked_sub(length).ok()
    } else {
        from.checked_add(length).ok()
    }
}

/// First day of the month `n` months later.
pub(super) fn months(from: Date, n: i64) -> Option<Date> {
    let count = i64::from(from.year()) * 12 + i64::from(from.month()) - 1 + n;
    let year = i16::try_from(count.div_euclid(12)).ok()?;
    let month = i8::try_from(count.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

/// First day of the year `n` years later.
pub(super) fn years(from: Date, n: i64) -> Option<Date> {
    let year = i16::try_from(i64::from(from.year()) + n).ok()?;
    Date::new(year, 1, 1).ok()
}

/// The Monday of the week of a day.
pub(super) fn monday(of: Date) -> Option<Date> {
    days(of, -i64::from(of.weekday().to_monday_zero_offset()))
}
