//! Runs the marked example sentences of the cue lexicon through the model and
//! the statements stage.

use std::path::Path;
use std::sync::Arc;

use sayso_article::{Annotator as _, Article, Syntax};
use sayso_coder::layers::{Statement, Statements};
use sayso_lexicon::{Cues, MarkedSentence};
use sayso_neural::{Model, NeuralAnnotator};

/// What came of the examples.
#[derive(Debug, Default)]
pub struct Outcome {
    /// `yes` examples.
    pub yes: usize,
    /// Of them, those with a statement by the marked cue (or source) that
    /// shares at least half of its characters with the marked content.
    pub found: usize,
    /// `no` examples.
    pub no: usize,
    /// Of them, those with a statement by the cue of their entry all the same.
    pub wrong: usize,
    /// One report for each failure.
    pub failures: Vec<String>,
}

/// Runs the examples of the entries whose lemma is one of `lemmas` (all
/// entries when there are none). `None` when the model is not there.
pub fn run(lemmas: &[String]) -> Option<Outcome> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sayso-en.safetensors");
    let model = Model::from_bytes(std::fs::read(file).ok()?).expect("a model file");
    let annotator = NeuralAnnotator::new(Arc::new(model), 0).expect("threads");
    let cues = Cues::embedded().expect("valid cues");
    let mut out = Outcome::default();
    for entry in cues.entries() {
        if !lemmas.is_empty() && !lemmas.iter().any(|l| *l == entry.lemma) {
            continue;
        }
        let marked: Vec<MarkedSentence> = entry
            .yes
            .iter()
            .filter_map(|y| MarkedSentence::parse(y))
            .collect();
        let texts = marked
            .iter()
            .map(|m| m.text.as_str())
            .chain(entry.no.iter().map(String::as_str));
        let articles: Vec<Article> = texts.map(Article::plain).collect();
        let read = annotator.annotate(&articles.iter().collect::<Vec<_>>());
        for (i, (article, (syntax, _))) in articles.iter().zip(&read).enumerate() {
            let (statements, _) = sayso_coder::statements(article, syntax, &cues);
            let fault = match marked.get(i) {
                Some(m) => {
                    out.yes += 1;
                    let good = statements.list.iter().any(|s| fits(s, m));
                    out.found += usize::from(good);
                    (!good).then_some("not found")
                }
                None => {
                    out.no += 1;
                    let bad = statements.list.iter().any(|s| {
                        s.cue.as_ref().is_some_and(|c| {
                            c.lemma.split(' ').next() == entry.lemma.split(' ').next()
                        })
                    });
                    out.wrong += usize::from(bad);
                    bad.then_some("wrongly found")
                }
            };
            if let Some(fault) = fault {
                let report = report(article, syntax, &statements);
                out.failures.push(format!(
                    "{} {} ({}): {report}",
                    entry.origin, entry.lemma, fault
                ));
            }
        }
    }
    Some(out)
}

fn fits(statement: &Statement, marked: &MarkedSentence) -> bool {
    let meets = |range: Option<(usize, usize)>, start: usize, end: usize| {
        range.is_none_or(|(a, b)| a < end && start < b)
    };
    let cue = statement
        .cue
        .as_ref()
        .is_some_and(|c| meets(marked.cue, c.span.start(), c.span.end()));
    let wanted: usize = marked.contents.iter().map(|(a, b)| b - a).sum();
    let (mut shared, mut found) = (0, 0);
    for content in &statement.contents {
        found += content.len();
        for &(a, b) in &marked.contents {
            shared += b.min(content.end()).saturating_sub(a.max(content.start()));
        }
    }
    cue && 2 * shared >= wanted + found - shared
}

fn report(article: &Article, syntax: &Syntax, statements: &Statements) -> String {
    let found: Vec<String> = statements
        .list
        .iter()
        .map(|s| {
            let cue = s.cue.as_ref().map_or("-", |c| article.slice(c.span));
            let contents: Vec<&str> = s.contents.iter().map(|c| article.slice(*c)).collect();
            format!("{cue}: {}", contents.join(" | "))
        })
        .collect();
    let tree: Vec<String> = syntax
        .tokens()
        .iter()
        .map(|t| format!("{}/{}", article.slice(t.span), t.deprel))
        .collect();
    format!("{}\n    {found:?}\n    {}", article.text, tree.join(" "))
}
