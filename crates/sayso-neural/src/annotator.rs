//! Articles in, their syntax out.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use sayso_article::{
    Annotator, Article, Diagnostic, EarlierMention, EventProposal, NameMention, Role, RoleSpan,
    Sentence, SentenceId, SmolStr, Span, Syntax, Token, TokenId, Upos,
};

use crate::Model;
use crate::aligned::Aligned;
use crate::chunks::{Prepared, prepare};
use crate::encoder::EncoderScratch;
use crate::heads::{ChunkTags, HeadScratch};
use crate::viterbi::{best_path, runs};

/// The model as an [`Annotator`], on a number of threads of its own.
///
/// What it says about an article depends on the article and the model only:
/// not on the articles beside it, nor on the number of threads.
pub struct NeuralAnnotator {
    model: Arc<Model>,
    name: String,
    threads: rayon::ThreadPool,
    /// Memory of threads at rest.
    scratch: Mutex<Vec<Scratch>>,
}

#[derive(Default)]
struct Scratch {
    encoder: EncoderScratch,
    heads: HeadScratch,
    groups: [Aligned<f32>; 5],
}

impl NeuralAnnotator {
    /// An annotator that computes on `threads` threads (0: one for each core).
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(
        model: Arc<Model>,
        threads: usize,
    ) -> Result<NeuralAnnotator, rayon::ThreadPoolBuildError> {
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()?;

        Ok(NeuralAnnotator {
            name: model.name().to_owned(),
            model,
            threads,
            scratch: Mutex::default(),
        })
    }

    /// The model in use.
    pub fn model(&self) -> &Model {
        &self.model
    }

    fn chunk(&self, prepared: &Prepared, i: usize) -> ChunkTags {
        let take = || self.scratch.lock().unwrap_or_else(|e| e.into_inner());
        let mut scratch = take().pop().unwrap_or_default();
        let Scratch {
            encoder,
            heads,
            groups,
        } = &mut scratch;
        let model = &*self.model;
        let chunk = &prepared.chunks[i];
        model
            .encoder
            .run(model.found(), &model.embeddings(), chunk, encoder, groups);
        let breaks = &prepared.breaks[prepared.range(i)];
        let tags = model
            .heads
            .run(model.found(), groups, model.encoder.hidden, breaks, heads);
        take().push(scratch);
        tags
    }
}

impl Annotator for NeuralAnnotator {
    fn name(&self) -> &str {
        &self.name
    }

    fn annotate(&self, articles: &[&Article]) -> Vec<(Syntax, Vec<Diagnostic>)> {
        let limit = self.model.max_positions() - 2;
        self.threads.install(|| {
            let prepared: Vec<Prepared> = articles
                .par_iter()
                .map(|article| prepare(article, &self.model.wordpiece, limit))
                .collect();
            let all: Vec<(usize, usize)> = prepared
                .iter()
                .enumerate()
                .flat_map(|(a, p)| (0..p.chunks.len()).map(move |c| (a, c)))
                .collect();
            let mut tags: Vec<ChunkTags> = all
                .par_iter()
                .map(|&(a, c)| self.chunk(&prepared[a], c))
                .collect();
            let mut parts = Vec::with_capacity(articles.len());
            for ((article, prepared), _) in articles.iter().zip(&prepared).zip(0..) {
                let rest = tags.split_off(prepared.chunks.len());
                parts.push((*article, prepared, std::mem::replace(&mut tags, rest)));
            }
            parts
                .into_par_iter()
                .map(|(article, prepared, tags)| assemble(&self.model, article, prepared, &tags))
                .collect()
        })
    }
}

