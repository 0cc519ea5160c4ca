//! `sayso parse`: the syntax of articles as CoNLL-U.

use std::io::{self, Write as _};

use sayso_article::write_conllu;

use crate::args::ParseArgs;
use crate::error::CliError;
use crate::inputs;
use crate::run::Session;

/// Writes the syntax of every readable input to standard output.
///
/// # Errors
/// When nothing could be read, or the output not be written.
pub fn parse(args: &ParseArgs) -> Result<(), CliError> {
    let session = Session::new(&args.reading)?;
    let inputs = inputs::expand(&args.paths);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut read = 0;
    let failed = |error| CliError::Write {
        to: "standard output".to_owned(),
        error,
    };
    session.parse(&inputs, |(origin, outcome)| match outcome {
        Ok((article, syntax)) => {
            read += 1;
            out.write_all(write_conllu(&article, &syntax).as_bytes())
                .map_err(failed)
        }
        Err(reason) => {
            anstream::eprintln!("sayso: {origin}: skipped: {reason}");
            Ok(())
        }
    })?;
    out.flush().map_err(failed)?;
    if read == 0 {
        Err(CliError::NothingRead(inputs.len()))
    } else {
        Ok(())
    }
}
