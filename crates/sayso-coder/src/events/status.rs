//! Whether an event happened, for whoever says it: its own modals and
//! negation, then the words that govern it, up to the statement's cue.

use sayso_article::{SmolStr, StatementId, TokenId, Upos};
use sayso_lexicon::status::{Effect, StatusPos};

use super::matching::is_light;
use super::view::View;
use crate::clause::{self, Negation};
use crate::layers::{Force, Statement, Status};

/// The status of the event at trigger `t`, and the words it rests on.
pub(super) fn status(
    view: &View<'_>,
    t: TokenId,
    said_by: Option<StatementId>,
    speech: bool,
    words: &[SmolStr],
) -> (Status, String) {
    let statement = said_by.and_then(|id| view.statements.list.get(id.index()));
    let mut state = State {
        status: Status::Actual,
        why: String::new(),
    };
    // "The party is planning a march": the verb that carries the noun.
    if !speech && view.lemma(t) == "plan" && clause::deep_object(view.syntax, t).is_some() {
        state.apply(Status::Future, view, t);
    }
    let mut at = t;
    let mut own = true;
    for _ in 0..24 {
        if own {
            // What the trigger itself says ("will not pay") is no verdict on it.
            local(view, at, if at == t { words } else { &[] }, &mut state);
        }
        // "rejected the offer": the offer was made.
        if at == t && speech && is_refused(view, t) {
            return (state.status, state.why);
        }
        let next = climb(view, at, statement, &mut state);
        match next {
            Climb::Stop => return (state.status, state.why),
            Climb::Top => break,
            Climb::On { to, clause } => {
                at = to;
                own = clause;
            }
        }
    }
    if let Some(statement) = statement {
        apply_force(view, statement, &mut state);
    }
    (state.status, state.why)
}

/// Whether the noun is what a verb of refusal or denial refuses.
pub(super) fn is_refused(view: &View<'_>, t: TokenId) -> bool {
    let token = &view.syntax[t];
    let object = token.is_rel("obj") || token.is_rel("nsubj:pass");
    token.head.filter(|_| object).is_some_and(|head| {
        matches!(
            view.lemma(head),
            "reject"
                | "deny"
                | "dismiss"
                | "refute"
                | "repudiate"
                | "decline"
                | "refuse"
                | "oppose"
                | "spurn"
                | "rebuff"
                | "defy"
                | "ignore"
                | "dispute"
                | "disregard"
                | "veto"
        ) || matches!(view.lemma(head), "shoot" | "turn" | "vote")
            && clause::has_particle(view.syntax, head, "down")
    })
}

struct State {
    status: Status,
    why: String,
}

impl State {
    /// An outer operator over what was found so far.
    fn apply(&mut self, outer: Status, view: &View<'_>, word: TokenId) {
        let inner = self.status;
        let joined = match (outer, inner) {
            (Status::Actual, inner) => inner,
            (outer, Status::Actual) => outer,
            (Status::Denied, Status::Denied) => Status::Actual,
            (Status::Denied, _) | (_, Status::Denied) if outer != Status::Hypothetical => {
                Status::Denied
            }
            (Status::Hypothetical, _) | (_, Status::Hypothetical) => Status::Hypothetical,
            (Status::Uncertain, _) | (_, Status::Uncertain) => Status::Uncertain,
            (outer, _) => outer,
        };
        if joined != inner {
            if !self.why.is_empty() {
                self.why.push_str(", ");
            }
            self.why.push_str(view.syntax[word].span.text(view.text));
        }
        self.status = joined;
    }
}

fn of_effect(effect: Effect) -> Status {
    match effect {
        Effect::Actual => Status::Actual,
        Effect::Denied => Status::Denied,
        Effect::Future => Status::Future,
        Effect::Hypothetical => Status::Hypothetical,
        Effect::Uncertain => Status::Uncertain,
    }
}

