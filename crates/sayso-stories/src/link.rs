//! Mentions of several articles linked into happenings: candidates by blocking
//! keys, pairs weighed by [`signs`](crate::signs), groups by average linkage.
//!
//! Nothing depends on the order in which articles or mentions are given, as far
//! as `published` and `order` tell the articles apart. An archive that has grown
//! is linked anew: half a million events take about three minutes on one core.

use std::collections::HashMap;

use crate::mention::{Article, Mention};
use crate::model::Model;
use crate::signs::{self, Told};
use crate::words::{self, Word};

/// Mentions in a block that are each compared with all others; in larger blocks
/// each is compared with its next neighbours in time.
const BLOCK: usize = 40;
/// Those neighbours.
const WINDOW: usize = 20;
/// A name or word in more events than this is no key.
const COMMON: u32 = 400;
/// Members of a group that are weighed against those of another.
const SAMPLE: usize = 8;

/// Links mentions into happenings. Gives lists of indexes into `mentions`, each
/// in order of publication, those that are told once among them; the lists are
/// in order of their first members. `progress` is told how many mentions of all
/// are compared.
#[must_use]
pub fn link(
    articles: &[Article],
    mentions: &[Mention],
    model: &Model,
    progress: &mut dyn FnMut(usize, usize),
) -> Vec<Vec<usize>> {
    let told = Told::of(articles, mentions);
    let order = in_order(articles, mentions);
    let weigh = |i: usize, j: usize| {
        model.probability(&signs::signs(&told, articles, &mentions[i], &mentions[j]))
    };
    let mut links: Vec<(f32, u32, u32)> = Vec::new();
    let candidates = Candidates::of(&told, articles, mentions, &order);
    let mut next = Vec::new();
    for at in 0..order.len() {
        candidates.of_place(at, &mut next);
        for &other in &next {
            let (i, j) = (order[at], order[other as usize]);
            if mentions[i].article != mentions[j].article
                && signs::near(&mentions[i].kind, &mentions[j].kind)
            {
                let p = weigh(i, j);
                if p >= model.threshold {
                    links.push((p, at as u32, other));
                }
            }
        }
        if at % 1000 == 0 {
            progress(at, order.len());
        }
    }
    progress(order.len(), order.len());
    drop(candidates);
    // No two are equal, so the order is one whatever the sort.
    links.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));

    // Average linkage over the likeliest pairs first. Groups are weighed by all
    // pairs of (a sample of) their members, so that a chain of likenesses does
    // not join what is unlike.
    let mut group: Vec<usize> = (0..order.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..order.len()).map(|i| vec![i]).collect();
    for (_, a, b) in links {
        let (a, b) = (group[a as usize], group[b as usize]);
        if a == b {
            continue;
        }
        let (mut sum, mut n) = (0.0, 0);
        for &x in sample(&members[a]).iter() {
            for &y in sample(&members[b]).iter() {
                let (i, j) = (order[x], order[y]);
                if mentions[i].article != mentions[j].article {
                    sum += weigh(i, j);
                    n += 1;
                }
            }
        }
        if n > 0 && sum / n as f32 >= model.threshold {
            let (to, from) = (a.min(b), a.max(b));
            let moved = std::mem::take(&mut members[from]);
            for &m in &moved {
                group[m] = to;
            }
            members[to].extend(moved);
        }
    }
    members
        .into_iter()
        .filter(|m| !m.is_empty())
        .map(|mut m| {
            m.sort_unstable();
            m.into_iter().map(|at| order[at]).collect()
        })
        .collect()
}

/// Evenly spaced members.
fn sample(members: &[usize]) -> Vec<usize> {
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    let n = sorted.len();
    if n <= SAMPLE {
        return sorted;
    }
    (0..SAMPLE).map(|i| sorted[i * n / SAMPLE]).collect()
}

