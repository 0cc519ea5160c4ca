//! sayso: who said or did what to whom, where, when, and on whose say-so.
//!
//! All access to files, terminal and clock is in this program; the crates
//! below it only compute, but for `sayso-fetch`, which asks the network.

mod archive;
mod args;
mod code;
mod error;
mod explain;
mod export;
mod fetch;
mod format;
mod inputs;
mod parse;
mod progress;
mod run;

use std::process::ExitCode;

use clap::Parser as _;
use sayso_store::Kind;

use crate::args::{Cli, Command};

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Code(args) => code::code(&args),
        Command::Parse(args) => parse::parse(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Add(args) => archive::add(&args),
        Command::Events(args) => archive::ask(&args, Kind::Events),
        Command::Statements(args) => archive::ask(&args, Kind::Statements),
        Command::Articles(args) => archive::ask(&args, Kind::Articles),
        Command::Stories(args) => archive::ask(&args, Kind::Stories),
        Command::Link(args) => archive::link(&args),
        Command::Contradictions(args) => archive::contradictions(&args),
        Command::Actors(args) => archive::actors(&args),
        Command::Show(args) => archive::show(&args),
        Command::Stats(args) => archive::stats(&args),
        Command::Sql(args) => archive::sql(&args),
        Command::Verify(args) => match archive::verify(&args) {
            Ok(true) => Ok(()),
            // Done, and what was looked for is not so: neither success nor an error.
            Ok(false) => return ExitCode::from(3),
            Err(error) => Err(error),
        },
        Command::Export(args) => export::export(&args),
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
