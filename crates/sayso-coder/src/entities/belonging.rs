//! To which country and sector entities belong: what their mentions tell
//! together, what they take from possessors, and which country is likely where
//! nobody tells.

use sayso_article::SmolStr;

use super::Work;
use super::chains::{Chain, Chains};
use super::home::{self, Candidate, Map, Nobody};
use super::own::Own;
use super::phrases::Phrase;
use crate::layers::EntityKind;

/// Country, sectors and the reason.
pub(super) type Belongs = (Option<SmolStr>, Vec<SmolStr>, String);

/// The phrases by entity, and what the members of each tell by themselves.
pub(super) struct Grouped {
    /// Phrases of each entity.
    pub order: Vec<Vec<usize>>,
    /// By phrase.
    pub entity_of: Vec<usize>,
    pub belongs: Vec<Belongs>,
}

impl Grouped {
    pub fn of(work: &Work<'_>, owns: &[Own], chains: &Chains<'_, '_>) -> Grouped {
        // Pronouns that nothing resolved are entities of their own.
        let mut order: Vec<Vec<usize>> = chains
            .list
            .iter()
            .map(|c| c.members.clone())
            .filter(|m| !m.is_empty())
            .collect();
        order.extend(
            (0..work.phrases.len())
                .filter(|&p| chains.of[p].is_none())
                .map(|p| vec![p]),
        );
        order.sort();
        let mut entity_of = vec![0; work.phrases.len()];
        for (e, members) in order.iter().enumerate() {
            for &p in members {
                entity_of[p] = e;
            }
        }
        let belongs = order
            .iter()
            .map(|members| {
                let chain = chains.of[members[0]].map(|c| &chains.list[c]);
                of_chain(owns, chain, members)
            })
            .collect();
        Grouped {
            order,
            entity_of,
            belongs,
        }
    }
}

/// What every entity belongs to, possessors and the likely country included.
pub(super) fn inherited(
    work: &Work<'_>,
    owns: &[Own],
    order: &[Vec<usize>],
    entity_of: &[usize],
    belongs: &[Belongs],
) -> Vec<Belongs> {
    let map = Map::of(work);
    // Possessors known only now: "his lawyer", "its forces".
    let all = |belongs: &[Belongs]| -> Vec<Belongs> {
        (0..order.len())
            .map(|e| {
                let (country, sectors, reason) = belongs[e].clone();
                let say = |why: String| match reason.as_str() {
                    "" => why,
                    _ => format!("{reason}; {why}"),
                };
                match told(work, owns, &order[e], belongs, entity_of, e) {
                    Told::Own => (country, sectors, reason),
                    Told::Taken(code, why) => (Some(code), sectors, say(why)),
                    Told::Nowhere => (None, sectors, say("no country told".to_owned())),
                    Told::Open => {
                        let found = candidates(work, &map, owns, &order[e], belongs, entity_of);
                        match home::best(work, &found) {
                            Some((code, why)) => (Some(code), sectors, say(why)),
                            None => (None, sectors, say("no country told".to_owned())),
                        }
                    }
                }
            })
            .collect()
    };
    // Twice, for possessors of possessors: "the headquarters of the ruling party".
    let mut out = all(belongs);
    for (e, found) in all(&out).into_iter().enumerate() {
        if out[e].0.is_none() && found.0.is_some() {
            out[e] = found;
        }
    }
    out
}

/// The phrases of everybody whose country nobody tells, with the candidates for
/// it, for fitting.
pub(super) fn open(
    work: &Work<'_>,
    owns: &[Own],
    chains: &Chains<'_, '_>,
) -> Vec<(Vec<usize>, Vec<Candidate>)> {
    let Grouped {
        order,
        entity_of,
        belongs,
    } = Grouped::of(work, owns, chains);
    let map = Map::of(work);
    let told = |e: usize| told(work, owns, &order[e], &belongs, &entity_of, e);
    (0..order.len())
        .filter(|&e| matches!(told(e), Told::Open))
        .map(|e| {
            let found = candidates(work, &map, owns, &order[e], &belongs, &entity_of);
            (order[e].clone(), found)
        })
        .collect()
}

