//! How closely a modifier of time or place is tied to the trigger of an event.

use sayso_article::{Syntax, TokenId, Upos};

/// From the closest tie to the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// The modifier depends on the trigger itself.
    Trigger,
    /// It depends on a verb that only carries the trigger ("the raid took place").
    Carrier,
    /// It stands within a nominal argument of the trigger.
    Argument,
    /// It depends on a verb that the trigger is coordinated with, or a participle of.
    Clause,
}

/// Verbs that say no more of their subject or object than that it happens.
const CARRIERS: [&str; 24] = [
    "take",
    "occur",
    "happen",
    "begin",
    "start",
    "launch",
    "carry",
    "conduct",
    "hold",
    "make",
    "stage",
    "mount",
    "commit",
    "give",
    "have",
    "see",
    "come",
    "be",
    "sign",
    "issue",
    "end",
    "pay",
    "perform",
    "undertake",
];

/// Verbs whose subject, an act, has its effect at once.
const EFFECTS: [&str; 12] = [
    "kill", "wound", "injure", "hit", "target", "destroy", "damage", "leave", "claim", "strike",
    "die", "kidnap",
];

/// Verbs of phase: the act is their complement.
const PHASES: [&str; 7] = [
    "begin", "start", "continue", "keep", "resume", "stop", "manage",
];

/// The verb that carries a trigger which is no clause of its own.
fn carrier(syntax: &Syntax, trigger: TokenId) -> Option<TokenId> {
    let token = &syntax[trigger];
    let head = token.head?;
    let verb = syntax[head].lemma.to_lowercase();
    let carries = match token.relation() {
        "nsubj" => CARRIERS.contains(&verb.as_str()) || EFFECTS.contains(&verb.as_str()),
        "obj" => CARRIERS.contains(&verb.as_str()),
        "obl" => {
            EFFECTS.contains(&verb.as_str())
                && matches!(
                    syntax.preposition(trigger).as_deref(),
                    Some("in" | "during")
                )
        }
        "xcomp" => PHASES.contains(&verb.as_str()),
        _ => false,
    };
    carries.then_some(head)
}

/// The tie of the modifier headed by `modifier` to the event with the head
/// `trigger`; `None` when it belongs elsewhere. `is_event` tells the triggers
/// of events, whose modifiers do not pass to the event they are arguments of.
pub(crate) fn tie(
    syntax: &Syntax,
    modifier: TokenId,
    trigger: TokenId,
    is_event: impl Fn(TokenId) -> bool,
) -> Option<Tie> {
    // "The vote is on Friday": the modifier is the predicate.
    if syntax[trigger].head == Some(modifier) && syntax[trigger].is_rel("nsubj") {
        return Some(Tie::Trigger);
    }
    let modifier = syntax.first_conjunct(modifier);
    let governor = syntax[modifier].head?;
    if governor == trigger {
        return Some(Tie::Trigger);
    }
    let carrier = carrier(syntax, trigger);
    if carrier == Some(governor) {
        return Some(Tie::Carrier);
    }
    if in_argument(syntax, governor, trigger, &is_event)
        // A name or number before a noun tells which one, not when or where
        // something happens to it ("violated the 2015 agreement").
        && !matches!(syntax[modifier].relation(), "compound" | "nummod" | "amod")
        && !syntax[modifier].is_rel("nmod:poss")
        && syntax.preposition(modifier).as_deref() != Some("of")
    {
        return Some(Tie::Argument);
    }
    shares_clause(syntax, governor, carrier.unwrap_or(trigger)).then_some(Tie::Clause)
}

/// Whether `at` is an argument of `trigger`, or nested in one without a clause between.
fn in_argument(
    syntax: &Syntax,
    mut at: TokenId,
    trigger: TokenId,
    is_event: impl Fn(TokenId) -> bool,
) -> bool {
    loop {
        let token = &syntax[at];
        let nominal = matches!(
            token.relation(),
            "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "appos" | "nummod" | "conj"
        );
        if !nominal || token.upos == Upos::Verb {
            return false;
        }
        let within = token.is_rel("obl") && syntax.preposition(at).as_deref() == Some("in");
        if is_event(at) && !within {
            return false;
        }
        match token.head {
            Some(head) if head == trigger => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
}

/// Whether `trigger` is a later conjunct of `governor`, or a participial clause of it.
fn shares_clause(syntax: &Syntax, governor: TokenId, trigger: TokenId) -> bool {
    let mut at = trigger;
    while let Some(head) = syntax[at].head {
        let participle = syntax[at].is_rel("advcl")
            && syntax[at].xpos == "VBG"
            && syntax.child(at, &["mark"]).is_none();
        if !syntax[at].is_rel("conj") && !participle {
            return false;
        }
        if head == governor {
            return true;
        }
        at = head;
    }
    false
}
