//! CoNLL-U in and out.
//!
//! Beside the standard columns, MISC holds `TokenRange=start:end` (code points
//! of the article's text, as UDPipe writes it), `SpaceAfter=No`, and in IOB2
//! `Entity=B-PER`, `Source=B`, `Cue=B`, `Content=B`.

use std::fmt::Write as _;

use crate::{
    Article, NameKind, NameMention, Role, RoleSpan, Sentence, SentenceId, SmolStr, Span, Syntax,
    SyntaxError, Token, TokenId, Upos,
};

/// Why a text is not CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConlluError {
    /// A line has a wrong number of columns or an impossible value.
    #[error("line {line}: {what}")]
    Line {
        /// Line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// The rows do not make trees over a text.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
}

/// What one row says beside its token.
struct Row {
    form: String,
    space_after: bool,
    id: usize,
    head: usize,
    entity: Option<String>,
    roles: [Option<char>; 3],
    columns: [SmolStr; 5],
}

const ROLES: [(&str, Role); 3] = [
    ("Source", Role::Source),
    ("Cue", Role::Cue),
    ("Content", Role::Content),
];

/// Reads one article from CoNLL-U. The text is put together from the forms,
/// `SpaceAfter` and `# newpar` (a line break); multiword ranges give the
/// written form of their words, which get equal parts of it when they do not
/// spell it ("du" as "de le").
///
/// # Errors
/// When a row is malformed or the heads are not trees.
pub fn read_conllu(input: &str) -> Result<(Article, Syntax), ConlluError> {
    let mut text = String::new();
    let mut tokens: Vec<Token> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut sentences = Vec::new();
    let mut open: Vec<Row> = Vec::new();
    let mut multiword: Option<(usize, String, bool)> = None;
    for (n, line) in input.lines().chain([""]).enumerate() {
        let bad = |what: &str| ConlluError::Line {
            line: n + 1,
            what: what.to_owned(),
        };
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            if !text.is_empty() {
                text.truncate(text.trim_end().len());
                text.push('\n');
            }
        } else if line.starts_with('#') {
        } else if line.trim().is_empty() {
            if !open.is_empty() {
                close_sentence(&mut text, &mut tokens, &mut sentences, &open)
                    .map_err(|what| bad(&what))?;
                rows.append(&mut open);
            }
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.len() != 10 {
                return Err(bad("a row needs 10 tab-separated columns"));
            }
            let space_after = !columns[9].split('|').any(|m| m == "SpaceAfter=No");
            if let Some((_, last)) = columns[0].split_once('-') {
                let last = last.parse().map_err(|_| bad("a range needs two numbers"))?;
                multiword = Some((last, columns[1].to_owned(), space_after));
                continue;
            }
            if columns[0].contains('.') {
                continue; // empty nodes of enhanced graphs
            }
            let id = columns[0]
                .parse()
                .map_err(|_| bad("column 1 is not a number"))?;
            let mut row = Row {
                form: columns[1].to_owned(),
                space_after,
                id,
                head: columns[6]
                    .parse()
                    .map_err(|_| bad("column 7 is not a head number"))?,
                entity: misc(columns[9], "Entity").map(str::to_owned),
                roles: ROLES.map(|(key, _)| misc(columns[9], key).and_then(|v| v.chars().next())),
                columns: [2, 3, 4, 5, 7].map(|c| SmolStr::new(columns[c])),
            };
            if let Some((last, form, after)) = &mut multiword {
                row.space_after = id == *last && *after;
                // The words of "cannot" spell it; only then can each keep its own part.
                if let Some(rest) = form.strip_prefix(row.form.as_str()) {
                    *form = rest.to_owned();
                } else if id == *last {
                    row.form = std::mem::take(form);
                }
                if id == *last {
                    multiword = None;
                }
            }
            open.push(row);
        }
    }
    text.truncate(text.trim_end().len());
    let mut syntax = Syntax::new(tokens, sentences)?;
    syntax.names = names(&rows);
    syntax.roles = roles(&rows);
    Ok((Article::plain(&text), syntax))
}

fn misc<'a>(column: &'a str, key: &str) -> Option<&'a str> {
    column
        .split('|')
        .find_map(|m| m.strip_prefix(key)?.strip_prefix('='))
}

