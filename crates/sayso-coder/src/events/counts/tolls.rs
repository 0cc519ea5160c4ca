//! Tolls: how many were killed, hurt, arrested, driven out. The clause that
//! tells them need not be that of the act ("in an attack that left 30 dead").

use sayso_article::{SmolStr, StatementId, TokenId};
use sayso_lexicon::counts::CountKind;

use super::super::fold::same_speaker;
use super::super::view::View;
use super::super::{Draft, said_by};
use super::beside::number_token;
use super::same::contradict;
use super::{Quantity, add, count};
use crate::clause;
use crate::layers::{Bound, Count, Event, EventType, Status};

/// A count of people who suffer an outcome.
struct Toll {
    count: Count,
    /// The word that tells the outcome.
    anchor: TokenId,
}

/// Sentences after its own in which a toll may still be told of an event.
const NEAR: usize = 2;

/// Gives the tolls of the sentence that begins with `first` to the mentions of
/// events in it.
pub(in crate::events) fn tolls(view: &View<'_>, first: TokenId, drafts: &mut [Draft]) {
    for toll in found(view, first) {
        if drafts.iter().any(|d| has(&d.event, &toll.count)) {
            continue;
        }
        let best = drafts
            .iter_mut()
            .filter(|d| suffers(d.event.kind, &toll.count))
            .filter(|d| fits(&d.event, &toll.count))
            .filter_map(|d| Some((distance(view, &d.event, &toll)?, d)))
            .min_by_key(|(far, _)| *far);
        if let Some((_, draft)) = best {
            add(view, &mut draft.event.counts, toll.count);
            draft.event.counts.sort_by_key(|c| c.span);
        }
    }
}

/// Gives tolls told in a sentence without their event to the event told last,
/// if it is near. Another source's number that contradicts is another version.
pub(in crate::events) fn orphans(view: &View<'_>, list: &mut Vec<Event>) {
    let mut versions: Vec<Event> = Vec::new();
    let mut told: Vec<(TokenId, Vec<Toll>)> = Vec::new();
    for sentence in view.syntax.sentences() {
        if super::super::is_story(view.article, sentence.span.start()) {
            told.push((sentence.first, found(view, sentence.first)));
        }
    }
    for (first, tolls) in told {
        let here = view.syntax[first].sentence.index();
        for toll in tolls {
            if list.iter().any(|e| has(e, &toll.count)) {
                continue;
            }
            let before = list
                .iter_mut()
                .filter(|e| suffers(e.kind, &toll.count) && fits(e, &toll.count))
                .filter(|e| e.status == Status::Actual)
                .filter_map(|e| {
                    let near = std::iter::once(e.trigger)
                        .chain(e.also.iter().copied())
                        .filter_map(|span| view.syntax.tokens_in(span).next())
                        .filter_map(|t| here.checked_sub(view.syntax[t].sentence.index()))
                        .filter(|far| (1..=NEAR).contains(far))
                        .min()?;
                    Some((near, e))
                })
                .min_by_key(|(near, _)| *near);
            let Some((_, event)) = before else { continue };
            let other = event.counts.iter().any(|c| {
                contradict(c, &toll.count) && !same_speaker(view, c.said_by, toll.count.said_by)
            });
            if other {
                versions.push(version(view, event, toll));
            } else {
                add(view, &mut event.counts, toll.count);
                event.counts.sort_by_key(|c| c.span);
            }
        }
    }
    list.extend(versions);
    list.sort_by_key(|e| (e.trigger, e.head));
}

/// The same happening as another source numbers it: an event of its own.
fn version(view: &View<'_>, event: &Event, toll: Toll) -> Event {
    let mut out = event.clone();
    out.trigger = view.syntax[toll.anchor].span;
    out.head = toll.anchor;
    out.also = Vec::new();
    out.said_by = toll.count.said_by;
    out.counts = vec![toll.count];
    out.evidence.note = "another source's number of what was told before".into();
    out
}

fn has(event: &Event, count: &Count) -> bool {
    event.counts.iter().any(|c| c.span.overlaps(count.span))
}

/// "no one was hurt" counts for an attack that was made.
fn fits(event: &Event, count: &Count) -> bool {
    count.value != Some(0.0) || event.status == Status::Actual
}

/// Events in which people suffer the outcome.
fn suffers(kind: EventType, count: &Count) -> bool {
    match count.of.as_str() {
        "killed" | "injured" | "wounded" | "missing" | "casualties" => kind == EventType::Assault,
        "arrested" | "detained" => kind == EventType::Coerce && count.value != Some(0.0),
        "displaced" => matches!(kind, EventType::Assault | EventType::Coerce),
        _ => false,
    }
}

