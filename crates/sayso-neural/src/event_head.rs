//! The head of events: which words tell an event, of which type and status,
//! and which words name its parties.

use crate::aligned::Aligned;
use crate::heads::Tags;
use crate::linear::{Activation, Linear, QuantRows, linear};
use crate::simd::Found;

/// Order of the heads in [`EventHead::tags`].
pub(crate) const EVT: [&str; 5] = ["event", "status", "mode", "silent", "factual"];
/// Actor, recipient, and the words that date and place the event.
pub(crate) const PARTIES: usize = 4;
/// Least distances in words of the steps of `party.distance`.
const DISTANCES: [usize; 8] = [1, 2, 3, 5, 8, 13, 21, 41];
/// Entries of one role in `party.distance`: the same word, and steps on either side.
pub(crate) const STEPS: usize = 2 * DISTANCES.len() + 1;
/// Words less likely to tell any event are passed over.
const LEAST_EVENT: f32 = 0.03;
/// Parties, types and statuses less likely are left out.
const LEAST: f32 = 0.02;

/// The layers of the head.
pub(crate) struct EventHead {
    /// Types with "O" first, statuses, and the score of no party being named.
    pub tags: Tags,
    /// Projection of the event's word, GELU after; a role's part after another.
    pub event: Linear,
    /// The same of the words that may name a party.
    pub word: Linear,
    /// What the distance adds, [`STEPS`] entries a role.
    pub distance: Vec<f32>,
}

/// Memory of one thread, used again for every chunk.
#[derive(Default)]
pub(crate) struct EventScratch {
    events: Aligned<f32>,
    words: Aligned<f32>,
}

/// An event proposed at one word; numbers are those of labels and of words in
/// the chunk, each with its probability, the likeliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Proposal {
    pub word: usize,
    pub kinds: Vec<(usize, f32)>,
    pub statuses: Vec<(usize, f32)>,
    pub modes: Vec<(usize, f32)>,
    pub arguments: [Vec<(usize, f32)>; PARTIES],
    pub silent: [f32; PARTIES],
}

impl EventHead {
    /// Proposals of one chunk, whose words `rows` hold.
    pub(crate) fn run(
        &self,
        found: Found,
        rows: &QuantRows,
        scores: &mut Aligned<f32>,
        scratch: &mut EventScratch,
    ) -> Vec<Proposal> {
        let n = rows.rows();
        self.tags.scores(found, rows, scores);
        let kinds = self.tags.log_probabilities(scores, 0);
        let (_, count) = self.tags.columns[0];
        let told: Vec<usize> = kinds
            .chunks_exact(count)
            .enumerate()
            .filter(|(_, row)| 1.0 - row[0].exp() >= LEAST_EVENT)
            .map(|(i, _)| i)
            .collect();
        if told.is_empty() {
            return Vec::new();
        }
        let statuses = self.tags.log_probabilities(scores, 1);
        let (_, status_count) = self.tags.columns[1];
        let modes = self.tags.log_probabilities(scores, 2);
        let (_, mode_count) = self.tags.columns[2];
        let (silent, _) = self.tags.columns[3];
        for (layer, out) in [
            (&self.event, &mut scratch.events),
            (&self.word, &mut scratch.words),
        ] {
            out.resize(n * layer.outputs());
            let gelu = Activation::GeluBefore(layer.outputs());
            linear(found, layer, rows, 0, n, gelu, out);
        }
        let width = self.tags.layer.outputs();
        told.into_iter()
            .map(|t| {
                let mut proposal = Proposal {
                    word: t,
                    kinds: likely(&kinds[t * count + 1..][..count - 1], 1),
                    statuses: likely(&statuses[t * status_count..][..status_count], 0),
                    modes: likely(&modes[t * mode_count..][..mode_count], 0),
                    ..Proposal::default()
                };
                for role in 0..PARTIES {
                    let nobody = scores[t * width + silent + role];
                    let mut of = self.party_scores(scratch, n, t, role, nobody);
                    proposal.silent[role] = of.remove(0).exp();
                    proposal.arguments[role] = likely(&of, 0);
                }
                proposal
            })
            .collect()
    }

    /// Log-probabilities of the words of a chunk to name the party; nobody first.
    fn party_scores(
        &self,
        scratch: &EventScratch,
        n: usize,
        t: usize,
        role: usize,
        nobody: f32,
    ) -> Vec<f32> {
        let width = self.event.outputs();
        let dim = width / PARTIES;
        let part = |values: &[f32], i: usize| -> std::ops::Range<usize> {
            let at = i * width + role * dim;
            debug_assert!(at + dim <= values.len());
            at..at + dim
        };
        let event = &scratch.events[part(&scratch.events, t)];
        let scale = 1.0 / (dim as f32).sqrt();
        let mut out = Vec::with_capacity(n + 1);
        out.push(nobody);
        for i in 0..n {
            let word = &scratch.words[part(&scratch.words, i)];
            let dot: f32 = event.iter().zip(word).map(|(a, b)| a * b).sum();
            out.push(dot * scale + self.distance[role * STEPS + step(t, i)]);
        }
        log_softmax(&mut out);
        out
    }
}

/// Scores to log-probabilities.
pub(crate) fn log_softmax(scores: &mut [f32]) {
    let top = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
    let log = scores.iter().map(|&x| (x - top).exp()).sum::<f32>().ln() + top;
    for x in scores {
        *x -= log;
    }
}

/// Number of the distance: 0 the same word, odd behind the event, even before.
pub(crate) fn step(event: usize, word: usize) -> usize {
    let away = event.abs_diff(word);
    let step = DISTANCES.iter().filter(|&&d| away >= d).count();
    if word > event { 2 * step - 1 } else { 2 * step }
}

/// What is likely enough, by falling probability; numbers begin with `first`.
pub(crate) fn likely(logs: &[f32], first: usize) -> Vec<(usize, f32)> {
    let mut out: Vec<(usize, f32)> = logs
        .iter()
        .enumerate()
        .map(|(i, log)| (first + i, log.exp()))
        .filter(|(_, p)| *p >= LEAST)
        .collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_step_as_in_training() {
        let steps: Vec<usize> = [10, 11, 9, 12, 8, 14, 31, 0, 52]
            .iter()
            .map(|&w| step(10, w))
            .collect();
        assert_eq!(steps, [0, 1, 2, 3, 4, 5, 13, 10, 15]);
    }
}
