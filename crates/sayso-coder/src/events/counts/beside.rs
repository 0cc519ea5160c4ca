//! Numbers that stand with an event without being on a party: parts of those
//! counted ("two of them minors"), money, terms of prison, votes, and those
//! whom a gathering draws.

use sayso_article::{TokenId, Upos};
use sayso_lexicon::counts::CountKind;

use super::super::roles::Parties;
use super::super::view::View;
use super::{Quantity, count, on_phrase, outcome_of};
use crate::clause;
use crate::layers::{Count, EventType};

/// All such numbers of the trigger `t`.
pub(super) fn beside(
    view: &View<'_>,
    t: TokenId,
    kind: EventType,
    parties: &Parties,
) -> Vec<Count> {
    let mut out = Vec::new();
    parts(view, t, parties, &mut out);
    drawn(view, t, kind, &mut out);
    let sentence = view.syntax.sentence_of(t).span;
    for quantity in view.quantities_in(sentence) {
        let Some(number) = number_token(view, quantity) else {
            continue;
        };
        let reason = if quantity.money.is_some() && quantity.counts {
            "money"
        } else if (quantity.against || of_votes(view, number)) && votes(view, t) {
            "votes"
        } else if quantity.years.is_some() && term(view, t, kind, number) {
            "term"
        } else {
            continue;
        };
        // Two numbers of votes hang on each other.
        let hangs = hangs_on(view, number, t)
            || reason == "votes" && (same_clause(view, number, t) || after_vote(view, number));
        if !hangs {
            continue;
        }
        let mut found = count(view, quantity, number, number, None, reason);
        match (reason, quantity.years) {
            ("votes", _) => found.of = "votes".into(),
            ("term", Some(years)) => found.of = format!("{years} in prison").into(),
            _ => {}
        }
        out.push(found);
    }
    out
}

/// The word of a number on which its others hang.
pub(super) fn number_token(view: &View<'_>, quantity: &Quantity) -> Option<TokenId> {
    let syntax = view.syntax;
    let tokens: Vec<TokenId> = syntax
        .tokens_in(quantity.core)
        .filter(|&t| syntax[t].upos != Upos::Punct)
        .collect();
    let outer = |t: &TokenId| syntax[*t].head.is_none_or(|h| !tokens.contains(&h));
    // "61-42" is one token of two numbers.
    tokens.iter().copied().find(outer).or_else(|| {
        let all = syntax.sentences();
        let s = all.partition_point(|s| s.span.end() <= quantity.core.start());
        let mut inside = all.get(s)?.tokens();
        inside.find(|&t| syntax[t].span.overlaps(quantity.core))
    })
}

/// Whether only phrases lead from a word up to the trigger, no clause.
fn hangs_on(view: &View<'_>, word: TokenId, t: TokenId) -> bool {
    let syntax = view.syntax;
    let mut at = word;
    for _ in 0..8 {
        let Some(head) = syntax[at].head else {
            return false;
        };
        if matches!(
            syntax[at].relation(),
            "advcl" | "ccomp" | "acl" | "parataxis" | "csubj"
        ) && view.is_verbal(at)
        {
            return false;
        }
        if head == t {
            return !(syntax[at].is_rel("nsubj") && !clause::is_passive(syntax, t));
        }
        // "agreed to pay 900 pesos" is still told of the agreement.
        let infinitive = syntax[head].is_rel("xcomp") && clause::is_infinitive(syntax, head);
        if view.is_verbal(head) && !infinitive {
            return false;
        }
        at = head;
    }
    false
}

/// "by 83 votes".
fn of_votes(view: &View<'_>, number: TokenId) -> bool {
    view.syntax[number].is_rel("nummod")
        && view.syntax[number]
            .head
            .is_some_and(|n| matches!(view.lemma(n), "vote" | "ballot"))
}

/// "voted 66 to 27 to legalise", whatever the parser made of it.
fn after_vote(view: &View<'_>, number: TokenId) -> bool {
    let first = view.syntax.sentence_of(number).first.index();
    (first.max(number.index().saturating_sub(4))..number.index())
        .any(|i| view.lemma(TokenId::new(i)) == "vote")
}

fn same_clause(view: &View<'_>, word: TokenId, t: TokenId) -> bool {
    let above = |w| clause::governing_predicate(view.syntax, w);
    above(word).is_some() && above(word) == above(t)
}

/// Whether what the trigger tells was voted on.
fn votes(view: &View<'_>, t: TokenId) -> bool {
    let words = &view.rules.counts;
    words.lemma(CountKind::Vote, view.lemma(t)).is_some()
        || words.lemma(CountKind::Vote, &view.verb_lemma(t)).is_some()
}

