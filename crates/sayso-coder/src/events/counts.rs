//! Numbers of people and things in an event.

use sayso_article::{Span, TokenId, Upos};

use super::roles::Parties;
use super::view::View;
use crate::clause;
use crate::layers::Count;
use crate::times::numbers::{ONES, TENS};

/// The numbers on the parties of an event and on the object of its trigger.
pub(super) fn counts(view: &View<'_>, t: TokenId, parties: &Parties) -> Vec<Count> {
    let mut heads: Vec<TokenId> = Vec::new();
    if view.is_verbal(t) {
        heads.extend(clause::deep_object(view.syntax, t).map(|a| a.head));
    }
    for party in parties.all() {
        heads.push(view.entities.mention(party.mention).head);
    }
    if !view.is_verbal(t) {
        heads.push(t);
    }
    let mut out: Vec<Count> = Vec::new();
    let mut seen: Vec<TokenId> = Vec::new();
    for head in heads {
        for head in view.syntax.conjuncts(head) {
            if seen.contains(&head) {
                continue;
            }
            seen.push(head);
            if let Some(count) = count_of(view, t, head)
                && !out.iter().any(|c| c.span.overlaps(count.span))
            {
                out.push(count);
            }
        }
    }
    out.sort_by_key(|c| c.span);
    out
}

fn count_of(view: &View<'_>, t: TokenId, head: TokenId) -> Option<Count> {
    let syntax = view.syntax;
    let meant = view.meant(head);
    // "dozens of civilians", "29 were killed", "two soldiers"
    let number = if meant != head || syntax[head].upos == Upos::Num {
        Some(head)
    } else {
        syntax
            .child(head, &["nummod"])
            .or_else(|| {
                // The mention's head may be what a quantity measures.
                let up = syntax[head].head?;
                (view.meant(up) == head).then_some(up)
            })
            .or_else(|| {
                syntax
                    .children_by(head, &["amod", "det"])
                    .find(|&c| vague(view.lemma(c)).is_some())
            })
    }?;
    // "Chad is one of the countries": no count of countries.
    if !is_number(view, number) || syntax.child(number, &["cop"]).is_some() {
        return None;
    }
    let (words, bound) = number_words(view, number);
    let span = syntax.span_of(&words)?;
    let core = syntax.span_of(
        &words[words.iter().position(|&w| {
            syntax[w].upos == Upos::Num || vague(view.lemma(w)).is_some() || w == number
        })?..],
    )?;
    let value = value_of(core.text(view.text));
    let floor = value.or_else(|| vague(view.lemma(number)));
    let (low, high) = match bound {
        Some(Bound::Least) => (floor, None),
        Some(Bound::Most) => (None, value),
        Some(Bound::About) => (None, None),
        None if value.is_some() => (value, value),
        None => (floor, None),
    };
    let of = if view.is_verbal(t)
        && matches!(
            view.lemma(t),
            "kill"
                | "injure"
                | "wound"
                | "arrest"
                | "detain"
                | "displace"
                | "abduct"
                | "kidnap"
                | "sentence"
                | "execute"
                | "hurt"
                | "deport"
                | "release"
                | "free"
        ) {
        participle(view.lemma(t)).to_owned()
    } else {
        syntax[meant].span.text(view.text).to_lowercase()
    };
    Some(Count {
        span: cover_text(span, core),
        value,
        low,
        high,
        of,
    })
}

fn cover_text(span: Span, core: Span) -> Span {
    span.cover(core)
}

fn participle(lemma: &str) -> &'static str {
    match lemma {
        "kill" => "killed",
        "injure" | "hurt" => "injured",
        "wound" => "wounded",
        "arrest" => "arrested",
        "detain" => "detained",
        "displace" => "displaced",
        "abduct" => "abducted",
        "kidnap" => "kidnapped",
        "sentence" => "sentenced",
        "execute" => "executed",
        "deport" => "deported",
        "release" => "released",
        _ => "freed",
    }
}

