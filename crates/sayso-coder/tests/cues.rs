//! Every cue's example sentences, through the model and the statements stage.
//! The parser errs now and then, so what is held is a floor; `cargo run
//! --release -p sayso-coder --example cues` lists what fails.

#[path = "cue_examples/examples.rs"]
mod examples;

#[test]
fn examples_of_cues_are_found() {
    let Some(outcome) = examples::run(&[]) else {
        return; // a checkout without the model
    };
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    assert!(share(outcome.found, outcome.yes) >= 0.76, "{outcome:#?}");
    assert!(share(outcome.wrong, outcome.no) <= 0.04, "{outcome:#?}");
}
