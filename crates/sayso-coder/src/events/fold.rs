//! Each event once: later mentions of the same happening are folded into the
//! first, mirrored and nested duplicates removed.

use sayso_article::{EntityId, StatementId, Upos};

use super::matching::is_light;
use super::view::View;
use super::{Draft, counts};
use crate::layers::{EntityKind, Event, EventType, Events, Party, Status};

/// From here on two mentions are taken to tell one event.
const SAME: f32 = 0.5;

pub(super) fn fold(view: &View<'_>, drafts: Vec<Draft>) -> Events {
    let mut list: Vec<Event> = Vec::new();
    // The mentions of each event of the list, as they were found.
    let mut told: Vec<Vec<Event>> = Vec::new();
    let (mut titles, body): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(|d| d.headline);
    for Draft {
        mut event,
        alone,
        intended,
        ..
    } in body
    {
        // The story tells what its headline told.
        while let Some(i) = titles.iter().position(|t| restates(view, &t.event, &event)) {
            let title = titles.remove(i).event;
            event.also.push(title.trigger);
            counts::add_headline(view, &mut event.counts, title.counts);
            if event.actors.is_empty() {
                event.actors = title.actors;
            }
            if event.recipients.is_empty() {
                event.recipients = title.recipients;
            }
        }
        let same = list
            .iter()
            .rposition(|first| {
                same_happening(view, first, &event) && !counts::disagree(view, first, &event)
            })
            .or_else(|| taken_up(view, &list, &event))
            .or_else(|| {
                // "refused to meet" is one refusal.
                list.iter().rposition(|first| {
                    first.kind == EventType::Reject
                        && matches!(view.lemma(first.head), "refuse" | "decline" | "balk")
                        && event.status == Status::Denied
                        && view.syntax[event.head].is_rel("xcomp")
                        && view.syntax[event.head].head == Some(first.head)
                })
            })
            .or_else(|| {
                // "promised to visit" is one agreement.
                list.iter().rposition(|first| {
                    intended
                        && first.kind == EventType::Agree
                        && view.syntax.is_within(event.head, first.head)
                })
            });
        let same = same.or_else(|| likely_same(view, &list, &told, &event));
        match same {
            Some(i) => {
                told[i].push(event.clone());
                merge(view, &mut list[i], event);
            }
            None if alone => {
                told.push(vec![event.clone()]);
                list.push(event);
            }
            None => {}
        }
    }
    list.extend(titles.into_iter().filter(|t| t.alone).map(|t| t.event));
    drop_mobilizing(view, &mut list);
    list.sort_by_key(|e| (e.trigger, e.head));
    Events { list }
}

/// The event of which a mention is likeliest to tell the same as `later`.
fn likely_same(
    view: &View<'_>,
    list: &[Event],
    told: &[Vec<Event>],
    later: &Event,
) -> Option<usize> {
    let fitted = view.rules.same.as_ref()?;
    let mut best: Option<(f32, usize)> = None;
    for (i, mentions) in told.iter().enumerate() {
        // Two sources' tolls are two versions of the happening.
        if counts::disagree(view, &list[i], later) {
            continue;
        }
        for first in mentions.iter().filter(|m| m.kind == later.kind) {
            if stand_apart(view, first, later) {
                continue;
            }
            let signs = super::same::signs(view, first, later);
            let p = fitted.of(signs.iter().map(String::as_str));
            if p >= SAME && best.is_none_or(|(q, _)| p >= q) {
                best = Some((p, i));
            }
        }
    }
    best.map(|(_, i)| i)
}

/// "welcomed the recognition", "convicted, he was expelled", "dissolved the
/// assembly and dismissed the judges": within one sentence two acts of speech
/// of which one is about the other, two modes, and other parties are two events.
fn stand_apart(view: &View<'_>, first: &Event, later: &Event) -> bool {
    let syntax = view.syntax;
    let (a, b) = (first.head, later.head);
    if syntax[a].sentence != syntax[b].sentence {
        return false;
    }
    let strangers = |a: &[Party], b: &[Party]| {
        let (x, y) = (entities(view, a), entities(view, b));
        !compatible(&x, &y) && !share_word(view, a, b)
    };
    if strangers(&first.actors, &later.actors) || strangers(&first.recipients, &later.recipients) {
        return true;
    }
    let verbal = first.kind.quad() % 2 == 1 && first.kind != EventType::Consult;
    let nested = syntax.is_within(a, b) || syntax.is_within(b, a);
    let verb = if syntax[a].upos == Upos::Noun { b } else { a };
    let modes = first.mode.is_some() && later.mode.is_some() && first.mode != later.mode;
    modes || verbal && nested && !is_light(view, verb)
}

