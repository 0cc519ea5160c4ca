//! The PLOVER ontology as far as codes go: types, modes, quad classes,
//! intensities, contexts and sectors (facts of the codebook).

/// The 16 PLOVER event types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "PLOVER's own names")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Name, quad class, intensity without a mode, and the modes with theirs.
struct Facts {
    kind: EventType,
    name: &'static str,
    quad: u8,
    intensity: f64,
    modes: &'static [(&'static str, f64)],
}

/// In the order of [`EventType`].
const TYPES: [Facts; 16] = [
    facts(EventType::Agree, "AGREE", 1, 2.5, &[]),
    facts(
        EventType::Consult,
        "CONSULT",
        1,
        2.5,
        &[
            ("visit", 4.0),
            ("third-party", 1.0),
            ("multilateral", 4.0),
            ("phone", 1.5),
        ],
    ),
    facts(EventType::Support, "SUPPORT", 1, 5.0, &[]),
    facts(EventType::Concede, "CONCEDE", 1, 4.5, &[]),
    facts(EventType::Cooperate, "COOPERATE", 2, 9.5, &[]),
    facts(EventType::Aid, "AID", 2, 10.0, &[]),
    facts(
        EventType::Retreat,
        "RETREAT",
        2,
        6.5,
        &[
            ("withdraw", 8.0),
            ("release", 6.5),
            ("disarm", 10.0),
            ("ceasefire", 7.5),
            ("access", 6.5),
            ("resign", 4.5),
        ],
    ),
    facts(
        EventType::Request,
        "REQUEST",
        3,
        0.0,
        &[
            ("assist", 0.5),
            ("change", -1.0),
            ("yield", -1.0),
            ("meet", 0.0),
        ],
    ),
    // The manual prints "3"; the modes show that the sign was lost.
    facts(
        EventType::Accuse,
        "ACCUSE",
        3,
        -3.0,
        &[
            ("disapprove", -2.0),
            ("investigate", -3.5),
            ("allege", -3.5),
        ],
    ),
    facts(
        EventType::Reject,
        "REJECT",
        3,
        -2.0,
        &[
            ("assist", -1.5),
            ("change", -2.0),
            ("yield", -2.0),
            ("meet", -2.0),
        ],
    ),
    facts(
        EventType::Threaten,
        "THREATEN",
        3,
        -3.5,
        &[
            ("restrict", -3.0),
            ("arrest", -3.5),
            ("relations", -3.5),
            ("expel", -3.5),
            ("territory", -4.0),
            ("violence", -3.5),
        ],
    ),
    facts(
        EventType::Protest,
        "PROTEST",
        4,
        -5.0,
        &[
            ("demo", -5.0),
            ("riot", -7.0),
            ("strike", -5.0),
            ("hunger", -4.5),
            ("boycott", -4.5),
            ("obstruct", -4.5),
            ("vandalize", -5.0),
        ],
    ),
    facts(
        EventType::Sanction,
        "SANCTION",
        4,
        -6.0,
        &[
            ("convict", -6.0),
            ("expel", -5.5),
            ("withdraw", -6.0),
            ("discontinue", -6.0),
        ],
    ),
    facts(
        EventType::Mobilize,
        "MOBILIZE",
        4,
        -5.5,
        &[
            ("troops", -6.5),
            ("weapons", -6.5),
            ("police", -5.5),
            ("militia", -6.0),
        ],
    ),
    facts(
        EventType::Coerce,
        "COERCE",
        4,
        -7.0,
        &[
            ("seize", -7.0),
            ("restrict", -7.0),
            ("censor", -6.5),
            ("curfew", -6.5),
            ("martial-law", -7.5),
            ("arrest", -7.0),
            ("deport", -7.0),
            ("withhold", -7.0),
            ("misinformation", -6.5),
            ("cyber", -7.0),
        ],
    ),
    facts(
        EventType::Assault,
        "ASSAULT",
        4,
        -9.0,
        &[
            ("abduct", -8.5),
            ("beat", -7.5),
            ("torture", -8.5),
            ("sexual", -8.5),
            ("targeted", -9.5),
            ("destroy", -8.5),
            ("primitive", -8.0),
            ("firearms", -9.0),
            ("explosives", -9.0),
            ("suicide-attack", -9.5),
            ("aerial", -9.5),
            ("drone", -9.5),
            ("heavy-weapons", -9.5),
            ("crowd-control", -7.5),
            ("unconventional", -10.0),
        ],
    ),
];

