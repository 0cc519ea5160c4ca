//! What a phrase tells by its own words: kind, country, sectors.

use sayso_article::{NameKind, SmolStr, TokenId, Upos};
use sayso_lexicon::actors::{Actor, ActorKind, Agent, AgentKind, words};

use super::Work;
use super::context::doubtful;
use super::names::Name;
use super::phrases::{Determination, Phrase, counted};
use super::vocabulary::{
    COMPANY_WORDS, FORMER, RELATIONAL, body_noun, is_honorific, is_person_noun,
};
use crate::layers::EntityKind;

/// What the words of one phrase say.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub kind: EntityKind,
    pub country: Option<SmolStr>,
    pub sectors: Vec<SmolStr>,
    pub reason: String,
    pub epithet: bool,
    /// The plain name that the lexicon gives.
    pub known_as: Option<SmolStr>,
    /// Office, for persons with a title.
    pub role: Option<String>,
    /// Domestic by nature: without evidence it belongs to the article's country.
    pub domestic: bool,
}

impl Own {
    fn new(kind: EntityKind) -> Own {
        Own {
            kind,
            country: None,
            sectors: Vec::new(),
            reason: String::new(),
            epithet: false,
            known_as: None,
            role: None,
            domestic: false,
        }
    }
}

const DEPTH: usize = 4;

/// Reads the phrase at index `p`.
pub(super) fn own(work: &Work<'_>, p: usize) -> Own {
    read(work, p, DEPTH)
}

fn read(work: &Work<'_>, p: usize, depth: usize) -> Own {
    let phrase = &work.phrases[p];
    if phrase.pronoun {
        return Own::new(EntityKind::Thing);
    }
    if depth > 0
        && let Some(of) = counted(work.syntax, phrase)
        && let Some(q) = work.phrase_at[of.index()]
    {
        let mut own = read(work, q, depth - 1);
        own.known_as = None;
        if own.kind == EntityKind::Organization || own.kind == EntityKind::Country {
            own.kind = EntityKind::Group;
        }
        return own;
    }
    match phrase.name {
        Some(n) => named(work, phrase, &work.names[n], depth),
        None => common(work, phrase, depth),
    }
}

/// The actors of a name that count here: those that hold on the day or whose
/// dates are unknown; those bound to a country only near it.
fn valid<'a>(work: &Work<'a>, name: &Name<'a>) -> Option<(&'a Actor, String)> {
    let day = work.day.as_deref();
    let near = |code: &str| work.context.mentions(code);
    let doubtful = doubtful(name, work.lexicon);
    let fitting: Vec<&Actor> = name
        .actors
        .iter()
        .filter(|(_, only)| only.is_none_or(near))
        .filter(|(a, _)| !doubtful || a.country.as_deref().is_some_and(near))
        .map(|(a, _)| *a)
        .collect();
    let home = work.context.country.as_ref().map(|(c, _)| c);
    // Of namesakes the one of the article's country is meant.
    let homely = fitting
        .iter()
        .copied()
        .filter(|a| a.country.is_some() && a.country.as_ref() == home)
        .max_by_key(|a| a.holds_on(day).map_or(1, |h| 2 * u8::from(h)));
    if let Some(actor) = homely.filter(|a| a.holds_on(day) != Some(false)) {
        return Some((actor, actor.line.to_string()));
    }
    let holding = fitting
        .iter()
        .copied()
        .find(|a| a.holds_on(day) == Some(true));
    if let Some(actor) = holding {
        return Some((actor, format!("{}, in force on the day", actor.line)));
    }
    if let Some(actor) = fitting.iter().copied().find(|a| a.holds_on(day).is_none()) {
        return Some((actor, actor.line.to_string()));
    }
    // Out of its time: the last office before the day, else the first after it.
    let last = fitting
        .iter()
        .copied()
        .filter(|a| day.is_some_and(|d| a.ended_before(d)))
        .max_by(|a, b| a.to.cmp(&b.to));
    last.or(fitting.first().copied())
        .map(|a| (a, format!("{}, outside its dates", a.line)))
}

