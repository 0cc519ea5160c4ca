//! The one module with `unsafe`: choosing an instruction set at run time, and
//! the integer tiles that need instructions the compiler does not find itself.
//!
//! Everything else in the crate is plain Rust over fixed-size arrays. It is
//! written once, generic over [`Isa`], and [`dispatch!`] compiles it again for
//! each instruction set, so that the compiler vectorises it with the registers
//! the machine really has. The integer products are the same on every set
//! (weights stay within 7 bits, so the 16-bit steps of AVX2 never saturate);
//! float results are the same on every set with a fused multiply-add.
#![allow(unsafe_code)]

/// Columns in a packed panel of weights.
pub(crate) const PANEL: usize = 64;
/// Most rows one call of [`Isa::tile`] takes.
pub(crate) const ROWS: usize = 6;

/// Sixty-four bytes on their own cache line: four consecutive inputs of
/// sixteen output columns.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct Line(pub [i8; 64]);

/// Products of a tile: `acc[row][column]`.
pub(crate) type Tile = [[i32; PANEL]; ROWS];

/// What differs between instruction sets.
pub(crate) trait Isa: Copy {
    /// Whether `a * b + c` rounds once.
    const FMA: bool;

    /// Integer products of up to [`ROWS`] rows of `a` with one panel of weights.
    ///
    /// `a` holds rows of bytes, `stride` apart; the row length is
    /// `panel.len()` bytes (four per step, four lines per step). Only the
    /// first `rows` rows of `acc` are written.
    fn tile(a: &[u8], stride: usize, rows: usize, panel: &[Line], acc: &mut Tile);
}

/// `a * b + c`, fused where the instruction set can.
#[inline(always)]
pub(crate) fn fma<I: Isa>(a: f32, b: f32, c: f32) -> f32 {
    if I::FMA { a.mul_add(b, c) } else { a * b + c }
}

/// Panics unless `rows` rows of `a` can be read in whole: every tile calls it
/// first, and the unchecked loads rely on it.
#[inline(always)]
fn check(a: &[u8], stride: usize, rows: usize, panel: &[Line]) {
    assert!((1..=ROWS).contains(&rows) && panel.len().is_multiple_of(4));
    assert!(a.len() >= (rows - 1) * stride + panel.len());
}

/// Any machine: the compiler's own vectorisation, no fused multiply-add.
#[derive(Clone, Copy)]
pub(crate) struct Portable;

impl Isa for Portable {
    const FMA: bool = cfg!(target_arch = "aarch64");

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

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
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
    unsafe fn tile_vnni<const R: usize>(
        a: &[u8],
        stride: usize,
        panel: &[Line],
        acc: &mut Tile,
    ) {
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
                        a.as_ptr().add((first + r) * stride + 4 * k).cast::<i32>().read_unaligned()
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
}

/// An instruction set to compute with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// No more than the compilation target guarantees.
    Portable,
    /// x86-64 with AVX2 and FMA.
    Avx2,
    /// x86-64 with AVX-512 F, BW, VL and VNNI.
    Avx512,
}

impl Level {
    /// The best set this machine has.
    pub fn detect() -> Level {
        #[cfg(target_arch = "x86_64")]
        {
            if Level::Avx512.available() {
                return Level::Avx512;
            }
            if Level::Avx2.available() {
                return Level::Avx2;
            }
        }
        Level::Portable
    }

    /// Whether this machine has the set.
    pub fn available(self) -> bool {
        match self {
            Level::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni")
                    && Level::Avx2.available()
            }
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }
}

/// A [`Level`] that this machine was found to have; only this module makes one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found(Level);

impl Found {
    /// `level`, or the portable set where the machine has not got it.
    pub(crate) fn new(level: Level) -> Found {
        Found(if level.available() { level } else { Level::Portable })
    }

    /// The set in use.
    pub(crate) fn level(self) -> Level {
        self.0
    }
}

/// Defines `fn name(found, args)` that runs the generic `fn inner::<I>(args)`
/// compiled for the instruction set found. `inner` must be `#[inline(always)]`,
/// or it is compiled for the least machine only.
macro_rules! dispatch {
    ($(#[$doc:meta])* $name:ident = $inner:ident($($a:ident: $t:ty),* $(,)?)) => {
        $(#[$doc])*
        #[allow(unsafe_code, clippy::too_many_arguments)]
        pub(crate) fn $name(found: $crate::simd::Found, $($a: $t),*) {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512vl,avx512vnni")]
                #[allow(clippy::too_many_arguments)]
                fn avx512($($a: $t),*) {
                    $inner::<$crate::simd::Avx512>($($a),*)
                }
                #[target_feature(enable = "avx2,fma")]
                #[allow(clippy::too_many_arguments)]
                fn avx2($($a: $t),*) {
                    $inner::<$crate::simd::Avx2>($($a),*)
                }
                match found.level() {
                    // SAFETY: a `Found` is made only of a level the machine has.
                    $crate::simd::Level::Avx512 => return unsafe { avx512($($a),*) },
                    // SAFETY: the same.
                    $crate::simd::Level::Avx2 => return unsafe { avx2($($a),*) },
                    $crate::simd::Level::Portable => {}
                }
            }
            #[cfg(not(target_arch = "x86_64"))]
            let _ = found;
            $inner::<$crate::simd::Portable>($($a),*)
        }
    };
}
pub(crate) use dispatch;

/// The same bytes, as signed ones.
pub(crate) fn signed(bytes: &[u8]) -> &[i8] {
    // SAFETY: `u8` and `i8` have the same size and alignment, and every bit
    // pattern is a value of both.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
}
