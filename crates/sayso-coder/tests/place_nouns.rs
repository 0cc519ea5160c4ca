//! The example of every noun for a kind of place, through the model and all
//! stages: the noun in brackets is found as a place of its own or as part of
//! one. The parser errs now and then, so what is held is a floor.

use std::path::Path;
use std::sync::Arc;

use sayso_article::{Annotator as _, Article};
use sayso_coder::{Lexicons, code};
use sayso_lexicon::PlaceNouns;
use sayso_neural::{Model, NeuralAnnotator};

#[test]
fn examples_of_place_nouns_are_places() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sayso-en.safetensors");
    let Ok(bytes) = std::fs::read(file) else {
        return; // a checkout without the model
    };
    let model = Arc::new(Model::from_bytes(bytes).expect("a model file"));
    let annotator = NeuralAnnotator::new(model, 0).expect("threads");
    let lexicons = Lexicons::embedded().expect("valid lexicons");
    let nouns = PlaceNouns::embedded().expect("valid nouns");
    let (mut all, mut failed) = (0, Vec::new());
    // "The city" of a sentence without one stands for nothing.
    for (lemma, noun) in nouns.iter().filter(|(_, n)| n.may_name.is_none()) {
        let start = noun.example.find('[').expect("a bracket");
        let end = noun.example.find(']').expect("a bracket") - 1;
        let text = noun.example.replace(['[', ']'], "");
        let article = Article::plain(&text);
        let (syntax, _) = annotator.annotate(&[&article]).pop().expect("one");
        let analysis = code(article, syntax, Vec::new(), &lexicons);
        let places = &analysis.settings.sites;
        let found = places
            .iter()
            .any(|p| p.span.start() < end && start < p.span.end());
        all += 1;
        if !found {
            failed.push(format!("{lemma}: {text}"));
        }
    }
    let share = 1.0 - failed.len() as f64 / f64::from(all);
    assert!(share >= 0.9, "{share} of {all}: {failed:#?}");
}
