//! Buffers that start on a cache line.

use std::ops::{Deref, DerefMut};

/// A growable buffer whose first element is aligned to 64 bytes, so that no
/// vector load of a row crosses a cache line. Its memory is reused.
#[derive(Debug, Default)]
pub(crate) struct Aligned<T> {
    memory: Vec<T>,
    start: usize,
    len: usize,
}

impl<T: Copy + Default> Aligned<T> {
    /// A buffer of `len` zeros.
    pub(crate) fn zeroed(len: usize) -> Aligned<T> {
        let mut buffer = Aligned {
            memory: Vec::new(),
            start: 0,
            len: 0,
        };
        buffer.resize(len);
        buffer
    }

    /// Sets the length; what the buffer then holds is unspecified.
    pub(crate) fn resize(&mut self, len: usize) {
        let spare = 64 / size_of::<T>().max(1);
        if self.memory.len() < len + spare {
            self.memory = vec![T::default(); len + spare];
            // `align_offset` may give up; an unaligned buffer is only slower.
            self.start = self.memory.as_ptr().align_offset(64).min(spare);
        }
        self.len = len;
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];
    #[inline(always)]
    fn deref(&self) -> &[T] {
        &self.memory[self.start..self.start + self.len]
    }
}

impl<T> DerefMut for Aligned<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.memory[self.start..self.start + self.len]
    }
}
