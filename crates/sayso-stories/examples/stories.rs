//! How well happenings are linked, on annotated pairs of events; and the signs
//! of these pairs, for fitting.
//!
//! ```text
//! stories measure RECORDS.jsonl PAIRS.tsv     precision, recall, F1 of both halves
//! stories signs RECORDS.jsonl PAIRS.tsv       one JSON object a pair: signs, label, half
//! stories groups RECORDS.jsonl [LEAST]        what is linked, to be read
//! stories time RECORDS.jsonl TIMES            how long linking takes, the records varied TIMES times
//! ```
//!
//! Records are those of `sayso code --format jsonl`. A row of PAIRS names two
//! articles (stem of the file), the code points of two triggers, and 1 when both
//! tell one happening, else 0; and the half: `choose` for pairs that may be
//! looked at, `held` for those that measure, `both` when its articles are of both.
#![allow(clippy::print_stdout, reason = "a measuring program reports")]

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use sayso_record::ArticleRecord;
use sayso_stories::link;
use sayso_stories::mention::{self, Article, Mention};
use sayso_stories::model::Model;
use sayso_stories::signs::{self, Told};

struct Pair {
    articles: [String; 2],
    triggers: [(usize, usize); 2],
    same: bool,
    half: String,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let get = |i: usize| args.get(i).map_or("", String::as_str);
    if args.len() < 2 {
        println!("usage: stories measure|signs|groups|time RECORDS.jsonl [PAIRS.tsv|LEAST|TIMES]");
        return ExitCode::from(2);
    }
    let records: Vec<ArticleRecord> = std::fs::read_to_string(get(1))
        .expect("readable records")
        .lines()
        .map(|l| serde_json::from_str(l).expect("records of sayso"))
        .collect();
    let mut articles = Vec::new();
    let mut mentions = Vec::new();
    let mut at: HashMap<(String, String), usize> = HashMap::new();
    for (i, record) in records.iter().enumerate() {
        let (article, own) = mention::read(record, i, i as u64);
        for m in &own {
            at.insert(
                (name(record), m.event.clone()),
                mentions.len() + at_in(&own, m),
            );
        }
        articles.push(article);
        mentions.extend(own);
    }
    match get(0) {
        "measure" => return measure(&records, &articles, &mentions, &at, get(2)),
        "signs" => list(&records, &articles, &mentions, &at, get(2)),
        "groups" => groups(&records, &articles, &mentions, get(2).parse().unwrap_or(2)),
        "time" => time(&articles, &mentions, get(2).parse().unwrap_or(10)),
        other => {
            println!("no such task: {other}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn at_in(own: &[Mention], m: &Mention) -> usize {
    own.iter().position(|o| o.event == m.event).unwrap_or(0)
}

fn name(record: &ArticleRecord) -> String {
    let path = record.article.path.clone().unwrap_or_default();
    let stem = Path::new(&path).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn pairs(path: &str) -> Vec<Pair> {
    let text = std::fs::read_to_string(path).expect("readable pairs");
    let rows = text.lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let number = |i: usize| cells[i].parse().expect("a number");
        Pair {
            articles: [cells[0].to_owned(), cells[3].to_owned()],
            triggers: [(number(1), number(2)), (number(4), number(5))],
            same: cells[6] == "1",
            half: cells.get(7).map_or("", |h| *h).to_owned(),
        }
    })
    .collect()
}

/// Indexes of the two mentions; `None` where the program finds no event.
fn find(
    pair: &Pair,
    records: &[ArticleRecord],
    at: &HashMap<(String, String), usize>,
) -> [Option<usize>; 2] {
    [0, 1].map(|i| {
        let record = records.iter().find(|r| name(r) == pair.articles[i])?;
        let (start, end) = pair.triggers[i];
        let meets = |s: &sayso_record::SpanRecord| s.start < end && start < s.end;
        let event = record
            .events
            .iter()
            .find(|e| meets(&e.trigger) || e.also.iter().any(meets))?;
        at.get(&(name(record), event.id.clone())).copied()
    })
}

fn measure(
    records: &[ArticleRecord],
    articles: &[Article],
    mentions: &[Mention],
    at: &HashMap<(String, String), usize>,
    path: &str,
) -> ExitCode {
    let pairs = pairs(path);
    let model = Model::fitted();
    let told = Told::of(articles, mentions);
    let mut group = vec![0; mentions.len()];
    for (n, g) in link::link(articles, mentions, &model, &mut |_, _| ())
        .iter()
        .enumerate()
    {
        for &m in g {
            group[m] = n;
        }
    }
    let mut held = 0.0;
    for half in ["choose", "held", ""] {
        let mut by_pair = [0_usize; 3];
        let mut by_group = [0_usize; 3];
        let (mut all, mut lost) = (0, 0);
        for pair in pairs.iter().filter(|p| half.is_empty() || p.half == half) {
            let [Some(a), Some(b)] = find(pair, records, at) else {
                lost += 1;
                by_pair[2] += usize::from(pair.same);
                by_group[2] += usize::from(pair.same);
                continue;
            };
            all += 1;
            let p = model.probability(&signs::signs(&told, articles, &mentions[a], &mentions[b]));
            let count = |said: bool, to: &mut [usize; 3]| {
                to[0] += usize::from(said && pair.same);
                to[1] += usize::from(said && !pair.same);
                to[2] += usize::from(!said && pair.same);
            };
            count(p >= model.threshold, &mut by_pair);
            count(group[a] == group[b], &mut by_group);
        }
        let show = |[hit, wrong, missed]: [usize; 3]| {
            let (hit, wrong, missed) = (hit as f64, wrong as f64, missed as f64);
            let f1 = 2.0 * hit / (2.0 * hit + wrong + missed);
            let (p, r) = (hit / (hit + wrong), hit / (hit + missed));
            (f1, format!("precision {p:.3} recall {r:.3} F1 {f1:.3}"))
        };
        let title = if half.is_empty() { "all" } else { half };
        let (f1, linked) = show(by_group);
        println!("{title}: {all} pairs, {lost} without both events");
        println!("  linked in groups: {linked}");
        println!("  each pair alone:  {}", show(by_pair).1);
        if half == "held" {
            held = f1;
        }
    }
    if held < 0.75 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn list(
    records: &[ArticleRecord],
    articles: &[Article],
    mentions: &[Mention],
    at: &HashMap<(String, String), usize>,
    path: &str,
) {
    let pairs = pairs(path);
    let told = Told::of(articles, mentions);
    for pair in &pairs {
        if let [Some(a), Some(b)] = find(pair, records, at) {
            let values = signs::signs(&told, articles, &mentions[a], &mentions[b]);
            let signs: BTreeMap<&str, f32> = signs::NAMES.into_iter().zip(values).collect();
            println!(
                "{}",
                serde_json::json!({
                    "articles": pair.articles, "types": [mentions[a].kind, mentions[b].kind],
                    "same": pair.same, "half": pair.half, "signs": signs,
                })
            );
        }
    }
}

fn groups(records: &[ArticleRecord], articles: &[Article], mentions: &[Mention], least: usize) {
    let event = |m: &Mention| {
        let record = &records[m.article];
        (name(record), record.events.iter().find(|e| e.id == m.event))
    };
    for story in sayso_stories::happenings(articles, mentions, &mut |_, _| ()) {
        if story.mentions.len() < least {
            continue;
        }
        println!("== {} reports of {}", story.reports, story.kind);
        for &m in &story.mentions {
            let (name, event) = event(&mentions[m]);
            let Some(event) = event else { continue };
            let text: String = event.sentence.text.chars().take(160).collect();
            println!(
                "  {name} {} {} <{}> {text}",
                event.id, event.kind, event.trigger.text
            );
        }
        for found in sayso_stories::contradict::find(articles, mentions, &story) {
            println!("  disagree {:?}", found.about);
            for side in found.sides {
                println!(
                    "    {}: {:?} in {:?}",
                    side.says, side.sources, side.mentions
                );
            }
        }
    }
}

/// The records many times over: each time other words, names and days, but the
/// same likeness among the articles of one time.
fn time(articles: &[Article], mentions: &[Mention], times: usize) {
    let (mut many, mut all) = (Vec::new(), Vec::new());
    for t in 0..times {
        // Half of the words stay, so that the times share common words and names.
        let turn = |w: &mut u32| {
            if w.is_multiple_of(2) {
                *w = w.wrapping_mul(2 * t as u32 + 1).wrapping_add(t as u32);
            }
        };
        for a in articles {
            let mut a = a.clone();
            a.id = format!("{}-{t}", a.id);
            a.published = Some(a.published.unwrap_or(18_000) + 3 * t as i32);
            a.order += (t * articles.len()) as u64;
            a.subject.iter_mut().for_each(turn);
            a.subject.sort_unstable();
            many.push(a);
        }
        for m in mentions {
            let mut m = m.clone();
            m.article += t * articles.len();
            m.sentence.iter_mut().for_each(turn);
            m.sentence.sort_unstable();
            for p in m.actors.iter_mut().chain(&mut m.recipients) {
                p.words.iter_mut().for_each(turn);
                p.words.sort_unstable();
            }
            m.days = m.days.map(|(a, b)| (a + 3 * t as i32, b + 3 * t as i32));
            all.push(m);
        }
    }
    let start = Instant::now();
    let groups = link::link(&many, &all, &Model::fitted(), &mut |_, _| ());
    println!(
        "{} articles, {} events: {:.1?}, {} happenings, {} of them told twice or more",
        many.len(),
        all.len(),
        start.elapsed(),
        groups.len(),
        groups.iter().filter(|g| g.len() > 1).count()
    );
}
