//! Prints everybody in the texts of folders whose country nobody tells, with
//! the signs for each country of the article: `country_candidates TEXT_DIR...`.
//! `training/sayso_training/home_country.py` fits on it.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the command line"
)]

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use sayso_article::{Annotator, Span};
use sayso_coder::{country_candidates, statements};
use sayso_ingest::{Options, read_text};
use sayso_lexicon::{ActorLexicon, Cues};
use sayso_neural::{Model, NeuralAnnotator};

fn main() -> Result<(), Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sayso-en.safetensors");
    let model = Model::from_bytes(std::fs::read(file)?)?;
    let annotator = NeuralAnnotator::new(Arc::new(model), 0)?;
    let cues = Cues::embedded().map_err(|e| format!("{}", e[0]))?;
    let actors = ActorLexicon::embedded()?;
    let quoted = |list: Vec<String>| -> String {
        let quoted: Vec<String> = list.iter().map(|s| format!("\"{s}\"")).collect();
        quoted.join(",")
    };
    for folder in std::env::args().skip(1) {
        let mut paths: Vec<_> = std::fs::read_dir(&folder)?
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| p.extension().is_some_and(|e| e == "txt"))
            .collect();
        paths.sort();
        for path in paths {
            let id = path.file_stem().unwrap_or_default().to_string_lossy();
            let article = read_text(std::fs::read(&path)?, &Options::default())?;
            let Some((syntax, _)) = annotator.annotate(&[&article]).pop() else {
                continue;
            };
            let (statements, _) = statements(&article, &syntax, &cues);
            let text = article.text.as_str();
            let at = |b: usize| text.get(..b).map_or(0, |t| t.chars().count());
            let points = |s: &Span| format!("[{},{}]", at(s.start()), at(s.end()));
            for (spans, candidates) in country_candidates(&article, &syntax, &statements, &actors) {
                let spans: Vec<String> = spans.iter().map(points).collect();
                let candidates: Vec<String> = candidates
                    .into_iter()
                    .map(|(code, signs)| format!("[\"{code}\",[{}]]", quoted(signs)))
                    .collect();
                println!(
                    "{{\"article\":\"{id}\",\"mentions\":[{}],\"candidates\":[{}]}}",
                    spans.join(","),
                    candidates.join(",")
                );
            }
        }
    }
    Ok(())
}
