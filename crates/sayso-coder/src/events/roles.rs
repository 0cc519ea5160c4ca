//! Who takes part: the roles of a rule, filled from the tree.

use sayso_article::{MentionId, SmolStr, TokenId, Upos};
use sayso_lexicon::events::{Alternative, EventRule, Path, Step};

use super::matching::{is_light, light_verb_of};
use super::view::View;
use crate::clause;
use crate::layers::{Belonging, EntityKind, EventType, Party};

#[derive(Default)]
pub(super) struct Parties {
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
    /// A subject is expressed, but it is nobody ("the report").
    pub subject_is_thing: bool,
}

impl Parties {
    pub fn all(&self) -> impl Iterator<Item = &Party> {
        self.actors.iter().chain(&self.recipients)
    }
}

/// Fills the roles of `rule` at the trigger `t`.
pub(super) fn parties(view: &View<'_>, t: TokenId, rule: &EventRule) -> Parties {
    let verbal = view.is_verbal(t);
    let predicative = view.syntax[t].upos == Upos::Adj;
    let mut out = Parties::default();
    let subject = (verbal || predicative)
        .then(|| clause::deep_subject(view.syntax, t))
        .flatten();
    if let Some(subject) = subject
        && let Some(m) = view.mention(view.meant(subject.head))
    {
        out.subject_is_thing = view.is_thing(m);
    }
    match &rule.actors {
        Some(list) if usable(list, verbal) => out.actors = fill(view, t, list, true),
        Some(list) if list.is_empty() => {}
        _ => out.actors = default_actors(view, t, verbal || predicative),
    }
    if out.actors.is_empty() && rule.actors.as_ref().is_none_or(|l| !l.is_empty()) {
        out.actors = inherited_actors(view, t, subject.map(|s| s.head));
    }
    match &rule.recipients {
        Some(list) if usable(list, verbal) => out.recipients = fill(view, t, list, false),
        Some(list) if list.is_empty() => {}
        // Whom or what one deploys is no recipient.
        None if rule.kind == EventType::Mobilize => {}
        _ if predicative => out.recipients = fill(view, t, &alternatives(&["obl:of"]), false),
        _ if verbal => out.recipients = fill(view, t, &alternatives(&["obj"]), false),
        _ => {
            let list = alternatives(&["nmod:on", "nmod:against", "nmod:of"]);
            out.recipients = fill(view, t, &list, false);
        }
    }
    // "Kenya's arrest of two editors": with the victim in an of-phrase the
    // possessor is the actor.
    let victims_follow =
        !out.recipients.is_empty() && out.recipients.iter().all(|p| p.role.ends_with(":of"));
    if !verbal && out.actors.is_empty() && victims_follow {
        out.actors = fill(view, t, &alternatives(&["poss"]), true);
    }
    let blamed = blamed(view, t);
    if !blamed.is_empty() {
        out.recipients
            .retain(|p| blamed.iter().all(|b| b.mention != p.mention));
        if out.actors.is_empty() {
            out.actors = blamed;
        }
    }
    // A passive without an agent whose rule seeks recipients elsewhere.
    let taken: Vec<MentionId> = out.actors.iter().map(|p| p.mention).collect();
    out.recipients.retain(|p| !taken.contains(&p.mention));
    if rule.joint {
        let mut all = std::mem::take(&mut out.recipients);
        out.actors.append(&mut all);
        let mut seen = Vec::new();
        out.actors.retain(|p| {
            let new = !seen.contains(&p.mention);
            seen.push(p.mention);
            new
        });
    }
    out.recipients = out
        .recipients
        .into_iter()
        .flat_map(|p| behind_thing(view, rule.kind, p))
        .collect();
    if verbal && out.recipients.is_empty() {
        out.recipients = further_recipients(view, t, rule.kind, &out.actors);
    }
    let mut seen: Vec<MentionId> = out.actors.iter().map(|p| p.mention).collect();
    out.recipients.retain(|p| {
        let new = !seen.contains(&p.mention);
        seen.push(p.mention);
        new
    });
    out
}

