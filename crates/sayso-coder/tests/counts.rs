//! The examples of outcome words in `lexicons/counts`, through the model and
//! all stages: the number counts the outcome in some event. The parser errs
//! now and then, so what is held is a floor.

use std::path::Path;
use std::sync::Arc;

use sayso_article::{Annotator, Article};
use sayso_coder::{Lexicons, code};
use sayso_lexicon::counts::{CountKind, CountWords};
use sayso_neural::{Model, NeuralAnnotator};

#[test]
fn outcomes_are_counted() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sayso-en.safetensors");
    let Ok(bytes) = std::fs::read(file) else {
        return; // a checkout without the model
    };
    let model = Model::from_bytes(bytes).expect("a model file");
    let annotator = NeuralAnnotator::new(Arc::new(model), 0).expect("threads");
    let lexicons = Lexicons::embedded().expect("valid lexicons");
    let words = CountWords::embedded().expect("valid words");
    let lines: Vec<_> = words
        .lines()
        .iter()
        .filter(|l| {
            matches!(
                l.kind,
                CountKind::Object
                    | CountKind::Subject
                    | CountKind::State
                    | CountKind::Toll
                    | CountKind::Act
                    | CountKind::Life
            )
        })
        .collect();
    let articles: Vec<Article> = lines.iter().map(|l| Article::plain(&l.example)).collect();
    let read = annotator.annotate(&articles.iter().collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for ((line, article), (syntax, diagnostics)) in lines.iter().zip(articles).zip(read) {
        let analysis = code(article, syntax, diagnostics, &lexicons);
        let found: Vec<String> = analysis
            .events
            .list
            .iter()
            .flat_map(|e| &e.counts)
            .map(|c| format!("{} {}", c.value.unwrap_or(-1.0), c.of))
            .collect();
        let number = line.reading.split(' ').next().unwrap_or_default();
        if !found.contains(&format!("{number} {}", line.name)) {
            wrong.push(format!("{} => {found:?}", line.example));
        }
    }
    let share = 1.0 - wrong.len() as f64 / lines.len() as f64;
    assert!(share >= 0.9, "{share:.2} right; wrong: {wrong:#?}");
}
