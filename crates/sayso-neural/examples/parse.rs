//! Text files to CoNLL-U: `parse MODEL THREADS FILE...`; timing on standard error.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr)]

use std::sync::Arc;
use std::time::Instant;

use sayso_article::{Annotator, Article, write_conllu};
use sayso_neural::{Model, NeuralAnnotator};

const USAGE: &str = "parse MODEL THREADS FILE...";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let mut args = std::env::args().skip(1);
    let model = Model::from_bytes(std::fs::read(args.next().ok_or(USAGE)?)?)?;
    let loaded = start.elapsed();
    let threads = args.next().and_then(|t| t.parse().ok()).ok_or(USAGE)?;
    let annotator = NeuralAnnotator::new(Arc::new(model), threads)?;
    let ready = start.elapsed();
    let texts = args
        .map(std::fs::read_to_string)
        .collect::<Result<Vec<_>, _>>()?;
    let articles: Vec<Article> = texts.iter().map(|t| Article::plain(t)).collect();
    let articles: Vec<&Article> = articles.iter().collect();
    let begin = Instant::now();
    let all = annotator.annotate(&articles);
    let took = begin.elapsed();
    let words: usize = all.iter().map(|(s, _)| s.tokens().len()).sum();
    eprintln!(
        "load {loaded:?}, ready {ready:?}, {words} words in {took:?}: {:.0} words/s",
        words as f64 / took.as_secs_f64()
    );
    for (article, (syntax, notes)) in articles.iter().zip(&all) {
        print!("{}", write_conllu(article, syntax));
        for note in notes {
            eprintln!("{}: {}", note.code, note.message);
        }
    }
    Ok(())
}
