//! From the meaning of an expression to its type, value and days.

use sayso_article::Date;
use sayso_lexicon::HolidayRule;

use super::against::{ANCHOR, Against, NO_DATE};
use super::bounds::{bounded, narrow};
use super::lengths::{duration, reach, step, vague};
use super::meaning::{Base, Found, Meaning, Mod, Recurring, Which};
use super::numbers::Count;
use super::period::{Period, Unit};
use super::tense::Tense;
use crate::layers::TimeExpression;

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
    // "around 3 a.m." is not about the day.
    let narrows = |m: &Mod| *m != Mod::Approx || found.part.is_none();
    if let Some(modifier) = found.modifier.filter(narrows) {
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
            anchor: against.anchor,
            reason,
        },
        period,
        explicit: matches!(found.meaning, Meaning::Fixed(_)),
    }
}

/// Type, value, first and last day, reason, and the period for what follows.
pub(super) type Parts = (
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
            let differ = against
                .holidays
                .all()
                .get(*i)
                .is_some_and(|h| h.differ > 0 || matches!(h.rule, HolidayRule::Easter(_)));
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
