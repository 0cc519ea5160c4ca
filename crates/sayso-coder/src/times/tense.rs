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
pub(super) fn tense(syntax: &Syntax, from: TokenId, headline: bool) -> Tense {
    let mut at = from;
    loop {
        let token = &syntax[at];
        let verbal = token.upos == Upos::Verb || syntax.child(at, &["cop", "aux"]).is_some();
        if verbal && at != from || token.head.is_none() {
            let found = verb_tense(syntax, at, headline);
            if found != Tense::Open || !is_infinitive(syntax, at) {
                return found;
            }
        }
        match token.head {
            Some(head) => at = head,
            None => return Tense::Open,
        }
    }
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
    if aux.iter().any(|a| a.xpos == "MD") {
        // "may have met" is past.
        return if perfect { Tense::Past } else { Tense::Future };
    }
    if perfect || aux.iter().any(|a| a.xpos == "VBD") || token.xpos == "VBD" {
        // "was expected on Friday" may have been either.
        return Tense::Past;
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
        _ => Tense::Open,
    }
}

/// "plans to meet", "is to meet", in headlines "to meet": the future; below a
/// past verb it stays open.
fn infinitive_tense(syntax: &Syntax, verb: TokenId) -> Tense {
    let mut at = syntax[verb].head;
    while let Some(above) = at {
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