/// Least number that a vague number word allows.
fn vague(lemma: &str) -> Option<f64> {
    Some(match lemma {
        "several" | "few" => 3.0,
        "dozen" | "dozens" => 24.0,
        "score" | "scores" => 40.0,
        "hundred" | "hundreds" => 200.0,
        "thousand" | "thousands" => 2_000.0,
        "million" | "millions" => 2_000_000.0,
        "couple" => 2.0,
        _ => return None,
    })
}

fn is_number(view: &View<'_>, t: TokenId) -> bool {
    view.syntax[t].upos == Upos::Num || vague(view.lemma(t)).is_some()
}

enum Bound {
    Least,
    Most,
    About,
}

/// The number's words, with "at least" and the like, in reading order.
fn number_words(view: &View<'_>, number: TokenId) -> (Vec<TokenId>, Option<Bound>) {
    let syntax = view.syntax;
    let sentence = syntax.sentence_of(number).first;
    let mut first = number;
    // Numbers of several words: "1.2 million", "two hundred".
    while first > sentence && is_number(view, TokenId::new(first.index() - 1)) {
        first = TokenId::new(first.index() - 1);
    }
    let back = |n: usize| -> Option<&str> {
        let i = first.index().checked_sub(n)?;
        (i >= sentence.index()).then(|| view.lemma(TokenId::new(i)))
    };
    let (extra, bound) = match (back(2), back(1)) {
        (Some("at"), Some("least")) | (Some("more" | "much"), Some("than")) => {
            (2, Some(Bound::Least))
        }
        (_, Some("over" | "least")) => (1, Some(Bound::Least)),
        (Some("at"), Some("most")) | (Some("few" | "less" | "fewer"), Some("than")) => {
            (2, Some(Bound::Most))
        }
        (Some("up"), Some("to")) => (2, Some(Bound::Most)),
        (Some("as"), Some("many")) => (2, Some(Bound::Most)),
        (
            _,
            Some("nearly" | "almost" | "about" | "around" | "some" | "roughly" | "approximately"),
        ) => (1, Some(Bound::About)),
        _ => (0, None),
    };
    let start = first.index() - extra;
    let words = (start..=number.index()).map(TokenId::new).collect();
    (words, bound)
}

/// The value of a number in figures or words; `None` when it is not exact.
pub(super) fn value_of(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let mut total = 0.0;
    let mut part: Option<f64> = None;
    for word in lower.split(|c: char| c.is_whitespace() || c == '-' || c == '‑') {
        if word.is_empty() || word == "and" {
            continue;
        }
        let figures: String = word.chars().filter(|&c| c != ',').collect();
        if figures.starts_with(|c: char| c.is_ascii_digit())
            && let Ok(value) = figures.parse::<f64>()
        {
            part = Some(part.unwrap_or(0.0) + value);
        } else if let Some(i) = ONES.iter().position(|&s| s == word) {
            part = Some(part.unwrap_or(0.0) + i as f64);
        } else if let Some((_, tens)) = TENS.iter().find(|(s, _)| *s == word) {
            part = Some(part.unwrap_or(0.0) + *tens as f64);
        } else {
            let scale = match word {
                "a" | "an" => {
                    part = Some(1.0);
                    continue;
                }
                "dozen" => 12.0,
                "hundred" => 100.0,
                "thousand" => 1_000.0,
                "million" => 1_000_000.0,
                "billion" => 1_000_000_000.0,
                _ => return None,
            };
            // "hundreds" without a number before it has no exact value.
            let scaled = part? * scale;
            if scale >= 1_000.0 {
                total += scaled;
                part = Some(0.0);
            } else {
                part = Some(scaled);
            }
        }
    }
    part.map(|p| total + p)
}

#[cfg(test)]
mod tests {
    use super::value_of;

    #[test]
    fn numbers_in_figures_and_words() {
        assert_eq!(value_of("1,200"), Some(1200.0));
        assert_eq!(value_of("twenty-nine"), Some(29.0));
        assert_eq!(value_of("1.2 million"), Some(1_200_000.0));
        assert_eq!(value_of("two hundred and six"), Some(206.0));
        assert_eq!(value_of("dozens"), None);
        assert_eq!(value_of("hundred"), None);
    }
}
