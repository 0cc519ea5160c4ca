//! Words a second, and the time to load: `cargo bench -p sayso-neural`.
#![allow(missing_docs)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::Arc;

use divan::{Bencher, counter::ItemsCount};
use sayso_article::{Annotator, Article};
use sayso_neural::{Level, Model, NeuralAnnotator};

fn main() {
    divan::main();
}

/// The shipped model, or random weights of the same shape.
fn file() -> Vec<u8> {
    let shipped = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../models/sayso-en.safetensors"
    );
    std::fs::read(shipped).unwrap_or_else(|_| {
        let names: Vec<String> = (0..30_519).map(|i| format!("w{i}")).collect();
        let mut vocabulary = vec!["[CLS]", "[SEP]", "[UNK]"];
        vocabulary.extend(names.iter().map(String::as_str));
        support::random_model(&vocabulary, 6)
    })
}

const NEWS: &str = "The interior minister of Kenya, Amina Warsame, said on Tuesday that police had \
    not fired at the protesters. \"We will publish the footage this week,\" she told reporters in \
    Nairobi. Lawyers for the families disputed her account, and a doctor at the city's main \
    hospital said that eleven people were being treated for gunshot wounds.\n";

#[divan::bench(args = [Level::Avx512, Level::Avx2, Level::Portable], sample_count = 10)]
fn annotate(bencher: Bencher, level: Level) {
    let model = Model::with_level(file(), level).expect("a model");
    let article = Article::plain(&NEWS.repeat(if level == Level::Portable { 4 } else { 60 }));
    let annotator = NeuralAnnotator::new(Arc::new(model), 1).expect("a thread");
    let words = annotator.annotate(&[&article])[0].0.tokens().len();
    bencher
        .counter(ItemsCount::new(words))
        .bench(|| annotator.annotate(&[&article]));
}

#[divan::bench(sample_count = 10)]
fn load(bencher: Bencher) {
    let bytes = file();
    bencher
        .with_inputs(|| bytes.clone())
        .bench_values(Model::from_bytes);
}
