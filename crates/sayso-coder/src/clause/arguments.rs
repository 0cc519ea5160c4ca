//! Deep subjects and objects.

use sayso_article::{Syntax, TokenId, Upos};

use super::MAX_STEPS;
use super::control;
use super::verb::{is_passive, lemma_is};

/// A deep argument of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Head word of the phrase; coordinated phrases are given by their first
    /// conjunct.
    pub head: TokenId,
    /// How it was reached: `nsubj`, `agent`, `control`, `antecedent`, `shared`, ...
    pub role: &'static str,
}

impl Argument {
    pub(super) fn new(head: TokenId, role: &'static str) -> Argument {
        Argument { head, role }
    }
}

/// The subject that stands on the verb itself, not resolving relative pronouns.
pub(super) fn own_subject(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    // "The claim is that rebels attacked": the claim is not what attacked.
    syntax
        .children_by(verb, &["nsubj"])
        .find(|&c| syntax[c].deprel != "nsubj:outer")
        .or_else(|| syntax.child(verb, &["csubj"]))
        .or_else(|| misread_subject(syntax, verb))
}

/// "The department also designated the group": of two objects of a finite
/// verb, the one before it is its subject.
fn misread_subject(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    if !matches!(syntax[verb].xpos.as_str(), "VBD" | "VBZ" | "VBP")
        || syntax[verb].is_rel("acl:relcl")
    {
        return None;
    }
    let mut objects = syntax.children_by(verb, &["obj"]);
    let before = objects.next().filter(|&o| o < verb)?;
    objects.next().filter(|&o| o > verb)?;
    Some(before)
}

/// Who acts: the subject of an active clause, the agent of a passive one.
/// `None` when it is not expressed.
pub fn deep_subject(syntax: &Syntax, verb: TokenId) -> Option<Argument> {
    if is_passive(syntax, verb) {
        agent(syntax, verb)
    } else {
        surface_subject(syntax, verb)
    }
}

/// Who or what is acted upon: the object of an active clause, the subject of
/// a passive one. `None` when it is not expressed.
pub fn deep_object(syntax: &Syntax, verb: TokenId) -> Option<Argument> {
    object_within(syntax, verb, MAX_STEPS)
}

pub(super) fn object_within(syntax: &Syntax, verb: TokenId, steps: usize) -> Option<Argument> {
    if is_passive(syntax, verb) {
        // "X was given aid": the object stays, the subject is the recipient.
        if let Some(object) = plain_object(syntax, verb) {
            return Some(Argument::new(object, "obj"));
        }
        return subject_within(syntax, verb, steps);
    }
    active_object(syntax, verb)
}

/// The indirect object, also as the subject of a passive ("X was given aid").
pub fn deep_indirect_object(syntax: &Syntax, verb: TokenId) -> Option<Argument> {
    if let Some(object) = syntax.child(verb, &["iobj"]) {
        return Some(Argument::new(object, "iobj"));
    }
    if is_passive(syntax, verb) && plain_object(syntax, verb).is_some() {
        return surface_subject(syntax, verb);
    }
    None
}

/// The grammatical subject, wherever it is expressed: on the verb, shared by
/// coordination, as the controller of an infinitive or participle, or as the
/// antecedent of a relative clause.
pub fn surface_subject(syntax: &Syntax, verb: TokenId) -> Option<Argument> {
    subject_within(syntax, verb, MAX_STEPS)
}

pub(super) fn subject_within(syntax: &Syntax, verb: TokenId, steps: usize) -> Option<Argument> {
    let steps = steps.checked_sub(1)?;
    if let Some(subject) = own_subject(syntax, verb) {
        if is_relative(syntax, subject)
            && let Some(antecedent) = antecedent(syntax, verb)
        {
            return Some(Argument::new(antecedent, "antecedent"));
        }
        let role = if syntax[subject].is_rel("nsubj:pass") {
            "nsubj:pass"
        } else {
            "nsubj"
        };
        return Some(Argument::new(subject, role));
    }
    control::controller(syntax, verb, steps)
}

