//! How well copies are found: copies of real articles are made by changing them
//! as editors do, and must be found among the articles themselves.
//!
//! ```text
//! cargo run --release -p sayso-stories --example reprints -- FOLDER-OR-CSV...
//! ```
//!
//! A folder holds one article a `.txt` file; a CSV has the columns `date`,
//! `title` and `text`. Nothing is written. The least F1 asked for is 0.95; below
//! it the program ends with exit code 1.
//!
//! **Made for each article** (chance decides, from a fixed seed): up to three
//! copies, each with one to four of: a new headline, cut to the first 40-90 %,
//! a paragraph dropped, 1-12 % of the words replaced by words of other articles,
//! a byline, another dateline, two sentences swapped. **Made to mislead**: for
//! each article a later one of the same source (which shares its topics and
//! forms) that repeats up to a quarter of its paragraphs as background; it is no
//! copy. The articles themselves count as originals, but those whose shingles are
//! the same to 95 % as one text (a file that the collection holds twice).
//! `--copies N` makes up to N of each (for timing: 170 give 100,000 texts).
//! `--natural` lists the pairs of articles that share much instead, to be looked
//! at: what else is found among them counts as wrong.
#![allow(clippy::print_stdout, reason = "a measuring program reports")]

use std::borrow::Cow;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use sayso_stories::reprints::{self, Copy};
use sayso_stories::sketch::{self, Sketch};

struct Made {
    text: String,
    published: String,
    /// Index of the original whose text it is.
    of: usize,
    how: String,
}

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let natural = args.iter().any(|a| a == "--natural");
    args.retain(|a| a != "--natural");
    let mut most = 3;
    if let Some(at) = args.iter().position(|a| a == "--copies") {
        most = args
            .get(at + 1)
            .and_then(|n| n.parse().ok())
            .unwrap_or(most);
        args.drain(at..(at + 2).min(args.len()));
    }
    let originals: Vec<(String, String, Option<String>)> =
        args.iter().flat_map(|a| read(Path::new(a))).collect();
    if originals.is_empty() {
        println!("no article: give folders of .txt files or CSV files");
        return ExitCode::from(2);
    }
    if natural {
        list(&originals);
        return ExitCode::SUCCESS;
    }
    let all = make(&originals, most);
    let texts = all.len();
    let start = Instant::now();
    let sketches: Vec<Sketch> = all.iter().map(|m| Sketch::of(&m.text)).collect();
    let sketched = start.elapsed();
    let articles: Vec<Copy> = all
        .iter()
        .enumerate()
        .map(|(i, m)| Copy {
            published: Some(m.published.clone()),
            order: i as u64,
        })
        .collect();
    let mut read = 0_usize;
    let parents = reprints::parents(&articles, &sketches, &mut |i| {
        read += 1;
        Cow::Borrowed(&all[i].text)
    });
    let groups = reprints::groups(&articles, &parents);
    println!(
        "{texts} texts: sketches {sketched:.1?}, all {:.1?}, {read} texts compared exactly",
        start.elapsed()
    );

    let mut group = vec![usize::MAX; texts];
    for (n, g) in groups.iter().enumerate() {
        for &m in &g.members {
            group[m] = n;
        }
    }
    let (mut hit, mut wrong, mut missed) = (0_u64, 0_u64, 0_u64);
    let mut lost: std::collections::BTreeMap<&str, (u64, u64)> = Default::default();
    let pairs = |sizes: &mut dyn Iterator<Item = u64>| sizes.map(|n| n * (n - 1) / 2).sum::<u64>();
    for g in &groups {
        let mut of: Vec<usize> = g.members.iter().map(|&m| all[m].of).collect();
        of.sort_unstable();
        let right = pairs(&mut of.chunk_by(|a, b| a == b).map(|c| c.len() as u64));
        hit += right;
        wrong += pairs(&mut std::iter::once(g.members.len() as u64)) - right;
    }
    let mut by: Vec<usize> = all.iter().map(|m| m.of).collect();
    by.sort_unstable();
    missed += pairs(&mut by.chunk_by(|a, b| a == b).map(|c| c.len() as u64)) - hit;
    for (i, m) in all.iter().enumerate().filter(|(_, m)| m.how != "original") {
        for way in m.how.split(' ') {
            let entry = lost.entry(way).or_default();
            entry.0 += 1;
            entry.1 += u64::from(group[i] == usize::MAX || group[i] != group[m.of]);
        }
    }
    let (precision, recall) = (
        hit as f64 / (hit + wrong) as f64,
        hit as f64 / (hit + missed) as f64,
    );
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("pairs: precision {precision:.4} recall {recall:.4} F1 {f1:.4}");
    for (way, (n, bad)) in lost {
        println!("  {way}: {n} copies, {bad} not with their original");
    }
    if f1 < 0.95 {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Name, text and day of each article.
fn read(path: &Path) -> Vec<(String, String, Option<String>)> {
    let name = |p: &Path| p.file_stem().unwrap_or_default().display().to_string();
    if path.extension().is_some_and(|e| e == "csv") {
        let mut reader = csv::Reader::from_path(path).expect("a readable CSV");
        let columns = reader.headers().expect("a header").clone();
        let at = |n: &str| {
            columns
                .iter()
                .position(|c| c == n)
                .expect("date,title,text")
        };
        let (date, title, text) = (at("date"), at("title"), at("text"));
        return reader
            .records()
            .filter_map(Result::ok)
            .enumerate()
            .map(|(i, r)| {
                (
                    format!("{}_{i}", name(path)),
                    format!("{}\n\n{}", &r[title], &r[text]),
                    Some(r[date].to_owned()),
                )
            })
            .collect();
    }
    let mut files: Vec<_> = std::fs::read_dir(path)
        .expect("a folder or a CSV")
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|p| Some((name(p), std::fs::read_to_string(p).ok()?, None)))
        .collect()
}

