//! Which place each name means. Names of one spelling mean one place in an
//! article, unless the words beside them say otherwise.

use sayso_article::{SmolStr, Span};
use sayso_gazetteer::Feature;

use super::atlas::{Atlas, Candidate};
use super::reading::{Reading, asides, read};
use super::settle::settle;
use super::weigh::{Item, Weight, shares_name, weigh};

/// What a name was resolved to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// The places that it may mean, the likeliest first, at most five.
    pub candidates: Vec<Candidate>,
    /// The probability of each, by the weights of the resolver.
    pub probabilities: Vec<f64>,
    /// Whether the first of them is taken; otherwise the name stays open.
    pub resolved: bool,
    /// The country that it lies in: that of the place, or, of a name that stays
    /// open, the one in which nearly all likely places of the name lie.
    pub country: Option<SmolStr>,
    /// The name means a part of the place ("northern Iraq").
    pub part: bool,
    /// How it was resolved, or why not.
    pub reason: String,
}

impl Resolution {
    /// The place that the name means.
    pub fn place(&self) -> Option<&Candidate> {
        self.candidates.first().filter(|_| self.resolved)
    }
}

/// Below this the likeliest candidate is not taken.
pub(super) const LEAST: f64 = 0.4;

/// So many names of places, and so large a part of their mentions, must lie in
/// one country for it to be that of a name that is not known.
const LEAST_NAMES: usize = 2;
const NEARLY_ALL: f64 = 0.9;

/// Resolves the names at `spans` of `text` together. `leaning` tells countries
/// that the article speaks of apart from these names, each with a weight (1 =
/// as much as one name of a place there).
pub fn resolve(
    text: &str,
    spans: &[Span],
    leaning: &[(SmolStr, f64)],
    atlas: &Atlas,
) -> Vec<Resolution> {
    let mut readings: Vec<Reading> = spans.iter().map(|&s| read(text, s, spans, atlas)).collect();
    for span in asides(text, spans, atlas) {
        let mut reading = read(text, span, spans, atlas);
        reading.aside = true;
        // It joins the item of its name, and never makes one of fewer candidates first.
        reading.within.clear();
        reading
            .candidates
            .retain(|c| matches!(c.feature, Feature::Country | Feature::Division));
        readings.push(reading);
    }
    let (items, item_of) = group(&readings, spans);
    let weights = weigh(&items, leaning);
    let homes = homes(&items, &weights);
    let mut out: Vec<Resolution> = spans
        .iter()
        .zip(readings.iter().zip(&item_of))
        .map(|(_, (reading, &i))| match i {
            Some(i) => {
                let home = only_country(&homes, Some(i));
                settle(reading, &items[i], &weights[i], home.as_ref())
            }
            None => open("no place of this name is known"),
        })
        .collect();
    if let Some(code) = only_country(&homes, None) {
        for r in out
            .iter_mut()
            .filter(|r| !r.resolved && r.country.is_none())
        {
            let allowed = |c: &Candidate| c.countries.contains(&code);
            if r.candidates.is_empty() || r.candidates.iter().any(allowed) {
                r.country = Some(code.clone());
                r.reason
                    .push_str("; country of nearly all other places of the article");
            }
        }
    }
    out
}

/// The likeliest country of each item, with its mentions; `None` for items that
/// do not count: asides, doubtful names, places in no country.
fn homes(items: &[Item], weights: &[Vec<Weight>]) -> Vec<Option<(Option<SmolStr>, f64)>> {
    let of = |(item, weights): (&Item, &Vec<Weight>)| {
        let best = (0..weights.len())
            .max_by(|&a, &b| weights[a].probability.total_cmp(&weights[b].probability))?;
        let place = &item.candidates[best];
        let counts =
            !item.aside && weights[best].probability >= LEAST && !place.countries.is_empty();
        counts.then(|| (place.country().cloned(), item.mentions as f64))
    };
    items.iter().zip(weights).map(of).collect()
}

