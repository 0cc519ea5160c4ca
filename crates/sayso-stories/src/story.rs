//! What several articles tell of one happening, side by side: how many report
//! it, how many of them independently, who says that it happened and who that it
//! did not, what numbers are given, when it was first told.

use std::collections::{BTreeMap, BTreeSet};

use crate::day::Day;
use crate::mention::{Article, Count, Mention, Status};

/// A happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Indexes of its mentions in order of publication; the first is the first
    /// report.
    pub mentions: Vec<usize>,
    /// PLOVER type most mentions have; of several, the first told.
    pub kind: String,
    /// Articles that report it.
    pub reports: usize,
    /// Of these, how many are left when copies of one text count once.
    pub origins: usize,
    /// Media that report it; articles without a publisher are not counted.
    pub publishers: usize,
    /// Who says what of it, by stance, then by name.
    pub says: Vec<Says>,
    /// Others whose words stand in the sentences, by name.
    pub quoted: Vec<String>,
    /// Numbers, by what is counted.
    pub counts: Vec<Counted>,
    /// Index of the article that reported it first.
    pub first_report: usize,
    /// First and last day of publication of the dated articles.
    pub published: Option<(Day, Day)>,
    /// First and last day on which it may have happened by the words of the
    /// articles; the day of publication is never taken for it.
    pub days: Option<(Day, Day)>,
}

/// How somebody tells a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// It happened.
    Asserts,
    /// It did not happen.
    Denies,
    /// It may have happened.
    LeavesOpen,
    /// It is to happen.
    Expects,
    /// It might happen, or should.
    Supposes,
}

/// Who says it. Whom nothing names is one source an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Articles of a publisher in their own voice.
    Medium(String),
    /// An article without a publisher in its own voice, by its index.
    Article(usize),
    /// Somebody whom articles cite, by name or description.
    Cited(String),
    /// Somebody whom an article cites without telling whom, by its index.
    Unnamed(usize),
}

/// One source's stance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    /// How it tells it.
    pub stance: Stance,
    /// Who.
    pub source: Source,
    /// In which mentions.
    pub mentions: Vec<usize>,
}

/// What is counted, with all numbers given.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// What.
    pub of: String,
    /// Least that any source's words allow.
    pub low: f64,
    /// The number of the latest source; of several on one day, of the most.
    pub best: f64,
    /// Greatest that any source gives: of "more than 30" this is 30.
    pub high: f64,
    /// By source; of several numbers in one mention the greatest.
    pub by: Vec<Number>,
}

/// One number.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Who gives it.
    pub source: Source,
    /// In which mention.
    pub mention: usize,
    /// The number.
    pub value: f64,
    /// Least that the words allow.
    pub low: f64,
    /// Greatest that they allow; infinite for "more than".
    pub high: f64,
}

/// Source and stance of a mention.
#[must_use]
pub fn stance(articles: &[Article], mention: &Mention) -> (Source, Stance) {
    let source = match &mention.voice {
        None => match &articles[mention.article].publisher {
            Some(name) => Source::Medium(name.clone()),
            None => Source::Article(mention.article),
        },
        Some(voice) => match &voice.name {
            Some(name) => Source::Cited(bare(name).to_owned()),
            None => Source::Unnamed(mention.article),
        },
    };
    let denies = mention.voice.as_ref().is_some_and(|v| v.denies);
    let stance = match mention.status {
        Status::Denied => Stance::Denies,
        // "It denied that..." with the content read as a fact.
        Status::Actual | Status::Uncertain if denies => Stance::Denies,
        Status::Actual => Stance::Asserts,
        Status::Uncertain => Stance::LeavesOpen,
        Status::Future => Stance::Expects,
        Status::Hypothetical => Stance::Supposes,
    };
    (source, stance)
}

/// A name without its article, so that "the Ministry" is "Ministry".
fn bare(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name)
}