/// "Officials blamed the attack on rebels", "a shelling blamed on rebels": they
/// are no target of the noun, but held to be behind it.
fn blamed(view: &View<'_>, t: TokenId) -> Vec<Party> {
    let syntax = view.syntax;
    let is_blame = |v: &TokenId| matches!(view.lemma(*v), "blame" | "pin");
    let on = |c: &TokenId| syntax.preposition(*c).as_deref() == Some("on");
    let above = syntax[t]
        .head
        .filter(is_blame)
        .filter(|_| ["obj", "nsubj:pass", "ccomp"].contains(&syntax[t].deprel.as_str()));
    let Some(verb) = above.or_else(|| syntax.children_by(t, &["acl"]).find(is_blame)) else {
        return Vec::new();
    };
    let culprit = syntax
        .children_by(verb, &["obl"])
        .find(on)
        .or_else(|| above.and_then(|_| syntax.children_by(t, &["nmod"]).find(on)));
    culprit.map_or_else(Vec::new, |c| mentions(view, c, "blamed for trigger", true))
}

/// Recipients where no rule looks: whom one gives something ("offered Lebanon
/// a loan"), and whom a condition names ("threatened to strike unless the
/// government gave in").
fn further_recipients(
    view: &View<'_>,
    t: TokenId,
    kind: EventType,
    actors: &[Party],
) -> Vec<Party> {
    match kind {
        EventType::Agree | EventType::Aid => fill(view, t, &alternatives(&["iobj"]), true),
        EventType::Concede => {
            let found = fill(view, t, &alternatives(&["iobj"]), true);
            if found.is_empty() {
                conditional_party(view, t, actors)
            } else {
                found
            }
        }
        EventType::Threaten => {
            let found = conditional_party(view, t, actors);
            if found.is_empty() {
                threatened_party(view, t, actors)
            } else {
                found
            }
        }
        _ => Vec::new(),
    }
}

/// "threatened to cut aid to Honduras": whom the threatened act would hit.
fn threatened_party(view: &View<'_>, t: TokenId, actors: &[Party]) -> Vec<Party> {
    let act = view.syntax.children_by(t, &["xcomp"]).next();
    let paths = [
        "obj",
        "obl:to",
        "obj.nmod:to",
        "obj.nmod:on",
        "obj.nmod:against",
    ];
    let mut found = act.map_or_else(Vec::new, |v| fill(view, v, &alternatives(&paths), true));
    let entity = |p: &Party| view.entities.mention(p.mention).entity;
    found.retain(|p| actors.iter().all(|a| entity(a) != entity(p)));
    found
}

/// The subject of the condition under which somebody threatens or yields.
fn conditional_party(view: &View<'_>, t: TokenId, actors: &[Party]) -> Vec<Party> {
    let syntax = view.syntax;
    let below = syntax.children_by(t, &["xcomp"]);
    let mut found: Vec<Party> = std::iter::once(t)
        .chain(below)
        .flat_map(|v| syntax.children_by(v, &["advcl"]))
        .filter(|&c| {
            syntax
                .children_by(c, &["mark"])
                .any(|m| matches!(view.lemma(m), "if" | "unless" | "until"))
        })
        .filter_map(|c| clause::deep_subject(syntax, c))
        .flat_map(|s| mentions(view, s.head, "subject of the condition", true))
        .collect();
    let entity = |p: &Party| view.entities.mention(p.mention).entity;
    found.retain(|p| actors.iter().all(|a| entity(a) != entity(p)));
    found
}

/// "Serbia rejected Kosovo's accusations": who refuses a speech act was meant by it.
pub(super) fn refuser(view: &View<'_>, t: TokenId, actors: &[Party]) -> Vec<Party> {
    let verb = view.syntax[t].head;
    let subject = verb.and_then(|v| clause::deep_subject(view.syntax, v));
    let mut found = subject.map_or_else(Vec::new, |s| {
        mentions(view, s.head, "subject of the refusal", true)
    });
    found.retain(|p| actors.iter().all(|a| a.mention != p.mention));
    found
}

