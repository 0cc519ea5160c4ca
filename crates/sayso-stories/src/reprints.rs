//! Copies of one text: agency copy under a new headline, cut or lightly edited.
//!
//! Candidates come from locality-sensitive hashing of the [`Sketch`]es (two
//! values a band: two texts meet when any band is the same), their estimated
//! resemblance sorts out chance meetings, and the shingles of both texts
//! decide. So texts are read only of pairs that are very likely copies, and an
//! archive of 100,000 articles needs its sketches in memory and nothing else.
//!
//! An article is a copy of **one** earlier one: the likest that passes. So a
//! digest that copies two briefs does not make these one text. Groups are the
//! trees that arise, their roots the origins.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::sketch::{self, Sketch};

/// Values in a band: the fewer, the smaller the resemblance that is found.
const ROWS: usize = 2;
/// Least estimated resemblance of texts that are compared exactly. Chance
/// meetings of articles on one subject stay below 0.04.
const LIKELY: f32 = 0.08;
/// Least share of the shorter text's shingles that stand in the longer one. Of
/// a text with every tenth word replaced about 0.65 remain; articles on one
/// happening by one agency share up to 0.3 (background paragraphs), interviews
/// with the same questions up to 0.5.
pub const CONTAINED: f32 = 0.5;
/// Least length of the shorter text against the longer: a brief inside a page
/// of news makes the page no copy of the brief.
pub const LENGTHS: f32 = 0.2;
/// Fewest shingles of a text that can be told to be a copy.
pub const LEAST: usize = 20;
/// In a band with very many members (a form letter) only so many of the
/// earliest, and as many of the latest, are looked at.
const CROWD: usize = 32;

/// An article, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Day of publication, ISO 8601: articles without one come last.
    pub published: Option<String>,
    /// Order among articles of one day, for instance that of adding.
    pub order: u64,
}

/// Articles that are one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Index of the earliest.
    pub origin: usize,
    /// Indexes of all, the origin first, then in order of publication.
    pub members: Vec<usize>,
}

/// Whether two texts, given by their [`sketch::shingles`], are one text: cut,
/// edited or under another headline.
#[must_use]
pub fn is_copy(a: &[u64], b: &[u64]) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    short >= LEAST
        && short as f32 >= LENGTHS * long as f32
        && sketch::shared(a, b) as f32 >= CONTAINED * short as f32
}

/// Finds copies among articles that are added one by one.
///
/// Adding in order of publication gives the same as [`parents`] gives all at
/// once; an article that is older than some already added may turn out to be
/// their origin, so after such an addition [`parents`] is run anew over the
/// stored sketches.
#[derive(Debug, Default)]
pub struct Finder {
    sketches: Vec<Sketch>,
    bands: HashMap<(u16, u64), Vec<u32>>,
}

impl Finder {
    /// Adds an article; gives the earlier one of which it is a copy, by its
    /// place in the order of adding. `text` reads the text of an article by the
    /// same number (the new one has the number [`Finder::len`] before the call).
    pub fn add<'a>(
        &mut self,
        sketch: Sketch,
        text: &mut dyn FnMut(usize) -> Cow<'a, str>,
    ) -> Option<usize> {
        let candidates = self.candidates(&sketch);
        let number = self.sketches.len();
        let mut own: Option<Vec<u64>> = None;
        let parent = candidates.into_iter().map(|(_, i)| i).find(|&i| {
            let own = own.get_or_insert_with(|| sketch::shingles(&text(number)));
            is_copy(own, &sketch::shingles(&text(i)))
        });
        for band in bands(&sketch) {
            self.bands.entry(band).or_default().push(number as u32);
        }
        self.sketches.push(sketch);
        parent
    }

    /// How many articles were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sketches.len()
    }

    /// Whether none was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sketches.is_empty()
    }

    /// Likely copies among those added, the likest first, then the earliest.
    fn candidates(&self, sketch: &Sketch) -> Vec<(f32, usize)> {
        let mut met: Vec<u32> = Vec::new();
        for band in bands(sketch) {
            let Some(members) = self.bands.get(&band) else {
                continue;
            };
            if members.len() <= 2 * CROWD {
                met.extend(members);
            } else {
                met.extend(&members[..CROWD]);
                met.extend(&members[members.len() - CROWD..]);
            }
        }
        met.sort_unstable();
        met.dedup();
        let mut out: Vec<(f32, usize)> = met
            .into_iter()
            .map(|i| i as usize)
            .map(|i| (self.sketches[i].resemblance(sketch), i))
            .filter(|(likeness, _)| *likeness >= LIKELY)
            .collect();
        out.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        out
    }
}

/// Keys of the bands of a sketch; none for a value that no shingle set.
fn bands(sketch: &Sketch) -> impl Iterator<Item = (u16, u64)> + '_ {
    let parts = sketch.whole.chunks(ROWS).chain(sketch.head.chunks(ROWS));
    parts
        .enumerate()
        .filter(|(_, rows)| rows.iter().all(|v| *v != u32::MAX))
        .map(|(at, rows)| {
            let key = rows.iter().fold(0, |k, v| (k << 32) | u64::from(*v));
            (at as u16, key)
        })
}

/// Of which earlier article each is a copy, by index; `None` for originals.
/// `text` reads the text of an article.
///
/// The result does not depend on the order of the lists, as far as `published`
/// and `order` tell the articles apart.
#[must_use]
pub fn parents<'a>(
    articles: &[Copy],
    sketches: &[Sketch],
    text: &mut dyn FnMut(usize) -> Cow<'a, str>,
) -> Vec<Option<usize>> {
    let order = in_order(articles);
    let mut finder = Finder::default();
    let mut out = vec![None; articles.len()];
    for &i in &order {
        let sketch = sketches[i].clone();
        out[i] = finder
            .add(sketch, &mut |n| text(order[n]))
            .map(|n| order[n]);
    }
    out
}

/// Groups of at least two articles that are one text, in order of their origins.
#[must_use]
pub fn groups(articles: &[Copy], parents: &[Option<usize>]) -> Vec<Group> {
    let order = in_order(articles);
    let mut origin: Vec<usize> = (0..articles.len()).collect();
    let mut place: HashMap<usize, usize> = HashMap::new();
    let mut out: Vec<Group> = Vec::new();
    // Parents come before their copies in this order.
    for &i in &order {
        if let Some(parent) = parents[i] {
            origin[i] = origin[parent];
        }
        let at = *place.entry(origin[i]).or_insert_with(|| {
            out.push(Group {
                origin: i,
                members: Vec::new(),
            });
            out.len() - 1
        });
        out[at].members.push(i);
    }
    out.retain(|g| g.members.len() > 1);
    out
}

/// Indexes by day of publication, then order; without a day last.
fn in_order(articles: &[Copy]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|&i| {
        let a = &articles[i];
        (a.published.is_none(), a.published.as_deref(), a.order)
    });
    order
}
