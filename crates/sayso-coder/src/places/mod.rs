//! Places that the article names as places.
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

use sayso_article::{Article, Diagnostic, NameKind, NameMention, SmolStr, Span, Syntax};
use sayso_gazetteer::Feature;

use crate::layers::{Entities, EntityKind, Events, PlaceMention, Places, Stand, Statements};
use detect::{Toponym, tokens, toponyms};
pub(crate) use literal::LOCATIVE;
use literal::{Literal, literal, spoken_of};

pub use atlas::{Atlas, Candidate};
pub use leaning::leaning;
pub use resolve::{Resolution, resolve};

/// [`Atlas::heads_dateline`] of the embedded atlas, as ingest asks for it.
pub fn heads_dateline(name: &str) -> bool {
    Atlas::embedded().is_ok_and(|atlas| atlas.heads_dateline(name))
}

/// Finds the literal place mentions and resolves them. Names that stand for a
/// government or a team are not places, but tell what the article is about and
/// help to resolve the others.
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
    let mut all: Vec<PlaceMention> = Vec::new();
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
    let places = Places {
        mentions: all,
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
        stand: None,
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
) -> PlaceMention {
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
    PlaceMention {
        stand: Some(Stand {
            anchor: found.anchor,
            preposition: found.preposition.clone(),
            locative: found.locative,
        }),
        ..mention(
            article,
            toponym.span,
            country,
            precision,
            resolution,
            reason,
        )
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
fn inherit_countries(syntax: &Syntax, all: &mut [PlaceMention]) {
    for i in 0..all.len() {
        if all[i].country.is_some() {
            continue;
        }
        let Some((here, next, preposition)) = all.get(i + 1).and_then(|next| {
            let (here, outer) = (all[i].stand.as_ref()?, next.stand.as_ref()?);
            Some((here.anchor, outer.anchor, outer.preposition.as_str()))
        }) else {
            continue;
        };
        let nested = here != next
            && syntax.is_within(next, here)
            && !syntax[next].is_rel("conj")
            && syntax[next].head == Some(here)
            && matches!(preposition, "" | "in" | "of");
        if nested && all[i + 1].precision == Some("country") {
            let country = all[i + 1].country.clone();
            let reason = format!(
                "{}; country from {:?} beside it",
                all[i].reason,
                all[i + 1].name
            );
            all[i].country = country;
            all[i].reason = reason;
        }
    }
}
