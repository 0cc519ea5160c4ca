//! Pronouns of the third person: gender, number, kind, subject preference,
//! recency; those of the first belong to the speaker ([`super::speakers`]).

use sayso_article::{Syntax, TokenId};

use super::chains::{Chains, Gender};
use crate::layers::{EntityKind, Statement, StatementKind};

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;

/// How many when it is the source of a statement: quotations come between.
const REACH_OF_SPEAKER: usize = 8;

/// What the model's certainty is worth: as much as two signs of the rules.
const LEARNED: f32 = 60.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    He,
    She,
    They,
    It,
}

fn class(lemma: &str, text: &str) -> Option<Class> {
    let of = |w: &str| match w {
        "he" | "him" | "his" | "himself" => Some(Class::He),
        "she" | "her" | "hers" | "herself" => Some(Class::She),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Class::They),
        "it" | "its" | "itself" => Some(Class::It),
        _ => None,
    };
    of(text).or_else(|| of(lemma))
}

/// Whether the pronoun is of the first person.
pub(super) fn first_person(text: &str) -> bool {
    matches!(
        text,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves"
    )
}

/// Chains the third-person pronouns, in reading order.
pub(super) fn resolve(chains: &mut Chains<'_, '_>) {
    let work = chains.work;
    for p in 0..work.phrases.len() {
        let phrase = &work.phrases[p];
        if !phrase.pronoun || chains.of[p].is_some() || work.syntax[phrase.head].is_rel("expl") {
            continue;
        }
        let Some(class) = class(&phrase.lemma, &work.text(phrase.head).to_lowercase()) else {
            continue;
        };
        if let Some(c) = antecedent(chains, p, class) {
            chains.join(p, c);
            let gender = match class {
                Class::He => Some(Gender::Male),
                Class::She => Some(Gender::Female),
                _ => None,
            };
            chains.list[c].gender = chains.list[c].gender.or(gender);
        }
    }
}

fn antecedent(chains: &Chains<'_, '_>, p: usize, class: Class) -> Option<usize> {
    let work = chains.work;
    let here = work.phrases[p].head;
    let sentence = work.syntax[here].sentence.index();
    let speaker = super::speakers::quoted_by(work, here);
    let statement = statement_of(chains, here);
    let speaking = statement.is_some();
    // Who is named only in the quotation itself does not say it.
    let before = statement
        .filter(|s| s.kind != StatementKind::Indirect)
        .and_then(|s| s.contents.first())
        .map_or(work.syntax[here].span.start(), |c| c.start());
    let reach = if speaking { REACH_OF_SPEAKER } else { REACH };
    let likely = chains.likely(p);
    let mut best: Option<(i32, usize, usize)> = None;
    for (c, chain) in chains.list.iter().enumerate() {
        let at = chain
            .members
            .partition_point(|&m| m < p && (!speaking || work.phrases[m].span.start() < before));
        let Some(&last) = at.checked_sub(1).and_then(|i| chain.members.get(i)) else {
            continue;
        };
        let there = work.phrases[last].head;
        let distance = sentence - work.syntax[there].sentence.index().min(sentence);
        if distance > reach || !agrees(chains, c, last, class) {
            continue;
        }
        // "us" and "them" that nothing resolved name nobody.
        if chain.members.iter().all(|&m| work.phrases[m].pronoun) {
            continue;
        }
        let mute = chain.kind == EntityKind::Thing
            && !super::vocabulary::DOCUMENTS.contains(&work.phrases[last].lemma.as_str());
        if speaking && mute {
            continue;
        }
        // The speaker of a quotation is "I" in it, never "he".
        if speaker.is_some_and(|s| chains.of[s] == Some(c))
            || same_clause(chains, last, p)
            || named_below(chains, c, p)
        {
            continue;
        }
        let mut score = -40 * i32::try_from(distance).unwrap_or(REACH as i32);
        // Far ones count only where nobody is near.
        score -= if distance > REACH { 1000 } else { 0 };
        let subject = chain.members[..at].iter().rev().take(3).any(|&m| {
            let head = work.phrases[m].head;
            work.syntax[head].is_rel("nsubj")
                && work.syntax[head].sentence == work.syntax[there].sentence
        });
        let chance = likely.iter().find(|(l, _)| *l == c).map_or(0.0, |l| l.1);
        score += (LEARNED * chance) as i32;
        score += 30 * i32::from(subject);
        score += 20 * i32::from(!chain.names.is_empty());
        // "He said": most often who spoke last.
        score += if speaking { 35 } else { 10 } * i32::from(speaks(chains, c, p));
        score += 4 * i32::try_from(chain.members[..at].len().min(6)).unwrap_or(0);
        // "they" are rather several than one body.
        let several = work.phrases[last].plural && work.phrases[last].name.is_none();
        score += 30 * i32::from(class == Class::They && several);
        score -= 15 * i32::from(work.phrases[last].modifier);
        score -= 8 * i32::from(work.syntax[there].is_rel("nmod"));
        if best.is_none_or(|(s, l, _)| (score, last) > (s, l)) {
            best = Some((score, last, c));
        }
    }
    best.map(|(_, _, c)| c)
}

