//! The closed word classes that the entity rules speak of. Open classes are
//! in the actor lexicon.

/// Titles that stand before a person's name and are no part of it.
pub(super) const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "doctor", "prof", "professor", "sir", "lord", "lady", "dame",
    "hon", "rev", "reverend", "fr", "father", "sister", "brother", "sheikh", "shaikh", "imam",
    "ayatollah", "mullah", "maulana", "rabbi", "pope", "bishop", "archbishop", "cardinal",
    "patriarch", "king", "queen", "prince", "princess", "emir", "sultan", "president", "premier",
    "chancellor", "minister", "secretary", "senator", "sen", "representative", "rep",
    "congressman", "congresswoman", "governor", "gov", "mayor", "judge", "justice", "general",
    "gen", "lieutenant", "lt", "colonel", "col", "major", "maj", "captain", "capt", "brigadier",
    "brig", "admiral", "marshal", "sergeant", "sgt", "corporal", "commander", "commissioner",
    "inspector", "detective", "officer", "constable", "sheriff", "chief", "ambassador", "envoy",
    "deputy", "vice", "prime", "speaker", "chairman", "chairwoman", "director", "attorney",
    "foreign", "former", "spokesman", "spokeswoman", "spokesperson", "seyed", "sayyid", "hajj",
    "crown", "acting", "leader", "premier", "taoiseach", "advocate", "engineer", "elder",
];

/// Titles and nouns that tell a man.
pub(super) const MALE: &[&str] = &[
    "mr", "sir", "lord", "king", "prince", "sultan", "emir", "father", "brother", "son", "man",
    "boy", "husband", "spokesman", "chairman", "congressman", "policeman", "businessman", "pope",
    "bishop", "archbishop", "cardinal", "imam", "ayatollah", "sheikh", "uncle", "widower", "actor",
];

/// Titles and nouns that tell a woman.
pub(super) const FEMALE: &[&str] = &[
    "mrs", "ms", "miss", "lady", "dame", "queen", "princess", "mother", "sister", "daughter",
    "woman", "girl", "wife", "spokeswoman", "chairwoman", "congresswoman", "policewoman",
    "businesswoman", "widow", "aunt", "actress", "nun",
];

/// Nouns for what somebody says or writes: as a source they stand for their author.
pub(super) const DOCUMENTS: &[&str] = &[
    "statement", "report", "tweet", "post", "letter", "announcement", "communique", "communiqué",
    "decree", "ruling", "decision", "opinion", "judgment", "judgement", "verdict", "summary",
    "comment", "remark", "message", "email", "e-mail", "memo", "release", "filing", "article",
    "interview", "speech", "address", "testimony", "resolution", "declaration", "affidavit",
    "complaint", "indictment", "video", "broadcast", "document", "notice", "order", "motion",
];

/// Nouns whose holder acts for the body named beside them: its sector is theirs.
pub(super) const RELATIONAL: &[&str] = &[
    "official", "spokesman", "spokeswoman", "spokesperson", "chief", "head", "leader", "member",
    "director", "representative", "source", "employee", "worker", "aide", "adviser", "advisor",
    "commander", "fighter", "chairman", "chairwoman", "chair", "chairperson", "secretary",
    "secretary-general", "boss", "deputy", "delegate", "delegation", "office", "personnel", "staff",
    "volunteer", "executive", "founder", "co-founder", "supporter", "militant", "force", "unit", "branch",
    "wing", "arm", "headquarters", "detainee", "prisoner", "group", "team", "envoy", "negotiator",
    "remnant", "affiliate", "operative", "agent", "candidate", "activist", "general", "officer",
    "correspondent", "reporter", "journalist", "editor", "president", "manager", "coordinator", "rapporteur",
    "commissioner", "authority", "administration", "campaign", "cell", "stronghold", "position",
    "insurgent", "rebel", "leadership", "vice-president", "chief executive", "ceo", "lawmaker", "mp",
];

/// Numbers, shares and sorts: "dozens of protesters" are protesters.
pub(super) const PARTITIVE: &[&str] = &[
    "number", "dozen", "hundred", "thousand", "million", "majority", "minority", "score", "group",
    "handful", "host", "range", "series", "couple", "pair", "crowd", "mass", "part", "half",
    "third", "quarter", "rest", "remainder", "type", "kind", "all", "some", "many", "most", "both",
    "several", "few", "none", "any", "each", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "other", "others", "bunch", "lot", "total", "percent", "%", "column",
    "convoy", "wave", "array", "coalition", "those", "member",
];

/// Words that make an office past.
pub(super) const FORMER: &[&str] = &["former", "ex", "late", "ousted", "deposed", "retired", "then"];

