//! Demands without a verb of demanding: "Iran must disarm, the envoy said". Who
//! speaks asks it of whom the clause is about.

use sayso_article::{StatementId, TokenId, Upos};
use sayso_lexicon::events::EventRule;

use super::roles::{self, Parties};
use super::view::View;
use super::{model, said_by};
use crate::clause;
use crate::layers::{EventType, Party};

/// The model's opinion from which a demand is believed.
const BELIEVED: f32 = 0.1;

/// The rule and the parties of the demand that the modal `t` makes of its
/// clause, if somebody is quoted with it: whoever speaks, and the clause's
/// subject, where both act in politics.
pub(super) fn demand<'a>(view: &View<'a>, t: TokenId) -> Option<(&'a EventRule, Parties)> {
    let (verb, modal) = directive(view, t)?;
    let said = said_by(view, modal, true)?;
    let subject = clause::surface_subject(view.syntax, verb)?.head;
    // "We must act" binds the speaker; "it should rain" nobody.
    if view.syntax[subject].upos == Upos::Pron && !third_person(view, subject) {
        return None;
    }
    let statement = view.statements.list.get(said.index())?;
    // "urged that they must": the cue asks already.
    let asks = |t: TokenId| {
        let rules = view.rules.of_verb(view.lemma(t));
        rules
            .chain(view.rules.of_noun(view.lemma(t)))
            .any(|r| r.kind == EventType::Request)
    };
    if statement.cue.as_ref().is_some_and(|c| asks(c.head)) {
        return None;
    }
    let head = match &statement.source {
        Some(source) => source.head,
        None => spoken_by(view, said, t)?,
    };
    let speaker = view.mention(head)?;
    let actors = roles::mentions(view, head, "speaker", true);
    let passive = clause::is_passive(view.syntax, verb);
    let addressed: Vec<Party> = if passive {
        Vec::new()
    } else {
        roles::mentions(view, subject, "nsubj", true)
    };
    let entity = |m| view.entities.mention(m).entity;
    let own = addressed
        .iter()
        .any(|p| entity(p.mention) == entity(speaker));
    let public =
        view.is_public(speaker) && (passive || addressed.iter().any(|p| view.is_public(p.mention)));
    let seen = [t, verb]
        .into_iter()
        .filter_map(|w| model::seen(view, w, EventType::Request))
        .fold(None, |best: Option<f32>, p| {
            Some(best.map_or(p, |b| b.max(p)))
        });
    let believed = seen.map_or(!passive, |p| p >= BELIEVED);
    (!own && !actors.is_empty() && public && believed).then(|| {
        let rule = view.rules.of_demand();
        rule.map(|rule| {
            (
                rule,
                Parties {
                    actors,
                    recipients: addressed,
                    ..Parties::default()
                },
            )
        })
    })?
}

/// The last word before `t` for who speaks in a statement that names no source.
fn spoken_by(view: &View<'_>, said: StatementId, t: TokenId) -> Option<TokenId> {
    let entity = view.entities.speakers.get(said.index())?.as_ref()?.entity?;
    let mentions = view.entities.entity(entity).mentions.iter().rev();
    mentions
        .map(|&m| view.entities.mention(m).head)
        .find(|&h| h < t)
}

/// The verb (or predicate) of which the modal `t` says that it ought to be.
fn directive(view: &View<'_>, t: TokenId) -> Option<(TokenId, TokenId)> {
    let token = &view.syntax[t];
    if !token.is_rel("aux") || !matches!(view.form(t).as_str(), "must" | "should" | "ought") {
        return None;
    }
    let verb = token.head?;
    // "must have known" guesses; "should it fail" supposes.
    let perfect = view
        .syntax
        .children_by(verb, &["aux"])
        .any(|a| a != t && view.lemma(a) == "have");
    let subject = clause::surface_subject(view.syntax, verb)?.head;
    let subordinate = ["advcl", "acl"].iter().any(|r| view.syntax[verb].is_rel(r));
    (!perfect && subject < t && !subordinate).then_some((verb, t))
}

fn third_person(view: &View<'_>, t: TokenId) -> bool {
    matches!(view.form(t).as_str(), "he" | "she" | "they" | "it")
}
