//! What speaks for and against an expression's telling when or where an event
//! happened, as named signs. What they weigh is fitted on annotated articles:
//! `lexicons/confidence/event_date.toml`, `event_place.toml`.

use sayso_article::{SentenceId, Span, StatementId, Syntax, TokenId};

use super::modifier::Modifier;
use super::scene::{Part, Scene};
use crate::assemble::status_name;
use crate::attachment::{Tie, tie};
use crate::layers::Event;

/// An expression that may tell when or where an event happened.
pub(super) struct Candidate {
    /// Which of the modifiers.
    pub index: usize,
    /// How it is tied, as records name it.
    pub step: &'static str,
    pub signs: Vec<String>,
}

/// What of an event bears on its setting.
struct Subject {
    /// The words that tell it, its trigger's first.
    heads: Vec<TokenId>,
    trigger: Span,
    /// What speaks for and against any setting of it.
    own: Vec<String>,
    said_by: Option<StatementId>,
}

/// How far before its event an expression of another paragraph may stand, in
/// sentences.
const REACH: usize = 2;

/// What the event before in the text was given.
#[derive(Clone, Copy)]
pub(super) struct Given {
    /// The event, as an index of the list.
    pub event: usize,
    /// Which of the modifiers.
    pub index: usize,
}

/// The expressions that may set the event, with their signs. `last` is what
/// the latest event before it that was given any got.
pub(super) fn candidates(
    scene: Scene<'_>,
    event: &Event,
    modifiers: &[Modifier],
    last: Option<Given>,
) -> Vec<Candidate> {
    let subject = Subject {
        heads: scene.heads(event),
        trigger: event.trigger,
        own: vec![
            format!("type-{}", event.kind.name()),
            format!("status-{}", status_name(event.status)),
            format!("quad-{}", event.kind.quad()),
        ],
        said_by: event.said_by,
    };
    let mut out = of_subject(scene, &subject, modifiers);
    if let Some(last) = last {
        let sentence = |t: TokenId| scene.syntax[t].sentence.index();
        let at = sentence(scene.events.list[last.event].head);
        let apart = sentence(event.head).abs_diff(at).min(2);
        for candidate in out.iter_mut().filter(|c| c.index == last.index) {
            candidate.signs.push(format!("of-event-before-{apart}"));
        }
    }
    out
}

/// As [`candidates`], for a word that tells no event.
pub(super) fn candidates_of_word(
    scene: Scene<'_>,
    head: TokenId,
    modifiers: &[Modifier],
) -> Vec<Candidate> {
    let trigger = scene.syntax[head].span;
    let statements = scene.statements.list.iter().enumerate().rev();
    let mut said_by = statements.map(|(i, _)| StatementId::new(i));
    let subject = Subject {
        heads: vec![head],
        trigger,
        own: vec!["no-event".to_owned()],
        said_by: said_by.find(|&s| scene.within(trigger, s)),
    };
    of_subject(scene, &subject, modifiers)
}

fn of_subject(scene: Scene<'_>, event: &Subject, modifiers: &[Modifier]) -> Vec<Candidate> {
    let heads = &event.heads;
    let mut out = Vec::new();
    for (index, modifier) in modifiers.iter().enumerate() {
        let Some(anchor) = modifier.anchor else {
            if let Some(head) = of_lead(scene, heads) {
                let mut signs = vec!["dateline".to_owned()];
                common(scene, event, head, modifier, &mut signs);
                out.push(Candidate {
                    index,
                    step: "dateline",
                    signs,
                });
            }
            continue;
        };
        let Some((head, relation, step)) = nearest(scene, heads, anchor) else {
            continue;
        };
        let mut signs = vec![relation.to_owned()];
        if step == "preceding" {
            let tense = scene.tense(head);
            signs.push(format!("{relation}-{tense}"));
            signs.push(format!("preceding-{tense}"));
            let between = modifiers.iter().filter_map(|m| m.anchor);
            if !between.into_iter().any(|m| anchor < m && m < head) {
                signs.push("last-told".to_owned());
            }
            if heads.len() == 1 && scene.is_definite(head) {
                signs.push("preceding-definite".to_owned());
            }
        }
        let step = if step == "sentence" {
            let tied = beside(scene, event, head, modifier, anchor, modifiers, &mut signs);
            tied.map_or("sentence", name_of)
        } else {
            step
        };
        common(scene, event, head, modifier, &mut signs);
        // Where it stands weighs differently by what the event is and what the
        // model sees.
        let (first, place) = (signs[0].clone(), step);
        let crossed: Vec<String> = signs
            .iter()
            .filter(|s| s.starts_with("quad-") || s.starts_with("pointed-"))
            .map(|s| format!("{first}-{place}-{s}"))
            .collect();
        signs.extend(crossed);
        out.push(Candidate { index, step, signs });
    }
    out
}