/// How far an event's trigger is from a toll of its sentence; `None` where it
/// cannot be its toll.
fn distance(view: &View<'_>, event: &Event, toll: &Toll) -> Option<(u8, usize)> {
    let syntax = view.syntax;
    let (t, a) = (event.head, toll.anchor);
    let far = t.index().abs_diff(a.index());
    if t == a {
        return Some((0, 0));
    }
    if syntax.is_within(t, a) || syntax.is_within(a, t) {
        return Some((1, far));
    }
    same_speaker(view, event.said_by, toll.count.said_by).then_some((2, far))
}

/// The tolls of the sentence that begins with `first`.
fn found(view: &View<'_>, first: TokenId) -> Vec<Toll> {
    let sentence = view.syntax.sentence_of(first);
    let mut out = Vec::new();
    for quantity in view.quantities_in(sentence.span) {
        if let Some(toll) = toll(view, quantity) {
            out.push(toll);
        }
    }
    out.extend(sentence.tokens().filter_map(|t| nobody(view, t)));
    out
}

/// The outcome that a quantity counts.
fn toll(view: &View<'_>, quantity: &Quantity) -> Option<Toll> {
    if !quantity.counts || quantity.year || quantity.money.is_some() {
        return None;
    }
    let syntax = view.syntax;
    let number = number_token(view, quantity)?;
    let mut noun = number;
    while matches!(
        syntax[noun].relation(),
        "nummod" | "amod" | "det" | "compound"
    ) && let Some(up) = syntax[noun].head
        && up > noun
        && syntax[up].sentence == syntax[number].sentence
    {
        noun = up;
    }
    let meant = view.meant(noun);
    // "one of them a boy": told of in the words that follow.
    if quantity.value == Some(1.0) && meant != noun {
        return None;
    }
    let (anchor, outcome) = suffered(view, noun, meant)?;
    Some(Toll {
        count: count(view, quantity, meant, number, Some(outcome), "toll"),
        anchor,
    })
}

/// The word that tells what the people of a phrase suffer, and the outcome.
pub(super) fn suffered(
    view: &View<'_>,
    noun: TokenId,
    meant: TokenId,
) -> Option<(TokenId, SmolStr)> {
    let syntax = view.syntax;
    let words = &view.rules.counts;
    let line = |kind, t: TokenId| {
        words
            .lemma(kind, view.lemma(t))
            .map(|l| (t, l.name.clone()))
    };
    let verb = |t: TokenId| {
        super::outcome_of(view, t)
            .filter(|_| view.is_verbal(t))
            .map(|o| (t, o))
    };
    // "30 deaths", "30 dead"
    for kind in [CountKind::Toll, CountKind::State] {
        if let Some(found) = line(kind, meant) {
            return Some(found);
        }
    }
    // "30 people killed in the raid", "15 injured"
    for of in [noun, meant] {
        for child in syntax.children_by(of, &["acl", "amod", "xcomp"]) {
            if child < of && !syntax[child].is_rel("acl") || syntax[child].is_rel("acl:relcl") {
                continue;
            }
            if let Some(found) = line(CountKind::State, child) {
                return Some(found);
            }
            if syntax[child].xpos == "VBN"
                && let Some(found) = verb(child)
            {
                return Some(found);
            }
        }
    }
    // "wounded 110", whatever the parser hung the number on.
    if let Some(quantity) = view.quantity_at(noun)
        && let Some(before) = syntax
            .tokens()
            .partition_point(|t| t.span.end() <= quantity.span.start())
            .checked_sub(1)
            .map(TokenId::new)
        && syntax[before].sentence == syntax[noun].sentence
        && matches!(syntax[before].xpos.as_str(), "VBD" | "VBG" | "VBZ" | "VBP")
        && let Some(found) = verb(before)
    {
        return Some(found);
    }
    let top = syntax.first_conjunct(noun);
    let above = syntax[top].head?;
    let relation = syntax[top].relation();
    // "killing 12 people", "12 people were killed"
    if clause::deep_object(syntax, above).is_some_and(|o| o.head == top)
        && let Some(found) = verb(above)
    {
        return Some(found);
    }
    // "claimed 12 lives", "12 people lost their lives"
    if words.lemma(CountKind::Life, view.lemma(above)).is_some() {
        let lives = |t| view.lemma(t) == "life";
        let killed = words
            .lemma(CountKind::Life, view.lemma(above))
            .map(|l| (above, l.name.clone()));
        if lives(meant) && relation == "obj" {
            return killed;
        }
        let object = syntax.child(above, &["obj"]).is_some_and(lives);
        if object && (relation == "nsubj" || syntax[top].is_rel("nmod")) {
            return killed;
        }
    }
    if syntax[top].is_rel("nsubj") {
        // "12 died", "12 were dead"
        for kind in [CountKind::Subject, CountKind::State] {
            if let Some(found) = line(kind, above) {
                return Some(found);
            }
        }
        if syntax[top].is_rel("nsubj:pass")
            && let Some(found) = verb(above)
        {
            return Some(found);
        }
    }
    // "left 30 dead"
    if relation == "obj" {
        let state = syntax
            .children_by(above, &["xcomp", "amod", "advcl"])
            .filter(|&c| c > top)
            .find_map(|c| {
                line(CountKind::State, c)
                    .or_else(|| (syntax[c].xpos == "VBN").then(|| verb(c)).flatten())
            });
        if state.is_some() {
            return state;
        }
    }
    // "put the number of those detained at 214"
    let number_of = |t: TokenId| {
        matches!(view.lemma(t), "number" | "figure" | "count")
            .then(|| syntax.children_by(t, &["nmod"]).find(|&c| c > t))
            .flatten()
    };
    if relation == "obl"
        && let Some(people) = syntax.child(above, &["obj"]).and_then(number_of)
    {
        let acl = syntax.children_by(people, &["acl", "amod"]);
        return acl
            .filter(|&c| syntax[c].xpos == "VBN" || syntax[c].xpos == "JJ")
            .chain([people])
            .find_map(|c| {
                line(CountKind::State, c)
                    .or_else(|| line(CountKind::Toll, c))
                    .or_else(|| verb(c))
            })
            .map(|(_, outcome)| (above, outcome));
    }
    // "the death toll rose to 41", "a toll of 41"
    let subject = clause::surface_subject(syntax, above).map(|a| a.head);
    let object = syntax.child(above, &["obj"]);
    let deadly = |t: TokenId| {
        view.lemma(t) == "toll"
            && !syntax
                .children_by(t, &["compound", "amod"])
                .any(|c| matches!(view.lemma(c), "injury" | "road" | "heavy"))
    };
    let says = matches!(relation, "obl" | "nmod" | "obj" | "advmod" | "xcomp");
    (says
        && (subject.is_some_and(deadly) || object.is_some_and(deadly) || deadly(above))
        && meant == noun
        || deadly(above) && relation == "nsubj")
        .then(|| (above, "killed".into()))
}

