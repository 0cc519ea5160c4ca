//! Words of counts: `lexicons/counts/words.tsv`.

use std::collections::BTreeMap;

use sayso_article::SmolStr;

use crate::{LexiconError, rows};

/// What a word does in a number, or in the clause of a counted thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountKind {
    /// Multiplies the number before it ("million").
    Scale,
    /// A letter that does so with money or a decimal fraction ("$5m").
    Letter,
    /// Stands for no certain number ("dozens"); the least that it allows.
    Vague,
    /// About two ("a couple of").
    Couple,
    /// "half a" million.
    Half,
    /// Before a number: that many or more.
    Least,
    /// Before a number: that many or fewer.
    Most,
    /// Before a number: more or less.
    About,
    /// Before a number: a little less ("nearly").
    Below,
    /// Behind a number: that many or more ("or more").
    AfterLeast,
    /// Behind a number: that many or fewer.
    AfterMost,
    /// Behind a number: more or less ("-odd").
    AfterAbout,
    /// Behind a number, which stays exact ("-strong").
    After,
    /// Sign, code or name of a currency; of what state, where that is told.
    Money,
    /// Letters joined to figures that stand for money ("R200").
    Prefix,
    /// What makes the number before it a measure ("percent", "years").
    Measure,
    /// Before a number, which is then a name ("Article 5").
    Label,
    /// Lemma of a verb that tells what was voted on.
    Vote,
    /// Lemma of a word beside which years are those of a prison term.
    Term,
    /// Lemma of a verb whose object takes part in what its subject names.
    Draw,
    /// Lemma of a noun for several ("a crowd of 50").
    Group,
    /// Lemma of a verb whose object suffers the outcome.
    Object,
    /// Lemma of a verb whose subject does.
    Subject,
    /// Lemma of a word said of the people counted ("dead").
    State,
    /// Lemma of a noun that is counted for the people ("deaths").
    Toll,
    /// Lemma of a noun for what is done to the people counted ("killing").
    Act,
    /// Lemma of a verb that takes lives.
    Life,
}

impl CountKind {
    fn parse(name: &str) -> Option<CountKind> {
        Some(match name {
            "scale" => CountKind::Scale,
            "letter" => CountKind::Letter,
            "vague" => CountKind::Vague,
            "couple" => CountKind::Couple,
            "half" => CountKind::Half,
            "least" => CountKind::Least,
            "most" => CountKind::Most,
            "about" => CountKind::About,
            "below" => CountKind::Below,
            "after-least" => CountKind::AfterLeast,
            "after-most" => CountKind::AfterMost,
            "after-about" => CountKind::AfterAbout,
            "after" => CountKind::After,
            "money" => CountKind::Money,
            "prefix" => CountKind::Prefix,
            "measure" => CountKind::Measure,
            "vote" => CountKind::Vote,
            "term" => CountKind::Term,
            "draw" => CountKind::Draw,
            "group" => CountKind::Group,
            "object" => CountKind::Object,
            "subject" => CountKind::Subject,
            "state" => CountKind::State,
            "toll" => CountKind::Toll,
            "label" => CountKind::Label,
            "act" => CountKind::Act,
            "life" => CountKind::Life,
            _ => return None,
        })
    }

    /// Whether words of the kind stand for a number.
    fn takes_number(self) -> bool {
        use CountKind::{Couple, Half, Letter, Scale, Vague};
        matches!(self, Scale | Letter | Vague | Couple | Half)
    }

