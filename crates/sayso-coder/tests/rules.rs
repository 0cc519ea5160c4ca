//! Every rule's example sentences, through the model and all stages. The
//! parser errs now and then, so what is held is a floor; `cargo run --release
//! -p sayso-coder --example rules` lists what fails.

#[path = "rule_examples/examples.rs"]
mod examples;

#[test]
fn examples_of_rules_are_coded() {
    let Some(outcome) = examples::run(&[]) else {
        return; // a checkout without the model
    };
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    assert!(share(outcome.coded, outcome.yes) >= 0.92, "{outcome:#?}");
    assert!(share(outcome.right, outcome.yes) >= 0.88, "{outcome:#?}");
    assert!(share(outcome.wrong, outcome.no) <= 0.01, "{outcome:#?}");
}
