//! Time expressions and their values.
//!
//! Expressions are read from the letters and digits of the sentences, so that
//! "2023-05-03" is one whatever the tokenizer made of it; the tree serves only
//! for tense and for the tie to events.

mod against;
mod almanac;
mod anchored;
mod bounds;
mod calendar;
mod clock;
mod counted;
mod dates;
mod expressions;
mod figures;
mod holders;
mod lengths;
mod meaning;
mod modifiers;
mod named_days;
pub(crate) mod numbers;
mod period;
mod periods;
mod ranges;
mod recurring;
mod relative;
mod resolve;
mod sets;
mod tense;
mod told;
mod vague;
mod words;
mod years;

#[cfg(test)]
mod cases;
#[cfg(test)]
pub(crate) mod tests;

use sayso_article::{Article, BlockKind, Date, Diagnostic, NameKind, Span, Syntax, TokenId};
use sayso_lexicon::Holidays;

use crate::layers::{TimeExpression, Times};
use against::Against;
use meaning::{Found, Meaning};
use resolve::resolve;
use tense::{Tense, tense};
use told::Told;
use words::words;

/// Finds and resolves every time expression.
///
/// Relative expressions resolve against [`Article::published`] and the last
/// date told before them; without these they keep the value `None`. There are
/// no diagnostics as yet.
pub fn times(article: &Article, syntax: &Syntax, holidays: &Holidays) -> (Times, Vec<Diagnostic>) {
    let mut all: Vec<TimeExpression> = Vec::new();
    let mut told = Told::default();
    let (base, base_name) = match written(article, holidays) {
        Some(day) => (Some(day), "the dateline's date"),
        None => (article.published, "the publication date"),
    };
    for (number, sentence) in syntax.sentences().iter().enumerate() {
        let block = article.block_at(sentence.span.start()).map(|b| b.kind);
        if matches!(block, Some(BlockKind::Boilerplate | BlockKind::Dateline)) {
            continue;
        }
        for found in words(article, sentence.span, holidays).expressions() {
            if found.named && in_name(article, syntax, found.core) || is_other_word(syntax, &found)
            {
                continue;
            }
            let Some(anchor) = anchor(syntax, found.core) else {
                continue;
            };
            let headline = block == Some(BlockKind::Headline);
            // "said on Thursday": the verb right before is the one, however far
            // the parser has hung the day.
            let (tense, direct) = match past_verb_before(syntax, found.span) {
                true if !headline => (Tense::Past, true),
                _ => tense(syntax, anchor, headline),
            };
            let against = Against {
                published: base,
                base_name,
                told: &told,
                sentence: number,
                anchor_day: match &found.meaning {
                    Meaning::Anchored(_, _, _, phrase) => told.day_of(syntax, *phrase),
                    _ => None,
                },
                tense,
                direct,
                holidays,
                anchor,
            };
            let outcome = resolve(&found, &against);
            if let Some(period) = outcome.period {
                told.remember(syntax, anchor, &period);
                told.add(period, outcome.explicit, number);
            }
            all.push(outcome.time);
        }
    }
    let times = Times { expressions: all };
    (times, Vec::new())
}

/// Whether the token before a span, or before its preposition, is a verb in
/// the past tense.
fn past_verb_before(syntax: &Syntax, span: Span) -> bool {
    let first = syntax
        .tokens()
        .partition_point(|t| t.span.end() <= span.start());
    first.checked_sub(1).is_some_and(|p| {
        let before = &syntax.tokens()[p];
        before.xpos == "VBD"
            && before.sentence == syntax.tokens()[first.min(syntax.tokens().len() - 1)].sentence
    })
}

/// The day of the dateline ("GENEVA, Dec. 2 -"), whose year is that of
/// publication: what the story calls today. `None` when it is not within the
/// ten days before publication.
fn written(article: &Article, holidays: &Holidays) -> Option<Date> {
    let published = article.published?;
    let block = article
        .blocks
        .iter()
        .find(|b| b.kind == BlockKind::Dateline)?;
    let words = words(article, block.span, holidays);
    let day = (0..words.list.len()).find_map(|at| words.month_day(at))?;
    let Meaning::Recurring(meaning::Recurring::MonthDay(month, day, _), _) = day.0 else {
        return None;
    };
    [published.year(), published.year() - 1]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|day| (0..=10).contains(&period::days_between(*day, published)))
}

/// Whether the span is part of the name of someone or something ("Theresa
/// May", "the Sunday Courier").
fn in_name(article: &Article, syntax: &Syntax, span: Span) -> bool {
    let is_year = |span: Span| article.slice(span).bytes().all(|b| b.is_ascii_digit());
    // Names stand in reading order: only the last that begins before the end can hold the span.
    let at = syntax
        .names
        .partition_point(|name| syntax[name.first].span.start() < span.end());
    let Some(name) = at.checked_sub(1).map(|at| &syntax.names[at]) else {
        return false;
    };
    let last = TokenId::new(name.end.index().saturating_sub(1));
    let whole = syntax[name.first].span.cover(syntax[last].span);
    // A name of one word that is that of a day ("on Sundays") is misread, a
    // person's is not; "the 2000 presidential election" begins with a year.
    let alone = whole == span && name.kind != NameKind::Person
        || name.kind == NameKind::Misc && is_year(span) && whole.start() == span.start();
    !matches!(name.kind, NameKind::Date | NameKind::Money) && !alone && whole.contains(span)
}

/// "May" and "March" as verbs; numbers that count ("in 2000 villages").
fn is_other_word(syntax: &Syntax, found: &Found) -> bool {
    let Some(first) = touching(syntax, found.core).next() else {
        return true;
    };
    let token = &syntax[first];
    use sayso_article::Upos::{Aux, Verb};
    if found.named && matches!(token.upos, Aux | Verb) {
        return true;
    }
    found.bare_year
        && token.is_rel("nummod")
        && token.head.is_some_and(|h| {
            matches!(syntax[h].xpos.as_str(), "NNS" | "NNPS")
                && !found.core.overlaps(syntax[h].span)
        })
        && !found.after_article
}

/// Tokens that share a byte with the span.
fn touching(syntax: &Syntax, span: Span) -> impl Iterator<Item = TokenId> {
    let first = syntax
        .tokens()
        .partition_point(|t| t.span.end() <= span.start());
    let end = syntax
        .tokens()
        .partition_point(|t| t.span.start() < span.end());
    (first..end.max(first)).map(TokenId::new)
}

/// The token of the span whose governor lies outside it.
fn anchor(syntax: &Syntax, span: Span) -> Option<TokenId> {
    touching(syntax, span).find(|&t| {
        syntax[t]
            .head
            .is_none_or(|h| !syntax[h].span.overlaps(span))
    })
}
