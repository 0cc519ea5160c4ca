//! Whether two counts tell one number, and whether they contradict.

use super::super::fold::same_speaker;
use super::super::view::View;
use crate::layers::{Bound, Count, Event};

/// Whether two counts are of one outcome or thing.
pub(in crate::events) fn of_one_thing(a: &Count, b: &Count) -> bool {
    let harm = |c: &Count| match c.of.as_str() {
        "injured" | "wounded" => "hurt".to_owned(),
        "detained" => "arrested".to_owned(),
        other => other.to_owned(),
    };
    // "two soldiers and nine civilians were killed" are no two tolls.
    let things = match (&a.counted, &b.counted) {
        (Some(x), Some(y)) => x == y || general(x) && general(y),
        (Some(x), None) | (None, Some(x)) => general(x),
        (None, None) => true,
    };
    harm(a) == harm(b) && things
}

/// A word for people that says nothing else of them.
fn general(word: &str) -> bool {
    matches!(
        word,
        "people" | "persons" | "person" | "others" | "victims" | "lives"
    )
}

/// Least and greatest number that a count allows, with some room where it is
/// only about a number.
fn range(count: &Count) -> (f64, f64) {
    let low = count.low.or_else(|| match count.bound {
        Some(Bound::About) => count.value.map(|v| v * 0.8),
        _ => None,
    });
    let high = count.high.or_else(|| match count.bound {
        Some(Bound::About) => count.value.map(|v| v * 1.25),
        _ => None,
    });
    (low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY))
}

/// Whether no number fits both.
fn exclude(a: &Count, b: &Count) -> bool {
    let (x, y) = (range(a), range(b));
    x.1 < y.0 || y.1 < x.0
}

/// Whether two counts of one thing cannot both be true.
pub(super) fn contradict(a: &Count, b: &Count) -> bool {
    of_one_thing(a, b) && exclude(a, b)
}

/// Whether two sources give two mentions of a happening numbers of one thing
/// that cannot both be true: two versions, each of its own.
pub(in crate::events) fn disagree(view: &View<'_>, first: &Event, later: &Event) -> bool {
    first.counts.iter().any(|a| {
        later
            .counts
            .iter()
            .any(|b| contradict(a, b) && !same_speaker(view, a.said_by, b.said_by))
    })
}

/// Adds a count unless one of the same words is there, or one that says as
/// much by the same source.
pub(in crate::events) fn add(view: &View<'_>, counts: &mut Vec<Count>, count: Count) {
    let told = counts.iter().any(|c| {
        c.span.overlaps(count.span)
            || same_speaker(view, c.said_by, count.said_by)
                && of_one_thing(c, &count)
                && (c.value, c.bound) == (count.value, count.bound)
                && (c.low, c.high) == (count.low, count.high)
    });
    if !told {
        counts.push(count);
    }
}

/// Adds the counts of another mention; both stay where they differ.
pub(in crate::events) fn add_all(view: &View<'_>, counts: &mut Vec<Count>, more: Vec<Count>) {
    for count in more {
        add(view, counts, count);
    }
    counts.sort_by_key(|c| c.span);
}

/// Adds the headline's counts where the story has none of the thing, or one
/// that contradicts: a headline is short of words ("30 dead" for "at least 30").
pub(in crate::events) fn add_headline(view: &View<'_>, counts: &mut Vec<Count>, more: Vec<Count>) {
    let told = |a: &Count, b: &Count| {
        let one = a.of == b.of || of_one_thing(a, b);
        one && (a.value.is_some() && a.value == b.value || b.value.is_none() && !exclude(a, b))
    };
    let new: Vec<Count> = more
        .into_iter()
        .filter(|m| !counts.iter().any(|c| told(c, m)))
        .collect();
    add_all(view, counts, new);
}
