//! The command line of the archive.

use std::path::PathBuf;

use clap::Args;

use crate::args::Reading;

/// Shown by `sayso add --help`.
pub const ADD_EXAMPLES: &str = "\
Examples:
  sayso add --db news.db news/
  sayso add --db news.db news/ --metadata dates.csv    columns: path, published, publisher, url
  sayso add --db news.db more/ --jobs 2

Each text is stored once; where else it was read is noted (table `sources`). One article is one
transaction: whatever ends the run, the same command goes on where it stopped. Articles coded by
another version of program, model or lexicons are coded again and keep their ids.";

/// Arguments of `add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// The archive; made when it does not exist
    #[arg(long, value_name = "FILE")]
    pub db: PathBuf,
    /// Text files, folders (read whole, in order of name), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What is known and used
    #[command(flatten)]
    pub reading: Reading,
}