/// A thing is no party, but whoever it belongs to is: "condemned the act of
/// the commission", "dismissed the president's lawsuit". Force has things as
/// its targets ("shelled a hospital").
fn behind_thing(view: &View<'_>, kind: EventType, party: Party) -> Vec<Party> {
    if !view.is_thing(party.mention) {
        return vec![party];
    }
    let material = matches!(
        kind,
        EventType::Assault | EventType::Coerce | EventType::Mobilize | EventType::Protest
    );
    if material && (kind == EventType::Assault || view.has_country(party.mention)) {
        return vec![party];
    }
    let head = view.entities.mention(party.mention).head;
    let mut found = belongs_to(view, head, 3);
    for owner in &mut found {
        owner.role = format!("{} of {}", owner.role, party.role).into();
    }
    found
}

/// The actors that the thing `head` is of, through other things.
fn belongs_to(view: &View<'_>, head: TokenId, depth: usize) -> Vec<Party> {
    if depth == 0 {
        return Vec::new();
    }
    // "condemned the killing of two monks": whose deed it is, not who suffered it.
    let deed = view
        .rules
        .of_noun(view.lemma(head))
        .any(|r| r.kind.is_material_conflict());
    for step in [
        Step::Poss,
        Step::Prepositional("of".into()),
        Step::Prepositional("by".into()),
        Step::Prepositional("from".into()),
        Step::Amod,
    ] {
        if deed && matches!(&step, Step::Prepositional(p) if p == "of" || p == "from") {
            continue;
        }
        for owner in walk(view, head, &step, false) {
            let mut found = mentions(view, owner, "owner", true);
            if matches!(step, Step::Amod) {
                found.retain(|p| !view.is_place(p.mention));
            }
            if found.is_empty() && view.mention(owner).is_some_and(|m| view.is_thing(m)) {
                found = belongs_to(view, owner, depth - 1);
            }
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// Whether the paths can start at a verb (or, for nouns, at a noun).
fn usable(list: &[Alternative], verbal: bool) -> bool {
    list.iter().flatten().any(|path| {
        if verbal {
            path.is_verbal()
        } else {
            path.is_nominal() || path.steps.first() == Some(&Step::Subj)
        }
    })
}

fn alternatives(paths: &[&str]) -> Vec<Alternative> {
    paths
        .iter()
        .filter_map(|p| Path::parse(p).ok())
        .map(|p| vec![p])
        .collect()
}

fn default_actors(view: &View<'_>, t: TokenId, clausal: bool) -> Vec<Party> {
    let paths: &[&str] = if clausal {
        &["subj"]
    } else {
        &["poss", "nmod:by", "amod", "compound"]
    };
    fill(view, t, &alternatives(paths), true)
}

/// Who acts when the trigger does not say it itself: the subject of a light
/// verb ("Rebels launched an attack"), or whoever stands behind the event or
/// weapon that is the subject ("An Israeli airstrike killed five").
fn inherited_actors(view: &View<'_>, t: TokenId, subject: Option<TokenId>) -> Vec<Party> {
    if let Some(subject) = subject {
        let mut found = owners(view, subject);
        // "The raid renewed Iraqi calls for a withdrawal": of the act it names.
        if found.is_empty()
            && view.is_verbal(t)
            && view.mention(subject).is_some_and(|m| view.is_thing(m))
            && let Some(object) = clause::deep_object(view.syntax, t)
            && view.rules.of_noun(view.lemma(object.head)).next().is_some()
        {
            found = owners(view, object.head);
        }
        if found.is_empty()
            && view.syntax[t].is_rel("acl")
            && view.mention(subject).is_some_and(|m| view.is_thing(m))
            && let Some(verb) = view.syntax[subject].head
            && view.is_verbal(verb)
            && let Some(writer) = clause::deep_subject(view.syntax, verb)
            && writer.head != subject
        {
            // "Marchers held up placards accusing the government"
            return mentions(view, writer.head, "subject of its noun's verb", true);
        }
        return found;
    }
    if !view.is_verbal(t) {
        // "the attack, carried out by rebels", "an attack that rebels carried out"
        let carried = view.syntax.children_by(t, &["acl"]).find(|&c| {
            is_light(view, c)
                || matches!(
                    view.lemma(c),
                    "claim"
                        | "organize"
                        | "organise"
                        | "orchestrate"
                        | "plan"
                        | "order"
                        | "involve"
                )
        });
        let verb = light_verb_of(view, t).or(carried);
        if let Some(verb) = verb
            && let Some(subject) = clause::deep_subject(view.syntax, verb)
            && subject.head != t
        {
            return mentions(view, subject.head, "subject of light verb", true);
        }
        return Vec::new();
    }
    // "killed in an Israeli airstrike"
    clause::prepositional(view.syntax, t)
        .into_iter()
        .filter(|(p, h)| {
            matches!(p.as_str(), "in" | "by" | "during")
                && view.rules.of_noun(view.lemma(*h)).next().is_some()
        })
        .map(|(_, h)| owners(view, h))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Actors that a noun names as its own: "Turkish artillery", "drones of the army".
fn owners(view: &View<'_>, noun: TokenId) -> Vec<Party> {
    let mut out = fill(
        view,
        noun,
        &alternatives(&["poss", "nmod:by", "amod", "compound"]),
        true,
    );
    // "African countries": an adjective of no one country acts for nobody.
    out.retain(|p| p.role != "amod" || view.known(p.mention));
    for party in &mut out {
        party.role = format!("{} of subject", party.role).into();
    }
    out
}

/// The first alternative that is filled.
fn fill(view: &View<'_>, t: TokenId, list: &[Alternative], actor: bool) -> Vec<Party> {
    for joined in list {
        let mut out: Vec<Party> = Vec::new();
        for path in joined {
            let mut heads = vec![t];
            for (i, step) in path.steps.iter().enumerate() {
                heads = heads
                    .into_iter()
                    .flat_map(|h| walk(view, h, step, i == 0))
                    .collect();
            }
            let role = SmolStr::from(path.to_string());
            let modifier = matches!(path.steps.last(), Some(Step::Amod | Step::Compound));
            for head in heads {
                for party in mentions(view, head, &role, actor || modifier) {
                    // "a Kabul car bombing" was not done by Kabul.
                    if (!modifier || !view.is_place(party.mention))
                        && !out.iter().any(|p| p.mention == party.mention)
                    {
                        out.push(party);
                    }
                }
            }
        }
        if !out.is_empty() {
            return out;
        }
    }
    Vec::new()
}

/// The phrases headed by `head` and its conjuncts as parties; things only when
/// `actor` is not asked for.
pub(super) fn mentions(view: &View<'_>, head: TokenId, role: &str, actor: bool) -> Vec<Party> {
    let mut out: Vec<Party> = Vec::new();
    for t in view.syntax.conjuncts(head) {
        if !view.syntax[t].upos.is_nominal()
            && !matches!(view.syntax[t].upos, Upos::Num | Upos::Adj | Upos::Det)
        {
            continue;
        }
        if view.is_time(t) {
            continue;
        }
        let Some(m) = view.mention(view.meant(t)) else {
            continue;
        };
        if let Some(both) = view.entities.mention(m).both {
            // "The two leaders": each of them.
            for one in both {
                if !out.iter().any(|p| p.mention == one) {
                    out.push(Party {
                        mention: one,
                        role: role.into(),
                        belongs: None,
                    });
                }
            }
            continue;
        }
        let examples = examples(view, t, role);
        if !examples.is_empty() {
            out.extend(examples);
            continue;
        }
        if actor && !view.is_actor(m) {
            continue;
        }
        if !out.iter().any(|p| p.mention == m) {
            out.push(Party {
                mention: m,
                role: role.into(),
                belongs: None,
            });
            out.extend(nationals(view, t, m, role));
        }
    }
    out
}

/// "its rivals, such as Israel and Turkey": those named stand for the group.
fn examples(view: &View<'_>, group: TokenId, role: &str) -> Vec<Party> {
    let syntax = view.syntax;
    if syntax[group].upos != Upos::Noun || syntax[group].feat("Number") != Some("Plur") {
        return Vec::new();
    }
    syntax
        .children_by(group, &["nmod"])
        .filter(|&c| syntax[c].upos == Upos::Propn && names_examples(view, c))
        .flat_map(|c| mentions(view, c, role, true))
        .collect()
}

/// Whether "such as" stands before the phrase.
fn names_examples(view: &View<'_>, t: TokenId) -> bool {
    let first = view
        .syntax
        .subtree(t)
        .into_iter()
        .find(|&x| view.syntax[x].upos != Upos::Punct)
        .unwrap_or(t);
    let word = |back: usize| {
        let at = first.index().checked_sub(back)?;
        Some(view.lemma(TokenId::new(at)).to_owned())
    };
    view.lemma(first) == "such"
        || view.lemma(first) == "as" && word(1).as_deref() == Some("such")
        || word(1).as_deref() == Some("as") && word(2).as_deref() == Some("such")
}

/// The further nations of "Egyptian and Jordanian ministers": each of them is
/// a party with the sectors of the noun.
fn nationals(view: &View<'_>, head: TokenId, m: MentionId, role: &str) -> Vec<Party> {
    let entities = view.entities;
    let mention = entities.mention(m);
    // "the leaders of Japan and Ireland" are of either.
    let of = view
        .syntax
        .children_by(head, &["nmod"])
        .filter(|&c| view.syntax.preposition(c).as_deref() == Some("of"))
        .filter(|_| view.syntax[head].feat("Number") == Some("Plur"));
    view.syntax
        .children_by(head, &["amod", "compound"])
        .chain(of)
        .flat_map(|adjective| view.syntax.children_by(adjective, &["conj"]))
        .filter_map(|c| {
            let other = view.entities.mention_at(c)?;
            let country = entities.mention(other).country.clone()?;
            let kind = entities.entity(entities.mention(other).entity).kind;
            (matches!(kind, EntityKind::Country | EntityKind::Group)
                && Some(&country) != mention.country.as_ref())
            .then(|| Party {
                mention: other,
                role: role.into(),
                belongs: Some(Belonging {
                    country: Some(country),
                    sectors: mention.sectors.clone(),
                    reason: format!(
                        "adjective of `{}`; {}",
                        view.syntax[head].span.text(view.text),
                        mention.reason
                    ),
                }),
            })
        })
        .collect()
}

/// Gives the recipients of an act whose country nobody tells the country of
/// the place where the clause puts it: "killed four people in Oria".
pub(super) fn locate(view: &View<'_>, t: TokenId, recipients: &mut [Party]) {
    let Some((code, place)) = located(view, t) else {
        return;
    };
    for party in recipients {
        let (country, sectors, reason) = party.belonging(view.entities);
        if country.is_some() || view.has_country(party.mention) {
            continue;
        }
        let why = format!("place of the act: {place}");
        let belongs = Belonging {
            country: Some(code.clone()),
            sectors: sectors.to_vec(),
            reason: match reason.strip_suffix("no country told") {
                Some("") | None if reason.is_empty() => why,
                Some(before) => format!("{before}{why}"),
                None => format!("{reason}; {why}"),
            },
        };
        party.belongs = Some(belongs);
    }
}

/// The country of the place that the clause of `t` (or its object) names.
fn located(view: &View<'_>, t: TokenId) -> Option<(SmolStr, String)> {
    const AT: [&str; 10] = [
        "in", "at", "near", "on", "outside", "inside", "across", "around", "into", "from",
    ];
    let sends_away = matches!(
        view.lemma(t),
        "expel"
            | "deport"
            | "banish"
            | "exile"
            | "recall"
            | "withdraw"
            | "bar"
            | "ban"
            | "extradite"
    );
    let mut places = clause::prepositional(view.syntax, t);
    if let Some(object) = clause::deep_object(view.syntax, t).filter(|_| view.is_verbal(t)) {
        places.extend(clause::prepositional(view.syntax, object.head));
    }
    // "a camp for displaced people in Oria", "in the town of Oria"
    let mut at = 0;
    while at < places.len() && places.len() < 16 {
        let below: Vec<_> = clause::prepositional(view.syntax, places[at].1)
            .into_iter()
            .filter(|(p, _)| matches!(p.as_str(), "of" | "in" | "near" | "for"))
            .collect();
        let of_place = AT.contains(&places[at].0.as_str());
        places.extend(below.into_iter().map(|(p, h)| match p.as_str() {
            "of" if of_place => ("in".to_owned(), h),
            _ => (p, h),
        }));
        at += 1;
    }
    places.into_iter().find_map(|(p, h)| {
        let m = view
            .mention(h)
            .filter(|_| AT.contains(&p.as_str()) && !view.is_time(h))
            // Who is expelled from a country is rather of another.
            .filter(|_| !(p == "from" && sends_away))?;
        let mention = view.entities.mention(m);
        let entity = view.entities.entity(mention.entity);
        let stands = matches!(
            entity.kind,
            EntityKind::Place | EntityKind::Country | EntityKind::Thing
        );
        let code = mention.country.as_ref().or(entity.country.as_ref())?;
        (stands && code.len() == 3 && !view.is_international(code))
            .then(|| (code.clone(), mention.span.text(view.text).to_owned()))
    })
}

/// One step down from `t`.
fn walk(view: &View<'_>, t: TokenId, step: &Step, first: bool) -> Vec<TokenId> {
    let syntax = view.syntax;
    let verbal = view.is_verbal(t);
    match step {
        Step::Subj => {
            let clause = if verbal || syntax.child(t, &["cop"]).is_some() {
                Some(t)
            } else {
                light_verb_of(view, t)
            };
            clause
                .and_then(|v| clause::deep_subject(syntax, v))
                .map(|a| a.head)
                .into_iter()
                .collect()
        }
        Step::Obj if verbal => clause::deep_object(syntax, t)
            .map(|a| a.head)
            .into_iter()
            .collect(),
        Step::Iobj if verbal => clause::deep_indirect_object(syntax, t)
            .map(|a| a.head)
            .into_iter()
            .collect(),
        Step::Obj | Step::Iobj => Vec::new(),
        Step::Prepositional(preposition) => {
            let pick = |head: TokenId| -> Vec<TokenId> {
                clause::prepositional(syntax, head)
                    .into_iter()
                    .filter(|(p, h)| {
                        (preposition.is_empty() || same_preposition(p, preposition))
                            && syntax[*h].upos != Upos::Verb
                    })
                    .map(|(_, h)| h)
                    .collect()
            };
            let mut found = pick(t);
            // The parser may hang the phrase on the object instead of the verb,
            // or on the light verb instead of the noun.
            if found.is_empty() && verbal && first {
                if let Some(object) = clause::deep_object(syntax, t) {
                    found = pick(object.head);
                }
            } else if found.is_empty() && !verbal {
                let first = syntax.first_conjunct(t);
                if let Some(verb) = syntax[first].head
                    && view.is_verbal(verb)
                    && (syntax[first].is_rel("obj") || syntax[first].is_rel("nsubj:pass"))
                    && preposition != "by"
                {
                    found = pick(verb);
                    found.retain(|&h| h > t);
                }
            }
            // "the assault by troops on Oria", "the release of hostages by the
            // group": parsers hang the second phrase on the first.
            if found.is_empty() && !verbal && first {
                found = clause::prepositional(syntax, t)
                    .into_iter()
                    .filter(|(p, _)| matches!(p.as_str(), "by" | "of" | "on" | "against" | "from"))
                    .filter(|(p, _)| preposition == "by" || p == "by" || p == "from")
                    .filter(|_| preposition != "of" && preposition != "in")
                    .flat_map(|(_, h)| pick(h))
                    .collect();
            }
            found
        }
        Step::Poss => syntax.children_by(t, &["nmod:poss"]).collect(),
        Step::Amod => syntax
            .children_by(t, &["amod", "nmod:desc", "compound"])
            .collect(),
        Step::Compound => syntax
            .children_by(t, &["compound", "nmod:desc"])
            .filter(|&c| !syntax[c].is_rel("compound:prt"))
            .collect(),
        Step::Appos => syntax.children_by(t, &["appos"]).collect(),
        Step::Clause(relation) => syntax
            .children_by(t, &["xcomp", "ccomp", "advcl", "acl"])
            .filter(|&c| {
                !syntax[c].is_rel("acl:relcl")
                    && (relation.is_empty()
                        || syntax[c].is_rel(relation)
                        || relation != "advcl" && relation != "acl")
            })
            .collect(),
    }
}

fn same_preposition(a: &str, b: &str) -> bool {
    fn plain(p: &str) -> &str {
        match p {
            "upon" => "on",
            "towards" => "toward",
            _ => p,
        }
    }
    plain(a) == plain(b)
}
