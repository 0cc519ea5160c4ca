//! Runs the statements stage over parsed articles and prints records that
//! `score.py` reads: `statements TEXT_DIR CONLLU_DIR > out.jsonl`.
//!
//! The trees are read from CoNLL-U with `TokenRange`, so that offsets are
//! those of the original texts. The speaker is the source phrase as it stands.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the command line"
)]

use std::error::Error;
use std::fs;
use std::path::Path;

use sayso_article::{Article, Span, Syntax, read_conllu};
use sayso_coder::layers::StatementKind;
use sayso_lexicon::Cues;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, texts, trees] = arguments.as_slice() else {
        return Err("usage: statements TEXT_DIR CONLLU_DIR".into());
    };
    let cues = Cues::embedded().map_err(|e| format!("{}", e[0]))?;
    let mut paths: Vec<_> = fs::read_dir(trees)?
        .filter_map(|e| Some(e.ok()?.path()))
        .collect();
    paths.sort();
    for path in paths {
        let id = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Ok(text) = fs::read_to_string(Path::new(texts).join(format!("{id}.txt"))) else {
            eprintln!("no text for {id}");
            continue;
        };
        let conllu = fs::read_to_string(&path)?;
        let (_, syntax) = read_conllu(&conllu)?;
        let article = Article::plain(&text);
        let syntax = over(&text, &conllu, &syntax)?;
        println!("{}", record(&id, &article, &syntax, &cues));
    }
    Ok(())
}

/// The same trees with the spans that `TokenRange` gives.
fn over(text: &str, conllu: &str, syntax: &Syntax) -> Result<Syntax, Box<dyn Error>> {
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(b, _)| b)
        .chain([text.len()])
        .collect();
    let ranges = conllu
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let (start, end) = l
                .split("TokenRange=")
                .nth(1)?
                .split('|')
                .next()?
                .split_once(':')?;
            Some((start.parse::<usize>().ok()?, end.parse::<usize>().ok()?))
        });
    let mut tokens = syntax.tokens().to_vec();
    for (token, (start, end)) in tokens.iter_mut().zip(ranges) {
        token.span = Span::new(text, bytes[start], bytes[end])?;
    }
    let mut sentences = syntax.sentences().to_vec();
    for s in &mut sentences {
        s.span = tokens[s.first.index()]
            .span
            .cover(tokens[s.end.index() - 1].span);
    }
    let mut out = Syntax::new(tokens, sentences)?;
    out.names.clone_from(&syntax.names);
    out.roles.clone_from(&syntax.roles);
    Ok(out)
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn record(id: &str, article: &Article, syntax: &Syntax, cues: &Cues) -> String {
    let (statements, _) = sayso_coder::statements(article, syntax, cues);
    let span = |s: Span| {
        let start = article.text[..s.start()].chars().count();
        let end = start + article.slice(s).chars().count();
        format!(
            "{{\"start\": {start}, \"end\": {end}, \"text\": {}}}",
            quoted(article.slice(s))
        )
    };
    let list: Vec<String> = statements
        .list
        .iter()
        .enumerate()
        .map(|(i, s)| {
            let kind = match s.kind {
                StatementKind::Direct => "direct",
                StatementKind::Indirect => "indirect",
                StatementKind::Mixed => "mixed",
            };
            let null = || "null".to_owned();
            let contents: Vec<String> = s.contents.iter().map(|c| span(*c)).collect();
            format!(
                "{{\"id\": \"s{i}\", \"kind\": \"{kind}\", \"source\": {}, \"speaker\": {}, \"cue\": {}, \
                 \"contents\": [{}], \"within\": {}, \"confidence\": {}, \"rule\": {:?}}}",
                s.source.as_ref().map_or_else(null, |x| span(x.span)),
                s.source.as_ref().map_or_else(null, |x| format!("{{\"name\": {}}}", quoted(article.slice(x.span)))),
                s.cue.as_ref().map_or_else(null, |x| span(x.span)),
                contents.join(", "),
                s.within.map_or_else(null, |w| format!("\"s{}\"", w.index())),
                s.confidence,
                s.evidence.rule.as_str(),
            )
        })
        .collect();
    format!(
        "{{\"article\": {{\"id\": \"{id}\"}}, \"statements\": [{}], \"events\": []}}",
        list.join(", ")
    )
}
