//! Where an answer goes.

use std::fs::File;
use std::io::{self, IsTerminal as _, Write};
use std::path::Path;

use crate::error::CliError;

/// Where an answer goes: a file or standard output, buffered, with its name for errors.
pub struct Sink {
    /// What is written to.
    pub out: Box<dyn Write>,
    /// Its name.
    pub to: String,
    /// Whether a person reads it right away.
    pub terminal: bool,
}

impl Sink {
    /// Opens what `--output` names, else standard output; `styled` for colours.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn open(output: Option<&Path>, styled: bool) -> Result<Sink, CliError> {
        let to = output.map_or("standard output".to_owned(), |p| p.display().to_string());
        let terminal = output.is_none() && io::stdout().is_terminal();
        let out: Box<dyn Write> = match output {
            Some(path) => Box::new(File::create(path).map_err(|error| CliError::Write {
                to: to.clone(),
                error,
            })?),
            None if styled => Box::new(anstream::stdout().lock()),
            None => Box::new(io::stdout().lock()),
        };
        Ok(Sink {
            out: Box::new(io::BufWriter::new(out)),
            to,
            terminal,
        })
    }

    /// An error of writing, with the name of what is written to.
    pub fn failed(&self) -> impl Fn(io::Error) -> CliError + 'static {
        let to = self.to.clone();
        move |error| CliError::Write {
            to: to.clone(),
            error,
        }
    }
}
