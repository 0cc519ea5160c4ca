//! Lists what the regressions of `lexicons/confidence` weigh, with its signs,
//! one JSON object a line: `signs KIND < LIST`. KIND is
//! - `mentions`: pairs of mentions of one type that may tell one event,
//! - `countries`: who has no country, and the countries of the article,
//! - `settings`: what may date and place each event,
//! - `verbs`: what may place a single word.
//!
//! LIST has one article a line, `PATH <tab> DAY OF PUBLICATION` (or nothing);
//! for `verbs`, `TEXT <tab> START:END` of the word. Offsets are code points.
//! The scripts in `training/sayso_training` fit on it.

#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::error::Error;
use std::io::BufRead as _;
use std::path::Path;
use std::sync::Arc;

use sayso_article::{Annotator as _, Article, PublishedFrom, Span, TokenId};
use sayso_coder::{Analysis, Choice, Lexicons, code, country_candidates, mention_pairs};
use sayso_coder::{setting_choices, setting_choices_of_word};
use sayso_ingest::{Options, read_text};
use sayso_lexicon::{ActorLexicon, EventRules, PlaceNouns, SettingSigns};
use sayso_neural::{Model, NeuralAnnotator};
use serde_json::{Value, json};

/// What the kinds read.
struct Tools {
    annotator: NeuralAnnotator,
    lexicons: Lexicons,
    actors: ActorLexicon,
    rules: EventRules,
    nouns: PlaceNouns,
    settings: SettingSigns,
}

fn main() -> Result<(), Box<dyn Error>> {
    let kind = std::env::args().nth(1).unwrap_or_default();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sayso-en.safetensors");
    let model = Arc::new(Model::from_bytes(std::fs::read(file)?)?);
    let tools = Tools {
        annotator: NeuralAnnotator::new(model, 0)?,
        lexicons: Lexicons::embedded()?,
        actors: ActorLexicon::embedded()?,
        rules: EventRules::embedded().map_err(|e| e[0].to_string())?,
        nouns: PlaceNouns::embedded().map_err(|e| e[0].to_string())?,
        settings: SettingSigns::embedded().map_err(|e| e[0].to_string())?,
    };
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (first, second) = line.split_once('\t').unwrap_or((&line, ""));
        let (article, name) = if kind == "verbs" {
            (Article::plain(first), String::new())
        } else {
            let published = second.parse().ok().map(|d| (d, PublishedFrom::Option));
            let options = Options {
                published,
                ..Options::default()
            };
            let name = Path::new(first).file_stem().unwrap_or_default();
            let article = read_text(std::fs::read(first)?, &options)?;
            (article, name.to_string_lossy().into_owned())
        };
        let Some((syntax, _)) = tools.annotator.annotate(&[&article]).pop() else {
            continue;
        };
        let analysis = code(article, syntax, Vec::new(), &tools.lexicons);
        let found = match kind.as_str() {
            "mentions" => mentions(&analysis, &tools),
            "countries" => countries(&analysis, &tools),
            "settings" => settings(&analysis, &tools),
            "verbs" => vec![verb(&analysis, &tools, second)?],
            _ => return Err("usage: signs mentions|countries|settings|verbs < LIST".into()),
        };
        for mut object in found {
            object["article"] = json!(name);
            println!("{object}");
        }
    }
    Ok(())
}

fn points(analysis: &Analysis, span: Span) -> [usize; 2] {
    let text = analysis.article.text.as_str();
    let at = |byte: usize| text.get(..byte).map_or(0, |t| t.chars().count());
    [at(span.start()), at(span.end())]
}

fn mentions(analysis: &Analysis, tools: &Tools) -> Vec<Value> {
    let a = analysis;
    mention_pairs(&a.article, &a.syntax, &a.statements, &a.entities, &tools.rules)
        .into_iter()
        .map(|(first, later, kind, signs)| {
            json!({"type": kind.name(), "first": points(a, first), "later": points(a, later), "signs": signs})
        })
        .collect()
}

fn countries(analysis: &Analysis, tools: &Tools) -> Vec<Value> {
    let a = analysis;
    country_candidates(&a.article, &a.syntax, &a.statements, &tools.actors)
        .into_iter()
        .map(|(spans, candidates)| {
            let spans: Vec<_> = spans.into_iter().map(|s| points(a, s)).collect();
            let candidates: Vec<Value> = candidates
                .into_iter()
                .map(|(code, signs)| json!([code.as_str(), signs]))
                .collect();
            json!({"mentions": spans, "candidates": candidates})
        })
        .collect()
}

fn settings(analysis: &Analysis, tools: &Tools) -> Vec<Value> {
    let kinds = setting_choices(analysis.before_settings(), &tools.nouns, &tools.settings);
    let mut out = Vec::new();
    for (kind, choices) in ["date", "place"].into_iter().zip(kinds) {
        for choice in choices {
            let event = analysis.events.event(choice.event);
            let mut object = shown(analysis, &choice);
            object["kind"] = json!(kind);
            object["type"] = json!(event.kind.name());
            object["trigger"] = json!(points(analysis, event.trigger));
            out.push(object);
        }
    }
    out
}

fn shown(analysis: &Analysis, choice: &Choice) -> Value {
    let candidates: Vec<Value> = choice
        .candidates
        .iter()
        .map(|(span, means, signs)| {
            json!({"span": points(analysis, *span), "means": means, "signs": signs})
        })
        .collect();
    json!({"candidates": candidates, "taken": choice.taken})
}

fn verb(analysis: &Analysis, tools: &Tools, range: &str) -> Result<Value, Box<dyn Error>> {
    let (start, end) = range.split_once(':').ok_or("a span is START:END")?;
    let (start, end): (usize, usize) = (start.parse()?, end.parse()?);
    let touches = |i: &usize| {
        let [a, b] = points(analysis, analysis.syntax.tokens()[*i].span);
        a < end && start < b
    };
    let head = (0..analysis.syntax.tokens().len()).find(touches);
    let choice = head.map(|head| {
        let before = analysis.before_settings();
        setting_choices_of_word(before, TokenId::new(head), &tools.nouns, &tools.settings)
    });
    Ok(
        choice.map_or(json!({"candidates": [], "taken": null}), |c| {
            shown(analysis, &c)
        }),
    )
}
