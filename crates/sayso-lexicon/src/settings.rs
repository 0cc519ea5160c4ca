//! What ties dates and places to events: `lexicons/settings/place_nouns.tsv`,
//! nouns for kinds of place, and the fitted `lexicons/confidence/event_date.toml`
//! and `event_place.toml`.

use std::collections::BTreeMap;

use sayso_article::SmolStr;

use crate::confidence::Signs;
use crate::{LexiconError, rows};

/// What signs weigh that an expression dates or places an event.
#[derive(Clone, Debug, Default)]
pub struct SettingSigns {
    /// Of dates.
    pub date: Signs,
    /// Of places.
    pub place: Signs,
}

impl SettingSigns {
    /// The files of the repository.
    ///
    /// # Errors
    /// When one is missing or malformed.
    pub fn embedded() -> Result<SettingSigns, Vec<LexiconError>> {
        let files = crate::embedded("confidence");
        let read = |stem: &str| -> Result<Signs, Vec<LexiconError>> {
            Signs::read(&files, stem)?.ok_or_else(|| {
                let name = format!("confidence/{stem}.toml");
                vec![LexiconError::at(&name, "", 0, "is missing")]
            })
        };
        Ok(SettingSigns {
            date: read("event_date")?,
            place: read("event_place")?,
        })
    }
}

/// A noun for a kind of place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceNoun {
    /// To what an event at such a place is known: `point`, `district`, `city`,
    /// `region`, `country`.
    pub precision: &'static str,
    /// "the city" may stand for a place named before that has this precision.
    pub may_name: Option<&'static str>,
    /// A sentence with the noun as a place, in brackets.
    pub example: String,
}

/// The nouns for kinds of place, by lemma.
#[derive(Clone, Debug, Default)]
pub struct PlaceNouns {
    by_lemma: BTreeMap<SmolStr, PlaceNoun>,
}

const PRECISIONS: [&str; 5] = ["point", "district", "city", "region", "country"];

impl PlaceNouns {
    /// The file of the repository.
    ///
    /// # Errors
    /// All malformed lines.
    pub fn embedded() -> Result<PlaceNouns, Vec<LexiconError>> {
        PlaceNouns::read(&crate::embedded("settings"))
    }

    /// Reads files given as (name, text).
    ///
    /// # Errors
    /// All malformed lines: file, line and cure.
    pub fn read(files: &[(&str, &str)]) -> Result<PlaceNouns, Vec<LexiconError>> {
        let mut out = PlaceNouns::default();
        let cure = "write noun, precision (point, district, city, region or country), precision of what it may name or nothing, example with [noun], parted by tabs";
        rows::each(files, cure, |line| {
            let (lemma, noun) = noun(line).ok_or("not a noun for a kind of place")?;
            out.by_lemma.insert(lemma, noun);
            Ok(())
        })?;
        Ok(out)
    }

    /// What is known of the noun with this lemma, in lower case.
    pub fn get(&self, lemma: &str) -> Option<&PlaceNoun> {
        self.by_lemma.get(lemma)
    }

    /// All nouns, by lemma.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &PlaceNoun)> {
        self.by_lemma.iter().map(|(l, n)| (l.as_str(), n))
    }
}

fn noun(line: &str) -> Option<(SmolStr, PlaceNoun)> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [lemma, precision, may_name, example] = cells.as_slice() else {
        return None;
    };
    let known = |p: &str| PRECISIONS.iter().copied().find(|k| *k == p);
    let may_name = match *may_name {
        "" => None,
        p => Some(known(p)?),
    };
    let marked = example.contains('[') && example.contains(']');
    (!lemma.is_empty() && marked).then_some(())?;
    let noun = PlaceNoun {
        precision: known(precision)?,
        may_name,
        example: (*example).to_owned(),
    };
    Some(((*lemma).into(), noun))
}

#[cfg(test)]
mod tests {
    use super::{PlaceNouns, SettingSigns};

    #[test]
    fn reads_the_files_of_the_repository() {
        let nouns = PlaceNouns::embedded().expect("no errors");
        let city = nouns.get("city").expect("a city is a place");
        assert_eq!((city.precision, city.may_name), ("city", Some("city")));
        assert_eq!(nouns.get("hospital").and_then(|n| n.may_name), None);
        SettingSigns::embedded().expect("fitted");
    }

    #[test]
    fn a_malformed_line_is_named() {
        let text = "noun\tprecision\tmay_name\texample\nquay\tplace\t\tAt the [quay].\n";
        let errors = PlaceNouns::read(&[("settings/x.tsv", text)]).expect_err("no precision");
        assert_eq!((errors.len(), errors[0].line), (1, 2));
    }
}
