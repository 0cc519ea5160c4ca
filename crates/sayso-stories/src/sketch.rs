//! What of a text is kept to find its copies: shingles, overlapping runs of
//! [`SHINGLE`] words, and of these a [`Sketch`] of fixed size by MinHash (A.
//! Broder, "On the resemblance and containment of documents", 1997).
//!
//! A sketch depends on the words alone: the same on every machine, in any order
//! of adding, so it can be stored beside the article.

/// Words in a shingle.
pub const SHINGLE: usize = 4;
/// Functions of the sketch of the whole text.
pub const WHOLE: usize = 128;
/// Functions of the sketch of its first [`HEAD_WORDS`] words, by which a copy
/// that was cut short is found.
pub const HEAD: usize = 64;
/// Words that count as the head.
pub const HEAD_WORDS: usize = 100;
/// Length of [`Sketch::to_bytes`].
pub const BYTES: usize = 4 * (WHOLE + HEAD) + 4;

/// MinHash values of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Of the whole text.
    pub whole: [u32; WHOLE],
    /// Of its head.
    pub head: [u32; HEAD],
    /// Length of the text in words.
    pub words: u32,
}

impl Sketch {
    /// Sketch of a text. A text of fewer than [`SHINGLE`] words has no shingle
    /// and its sketch resembles nothing.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let mut sketch = Self {
            whole: [u32::MAX; WHOLE],
            head: [u32::MAX; HEAD],
            words: u32::try_from(words.len()).unwrap_or(u32::MAX),
        };
        for (at, run) in words.windows(SHINGLE).enumerate() {
            let hash = shingle(run);
            least(&mut sketch.whole, hash);
            if at + SHINGLE <= HEAD_WORDS {
                least(&mut sketch.head, hash);
            }
        }
        sketch
    }

    /// How much of the two texts is shared by estimate, 0 to 1: the greater of
    /// the Jaccard resemblances of the wholes and of the heads.
    #[must_use]
    pub fn resemblance(&self, other: &Self) -> f32 {
        let share = |a: &[u32], b: &[u32]| {
            let same = a.iter().zip(b).filter(|(x, y)| x == y && **x != u32::MAX);
            same.count() as f32 / a.len() as f32
        };
        share(&self.whole, &other.whole).max(share(&self.head, &other.head))
    }

    /// For storing: little-endian values, [`BYTES`] long.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let values = self.whole.iter().chain(&self.head).chain([&self.words]);
        values.flat_map(|v| v.to_le_bytes()).collect()
    }

    /// Reads what [`Sketch::to_bytes`] wrote; `None` when the length is wrong.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != BYTES {
            return None;
        }
        let mut values = bytes
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut sketch = Self {
            whole: [0; WHOLE],
            head: [0; HEAD],
            words: 0,
        };
        for slot in sketch.whole.iter_mut().chain(&mut sketch.head) {
            *slot = values.next()?;
        }
        sketch.words = values.next()?;
        Some(sketch)
    }
}

/// Lowers each value to that of `hash` under its function: multiply and add with
/// odd constants from a seeded sequence, the high half kept.
fn least(values: &mut [u32], hash: u64) {
    let mut seed = 0x5a75_0a11_u64;
    for value in values {
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let new = (mix(hash ^ seed) >> 32) as u32;
        *value = (*value).min(new);
    }
}

/// Hashes of all shingles of a text, sorted, each once.
#[must_use]
pub fn shingles(text: &str) -> Vec<u64> {
    let words = words(text);
    let mut out: Vec<u64> = words.windows(SHINGLE).map(shingle).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// How many elements two sorted lists share.
#[must_use]
pub fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                n += 1;
                i += 1;
                j += 1;
            }
        }
    }
    n
}

/// Hashes of the words of a text in order: runs of letters and digits, in lower
/// case. Punctuation and spacing, which editors change, do not count.
fn words(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| {
            // FNV-1a over the lower-case letters.
            let mut hash = 0xcbf2_9ce4_8422_2325_u64;
            for c in w.chars().flat_map(char::to_lowercase) {
                hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
            }
            hash
        })
        .collect()
}

fn shingle(run: &[u64]) -> u64 {
    run.iter().fold(0, |hash, word| mix(hash ^ word))
}

/// The finaliser of SplitMix64: every bit of the result depends on every bit.
fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The harbour of Vellmar was closed on Monday after a storm tore two cranes \
        from their rails, the port authority said. No one was hurt.";

    #[test]
    fn case_and_punctuation_do_not_count() {
        let other = TEXT.to_uppercase().replace(", the", " – the");
        assert_eq!(Sketch::of(TEXT), Sketch::of(&other));
        assert_eq!(shingles(TEXT), shingles(&other));
    }

    #[test]
    fn resemblance_is_near_the_share_of_shingles() {
        let long: String = (0..200).map(|i| format!("word{i} ")).collect();
        let half: String = (100..300).map(|i| format!("word{i} ")).collect();
        let share = |n: usize, a: usize, b: usize| n as f32 / (a + b - n) as f32;
        let (a, b) = (shingles(&long), shingles(&half));
        let exact = share(shared(&a, &b), a.len(), b.len());
        let guess = Sketch::of(&long).resemblance(&Sketch::of(&half));
        assert!((exact - guess).abs() < 0.12, "{exact} {guess}");
    }

    #[test]
    fn a_text_without_shingles_resembles_nothing() {
        let empty = Sketch::of("Breaking news");
        assert_eq!(empty.words, 2);
        assert!(empty.resemblance(&empty) < 1e-9);
    }

    #[test]
    fn bytes_come_back() {
        let sketch = Sketch::of(TEXT);
        let bytes = sketch.to_bytes();
        assert_eq!(bytes.len(), BYTES);
        assert_eq!(Sketch::from_bytes(&bytes), Some(sketch));
        assert_eq!(Sketch::from_bytes(&bytes[1..]), None);
    }
}
