//! The gazetteer: countries' divisions and populated places by name, with
//! coordinates, from GeoNames (CC BY 4.0). `cargo xtask gazetteer` makes the
//! file in `data/`, which is built into the program and read where it lies:
//! nothing is unpacked, a lookup walks an automaton of folded names.
//!
//! Regions, seas, camps and other places that news names and the source lacks
//! are written by hand in `lexicons/places` and not in here.

mod error;
mod feature;
mod fold;
mod format;
mod write;

use std::sync::OnceLock;

pub use error::GazetteerError;
pub use feature::Feature;
pub use fold::fold;
pub use format::Gazetteer;
pub use write::{NewPlace, write};

/// A place as the gazetteer knows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is.
    pub feature: Feature,
    /// Degrees north; of a division the mean of its populated area.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// GeoNames id.
    pub geonames: u32,
    /// Inhabitants, 0 when unknown; of a division the sum of its places.
    pub population: u32,
    /// ISO 3166-1 alpha-3 code of its country, KOS for Kosovo.
    pub country: &'a str,
    /// The first-level division it lies in; of a division itself `None`.
    pub division: Option<PlaceId>,
    /// The second-level division it lies in.
    pub district: Option<PlaceId>,
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub(crate) u32);

/// A place that bears the name looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The place.
    pub id: PlaceId,
    /// The name is its main name, not an alternative or foreign one.
    pub main: bool,
}

static DATA: &[u8] = include_bytes!("../data/gazetteer.bin");

impl Gazetteer {
    /// The gazetteer of the repository, which is built in; made on first use.
    ///
    /// # Errors
    /// When the built-in file is damaged.
    pub fn embedded() -> Result<&'static Gazetteer, GazetteerError> {
        static CELL: OnceLock<Result<Gazetteer, GazetteerError>> = OnceLock::new();
        match CELL.get_or_init(|| Gazetteer::new(DATA)) {
            Ok(gazetteer) => Ok(gazetteer),
            Err(error) => Err(error.clone()),
        }
    }
}

#[cfg(test)]
mod tests;
