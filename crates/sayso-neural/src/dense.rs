//! Small float matrices: the biaffine parts whose cost does not matter.

use crate::aligned::Aligned;
use crate::simd::{Isa, dispatch};

/// Columns computed together.
const WIDTH: usize = 32;
/// Rows computed together.
const ROWS: usize = 6;

/// A float matrix `[inputs][outputs]` with a bias.
pub(crate) struct Dense {
    inputs: usize,
    outputs: usize,
    weight: Aligned<f32>,
    bias: Aligned<f32>,
}

impl Dense {
    /// From `weight(input, output)`; outputs are padded with zeros.
    pub(crate) fn new(
        inputs: usize,
        outputs: usize,
        bias: &[f32],
        at: impl Fn(usize, usize) -> f32,
    ) -> Dense {
        let padded = outputs.next_multiple_of(WIDTH);
        let mut weight = Aligned::zeroed(inputs * padded);
        for i in 0..inputs {
            for o in 0..outputs {
                weight[i * padded + o] = at(i, o);
            }
        }
        let mut own = Aligned::zeroed(padded);
        own[..bias.len()].copy_from_slice(bias);
        Dense {
            inputs,
            outputs: padded,
            weight,
            bias: own,
        }
    }

    /// Outputs, rounded up.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }
}

#[inline(always)]
fn run<I: Isa>(layer: &Dense, input: &[f32], stride: usize, out: &mut [f32]) {
    let rows = out.len() / layer.outputs;
    for first in (0..rows).step_by(ROWS) {
        // A short last block repeats its last row; the copies are not stored.
        let row: [&[f32]; ROWS] =
            std::array::from_fn(|r| &input[(first + r).min(rows - 1) * stride..][..layer.inputs]);
        for at in (0..layer.outputs).step_by(WIDTH) {
            let mut acc = [[I::splat(0.0); 2]; ROWS];
            for (i, w) in layer.weight.chunks_exact(layer.outputs).enumerate() {
                let w = &w[at..at + WIDTH].as_chunks::<16>().0[..2];
                let w = [I::load(&w[0]), I::load(&w[1])];
                for r in 0..ROWS {
                    let x = I::splat(row[r][i]);
                    acc[r][0] = I::fma(x, w[0], acc[r][0]);
                    acc[r][1] = I::fma(x, w[1], acc[r][1]);
                }
            }
            let bias = layer.bias[at..at + WIDTH].as_chunks::<16>().0;
            for r in 0..ROWS.min(rows - first) {
                let out = &mut out[(first + r) * layer.outputs + at..][..WIDTH];
                for (v, out) in out.as_chunks_mut::<16>().0.iter_mut().enumerate() {
                    I::store(I::add(acc[r][v], I::load(&bias[v])), out);
                }
            }
        }
    }
}
dispatch! {
    /// `layer` applied to rows of `input` that start `stride` apart; as many
    /// rows as `out` has room for.
    dense = run(layer: &Dense, input: &[f32], stride: usize, out: &mut [f32])
}
