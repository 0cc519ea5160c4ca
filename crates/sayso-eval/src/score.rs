//! The measures.
//!
//! Matching is one to one and greedy, best overlap first. A statement matches
//! when the alphanumeric characters of the contents overlap with Jaccard >= 0.5;
//! it is right at >= 0.8 with the right speaker. An event matches when the type
//! is the same and triggers overlap or stand in one sentence; it is right when
//! the country sets of both parties, status and attribution agree too.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::common::{Annotation, Event, Range, Statement};
use crate::names::same_name;
use crate::sentences;

/// Sums over articles, by name of the measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    sums: BTreeMap<&'static str, usize>,
    /// One line an error: article, what, where.
    pub errors: Vec<String>,
}

impl Counts {
    fn add(&mut self, name: &'static str, n: usize) {
        *self.sums.entry(name).or_default() += n;
    }

    fn get(&self, name: &str) -> usize {
        self.sums.get(name).copied().unwrap_or_default()
    }
}

/// Precision, recall, F1, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Prf {
    pub p: f64,
    pub r: f64,
    pub f1: f64,
    pub tp: usize,
    pub system: usize,
    pub gold: usize,
}

/// All measures; shares are `None` when there was nothing to measure on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the names are those of the reference scorer")]
pub struct Scores {
    pub statement: Prf,
    pub statement_right: Prf,
    pub speaker_acc: Option<f64>,
    pub source_acc: Option<f64>,
    pub cue_acc: Option<f64>,
    pub kind_acc: Option<f64>,
    pub event: Prf,
    pub event_untyped: Prf,
    pub event_right: Prf,
    pub actor_country_acc: Option<f64>,
    pub recipient_country_acc: Option<f64>,
    pub actor_sector_acc: Option<f64>,
    pub status_acc: Option<f64>,
    pub status_acc_not_actual: Option<f64>,
    pub attribution_acc: Option<f64>,
    pub attribution_acc_reported: Option<f64>,
    pub mode_acc: Option<f64>,
    pub date_acc: Option<f64>,
    pub place_acc: Option<f64>,
}

impl Counts {
    /// The measures over everything counted so far.
    pub fn scores(&self) -> Scores {
        let share = |a, b| (self.get(b) > 0).then(|| self.get(a) as f64 / self.get(b) as f64);
        let prf = |tp, system, gold| {
            let (tp, system, gold) = (self.get(tp), self.get(system), self.get(gold));
            let part = |n: usize| if n > 0 { tp as f64 / n as f64 } else { 0.0 };
            let (p, r) = (part(system), part(gold));
            let f1 = if p + r > 0.0 {
                2.0 * p * r / (p + r)
            } else {
                0.0
            };
            Prf {
                p,
                r,
                f1,
                tp,
                system,
                gold,
            }
        };
        Scores {
            statement: prf("st_tp", "st_s", "st_g"),
            statement_right: prf("st_right", "st_s", "st_g"),
            speaker_acc: share("st_speaker", "st_tp"),
            source_acc: share("st_src", "st_src_n"),
            cue_acc: share("st_cue", "st_cue_n"),
            kind_acc: share("st_kind", "st_tp"),
            event: prf("ev_tp", "ev_s", "ev_g"),
            event_untyped: prf("ev_untyped", "ev_s", "ev_g"),
            event_right: prf("ev_right", "ev_s", "ev_g"),
            actor_country_acc: share("ev_actor", "ev_tp"),
            recipient_country_acc: share("ev_recipient", "ev_tp"),
            actor_sector_acc: share("ev_actor_sector", "ev_tp"),
            status_acc: share("ev_status", "ev_tp"),
            status_acc_not_actual: share("ev_nonact", "ev_nonact_n"),
            attribution_acc: share("ev_attr", "ev_tp"),
            attribution_acc_reported: share("ev_attr_rep", "ev_attr_n"),
            mode_acc: share("ev_mode", "ev_tp"),
            date_acc: share("ev_date", "ev_date_n"),
            place_acc: share("ev_place", "ev_place_n"),
        }
    }
}

/// Adds one article to the counts. `text` is the article in code points.
pub fn score_article(
    counts: &mut Counts,
    id: &str,
    text: &[char],
    gold: &Annotation,
    system: &Annotation,
) {
    let matched = statements(counts, id, text, gold, system);
    events(counts, id, text, gold, system, &matched);
}

/// Positions of the letters and digits under the ranges.
fn letters(text: &[char], ranges: &[Range]) -> BTreeSet<usize> {
    let all = ranges.iter().flat_map(|&(a, b)| a..b.min(text.len()));
    all.filter(|&i| text[i].is_alphanumeric()).collect()
}

