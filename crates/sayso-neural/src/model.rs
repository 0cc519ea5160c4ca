//! From the model file to weights ready to compute with.

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;
use safetensors::tensor::Dtype;
use sayso_article::Upos;

use crate::ModelError;
use crate::aligned::Aligned;
use crate::attention::HEAD;
use crate::dense::Dense;
use crate::encoder::{Embeddings, Encoder, Layer, Norm};
use crate::event_head::{EVT, EventHead, PARTIES, STEPS};
use crate::file::File;
use crate::heads::{ATT, Biaffine, Heads, SYN, Tags};
use crate::labels::Labels;
use crate::lemma::LemmaTable;
use crate::linear::{Activation, Linear, QuantRows, Weights, linear, quantise_rows};
use crate::mention_head::MentionHead;
use crate::simd::{Found, Level};
use crate::tokenizer;
use crate::wordpiece::WordPiece;

/// Casing classes: seven shapes, twice.
pub(crate) const CASES: usize = 14;

/// A loaded model: everything [`crate::NeuralAnnotator`] computes with.
pub struct Model {
    file: File,
    found: Found,
    word: Range<usize>,
    word_scale: Vec<f32>,
    position: Vec<f32>,
    casing: Vec<f32>,
    pub(crate) encoder: Encoder,
    pub(crate) heads: Heads,
    pub(crate) labels: Labels,
    pub(crate) wordpiece: WordPiece,
    pub(crate) lemmas: LemmaTable,
}

impl Model {
    /// Loads a model from the bytes of its file, with the fastest instructions
    /// this machine has. Bytes that are embedded in the program are not copied.
    ///
    /// # Errors
    /// When the bytes are not a whole, unchanged model file of a version this
    /// build reads.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Model, ModelError> {
        Model::with_level(bytes, Level::detect())
    }

    /// The same with a given instruction set (the portable one where the
    /// machine lacks it), for tests and measurements.
    ///
    /// # Errors
    /// As [`Model::from_bytes`].
    pub fn with_level(
        bytes: impl Into<Cow<'static, [u8]>>,
        level: Level,
    ) -> Result<Model, ModelError> {
        let bytes = bytes.into();
        let (file, ()) = rayon::join(|| File::open(bytes), tokenizer::prepare);
        let file = file?;
        let found = Found::new(level);
        let shape = file.config.encoder.clone();
        let (h, ffn) = (shape.hidden, shape.ffn);
        let (arc, rel) = (file.config.arc_dim, file.config.rel_dim);
        let fits = h > 0
            && h.is_multiple_of(64)
            && ffn.is_multiple_of(64)
            && h == shape.heads * HEAD
            && (1..=64).contains(&shape.layers)
            && h <= 4096
            && ffn <= 16384
            && arc.is_multiple_of(32)
            && (32..=4096).contains(&arc)
            && rel.is_multiple_of(16)
            && (16..=1024).contains(&rel)
            && file.config.party_dim.is_multiple_of(32)
            && (32..=1024).contains(&file.config.party_dim)
            && shape.max_positions > 2;
        if !fits {
            let problem = format!("this build cannot compute the shape {shape:?}");
            return Err(ModelError::Config(problem));
        }
        let labels = Labels::read(&file)?;
        let word = file.range("emb.word.weight", Dtype::I8, &[shape.vocab, h])?;
        let vocabulary = file.text("vocab")?;
        let wordpiece = WordPiece::new(vocabulary)?;
        if wordpiece.len() != shape.vocab {
            return Err(ModelError::Config(format!(
                "the vocabulary has {} pieces, the embeddings {}",
                wordpiece.len(),
                shape.vocab
            )));
        }
        let lemmas = LemmaTable::new(file.text("lemmas")?).map_err(|line| ModelError::Tensor {
            name: "lemmas".to_owned(),
            problem: format!("line {line} is not in order or not three columns"),
        })?;
        let layers = (0..shape.layers)
            .into_par_iter()
            .map(|i| {
                let name = |part: &str| format!("enc.{i}.{part}");
                Ok(Layer {
                    qkv: pack(&file, h, &[(&name("qkv"), 3 * h)])?,
                    output: pack(&file, h, &[(&name("o"), h)])?,
                    norm1: norm(&file, &name("ln1"), h, shape.eps)?,
                    up: pack(&file, h, &[(&name("up"), ffn)])?,
                    down: pack(&file, ffn, &[(&name("down"), h)])?,
                    norm2: norm(&file, &name("ln2"), h, shape.eps)?,
                })
            })
            .collect::<Result<Vec<_>, ModelError>>()?;
        let mixes = ["syn", "ner", "att", "evt", "ref"]
            .map(|group| match file.config.mix.get(group) {
                Some(mix) if mix.len() == shape.layers + 1 => Ok(mix.clone()),
                _ => Err(ModelError::Config(format!(
                    "no mix of the layers for `{group}`"
                ))),
            })
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        let heads = Heads {
            syn: tags(&file, h, &SYN)?,
            ner: tags(&file, h, &["ner"])?,
            att: tags(&file, h, &ATT)?,
            biaffine: biaffine(&file, found, &labels)?,
            events: event_head(&file)?,
            mentions: mention_head(&file, &labels)?,
        };
        Ok(Model {
            word_scale: file.floats("emb.word.scale", &[shape.vocab])?,
            position: file.floats("emb.pos", &[shape.max_positions, h])?,
            casing: file.floats("emb.case", &[CASES, h])?,
            encoder: Encoder {
                hidden: h,
                heads: shape.heads,
                norm: norm(&file, "emb.ln", h, shape.eps)?,
                layers,
                mixes,
            },
            heads,
            labels,
            wordpiece,
            lemmas,
            word,
            found,
            file,
        })
    }

    /// The model's name.
    pub fn name(&self) -> &str {
        &self.file.config.name
    }

    /// The instruction set in use.
    pub fn level(&self) -> Level {
        self.found.level()
    }

    pub(crate) fn found(&self) -> Found {
        self.found
    }

    /// Most pieces of a chunk, marks at its ends included.
    pub(crate) fn max_positions(&self) -> usize {
        self.file.config.encoder.max_positions
    }

    pub(crate) fn embeddings(&self) -> Embeddings<'_> {
        Embeddings {
            word: crate::simd::signed(self.file.bytes(self.word.clone())),
            scale: &self.word_scale,
            position: &self.position,
            casing: &self.casing,
        }
    }
}