fn close_sentence(
    text: &mut String,
    tokens: &mut Vec<Token>,
    sentences: &mut Vec<Sentence>,
    rows: &[Row],
) -> Result<(), String> {
    let first = tokens.len();
    let sentence = SentenceId::new(sentences.len());
    for (i, row) in rows.iter().enumerate() {
        if row.id != i + 1 {
            return Err(format!("word {} where {} was expected", row.id, i + 1));
        }
        if row.head > rows.len() {
            return Err(format!("head {} is past the sentence", row.head));
        }
        let start = text.len();
        text.push_str(&row.form);
        let span = Span::new(text, start, text.len()).map_err(|e| e.to_string())?;
        if row.space_after {
            text.push(' ');
        }
        let [lemma, upos, xpos, feats, deprel] = row.columns.clone();
        let blank = |s: SmolStr| if s == "_" { SmolStr::default() } else { s };
        tokens.push(Token {
            span,
            lemma: if lemma == "_" && row.form != "_" {
                row.form.as_str().into()
            } else {
                lemma
            },
            upos: Upos::parse(&upos).ok_or_else(|| format!("unknown part of speech {upos}"))?,
            xpos: blank(xpos),
            feats: blank(feats),
            head: row.head.checked_sub(1).map(|h| TokenId::new(first + h)),
            deprel,
            sentence,
        });
    }
    sentences.push(Sentence {
        first: TokenId::new(first),
        end: TokenId::new(tokens.len()),
        span: tokens[first].span.cover(tokens[tokens.len() - 1].span),
    });
    Ok(())
}

fn names(rows: &[Row]) -> Vec<NameMention> {
    let mut out: Vec<NameMention> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let Some((tag, kind)) = row.entity.as_deref().and_then(|e| e.split_once('-')) else {
            continue;
        };
        let Some(kind) = NameKind::parse(kind) else {
            continue;
        };
        match out.last_mut() {
            Some(open) if tag == "I" && open.end.index() == i && open.kind == kind => {
                open.end = TokenId::new(i + 1);
            }
            _ => out.push(NameMention {
                first: TokenId::new(i),
                end: TokenId::new(i + 1),
                kind,
                score: 1.0,
            }),
        }
    }
    out
}

fn roles(rows: &[Row]) -> Vec<RoleSpan> {
    let mut out: Vec<RoleSpan> = Vec::new();
    for (k, (_, role)) in ROLES.into_iter().enumerate() {
        for (i, row) in rows.iter().enumerate() {
            match (row.roles[k], out.last_mut()) {
                (Some('I'), Some(open)) if open.role == role && open.end.index() == i => {
                    open.end = TokenId::new(i + 1);
                }
                (Some(_), _) => out.push(RoleSpan {
                    role,
                    first: TokenId::new(i),
                    end: TokenId::new(i + 1),
                    score: 1.0,
                }),
                (None, _) => {}
            }
        }
    }
    out
}

/// Writes the syntax of an article as CoNLL-U, one document.
pub fn write_conllu(article: &Article, syntax: &Syntax) -> String {
    let mut out = String::new();
    let mut entity = vec![String::new(); syntax.tokens().len()];
    for name in &syntax.names {
        for i in name.first.index()..name.end.index() {
            let tag = if i == name.first.index() { 'B' } else { 'I' };
            entity[i] = format!("Entity={tag}-{}", name.kind.label());
        }
    }
    for span in &syntax.roles {
        let key = ROLES
            .iter()
            .find(|(_, r)| *r == span.role)
            .map_or("", |(k, _)| k);
        for i in span.first.index()..span.end.index() {
            let tag = if i == span.first.index() { 'B' } else { 'I' };
            let sep = if entity[i].is_empty() { "" } else { "|" };
            let _ = write!(entity[i], "{sep}{key}={tag}");
        }
    }
    let origin = article.origin.path.as_deref().unwrap_or(&article.id);
    let _ = writeln!(out, "# newdoc id = {}", origin.replace(['\n', '\r'], " "));
    let (mut byte, mut point) = (0, 0);
    let mut block_end = 0;
    for (number, sentence) in syntax.sentences().iter().enumerate() {
        if sentence.span.start() >= block_end {
            let _ = writeln!(out, "# newpar");
            block_end = article
                .block_at(sentence.span.start())
                .map_or(block_end, |b| b.span.end());
        }
        let text = article
            .slice(sentence.span)
            .replace(['\n', '\r', '\t'], " ");
        let _ = writeln!(out, "# sent_id = {}\n# text = {text}", number + 1);
        let ids: Vec<TokenId> = sentence.tokens().collect();
        let mut covered = 0;
        for (i, &id) in ids.iter().enumerate() {
            let token = &syntax[id];
            let next = ids.get(i + 1).map(|&n| syntax[n].span.start());
            if i >= covered {
                covered = write_range(&mut out, article, syntax, &ids, i);
            }
            point += article.text[byte..token.span.start()].chars().count();
            let start = point;
            point += article.slice(token.span).chars().count();
            byte = token.span.end();
            let mut misc = format!("TokenRange={start}:{point}");
            if !entity[id.index()].is_empty() {
                misc = format!("{}|{misc}", entity[id.index()]);
            }
            if next == Some(token.span.end()) && covered <= i + 1 {
                misc = format!("SpaceAfter=No|{misc}");
            }
            let or_blank = |s: &str| {
                if s.is_empty() {
                    "_".to_owned()
                } else {
                    s.to_owned()
                }
            };
            let head = token
                .head
                .map_or(0, |h| h.index() - sentence.first.index() + 1);
            let form = article.slice(token.span).replace(char::is_whitespace, " ");
            let _ = writeln!(
                out,
                "{}\t{form}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{misc}",
                i + 1,
                or_blank(&token.lemma),
                token.upos.name(),
                or_blank(&token.xpos),
                or_blank(&token.feats),
                token.deprel,
            );
        }
        out.push('\n');
    }
    out
}