const fn facts(
    kind: EventType,
    name: &'static str,
    quad: u8,
    intensity: f64,
    modes: &'static [(&'static str, f64)],
) -> Facts {
    Facts {
        kind,
        name,
        quad,
        intensity,
        modes,
    }
}

impl EventType {
    /// All types, in PLOVER's order.
    pub fn all() -> impl Iterator<Item = EventType> {
        TYPES.iter().map(|t| t.kind)
    }

    /// The type with a PLOVER name in upper case.
    pub fn parse(name: &str) -> Option<EventType> {
        TYPES.iter().find(|t| t.name == name).map(|t| t.kind)
    }

    fn facts(self) -> &'static Facts {
        &TYPES[self as usize]
    }

    /// PLOVER's name, e.g. `ASSAULT`.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal
    /// conflict, 4 material conflict.
    pub fn quad(self) -> u8 {
        self.facts().quad
    }

    /// Conflict-cooperation score from -10 to 10, that of the mode if it has one.
    pub fn intensity(self, mode: Option<&str>) -> f64 {
        let facts = self.facts();
        mode.and_then(|mode| facts.modes.iter().find(|(m, _)| *m == mode))
            .map_or(facts.intensity, |&(_, score)| score)
    }

    /// The names of its modes.
    pub fn modes(self) -> impl Iterator<Item = &'static str> {
        self.facts().modes.iter().map(|&(name, _)| name)
    }

    /// Whether PLOVER takes the intention of such an act for an agreement:
    /// future CONSULT, SUPPORT, COOPERATE and AID.
    pub fn becomes_agreement(self) -> bool {
        matches!(
            self,
            EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Aid
        )
    }

    /// Whether such an act is done by words.
    pub fn is_speech_act(self) -> bool {
        matches!(
            self,
            EventType::Agree
                | EventType::Request
                | EventType::Accuse
                | EventType::Reject
                | EventType::Threaten
        )
    }

    /// Whether such an act is material conflict (quad class 4).
    pub fn is_material_conflict(self) -> bool {
        self.quad() == 4
    }

    /// Whether the parties of such an event are all actors ("X and Y met").
    pub fn is_joint(self) -> bool {
        matches!(
            self,
            EventType::Agree | EventType::Consult | EventType::Cooperate
        )
    }
}

/// PLOVER's contexts, sorted.
pub const CONTEXTS: [&str; 37] = [
    "asylum",
    "cbrn",
    "corruption",
    "crime",
    "cyber",
    "diplomatic",
    "disasters",
    "economic",
    "election",
    "environment",
    "executive",
    "gender",
    "health",
    "human_rights",
    "human_security",
    "illegal_drugs",
    "inequality",
    "intelligence",
    "legal",
    "legislative",
    "lgbt",
    "migration",
    "military",
    "misinformation",
    "natural_resource",
    "peacekeeping",
    "political_institutions",
    "pro_autocracy",
    "pro_democracy",
    "religion_ethnicity",
    "reparations",
    "repression",
    "rights_freedoms",
    "technology",
    "territory",
    "terrorism",
    "trafficking",
];

/// PLOVER's sectors and the two for bodies above states, sorted.
pub const SECTORS: [&str; 27] = [
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JRN", "JUD", "LAB", "LEG",
    "MED", "MIL", "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF",
    "UNK",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_types() {
        for (i, facts) in TYPES.iter().enumerate() {
            assert_eq!(facts.kind as usize, i, "{}", facts.name);
        }
        assert!(CONTEXTS.is_sorted() && SECTORS.is_sorted());
    }

    #[test]
    fn a_mode_overrides_the_score_of_its_type() {
        assert_eq!(EventType::Retreat.intensity(Some("withdraw")), 8.0);
        assert_eq!(EventType::Retreat.intensity(None), 6.5);
        assert_eq!(EventType::Retreat.intensity(Some("drone")), 6.5);
    }
}
