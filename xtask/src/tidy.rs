//! The invariants that can be checked by looking at the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

/// Longest source file, in lines.
const MOST_LINES: usize = 1000;

/// Runs every check and reports all that fail.
pub fn tidy() -> Result<(), String> {
    let mut wrong = dependencies()?;
    for file in sources(Path::new("crates"))?
        .into_iter()
        .chain(sources(Path::new("xtask"))?)
    {
        let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let lines = text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("{}: {lines} lines; split it", file.display()));
        }
        let in_src = file.components().any(|c| c.as_os_str() == "src");
        if in_src && !text.starts_with("//!") {
            wrong.push(format!(
                "{}:1: a module opens with what it is (//!)",
                file.display()
            ));
        }
    }
    if wrong.is_empty() {
        println!("tidy: dependencies, headings and sizes are as ARCHITECTURE.md says");
        return Ok(());
    }
    Err(format!("{} findings\n{}", wrong.len(), wrong.join("\n")))
}

/// Compares the dependencies between our crates with the table in ARCHITECTURE.md.
fn dependencies() -> Result<Vec<String>, String> {
    let allowed = allowed()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .map_err(|e| format!("cargo metadata: {e}"))?;
    let metadata: Metadata =
        serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata: {e}"))?;
    let ours: BTreeSet<&str> = metadata.packages.iter().map(|p| p.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let Some(may) = allowed.get(&package.name) else {
            wrong.push(format!(
                "ARCHITECTURE.md: the table has no row for `{}`",
                package.name
            ));
            continue;
        };
        for dependency in &package.dependencies {
            let normal = dependency.kind.as_deref() != Some("dev");
            if normal && ours.contains(dependency.name.as_str()) && !may.contains(&dependency.name)
            {
                wrong.push(format!(
                    "{} depends on {}, which the table in ARCHITECTURE.md does not allow",
                    package.name, dependency.name
                ));
            }
        }
    }
    Ok(wrong)
}

/// Rows `| `crate` | job | `dep`, `dep` |` of the table in ARCHITECTURE.md.
fn allowed() -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let text =
        fs::read_to_string("ARCHITECTURE.md").map_err(|e| format!("ARCHITECTURE.md: {e}"))?;
    let names = |cell: &str| -> Vec<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    let mut table = BTreeMap::new();
    for line in text.lines().filter(|l| l.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').collect();
        if let (Some(name), Some(may)) = (cells.get(1).and_then(|c| names(c).pop()), cells.get(3)) {
            table.insert(name, names(may).into_iter().collect());
        }
    }
    if table.is_empty() {
        Err("ARCHITECTURE.md: has no table of crates".to_owned())
    } else {
        Ok(table)
    }
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut out = Vec::new();
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            out.extend(sources(&path)?);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}