/// A description and the more special descriptions that it may take up again.
const WIDER: &[(&str, &[&str])] = &[
    (
        "leader",
        &[
            "president", "minister", "premier", "chancellor", "king", "emir", "chairman", "chief",
            "head", "ayatollah", "pope", "general-secretary", "imam", "sultan", "ruler",
        ],
    ),
    (
        "official",
        &[
            "minister", "secretary", "director", "commissioner", "governor", "mayor", "spokesman",
            "spokeswoman", "spokesperson", "chief", "head", "ambassador", "envoy", "prosecutor",
            "deputy", "commander", "chairman", "undersecretary",
        ],
    ),
    (
        "commander",
        &["general", "colonel", "admiral", "brigadier", "major", "chief", "lieutenant", "marshal"],
    ),
    ("general", &["brigadier", "commander", "major", "lieutenant", "chief"]),
    ("officer", &["sergeant", "constable", "lieutenant", "captain", "inspector", "detective", "commander"]),
    (
        "politician",
        &[
            "president", "minister", "senator", "lawmaker", "mp", "leader", "candidate", "mayor",
            "governor", "congressman", "congresswoman", "representative",
        ],
    ),
    (
        "lawmaker",
        &[
            "senator", "mp", "congressman", "congresswoman", "representative", "deputy", "member",
            "parliamentarian", "legislator",
        ],
    ),
    ("senator", &["sen"]),
    ("diplomat", &["ambassador", "envoy", "minister", "consul", "secretary", "attache"]),
    ("premier", &["minister"]),
    ("pm", &["minister"]),
    ("chief", &["head", "director", "commissioner", "chairman", "leader", "commander", "boss"]),
    ("head", &["chief", "director", "commissioner", "chairman", "leader", "president"]),
    ("judge", &["justice", "magistrate"]),
    ("justice", &["judge"]),
    ("cleric", &["imam", "ayatollah", "sheikh", "mullah", "bishop", "archbishop", "cardinal", "priest", "pope"]),
    ("pontiff", &["pope"]),
    ("monarch", &["king", "queen", "emir", "sultan"]),
    ("spokesperson", &["spokesman", "spokeswoman"]),
    ("spokesman", &["spokesperson"]),
    ("spokeswoman", &["spokesperson"]),
    ("lawyer", &["attorney", "advocate", "counsel"]),
    ("attorney", &["lawyer"]),
    ("prosecutor", &["attorney"]),
    ("suspect", &["man", "woman", "attacker", "gunman", "shooter", "teenager", "student"]),
    ("attacker", &["gunman", "man", "suspect", "shooter", "assailant", "bomber"]),
    ("gunman", &["attacker", "shooter", "suspect", "man"]),
    ("shooter", &["gunman", "attacker", "suspect", "man"]),
    ("defendant", &["suspect", "man", "woman"]),
    ("congressman", &["representative", "rep"]),
    ("congresswoman", &["representative", "rep"]),
    ("representative", &["congressman", "congresswoman"]),
    ("scientist", &["researcher", "professor", "biologist", "physicist", "epidemiologist"]),
    ("researcher", &["scientist", "professor"]),
    ("reporter", &["journalist", "correspondent"]),
    ("journalist", &["reporter", "correspondent", "photojournalist"]),
];

/// Whether somebody described as `special` may be called `general` later on.
pub(super) fn may_be_called(special: &str, general: &str) -> bool {
    special == general
        || WIDER
            .iter()
            .any(|(wide, narrow)| *wide == general && narrow.contains(&special))
}

/// What a definite common noun may take up again among named bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyNoun {
    /// "the country", "the nation".
    Country,
    /// "the group", "the movement": armed groups, parties, NGOs.
    Group,
    /// "the company", "the firm".
    Company,
    /// "the newspaper", "the network", "the agency".
    Media,
    /// "the organization", "the bloc", "the alliance", "the body".
    Body,
    /// "the party".
    Party,
}

/// The class of named bodies that the noun `lemma` may take up.
pub(super) fn body_noun(lemma: &str) -> Option<BodyNoun> {
    Some(match lemma {
        "country" | "nation" | "kingdom" | "republic" | "state" => BodyNoun::Country,
        "group" | "movement" | "militia" | "faction" | "organization" | "organisation"
        | "outfit" | "network" => BodyNoun::Group,
        "company" | "firm" | "corporation" | "manufacturer" | "carrier" | "airline" | "giant"
        | "automaker" | "retailer" | "bank" => BodyNoun::Company,
        "newspaper" | "paper" | "outlet" | "broadcaster" | "channel" | "magazine" | "daily" => {
            BodyNoun::Media
        }
        "bloc" | "alliance" | "body" | "union" | "watchdog" | "charity" | "agency"
        | "association" | "federation" | "institution" => BodyNoun::Body,
        "party" => BodyNoun::Party,
        _ => return None,
    })
}

/// Nouns of people that the lexicon need not list: never things.
pub(super) fn is_person_noun(lemma: &str) -> bool {
    const ENDINGS: [&str; 6] = ["man", "woman", "person", "ist", "ologist", "crat"];
    const NOT: [&str; 6] = ["human", "woman-", "list", "twist", "fist", "german"];
    MALE.contains(&lemma)
        || FEMALE.contains(&lemma)
        || [
            "official", "expert", "analyst", "author", "critic", "colleague", "friend", "teenager",
            "leader", "member", "chief", "head", "founder", "director", "manager", "employee",
            "student", "victim", "suspect", "owner", "ally", "opponent", "rival", "chair",
            "defendant", "accused", "shooter", "adult", "girl", "boy", "baby", "patient", "guest",
            "user", "crew", "staff", "personnel", "team", "signatory", "perpetrator", "participant",
            "campaigner", "advocate", "organizer", "organiser", "observer", "individual", "toddler",
            "infant", "minor", "grandmother", "grandfather", "roommate", "nominee", "successor",
            "predecessor", "burglar", "abuser", "killer", "source", "secretary", "co-founder",
        ]
        .contains(&lemma)
        || (lemma.len() > 5
            && !NOT.contains(&lemma)
            && ENDINGS.iter().any(|e| lemma.ends_with(e)))
}

/// Company and body endings of names.
pub(super) const COMPANY_WORDS: &[&str] = &[
    "inc", "ltd", "limited", "corp", "corporation", "company", "co", "plc", "gmbh", "llc", "ag",
    "sa", "holdings", "group", "motors", "airlines", "airways", "bank", "industries",
];
