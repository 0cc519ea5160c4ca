//! Places that the article names as places, and where each event happened.
//!
//! A name of a place stands for a place only where the sentence uses it so
//! ("in Baghdad"); as a subject or a party of an event ("Baghdad protested")
//! it stands for those who live or rule there.

mod atlas;
mod leaning;
mod literal;
mod resolve;
mod weigh;
mod wording;

#[cfg(test)]
mod tests;

use sayso_article::{
    Article, BlockKind, Diagnostic, EventId, NameKind, NameMention, SmolStr, Span, Syntax, TokenId,
};

use crate::attachment::{Tie, tie};
use crate::layers::{Entities, EntityKind, Event, Events, PlaceMention, Places};
use literal::{Literal, literal};

pub use atlas::{Atlas, Candidate};
pub use leaning::leaning;
pub use resolve::{Resolution, resolve};

/// A place mention and how it stands in the tree.
struct Placed {
    place: PlaceMention,
    /// Head of the locative phrase.
    anchor: TokenId,
    /// Its preposition, or empty for an object.
    preposition: SmolStr,
}

/// Finds the literal place mentions, and where the events happened.
///
/// There is no gazetteer: countries come from the entities and from the words
/// about a name ("Mosul, Iraq"), the precision from what the words call it.
/// There are no diagnostics as yet.
pub fn places(
    article: &Article,
    syntax: &Syntax,
    entities: &Entities,
    events: &Events,
) -> (Places, Vec<Diagnostic>) {
    let mut all: Vec<Placed> = Vec::new();
    for name in &syntax.names {
        if !matches!(name.kind, NameKind::Location | NameKind::Facility) || name.first >= name.end {
            continue;
        }
        let span = span_of(syntax, name);
        if !coded(article, span) {
            continue;
        }
        let head = head_of(syntax, name);
        let country = is_country(entities, name);
        let party = is_party(entities, events, name);
        if let Some(found) = literal(syntax, head, country, party) {
            all.push(placed(article, syntax, entities, name, &found));
        }
    }
    inherit_countries(syntax, &mut all);
    let of_event = (0..events.list.len())
        .map(|i| locating(syntax, events, events.event(EventId::new(i)), &all))
        .collect();
    let places = Places {
        mentions: all.into_iter().map(|p| p.place).collect(),
        of_event,
    };
    (places, Vec::new())
}

/// Neither boilerplate nor the place line at the head of the text.
fn coded(article: &Article, span: Span) -> bool {
    let block = article.block_at(span.start()).map(|b| b.kind);
    let dateline = article.dateline.as_ref();
    !matches!(block, Some(BlockKind::Boilerplate | BlockKind::Dateline))
        && !dateline.is_some_and(|d| d.span.overlaps(span))
}

fn tokens(name: &NameMention) -> impl Iterator<Item = TokenId> {
    (name.first.index()..name.end.index()).map(TokenId::new)
}

/// The words of the name, without "the".
fn span_of(syntax: &Syntax, name: &NameMention) -> Span {
    let last = TokenId::new(name.end.index().saturating_sub(1));
    let first = tokens(name)
        .find(|&t| syntax[t].upos != sayso_article::Upos::Det)
        .unwrap_or(name.first);
    syntax[first].span.cover(syntax[last].span)
}

/// The token of the name whose governor lies outside it.
fn head_of(syntax: &Syntax, name: &NameMention) -> TokenId {
    tokens(name)
        .find(|&t| {
            syntax[t]
                .head
                .is_none_or(|h| h < name.first || h >= name.end)
        })
        .unwrap_or(name.first)
}

fn is_country(entities: &Entities, name: &NameMention) -> bool {
    tokens(name)
        .filter_map(|t| entities.mention_at(t))
        .any(|m| entities.entity(entities.mention(m).entity).kind == EntityKind::Country)
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
    name: &NameMention,
    found: &Literal,
) -> Placed {
    let span = span_of(syntax, name);
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
    let from = match &country {
        Some(_) => "country from its entity",
        None => "country not known from the text",
    };
    Placed {
        place: PlaceMention {
            span,
            name: article.slice(span).to_owned(),
            country,
            precision,
            reason: format!("{}; {from}; no gazetteer", found.reason),
        },
        anchor: found.anchor,
        preposition: found.preposition.clone(),
    }
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
        Some("city") => 1,
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
        .filter(|(_, p)| syntax[p.anchor].sentence == syntax[event.head].sentence)
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
