//! Zip and tar: each member is read as a file of its own. Nothing is written
//! anywhere, and a member whose path leads out of the archive is refused all
//! the same: who packed it meant no good.

use std::io::BufRead;
use std::ops::ControlFlow;

use sayso_article::Origin;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::limits::trouble;
use crate::walk::{Flow, ReadSeek, Source, Walk, member};

/// Reads the members of a zip in their order.
pub(crate) fn zip(
    walk: &mut Walk<'_>,
    file: Box<dyn ReadSeek>,
    origin: &Origin,
    length: Option<u64>,
    level: usize,
) -> Flow {
    let mut archive = match ZipArchive::new(std::io::BufReader::new(file)) {
        Ok(archive) => archive,
        Err(error) => {
            let reason = format!("{}: get the file again, or unpack it first", told(&error));
            return walk.skip(origin.clone(), reason);
        }
    };
    let names: Vec<String> = (0..archive.len())
        .map(|i| match archive.name_for_index(i) {
            Some(Ok(name)) => name.into_owned(),
            _ => format!("member {i}"),
        })
        .collect();
    if let Some(what) = office(&names) {
        return walk.skip(origin.clone(), what);
    }
    if names.iter().all(|n| n.ends_with('/')) {
        return walk.skip(origin.clone(), "the archive is empty");
    }
    for (i, name) in names.iter().enumerate() {
        if name.ends_with('/') || hidden(name) {
            continue;
        }
        let place = member(origin, name);
        if outside(name) {
            walk.skip(place, OUTSIDE)?;
            continue;
        }
        match archive.by_index(i) {
            Ok(entry) => {
                let size = Some(entry.size()).filter(|_| length.is_some());
                let inner = walk.budget.unpacked(entry, level + 1);
                walk.enter(Source::Stream(Box::new(inner)), &place, size, level + 1)?;
            }
            Err(error) => walk.skip(place, told(&error))?,
        }
    }
    ControlFlow::Continue(())
}

/// Reads the members of a tar as they come.
pub(crate) fn tar(
    walk: &mut Walk<'_>,
    reader: impl BufRead,
    origin: &Origin,
    level: usize,
) -> Flow {
    let mut archive = tar::Archive::new(reader);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return walk.skip(origin.clone(), trouble(&error)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let reason = format!("the archive cannot be read on: {}", trouble(&error));
                return walk.skip(origin.clone(), reason);
            }
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let name = name.strip_prefix("./").unwrap_or(&name);
        if hidden(name) {
            continue;
        }
        let place = member(origin, name);
        if outside(name) {
            walk.skip(place, OUTSIDE)?;
            continue;
        }
        let size = Some(entry.size());
        let inner = walk.budget.unpacked(entry, level + 1);
        walk.enter(Source::Stream(Box::new(inner)), &place, size, level + 1)?;
    }
    ControlFlow::Continue(())
}

const OUTSIDE: &str = "its path leads outside the archive: it is not read";

/// Absolute, with a drive, or upwards.
fn outside(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\']) || drive || name.split(['/', '\\']).any(|part| part == "..")
}

/// What folders hide, and what macOS puts beside files.
fn hidden(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name
            .split('/')
            .any(|part| part.starts_with('.') && part != "." && part != "..")
}

/// Documents that are zips inside.
fn office(names: &[String]) -> Option<&'static str> {
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("[Content_Types].xml") || has("mimetype") {
        return Some("the file is an Office document or an e-book: save it as text or HTML");
    }
    has("META-INF/MANIFEST.MF").then_some("the file is a program, not text")
}

fn told(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => trouble(error),
        other => format!("the zip cannot be read ({other})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_are_told() {
        for name in ["../a.txt", "a/../../b", "/etc/a", "C:\\a", "a\\..\\b"] {
            assert!(outside(name), "{name}");
        }
        for name in ["a.txt", "a/b..c/d.txt", "a/..b"] {
            assert!(!outside(name), "{name}");
        }
        assert!(hidden("a/.git/x") && hidden("__MACOSX/a") && !hidden("a/b.txt"));
    }
}