/// What stands in the clause itself.
fn local(view: &View<'_>, t: TokenId, own: &[SmolStr], state: &mut State) {
    let syntax = view.syntax;
    let words = &view.rules.status;
    if syntax[t].upos.is_noun() && syntax.child(t, &["cop"]).is_none() {
        for &c in syntax.children(t) {
            if matches!(syntax[c].relation(), "amod" | "compound" | "advmod")
                && let Some(word) = words
                    .get(StatusPos::Modifier, view.lemma(c))
                    .or_else(|| words.get(StatusPos::Modifier, &view.form(c)))
                    .or_else(|| words.get(StatusPos::Adv, view.lemma(c)))
            {
                state.apply(of_effect(word.effect), view, c);
            }
            if syntax[c].is_rel("det") && view.lemma(c) == "no" {
                state.apply(Status::Denied, view, c);
            }
            // "any attack": whether there is one is left open.
            if syntax[c].is_rel("det") && view.lemma(c) == "any" {
                state.apply(Status::Hypothetical, view, c);
            }
        }
        return;
    }
    let conditional = syntax.children_by(t, &["advcl"]).any(|c| {
        syntax
            .children_by(c, &["mark"])
            .any(|m| matches!(view.lemma(m), "if" | "unless"))
            || inverted(view, c).is_some()
    });
    if let Some(auxiliary) = inverted(view, t) {
        state.apply(Status::Hypothetical, view, auxiliary);
        return;
    }
    // "The alleged attack killed nine" is alleged as a whole.
    let subject = syntax.child(t, &["nsubj"]).filter(|&s| {
        syntax[s].upos.is_noun() && view.rules.of_noun(view.lemma(s)).next().is_some()
    });
    if let Some(subject) = subject {
        for c in syntax.children_by(subject, &["amod"]) {
            let word = words.get(StatusPos::Modifier, &view.form(c));
            if let Some(word) = word.filter(|w| w.effect == Effect::Uncertain) {
                state.apply(of_effect(word.effect), view, c);
            }
        }
    }
    let said = |token: TokenId| {
        own.iter()
            .any(|w| *w == view.lemma(token) || **w == view.form(token))
    };
    let negation = clause::negation(syntax, t).filter(|n| !said(n.token()));
    if let Some((modal, token)) = clause::modal(syntax, view.text, t)
        .filter(|(modal, token)| !said(*token) && !(*modal == "would" && performs(view, t)))
    {
        let effect = match modal {
            "may" | "might" | "could" => Status::Uncertain,
            "will" | "shall" if !conditional => Status::Future,
            "would" if !conditional && !imagined(view, t) => Status::Future,
            _ => Status::Hypothetical,
        };
        if negation.is_none() {
            state.apply(effect, view, token);
        }
    } else if let Some(to) = is_to(view, t) {
        state.apply(Status::Future, view, to);
    } else if let Some(bare) = subjunctive(view, t) {
        state.apply(Status::Hypothetical, view, bare);
    }
    let yet = syntax
        .children_by(t, &["advmod"])
        .find(|&a| view.lemma(a) == "yet" && clause::is_infinitive(syntax, t));
    if let Some(yet) = yet {
        state.apply(Status::Denied, view, yet);
    }
    for c in syntax.children_by(t, &["advmod", "parataxis"]) {
        if let Some(word) = words.get(StatusPos::Adv, view.lemma(c)) {
            state.apply(of_effect(word.effect), view, c);
        }
    }
    if let Some(negation) = negation {
        // "attacked no one" and "no soldier attacked" deny as well.
        let (Negation::Verb(token) | Negation::Argument(token)) = negation;
        state.apply(Status::Denied, view, token);
    }
}

/// "I would urge everybody to stay calm": who says so does it.
fn performs(view: &View<'_>, t: TokenId) -> bool {
    let subject = view.syntax.child(t, &["nsubj"]);
    subject.is_some_and(|s| matches!(view.form(s).as_str(), "i" | "we"))
        && matches!(
            view.lemma(t),
            "urge"
                | "like"
                | "ask"
                | "appeal"
                | "call"
                | "thank"
                | "welcome"
                | "condemn"
                | "warn"
                | "advise"
                | "encourage"
                | "demand"
                | "apologise"
                | "apologize"
                | "congratulate"
                | "invite"
        )
}

