//! When and where each event happened: which time expression and which place
//! of the article set it, by the tree, by where the model points, and by where
//! they stand; what this weighs is fitted on annotated articles.

mod modifier;
mod scene;
mod signs;
mod sites;
mod value;

#[cfg(test)]
mod tests;

use sayso_article::{Article, Diagnostic, EventId, Span, Syntax, TokenId};
use sayso_lexicon::{PlaceNouns, SettingSigns, Signs};

use crate::layers::{Attached, Entities, Events, Places, Setting, Settings, Statements, Times};
use modifier::Modifier;
use scene::Scene;
use signs::{Candidate, Given, candidates, candidates_of_word};
use sites::{Site, sites};
pub(crate) use value::iso_value;

/// The layers before this stage.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The article.
    pub article: &'a Article,
    /// Sentences, tokens, names.
    pub syntax: &'a Syntax,
    /// Who says what.
    pub statements: &'a Statements,
    /// Who is who.
    pub entities: &'a Entities,
    /// Who does what to whom.
    pub events: &'a Events,
    /// When.
    pub times: &'a Times,
    /// Where.
    pub places: &'a Places,
}

impl<'a> Before<'a> {
    fn scene(&self) -> Scene<'a> {
        Scene {
            article: self.article,
            syntax: self.syntax,
            statements: self.statements,
            events: self.events,
        }
    }

    fn dates(&self) -> Vec<(usize, Modifier)> {
        modifier::dates(self.syntax, self.times, self.article.published)
    }
}

/// Ties dates and places to the events. There are no diagnostics as yet.
pub fn settings(
    before: Before<'_>,
    nouns: &PlaceNouns,
    signs: &SettingSigns,
) -> (Settings, Vec<Diagnostic>) {
    let sites = sites(before, nouns);
    let (numbers, dates): (Vec<usize>, Vec<Modifier>) = before.dates().into_iter().unzip();
    let places = modifier::places(before.places, &sites);
    let count = before.events.list.len();
    let mut of_event = vec![Setting::default(); count];
    walk(before, &dates, &signs.date, |event, tied, _| {
        of_event[event.index()].date = tied.map(|tied| Attached {
            index: numbers[tied.index],
            ..tied
        });
    });
    walk(before, &places, &signs.place, |event, tied, _| {
        of_event[event.index()].place = tied;
    });
    let sites = sites.into_iter().map(|s| s.place).collect();
    (Settings { sites, of_event }, Vec::new())
}

/// Weighs the candidates of each event, in the order of their triggers.
fn walk(
    before: Before<'_>,
    modifiers: &[Modifier],
    signs: &Signs,
    mut told: impl FnMut(EventId, Option<Attached>, &[Candidate]),
) {
    let mut last: Option<Given> = None;
    let scene = before.scene();
    for i in 0..before.events.list.len() {
        let event = before.events.event(EventId::new(i));
        let candidates = candidates(scene, event, modifiers, last);
        let tied = choose(&candidates, signs);
        if let Some(tied) = &tied {
            last = Some(Given {
                event: i,
                index: tied.index,
            });
        }
        told(EventId::new(i), tied, &candidates);
    }
}

/// From which probability on something of a sentence before is taken: outside
/// the articles that it was fitted on, the regression is too sure of these.
const AFAR: f32 = 0.6;

/// The likeliest candidate, if it is likely enough.
fn choose(candidates: &[Candidate], signs: &Signs) -> Option<Attached> {
    let all = candidates
        .iter()
        .map(|c| c.signs.iter().map(String::as_str));
    let (best, probability) = signs.choose(all)?;
    let candidate = &candidates[best];
    let least = if candidate.step == "preceding" {
        AFAR
    } else {
        0.0
    };
    (probability >= least).then_some(Attached {
        index: candidate.index,
        step: candidate.step,
        probability,
    })
}

/// What an event may be dated or placed by, for fitting
/// `lexicons/confidence/event_date.toml` and `event_place.toml`.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The event.
    pub event: EventId,
    /// The words, what they mean (a TIMEX3 value, a place's name), and the signs.
    pub candidates: Vec<(Span, String, Vec<String>)>,
    /// Which is taken now.
    pub taken: Option<usize>,
}

/// All choices of an article: those of dates, and those of places.
pub fn setting_choices(
    before: Before<'_>,
    nouns: &PlaceNouns,
    signs: &SettingSigns,
) -> [Vec<Choice>; 2] {
    let sites = sites(before, nouns);
    let (numbers, dates): (Vec<usize>, Vec<Modifier>) = before.dates().into_iter().unzip();
    let value = |i: usize| {
        let time = &before.times.expressions[numbers[i]];
        (time.span, time.value.clone().unwrap_or_default())
    };
    let places = modifier::places(before.places, &sites);
    let names = place_names(before, &sites);
    [
        choices(before, &dates, &signs.date, value),
        choices(before, &places, &signs.place, |i| names[i].clone()),
    ]
}

/// Words and name of each place, as [`Setting::place`] counts them.
fn place_names(before: Before<'_>, sites: &[Site]) -> Vec<(Span, String)> {
    let mentions = before.places.mentions.iter();
    mentions
        .chain(sites.iter().map(|s| &s.place))
        .chain(&before.places.dateline)
        .map(|p| (p.span, p.name.clone()))
        .collect()
}

fn shown(
    candidates: &[Candidate],
    meaning: impl Fn(usize) -> (Span, String),
) -> Vec<(Span, String, Vec<String>)> {
    let all = candidates.iter().map(|c| {
        let (span, means) = meaning(c.index);
        (span, means, c.signs.clone())
    });
    all.collect()
}

fn choices(
    before: Before<'_>,
    modifiers: &[Modifier],
    signs: &Signs,
    meaning: impl Fn(usize) -> (Span, String),
) -> Vec<Choice> {
    let mut out = Vec::new();
    walk(before, modifiers, signs, |event, tied, candidates| {
        out.push(Choice {
            event,
            taken: tied.and_then(|t| candidates.iter().position(|c| c.index == t.index)),
            candidates: shown(candidates, &meaning),
        });
    });
    out
}

/// What may place the word `head`, whatever it tells: for measuring and fitting
/// on corpora of single verbs. It counts as an event of no type.
pub fn setting_choices_of_word(
    before: Before<'_>,
    head: TokenId,
    nouns: &PlaceNouns,
    signs: &SettingSigns,
) -> Choice {
    let sites = sites(before, nouns);
    let places = modifier::places(before.places, &sites);
    let own = before.events.list.iter().position(|e| e.head == head);
    let candidates = match own {
        Some(i) => candidates(
            before.scene(),
            before.events.event(EventId::new(i)),
            &places,
            None,
        ),
        None => candidates_of_word(before.scene(), head, &places),
    };
    let tied = choose(&candidates, &signs.place);
    let names = place_names(before, &sites);
    Choice {
        event: EventId::new(own.unwrap_or(before.events.list.len())),
        taken: tied.and_then(|t| candidates.iter().position(|c| c.index == t.index)),
        candidates: shown(&candidates, |i| names[i].clone()),
    }
}
