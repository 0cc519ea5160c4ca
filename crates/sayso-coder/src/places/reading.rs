//! What a name and the words around it say by themselves: the places that may
//! bear it, the kind it is called, the place beside it that holds it.

use sayso_article::Span;
use sayso_gazetteer::{Feature, fold};

use super::atlas::{Atlas, Candidate};
use super::wording::{self, Called, Form};

/// Candidates of one name that are weighed, by inhabitants.
const WEIGHED: usize = 80;

/// What one name says by itself.
pub(super) struct Reading {
    pub name: String,
    pub candidates: Vec<Candidate>,
    pub called: Option<Called>,
    pub part: bool,
    /// It is a site named after the place.
    pub site: bool,
    /// The place beside it that it lies in.
    pub within: Vec<Candidate>,
    /// Folded name of that place.
    pub within_name: String,
    /// The span of that place.
    pub within_span: Option<Span>,
    /// It is no name to be resolved, but tells what the article is about.
    pub aside: bool,
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
pub(super) fn asides(text: &str, spans: &[Span], atlas: &Atlas) -> Vec<Span> {
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

pub(super) fn read(text: &str, span: Span, spans: &[Span], atlas: &Atlas) -> Reading {
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
