//! The understood subject of a clause that expresses none: "urged X to stop",
//! "soldiers attacking", "met and agreed", "before leaving".

use sayso_article::{Syntax, TokenId, Upos};

use super::arguments::{Argument, antecedent, object_of_particle, object_within, subject_within};
use super::verb::{is_infinitive, is_passive, lemma_is, prepositional};

/// Verbs whose infinitive belongs to their subject although they have an
/// object: "promised the unions to pay".
const SUBJECT_CONTROL: [&str; 8] = [
    "promise",
    "vow",
    "threaten",
    "pledge",
    "swear",
    "use",
    "offer",
    "undertake",
];

/// Verbs whose gerund with a preposition belongs to their object: "accused X
/// of bombing", "barred X from leaving", "thanked X for freeing".
const OBJECT_GERUND: [&str; 44] = [
    "accuse",
    "suspect",
    "convict",
    "acquit",
    "charge",
    "indict",
    "blame",
    "criticize",
    "criticise",
    "condemn",
    "denounce",
    "praise",
    "thank",
    "applaud",
    "commend",
    "arrest",
    "detain",
    "jail",
    "imprison",
    "sentence",
    "punish",
    "fine",
    "sue",
    "prevent",
    "stop",
    "ban",
    "bar",
    "prohibit",
    "block",
    "keep",
    "deter",
    "discourage",
    "restrict",
    "exclude",
    "dissuade",
    "sanction",
    "warn",
    "try",
    "suspend",
    "dismiss",
    "fire",
    "expel",
    "execute",
    "chide",
];

/// Verbs that name the one who shall act in a prepositional phrase: "called
/// on X to stop", "appealed to X to stop".
const OBLIQUE_CONTROL: [&str; 8] = [
    "call", "appeal", "plead", "rely", "count", "prevail", "shout", "signal",
];

/// The understood subject of `verb`, which has none of its own.
pub(super) fn controller(syntax: &Syntax, verb: TokenId, steps: usize) -> Option<Argument> {
    let token = &syntax[verb];
    let head = token.head?;
    match token.relation() {
        "conj" => {
            let found = subject_within(syntax, head, steps)?;
            Some(Argument::new(found.head, "shared"))
        }
        "xcomp" => complement(syntax, head, steps),
        // A quoted imperative ("said: Don't shoot") has no understood subject.
        "ccomp" if is_infinitive(syntax, verb) || token.xpos == "VBG" => {
            complement(syntax, head, steps)
        }
        "advcl" | "obl" => adverbial(syntax, verb, head, steps),
        "acl" | "nmod" => adnominal(syntax, verb, head, steps),
        "amod" if token.upos == Upos::Verb => Some(Argument::new(head, "modified")),
        // "X, speaking in Geneva": parsers split such clauses off.
        "parataxis" | "dep" if token.xpos == "VBG" => {
            let found = subject_within(syntax, head, steps)?;
            Some(Argument::new(found.head, "shared"))
        }
        _ => None,
    }
}

/// Subject of an infinitive or gerund that completes the verb `head`.
fn complement(syntax: &Syntax, head: TokenId, steps: usize) -> Option<Argument> {
    if !is_passive(syntax, head) && !lemma_is(syntax, head, &SUBJECT_CONTROL) {
        if let Some(object) = syntax
            .child(head, &["obj"])
            .or_else(|| syntax.child(head, &["iobj"]))
            .or_else(|| object_of_particle(syntax, head))
        {
            let object = object_within(syntax, head, steps).map_or(object, |o| o.head);
            return Some(Argument::new(object, "control"));
        }
        if let Some(addressee) = oblique_addressee(syntax, head) {
            return Some(Argument::new(addressee, "control"));
        }
        // "the men whom the court ordered to pay"
        if let Some(object) = object_within(syntax, head, steps) {
            return Some(Argument::new(object.head, "control"));
        }
    }
    let found = subject_within(syntax, head, steps)?;
    Some(Argument::new(found.head, "control"))
}

