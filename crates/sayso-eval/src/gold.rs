//! Reads a folder of annotated articles: `<id>.json` beside `text/<id>.txt`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::common::{Annotation, Event, Party, Range, Statement};

/// One annotated article.
#[derive(Clone, Debug)]
pub struct GoldArticle {
    /// File name without ending.
    pub id: String,
    /// The text, as code points.
    pub text: Vec<char>,
    /// Day of publication, if the annotators could tell.
    pub published: Option<String>,
    /// What they found.
    pub gold: Annotation,
}

/// Why a folder cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}", path.display())]
pub struct GoldError {
    /// File or folder.
    pub path: PathBuf,
    /// What is wrong.
    pub what: String,
}

#[derive(Deserialize)]
struct File {
    published: Option<String>,
    #[serde(default)]
    statements: Vec<RawStatement>,
    events: Option<Vec<RawEvent>>,
}

#[derive(Deserialize)]
struct RawSpan {
    text: String,
    nth: Option<usize>,
}

#[derive(Deserialize)]
struct RawStatement {
    id: String,
    kind: Option<String>,
    source: Option<RawSpan>,
    speaker: Option<String>,
    cue: Option<RawSpan>,
    #[serde(default)]
    contents: Vec<RawSpan>,
}

#[derive(Deserialize)]
struct RawEvent {
    trigger: RawSpan,
    #[serde(default)]
    also: Vec<RawSpan>,
    r#type: String,
    mode: Option<String>,
    #[serde(default)]
    actors: Vec<RawParty>,
    #[serde(default)]
    recipients: Vec<RawParty>,
    status: Option<String>,
    date: Option<RawDate>,
    place: Option<RawPlace>,
    said_by: Option<String>,
}

#[derive(Deserialize)]
struct RawParty {
    country: Option<String>,
    sector: Option<String>,
}

#[derive(Deserialize)]
struct RawDate {
    value: Option<String>,
}

#[derive(Deserialize)]
struct RawPlace {
    name: Option<String>,
}

/// Reads every annotated article of `folder`, in order of id.
///
/// # Errors
/// When a file cannot be read, is not of the format, or names a span that does
/// not stand in its text.
pub fn read_folder(folder: &Path) -> Result<Vec<GoldArticle>, GoldError> {
    let bad = |path: &Path, what: String| GoldError {
        path: path.to_owned(),
        what,
    };
    let entries = fs::read_dir(folder).map_err(|e| bad(folder, e.to_string()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "json"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let json = fs::read_to_string(&path).map_err(|e| bad(&path, e.to_string()))?;
        let file: File = serde_json::from_str(&json).map_err(|e| bad(&path, e.to_string()))?;
        let Some(events) = file.events else { continue };
        let id = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text_path = folder.join("text").join(format!("{id}.txt"));
        let text = fs::read_to_string(&text_path).map_err(|e| bad(&text_path, e.to_string()))?;
        let text: Vec<char> = text.chars().collect();
        let gold = annotation(&text, file.statements, events).map_err(|what| bad(&path, what))?;
        out.push(GoldArticle {
            id,
            text,
            published: file.published,
            gold,
        });
    }
    Ok(out)
}

fn annotation(
    text: &[char],
    statements: Vec<RawStatement>,
    events: Vec<RawEvent>,
) -> Result<Annotation, String> {
    let one = |span: Option<RawSpan>| span.map(|s| find(text, &s)).transpose();
    let all = |spans: Vec<RawSpan>| {
        spans
            .iter()
            .map(|s| find(text, s))
            .collect::<Result<Vec<_>, _>>()
    };
    let parties = |list: Vec<RawParty>| {
        list.into_iter()
            .map(|p| Party {
                country: p.country,
                sector: p.sector,
            })
            .collect()
    };
    let mut out = Annotation::default();
    for s in statements {
        out.statements.push(Statement {
            id: s.id,
            kind: s.kind,
            source: one(s.source)?,
            speaker: s.speaker,
            cue: one(s.cue)?,
            contents: all(s.contents)?,
        });
    }
    for e in events {
        let mut triggers = vec![find(text, &e.trigger)?];
        triggers.extend(all(e.also)?);
        out.events.push(Event {
            kind: e.r#type,
            mode: e.mode,
            triggers,
            actors: parties(e.actors),
            recipients: parties(e.recipients),
            status: e.status,
            date: e.date.map(|d| d.value),
            place: e.place.map(|p| p.name),
            said_by: e.said_by.filter(|s| s != "narrator"),
        });
    }
    Ok(out)
}

/// The `nth` occurrence (from 1) of a span's text; occurrences may overlap.
fn find(text: &[char], span: &RawSpan) -> Result<Range, String> {
    let wanted: Vec<char> = span.text.chars().collect();
    let nth = span.nth.unwrap_or(1).max(1);
    let found = text
        .windows(wanted.len().max(1))
        .enumerate()
        .filter(|(_, w)| *w == wanted);
    match found.map(|(i, _)| i).nth(nth - 1) {
        Some(start) => Ok((start, start + wanted.len())),
        None => Err(format!("span not found: {:?} ({nth})", span.text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_found_by_occurrence() {
        let text: Vec<char> = "é said, he said".chars().collect();
        let find = |t: &str, nth| {
            find(
                &text,
                &RawSpan {
                    text: t.to_owned(),
                    nth,
                },
            )
        };
        assert_eq!(find("said", None), Ok((2, 6)));
        assert_eq!(find("said", Some(2)), Ok((11, 15)));
        assert!(find("said", Some(3)).is_err());
    }
}
