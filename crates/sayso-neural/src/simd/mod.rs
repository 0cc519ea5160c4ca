//! The one module (with its children) with `unsafe`: choosing an instruction set at run time, and
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

    /// Sixteen floats in registers.
    type F: Copy;

    /// The same float sixteen times.
    fn splat(x: f32) -> Self::F;
    /// Sixteen floats from memory.
    fn load(x: &[f32; 16]) -> Self::F;
    /// Sixteen floats to memory.
    fn store(x: Self::F, out: &mut [f32; 16]);
    /// Sixteen integers from memory, as floats.
    fn load_i32(x: &[i32; 16]) -> Self::F;
    /// Sixteen signed bytes from memory, as floats.
    fn load_i8(x: &[i8; 16]) -> Self::F;
    /// `a + b`.
    fn add(a: Self::F, b: Self::F) -> Self::F;
    /// `a - b`.
    fn sub(a: Self::F, b: Self::F) -> Self::F;
    /// `a * b`.
    fn mul(a: Self::F, b: Self::F) -> Self::F;
    /// `a * b + c`, rounded once where [`Isa::FMA`] says so.
    fn fma(a: Self::F, b: Self::F, c: Self::F) -> Self::F;
    /// The lesser of each pair; `b` where `a` is not a number.
    fn min(a: Self::F, b: Self::F) -> Self::F;
    /// The greater of each pair; `b` where `a` is not a number.
    fn max(a: Self::F, b: Self::F) -> Self::F;
    /// The low byte of each float's bits.
    fn store_low_bytes(x: Self::F, out: &mut [u8; 16]);
    /// `y` times two to the power in the low bits of `n`, by adding these to
    /// the exponent.
    fn scale_by_power(y: Self::F, n: Self::F) -> Self::F;

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

/// Sum of sixteen floats, in the same order on every instruction set.
#[inline(always)]
pub(crate) fn sum<I: Isa>(x: I::F) -> f32 {
    let mut all = [0f32; 16];
    I::store(x, &mut all);
    for width in [8, 4, 2, 1] {
        for i in 0..width {
            all[i] += all[i + width];
        }
    }
    all[0]
}

/// The least (`false`) or greatest (`true`) of sixteen floats.
#[inline(always)]
pub(crate) fn extreme<I: Isa>(x: I::F, greatest: bool) -> f32 {
    let mut all = [0f32; 16];
    I::store(x, &mut all);
    all.iter()
        .fold(all[0], |a, &b| if greatest { a.max(b) } else { a.min(b) })
}

/// Panics unless `rows` rows of `a` can be read in whole: every tile calls it
/// first, and the unchecked loads rely on it.
#[inline(always)]
fn check(a: &[u8], stride: usize, rows: usize, panel: &[Line]) {
    assert!((1..=ROWS).contains(&rows) && panel.len().is_multiple_of(4));
    assert!(a.len() >= (rows - 1) * stride + panel.len());
}

mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use portable::Portable;
#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Avx2, Avx512};

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
        Found(if level.available() {
            level
        } else {
            Level::Portable
        })
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
