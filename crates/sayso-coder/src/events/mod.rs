//! The event stage: rules over the trees say what happened, the clause says
//! who took part, its surroundings whether it happened and who says so.

mod counts;
mod demand;
mod fold;
mod matching;
mod model;
mod roles;
mod same;
mod status;
mod view;

#[cfg(test)]
mod tests;

use sayso_article::{
    Article, BlockKind, Diagnostic, Evidence, Span, StatementId, Syntax, TokenId, Upos,
};
use sayso_lexicon::EventRules;
use sayso_lexicon::confidence::Traits;
use sayso_lexicon::events::EventRule;

use crate::clause;
use crate::layers::{
    Entities, Event, EventType, Events, Force, Party, Statement, Statements, Status,
};
use roles::Parties;
use view::View;

/// Codes the events of an article. Never fails: what does not fit a rule is no
/// event.
pub fn events(
    article: &Article,
    syntax: &Syntax,
    statements: &Statements,
    entities: &Entities,
    rules: &EventRules,
) -> (Events, Vec<Diagnostic>) {
    let view = View::new(article, syntax, statements, entities, rules);
    let drafts = drafts(&view);
    let mut events = fold::fold(&view, drafts);
    counts::orphans(&view, &mut events.list);
    for event in &mut events.list {
        event.confidence = confidence(&view, event);
    }
    (events, Vec::new())
}

/// Two mentions of an article that may tell one event: their triggers, and the
/// signs for and against it. For fitting `lexicons/confidence/same_event.toml`.
pub fn mention_pairs(
    article: &Article,
    syntax: &Syntax,
    statements: &Statements,
    entities: &Entities,
    rules: &EventRules,
) -> Vec<(Span, Span, EventType, Vec<String>)> {
    let view = View::new(article, syntax, statements, entities, rules);
    let mut drafts = drafts(&view);
    drafts.retain(|d| !d.headline);
    let mut out = Vec::new();
    for (j, later) in drafts.iter().enumerate() {
        for first in drafts[..j]
            .iter()
            .filter(|d| d.event.kind == later.event.kind)
        {
            let (a, b) = (&first.event, &later.event);
            out.push((a.trigger, b.trigger, a.kind, same::signs(&view, a, b)));
        }
    }
    out
}

/// Every mention of an event, in reading order.
fn drafts(view: &View<'_>) -> Vec<Draft> {
    let (article, syntax) = (view.article, view.syntax);
    let mut drafts = Vec::new();
    let mut consumed = vec![false; syntax.tokens().len()];
    for sentence in syntax.sentences() {
        if !is_story(article, sentence.span.start()) {
            continue;
        }
        let first = drafts.len();
        // Verbs first: a light verb takes its object noun along.
        for verbs in [true, false] {
            for t in sentence.tokens() {
                if view.is_verbal(t) == verbs
                    && !consumed[t.index()]
                    && let Some(draft) = draft(view, t, &mut consumed)
                {
                    drafts.push(draft);
                }
            }
        }
        let headline = article
            .block_at(sentence.span.start())
            .is_some_and(|b| b.kind == BlockKind::Headline);
        for draft in &mut drafts[first..] {
            draft.headline = headline;
        }
        drafts[first..].sort_by_key(|d: &Draft| d.event.head);
        counts::tolls(view, sentence.first, &mut drafts[first..]);
    }
    drafts
}

/// How likely the event is what it is coded as; until here it bears the weight
/// of its rule.
fn confidence(view: &View<'_>, event: &Event) -> f32 {
    let Some(fitted) = &view.rules.confidence else {
        return event.confidence;
    };
    fitted.of(Traits {
        kind: event.kind,
        weight: event.confidence,
        actor: !event.actors.is_empty(),
        country: event
            .actors
            .iter()
            .any(|p| p.belonging(view.entities).0.is_some()),
        recipient: !event.recipients.is_empty(),
        not_actual: event.status != Status::Actual,
        reported: event.said_by.is_some(),
        model: event.seen,
    })
}

fn is_story(article: &Article, at: usize) -> bool {
    article.blocks.is_empty()
        || article
            .block_at(at)
            .is_some_and(|b| matches!(b.kind, BlockKind::Headline | BlockKind::Paragraph))
}

/// An event before its mentions are folded.
struct Draft {
    event: Event,
    /// It can stand by itself; otherwise it counts only as a later mention.
    alone: bool,
    /// An act to come that is coded as the agreement to it.
    intended: bool,
    /// It stands in the headline, which tells what the story tells again.
    headline: bool,
}