/// Pairs of articles of one text, to be looked at.
fn list(originals: &[(String, String, Option<String>)]) {
    let shingles: Vec<Vec<u64>> = originals.iter().map(|o| sketch::shingles(&o.1)).collect();
    for i in 0..originals.len() {
        for j in i + 1..originals.len() {
            let shared = sketch::shared(&shingles[i], &shingles[j]) as f32;
            let short = shingles[i].len().min(shingles[j].len()) as f32;
            if shared > 0.15 * short && short > 0.0 {
                println!(
                    "{:.2} {} {}{}",
                    shared / short,
                    originals[i].0,
                    originals[j].0,
                    if reprints::is_copy(&shingles[i], &shingles[j]) {
                        " copy"
                    } else {
                        ""
                    }
                );
            }
        }
    }
}

fn make(originals: &[(String, String, Option<String>)], most: usize) -> Vec<Made> {
    let mut chance = Chance(20_261_129);
    let vocabulary: Vec<&str> = originals
        .iter()
        .flat_map(|o| o.1.split_whitespace())
        .filter(|w| w.chars().all(char::is_alphabetic) && w.len() > 2)
        .collect();
    let shingles: Vec<Vec<u64>> = originals.iter().map(|o| sketch::shingles(&o.1)).collect();
    let mut all: Vec<Made> = originals
        .iter()
        .enumerate()
        .map(|(i, o)| Made {
            text: o.1.clone(),
            published: o.2.clone().unwrap_or_else(|| "2020-06-01".to_owned()),
            of: twin(&shingles, i),
            how: "original".to_owned(),
        })
        .collect();
    let of: Vec<usize> = all.iter().map(|m| m.of).collect();
    for (i, o) in originals.iter().enumerate() {
        for _ in 0..chance.below(most + 1) {
            let (text, how) = copy(&o.1, &vocabulary, &mut chance);
            all.push(Made {
                text,
                published: format!("2021-{:02}-01", 1 + chance.below(12)),
                of: of[i],
                how,
            });
        }
        // A later article that repeats the background of this one.
        let next = (i + 1) % originals.len();
        let paragraphs: Vec<&str> = o.1.split("\n\n").filter(|p| !p.trim().is_empty()).collect();
        let most = o.1.len().min(originals[next].1.len()) / 4;
        let mut background = String::new();
        for p in paragraphs.iter().skip(1) {
            if background.len() + p.len() <= most {
                background.push_str("\n\n");
                background.push_str(p);
            }
        }
        let (text, _) = copy(&originals[next].1, &vocabulary, &mut Chance(1));
        all.push(Made {
            text: format!("{text}{background}"),
            published: format!("2021-{:02}-02", 1 + chance.below(12)),
            of: of[next],
            how: "background-added".to_owned(),
        });
    }
    all
}

