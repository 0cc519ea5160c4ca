//! Which rules apply to a trigger.

use sayso_article::{SmolStr, Span, TokenId, Upos};
use sayso_lexicon::events::{EventRule, Word, Words};

use super::view::View;
use crate::clause;
use crate::layers::EventType;

/// What a condition on the subject adds to the specificity of a rule.
const SUBJECT: u32 = 2;

/// A rule that applies to a trigger.
pub(super) struct Match<'a> {
    pub rule: &'a EventRule,
    /// The further words of the trigger that matched ("not" of "not pay").
    pub words: &'a [SmolStr],
    /// More wins.
    rank: (u32, bool),
}

impl<'a> Match<'a> {
    /// For a trigger that is found otherwise than by its words.
    pub fn without_words(rule: &'a EventRule) -> Match<'a> {
        Match {
            rule,
            words: &[],
            rank: (0, false),
        }
    }
}

/// Verbs that say little by themselves: their object noun names the act.
const LIGHT: [&str; 50] = [
    "launch",
    "mount",
    "stage",
    "carry",
    "conduct",
    "hold",
    "make",
    "take",
    "give",
    "issue",
    "impose",
    "sign",
    "reach",
    "declare",
    "open",
    "begin",
    "start",
    "file",
    "bring",
    "place",
    "put",
    "lodge",
    "express",
    "voice",
    "raise",
    "offer",
    "provide",
    "send",
    "announce",
    "commit",
    "perform",
    "execute",
    "undertake",
    "do",
    "have",
    "wage",
    "continue",
    "resume",
    "lead",
    "join",
    "pay",
    "impose",
    "deliver",
    "slap",
    "exchange",
    "open",
    "lift",
    "deal",
    "initiate",
    "unleash",
];

pub(super) fn is_light(view: &View<'_>, verb: TokenId) -> bool {
    LIGHT.contains(&view.lemma(verb))
}

/// The light verb whose object (or passive subject) the noun is.
pub(super) fn light_verb_of(view: &View<'_>, noun: TokenId) -> Option<TokenId> {
    let first = view.syntax.first_conjunct(noun);
    let verb = view.syntax[first].head?;
    let object = view.syntax[first].is_rel("obj") || view.syntax[first].is_rel("nsubj:pass");
    (object && view.is_verbal(verb) && is_light(view, verb)).then_some(verb)
}

/// Rules that apply to `t`, the most demanding first.
pub(super) fn candidates<'a>(view: &View<'a>, t: TokenId) -> Vec<Match<'a>> {
    let token = &view.syntax[t];
    let lemma = view.lemma(t);
    let mut out: Vec<Match<'a>> = match token.upos {
        // "the arrested men" is no report of an arrest.
        Upos::Verb if token.is_rel("amod") || token.is_rel("compound") => Vec::new(),
        Upos::Verb => collect(view, t, view.rules.of_verb(lemma), |r| &r.verbs),
        Upos::Noun if token.is_rel("compound") || token.is_rel("nmod:desc") => Vec::new(),
        Upos::Noun => {
            let mut found = collect(view, t, view.rules.of_noun(lemma), |r| &r.nouns);
            if found.is_empty()
                && let Some(singular) = lemma.strip_suffix('s')
            {
                found = collect(view, t, view.rules.of_noun(singular), |r| &r.nouns);
            }
            found
        }
        Upos::Adj if view.syntax.child(t, &["cop"]).is_some() || token.is_rel("xcomp") => {
            collect(view, t, view.rules.of_adjective(lemma), |r| &r.adjectives)
        }
        _ => Vec::new(),
    };
    out.sort_by(|a, b| {
        (b.rank.0, b.rule.weight, b.rank.1)
            .partial_cmp(&(a.rank.0, a.rule.weight, a.rank.1))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    out
}

fn collect<'a>(
    view: &View<'a>,
    t: TokenId,
    rules: impl Iterator<Item = &'a EventRule>,
    triggers: fn(&EventRule) -> &Vec<Word>,
) -> Vec<Match<'a>> {
    let mut out = Vec::new();
    let mut scene = None;
    for rule in rules {
        let Some(word) = best_trigger(view, t, triggers(rule)) else {
            continue;
        };
        let scene = scene.get_or_insert_with(|| Scene::new(view, t));
        if scene.satisfies(view, rule) {
            // A condition on a subject that is not expressed proves nothing.
            let untested = rule.when.subj.is_some() && scene.subject.is_none();
            let asked = rule
                .specificity
                .saturating_sub(u32::from(untested) * SUBJECT);
            out.push(Match {
                rule,
                words: &word.rest,
                rank: (asked + 2 * word.rest.len() as u32, rule.mode.is_some()),
            });
        }
    }
    out
}

