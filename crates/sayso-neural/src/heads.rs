//! The heads: from a vector per word to label scores, arcs and relations.

use crate::aligned::Aligned;
use crate::dense::{Dense, dense};
use crate::event_head::{EventHead, EventScratch, Proposal};
use crate::linear::{Activation, Linear, QuantRows, linear, quantise_rows};
use crate::mention_head::{Earlier, MentionHead, MentionScratch};
use crate::simd::{Found, Isa, PANEL, dispatch, sum};
use crate::tree::best_tree;

/// Several linear heads on the same input, computed as one layer.
pub(crate) struct Tags {
    pub layer: Linear,
    /// First column and number of labels of each head.
    pub columns: Vec<(usize, usize)>,
}

/// The biaffine parser on top of the `syn` words.
pub(crate) struct Biaffine {
    /// Arc and relation projections of words, side by side, GELU after.
    pub project: Linear,
    pub arc_dim: usize,
    pub rel_dim: usize,
    /// The projections of the root, laid out as a word's.
    pub root: Aligned<f32>,
    /// `arc.u`.
    pub arc: Dense,
    /// `arc.hb` and its bias.
    pub head_bias: (Vec<f32>, f32),
    /// `rel.r`: a relation's row of `rel_dim` outputs after another.
    pub relation: Linear,
    pub relations: usize,
    /// Number of the relation `root`.
    pub root_relation: usize,
    /// `rel.rb`.
    pub relation_bias: Dense,
}

/// All heads.
pub(crate) struct Heads {
    /// sent, upos, xpos, feats, lemma.
    pub syn: Tags,
    pub ner: Tags,
    /// source, cue, content.
    pub att: Tags,
    pub biaffine: Biaffine,
    pub events: EventHead,
    pub mentions: MentionHead,
}

/// Order of the heads in [`Heads::syn`].
pub(crate) const SYN: [&str; 5] = ["sent", "upos", "xpos", "feats", "lemma"];
/// Order of the heads in [`Heads::att`].
pub(crate) const ATT: [&str; 3] = ["source", "cue", "content"];

/// Memory of one thread, used again for every chunk.
#[derive(Default)]
pub(crate) struct HeadScratch {
    rows: QuantRows,
    scores: Aligned<f32>,
    projected: Aligned<f32>,
    turned: Aligned<f32>,
    dependents: QuantRows,
    governors: Aligned<f32>,
    pairs: Aligned<f32>,
    pair_bias: Aligned<f32>,
    sums: Aligned<f32>,
    arcs: Vec<f32>,
    events: EventScratch,
    mentions: MentionScratch,
}

/// What the heads say about one word, as label numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordTags {
    pub upos: u16,
    pub xpos: u16,
    pub feats: u16,
    pub lemma: u16,
    pub relation: u16,
    /// Number of the head within the chunk; `None` for the root of a sentence.
    pub head: Option<u32>,
}

/// What the heads say about one chunk.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ChunkTags {
    pub words: Vec<WordTags>,
    /// Word after the last of each sentence.
    pub ends: Vec<usize>,
    /// Log-probabilities of the name labels, a row per word.
    pub names: Vec<f32>,
    /// The same for each attribution role.
    pub roles: [Vec<f32>; 3],
    /// Words that may tell an event.
    pub events: Vec<Proposal>,
    /// Words that may name what earlier words name.
    pub mentions: Vec<Earlier>,
}

impl Heads {
    /// Runs all heads on one chunk. `groups` holds the syn, ner, att,
    /// evt and ref words, rows of `hidden`; `breaks[i]` says that a sentence must end with word `i`.
    pub(crate) fn run(
        &self,
        found: Found,
        groups: &[Aligned<f32>],
        hidden: usize,
        breaks: &[bool],
        scratch: &mut HeadScratch,
    ) -> ChunkTags {
        let n = breaks.len();
        let mut out = ChunkTags {
            words: vec![WordTags::default(); n],
            ..ChunkTags::default()
        };
        if n == 0 {
            return out;
        }
        let [syn, ner, att, evt, mentions] = groups else {
            return out;
        };

        quantise_rows(found, ner, hidden, &mut scratch.rows);
        self.ner.run(found, scratch);
        out.names = self.ner.log_probabilities(&scratch.scores, 0);
        quantise_rows(found, att, hidden, &mut scratch.rows);
        self.att.run(found, scratch);
        out.roles = [0, 1, 2].map(|role| self.att.log_probabilities(&scratch.scores, role));

        quantise_rows(found, evt, hidden, &mut scratch.rows);
        let (rows, scores) = (&scratch.rows, &mut scratch.scores);
        out.events = self.events.run(found, rows, scores, &mut scratch.events);

        quantise_rows(found, syn, hidden, &mut scratch.rows);
        self.syn.run(found, scratch);
        for (i, word) in out.words.iter_mut().enumerate() {
            let label = |head| self.syn.best(&scratch.scores, i, head);
            if breaks[i] || i + 1 == n || label(0) == 1 {
                out.ends.push(i + 1);
            }
            word.upos = label(1);
            word.xpos = label(2);
            word.feats = label(3);
            word.lemma = label(4);
        }
        self.biaffine.run(found, scratch, &mut out);

        quantise_rows(found, mentions, hidden, &mut scratch.rows);
        let upos = out.words.iter().map(|w| w.upos);
        let memory = &mut scratch.mentions;
        out.mentions = self.mentions.run(found, &scratch.rows, upos, memory);
        out
    }
}