    /// Whether words of the kind stand for an outcome or a currency.
    fn takes_name(self) -> bool {
        use CountKind::{Act, Life, Money, Object, State, Subject, Toll};
        matches!(self, Money | Object | Subject | State | Toll | Act | Life)
    }
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct CountLine {
    /// What its words do.
    pub kind: CountKind,
    /// The number of scales and vague words, else 0.
    pub number: f64,
    /// Outcome ("killed") or what money is counted in ("dollars"); empty where
    /// there is none.
    pub name: SmolStr,
    /// ISO 4217 code, where the words tell one.
    pub currency: Option<SmolStr>,
    /// A sentence of ours.
    pub example: SmolStr,
    /// How the example's first number is read: value, least, greatest, bound.
    pub reading: SmolStr,
}

/// The pieces of some words, and the index of their line.
type Words = (Vec<SmolStr>, usize);

/// All words, by kind and first piece.
#[derive(Clone, Debug, Default)]
pub struct CountWords {
    lines: Vec<CountLine>,
    by_word: BTreeMap<(CountKind, SmolStr), Vec<Words>>,
}

impl CountWords {
    /// The file of the repository.
    ///
    /// # Errors
    /// All malformed lines.
    pub fn embedded() -> Result<CountWords, Vec<LexiconError>> {
        CountWords::read(&crate::embedded("counts"))
    }

    /// Reads files given as (name, text).
    ///
    /// # Errors
    /// All malformed lines.
    pub fn read(files: &[(&str, &str)]) -> Result<CountWords, Vec<LexiconError>> {
        let mut out = CountWords::default();
        let cure = "columns are kind, words, value, example, reading; see the file's head";
        rows::each(files, cure, |line| out.line(line))?;
        for entries in out.by_word.values_mut() {
            // The longest that fits is meant.
            entries.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Ok(out)
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, words, value, example, reading] = columns.as_slice() else {
            return Err(format!("{} columns instead of 5", columns.len()));
        };
        let kind = CountKind::parse(kind).ok_or_else(|| format!("`{kind}` is no kind"))?;
        let number = if kind.takes_number() {
            value
                .parse::<f64>()
                .ok()
                .filter(|n| n.is_finite() && *n > 0.0)
                .ok_or_else(|| format!("`{value}` is not a number above 0"))?
        } else {
            0.0
        };
        if kind.takes_name() && value.is_empty() {
            return Err("no outcome or currency".to_owned());
        }
        if example.split_whitespace().count() < 3 {
            return Err("no example".to_owned());
        }
        let index = self.lines.len();
        for word in words.split(" | ") {
            let pieces: Vec<SmolStr> = pieces(word).iter().map(|p| p.low.clone()).collect();
            let Some(first) = pieces.first().cloned() else {
                return Err("an empty word".to_owned());
            };
            self.by_word
                .entry((kind, first))
                .or_default()
                .push((pieces, index));
        }
        let (currency, name) = match (kind, value.split_once(' ')) {
            (CountKind::Money, Some((code, name))) => {
                let known = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
                if !known && code != "-" {
                    return Err(format!("`{code}` is no code of a currency"));
                }
                (known.then(|| SmolStr::new(code)), name)
            }
            (CountKind::Money, None) => return Err("no name of a currency".to_owned()),
            _ if kind.takes_name() => (None, *value),
            _ => (None, ""),
        };
        self.lines.push(CountLine {
            kind,
            number,
            name: SmolStr::new(name),
            currency,
            example: SmolStr::new(example),
            reading: SmolStr::new(reading),
        });
        Ok(())
    }

    /// The lines, in the order of the file.
    pub fn lines(&self) -> &[CountLine] {
        &self.lines
    }

    /// The longest words of a kind that stand at `at`: their line, and how
    /// many pieces they are.
    pub fn at<'a>(
        &'a self,
        kind: CountKind,
        pieces: &'a [Piece],
        at: usize,
    ) -> Option<(&'a CountLine, usize)> {
        self.fitting(kind, pieces, at).next()
    }

