//! All places by name: those of the gazetteer and those written by hand, with
//! what the lexicon adds to the former.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sayso_article::SmolStr;
use sayso_gazetteer::{Feature, Gazetteer, PlaceId, fold};
use sayso_lexicon::places::OwnPlace;
use sayso_lexicon::{LexiconError, PlaceLexicon};

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its plain name.
    pub name: SmolStr,
    /// What it is.
    pub feature: Feature,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// GeoNames id; `None` for places written by hand.
    pub geonames: Option<u32>,
    /// Inhabitants, 0 when unknown.
    pub population: u32,
    /// ISO 3166-1 alpha-3 codes: one country, several that it reaches over, or none.
    pub countries: Vec<SmolStr>,
    /// Name of the first-level division.
    pub division: Option<SmolStr>,
    /// Between whom the place, or the division it lies in, is disputed.
    pub disputed: Option<SmolStr>,
    /// The name looked up is its main name.
    pub main: bool,
    /// Where it lies in the gazetteer, for comparison.
    pub(super) at: At,
}

/// The divisions of a place of the gazetteer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    /// The place itself.
    pub place: Option<PlaceId>,
    /// Its first-level division (of a division itself).
    pub division: Option<PlaceId>,
    /// Its second-level division (of a district itself).
    pub district: Option<PlaceId>,
}

impl Candidate {
    /// The one country it lies in.
    pub fn country(&self) -> Option<&SmolStr> {
        match self.countries.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Whether `inner` lies in this country, division or district.
    pub(super) fn holds(&self, inner: &Candidate) -> bool {
        match self.feature {
            Feature::Country => {
                inner.feature != Feature::Country
                    && inner.country().is_some()
                    && inner.country() == self.country()
            }
            Feature::Division => {
                inner.at.place != self.at.place
                    && self.at.place.is_some()
                    && (inner.at.division == self.at.place || self.may_hold(inner))
            }
            Feature::District => {
                inner.at.place != self.at.place
                    && self.at.place.is_some()
                    && inner.at.district == self.at.place
            }
            _ => false,
        }
    }
}

impl Candidate {
    /// Places written by hand have no division: those of the same country that
    /// are not far from this division's middle may lie in it.
    fn may_hold(&self, inner: &Candidate) -> bool {
        let narrow = self.latitude.to_radians().cos();
        let (dy, dx) = (
            self.latitude - inner.latitude,
            (self.longitude - inner.longitude) * narrow,
        );
        inner.at.place.is_none()
            && inner.feature != Feature::Country
            && inner.country().is_some()
            && inner.country() == self.country()
            && dy.hypot(dx) < 3.0
    }
}

/// Towns from this size on are taken for the place of a dateline by name alone.
const REPORTED: u32 = 10_000;

/// The gazetteer and the lexicon of places together.
#[derive(Clone, Debug)]
pub struct Atlas {
    gazetteer: &'static Gazetteer,
    own: PlaceLexicon,
    /// Folded other names of places of the gazetteer.
    others: BTreeMap<String, Vec<PlaceId>>,
    /// Better points of divisions.
    points: BTreeMap<PlaceId, (f64, f64)>,
    /// Divisions that are disputed.
    disputed: BTreeMap<PlaceId, SmolStr>,
    /// Inhabitants by country.
    people: BTreeMap<SmolStr, u32>,
}

impl Atlas {
    /// The embedded gazetteer and lexicon, read on first use.
    ///
    /// # Errors
    /// When one of them is damaged, or the lexicon adds to a place that the
    /// gazetteer has not.
    pub fn embedded() -> Result<&'static Atlas, LexiconError> {
        static CELL: OnceLock<Result<Atlas, LexiconError>> = OnceLock::new();
        let read = || {
            let gazetteer = Gazetteer::embedded()
                .map_err(|e| LexiconError::at("gazetteer.bin", "", 0, e.to_string()))?;
            Atlas::new(gazetteer, PlaceLexicon::embedded()?)
        };
        CELL.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// A gazetteer and a lexicon.
    ///
    /// # Errors
    /// When the lexicon adds to a place that the gazetteer has not.
    pub fn new(gazetteer: &'static Gazetteer, own: PlaceLexicon) -> Result<Atlas, LexiconError> {
        let mut atlas = Atlas {
            gazetteer,
            own,
            others: BTreeMap::new(),
            points: BTreeMap::new(),
            disputed: BTreeMap::new(),
            people: BTreeMap::new(),
        };
        for division in gazetteer.divisions().filter_map(|id| gazetteer.place(id)) {
            let people = atlas.people.entry(division.country.into()).or_default();
            *people = people.saturating_add(division.population);
        }
        for addition in atlas.own.additions().to_vec() {
            let found = bearing(gazetteer, &addition.name, &addition.country);
            if found.is_empty() {
                return Err(LexiconError::at(
                    &addition.line,
                    "",
                    0,
                    format!(
                        "the gazetteer has no {} in {}",
                        addition.name, addition.country
                    ),
                ));
            }
            for (id, feature) in found {
                for name in &addition.names {
                    let list = atlas.others.entry(fold(name)).or_default();
                    if !list.contains(&id) {
                        list.push(id);
                    }
                }
                if feature == Feature::Division {
                    if let Some(point) = addition.point {
                        atlas.points.insert(id, point);
                    }
                    if let Some(disputed) = &addition.disputed {
                        atlas.disputed.insert(id, disputed.clone());
                    }
                }
            }
        }
        Ok(atlas)
    }

