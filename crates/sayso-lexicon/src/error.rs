//! Errors in data files, told as file:line:column with a cure.

use std::fmt;

/// One error in a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    /// The file's name as it was given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it; empty when the error says it.
    pub cure: String,
}

impl LexiconError {
    /// An error at byte `at` of `text`, the contents of `file`.
    pub fn at(file: &str, text: &str, at: usize, what: impl Into<String>) -> LexiconError {
        let before = text.get(..at.min(text.len())).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        LexiconError {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            what: what.into(),
            cure: String::new(),
        }
    }

    /// The same error with advice.
    pub fn cure(mut self, cure: impl Into<String>) -> LexiconError {
        self.cure = cure.into();
        self
    }
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, line, column) = (&self.file, self.line, self.column);
        write!(f, "{file}:{line}:{column}: {}", self.what)?;
        if !self.cure.is_empty() {
            write!(f, "\n  {}", self.cure)?;
        }
        Ok(())
    }
}

impl std::error::Error for LexiconError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let error = LexiconError::at("x.toml", "a\nğü = 1", 1 + 1 + 4, "odd").cure("mend it");
        assert_eq!(error.to_string(), "x.toml:2:3: odd\n  mend it");
    }
}
