//! Any machine: what the compiler makes of arrays.

use super::{Isa, Line, PANEL, Tile, check};

/// Any machine: the compiler's own vectorisation, no fused multiply-add.
#[derive(Clone, Copy)]
pub(crate) struct Portable;

/// Applies `f` to each of sixteen lanes.
#[inline(always)]
fn lanes(f: impl Fn(usize) -> f32) -> [f32; 16] {
    let mut out = [0f32; 16];
    for (i, out) in out.iter_mut().enumerate() {
        *out = f(i);
    }
    out
}

impl Isa for Portable {
    const FMA: bool = cfg!(target_arch = "aarch64");
    type F = [f32; 16];

    #[inline(always)]
    fn splat(x: f32) -> [f32; 16] {
        [x; 16]
    }
    #[inline(always)]
    fn load(x: &[f32; 16]) -> [f32; 16] {
        *x
    }
    #[inline(always)]
    fn store(x: [f32; 16], out: &mut [f32; 16]) {
        *out = x;
    }
    #[inline(always)]
    fn load_i32(x: &[i32; 16]) -> [f32; 16] {
        lanes(|i| x[i] as f32)
    }
    #[inline(always)]
    fn load_i8(x: &[i8; 16]) -> [f32; 16] {
        lanes(|i| f32::from(x[i]))
    }
    #[inline(always)]
    fn add(a: [f32; 16], b: [f32; 16]) -> [f32; 16] {
        lanes(|i| a[i] + b[i])
    }
    #[inline(always)]
    fn sub(a: [f32; 16], b: [f32; 16]) -> [f32; 16] {
        lanes(|i| a[i] - b[i])
    }
    #[inline(always)]
    fn mul(a: [f32; 16], b: [f32; 16]) -> [f32; 16] {
        lanes(|i| a[i] * b[i])
    }
    #[inline(always)]
    fn fma(a: [f32; 16], b: [f32; 16], c: [f32; 16]) -> [f32; 16] {
        lanes(|i| super::fma::<Self>(a[i], b[i], c[i]))
    }
    #[inline(always)]
    fn min(a: [f32; 16], b: [f32; 16]) -> [f32; 16] {
        lanes(|i| if a[i] < b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    fn max(a: [f32; 16], b: [f32; 16]) -> [f32; 16] {
        lanes(|i| if a[i] > b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    fn store_low_bytes(x: [f32; 16], out: &mut [u8; 16]) {
        for i in 0..16 {
            out[i] = x[i].to_bits() as u8;
        }
    }
    #[inline(always)]
    fn scale_by_power(y: [f32; 16], n: [f32; 16]) -> [f32; 16] {
        lanes(|i| f32::from_bits(y[i].to_bits().wrapping_add(n[i].to_bits() << 23)))
    }

    #[inline(always)]
    fn tile(a: &[u8], stride: usize, rows: usize, panel: &[Line], acc: &mut Tile) {
        check(a, stride, rows, panel);
        for (r, acc) in acc.iter_mut().enumerate().take(rows) {
            *acc = [0; PANEL];
            let row = &a[r * stride..][..panel.len()];
            for (x, step) in row.chunks_exact(4).zip(panel.chunks_exact(4)) {
                for (out, line) in acc.chunks_exact_mut(16).zip(step) {
                    for (o, w) in out.iter_mut().zip(line.0.chunks_exact(4)) {
                        *o += i32::from(x[0]) * i32::from(w[0])
                            + i32::from(x[1]) * i32::from(w[1])
                            + i32::from(x[2]) * i32::from(w[2])
                            + i32::from(x[3]) * i32::from(w[3]);
                    }
                }
            }
        }
    }
}
