//! Writing the file that [`crate::Gazetteer`] reads.

use std::collections::BTreeMap;

use fst::MapBuilder;

use crate::format::{HEAD, MAGIC, NONE, RECORD, UNIT, VERSION};
use crate::{Feature, GazetteerError, fold};

/// A place to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPlace {
    /// Its main name.
    pub name: String,
    /// Other names.
    pub others: Vec<String>,
    /// What it is.
    pub feature: Feature,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// GeoNames id.
    pub geonames: u32,
    /// Inhabitants, 0 when unknown.
    pub population: u32,
    /// ISO 3166-1 alpha-3 code, three letters.
    pub country: String,
    /// Index of the first-level division among `divisions`.
    pub division: Option<usize>,
    /// Index of the second-level division among `districts`.
    pub district: Option<usize>,
}

/// The file with these places. `source` says where they come from.
///
/// # Errors
/// When there are more places, countries or names than the format holds.
pub fn write(
    source: &str,
    divisions: &[NewPlace],
    districts: &[NewPlace],
    places: &[NewPlace],
) -> Result<Vec<u8>, GazetteerError> {
    let all = || divisions.iter().chain(districts).chain(places);
    if all().count() >= 1 << 23 {
        return Err(GazetteerError::TooLarge("places"));
    }
    let mut countries: Vec<&str> = all().map(|p| p.country.as_str()).collect();
    countries.sort_unstable();
    countries.dedup();
    if countries.len() > 256 || countries.iter().any(|c| c.len() != 3) {
        return Err(GazetteerError::TooLarge("countries"));
    }
    if divisions.len() >= usize::from(NONE) || districts.len() >= usize::from(NONE) {
        return Err(GazetteerError::TooLarge("divisions"));
    }
    let mut records = Vec::new();
    let mut strings = Strings::default();
    // Folded name → (population, posting), where the main name wins.
    let mut names: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
    for (number, place) in all().enumerate() {
        let name = strings.add(&place.name)?;
        let country = countries.binary_search(&place.country.as_str());
        let before = records.len();
        records.extend(u24(place.geonames)?);
        records.extend(units(place.latitude));
        records.extend(units(place.longitude));
        records.extend(place.population.to_le_bytes());
        records.push(country.unwrap_or(0) as u8);
        records.push(place.feature.code());
        for link in [place.division, place.district] {
            records.extend(link.map_or(NONE, |n| n as u16).to_le_bytes());
        }
        records.extend(u24(name)?);
        debug_assert_eq!(records.len() - before, RECORD);
        let mut bear = |name: &str, main: bool| {
            let folded = fold(name);
            // Only names in Latin letters can stand in an English text.
            if folded.is_empty() || !folded.is_ascii() {
                return;
            }
            let list = names.entry(folded).or_default();
            if !list.iter().any(|&(_, p)| p >> 1 == number as u32) {
                list.push((place.population, (number as u32) << 1 | u32::from(main)));
            }
        };
        bear(&place.name, true);
        for other in &place.others {
            bear(other, false);
        }
    }
    let (map, postings) = index(names)?;
    let countries: Vec<u8> = countries.iter().flat_map(|c| c.bytes()).collect();
    let sections = [
        source.as_bytes(),
        &countries,
        &records,
        &strings.bytes,
        &postings,
        &map,
    ];
    let length = HEAD + sections.iter().map(|s| s.len()).sum::<usize>();
    let mut out = Vec::with_capacity(length);
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend((length as u64).to_le_bytes());
    for section in sections {
        out.extend((section.len() as u32).to_le_bytes());
    }
    out.extend((divisions.len() as u32).to_le_bytes());
    out.extend(((divisions.len() + districts.len()) as u32).to_le_bytes());
    for section in sections {
        out.extend(section);
    }
    Ok(out)
}

/// The automaton of names and the lists that several places share.
fn index(names: BTreeMap<String, Vec<(u32, u32)>>) -> Result<(Vec<u8>, Vec<u8>), GazetteerError> {
    let damaged = |e: fst::Error| GazetteerError::Damaged {
        part: "names",
        what: e.to_string(),
    };
    let mut map = MapBuilder::memory();
    let mut postings: Vec<u8> = Vec::new();
    // Names of the same places ("Fort Worth", "Ft. Worth TX") share a list.
    let mut lists: BTreeMap<Vec<u32>, u64> = BTreeMap::new();
    for (name, mut list) in names {
        list.sort_by_key(|&(population, posting)| (std::cmp::Reverse(population), posting));
        let list: Vec<u32> = list.into_iter().map(|(_, p)| p).collect();
        let value = match list.as_slice() {
            [one] => u64::from(*one) << 1,
            _ => {
                let at = *lists.entry(list).or_insert_with_key(|list| {
                    let at = postings.len() as u64 / 3;
                    let numbers = [list.len() as u32].into_iter().chain(list.iter().copied());
                    postings
                        .extend(numbers.flat_map(|n| [n as u8, (n >> 8) as u8, (n >> 16) as u8]));
                    at
                });
                at << 1 | 1
            }
        };
        map.insert(name, value).map_err(damaged)?;
    }
    Ok((map.into_inner().map_err(damaged)?, postings))
}

/// Names, each once.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    at: BTreeMap<String, u32>,
}

impl Strings {
    fn add(&mut self, name: &str) -> Result<u32, GazetteerError> {
        if let Some(&at) = self.at.get(name) {
            return Ok(at);
        }
        let at = self.bytes.len();
        let length = u8::try_from(name.len()).map_err(|_| GazetteerError::TooLarge("a name"))?;
        self.bytes.push(length);
        self.bytes.extend(name.as_bytes());
        self.at.insert(name.to_owned(), at as u32);
        Ok(at as u32)
    }
}

/// A number as three bytes.
fn u24(number: u32) -> Result<[u8; 3], GazetteerError> {
    match number.to_le_bytes() {
        [a, b, c, 0] => Ok([a, b, c]),
        _ => Err(GazetteerError::TooLarge("an id or offset")),
    }
}

/// Degrees as three bytes.
fn units(degrees: f64) -> [u8; 3] {
    let most = f64::from((1 << 23) - 1);
    let units = (degrees / UNIT).round().clamp(-most, most) as i32;
    let [a, b, c, _] = units.to_le_bytes();
    [a, b, c]
}
