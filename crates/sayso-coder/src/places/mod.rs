//! Places that the article names as places, and where each event happened.
//!
//! A name of a place stands for a place only where the sentence uses it so
//! ("in Baghdad"); as a subject or a party of an event ("Baghdad protested")
//! it stands for those who live or rule there.

mod atlas;
mod detect;
mod leaning;
mod literal;
mod reading;
mod resolve;
mod settle;
mod weigh;
mod wording;

#[cfg(test)]
mod tests;

use sayso_article::{
    Article, Diagnostic, EventId, NameKind, NameMention, SmolStr, Span, Syntax, TokenId,
};
use sayso_gazetteer::Feature;

use crate::attachment::{PLACE, Tie, pointed, tie};
use crate::layers::{Entities, EntityKind, Event, Events, PlaceMention, Places, Statements};
use detect::{Toponym, tokens, toponyms};
use literal::{Literal, literal, spoken_of};

pub use atlas::{Atlas, Candidate};
pub use leaning::leaning;
pub use resolve::{Resolution, resolve};

/// [`Atlas::heads_dateline`] of the embedded atlas, as ingest asks for it.
pub fn heads_dateline(name: &str) -> bool {
    Atlas::embedded().is_ok_and(|atlas| atlas.heads_dateline(name))
}

/// A place mention and how it stands in the tree.
struct Placed {
    place: PlaceMention,
    /// Head of the locative phrase.
    anchor: TokenId,
    /// Its preposition, or empty for an object.
    preposition: SmolStr,
    /// Something is said to be there.
    locative: bool,
}

/// Finds the literal place mentions, resolves them, and tells where the events
/// happened. Names that stand for a government or a team are not places, but
/// tell what the article is about and help to resolve the others.
///
/// There are no diagnostics as yet.
pub fn places(
    article: &Article,
    syntax: &Syntax,
    statements: &Statements,
    entities: &Entities,
    events: &Events,
    atlas: &Atlas,
) -> (Places, Vec<Diagnostic>) {
    let toponyms = toponyms(article, syntax, atlas);
    let mut spans: Vec<Span> = toponyms.iter().map(|t| t.span).collect();
    let dateline = article.dateline.as_ref().map(|d| d.span);
    spans.extend(dateline);
    let mut resolved = resolve(&article.text, &spans, &leaning(article, atlas), atlas);
    let dateline = dateline.and_then(|span| Some((span, resolved.pop()?)));
    let mut all: Vec<Placed> = Vec::new();
    for (toponym, resolution) in toponyms.iter().zip(resolved) {
        let name = &toponym.name;
        if resolution.candidates.is_empty() && is_initials(article.slice(toponym.span)) {
            continue;
        }
        let country = is_country(entities, name);
        let party = is_party(entities, events, name);
        let power = country
            || resolution.place().is_some_and(|p| {
                matches!(
                    p.feature,
                    Feature::Country | Feature::Capital | Feature::Continent
                )
            });
        let source = is_source(statements, name);
        let found = literal(syntax, toponym.head, country, party)
            .or_else(|| spoken_of(syntax, toponym.head, power, party, source));
        if let Some(found) = found {
            all.push(placed(
                article, syntax, entities, toponym, &found, resolution,
            ));
        }
    }
    inherit_countries(syntax, &mut all);
    let of_event = (0..events.list.len())
        .map(|i| {
            let event = events.event(EventId::new(i));
            locating(syntax, events, event, &all).or_else(|| {
                let spans = all.iter().map(|p| p.place.span);
                pointed(syntax, event.head, PLACE, spans)
            })
        })
        .collect();
    let places = Places {
        mentions: all.into_iter().map(|p| p.place).collect(),
        of_event,
        dateline: dateline.map(|(span, resolution)| {
            let country = article.dateline.as_ref().and_then(|d| d.country.as_deref());
            let reason = format!("dateline; {}", resolution.reason);
            mention(
                article,
                span,
                country.map(SmolStr::from),
                None,
                resolution,
                reason,
            )
        }),
    };
    (places, Vec::new())
}

/// A place mention with what its resolution tells. `country` and `precision`
/// are what the text tells when the name stays open.
fn mention(
    article: &Article,
    span: Span,
    country: Option<SmolStr>,
    precision: Option<&'static str>,
    resolution: Resolution,
    reason: String,
) -> PlaceMention {
    let place = resolution.place();
    let wide = place.is_some_and(|p| matches!(p.feature, Feature::Country | Feature::Continent));
    PlaceMention {
        span,
        name: article.slice(span).to_owned(),
        country: match place {
            Some(_) => resolution.country.clone(),
            None => country.or_else(|| resolution.country.clone()),
        },
        precision: match place {
            // "northern Iraq" is less than the country.
            Some(_) if resolution.part && wide => Some("region"),
            Some(place) => Some(place.feature.precision()),
            None => precision,
        },
        reason,
        resolution,
    }
}

