//! Properties of one predicate: voice, negation, modals, particle, prepositions.

use sayso_article::{SmolStr, Syntax, TokenId, Upos};

use super::arguments::own_subject;

/// Whether the lemma of `token` is one of `lemmas`, ignoring case.
pub fn lemma_is(syntax: &Syntax, token: TokenId, lemmas: &[&str]) -> bool {
    let lemma = &syntax[token].lemma;
    lemmas.iter().any(|l| lemma.eq_ignore_ascii_case(l))
}

/// The lemma of a verb in lower case, with its particle: `carry out`.
pub fn verb_lemma(syntax: &Syntax, verb: TokenId) -> SmolStr {
    let mut lemma = syntax[verb].lemma.to_lowercase();
    if let Some(particle) = syntax.child(verb, &["compound:prt"]) {
        lemma.push(' ');
        lemma.push_str(&syntax[particle].lemma.to_lowercase());
    }
    lemma.into()
}

/// Whether `verb` has the given particle, be it parsed as such or as an adverb
/// or a bare preposition directly after it.
pub fn has_particle(syntax: &Syntax, verb: TokenId, particle: &str) -> bool {
    syntax.children(verb).iter().any(|&c| {
        let token = &syntax[c];
        token.lemma.eq_ignore_ascii_case(particle)
            && (token.is_rel("compound:prt")
                || token.is_rel("advmod")
                || (token.is_rel("obl") && token.upos == Upos::Adp))
    })
}

/// Whether the clause of `verb` is passive: by a passive subject or auxiliary,
/// as the conjunct of a passive, or as a bare past participle.
pub fn is_passive(syntax: &Syntax, verb: TokenId) -> bool {
    let token = &syntax[verb];
    let children = syntax.children(verb);
    let has = |relation| children.iter().any(|&c| syntax[c].is_rel(relation));
    if has("aux:pass") {
        return true;
    }
    // "had arrested": perfect and active, whatever the parser's features say.
    let perfect = children
        .iter()
        .any(|&c| syntax[c].is_rel("aux") && lemma_is(syntax, c, &["have"]));
    // The parser leaves "had" beside the verb now and then.
    let before = verb.index().checked_sub(1).map(TokenId::new);
    let had = token.xpos == "VBN"
        && before.is_some_and(|b| {
            lemma_is(syntax, b, &["have"]) && syntax[b].sentence == token.sentence
        });
    if perfect || had {
        return false;
    }
    if has("nsubj:pass") {
        // "A judge sentenced the activist": a finite verb with an object is
        // active, whatever the parser calls its subject.
        // So is one whose object was hung on the subject before it.
        let object = has("obj")
            || token.xpos == "VBD"
                && syntax.child(verb, &["nsubj:pass"]).is_some_and(|s| {
                    syntax
                        .children_by(s, &["nmod", "appos"])
                        .any(|c| s < verb && c > verb && syntax.preposition(c).is_none())
                });
        return !(matches!(token.xpos.as_str(), "VBD" | "VBN") && object);
    }
    // A subject and an object make it active, whatever the features say.
    let both = children.iter().any(|&c| syntax[c].deprel == "nsubj") && has("obj");
    if both {
        return false;
    }
    if token.feat("Voice") == Some("Pass") {
        return !(token.xpos == "VBD" && has("obj"));
    }
    // Only a past participle can be passive without an auxiliary of its own.
    let participle = token.xpos == "VBN"
        || (token.feat("VerbForm") == Some("Part") && token.feat("Tense") == Some("Past"));
    if !participle || children.iter().any(|&c| syntax[c].is_rel("aux")) {
        return false;
    }
    match token.relation() {
        "conj" => {
            own_subject(syntax, verb).is_none() && token.head.is_some_and(|h| is_passive(syntax, h))
        }
        "acl" | "amod" => own_subject(syntax, verb).is_none(),
        "advcl" | "xcomp" => {
            own_subject(syntax, verb).is_none()
                && !children.iter().any(|&c| syntax[c].is_rel("obj"))
        }
        _ => false,
    }
}

/// Whether `verb` is a to-infinitive.
pub fn is_infinitive(syntax: &Syntax, verb: TokenId) -> bool {
    // "in addition to spreading rumours" has a gerund.
    syntax[verb].xpos != "VBG"
        && syntax
            .children(verb)
            .iter()
            .any(|&c| syntax[c].is_rel("mark") && syntax[c].lemma.eq_ignore_ascii_case("to"))
}

/// Whether the clause of `verb` is finite: by the verb's own form, or by its
/// auxiliary or copula.
pub fn is_finite(syntax: &Syntax, verb: TokenId) -> bool {
    let finite = |t: TokenId| matches!(syntax[t].xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    finite(verb) || syntax.children_by(verb, &["aux", "cop"]).any(finite)
}

/// The word that negates a clause, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Negation {
    /// "did not attack", "never attacked".
    Verb(TokenId),
    /// "no soldier attacked", "nobody attacked", "attacked no one".
    Argument(TokenId),
}

impl Negation {
    /// The negative word.
    pub fn token(self) -> TokenId {
        match self {
            Negation::Verb(t) | Negation::Argument(t) => t,
        }
    }
}

const NEGATIVE_ADVERBS: [&str; 8] = [
    "not", "n't", "n’t", "never", "neither", "nor", "no", "hardly",
];
const NEGATIVE_PRONOUNS: [&str; 6] = ["nobody", "none", "nothing", "noone", "no-one", "neither"];

