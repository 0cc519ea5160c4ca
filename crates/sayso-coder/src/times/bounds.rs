//! What "early", "since" and "before" leave of a stretch of days.

use sayso_article::Date;

use super::against::Against;
use super::calendar::days;
use super::meaning::{Bound, Mod};
use super::period::days_between;

/// The part of a stretch that "early", "mid" and "late" leave.
pub(super) fn narrow(
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
pub(super) fn bounded(
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