/// What the text tells of somebody's country.
enum Told {
    /// Their own words tell, or they are nobody who has one.
    Own,
    /// Taken from others, with the reason.
    Taken(SmolStr, String),
    /// It cannot be known.
    Nowhere,
    /// Nothing.
    Open,
}

/// Country from a possessor or an adjective shared with others.
fn told(
    work: &Work<'_>,
    owns: &[Own],
    members: &[usize],
    belongs: &[Belongs],
    entity_of: &[usize],
    e: usize,
) -> Told {
    let (country, sectors, _) = &belongs[e];
    if country.is_some() {
        return Told::Own;
    }
    for &p in members {
        let phrase = &work.phrases[p];
        for c in work.syntax.children_by(phrase.head, &["nmod:poss", "nmod"]) {
            let preposition = work.syntax.preposition(c);
            let owner = work.syntax[c].is_rel("nmod:poss")
                || matches!(preposition.as_deref(), Some("of" | "for" | "from"));
            if let Some(q) = work.phrase_at[c.index()].filter(|_| owner)
                && let Some(code) = belongs[entity_of[q]].0.clone()
            {
                return Told::Taken(code, format!("of `{}`", work.text_of(q)));
            }
        }
    }
    let actor = |&p: &usize| !matches!(owns[p].kind, EntityKind::Thing | EntityKind::Place);
    if !members.iter().any(actor) {
        return Told::Own;
    }
    for &p in members {
        // "American diplomats and soldiers"
        let first = work.syntax.first_conjunct(work.phrases[p].head);
        if first != work.phrases[p].head
            && let Some(adjective) = work
                .syntax
                .children_by(first, &["amod"])
                // "the United States and European countries": no adjective.
                .filter(|c| work.name_of[c.index()] != work.name_of[first.index()])
                .find_map(|c| work.country_of_token(c))
        {
            return Told::Taken(adjective.0, "shares the adjective before it".to_owned());
        }
    }
    // Masked gunmen are of no known country, wherever they strike.
    let unknown = sectors.first().is_some_and(|s| s == "UAF");
    let several = |&p: &usize| of_several_countries(work, &work.phrases[p]);
    if unknown || members.iter().any(several) {
        return Told::Nowhere;
    }
    let at = members.first().map_or(0, |&p| work.phrases[p].span.start());
    let at_home = |&p: &usize| owns[p].domestic || work.phrases[p].name.is_some();
    match work.context.label(at) {
        Some(code) if members.iter().any(at_home) => Told::Taken(
            code.clone(),
            format!("country at the head of the paragraph: {code}"),
        ),
        _ => Told::Open,
    }
}

/// The candidates for the country of an entity.
fn candidates(
    work: &Work<'_>,
    map: &Map,
    owns: &[Own],
    members: &[usize],
    belongs: &[Belongs],
    entity_of: &[usize],
) -> Vec<Candidate> {
    let e = members.first().map_or(0, |&p| entity_of[p]);
    let who = Nobody {
        members,
        sectors: &belongs[e].1,
        foreign: members.iter().any(|&p| is_foreign(work, &work.phrases[p])),
    };
    let country_of = |p: usize| belongs[entity_of[p]].0.clone();
    map.candidates(work, owns, &who, &country_of)
}