/// The longest of the trigger words that stands at `t`.
fn best_trigger<'w>(view: &View<'_>, t: TokenId, words: &'w [Word]) -> Option<&'w Word> {
    let lemma = view.lemma(t);
    words
        .iter()
        .filter(|w| w.head == lemma || lemma.strip_suffix('s') == Some(w.head.as_str()))
        .filter(|w| {
            if view.is_verbal(t) {
                w.rest.iter().all(|p| has_particle(view, t, p))
            } else {
                view.stands_with(t, &w.rest)
            }
        })
        .max_by_key(|w| w.rest.len())
}

fn has_particle(view: &View<'_>, verb: TokenId, particle: &str) -> bool {
    clause::has_particle(view.syntax, verb, particle)
        || view.syntax.children(verb).iter().any(|&c| {
            view.lemma(c) == particle
                // The parser takes "called on X" for a phrase; "given in 2018" is one.
                || (c > verb
                    && view.syntax.children_by(c, &["case", "mark"]).any(|p| {
                        view.lemma(p) == particle && p.index() <= verb.index() + 2
                    }))
        })
}

/// The dependents of one trigger that conditions ask about.
struct Scene {
    subject: Option<TokenId>,
    object: Option<TokenId>,
    prepositional: Vec<(String, TokenId)>,
    clauses: Vec<TokenId>,
    /// Whose modifiers count: the trigger noun, or the object of a verb.
    noun: Option<TokenId>,
    /// What the trigger depends on.
    above: Option<TokenId>,
}

impl Scene {
    fn new(view: &View<'_>, t: TokenId) -> Scene {
        let syntax = view.syntax;
        let mut prepositional = clause::prepositional(syntax, t);
        let (mut subject, mut object) = (None, None);
        let mut noun = Some(t);
        if view.is_verbal(t) || syntax.child(t, &["cop"]).is_some() {
            subject = clause::deep_subject(syntax, t).map(|a| a.head);
        }
        if view.is_verbal(t) {
            object = clause::deep_object(syntax, t).map(|a| a.head);
            noun = object;
            if let Some(object) = object {
                prepositional.extend(clause::prepositional(syntax, object));
            }
        } else if let Some(verb) = light_verb_of(view, t) {
            subject = clause::deep_subject(syntax, verb).map(|a| a.head);
            prepositional.extend(
                clause::prepositional(syntax, verb)
                    .into_iter()
                    .filter(|(_, h)| *h > t),
            );
        }
        // "using drones" works like "with drones".
        for c in syntax.children_by(t, &["advcl", "acl", "xcomp"]) {
            if view.lemma(c) == "use"
                && let Some(tool) = syntax.child(c, &["obj"])
            {
                prepositional.push(("using".to_owned(), tool));
            }
        }
        let clauses = syntax
            .children_by(t, &["xcomp", "ccomp", "advcl", "acl"])
            .filter(|&c| !syntax[c].is_rel("acl:relcl"))
            .collect();
        Scene {
            subject,
            object,
            prepositional,
            clauses,
            noun,
            above: syntax[t].head,
        }
    }

