//! Prints every pair of event mentions of one type in the texts of folders,
//! with the signs that they tell one happening: `mention_pairs TEXT_DIR...`.
//! `training/sayso_training/same_event.py` fits on it.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the command line"
)]

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use sayso_article::{Annotator, Article, Span};
use sayso_coder::{entities, mention_pairs, statements};
use sayso_lexicon::{ActorLexicon, Cues, EventRules};
use sayso_neural::{Model, NeuralAnnotator};

fn main() -> Result<(), Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sayso-en.safetensors");
    let model = Model::from_bytes(std::fs::read(file)?)?;
    let annotator = NeuralAnnotator::new(Arc::new(model), 0)?;
    let cues = Cues::embedded().map_err(|e| format!("{}", e[0]))?;
    let actors = ActorLexicon::embedded()?;
    let rules = EventRules::embedded().map_err(|e| format!("{}", e[0]))?;
    for folder in std::env::args().skip(1) {
        let mut paths: Vec<_> = std::fs::read_dir(&folder)?
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| p.extension().is_some_and(|e| e == "txt"))
            .collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path)?;
            let id = path.file_stem().unwrap_or_default().to_string_lossy();
            let article = Article::plain(&text);
            let Some((syntax, _)) = annotator.annotate(&[&article]).pop() else {
                continue;
            };
            let (statements, _) = statements(&article, &syntax, &cues);
            let (entities, _) = entities(&article, &syntax, &statements, &actors);
            let at = |b: usize| text.get(..b).map_or(0, |t| t.chars().count());
            let points = |s: Span| format!("[{},{}]", at(s.start()), at(s.end()));
            for (first, later, kind, signs) in
                mention_pairs(&article, &syntax, &statements, &entities, &rules)
            {
                println!(
                    "{{\"article\":\"{id}\",\"type\":\"{}\",\"first\":{},\"later\":{},\"signs\":[{}]}}",
                    kind.name(),
                    points(first),
                    points(later),
                    signs
                        .iter()
                        .map(|s| format!("\"{s}\""))
                        .collect::<Vec<_>>()
                        .join(",")
                );
            }
        }
    }
    Ok(())
}
