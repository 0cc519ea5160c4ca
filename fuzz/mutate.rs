//! Changes to seeds, the same for the same number: bits, pieces, words of the
//! formats, numbers, and parts of other seeds.

/// A generator of numbers (xorshift64*), the same on every machine.
pub struct Numbers(u64);

impl Numbers {
    /// Starts from any number.
    pub fn new(start: u64) -> Numbers {
        Numbers(start.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16;
        (number % n.max(1) as u64) as usize
    }
}

/// Pieces that the readers look for.
const WORDS: [&[u8]; 44] = [
    b"<",
    b">",
    b"</",
    b"/>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<p>",
    b"</p>",
    b"<div>",
    b"</div>",
    b"<b>",
    b"<table>",
    b"<script>",
    b"</script>",
    b"<item>",
    b"</item>",
    b"<entry>",
    b"</entry>",
    b"&amp;",
    b"&#0;",
    b"&#x10ffff;",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\0",
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"WARC/1.0\r\n",
    b"Content-Length: ",
    b"-1",
    b"0",
    b"18446744073709551615",
    b"99999999",
    b"\"",
    b"'",
    b"{",
    b"}",
    b"\t",
    b",",
    b"[[rule]]",
    b"\xf0\x9f\x98\x80",
    b"\xcc\x81",
];

/// Longest input that is made, in bytes.
const LONGEST: usize = 200_000;

/// A changed copy of one of `seeds`.
pub fn mutate(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = seeds
        .get(numbers.below(seeds.len()))
        .cloned()
        .unwrap_or_default();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(out.len() + 1);
        let most = 1 << numbers.below(10);
        let length = 1 + numbers.below(most);
        let end = (at + length).min(out.len());
        match numbers.below(9) {
            0 if at < out.len() => out[at] ^= 1 << numbers.below(8),
            1 if at < out.len() => out[at] = numbers.below(256) as u8,
            2 => drop(out.drain(at..end)),
            3 => {
                let piece = out[at..end].to_vec();
                let to = numbers.below(out.len() + 1);
                out.splice(to..to, piece);
            }
            4 => {
                let word = WORDS[numbers.below(WORDS.len())];
                out.splice(at..at, word.iter().copied());
            }
            5 => {
                // The same piece many times: depth and repetition.
                let most = 1 << numbers.below(9);
                let piece = out[at..end].repeat(1 + numbers.below(most));
                out.splice(at..at, piece);
            }
            6 => {
                let other = &seeds[numbers.below(seeds.len())];
                let from = numbers.below(other.len() + 1);
                let until = (from + 16 * length).min(other.len());
                out.splice(at..at, other[from..until].iter().copied());
            }
            7 => out.truncate(at),
            _ => {
                let digit = out[at..].iter().position(u8::is_ascii_digit);
                if let Some(digit) = digit {
                    out[at + digit] = b"0123456789-"[numbers.below(11)];
                }
            }
        }
        out.truncate(LONGEST);
    }
    out
}

/// The seeds of a target, in order of name.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/");
    let entries = std::fs::read_dir(format!("{folder}{target}")).expect("a folder of seeds");
    let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    paths
        .iter()
        .map(|p| std::fs::read(p).expect("a seed"))
        .collect()
}