/// Whether the story's `event` is that of the headline: the same act with
/// parties that do not contradict, whoever says so.
fn restates(view: &View<'_>, title: &Event, event: &Event) -> bool {
    let fits = |a: &[Party], b: &[Party]| {
        let (x, y) = (entities(view, a), entities(view, b));
        let codes = |list: &[Party]| -> Vec<_> {
            list.iter()
                .filter_map(|p| p.belonging(view.entities).0.cloned())
                .collect()
        };
        compatible(&x, &y) || codes(a).iter().any(|c| codes(b).contains(c))
    };
    title.kind == event.kind
        && title.status == event.status
        && (title.mode == event.mode || title.mode.is_none() || event.mode.is_none())
        && fits(&title.actors, &event.actors)
        && fits(&title.recipients, &event.recipients)
}

/// The event that a bare noun takes up: "the attack" in somebody's words or
/// in a later paragraph, "protests" after "protested". Whose words they are
/// does not matter, for the noun asserts nothing.
fn taken_up(view: &View<'_>, list: &[Event], later: &Event) -> Option<usize> {
    if !later.actors.is_empty()
        || !later.recipients.is_empty()
        || view.syntax[later.head].upos != Upos::Noun
    {
        return None;
    }
    let indefinite = view
        .syntax
        .children_by(later.head, &["det"])
        .any(|d| matches!(view.lemma(d), "a" | "an" | "another" | "no" | "any"));
    if indefinite {
        return None;
    }
    list.iter().rposition(|first| {
        first.kind == later.kind
            && (first.mode == later.mode || first.mode.is_none() || later.mode.is_none())
            && !counts::disagree(view, first, later)
    })
}

pub(super) fn entities(view: &View<'_>, parties: &[Party]) -> Vec<EntityId> {
    parties
        .iter()
        .map(|p| view.entities.mention(p.mention).entity)
        .collect()
}

/// Whether the phrases of two lists of parties have a head word in common.
pub(super) fn share_word(view: &View<'_>, a: &[Party], b: &[Party]) -> bool {
    let word = |p: &Party| view.lemma(view.entities.mention(p.mention).head).to_owned();
    a.iter().any(|x| b.iter().any(|y| word(x) == word(y)))
}

/// Nobody named on one side, or somebody named on both.
fn compatible(a: &[EntityId], b: &[EntityId]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|e| b.contains(e))
}

pub(super) fn same_happening(view: &View<'_>, first: &Event, later: &Event) -> bool {
    if first.kind != later.kind {
        return false;
    }
    if !same_voice(view, first, later) && !dies_once(view, first, later) {
        return false;
    }
    let (fa, fr) = (
        entities(view, &first.actors),
        entities(view, &first.recipients),
    );
    let (la, lr) = (
        entities(view, &later.actors),
        entities(view, &later.recipients),
    );
    if first.status == later.status
        && dies_once(view, first, later)
        && compatible(&fa, &la)
        && fr == lr
    {
        return true;
    }
    if !same_voice(view, first, later) {
        return false;
    }
    let modes = first.mode == later.mode || first.mode.is_none() || later.mode.is_none();
    let syntax = view.syntax;
    let same_sentence = syntax[first.head].sentence == syntax[later.head].sentence;
    if same_sentence {
        return first.status == later.status
            && first.said_by == later.said_by
            && one_act(view, first, later, &(fa, fr), &(la, lr));
    }
    let known_status = first.status == later.status;
    if !known_status || !modes {
        return false;
    }
    let overlap = |a: &[EntityId], b: &[EntityId]| a.iter().any(|e| b.contains(e));
    let same_word = stem(view.lemma(first.head)) == stem(view.lemma(later.head));
    let noun = syntax[later.head].upos == Upos::Noun;
    let definite = noun
        && syntax
            .children_by(later.head, &["det"])
            .any(|d| matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those"));
    // "the attack" after "attacked": nothing may contradict it.
    if definite
        && (same_word || la.is_empty() && lr.is_empty())
        && compatible(&fa, &la)
        && compatible(&fr, &lr)
    {
        return true;
    }
    // The same word about the same parties.
    same_word
        && (overlap(&fa, &la) || fa.is_empty() && la.is_empty())
        && (overlap(&fr, &lr) || fr.is_empty() && lr.is_empty())
        && (overlap(&fa, &la) || overlap(&fr, &lr))
}

/// Both tell how one named person was killed, in whosever words.
fn dies_once(view: &View<'_>, first: &Event, later: &Event) -> bool {
    let deadly = |e: &Event| {
        matches!(
            view.lemma(e.head),
            "kill"
                | "murder"
                | "assassinate"
                | "execute"
                | "behead"
                | "lynch"
                | "hang"
                | "slay"
                | "killing"
                | "assassination"
                | "execution"
                | "death"
        )
    };
    let person = |e: &Event| match e.recipients.as_slice() {
        [one] => {
            let entity = view.entities.mention(one.mention).entity;
            (view.entities.entity(entity).kind == EntityKind::Person).then_some(entity)
        }
        _ => None,
    };
    first.kind == EventType::Assault
        && deadly(first)
        && deadly(later)
        && person(first).is_some()
        && person(first) == person(later)
}

/// Said by the same source, or both by the article.
pub(super) fn same_voice(view: &View<'_>, a: &Event, b: &Event) -> bool {
    same_speaker(view, a.said_by, b.said_by)
}

/// Whether two statements (or the article itself) are of one source.
pub(super) fn same_speaker(
    view: &View<'_>,
    a: Option<StatementId>,
    b: Option<StatementId>,
) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(x), Some(y)) => {
            let speaker = |id: StatementId| {
                view.entities
                    .speakers
                    .get(id.index())
                    .and_then(Option::as_ref)
            };
            x == y
                || match (speaker(x), speaker(y)) {
                    (Some(p), Some(q)) => match (p.entity, q.entity) {
                        (Some(p), Some(q)) => p == q,
                        _ => p.name == q.name,
                    },
                    _ => false,
                }
        }
        _ => false,
    }
}

