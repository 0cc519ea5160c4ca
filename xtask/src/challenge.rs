//! Runs the program on the challenge set and counts the cases of which every
//! part is right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use sayso_eval::{Case, faults, read_challenge};
use sayso_record::ArticleRecord;

use crate::eval;

/// Cases right and cases in all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub right: usize,
    pub cases: usize,
}

impl Tally {
    pub fn share(self) -> f64 {
        self.right as f64 / self.cases.max(1) as f64
    }
}

/// Codes each case of the folder as an article of its own; prints a line a
/// file, and with `errors` each case that is wrong.
pub fn run(folder: &Path, errors: bool) -> Result<Tally, String> {
    let files = read_challenge(folder).map_err(|e| e.to_string())?;
    let program = eval::build()?;
    let work = std::env::temp_dir().join(format!("sayso-challenge-{}", std::process::id()));
    fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    for (stem, cases) in &files {
        for (i, case) in cases.iter().enumerate() {
            let path = work.join(format!("{stem}-{i:03}.txt"));
            fs::write(&path, &case.text).map_err(|e| format!("{}: {e}", path.display()))?;
        }
    }
    let out = work.join("records.jsonl");
    let status = Command::new(&program)
        .args(["code", "--format", "jsonl", "--output"])
        .arg(&out)
        .arg(&work)
        .status()
        .map_err(|e| format!("{}: {e}", program.display()))?;
    if !status.success() {
        return Err(format!("{} ended with {status}", program.display()));
    }
    let records = read(&out)?;
    fs::remove_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let mut all = Tally::default();
    for (stem, cases) in &files {
        let mut tally = Tally::default();
        for (i, case) in cases.iter().enumerate() {
            let record = records
                .get(&format!("{stem}-{i:03}"))
                .ok_or_else(|| format!("no record of {stem} {i}"))?;
            tally.cases += 1;
            let wrong = faults(case, record);
            if wrong.is_empty() {
                tally.right += 1;
            } else if errors {
                report(stem, i, case, &wrong);
            }
        }
        println!("{stem:<14} {:>3} of {:>3}", tally.right, tally.cases);
        all.right += tally.right;
        all.cases += tally.cases;
    }
    println!(
        "all parts right in {} of {} cases: {:.1} %",
        all.right,
        all.cases,
        100.0 * all.share()
    );
    Ok(all)
}

fn report(stem: &str, i: usize, case: &Case, wrong: &[String]) {
    println!("{stem} {}: {}", i + 1, case.text);
    for fault in wrong {
        println!("    {fault}");
    }
}

fn read(path: &Path) -> Result<BTreeMap<String, ArticleRecord>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = BTreeMap::new();
    for line in text.lines() {
        let record: ArticleRecord = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let stem = record
            .article
            .path
            .as_deref()
            .and_then(|p| Path::new(p).file_stem())
            .map(|s| s.to_string_lossy().into_owned());
        if let Some(stem) = stem {
            out.insert(stem, record);
        }
    }
    Ok(out)
}
