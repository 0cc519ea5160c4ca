//! The pinned quality floors of `tests/floors.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::{challenge, eval};

const FILE: &str = "tests/floors.toml";

#[derive(Deserialize)]
struct Floors {
    corpus: Vec<Corpus>,
    challenge: Vec<Challenge>,
}

/// One set of challenge cases and the share of them that must be right.
#[derive(Deserialize)]
struct Challenge {
    folder: String,
    right: f64,
}

/// One corpus of annotated articles and what must be reached on it.
#[derive(Deserialize)]
struct Corpus {
    folder: String,
    /// Over names and bytes of its annotations and texts, so that a floor is
    /// never compared with a figure from other data.
    sha256: String,
    floors: BTreeMap<String, f64>,
}

/// Fails when a floor is not reached, or the corpus is not the one it was
/// pinned on; a corpus that is absent is skipped with a message.
pub fn check() -> Result<(), String> {
    let text = fs::read_to_string(FILE).map_err(|e| format!("{FILE}: {e}"))?;
    let floors: Floors = toml::from_str(&text).map_err(|e| format!("{FILE}: {e}"))?;
    let mut below = Vec::new();
    for set in &floors.challenge {
        let share = challenge::run(Path::new(&set.folder), false)?.share();
        judge(&set.folder, "right", share, set.right, &mut below);
    }
    for corpus in &floors.corpus {
        let folder = Path::new(&corpus.folder);
        if !folder.is_dir() {
            println!("floors: {} is not here: skipped", corpus.folder);
            continue;
        }
        let hash = hash(folder)?;
        if hash != corpus.sha256 {
            return Err(format!(
                "{}: the corpus is not the one the floors were measured on (sha256 {hash}); measure again and pin the new figures in {FILE}",
                corpus.folder
            ));
        }
        let counts = eval::run(folder, None)?;
        let scores = counts.scores();
        let mut figures: BTreeMap<&str, f64> = eval::shares(&scores)
            .into_iter()
            .filter_map(|(n, v)| Some((n, v?)))
            .collect();
        figures.insert("statement_f1", scores.statement.f1);
        figures.insert("statement_right_f1", scores.statement_right.f1);
        figures.insert("event_f1", scores.event.f1);
        figures.insert("event_right_f1", scores.event_right.f1);
        for (name, floor) in &corpus.floors {
            let Some(&figure) = figures.get(name.as_str()) else {
                return Err(format!("{FILE}: `{name}` is no measure"));
            };
            judge(&corpus.folder, name, figure, *floor, &mut below);
        }
    }
    if below.is_empty() {
        Ok(())
    } else {
        Err(format!("below the floor: {}", below.join(", ")))
    }
}

/// Prints how the figure stands to its floor; keeps the name of one below it.
fn judge(folder: &str, name: &str, figure: f64, floor: f64, below: &mut Vec<String>) {
    let reached = figure + 5e-5 >= floor;
    println!(
        "floors: {folder} {name} {figure:.4} (floor {floor:.4}) {}",
        if reached { "reached" } else { "BELOW" }
    );
    if !reached {
        below.push(format!("{folder} {name}"));
    }
}

/// Over all files of the folder and its `text`, in order of name.
fn hash(folder: &Path) -> Result<String, String> {
    let mut sha = Sha256::new();
    for part in [folder.to_owned(), folder.join("text")] {
        let entries = fs::read_dir(&part).map_err(|e| format!("{}: {e}", part.display()))?;
        let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.retain(|p| p.is_file());
        paths.sort();
        for path in paths {
            sha.update(path.file_name().unwrap_or_default().as_encoded_bytes());
            sha.update(fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?);
        }
    }
    Ok(sha.finalize().iter().map(|b| format!("{b:02x}")).collect())
}
