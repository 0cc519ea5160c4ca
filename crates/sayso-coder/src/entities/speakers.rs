//! The speaker of each statement, and whom "I" and "we" mean in it.

use sayso_article::{NameKind, StatementId, TokenId, Upos};

use sayso_lexicon::actors::AgentKind;

use super::Work;
use super::chains::Chains;
use super::phrases::Determination;
use super::pronouns::first_person;
use super::vocabulary::{DOCUMENTS, is_person_noun};
use crate::layers::{EntityKind, Source, Statement, StatementKind};

/// How a statement's speaker was found: the phrases that name the speakers,
/// and why these.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub phrases: Vec<usize>,
    pub reason: String,
}

/// The phrases that speak in each statement; then first-person pronouns join
/// their speaker's chain.
pub(super) fn chains_of(chains: &mut Chains<'_, '_>) -> Vec<Said> {
    let work = chains.work;
    let mut out: Vec<Said> = Vec::new();
    for (i, statement) in work.statements.list.iter().enumerate() {
        let said = match &statement.source {
            Some(source) => match holder(work, chains, source) {
                Some(q) => Said {
                    phrases: vec![q],
                    reason: "named in the source of the statement".to_owned(),
                },
                None => named_source(chains, source.head, source.span.end()),
            },
            None => unnamed(&out, i, statement),
        };
        out.push(said);
    }
    // A quotation may continue one that stands after it in the list.
    for i in 0..out.len() {
        if out[i].phrases.is_empty()
            && let Some(earlier) = work.statements.list[i].continues
            && let Some(said) = out.get(earlier.index()).cloned()
        {
            out[i] = said;
        }
    }
    for p in 0..work.phrases.len() {
        let phrase = &work.phrases[p];
        if !phrase.pronoun || chains.of[p].is_some() {
            continue;
        }
        if first_person(&work.text(phrase.head).to_lowercase())
            && let Some(s) = innermost(work, phrase.head, |_| true)
            && let Some(&speaker) = out[s.index()].phrases.first()
            && speaker != p
        {
            let c = chains.open(speaker);
            chains.join(p, c);
        }
    }
    out
}

/// The speaker phrase of the direct quotation around `t`, as its source names it.
pub(super) fn quoted_by(work: &Work<'_>, t: TokenId) -> Option<usize> {
    let s = innermost(work, t, |s| s.kind == StatementKind::Direct)?;
    let source = work.statements.list[s.index()].source.as_ref()?;
    work.phrase_at[source.head.index()]
}

/// The last-beginning statement of those wanted whose content holds `t`.
fn innermost(
    work: &Work<'_>,
    t: TokenId,
    wanted: impl Fn(&Statement) -> bool,
) -> Option<StatementId> {
    let span = work.syntax[t].span;
    let mut best: Option<(usize, usize)> = None;
    for (i, statement) in work.statements.list.iter().enumerate() {
        if !wanted(statement) {
            continue;
        }
        for content in &statement.contents {
            let smaller = best.is_none_or(|(len, _)| content.len() < len);
            if content.contains(span) && smaller {
                best = Some((content.len(), i));
            }
        }
    }
    best.map(|(_, i)| StatementId::new(i))
}

impl Chains<'_, '_> {
    /// Joins a source that is worded as a role with the name that the same
    /// phrase gives its holder: "the prosecutor, Ana Reyes, said".
    pub fn link_sources(&mut self) {
        let work = self.work;
        for statement in &work.statements.list {
            let Some(source) = &statement.source else {
                continue;
            };
            let (Some(p), Some(q)) = (
                work.phrase_at[source.head.index()],
                holder(work, self, source),
            ) else {
                continue;
            };
            if work.phrases[p].name.is_none() && p != q {
                let c = self.open(q);
                self.join(p, c);
            }
        }
    }
}