/// Packs named matrices with the same inputs side by side.
fn pack(file: &File, inputs: usize, parts: &[(&str, usize)]) -> Result<Linear, ModelError> {
    let read = parts
        .iter()
        .map(|&(name, outputs)| {
            let weight = weight(file, name, outputs, inputs)?;
            let scale = file.floats(&format!("{name}.scale"), &[outputs])?;
            let bias = file.floats(&format!("{name}.bias"), &[outputs])?;
            Ok((weight, scale, bias))
        })
        .collect::<Result<Vec<_>, ModelError>>()?;
    let parts: Vec<Weights> = read
        .iter()
        .map(|(weight, scale, bias)| Weights {
            weight,
            scale,
            bias: Some(bias),
        })
        .collect();
    Ok(Linear::pack(inputs, &parts))
}

fn weight<'a>(
    file: &'a File,
    name: &str,
    outputs: usize,
    inputs: usize,
) -> Result<&'a [i8], ModelError> {
    let name = format!("{name}.weight");
    let range = file.range(&name, Dtype::I8, &[outputs, inputs])?;
    let weight = crate::simd::signed(file.bytes(range));
    // Beyond 7 bits the products of machines would differ.
    if weight.iter().any(|w| w.unsigned_abs() > 63) {
        return Err(ModelError::Tensor {
            name,
            problem: "holds a weight beyond ±63".to_owned(),
        });
    }
    Ok(weight)
}

fn norm(file: &File, name: &str, width: usize, eps: f32) -> Result<Norm, ModelError> {
    let read = |part: &str| {
        let values = file.floats(&format!("{name}.{part}"), &[width])?;
        let mut own = Aligned::zeroed(width);
        own.copy_from_slice(&values);
        Ok::<_, ModelError>(own)
    };
    Ok(Norm {
        weight: read("weight")?,
        bias: read("bias")?,
        eps,
    })
}

