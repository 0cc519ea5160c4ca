//! Small float matrices: the biaffine parts whose cost does not matter.

use crate::aligned::Aligned;
use crate::simd::{Isa, dispatch, fma};

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
        Dense { inputs, outputs: padded, weight, bias: own }
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
        let row: [&[f32]; ROWS] = std::array::from_fn(|r| {
            &input[(first + r).min(rows - 1) * stride..][..layer.inputs]
        });
        for at in (0..layer.outputs).step_by(WIDTH) {
            let mut acc = [[[0f32; 16]; 2]; ROWS];
            for i in 0..layer.inputs {
                let w: &[f32; WIDTH] =
                    layer.weight[i * layer.outputs + at..].first_chunk().expect("padded");
                for r in 0..ROWS {
                    for v in 0..2 {
                        for l in 0..16 {
                            acc[r][v][l] = fma::<I>(row[r][i], w[16 * v + l], acc[r][v][l]);
                        }
                    }
                }
            }
            for r in 0..ROWS.min(rows - first) {
                let out = &mut out[(first + r) * layer.outputs + at..][..WIDTH];
                for l in 0..WIDTH {
                    out[l] = acc[r][l / 16][l % 16] + layer.bias[at + l];
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