/// What negates the clause of `verb` (a verb or any predicate), if anything.
/// "not only" does not; a conjunct under "or" shares the negation before it.
pub fn negation(syntax: &Syntax, verb: TokenId) -> Option<Negation> {
    let mut at = verb;
    loop {
        if let Some(found) = own_negation(syntax, at) {
            return Some(found);
        }
        // "did not confirm or deny": the second verb is negated too, but in
        // "did not resign and attacked" it is not.
        let token = &syntax[at];
        let shares = token.is_rel("conj")
            && own_subject(syntax, at).is_none()
            && !syntax.children(at).iter().any(|&c| syntax[c].is_rel("aux"))
            && syntax
                .children_by(at, &["cc"])
                .any(|c| lemma_is(syntax, c, &["or", "nor"]));
        match token.head {
            Some(head) if shares && head < at => at = head,
            _ => return None,
        }
    }
}

fn own_negation(syntax: &Syntax, verb: TokenId) -> Option<Negation> {
    for &c in syntax.children(verb) {
        let token = &syntax[c];
        let adverb = matches!(token.relation(), "advmod" | "det" | "cc" | "discourse")
            || token.upos == Upos::Part && token.is_rel("aux");
        if adverb && lemma_is(syntax, c, &NEGATIVE_ADVERBS) && !is_not_only(syntax, c) {
            return Some(Negation::Verb(c));
        }
        // "no longer", "by no means"
        if token.is_rel("advmod")
            && syntax
                .children(c)
                .iter()
                .any(|&g| lemma_is(syntax, g, &["no"]) && syntax[g].is_rel("advmod"))
        {
            return Some(Negation::Verb(c));
        }
        if matches!(token.relation(), "nsubj" | "obj") {
            if lemma_is(syntax, c, &NEGATIVE_PRONOUNS) {
                return Some(Negation::Argument(c));
            }
            let no = syntax.children(c).iter().copied().find(|&d| {
                let token = &syntax[d];
                token.is_rel("det") && lemma_is(syntax, d, &["no", "neither"])
                    // "neither Japan nor Korea"
                    || (token.is_rel("cc") || token.is_rel("advmod"))
                        && d < c
                        && lemma_is(syntax, d, &["neither"])
            });
            if let Some(no) = no {
                return Some(Negation::Argument(no));
            }
        }
    }
    None
}

fn is_not_only(syntax: &Syntax, not: TokenId) -> bool {
    let next = TokenId::new(not.index() + 1);
    next.index() < syntax.tokens().len()
        && lemma_is(syntax, next, &["only", "just", "merely", "simply", "least"])
}

const MODALS: [(&str, &str); 14] = [
    ("may", "may"),
    ("might", "might"),
    ("could", "could"),
    ("would", "would"),
    ("'d", "would"),
    ("’d", "would"),
    ("should", "should"),
    ("shall", "shall"),
    ("must", "must"),
    ("can", "can"),
    ("will", "will"),
    ("'ll", "will"),
    ("’ll", "will"),
    ("wo", "will"),
];

/// The modal of a clause (`will`, `may`, `could`, ...) with its token; a
/// conjunct without subject and auxiliary of its own shares the one before it.
pub fn modal(syntax: &Syntax, text: &str, verb: TokenId) -> Option<(&'static str, TokenId)> {
    let mut at = verb;
    loop {
        let mut auxiliaries = false;
        for c in syntax.children_by(at, &["aux", "cop"]) {
            auxiliaries = true;
            if syntax[c].is_rel("cop") {
                continue;
            }
            // The written form tells "could" from "can" whatever the lemma.
            let form = syntax[c].span.text(text);
            let lemma = &syntax[c].lemma;
            let found = MODALS
                .iter()
                .find(|(m, _)| form.eq_ignore_ascii_case(m))
                .or_else(|| {
                    MODALS
                        .iter()
                        .find(|(m, _)| lemma.eq_ignore_ascii_case(m) && *m != "can")
                });
            // "'d" before a participle is "had".
            if let Some(&(_, name)) = found
                && !(name == "would" && form.len() < 4 && syntax[at].xpos == "VBN")
            {
                return Some((name, c));
            }
        }
        let token = &syntax[at];
        match token.head {
            Some(head)
                if token.is_rel("conj")
                    && !auxiliaries
                    && token.xpos != "VBD"
                    && token.xpos != "VBZ"
                    && own_subject(syntax, at).is_none() =>
            {
                at = head;
            }
            _ => return None,
        }
    }
}

/// The prepositional dependents of a verb or noun, as (preposition, head of
/// the phrase), in reading order: `obl`, `nmod` and gerund clauses ("accused
/// of bombing") alike. Further conjuncts are not listed.
pub fn prepositional(syntax: &Syntax, head: TokenId) -> Vec<(String, TokenId)> {
    let mut out = Vec::new();
    for &c in syntax.children(head) {
        match syntax[c].relation() {
            "obl" | "nmod" | "obj" | "advmod" | "dep" => {
                if let Some(preposition) = syntax.preposition(c) {
                    out.push((preposition, c));
                }
            }
            "advcl" | "acl" | "ccomp" | "xcomp" => {
                let mark = syntax
                    .children_by(c, &["mark", "case"])
                    .find(|&m| syntax[m].upos == Upos::Adp || syntax[m].xpos == "IN");
                if let Some(mark) = mark
                    && syntax[c].xpos == "VBG"
                {
                    out.push((syntax[mark].lemma.to_lowercase(), c));
                }
            }
            _ => {}
        }
    }
    out
}

/// The predicate whose clause `token` stands in: the nearest verb (or
/// predicate with a copula) at or above it, `None` in a verbless fragment.
pub fn governing_predicate(syntax: &Syntax, token: TokenId) -> Option<TokenId> {
    let mut at = Some(token);
    while let Some(t) = at {
        if syntax[t].upos == Upos::Verb || syntax.child(t, &["cop"]).is_some() {
            return Some(t);
        }
        at = syntax[t].head;
    }
    None
}
