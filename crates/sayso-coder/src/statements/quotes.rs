//! Quotations: which stretches of the text stand between quotation marks.
//!
//! Marks are paired within a paragraph. A quotation that its paragraph does
//! not close goes on in the next one when that begins with an opening mark
//! (the newspaper habit); otherwise it ends with its paragraph.

use sayso_article::{Article, BlockKind, Diagnostic, Span};

/// One quotation, without its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The quoted text, one piece for each paragraph it runs through.
    pub pieces: Vec<Span>,
    /// Whether it stands inside another quotation.
    pub nested: bool,
}

impl Quotation {
    /// Whether a byte position lies between the marks.
    pub fn holds(&self, at: usize) -> bool {
        self.pieces.iter().any(|p| p.range().contains(&at))
    }

    /// First quoted byte.
    pub fn start(&self) -> usize {
        self.pieces.first().map_or(0, |p| p.start())
    }

    /// Byte after the last quoted one.
    pub fn end(&self) -> usize {
        self.pieces.last().map_or(0, |p| p.end())
    }

    /// Whether a piece shares a byte with `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        self.pieces.iter().any(|p| p.overlaps(span))
    }

    /// Whether it begins with a capital letter.
    pub fn starts_like_sentence(&self, text: &str) -> bool {
        text.get(self.start()..)
            .and_then(|t| t.chars().next())
            .is_some_and(char::is_uppercase)
    }

    /// Number of words, counted by white space.
    pub fn words(&self, text: &str) -> usize {
        self.pieces
            .iter()
            .map(|p| p.text(text).split_whitespace().count())
            .sum()
    }
}

/// Finds all quotations, ordered by start, outer before nested.
pub(super) fn quotations(article: &Article) -> (Vec<Quotation>, Vec<Diagnostic>) {
    let mut scan = Scan {
        text: &article.text,
        found: Vec::new(),
        diagnostics: Vec::new(),
    };
    scan.double_marks(article);
    let outer = scan.found.len();
    for block in &article.blocks {
        if block.kind != BlockKind::Boilerplate {
            scan.single_marks(block.span);
        }
    }
    for i in outer..scan.found.len() {
        let at = scan.found[i].start();
        scan.found[i].nested = scan.found[..outer].iter().any(|q| q.holds(at));
    }
    let mut found = scan.found;
    found.retain(|q| q.pieces.iter().any(|p| !p.is_empty()));
    found.sort_by_key(|q| (q.start(), q.nested));
    (found, scan.diagnostics)
}

/// What a character can do as a quotation mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    /// A straight mark: its surroundings decide.
    Either,
}

fn double_mark(c: char) -> Option<Mark> {
    match c {
        '“' | '„' | '‟' | '«' => Some(Mark::Open),
        '”' | '»' => Some(Mark::Close),
        '"' | '＂' => Some(Mark::Either),
        _ => None,
    }
}

fn single_mark(c: char) -> Option<Mark> {
    match c {
        '‘' | '‚' | '‹' => Some(Mark::Open),
        '’' | '›' => Some(Mark::Close),
        '\'' => Some(Mark::Either),
        _ => None,
    }
}

struct Scan<'a> {
    text: &'a str,
    found: Vec<Quotation>,
    diagnostics: Vec<Diagnostic>,
}