/// The phrase of the name within a source whose head is none: behind a title
/// or role, or set off by a comma; or the name that a clause about the source
/// gives ("a marcher, who gave his name as Yusuf").
fn holder(work: &Work<'_>, chains: &Chains<'_, '_>, source: &Source) -> Option<usize> {
    let p = work.phrase_at[source.head.index()]?;
    let phrase = &work.phrases[p];
    let is_person = |n: usize| work.names[n].kind == NameKind::Person;
    if phrase.pronoun || phrase.name.is_some_and(is_person) {
        return None;
    }
    if let Some(q) = calls_itself(work, source.head) {
        return Some(q);
    }
    if work.syntax.conjuncts(source.head).len() > 1 {
        return None;
    }
    let inside = |n: &super::Name<'_>| {
        n.first > source.head.index()
            && n.end
                .checked_sub(1)
                .and_then(|last| work.syntax.tokens().get(last))
                .is_some_and(|t| t.span.end() <= source.span.end())
            && work.syntax.tokens()[n.first].span.start() >= source.span.start()
    };
    let document = DOCUMENTS.contains(&phrase.lemma.as_str());
    let kind = chains.owns[p].kind;
    // What no list knows as a person ("an attendee") can be one all the same.
    let role = matches!(kind, EntityKind::Role | EntityKind::Person)
        || is_person_noun(&phrase.lemma)
        || kind == EntityKind::Thing && !document && !phrase.plural;
    work.names.iter().enumerate().find_map(|(i, n)| {
        let body = n.kind == NameKind::Organization
            && phrase.name.is_none()
            && !matches!(kind, EntityKind::Role | EntityKind::Person)
            && !phrase.plural
            && !document;
        let fits = inside(n) && (is_person(i) && (role || phrase.name.is_some()) || body);
        (fits && stands_as_holder(work, n, source, body))
            .then(|| phrase_of_name(work, i))
            .flatten()
    })
}

/// Whether what stands before and behind a name lets it name the source:
/// "the mayor, X", "the daily X", but not "the mayor of X" or "X's lawyer".
fn stands_as_holder(work: &Work<'_>, n: &super::Name<'_>, source: &Source, body: bool) -> bool {
    let tokens = work.syntax.tokens();
    let before = |mut at: usize| {
        while at > 0 && work.text(TokenId::new(at - 1)).eq_ignore_ascii_case("the") {
            at -= 1;
        }
        at.checked_sub(1).map(TokenId::new)
    };
    let Some(b) = before(n.first) else {
        return false;
    };
    let lemma = work.lemma(b);
    let comma = work.text(b) == ",";
    let leads = comma
        || b == source.head
        || !body
            && (lemma.ends_with('.')
                || is_person_noun(&lemma)
                || super::vocabulary::TITLES.contains(&lemma.as_str())
                || matches!(tokens[b.index()].upos, Upos::Noun | Upos::Propn));
    let behind = tokens.get(n.end);
    let possessor = behind.is_some_and(|t| t.xpos == "POS");
    // In "the union's leader in Orvan, Kesh Province" the comma tells a place.
    leads && !possessor
}

/// The phrase headed by a name, or by the title that the name hangs on.
fn phrase_of_name(work: &Work<'_>, n: usize) -> Option<usize> {
    let at = |t: TokenId| work.phrase_at[t.index()].filter(|&q| work.phrases[q].name == Some(n));
    let name = &work.names[n];
    at(name.head).or_else(|| work.syntax[name.head].head.and_then(at))
}

/// "who gave his name as Yusuf", "who identified herself as Ana": that name.
fn calls_itself(work: &Work<'_>, head: TokenId) -> Option<usize> {
    let s = work.syntax;
    s.children_by(head, &["acl"]).find_map(|v| {
        let gives = match work.lemma(v).as_str() {
            "give" => s.children_by(v, &["obj"]).any(|o| work.lemma(o) == "name"),
            "identify" | "name" | "call" | "know" => true,
            _ => false,
        };
        if !gives {
            return None;
        }
        s.subtree(v).into_iter().find_map(|t| {
            let n = work.name_of[t.index()]?;
            let before = t.index().checked_sub(1).map(TokenId::new)?;
            let as_name = work.names[n].first == t.index()
                && (work.lemma(before) == "as" || before == v)
                && work.names[n].kind == NameKind::Person;
            as_name.then(|| phrase_of_name(work, n)).flatten()
        })
    })
}