    fn satisfies(&self, view: &View<'_>, rule: &EventRule) -> bool {
        let when = &rule.when;
        let any = |words: &Words, t: TokenId| view.any_in(words, t);
        if let Some(words) = &when.obj
            && !self.object.is_some_and(|t| any(words, t))
        {
            return false;
        }
        match (&when.subj, self.subject) {
            (Some(words), Some(t)) if !any(words, t) => return false,
            // "An airstrike killed him" is told by its subject; "he was killed" is not.
            (Some(words), None) if words.tests.is_empty() && !words.is_any() => return false,
            _ => {}
        }
        if let (Some(words), Some(t)) = (&when.not_obj, self.object)
            && view.is_in(words, t)
        {
            return false;
        }
        if let (Some(words), Some(t)) = (&when.not_subj, self.subject)
            && view.is_in(words, t)
        {
            return false;
        }
        let there = |preposition: &str, words: &Words| {
            self.prepositional
                .iter()
                .any(|(p, t)| p == preposition && any(words, *t))
        };
        if !when.with.is_empty() && !when.with.iter().any(|(p, w)| there(p, w)) {
            return false;
        }
        if when.not_with.iter().any(|(p, w)| there(p, w)) {
            return false;
        }
        if !when.clause.is_empty() || when.clause_verb.is_some() {
            let relation = |c: TokenId| {
                let token = &view.syntax[c];
                when.clause.is_empty()
                    || when.clause.iter().any(|r| token.is_rel(r))
                    // An infinitive complement comes out as either.
                    || (token.is_rel("advcl")
                        && clause::is_infinitive(view.syntax, c)
                        && when.clause.iter().any(|r| r == "xcomp" || r == "acl"))
                    || (token.is_rel("xcomp") && when.clause.iter().any(|r| r == "ccomp"))
                    || (token.is_rel("ccomp") && when.clause.iter().any(|r| r == "xcomp"))
            };
            // "told reporters that ..." asks for nothing, "told them to ..." does.
            let told = rule.kind == EventType::Request && self.object.is_some();
            let relation = |c: TokenId| relation(c) && !(told && clause::is_finite(view.syntax, c));
            let infinitive = |c: TokenId| {
                when.infinitive
                    .is_none_or(|wanted| wanted == clause::is_infinitive(view.syntax, c))
            };
            let relation = |c: TokenId| relation(c) && infinitive(c);
            // "to hold talks" is to talk.
            let act = |w: &Words, c: TokenId| {
                any(w, c)
                    || is_light(view, c)
                        && clause::deep_object(view.syntax, c).is_some_and(|o| any(w, o.head))
            };
            let verb = |c: TokenId| when.clause_verb.as_ref().is_none_or(|w| act(w, c));
            if !self.clauses.iter().any(|&c| relation(c) && verb(c)) {
                return false;
            }
        }
        let modified = |words: &Words| {
            self.noun.is_some_and(|noun| {
                view.syntax
                    .children_by(
                        noun,
                        &["amod", "compound", "nmod:poss", "nmod:desc", "nummod"],
                    )
                    .any(|c| view.any_in(words, c))
            })
        };
        if when.modifier.as_ref().is_some_and(|w| !modified(w)) {
            return false;
        }
        if when.not_modifier.as_ref().is_some_and(modified) {
            return false;
        }
        // "a violation of the truce" is no truce.
        !when
            .not_under
            .as_ref()
            .is_some_and(|w| self.above.is_some_and(|h| view.any_in(w, h)))
    }
}

/// Object nouns that a verb's event takes along: they name the same act.
pub(super) fn carried_nouns(view: &View<'_>, t: TokenId, found: &Match<'_>) -> Vec<TokenId> {
    if !view.is_verbal(t) {
        return Vec::new();
    }
    let Some(object) = clause::deep_object(view.syntax, t) else {
        return Vec::new();
    };
    let light = is_light(view, t);
    // "welcomed the recognition": one act is about the other.
    let about = !light && found.rule.kind.quad() != 4 && found.rule.kind.quad() != 2;
    if about && found.rule.when.obj.is_none() {
        return Vec::new();
    }
    view.syntax
        .conjuncts(object.head)
        .into_iter()
        .filter(|&noun| {
            // "welcomed Chile's recognition": somebody else's act.
            let theirs = view
                .syntax
                .child(noun, &["nmod:poss"])
                .is_some_and(|p| view.syntax[p].upos != Upos::Pron);
            view.syntax[noun].upos == Upos::Noun
                && !(about && theirs)
                && view
                    .rules
                    .of_noun(view.lemma(noun))
                    .any(|r| r.kind == found.rule.kind || (light && found.rule.when.obj.is_some()))
        })
        .collect()
}

/// The trigger's own words: the verb with its particle, or the noun.
pub(super) fn trigger_span(view: &View<'_>, t: TokenId) -> Span {
    let span = view.syntax[t].span;
    match view.syntax.child(t, &["compound:prt"]) {
        Some(particle) if particle.index() == t.index() + 1 => {
            span.cover(view.syntax[particle].span)
        }
        _ => span,
    }
}
