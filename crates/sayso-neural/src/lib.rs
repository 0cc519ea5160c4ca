//! The neural half of sayso, without any runtime but its own: a model file and
//! the text of articles in, their [`sayso_article::Syntax`] out.
//!
//! A word is turned into pieces, pieces are packed into chunks, one encoder
//! pass gives a vector for each word, and small heads on top of it read off
//! sentences, tags, trees, names and attributions. Weights and activations are
//! 8-bit integers with scales of their own for every output and every token,
//! so the result for a text does not depend on what else is computed with it,
//! nor on the number of threads.
#![deny(unsafe_op_in_unsafe_fn)]

mod aligned;
mod annotator;
mod attention;
mod chunks;
mod dense;
mod encoder;
mod error;
mod file;
mod heads;
mod labels;
mod lemma;
mod linear;
mod model;
#[cfg(test)]
mod parity;
mod simd;
mod tokenizer;
mod tree;
mod viterbi;
mod wordpiece;

pub use annotator::NeuralAnnotator;
pub use error::ModelError;
pub use model::Model;
pub use simd::Level;

#[doc(hidden)]
pub mod probe {
    //! Entry for measurements below the level of articles.
    use crate::Model;
    use crate::encoder::{Chunk, EncoderScratch};
    use crate::heads::HeadScratch;

    /// Times of one chunk in seconds: encoder, heads.
    pub fn run(model: &Model, pieces: usize, every: usize, reps: usize) -> (f64, f64, usize) {
        let chunk = Chunk {
            pieces: (0..pieces)
                .map(|i| (1000 + i * 7919 % 20000) as u32)
                .collect(),
            casing: (0..pieces).map(|i| (i % 7) as u8).collect(),
            words: (1..pieces - 1)
                .filter(|i| i % every != 0)
                .map(|i| i as u32)
                .collect(),
        };
        let n = chunk.words.len();
        let mut breaks = vec![false; n];
        for i in 0..n {
            breaks[i] = i % 25 == 24 || i + 1 == n;
        }
        let (mut e, mut h) = (EncoderScratch::default(), HeadScratch::default());
        let mut groups =
            [const { None }; 3].map(|_: Option<()>| crate::aligned::Aligned::default());
        let (mut te, mut th) = (0.0, 0.0);
        let embeddings = model.embeddings();
        for _ in 0..reps {
            let t = std::time::Instant::now();
            model
                .encoder
                .run(model.found(), &embeddings, &chunk, &mut e, &mut groups);
            te += t.elapsed().as_secs_f64();
            let t = std::time::Instant::now();
            std::hint::black_box(model.heads.run(
                model.found(),
                &groups,
                model.encoder.hidden,
                &breaks,
                &mut h,
            ));
            th += t.elapsed().as_secs_f64();
        }
        (te, th, n)
    }
}