/// "would have allowed", and what a law or plan would do, is only imagined;
/// elsewhere "would" tells the future from the past.
fn imagined(view: &View<'_>, t: TokenId) -> bool {
    let syntax = view.syntax;
    let perfect = syntax
        .children_by(t, &["aux"])
        .any(|a| view.lemma(a) == "have");
    let of_plan = syntax[t].is_rel("acl:relcl")
        && syntax[t].head.is_some_and(|h| {
            matches!(
                view.lemma(h),
                "bill"
                    | "law"
                    | "plan"
                    | "proposal"
                    | "motion"
                    | "move"
                    | "idea"
                    | "amendment"
                    | "measure"
                    | "deal"
                    | "resolution"
                    | "option"
                    | "step"
                    | "change"
                    | "rule"
            )
        });
    perfect || of_plan
}

/// "Should Egypt attack, ..." and "Were Egypt to attack, ...": the auxiliary
/// before the subject makes a condition.
fn inverted(view: &View<'_>, t: TokenId) -> Option<TokenId> {
    let syntax = view.syntax;
    if !syntax[t].is_rel("advcl") {
        return None;
    }
    let subject = syntax.child(t, &["nsubj"]);
    let first = syntax.sentence_of(t).first;
    let opens = |a: TokenId| a == first && subject.is_none_or(|s| a < s);
    syntax
        .children_by(t, &["aux"])
        .find(|&a| opens(a) && matches!(view.lemma(a), "should" | "have"))
        // The parser hangs "were" and the subject on the main verb.
        .or_else(|| {
            let opener = first;
            let were = view.form(opener) == "were";
            (were && clause::is_infinitive(syntax, t) && opener < t).then_some(opener)
        })
}

/// "moved that he be censured", "demanded that Egypt release them": the bare
/// form of a that-clause with a subject.
fn subjunctive(view: &View<'_>, t: TokenId) -> Option<TokenId> {
    let syntax = view.syntax;
    if !syntax[t].is_rel("ccomp") || syntax.child(t, &["nsubj"]).is_none() {
        return None;
    }
    let be = syntax
        .children_by(t, &["aux", "cop"])
        .find(|&a| view.form(a) == "be");
    let bare = be.is_none()
        && syntax[t].xpos == "VB"
        && syntax.child(t, &["aux"]).is_none()
        && !clause::is_infinitive(syntax, t);
    be.filter(|_| {
        !clause::is_infinitive(syntax, t) && clause::modal(syntax, view.text, t).is_none()
    })
    .or(bare.then_some(t))
}

/// "is to meet", and in headlines "X to meet Y".
fn is_to(view: &View<'_>, t: TokenId) -> Option<TokenId> {
    let syntax = view.syntax;
    let to = syntax
        .children_by(t, &["mark", "aux"])
        .find(|&m| view.lemma(m) == "to")?;
    let be = syntax
        .children_by(t, &["aux", "cop"])
        .any(|c| view.lemma(c) == "be" && c < to);
    let root = matches!(syntax[t].relation(), "root" | "parataxis")
        && syntax.child(t, &["nsubj"]).is_some();
    (be || root).then_some(to)
}

enum Climb {
    /// What is above leaves the event's truth alone.
    Stop,
    /// The top of the statement's content, or of the sentence.
    Top,
    /// Go on above; `clause`: with a new clause, whose own modals count.
    On { to: TokenId, clause: bool },
}

