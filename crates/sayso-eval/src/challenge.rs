//! The challenge set: single sentences with all events that they tell, of
//! which every part has to be right.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sayso_record::{ArticleRecord, EventRecord, PartyRecord};
use serde::Deserialize;

use crate::gold::GoldError;
use crate::names::same_name;

/// One text and its events.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// One to three sentences.
    pub text: String,
    /// All its events.
    pub events: Vec<Expected>,
}

/// An event that has to be among the coded ones.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// PLOVER type.
    pub r#type: String,
    /// Checked only when given.
    pub mode: Option<String>,
    /// `actual`, `future`, `hypothetical`, `denied`, `uncertain`.
    pub status: String,
    /// `narrator`, the speaker's name, or `-` for a statement without source;
    /// several parted by `|` where annotators read it either way.
    pub said_by: String,
    /// `COUNTRY` or `COUNTRY/SECTOR`; `-` for an unknown country.
    pub actors: Vec<String>,
    /// As `actors`.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Head words of the trigger, for the reader.
    #[serde(default)]
    pub trigger: String,
    /// A number that must be among the event's counts.
    pub count: Option<f64>,
    /// May be absent.
    #[serde(default)]
    pub optional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// Reads all `*.toml` of a folder, in order of name: (file stem, cases).
///
/// # Errors
/// When the folder or a file cannot be read or is not of the format.
pub fn read_challenge(folder: &Path) -> Result<Vec<(String, Vec<Case>)>, GoldError> {
    let bad = |path: &Path, what: String| GoldError {
        path: path.to_owned(),
        what,
    };
    let entries = fs::read_dir(folder).map_err(|e| bad(folder, e.to_string()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|e| bad(&path, e.to_string()))?;
        let file: File = toml::from_str(&text).map_err(|e| bad(&path, e.to_string()))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        out.push((stem.into_owned(), file.case));
    }
    Ok(out)
}

/// What is wrong with a coded case; empty when all parts are right.
pub fn faults(case: &Case, record: &ArticleRecord) -> Vec<String> {
    let mut out = Vec::new();
    let mut left: Vec<&EventRecord> = record.events.iter().collect();
    for wanted in &case.events {
        // The one with the fewest faults, preferably at the trigger.
        let best = left
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == wanted.r#type)
            .map(|(i, e)| (differences(wanted, e, record), !at_trigger(wanted, e), i))
            .min_by_key(|(d, elsewhere, _)| (d.len(), *elsewhere));
        match best {
            None if wanted.optional => {}
            None => out.push(format!("no {} ({})", wanted.r#type, wanted.trigger)),
            Some((wrong, _, i)) => {
                left.remove(i);
                if !wanted.optional {
                    out.extend(
                        wrong
                            .into_iter()
                            .map(|w| format!("{} ({}): {w}", wanted.r#type, wanted.trigger)),
                    );
                }
            }
        }
    }
    out.extend(
        left.iter()
            .map(|e| format!("false {} ({})", e.kind, e.trigger.text)),
    );
    out
}

fn at_trigger(wanted: &Expected, event: &EventRecord) -> bool {
    wanted.trigger.is_empty()
        || wanted.trigger.contains(&event.trigger.text)
        || event.trigger.text.contains(&wanted.trigger)
}

fn differences(wanted: &Expected, event: &EventRecord, record: &ArticleRecord) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(mode) = &wanted.mode
        && event.mode.as_ref() != Some(mode)
    {
        out.push(format!("mode {:?}, not {mode}", event.mode));
    }
    if event.status != wanted.status {
        out.push(format!("status {}, not {}", event.status, wanted.status));
    }
    let statement = event
        .said_by
        .as_ref()
        .and_then(|id| record.statements.iter().find(|s| s.id == *id));
    let speaker = statement
        .and_then(|s| s.speaker.as_ref())
        .map(|s| s.name.as_str());
    let voice = wanted.said_by.split('|').any(|voice| match voice {
        "narrator" => statement.is_none(),
        "-" => statement.is_some() && speaker.is_none(),
        name => statement.is_some() && same_name(Some(name), speaker),
    });
    if !voice {
        let found = statement.map_or("the narrator", |_| {
            speaker.unwrap_or("a statement without source")
        });
        out.push(format!("said by {found}, not {}", wanted.said_by));
    }
    if matches!(wanted.r#type.as_str(), "AGREE" | "CONSULT" | "COOPERATE") {
        let all = [wanted.actors.clone(), wanted.recipients.clone()].concat();
        let found: Vec<_> = event.actors.iter().chain(&event.recipients).collect();
        parties("parties", &all, &found, &mut out);
    } else {
        parties(
            "actors",
            &wanted.actors,
            &event.actors.iter().collect::<Vec<_>>(),
            &mut out,
        );
        let recipients: Vec<_> = event.recipients.iter().collect();
        parties("recipients", &wanted.recipients, &recipients, &mut out);
    }
    if let Some(count) = wanted.count
        && !event.counts.iter().any(|c| c.value == Some(count))
    {
        out.push(format!("no count {count}"));
    }
    out
}

/// The set of countries is the same, and every sector that is given is there.
fn parties(role: &str, wanted: &[String], found: &[&PartyRecord], out: &mut Vec<String>) {
    let split = |p: &str| -> (String, Option<String>) {
        match p.split_once('/') {
            Some((country, sector)) => (country.to_owned(), Some(sector.to_owned())),
            None => (p.to_owned(), None),
        }
    };
    let country = |p: &PartyRecord| p.country.clone().unwrap_or_else(|| "-".to_owned());
    let have: BTreeSet<String> = found.iter().map(|p| country(p)).collect();
    let want: BTreeSet<String> = wanted.iter().map(|p| split(p).0).collect();
    if have != want {
        out.push(format!("{role} {have:?}, not {want:?}"));
        return;
    }
    for party in wanted {
        let (code, sector) = split(party);
        if let Some(sector) = sector
            && !found
                .iter()
                .any(|p| country(p) == code && p.sectors.contains(&sector))
        {
            out.push(format!("{role}: no {code}/{sector}"));
        }
    }
}