/// The event of the trigger `t`, by the most demanding rule that applies.
fn draft(view: &View<'_>, t: TokenId, consumed: &mut [bool]) -> Option<Draft> {
    if says_nothing(view, t) {
        return None;
    }
    let mut later = None;
    let candidates = matching::candidates(view, t);
    for found in candidates {
        let rule = found.rule;
        let mut parties = roles::parties(view, t, rule);
        if rule.kind.is_material_conflict() {
            roles::locate(view, t, &mut parties.recipients);
        }
        // "shot down a proposal" tells of no request that anybody made.
        let refused = !view.is_verbal(t)
            && rule.kind.is_speech_act()
            && parties.actors.is_empty()
            && (status::is_refused(view, t) || rebutted(view, t));
        if refused || model::other_sense(view, t, rule.kind) || model::doubts(view, t, rule.kind) {
            continue;
        }
        if is_relevant(view, rule, t, &parties) || model::is_sure(view, t, rule.kind) {
            complete(view, t, rule, &mut parties);
            return Some(code(view, t, &found, parties, true, consumed));
        }
        // "the attack" without any party may still be a later mention.
        let nobody = parties.actors.is_empty() && parties.recipients.is_empty();
        if nobody && !view.is_verbal(t) && later.is_none() {
            later = Some((found, parties));
        }
    }
    if let Some((found, parties)) = later {
        return Some(code(view, t, &found, parties, false, consumed));
    }
    if let Some((rule, parties)) = demand::demand(view, t) {
        let found = matching::Match::without_words(rule);
        let mut draft = code(view, t, &found, parties, true, consumed);
        // Who says that something must be done asks for it, done or not.
        draft.event.status = Status::Actual;
        draft.event.evidence.note = "asked by whoever says it".into();
        return Some(draft);
    }
    let found = matching::Match::without_words(model::alone(view, t)?);
    let mut parties = roles::parties(view, t, found.rule);
    complete(view, t, found.rule, &mut parties);
    // The model knows words, hardly who counts: "slaughtered animals" is no assault.
    model::concerns(view, &parties).then(|| code(view, t, &found, parties, true, consumed))
}

/// Adds the parties that the model sees where the tree has none.
fn complete(view: &View<'_>, t: TokenId, rule: &EventRule, parties: &mut Parties) {
    model::fill(view, t, rule, parties);
    if rule.kind.is_material_conflict() {
        roles::locate(view, t, &mut parties.recipients);
    }
}

/// The event that the rule of `found` makes of the trigger `t`.
fn code(
    view: &View<'_>,
    t: TokenId,
    found: &matching::Match<'_>,
    parties: Parties,
    alone: bool,
    consumed: &mut [bool],
) -> Draft {
    let rule = found.rule;
    for noun in matching::carried_nouns(view, t, found) {
        consumed[noun.index()] = true;
    }
    let speech = !view.is_verbal(t) && rule.kind.is_speech_act();
    let mut parties = parties;
    if speech && parties.recipients.is_empty() && status::is_refused(view, t) {
        parties.recipients = roles::refuser(view, t, &parties.actors);
    }
    let said_by = said_by(view, t, speech);
    let (mut status, mut why) = status::status(view, t, said_by, speech, found.words);
    if why.is_empty()
        && let Some(unmarked) = model::unmarked(view, t, rule.kind)
    {
        (status, why) = unmarked;
    }
    let counts = counts::counts(view, t, rule.kind, &parties);
    let mut tokens = vec![t];
    tokens.extend(parties.all().map(|p| view.entities.mention(p.mention).head));
    tokens.sort_unstable();
    tokens.dedup();
    let mut evidence = Evidence::new(rule.id.clone(), tokens);
    evidence.note = why;
    // Intended cooperation is agreement (PLOVER); the rule stays on record.
    let intended = status == Status::Future && rule.kind.becomes_agreement();
    // Who offers help has not given it yet.
    let offered = rule.kind == EventType::Aid && matches!(view.lemma(t), "offer" | "pledge");
    let (kind, mode, cameo) = if offered {
        (EventType::Agree, None, Some("033".into()))
    } else if intended {
        evidence.note = format!("{}; {} to come", evidence.note, rule.kind.name());
        (EventType::Agree, None, Some("030".into()))
    } else {
        let mode = rule.mode.clone();
        let mode = mode.or_else(|| model::mode(view, t, rule.kind));
        (rule.kind, mode, rule.cameo.clone())
    };
    let event = Event {
        kind,
        mode,
        cameo,
        contexts: rule.contexts.clone(),
        trigger: matching::trigger_span(view, t),
        head: t,
        also: Vec::new(),
        actors: parties.actors,
        recipients: parties.recipients,
        status,
        counts,
        said_by,
        confidence: rule.weight,
        // The model, too, knows intended cooperation as agreement.
        seen: model::seen(view, t, rule.kind)
            .map(|p| p.max(model::seen(view, t, kind).unwrap_or(0.0))),
        evidence,
    };
    Draft {
        event,
        alone,
        intended,
        headline: false,
    }
}

