//! Whether the name of a place stands for the place, and whether the words
//! around it say that something is there.

use sayso_article::{NameMention, SmolStr, Syntax, TokenId};

/// How a name is used as a place.
pub(super) struct Literal {
    /// Head of the locative phrase: the name's, or that of the noun it modifies.
    pub anchor: TokenId,
    /// The preposition; empty for an object or an apposition.
    pub preposition: SmolStr,
    /// Something is said to be or to happen there, so that it may be the place
    /// of an event; otherwise the place is only spoken of ("China's farms").
    pub locative: bool,
    /// Why it counts as literal.
    pub reason: String,
}

/// Prepositions that make a place of whatever follows.
pub(crate) const LOCATIVE: [&str; 26] = [
    "in",
    "at",
    "near",
    "inside",
    "outside",
    "into",
    "across",
    "around",
    "throughout",
    "within",
    "along",
    "toward",
    "towards",
    "off",
    "above",
    "beneath",
    "beyond",
    "via",
    "outside of",
    "inside of",
    "close to",
    "near to",
    "next to",
    "en route to",
    "amid",
    "alongside",
];

/// Prepositions that may as well mark a party ("a message to Tokyo").
const EITHER: [&str; 8] = [
    "on", "from", "to", "through", "over", "between", "out of", "for",
];

/// Verbs and nouns of motion: "to" and "from" beside them mark places.
const MOTION: [&str; 60] = [
    "arrive",
    "arrival",
    "travel",
    "trip",
    "go",
    "return",
    "fly",
    "flight",
    "move",
    "movement",
    "deploy",
    "deployment",
    "withdraw",
    "withdrawal",
    "flee",
    "come",
    "march",
    "deport",
    "deportation",
    "visit",
    "tour",
    "head",
    "drive",
    "sail",
    "cross",
    "advance",
    "retreat",
    "pull",
    "send",
    "bring",
    "take",
    "transfer",
    "evacuate",
    "evacuation",
    "escape",
    "walk",
    "run",
    "rush",
    "exile",
    "expel",
    "extradite",
    "extradition",
    "emigrate",
    "migrate",
    "journey",
    "leave",
    "departure",
    "depart",
    "fire",
    "launch",
    "smuggle",
    "ship",
    "shipment",
    "road",
    "way",
    "route",
    "ferry",
    "carry",
    "land",
    "repatriate",
];

/// Verbs whose object is a place when it is named as one.
const SPATIAL: [&str; 32] = [
    "enter",
    "reach",
    "leave",
    "visit",
    "seize",
    "capture",
    "cross",
    "hit",
    "strike",
    "shell",
    "bomb",
    "bombard",
    "storm",
    "occupy",
    "invade",
    "evacuate",
    "retake",
    "recapture",
    "besiege",
    "flee",
    "tour",
    "surround",
    "encircle",
    "raid",
    "patrol",
    "shake",
    "rock",
    "destroy",
    "flood",
    "liberate",
    "approach",
    "devastate",
];

/// Nouns that name a kind of place, with the precision that they tell of the
/// name beside them ("Diyala province", "the city of Homs").
const PLACE_NOUNS: [(&str, Option<&str>); 46] = [
    ("city", Some("city")),
    ("town", Some("city")),
    ("village", Some("city")),
    ("capital", Some("city")),
    ("suburb", Some("city")),
    ("port", Some("city")),
    ("province", Some("region")),
    ("region", Some("region")),
    ("state", Some("region")),
    ("district", Some("region")),
    ("governorate", Some("region")),
    ("oblast", Some("region")),
    ("county", Some("region")),
    ("prefecture", Some("region")),
    ("territory", Some("region")),
    ("peninsula", Some("region")),
    ("strip", Some("region")),
    ("valley", Some("region")),
    ("desert", Some("region")),
    ("island", Some("region")),
    ("coast", Some("region")),
    ("airport", Some("point")),
    ("embassy", None),
    ("border", None),
    ("area", None),
    ("north", None),
    ("south", None),
    ("east", None),
    ("west", None),
    ("northeast", None),
    ("northwest", None),
    ("southeast", None),
    ("southwest", None),
    ("outskirts", None),
    ("outskirt", None),
    ("part", None),
    ("centre", None),
    ("center", None),
    ("street", None),
    ("square", None),
    ("neighbourhood", None),
    ("neighborhood", None),
    ("camp", None),
    ("front", None),
    ("kilometre", None),
    ("mile", None),
];

