//! Where a quotation may stand, and which place is meant.

use std::collections::BTreeSet;

use sayso_record::{ArticleRecord, StatementRecord};

use super::align::{Alignment, differences, exact, nearest};
use super::speaker::{Agreement, compare};
use super::words::{Word, words};
use super::{Finding, Hit, Verdict};
use crate::error::Result;
use crate::open::Store;
use crate::value::Value;

/// Articles looked into at most, for the same words and for similar ones.
const EXACT: usize = 50;
const SIMILAR: usize = 20;
/// Words by which similar passages are searched.
const TELLING: usize = 10;
/// Fewer words than this are only looked for word for word.
const SHORTEST: usize = 4;

/// An article as it is searched.
struct Searched {
    record: ArticleRecord,
    text: Vec<char>,
    words: Vec<Word>,
}

/// A passage: of the whole text, or of what one statement says.
struct Passage {
    start: usize,
    end: usize,
    statement: Option<usize>,
    share: f64,
    differences: String,
    same_punctuation: bool,
}

impl Store {
    /// Looks a quotation up; `threshold` is the least share of words that must
    /// agree for [`Finding::Nearly`].
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn verify(&self, quote: &str, speaker: Option<&str>, threshold: f64) -> Result<Verdict> {
        let absent = Verdict {
            finding: Finding::Absent,
            best: None,
            elsewhere: 0,
        };
        let wanted = words(quote);
        if wanted.is_empty() {
            return Ok(absent);
        }
        let phrase: Vec<&str> = wanted.iter().map(|w| w.plain.as_str()).collect();
        let phrase = format!("\"{}\"", phrase.join(" ").replace('"', ""));
        let mut hits = Vec::new();
        for article in self.candidates(&phrase, EXACT, false)? {
            let searched = self.searched(article)?;
            for passage in verbatim(&wanted, &searched) {
                hits.push((article, hit(&searched, &passage, speaker)));
            }
        }
        if !hits.is_empty() {
            return Ok(best(Finding::Verbatim, hits));
        }
        if wanted.len() < SHORTEST {
            return Ok(absent);
        }
        for article in self.candidates(&telling(&wanted), SIMILAR, true)? {
            let searched = self.searched(article)?;
            if let Some(passage) = similar(&wanted, &searched, threshold) {
                hits.push((article, hit(&searched, &passage, speaker)));
            }
        }
        if hits.is_empty() {
            return Ok(absent);
        }
        let highest = hits.iter().map(|(_, h)| h.share).fold(0.0, f64::max);
        hits.retain(|(_, h)| h.share >= highest - 1e-9);
        Ok(best(Finding::Nearly, hits))
    }

    /// Articles whose text or statements hold what the query of words wants.
    fn candidates(&self, query: &str, most: usize, ranked: bool) -> Result<Vec<i64>> {
        let order = if ranked { "rank" } else { "rowid" };
        let query = Value::Text(query.to_owned());
        let mut out = BTreeSet::new();
        for sql in [
            format!(
                "SELECT rowid FROM texts_words WHERE texts_words MATCH ? ORDER BY {order} LIMIT {most}"
            ),
            format!(
                "SELECT article FROM statements WHERE id IN (SELECT rowid FROM statements_words
                 WHERE statements_words MATCH ? ORDER BY {order} LIMIT {most})"
            ),
        ] {
            for row in self.ask(&sql, std::slice::from_ref(&query))? {
                if let [Value::Integer(article)] = row[..] {
                    out.insert(article);
                }
            }
        }
        Ok(out.into_iter().collect())
    }

    fn searched(&self, article: i64) -> Result<Searched> {
        let text = self.text(article)?;
        Ok(Searched {
            record: self.record(article)?,
            words: words(&text),
            text: text.chars().collect(),
        })
    }
}

/// The words that tell most, joined for a search: the long ones, names and numbers.
fn telling(wanted: &[Word]) -> String {
    let weight = |w: &Word| {
        let special = w.plain.chars().any(|c| c.is_uppercase() || c.is_numeric());
        w.plain.chars().count() + if special { 4 } else { 0 }
    };
    let mut sorted: Vec<&Word> = wanted.iter().collect();
    sorted.sort_by_key(|w| std::cmp::Reverse(weight(w)));
    let mut seen = BTreeSet::new();
    let chosen: Vec<String> = sorted
        .into_iter()
        .filter(|w| seen.insert(w.folded.as_str()))
        .take(TELLING)
        .map(|w| format!("\"{}\"", w.plain.replace('"', "")))
        .collect();
    chosen.join(" OR ")
}

/// The words of all pieces of a statement, one after the other.
fn said(statement: &StatementRecord, all: &[Word]) -> Vec<Word> {
    statement
        .contents
        .iter()
        .flat_map(|c| {
            let first = all.partition_point(|w| w.start < c.start);
            all[first..].iter().take_while(|w| w.end <= c.end).cloned()
        })
        .collect()
}