fn climb(view: &View<'_>, t: TokenId, statement: Option<&Statement>, state: &mut State) -> Climb {
    let syntax = view.syntax;
    let Some(head) = syntax[t].head else {
        return Climb::Top;
    };
    let relation = syntax[t].relation();
    // Marks of the clause count wherever it hangs.
    for m in syntax.children_by(t, &["mark", "advmod", "case", "cc"]) {
        if let Some(word) = view.rules.status.get(StatusPos::Mark, view.lemma(m))
            && matches!(
                relation,
                "advcl" | "ccomp" | "acl" | "conj" | "obl" | "xcomp"
            )
            && (syntax[t].upos == Upos::Verb || view.lemma(m) == "without")
            && !alone(view, m)
        {
            state.apply(of_effect(word.effect), view, m);
        }
    }
    // "before Iran halts", "until they leave": a present that has not come.
    let awaited = syntax.children_by(t, &["mark"]).find(|&m| {
        matches!(view.lemma(m), "before" | "until" | "till")
            && matches!(syntax[t].xpos.as_str(), "VBZ" | "VBP")
    });
    if let Some(mark) = awaited {
        state.apply(Status::Hypothetical, view, mark);
    }
    let inside = |t: TokenId| {
        statement.is_none_or(|s| s.contents.iter().any(|c| c.contains(syntax[t].span)))
    };
    let is_cue = statement
        .and_then(|s| s.cue.as_ref())
        .is_some_and(|c| c.head == head || c.span.contains(syntax[head].span));
    if is_cue || !inside(head) {
        return Climb::Top;
    }
    // "have yet to release", "stopped short of recalling": it did not happen.
    let short = view.lemma(head) == "short"
        && syntax[head]
            .head
            .is_some_and(|h| matches!(view.lemma(h), "stop" | "fall" | "be"));
    let denying = short.then_some(head).or_else(|| {
        syntax.children_by(head, &["advmod"]).find(|&a| {
            a < t
                && match view.lemma(head) {
                    "have" => view.lemma(a) == "yet",
                    "stop" | "fall" | "be" => view.lemma(a) == "short",
                    _ => false,
                }
        })
    });
    if let Some(word) = denying
        && matches!(relation, "xcomp" | "advcl" | "ccomp" | "acl")
    {
        state.apply(Status::Denied, view, word);
        return Climb::Stop;
    }
    // "suspected of bombing"
    let of = || {
        syntax
            .children_by(t, &["mark"])
            .any(|m| view.lemma(m) == "of")
    };
    if view.lemma(head) == "suspect" && of() {
        state.apply(Status::Uncertain, view, head);
        return Climb::Stop;
    }
    // "denied reports of a raid", "no truth to reports of a raid"
    if matches!(relation, "nmod" | "obl" | "acl") && of_claim(view, head) {
        let denies = statement
            .and_then(|s| s.cue.as_ref())
            .is_some_and(|c| c.force == Force::Deny);
        let untrue = untrue(view, head);
        if let Some(no) = untrue {
            state.apply(Status::Denied, view, no);
        }
        if denies || untrue.is_some() {
            return Climb::On {
                to: head,
                clause: false,
            };
        }
    }
    match relation {
        // Members of a list share what governs the list.
        "conj" => {
            // Its own clause when it has its own subject; else shared modals
            // were seen already.
            let mut up = syntax.first_conjunct(t);
            if up == t {
                up = head;
            }
            skip_conjunct(view, up, statement, state)
        }
        "xcomp" | "ccomp" => governed(view, t, head, StatusPos::Verb, state),
        "advcl" => adverbial(view, t, head, state),
        "acl" if syntax[t].is_rel("acl:relcl") => Climb::Stop,
        // "a claim that Moscow denied": the claim is denied, not the denial claimed.
        "acl"
            if matches!(
                view.lemma(t),
                "deny" | "reject" | "dismiss" | "refute" | "dispute" | "repudiate"
            ) && syntax.child(t, &["obj", "ccomp", "xcomp"]).is_none() =>
        {
            Climb::Stop
        }
        "acl" => {
            let noun = view.rules.status.get(StatusPos::Noun, view.lemma(head));
            match noun {
                Some(_) => governed(view, t, head, StatusPos::Noun, state),
                None if clause::is_infinitive(syntax, t) => {
                    state.apply(Status::Hypothetical, view, t);
                    Climb::Stop
                }
                None => Climb::Stop,
            }
        }
        "obj" | "nsubj" if !view.is_verbal(t) => {
            let object = relation == "obj" || syntax[t].is_rel("nsubj:pass");
            // "The talks will begin", "there will be talks": so it is with them.
            if !object && (tells_of(view, head) || syntax.child(head, &["expl"]).is_some()) {
                return Climb::On {
                    to: head,
                    clause: true,
                };
            }
            supposed(view, t, head, state);
            if !object || !view.is_verbal(head) {
                return Climb::Stop;
            }
            if is_light(view, head) {
                return Climb::On {
                    to: head,
                    clause: true,
                };
            }
            governed(view, t, head, StatusPos::Verb, state)
        }
        // "called for a ceasefire", "threat of attack", "plans for a visit"
        "obl" | "nmod" if !view.is_verbal(t) => {
            let preposition = syntax.preposition(t).unwrap_or_default();
            let noun = syntax[head].upos.is_noun();
            let verb_governs = !noun
                && matches!(
                    (view.lemma(head), preposition.as_str()),
                    (
                        "call"
                            | "appeal"
                            | "ask"
                            | "press"
                            | "push"
                            | "plead"
                            | "prepare"
                            | "plan"
                            | "hope"
                            | "wish"
                            | "vote",
                        "for"
                    ) | ("threaten", "with")
                        | ("agree" | "commit", "to" | "on")
                );
            if verb_governs {
                return governed(view, t, head, StatusPos::Verb, state);
            }
            if preposition == "to" || preposition == "in" {
                supposed(view, t, head, state);
            }
            if noun
                && matches!(preposition.as_str(), "of" | "for" | "to")
                && view
                    .rules
                    .status
                    .get(StatusPos::Noun, view.lemma(head))
                    .is_some()
            {
                return governed(view, t, head, StatusPos::Noun, state);
            }
            Climb::Stop
        }
        _ => Climb::Stop,
    }
}

