//! Runs the example sentences of event rules through the model and all stages.

use std::path::Path;
use std::sync::Arc;

use sayso_article::{Annotator, Article, Syntax};
use sayso_coder::layers::{Event, Party};
use sayso_coder::{Analysis, Lexicons, code};
use sayso_lexicon::EventRules;
use sayso_neural::{Model, NeuralAnnotator};

/// What came of the examples.
#[derive(Debug, Default)]
pub struct Outcome {
    /// `yes` examples.
    pub yes: usize,
    /// Of them, coded with the type and mode of their rule.
    pub coded: usize,
    /// Of these, with the parties that the example names.
    pub right: usize,
    /// `no` examples.
    pub no: usize,
    /// Of them, coded by their rule all the same.
    pub wrong: usize,
    /// One report for each failure.
    pub failures: Vec<String>,
}

/// Runs the examples of all embedded rules whose id contains one of `filters`
/// (all rules when there are none). `None` when the model is not there.
pub fn run(filters: &[String]) -> Option<Outcome> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sayso-en.safetensors");
    let model = Model::from_bytes(std::fs::read(file).ok()?).expect("a model file");
    let annotator = NeuralAnnotator::new(Arc::new(model), 0).expect("threads");
    let lexicons = Lexicons::embedded().expect("valid lexicons");
    let rules = EventRules::embedded().expect("valid rules");
    let mut out = Outcome::default();
    for rule in rules.rules() {
        let wanted = filters.is_empty() || filters.iter().any(|f| rule.id.contains(f.as_str()));
        if !wanted {
            continue;
        }
        let sentences: Vec<&str> = rule
            .yes
            .iter()
            .map(|e| e.sentence.as_str())
            .chain(rule.no.iter().map(String::as_str))
            .collect();
        let mut analyses = analyse(&annotator, &lexicons, &sentences).into_iter();
        for example in &rule.yes {
            let Some(analysis) = analyses.next() else {
                break;
            };
            out.yes += 1;
            let events = &analysis.events.list;
            let found = events
                .iter()
                .find(|e| e.kind == rule.kind && (rule.mode.is_none() || e.mode == rule.mode));
            let Some(event) = found else {
                out.failures.push(report("not coded", &rule.id, &analysis));
                continue;
            };
            out.coded += 1;
            let has = |parties: &[Party], word: &String| {
                parties.iter().any(|p| {
                    let span = analysis.entities.mention(p.mention).span;
                    let phrase = analysis.article.slice(span).to_lowercase();
                    phrase.contains(&word.to_lowercase())
                })
            };
            if example.actors.iter().all(|w| has(&event.actors, w))
                && example.recipients.iter().all(|w| has(&event.recipients, w))
            {
                out.right += 1;
            } else {
                let what = format!(
                    "wanted {} > {}",
                    example.actors.join("; "),
                    example.recipients.join("; ")
                );
                out.failures.push(report(&what, &rule.id, &analysis));
            }
        }
        for _ in &rule.no {
            let Some(analysis) = analyses.next() else {
                break;
            };
            out.no += 1;
            if analysis
                .events
                .list
                .iter()
                .any(|e| e.evidence.rule == rule.id)
            {
                out.wrong += 1;
                out.failures
                    .push(report("wrongly coded", &rule.id, &analysis));
            }
        }
    }
    Some(out)
}

fn analyse(annotator: &dyn Annotator, lexicons: &Lexicons, sentences: &[&str]) -> Vec<Analysis> {
    let articles: Vec<Article> = sentences.iter().map(|s| Article::plain(s)).collect();
    let read: Vec<(Syntax, _)> = annotator.annotate(&articles.iter().collect::<Vec<_>>());
    articles
        .into_iter()
        .zip(read)
        .map(|(article, (syntax, diagnostics))| code(article, syntax, diagnostics, lexicons))
        .collect()
}

/// The sentence, what was coded, and the tree.
fn report(what: &str, rule: &str, analysis: &Analysis) -> String {
    let (article, syntax) = (&analysis.article, &analysis.syntax);
    let events: Vec<String> = analysis
        .events
        .list
        .iter()
        .map(|e| describe(analysis, e))
        .collect();
    let tree: Vec<String> = syntax
        .tokens()
        .iter()
        .map(|t| {
            let head = t.head.map_or("-", |h| article.slice(syntax[h].span));
            format!("{}/{}/{}/{head}", article.slice(t.span), t.lemma, t.deprel)
        })
        .collect();
    format!(
        "{rule}: {what}\n  {}\n  coded: {}\n  tree: {}",
        article.text,
        if events.is_empty() {
            "nothing".to_owned()
        } else {
            events.join(" | ")
        },
        tree.join(" ")
    )
}

fn describe(analysis: &Analysis, event: &Event) -> String {
    let names = |parties: &[Party]| {
        let phrases: Vec<&str> = parties
            .iter()
            .map(|p| {
                analysis
                    .article
                    .slice(analysis.entities.mention(p.mention).span)
            })
            .collect();
        phrases.join("; ")
    };
    format!(
        "{} {} {} > {} {:?}",
        event.evidence.rule,
        event.mode.as_deref().unwrap_or("-"),
        names(&event.actors),
        names(&event.recipients),
        event.status
    )
}