/// The statement whose source the token is.
fn statement_of<'c>(chains: &'c Chains<'_, '_>, t: TokenId) -> Option<&'c Statement> {
    let mut list = chains.work.statements.list.iter();
    list.find(|s| s.source.as_ref().is_some_and(|source| source.head == t))
}

/// Whether the chain is the source of a statement before phrase `p`.
fn speaks(chains: &Chains<'_, '_>, c: usize, p: usize) -> bool {
    let work = chains.work;
    work.statements.list.iter().any(|s| {
        s.source
            .as_ref()
            .and_then(|source| work.phrase_at[source.head.index()])
            .is_some_and(|q| q < p && chains.of[q] == Some(c))
    })
}

fn agrees(chains: &Chains<'_, '_>, c: usize, last: usize, class: Class) -> bool {
    let chain = &chains.list[c];
    let phrase = &chains.work.phrases[last];
    let person = matches!(chain.kind, EntityKind::Person | EntityKind::Role) && !chain.plural;
    match class {
        Class::He => person && chain.gender != Some(Gender::Female),
        Class::She => person && chain.gender != Some(Gender::Male),
        Class::They => {
            let police = matches!(chain.kind, EntityKind::Organization | EntityKind::Group);
            police
                || (phrase.plural
                    && chain.kind != EntityKind::Thing
                    && chain.kind != EntityKind::Place)
        }
        Class::It => {
            // "the United States" is "it" as well.
            (!phrase.plural || phrase.name.is_some())
                && matches!(
                    chain.kind,
                    EntityKind::Organization
                        | EntityKind::Country
                        | EntityKind::Group
                        | EntityKind::Thing
                )
                && !(chain.kind == EntityKind::Thing
                    && !chains.work.syntax[phrase.head].is_rel("nsubj"))
        }
    }
}

/// "He asks them not to endorse the Prime Minister": whom the clause of a
/// subject pronoun names in full is somebody else (principle C of binding).
fn named_below(chains: &Chains<'_, '_>, c: usize, p: usize) -> bool {
    let work = chains.work;
    let pronoun = work.phrases[p].head;
    let verb = work.syntax[pronoun]
        .head
        .filter(|_| work.syntax[pronoun].is_rel("nsubj"));
    verb.is_some_and(|verb| {
        chains.list[c].members.iter().any(|&m| {
            let phrase = &work.phrases[m];
            m > p && !phrase.pronoun && in_clause(work.syntax, phrase.head, verb)
        })
    })
}

/// Whether `t` hangs below `verb` in its own clause or an infinitive of it.
fn in_clause(syntax: &Syntax, t: TokenId, verb: TokenId) -> bool {
    const INSIDE: [&str; 7] = ["obj", "iobj", "obl", "xcomp", "nmod", "compound", "appos"];
    let mut at = t;
    while at != verb {
        match syntax[at].head {
            Some(head) if INSIDE.iter().any(|r| syntax[at].is_rel(r)) => at = head,
            _ => return false,
        }
    }
    true
}

/// Whether the candidate and the pronoun are arguments of one verb, so that
/// only a reflexive could mean the same.
fn same_clause(chains: &Chains<'_, '_>, q: usize, p: usize) -> bool {
    let syntax = chains.work.syntax;
    let argument = |t: TokenId| {
        ["nsubj", "obj", "iobj", "obl"]
            .iter()
            .any(|r| syntax[t].is_rel(r))
    };
    let (a, b) = (chains.work.phrases[q].head, chains.work.phrases[p].head);
    let reflexive = chains.work.text(b).ends_with("sel") || chains.work.text(b).contains("sel");
    if reflexive || !argument(b) {
        return false;
    }
    // "They arrested them", "accused of beating them": who acts is expressed elsewhere.
    let acting = syntax[b]
        .head
        .filter(|_| !syntax[b].is_rel("nsubj"))
        .and_then(|verb| crate::clause::deep_subject(syntax, verb))
        .is_some_and(|subject| subject.head == a);
    acting || argument(a) && syntax[a].head == syntax[b].head
}