/// Sums up linked mentions; `mentions` in order of publication, as
/// [`crate::link::link`] gives them. `None` when there is none.
#[must_use]
pub fn sum_up(articles: &[Article], all: &[Mention], mentions: &[usize]) -> Option<Story> {
    let first = *mentions.first()?;
    let of = |i: &usize| &articles[all[*i].article];
    let reports: BTreeSet<usize> = mentions.iter().map(|i| all[*i].article).collect();
    let origins: BTreeSet<usize> = reports.iter().map(|a| origin(articles, *a)).collect();
    let publishers: BTreeSet<&str> = mentions
        .iter()
        .filter_map(|i| of(i).publisher.as_deref())
        .collect();
    let mut says: BTreeMap<(Stance, Source), Vec<usize>> = BTreeMap::new();
    for &i in mentions {
        let (source, stance) = stance(articles, &all[i]);
        says.entry((stance, source)).or_default().push(i);
    }
    let named: BTreeSet<&str> = mentions
        .iter()
        .filter_map(|i| all[*i].voice.as_ref()?.name.as_deref())
        .map(bare)
        .collect();
    let quoted = mentions.iter().flat_map(|i| &all[*i].quoted);
    let quoted: BTreeSet<&str> = quoted.map(|q| bare(q)).collect();
    let span = |days: Vec<Day>| Some((*days.iter().min()?, *days.iter().max()?));
    let told: Vec<(Day, Day)> = mentions.iter().filter_map(|i| all[*i].days).collect();
    Some(Story {
        mentions: mentions.to_vec(),
        kind: kind(all, mentions),
        reports: reports.len(),
        origins: origins.len(),
        publishers: publishers.len(),
        says: says
            .into_iter()
            .map(|((stance, source), mentions)| Says {
                stance,
                source,
                mentions,
            })
            .collect(),
        quoted: quoted
            .into_iter()
            .filter(|q| !named.contains(q))
            .map(str::to_owned)
            .collect(),
        counts: counts(articles, all, mentions),
        first_report: all[first].article,
        published: span(mentions.iter().filter_map(|i| of(i).published).collect()),
        days: span(told.iter().flat_map(|d| [d.0, d.1]).collect()),
    })
}

/// The article of which one is a copy; itself when its origin is not known.
pub(crate) fn origin(articles: &[Article], article: usize) -> usize {
    let origin = articles[article].origin;
    if origin < articles.len() {
        origin
    } else {
        article
    }
}

fn kind(all: &[Mention], mentions: &[usize]) -> String {
    let mut best: (usize, &str) = (0, "");
    for i in mentions {
        let kind = all[*i].kind.as_str();
        let n = mentions.iter().filter(|j| all[**j].kind == kind).count();
        if n > best.0 {
            best = (n, kind);
        }
    }
    best.1.to_owned()
}

fn counts(articles: &[Article], all: &[Mention], mentions: &[usize]) -> Vec<Counted> {
    let mut found: BTreeMap<&str, Vec<Number>> = BTreeMap::new();
    for &i in mentions {
        // "19 members, ten of them of one party": of several numbers of one thing in
        // a mention the greatest is that of all.
        let whole = |c: &&Count| {
            let others = all[i].counts.iter().filter(|o| o.of == c.of);
            others.fold(f64::NEG_INFINITY, |most, o| most.max(o.value)) <= c.value
        };
        for count in all[i].counts.iter().filter(whole) {
            found.entry(&count.of).or_default().push(Number {
                source: stance(articles, &all[i]).0,
                mention: i,
                value: count.value,
                low: count.low,
                high: count.high,
            });
        }
    }
    let day = |n: &Number| articles[all[n.mention].article].published;
    found
        .into_iter()
        .filter_map(|(of, by)| {
            let latest = by.iter().map(day).max()?;
            let latest: Vec<&Number> = by.iter().filter(|n| day(n) == latest).collect();
            // Of numbers given equally often the one that was given first.
            let times = |n: &Number| latest.iter().filter(|m| same(m.value, n.value)).count();
            let most = latest.iter().map(|n| times(n)).max()?;
            let best = latest.iter().find(|n| times(n) == most)?.value;
            let high = |n: &Number| if n.high.is_finite() { n.high } else { n.value };
            Some(Counted {
                of: of.to_owned(),
                low: by.iter().map(|n| n.low).fold(f64::INFINITY, f64::min),
                best,
                high: by.iter().map(high).fold(f64::NEG_INFINITY, f64::max),
                by,
            })
        })
        .collect()
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}
