//! Text files to CoNLL-U: `parse MODEL FILE...`; timing on standard error.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr)]

use std::sync::Arc;
use std::time::Instant;

use sayso_article::{Annotator, Article, write_conllu};
use sayso_neural::{Model, NeuralAnnotator};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let mut args = std::env::args().skip(1);
    let model = Model::from_bytes(std::fs::read(args.next().ok_or("MODEL FILE...")?)?)?;
    let loaded = start.elapsed();
    #[expect(clippy::disallowed_methods, reason = "an example for developers")]
    let threads = std::env::var("THREADS")
        .ok()
        .and_then(|t| t.parse().ok())
        .unwrap_or(1);
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
    if std::env::var_os("QUIET").is_none() {
        for (article, (syntax, notes)) in articles.iter().zip(&all) {
            print!("{}", write_conllu(article, syntax));
            for note in notes {
                eprintln!("{}: {}", note.code, note.message);
            }
        }
    }
    Ok(())
}