/// Indexes of the mentions by day of publication, order of the articles, and
/// place in the article.
pub(crate) fn in_order(articles: &[Article], mentions: &[Mention]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_cached_key(|&i| {
        let a = &articles[mentions[i].article];
        let number = |id: &str| -> u64 {
            let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
            digits.parse().unwrap_or(u64::MAX)
        };
        let event = &mentions[i].event;
        (
            a.published.is_none(),
            a.published,
            a.order,
            &a.id,
            number(event),
            event,
        )
    });
    order
}

/// Blocks of mentions that share a key.
struct Candidates {
    /// Blocks of each mention, by its place in the order.
    keys: Vec<Vec<u32>>,
    /// Members of each block, in order of their days.
    blocks: Vec<Vec<u32>>,
}

impl Candidates {
    fn of(told: &Told, articles: &[Article], mentions: &[Mention], order: &[usize]) -> Self {
        let mut number: HashMap<u64, u32> = HashMap::new();
        let mut blocks: Vec<Vec<u32>> = Vec::new();
        let mut keys = Vec::with_capacity(order.len());
        for (at, &i) in order.iter().enumerate() {
            let mut own: Vec<u32> = keys_of(told, articles, &mentions[i])
                .into_iter()
                .map(|key| {
                    let n = *number.entry(key).or_insert_with(|| {
                        blocks.push(Vec::new());
                        (blocks.len() - 1) as u32
                    });
                    n
                })
                .collect();
            own.sort_unstable();
            own.dedup();
            for &block in &own {
                blocks[block as usize].push(at as u32);
            }
            keys.push(own);
        }
        Self { keys, blocks }
    }

    /// Places in the order, after `at`, of mentions to compare with.
    fn of_place(&self, at: usize, out: &mut Vec<u32>) {
        out.clear();
        for &key in &self.keys[at] {
            let block = &self.blocks[key as usize];
            let here = block.partition_point(|&m| m as usize <= at);
            let end = if block.len() <= BLOCK {
                block.len()
            } else {
                block.len().min(here + WINDOW)
            };
            out.extend(&block[here..end]);
        }
        out.sort_unstable();
        out.dedup();
    }
}

/// Keys under which a mention is looked for: rare words of its parties and of
/// its sentence, its place, its countries or the article's subject with the word
/// for the act.
fn keys_of(told: &Told, articles: &[Article], mention: &Mention) -> Vec<u64> {
    let mut out = Vec::new();
    let key = |tag: u64, a: u32, b: u32| {
        let mixed = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (tag << 60)
    };
    let rare = |list: &[Word], most: usize| -> Vec<Word> {
        let mut found: Vec<(u32, Word)> = list
            .iter()
            .map(|w| (told.events.count(*w), *w))
            .filter(|(n, _)| (2..=COMMON).contains(n))
            .collect();
        found.sort_unstable();
        found.truncate(most);
        found.into_iter().map(|(_, w)| w).collect()
    };
    for parties in [&mention.actors, &mention.recipients] {
        for party in parties.iter().take(3) {
            out.extend(rare(&party.words, 2).into_iter().map(|w| key(1, w, 0)));
        }
    }
    out.extend(rare(&mention.sentence, 4).into_iter().map(|w| key(2, w, 0)));
    if let Some(place) = &mention.place {
        out.push(key(3, place.id as u32, mention.trigger));
    }
    let country = |list: &[crate::mention::Party]| {
        let first = list.iter().find_map(|p| p.country.as_deref());
        first.map_or(0, words::number)
    };
    let (who, whom) = (country(&mention.actors), country(&mention.recipients));
    if who != 0 && whom != 0 {
        let (a, b) = (who.min(whom), who.max(whom));
        out.push(key(4, a ^ b.rotate_left(7), mention.trigger));
    }
    let subject = &articles[mention.article].subject;
    let mut about: Vec<(u32, Word)> = subject
        .iter()
        .map(|w| (told.articles.count(*w), *w))
        .filter(|(n, _)| (2..=COMMON).contains(n))
        .collect();
    about.sort_unstable();
    out.extend(
        about
            .iter()
            .take(3)
            .map(|(_, w)| key(5, *w, mention.trigger)),
    );
    out
}
