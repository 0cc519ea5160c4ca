//! From the paths of the command line to files: folders are walked in order of
//! name.

use std::fs;
use std::path::{Path, PathBuf};

/// Something to read: a file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A path that cannot be read, with the reason.
    Unreadable(PathBuf, String),
}

impl Input {
    /// The path as outputs name it.
    pub fn name(&self) -> String {
        match self {
            Input::File(path) | Input::Unreadable(path, _) => path.display().to_string(),
            Input::Stdin => "-".to_owned(),
        }
    }
}

/// Expands `paths`: folders become their files, sorted by name, without hidden
/// ones; links to folders inside folders are not followed, so no walk is endless.
pub fn expand(paths: &[PathBuf]) -> Vec<Input> {
    let mut out = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            out.push(Input::Stdin);
        } else {
            match fs::metadata(path) {
                Ok(meta) if meta.is_dir() => walk(path, &mut out),
                Ok(_) => out.push(Input::File(path.clone())),
                Err(error) => out.push(Input::Unreadable(path.clone(), error.to_string())),
            }
        }
    }
    out
}

fn walk(folder: &Path, out: &mut Vec<Input>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return out.push(Input::Unreadable(folder.to_owned(), error.to_string())),
    };
    let mut found: Vec<_> = entries.filter_map(Result::ok).collect();
    found.sort_by_key(fs::DirEntry::file_name);
    for entry in found {
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&path, out),
            Ok(kind) if kind.is_symlink() && path.is_dir() => {}
            Ok(_) => out.push(Input::File(path)),
            Err(error) => out.push(Input::Unreadable(path, error.to_string())),
        }
    }
}

/// Bytes of all files together, for the progress bar.
pub fn total(inputs: &[Input]) -> u64 {
    let size = |input: &Input| match input {
        Input::File(path) => fs::metadata(path).map_or(0, |m| m.len()),
        _ => 0,
    };
    inputs.iter().map(size).sum()
}