fn place_noun(syntax: &Syntax, t: TokenId) -> Option<Option<&'static str>> {
    let lemma = syntax[t].lemma.to_lowercase();
    PLACE_NOUNS
        .iter()
        .find(|(n, _)| *n == lemma)
        .map(|&(_, precision)| precision)
}

/// Decides for the name with the head `head`. `country`: it names a country;
/// `party`: an event has it for actor or recipient.
pub(super) fn literal(
    syntax: &Syntax,
    head: TokenId,
    country: bool,
    party: bool,
) -> Option<Literal> {
    let found = |anchor: TokenId, preposition: &str, reason: String| {
        Some(Literal {
            anchor,
            preposition: preposition.into(),
            locative: true,
            reason,
        })
    };
    let token = &syntax[head];
    let preposition = syntax.preposition(head);
    let governor = token.head?;
    let verb = syntax[governor].lemma.to_lowercase();
    match (token.relation(), preposition.as_deref()) {
        // "in Basra", and in a flat tree the root of a fragment: "Near Homs"
        (_, Some(p)) if LOCATIVE.contains(&p) => found(head, p, format!("after {p:?}")),
        ("nmod" | "obl", Some("of")) if place_noun(syntax, governor).is_some() => {
            locative_noun(syntax, governor, country, party)
        }
        ("nmod" | "obl", Some(p)) if EITHER.contains(&p) => {
            let motion = p != "between" && MOTION.contains(&verb.as_str());
            if motion || !(party || country || matches!(p, "between" | "for")) {
                found(head, p, format!("after {p:?} with {verb:?}"))
            } else {
                None
            }
        }
        ("conj", None) => {
            // "in Homs and Hama"
            let first = syntax.first_conjunct(head);
            let p = syntax.preposition(first)?;
            (first != head && LOCATIVE.contains(&p.as_str()))
                .then(|| found(head, &p, format!("coordinated, after {p:?}")))?
        }
        // "in Mosul, Iraq"
        ("appos" | "nmod" | "flat" | "list" | "dep" | "parataxis", None)
            if syntax[governor].upos == sayso_article::Upos::Propn
                && !token.is_rel("nmod:poss") =>
        {
            let p = syntax.preposition(governor)?;
            LOCATIVE
                .contains(&p.as_str())
                .then(|| found(head, "", "beside a place".to_owned()))?
        }
        ("appos", None) if place_noun(syntax, governor).is_some() => {
            locative_noun(syntax, governor, country, party)
        }
        ("compound" | "nmod" | "amod", None) if place_noun(syntax, governor).is_some() => {
            locative_noun(syntax, governor, country, party)
        }
        ("obj", None) if SPATIAL.contains(&verb.as_str()) && !(country && party) => {
            found(head, "", format!("object of {verb:?}"))
        }
        ("nsubj", None)
            if token.deprel == "nsubj:pass" && SPATIAL.contains(&verb.as_str()) && !country =>
        {
            found(head, "", format!("passive subject of {verb:?}"))
        }
        _ => None,
    }
}

/// Verbs whose subject may be a place as such, beside "be".
const STATIVE: [&str; 22] = [
    "have",
    "lie",
    "border",
    "remain",
    "become",
    "see",
    "experience",
    "suffer",
    "face",
    "witness",
    "record",
    "host",
    "include",
    "contain",
    "fall",
    "burn",
    "shake",
    "flood",
    "straddle",
    "sit",
    "stand",
    "account",
];