fn named(work: &Work<'_>, phrase: &Phrase, name: &Name<'_>, depth: usize) -> Own {
    let mut own = Own::new(match name.kind {
        NameKind::Person => EntityKind::Person,
        NameKind::Organization => EntityKind::Organization,
        NameKind::Location | NameKind::Facility => EntityKind::Place,
        NameKind::Norp => EntityKind::Group,
        _ => EntityKind::Thing,
    });
    let told = work.context.place(&name.words.join(" "));
    let place_actor = name
        .actor_of(&[ActorKind::State, ActorKind::City, ActorKind::Capital])
        .is_some();
    if let Some((actor, line)) = valid(work, name).filter(|_| told.is_none() || !place_actor) {
        from_actor(work, phrase, actor, &line, &mut own);
    } else if name.kind == NameKind::Person {
        titled(work, phrase, name, &mut own);
    } else if let Some(code) = told {
        own.country = Some(code.clone());
        own.reason = "the article says which country the place is in".to_owned();
    } else if let Some(code) = work.context.town(&name.words.join(" ")) {
        own.country = Some(code.clone());
        own.reason = "city of the gazetteer".to_owned();
    } else {
        composed_name(work, phrase, name, depth, &mut own);
    }
    if own.kind == EntityKind::Person
        && name.words.len() == 1
        && let Some(country) = name.actor_of(&[ActorKind::Country])
        && !part_of_a_name(work, &name.words[0])
    {
        let line = country.line.to_string();
        from_actor(work, phrase, country, &line, &mut own);
    }
    if name.kind == NameKind::Person && own.role.is_none() && own.kind == EntityKind::Person {
        let (country, reason) = (own.country.clone(), own.reason.clone());
        let sectors = own.sectors.clone();
        titled(work, phrase, name, &mut own);
        if country.is_some() {
            own.country = country;
            own.reason = reason;
        }
        if !sectors.is_empty() {
            own.sectors = sectors;
        }
    }
    own
}

/// Whether somebody in the article bears the word as given or family name, so
/// that "Jordan" need not be the country.
fn part_of_a_name(work: &Work<'_>, word: &String) -> bool {
    work.names
        .iter()
        .any(|n| n.kind == NameKind::Person && n.words.len() > 1 && n.words.contains(word))
}

fn from_actor(work: &Work<'_>, phrase: &Phrase, actor: &Actor, line: &str, own: &mut Own) {
    own.country = actor.country.clone();
    own.sectors = actor.sectors.clone();
    own.known_as = (!actor.name.is_empty()).then(|| actor.name.clone());
    own.reason = format!("listed: {line}");
    match actor.kind {
        ActorKind::Country => own.kind = EntityKind::Country,
        ActorKind::Demonym => {
            own.kind = if phrase.modifier {
                EntityKind::Country
            } else {
                if phrase.plural || work.syntax[phrase.head].upos != Upos::Adj {
                    own.sectors = vec!["CVL".into()];
                }
                own.known_as = None;
                EntityKind::Group
            };
        }
        ActorKind::Capital => {
            own.kind = if work.acts(phrase) {
                own.reason = format!("capital for its government: {line}");
                EntityKind::Country
            } else {
                own.known_as = None;
                EntityKind::Place
            };
        }
        // "attacked Kharkiv" is not about its government.
        ActorKind::State if work.acts(phrase) && !work.syntax[phrase.head].is_rel("obj") => {
            own.kind = EntityKind::Organization;
            own.sectors = vec!["GOV".into()];
        }
        ActorKind::State | ActorKind::City => own.kind = EntityKind::Place,
        ActorKind::Metonym | ActorKind::Organization => {
            own.kind = EntityKind::Organization;
            if actor.kind == ActorKind::Metonym {
                own.known_as = None;
            }
        }
        ActorKind::Group => own.kind = EntityKind::Group,
        ActorKind::Person => {
            own.kind = EntityKind::Person;
            own.role = (!actor.role.is_empty()).then(|| actor.role.to_string());
            if work.day.as_deref().is_some_and(|d| actor.ended_before(d)) {
                own.sectors.insert(0, "ELI".into());
            }
        }
        ActorKind::Epithet => {
            own.epithet = true;
            own.kind = if own.country.is_some() {
                EntityKind::Country
            } else {
                // "the Palestinian resistance": a label names nobody by itself.
                let nation = phrase.tokens.iter().find_map(|&t| work.country_of_token(t));
                if let Some((code, line)) = nation {
                    own.country = Some(code);
                    own.reason = format!("{}; nation beside the label: {line}", own.reason);
                }
                EntityKind::Group
            };
        }
    }
}

