//! Filters of the command line, checked and turned into those of the archive.

use clap::{Args, ValueEnum};
use sayso_lexicon::{CONTEXTS, EventType, SECTORS};
use sayso_store::{Bounds, Days, Filter, PartyFilter};

/// What to keep. Of several values of one filter one suffices; all filters hold together.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Filters (several values: separated by commas)")]
pub struct FilterArgs {
    /// Event type, e.g. ASSAULT
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = event_type)]
    pub types: Vec<String>,
    /// Mode of the event, e.g. heavy-weapons
    #[arg(long, value_name = "MODE", value_delimiter = ',')]
    pub mode: Vec<String>,
    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    #[arg(long, value_name = "1-4", value_delimiter = ',', value_parser = clap::value_parser!(i64).range(1..=4))]
    pub quad: Vec<i64>,
    /// Context, e.g. elections
    #[arg(long, value_name = "CONTEXT", value_delimiter = ',', value_parser = context)]
    pub context: Vec<String>,
    /// What the source makes of the event
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<Status>,
    /// Who acts: words of the name, in any order
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub actor: Vec<String>,
    /// Country of the actor, ISO 3166-1 alpha-3, e.g. KEN
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = country)]
    pub actor_country: Vec<String>,
    /// Sector of the actor, e.g. MIL
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = sector)]
    pub actor_sector: Vec<String>,
    /// Upon whom: words of the name
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub recipient: Vec<String>,
    /// Country of the recipient
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = country)]
    pub recipient_country: Vec<String>,
    /// Sector of the recipient
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = sector)]
    pub recipient_sector: Vec<String>,
    /// Actor or recipient: words of the name
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub party: Vec<String>,
    /// Country of actor or recipient
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = country)]
    pub country: Vec<String>,
    /// Sector of actor or recipient
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = sector)]
    pub sector: Vec<String>,
    /// Where: part of the name of the place or its division
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub place: Vec<String>,
    /// Country of the place
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = country)]
    pub place_country: Vec<String>,
    /// Box in degrees that the place lies in
    #[arg(long, value_name = "WEST,SOUTH,EAST,NORTH", value_parser = bounds, allow_hyphen_values = true)]
    pub bbox: Option<Bounds>,
    /// When it was: a day, month or year, or FROM..TO with either end left out; events without a day are left out
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub date: Option<Days>,
    /// When it was published: as --date
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub published: Option<Days>,
    /// Who says it: words of the name
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub speaker: Vec<String>,
    /// Country of who says it
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = country)]
    pub speaker_country: Vec<String>,
    /// Sector of who says it
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = sector)]
    pub speaker_sector: Vec<String>,
    /// Who asserts the event: the article itself, or a source that it names
    #[arg(long, value_name = "WHO")]
    pub said_by: Option<SaidBy>,
    /// Kind of statement
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<StatementKind>,
    /// Part of the publisher's name
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub publisher: Vec<String>,
    /// Language of the article, e.g. en
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub language: Vec<String>,
    /// Least confidence, 0 to 1
    #[arg(long, value_name = "P", value_parser = probability)]
    pub confidence: Option<f64>,
    /// Words in the event's sentence, in what is said, or in the article; also "a phrase", AND, OR, NOT, begin*
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

/// Status of an event.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Status {
    Actual,
    Future,
    Hypothetical,
    Denied,
    Uncertain,
}

/// Who asserts an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SaidBy {
    /// The article in its own voice.
    Narrator,
    /// Someone whom it quotes or cites.
    Source,
}

/// Kind of a statement.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum StatementKind {
    Direct,
    Indirect,
    Mixed,
}

impl FilterArgs {
    /// The filter of the archive.
    pub fn filter(&self) -> Filter {
        let party = |names: &[String], countries: &[String], sectors: &[String]| PartyFilter {
            names: names.to_vec(),
            countries: countries.to_vec(),
            sectors: sectors.to_vec(),
        };
        Filter {
            publishers: self.publisher.clone(),
            published: self.published.clone().unwrap_or_default(),
            languages: self.language.clone(),
            outcomes: Vec::new(),
            types: self.types.clone(),
            modes: self.mode.clone(),
            quads: self.quad.clone(),
            contexts: self.context.clone(),
            statuses: self.status.iter().map(name).collect(),
            actor: party(&self.actor, &self.actor_country, &self.actor_sector),
            recipient: party(
                &self.recipient,
                &self.recipient_country,
                &self.recipient_sector,
            ),
            party: party(&self.party, &self.country, &self.sector),
            places: self.place.clone(),
            place_countries: self.place_country.clone(),
            bounds: self.bbox,
            date: self.date.clone().unwrap_or_default(),
            narrator: self.said_by.map(|s| s == SaidBy::Narrator),
            speaker: party(&self.speaker, &self.speaker_country, &self.speaker_sector),
            kinds: self.kind.iter().map(name).collect(),
            confidence: self.confidence,
            words: self.text.clone(),
        }
    }
}

fn name(value: &impl ValueEnum) -> String {
    value
        .to_possible_value()
        .map(|v| v.get_name().to_owned())
        .unwrap_or_default()
}