/// Whether the verb says no more of its subject than that it happens.
fn tells_of(view: &View<'_>, verb: TokenId) -> bool {
    match view.lemma(verb) {
        "begin" | "start" | "commence" | "occur" | "happen" | "resume" | "continue" | "follow"
        | "open" | "proceed" => view.syntax.child(verb, &["obj"]).is_none(),
        "take" => view
            .syntax
            .child(verb, &["obj"])
            .is_some_and(|o| view.lemma(o) == "place" || view.lemma(o) == "effect"),
        "go" | "come" => ["ahead", "on", "into"]
            .iter()
            .any(|p| clause::has_particle(view.syntax, verb, p)),
        _ => false,
    }
}

/// Whether the noun is of something told ("reports of", "the news spread
/// about") or meant ("the intention to"), and so no more true than that.
fn of_claim(view: &View<'_>, noun: TokenId) -> bool {
    const CLAIMS: [&str; 17] = [
        "report",
        "news",
        "rumour",
        "rumor",
        "allegation",
        "claim",
        "accusation",
        "charge",
        "suggestion",
        "speculation",
        "story",
        "talk",
        "assertion",
        "information",
        "intention",
        "plan",
        "intent",
    ];
    let of_it = |t: TokenId| CLAIMS.contains(&view.lemma(t));
    of_it(noun) || view.syntax.children_by(noun, &["compound"]).any(of_it)
}

/// The "no" of "there is no truth to" the claim.
fn untrue(view: &View<'_>, claim: TokenId) -> Option<TokenId> {
    let truth = view.syntax[claim]
        .head
        .filter(|&h| view.syntax[claim].is_rel("nmod") && view.lemma(h) == "truth")?;
    view.syntax
        .children_by(truth, &["det"])
        .find(|&d| view.lemma(d) == "no")
}

/// "Any attack would lead to sanctions": what a modal verb says of an event
/// that nothing marks as known is supposed too.
fn supposed(view: &View<'_>, t: TokenId, head: TokenId, state: &mut State) {
    let known = view.syntax.children_by(t, &["det", "nmod:poss"]).any(|d| {
        view.syntax[d].is_rel("nmod:poss")
            || matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those")
    });
    let object = view.syntax[t].is_rel("obj") || view.syntax[t].is_rel("nsubj:pass");
    if known || !view.is_verbal(head) || object && is_light(view, head) {
        return;
    }
    match clause::modal(view.syntax, view.text, head) {
        Some(("may" | "might" | "could", token)) => state.apply(Status::Uncertain, view, token),
        Some(("would" | "should", token)) => state.apply(Status::Hypothetical, view, token),
        Some(("will" | "shall", token)) => state.apply(Status::Future, view, token),
        _ => {}
    }
}

/// Goes on from the first conjunct without counting its own modals again.
fn skip_conjunct(
    view: &View<'_>,
    first: TokenId,
    statement: Option<&Statement>,
    state: &mut State,
) -> Climb {
    if view.syntax[first].is_rel("conj") {
        return Climb::Stop;
    }
    climb(view, first, statement, state)
}

/// "instead" and "rather" deny with "of" and "than", not by themselves.
fn alone(view: &View<'_>, m: TokenId) -> bool {
    let next = m.index() + 1;
    matches!(view.lemma(m), "instead" | "rather")
        && (next >= view.syntax.tokens().len()
            || !matches!(view.lemma(TokenId::new(next)), "of" | "than"))
}