/// Title words before a person's name: role, sector and country.
fn titled(work: &Work<'_>, phrase: &Phrase, name: &Name<'_>, own: &mut Own) {
    let before: Vec<TokenId> = phrase
        .tokens
        .iter()
        .copied()
        .filter(|t| t.index() < name.first)
        .collect();
    if let Some(code) = before.iter().find_map(|t| work.country_of_token(*t)) {
        own.country = Some(code.0);
        own.reason = format!("title of the name: {}", code.1);
    }
    let lemmas: Vec<String> = before
        .iter()
        .map(|&t| work.text(t).trim_end_matches('.').to_lowercase())
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .collect();
    for end in (1..=lemmas.len()).rev() {
        if let Some((agent, _)) = longest_agent(work, &lemmas[..end]) {
            own.sectors = agent.sectors.clone();
            if lemmas.iter().any(|l| FORMER.contains(&l.as_str())) {
                own.sectors.insert(0, "ELI".into());
            }
            own.domestic = true;
            break;
        }
    }
    let own_words: Vec<&str> = before
        .iter()
        .map(|&t| work.text(t))
        .filter(|t| t.chars().any(char::is_alphanumeric) && !t.eq_ignore_ascii_case("the"))
        .filter(|t| !is_honorific(t))
        .collect();
    own.role = (!own_words.is_empty()).then(|| own_words.join(" "));
}

/// The agent of the most words that `lemmas` end in.
fn longest_agent<'a>(work: &Work<'a>, lemmas: &[String]) -> Option<(&'a Agent, usize)> {
    let words: Vec<&str> = lemmas.iter().map(String::as_str).collect();
    let from = words.len().saturating_sub(4);
    (from..words.len()).find_map(|i| Some((work.lexicon.agent(&words[i..])?, words.len() - i)))
}

/// A name that no file lists, read by its parts ("Turkish Air Force").
fn composed_name(work: &Work<'_>, phrase: &Phrase, name: &Name<'_>, depth: usize, own: &mut Own) {
    if own.kind == EntityKind::Place && !work.acts(phrase) {
        if let Some((code, line)) = work.country_of_token(phrase.head) {
            own.country = Some(code);
            own.reason = format!("listed: {line}");
        }
        return;
    }
    let folded: Vec<&str> = name.words.iter().map(String::as_str).collect();
    let force = work.lexicon.force(&folded);
    if let Some(force) = force {
        own.sectors = vec![force.sector.clone()];
        own.kind = EntityKind::Organization;
        own.domestic = force.context;
        own.reason = format!("name pattern `{}`", force.pattern);
    } else if folded.last().is_some_and(|w| COMPANY_WORDS.contains(w)) {
        own.sectors = vec!["BUS".into()];
        own.reason = "name of a company".to_owned();
    }
    let company = own.sectors.first().is_some_and(|s| s == "BUS");
    // In names of companies and groups a nation is decoration ("American Airlines").
    if force.is_some()
        && !company
        && let Some(inner) = name.inner.iter().find(|a| {
            matches!(
                a.kind,
                ActorKind::Country
                    | ActorKind::Demonym
                    | ActorKind::Capital
                    | ActorKind::State
                    | ActorKind::City
            )
        })
    {
        own.country = inner.country.clone();
        own.reason = format!("{}, of {}", own.reason, inner.name);
    }
    // "United States Africa Command", "U.N. Command": a body of whoever its
    // name begins with.
    if force.is_none()
        && !company
        && own.kind == EntityKind::Organization
        && let Some(inner) = name.inner.iter().find(|a| {
            matches!(
                a.kind,
                ActorKind::Country | ActorKind::Demonym | ActorKind::Organization
            ) && a.country.is_some()
        })
        && begins_with(work, name, inner)
    {
        own.country = inner.country.clone();
        own.reason = format!("name begins with {}", inner.name);
    }
    if own.country.is_none()
        && let Some((code, why)) = modifier_country(work, phrase.head, depth)
    {
        own.country = Some(code);
        own.reason = join(&own.reason, &why);
    }
}

/// Whether the name opens with a form of `inner`: its first word is no part of
/// any other listed name.
fn begins_with(work: &Work<'_>, name: &Name<'_>, inner: &Actor) -> bool {
    let start = work.syntax.tokens()[name.first].span.start();
    let end = work.syntax.tokens()[name.end.saturating_sub(1)].span.end();
    let written = words(work.article.text.get(start..end).unwrap_or(""));
    work.lexicon.longest_name(&written).is_some_and(|found| {
        let counts = |only: Option<&str>| only.is_none_or(|code| work.context.mentions(code));
        found
            .actors
            .iter()
            .any(|(a, only)| a.line == inner.line && counts(*only))
    })
}