fn touch(text: &[char], a: Range, b: Option<Range>) -> bool {
    b.is_some_and(|b| !letters(text, &[a]).is_disjoint(&letters(text, &[b])))
}

/// Takes the best pairs first, each side once; ties by position.
fn greedy(mut pairs: Vec<(f64, usize, usize)>) -> Vec<(usize, usize, f64)> {
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut gold, mut system, mut out) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (score, g, s) in pairs {
        if !gold.contains(&g) && !system.contains(&s) {
            gold.insert(g);
            system.insert(s);
            out.push((g, s, score));
        }
    }
    out
}

fn excerpt(text: &[char], from: usize, to: usize) -> String {
    let (from, to) = (from.min(text.len()), to.min(text.len()));
    text[from..to.max(from)]
        .iter()
        .map(|&c| if c == '\n' { ' ' } else { c })
        .collect()
}

/// Returns which gold statement each matched system statement is.
fn statements(
    c: &mut Counts,
    id: &str,
    text: &[char],
    gold: &Annotation,
    system: &Annotation,
) -> BTreeMap<String, String> {
    let (gs, ss) = (&gold.statements, &system.statements);
    let content = |list: &[Statement]| {
        list.iter()
            .map(|s| letters(text, &s.contents))
            .collect::<Vec<_>>()
    };
    let (gc, sc) = (content(gs), content(ss));
    let mut pairs = Vec::new();
    for (i, a) in gc.iter().enumerate() {
        for (j, b) in sc.iter().enumerate() {
            let shared = a.intersection(b).count();
            if shared > 0 {
                let jaccard = shared as f64 / (a.len() + b.len() - shared) as f64;
                if jaccard >= 0.5 {
                    pairs.push((jaccard, i, j));
                }
            }
        }
    }
    let matched = greedy(pairs);
    c.add("st_g", gs.len());
    c.add("st_s", ss.len());
    c.add("st_tp", matched.len());
    for &(i, j, jaccard) in &matched {
        let (a, b) = (&gs[i], &ss[j]);
        let speaker = same_name(a.speaker.as_deref(), b.speaker.as_deref());
        c.add("st_speaker", speaker.into());
        c.add("st_kind", (a.kind == b.kind).into());
        if let Some(source) = a.source {
            c.add("st_src_n", 1);
            c.add("st_src", touch(text, source, b.source).into());
        }
        if let Some(cue) = a.cue {
            c.add("st_cue_n", 1);
            c.add("st_cue", touch(text, cue, b.cue).into());
        }
        c.add("st_right", (speaker && jaccard >= 0.8).into());
        if !speaker {
            let name = |s: &Statement| s.speaker.clone().unwrap_or_else(|| "none".to_owned());
            c.errors.push(format!(
                "{id} | wrong speaker | {} instead of {}",
                name(b),
                name(a)
            ));
        }
    }
    let mut missed = |what: &str, s: &Statement| {
        if let Some(&(a, b)) = s.contents.first() {
            c.errors.push(format!(
                "{id} | {what} statement | {}",
                excerpt(text, a, b.min(a + 90))
            ));
        }
    };
    for (i, s) in gs
        .iter()
        .enumerate()
        .filter(|(i, _)| !matched.iter().any(|m| m.0 == *i))
    {
        let _ = i;
        missed("missed", s);
    }
    for (j, s) in ss
        .iter()
        .enumerate()
        .filter(|(j, _)| !matched.iter().any(|m| m.1 == *j))
    {
        let _ = j;
        missed("spurious", s);
    }
    matched
        .iter()
        .map(|&(i, j, _)| (ss[j].id.clone(), gs[i].id.clone()))
        .collect()
}

fn countries(parties: &[crate::common::Party]) -> BTreeSet<Option<&str>> {
    parties.iter().map(|p| p.country.as_deref()).collect()
}

/// Whether actor and recipient countries agree; for joint acts their union has to.
fn same_parties(a: &Event, b: &Event) -> (bool, bool) {
    if matches!(a.kind.as_str(), "AGREE" | "CONSULT" | "COOPERATE") {
        let both = |e| -> BTreeSet<_> {
            let e: &Event = e;
            countries(&e.actors)
                .into_iter()
                .map(|c| c.map(str::to_owned))
                .chain(
                    countries(&e.recipients)
                        .into_iter()
                        .map(|c| c.map(str::to_owned)),
                )
                .collect()
        };
        let same = both(a) == both(b);
        return (same, same);
    }
    (
        countries(&a.actors) == countries(&b.actors),
        countries(&a.recipients) == countries(&b.recipients),
    )
}

