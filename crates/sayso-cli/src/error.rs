//! What stops the program as a whole, in words that say what to do.

use std::io;
use std::path::PathBuf;

/// An error that ends the run. One bad article never does.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// No input could be read.
    #[error("none of the {0} inputs could be read")]
    NothingRead(usize),
    /// `--fail-fast` and an input that could not be read.
    #[error("{path}: {reason} (stopped by --fail-fast)")]
    FailFast {
        /// The input.
        path: String,
        /// Why it was not read.
        reason: String,
    },
    /// The metadata file is wrong.
    #[error("{path}:{line}: {what}", path = path.display())]
    Metadata {
        /// The file.
        path: PathBuf,
        /// Line, from 1; 0 when the file as a whole.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// The model cannot be used.
    #[error("{path}: {what}")]
    Model {
        /// The file, or `built-in model`.
        path: String,
        /// What is wrong and what to do.
        what: String,
    },
    /// A data file that is built in cannot be used: a fault of the build.
    #[error("built-in lexicon: {0}")]
    Lexicon(String),
    /// No such event.
    #[error("{path} has no event {event}: it has {count} (e1 to e{count})")]
    NoEvent {
        /// The article.
        path: String,
        /// What was asked for.
        event: String,
        /// How many there are.
        count: usize,
    },
    /// The output cannot be written.
    #[error("cannot write {to}: {error}")]
    Write {
        /// File, or `standard output`.
        to: String,
        /// Why.
        error: io::Error,
    },
    /// A file that was asked for cannot be read.
    #[error("{path}: {why}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The archive cannot be used.
    #[error(transparent)]
    Store(#[from] sayso_store::StoreError),
    /// What was asked for cannot be answered as asked.
    #[error("{0}")]
    Asked(String),
    /// The records cannot be written in the form asked for.
    #[error(transparent)]
    Export(sayso_export::ExportError),
    /// The threads cannot be started.
    #[error("cannot start {jobs} threads: {what}")]
    Threads {
        /// How many.
        jobs: usize,
        /// Why.
        what: String,
    },
}

impl CliError {
    /// Whether the reader of a pipe has gone: the normal end of `sayso code ... | head`.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, CliError::Write { error, .. } if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Exit code: 1 when nothing could be read or written, 2 for wrong use.
    pub fn exit_code(&self) -> u8 {
        match self {
            CliError::Metadata { .. } | CliError::NoEvent { .. } | CliError::Asked(_) => 2,
            CliError::Store(error) if error.is_wrong_use() => 2,
            _ => 1,
        }
    }
}
