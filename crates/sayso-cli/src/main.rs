//! sayso: who said or did what to whom, where, when, and on whose say-so.
//!
//! All access to files, terminal and clock is in this program; the crates
//! below it only compute, but for `sayso-fetch`, which asks the network.

mod args;
mod code;
mod error;
mod explain;
mod fetch;
mod format;
mod inputs;
mod parse;
mod run;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Cli, Command};

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Code(args) => code::code(&args),
        Command::Parse(args) => parse::parse(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Fetch(args) => return fetch::fetch(&args),
        Command::Version => code::version(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("sayso: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
