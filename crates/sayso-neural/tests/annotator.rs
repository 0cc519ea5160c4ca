//! What holds for every text, whatever the weights.

mod support;

use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use sayso_article::{Annotator, Article, Syntax};
use sayso_neural::{Level, Model, ModelError, NeuralAnnotator};

const VOCABULARY: [&str; 14] = [
    "[CLS]", "[SEP]", "[UNK]", "a", "the", "##s", "##e", "b", ".", ",", "é", "e", "said", "\"",
];

/// A file of random weights, two layers deep.
fn file() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| support::random_model(&VOCABULARY, 2))
}

fn model(level: Level) -> Arc<Model> {
    Arc::new(Model::with_level(file(), level).expect("a whole file"))
}

fn annotator(threads: usize) -> NeuralAnnotator {
    NeuralAnnotator::new(model(Level::detect()), threads).expect("threads")
}

fn one(annotator: &NeuralAnnotator, text: &str) -> Syntax {
    let (syntax, notes) = annotator.annotate(&[&Article::plain(text)]).remove(0);
    assert_eq!(notes, []);
    syntax
}

/// Every token is a piece of the text, in order, and nothing but white space is
/// left between tokens.
fn covers(text: &str, syntax: &Syntax) {
    let mut at = 0;
    for token in syntax.tokens() {
        let (start, end) = (token.span.start(), token.span.end());
        assert!(at <= start && start < end);
        assert!(text.get(start..end).is_some_and(|word| !word.is_empty()));
        assert_eq!(text[at..start].trim(), "");
        at = end;
    }
    assert_eq!(text[at..].trim(), "");
}

#[test]
fn odd_texts_are_covered() {
    let annotator = annotator(1);
    let odd = [
        "",
        " \n\t ",
        "\u{feff}A \u{200b}b\u{200d}c \u{202e}abc",
        "a\r\nb\rc\u{2028}d\u{85}e",
        "e\u{301}\u{301}\u{301} \u{301}",
        "👩‍👩‍👧‍👦🇺🇦 🏳️‍🌈",
        "قال الوزير إنّه لن يستقيل. שלום",
        "東京で会談した。\0\u{1}",
        "''''''...!!!???---",
    ];
    for text in odd {
        covers(text, &one(&annotator, text));
    }
    let long = "a".repeat(100_000) + &" b.".repeat(5_000);
    covers(&long, &one(&annotator, &long));
    let marks = "\u{301}".repeat(20_000);
    covers(&marks, &one(&annotator, &marks));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_covered(text in any::<String>()) {
        static ONE: OnceLock<NeuralAnnotator> = OnceLock::new();
        covers(&text, &one(ONE.get_or_init(|| annotator(1)), &text));
    }

    #[test]
    fn texts_near_english_are_covered(text in "[A-Za-z0-9 '’\"“”.,;:$%&@#/()\\-\n\réß\u{301}\u{200d}…—]{0,120}") {
        static ONE: OnceLock<NeuralAnnotator> = OnceLock::new();
        covers(&text, &one(ONE.get_or_init(|| annotator(1)), &text));
    }
}

fn articles() -> Vec<Article> {
    let line = "The minister said, \"a b the\". Bases the e, said the bees. ";
    (0..9)
        .map(|i| Article::plain(&format!("{}\n{}", line.repeat(i * 3), line.repeat(2))))
        .collect()
}

#[test]
fn neither_threads_nor_neighbours_change_a_result() {
    let articles = articles();
    let all: Vec<&Article> = articles.iter().collect();
    let alone = annotator(1);
    let alone: Vec<_> = all.iter().map(|a| alone.annotate(&[a]).remove(0)).collect();
    assert!(alone.iter().all(|(syntax, _)| syntax.tokens().len() > 20));
    for threads in [1, 2, 3] {
        assert_eq!(
            annotator(threads).annotate(&all),
            alone,
            "{threads} threads"
        );
    }
}

#[test]
fn instruction_sets_agree() {
    let articles = articles();
    let all: Vec<&Article> = articles.iter().take(3).collect();
    let by = |level| {
        NeuralAnnotator::new(model(level), 1)
            .expect("a thread")
            .annotate(&all)
    };
    let best = by(Level::detect());
    // The same to the last bit where both fuse multiply and add.
    assert_eq!(
        by(Level::Avx2),
        if Level::Avx2.available() {
            best.clone()
        } else {
            by(Level::Portable)
        }
    );
    // Without, the last bits differ: the scores may, and a close decision might.
    let plain = by(Level::Portable);
    for ((a, _), (b, _)) in best.iter().zip(&plain) {
        assert_eq!(a.tokens().len(), b.tokens().len());
        let same = a
            .tokens()
            .iter()
            .zip(b.tokens())
            .filter(|(a, b)| a.xpos == b.xpos)
            .count();
        assert!(
            same * 20 >= a.tokens().len() * 19,
            "{same} of {}",
            a.tokens().len()
        );
    }
}

#[test]
fn files_that_are_not_whole_are_refused() {
    let whole = file();
    for cut in [0, 7, 8, 100, whole.len() / 2, whole.len() - 1] {
        let error = Model::from_bytes(whole[..cut].to_vec())
            .err()
            .expect("refused");
        assert!(matches!(error, ModelError::Container(_)), "{cut}: {error}");
    }
    let mut flipped = whole.to_vec();
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    assert!(matches!(
        Model::from_bytes(flipped),
        Err(ModelError::Checksum { .. })
    ));
}

#[test]
fn files_of_others_are_refused() {
    let foreign = safetensors::serialize(
        [(
            "x",
            safetensors::tensor::TensorView::new(safetensors::Dtype::U8, vec![1], &[1])
                .expect("a tensor"),
        )],
        None,
    );
    let error = Model::from_bytes(foreign.expect("serialises"))
        .err()
        .expect("refused");
    assert!(matches!(error, ModelError::Format(None)), "{error}");
}
