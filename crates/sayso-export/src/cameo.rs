//! CAMEO: codes of events and of actors, for the shapes of older data sets.

use sayso_record::{EventRecord, PartyRecord};

use crate::countries::country;

/// The CAMEO code of an event: that of its rule, else the code that PLOVER's
/// conversion table has for type and mode alone, ending in 0 where it only
/// knows the root ("not specified below"). Empty when even the root is open.
pub(crate) fn event_code(event: &EventRecord) -> String {
    if let Some(code) = &event.cameo {
        return code.clone();
    }
    let code = match (event.kind.as_str(), event.mode.as_deref()) {
        ("AGREE", _) => "030",
        ("CONSULT", Some("phone")) => "041",
        ("CONSULT", Some("third-party")) => "044",
        ("CONSULT", _) => "040",
        ("SUPPORT", _) => "050",
        ("COOPERATE", _) => "060",
        ("AID", _) => "070",
        ("RETREAT", Some("release")) => "0841",
        ("RETREAT", Some("access")) => "086",
        ("RETREAT", Some("ceasefire")) => "0871",
        ("RETREAT", Some("withdraw")) => "0872",
        ("CONCEDE" | "RETREAT", _) => "080",
        ("ACCUSE", Some("investigate")) => "090",
        ("ACCUSE", Some("disapprove")) => "110",
        ("ACCUSE", Some("allege")) => "112",
        ("REQUEST", _) => "100",
        ("REJECT", _) => "120",
        ("THREATEN", _) => "130",
        ("PROTEST", Some("demo")) => "141",
        ("PROTEST", Some("hunger")) => "142",
        ("PROTEST", Some("strike" | "boycott")) => "143",
        ("PROTEST", Some("obstruct")) => "144",
        ("PROTEST", Some("riot")) => "145",
        ("PROTEST", _) => "140",
        ("MOBILIZE", _) => "150",
        ("SANCTION", Some("expel")) => "166",
        ("SANCTION", _) => "160",
        ("COERCE", Some("seize")) => "171",
        ("COERCE", Some("curfew")) => "1723",
        ("COERCE", Some("martial-law")) => "1724",
        ("COERCE", Some("arrest")) => "173",
        ("COERCE", Some("deport")) => "174",
        ("COERCE", _) => "170",
        ("ASSAULT", Some("abduct")) => "181",
        ("ASSAULT", Some("beat")) => "182",
        ("ASSAULT", Some("sexual")) => "1821",
        ("ASSAULT", Some("torture")) => "1822",
        ("ASSAULT", Some("suicide-attack" | "explosives")) => "183",
        ("ASSAULT", Some("crowd-control")) => "175",
        ("ASSAULT", Some("firearms")) => "193",
        ("ASSAULT", Some("heavy-weapons")) => "194",
        ("ASSAULT", Some("aerial" | "drone")) => "195",
        ("ASSAULT", Some("unconventional")) => "204",
        // Roots 17 to 20 all map to ASSAULT.
        _ => "",
    };
    code.to_owned()
}

/// The first two digits.
pub(crate) fn root(code: &str) -> &str {
    code.get(..2).unwrap_or(code)
}

/// The first three digits.
pub(crate) fn base(code: &str) -> &str {
    code.get(..3).unwrap_or(code)
}

/// A party in CAMEO's codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CameoActor {
    /// Country; empty for bodies that are of no country.
    pub country: String,
    /// Well-known body above states.
    pub group: &'static str,
    /// Roles, primary first.
    pub roles: Vec<&'static str>,
}

impl CameoActor {
    pub fn of(party: &PartyRecord) -> CameoActor {
        let mut actor = CameoActor::default();
        match party.country.as_deref() {
            Some("UNO") => (actor.group, actor.roles) = ("UNO", vec!["IGO"]),
            Some("EUR") => (actor.group, actor.roles) = ("EEC", vec!["IGO"]),
            Some("IGO") => actor.roles.push("IGO"),
            Some("NGO") => actor.roles.push("NGO"),
            Some("MNC") => actor.roles.push("MNC"),
            Some("IMG") => actor.roles.push("IMG"),
            Some(code) if country(code).is_some() => code.clone_into(&mut actor.country),
            _ => {}
        }
        for role in party.sectors.iter().filter_map(|s| role(s)) {
            if !actor.roles.contains(&role) {
                actor.roles.push(role);
            }
        }
        actor
    }

    /// Country or body, else nothing.
    pub fn entity(&self) -> &str {
        if self.country.is_empty() {
            self.roles
                .first()
                .filter(|r| matches!(**r, "IGO" | "NGO" | "MNC" | "IMG"))
                .copied()
                .unwrap_or_default()
        } else {
            &self.country
        }
    }

    /// All codes in a row: `RUSMIL`, `IGOUNO`.
    pub fn code(&self) -> String {
        let mut code = self.country.clone();
        if self.country.is_empty() && !self.group.is_empty() {
            code.push_str("IGO");
            code.push_str(self.group);
        }
        for role in &self.roles {
            if !(*role == "IGO" && code.starts_with("IGO")) {
                code.push_str(role);
            }
        }
        code
    }

    /// The role at `i`, or nothing.
    pub fn role(&self, i: usize) -> &'static str {
        self.roles.get(i).copied().unwrap_or_default()
    }
}

/// CAMEO's role for a sector of PLOVER. The same letters do not always mean
/// the same: MED is medicine in PLOVER and the media in CAMEO. Sectors that
/// CAMEO has no role for (PRE, PRM, REL, SOC, UNK) have none.
fn role(sector: &str) -> Option<&'static str> {
    const SAME: [&str; 21] = [
        "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JUD", "LAB", "LEG", "MIL",
        "NGO", "OPP", "PTY", "REB", "REF", "SPY", "UAF", "MNC",
    ];
    match sector {
        "JRN" => Some("MED"),
        "MED" => Some("HLH"),
        _ => SAME.iter().find(|s| **s == sector).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(country: Option<&str>, sectors: &[&str]) -> PartyRecord {
        PartyRecord {
            entity: None,
            span: sayso_record::SpanRecord::default(),
            name: String::new(),
            country: country.map(str::to_owned),
            sector: sectors.first().map(|s| (*s).to_owned()),
            sectors: sectors.iter().map(|s| (*s).to_owned()).collect(),
            epithet: false,
        }
    }

    #[test]
    fn media_and_medicine_change_places() {
        let press = CameoActor::of(&party(Some("KEN"), &["JRN"]));
        let nurses = CameoActor::of(&party(Some("KEN"), &["MED"]));
        assert_eq!(
            (press.code(), nurses.code()),
            ("KENMED".to_owned(), "KENHLH".to_owned())
        );
    }

    #[test]
    fn bodies_above_states_are_no_countries() {
        let un = CameoActor::of(&party(Some("UNO"), &["IGO"]));
        assert_eq!(
            (un.code().as_str(), un.country.as_str(), un.entity()),
            ("IGOUNO", "", "IGO")
        );
        let union = CameoActor::of(&party(Some("EUR"), &[]));
        assert_eq!(union.code(), "IGOEEC");
        let unknown = CameoActor::of(&party(None, &["UNK"]));
        assert_eq!((unknown.code().as_str(), unknown.entity()), ("", ""));
    }
}