fn tags(file: &File, hidden: usize, names: &[&str]) -> Result<Tags, ModelError> {
    let mut columns = Vec::new();
    let mut parts = Vec::new();
    let mut at = 0;
    for name in names {
        let count = file.labels(name)?.len();
        if count > usize::from(u16::MAX) {
            return Err(ModelError::Config(format!(
                "head `{name}` has {count} labels"
            )));
        }
        columns.push((at, count));
        parts.push((format!("head.{name}"), count));
        at += count;
    }
    let parts: Vec<(&str, usize)> = parts.iter().map(|(n, c)| (n.as_str(), *c)).collect();
    Ok(Tags {
        layer: pack(file, hidden, &parts)?,
        columns,
    })
}

fn event_head(file: &File) -> Result<EventHead, ModelError> {
    let (h, wide) = (file.config.encoder.hidden, PARTIES * file.config.party_dim);
    if file.labels("silent")?.len() != PARTIES {
        return Err(ModelError::Config(
            "head `silent` has not four labels".to_owned(),
        ));
    }
    Ok(EventHead {
        tags: tags(file, h, &EVT)?,
        event: pack(file, h, &[("head.party.event", wide)])?,
        word: pack(file, h, &[("head.party.word", wide)])?,
        distance: file.floats("party.distance", &[PARTIES, STEPS])?,
    })
}

fn mention_head(file: &File, labels: &Labels) -> Result<MentionHead, ModelError> {
    let (h, dim) = (file.config.encoder.hidden, file.config.mention_dim);
    let parts = [("head.mention.later", dim), ("head.mention.earlier", dim)];
    let mentions = |upos: &Upos| matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron);
    Ok(MentionHead {
        new: pack(file, h, &[("head.new", 1)])?,
        words: pack(file, h, &parts)?,
        distance: file.floats("mention.distance", &[STEPS])?,
        mentions: labels.upos.iter().map(mentions).collect(),
    })
}

fn biaffine(file: &File, found: Found, labels: &Labels) -> Result<Biaffine, ModelError> {
    let h = file.config.encoder.hidden;
    let (a, r) = (file.config.arc_dim, file.config.rel_dim);
    let n = labels.relation.len();
    let root_relation = labels.relation.iter().position(|l| l == "root");
    let root_relation = root_relation
        .filter(|_| n > 1)
        .ok_or_else(|| ModelError::Config("no relation `root` beside others".to_owned()))?;
    let parts = [
        ("head.arc.dep", a),
        ("head.arc.head", a),
        ("head.rel.dep", r),
        ("head.rel.head", r),
    ];
    let project = pack(file, h, &parts)?;
    let root_word = file.floats("root", &[h])?;
    let mut rows = QuantRows::default();
    quantise_rows(found, &root_word, h, &mut rows);
    let mut root = Aligned::zeroed(project.outputs());
    linear(
        found,
        &project,
        &rows,
        0,
        1,
        Activation::GeluBefore(project.outputs()),
        &mut root,
    );
    let arc = file.floats("arc.u", &[a, a])?;
    let bias = file.floats("arc.hb", &[a])?;
    let constant = file.floats("arc.hb.bias", &[1])?;
    let relation = weight(file, "rel.r", n * r, r)?;
    let scale = file.floats("rel.r.scale", &[n * r])?;
    let pair = file.floats("rel.rb", &[n, 2 * r])?;
    let pair_bias = file.floats("rel.rb.bias", &[n])?;
    Ok(Biaffine {
        project,
        arc_dim: a,
        rel_dim: r,
        root,
        arc: Dense::new(a, a, &[], |i, o| arc[i * a + o]),
        head_bias: (bias, constant.first().copied().unwrap_or_default()),
        relation: Linear::pack(
            r,
            &[Weights {
                weight: relation,
                scale: &scale,
                bias: None,
            }],
        ),
        relations: n,
        root_relation,
        relation_bias: Dense::new(2 * r, n, &pair_bias, |i, o| pair[o * 2 * r + i]),
    })
}
