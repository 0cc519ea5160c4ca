//! Checks event rule files without running them:
//! `cargo run -p sayso-lexicon --example check_events -- lexicons/events/*.toml`

#![allow(clippy::print_stdout, reason = "a command")]

use std::process::ExitCode;
use std::{env, fs, io};

use sayso_lexicon::EventRules;

fn main() -> io::Result<ExitCode> {
    let mut files = Vec::new();
    for path in env::args().skip(1) {
        let text = fs::read_to_string(&path)?;
        files.push((path, text));
    }
    let pairs: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    match EventRules::compile(&pairs) {
        Ok(rules) => {
            println!("{} rules, no errors", rules.rules().len());
            Ok(ExitCode::SUCCESS)
        }
        Err(errors) => {
            for error in &errors {
                println!("{error}");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}
