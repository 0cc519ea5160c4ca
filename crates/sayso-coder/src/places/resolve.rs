//! Which place each name means. Names of one spelling mean one place in an
//! article, unless the words beside them say otherwise.

use sayso_article::{SmolStr, Span};
use sayso_gazetteer::{Feature, fold};

use super::atlas::{Atlas, Candidate};
use super::weigh::{Item, Points, Weight, shares_name, weigh};
use super::wording::{self, Called, Form};

/// What a name was resolved to.
#[derive(Clone, Debug, PartialEq)]
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

/// Candidates that leave the resolver.
const SHOWN: usize = 5;
/// Candidates of one name that are weighed, by inhabitants.
const WEIGHED: usize = 80;
/// Below this the likeliest candidate is not taken.
const LEAST: f64 = 0.3;

/// From this size on a town is taken by another name than its main one without
/// anything else for it: towns of some 2 million, seats of one million.
const KNOWN: f64 = 4.3;
/// What the article must say for a smaller one, in points.
const BORNE_OUT: f64 = 0.5;
/// So many names of places, and so large a part of their mentions, must lie in
/// one country for it to be that of a name that is not known.
const LEAST_NAMES: usize = 2;
const NEARLY_ALL: f64 = 0.9;
/// From here on the country of an open name is taken, when its candidates agree.
const AGREED: f64 = 0.8;

/// What one name says by itself.
struct Reading {
    name: String,
    candidates: Vec<Candidate>,
    called: Option<Called>,
    part: bool,
    /// It is a site named after the place.
    site: bool,
    /// The place beside it that it lies in.
    within: Vec<Candidate>,
    /// Folded name of that place.
    within_name: String,
    /// The span of that place.
    within_span: Option<Span>,
    /// It is no name to be resolved, but tells what the article is about.
    aside: bool,
}

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
        reading
            .candidates
            .retain(|c| matches!(c.feature, Feature::Country | Feature::Division));
        readings.push(reading);
    }
    let (items, item_of) = group(&readings, spans);
    let weights = weigh(&items, leaning);
    let mut out: Vec<Resolution> = spans
        .iter()
        .zip(readings.iter().zip(&item_of))
        .map(|(_, (reading, &i))| match i {
            Some(i) => settle(reading, &items[i], &weights[i]),
            None => open("no place of this name is known"),
        })
        .collect();
    if let Some(code) = only_country(&items, &weights) {
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

/// The country in which nearly all places of an article lie that has several.
fn only_country(items: &[Item], weights: &[Vec<Weight>]) -> Option<SmolStr> {
    let mut countries: Vec<(SmolStr, f64)> = Vec::new();
    let (mut all, mut names) = (0.0, 0);
    for (item, weights) in items.iter().zip(weights) {
        let best = (0..weights.len())
            .max_by(|&a, &b| weights[a].probability.total_cmp(&weights[b].probability))?;
        let (place, weight) = (&item.candidates[best], &weights[best]);
        if item.aside || weight.probability < LEAST || place.countries.is_empty() {
            continue;
        }
        let often = item.mentions as f64;
        all += often;
        names += 1;
        if let Some(code) = place.country() {
            match countries.iter_mut().find(|(c, _)| c == code) {
                Some((_, w)) => *w += often,
                None => countries.push((code.clone(), often)),
            }
        }
    }
    let (code, most) = countries
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
    (names >= LEAST_NAMES && most >= NEARLY_ALL * all).then_some(code)
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

/// The candidates of the first form of `name` that is known.
fn look_up(name: &str, atlas: &Atlas) -> (String, Vec<Candidate>, Option<Called>, bool) {
    let (form, found) = look_up_form(name, atlas);
    (form.name, found, form.called, form.part)
}

fn look_up_form(name: &str, atlas: &Atlas) -> (Form, Vec<Candidate>) {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    // "RID" and "TPE" are no towns; "USA" and "NSW" are written by hand.
    let initials = letters.clone().count() <= 3 && letters.clone().all(char::is_uppercase);
    let forms = wording::forms(name);
    for form in forms.clone() {
        let mut found = atlas.named(&form.name);
        // "Central Region" is one place's full name and another's with its kind.
        let kind = |f: &&Form| matches!(f.called, Some(Called::Division | Called::District));
        if form.called.is_none()
            && let Some(bare) = forms.iter().find(kind)
        {
            let called = bare.called;
            let more = atlas.named(&bare.name).into_iter();
            let level = match called {
                Some(Called::District) => Feature::District,
                _ => Feature::Division,
            };
            if found.iter().any(|c| c.feature == level) {
                found.extend(more.filter(|c| c.main && c.feature == level));
            }
        }
        if initials {
            found.retain(|c| {
                c.at.place.is_none() || c.feature == Feature::Division || c.population >= 1_000_000
            });
        }
        if let Some(called) = form.called {
            // "Homs province" is a province, unless only a town is known.
            if found.iter().any(|c| called.fits(c.feature)) {
                found.retain(|c| called.fits(c.feature));
            }
        }
        if form.part {
            found.retain(is_large);
        }
        if form.site {
            found.retain(|c| c.feature.is_populated() && c.main);
        }
        if !found.is_empty() {
            found.truncate(WEIGHED);
            return (form, found);
        }
    }
    let none = Form {
        name: fold(name),
        called: None,
        part: false,
        site: false,
    };
    (none, Vec::new())
}

/// A place whose north or centre is spoken of.
fn is_large(c: &Candidate) -> bool {
    match c.feature {
        Feature::Country | Feature::Continent | Feature::Region | Feature::Island => true,
        Feature::Division => c.main,
        _ => c.feature.is_populated() && c.population >= 200_000 && c.main,
    }
}

/// Countries and first-level divisions that the text names outside `spans`, in
/// names of bodies for instance ("Tennessee Bureau of Investigation").
fn asides(text: &str, spans: &[Span], atlas: &Atlas) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let letter = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’');
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !letter(c)) {
        let bare = word.trim_end_matches(|c: char| !letter(c));
        let capital = bare.starts_with(char::is_uppercase);
        words.push(if capital {
            (at, at + bare.len())
        } else {
            (at, at)
        });
        at += word.len();
    }
    let mut next = 0;
    for i in 0..words.len() {
        if words[i].0 == words[i].1 || words[i].0 < next {
            continue;
        }
        for length in (1..=3).rev() {
            let Some(run) = words.get(i..i + length) else {
                continue;
            };
            let joined = run.windows(2).all(|w| w[0].1 + 1 == w[1].0);
            let (start, end) = (run[0].0, run[length - 1].1);
            if !joined || run.iter().any(|w| w.0 == w.1) {
                continue;
            }
            let Ok(span) = Span::new(text, start, end) else {
                continue;
            };
            if spans.iter().any(|s| s.overlaps(span)) {
                continue;
            }
            let words = span
                .text(text)
                .trim_end_matches("'s")
                .trim_end_matches("’s");
            // "LA" and "IN" are words and initials as well.
            if words.len() < 4 || words.chars().all(char::is_uppercase) {
                continue;
            }
            let known =
                |c: &Candidate| matches!(c.feature, Feature::Country | Feature::Division) && c.main;
            if atlas.named(&fold(words)).iter().any(known) {
                out.push(span);
                next = end;
                break;
            }
        }
    }
    out
}

