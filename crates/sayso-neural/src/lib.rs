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
mod event_head;
mod file;
mod heads;
mod labels;
mod lemma;
mod linear;
mod mention_head;
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
