//! Runs the example sentences of the cue lexicon with the model and lists
//! what fails: `cargo run --release -p sayso-coder --example cues -- allege`
//! (lemmas; none for all entries).

#![allow(clippy::print_stdout, reason = "a command")]

#[path = "../tests/cue_examples/examples.rs"]
mod examples;

fn main() {
    let lemmas: Vec<String> = std::env::args().skip(1).collect();
    let Some(outcome) = examples::run(&lemmas) else {
        println!("models/sayso-en.safetensors is missing");
        return;
    };
    for failure in &outcome.failures {
        println!("{failure}\n");
    }
    println!(
        "yes: {} of {} found; no: {} of {} wrongly found",
        outcome.found, outcome.yes, outcome.wrong, outcome.no
    );
}