    fn fitting<'a>(
        &'a self,
        kind: CountKind,
        pieces: &'a [Piece],
        at: usize,
    ) -> impl Iterator<Item = (&'a CountLine, usize)> {
        let first = pieces.get(at).map(|p| (kind, p.low.clone()));
        first
            .and_then(|key| self.by_word.get(&key))
            .into_iter()
            .flatten()
            .filter(move |(words, _)| {
                words
                    .iter()
                    .enumerate()
                    .all(|(i, w)| pieces.get(at + i).is_some_and(|p| p.low == *w))
            })
            .map(|(words, line)| (&self.lines[*line], words.len()))
    }

    /// The longest words of a kind that end just before `end`: their line, and
    /// how many pieces they are.
    pub fn before<'a>(
        &'a self,
        kind: CountKind,
        pieces: &'a [Piece],
        end: usize,
    ) -> Option<(&'a CountLine, usize)> {
        (1..=5usize.min(end)).rev().find_map(|n| {
            self.fitting(kind, pieces, end - n)
                .find(|&(_, length)| length == n)
        })
    }

    /// What a lemma (lower case, with its particle) stands for in a clause.
    pub fn lemma(&self, kind: CountKind, lemma: &str) -> Option<&CountLine> {
        let mut words = lemma.split([' ', '-']);
        let first = SmolStr::new(words.next()?);
        let entries = self.by_word.get(&(kind, first))?;
        let (_, line) = entries
            .iter()
            .find(|(w, _)| w.iter().map(SmolStr::as_str).eq(lemma.split([' ', '-'])))?;
        Some(&self.lines[*line])
    }
}

/// A run of letters, a number in figures, or one other character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// In lower case.
    pub low: SmolStr,
    /// Bytes of the text.
    pub start: usize,
    /// See `start`.
    pub end: usize,
}

/// Cuts text into pieces. Numbers keep the commas and points inside them
/// ("1,200", "1.5"), abbreviations their points ("u.s.", "p.m.").
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let get = |i: usize| chars.get(i).map(|c| c.1);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let mut i = 0;
    while let Some(c) = get(i) {
        let from = i;
        i += 1;
        if c.is_whitespace() {
            continue;
        }
        if c.is_ascii_digit() {
            while digit(get(i)) || matches!(get(i), Some('.' | ',')) && digit(get(i + 1)) {
                i += 1;
            }
        } else if c.is_alphabetic() {
            while letter(get(i)) {
                i += 1;
            }
            // "p.m.", "u.s."
            while i - from == 1 && get(i) == Some('.') && letter(get(i + 1)) && !letter(get(i + 2))
            {
                i += 2;
                while get(i) == Some('.') && letter(get(i + 1)) && !letter(get(i + 2)) {
                    i += 2;
                }
                if get(i) == Some('.') {
                    i += 1;
                }
            }
        }
        let start = chars[from].0;
        let end = chars.get(i).map_or(text.len(), |c| c.0);
        out.push(Piece {
            low: SmolStr::from(text[start..end].to_lowercase()),
            start,
            end,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_numbers_and_abbreviations() {
        let cut = |text: &str| -> Vec<String> {
            pieces(text).iter().map(|p| p.low.to_string()).collect()
        };
        assert_eq!(cut("1,200 men, 3.5%"), ["1,200", "men", ",", "3.5", "%"]);
        assert_eq!(
            cut("US$6m at 5 p.m."),
            ["us", "$", "6", "m", "at", "5", "p.m."]
        );
        assert_eq!(cut("twenty-odd"), ["twenty", "-", "odd"]);
        assert_eq!(cut("Kyjiw, Żółć"), ["kyjiw", ",", "żółć"]);
    }

    #[test]
    fn words_are_found_from_both_sides_and_bad_lines_are_told() {
        let words = CountWords::embedded().expect("no errors");
        let text = pieces("no fewer than 30 people");
        let (line, length) = words.before(CountKind::Least, &text, 3).expect("a bound");
        assert_eq!((line.kind, length), (CountKind::Least, 3));
        let kill = words.lemma(CountKind::Object, "kill").expect("an outcome");
        assert_eq!(kill.name, "killed");
        assert_eq!(words.lemma(CountKind::Object, "kill off"), None);
        let errors = CountWords::read(&[("x.tsv", "head\nscale\tdozen\tx\ta b c\t-\n")]);
        assert_eq!(errors.expect_err("no number")[0].line, 2);
    }
}
