//! Places that no gazetteer has: common nouns used as places ("outside the
//! courthouse") and names of bodies used so ("at the Superior Court"); "the
//! city" is the one named before.

use sayso_article::{EntityId, NameKind, SmolStr, Span, Syntax, TokenId, Upos};
use sayso_lexicon::PlaceNouns;

use super::Before;
use crate::layers::{EntityKind, PlaceMention, Stand};
use crate::places::{LOCATIVE, Resolution};

/// A place without coordinates of its own.
pub(super) struct Site {
    pub anchor: TokenId,
    pub preposition: String,
    /// What it is, as a sign.
    pub kind: &'static str,
    pub place: PlaceMention,
}

/// Prepositions of motion and surface: beside a noun for a place they make one,
/// beside a name they may mark a party.
const OTHER: [&str; 5] = ["on", "through", "over", "from", "to"];

/// Verbs whose object is where the act is done.
const SPATIAL: [&str; 24] = [
    "enter",
    "seize",
    "capture",
    "storm",
    "occupy",
    "raid",
    "patrol",
    "bomb",
    "shell",
    "surround",
    "besiege",
    "invade",
    "attack",
    "burn",
    "torch",
    "search",
    "strike",
    "hit",
    "target",
    "block",
    "visit",
    "close",
    "vandalise",
    "ransack",
];

/// The sites of the article, in reading order.
pub(super) fn sites(before: Before<'_>, nouns: &PlaceNouns) -> Vec<Site> {
    let syntax = before.syntax;
    let named = |span: Span| before.places.mentions.iter().any(|p| p.span.overlaps(span));
    let mut out: Vec<Site> = Vec::new();
    for i in 0..syntax.tokens().len() {
        let head = TokenId::new(i);
        let token = &syntax[head];
        if !token.upos.is_noun() || named(token.span) || !is_coded(before, token.span) {
            continue;
        }
        let Some((preposition, object)) = stands(syntax, head) else {
            continue;
        };
        let site = match name_at(syntax, head) {
            Some(span) if !named(span) && !object => by_name(before, head, span),
            Some(_) => None,
            None => by_noun(before, nouns, head, object),
        };
        out.extend(site.map(|(kind, place)| Site {
            anchor: head,
            preposition: preposition.clone(),
            kind,
            place: PlaceMention {
                stand: Some(Stand {
                    anchor: head,
                    preposition: preposition.into(),
                    locative: true,
                }),
                ..place
            },
        }));
    }
    out
}

fn is_locative(preposition: &str) -> bool {
    LOCATIVE.contains(&preposition) || OTHER.contains(&preposition)
}

fn is_coded(before: Before<'_>, span: Span) -> bool {
    use sayso_article::BlockKind::{Boilerplate, Dateline};
    let block = before.article.block_at(span.start()).map(|b| b.kind);
    !matches!(block, Some(Boilerplate | Dateline))
}

/// The preposition under which the noun stands as a place, and whether it is
/// the object of a verb whose object is one.
fn stands(syntax: &Syntax, head: TokenId) -> Option<(String, bool)> {
    let first = syntax.first_conjunct(head);
    let token = &syntax[first];
    let preposition = syntax
        .preposition(head)
        .or_else(|| syntax.preposition(first));
    match (token.relation(), preposition) {
        ("obl" | "nmod" | "root", Some(p)) if is_locative(&p) => Some((p, false)),
        ("obj", None) | ("nsubj", None) => {
            let verb = syntax[token.head?].lemma.to_lowercase();
            let undergoes = token.is_rel("obj") || token.deprel == "nsubj:pass";
            (undergoes && SPATIAL.contains(&verb.as_str())).then_some((String::new(), true))
        }
        _ => None,
    }
}

/// The span of the name that ends in the token, of a body or a building.
fn name_at(syntax: &Syntax, head: TokenId) -> Option<Span> {
    let name = syntax
        .names
        .iter()
        .find(|n| n.first <= head && head < n.end)?;
    if !matches!(
        name.kind,
        NameKind::Organization | NameKind::Facility | NameKind::Location | NameKind::Misc
    ) {
        return None;
    }
    let last = TokenId::new(name.end.index().checked_sub(1)?);
    let first = (name.first.index()..=last.index())
        .map(TokenId::new)
        .find(|&t| syntax[t].upos != Upos::Det)?;
    Some(syntax[first].span.cover(syntax[last].span))
}

fn by_name(before: Before<'_>, head: TokenId, span: Span) -> Option<(&'static str, PlaceMention)> {
    let country = country(before, head);
    let name = before.article.slice(span).to_owned();
    let reason = "a body or building named as a place; in no gazetteer".to_owned();
    Some((
        "site-of-name",
        plain(span, name, country, Some("point"), reason),
    ))
}