/// The phrases under a source: its conjuncts, a document's author instead of
/// the document.
fn named_source(chains: &Chains<'_, '_>, head: TokenId, end: usize) -> Said {
    let work = chains.work;
    let heads: Vec<TokenId> = work
        .syntax
        .conjuncts(head)
        .into_iter()
        .filter(|&t| work.syntax[t].span.end() <= end)
        .collect();
    let mut said = Said {
        phrases: Vec::new(),
        reason: "source of the statement".to_owned(),
    };
    for t in heads {
        if let Some(pair) = pair(chains, t) {
            said.reason = "the two named together before".to_owned();
            said.phrases.extend(pair);
        } else if let Some(author) = author(work, t).or_else(|| earlier_author(work, t)) {
            said.reason = format!("author of the {}", work.text(t));
            said.phrases.push(author);
        } else if let Some(p) = work.phrase_at[t.index()] {
            said.phrases.push(p);
        }
    }
    said
}

/// "The two", "both officers", "the two leaders": the two that were last named
/// together ("Prime Minister X and President Y").
pub(super) fn pair(chains: &Chains<'_, '_>, head: TokenId) -> Option<[usize; 2]> {
    let work = chains.work;
    let p = work.phrase_at[head.index()]?;
    let phrase = &work.phrases[p];
    let lemma = phrase.lemma.as_str();
    let two = |t: TokenId| matches!(work.text(t).to_lowercase().as_str(), "two" | "both");
    if phrase.pronoun && matches!(lemma, "they" | "them") {
        return they_two(chains, p);
    }
    let counted = two(head) || matches!(lemma, "pair" | "duo");
    let definite = counted || phrase.determination == Determination::Definite;
    let told_two = counted || phrase.tokens.iter().any(|&t| two(t));
    // "the sides", "the parties" of a meeting are as many.
    let sides = phrase.plural && matches!(lemma, "side" | "party" | "minister" | "leader");
    if !(definite && (told_two || sides))
        || phrase.name.is_some()
        || chains.of[p].is_some_and(|c| chains.list[c].members[0] < p)
    {
        return None;
    }
    let countries = matches!(
        lemma,
        "country" | "nation" | "neighbour" | "neighbor" | "state" | "capital" | "government"
    );
    let persons = is_person_noun(lemma) || two(head) || matches!(lemma, "pair" | "duo");
    let fits = |q: usize| {
        if persons && one_person(work, q) {
            return true;
        }
        let kind = chains.of[q].map_or(chains.owns[q].kind, |c| chains.list[c].kind);
        match kind {
            EntityKind::Person => persons,
            EntityKind::Role => persons && work.phrases[q].name.is_none(),
            EntityKind::Country => countries || lemma == "side",
            EntityKind::Organization | EntityKind::Group => {
                matches!(lemma, "side" | "party" | "group" | "company" | "body")
            }
            _ => false,
        }
    };
    let together = || {
        (0..p).rev().find_map(|q| {
            let first = work.phrases[q].head;
            let joined = work.syntax.conjuncts(first);
            let [a, b] = joined.as_slice() else {
                return None;
            };
            let pair = [work.phrase_at[a.index()]?, work.phrase_at[b.index()]?];
            (*a == first && pair[1] < p && pair.iter().all(|&q| fits(q))).then_some(pair)
        })
    };
    if told_two && let Some(pair) = together() {
        return Some(pair);
    }
    let official = |q: usize| {
        let kind = chains.of[q].map_or(chains.owns[q].kind, |c| chains.list[c].kind);
        matches!(kind, EntityKind::Person | EntityKind::Role) || one_person(work, q)
    };
    met(work, p).filter(|pair| pair.iter().all(|&q| official(q) || fits(q)))
}