impl Scan<'_> {
    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|t| t.chars().next_back())
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|t| t.chars().next())
    }

    /// ''quoted'' and ``quoted'': two single marks that stand for a double one.
    fn typed_twice(&self, at: usize) -> Option<Mark> {
        let mark = match self.text.get(at..at + 2)? {
            "''" => Mark::Either,
            "``" => Mark::Open,
            _ => return None,
        };
        let single = |c: Option<char>| !matches!(c, Some('\'' | '`'));
        (single(self.before(at)) && single(self.after(at + 2))).then_some(mark)
    }

    /// A place where a word can begin: after space, bracket, dash or a mark.
    fn opens_here(&self, at: usize, end: usize) -> bool {
        let free = self.before(at).is_none_or(|c| {
            c.is_whitespace() || "([{—–-/:".contains(c) || double_mark(c).is_some()
        });
        free && self.after(end).is_some_and(|c| !c.is_whitespace())
    }

    fn piece(&self, start: usize, end: usize) -> Option<Span> {
        let span = Span::new(self.text, start, end).ok()?.trim(self.text);
        (!span.is_empty()).then_some(span)
    }

    fn double_marks(&mut self, article: &Article) {
        // Pieces of a quotation that earlier paragraphs left open.
        let mut carried: Vec<Span> = Vec::new();
        let blocks: Vec<Span> = article
            .blocks
            .iter()
            .filter(|b| b.kind != BlockKind::Boilerplate)
            .map(|b| b.span)
            .collect();
        for (i, block) in blocks.iter().enumerate() {
            let mut open: Option<usize> = None;
            for (at, c) in block.text(self.text).char_indices() {
                let at = block.start() + at;
                let (mark, end) = match self.typed_twice(at) {
                    Some(mark) => (Some(mark), at + 2),
                    None => (double_mark(c), at + c.len_utf8()),
                };
                let Some(mark) = mark else { continue };
                let opens = match mark {
                    Mark::Open => true,
                    Mark::Close => false,
                    Mark::Either => {
                        let inches = self.before(at).is_some_and(|c| c.is_ascii_digit());
                        if open.is_none() && inches {
                            continue;
                        }
                        open.is_none() && self.after(end).is_some_and(|c| !c.is_whitespace())
                            || open.is_some()
                                && self.opens_here(at, end)
                                && self.after(end).is_some_and(char::is_alphanumeric)
                    }
                };
                if opens {
                    if let Some(start) = open {
                        self.unclosed(&mut carried, start, at);
                    }
                    // A second opening mark of a carried quotation is its own.
                    if at != block.start() {
                        self.push(&mut carried);
                    }
                    open = Some(end);
                } else if let Some(start) = open.take() {
                    carried.extend(self.piece(start, at));
                    self.push(&mut carried);
                }
            }
            let Some(start) = open else {
                self.push(&mut carried);
                continue;
            };
            let goes_on = blocks.get(i + 1).is_some_and(|next| {
                matches!(
                    self.after(next.start()).and_then(double_mark),
                    Some(Mark::Open | Mark::Either)
                )
            });
            if goes_on {
                carried.extend(self.piece(start, block.end()));
            } else {
                self.unclosed(&mut carried, start, block.end());
            }
        }
        self.push(&mut carried);
    }

    /// Ends a quotation without a closing mark at `end`.
    fn unclosed(&mut self, carried: &mut Vec<Span>, start: usize, end: usize) {
        let piece = self.piece(start, end);
        self.diagnostics.push(Diagnostic {
            code: "unbalanced-quotes",
            span: piece,
            message: "a quotation is not closed; it was read up to the end of its paragraph \
                      or the next opening mark"
                .to_owned(),
        });
        carried.extend(piece);
        self.push(carried);
    }

    fn push(&mut self, pieces: &mut Vec<Span>) {
        if !pieces.is_empty() {
            self.found.push(Quotation {
                pieces: std::mem::take(pieces),
                nested: false,
            });
        }
    }

    /// Pairs single marks within a paragraph, leaving apostrophes alone.
    fn single_marks(&mut self, block: Span) {
        let mut open: Option<(usize, char)> = None;
        let marks: Vec<(usize, char)> = block
            .text(self.text)
            .char_indices()
            .filter(|(_, c)| single_mark(*c).is_some())
            .map(|(at, c)| (block.start() + at, c))
            .filter(|(at, _)| {
                self.typed_twice(*at).is_none()
                    && at
                        .checked_sub(1)
                        .and_then(|b| self.typed_twice(b))
                        .is_none()
            })
            .collect();
        for (k, &(at, c)) in marks.iter().enumerate() {
            let end = at + c.len_utf8();
            let Some(mark) = single_mark(c) else { continue };
            if mark != Mark::Close && self.opens_here(at, end) && !self.elides(end) {
                open = Some((end, c));
                continue;
            }
            let Some((start, opener)) = open else {
                continue;
            };
            if mark == Mark::Open || self.after(end).is_some_and(char::is_alphanumeric) {
                continue; // an apostrophe inside a word
            }
            // "the workers' union": a plural's apostrophe, if a better mark follows.
            let plural = self.before(at) == Some('s')
                && self.text[end..].starts_with(' ')
                && self.text[end..]
                    .trim_start()
                    .starts_with(char::is_lowercase);
            let another = marks[k + 1..].iter().any(|&(later, c)| {
                let after = later + c.len_utf8();
                self.after(after).is_none_or(|c| !c.is_alphanumeric())
                    && !self.text[end..later].contains(['.', '\n'])
            });
            if plural && another {
                continue;
            }
            if (opener == '\'') == (c == '\'')
                && let Some(piece) = self.piece(start, at)
            {
                self.found.push(Quotation {
                    pieces: vec![piece],
                    nested: false,
                });
            }
            open = None;
        }
    }

    /// Whether an apostrophe ending at `end` stands for left-out letters:
    /// '90s, 'em, 'tis.
    fn elides(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s')
            || matches!(
                word.to_lowercase().as_str(),
                "em" | "tis" | "twas" | "til" | "cause" | "n"
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let article = Article::plain(text);
        let (list, _) = quotations(&article);
        list.iter()
            .map(|q| {
                let pieces: Vec<&str> = q.pieces.iter().map(|p| article.slice(*p)).collect();
                format!("{}{}", if q.nested { "+" } else { "" }, pieces.join("|"))
            })
            .collect()
    }

    #[test]
    fn marks_of_all_kinds_pair() {
        assert_eq!(found("He said “we will stay” and left."), ["we will stay"]);
        assert_eq!(found("\"No,\" she said. \"Never.\""), ["No,", "Never."]);
        assert_eq!(found("«Enough», wrote the paper."), ["Enough"]);
        assert_eq!(
            found("“They told me ‘go home’ twice,” he said."),
            ["They told me ‘go home’ twice,", "+go home"]
        );
        assert_eq!(
            found("The so-called 'peace march' passed."),
            ["peace march"]
        );
    }

    #[test]
    fn two_single_marks_are_a_double_one() {
        assert_eq!(
            found("''We stay,'' she said. ``Nobody leaves,'' he added."),
            ["We stay,", "Nobody leaves,"]
        );
        assert_eq!(
            found("''They said 'go' twice,'' she said."),
            ["They said 'go' twice,", "+go"]
        );
    }

    #[test]
    fn apostrophes_are_no_quotations() {
        assert!(found("The workers' union didn't accept the mayor's offer.").is_empty());
        assert!(found("In the '90s the party’s leaders weren’t heard.").is_empty());
        assert_eq!(
            found("He praised 'the miners' strike' in Orvan."),
            ["the miners' strike"]
        );
        assert!(found("The barrier is 12\" high.").is_empty());
    }

    #[test]
    fn quotations_run_over_paragraphs() {
        assert_eq!(
            found("\"We began in May.\n\"We ended in June,\" he said."),
            ["We began in May.|We ended in June,"]
        );
        assert_eq!(
            found("“We began in May.\nThe minister left."),
            ["We began in May."]
        );
        let (_, diagnostics) = quotations(&Article::plain("“We began in May.\nHe left."));
        assert_eq!(diagnostics[0].code, "unbalanced-quotes");
    }
}
