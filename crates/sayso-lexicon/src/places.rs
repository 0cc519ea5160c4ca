//! The places of `lexicons/places`, written by hand: countries with a point
//! about their middle, regions, waters and sites that the gazetteer lacks, and
//! other names for places that it has.

use std::collections::BTreeMap;

use sayso_article::SmolStr;
use sayso_gazetteer::{Feature, fold};

use crate::LexiconError;
use crate::actors::table::{Row, read as read_table};

const COUNTRIES: [&str; 7] = [
    "name",
    "names",
    "code",
    "latitude",
    "longitude",
    "geonames",
    "disputed",
];
const PLACES: [&str; 7] = [
    "name",
    "names",
    "kind",
    "latitude",
    "longitude",
    "countries",
    "disputed",
];
/// The file of actors that tells what the people of a country are called.
const PEOPLES: [&str; 7] = [
    "code", "name", "aliases", "demonyms", "capital", "metonyms", "note",
];
const DIVISIONS: [&str; 6] = [
    "name",
    "country",
    "names",
    "latitude",
    "longitude",
    "disputed",
];

/// A place written by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnPlace {
    /// Its plain name.
    pub name: SmolStr,
    /// What it is.
    pub feature: Feature,
    /// Degrees north of a point about its middle.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// ISO 3166-1 alpha-3 codes of the countries it lies in; empty for none in particular.
    pub countries: Vec<SmolStr>,
    /// GeoNames id, where it is known.
    pub geonames: Option<u32>,
    /// Between whom it is disputed, if it is.
    pub disputed: Option<SmolStr>,
}

/// What is added to a place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Addition {
    /// Its main name in the gazetteer.
    pub name: SmolStr,
    /// ISO 3166-1 alpha-3 code of its country.
    pub country: SmolStr,
    /// Other names, as written.
    pub names: Vec<SmolStr>,
    /// A better point about the middle, of a division.
    pub point: Option<(f64, f64)>,
    /// Between whom the division is disputed, if it is.
    pub disputed: Option<SmolStr>,
    /// Where it stands, e.g. `places/divisions.tsv:7`.
    pub line: SmolStr,
}

/// The files of `lexicons/places`, checked.
#[derive(Clone, Debug, Default)]
pub struct PlaceLexicon {
    places: Vec<OwnPlace>,
    /// Folded name → places, in file order, with whether it is the plain name.
    names: BTreeMap<String, Vec<(usize, bool)>>,
    additions: Vec<Addition>,
    /// Folded demonym → country code.
    peoples: BTreeMap<String, SmolStr>,
}

impl PlaceLexicon {
    /// Reads the files, given as (name below `lexicons/`, text).
    ///
    /// # Errors
    /// The first malformed line, with file, line and column.
    pub fn read(files: &[(&str, &str)]) -> Result<PlaceLexicon, LexiconError> {
        let mut out = PlaceLexicon::default();
        for &(file, text) in files {
            match file.rsplit('/').next().unwrap_or(file) {
                "countries.tsv" if file.starts_with("actors/") => {
                    read_table(file, text, &PEOPLES, |row| out.add_people(row))?;
                }
                "countries.tsv" => read_table(file, text, &COUNTRIES, |row| out.country(row))?,
                "divisions.tsv" => {
                    read_table(file, text, &DIVISIONS, |row| out.addition(file, row))?;
                }
                _ => read_table(file, text, &PLACES, |row| out.place(row))?,
            }
        }
        Ok(out)
    }

    /// The lexicon embedded in the program.
    ///
    /// # Errors
    /// As [`PlaceLexicon::read`]; a test keeps that from happening.
    pub fn embedded() -> Result<PlaceLexicon, LexiconError> {
        let mut files = crate::embedded("places");
        files.extend(
            crate::embedded("actors")
                .into_iter()
                .filter(|(n, _)| *n == "actors/countries.tsv"),
        );
        PlaceLexicon::read(&files)
    }

    /// The country whose people or adjective `folded` is: "lebanese".
    pub fn people(&self, folded: &str) -> Option<&SmolStr> {
        self.peoples.get(folded)
    }

    /// The places written by hand that bear the name `folded`, as
    /// [`sayso_gazetteer::fold`] gives it.
    pub fn named(&self, folded: &str) -> impl Iterator<Item = (&OwnPlace, bool)> {
        let found = self.names.get(folded).map_or(&[][..], Vec::as_slice);
        found
            .iter()
            .filter_map(|&(i, main)| Some((self.places.get(i)?, main)))
    }

    /// What is added to places of the gazetteer.
    pub fn additions(&self) -> &[Addition] {
        &self.additions
    }

    /// The places written by hand, in file order.
    pub fn places(&self) -> &[OwnPlace] {
        &self.places
    }