/// A name that is spoken of as a place without being where anything is said to
/// be ("China's farms", "the Basra market", "Homs is a city"). It is none
/// where it acts, speaks, or is acted upon as a state: then it stands for those
/// who rule or live there.
///
/// `power`: a country or capital; `source`: a statement's.
pub(super) fn spoken_of(
    syntax: &Syntax,
    head: TokenId,
    power: bool,
    party: bool,
    source: bool,
) -> Option<Literal> {
    let found = |reason: &str| {
        Some(Literal {
            anchor: head,
            preposition: SmolStr::default(),
            locative: false,
            reason: reason.to_owned(),
        })
    };
    if source {
        return None;
    }
    let token = &syntax[head];
    let Some(governor) = token.head else {
        return found("stands alone");
    };
    match token.relation() {
        "nsubj" if token.deprel != "nsubj:pass" => {
            let verb = syntax[governor].lemma.to_lowercase();
            let is = syntax.children_by(governor, &["cop"]).next().is_some();
            if is || STATIVE.contains(&verb.as_str()) {
                return found("subject of a state");
            }
            (!power && !party).then(|| found("subject, of nobody's act"))?
        }
        "nsubj" | "obj" | "iobj" => (!party).then(|| found("object, of nobody's act"))?,
        "obl" | "nmod" if token.deprel != "nmod:poss" => {
            let p = syntax.preposition(head).unwrap_or_default();
            // "sanctions on Iran", "a message to Tokyo"
            let acts = matches!(
                p.as_str(),
                "by" | "with" | "against" | "on" | "upon" | "to" | "for" | "between" | "toward"
            );
            (!party && !(power && acts)).then(|| found("spoken of"))?
        }
        "conj" => {
            let first = syntax.first_conjunct(head);
            if first == head {
                return None;
            }
            spoken_of(syntax, first, power, party, source)
        }
        "nmod" | "compound" | "amod" => found("tells where something belongs"),
        "appos" | "list" | "flat" | "dep" | "parataxis" | "root" => found("beside another word"),
        _ => (!party).then(|| found("spoken of"))?,
    }
}

/// A name that modifies a noun for a kind of place, when that noun is used
/// locatively.
fn locative_noun(syntax: &Syntax, noun: TokenId, country: bool, party: bool) -> Option<Literal> {
    if place_noun(syntax, noun)?.is_none() && syntax.preposition(noun).is_none() {
        return None;
    }
    let p = syntax.preposition(noun);
    let locative = p
        .as_deref()
        .is_some_and(|p| LOCATIVE.contains(&p) || EITHER[..4].contains(&p));
    let object = syntax[noun].is_rel("obj")
        && syntax[noun]
            .head
            .is_some_and(|v| SPATIAL.contains(&syntax[v].lemma.to_lowercase().as_str()));
    (locative || (object && !(country && party))).then(|| Literal {
        anchor: noun,
        preposition: p.unwrap_or_default().into(),
        locative: true,
        reason: format!("with {:?}", syntax[noun].lemma.to_lowercase()),
    })
}

/// What the words call the place: a noun beside the name, or its own last word.
pub(super) fn precision(
    syntax: &Syntax,
    name: &NameMention,
    found: &Literal,
) -> Option<&'static str> {
    let inside = name.first <= found.anchor && found.anchor < name.end;
    let own = TokenId::new(name.end.index().saturating_sub(1));
    let own = (name.first < own)
        .then(|| place_noun(syntax, own))
        .flatten()
        .flatten();
    let beside = || {
        if !inside {
            // "the capital of Kenya": the noun is not what the name names.
            let called = place_noun(syntax, found.anchor).flatten()?;
            return (!matches!(
                lemma(syntax, found.anchor).as_str(),
                "capital" | "coast" | "airport" | "port"
            ))
            .then_some(called);
        }
        // "Mosul, a city in the north"
        syntax
            .children_by(found.anchor, &["appos"])
            .find_map(|a| place_noun(syntax, a).flatten())
    };
    own.or_else(beside)
}

fn lemma(syntax: &Syntax, t: TokenId) -> String {
    syntax[t].lemma.to_lowercase()
}