fn join(a: &str, b: &str) -> String {
    if a.is_empty() {
        b.to_owned()
    } else {
        format!("{a}; {b}")
    }
}

/// The singular of a noun whose lemma came out wrong ("paramilitarie",
/// "militiame").
fn singular(lemma: &str, form: &str) -> String {
    if let Some(stem) = lemma.strip_suffix("ie") {
        format!("{stem}y")
    } else if let Some(stem) = form.strip_suffix("men") {
        format!("{stem}man")
    } else {
        form.to_owned()
    }
}

/// A phrase without name: its head noun and what stands around it.
fn common(work: &Work<'_>, phrase: &Phrase, depth: usize) -> Own {
    let syntax = work.syntax;
    let before: Vec<TokenId> = syntax
        .children_by(phrase.head, &["compound", "amod", "nmod:desc"])
        .filter(|&c| c < phrase.head)
        .collect();
    let mut lemmas: Vec<String> = before.iter().map(|&t| work.lemma(t)).collect();
    lemmas.push(phrase.lemma.clone());
    let mut agent = longest_agent(work, &lemmas);
    if agent.is_none()
        && let Some(last) = lemmas.last_mut()
    {
        *last = singular(&phrase.lemma, &work.text(phrase.head).to_lowercase());
        agent = longest_agent(work, &lemmas);
    }
    let folded: Vec<String> = words(phrase.span.text(&work.article.text))
        .into_iter()
        .map(|w| w.folded)
        .collect();
    let upto = folded
        .iter()
        .position(|w| {
            matches!(
                w.as_str(),
                "of" | "in" | "for" | "to" | "from" | "at" | "with"
            )
        })
        .unwrap_or(folded.len());
    let plain: Vec<&str> = folded[..upto].iter().map(String::as_str).collect();
    let force = work.lexicon.force(&plain);
    let mut own = Own::new(EntityKind::Thing);
    // "the European Union's envoy" is a person, whatever body comes before.
    let force = force.filter(|_| !is_person_noun(&phrase.lemma));
    match (agent, force) {
        (Some((agent, taken)), force)
            if force.is_none_or(|f| f.pattern.split(' ').count() <= taken) =>
        {
            own.sectors = agent.sectors.clone();
            own.reason = format!("`{}` in {}", agent.lemma, agent.line);
            own.kind = match agent.kind {
                AgentKind::Organization => EntityKind::Organization,
                AgentKind::Group => EntityKind::Group,
                _ if phrase.plural => EntityKind::Group,
                AgentKind::Role | AgentKind::Person => EntityKind::Role,
            };
            own.domestic = true;
        }
        (_, Some(force)) => {
            own.sectors = vec![force.sector.clone()];
            own.reason = format!("pattern `{}` in {}", force.pattern, force.line);
            own.kind = if phrase.plural {
                EntityKind::Group
            } else {
                EntityKind::Organization
            };
            own.domestic = force.context;
        }
        _ if is_person_noun(&phrase.lemma) => {
            own.kind = if phrase.plural {
                EntityKind::Group
            } else {
                EntityKind::Role
            };
            own.domestic = true;
            own.reason = "noun of persons".to_owned();
        }
        // "the manufacturers' association said": it can speak, "it" can mean it.
        _ if body_noun(&phrase.lemma).is_some() && speaks(work, phrase) => {
            own.kind = EntityKind::Organization;
            own.reason = "noun of a body, source of a statement".to_owned();
        }
        _ => {}
    }
    // "justice", "force" without article name no person.
    let mass = matches!(own.kind, EntityKind::Role)
        && phrase.determination == Determination::Bare
        && phrase.lemma == work.text(phrase.head)
        && ["obj", "obl", "nmod", "conj"]
            .iter()
            .any(|r| syntax[phrase.head].is_rel(r))
        && before.is_empty();
    if mass {
        return Own::new(EntityKind::Thing);
    }
    if lemmas.iter().any(|l| FORMER.contains(&l.as_str()))
        && own
            .sectors
            .first()
            .is_some_and(|s| s != "CVL" && s != "ELI")
    {
        own.sectors.insert(0, "ELI".into());
    }
    if lemmas.iter().rev().skip(1).any(|l| l == "opposition")
        && !own.sectors.iter().any(|s| s == "OPP")
    {
        own.sectors.push("OPP".into());
    }
    if matches!(phrase.lemma.as_str(), "pope" | "pontiff") {
        own.country = Some("VAT".into());
        own.reason = join(&own.reason, "head of the Holy See");
    }
    // "an army convoy": a thing of whoever modifies it.
    if own.kind == EntityKind::Thing && own.sectors.is_empty() {
        let owner = before
            .iter()
            .find_map(|&c| work.lexicon.agent(&[work.lemma(c).as_str()]));
        if let Some(agent) = owner {
            own.sectors = agent.sectors.clone();
            own.reason = join(
                &own.reason,
                &format!("of `{}` in {}", agent.lemma, agent.line),
            );
        }
    }
    if RELATIONAL.contains(&phrase.lemma.as_str())
        && let Some((sectors, why)) = body_sectors(work, phrase, depth)
    {
        own.sectors = sectors;
        own.reason = join(&own.reason, &why);
        if own.kind == EntityKind::Thing {
            own.kind = EntityKind::Group;
        }
    }
    if let Some((code, why)) = modifier_country(work, phrase.head, depth) {
        own.country = Some(code);
        own.reason = join(&own.reason, &why);
    }
    own
}