    fn add(&mut self, place: OwnPlace, row: &Row<'_>) -> Result<(), LexiconError> {
        let number = self.places.len();
        for (i, name) in [row.cell("name")]
            .into_iter()
            .chain(row.values("names"))
            .enumerate()
        {
            let folded = fold(name);
            if folded.is_empty() || !folded.is_ascii() {
                return Err(row.error("names", format!("{name:?} has no Latin letters")));
            }
            let list = self.names.entry(folded).or_default();
            // "the Sahara" beside "Sahara" folds into the same.
            if !list.iter().any(|&(n, _)| n == number) {
                list.push((number, i == 0));
            }
        }
        self.places.push(place);
        Ok(())
    }

    fn country(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let (latitude, longitude) =
            point(row)?.ok_or_else(|| row.error("latitude", "a country needs a point"))?;
        let id = row.cell("geonames");
        let place = OwnPlace {
            name: row.cell("name").into(),
            feature: Feature::Country,
            latitude,
            longitude,
            countries: vec![code(row, "code", row.cell("code"))?],
            geonames: Some(
                id.parse()
                    .map_err(|_| row.error("geonames", format!("{id:?} is no number")))?,
            ),
            disputed: disputed(row),
        };
        self.add(place, row)
    }

    fn place(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let kind = row.cell("kind");
        let (latitude, longitude) =
            point(row)?.ok_or_else(|| row.error("latitude", "a place needs a point"))?;
        let place = OwnPlace {
            name: row.cell("name").into(),
            feature: Feature::parse(kind)
                .ok_or_else(|| row.error("kind", format!("{kind:?} is no kind of place")))?,
            latitude,
            longitude,
            countries: row
                .values("countries")
                .map(|c| code(row, "countries", c))
                .collect::<Result<_, _>>()?,
            geonames: None,
            disputed: disputed(row),
        };
        self.add(place, row)
    }

    fn add_people(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        let code = code(row, "code", row.cell("code"))?;
        for name in row.values("demonyms") {
            self.peoples
                .entry(fold(name))
                .or_insert_with(|| code.clone());
        }
        Ok(())
    }

    fn addition(&mut self, file: &str, row: &Row<'_>) -> Result<(), LexiconError> {
        self.additions.push(Addition {
            name: row.cell("name").into(),
            country: code(row, "country", row.cell("country"))?,
            names: row.values("names").map(SmolStr::from).collect(),
            point: point(row)?,
            disputed: disputed(row),
            line: format!("{file}:{}", row.line).into(),
        });
        Ok(())
    }
}

fn disputed(row: &Row<'_>) -> Option<SmolStr> {
    Some(row.cell("disputed"))
        .filter(|d| !d.is_empty())
        .map(SmolStr::from)
}

fn code(row: &Row<'_>, column: &str, code: &str) -> Result<SmolStr, LexiconError> {
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(code.into())
    } else {
        Err(row
            .error(column, format!("{code:?} is no country code"))
            .cure("use ISO 3166-1 alpha-3, or KOS"))
    }
}

/// Both coordinates, or none when both cells are empty.
fn point(row: &Row<'_>) -> Result<Option<(f64, f64)>, LexiconError> {
    if row.cell("latitude").is_empty() && row.cell("longitude").is_empty() {
        return Ok(None);
    }
    let degrees = |column: &str, most: f64| {
        let text = row.cell(column);
        text.parse::<f64>()
            .ok()
            .filter(|d| d.abs() <= most)
            .ok_or_else(|| row.error(column, format!("{text:?} is no {column}")))
    };
    Ok(Some((
        degrees("latitude", 90.0)?,
        degrees("longitude", 180.0)?,
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_files_are_sound() {
        let lexicon = PlaceLexicon::embedded().unwrap_or_else(|e| panic!("{e}"));
        let first = |name: &str| {
            let found = lexicon.named(&fold(name)).next();
            found.map(|(p, _)| (p.name.as_str(), p.feature, p.countries.len()))
        };
        assert_eq!(first("the Sahel"), Some(("Sahel", Feature::Region, 0)));
        assert_eq!(first("U.S."), Some(("United States", Feature::Country, 1)));
        assert_eq!(first("Donbass"), Some(("Donbas", Feature::Region, 1)));
        assert_eq!(first("nowhere at all"), None);
        assert!(lexicon.places().len() > 1000 && lexicon.additions().len() > 200);
        assert_eq!(lexicon.people("lebanese").map(SmolStr::as_str), Some("LBN"));
        let congo: Vec<_> = lexicon.named("congo").collect();
        assert_eq!(congo.len(), 2, "two countries bear the name");
    }

    #[test]
    fn a_wrong_cell_is_told_with_its_place() {
        let text = "name\tnames\tkind\tlatitude\tlongitude\tcountries\tdisputed\n\
                    A\t\tisland\t91\t0\t\t";
        let error = PlaceLexicon::read(&[("places/x.tsv", text)]).expect_err("no latitude");
        assert!(
            error.to_string().starts_with("places/x.tsv:2:11: "),
            "{error}"
        );
        let text = text.replace("91", "9").replace("island", "isle");
        let error = PlaceLexicon::read(&[("places/x.tsv", &text)]).expect_err("no kind");
        assert!(error.to_string().contains("no kind of place"), "{error}");
    }
}