fn is_country(entities: &Entities, name: &NameMention) -> bool {
    tokens(name)
        .filter_map(|t| entities.mention_at(t))
        .any(|m| entities.entity(entities.mention(m).entity).kind == EntityKind::Country)
}

fn is_source(statements: &Statements, name: &NameMention) -> bool {
    let heads = statements.list.iter().filter_map(|s| s.source.as_ref());
    heads
        .map(|s| s.head)
        .any(|h| name.first <= h && h < name.end)
}

fn is_party(entities: &Entities, events: &Events, name: &NameMention) -> bool {
    events
        .list
        .iter()
        .flat_map(|e| e.actors.iter().chain(&e.recipients))
        .map(|p| entities.mention(p.mention).head)
        .any(|head| name.first <= head && head < name.end)
}

fn placed(
    article: &Article,
    syntax: &Syntax,
    entities: &Entities,
    toponym: &Toponym,
    found: &Literal,
    resolution: Resolution,
) -> Placed {
    let name = &toponym.name;
    let country = tokens(name)
        .filter_map(|t| entities.mention_at(t))
        .find_map(|m| {
            let mention = entities.mention(m);
            let entity = entities.entity(mention.entity);
            mention.country.as_ref().or(entity.country.as_ref())
        })
        .filter(|c| is_state(c))
        .cloned();
    let precision = if is_country(entities, name) {
        Some("country")
    } else if name.kind == NameKind::Facility {
        Some("point")
    } else {
        literal::precision(syntax, name, found)
    };
    let from = match (resolution.place(), &country) {
        (None, Some(_)) => "; country from its entity",
        _ => "",
    };
    let reason = format!("{}; {}{from}", found.reason, resolution.reason);
    Placed {
        place: mention(
            article,
            toponym.span,
            country,
            precision,
            resolution,
            reason,
        ),
        anchor: found.anchor,
        preposition: found.preposition.clone(),
        locative: found.locative,
    }
}

/// "EEZ": initials that no place bears are something else.
fn is_initials(words: &str) -> bool {
    words.chars().count() <= 5 && words.chars().all(|c| c.is_uppercase() || c == '.')
}

/// Not one of the codes of actors that are no states.
fn is_state(code: &str) -> bool {
    code.len() == 3 && !matches!(code, "UNO" | "EUR" | "IGO" | "NGO" | "MNC" | "IMG" | "ISM")
}

/// "Mosul, Iraq" and "Mosul in Iraq": the outer place tells the country.
fn inherit_countries(syntax: &Syntax, all: &mut [Placed]) {
    for i in 0..all.len() {
        if all[i].place.country.is_some() {
            continue;
        }
        let Some(next) = all.get(i + 1) else {
            continue;
        };
        let (here, outer) = (all[i].anchor, next.anchor);
        let nested = here != outer
            && syntax.is_within(outer, here)
            && !syntax[outer].is_rel("conj")
            && syntax[outer].head == Some(here)
            && matches!(next.preposition.as_str(), "" | "in" | "of");
        if nested && next.place.precision == Some("country") {
            let country = next.place.country.clone();
            let reason = format!(
                "{}; country from {:?} beside it",
                all[i].place.reason, next.place.name
            );
            all[i].place.country = country;
            all[i].place.reason = reason;
        }
    }
}

/// From the most to the least specific.
fn breadth(place: &PlaceMention) -> u8 {
    match place.precision {
        Some("point") => 0,
        Some("city" | "district") => 1,
        None => 2,
        Some("region") => 3,
        Some(_) => 4,
    }
}

/// The place of an event, as an index of `all`.
fn locating(syntax: &Syntax, events: &Events, event: &Event, all: &[Placed]) -> Option<usize> {
    let is_event = |t: TokenId| events.list.iter().any(|e| e.head == t);
    all.iter()
        .enumerate()
        .filter(|(_, p)| p.locative && syntax[p.anchor].sentence == syntax[event.head].sentence)
        .filter_map(|(i, p)| {
            let tie = tie(syntax, p.anchor, event.head, is_event)?;
            // "protesters from Basra" protest elsewhere.
            if tie >= Tie::Argument && matches!(p.preposition.as_str(), "from" | "to" | "of" | "") {
                return None;
            }
            let loose = tie == Tie::Clause;
            let distance = p.anchor.index().abs_diff(event.head.index());
            Some(((loose, breadth(&p.place), tie, distance), i))
        })
        .min()
        .map(|(_, i)| i)
}