/// Whether the phrase is the source of a statement.
fn speaks(work: &Work<'_>, phrase: &Phrase) -> bool {
    let mut statements = work.statements.list.iter();
    statements.any(|s| s.source.as_ref().is_some_and(|x| x.head == phrase.head))
}

/// Sectors of the body for which an official, member or fighter acts.
fn body_sectors(work: &Work<'_>, phrase: &Phrase, depth: usize) -> Option<(Vec<SmolStr>, String)> {
    if depth == 0 {
        return None;
    }
    work.syntax
        .children_by(phrase.head, &["compound", "nmod", "nmod:poss", "amod"])
        .find_map(|c| {
            let q = work.phrase_at[c.index()]?;
            let preposition = work.syntax.preposition(c);
            if c > phrase.head
                && !matches!(
                    preposition.as_deref(),
                    Some("of" | "for" | "from" | "at" | "with")
                )
            {
                return None;
            }
            let own = read(work, q, depth - 1);
            let body = matches!(own.kind, EntityKind::Organization | EntityKind::Group);
            let first = own.sectors.first()?;
            (body && first != "CVL")
                .then(|| (own.sectors.clone(), format!("of {}", work.text_of(q))))
        })
}

/// The country that the modifiers of `head` name: adjective, compound,
/// possessor, `of`, `for`, `from`, `in`.
pub(super) fn modifier_country(
    work: &Work<'_>,
    head: TokenId,
    depth: usize,
) -> Option<(SmolStr, String)> {
    if depth == 0 {
        return None;
    }
    let children: Vec<TokenId> = work
        .syntax
        .children_by(
            head,
            &[
                "amod",
                "compound",
                "nmod",
                "nmod:poss",
                "nmod:desc",
                "appos",
            ],
        )
        .collect();
    // "Turkish-backed rebels" are not Turkish.
    let backed = |c: &TokenId| {
        let at = |n: usize| TokenId::new((c.index() + n).min(work.syntax.tokens().len() - 1));
        work.text(at(1)) == "-" && at(2) < head && work.text(at(2)).ends_with("ed")
    };
    let children: Vec<TokenId> = children.into_iter().filter(|c| !backed(c)).collect();
    // Adjectives and possessors tell whose it is; places only where.
    let mut ranked: Vec<(u8, TokenId)> = children
        .into_iter()
        .filter_map(|c| {
            let rank = if c < head && !work.syntax[c].is_rel("appos") {
                0
            } else if work.syntax[c].is_rel("appos") {
                3
            } else {
                match work.syntax.preposition(c).as_deref() {
                    Some("of" | "for") => 1,
                    Some("from" | "at" | "within" | "inside") => 2,
                    Some("in" | "near" | "across" | "outside" | "with") => 4,
                    _ => return None,
                }
            };
            Some((rank, c))
        })
        .collect();
    ranked.sort();
    ranked.into_iter().find_map(|(_, c)| {
        let why = |what: &str| format!("{what} `{}`", work.text(c));
        if let Some((code, _)) = work.country_of_token(c) {
            return Some((code, why("of")));
        }
        let q = work.phrase_at[c.index()]?;
        if work.phrases[q].pronoun {
            return None; // known only after the pronouns are resolved
        }
        let own = read(work, q, depth - 1);
        Some((own.country?, format!("of `{}`", work.text_of(q))))
    })
}
