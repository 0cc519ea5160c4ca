//! Speed of the encoder and the heads on random weights.
#![allow(missing_docs, clippy::print_stdout)]
#[path = "../tests/support/mod.rs"]
mod support;
use sayso_neural::{Level, Model, probe};

fn main() {
    let layers = std::env::args()
        .nth(1)
        .and_then(|a| a.parse().ok())
        .unwrap_or(6);
    if let Some(path) = std::env::args().nth(2) {
        // A random model with a real vocabulary: probe LAYERS VOCAB MODEL
        let vocab = std::fs::read_to_string(path).expect("readable");
        let vocab: Vec<&str> = vocab.lines().collect();
        let out = std::env::args().nth(3).expect("MODEL");
        std::fs::write(out, support::random_model(&vocab, layers)).expect("writable");
        return;
    }
    let vocab: Vec<String> = (0..30522)
        .map(|i| match i {
            0 => "[CLS]".into(),
            1 => "[SEP]".into(),
            2 => "[UNK]".into(),
            i => format!("w{i}"),
        })
        .collect();
    let vocab: Vec<&str> = vocab.iter().map(String::as_str).collect();
    let bytes = support::random_model(&vocab, layers);
    for level in [Level::Avx512, Level::Avx2, Level::Portable] {
        let t = std::time::Instant::now();
        let model = Model::with_level(bytes.clone(), level).expect("loads");
        println!(
            "{:?} load {:.1} ms",
            model.level(),
            t.elapsed().as_secs_f64() * 1e3
        );
        let reps = if level == Level::Portable { 3 } else { 30 };
        for (pieces, every) in [(162, 6), (100, 6)] {
            for _ in 0..3 {
                let (e, h, n) = probe::run(&model, pieces, every, reps);
                let (e, h) = (e / reps as f64, h / reps as f64);
                println!(
                    "{pieces} pieces {n} words: encoder {:.2} ms = {:.0} pieces/s; heads {:.2} ms; {:.0} words/s",
                    e * 1e3,
                    pieces as f64 / e,
                    h * 1e3,
                    n as f64 / (e + h)
                );
            }
        }
    }
}
