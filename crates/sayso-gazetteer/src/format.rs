//! The file: a head, fixed records of places, their names, and an automaton
//! from folded names to the records that bear them. Little-endian throughout.
//!
//! ```text
//! "SAYSOGAZ"  version u32  length u64  six lengths of sections u32
//! source      UTF-8: where the data come from
//! countries   3 bytes each: ISO 3166-1 alpha-3
//! records     22 bytes each: first-level divisions, then second-level, then places
//! strings     UTF-8 names, each with its length in one byte before it
//! postings    lists of u24: how many, then record number * 2 + (1 if main name)
//! names       an `fst` map: folded name to (posting * 2), or (place of a list * 2 + 1)
//! ```
//!
//! A record: GeoNames id u24, latitude and longitude i24 (units of 180/2^23
//! degrees), population u32, country u8, feature u8, first-level division u16,
//! second-level division u16 (record numbers, the second from the first of its
//! kind; 65535 = none), name u24 (offset in strings).

use fst::Map;

use crate::{Feature, GazetteerError, Match, Place, PlaceId};

pub(crate) const MAGIC: &[u8; 8] = b"SAYSOGAZ";
pub(crate) const VERSION: u32 = 1;
pub(crate) const SECTIONS: usize = 6;
pub(crate) const HEAD: usize = 8 + 4 + 8 + 4 * SECTIONS + 8;
pub(crate) const RECORD: usize = 22;
pub(crate) const NONE: u16 = u16::MAX;
/// Degrees in one unit of a coordinate.
pub(crate) const UNIT: f64 = 180.0 / (1 << 23) as f64;

/// The gazetteer over its file in memory.
#[derive(Clone)]
pub struct Gazetteer {
    source: &'static str,
    countries: &'static [u8],
    records: &'static [u8],
    strings: &'static [u8],
    postings: &'static [u8],
    names: Map<&'static [u8]>,
    /// Records of first-level divisions, and of both levels together.
    divisions: u32,
    districts: u32,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer")
            .field("source", &self.source)
            .field("places", &self.len())
            .field("names", &self.names.len())
            .finish_non_exhaustive()
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u24_at(bytes: &[u8], at: usize) -> Option<u32> {
    let b = bytes.get(at..at + 3)?;
    Some(u32::from_le_bytes([b[0], b[1], b[2], 0]))
}

fn i24_at(bytes: &[u8], at: usize) -> Option<i32> {
    let b = bytes.get(at..at + 3)?;
    Some(i32::from_le_bytes([0, b[0], b[1], b[2]]) >> 8)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

impl Gazetteer {
    /// Reads the head of `data` and checks that all its parts are there.
    ///
    /// # Errors
    /// When it is no gazetteer, of another version, cut short or damaged.
    pub fn new(data: &'static [u8]) -> Result<Gazetteer, GazetteerError> {
        let format = || GazetteerError::Format { expected: VERSION };
        if data.get(..8) != Some(MAGIC) || u32_at(data, 8) != Some(VERSION) {
            return Err(format());
        }
        let length = data
            .get(12..20)
            .and_then(|b| b.try_into().ok())
            .map(u64::from_le_bytes)
            .ok_or_else(format)?;
        if length != data.len() as u64 {
            return Err(GazetteerError::Length {
                expected: length,
                found: data.len() as u64,
            });
        }
        let damaged = |part, what: &str| GazetteerError::Damaged {
            part,
            what: what.to_owned(),
        };
        let mut parts = [&data[..0]; SECTIONS];
        let mut at = HEAD;
        for (i, part) in parts.iter_mut().enumerate() {
            let size = u32_at(data, 20 + 4 * i).ok_or_else(format)? as usize;
            *part = data
                .get(at..at.saturating_add(size))
                .ok_or_else(|| damaged("head", "a section reaches past the end"))?;
            at += size;
        }
        let [source, countries, records, strings, postings, names] = parts;
        let counts = (
            u32_at(data, 20 + 4 * SECTIONS),
            u32_at(data, 24 + 4 * SECTIONS),
        );
        let (Some(divisions), Some(districts)) = counts else {
            return Err(format());
        };
        if records.len() % RECORD != 0 || districts as usize > records.len() / RECORD {
            return Err(damaged("records", "a record is not whole"));
        }
        Ok(Gazetteer {
            source: std::str::from_utf8(source).map_err(|_| damaged("source", "not UTF-8"))?,
            countries,
            records,
            strings,
            postings,
            names: Map::new(names).map_err(|e| damaged("names", &e.to_string()))?,
            divisions,
            districts,
        })
    }

    /// Where the data come from.
    pub fn source(&self) -> &str {
        self.source
    }

    /// How many places it knows.
    pub fn len(&self) -> usize {
        self.records.len() / RECORD
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Every place, in the order of the file.
    pub fn ids(&self) -> impl Iterator<Item = PlaceId> + use<> {
        (0..self.len() as u32).map(PlaceId)
    }

    /// The places that bear the name `folded`, as [`crate::fold`] gives it;
    /// those with most inhabitants first.
    pub fn named(&self, folded: &str) -> Vec<Match> {
        let Some(value) = self.names.get(folded) else {
            return Vec::new();
        };
        let posting = |v: u32| Match {
            id: PlaceId(v >> 1),
            main: v & 1 == 1,
        };
        if value & 1 == 0 {
            return vec![posting((value >> 1) as u32)];
        }
        let at = (value >> 1) as usize * 3;
        let count = u24_at(self.postings, at).unwrap_or(0) as usize;
        let list = (1..=count).map_while(|i| u24_at(self.postings, at + 3 * i));
        list.map(posting).collect()
    }

    /// Whether any place bears the name `folded`.
    pub fn knows(&self, folded: &str) -> bool {
        self.names.contains_key(folded)
    }

    /// A place by its id; `None` only when the file is damaged.
    pub fn place(&self, id: PlaceId) -> Option<Place<'_>> {
        let at = id.0 as usize * RECORD;
        let record = self.records.get(at..at + RECORD)?;
        let country = usize::from(record[13]) * 3;
        let name = u24_at(record, 19)? as usize;
        let length = usize::from(*self.strings.get(name)?);
        let string = self.strings.get(name + 1..name + 1 + length)?;
        let link = |at: usize, base: u32| {
            let number = u16_at(record, at).filter(|&n| n != NONE)?;
            Some(PlaceId(base + u32::from(number)))
        };
        Some(Place {
            name: std::str::from_utf8(string).ok()?,
            feature: Feature::from_code(record[14])?,
            latitude: degrees(i24_at(record, 3)?),
            longitude: degrees(i24_at(record, 6)?),
            geonames: u24_at(record, 0)?,
            population: u32_at(record, 9)?,
            country: std::str::from_utf8(self.countries.get(country..country + 3)?).ok()?,
            division: link(15, 0),
            district: link(17, self.divisions),
        })
    }

    /// The first-level divisions.
    pub fn divisions(&self) -> impl Iterator<Item = PlaceId> + use<> {
        (0..self.divisions).map(PlaceId)
    }

    /// How many second-level divisions it knows.
    pub fn districts(&self) -> usize {
        self.districts.saturating_sub(self.divisions) as usize
    }

    /// How many different names it knows.
    pub fn names(&self) -> usize {
        self.names.len()
    }
}

/// Five decimals are all that the source gives.
fn degrees(units: i32) -> f64 {
    (f64::from(units) * UNIT * 1e5).round() / 1e5
}
