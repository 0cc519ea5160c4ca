//! Numbers of people and things in an event. `number` and `quantity` read them
//! from the words; here they are taken from its parties, its object and its
//! own noun, in `beside` from what else stands with it (parts of those counted,
//! money, votes, prison terms), in `tolls` from outcomes told in another clause
//! or the next sentences. `same` says which tell one number, and which two
//! sources' numbers make two versions of a happening.

mod beside;
mod number;
mod quantity;
mod same;
#[cfg(test)]
mod tests;
mod tolls;

use sayso_article::{SmolStr, TokenId, Upos};
use sayso_lexicon::counts::CountKind;

use super::roles::Parties;
use super::view::View;
use crate::clause;
use crate::layers::{Count, EventType};

pub(super) use quantity::{Quantity, quantities};
pub(super) use same::{add, add_all, add_headline, disagree, of_one_thing};
pub(super) use tolls::{orphans, tolls};

/// The numbers on the parties of an event, on the object of its trigger and
/// on the trigger itself.
pub(super) fn counts(
    view: &View<'_>,
    t: TokenId,
    kind: EventType,
    parties: &Parties,
) -> Vec<Count> {
    let mut heads: Vec<(TokenId, &'static str)> = Vec::new();
    let mention = |p: &crate::layers::Party| view.entities.mention(p.mention).head;
    if view.is_verbal(t) {
        heads.extend(clause::deep_object(view.syntax, t).map(|a| (a.head, "object")));
        // "52 of whom were killed": the antecedent is not what is counted.
        let passive = clause::is_passive(view.syntax, t);
        let role = if passive { "object" } else { "actor" };
        heads.extend(view.syntax.child(t, &["nsubj"]).map(|s| (s, role)));
    }
    heads.extend(parties.recipients.iter().map(|p| (mention(p), "recipient")));
    heads.extend(parties.actors.iter().map(|p| (mention(p), "actor")));
    if !view.is_verbal(t) {
        heads.push((t, "trigger"));
    }
    // "agreed to hand over two boats"
    if matches!(
        kind,
        EventType::Agree | EventType::Request | EventType::Retreat
    ) {
        let act = view.syntax.child(t, &["xcomp"]);
        let object = act.and_then(|v| clause::deep_object(view.syntax, v));
        heads.extend(object.map(|o| (o.head, "object")));
    }
    let material = kind.quad().is_multiple_of(2);
    let objects = heads.clone();
    for (head, _) in objects.into_iter().filter(|(_, r)| *r == "object") {
        if material || kind == EventType::Agree {
            heads.extend(of_what(view, head).map(|h| (h, "of the object")));
        }
    }
    if !view.is_verbal(t) {
        heads.extend(of_what(view, t).map(|h| (h, "of the trigger")));
    }
    if material {
        for (preposition, head) in clause::prepositional(view.syntax, t) {
            if matches!(
                preposition.as_str(),
                "on" | "against" | "to" | "among" | "at" | "from" | "for" | "of" | "with"
            ) {
                heads.push((head, "beside the trigger"));
            }
        }
    }
    let mut out: Vec<Count> = Vec::new();
    let mut seen: Vec<TokenId> = Vec::new();
    for (head, role) in heads {
        for head in view.syntax.conjuncts(head) {
            if seen.contains(&head) {
                continue;
            }
            seen.push(head);
            if let Some(count) = on_phrase(view, t, kind, head, role) {
                add(view, &mut out, count);
            }
        }
    }
    for count in beside::beside(view, t, kind, parties) {
        add(view, &mut out, count);
    }
    out.sort_by_key(|c| c.span);
    out
}

/// "deployment of troops", "cases against cadres": what a noun is followed by.
fn of_what<'a>(view: &'a View<'_>, head: TokenId) -> impl Iterator<Item = TokenId> + 'a {
    view.syntax.children_by(head, &["nmod"]).filter(move |&c| {
        c > head
            && matches!(
                view.syntax.preposition(c).as_deref(),
                Some("of" | "against" | "by")
            )
    })
}

fn on_phrase(
    view: &View<'_>,
    t: TokenId,
    kind: EventType,
    head: TokenId,
    role: &'static str,
) -> Option<Count> {
    let (quantity, number) = quantity_of(view, head)?;
    let meant = view.meant(head);
    // "Chad is one of the countries": no count of countries.
    if view.syntax.child(number, &["cop"]).is_some() {
        return None;
    }
    let definite = view
        .syntax
        .children_by(meant, &["det", "nmod:poss"])
        .any(|d| {
            d < number
                && (view.syntax[d].is_rel("nmod:poss")
                    || matches!(
                        view.lemma(d),
                        "the" | "this" | "that" | "these" | "those" | "both"
                    ))
        });
    // "the two sides agreed": how many they are was told before.
    if role == "actor"
        && (definite || quantity.value.is_some_and(|v| v < 2.0) || !is_own(view, t, head))
    {
        return None;
    }
    if !kind.quad().is_multiple_of(2) && definite && quantity.value.is_some_and(|v| v < 4.0) {
        return None;
    }
    // "one of them": the words that follow tell what is counted.
    let pronoun = view.syntax[meant].upos == Upos::Pron;
    if pronoun && quantity.value == Some(1.0) {
        return None;
    }
    let outcome = match role {
        "object" | "recipient" | "of the trigger" => outcome_of(view, t),
        // "ordered the arrest of four"
        "of the object" => {
            let noun = view.syntax[view.syntax.first_conjunct(head)].head;
            noun.and_then(|n| outcome_of(view, n))
        }
        "actor" => subject_outcome(view, t),
        "trigger" => view
            .rules
            .counts
            .lemma(CountKind::Toll, view.lemma(t))
            .map(|l| l.name.clone()),
        _ => None,
    };
    // "the second attack, killing eight people": by the verb on which they hang
    let outcome = outcome.or_else(|| {
        (role != "actor" && role != "trigger")
            .then(|| tolls::suffered(view, head, meant))
            .flatten()
            .map(|(_, outcome)| outcome)
    });
    Some(count(view, quantity, meant, number, outcome, role))
}

/// "Some 300 villagers rallied, demanding answers": they are counted where they
/// rally, and not again in every clause that shares them.
fn is_own(view: &View<'_>, t: TokenId, actor: TokenId) -> bool {
    let syntax = view.syntax;
    let actor = syntax.first_conjunct(actor);
    // "a crowd of villagers", "hundreds of villagers": by what they hang on.
    let above = syntax[actor].head.map(|h| syntax.first_conjunct(h));
    let upper = above.and_then(|h| syntax[h].head);
    let mut at = syntax.first_conjunct(t);
    if syntax[at].is_rel("xcomp")
        && let Some(governor) = syntax[at].head
    {
        at = governor;
    }
    above == Some(at)
        || upper == Some(at)
        || syntax.is_within(actor, t)
        || syntax[t].is_rel("acl:relcl") && (syntax.is_within(t, actor) || syntax[t].head == above)
        || !view.is_verbal(t) && above == syntax[t].head
}

/// What a quantity counts, put down as a count.
fn count(
    view: &View<'_>,
    quantity: &Quantity,
    noun: TokenId,
    number: TokenId,
    outcome: Option<SmolStr>,
    reason: &'static str,
) -> Count {
    let bare = !view.syntax[noun].upos.is_noun() || quantity.core.overlaps(view.syntax[noun].span);
    let thing = if bare {
        antecedent(view, noun)
    } else {
        Some(SmolStr::from(view.form(noun)))
    };
    // "14 deaths" are 14 killed, not 14 deaths killed.
    let outcome_noun = [CountKind::Toll, CountKind::State]
        .into_iter()
        .any(|k| view.rules.counts.lemma(k, view.lemma(noun)).is_some())
        || view.lemma(noun) == "life";
    let thing = thing.filter(|_| outcome.is_none() || !outcome_noun);
    let (of, counted, currency) = match (&quantity.money, outcome) {
        (Some((name, code)), _) => (name.clone(), None, code.clone()),
        (None, Some(outcome)) => (outcome, thing, None),
        (None, None) => (thing.unwrap_or_else(|| "people".into()), None, None),
    };
    Count {
        span: quantity.span,
        value: quantity.value,
        low: quantity.low,
        high: quantity.high,
        bound: quantity.bound,
        of,
        counted,
        currency,
        said_by: super::said_by(view, number, false),
        reason,
    }
}

/// What a pronoun stands for ("two of them"), by its head noun.
fn antecedent(view: &View<'_>, pronoun: TokenId) -> Option<SmolStr> {
    let mention = view.entities.mention_at(pronoun)?;
    let entity = view.entities.entity(view.entities.mention(mention).entity);
    entity
        .mentions
        .iter()
        .map(|&m| view.entities.mention(m).head)
        .find(|&h| view.syntax[h].upos == Upos::Noun && h < pronoun)
        .map(|h| view.form(h).into())
}

/// What the object of a verb, or those whom a noun is followed by, suffer.
fn outcome_of(view: &View<'_>, t: TokenId) -> Option<SmolStr> {
    let words = &view.rules.counts;
    let lemma = view.lemma(t);
    let line = if view.is_verbal(t) {
        let with = view.verb_lemma(t);
        words
            .lemma(CountKind::Object, &with)
            .or_else(|| words.lemma(CountKind::Object, lemma))
    } else {
        // The lemma of a rare noun may be cut wrong: by its form, too.
        let form = view.form(t);
        [lemma, form.as_str(), form.trim_end_matches('s')]
            .into_iter()
            .find_map(|noun| {
                words
                    .lemma(CountKind::Act, noun)
                    .or_else(|| words.lemma(CountKind::Toll, noun))
            })
    };
    line.map(|l| l.name.clone())
}

/// What the subject of a verb suffers ("die").
fn subject_outcome(view: &View<'_>, t: TokenId) -> Option<SmolStr> {
    let words = &view.rules.counts;
    view.is_verbal(t)
        .then(|| words.lemma(CountKind::Subject, view.lemma(t)))?
        .map(|l| l.name.clone())
}

/// The quantity that counts the phrase headed by `head`, and its number's
/// token.
fn quantity_of<'v>(view: &'v View<'_>, head: TokenId) -> Option<(&'v Quantity, TokenId)> {
    let syntax = view.syntax;
    let fits = |q: &Quantity| q.counts && !(q.year && !plural_alone(view, head));
    if view.is_time(head) && view.quantity_at(head).is_none()
        || view
            .rules
            .counts
            .lemma(CountKind::Measure, view.lemma(head))
            .is_some()
    {
        return None;
    }
    // "dozens", "29 were killed", "$20 million"
    if let Some(q) = view.quantity_at(head) {
        return (q.counts && !q.year).then_some((q, head));
    }
    // "one of the soldiers", "dozens of civilians"
    if let Some(up) = syntax[head].head
        && view.meant(up) == head
        && let Some(q) = view.quantity_at(up).filter(|q| fits(q))
    {
        return Some((q, up));
    }
    let own = syntax
        .children_by(
            head,
            &["nummod", "amod", "det", "compound", "advmod", "nmod"],
        )
        .filter(|&c| c < head)
        .find_map(|c| Some((view.quantity_at(c)?, c)))
        .or_else(|| beside(view, head));
    if let Some((q, number)) = own {
        // "the town's two schools" counts schools; "Unit 731" counts nothing.
        return (fits(q) && q.core.end() <= syntax[head].span.start()).then_some((q, number));
    }
    // "a crowd of 500"
    let group = view.rules.counts.lemma(CountKind::Group, view.lemma(head));
    let inner = group.and_then(|_| {
        syntax
            .children_by(head, &["nmod"])
            .find(|&c| syntax.preposition(c).as_deref() == Some("of"))
    })?;
    quantity_of(view, inner)
}

/// The quantity just before a noun and the words that describe it, whatever
/// the parser hung it on.
fn beside<'v>(view: &'v View<'_>, head: TokenId) -> Option<(&'v Quantity, TokenId)> {
    let syntax = view.syntax;
    let first = syntax.sentence_of(head).first.index();
    let mut at = head.index();
    while at > first && head.index() - at < 5 {
        at -= 1;
        let token = TokenId::new(at);
        if let Some(q) = view.quantity_at(token) {
            return Some((q, token));
        }
        let describes = syntax[token].head == Some(head)
            && ["amod", "compound", "punct"]
                .iter()
                .any(|r| syntax[token].is_rel(r));
        if !describes {
            return None;
        }
    }
    None
}

/// "2000 protesters", unlike "the 2011 protests".
fn plural_alone(view: &View<'_>, head: TokenId) -> bool {
    view.syntax[head].xpos == "NNS"
        && view.syntax.child(head, &["det", "nmod:poss"]).is_none()
        && view.mention(head).is_some_and(|m| !view.is_thing(m))
}