/// "a charge that Bangkok rejected".
fn rebutted(view: &View<'_>, noun: TokenId) -> bool {
    view.syntax.children_by(noun, &["acl"]).any(|c| {
        matches!(
            view.lemma(c),
            "deny" | "reject" | "dismiss" | "refute" | "dispute" | "repudiate"
        )
    })
}

/// "neither confirmed nor denied", "declined to comment": nothing is done.
fn says_nothing(view: &View<'_>, t: TokenId) -> bool {
    let silent = matches!(view.lemma(t), "decline" | "refuse")
        && view.syntax.children_by(t, &["xcomp", "obj"]).any(|c| {
            matches!(
                view.lemma(c),
                "comment"
                    | "elaborate"
                    | "say"
                    | "speculate"
                    | "speak"
                    | "specify"
                    | "identify"
                    | "name"
            )
        });
    if silent {
        return true;
    }
    let pair = |a: TokenId, b: TokenId| view.lemma(a) == "confirm" && view.lemma(b) == "deny";
    let first = view.syntax.first_conjunct(t);
    view.syntax
        .conjuncts(first)
        .iter()
        .any(|&c| c != first && pair(first, c))
        && clause::negation(view.syntax, first).is_some()
}

/// Whether the parties make the event politically relevant: somebody who can
/// act in politics does it or has it done to them.
fn is_relevant(view: &View<'_>, rule: &EventRule, t: TokenId, parties: &Parties) -> bool {
    let actor = |list: &[Party]| list.iter().any(|p| view.is_actor(p.mention));
    if rule.require_actor && !actor(&parties.actors)
        || rule.require_recipient && !actor(&parties.recipients)
    {
        return false;
    }
    if !actor(&parties.actors)
        && !actor(&parties.recipients)
        && !rule.standalone
        && !harms_people(view, rule, t)
    {
        return false;
    }
    let verbal = matches!(
        rule.kind,
        EventType::Agree
            | EventType::Consult
            | EventType::Support
            | EventType::Concede
            | EventType::Request
            | EventType::Accuse
            | EventType::Reject
            | EventType::Threaten
    );
    // "the report urged": what speaks must be somebody, when it is expressed.
    if verbal && view.is_verbal(t) && parties.subject_is_thing && parties.actors.is_empty() {
        return false;
    }
    let business = |list: &[Party]| list.iter().all(|p| view.is_only_business(p.mention));
    let nobody = parties.actors.is_empty() && parties.recipients.is_empty();
    nobody || !(business(&parties.actors) && business(&parties.recipients))
}

/// "The attack killed twelve", "nine died in a bombing": bare numbers are
/// people where an act of force is named beside them.
fn harms_people(view: &View<'_>, rule: &EventRule, t: TokenId) -> bool {
    if rule.kind != EventType::Assault || !view.is_verbal(t) {
        return false;
    }
    let number = |head: TokenId| {
        view.syntax[head].upos == Upos::Num
            || view.meant(head) != head
            || view.syntax.child(head, &["nummod"]).is_some()
    };
    let force = |head: TokenId| {
        view.rules
            .of_noun(view.lemma(head))
            .any(|r| r.kind == EventType::Assault)
    };
    let object = clause::deep_object(view.syntax, t).map(|a| a.head);
    let subject = clause::deep_subject(view.syntax, t).map(|a| a.head);
    let beside = clause::prepositional(view.syntax, t);
    [object, subject].into_iter().flatten().any(number)
        && (subject.is_some_and(force) || beside.iter().any(|(_, h)| force(*h)))
}

/// The innermost statement whose content holds the trigger. "Serbia rejected
/// Kosovo's accusations" leaves the accusations where they were: whoever
/// rejects a speech act does not report it.
fn said_by(view: &View<'_>, t: TokenId, speech: bool) -> Option<StatementId> {
    let span = view.syntax[t].span;
    let rejected = |s: &Statement| {
        speech
            && s.cue.as_ref().is_some_and(|c| {
                matches!(c.force, Force::Deny) && view.syntax[t].head == Some(c.head)
            })
    };
    view.statements
        .list
        .iter()
        .enumerate()
        .filter(|(_, s)| s.contents.iter().any(|c| c.contains(span)))
        // A cue stands outside its own content, whatever the spans say.
        .filter(|(_, s)| s.cue.as_ref().is_none_or(|c| !c.span.contains(span)))
        .filter(|(_, s)| !rejected(s))
        .min_by_key(|(i, s)| {
            let length: usize = s
                .contents
                .iter()
                .filter(|c| c.contains(span))
                .map(|c| c.len())
                .sum();
            (std::cmp::Reverse(view.depth(*i)), length, *i)
        })
        .map(|(i, _)| StatementId::new(i))
}