type Sides = (Vec<EntityId>, Vec<EntityId>);

/// Two triggers of one sentence that word one act: "killed in an airstrike",
/// "an attack killed five and wounded nine".
fn one_act(view: &View<'_>, first: &Event, later: &Event, f: &Sides, l: &Sides) -> bool {
    let syntax = view.syntax;
    let (a, b) = (first.head, later.head);
    let below = |x, y| syntax[x].head == Some(y);
    let nested = below(a, b) || below(b, a);
    let noun = syntax[a].upos == Upos::Noun || syntax[b].upos == Upos::Noun;
    let parties = compatible(&f.0, &l.0) && compatible(&f.1, &l.1);
    let verb = if syntax[a].upos == Upos::Noun { b } else { a };
    let about = first.kind == EventType::Support && !is_light(view, verb);
    if nested && noun && parties && !about {
        return true;
    }
    if first.kind == EventType::Assault {
        // Killed and wounded are two counts of one attack, and the harm that
        // an attack does is no second one ("the shelling killed two").
        let harm = |t| {
            matches!(
                view.lemma(t),
                "kill" | "injure" | "wound" | "hurt" | "maim" | "die"
            )
        };
        let linked = syntax.first_conjunct(a) == syntax.first_conjunct(b)
            || nested && (syntax[b].is_rel("advcl") || syntax[a].is_rel("advcl"));
        let does = nested
            && noun
            && (syntax[a].is_rel("nsubj") && harm(b) || syntax[b].is_rel("nsubj") && harm(a));
        if (linked || does) && (harm(a) || harm(b)) && compatible(&f.0, &l.0) {
            return true;
        }
    }
    // Mirrored: "X met Y, and Y met X".
    first.kind.is_joint()
        && !f.0.is_empty()
        && {
            let all = |s: &Sides| {
                let mut v: Vec<_> = s.0.iter().chain(&s.1).copied().collect();
                v.sort_unstable();
                v.dedup();
                v
            };
            all(f) == all(l)
        }
        && (nested || stem(view.lemma(a)) == stem(view.lemma(b)))
}

/// attack/attacks/attacked/attacker share a stem; crude on purpose.
pub(super) fn stem(lemma: &str) -> &str {
    let mut end = lemma.len().min(5);
    while !lemma.is_char_boundary(end) {
        end -= 1;
    }
    &lemma[..end]
}

fn merge(view: &View<'_>, first: &mut Event, later: Event) {
    if first.mode.is_none() {
        first.mode = later.mode;
    }
    // The people who are angry are not whom they are angry with.
    let others = |a: &[Party], b: &[Party]| {
        let (x, y) = (entities(view, a), entities(view, b));
        !x.iter().any(|e| y.contains(e)) && !share_word(view, a, b)
    };
    if first.actors.is_empty() && others(&later.actors, &first.recipients) {
        first.actors = later.actors;
    }
    if first.recipients.is_empty() && others(&later.recipients, &first.actors) {
        first.recipients = later.recipients;
    }
    // Another number of a later mention stands beside the first.
    counts::add_all(view, &mut first.counts, later.counts);
    first.also.push(later.trigger);
    first.also.extend(later.also);
    first.also.sort_unstable();
}

/// PLOVER: moves that end in force are part of the assault. Only within one
/// sentence, by the same actor, both having happened.
fn drop_mobilizing(view: &View<'_>, list: &mut Vec<Event>) {
    let assaults: Vec<_> = list
        .iter()
        .filter(|e| e.kind == EventType::Assault && e.status == Status::Actual)
        .map(|e| {
            (
                view.syntax[e.head].sentence,
                e.said_by,
                entities(view, &e.actors),
            )
        })
        .collect();
    list.retain(|e| {
        !(e.kind == EventType::Mobilize
            && e.status == Status::Actual
            && assaults.iter().any(|(sentence, said_by, actors)| {
                *sentence == view.syntax[e.head].sentence
                    && *said_by == e.said_by
                    && entities(view, &e.actors).iter().any(|a| actors.contains(a))
            }))
    });
}
