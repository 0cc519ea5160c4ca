//! Countries of chains and mentions, names, and the layer as others read it.

use sayso_article::{Diagnostic, EntityId, MentionId, TokenId, Upos};

use super::Work;
use super::belonging::{self, Grouped};
use super::chains::{Chain, Chains};
use super::own::Own;
use super::phrases::Determination;
use super::speakers::Said;
use crate::layers::{Entities, Entity, EntityKind, Mention, Speaker};

/// Builds the layer.
pub(super) fn finish(
    work: &Work<'_>,
    owns: &[Own],
    chains: &Chains<'_, '_>,
    said: &[Said],
) -> (Entities, Vec<Diagnostic>) {
    let mut out = Entities::default();
    let Grouped {
        order,
        entity_of,
        belongs,
    } = Grouped::of(work, owns, chains);
    let inherited = belonging::inherited(work, owns, &order, &entity_of, &belongs);
    for (e, members) in order.iter().enumerate() {
        let chain = chains.of[members[0]].map(|c| &chains.list[c]);
        let kind = chain.map_or(EntityKind::Thing, |c| c.kind);
        let (country, sectors, reason) = inherited[e].clone();
        out.list.push(Entity {
            name: name_of(work, owns, chain, members),
            kind,
            country,
            sectors,
            role: members.iter().find_map(|&p| role(work, owns, p)),
            mentions: members.iter().map(|&p| MentionId::new(p)).collect(),
            reason,
        });
    }
    name_by_owner(work, &mut out.list, &order, &entity_of);
    for (p, phrase) in work.phrases.iter().enumerate() {
        let (country, sectors, reason) = inherited[entity_of[p]].clone();
        let own = &owns[p];
        let mut mention = Mention {
            span: phrase.span,
            head: phrase.head,
            entity: EntityId::new(entity_of[p]),
            epithet: own.epithet,
            country,
            sectors,
            reason,
            both: super::speakers::pair(chains, phrase.head).map(|pair| pair.map(MentionId::new)),
        };
        if own.country.is_some() {
            mention.country = own.country.clone();
            mention.reason = own.reason.clone();
        }
        if !own.sectors.is_empty() {
            mention.sectors = own.sectors.clone();
        }
        if let Some(sectors) = belonging::sectors_of_owner(work, &belongs, &entity_of, p) {
            mention.sectors = sectors;
        }
        out.mentions.push(mention);
    }
    out.speakers = said
        .iter()
        .enumerate()
        .map(|(i, s)| speaker(work, &out, &order, &entity_of, i, s))
        .collect();
    (out, Vec::new())
}

/// Fullest name, else fullest description.
fn name_of(work: &Work<'_>, owns: &[Own], chain: Option<&Chain>, members: &[usize]) -> String {
    let kind = chain.map_or(EntityKind::Thing, |c| c.kind);
    let known = members.iter().find_map(|&p| owns[p].known_as.as_ref());
    if let (EntityKind::Country, Some(known)) = (kind, known) {
        return known.to_string();
    }
    let mut best: Option<(usize, String)> = None;
    for &p in members {
        let Some(n) = work.phrases[p].name else {
            continue;
        };
        let name = &work.names[n];
        let text = written(work, name.first, name.end);
        let size = name.words.len() * 100 + text.len();
        if best.as_ref().is_none_or(|(s, _)| size > *s) {
            best = Some((size, text));
        }
    }
    if let Some((_, text)) = best {
        // A bare family name says less than the lexicon.
        return match known {
            Some(known) if !text.contains(' ') && kind == EntityKind::Person => known.to_string(),
            _ => text,
        };
    }
    if let Some(known) = known {
        return known.to_string();
    }
    let text = |p: usize| work.text_of(p).to_owned();
    members
        .iter()
        .copied()
        .filter(|&p| !work.phrases[p].pronoun)
        .max_by_key(|&p| (work.phrases[p].tokens.len().min(12), std::cmp::Reverse(p)))
        .or(members.first().copied())
        .map_or_else(String::new, text)
}

