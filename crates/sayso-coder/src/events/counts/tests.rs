//! Quantities from text alone, and every example of the data file.

use sayso_article::Span;
use sayso_lexicon::counts::{CountKind, CountWords};

use super::quantity::{Quantity, quantities};
use crate::layers::Bound;

fn read(text: &str) -> Vec<Quantity> {
    let words = CountWords::embedded().expect("valid words");
    quantities(&words, text, Span::whole(text))
}

/// "text: value low high bound", one for each quantity that counts.
fn told(text: &str) -> Vec<String> {
    read(text)
        .iter()
        .filter(|q| q.counts)
        .map(|q| format!("{}: {}", q.span.text(text), line(q)))
        .collect()
}

fn line(q: &Quantity) -> String {
    let number = |n: Option<f64>| n.map_or("-".to_owned(), |n| n.to_string());
    let bound = match q.bound {
        Some(Bound::Exact) => "exact",
        Some(Bound::Least) => "min",
        Some(Bound::Most) => "max",
        Some(Bound::Range) => "range",
        Some(Bound::About) => "about",
        None => "vague",
    };
    format!(
        "{} {} {} {bound}",
        number(q.value),
        number(q.low),
        number(q.high)
    )
}

#[test]
fn examples_of_the_words_are_read_as_told() {
    let words = CountWords::embedded().expect("valid words");
    for entry in words.lines() {
        let all = read(&entry.example);
        let first = all.iter().find(|q| q.counts);
        let found = first.map_or("none".to_owned(), line);
        assert_eq!(found, entry.reading.as_str(), "{}: {all:?}", entry.example);
        if entry.kind == CountKind::Money {
            let money = first.and_then(|q| q.money.clone());
            let wanted = Some((entry.name.clone(), entry.currency.clone()));
            assert_eq!(money, wanted, "{}", entry.example);
        }
    }
}

#[test]
fn bounds_ranges_and_scales() {
    let cases = [
        ("a dozen trucks", "a dozen: 12 12 12 exact"),
        ("at least a dozen trucks", "at least a dozen: 12 12 - min"),
        (
            "a couple of hundred monks",
            "a couple of hundred: 200 - - about",
        ),
        (
            "between 10 and 15 guards",
            "between 10 and 15: - 10 15 range",
        ),
        ("30 to 40 guards", "30 to 40: - 30 40 range"),
        ("30-40 guards", "30-40: - 30 40 range"),
        ("two or three guards", "two or three: - 2 3 range"),
        (
            "2 to 3 million voters",
            "2 to 3 million: - 2000000 3000000 range",
        ),
        ("fifty-two workers", "fifty-two: 52 52 52 exact"),
        (
            "two hundred and six workers",
            "two hundred and six: 206 206 206 exact",
        ),
        ("1 200 workers", "1 200: 1200 1200 1200 exact"),
        (
            "two and a half million voters",
            "two and a half million: 2500000 2500000 2500000 exact",
        ),
        ("no more than 20 guards", "no more than 20: 20 - 20 max"),
        ("more than 20 guards", "more than 20: 20 20 - min"),
        ("20 or so guards", "20 or so: 20 - - about"),
        (
            "1 million two hundred thousand",
            "1 million: 1000000 1000000 1000000 exact",
        ),
        ("dozens of guards", "dozens: - 24 - vague"),
        ("several hundred guards", "several hundred: - 300 - vague"),
        ("a 5,000-strong crowd", "5,000-strong: 5000 5000 5000 exact"),
        (
            "a 200-million-euro fine",
            "200-million-euro: 200000000 200000000 200000000 exact",
        ),
        (
            "RM1.2mil in notes",
            "RM1.2mil: 1200000 1200000 1200000 exact",
        ),
        ("R200 000 in notes", "R200 000: 200000 200000 200000 exact"),
    ];
    for (text, wanted) in cases {
        let found = told(text);
        assert_eq!(found.first().map(String::as_str), Some(wanted), "{text}");
    }
}

#[test]
fn numbers_that_count_nothing() {
    for text in [
        "40 per cent of them",
        "a 43-day march",
        "a 20-year-old man",
        "on October 15 he left",
        "on 15 October he left",
        "Article 5 holds",
        "No. 5 of the list",
        "F-16 jets",
        "the mid-30s",
        "at 10:30 he left",
        "they won 6-4 there",
        "at 6:40 a.m. he left",
        "in 2019-20 he left",
        "2/3 of them",
        "the 21st brigade",
    ] {
        assert_eq!(told(text), [] as [&str; 0], "{text}");
    }
    // From and to: only where it came to.
    assert_eq!(told("rose from 30 to 41 overnight"), ["41: 41 41 41 exact"]);
    // A point between groups of three is read otherwise in other countries.
    assert_eq!(told("some 1.200 men"), [] as [&str; 0]);
}
