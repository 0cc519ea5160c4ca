//! Codes of countries in other alphabets: ISO numeric and FIPS 10-4.

use sayso_record::PlaceRecord;

/// A country as other data sets name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-3, `KOS` for Kosovo.
    pub code: &'static str,
    /// ISO 3166-1 numeric, without leading zeros; empty when there is none.
    pub numeric: &'static str,
    /// FIPS 10-4; empty when there is none for the whole.
    pub fips: &'static str,
    /// English name.
    pub name: &'static str,
}

/// Made by data/make_countries.py.
static TABLE: &str = include_str!("../data/countries.tsv");

/// The country of a code; none for codes of bodies that are no country (`UNO`,
/// `NGO` and so on).
pub(crate) fn country(code: &str) -> Option<Country> {
    all().find(|c| c.code == code)
}

fn all() -> impl Iterator<Item = Country> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(Country {
                code: cells.next()?,
                numeric: cells.next()?,
                fips: cells.next()?,
                name: cells.next()?,
            })
        })
}

/// The FIPS 10-4 code of a place's country. Palestine has two, one for each of
/// its parts, so the division decides; unknown is empty.
pub(crate) fn fips(place: &PlaceRecord) -> &'static str {
    let Some(code) = place.country.as_deref() else {
        return "";
    };
    if code == "PSE" {
        let named = |part: &str| {
            let division = place.division.as_deref().unwrap_or_default();
            division.contains(part) || place.name.contains(part)
        };
        return match (named("Gaza"), named("West Bank")) {
            (true, false) => "GZ",
            (false, true) => "WE",
            _ => "",
        };
    }
    country(code).map_or("", |c| c.fips)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_country_and_no_code_comes_twice() {
        let lines = TABLE.lines().filter(|l| !l.starts_with('#')).count();
        let codes: Vec<&str> = all().map(|c| c.code).collect();
        assert_eq!(codes.len(), lines);
        assert!(codes.windows(2).all(|w| w[0] < w[1]), "sorted, no doubles");
        assert!(all().all(|c| c.code.len() == 3 && matches!(c.fips.len(), 0 | 2)));
    }

    #[test]
    fn fips_is_not_iso() {
        let kenya = country("KEN").expect("a country");
        assert_eq!(
            (kenya.numeric, kenya.fips, kenya.name),
            ("404", "KE", "Kenya")
        );
        assert_eq!(country("CHE").map(|c| c.fips), Some("SZ"));
        assert_eq!(country("UNO"), None);
    }
}
