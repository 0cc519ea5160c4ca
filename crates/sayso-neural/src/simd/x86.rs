//! x86-64: AVX2 and AVX-512.
//!
//! The intrinsics are called in functions that are always inlined into one that
//! `dispatch!` compiled with their features, and a type of this module is named
//! only there: that is what makes each `unsafe` block below sound.
#![allow(
    clippy::needless_range_loop,
    reason = "the loops are unrolled over registers"
)]

use super::{Isa, Line, PANEL, ROWS, Tile, check};
use std::arch::x86_64::*;

/// AVX-512 with the 8-bit dot product (VNNI).
#[derive(Clone, Copy)]
pub(crate) struct Avx512;
/// AVX2 with fused multiply-add.
#[derive(Clone, Copy)]
pub(crate) struct Avx2;

impl Isa for Avx512 {
    const FMA: bool = true;
    type F = __m512;

    #[inline(always)]
    fn splat(x: f32) -> __m512 {
        // SAFETY: see the module; the same holds for every method here.
        unsafe { _mm512_set1_ps(x) }
    }
    #[inline(always)]
    fn load(x: &[f32; 16]) -> __m512 {
        // SAFETY: reads 16 floats.
        unsafe { _mm512_loadu_ps(x.as_ptr()) }
    }
    #[inline(always)]
    fn store(x: __m512, out: &mut [f32; 16]) {
        // SAFETY: writes 16 floats.
        unsafe { _mm512_storeu_ps(out.as_mut_ptr(), x) }
    }
    #[inline(always)]
    fn load_i32(x: &[i32; 16]) -> __m512 {
        // SAFETY: reads 16 integers.
        unsafe { _mm512_cvtepi32_ps(_mm512_loadu_si512(x.as_ptr().cast())) }
    }
    #[inline(always)]
    fn load_i8(x: &[i8; 16]) -> __m512 {
        // SAFETY: reads 16 bytes.
        unsafe { _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(x.as_ptr().cast()))) }
    }
    #[inline(always)]
    fn add(a: __m512, b: __m512) -> __m512 {
        // SAFETY: see the module.
        unsafe { _mm512_add_ps(a, b) }
    }
    #[inline(always)]
    fn sub(a: __m512, b: __m512) -> __m512 {
        // SAFETY: see the module.
        unsafe { _mm512_sub_ps(a, b) }
    }
    #[inline(always)]
    fn mul(a: __m512, b: __m512) -> __m512 {
        // SAFETY: see the module.
        unsafe { _mm512_mul_ps(a, b) }
    }
    #[inline(always)]
    fn fma(a: __m512, b: __m512, c: __m512) -> __m512 {
        // SAFETY: see the module.
        unsafe { _mm512_fmadd_ps(a, b, c) }
    }
    #[inline(always)]
    fn min(a: __m512, b: __m512) -> __m512 {
        // SAFETY: see the module.
        unsafe { _mm512_min_ps(a, b) }
    }
    #[inline(always)]
    fn max(a: __m512, b: __m512) -> __m512 {
        // SAFETY: see the module.
        unsafe { _mm512_max_ps(a, b) }
    }
    #[inline(always)]
    fn store_low_bytes(x: __m512, out: &mut [u8; 16]) {
        // SAFETY: writes 16 bytes.
        unsafe {
            let low = _mm512_cvtepi32_epi8(_mm512_castps_si512(x));
            _mm_storeu_si128(out.as_mut_ptr().cast(), low);
        }
    }
    #[inline(always)]
    fn scale_by_power(y: __m512, n: __m512) -> __m512 {
        // SAFETY: see the module.
        unsafe {
            let n = _mm512_slli_epi32::<23>(_mm512_castps_si512(n));
            _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(y), n))
        }
    }

    #[inline(always)]
    fn tile(a: &[u8], stride: usize, rows: usize, panel: &[Line], acc: &mut Tile) {
        check(a, stride, rows, panel);
        // SAFETY: `dispatch!` names this type only after it has found the
        // features; `check` holds the bounds.
        unsafe {
            match rows {
                1 => tile_vnni::<1>(a, stride, panel, acc),
                2 => tile_vnni::<2>(a, stride, panel, acc),
                3 => tile_vnni::<3>(a, stride, panel, acc),
                4 => tile_vnni::<4>(a, stride, panel, acc),
                5 => tile_vnni::<5>(a, stride, panel, acc),
                _ => tile_vnni::<6>(a, stride, panel, acc),
            }
        }
    }
}

/// # Safety
/// The machine has the features named, and `check` passed for `R` rows.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
unsafe fn tile_vnni<const R: usize>(a: &[u8], stride: usize, panel: &[Line], acc: &mut Tile) {
    let a = a.as_ptr();
    let b = panel.as_ptr().cast::<__m512i>();
    let mut c = [[_mm512_setzero_si512(); 4]; R];
    for k in 0..panel.len() / 4 {
        // SAFETY: four lines per step, each 64 bytes and aligned to 64.
        let w = unsafe {
            [
                _mm512_load_si512(b.add(4 * k)),
                _mm512_load_si512(b.add(4 * k + 1)),
                _mm512_load_si512(b.add(4 * k + 2)),
                _mm512_load_si512(b.add(4 * k + 3)),
            ]
        };
        for r in 0..R {
            // SAFETY: `check`: row `r` has `panel.len()` bytes from `r * stride`.
            let x = unsafe { a.add(r * stride + 4 * k).cast::<i32>().read_unaligned() };
            let x = _mm512_set1_epi32(x);
            for j in 0..4 {
                c[r][j] = _mm512_dpbusd_epi32(c[r][j], x, w[j]);
            }
        }
    }
    for r in 0..R {
        for j in 0..4 {
            // SAFETY: `16 * j + 16 <= PANEL`.
            unsafe { _mm512_storeu_si512(acc[r].as_mut_ptr().add(16 * j).cast(), c[r][j]) };
        }
    }
}

