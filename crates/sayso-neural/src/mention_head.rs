//! The head of mentions: which earlier words of the chunk name the same as a word.

use crate::aligned::Aligned;
use crate::event_head::{STEPS, likely, log_softmax, step};
use crate::linear::{Activation, Linear, QuantRows, linear};
use crate::simd::Found;

/// The layers of the head.
pub(crate) struct MentionHead {
    /// The score that a word names something new.
    pub new: Linear,
    /// Projections of a word as the later and as the earlier mention, side by
    /// side, GELU after.
    pub words: Linear,
    /// What the distance adds, [`STEPS`] entries.
    pub distance: Vec<f32>,
    /// By number of the part of speech: whether such words mention somebody.
    pub mentions: Vec<bool>,
}

/// Memory of one thread, used again for every chunk.
#[derive(Default)]
pub(crate) struct MentionScratch {
    new: Aligned<f32>,
    words: Aligned<f32>,
}

/// A word and the earlier words of the chunk that may name the same, the
/// likeliest first; what is left to 1 is something new or out of sight.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Earlier {
    pub word: usize,
    pub earlier: Vec<(usize, f32)>,
}

impl MentionHead {
    /// The mentions of one chunk, whose words `rows` hold; `upos` gives their
    /// parts of speech by number.
    pub(crate) fn run(
        &self,
        found: Found,
        rows: &QuantRows,
        upos: impl Iterator<Item = u16>,
        scratch: &mut MentionScratch,
    ) -> Vec<Earlier> {
        let n = rows.rows();
        let MentionScratch { new, words } = scratch;
        new.resize(n * self.new.outputs());
        linear(found, &self.new, rows, 0, n, Activation::None, new);
        words.resize(n * self.words.outputs());
        let gelu = Activation::GeluBefore(self.words.outputs());
        linear(found, &self.words, rows, 0, n, gelu, words);
        let dim = self.words.outputs() / 2;
        let scale = 1.0 / (dim as f32).sqrt();
        let part = |word: usize, half: usize| &words[(2 * word + half) * dim..][..dim];
        let mut out = Vec::new();
        let asked = upos
            .enumerate()
            .filter(|&(_, u)| self.mentions[usize::from(u)]);
        for (word, _) in asked {
            let later = part(word, 0);
            let mut scores = Vec::with_capacity(word + 1);
            scores.push(new[word * self.new.outputs()]);
            scores.extend((0..word).map(|i| {
                let dot: f32 = later.iter().zip(part(i, 1)).map(|(a, b)| a * b).sum();
                dot * scale + self.distance[step(word, i)]
            }));
            log_softmax(&mut scores);
            let earlier = likely(&scores[1..], 0);
            if !earlier.is_empty() {
                out.push(Earlier { word, earlier });
            }
        }
        debug_assert_eq!(self.distance.len(), STEPS);
        out
    }
}