/// The country in which nearly all places of an article lie that has several,
/// the item `but` left out.
fn only_country(homes: &[Option<(Option<SmolStr>, f64)>], but: Option<usize>) -> Option<SmolStr> {
    let mut countries: Vec<(&SmolStr, f64)> = Vec::new();
    let (mut all, mut names) = (0.0, 0);
    for (i, home) in homes.iter().enumerate() {
        let Some((code, mentions)) = home.as_ref().filter(|_| Some(i) != but) else {
            continue;
        };
        all += mentions;
        names += 1;
        if let Some(code) = code {
            match countries.iter_mut().find(|(c, _)| *c == code) {
                Some((_, w)) => *w += mentions,
                None => countries.push((code, *mentions)),
            }
        }
    }
    let (code, most) = countries
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(a.0)))?;
    (names >= LEAST_NAMES && most >= NEARLY_ALL * all).then(|| code.clone())
}

fn open(reason: &str) -> Resolution {
    Resolution {
        candidates: Vec::new(),
        probabilities: Vec::new(),
        resolved: false,
        country: None,
        part: false,
        reason: reason.to_owned(),
    }
}

/// Joins the readings of one name into items: those with the same place beside
/// them, and those with none to the nearest before them, or else the first.
fn group(readings: &[Reading], spans: &[Span]) -> (Vec<Item>, Vec<Option<usize>>) {
    let mut items: Vec<Item> = Vec::new();
    // Name and container of each item.
    let mut keys: Vec<(&str, &str)> = Vec::new();
    let mut item_of: Vec<Option<usize>> = vec![None; readings.len()];
    // "Albany, New York" and "New York" in one article are state and city.
    let holds: Vec<bool> = (0..readings.len())
        .map(|i| {
            let span = spans.get(i);
            shares_name(&readings[i].candidates)
                && span.is_some()
                && readings.iter().any(|r| r.within_span.as_ref() == span)
        })
        .collect();
    let mut put = |i: usize, items: &mut Vec<Item>, item_of: &mut Vec<Option<usize>>| {
        let reading = &readings[i];
        let outer = if holds[i] {
            "#"
        } else {
            reading.within_name.as_str()
        };
        let key = (reading.name.as_str(), outer);
        let bare = reading.within.is_empty() || holds[i];
        let found = if bare {
            let same = |k: &(&str, &str)| k.0 == key.0 && (k.1 == "#") == holds[i];
            keys.iter().rposition(same)
        } else {
            keys.iter().position(|k| *k == key)
        };
        let at = found.unwrap_or_else(|| {
            keys.push(key);
            items.push(Item {
                candidates: reading.candidates.clone(),
                called: None,
                mentions: 0,
                aside: true,
                within: reading.within.clone(),
                holds: Vec::new(),
            });
            items.len() - 1
        });
        items[at].mentions += 1;
        items[at].aside &= reading.aside;
        items[at].called = items[at].called.or(reading.called);
        item_of[i] = Some(at);
    };
    let known = |r: &Reading| !r.candidates.is_empty();
    for (i, reading) in readings.iter().enumerate() {
        if known(reading) && !reading.within.is_empty() {
            put(i, &mut items, &mut item_of);
        }
    }
    for (i, reading) in readings.iter().enumerate() {
        if known(reading) && reading.within.is_empty() {
            put(i, &mut items, &mut item_of);
        }
    }
    for (i, reading) in readings.iter().enumerate() {
        let outer = reading
            .within_span
            .and_then(|s| spans.iter().position(|&o| o == s));
        if let (Some(inner), Some(Some(outer))) = (item_of[i], outer.map(|o| item_of[o]))
            && inner != outer
            && !items[outer].holds.contains(&inner)
        {
            items[outer].holds.push(inner);
        }
    }
    (items, item_of)
}

#[cfg(test)]
mod tests;