/// "No one was hurt", "there were no casualties": none, where it is plainly
/// told and not only unreported.
fn nobody(view: &View<'_>, t: TokenId) -> Option<Toll> {
    let syntax = view.syntax;
    let words = &view.rules.counts;
    let (outcome, word) = if let Some(clause::Negation::Argument(no)) = clause::negation(syntax, t)
    {
        let line = words
            .lemma(CountKind::State, view.lemma(t))
            .or_else(|| words.lemma(CountKind::Object, view.lemma(t)))
            .or_else(|| words.lemma(CountKind::Subject, view.lemma(t)))?;
        let people = syntax[no].head.filter(|_| syntax[no].is_rel("det"));
        let who = people.map_or(no, |p| p);
        // "No officer was arrested" tells of officers.
        let sufferer = clause::deep_object(syntax, t)
            .or_else(|| clause::surface_subject(syntax, t))
            .is_some_and(|a| a.head == who);
        if !sufferer
            || !matches!(
                view.lemma(who),
                "one" | "nobody" | "none" | "person" | "no-one"
            ) && people.is_none()
        {
            return None;
        }
        (line.name.clone(), no)
    } else {
        // "there were no deaths", "without casualties"
        let line = words.lemma(CountKind::Toll, view.lemma(t))?;
        let no = syntax
            .children_by(t, &["det", "case"])
            .find(|&c| matches!(view.lemma(c), "no" | "without"))?;
        let plainly = view.lemma(no) == "without"
            || syntax.child(t, &["expl", "cop"]).is_some()
            || syntax[t]
                .head
                .is_some_and(|h| matches!(view.lemma(h), "be" | "cause" | "suffer"));
        if !plainly {
            return None;
        }
        (line.name.clone(), no)
    };
    let said: Option<StatementId> = said_by(view, t, false);
    Some(Toll {
        count: Count {
            span: syntax[word].span,
            value: Some(0.0),
            low: Some(0.0),
            high: Some(0.0),
            bound: Some(Bound::Exact),
            of: outcome,
            counted: None,
            currency: None,
            said_by: said,
            reason: "none told",
        },
        anchor: t,
    })
}
