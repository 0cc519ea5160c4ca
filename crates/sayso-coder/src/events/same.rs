//! Whether two mentions tell one happening: what speaks for and against it, as
//! named signs, and what a logistic regression fitted on annotated articles
//! makes of them (`lexicons/confidence/same_event.toml`).

use sayso_article::Upos;

use super::view::View;
use super::{counts, fold};
use crate::layers::{Event, Party, Status};

/// How many sentences apart two mentions are far from each other.
const FAR: usize = 8;

/// Signs of two events of one type, the `first` before the `later`.
pub(super) fn signs(view: &View<'_>, first: &Event, later: &Event) -> Vec<String> {
    let mut out: Vec<String> = vec![format!("type-{}", first.kind.name())];
    let mut add = |on: bool, name: &str| {
        if on {
            out.push(name.to_owned());
        }
    };
    match (first.said_by, later.said_by) {
        (None, None) => add(true, "both-narrated"),
        (Some(_), Some(_)) => {
            add(fold::same_voice(view, first, later), "one-speaker");
            add(!fold::same_voice(view, first, later), "two-speakers");
        }
        _ => add(true, "narrated-and-reported"),
    }
    add(first.status == later.status, "one-status");
    add(
        first.status == Status::Actual && later.status == Status::Actual,
        "both-actual",
    );
    let actors = relation(view, &first.actors, &later.actors);
    let recipients = relation(view, &first.recipients, &later.recipients);
    let joint = first.kind.is_joint() && {
        let all =
            |e: &Event| -> Vec<Party> { e.actors.iter().chain(&e.recipients).cloned().collect() };
        relation(view, &all(first), &all(later)) == "shared"
    };
    add(joint, "joint-parties-shared");
    add(true, &format!("actors-{actors}"));
    add(true, &format!("recipients-{recipients}"));
    let silent = |r: &str| matches!(r, "none" | "first-only" | "later-only");
    let agree =
        (actors == "shared" || silent(actors)) && (recipients == "shared" || silent(recipients));
    add(
        agree && !(silent(actors) && silent(recipients)),
        "parties-agree",
    );
    add(
        actors == "shared" && recipients == "shared",
        "parties-shared",
    );
    let word = |e: &Event| fold::stem(view.lemma(e.head)).to_owned();
    let one_word = word(first) == word(later);
    add(one_word, "one-word");
    add(one_word && agree, "one-word-and-parties-agree");
    add(first.evidence.rule == later.evidence.rule, "one-rule");
    add(
        one_word && first.said_by == later.said_by,
        "one-word-and-voice",
    );
    let noun = |e: &Event| view.syntax[e.head].upos == Upos::Noun;
    let determined = |e: &Event, words: &[&str]| {
        view.syntax
            .children_by(e.head, &["det"])
            .any(|d| words.contains(&view.lemma(d)))
    };
    let definite = determined(later, &["the", "this", "that", "these", "those"]);
    add(noun(first), "first-noun");
    add(noun(later), "later-noun");
    add(noun(later) && definite, "later-definite");
    add(
        noun(later) && determined(later, &["a", "an", "another", "no", "any"]),
        "later-indefinite",
    );
    add(
        later.actors.is_empty() && later.recipients.is_empty() && noun(later),
        "later-bare-noun",
    );
    add(first.mode.is_some() && first.mode == later.mode, "one-mode");
    add(
        first.mode.is_some() && later.mode.is_some() && first.mode != later.mode,
        "two-modes",
    );
    let mut pairs = first.counts.iter().flat_map(|a| {
        later
            .counts
            .iter()
            .filter(move |b| counts::of_one_thing(a, b))
            .filter_map(move |b| Some((a.value? - b.value?).abs()))
    });
    if let Some(by) = pairs.clone().min_by(f64::total_cmp) {
        add(by < 0.5, "one-count");
        add(pairs.all(|by| by >= 0.5), "two-counts");
    }
    let sentence = |e: &Event| view.syntax[e.head].sentence.index();
    let apart = sentence(later).abs_diff(sentence(first));
    add(apart == 0, "one-sentence");
    add(apart == 1, "next-sentence");
    add(apart >= FAR, "far");
    add(fold::same_happening(view, first, later), "by-rule");
    out
}

/// How the parties of one role of two events relate.
fn relation(view: &View<'_>, a: &[Party], b: &[Party]) -> &'static str {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => return "none",
        (false, true) => return "first-only",
        (true, false) => return "later-only",
        _ => {}
    }
    let (x, y) = (fold::entities(view, a), fold::entities(view, b));
    if x.iter().any(|e| y.contains(e)) {
        return "shared";
    }
    if fold::share_word(view, a, b) {
        return "of-one-word";
    }
    let countries = |list: &[Party]| -> Vec<String> {
        list.iter()
            .filter_map(|p| p.belonging(view.entities).0.map(ToString::to_string))
            .collect()
    };
    let (c, d) = (countries(a), countries(b));
    if c.iter().any(|k| d.contains(k)) {
        "of-one-country"
    } else if c.is_empty() || d.is_empty() {
        "of-unknown-country"
    } else {
        "differ"
    }
}
