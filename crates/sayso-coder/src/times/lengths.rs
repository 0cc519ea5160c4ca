//! Lengths of time: their TIMEX3 values, and the days that they reach over.

use sayso_article::Date;

use super::against::NO_DATE;
use super::calendar::{days, months};
use super::numbers::Count;
use super::period::{Period, Unit};
use super::resolve::Parts;

pub(super) fn reach(count: Count, unit: Unit, ahead: bool, published: Option<Date>) -> Parts {
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
        // "the past 24 hours" reach into the day before.
        (Some(day), Some(n)) if unit == Unit::Hour => {
            let far = days(day, (n + 23) / 24 * if ahead { 1 } else { -1 });
            if ahead {
                (Some(day), far)
            } else {
                (far, Some(day))
            }
        }
        _ => (None, None),
    };
    ("DURATION", Some(value), first, last, reason, None)
}

/// The same day some units on.
pub(super) fn step(day: Date, unit: Unit, n: i64) -> Option<Date> {
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

pub(super) fn vague(pieces: &[(Count, Unit)], ahead: bool, published: Option<Date>) -> Parts {
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
    let mut out = "P".to_owned();
    out.push_str(&date);
    if !time.is_empty() {
        out.push('T');
        out.push_str(&time);
    }
    out
}
