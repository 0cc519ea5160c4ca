//! Quantised linear layers: bytes in, integer products, floats out.
//!
//! Activations are quantised a row (token) at a time with the row's own least
//! and greatest value, so a token's result never depends on its neighbours in
//! a batch. Weights are signed 7-bit integers with one scale per output.

use crate::aligned::Aligned;
use crate::simd::{Isa, Line, PANEL, ROWS, Tile, dispatch, extreme};

/// Rows of activations as bytes: `value = (byte - zero) * scale`.
#[derive(Default)]
pub(crate) struct QuantRows {
    width: usize,
    bytes: Aligned<u8>,
    scale: Vec<f32>,
    zero: Vec<f32>,
}

impl QuantRows {
    /// Makes room for `rows` rows of `width` values; old contents are lost.
    pub(crate) fn reset(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.bytes.resize(rows * width);
        self.scale.resize(rows, 0.0);
        self.zero.resize(rows, 0.0);
    }

    /// Quantises `values` as row `row`.
    #[inline(always)]
    pub(crate) fn set_row<I: Isa>(&mut self, row: usize, values: &[f32]) {
        let bytes = &mut self.bytes[row * self.width..][..self.width];
        (self.scale[row], self.zero[row]) = quantise::<I>(values, bytes);
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.scale.len()
    }
}

/// 1.5 * 2^23: added to a small float, it leaves the nearest integer in the
/// low bits of the sum.
const ROUND: f32 = 12_582_912.0;

/// Quantises one row; returns (scale, zero).
///
/// The scale divides the range, widened to hold 0, into 254 steps and the zero
/// point is rounded up, so every byte lies within 0..=255 without clamping.
#[inline(always)]
fn quantise<I: Isa>(values: &[f32], bytes: &mut [u8]) -> (f32, f32) {
    let (blocks, _) = values.as_chunks::<16>();
    let (mut lo, mut hi) = (I::splat(0.0), I::splat(0.0));
    for block in blocks {
        let x = I::load(block);
        lo = I::min(lo, x);
        hi = I::max(hi, x);
    }
    let (lo, hi) = (extreme::<I>(lo, false), extreme::<I>(hi, true));
    let scale = ((hi - lo) / 254.0).max(1e-12);
    let inverse = 1.0 / scale;
    let zero = (-lo * inverse).ceil();
    let (factor, offset, round) = (I::splat(inverse), I::splat(zero), I::splat(ROUND));
    let (out, _) = bytes.as_chunks_mut::<16>();
    for (out, block) in out.iter_mut().zip(blocks) {
        let x = I::fma(I::load(block), factor, offset);
        I::store_low_bytes(I::add(x, round), out);
    }
    (scale, zero)
}

/// What is done to an output before it is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Activation {
    /// Nothing.
    None,
    /// GELU on the panels before this column (a multiple of [`PANEL`]).
    GeluBefore(usize),
}

/// A linear layer, packed for the integer tiles.
pub(crate) struct Linear {
    inputs: usize,
    /// Outputs rounded up to whole panels; the extra ones are zero.
    outputs: usize,
    lines: Vec<Line>,
    scale: Aligned<f32>,
    bias: Aligned<f32>,
    /// Sum of each output's weights, by which the zero point is taken out.
    sums: Aligned<f32>,
}

/// One matrix as the file holds it: `[outputs, inputs]`, row-major.
pub(crate) struct Weights<'a> {
    /// Signed weights within ±63.
    pub weight: &'a [i8],
    /// One scale per output.
    pub scale: &'a [f32],
    /// One bias per output, or none.
    pub bias: Option<&'a [f32]>,
}

impl Linear {
    /// Packs matrices with the same inputs one after another into one layer.
    /// `inputs` is a multiple of 4; shapes were checked by the caller.
    pub(crate) fn pack(inputs: usize, parts: &[Weights]) -> Linear {
        let used: usize = parts.iter().map(|p| p.scale.len()).sum();
        let outputs = used.next_multiple_of(PANEL);
        let steps = inputs / 4;
        let mut lines = vec![Line([0; 64]); outputs / 16 * steps];
        let mut scale = Aligned::zeroed(outputs);
        let mut bias = Aligned::zeroed(outputs);
        let mut sums = Aligned::zeroed(outputs);
        let mut column = 0;
        for part in parts {
            for (i, row) in part.weight.chunks_exact(inputs).enumerate() {
                let panel = &mut lines[column / PANEL * steps * 4..][..steps * 4];
                let (line, slot) = (column % PANEL / 16, column % 16 * 4);
                for (x, step) in row.as_chunks::<4>().0.iter().zip(panel.chunks_exact_mut(4)) {
                    step[line].0[slot..slot + 4].copy_from_slice(x);
                }
                scale[column] = part.scale[i];
                bias[column] = part.bias.map_or(0.0, |b| b[i]);
                sums[column] = row.iter().map(|&w| i32::from(w)).sum::<i32>() as f32;
                column += 1;
            }
        }
        Linear {
            inputs,
            outputs,
            lines,
            scale,
            bias,
            sums,
        }
    }

