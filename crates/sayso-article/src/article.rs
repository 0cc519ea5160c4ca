//! One article: its text, fixed once and for all, and what is known about it.

use crate::{Date, Span};

/// One article as ingest delivers it. The text is never edited afterwards;
/// every span of every layer points into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Content id: the first 16 hex digits of `text_sha256`.
    pub id: String,
    /// Where the text was read.
    pub origin: Origin,
    /// The article's address, if it is known.
    pub url: Option<String>,
    /// Headline, when metadata or the text gives it.
    pub title: Option<String>,
    /// Author line as printed.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<Publisher>,
    /// Day of publication.
    pub published: Option<Date>,
    /// How `published` is known; `None` exactly when `published` is.
    pub published_from: Option<PublishedFrom>,
    /// The place line at the head of the text.
    pub dateline: Option<Dateline>,
    /// ISO 639-1 code of the language; `None` when it was not identified.
    pub language: Option<String>,
    /// Licence statement found in the text or metadata.
    pub licence: Option<Licence>,
    /// The text itself.
    pub text: String,
    /// SHA-256 of the text's UTF-8 bytes, in lower-case hex.
    pub text_sha256: String,
    /// Headline, dateline, paragraphs and boilerplate, in reading order,
    /// without gaps that hold anything but white space.
    pub blocks: Vec<Block>,
}

impl Article {
    /// An article of plain paragraphs without any metadata, for tests and
    /// examples: the paragraphs are the runs of text between line breaks.
    pub fn plain(text: &str) -> Article {
        Article {
            id: String::new(),
            origin: Origin::default(),
            url: None,
            title: None,
            byline: None,
            publisher: None,
            published: None,
            published_from: None,
            dateline: None,
            language: Some("en".to_owned()),
            licence: None,
            text: text.to_owned(),
            text_sha256: String::new(),
            blocks: paragraphs(text),
        }
    }

    /// The text under `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.text(&self.text)
    }

    /// The block that holds the byte `at`.
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        self.blocks.iter().find(|b| b.span.range().contains(&at))
    }
}

/// Splits `text` at line breaks into paragraph blocks, leaving out blank ones.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2029}']) {
        let end = start + line.len();
        if let Ok(span) = Span::new(text, start, end) {
            let span = span.trim(text);
            if !span.is_empty() {
                blocks.push(Block {
                    kind: BlockKind::Paragraph,
                    span,
                });
            }
        }
        start = end;
    }
    blocks
}

/// Where an article's bytes came from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Origin {
    /// Path as given on the command line, `-` for standard input.
    pub path: Option<String>,
    /// What inside the file: the path in an archive (`!` between an archive and
    /// what lies in it), then `#` and the document's own id; `None` when the
    /// file is the document.
    pub member: Option<String>,
    /// First byte of the document in the file, or in the innermost member of
    /// an archive, after unpacking; `None` when the file or member is the
    /// document, or when it has no place of its own.
    pub offset: Option<u64>,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.path.as_deref().unwrap_or("(no file)"))?;
        if let Some(member) = &self.member {
            let joint = if member.starts_with('#') { "" } else { "!" };
            write!(f, "{joint}{member}")?;
        }
        match self.offset {
            Some(offset) => write!(f, " at byte {offset}"),
            None => Ok(()),
        }
    }
}

/// The publishing medium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Name as given.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its country, when it is known.
    pub country: Option<String>,
}

/// How the day of publication is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedFrom {
    /// The user said so.
    Option,
    /// Metadata of the document.
    Metadata,
    /// Read in the text (dateline, date line).
    Text,
    /// The path of the article's address.
    Url,
}

/// "TEHRAN, 3 May -": the place an article was written from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The place name in the text.
    pub span: Span,
    /// ISO 3166-1 alpha-3 code of its country, when it is known.
    pub country: Option<String>,
}

/// A licence statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Short name, e.g. `CC-BY-4.0`; `None` when the statement names none that is known.
    pub name: Option<String>,
    /// The statement in the text, when it stands there.
    pub span: Option<Span>,
}

/// A run of the text with one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its function.
    pub kind: BlockKind,
    /// Its text, without white space at the ends.
    pub span: Span,
}

/// What a block of text is for. Only headlines and paragraphs are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline.
    Headline,
    /// Place, date and agency before the first sentence.
    Dateline,
    /// Running text.
    Paragraph,
    /// Bylines, licence lines, "read more": not content.
    Boilerplate,
}
