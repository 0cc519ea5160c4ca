//! What the model's proposals add to the rules: how likely a coded event is,
//! events that no rule knows, parties that stand where no path leads, and
//! status that no word marks. Without a model (hand-written trees) all of this
//! is silent.

use sayso_article::{EventProposal, MentionId, SmolStr, TokenId, Upos};
use sayso_lexicon::events::EventRule;

use super::fold;
use super::roles::{self, Parties};
use super::view::View;
use crate::clause;
use crate::layers::{EventType, Party, Status};

// Probabilities from which the model is believed, chosen on the development
// articles and on our own articles that it was not trained on: below them
// precision falls faster than recall grows.

/// An event that no rule codes is coded from here on.
const ALONE: f32 = 0.8;
/// Below it a rule's event is left out: the word means something else here.
const DOUBT: f32 = 0.05;
/// Parties that no rule requires are believed from here on.
const RELEVANT: f32 = 0.7;
/// The other sense of an ambiguous word is meant from here on.
const SENSE: f32 = 0.3;
/// The verb above tells the same event from here on.
const AGAIN: f32 = 0.3;
/// A phrase is a party from here on.
const PARTY: f32 = 0.55;
/// A mode that no rule gives.
const MODE: f32 = 0.6;
/// Status that no word marks.
const UNMARKED: f32 = 0.85;

/// Words that may bear an event which a rule triggers at `t`: the model may see
/// it at the noun of a light verb, or at a particle.
fn bearers(view: &View<'_>, t: TokenId) -> impl Iterator<Item = TokenId> {
    let object = view
        .is_verbal(t)
        .then(|| clause::deep_object(view.syntax, t))
        .flatten()
        .map(|o| o.head)
        .filter(|&o| view.syntax[o].upos == Upos::Noun);
    let particle = view.syntax.child(t, &["compound:prt"]);
    [Some(t), particle, object].into_iter().flatten()
}

/// The proposal at the trigger or at what it carries that is likeliest to be of
/// the type.
fn proposal<'a>(view: &View<'a>, t: TokenId, kind: EventType) -> Option<&'a EventProposal> {
    bearers(view, t)
        .filter_map(|b| view.syntax.proposal(b))
        .max_by(|a, b| a.kind(kind.name()).total_cmp(&b.kind(kind.name())))
}

/// The mode of an event that no rule gives one. A weapon is a fact that words
/// must tell ("a slit throat" is no firearm): never by the model.
pub(super) fn mode(view: &View<'_>, t: TokenId, kind: EventType) -> Option<SmolStr> {
    if kind == EventType::Assault {
        return None;
    }
    let (name, p) = proposal(view, t, kind)?.modes.first()?;
    (*p >= MODE && kind.modes().any(|m| m == name)).then(|| name.clone())
}

/// Probability, by the model, that `t` tells an event of the type; `None`
/// without a model.
pub(super) fn seen(view: &View<'_>, t: TokenId, kind: EventType) -> Option<f32> {
    view.syntax.events.as_ref()?;
    Some(proposal(view, t, kind).map_or(0.0, |p| p.kind(kind.name())))
}

/// Whether the model is sure enough that the parties need no rule's proof.
pub(super) fn is_sure(view: &View<'_>, t: TokenId, kind: EventType) -> bool {
    seen(view, t, kind).is_some_and(|p| p >= RELEVANT)
}

/// Whether the model sees nothing of the kind at `t`, in a text long enough
/// for that to mean something.
pub(super) fn doubts(view: &View<'_>, t: TokenId, kind: EventType) -> bool {
    let agreed = kind
        .becomes_agreement()
        .then(|| seen(view, t, EventType::Agree))
        .flatten()
        .unwrap_or(0.0);
    clause::is_article(view.syntax) && seen(view, t, kind).is_some_and(|p| p.max(agreed) < DOUBT)
}

/// Nouns of two trades, which their neighbours do not always tell apart.
const AMBIGUOUS: [&str; 2] = ["strike", "charge"];

/// Whether the word is of two senses (a strike of workers or of jets) and the
/// model sees the other one.
pub(super) fn other_sense(view: &View<'_>, t: TokenId, kind: EventType) -> bool {
    view.syntax[t].upos == Upos::Noun
        && AMBIGUOUS.contains(&view.lemma(t))
        && view.syntax.proposal(t).is_some_and(|proposal| {
            proposal.kinds.first().is_some_and(|(name, p)| {
                name != kind.name() && *p >= 2.0 * proposal.kind(kind.name()) && *p >= SENSE
            })
        })
}

/// The rule of a type that only the model sees at `t`.
pub(super) fn alone<'a>(view: &View<'a>, t: TokenId) -> Option<&'a EventRule> {
    let (name, p) = view.syntax.proposal(t)?.kinds.first()?;
    if *p < ALONE || !matches!(view.syntax[t].upos, Upos::Verb | Upos::Noun | Upos::Adj) {
        return None;
    }
    let kind = EventType::parse(name)?;
    (!says_again(view, t, kind))
        .then(|| view.rules.of_model(kind))
        .flatten()
}