impl Isa for Avx2 {
    const FMA: bool = true;
    type F = [__m256; 2];

    #[inline(always)]
    fn splat(x: f32) -> [__m256; 2] {
        // SAFETY: see the module; the same holds for every method here.
        unsafe { [_mm256_set1_ps(x); 2] }
    }
    #[inline(always)]
    fn load(x: &[f32; 16]) -> [__m256; 2] {
        // SAFETY: reads 16 floats.
        unsafe {
            [
                _mm256_loadu_ps(x.as_ptr()),
                _mm256_loadu_ps(x.as_ptr().add(8)),
            ]
        }
    }
    #[inline(always)]
    fn store(x: [__m256; 2], out: &mut [f32; 16]) {
        // SAFETY: writes 16 floats.
        unsafe {
            _mm256_storeu_ps(out.as_mut_ptr(), x[0]);
            _mm256_storeu_ps(out.as_mut_ptr().add(8), x[1]);
        }
    }
    #[inline(always)]
    fn load_i32(x: &[i32; 16]) -> [__m256; 2] {
        // SAFETY: reads 16 integers.
        unsafe {
            let at = x.as_ptr().cast::<__m256i>();
            [
                _mm256_cvtepi32_ps(_mm256_loadu_si256(at)),
                _mm256_cvtepi32_ps(_mm256_loadu_si256(at.add(1))),
            ]
        }
    }
    #[inline(always)]
    fn load_i8(x: &[i8; 16]) -> [__m256; 2] {
        // SAFETY: reads 16 bytes.
        unsafe {
            let all = _mm_loadu_si128(x.as_ptr().cast());
            [
                _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(all)),
                _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_srli_si128::<8>(all))),
            ]
        }
    }
    #[inline(always)]
    fn add(a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see the module.
        unsafe { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
    }
    #[inline(always)]
    fn sub(a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see the module.
        unsafe { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
    }
    #[inline(always)]
    fn mul(a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see the module.
        unsafe { [_mm256_mul_ps(a[0], b[0]), _mm256_mul_ps(a[1], b[1])] }
    }
    #[inline(always)]
    fn fma(a: [__m256; 2], b: [__m256; 2], c: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see the module.
        unsafe {
            [
                _mm256_fmadd_ps(a[0], b[0], c[0]),
                _mm256_fmadd_ps(a[1], b[1], c[1]),
            ]
        }
    }
    #[inline(always)]
    fn min(a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see the module.
        unsafe { [_mm256_min_ps(a[0], b[0]), _mm256_min_ps(a[1], b[1])] }
    }
    #[inline(always)]
    fn max(a: [__m256; 2], b: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see the module.
        unsafe { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
    }
    #[inline(always)]
    fn store_low_bytes(x: [__m256; 2], out: &mut [u8; 16]) {
        let mut bits = [0f32; 16];
        Self::store(x, &mut bits);
        for i in 0..16 {
            out[i] = bits[i].to_bits() as u8;
        }
    }
    #[inline(always)]
    fn scale_by_power(y: [__m256; 2], n: [__m256; 2]) -> [__m256; 2] {
        // SAFETY: see the module.
        unsafe {
            [0, 1].map(|i| {
                let n = _mm256_slli_epi32::<23>(_mm256_castps_si256(n[i]));
                _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(y[i]), n))
            })
        }
    }

    #[inline(always)]
    fn tile(a: &[u8], stride: usize, rows: usize, panel: &[Line], acc: &mut Tile) {
        check(a, stride, rows, panel);
        let mut r = 0;
        while r < rows {
            let rows = (rows - r).min(2);
            // SAFETY: as above; rows `r..r + rows` are within those checked.
            unsafe {
                if rows == 2 {
                    tile_avx2::<2>(a, stride, r, panel, acc);
                } else {
                    tile_avx2::<1>(a, stride, r, panel, acc);
                }
            }
            r += rows;
        }
    }
}

/// # Safety
/// The machine has AVX2, and `check` passed for rows `first..first + R`.
#[target_feature(enable = "avx2,fma")]
unsafe fn tile_avx2<const R: usize>(
    a: &[u8],
    stride: usize,
    first: usize,
    panel: &[Line],
    acc: &mut Tile,
) {
    debug_assert!(first + R <= ROWS);
    let ones = _mm256_set1_epi16(1);
    let b = panel.as_ptr().cast::<__m256i>();
    for half in 0..PANEL / 32 {
        let mut c = [[_mm256_setzero_si256(); 4]; R];
        for k in 0..panel.len() / 4 {
            for r in 0..R {
                // SAFETY: `check`, as in the AVX-512 tile.
                let x = unsafe {
                    a.as_ptr()
                        .add((first + r) * stride + 4 * k)
                        .cast::<i32>()
                        .read_unaligned()
                };
                let x = _mm256_set1_epi32(x);
                for j in 0..4 {
                    // SAFETY: eight half lines per step; `4 * half + j < 8`.
                    let w = unsafe { _mm256_load_si256(b.add(8 * k + 4 * half + j)) };
                    // 7-bit weights: 2 * 255 * 63 fits into 16 bits.
                    let pairs = _mm256_maddubs_epi16(x, w);
                    c[r][j] = _mm256_add_epi32(c[r][j], _mm256_madd_epi16(pairs, ones));
                }
            }
        }
        for r in 0..R {
            for j in 0..4 {
                let out = &mut acc[first + r][32 * half + 8 * j..][..8];
                // SAFETY: `out` is eight integers long.
                unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), c[r][j]) };
            }
        }
    }
}