/// Whether years beside the trigger are a prison term.
fn term(view: &View<'_>, t: TokenId, kind: EventType, number: TokenId) -> bool {
    let words = &view.rules.counts;
    if !matches!(kind, EventType::Sanction | EventType::Coerce)
        || words.lemma(CountKind::Term, view.lemma(t)).is_none()
    {
        return false;
    }
    // "after two years in custody", "in two years": no term.
    let syntax = view.syntax;
    let noun = syntax[number]
        .head
        .filter(|_| syntax[number].is_rel("nummod"));
    let preposition = noun.and_then(|n| syntax.preposition(n));
    preposition.is_none_or(|p| matches!(p.as_str(), "to" | "for" | "of"))
}

/// "two of them minors", "among them 12 children": parts of those counted.
fn parts(view: &View<'_>, t: TokenId, parties: &Parties, out: &mut Vec<Count>) {
    let syntax = view.syntax;
    let sentence = syntax.sentence_of(t).span;
    let Some(outcome) = outcome_of(view, t) else {
        return;
    };
    let heads: Vec<TokenId> = parties
        .recipients
        .iter()
        .chain(&parties.actors)
        .map(|p| view.entities.mention(p.mention).head)
        .chain(
            view.is_verbal(t)
                .then(|| clause::deep_object(syntax, t).map(|a| a.head))
                .flatten(),
        )
        .collect();
    for quantity in view.quantities_in(sentence) {
        let Some(number) = number_token(view, quantity).filter(|_| quantity.counts) else {
            continue;
        };
        let end = syntax
            .tokens_in(quantity.core)
            .next_back()
            .map_or(number.index(), TokenId::index);
        let word = |i: usize| {
            let fits = i < syntax.tokens().len() && i >= syntax.sentence_of(t).first.index();
            if fits {
                view.lemma(TokenId::new(i))
            } else {
                ""
            }
        };
        let start = number.index();
        let of_them = word(end + 1) == "of"
            && matches!(word(end + 2), "they" | "them" | "whom" | "who" | "which");
        let among = start >= 2
            && (matches!(word(start - 1), "including" | "include")
                || word(start - 2) == "among"
                    && matches!(word(start - 1), "they" | "them" | "whom" | "who"));
        // "two of whom were freed" tells something else of them.
        let own_clause = syntax[number].is_rel("nsubj")
            && syntax[number].head.is_some_and(|h| view.is_verbal(h));
        if !of_them && !among || of_them && quantity.value == Some(1.0) || own_clause {
            continue;
        }
        // Just behind a party, or within its phrase.
        let whole = heads
            .iter()
            .filter(|&&h| h < number)
            .find(|&&h| syntax.is_within(number, h) || start - h.index() <= 4);
        if whole.is_none() {
            continue;
        }
        // "two of them minors": the word that follows tells who.
        let noun = if of_them {
            (end + 3..end + 6)
                .filter(|&i| i < syntax.tokens().len())
                .map(TokenId::new)
                .take_while(|&n| syntax[n].upos.is_noun() || matches!(syntax[n].upos, Upos::Adj))
                .find(|&n| syntax[n].upos.is_noun())
        } else {
            syntax[number]
                .head
                .filter(|_| syntax[number].is_rel("nummod"))
        };
        let outcome = Some(outcome.clone());
        let part = count(
            view,
            quantity,
            noun.unwrap_or(number),
            number,
            outcome,
            "part",
        );
        out.push(part);
    }
}

/// "a march that drew 3,000 people", "a rally attended by 300".
fn drawn(view: &View<'_>, t: TokenId, kind: EventType, out: &mut Vec<Count>) {
    let syntax = view.syntax;
    if view.is_verbal(t)
        || !matches!(
            kind,
            EventType::Protest | EventType::Mobilize | EventType::Cooperate
        )
    {
        return;
    }
    let draws = |v: TokenId| {
        view.rules
            .counts
            .lemma(CountKind::Draw, view.lemma(v))
            .is_some()
    };
    let above = syntax[t]
        .head
        .filter(|_| syntax[t].is_rel("nsubj") && !syntax[t].is_rel("nsubj:pass"));
    let by = syntax[t].head.filter(|_| syntax[t].is_rel("nsubj:pass"));
    // "300 attended the rally"
    let joined = syntax[t].head.filter(|&v| {
        syntax[t].is_rel("obj") && matches!(view.lemma(v), "attend" | "join" | "visit")
    });
    let below = syntax.children_by(t, &["acl"]);
    let verbs = above.into_iter().chain(by).chain(joined).chain(below);
    for verb in verbs.filter(|&v| draws(v)) {
        let who = if joined == Some(verb) || clause::is_passive(syntax, verb) {
            clause::deep_subject(syntax, verb)
        } else {
            clause::deep_object(syntax, verb)
        };
        if let Some(who) = who
            && let Some(count) = on_phrase(view, t, kind, who.head, "drawn")
        {
            out.push(count);
        }
    }
}