/// The effect of the word `head` on its complement.
fn governed(
    view: &View<'_>,
    t: TokenId,
    head: TokenId,
    pos: StatusPos,
    state: &mut State,
) -> Climb {
    let pos = match view.syntax[head].upos {
        Upos::Adj => StatusPos::Adj,
        Upos::Noun => StatusPos::Noun,
        _ => pos,
    };
    let words = &view.rules.status;
    let particle = clause::verb_lemma(view.syntax, head);
    let found = words
        .get(pos, &particle)
        .or_else(|| words.get(pos, view.lemma(head)))
        .or_else(|| {
            (pos == StatusPos::Adj).then(|| words.get(StatusPos::Verb, view.lemma(head)))?
        });
    // "went on strike": only "going to" looks ahead.
    let found = found.filter(|_| view.lemma(head) != "go" || view.syntax[head].xpos == "VBG");
    let Some(word) = found else {
        // Saying or perceiving: no statement was found, so nothing is claimed
        // but the content; other verbs take their object for granted.
        return Climb::Stop;
    };
    let nominal = !view.is_verbal(t);
    // "announced the attack", "helped the attack": only some verbs bear on a noun.
    if nominal && word.effect == Effect::Actual {
        return Climb::Stop;
    }
    // A purpose or means, not a complement: "used X to attack".
    let negated = clause::negation(view.syntax, head).is_some();
    let effect = if negated { word.negated } else { word.effect };
    state.apply(of_effect(effect), view, head);
    let implicative = word.effect == Effect::Actual || word.effect == Effect::Denied;
    if implicative && !negated {
        // "may manage to": what holds of the managing holds of the act.
        Climb::On {
            to: head,
            clause: true,
        }
    } else {
        Climb::On {
            to: head,
            clause: false,
        }
    }
}

fn adverbial(view: &View<'_>, t: TokenId, head: TokenId, state: &mut State) -> Climb {
    let syntax = view.syntax;
    let from = syntax
        .children_by(t, &["mark", "case"])
        .any(|m| view.lemma(m) == "from");
    if clause::is_infinitive(syntax, t) || from {
        // A complement that the parser took for an adverbial.
        if view
            .rules
            .status
            .get(StatusPos::Verb, view.lemma(head))
            .is_some()
            || syntax[head].upos == Upos::Adj
        {
            return governed(view, t, head, StatusPos::Verb, state);
        }
        if !from {
            // A purpose is not yet done.
            state.apply(Status::Future, view, t);
        }
    }
    Climb::Stop
}

/// What the cue makes of its content.
fn apply_force(view: &View<'_>, statement: &Statement, state: &mut State) {
    let Some(cue) = &statement.cue else {
        return;
    };
    let word = cue.head;
    // "Two men are accused of bombing a market": by nobody who would say so.
    let accused = statement.source.is_none()
        && clause::is_passive(view.syntax, word)
        && match view.lemma(word) {
            "accuse" | "suspect" | "charge" | "allege" | "blame" => true,
            // "is said to have fled"
            "say" | "report" | "understand" => view
                .syntax
                .children_by(word, &["xcomp", "ccomp", "advcl"])
                .any(|c| clause::is_infinitive(view.syntax, c)),
            _ => false,
        };
    if accused {
        state.apply(Status::Uncertain, view, word);
        return;
    }
    let listed = match view.syntax[word].upos {
        Upos::Verb => view.rules.status.get(StatusPos::Verb, view.lemma(word)),
        Upos::Noun => view.rules.status.get(StatusPos::Noun, view.lemma(word)),
        _ => None,
    };
    let effect = match cue.force {
        Force::Assert => return,
        Force::Deny => Status::Denied,
        // What is ordered is to come (the words' own effect), what is asked for is wished.
        Force::Demand => match listed {
            Some(word) if word.effect == Effect::Future => Status::Future,
            _ => Status::Hypothetical,
        },
        Force::Commit => Status::Future,
        Force::Ask => Status::Uncertain,
        Force::Suppose => listed.map_or(Status::Uncertain, |w| of_effect(w.effect)),
    };
    // A modal already says what supposing says.
    if cue.force == Force::Suppose && state.status != Status::Actual {
        return;
    }
    state.apply(effect, view, word);
}
