//! What can go wrong with an archive, in words that say what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// An error of the archive. Whatever it is, what was stored before stays whole.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file does not exist, or is empty, and was to be read.
    #[error("{path}: no archive there; `sayso add --db {path} PATH...` makes one", path = .0.display())]
    Missing(PathBuf),
    /// The file is no SQLite database.
    #[error("{path}: is no archive: it is not an SQLite database, or it is damaged", path = .0.display())]
    NotADatabase(PathBuf),
    /// The file is a database of another program.
    #[error("{path}: is a database, but not an archive of sayso; nothing was changed in it", path = .0.display())]
    Foreign(PathBuf),
    /// The archive was written by a newer program.
    #[error("{path}: was written by a newer sayso (archive version {found}, this program knows {known}); update sayso", path = .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version this program knows.
        known: u32,
    },
    /// The archive was written by an older program and was opened for reading only.
    #[error("{path}: was written by an older sayso (archive version {found}, this program reads {known}); `sayso add --db {path} PATH...` brings it up to date", path = .path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version this program reads.
        known: u32,
    },
    /// Another `sayso add` works on the archive.
    #[error("{path}: another sayso{by} is adding to it; wait for it to end (reading goes on meanwhile)", path = .path.display())]
    Adding {
        /// The file.
        path: PathBuf,
        /// Its process, as ` (process 12)`, when it is known.
        by: String,
    },
    /// Another program holds the archive.
    #[error("{path}: another program is writing to it and did not finish within {seconds} seconds; close it, or its open transaction, and run the same command again", path = .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// No space left.
    #[error("{path}: the disk is full; everything stored so far is whole: make room and run the same command again, it goes on where it stopped", path = .0.display())]
    Full(PathBuf),
    /// The file may not be written.
    #[error("{path}: cannot be written: the file or its folder is read-only", path = .0.display())]
    ReadOnly(PathBuf),
    /// The file cannot be opened at all.
    #[error("{path}: cannot be opened: {why}", path = .path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A stored record cannot be read.
    #[error(
        "article {article}: its stored record is damaged ({why}); restore the archive from a copy, or build it anew with `sayso add`"
    )]
    Record {
        /// The article.
        article: String,
        /// Why.
        why: String,
    },
    /// A full-text query that is none.
    #[error(
        "`{query}` is no query of words: {why}; put phrases in \"...\", join with AND, OR, NOT, end a word with * for all that begin so"
    )]
    Words {
        /// The query.
        query: String,
        /// Why.
        why: String,
    },
    /// An SQL query that cannot be run.
    #[error("{0}")]
    Sql(String),
    /// Nothing has this id.
    #[error(
        "nothing in the archive has the id `{0}`; ids look like 0123456789abcdef for an article, 0123456789abcdef/e3 for its event, .../s2 for its statement"
    )]
    NoSuchId(String),
    /// An id that stands for several.
    #[error("`{id}` begins the ids of {count} articles; give more of it")]
    ManyIds {
        /// What was given.
        id: String,
        /// How many.
        count: usize,
    },
    /// Any other error of the database.
    #[error("{path}: {error}", path = .path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What it says.
        error: rusqlite::Error,
    },
}

/// How long a writer waits for another program's transaction.
pub(crate) const PATIENCE_SECONDS: u64 = 10;

impl StoreError {
    /// Puts an error of the database at `path` in the user's words.
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> StoreError {
        let at = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy {
                path: at,
                seconds: PATIENCE_SECONDS,
            },
            Some(ErrorCode::DiskFull) => StoreError::Full(at),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly(at),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                StoreError::NotADatabase(at)
            }
            Some(ErrorCode::CannotOpen) => StoreError::CannotOpen {
                path: at,
                why:
                    "it is a folder, or its folder does not exist or may not be entered or written"
                        .to_owned(),
            },
            Some(ErrorCode::SystemIoFailure) => StoreError::CannotOpen {
                path: at,
                why: format!("the file system fails ({error})"),
            },
            _ => StoreError::Database { path: at, error },
        }
    }

    /// Whether the fault lies in what was asked, not in the archive.
    pub fn is_wrong_use(&self) -> bool {
        matches!(
            self,
            StoreError::Words { .. }
                | StoreError::Sql(_)
                | StoreError::NoSuchId(_)
                | StoreError::ManyIds { .. }
        )
    }
}

/// Result of the archive.
pub type Result<T> = std::result::Result<T, StoreError>;
