//! Grows a large archive for measuring: takes the records of some hundred
//! articles (`sayso code FOLDER --format jsonl`, their paths must still lead to
//! the texts) and stores them again and again, each time with other names,
//! countries and days, so that indexes meet as many values as real news has.
//!
//!     cargo run --release -p sayso-store --example grow -- records.jsonl 100000 big.db

use std::path::Path;
use std::time::Instant;

use sayso_record::{ArticleRecord, PublisherRecord};
use sayso_store::{Packed, Source, Store};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, records, count, db] = &args[..] else {
        return Err("wants RECORDS.jsonl COUNT ARCHIVE".into());
    };
    let count: usize = count.parse()?;
    let mut seeds = Vec::new();
    for line in std::fs::read_to_string(records)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        if record["outcome"] != "coded" {
            continue;
        }
        let path = record["article"]["path"].as_str().ok_or("no path")?;
        let bytes = std::fs::read(path)?;
        let text = String::from_utf8(bytes)?;
        let text = text.trim_start_matches('\u{feff}').to_owned();
        seeds.push((record, text));
    }
    let codes = countries(&seeds);
    let mut store = Store::open(Path::new(db))?;
    let begun = Instant::now();
    let mut storing = 0.0;
    let mut waiting = Vec::new();
    // A run that was stopped goes on where it was.
    let there = match store.sql("SELECT count(*) FROM articles", 0)?.rows[0][0] {
        sayso_store::sql::Value::Integer(n) => usize::try_from(n)?,
        _ => 0,
    };
    for n in there..count {
        let (seed, text) = &seeds[n % seeds.len()];
        waiting.push(vary(seed, text, n, n / seeds.len(), &codes)?);
        if waiting.len() == 16 || n + 1 == count {
            let put = Instant::now();
            store.put_all(&waiting)?;
            storing += put.elapsed().as_secs_f64();
            waiting.clear();
        }
        if (n + 1) % 10_000 == 0 {
            let seconds = begun.elapsed().as_secs_f64();
            report(&format!(
                "{} articles, {seconds:.0} s, of which storing {storing:.0} s",
                n + 1
            ));
        }
    }
    let put = Instant::now();
    store.settle()?;
    report(&format!("settled in {:.1} s", put.elapsed().as_secs_f64()));
    Ok(())
}

#[expect(clippy::print_stderr, reason = "an example talks to whoever runs it")]
fn report(line: &str) {
    eprintln!("{line}");
}

/// All country codes of the records, sorted.
fn countries(seeds: &[(Value, String)]) -> Vec<String> {
    fn collect(value: &Value, out: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(code)) = map.get("country") {
                    out.push(code.clone());
                }
                map.values().for_each(|v| collect(v, out));
            }
            Value::Array(list) => list.iter().for_each(|v| collect(v, out)),
            _ => {}
        }
    }
    let mut codes = Vec::new();
    seeds.iter().for_each(|(r, _)| collect(r, &mut codes));
    codes.sort();
    codes.dedup();
    codes
}

fn vary(
    seed: &Value,
    text: &str,
    n: usize,
    round: usize,
    codes: &[String],
) -> Result<Packed, Box<dyn std::error::Error>> {
    let mut value = seed.clone();
    change(&mut value, round, codes);
    let mut record: ArticleRecord = serde_json::from_value(value)?;
    let text = format!("{}\nNumber {n}.\n", rename(text, round));
    let sha: String = Sha256::digest(&text)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    record.article.id = sha[..16].to_owned();
    record.article.text_sha256 = sha;
    record.article.characters = text.chars().count();
    let path = record.article.path.take().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let medium = file.split('_').nth(1).unwrap_or(file);
    record.article.publisher = Some(PublisherRecord {
        name: format!("{medium} {}", round % 10),
        country: None,
    });
    let day = n * 7 % 3_650;
    let (year, day) = (2015 + day / 365, day % 365);
    let published = format!("{year}-{:02}-{:02}", day / 31 + 1, day % 28 + 1);
    record.article.published = Some(published.clone());
    for (i, event) in record.events.iter_mut().enumerate() {
        if let Some(date) = &mut event.date {
            date.earliest = Some(published.clone());
            date.latest = Some(published.clone());
            date.value = Some(published.clone());
        }
        if let Some(place) = &mut event.place
            && let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude)
        {
            let shift = ((n + i) % 400) as f64 / 10.0 - 20.0;
            place.latitude = Some((latitude + shift).clamp(-89.0, 89.0));
            place.longitude = Some((longitude - shift).clamp(-179.0, 179.0));
        }
    }
    record.article.path = Some(format!("round-{round}/{file}"));
    let source = Source::of(&record.article);
    Ok(Packed::new(record, text, source))
}

/// Other names in all strings, other codes for countries.
fn change(value: &mut Value, round: usize, codes: &[String]) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match (key.as_str(), value) {
                    ("country", Value::String(code)) => {
                        // Most rounds leave most countries as they are, so that
                        // some stay common and others rare.
                        if let Ok(at) = codes.binary_search(code)
                            && (at + round).is_multiple_of(3)
                        {
                            code.clone_from(&codes[(at + round) % codes.len()]);
                        }
                    }
                    ("text" | "name" | "title", Value::String(words)) => {
                        *words = rename(words, round);
                    }
                    (_, value) => change(value, round, codes),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| change(v, round, codes)),
        _ => {}
    }
}

/// Turns the vowels of capitalised words round, which keeps every offset.
fn rename(text: &str, round: usize) -> String {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let mut out = String::with_capacity(text.len());
    let (mut begins, mut capital, mut place) = (true, false, 0);
    for c in text.chars() {
        if begins {
            capital = c.is_uppercase();
            place = 0;
        }
        begins = !c.is_alphanumeric();
        place += 1;
        match VOWELS.iter().position(|v| *v == c) {
            // Each of the first three vowels turns by another digit of `round`.
            Some(at) if capital && place < 9 => {
                let turn = round / 5_usize.pow((place / 3) as u32 % 3);
                out.push(VOWELS[(at + turn) % 5]);
            }
            _ => out.push(c),
        }
    }
    out
}