fn read(text: &str, span: Span, spans: &[Span], atlas: &Atlas) -> Reading {
    let words = span.text(text);
    let (form, mut candidates) = look_up_form(words, atlas);
    let site = form.site;
    let (mut name, mut called, mut part) = (form.name, form.called, form.part);
    let mut reading_within = (Vec::new(), String::new(), None);
    // "Tripoli, Lebanon" in one name.
    if candidates.is_empty()
        && let Some((inner, outer)) = words.split_once(", ")
    {
        (name, candidates, called, part) = look_up(inner, atlas);
        let (outer, held, ..) = look_up(outer, atlas);
        reading_within = (held, outer, None);
    }
    let called = called.or_else(|| wording::called(text, span));
    if let Some(country) = demonym(words, &candidates, atlas) {
        (candidates, part) = (vec![country], false);
    }
    if reading_within.0.is_empty() {
        reading_within = container(text, span, spans, &candidates, atlas);
    }
    let (within, within_name, within_span) = reading_within;
    Reading {
        name,
        candidates,
        called,
        part,
        site,
        within,
        within_name,
        within_span,
        aside: false,
    }
}

/// "Lebanese" asked for as a place means Lebanon, whatever town bears the word.
fn demonym(words: &str, candidates: &[Candidate], atlas: &Atlas) -> Option<Candidate> {
    let large = |c: &Candidate| c.at.place.is_none() || c.population >= 100_000;
    if candidates.iter().any(large) {
        return None;
    }
    let folded = fold(words);
    let code = atlas.people(&folded).or_else(|| {
        let rest = folded.strip_suffix('s')?;
        atlas.people(rest)
    })?;
    atlas.country(code)
}

