//! The transformer encoder: pieces of one chunk in, a vector for each word out.

use crate::aligned::Aligned;
use crate::attention::{AttentionScratch, attend};
use crate::linear::{Activation, Linear, QuantRows, linear, quantise_rows};
use crate::simd::{Found, Isa, dispatch, sum};

/// Rows of the feed-forward layer computed together, so that its wide hidden
/// rows stay in the nearest caches.
const FEED_ROWS: usize = 48;

/// A layer normalisation.
pub(crate) struct Norm {
    pub weight: Aligned<f32>,
    pub bias: Aligned<f32>,
    pub eps: f32,
}

/// One transformer layer.
pub(crate) struct Layer {
    pub qkv: Linear,
    pub output: Linear,
    pub norm1: Norm,
    pub up: Linear,
    pub down: Linear,
    pub norm2: Norm,
}

/// Piece embeddings: one byte row and one scale each.
pub(crate) struct Embeddings<'a> {
    pub word: &'a [i8],
    pub scale: &'a [f32],
    pub position: &'a [f32],
    pub casing: &'a [f32],
}

/// One chunk to encode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// Piece ids, with the opening and closing marks.
    pub pieces: Vec<u32>,
    /// Casing class of each piece.
    pub casing: Vec<u8>,
    /// Position in `pieces` of each word's first piece, in ascending order.
    pub words: Vec<u32>,
}

/// The encoder's shape and weights, but for the embeddings table.
pub(crate) struct Encoder {
    pub hidden: usize,
    pub heads: usize,
    pub norm: Norm,
    pub layers: Vec<Layer>,
    /// For each group of heads, the weights of the embedding output and of
    /// each layer's output.
    pub mixes: Vec<Vec<f32>>,
}

/// Memory of one thread, used again for every chunk.
#[derive(Default)]
pub(crate) struct EncoderScratch {
    state: Aligned<f32>,
    wide: Aligned<f32>,
    narrow: Aligned<f32>,
    rows: QuantRows,
    feed: QuantRows,
    attention: AttentionScratch,
}

impl Encoder {
    /// Encodes `chunk`; `out[group]` receives one row of `hidden` per word.
    pub(crate) fn run(
        &self,
        found: Found,
        embeddings: &Embeddings,
        chunk: &Chunk,
        scratch: &mut EncoderScratch,
        out: &mut [Aligned<f32>],
    ) {
        let EncoderScratch {
            state,
            wide,
            narrow,
            rows,
            feed,
            attention,
        } = scratch;
        let hidden = self.hidden;
        let pieces = chunk.pieces.len();
        state.resize(pieces * hidden);
        rows.reset(pieces, hidden);
        embed(found, embeddings, chunk, &self.norm, state, rows);
        for (mix, out) in self.mixes.iter().zip(&mut *out) {
            out.resize(chunk.words.len() * hidden);
            out.fill(0.0);
            add_mix(found, state, hidden, Some(&chunk.words), mix[0], out);
        }
        for (i, layer) in self.layers.iter().enumerate() {
            let last = i + 1 == self.layers.len();
            wide.resize(pieces * layer.qkv.outputs());
            linear(found, &layer.qkv, rows, 0, pieces, Activation::None, wide);
            // After the last attention only the words' first pieces matter.
            let queries = last.then_some(chunk.words.as_slice());
            let count = queries.map_or(pieces, <[u32]>::len);
            narrow.resize(count * hidden);
            attend(found, wide, self.heads, queries, attention, narrow);
            quantise_rows(found, narrow, hidden, rows);
            if last {
                for (to, &from) in chunk.words.iter().enumerate() {
                    let from = from as usize * hidden;
                    state.copy_within(from..from + hidden, to * hidden);
                }
            }
            linear(
                found,
                &layer.output,
                rows,
                0,
                count,
                Activation::None,
                narrow,
            );
            add_norm(
                found,
                &mut state[..count * hidden],
                narrow,
                &layer.norm1,
                0,
                rows,
            );
            self.feed_forward(found, layer, count, state, wide, narrow, rows, feed);
            let words = if last {
                None
            } else {
                Some(chunk.words.as_slice())
            };
            for (mix, out) in self.mixes.iter().zip(&mut *out) {
                add_mix(found, state, hidden, words, mix[i + 1], out);
            }
        }
    }

    /// The feed-forward half of a layer, a block of rows at a time.
    #[allow(clippy::too_many_arguments)]
    fn feed_forward(
        &self,
        found: Found,
        layer: &Layer,
        count: usize,
        state: &mut [f32],
        wide: &mut Aligned<f32>,
        narrow: &mut Aligned<f32>,
        rows: &mut QuantRows,
        feed: &mut QuantRows,
    ) {
        let hidden = self.hidden;
        let inner = layer.up.outputs();
        for first in (0..count).step_by(FEED_ROWS) {
            let block = FEED_ROWS.min(count - first);
            wide.resize(block * inner);
            linear(
                found,
                &layer.up,
                rows,
                first,
                block,
                Activation::GeluBefore(inner),
                wide,
            );
            quantise_rows(found, wide, inner, feed);
            narrow.resize(block * hidden);
            linear(found, &layer.down, feed, 0, block, Activation::None, narrow);
            let state = &mut state[first * hidden..][..block * hidden];
            add_norm(found, state, narrow, &layer.norm2, first, rows);
        }
    }
}

