//! Self-attention of one chunk, one head at a time.

use crate::aligned::Aligned;
use crate::simd::{Isa, dispatch, fma};

/// Width of a head; the kernel is written for this one.
pub(crate) const HEAD: usize = 32;
/// Queries computed together.
const BLOCK: usize = 6;
/// Keys computed together.
const KEYS: usize = 32;

/// Memory of one thread, used again for every head.
#[derive(Default)]
pub(crate) struct AttentionScratch {
    /// Keys of one head, dimension by dimension: `[HEAD][keys]`.
    keys: Aligned<f32>,
    /// Values of one head, key by key: `[keys][HEAD]`.
    values: Aligned<f32>,
    /// Scores, then weights, of a block of queries: `[BLOCK][keys]`.
    weights: Aligned<f32>,
}

/// e^x for x <= 0, to about 1e-7; 0 below -87.
#[inline(always)]
pub(crate) fn exp<I: Isa>(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0; // 1.5 * 2^23, see `linear`
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = fma::<I>(x, std::f32::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let r = fma::<I>(n, -0.693_359_4, x);
    let r = fma::<I>(n, 2.121_944_4e-4, r);
    let mut p = 1.987_569_1e-4;
    p = fma::<I>(p, r, 1.398_2e-3);
    p = fma::<I>(p, r, 8.333_452e-3);
    p = fma::<I>(p, r, 4.166_579_6e-2);
    p = fma::<I>(p, r, 1.666_666_5e-1);
    p = fma::<I>(p, r, 0.5);
    let y = fma::<I>(p, r * r, r) + 1.0;
    // Adding n to the exponent multiplies by 2^n.
    f32::from_bits(y.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[inline(always)]
fn attend_of<I: Isa>(
    qkv: &[f32],
    heads: usize,
    queries: Option<&[u32]>,
    scratch: &mut AttentionScratch,
    out: &mut [f32],
) {
    let hidden = heads * HEAD;
    let stride = 3 * hidden;
    let len = qkv.len() / stride;
    let padded = len.next_multiple_of(KEYS);
    let count = queries.map_or(len, <[u32]>::len);
    let AttentionScratch { keys, values, weights } = scratch;
    keys.resize(HEAD * padded);
    values.resize(len * HEAD);
    weights.resize(BLOCK * padded);
    let scale = 1.0 / (HEAD as f32).sqrt();
    for head in 0..heads {
        for (j, row) in qkv.chunks_exact(stride).enumerate() {
            let key = &row[hidden + head * HEAD..][..HEAD];
            for (d, &k) in key.iter().enumerate() {
                keys[d * padded + j] = k * scale;
            }
            values[j * HEAD..][..HEAD]
                .copy_from_slice(&row[2 * hidden + head * HEAD..][..HEAD]);
        }
        for d in 0..HEAD {
            keys[d * padded + len..(d + 1) * padded].fill(0.0);
        }
        let mut first = 0;
        while first < count {
            // A short last block repeats its last query; the copies are not stored.
            let mut q = [[0f32; HEAD]; BLOCK];
            for (b, q) in q.iter_mut().enumerate() {
                let i = (first + b).min(count - 1);
                let row = queries.map_or(i, |rows| rows[i] as usize);
                q.copy_from_slice(&qkv[row * stride + head * HEAD..][..HEAD]);
            }
            score::<I>(&q, keys, padded, weights);
            let mut inverse = [0f32; BLOCK];
            for (row, inverse) in weights.chunks_exact_mut(padded).zip(&mut inverse) {
                *inverse = softmax::<I>(row, len);
            }
            let mixed = mix::<I>(weights, padded, values);
            for b in 0..BLOCK.min(count - first) {
                let out = &mut out[(first + b) * hidden + head * HEAD..][..HEAD];
                for d in 0..HEAD {
                    out[d] = mixed[b][d] * inverse[b];
                }
            }
            first += BLOCK;
        }
    }
}

/// Query times key for a block of queries and every key.
#[inline(always)]
fn score<I: Isa>(q: &[[f32; HEAD]; BLOCK], keys: &[f32], padded: usize, out: &mut [f32]) {
    for at in (0..padded).step_by(KEYS) {
        let mut acc = [[[0f32; 16]; 2]; BLOCK];
        for d in 0..HEAD {
            let k: &[f32; KEYS] = keys[d * padded + at..].first_chunk().expect("padded");
            for b in 0..BLOCK {
                for v in 0..2 {
                    for i in 0..16 {
                        acc[b][v][i] = fma::<I>(q[b][d], k[16 * v + i], acc[b][v][i]);
                    }
                }
            }
        }
        for b in 0..BLOCK {
            for v in 0..2 {
                out[b * padded + at + 16 * v..][..16].copy_from_slice(&acc[b][v]);
            }
        }
    }
}

/// Turns scores into unnormalised weights; returns what to multiply by.
#[inline(always)]
fn softmax<I: Isa>(row: &mut [f32], len: usize) -> f32 {
    row[len..].fill(f32::MIN);
    let mut top = [f32::MIN; 16];
    let (blocks, _) = row.as_chunks_mut::<16>();
    for block in &*blocks {
        for i in 0..16 {
            top[i] = if block[i] > top[i] { block[i] } else { top[i] };
        }
    }
    let top = top.iter().fold(f32::MIN, |a, &b| if b > a { b } else { a });
    let mut sum = [0f32; 16];
    for block in blocks {
        for i in 0..16 {
            block[i] = exp::<I>(block[i] - top);
            sum[i] += block[i];
        }
    }
    1.0 / sum.iter().sum::<f32>()
}

/// Weighted sums of the values for a block of queries.
#[inline(always)]
fn mix<I: Isa>(weights: &[f32], padded: usize, values: &[f32]) -> [[f32; HEAD]; BLOCK] {
    let mut acc = [[[0f32; 16]; 2]; BLOCK];
    let rows: [&[f32]; BLOCK] = std::array::from_fn(|b| &weights[b * padded..][..padded]);
    for (j, value) in values.as_chunks::<HEAD>().0.iter().enumerate() {
        for b in 0..BLOCK {
            let w = rows[b][j];
            for v in 0..2 {
                for i in 0..16 {
                    acc[b][v][i] = fma::<I>(w, value[16 * v + i], acc[b][v][i]);
                }
            }
        }
    }
    std::array::from_fn(|b| std::array::from_fn(|d| acc[b][d / 16][d % 16]))
}

dispatch! {
    /// Attends over one chunk. `qkv` holds rows of queries, keys and values,
    /// each `heads * HEAD` wide; `queries` names the rows to answer (all if
    /// none are named). Rows of `heads * HEAD` are written to `out`.
    attend = attend_of(qkv: &[f32], heads: usize, queries: Option<&[u32]>, scratch: &mut AttentionScratch, out: &mut [f32])
}