fn event_type(text: &str) -> Result<String, String> {
    let upper = text.to_ascii_uppercase();
    EventType::parse(&upper)
        .map(|t| t.name().to_owned())
        .ok_or_else(|| {
            let all: Vec<&str> = EventType::all().map(EventType::name).collect();
            format!("no event type; the types are {}", all.join(", "))
        })
}

fn context(text: &str) -> Result<String, String> {
    let lower = text.to_ascii_lowercase();
    if CONTEXTS.contains(&lower.as_str()) {
        Ok(lower)
    } else {
        Err(format!(
            "no context; the contexts are {}",
            CONTEXTS.join(", ")
        ))
    }
}

fn sector(text: &str) -> Result<String, String> {
    let upper = text.to_ascii_uppercase();
    if SECTORS.contains(&upper.as_str()) {
        Ok(upper)
    } else {
        Err(format!("no sector; the sectors are {}", SECTORS.join(", ")))
    }
}

fn country(text: &str) -> Result<String, String> {
    if text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err("not a country code of three letters, e.g. KEN, PSE, UNO".to_owned())
    }
}

fn probability(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|p| (0.0..=1.0).contains(p))
        .ok_or_else(|| "not a number from 0 to 1, e.g. 0.6".to_owned())
}

fn bounds(text: &str) -> Result<Bounds, String> {
    let wrong = "not four numbers west,south,east,north in degrees, e.g. 33.9,-4.7,41.9,5.5";
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|n| n.trim().parse()).collect();
    let Ok([west, south, east, north]) = numbers.as_deref() else {
        return Err(wrong.to_owned());
    };
    let (west, south, east, north) = (*west, *south, *east, *north);
    let longitude = |x: f64| (-180.0..=180.0).contains(&x);
    let latitude = |y: f64| (-90.0..=90.0).contains(&y);
    if !(longitude(west) && longitude(east) && latitude(south) && latitude(north)) {
        return Err(wrong.to_owned());
    }
    if south > north {
        return Err(format!(
            "the south ({south}) lies north of the north ({north})"
        ));
    }
    Ok(Bounds {
        west,
        south,
        east,
        north,
    })
}

fn days(text: &str) -> Result<Days, String> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let days = Days {
        from: end_of_days(from, "-01-01", "-01")?,
        // Whatever the month, no day of it comes after this in order of text.
        to: end_of_days(to, "-12-31", "-31")?,
    };
    if let (Some(from), Some(to)) = (&days.from, &days.to)
        && from > to
    {
        return Err(format!("{from} comes after {to}"));
    }
    if days == Days::default() {
        return Err("names no day".to_owned());
    }
    Ok(days)
}

fn end_of_days(text: &str, of_year: &str, of_month: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    if !parts.iter().all(|p| digits(p)) && !text.is_empty() {
        return Err(wrong_day(text));
    }
    let month = |m: &str| m.len() == 2 && ("01"..="12").contains(&m);
    match parts[..] {
        [""] => Ok(None),
        [year] if year.len() == 4 => Ok(Some(format!("{year}{of_year}"))),
        [year, m] if year.len() == 4 && month(m) => Ok(Some(format!("{text}{of_month}"))),
        [_, _, _] if text.parse::<sayso_article::Date>().is_ok() => Ok(Some(text.to_owned())),
        _ => Err(wrong_day(text)),
    }
}

fn wrong_day(text: &str) -> String {
    format!("`{text}` is no day (2024-05-17), month (2024-05) or year (2024)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> Days {
        let end = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        Days {
            from: end(from),
            to: end(to),
        }
    }

    #[test]
    fn days_months_years_and_open_ranges() {
        assert_eq!(days("2024-05-17"), Ok(range("2024-05-17", "2024-05-17")));
        assert_eq!(days("2024-02"), Ok(range("2024-02-01", "2024-02-31")));
        assert_eq!(days("2023..2024-06"), Ok(range("2023-01-01", "2024-06-31")));
        assert_eq!(days("..2024"), Ok(range("", "2024-12-31")));
        assert_eq!(days("2024-05-17.."), Ok(range("2024-05-17", "")));
        for wrong in ["", "..", "2024-13", "2024-02-30", "May", "2024..2023", "24"] {
            assert!(days(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_box_is_west_south_east_north() {
        let found = bounds("33.9, -4.7,41.9,5.5").expect("a box");
        assert_eq!(
            (found.west, found.south, found.east, found.north),
            (33.9, -4.7, 41.9, 5.5)
        );
        for wrong in ["1,2,3", "1,5,2,4", "1,2,3,100", "a,b,c,d"] {
            assert!(bounds(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn codes_are_checked_and_put_in_their_case() {
        assert_eq!(event_type("assault"), Ok("ASSAULT".to_owned()));
        assert_eq!(country("ken"), Ok("KEN".to_owned()));
        assert_eq!(sector("mil"), Ok("MIL".to_owned()));
        assert!(event_type("FIGHT").is_err() && country("Kenya").is_err());
        assert!(sector("ARMY").is_err() && context("weather").is_err());
    }
}