    /// Every place that bears exactly the name `folded`: those written by hand
    /// first, then those of the gazetteer by inhabitants.
    pub fn named(&self, folded: &str) -> Vec<Candidate> {
        let own = self.own.named(folded).map(|(place, main)| Candidate {
            name: place.name.clone(),
            feature: place.feature,
            latitude: place.latitude,
            longitude: place.longitude,
            geonames: place.geonames,
            population: match (place.feature, place.countries.as_slice()) {
                (Feature::Country, [code]) => self.people.get(code).copied().unwrap_or(0),
                _ => 0,
            },
            countries: place.countries.clone(),
            division: None,
            disputed: place.disputed.clone(),
            main,
            at: At::default(),
        });
        let mut out: Vec<Candidate> = own.collect();
        let listed = self.gazetteer.named(folded);
        let others = self.others.get(folded).map_or(&[][..], Vec::as_slice);
        for &id in others {
            out.extend(self.of_gazetteer(id, true));
        }
        for found in &listed {
            if !others.contains(&found.id) {
                out.extend(self.of_gazetteer(found.id, found.main));
            }
        }
        // Where both know a place, that of the gazetteer has an id and a division.
        let listed = out.clone();
        out.retain(|own| !listed.iter().any(|l| is_better(l, own)));
        // Basra is the plain name of the province and another of its seat, Basrah:
        // whoever speaks of the one may as well mean the other.
        for i in 0..out.len() {
            if !out[i].main && matches!(out[i].feature, Feature::Seat | Feature::Capital) {
                let inside = out.iter().any(|d| d.main && d.holds(&out[i]));
                out[i].main = inside;
            }
        }
        out
    }

    /// The country whose people or adjective `folded` is.
    pub fn people(&self, folded: &str) -> Option<&SmolStr> {
        self.own.people(folded)
    }

    /// The country with this code.
    pub fn country(&self, code: &str) -> Option<Candidate> {
        let named = |p: &&OwnPlace| p.feature == Feature::Country && p.countries[0] == code;
        let place = self.own.places().iter().find(named)?;
        self.named(&fold(&place.name))
            .into_iter()
            .find(|c| c.feature == Feature::Country && c.countries[0] == code)
    }

    /// Whether any place bears the name `folded`.
    pub fn knows(&self, folded: &str) -> bool {
        self.own.named(folded).next().is_some()
            || self.others.contains_key(folded)
            || self.gazetteer.knows(folded)
    }

    /// Whether news may be written from a place of this name: a country, a
    /// division, a place written by hand, or a town that is not small.
    pub fn heads_dateline(&self, name: &str) -> bool {
        self.named(&fold(name)).iter().any(|c| match c.feature {
            Feature::Country | Feature::Capital | Feature::Division | Feature::Island => true,
            Feature::Seat | Feature::Town => c.main && c.population >= REPORTED,
            Feature::Camp | Feature::Base | Feature::Site | Feature::Region => true,
            _ => false,
        })
    }

