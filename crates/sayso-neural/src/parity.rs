//! Agreement with the training code, on its fixtures.

use std::path::PathBuf;

use sayso_article::Article;
use serde_json::Value;

use crate::chunks::prepare;
use crate::file::File;
use crate::lemma::LemmaScript;
use crate::tokenizer;
use crate::wordpiece::{WordPiece, casing};

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
    WordPiece::new(file.vocabulary().expect("a vocabulary")).expect("a BERT vocabulary")
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
