//! Lines of tab-separated files: the first is a header, empty ones and those
//! that begin with `#` are passed over.

use crate::LexiconError;

/// Hands each line of the files, given as (name, text), to `line`.
///
/// # Errors
/// All lines that `line` refuses, with their places and `cure`.
pub(crate) fn each(
    files: &[(&str, &str)],
    cure: &str,
    mut line: impl FnMut(&str) -> Result<(), String>,
) -> Result<(), Vec<LexiconError>> {
    let mut errors = Vec::new();
    for &(file, text) in files {
        let mut at = 0;
        for (i, row) in text.split_inclusive('\n').enumerate() {
            let start = at;
            at += row.len();
            let row = row.trim_end_matches(['\n', '\r']);
            if i == 0 || row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            if let Err(what) = line(row) {
                errors.push(LexiconError::at(file, text, start, what).cure(cure));
            }
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}