/// The first article whose text is the same, itself if none before.
fn twin(shingles: &[Vec<u64>], i: usize) -> usize {
    let alike = |j: &usize| {
        let shared = sketch::shared(&shingles[i], &shingles[*j]) as f32;
        shared >= 0.95 * shingles[i].len().max(shingles[*j].len()) as f32
    };
    (0..i).find(alike).unwrap_or(i)
}

/// A copy as an editor might make it, and what was done.
fn copy(text: &str, vocabulary: &[&str], chance: &mut Chance) -> (String, String) {
    let mut paragraphs: Vec<String> = text
        .split("\n\n")
        .filter(|p| !p.trim().is_empty())
        .map(str::to_owned)
        .collect();
    let mut how: Vec<&str> = Vec::new();
    for _ in 0..=chance.below(4) {
        match chance.below(7) {
            0 => {
                let words: Vec<&str> = (0..6 + chance.below(6))
                    .map(|_| vocabulary[chance.below(vocabulary.len())])
                    .collect();
                paragraphs.insert(0, words.join(" "));
                how.push("headline");
            }
            1 if !how.contains(&"cut") => {
                let whole: usize = paragraphs
                    .iter()
                    .map(|p| p.split_whitespace().count())
                    .sum();
                let mut left = whole * (40 + chance.below(51)) / 100;
                for p in &mut paragraphs {
                    let words: Vec<&str> = p.split(' ').collect();
                    let kept = words.len().min(left);
                    left -= kept;
                    *p = words[..kept].join(" ");
                }
                paragraphs.retain(|p| !p.is_empty());
                how.push("cut");
            }
            2 if paragraphs.len() > 3 => {
                paragraphs.remove(chance.below(paragraphs.len()));
                how.push("dropped");
            }
            3 if !how.contains(&"words") => {
                let share = 1 + chance.below(12);
                for p in &mut paragraphs {
                    let words: Vec<&str> = p
                        .split(' ')
                        .map(|w| {
                            if chance.below(100) < share {
                                vocabulary[chance.below(vocabulary.len())]
                            } else {
                                w
                            }
                        })
                        .collect();
                    *p = words.join(" ");
                }
                how.push("words");
            }
            4 => {
                paragraphs.insert(0, "By a staff writer in Vellmar, with agencies".to_owned());
                how.push("byline");
            }
            5 => {
                if let Some(first) = paragraphs.first_mut() {
                    *first = format!("OSTRAND, 12 May (Agency) -- {first}");
                }
                how.push("dateline");
            }
            _ => {
                let at = chance.below(paragraphs.len().max(1));
                if let Some(p) = paragraphs.get_mut(at) {
                    let sentences: Vec<&str> = p.split(". ").collect();
                    if sentences.len() > 1 {
                        let mut turned = sentences.clone();
                        turned.swap(0, 1);
                        *p = turned.join(". ");
                    }
                }
                how.push("swapped");
            }
        }
    }
    (paragraphs.join("\n\n"), how.join(" "))
}

/// SplitMix64: the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % n.max(1) as u64) as usize
    }
}