/// Normalises one row in place.
#[inline(always)]
fn normalise<I: Isa>(row: &mut [f32], norm: &Norm) {
    let width = row.len() as f32;
    let (blocks, _) = row.as_chunks_mut::<16>();
    let mut total = I::splat(0.0);
    for block in &*blocks {
        total = I::add(total, I::load(block));
    }
    let mean = I::splat(sum::<I>(total) / width);
    let mut square = I::splat(0.0);
    for block in &*blocks {
        let d = I::sub(I::load(block), mean);
        square = I::fma(d, d, square);
    }
    let inverse = I::splat(1.0 / (sum::<I>(square) / width + norm.eps).sqrt());
    let weights = norm.weight.as_chunks::<16>().0;
    let biases = norm.bias.as_chunks::<16>().0;
    for ((block, w), b) in blocks.iter_mut().zip(weights).zip(biases) {
        let d = I::mul(I::sub(I::load(block), mean), inverse);
        I::store(I::fma(d, I::load(w), I::load(b)), block);
    }
}

#[inline(always)]
fn embed_of<I: Isa>(
    embeddings: &Embeddings,
    chunk: &Chunk,
    norm: &Norm,
    state: &mut [f32],
    rows: &mut QuantRows,
) {
    let hidden = norm.weight.len();
    for (i, row) in state.chunks_exact_mut(hidden).enumerate() {
        let id = chunk.pieces[i] as usize;
        let word = &embeddings.word[id * hidden..][..hidden];
        let position = &embeddings.position[i * hidden..][..hidden];
        let casing = &embeddings.casing[usize::from(chunk.casing[i]) * hidden..][..hidden];
        let scale = I::splat(embeddings.scale[id]);
        let others = position
            .as_chunks::<16>()
            .0
            .iter()
            .zip(casing.as_chunks::<16>().0);
        let (blocks, _) = row.as_chunks_mut::<16>();
        for ((block, w), (p, c)) in blocks.iter_mut().zip(word.as_chunks::<16>().0).zip(others) {
            let x = I::fma(I::load_i8(w), scale, I::load(p));
            I::store(I::add(x, I::load(c)), block);
        }
        normalise::<I>(row, norm);
        rows.set_row::<I>(i, row);
    }
}
dispatch! {
    /// Embedding output of a chunk, also as bytes.
    embed = embed_of(embeddings: &Embeddings, chunk: &Chunk, norm: &Norm, state: &mut [f32], rows: &mut QuantRows)
}

#[inline(always)]
fn add_norm_of<I: Isa>(
    state: &mut [f32],
    added: &[f32],
    norm: &Norm,
    first: usize,
    rows: &mut QuantRows,
) {
    let hidden = norm.weight.len();
    let pairs = state
        .chunks_exact_mut(hidden)
        .zip(added.chunks_exact(hidden));
    for (i, (row, added)) in pairs.enumerate() {
        let added = added.as_chunks::<16>().0;
        for (x, y) in row.as_chunks_mut::<16>().0.iter_mut().zip(added) {
            I::store(I::add(I::load(x), I::load(y)), x);
        }
        normalise::<I>(row, norm);
        rows.set_row::<I>(first + i, row);
    }
}
dispatch! {
    /// Adds, normalises and quantises rows; row 0 goes to row `first` of `rows`.
    add_norm = add_norm_of(state: &mut [f32], added: &[f32], norm: &Norm, first: usize, rows: &mut QuantRows)
}

#[inline(always)]
fn add_mix_of<I: Isa>(
    state: &[f32],
    hidden: usize,
    words: Option<&[u32]>,
    weight: f32,
    out: &mut [f32],
) {
    let factor = I::splat(weight);
    for (i, out) in out.chunks_exact_mut(hidden).enumerate() {
        let row = words.map_or(i, |words| words[i] as usize);
        let row = state[row * hidden..][..hidden].as_chunks::<16>().0;
        for (o, x) in out.as_chunks_mut::<16>().0.iter_mut().zip(row) {
            I::store(I::fma(factor, I::load(x), I::load(o)), o);
        }
    }
}
dispatch! {
    /// Adds `weight` times the state of each word (rows `words`, or all rows).
    add_mix = add_mix_of(state: &[f32], hidden: usize, words: Option<&[u32]>, weight: f32, out: &mut [f32])
}
