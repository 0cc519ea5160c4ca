//! The day in what machines write as dates: ISO 8601, RFC 2822, numbers,
//! seconds since 1970, and dates in words. The day is the one written, in the
//! writer's own time zone.

use sayso_article::Date;

use crate::blocks::month_number;
use crate::text::plausible;

/// The day that `text` gives; `None` when it gives none, or only with a guess
/// ("03/04/2024" may be March or April).
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() < 6 || text.len() > 64 || !text.is_ascii() {
        return None;
    }
    let found = if text.bytes().all(|b| b.is_ascii_digit()) {
        digits(text)
    } else {
        iso(text).or_else(|| words(text)).or_else(|| slashes(text))
    };
    found.filter(|d| plausible(*d))
}

/// `20240517`, or seconds or milliseconds since 1970 within newspaper times.
fn digits(text: &str) -> Option<Date> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        8 => ymd(&text[..4], &text[4..6], &text[6..]),
        14 => ymd(&text[..4], &text[4..6], &text[6..8]),
        // From 1973 on: a smaller number is a counter or a zero for "unknown".
        9 | 10 if number >= 100_000_000 => civil(number),
        12 | 13 if number >= 100_000_000_000 => civil(number / 1000),
        _ => None,
    }
}

fn civil(seconds: i64) -> Option<Date> {
    let epoch = Date::new(1970, 1, 1).ok()?;
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    epoch
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// `2024-05-17` with whatever follows, `2024/05/17`, `20240517T083000Z`.
fn iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() >= 10 && matches!(bytes[4], b'-' | b'/' | b'.') && bytes[7] == bytes[4] {
        let after = bytes.get(10);
        return (!after.is_some_and(u8::is_ascii_digit))
            .then(|| ymd(&text[..4], &text[5..7], &text[8..10]))?;
    }
    (bytes.len() > 8 && bytes[8] == b'T').then(|| ymd(&text[..4], &text[4..6], &text[6..8]))?
}

/// "Fri, 17 May 2024 08:30:00 GMT", "May 17, 2024", "17-May-2024".
fn words(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '.'))
        .map(|p| p.trim_matches('.'))
        .filter(|p| !p.is_empty())
        .collect();
    let month_at = parts.iter().position(|p| is_month(p))?;
    let month = month_number(parts[month_at])?;
    let number = |p: &&str| -> Option<i16> {
        let p = p.trim_end_matches(|c: char| c.is_ascii_lowercase());
        p.parse().ok()
    };
    let near = |i: Option<usize>| i.and_then(|i| parts.get(i)).and_then(number);
    let before = near(month_at.checked_sub(1)).filter(|d| (1..=31).contains(d));
    let after = near(Some(month_at + 1)).filter(|d| (1..=31).contains(d));
    let (day, year_from) = match (before, after) {
        (Some(day), _) => (day, month_at + 1),
        (None, Some(day)) => (day, month_at + 2),
        (None, None) => return None,
    };
    // "Fri May 17 08:30:00 UTC 2024": the year may follow the clock.
    let year = parts[year_from.min(parts.len())..]
        .iter()
        .filter(|p| p.len() == 4 && p.bytes().all(|b| b.is_ascii_digit()))
        .find_map(|p| p.parse::<i16>().ok())?;
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && (word == "sept" || MONTHS.iter().any(|m| m.starts_with(&word)))
}

/// `17/05/2024` and `05/17/2024`, if only one order makes a date.
fn slashes(text: &str) -> Option<Date> {
    let head = text.split([' ', ',', 'T']).next()?;
    let parts: Vec<&str> = head.split(['/', '.', '-']).collect();
    let &[a, b, year] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    match (ymd(year, b, a), ymd(year, a, b)) {
        (Some(one), Some(other)) => (one == other).then_some(one),
        (one, other) => one.or(other),
    }
}

fn ymd(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_dates_give_the_day_as_written() {
        let wanted = Date::new(2024, 5, 17).ok();
        for text in [
            "2024-05-17",
            "2024-05-17T23:30:00-07:00",
            "2024/05/17 08:00",
            "20240517",
            "20240517T083000Z",
            "20240517083000",
            "Fri, 17 May 2024 08:30:00 GMT",
            "Fri May 17 08:30:00 UTC 2024",
            "May 17, 2024",
            "17th May 2024, 10:30",
            "17-May-2024",
            "17/05/2024",
            "05/17/2024 10:00",
            "1715934600",
            "1715934600000",
        ] {
            assert_eq!(day(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_or_two_days_is_none() {
        for text in [
            "",
            "yesterday",
            "03/04/2024",
            "2024-13-01",
            "2024-02-30",
            "May 2024",
            "9999-01-01",
            "123456",
            "2024-05-1712",
            "17 мая 2024",
            "0000000000",
            "Mayor 17 2024",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(day("04/04/2024"), Date::new(2024, 4, 4).ok());
    }
}
