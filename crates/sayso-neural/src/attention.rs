//! Self-attention of one chunk, one head at a time.

use crate::aligned::Aligned;
use crate::simd::{Isa, dispatch, extreme, sum};

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

/// e^x for x <= 0, to about 1e-7; as good as 0 below -87.
#[inline(always)]
pub(crate) fn exp<I: Isa>(x: I::F) -> I::F {
    let round = I::splat(12_582_912.0); // 1.5 * 2^23, see `linear`
    let x = I::max(x, I::splat(-87.0));
    let shifted = I::fma(x, I::splat(std::f32::consts::LOG2_E), round);
    let n = I::sub(shifted, round);
    let r = I::fma(n, I::splat(-0.693_359_4), x);
    let r = I::fma(n, I::splat(2.121_944_4e-4), r);
    let mut p = I::splat(1.987_569_1e-4);
    p = I::fma(p, r, I::splat(1.398_2e-3));
    p = I::fma(p, r, I::splat(8.333_452e-3));
    p = I::fma(p, r, I::splat(4.166_579_6e-2));
    p = I::fma(p, r, I::splat(1.666_666_5e-1));
    p = I::fma(p, r, I::splat(0.5));
    let y = I::add(I::fma(p, I::mul(r, r), r), I::splat(1.0));
    I::scale_by_power(y, shifted)
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
    let AttentionScratch {
        keys,
        values,
        weights,
    } = scratch;
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
            values[j * HEAD..][..HEAD].copy_from_slice(&row[2 * hidden + head * HEAD..][..HEAD]);
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
                let factor = I::splat(inverse[b]);
                for (out, &sum) in out.as_chunks_mut::<16>().0.iter_mut().zip(&mixed[b]) {
                    I::store(I::mul(sum, factor), out);
                }
            }
            first += BLOCK;
        }
    }
}

/// Query times key for a block of queries and every key.
#[inline(always)]
fn score<I: Isa>(q: &[[f32; HEAD]; BLOCK], keys: &[f32], padded: usize, out: &mut [f32]) {
    let (rows, _) = keys.as_chunks::<16>();
    let vectors = padded / 16;
    for at in (0..vectors).step_by(KEYS / 16) {
        let mut acc = [[I::splat(0.0); 2]; BLOCK];
        for d in 0..HEAD {
            let k = &rows[d * vectors + at..][..2];
            let k = [I::load(&k[0]), I::load(&k[1])];
            for b in 0..BLOCK {
                let x = I::splat(q[b][d]);
                acc[b][0] = I::fma(x, k[0], acc[b][0]);
                acc[b][1] = I::fma(x, k[1], acc[b][1]);
            }
        }
        for b in 0..BLOCK {
            let (out, _) = out[b * padded + 16 * at..][..KEYS].as_chunks_mut::<16>();
            for (out, &acc) in out.iter_mut().zip(&acc[b]) {
                I::store(acc, out);
            }
        }
    }
}

/// Turns scores into unnormalised weights; returns what to multiply by.
#[inline(always)]
fn softmax<I: Isa>(row: &mut [f32], len: usize) -> f32 {
    row[len..].fill(f32::MIN);
    let (blocks, _) = row.as_chunks_mut::<16>();
    let mut top = I::splat(f32::MIN);
    for block in &*blocks {
        top = I::max(top, I::load(block));
    }
    let top = I::splat(extreme::<I>(top, true));
    let mut total = I::splat(0.0);
    for block in blocks {
        let x = exp::<I>(I::sub(I::load(block), top));
        total = I::add(total, x);
        I::store(x, block);
    }
    1.0 / sum::<I>(total)
}

/// Weighted sums of the values for a block of queries.
#[inline(always)]
fn mix<I: Isa>(weights: &[f32], padded: usize, values: &[f32]) -> [[I::F; 2]; BLOCK] {
    let mut acc = [[I::splat(0.0); 2]; BLOCK];
    let (values, _) = values.as_chunks::<16>();
    let rows: [&[f32]; BLOCK] = std::array::from_fn(|b| &weights[b * padded..][..values.len() / 2]);
    for (j, value) in values.chunks_exact(2).enumerate() {
        let v = [I::load(&value[0]), I::load(&value[1])];
        for b in 0..BLOCK {
            let w = I::splat(rows[b][j]);
            acc[b][0] = I::fma(w, v[0], acc[b][0]);
            acc[b][1] = I::fma(w, v[1], acc[b][1]);
        }
    }
    acc
}

dispatch! {
    /// Attends over one chunk. `qkv` holds rows of queries, keys and values,
    /// each `heads * HEAD` wide; `queries` names the rows to answer (all if
    /// none are named). Rows of `heads * HEAD` are written to `out`.
    attend = attend_of(qkv: &[f32], heads: usize, queries: Option<&[u32]>, scratch: &mut AttentionScratch, out: &mut [f32])
}