/// Who met whom in the last sentences before phrase `p`.
fn met(work: &Work<'_>, p: usize) -> Option<[usize; 2]> {
    const MEETS: [&str; 7] = [
        "meet",
        "receive",
        "host",
        "visit",
        "telephone",
        "phone",
        "talk",
    ];
    const REACH: usize = 4;
    let head = work.phrases[p].head;
    let sentence = work.syntax[head].sentence.index();
    (0..head.index())
        .rev()
        .map(TokenId::new)
        .take_while(|&t| work.syntax[t].sentence.index() + REACH >= sentence)
        .filter(|&t| work.syntax[t].upos == Upos::Verb && MEETS.contains(&work.lemma(t).as_str()))
        .find_map(|t| {
            let subject = crate::clause::deep_subject(work.syntax, t)?.head;
            let object = crate::clause::deep_object(work.syntax, t)
                .map(|o| o.head)
                .or_else(|| {
                    work.syntax
                        .children_by(t, &["obl"])
                        .find(|&o| work.syntax.preposition(o).as_deref() == Some("with"))
                })?;
            let pair = [
                work.phrase_at[subject.index()]?,
                work.phrase_at[object.index()]?,
            ];
            (pair[0] != pair[1] && pair.iter().all(|&q| q < p)).then_some(pair)
        })
}

/// A noun of a person in the singular, also where it heads a coordination and
/// so was taken for several.
fn one_person(work: &Work<'_>, q: usize) -> bool {
    let phrase = &work.phrases[q];
    let singular = work.syntax[phrase.head].feat("Number") == Some("Sing");
    let office = || {
        work.lexicon
            .agent(&[&phrase.lemma])
            .is_some_and(|a| matches!(a.kind, AgentKind::Role | AgentKind::Person))
    };
    singular && phrase.name.is_none() && (is_person_noun(&phrase.lemma) || office())
}

/// "Ada Okoro and her son were held; they are in custody": two people named
/// together in this sentence or the one before, with nobody else of whom "they"
/// is said between.
fn they_two(chains: &Chains<'_, '_>, p: usize) -> Option<[usize; 2]> {
    let work = chains.work;
    let sentence = |q: usize| work.syntax[work.phrases[q].head].sentence.index();
    let kind = |q: usize| chains.of[q].map_or(chains.owns[q].kind, |c| chains.list[c].kind);
    for q in (0..p).rev().take_while(|&q| sentence(q) + 1 >= sentence(p)) {
        let phrase = &work.phrases[q];
        // "The two" or another "they" before it, whatever that sums up.
        if let Some(found) = pair(chains, phrase.head) {
            return Some(found);
        }
        let joined = work.syntax.conjuncts(phrase.head);
        if let [a, b] = joined.as_slice()
            && *a == phrase.head
        {
            let pair = [work.phrase_at[a.index()]?, work.phrase_at[b.index()]?];
            let person = |&q: &usize| {
                let head = work.phrases[q].head;
                let single =
                    work.syntax[head].feat("Number") != Some("Plur") && !work.phrases[q].pronoun;
                single && matches!(kind(q), EntityKind::Person | EntityKind::Role)
                    || one_person(work, q)
            };
            return (pair[1] < p && pair.iter().all(person)).then_some(pair);
        }
        let several = phrase.plural
            && !phrase.modifier
            && !matches!(kind(q), EntityKind::Thing | EntityKind::Place);
        if several && joined.len() == 1 {
            return None;
        }
    }
    None
}