fn name_of(tie: Tie) -> &'static str {
    match tie {
        Tie::Trigger => "trigger",
        Tie::Carrier => "carrier",
        Tie::Argument => "argument",
        Tie::Clause => "clause",
    }
}

/// The mention of the event in the headline or the lead.
fn of_lead(scene: Scene<'_>, heads: &[TokenId]) -> Option<TokenId> {
    heads
        .iter()
        .copied()
        .find(|&h| scene.part(scene.syntax[h].sentence) != Part::Body)
}

/// The mention of the event that lies best to the expression, how, and the step.
fn nearest(
    scene: Scene<'_>,
    heads: &[TokenId],
    anchor: TokenId,
) -> Option<(TokenId, &'static str, &'static str)> {
    let at = scene.syntax[anchor].sentence;
    let sentence = |h: TokenId| scene.syntax[h].sentence;
    if let Some(&head) = heads.iter().find(|&&h| sentence(h) == at) {
        let relation = if head == heads[0] {
            "in-sentence"
        } else {
            "in-later-sentence"
        };
        return Some((head, relation, "sentence"));
    }
    let block = |s: SentenceId| {
        let span = scene.syntax.sentences()[s.index()].span;
        scene.article.block_at(span.start()).map(|b| b.span)
    };
    let part = scene.part(at);
    for &head in heads {
        let own = scene.part(sentence(head));
        match (own, part) {
            (Part::Headline, Part::Lead) => return Some((head, "lead-for-headline", "lead")),
            (_, Part::Headline) => {}
            _ => {
                let apart = sentence(head).index().checked_sub(at.index());
                let one = block(at) == block(sentence(head));
                let Some(apart) = apart.filter(|&a| a > 0 && (one || a <= REACH)) else {
                    continue;
                };
                let relation = match (apart, one) {
                    (1, true) => "sentence-before",
                    (1, false) => "sentence-before-of-other-paragraph",
                    (2, true) => "two-sentences-before",
                    (_, true) => "sentences-before",
                    (_, false) => "sentences-before-of-other-paragraph",
                };
                return Some((head, relation, "preceding"));
            }
        }
    }
    None
}

