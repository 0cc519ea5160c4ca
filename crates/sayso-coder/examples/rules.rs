//! Runs the example sentences of event rules with the model and lists what
//! fails: `cargo run --release -p sayso-coder --example rules -- ASSAULT/launch`
//! (parts of rule ids; none for all rules).

#![allow(clippy::print_stdout, reason = "a command")]

#[path = "../tests/rule_examples/examples.rs"]
mod examples;

fn main() {
    let filters: Vec<String> = std::env::args().skip(1).collect();
    let Some(outcome) = examples::run(&filters) else {
        println!("models/sayso-en.safetensors is missing");
        return;
    };
    for failure in &outcome.failures {
        println!("{failure}\n");
    }
    println!(
        "yes: {} of {} coded, {} with the right parties; no: {} of {} wrongly coded",
        outcome.coded, outcome.yes, outcome.right, outcome.wrong, outcome.no
    );
}
