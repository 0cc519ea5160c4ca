//! Prints the dateline of each text in a folder, with the place that its name
//! is resolved to, and how many there are: `datelines FOLDER`. Nothing is
//! parsed, so that it is quick; the story's own places do not help here.

#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::error::Error;

use sayso_article::BlockKind;
use sayso_coder::places::{Atlas, heads_dateline, leaning, resolve};
use sayso_ingest::{Options, read_text};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), None) = (arguments.next(), arguments.next()) else {
        return Err("usage: datelines FOLDER".into());
    };
    let atlas = Atlas::embedded()?;
    let mut paths: Vec<_> = std::fs::read_dir(&folder)?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.is_file())
        .collect();
    paths.sort();
    let options = Options {
        knows_place: Some(heads_dateline),
        ..Options::default()
    };
    let (mut found, mut placed) = (0, 0);
    for path in &paths {
        let article = read_text(std::fs::read(path)?, &options)?;
        let Some(dateline) = &article.dateline else {
            continue;
        };
        found += 1;
        let head = article
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Dateline);
        let head = head.map_or("", |b| article.slice(b.span));
        let told = leaning(&article, atlas);
        let resolved = resolve(&article.text, &[dateline.span], &told, atlas);
        let place = resolved.first().and_then(|r| r.place());
        placed += usize::from(place.is_some());
        let place = place.map_or("open".to_owned(), |p| {
            format!("{} {} {}", p.feature.name(), p.name, p.countries.join(" "))
        });
        println!("{}\t{head}\t{place}", path.display());
    }
    println!(
        "{found} of {} articles have a dateline, {placed} of them a known place",
        paths.len()
    );
    Ok(())
}