/// Writes the range row of a written token that holds several words
/// (`don't`), when one starts at `ids[i]`, and returns the index after its
/// last word.
fn write_range(
    out: &mut String,
    article: &Article,
    syntax: &Syntax,
    ids: &[TokenId],
    i: usize,
) -> usize {
    let mut end = i + 1;
    while end < ids.len() {
        let (word, next) = (&syntax[ids[end - 1]], &syntax[ids[end]]);
        let letters = article.slice(word.span).ends_with(char::is_alphanumeric);
        let clitic = article.slice(next.span).starts_with(['\'', '’', 'n', 'N'])
            && article.slice(next.span).chars().any(char::is_alphabetic)
            || matches!(article.slice(next.span), "'" | "’") && next.xpos == "POS"
            || article.slice(next.span).eq_ignore_ascii_case("not");
        if word.span.end() != next.span.start() || !letters || !clitic {
            break;
        }
        end += 1;
    }
    if end > i + 1 {
        let span = syntax[ids[i]].span.cover(syntax[ids[end - 1]].span);
        let after = ids.get(end).map(|&n| syntax[n].span.start());
        let misc = if after == Some(span.end()) {
            "SpaceAfter=No"
        } else {
            "_"
        };
        let _ = writeln!(
            out,
            "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}",
            i + 1,
            end,
            article.slice(span)
        );
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANNOT: &str = "# newpar
1\tWe\twe\tPRON\tPRP\tNumber=Plur\t4\tnsubj\t_\tContent=B
2-3\tcannot\t_\t_\t_\t_\t_\t_\t_\t_
2\tcan\tcan\tAUX\tMD\t_\t4\taux\t_\tContent=I
3\tnot\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\tContent=I
4\tagree\tagree\tVERB\tVB\t_\t0\troot\t_\tContent=I|SpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
1\tMr\tMr\tPROPN\tNNP\t_\t2\tcompound\t_\t_
2\tOduya\tOduya\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=B-PER|Source=B
3\tspoke\tspeak\tVERB\tVBD\t_\t0\troot\t_\tCue=B|SpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_
";

    #[test]
    fn reading_and_writing_agree() {
        let (article, syntax) = read_conllu(CANNOT).expect("valid");
        assert_eq!(article.text, "We cannot agree.\nMr Oduya spoke.");
        assert_eq!(syntax.sentences().len(), 2);
        assert_eq!(article.slice(syntax.tokens()[2].span), "not");
        assert_eq!((syntax.names.len(), syntax.roles.len()), (1, 3));
        let written = write_conllu(&article, &syntax);
        assert!(written.contains("2-3\tcannot"), "{written}");
        let (again, same) = read_conllu(&written).expect("valid");
        assert_eq!((again.text, same), (article.text, syntax));
    }

    #[test]
    fn a_bad_row_is_named_by_its_line() {
        let error = read_conllu("1\tonly\tthree").expect_err("too few columns");
        assert_eq!(
            error.to_string(),
            "line 1: a row needs 10 tab-separated columns"
        );
        let cycle = CANNOT.replace("\t0\troot\t_\tContent=I|", "\t1\troot\t_\tContent=I|");
        assert!(matches!(
            read_conllu(&cycle),
            Err(ConlluError::Syntax(SyntaxError::Cycle(_)))
        ));
    }
}