impl Tags {
    fn run(&self, found: Found, scratch: &mut HeadScratch) {
        self.scores(found, &scratch.rows, &mut scratch.scores);
    }

    /// Scores of all labels of all heads, a row per word.
    pub(crate) fn scores(&self, found: Found, rows: &QuantRows, out: &mut Aligned<f32>) {
        let n = rows.rows();
        out.resize(n * self.layer.outputs());
        linear(found, &self.layer, rows, 0, n, Activation::None, out);
    }

    /// The label with the highest score; the first of equals.
    fn best(&self, scores: &[f32], word: usize, head: usize) -> u16 {
        let (first, count) = self.columns[head];
        let row = &scores[word * self.layer.outputs() + first..][..count];
        let mut best = 0;
        for (i, &score) in row.iter().enumerate() {
            if score > row[best] {
                best = i;
            }
        }
        best as u16
    }

    /// Log-probabilities of the labels of one head, a row per word.
    pub(crate) fn log_probabilities(&self, scores: &[f32], head: usize) -> Vec<f32> {
        let (first, count) = self.columns[head];
        let mut out = Vec::with_capacity(scores.len() / self.layer.outputs() * count);
        for row in scores.chunks_exact(self.layer.outputs()) {
            let row = &row[first..first + count];
            let top = row.iter().fold(f32::MIN, |a, &b| a.max(b));
            let sum: f32 = row.iter().map(|&x| (x - top).exp()).sum();
            let log = sum.ln();
            out.extend(row.iter().map(|&x| x - top - log));
        }
        out
    }
}

impl Biaffine {
    /// Columns of a projected word: arc dependent, arc head, relation
    /// dependent, relation head.
    fn columns(&self) -> [usize; 4] {
        let (a, r) = (self.arc_dim, self.rel_dim);
        [0, a, 2 * a, 2 * a + r]
    }

    fn run(&self, found: Found, scratch: &mut HeadScratch, out: &mut ChunkTags) {
        let n = out.words.len();
        let width = self.project.outputs();
        let [_, arc_head, rel_dep, rel_head] = self.columns();
        let projected = &mut scratch.projected;
        projected.resize(n * width);
        linear(
            found,
            &self.project,
            &scratch.rows,
            0,
            n,
            Activation::GeluBefore(width),
            projected,
        );
        scratch.turned.resize(n * self.arc.outputs());
        dense(found, &self.arc, projected, width, &mut scratch.turned);

        let mut first = 0;
        for &end in &out.ends {
            let size = end - first;
            scratch.arcs.clear();
            scratch.arcs.resize(size * (size + 1), 0.0);
            let sentence = Sentence {
                turned: &scratch.turned[first * self.arc.outputs()..],
                turned_stride: self.arc.outputs(),
                heads: &projected[first * width + arc_head..],
                heads_stride: width,
                root: &self.root[arc_head..][..self.arc_dim],
                bias: &self.head_bias.0,
                constant: self.head_bias.1,
            };
            score_arcs(found, &sentence, &mut scratch.arcs);
            for (i, head) in best_tree(size, &scratch.arcs).into_iter().enumerate() {
                out.words[first + i].head = head.map(|h| (first + h) as u32);
            }
            first = end;
        }

        let r = self.rel_dim;
        scratch.governors.resize(n * r);
        scratch.pairs.resize(n * 2 * r);
        scratch.dependents.reset(n, r);
        for (i, word) in out.words.iter().enumerate() {
            let governor = match word.head {
                Some(head) => &projected[head as usize * width + rel_head..][..r],
                None => &self.root[rel_head..][..r],
            };
            scratch.governors[i * r..][..r].copy_from_slice(governor);
            let pair = &mut scratch.pairs[i * 2 * r..][..2 * r];
            pair[..r].copy_from_slice(&projected[i * width + rel_dep..][..r]);
            pair[r..].copy_from_slice(governor);
        }
        scratch.pair_bias.resize(n * self.relation_bias.outputs());
        dense(
            found,
            &self.relation_bias,
            &scratch.pairs,
            2 * r,
            &mut scratch.pair_bias,
        );
        label_arcs(
            found,
            self,
            &scratch.pairs,
            &scratch.governors,
            &mut scratch.dependents,
            &mut scratch.sums,
            &mut scratch.pair_bias,
        );
        let stride = self.relation_bias.outputs();
        for (word, row) in out
            .words
            .iter_mut()
            .zip(scratch.pair_bias.chunks_exact(stride))
        {
            // `root` is the relation of the root and of no other word.
            let mut best = self.root_relation;
            if word.head.is_some() {
                best = usize::from(self.root_relation == 0);
                for (i, &score) in row[..self.relations].iter().enumerate() {
                    if score > row[best] && i != self.root_relation {
                        best = i;
                    }
                }
            }
            word.relation = best as u16;
        }
    }
}

