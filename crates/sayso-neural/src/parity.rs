//! Agreement with the training code, on its fixtures.

#![allow(
    clippy::print_stdout,
    reason = "the figures are shown with --nocapture"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use sayso_article::{Annotator, Article, Role, Syntax, Token, TokenId};
use serde_json::Value;

use crate::chunks::prepare;
use crate::file::File;
use crate::lemma::LemmaScript;
use crate::tokenizer;
use crate::wordpiece::{WordPiece, casing};
use crate::{Model, NeuralAnnotator};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The cases of a fixture.
fn fixture(name: &str) -> Value {
    let path = root().join("tests/parity").join(name);
    let text = std::fs::read_to_string(&path).expect("the fixture is in the repository");
    serde_json::from_str(&text).expect("fixtures are JSON")
}

fn wordpiece() -> WordPiece {
    let bytes = std::fs::read(root().join("models/sayso-en.safetensors")).expect("the model");
    let file = File::open(bytes.into()).expect("a model file");
    WordPiece::new(file.text("vocab").expect("a vocabulary")).expect("a BERT vocabulary")
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn numbers(value: &Value) -> Vec<u64> {
    array(value).iter().filter_map(Value::as_u64).collect()
}

#[test]
fn words_begin_and_end_where_the_training_code_has_them() {
    let cases = fixture("tokenizer.json");
    assert!(!array(&cases).is_empty());
    for case in array(&cases) {
        let text = case["text"].as_str().expect("text");
        let mut words = Vec::new();
        for paragraph in tokenizer::paragraphs(text, &[]) {
            tokenizer::words(text, paragraph, &mut words);
        }
        let expected: Vec<&str> = array(&case["words"])
            .iter()
            .map(|w| &text[numbers(w)[0] as usize..numbers(w)[1] as usize])
            .collect();
        let found: Vec<&str> = words.into_iter().map(|w| &text[w]).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn pieces_and_casing_are_those_of_the_training_code() {
    let wordpiece = wordpiece();
    let cases = fixture("wordpiece.json");
    assert!(!array(&cases["pieces"]).is_empty());
    for case in array(&cases["pieces"]) {
        let word = case["word"].as_str().expect("word");
        let mut ids = Vec::new();
        wordpiece.word(word, &mut ids);
        let ids: Vec<u64> = ids.into_iter().map(u64::from).collect();
        assert_eq!(ids, numbers(&case["ids"]), "{word}");
    }
    for case in array(&cases["case"]) {
        let words: Vec<&str> = array(&case["words"])
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let mut ids = Vec::new();
        casing(words.iter().copied(), &mut ids);
        let ids: Vec<u64> = ids.into_iter().map(u64::from).collect();
        assert_eq!(ids, numbers(&case["case"]), "{words:?}");
    }
}

#[test]
fn lemmas_are_those_of_the_training_code() {
    for case in array(&fixture("lemma.json")) {
        let text = |key: &str| case[key].as_str().expect("text");
        let script = LemmaScript::parse(text("script")).expect("a script");
        assert_eq!(script.apply(text("form")), text("lemma"), "{case}");
    }
}

#[test]
fn chunks_begin_where_the_training_code_cuts() {
    let wordpiece = wordpiece();
    for case in array(&fixture("chunks.json")) {
        let article = Article::plain(case["text"].as_str().expect("text"));
        let prepared = prepare(&article, &wordpiece, 510);
        let starts: Vec<u64> = prepared.starts.iter().map(|&s| s as u64).collect();
        assert_eq!(starts, numbers(&case["chunks"]), "{}", article.text);
    }
}

/// Heads as the fixture has them: counted from 1 within the sentence, 0 the root.
fn heads(syntax: &Syntax) -> Vec<u64> {
    let of = |t: &Token| {
        t.head.map_or(0, |h| {
            h.index() - syntax.sentences()[t.sentence.index()].first.index() + 1
        })
    };
    syntax.tokens().iter().map(|t| of(t) as u64).collect()
}

/// Names as a tag for each token.
fn name_tags(syntax: &Syntax) -> Vec<String> {
    let mut tags = vec!["O".to_owned(); syntax.tokens().len()];
    for name in &syntax.names {
        let (first, end) = (name.first.index(), name.end.index());
        tags[first..end].fill(format!("I-{}", name.kind.label()));
        tags[first] = format!("B-{}", name.kind.label());
    }
    tags
}

/// One role as a tag for each token.
fn role_tags(syntax: &Syntax, role: Role) -> Vec<String> {
    let mut tags = vec!["O".to_owned(); syntax.tokens().len()];
    for span in syntax.roles.iter().filter(|s| s.role == role) {
        let (first, end) = (span.first.index(), span.end.index());
        tags[first..end].fill("I".to_owned());
        tags[first] = "B".to_owned();
    }
    tags
}

/// Every event that the training code sees in the fixtures, with its type and
/// the likeliest words of its parties: nearly all must come out the same.
#[test]
fn events_are_those_of_the_training_code() {
    let bytes = std::fs::read(root().join("models/sayso-en.safetensors")).expect("the model");
    let model = Arc::new(Model::from_bytes(bytes).expect("a model"));
    let annotator = NeuralAnnotator::new(model, 1).expect("a thread");
    let (mut all, mut same, mut parties, mut same_parties) = (0usize, 0usize, 0usize, 0usize);
    for case in array(&fixture("outputs.json")["articles"]) {
        let article = Article::plain(case["text"].as_str().expect("text"));
        let (syntax, _) = annotator.annotate(&[&article]).remove(0);
        for event in array(&case["events"]) {
            all += 1;
            let word = event["word"].as_u64().expect("a word") as usize;
            let Some(found) = syntax.proposal(TokenId::new(word)) else {
                continue;
            };
            let chance = event["chance"].as_f64().expect("a chance") as f32;
            let (kind, p) = &found.kinds[0];
            same += usize::from(
                Some(kind.as_str()) == event["type"].as_str() && (p - chance).abs() < 0.05,
            );
            for (role, expected) in array(&event["parties"]).iter().enumerate() {
                parties += 1;
                let best = found.arguments[role]
                    .first()
                    .filter(|(_, p)| *p > found.silent[role])
                    .map(|(t, _)| t.index() as u64);
                same_parties += usize::from(best == expected[0].as_u64());
            }
        }
    }
    println!("events {same} of {all}, parties {same_parties} of {parties}");
    assert!(all >= 10, "the fixtures hold events");
    assert!(same * 100 >= all * 90, "{same} of {all} events agree");
    assert!(
        same_parties * 100 >= parties * 90,
        "{same_parties} of {parties} parties agree"
    );
}

/// The training code computes with floats what the runtime computes with
/// integers and other rounding, so a close decision may fall the other way:
/// of each layer at least 99 % of the tokens must agree.
#[test]
fn whole_analyses_agree_with_the_training_code() {
    let bytes = std::fs::read(root().join("models/sayso-en.safetensors")).expect("the model");
    let model = Arc::new(Model::from_bytes(bytes).expect("a model"));
    let annotator = NeuralAnnotator::new(model, 1).expect("a thread");
    let mut agree: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for case in array(&fixture("outputs.json")["articles"]) {
        let article = Article::plain(case["text"].as_str().expect("text"));
        let (syntax, notes) = annotator.annotate(&[&article]).remove(0);
        assert_eq!(notes, []);
        let mut count = |layer: &'static str, found: Vec<String>, expected: Vec<String>| {
            assert_eq!(found.len(), expected.len(), "{layer}");
            let (same, all) = agree.entry(layer).or_default();
            *same += found.iter().zip(&expected).filter(|(a, b)| a == b).count();
            *all += found.len();
            if found != expected {
                for (i, (a, b)) in found
                    .iter()
                    .zip(&expected)
                    .enumerate()
                    .filter(|(_, (a, b))| a != b)
                {
                    println!(
                        "{layer} {i} {}: {a} for {b}",
                        syntax.tokens().get(i).map_or("", |t| article.slice(t.span))
                    );
                }
            }
        };
        let strings = |key: &str| -> Vec<String> {
            array(&case[key])
                .iter()
                .map(|v| {
                    v.as_str().map_or_else(
                        || v.to_string(),
                        |s| {
                            if s == "_" && key == "feats" {
                                String::new()
                            } else {
                                s.to_owned()
                            }
                        },
                    )
                })
                .collect()
        };
        let tokens =
            |f: &dyn Fn(&Token) -> String| syntax.tokens().iter().map(f).collect::<Vec<_>>();
        count(
            "words",
            tokens(&|t| format!("[{},{}]", t.span.start(), t.span.end())),
            strings("words"),
        );
        let lengths = syntax
            .sentences()
            .iter()
            .map(|s| s.tokens().count().to_string());
        assert_eq!(lengths.collect::<Vec<_>>(), strings("sentences"));
        count(
            "upos",
            tokens(&|t| t.upos.name().to_owned()),
            strings("upos"),
        );
        count("xpos", tokens(&|t| t.xpos.to_string()), strings("xpos"));
        count("feats", tokens(&|t| t.feats.to_string()), strings("feats"));
        count(
            "lemma",
            tokens(&|t| t.lemma.to_string()),
            strings("lemma_known"),
        );
        count(
            "head",
            heads(&syntax).iter().map(u64::to_string).collect(),
            strings("head"),
        );
        count(
            "deprel",
            tokens(&|t| t.deprel.to_string()),
            strings("deprel"),
        );
        count("ner", name_tags(&syntax), strings("ner"));
        for (layer, role) in [
            ("source", Role::Source),
            ("cue", Role::Cue),
            ("content", Role::Content),
        ] {
            count(layer, role_tags(&syntax, role), strings(layer));
        }
    }
    assert_eq!(agree.len(), 11);
    for (layer, (same, all)) in agree {
        assert!(same * 100 >= all * 99, "{layer}: {same} of {all} agree");
    }
}

/// The same of mentions: the likeliest earlier word, where it is likelier than all others together.
#[test]
fn mentions_are_tied_as_in_the_training_code() {
    let bytes = std::fs::read(root().join("models/sayso-en.safetensors")).expect("the model");
    let model = Arc::new(Model::from_bytes(bytes).expect("a model"));
    let annotator = NeuralAnnotator::new(model, 1).expect("a thread");
    let (mut all, mut same) = (0usize, 0usize);
    for case in array(&fixture("outputs.json")["articles"]) {
        let article = Article::plain(case["text"].as_str().expect("text"));
        let (syntax, _) = annotator.annotate(&[&article]).remove(0);
        for pair in array(&case["mentions"]) {
            let [word, earlier] = [0, 1].map(|i| pair[i].as_u64().expect("a word") as usize);
            all += 1;
            let best = syntax.earlier(TokenId::new(word)).first();
            same += usize::from(best.is_some_and(|(t, _)| t.index() == earlier));
        }
    }
    println!("mentions {same} of {all}");
    assert!(all >= 30, "the fixtures hold mentions");
    assert!(same * 100 >= all * 95, "{same} of {all} mentions agree");
}
