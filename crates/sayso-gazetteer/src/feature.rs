//! What kind of place a place is, and how precise its coordinates are.

/// The kind of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// A continent or part of one.
    Continent,
    /// A country or territory with a code of its own.
    Country,
    /// A first-level division: state, province, governorate.
    Division,
    /// A second-level division: county, district.
    District,
    /// The capital of a country.
    Capital,
    /// The seat of a first-level division.
    Seat,
    /// Any other populated place.
    Town,
    /// A part of a populated place.
    Part,
    /// A region without fixed government: historical, natural or contested.
    Region,
    /// An ocean, sea, gulf or bay.
    Sea,
    /// A strait, channel or canal.
    Strait,
    /// A river.
    River,
    /// A lake or reservoir.
    Lake,
    /// An island or group of islands.
    Island,
    /// A mountain range, mountain or pass.
    Mountain,
    /// A desert.
    Desert,
    /// A camp of refugees, displaced people or prisoners.
    Camp,
    /// A military base or airfield.
    Base,
    /// A border crossing, bridge, dam, plant, airport or other single site.
    Site,
}

/// All kinds with their names, in the order of their codes in the file.
const FEATURES: [(Feature, &str); 19] = [
    (Feature::Continent, "continent"),
    (Feature::Country, "country"),
    (Feature::Division, "division"),
    (Feature::District, "district"),
    (Feature::Capital, "capital"),
    (Feature::Seat, "seat"),
    (Feature::Town, "town"),
    (Feature::Part, "part"),
    (Feature::Region, "region"),
    (Feature::Sea, "sea"),
    (Feature::Strait, "strait"),
    (Feature::River, "river"),
    (Feature::Lake, "lake"),
    (Feature::Island, "island"),
    (Feature::Mountain, "mountain"),
    (Feature::Desert, "desert"),
    (Feature::Camp, "camp"),
    (Feature::Base, "base"),
    (Feature::Site, "site"),
];

impl Feature {
    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Feature> {
        FEATURES.iter().find(|(_, n)| *n == name).map(|&(f, _)| f)
    }

    /// Its name in lower case, e.g. `strait`.
    pub fn name(self) -> &'static str {
        FEATURES
            .iter()
            .find(|(f, _)| *f == self)
            .map_or("site", |&(_, n)| n)
    }

    /// Its number in the file.
    pub(crate) fn code(self) -> u8 {
        FEATURES.iter().position(|(f, _)| *f == self).unwrap_or(0) as u8
    }

    pub(crate) fn from_code(code: u8) -> Option<Feature> {
        FEATURES.get(usize::from(code)).map(|&(f, _)| f)
    }

    /// Whether people live there as in a town.
    pub fn is_populated(self) -> bool {
        matches!(
            self,
            Feature::Capital | Feature::Seat | Feature::Town | Feature::Part
        )
    }

    /// How precise its coordinates are: `point`, `city`, `district`,
    /// `region` or `country`.
    pub fn precision(self) -> &'static str {
        match self {
            Feature::Country => "country",
            Feature::District | Feature::Part => "district",
            Feature::Capital | Feature::Seat | Feature::Town => "city",
            Feature::Camp | Feature::Base | Feature::Site => "point",
            Feature::Continent
            | Feature::Division
            | Feature::Region
            | Feature::Sea
            | Feature::Strait
            | Feature::River
            | Feature::Lake
            | Feature::Island
            | Feature::Mountain
            | Feature::Desert => "region",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_lead_back() {
        for (i, (feature, name)) in FEATURES.iter().enumerate() {
            assert_eq!(Feature::parse(name), Some(*feature));
            assert_eq!(Feature::from_code(i as u8), Some(*feature));
            assert_eq!(usize::from(feature.code()), i);
        }
        assert_eq!(Feature::from_code(200), None);
    }
}