fn by_noun(
    before: Before<'_>,
    nouns: &PlaceNouns,
    head: TokenId,
    object: bool,
) -> Option<(&'static str, PlaceMention)> {
    let syntax = before.syntax;
    let lemma = syntax[head].lemma.to_lowercase();
    let noun = nouns.get(&lemma)?;
    let span = phrase(before, head);
    // "The village of Oria", "a market in Oria": the name tells where.
    let named = before.places.mentions.iter().any(|p| {
        let anchored = p.stand.as_ref().is_some_and(|s| s.anchor == head);
        anchored || span.contains(p.span)
    });
    if named {
        return None;
    }
    let bare = syntax.children(head).iter().all(|&c| {
        matches!(syntax[c].relation(), "case" | "punct" | "cc")
            || syntax[c].is_rel("det") && is_definite(syntax, c)
    });
    let definite = syntax
        .children_by(head, &["det"])
        .any(|d| is_definite(syntax, d));
    if let Some(precision) = noun.may_name
        && bare
        && definite
    {
        // "The country" of nobody knows which is no place to tell.
        let named = named_before(before, head, precision)?;
        let reason = format!(
            "{lemma:?} is {:?}, named before; {}",
            named.name, named.reason
        );
        return Some((
            "site-for-name",
            PlaceMention {
                span,
                reason,
                ..named
            },
        ));
    }
    let kind = match (object, bare) {
        (true, _) => "site-object",
        (false, true) => "site-bare",
        (false, false) => "site-described",
    };
    let reason = format!("{lemma:?} used as a place; in no gazetteer");
    let name = before.article.slice(span).to_owned();
    let country = country(before, head);
    Some((
        kind,
        plain(span, name, country, Some(noun.precision), reason),
    ))
}

fn is_definite(syntax: &Syntax, determiner: TokenId) -> bool {
    matches!(
        syntax[determiner].lemma.to_lowercase().as_str(),
        "the" | "this" | "that"
    )
}

/// The phrase around a noun, without determiner and relative clauses.
fn phrase(before: Before<'_>, head: TokenId) -> Span {
    let syntax = before.syntax;
    let cut = |c: TokenId| {
        matches!(
            syntax[c].relation(),
            "case" | "det" | "acl" | "appos" | "conj" | "cc" | "punct" | "parataxis" | "advcl"
        ) || syntax[c].is_rel("nmod")
            && !matches!(
                syntax.preposition(c).as_deref(),
                None | Some("of" | "in" | "near")
            )
    };
    let tokens = syntax.subtree_without(head, |c| syntax[c].head == Some(head) && cut(c));
    syntax.span_of(&tokens).unwrap_or(syntax[head].span)
}

/// The place named before that the noun stands for: of a country the only one
/// named before it in its sentence, else in the one before; of others the
/// latest with the precision.
fn named_before(before: Before<'_>, head: TokenId, precision: &str) -> Option<PlaceMention> {
    if precision == "country" {
        let sentence = before.syntax[head].sentence.index();
        let earlier = sentence.checked_sub(1);
        return only_country(before, head, sentence)
            .or_else(|| only_country(before, head, earlier?));
    }
    let start = before.syntax[head].span.start();
    let all = before.places.mentions.iter().chain(&before.places.dateline);
    let fits = |p: &PlaceMention| match precision {
        "city" => p.precision == Some("city"),
        "region" => matches!(p.precision, Some("region" | "district")),
        other => p.precision == Some(other),
    };
    all.filter(|p| p.span.end() <= start && fits(p))
        .max_by_key(|p| p.span.start())
        .cloned()
}

/// The one country that a sentence names before the token, whether as a place
/// or as who lives or rules there; `None` when it names two.
fn only_country(before: Before<'_>, head: TokenId, sentence: usize) -> Option<PlaceMention> {
    let mut found: Option<(EntityId, Span)> = None;
    for mention in &before.entities.mentions {
        let entity = before.entities.entity(mention.entity);
        if mention.head >= head
            || before.syntax[mention.head].sentence.index() != sentence
            || entity.kind != EntityKind::Country
        {
            continue;
        }
        if found.is_some_and(|(e, _)| e != mention.entity) {
            return None;
        }
        found = Some((mention.entity, mention.span));
    }
    let entity = before.entities.entity(found?.0);
    let same = |p: &&PlaceMention| {
        p.precision == Some("country") && p.country.is_some() && p.country == entity.country
    };
    let resolved = before.places.mentions.iter().find(same);
    let reason = "a country by its entity".to_owned();
    Some(resolved.cloned().unwrap_or_else(|| {
        let name = entity.name.clone();
        plain(
            found.map_or(before.syntax[head].span, |f| f.1),
            name,
            entity.country.clone(),
            Some("country"),
            reason,
        )
    }))
}

/// The country that the phrase's own entity tells, of states only.
fn country(before: Before<'_>, head: TokenId) -> Option<SmolStr> {
    let mention = before.entities.mention_at(head)?;
    let country = before.entities.mention(mention).country.clone()?;
    let is_state = country.len() == 3
        && !matches!(
            country.as_str(),
            "UNO" | "EUR" | "IGO" | "NGO" | "MNC" | "IMG" | "ISM"
        );
    is_state.then_some(country)
}

fn plain(
    span: Span,
    name: String,
    country: Option<SmolStr>,
    precision: Option<&'static str>,
    reason: String,
) -> PlaceMention {
    PlaceMention {
        span,
        name,
        country,
        precision,
        stand: None,
        reason,
        resolution: Resolution::default(),
    }
}
