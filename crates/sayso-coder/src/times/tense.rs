//! The tense of the clause about an expression.

use sayso_article::{Syntax, TokenId, Upos};

/// Where the verb about an expression puts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// No finite verb, or one that leaves it open.
    Open,
}

/// The tense of the nearest verb above a token. Headlines tell the past in the
/// present tense.
///
/// Beside it, whether the verb governs the token itself, and not by way of a
/// noun ("the trial of Nov. 6").
pub(super) fn tense(syntax: &Syntax, from: TokenId, headline: bool) -> (Tense, bool) {
    let mut at = from;
    loop {
        let token = &syntax[at];
        let verbal = token.upos == Upos::Verb || syntax.child(at, &["cop", "aux"]).is_some();
        if verbal && at != from || token.head.is_none() {
            let found = verb_tense(syntax, at, headline);
            if found != Tense::Open || !is_infinitive(syntax, at) {
                let direct = syntax[from].head == Some(at) || at == from;
                // "The move follows Tuesday's talks": the present tells nothing of a noun's day.
                let open = found == Tense::Future && !direct && is_present(syntax, at);
                return (if open { Tense::Open } else { found }, direct);
            }
        }
        match token.head {
            Some(head) => at = head,
            None => return (Tense::Open, false),
        }
    }
}

/// Verbs of planning: what depends on them lies ahead of them.
const FORWARD: [&str; 46] = [
    "anticipate",
    "forecast",
    "project",
    "slat",
    "plan",
    "schedule",
    "expect",
    "intend",
    "set",
    "slate",
    "prepare",
    "agree",
    "promise",
    "vow",
    "pledge",
    "want",
    "hope",
    "ask",
    "order",
    "urge",
    "threaten",
    "aim",
    "decide",
    "propose",
    "demand",
    "call",
    "invite",
    "seek",
    "warn",
    "announce",
    "allow",
    "require",
    "tell",
    "due",
    "postpone",
    "extend",
    "delay",
    "book",
    "adjourn",
    "ready",
    "likely",
    "appeal",
    "instruct",
    "direct",
    "commit",
    "consider",
];

/// Verbs whose own dates lie ahead: "has scheduled a vote for Friday".
const SCHEDULES: [&str; 11] = [
    "schedule", "slate", "plan", "expect", "set", "postpone", "extend", "delay", "book", "adjourn",
    "due",
];

/// Whether a verb stands in the present tense without a modal.
fn is_present(syntax: &Syntax, verb: TokenId) -> bool {
    let present = |t: TokenId| matches!(syntax[t].xpos.as_str(), "VBZ" | "VBP");
    let mut aux = syntax.children_by(verb, &["aux", "cop"]);
    let modal = syntax
        .children_by(verb, &["aux"])
        .any(|a| syntax[a].xpos == "MD");
    !modal && (present(verb) || aux.any(present))
}

fn is_infinitive(syntax: &Syntax, verb: TokenId) -> bool {
    syntax
        .children_by(verb, &["mark"])
        .any(|m| syntax[m].lemma.eq_ignore_ascii_case("to"))
}

fn verb_tense(syntax: &Syntax, verb: TokenId, headline: bool) -> Tense {
    let token = &syntax[verb];
    let aux: Vec<_> = syntax
        .children_by(verb, &["aux", "cop"])
        .map(|a| &syntax[a])
        .collect();
    let perfect = aux.iter().any(|a| a.lemma.eq_ignore_ascii_case("have"));
    if let Some(modal) = aux.iter().find(|a| a.xpos == "MD") {
        // "may have met" is past; "could be found" was, or may yet be.
        // "Parliament said it would meet on Monday."
        let reported = modal.lemma == "could";
        return match (perfect, reported) {
            (true, _) => Tense::Past,
            (false, true) => Tense::Open,
            (false, false) => Tense::Future,
        };
    }
    if SCHEDULES.contains(&token.lemma.as_str()) && token.xpos != "VB" {
        let was = aux.iter().any(|a| a.xpos == "VBD");
        return if was { Tense::Open } else { Tense::Future };
    }
    if perfect || aux.iter().any(|a| a.xpos == "VBD") || token.xpos == "VBD" {
        // "was expected on Friday" may have been either.
        return Tense::Past;
    }
    let is_to = aux.iter().any(|a| matches!(a.xpos.as_str(), "VBZ" | "VBP"));
    if is_infinitive(syntax, verb) && token.xpos == "VBN" && is_to {
        return Tense::Future;
    }
    if is_infinitive(syntax, verb) {
        return infinitive_tense(syntax, verb);
    }
    let present = |tag: &str| matches!(tag, "VBZ" | "VBP");
    if present(&token.xpos) || aux.iter().any(|a| present(&a.xpos)) {
        return if headline { Tense::Past } else { Tense::Future };
    }
    match token.xpos.as_str() {
        // "the men arrested on Friday"
        "VBN" => Tense::Past,
        // "Leave by May."
        "VB" if token.head.is_none() => Tense::Future,
        _ => Tense::Open,
    }
}

/// "plans to meet", "is to meet", in headlines "to meet": the future; below a
/// past verb it stays open.
fn infinitive_tense(syntax: &Syntax, verb: TokenId) -> Tense {
    let mut at = syntax[verb].head;
    while let Some(above) = at {
        if FORWARD.contains(&syntax[above].lemma.to_lowercase().as_str()) {
            return Tense::Future;
        }
        let past = syntax[above].xpos == "VBD"
            || syntax
                .children_by(above, &["aux", "cop"])
                .any(|a| syntax[a].xpos == "VBD" || syntax[a].lemma == "have");
        if past {
            return Tense::Open;
        }
        at = syntax[above].head;
    }
    Tense::Future
}