fn oblique_addressee(syntax: &Syntax, head: TokenId) -> Option<TokenId> {
    if !lemma_is(syntax, head, &OBLIQUE_CONTROL) {
        return None;
    }
    prepositional(syntax, head)
        .into_iter()
        .find(|(p, t)| matches!(p.as_str(), "on" | "upon" | "to") && syntax[*t].upos.is_nominal())
        .map(|(_, t)| t)
}

/// Subject of an adverbial clause of `head`: "X left after meeting Y".
fn adverbial(syntax: &Syntax, verb: TokenId, head: TokenId, steps: usize) -> Option<Argument> {
    if syntax[head].upos.is_noun() && syntax.child(head, &["cop"]).is_none() {
        return adnominal(syntax, verb, head, steps);
    }
    let gerund = syntax[verb].xpos == "VBG";
    let of_object = if gerund {
        lemma_is(syntax, head, &OBJECT_GERUND)
            && syntax
                .children_by(verb, &["mark", "case"])
                .any(|m| lemma_is(syntax, m, &["of", "from", "with", "for", "against"]))
    } else {
        // An infinitive that the parser did not see as a complement.
        is_infinitive(syntax, verb) && lemma_is(syntax, head, &OBJECT_INFINITIVE)
    };
    if of_object && let Some(object) = object_within(syntax, head, steps) {
        return Some(Argument::new(object.head, "control"));
    }
    if is_infinitive(syntax, verb)
        && let Some(addressee) = oblique_addressee(syntax, head)
    {
        return Some(Argument::new(addressee, "control"));
    }
    // A finite clause without a subject is a mis-parse: nothing is shared.
    if matches!(syntax[verb].xpos.as_str(), "VBD" | "VBZ" | "VBP") {
        return None;
    }
    let found = subject_within(syntax, head, steps)?;
    Some(Argument::new(found.head, "shared"))
}

/// Verbs whose object is the subject of their infinitive.
const OBJECT_INFINITIVE: [&str; 24] = [
    "urge",
    "ask",
    "order",
    "tell",
    "force",
    "compel",
    "invite",
    "instruct",
    "command",
    "request",
    "require",
    "warn",
    "press",
    "pressure",
    "push",
    "encourage",
    "implore",
    "beg",
    "allow",
    "permit",
    "enable",
    "direct",
    "advise",
    "oblige",
];

/// Nouns whose content belongs to the one they are held against: "arrested X
/// on suspicion of plotting".
const AGAINST: [&str; 6] = [
    "suspicion",
    "charge",
    "allegation",
    "accusation",
    "count",
    "claim",
];

/// Subject of a clause on the noun `noun`: "troops attacking", "its plan to
/// attack", "men accused of".
fn adnominal(syntax: &Syntax, verb: TokenId, noun: TokenId, steps: usize) -> Option<Argument> {
    let marked = syntax.children_by(verb, &["mark", "case"]).next().is_some();
    if syntax[verb].is_rel("acl:relcl") || !marked {
        let antecedent = antecedent(syntax, verb).unwrap_or(noun);
        return Some(Argument::new(antecedent, "antecedent"));
    }
    if let Some(owner) = syntax.child(noun, &["nmod:poss"]) {
        return Some(Argument::new(owner, "possessor"));
    }
    if let Some((_, by)) = prepositional(syntax, noun)
        .into_iter()
        .find(|(p, _)| p == "by")
    {
        return Some(Argument::new(by, "agent"));
    }
    let governor = syntax[noun].head?;
    match syntax[noun].relation() {
        // "Iran's parliament approved a plan to ...", "vowed in a bid to ..."
        "obj" | "obl" | "xcomp" => {
            if lemma_is(syntax, noun, &AGAINST)
                && let Some(object) = object_within(syntax, governor, steps)
                && object.head != noun
            {
                return Some(Argument::new(object.head, "control"));
            }
            let found = subject_within(syntax, governor, steps)?;
            (found.head != noun).then(|| Argument::new(found.head, "control"))
        }
        // "the attempt to attack failed": not said who; "soldiers to attack": them.
        "root" if syntax.child(noun, &["cop"]).is_some() => {
            let found = subject_within(syntax, noun, steps)?;
            Some(Argument::new(found.head, "control"))
        }
        _ => None,
    }
}