/// What the members of a chain tell together.
fn of_chain(owns: &[Own], chain: Option<&Chain>, members: &[usize]) -> Belongs {
    let kind = chain.map_or(EntityKind::Thing, |c| c.kind);
    // A name in the lexicon outweighs what stands beside it.
    let telling = members
        .iter()
        .filter(|&&p| owns[p].country.is_some())
        .min_by_key(|&&p| (owns[p].known_as.is_none(), p));
    let sectors = members
        .iter()
        .filter(|&&p| !owns[p].sectors.is_empty())
        .min_by_key(|&&p| (owns[p].known_as.is_none() || owns[p].sectors[0] == "CVL", p))
        .map(|&p| owns[p].sectors.clone())
        .unwrap_or_default();
    let sectors = if kind == EntityKind::Country {
        Vec::new()
    } else {
        sectors
    };
    if let Some(&p) = telling {
        return (owns[p].country.clone(), sectors, owns[p].reason.clone());
    }
    let base = members
        .iter()
        .map(|&p| owns[p].reason.as_str())
        .find(|r| !r.is_empty())
        .unwrap_or_default();
    (None, sectors, base.to_owned())
}

/// "his men", "its fighters": whoever is sent out is what the sender is.
pub(super) fn sectors_of_owner(
    work: &Work<'_>,
    belongs: &[Belongs],
    entity_of: &[usize],
    p: usize,
) -> Option<Vec<SmolStr>> {
    const SENT: [&str; 6] = ["man", "fighter", "force", "unit", "troop", "soldier"];
    const ARMED: [&str; 6] = ["REB", "PRM", "MIL", "COP", "CRM", "SPY"];
    let phrase = &work.phrases[p];
    let sent = SENT.contains(&phrase.lemma.as_str()) && phrase.plural && phrase.name.is_none();
    let owner = work
        .syntax
        .children_by(phrase.head, &["nmod:poss"])
        .next()
        .filter(|_| sent)?;
    let sectors = &belongs[entity_of[work.phrase_at[owner.index()]?]].1;
    sectors
        .first()
        .is_some_and(|s| ARMED.contains(&s.as_str()))
        .then(|| sectors.clone())
}

/// "ministers of the 27 states", "the two leaders"; "the North" says of which
/// country only to who knows the conflict.
fn of_several_countries(work: &Work<'_>, phrase: &Phrase) -> bool {
    let word = phrase.lemma.to_lowercase();
    let pair = phrase
        .tokens
        .iter()
        .any(|&t| matches!(work.text(t).to_lowercase().as_str(), "two" | "both"))
        && matches!(word.as_str(), "leader" | "president" | "country");
    if pair || matches!(word.as_str(), "north" | "south" | "east" | "west") {
        return true;
    }
    work.syntax.children_by(phrase.head, &["nmod"]).any(|c| {
        matches!(
            work.lemma(c).as_str(),
            "state" | "country" | "nation" | "government" | "continent" | "bloc"
        ) && work.syntax[c].feat("Number") == Some("Plur")
            && !work
                .syntax
                .children_by(c, &["amod", "compound", "nmod"])
                .any(|m| work.country_of_token(m).is_some())
    })
}

/// "foreign forces", "world leaders", and those who by their role are abroad.
fn is_foreign(work: &Work<'_>, phrase: &Phrase) -> bool {
    phrase.tokens.iter().enumerate().any(|(i, &t)| {
        // "the foreign ministry" is at home.
        let office = phrase.tokens.get(i + 1).is_some_and(|&next| {
            matches!(
                work.lemma(next).as_str(),
                "ministry" | "minister" | "secretary" | "office" | "affairs" | "affair"
            )
        });
        !office
            && matches!(
                work.lemma(t).as_str(),
                "ambassador"
                    | "envoy"
                    | "consul"
                    | "embassy"
                    | "consulate"
                    | "diplomat"
                    | "delegation"
                    | "tourist"
                    | "migrant"
                    | "refugee"
                    | "foreigner"
                    | "foreign"
                    | "international"
                    | "world"
                    | "regional"
                    | "western"
                    | "global"
                    | "worldwide"
                    // Of which of the two countries is not told.
                    | "korean"
                    | "european"
                    | "african"
                    | "asian"
                    | "arab"
                    | "nordic"
                    | "baltic"
                    | "scandinavian"
            )
    })
}