/// Signs of an expression in the sentence of the event; the tie by the tree.
fn beside(
    scene: Scene<'_>,
    event: &Subject,
    head: TokenId,
    modifier: &Modifier,
    anchor: TokenId,
    all: &[Modifier],
    signs: &mut Vec<String>,
) -> Option<Tie> {
    let syntax = scene.syntax;
    let is_event = |t: TokenId| scene.is_event(t);
    let inside = event.trigger.contains(modifier.span);
    let tied = if inside {
        Some(Tie::Trigger)
    } else {
        tie(syntax, anchor, head, is_event)
    };
    let name = tied.map_or("none", name_of);
    signs.push(format!("tie-{name}"));
    signs.push(format!("tie-{name}-after-{}", modifier.preposition));
    if inside {
        signs.push("in-trigger".to_owned());
    }
    let (up, down) = way(syntax, anchor, head);
    let clauses = |way: &[TokenId]| -> String {
        let bounds = way.iter().map(|&t| syntax[t].relation());
        let bounds: Vec<&str> = bounds.filter(|r| is_clause(r)).collect();
        bounds[..bounds.len().min(2)].join(">")
    };
    signs.push(format!("clauses-{}-{}", clauses(&up), clauses(&down)));
    if up.len() + down.len() <= 4 {
        let names = |way: &[TokenId]| -> String {
            let names: Vec<&str> = way.iter().map(|&t| syntax[t].relation()).collect();
            names.join(">")
        };
        signs.push(format!("way-{}-{}", names(&up), names(&down)));
    }
    let foreign = scene.events.list.iter().any(|e| {
        e.head != head
            && syntax[e.head].sentence == syntax[head].sentence
            && tie(syntax, anchor, e.head, is_event) == Some(Tie::Trigger)
    });
    if foreign {
        signs.push("tied-to-other-event".to_owned());
    }
    if syntax[anchor].is_rel("conj") {
        signs.push("later-conjunct".to_owned());
    }
    if syntax.children_by(anchor, &["conj"]).next().is_some() {
        signs.push("first-conjunct".to_owned());
    }
    let distance = |t: TokenId| t.index().abs_diff(head.index());
    let others = all
        .iter()
        .filter_map(|m| m.anchor)
        .filter(|&a| a != anchor && syntax[a].sentence == syntax[anchor].sentence);
    let rank = others
        .clone()
        .filter(|&a| distance(a) < distance(anchor))
        .count();
    signs.push(format!("rank-{}", rank.min(2)));
    if others.count() == 0 {
        signs.push("alone".to_owned());
    }
    signs.push(
        match distance(anchor) {
            0..=2 => "distance-2",
            3..=5 => "distance-5",
            6..=10 => "distance-10",
            11..=20 => "distance-20",
            _ => "distance-far",
        }
        .to_owned(),
    );
    signs.push(if anchor < head { "before" } else { "after" }.to_owned());
    let (low, high) = (anchor.min(head), anchor.max(head));
    let between = scene
        .events
        .list
        .iter()
        .any(|e| low < e.head && e.head < high);
    if between {
        signs.push("event-between".to_owned());
    }
    if syntax[anchor]
        .head
        .is_some_and(|h| scene.is_cue(h) && h != head)
    {
        signs.push("of-cue".to_owned());
    }
    tied
}

/// Signs that any expression may have.
fn common(
    scene: Scene<'_>,
    event: &Subject,
    head: TokenId,
    modifier: &Modifier,
    signs: &mut Vec<String>,
) {
    for own in &modifier.own {
        signs.push((*own).to_owned());
    }
    signs.push(format!("after-{}", modifier.preposition));
    signs.extend(event.own.iter().cloned());
    signs.push(scene.tense(head).to_owned());
    match event.said_by {
        None => signs.push("narrated".to_owned()),
        Some(s) if scene.within(modifier.span, s) => signs.push("said-with-event".to_owned()),
        Some(_) => signs.push("said-without".to_owned()),
    }
    signs.push(match pointed(scene.syntax, head, modifier) {
        None => "not-seen".to_owned(),
        Some(0.0) => "pointed-no".to_owned(),
        Some(p) => format!("pointed-{}", (p * 5.0).round().min(5.0)),
    });
    match scene.part(scene.syntax[head].sentence) {
        Part::Headline => signs.push("event-in-headline".to_owned()),
        Part::Lead => signs.push("event-in-lead".to_owned()),
        Part::Body => {}
    }
}

/// How sure the model points from the event to the expression; `None` where it
/// sees no event.
fn pointed(syntax: &Syntax, head: TokenId, modifier: &Modifier) -> Option<f32> {
    let words = &syntax.proposal(head)?.arguments[modifier.role];
    let inside = words
        .iter()
        .filter(|(t, _)| modifier.span.contains(syntax[*t].span));
    Some(inside.map(|(_, p)| p).sum())
}

fn is_clause(relation: &str) -> bool {
    matches!(
        relation,
        "ccomp" | "xcomp" | "csubj" | "acl" | "advcl" | "parataxis" | "conj" | "appos"
    )
}

/// The tokens on the way from one token up to the lowest common ancestor of
/// both, and from the other up to it, without the ancestor.
fn way(syntax: &Syntax, a: TokenId, b: TokenId) -> (Vec<TokenId>, Vec<TokenId>) {
    let climb = |from: TokenId, up_to: TokenId| -> Vec<TokenId> {
        let mut out = Vec::new();
        let mut at = from;
        while at != up_to {
            out.push(at);
            match syntax[at].head {
                Some(head) => at = head,
                None => break,
            }
        }
        out
    };
    let mut meet = a;
    while !syntax.is_within(b, meet) {
        match syntax[meet].head {
            Some(head) => meet = head,
            None => break,
        }
    }
    (climb(a, meet), climb(b, meet))
}
