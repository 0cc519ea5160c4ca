//! Runs a fuzz target on changed seeds for a time:
//!
//! ```text
//! cargo run --release -p sayso-ingest --example fuzz -- html 600 [first number]
//! ```
//!
//! An input that makes it panic, or takes longer than a minute, is written
//! to `fuzz/artifacts/` and the run ends with 1. The same numbers make the same
//! inputs. cargo-fuzz (nightly) runs the same targets guided by coverage.

use std::io::Write as _;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

#[path = "../../../fuzz/entries.rs"]
mod entries;
#[path = "../../../fuzz/mutate.rs"]
mod mutate;

/// The longest that one input of at most 200 kB may take, on a machine that
/// has other work too.
const LONGEST: Duration = Duration::from_secs(60);

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let target = args.next().unwrap_or_default();
    let seconds: u64 = args.next().and_then(|s| s.parse().ok()).unwrap_or(60);
    let first: u64 = args.next().and_then(|s| s.parse().ok()).unwrap_or(1);
    let mut out = std::io::stdout();
    let Some((_, entry)) = entries::ENTRIES.iter().find(|(n, _)| *n == target) else {
        let names: Vec<&str> = entries::ENTRIES.iter().map(|(n, _)| *n).collect();
        writeln!(out, "targets: {}", names.join(", "))?;
        std::process::exit(2);
    };
    let seeds = mutate::seeds(&target);
    let start = Instant::now();
    let (mut runs, mut bytes, mut slowest) = (0u64, 0u64, Duration::ZERO);
    let mut number = first;
    while start.elapsed() < Duration::from_secs(seconds) {
        let input = mutate::mutate(&seeds, &mut mutate::Numbers::new(number));
        let began = Instant::now();
        let bad = catch_unwind(|| entry(&input)).is_err();
        let took = began.elapsed();
        slowest = slowest.max(took);
        runs += 1;
        bytes += input.len() as u64;
        if bad || took > LONGEST {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/artifacts");
            std::fs::create_dir_all(folder)?;
            let path = format!("{folder}/{target}-{number}");
            std::fs::write(&path, &input)?;
            let what = if bad { "panicked" } else { "took too long" };
            writeln!(out, "{target}: input {number} {what} ({took:?}): {path}")?;
            std::process::exit(1);
        }
        number += 1;
    }
    writeln!(
        out,
        "{target}: {runs} inputs, {bytes} bytes, none bad; slowest {slowest:?}; numbers {first} to {}",
        number - 1
    )
}
