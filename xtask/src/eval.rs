//! Runs the program on annotated articles and scores what it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sayso_eval::{Annotation, Counts, Prf, Scores, read_folder, score_article};
use sayso_record::ArticleRecord;

/// Codes the texts of `folder` with the release build and scores the records
/// against the annotation, each article with the publication date that the
/// annotators read off it.
pub fn run(folder: &Path, records: Option<&Path>) -> Result<Counts, String> {
    let gold = read_folder(folder).map_err(|e| e.to_string())?;
    let program = build()?;
    let work = std::env::temp_dir().join(format!("sayso-eval-{}", std::process::id()));
    fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let metadata = work.join("metadata.csv");
    let mut table = csv::Writer::from_path(&metadata).map_err(|e| e.to_string())?;
    table
        .write_record(["path", "published"])
        .map_err(|e| e.to_string())?;
    for article in &gold {
        let date = article
            .published
            .as_deref()
            .filter(|d| d.len() == 10)
            .unwrap_or_default();
        table
            .write_record([&format!("{}.txt", article.id), date])
            .map_err(|e| e.to_string())?;
    }
    table.flush().map_err(|e| e.to_string())?;
    let out = records.map_or_else(|| work.join("records.jsonl"), Path::to_owned);
    let status = Command::new(&program)
        .args(["code", "--format", "jsonl", "--metadata"])
        .arg(&metadata)
        .arg("--output")
        .arg(&out)
        .arg(folder.join("text"))
        .status()
        .map_err(|e| format!("{}: {e}", program.display()))?;
    if !status.success() {
        return Err(format!("{} ended with {status}", program.display()));
    }
    let systems = read_records(&out)?;
    fs::remove_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let mut counts = Counts::default();
    for article in &gold {
        let system = systems.get(&article.id).cloned().unwrap_or_default();
        score_article(
            &mut counts,
            &article.id,
            &article.text,
            &article.gold,
            &system,
        );
    }
    Ok(counts)
}

/// Builds the release program and returns its path.
pub fn build() -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "sayso"])
        .status()
        .map_err(|e| format!("cargo: {e}"))?;
    if !status.success() {
        return Err("the program does not build".to_owned());
    }
    // This program stands in the same target folder.
    let here = std::env::current_exe().map_err(|e| e.to_string())?;
    Ok(here.with_file_name(format!("sayso{}", std::env::consts::EXE_SUFFIX)))
}

fn read_records(path: &Path) -> Result<BTreeMap<String, Annotation>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = BTreeMap::new();
    for (n, line) in text.lines().enumerate() {
        let record: ArticleRecord =
            serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), n + 1))?;
        let stem = record
            .article
            .path
            .as_deref()
            .map(Path::new)
            .and_then(Path::file_stem);
        if let Some(stem) = stem {
            out.insert(
                stem.to_string_lossy().into_owned(),
                Annotation::from(&record),
            );
        }
    }
    Ok(out)
}

/// Prints the scores, and the errors if wanted.
pub fn print(counts: &Counts, errors: bool, json: bool) {
    let scores = counts.scores();
    if json {
        println!(
            "{}",
            serde_json::to_string_pretty(&scores).unwrap_or_default()
        );
    } else {
        table(&scores);
    }
    if errors {
        counts.errors.iter().for_each(|e| println!("{e}"));
    }
}

fn table(scores: &Scores) {
    let prf = |name: &str, s: Prf| {
        let Prf {
            p,
            r,
            f1,
            tp,
            system,
            gold,
        } = s;
        println!(
            "{name:28} P {p:.3}  R {r:.3}  F1 {f1:.3}   ({tp} of {system} system, {gold} gold)"
        );
    };
    prf("statement", scores.statement);
    prf("statement_right", scores.statement_right);
    prf("event", scores.event);
    prf("event_untyped", scores.event_untyped);
    prf("event_right", scores.event_right);
    for (name, value) in shares(scores) {
        let value = value.map_or("none".to_owned(), |v| format!("{v:.4}"));
        println!("{name:28} {value}");
    }
}

/// The accuracies, by name.
pub fn shares(s: &Scores) -> Vec<(&'static str, Option<f64>)> {
    vec![
        ("speaker_acc", s.speaker_acc),
        ("source_acc", s.source_acc),
        ("cue_acc", s.cue_acc),
        ("kind_acc", s.kind_acc),
        ("actor_country_acc", s.actor_country_acc),
        ("recipient_country_acc", s.recipient_country_acc),
        ("actor_sector_acc", s.actor_sector_acc),
        ("status_acc", s.status_acc),
        ("status_acc_not_actual", s.status_acc_not_actual),
        ("attribution_acc", s.attribution_acc),
        ("attribution_acc_reported", s.attribution_acc_reported),
        ("mode_acc", s.mode_acc),
        ("date_acc", s.date_acc),
        ("place_acc", s.place_acc),
    ]
}