/// "its embassy" says nothing by itself: the owner's name stands in for the
/// pronoun, for a country the adjective ("Australian embassy").
fn name_by_owner(work: &Work<'_>, list: &mut [Entity], order: &[Vec<usize>], entity_of: &[usize]) {
    // Not "his" and "her": whose lawyer speaks is too easily mistaken.
    const PRONOUNS: [&str; 2] = ["its ", "their "];
    for e in 0..list.len() {
        let lower = list[e].name.to_lowercase();
        let Some(pronoun) = PRONOUNS.iter().find(|p| lower.starts_with(**p)) else {
            continue;
        };
        let owner = order[e].iter().find_map(|&p| {
            let c = work
                .syntax
                .child(work.phrases[p].head, &["nmod:poss"])
                .filter(|c| pronoun.trim_end() == work.text(*c).to_lowercase())?;
            Some(entity_of[work.phrase_at[c.index()]?])
        });
        let Some(owner) = owner.filter(|&o| o != e) else {
            continue;
        };
        let named = order[owner].iter().any(|&p| work.phrases[p].name.is_some());
        let rest = list[e].name[pronoun.len()..].to_owned();
        let adjective = (list[owner].kind == EntityKind::Country)
            .then(|| work.lexicon.adjective(list[owner].country.as_deref()?))
            .flatten();
        if let Some(adjective) = adjective {
            list[e].name = format!("{adjective} {rest}");
        } else if named {
            list[e].name = format!("{}'s {rest}", list[owner].name);
        }
    }
}

fn possessed_by_pronoun(work: &Work<'_>, head: TokenId) -> bool {
    let owner = work.syntax.child(head, &["nmod:poss"]);
    owner.is_some_and(|o| work.syntax[o].upos == Upos::Pron)
}

fn written(work: &Work<'_>, first: usize, end: usize) -> String {
    let tokens = work.syntax.tokens();
    match (
        tokens.get(first),
        end.checked_sub(1).and_then(|e| tokens.get(e)),
    ) {
        (Some(a), Some(b)) => work.article.slice(a.span.cover(b.span)).to_owned(),
        _ => String::new(),
    }
}

/// The office that a mention words: title, or a definite description.
fn role(work: &Work<'_>, owns: &[Own], p: usize) -> Option<String> {
    if let Some(role) = &owns[p].role {
        return Some(role.clone());
    }
    let phrase = &work.phrases[p];
    let described = phrase.name.is_none()
        && owns[p].kind == EntityKind::Role
        && phrase.determination != Determination::Indefinite
        && phrase.tokens.len() > 2;
    described.then(|| {
        let text = work.text_of(p);
        let bare = text
            .strip_prefix("the ")
            .or_else(|| text.strip_prefix("The "));
        bare.unwrap_or(text).to_owned()
    })
}

/// Names, each once.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

fn speaker(
    work: &Work<'_>,
    entities: &Entities,
    order: &[Vec<usize>],
    entity_of: &[usize],
    i: usize,
    said: &Said,
) -> Option<Speaker> {
    let Some(&first) = said.phrases.first() else {
        // The tree makes no phrase of it: the source stays as it is worded.
        let source = work.statements.list.get(i)?.source.as_ref()?;
        return Some(Speaker {
            entity: None,
            name: work.article.slice(source.span).to_owned(),
            reason: "source of the statement, as worded".to_owned(),
        });
    };
    let names: Vec<String> = said
        .phrases
        .iter()
        .map(|&p| {
            let e = entity_of[p];
            let named = order[e].iter().any(|&m| work.phrases[m].name.is_some());
            let statement = work.statements.list.get(i);
            match statement.and_then(|s| s.source.as_ref()) {
                // A description that nothing names stays as its source words it.
                Some(source)
                    if !named
                        && order[e].len() == 1
                        && said.phrases.len() == 1
                        && source.head == work.phrases[p].head
                        && !possessed_by_pronoun(work, source.head) =>
                {
                    work.article.slice(source.span).to_owned()
                }
                _ => entities.list[e].name.clone(),
            }
        })
        .collect();
    let mut reason = said.reason.clone();
    let head = &work.phrases[first];
    if head.pronoun {
        reason = format!("{reason}; pronoun `{}` resolved", work.text_of(first));
    }
    Some(Speaker {
        entity: Some(EntityId::new(entity_of[first])),
        name: distinct(names).join(" and "),
        reason,
    })
}