fn pair_events(
    sentences: &[Range],
    gold: &[Event],
    system: &[Event],
    typed: bool,
) -> Vec<(usize, usize, f64)> {
    let home = |e: &Event| -> BTreeSet<_> {
        e.triggers
            .iter()
            .map(|t| crate::sentences::at(sentences, t.0))
            .collect()
    };
    let (gh, sh): (Vec<_>, Vec<_>) = (
        gold.iter().map(home).collect(),
        system.iter().map(home).collect(),
    );
    let mut pairs = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        for (j, b) in system.iter().enumerate() {
            if typed && a.kind != b.kind {
                continue;
            }
            let meet = |x: &Range| b.triggers.iter().any(|y| x.0 < y.1 && y.0 < x.1);
            let overlap = a.triggers.iter().any(meet);
            if !overlap && gh[i].is_disjoint(&sh[j]) {
                continue;
            }
            let (actor, recipient) = same_parties(a, b);
            let weigh = |yes: bool, weight: f64| if yes { weight } else { 0.0 };
            let score = weigh(overlap, 2.0)
                + weigh(a.kind == b.kind, 0.5)
                + weigh(actor, 0.3)
                + weigh(recipient, 0.2);
            pairs.push((score, i, j));
        }
    }
    greedy(pairs)
}

fn events(
    c: &mut Counts,
    id: &str,
    text: &[char],
    gold: &Annotation,
    system: &Annotation,
    matched_statements: &BTreeMap<String, String>,
) {
    let sentences = sentences::split(text);
    let (ge, se) = (&gold.events, &system.events);
    let (gs, ss) = (gold.by_id(), system.by_id());
    c.add("ev_g", ge.len());
    c.add("ev_s", se.len());
    c.add("ev_untyped", pair_events(&sentences, ge, se, false).len());
    let matched = pair_events(&sentences, ge, se, true);
    c.add("ev_tp", matched.len());
    let near = |e: &Event| {
        let (a, b) = e.triggers.first().copied().unwrap_or_default();
        excerpt(text, a.saturating_sub(40), b + 40)
    };
    for &(i, j, _) in &matched {
        let (a, b) = (&ge[i], &se[j]);
        let (actor, recipient) = same_parties(a, b);
        let status = a.status == b.status;
        let attribution = match (&a.said_by, &b.said_by) {
            (None, None) => true,
            (Some(x), Some(y)) => {
                let speaker = |s: Option<&&Statement>| s.and_then(|s| s.speaker.clone());
                matched_statements.get(y) == Some(x)
                    || same_name(
                        speaker(gs.get(x.as_str())).as_deref(),
                        speaker(ss.get(y.as_str())).as_deref(),
                    )
            }
            _ => false,
        };
        c.add("ev_actor", actor.into());
        c.add("ev_recipient", recipient.into());
        c.add("ev_status", status.into());
        c.add("ev_attr", attribution.into());
        if a.said_by.is_some() {
            c.add("ev_attr_n", 1);
            c.add("ev_attr_rep", attribution.into());
        }
        if a.status.as_deref() != Some("actual") {
            c.add("ev_nonact_n", 1);
            c.add("ev_nonact", status.into());
        }
        c.add("ev_mode", (a.mode == b.mode).into());
        let sectors = |e: &Event| {
            e.actors
                .iter()
                .map(|p| p.sector.clone())
                .collect::<BTreeSet<_>>()
        };
        c.add("ev_actor_sector", (sectors(a) == sectors(b)).into());
        // Dates that the annotators could not resolve are not measured.
        if let Some(Some(date)) = &a.date {
            c.add("ev_date_n", 1);
            let value = b.date.clone().flatten().unwrap_or_default();
            c.add("ev_date", (*date == value).into());
        }
        if let Some(place) = &a.place {
            c.add("ev_place_n", 1);
            let same = b
                .place
                .as_ref()
                .is_some_and(|p| same_name(place.as_deref(), p.as_deref()));
            c.add("ev_place", same.into());
        }
        let right = actor && recipient && status && attribution;
        c.add("ev_right", right.into());
        if !right {
            let wrong = [
                ("actor", actor),
                ("recipient", recipient),
                ("status", status),
                ("attribution", attribution),
            ];
            let wrong: Vec<_> = wrong.iter().filter(|w| !w.1).map(|w| w.0).collect();
            c.errors.push(format!(
                "{id} | event {} wrong: {} | {}",
                a.kind,
                wrong.join(", "),
                near(a)
            ));
        }
    }
    for (i, e) in ge.iter().enumerate() {
        if !matched.iter().any(|m| m.0 == i) {
            c.errors
                .push(format!("{id} | missed event {} | {}", e.kind, near(e)));
        }
    }
    for (j, e) in se.iter().enumerate() {
        if !matched.iter().any(|m| m.1 == j) {
            c.errors
                .push(format!("{id} | spurious event {} | {}", e.kind, near(e)));
        }
    }
}