/// The innermost statement that says the passage.
fn holder(record: &ArticleRecord, start: usize, end: usize) -> Option<usize> {
    let length = |s: &StatementRecord| -> usize {
        s.contents
            .iter()
            .map(|c| c.end.saturating_sub(c.start))
            .sum()
    };
    let holds = |s: &StatementRecord| s.contents.iter().any(|c| c.start <= start && end <= c.end);
    (0..record.statements.len())
        .filter(|i| holds(&record.statements[*i]))
        .min_by_key(|i| length(&record.statements[*i]))
}

fn same_punctuation(wanted: &[Word], there: &[Word]) -> bool {
    // What follows the last word belongs to whoever quotes.
    wanted
        .iter()
        .zip(there)
        .take(wanted.len().saturating_sub(1))
        .all(|(a, b)| a.after == b.after)
}

/// Every place where the words stand.
fn verbatim(wanted: &[Word], article: &Searched) -> Vec<Passage> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = exact(wanted, &article.words, from) {
        let there = &article.words[at..at + wanted.len()];
        let (start, end) = (there[0].start, there[there.len() - 1].end);
        out.push(Passage {
            start,
            end,
            statement: holder(&article.record, start, end),
            share: 1.0,
            differences: String::new(),
            same_punctuation: same_punctuation(wanted, there),
        });
        from = at + 1;
    }
    if !out.is_empty() {
        return out;
    }
    // What is said may be parted by who says it: "We will not," he said, "give up."
    for (i, statement) in article.record.statements.iter().enumerate() {
        let said = said(statement, &article.words);
        if let Some(at) = exact(wanted, &said, 0) {
            let there = &said[at..at + wanted.len()];
            out.push(Passage {
                start: there[0].start,
                end: there[there.len() - 1].end,
                statement: Some(i),
                share: 1.0,
                differences: String::new(),
                same_punctuation: same_punctuation(wanted, there),
            });
        }
    }
    out
}

/// The nearest place, if it is near enough.
fn similar(wanted: &[Word], article: &Searched, threshold: f64) -> Option<Passage> {
    let passage = |there: &[Word], found: &Alignment, statement: Option<usize>| {
        let (start, end) = (there[found.first].start, there[found.last - 1].end);
        Passage {
            start,
            end,
            statement: statement.or_else(|| holder(&article.record, start, end)),
            share: found.share,
            differences: differences(wanted, there, found),
            same_punctuation: false,
        }
    };
    let mut best = nearest(wanted, &article.words)
        .filter(|a| a.share >= threshold)
        .map(|a| passage(&article.words, &a, None));
    for (i, statement) in article.record.statements.iter().enumerate() {
        if statement.contents.len() < 2 {
            continue;
        }
        let said = said(statement, &article.words);
        if let Some(found) = nearest(wanted, &said)
            && found.share >= threshold
            && best.as_ref().is_none_or(|b| found.share > b.share)
        {
            best = Some(passage(&said, &found, Some(i)));
        }
    }
    best
}

fn hit(article: &Searched, passage: &Passage, asked: Option<&str>) -> Hit {
    let record = &article.record;
    let statement = passage.statement.map(|i| &record.statements[i]);
    let speaker = statement.and_then(|s| s.speaker.as_ref());
    let agreement = match (asked, speaker) {
        (None, _) => Agreement::NotAsked,
        (Some(_), None) => Agreement::NobodyTold,
        (Some(asked), Some(speaker)) => {
            let entity = record
                .entities
                .iter()
                .find(|e| speaker.entity.as_ref() == Some(&e.id));
            let further: Vec<String> = entity
                .into_iter()
                .flat_map(|e| {
                    let mentions = e.mentions.iter().map(|m| m.span.text.clone());
                    mentions.chain(e.role.clone()).chain([e.name.clone()])
                })
                .collect();
            compare(asked, &speaker.name, &further)
        }
    };
    Hit {
        article: record.article.id.clone(),
        start: passage.start,
        end: passage.end,
        text: article.text[passage.start..passage.end].iter().collect(),
        statement: statement.map(|s| s.id.clone()),
        speaker: speaker.map(|s| s.name.clone()),
        agreement,
        share: passage.share,
        differences: passage.differences.clone(),
        same_punctuation: passage.same_punctuation,
        title: record.article.title.clone(),
        publisher: record.article.publisher.as_ref().map(|p| p.name.clone()),
        published: record.article.published.clone(),
        url: record.article.url.clone(),
    }
}

fn best(finding: Finding, mut hits: Vec<(i64, Hit)>) -> Verdict {
    let order = |hit: &Hit| {
        let agreement = match hit.agreement {
            Agreement::Same => 0,
            Agreement::Unclear => 1,
            Agreement::NotAsked | Agreement::Other => 2,
            Agreement::NobodyTold => 3,
        };
        (
            agreement,
            hit.speaker.is_none(),
            !hit.same_punctuation,
            hit.published.is_none(),
            hit.published.clone(),
        )
    };
    hits.sort_by_cached_key(|(article, hit)| (order(hit), *article, hit.start));
    let elsewhere = hits.len().saturating_sub(1);
    Verdict {
        finding,
        best: hits.into_iter().next().map(|(_, hit)| hit),
        elsewhere,
    }
}