/// Puts the chunks of one article together.
fn assemble(
    model: &Model,
    article: &Article,
    prepared: &Prepared,
    chunks: &[ChunkTags],
) -> (Syntax, Vec<Diagnostic>) {
    let labels = &model.labels;
    let text = article.text.as_str();
    let mut tokens: Vec<Token> = Vec::with_capacity(prepared.words.len());
    let mut sentences: Vec<Sentence> = Vec::new();
    let (mut names, mut roles) = (Vec::new(), [const { Vec::new() }; 3]);
    let (mut events, mut mentions) = (Vec::new(), Vec::new());
    for (i, tags) in chunks.iter().enumerate() {
        let base = prepared.range(i).start;
        let mut first = 0;
        for &end in &tags.ends {
            let sentence = SentenceId::new(sentences.len());
            for (at, tag) in tags.words[first..end].iter().enumerate() {
                let number = base + first + at;
                let range = prepared.words[number].clone();
                let span = Span::new(text, range.start, range.end).unwrap_or_default();
                let form = span.text(text);
                // Letters are no punctuation, whatever an unknown word looks like.
                let upos = match labels.upos[usize::from(tag.upos)] {
                    Upos::Punct if form.chars().all(char::is_alphabetic) => Upos::Noun,
                    upos => upos,
                };
                let known = model.lemmas.get(&form.to_lowercase(), upos.name());
                let lemma = known.map_or_else(
                    || SmolStr::new(labels.lemma[usize::from(tag.lemma)].apply(form)),
                    SmolStr::new,
                );
                tokens.push(Token {
                    span,
                    lemma,
                    upos,
                    xpos: labels.xpos[usize::from(tag.xpos)].clone(),
                    feats: labels.feats[usize::from(tag.feats)].clone(),
                    head: tag.head.map(|head| TokenId::new(base + head as usize)),
                    deprel: labels.relation[usize::from(tag.relation)].clone(),
                    sentence,
                });
            }
            let (a, b) = (base + first, base + end);
            let span = tokens[a].span.cover(tokens[b - 1].span);
            sentences.push(Sentence {
                first: TokenId::new(a),
                end: TokenId::new(b),
                span,
            });
            first = end;
        }
        let mut last = vec![false; tags.words.len()];
        for &end in &tags.ends {
            last[end - 1] = true;
        }
        let word = |&(i, p): &(usize, f32)| (TokenId::new(base + i), p);
        let named = |list: &[(usize, f32)], names: &[SmolStr]| {
            list.iter().map(|&(i, p)| (names[i].clone(), p)).collect()
        };
        events.extend(tags.events.iter().map(|found| {
            EventProposal {
                token: TokenId::new(base + found.word),
                kinds: named(&found.kinds, &labels.events),
                statuses: named(&found.statuses, &labels.statuses),
                modes: named(&found.modes, &labels.modes),
                arguments: found
                    .arguments
                    .each_ref()
                    .map(|p| p.iter().map(word).collect()),
                silent: found.silent,
            }
        }));
        mentions.extend(tags.mentions.iter().map(|found| EarlierMention {
            token: TokenId::new(base + found.word),
            earlier: found.earlier.iter().map(word).collect(),
        }));
        let path = best_path(&tags.names, &labels.names);
        for run in runs(&path, &tags.names, &labels.names, |i| last[i]) {
            names.push(NameMention {
                first: TokenId::new(base + run.first),
                end: TokenId::new(base + run.end),
                kind: run.kind,
                score: run.score,
            });
        }
        for (r, role) in [Role::Source, Role::Cue, Role::Content]
            .into_iter()
            .enumerate()
        {
            let (logs, tags) = (&tags.roles[r], &labels.roles[r]);
            for run in runs(&best_path(logs, tags), logs, tags, |_| false) {
                roles[r].push(RoleSpan {
                    role,
                    first: TokenId::new(base + run.first),
                    end: TokenId::new(base + run.end),
                    score: run.score,
                });
            }
        }
    }
    free_auxiliaries(&mut tokens);
    match Syntax::new(tokens, sentences) {
        Ok(mut syntax) => {
            syntax.names = names;
            syntax.roles = roles.into_iter().flatten().collect();
            syntax.events = Some(events);
            syntax.mentions = mentions;
            (syntax, Vec::new())
        }
        Err(error) => {
            let message =
                format!("the model's trees were refused ({error}); nothing was annotated");
            let diagnostic = Diagnostic {
                code: "syntax-refused",
                span: None,
                message,
            };
            (Syntax::default(), vec![diagnostic])
        }
    }
}

/// "Kenya has closed the border": in Universal Dependencies auxiliaries govern
/// no arguments. Where a tree has it so, they move to the auxiliary's verb.
fn free_auxiliaries(tokens: &mut [Token]) {
    for i in 0..tokens.len() {
        let argument = matches!(
            tokens[i].relation(),
            "nsubj" | "obj" | "iobj" | "obl" | "ccomp" | "xcomp" | "advcl"
        );
        let Some(head) = tokens[i].head.filter(|_| argument) else {
            continue;
        };
        if let Some(auxiliary) = tokens.get(head.index())
            && auxiliary.is_rel("aux")
            && auxiliary.head != Some(TokenId::new(i))
        {
            tokens[i].head = auxiliary.head;
        }
    }
}