    fn of_gazetteer(&self, id: PlaceId, main: bool) -> Option<Candidate> {
        let place = self.gazetteer.place(id)?;
        let own = Some(id);
        let (division, district) = match place.feature {
            Feature::Division => (own, None),
            Feature::District => (place.division, own),
            _ => (place.division, place.district),
        };
        let point = self.points.get(&id).copied();
        let (latitude, longitude) = point.unwrap_or((place.latitude, place.longitude));
        Some(Candidate {
            name: place.name.into(),
            feature: place.feature,
            latitude,
            longitude,
            geonames: Some(place.geonames),
            population: place.population,
            countries: vec![place.country.into()],
            division: division
                .filter(|&d| d != id)
                .and_then(|d| self.gazetteer.place(d))
                .map(|d| d.name.into()),
            disputed: division.and_then(|d| self.disputed.get(&d)).cloned(),
            main,
            at: At {
                place: own,
                division,
                district,
            },
        })
    }
}

/// Whether the division `listed` is the same place as the one written by hand.
fn is_better(listed: &Candidate, own: &Candidate) -> bool {
    let narrow = own.latitude.to_radians().cos();
    let (dy, dx) = (
        listed.latitude - own.latitude,
        (listed.longitude - own.longitude) * narrow,
    );
    own.at.place.is_none()
        && own.feature != Feature::Country
        && listed.main
        && listed.feature == Feature::Division
        && own.country() == listed.country()
        && listed.disputed.is_some() >= own.disputed.is_some()
        && dy.hypot(dx) < 2.0
}

/// The places of `country` with the main name `name` that additions go to: its
/// divisions, and the largest town.
fn bearing(gazetteer: &Gazetteer, name: &str, country: &str) -> Vec<(PlaceId, Feature)> {
    let mut out = Vec::new();
    let mut town = false;
    for found in gazetteer.named(&fold(name)) {
        let Some(place) = gazetteer.place(found.id) else {
            continue;
        };
        if place.country != country || fold(place.name) != fold(name) {
            continue;
        }
        // The list goes by inhabitants: the first town is the largest.
        if place.feature == Feature::Division || (place.feature.is_populated() && !town) {
            town |= place.feature.is_populated();
            out.push((found.id, place.feature));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(atlas: &Atlas, name: &str) -> Candidate {
        atlas.named(&fold(name)).swap_remove(0)
    }

    #[test]
    fn hand_and_gazetteer_answer_together() {
        let atlas = Atlas::embedded().unwrap_or_else(|e| panic!("{e}"));
        let georgia = atlas.named("georgia");
        assert_eq!(georgia[0].feature, Feature::Country);
        assert!(georgia.iter().any(|c| c.feature == Feature::Division));
        assert_eq!(first(atlas, "Hodeidah").countries, ["YEM"]);
        assert_eq!(first(atlas, "Fla.").name, "Florida");
        assert!(atlas.knows("strait of hormuz") && !atlas.knows("xqxq"));
        let sahel = first(atlas, "the Sahel");
        assert_eq!((sahel.country(), sahel.feature), (None, Feature::Region));
    }

    #[test]
    fn what_lies_in_a_disputed_division_is_marked_and_keeps_its_name() {
        let atlas = Atlas::embedded().unwrap_or_else(|e| panic!("{e}"));
        for name in ["Crimea", "Simferopol", "Donetsk", "Srinagar", "Nablus"] {
            assert!(first(atlas, name).disputed.is_some(), "{name}");
        }
        assert_eq!(first(atlas, "Lviv").disputed, None);
    }

    #[test]
    fn countries_and_divisions_hold_what_lies_in_them() {
        let atlas = Atlas::embedded().unwrap_or_else(|e| panic!("{e}"));
        let lebanon = first(atlas, "Lebanon");
        let tripolis = atlas.named("tripoli");
        let held: Vec<_> = tripolis.iter().filter(|t| lebanon.holds(t)).collect();
        assert!(!held.is_empty() && held.len() < tripolis.len());
        let texas = first(atlas, "Texas");
        assert!(atlas.named("paris").iter().any(|p| texas.holds(p)));
        assert!(!texas.holds(&texas) && !lebanon.holds(&lebanon));
    }

    #[test]
    fn datelines_are_headed_by_places_not_by_labels_or_surnames() {
        for name in [
            "MUSCAT",
            "Karachi",
            "THUWAL",
            "Dar es Salaam",
            "KUWAIT",
            "Makkah",
            "Crimea",
            "Washington",
            "Gaza City",
        ] {
            assert!(super::super::heads_dateline(name), "{name}");
        }
        for name in [
            "Biden",
            "Opinion",
            "Analysis",
            "Exclusive",
            "BREAKING",
            "Update",
            "Watch",
            "Video",
            "Interview",
            "Explainer",
            "Comment",
            "Amnesty International",
            "TODAY NICARAGUA",
            "NATO",
            "Oduya",
            "",
        ] {
            assert!(!super::super::heads_dateline(name), "{name}");
        }
    }
}