/// "The statement": the author of the document of that name before it.
fn earlier_author(work: &Work<'_>, t: TokenId) -> Option<usize> {
    let lemma = work.lemma(t);
    let p = work.phrase_at[t.index()]?;
    if !DOCUMENTS.contains(&lemma.as_str())
        || work.phrases[p].determination != Determination::Definite
    {
        return None;
    }
    work.phrases[..p]
        .iter()
        .rev()
        .filter(|q| q.lemma == lemma)
        .find_map(|q| author(work, q.head))
}

/// Who issued the document `t`: "the court's ruling", "a statement by the ministry".
fn author(work: &Work<'_>, t: TokenId) -> Option<usize> {
    if !DOCUMENTS.contains(&work.lemma(t).as_str()) {
        return None;
    }
    if let Some(owner) = work.syntax.child(t, &["nmod:poss"]) {
        return work.phrase_at[owner.index()];
    }
    let by = |at: TokenId, relations: &'static [&'static str]| {
        work.syntax.children_by(at, relations).find(|&c| {
            // "a letter from Orvan" tells where it was posted.
            let place = work.name_of[c.index()].is_some_and(|n| {
                matches!(work.names[n].kind, NameKind::Location | NameKind::Facility)
                    && work.names[n].actors.is_empty()
            });
            !place
                && matches!(
                    work.syntax.preposition(c).as_deref(),
                    Some("by" | "from" | "of")
                )
        })
    };
    if let Some(issuer) = issuer(work, t) {
        return Some(issuer);
    }
    let issued = work.syntax.child(t, &["acl"]).and_then(|v| by(v, &["obl"]));
    let modifier = work.syntax.children_by(t, &["compound", "amod"]).find(|c| {
        work.name_of[c.index()].is_some_and(|n| {
            matches!(
                work.names[n].kind,
                NameKind::Person | NameKind::Organization | NameKind::Norp
            ) || !work.names[n].actors.is_empty()
        })
    });
    let found = by(t, &["nmod"]).or(issued).or(modifier)?;
    work.phrase_at[found.index()]
}

/// Who puts the document out: "the court issued a ruling", "said in a statement".
fn issuer(work: &Work<'_>, t: TokenId) -> Option<usize> {
    const ISSUES: [&str; 16] = [
        "issue",
        "release",
        "publish",
        "deliver",
        "file",
        "sign",
        "submit",
        "write",
        "post",
        "send",
        "make",
        "give",
        "read",
        "circulate",
        "say",
        "add",
    ];
    let s = work.syntax;
    let verb = s[t].head.filter(|&v| s[v].upos == Upos::Verb)?;
    let object = s[t].is_rel("obj") || s[t].is_rel("nsubj:pass");
    let inside =
        s[t].is_rel("obl") && matches!(s.preposition(t).as_deref(), Some("in" | "through" | "via"));
    let lemma = work.lemma(verb);
    let speaks = inside
        && work
            .statements
            .list
            .iter()
            .any(|s| s.cue.as_ref().is_some_and(|c| c.head == verb));
    if !(object && ISSUES.contains(&lemma.as_str()) || speaks) {
        return None;
    }
    let subject = crate::clause::deep_subject(s, verb)?.head;
    let p = work.phrase_at[subject.index()].filter(|_| subject != t)?;
    let own = first_person(&work.text(subject).to_lowercase());
    (!own).then_some(p)
}

/// A statement that names no source: it continues one, or is a quotation in
/// or right after the paragraph of one.
fn unnamed(before: &[Said], i: usize, statement: &Statement) -> Said {
    if let Some(earlier) = statement.continues {
        let mut said = before.get(earlier.index()).cloned().unwrap_or_default();
        said.reason = "continues the quotation before it".to_owned();
        return said;
    }
    if statement.kind == StatementKind::Indirect || statement.cue.is_some() {
        return Said::default();
    }
    let Some(previous) = i.checked_sub(1) else {
        return Said::default();
    };
    let mut said = before.get(previous).cloned().unwrap_or_default();
    said.reason = "quotation without source after one of the same speaker".to_owned();
    said
}