/// The place beside a name that holds one of its candidates.
fn container(
    text: &str,
    span: Span,
    spans: &[Span],
    candidates: &[Candidate],
    atlas: &Atlas,
) -> (Vec<Candidate>, String, Option<Span>) {
    let none = (Vec::new(), String::new(), None);
    let country = candidates.iter().any(|c| c.feature == Feature::Country);
    let holding = |words: &str| {
        let (name, outer, ..) = look_up(words, atlas);
        let outer: Vec<Candidate> = outer
            .into_iter()
            .filter(|o| !(country && o.feature == Feature::Country))
            .filter(|o| candidates.iter().any(|c| o.holds(c)))
            .collect();
        (!outer.is_empty()).then_some((outer, name))
    };
    // "Tripoli, Lebanon", and past a place that is not known: "Kirwa, Anbar, Iraq"
    let mut at = span.end();
    for _ in 0..2 {
        let beside = wording::beside(text, at);
        for &outer in &beside {
            if let Some((held, name)) = holding(outer.text(text)) {
                let named = spans.iter().copied().find(|s| s.overlaps(outer));
                return (held, name, named.or(Some(outer)));
            }
        }
        match beside.first() {
            Some(last) => at = last.end(),
            None => break,
        }
    }
    // "Tripoli in Lebanon", "Lebanon's port city of Tripoli"
    let next = spans.iter().find(|s| s.start() >= span.end());
    if let Some(&next) = next
        && text[span.end()..next.start()].trim() == "in"
        && let Some((held, name)) = holding(next.text(text))
    {
        return (held, name, Some(next));
    }
    let before = spans.iter().rev().find(|s| s.end() <= span.start());
    if let Some(&before) = before {
        let between = &text[before.end()..span.start()];
        let rest = ["'s ", "’s "].iter().find_map(|s| between.strip_prefix(s));
        if let Some(rest) = rest
            && rest.len() <= 40
            && rest
                .chars()
                .all(|c| c.is_lowercase() || c == ' ' || c == '-')
            && let Some((held, name)) = holding(before.text(text))
        {
            return (held, name, Some(before));
        }
    }
    none
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

/// Takes the likeliest candidate, or leaves the name open.
fn settle(reading: &Reading, item: &Item, weights: &[Weight]) -> Resolution {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    // Ties go to the order of the atlas.
    order.sort_by(|&a, &b| {
        let p = |i: usize| weights[i].probability;
        p(b).total_cmp(&p(a))
    });
    let best = order[0];
    // Two records of one spot (a city and its district) are no doubt.
    let here = &item.candidates[best];
    let same: f64 = order
        .iter()
        .filter(|&&i| close(here, &item.candidates[i]))
        .map(|&i| weights[i].probability)
        .sum();
    let likely = same >= LEAST;
    // A small far town that happens to bear the name beside its own is seldom meant.
    let points = &weights[best].points;
    let borne = here.main
        || !here.feature.is_populated()
        || points.size >= KNOWN
        || points.support() >= BORNE_OUT;
    let resolved = likely && borne;
    let runner = order
        .iter()
        .skip(1)
        .find(|&&i| !close(here, &item.candidates[i]));
    let reason = if resolved {
        why(
            item,
            reading,
            here,
            &weights[best].points,
            runner.map(|&r| &weights[r].points),
        )
    } else if likely {
        "it is only another name of towns that nothing in the article points to".to_owned()
    } else {
        format!(
            "{} places of this name are about as likely",
            item.candidates.len()
        )
    };
    let reason = if reading.site && resolved {
        format!("a site named after {}; {reason}", here.name)
    } else {
        reason
    };
    let country = if resolved {
        here.country().cloned()
    } else {
        let code = here.country();
        let agree = (0..weights.len()).filter(|&i| item.candidates[i].country() == code);
        let agree: f64 = agree.map(|i| weights[i].probability).sum();
        code.filter(|_| agree >= AGREED).cloned()
    };
    let shown = order.iter().take(SHOWN);
    Resolution {
        probabilities: shown.clone().map(|&i| weights[i].probability).collect(),
        candidates: shown.map(|&i| item.candidates[i].clone()).collect(),
        resolved,
        country,
        part: reading.part,
        reason,
    }
}

/// Within some fifty kilometres.
fn close(a: &Candidate, b: &Candidate) -> bool {
    let narrow = a.latitude.to_radians().cos();
    let (dy, dx) = (
        a.latitude - b.latitude,
        (a.longitude - b.longitude) * narrow,
    );
    dy.hypot(dx) < 0.5
}

/// What told the place from the next best one.
fn why(
    item: &Item,
    reading: &Reading,
    here: &Candidate,
    best: &Points,
    runner: Option<&Points>,
) -> String {
    let count = item.candidates.len();
    let Some(runner) = runner else {
        return "the only place of this name known".to_owned();
    };
    let within = item.within.iter().find(|w| w.holds(here));
    if let Some(within) = within
        && best.beside > runner.beside
    {
        return format!("in {}, which stands beside it", within.name);
    }
    let mut told = [
        (best.size - runner.size, 0),
        (best.called - runner.called, 1),
        (best.country - runner.country, 2),
        (best.division - runner.division, 3),
        (best.near - runner.near, 4),
        (best.linked - runner.linked, 4),
        (best.beside - runner.beside, 5),
    ];
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    let country = here.country().map_or("its countries", SmolStr::as_str);
    let division = here.division.as_ref().unwrap_or(&here.name);
    match told[0].1 {
        1 => format!("of {count} places of this name one that is called so"),
        2 => format!("of {count} places of this name one in a country of the article ({country})"),
        3 => {
            format!("of {count} places of this name one in a division of the article ({division})")
        }
        4 => format!("of {count} places of this name one near others of the article"),
        5 => "it holds the place before it".to_owned(),
        _ if reading.called.is_some_and(|c| c.fits(here.feature)) => {
            format!("of {count} places of this name the best known that is called so")
        }
        _ => format!("the best known of {count} places of this name"),
    }
}

#[cfg(test)]
mod tests;