/// "by X" on a passive, on the verb or on a conjunct of it.
fn agent(syntax: &Syntax, verb: TokenId) -> Option<Argument> {
    own_agent(syntax, verb)
        .or_else(|| {
            // "were beaten and detained by police"
            syntax
                .children_by(verb, &["conj"])
                .filter(|&c| own_subject(syntax, c).is_none() && is_passive(syntax, c))
                // "impeached and replaced by": who follows did not act before.
                .filter(|&c| !lemma_is(syntax, c, &["replace", "succeed", "follow"]))
                .find_map(|c| own_agent(syntax, c))
        })
        .or_else(|| {
            // "arrested by police and beaten"; not across a subject of its own
            let token = &syntax[verb];
            let head = token.head?;
            (token.is_rel("conj")
                && own_subject(syntax, verb).is_none()
                && is_passive(syntax, head))
            .then(|| own_agent(syntax, head))
            .flatten()
        })
        .or_else(|| {
            // "accused of fraud by the opposition": hung on the phrase before it.
            syntax
                .children_by(verb, &["obl"])
                .filter(|&c| c > verb && syntax.preposition(c).as_deref() == Some("of"))
                .flat_map(|c| syntax.children_by(c, &["nmod"]))
                .find(|&c| syntax.preposition(c).as_deref() == Some("by"))
        })
        .map(|head| Argument::new(head, "agent"))
}

fn own_agent(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    // Parsers take other phrases for agents too ("arrested after Musa ..."):
    // only "by" counts.
    syntax
        .children_by(verb, &["obl", "nmod"])
        .filter(|&c| syntax.preposition(c).as_deref() == Some("by"))
        .find(|&c| syntax[c].upos.is_nominal() && !is_temporal(syntax, c))
}

/// The object on the verb itself.
fn plain_object(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    let subject = misread_subject(syntax, verb);
    syntax
        .children_by(verb, &["obj"])
        .find(|&c| !is_temporal(syntax, c) && Some(c) != subject)
}

fn active_object(syntax: &Syntax, verb: TokenId) -> Option<Argument> {
    if let Some(object) = plain_object(syntax, verb) {
        if is_relative(syntax, object)
            && let Some(antecedent) = antecedent(syntax, verb)
        {
            return Some(Argument::new(antecedent, "antecedent"));
        }
        return Some(Argument::new(object, "obj"));
    }
    // The treebanks call the person in "urged X to stop" an indirect object.
    if let Some(object) = syntax.child(verb, &["iobj"])
        && !is_relative(syntax, object)
    {
        return Some(Argument::new(object, "obj"));
    }
    if let Some(object) = object_in_small_clause(syntax, verb) {
        return Some(Argument::new(object, "obj"));
    }
    if let Some(shared) = shared_object(syntax, verb) {
        return Some(Argument::new(shared, "shared"));
    }
    if let Some(object) = object_of_particle(syntax, verb) {
        return Some(Argument::new(object, "obj"));
    }
    // "the men (whom) police arrested": a relative clause with a subject of
    // its own and no object has its antecedent as the object.
    let subject = own_subject(syntax, verb)?;
    // "a claim that Moscow denied": taken for what the claim says.
    if syntax[verb].is_rel("acl")
        && let Some(noun) = syntax[verb].head
        && lemma_is(
            syntax,
            verb,
            &["deny", "reject", "dismiss", "dispute", "refute", "confirm"],
        )
        && lemma_is(
            syntax,
            noun,
            &[
                "claim",
                "accusation",
                "allegation",
                "charge",
                "report",
                "suggestion",
                "demand",
            ],
        )
    {
        return Some(Argument::new(noun, "antecedent"));
    }
    let bare = !syntax.children_by(verb, &["ccomp", "xcomp"]).any(|_| true);
    if syntax[verb].is_rel("acl:relcl") && bare && !is_relative(syntax, subject) {
        let adverbial = syntax.children(verb).iter().any(|&c| {
            lemma_is(syntax, c, &["where", "when", "why", "whose"])
                || syntax[c].is_rel("obl") && is_relative(syntax, c)
        });
        let antecedent = antecedent(syntax, verb)?;
        if !adverbial && !is_temporal(syntax, antecedent) {
            return Some(Argument::new(antecedent, "antecedent"));
        }
    }
    None
}

