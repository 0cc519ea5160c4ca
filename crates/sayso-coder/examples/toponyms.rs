//! Resolves given names of places: one article a line on standard input, as
//! `ID <tab> TEXT <tab> START:END START:END ...` (code points), and one line
//! for each name on standard output: id, start, end, latitude, longitude,
//! country, kind, name, probability, reason. An open name has no coordinates.
//!
//! `xtask/geo.py` measures with it.

#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::error::Error;
use std::io::BufRead as _;

use sayso_article::{Article, Span};
use sayso_coder::places::{Atlas, leaning, resolve};

fn main() -> Result<(), Box<dyn Error>> {
    let atlas = Atlas::embedded()?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut cells = line.split('\t');
        let (Some(id), Some(text), Some(spans)) = (cells.next(), cells.next(), cells.next()) else {
            return Err(format!("not three cells: {line}").into());
        };
        let bytes: Vec<usize> = text
            .char_indices()
            .map(|(b, _)| b)
            .chain([text.len()])
            .collect();
        let mut ranges = Vec::new();
        for range in spans.split(' ').filter(|r| !r.is_empty()) {
            let (start, end) = range.split_once(':').ok_or("a span is START:END")?;
            ranges.push((start.parse::<usize>()?, end.parse::<usize>()?));
        }
        let spans: Vec<Span> = ranges
            .iter()
            .map(|&(start, end)| Span::new(text, bytes[start], bytes[end]))
            .collect::<Result<_, _>>()?;
        let article = Article::plain(text);
        let resolved = resolve(text, &spans, &leaning(&article, atlas), atlas);
        for ((start, end), r) in ranges.iter().zip(resolved) {
            let country = r.country.as_deref().unwrap_or_default();
            let place = r.place().map_or(format!("\t\t{country}\t\t"), |p| {
                let (latitude, longitude) = (p.latitude, p.longitude);
                let (feature, name) = (p.feature.name(), &p.name);
                format!("{latitude}\t{longitude}\t{country}\t{feature}\t{name}")
            });
            let probability = r.probabilities.first().copied().unwrap_or(0.0);
            println!(
                "{id}\t{start}\t{end}\t{place}\t{probability:.2}\t{}",
                r.reason
            );
        }
    }
    Ok(())
}