/// The vectors from which the arcs of one sentence are scored.
pub(crate) struct Sentence<'a> {
    turned: &'a [f32],
    turned_stride: usize,
    heads: &'a [f32],
    heads_stride: usize,
    root: &'a [f32],
    bias: &'a [f32],
    constant: f32,
}

#[inline(always)]
fn dot<I: Isa>(a: &[f32], b: &[f32]) -> f32 {
    let mut acc = [I::splat(0.0); 2];
    let pairs = a
        .as_chunks::<16>()
        .0
        .chunks_exact(2)
        .zip(b.as_chunks::<16>().0.chunks_exact(2));
    for (a, b) in pairs {
        acc[0] = I::fma(I::load(&a[0]), I::load(&b[0]), acc[0]);
        acc[1] = I::fma(I::load(&a[1]), I::load(&b[1]), acc[1]);
    }
    sum::<I>(I::add(acc[0], acc[1]))
}

/// Scores `[word][1 + word]`, column 0 for the root; a word's own column is
/// left at the least number.
#[inline(always)]
fn score_arcs_of<I: Isa>(s: &Sentence, out: &mut [f32]) {
    let width = s.root.len();
    let n = (0usize..).find(|n| n * (n + 1) >= out.len()).unwrap_or(0);
    for h in 0..=n {
        let head = if h == 0 {
            s.root
        } else {
            &s.heads[(h - 1) * s.heads_stride..][..width]
        };
        let bias = dot::<I>(s.bias, head) + s.constant;
        for d in 0..n {
            out[d * (n + 1) + h] = if h == d + 1 {
                f32::MIN
            } else {
                dot::<I>(&s.turned[d * s.turned_stride..][..width], head) + bias
            };
        }
    }
}
dispatch! {
    /// Scores every arc within one sentence.
    score_arcs = score_arcs_of(sentence: &Sentence, out: &mut [f32])
}

/// Words labelled together, so that their sums stay in the nearest cache.
const LABEL_ROWS: usize = 12;

/// Adds `dependent R[relation] governor` to every `out[word][relation]`.
#[inline(always)]
fn label_arcs_of<I: Isa>(
    b: &Biaffine,
    pairs: &[f32],
    governors: &[f32],
    dependents: &mut QuantRows,
    sums: &mut Aligned<f32>,
    out: &mut [f32],
) {
    let r = b.rel_dim;
    let n = governors.len() / r;
    let stride = b.relation_bias.outputs();
    for (i, pair) in pairs.chunks_exact(2 * r).enumerate() {
        dependents.set_row::<I>(i, &pair[..r]);
    }
    // One vector of sixteen partial sums for each word and relation.
    let lanes = (b.relations + 1) * 16;
    sums.resize(LABEL_ROWS * lanes);
    for first in (0..n).step_by(LABEL_ROWS) {
        let rows = LABEL_ROWS.min(n - first);
        sums.fill(0.0);
        for panel in 0..b.relation.panels() {
            b.relation
                .panel_rows::<I>(dependents, first, rows, panel, false, |row, values| {
                    for (block, &values) in values.iter().enumerate() {
                        let column = panel * PANEL + block * 16;
                        let relation = (column / r).min(b.relations);
                        let governor: &[f32; 16] = governors[row * r + column % r..]
                            .first_chunk()
                            .expect("whole lanes");
                        let at = (row - first) * lanes + relation * 16;
                        let sum = sums[at..].first_chunk_mut().expect("whole lanes");
                        I::store(I::fma(values, I::load(governor), I::load(sum)), sum);
                    }
                });
        }
        for row in 0..rows {
            for relation in 0..b.relations {
                let sums = sums[row * lanes + relation * 16..]
                    .first_chunk()
                    .expect("whole lanes");
                out[(first + row) * stride + relation] += sum::<I>(I::load(sums));
            }
        }
    }
}
dispatch! {
    /// Scores the relations of each word to its head.
    label_arcs = label_arcs_of(biaffine: &Biaffine, pairs: &[f32], governors: &[f32], dependents: &mut QuantRows, sums: &mut Aligned<f32>, out: &mut [f32])
}