/// "called for an investigation", "called on Egypt to release them" with the
/// preposition taken for a particle: the noun after it is left without one.
pub(super) fn object_of_particle(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    if !lemma_is(syntax, verb, &["call", "appeal", "push", "press", "plead"]) {
        return None;
    }
    let particle = syntax
        .children_by(verb, &["compound:prt", "obl"])
        .find(|&c| c > verb && lemma_is(syntax, c, &["for", "on", "upon"]))?;
    syntax.children_by(verb, &["obl", "xcomp"]).find(|&c| {
        c > particle
            && syntax[c].upos.is_nominal()
            && syntax.preposition(c).is_none()
            && !is_temporal(syntax, c)
    })
}

/// "accused the rebels of shelling a village": parsers make a small clause of
/// what follows, with the object as its subject, its object or its head.
fn object_in_small_clause(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    let complement = syntax
        .children_by(verb, &["ccomp", "xcomp"])
        .find(|&c| c > verb)?;
    let that = syntax
        .children_by(complement, &["mark", "cop", "aux"])
        .any(|m| {
            !lemma_is(syntax, m, &["to", "of", "from", "for", "with"])
                || syntax[m].is_rel("cop") && m < complement
        });
    let token = &syntax[complement];
    if that || matches!(token.xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD") {
        return None;
    }
    if let Some(subject) = syntax.child(complement, &["nsubj"]) {
        return (!is_relative(syntax, subject)).then_some(subject);
    }
    if token.upos.is_nominal() {
        return Some(complement);
    }
    let mark = syntax.child(complement, &["mark"])?;
    syntax
        .children_by(complement, &["obj"])
        .find(|&o| o < mark && o > verb)
}

/// "arrested and jailed three men": one object for both verbs.
fn shared_object(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    let complete = |v: TokenId| {
        syntax
            .children(v)
            .iter()
            .any(|&c| c > v && matches!(syntax[c].relation(), "obl" | "ccomp" | "xcomp" | "advcl"))
    };
    if !complete(verb)
        && let Some(next) = syntax
            .children_by(verb, &["conj"])
            .find(|&c| own_subject(syntax, c).is_none() && !is_passive(syntax, c))
        && let Some(object) = plain_object(syntax, next)
    {
        return Some(object);
    }
    let token = &syntax[verb];
    let head = token.head?;
    if token.is_rel("conj") && own_subject(syntax, verb).is_none() {
        return plain_object(syntax, head).filter(|&o| o > verb);
    }
    None
}

/// The noun that the relative clause of `verb` (or of the verb that it is
/// coordinated with) modifies.
pub(super) fn antecedent(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    let mut at = verb;
    for _ in 0..MAX_STEPS {
        let token = &syntax[at];
        let head = token.head?;
        if token.is_rel("acl") {
            return Some(head);
        }
        // "which he said would attack": the relative pronoun may belong to a
        // clause below the relative clause's own verb.
        if !matches!(token.relation(), "conj" | "ccomp" | "xcomp") {
            return None;
        }
        at = head;
    }
    None
}

/// Whether `token` is a relative pronoun.
pub(super) fn is_relative(syntax: &Syntax, token: TokenId) -> bool {
    matches!(syntax[token].upos, Upos::Pron | Upos::Det | Upos::Sconj)
        && (syntax[token].feat("PronType") == Some("Rel")
            || lemma_is(syntax, token, &["who", "which", "that", "whom"]))
        && syntax[token].feat("PronType") != Some("Dem")
}

const TEMPORAL: [&str; 27] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "day",
    "week",
    "month",
    "year",
    "hour",
    "today",
    "yesterday",
    "tomorrow",
    "morning",
    "evening",
    "night",
    "afternoon",
    "decade",
    "minute",
    "weekend",
    "time",
    "midnight",
    "noon",
    "century",
    "moment",
];

/// Whether a noun measures or names time, and so is no party to anything.
pub(crate) fn is_temporal(syntax: &Syntax, token: TokenId) -> bool {
    lemma_is(syntax, token, &TEMPORAL)
}