/// "shot dead", "put on trial": a word below a verb that tells the same event.
fn says_again(view: &View<'_>, t: TokenId, kind: EventType) -> bool {
    let below = ["xcomp", "obj", "obl", "advmod", "compound", "nmod", "advcl"];
    let head = view.syntax[t]
        .head
        .filter(|_| below.iter().any(|r| view.syntax[t].is_rel(r)));
    head.is_some_and(|h| {
        let lemma = view.lemma(h);
        let by_rule = match view.syntax[h].upos {
            Upos::Verb => view.rules.of_verb(lemma).any(|r| r.kind == kind),
            Upos::Noun => view.rules.of_noun(lemma).any(|r| r.kind == kind),
            _ => false,
        };
        let seen = view.syntax.proposal(h).map_or(0.0, |p| p.kind(kind.name()));
        seen >= AGAIN || by_rule && seen > 0.0
    })
}

/// Whether somebody who acts in politics takes part: a country, or whoever has
/// a sector other than private life and business.
pub(super) fn concerns(view: &View<'_>, parties: &Parties) -> bool {
    parties.all().any(|p| view.is_public(p.mention))
}

/// Fills roles that the tree left empty with the phrases that the model names.
pub(super) fn fill(view: &View<'_>, t: TokenId, rule: &EventRule, parties: &mut Parties) {
    let Some(proposal) = proposal(view, t, rule.kind) else {
        return;
    };
    let asked = [&rule.actors, &rule.recipients];
    for role in 0..2 {
        // Whom or what one deploys is no recipient.
        let deployed = role == 1 && rule.kind == EventType::Mobilize;
        let none_wanted = deployed || asked[role].as_ref().is_some_and(Vec::is_empty);
        let (own, other) = match role {
            0 => (&parties.actors, &parties.recipients),
            _ => (&parties.recipients, &parties.actors),
        };
        if none_wanted || !own.is_empty() {
            continue;
        }
        let found = named(view, proposal, role, rule.kind, other);
        match role {
            0 => parties.actors = found,
            _ => parties.recipients = found,
        }
    }
}

/// The likeliest party of a role, with the phrases joined to it.
fn named(
    view: &View<'_>,
    proposal: &EventProposal,
    role: usize,
    kind: EventType,
    other: &[Party],
) -> Vec<Party> {
    let mut sums: Vec<(MentionId, f32)> = Vec::new();
    for &(token, p) in &proposal.arguments[role] {
        let Some(m) = phrase_of(view, token) else {
            continue;
        };
        match sums.iter_mut().find(|(known, _)| *known == m) {
            Some((_, sum)) => *sum += p,
            None => sums.push((m, p)),
        }
    }
    let best = sums.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((m, _)) = best.filter(|&(_, p)| p >= PARTY) else {
        return Vec::new();
    };
    let entity = |m: MentionId| view.entities.mention(m).entity;
    if other.iter().any(|p| entity(p.mention) == entity(m)) {
        return Vec::new();
    }
    let actor = role == 0 || kind != EventType::Assault;
    let head = view.entities.mention(m).head;
    // "I feel responsible for the attack": who speaks of it has not done it.
    let speaker = super::said_by(view, proposal.token, false)
        .and_then(|said| view.entities.speakers.get(said.index())?.as_ref()?.entity);
    if role == 0 && kind.is_material_conflict() && speaker == Some(entity(m)) {
        return Vec::new();
    }
    // "Would not tolerate attacks on its soldiers": nobody attacks their own.
    let owns = |p: &Party| {
        let phrase = view.entities.mention(p.mention).head;
        let mut owners = view.syntax.children_by(phrase, &["nmod:poss"]);
        owners.any(|o| view.mention(o).is_some_and(|o| entity(o) == entity(m)))
    };
    if role == 0 && kind.is_material_conflict() && other.iter().any(owns) {
        return Vec::new();
    }
    let found = roles::mentions(view, head, "model", actor);
    // "The people" of another sentence are hardly others than these.
    if fold::share_word(view, &found, other) {
        return Vec::new();
    }
    found
}

/// The phrase that a word belongs to: its own, or that of the word it modifies.
fn phrase_of(view: &View<'_>, token: TokenId) -> Option<MentionId> {
    let mut t = token;
    for _ in 0..4 {
        if let Some(m) = view.mention(view.meant(t)) {
            return Some(m);
        }
        let inside = [
            "compound",
            "amod",
            "det",
            "flat",
            "nummod",
            "nmod:desc",
            "case",
        ];
        if !inside.iter().any(|r| view.syntax[t].is_rel(r)) {
            return None;
        }
        t = view.syntax[t].head?;
    }
    None
}

/// The status that the model sees where no word marks one.
pub(super) fn unmarked(view: &View<'_>, t: TokenId, kind: EventType) -> Option<(Status, String)> {
    let (name, p) = proposal(view, t, kind)?.statuses.first()?;
    let status = match name.as_str() {
        "future" => Status::Future,
        "hypothetical" => Status::Hypothetical,
        "denied" => Status::Denied,
        "uncertain" => Status::Uncertain,
        _ => return None,
    };
    (*p >= UNMARKED).then(|| (status, format!("model: {name} {p:.2}")))
}