    /// Outputs, rounded up to whole panels.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Number of panels.
    pub(crate) fn panels(&self) -> usize {
        self.outputs / PANEL
    }

    /// The packed lines of one panel.
    #[inline(always)]
    fn panel(&self, panel: usize) -> &[Line] {
        &self.lines[panel * self.inputs..][..self.inputs]
    }

    /// Computes one panel of columns for rows `first..first + count` and hands
    /// each row's outputs, [`LANES`] vectors, to `store(row, outputs)`.
    #[inline(always)]
    pub(crate) fn panel_rows<I: Isa>(
        &self,
        input: &QuantRows,
        first: usize,
        count: usize,
        panel: usize,
        gelu: bool,
        mut store: impl FnMut(usize, &[I::F; LANES]),
    ) {
        let columns = panel * PANEL;
        let scale = chunk(&self.scale, columns);
        let bias = chunk(&self.bias, columns);
        let sums = chunk(&self.sums, columns);
        let lines = self.panel(panel);
        let mut acc: Tile = [[0; PANEL]; ROWS];
        let mut row = first;
        while row < first + count {
            let rows = (first + count - row).min(ROWS);
            I::tile(
                &input.bytes[row * input.width..],
                input.width,
                rows,
                lines,
                &mut acc,
            );
            for (r, acc) in acc.iter().enumerate().take(rows) {
                let row_scale = I::splat(input.scale[row + r]);
                let zero = I::splat(-input.zero[row + r]);
                let mut out = [I::splat(0.0); LANES];
                for (i, out) in out.iter_mut().enumerate() {
                    let product = I::fma(zero, lane::<I>(sums, i), I::load_i32(lanes(acc, i)));
                    let scale = I::mul(row_scale, lane::<I>(scale, i));
                    let value = I::fma(product, scale, lane::<I>(bias, i));
                    *out = if gelu { gelu_of::<I>(value) } else { value };
                }
                store(row + r, &out);
            }
            row += rows;
        }
    }
}

#[inline(always)]
fn chunk(values: &[f32], at: usize) -> &[f32; PANEL] {
    values[at..].first_chunk().expect("padded to whole panels")
}

/// Vectors in a row of a panel.
pub(crate) const LANES: usize = PANEL / 16;

#[inline(always)]
fn lanes<T>(values: &[T; PANEL], i: usize) -> &[T; 16] {
    values[16 * i..].first_chunk().expect("i < LANES")
}

#[inline(always)]
fn lane<I: Isa>(values: &[f32; PANEL], i: usize) -> I::F {
    I::load(lanes(values, i))
}

/// GELU to within 2e-4 (the bytes it is turned into next are 50 times
/// coarser): the normal distribution function as an odd polynomial on ±4,
/// fitted by weighted least squares to the least greatest error.
#[inline(always)]
pub(crate) fn gelu_of<I: Isa>(x: I::F) -> I::F {
    let c = I::min(I::max(x, I::splat(-4.0)), I::splat(4.0));
    let t = I::mul(c, c);
    let mut p = I::splat(2.278_073_6e-8);
    p = I::fma(p, t, I::splat(-1.598_563_8e-6));
    p = I::fma(p, t, I::splat(4.795_469_4e-5));
    p = I::fma(p, t, I::splat(-8.140_068e-4));
    p = I::fma(p, t, I::splat(8.772_342_5e-3));
    p = I::fma(p, t, I::splat(-6.457_3e-2));
    p = I::fma(p, t, I::splat(3.978_832_7e-1));
    I::mul(x, I::fma(c, p, I::splat(0.5)))
}

#[inline(always)]
fn run<I: Isa>(
    layer: &Linear,
    input: &QuantRows,
    first: usize,
    count: usize,
    activation: Activation,
    out: &mut [f32],
) {
    let width = layer.outputs;
    for panel in 0..layer.panels() {
        let at = panel * PANEL;
        let mut store = |row: usize, values: &[I::F; LANES]| {
            let out = &mut out[(row - first) * width + at..][..PANEL];
            for (out, &value) in out.as_chunks_mut::<16>().0.iter_mut().zip(values) {
                I::store(value, out);
            }
        };
        if activation == Activation::None
            || matches!(activation, Activation::GeluBefore(n) if at >= n)
        {
            layer.panel_rows::<I>(input, first, count, panel, false, &mut store);
        } else {
            layer.panel_rows::<I>(input, first, count, panel, true, &mut store);
        }
    }
}
dispatch! {
    /// `layer` applied to rows `first..first + count` of `input`; row `first`
    /// is written at the start of `out`, rows `layer.outputs()` apart.
    linear = run(layer: &Linear, input: &QuantRows, first: usize, count: usize, activation: Activation, out: &mut [f32])
}

#[inline(always)]
fn quantise_rows_of<I: Isa>(values: &[f32], width: usize, out: &mut QuantRows) {
    out.reset(values.len() / width, width);
    for (row, values) in values.chunks_exact(width).enumerate() {
        out.set_row::<I>(row, values);
    }
}
dispatch! {
    /// Quantises rows of `width` values.
    quantise_rows = quantise_rows_of(values: &[f32], width: usize, out: &mut QuantRows)
}
