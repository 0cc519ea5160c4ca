//! One document as a container holds it, and how it becomes an article.
//! Finding documents is cheap and in order; reading them costs, and may be
//! done on any thread.

use sayso_article::{Article, BlockKind, Date, Origin, Span};

use crate::blocks::{self, Layout};
use crate::dateline::KnowsPlace;
use crate::text::{self, IngestError, MAX_BYTES, Options};
use crate::{boilerplate, language, markup, page};

/// A document that was found and is not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it stands.
    pub origin: Origin,
    /// Its bytes or text.
    pub content: Content,
    /// What the container tells of it.
    pub told: Told,
}

/// What a document consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A plain text file, which is kept byte for byte.
    Plain(Vec<u8>),
    /// A web page: its bytes, and the character set that its transport names.
    Page(Vec<u8>, Option<String>),
    /// Text of a field or element.
    Text(String),
    /// HTML of a field or element: all of it content.
    Markup(String),
}

/// What a container (feed, table, page, agency format) tells of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Publishing medium or agency.
    pub publisher: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// ISO 639-1 code of the language, as tagged.
    pub language: Option<String>,
    /// Licence, as a short name if it is a known one.
    pub licence: Option<String>,
}

impl Told {
    /// What `self` does not tell is taken from `other`.
    pub(crate) fn or(self, other: Told) -> Told {
        Told {
            title: self.title.or(other.title),
            byline: self.byline.or(other.byline),
            published: self.published.or(other.published),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            licence: self.licence.or(other.licence),
        }
    }
}

impl Document {
    /// About how many bytes it holds.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Plain(bytes) | Content::Page(bytes, _) => bytes.len(),
            Content::Text(text) | Content::Markup(text) => text.len(),
        }
    }

    /// Reads it.
    ///
    /// # Errors
    /// When it holds no running text, too much of it, or none in English.
    pub fn read(self, options: &Options) -> Result<Article, IngestError> {
        if self.size() > MAX_BYTES {
            return Err(IngestError::TooLarge(self.size() as u64));
        }
        let Document {
            origin,
            content,
            told,
        } = self;
        let (body, told) = match content {
            Content::Plain(bytes) => {
                let text = text::checked(bytes)?;
                let language = language::identify(&text, None)?;
                let mut layout = blocks::layout(&text, options.knows_place);
                boilerplate::mark(&text, &mut layout);
                let told = Told { language, ..told };
                return Ok(text::article(text, layout, origin, told, options));
            }
            Content::Page(bytes, charset) => page::read(&bytes, charset.as_deref(), told)?,
            Content::Markup(markup) => (markup::text(&markup)?, told),
            Content::Text(text) => (text::checked(text.into_bytes())?, told),
        };
        if text::is_blank(&body) {
            return Err(IngestError::NoText("the document"));
        }
        let mut told = told;
        told.byline = told.byline.map(|b| {
            let by = b
                .get(..3)
                .is_some_and(|head| head.eq_ignore_ascii_case("by "));
            b[if by { 3 } else { 0 }..].trim().to_owned()
        });
        told.language = language::identify(&body, told.language.as_deref())?;
        let (text, layout) = compose(told.title.as_deref(), body, options.knows_place);
        Ok(text::article(text, layout, origin, told, options))
    }
}

/// The text of an article whose title is known apart from its body, and its
/// blocks. A body that begins with the title is taken as it is.
fn compose(title: Option<&str>, body: String, knows_place: Option<KnowsPlace>) -> (String, Layout) {
    let title = title.map(str::trim).filter(|t| !t.is_empty());
    let Some(title) = title else {
        let mut layout = blocks::layout(&body, knows_place);
        boilerplate::mark(&body, &mut layout);
        return (body, layout);
    };
    let lead = body.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let first = lead.lines().next().unwrap_or_default();
    if same_words(first, title) {
        let mut layout = blocks::layout(&body, knows_place);
        let end = body.len() - lead.len() + first.trim_end().len();
        headline(&body, &mut layout, end);
        boilerplate::mark(&body, &mut layout);
        return (body, layout);
    }
    // The layout is read off the body, so that a dateline is found at its head
    // whatever the title looks like.
    let head = title.len() + 2;
    let mut layout = blocks::layout(&body, knows_place);
    boilerplate::mark(&body, &mut layout);
    let text = format!("{title}\n\n{body}");
    let shift =
        |span: Span| Span::new(&text, span.start() + head, span.end() + head).unwrap_or(span);
    layout.title = None;
    for block in &mut layout.blocks {
        block.span = shift(block.span);
        if block.kind == BlockKind::Headline {
            block.kind = BlockKind::Paragraph;
        }
    }
    if let Some(dateline) = &mut layout.dateline {
        dateline.span = shift(dateline.span);
    }
    if let Some(licence) = &mut layout.licence {
        licence.span = licence.span.map(shift);
    }
    if let Ok(span) = Span::new(&text, 0, title.len()) {
        let kind = BlockKind::Headline;
        layout.blocks.insert(0, sayso_article::Block { kind, span });
        layout.title = Some(span);
    }
    (text, layout)
}

/// Makes the first block the headline if it ends at `end`.
fn headline(text: &str, layout: &mut Layout, end: usize) {
    if let Some(first) = layout.blocks.first_mut()
        && first.span.end() == end
        && matches!(first.kind, BlockKind::Paragraph | BlockKind::Headline)
    {
        first.kind = BlockKind::Headline;
        layout.title = Some(first.span.trim(text));
    }
}

/// Whether two lines are the same but for white space and case.
fn same_words(a: &str, b: &str) -> bool {
    let words = |s: &str| -> Vec<String> { s.split_whitespace().map(str::to_lowercase).collect() };
    words(a) == words(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(title: Option<&str>, body: &str) -> Article {
        let document = Document {
            origin: Origin::default(),
            content: Content::Text(body.to_owned()),
            told: Told {
                title: title.map(str::to_owned),
                ..Told::default()
            },
        };
        document.read(&Options::default()).expect("an article")
    }

    #[test]
    fn a_title_apart_becomes_the_headline_and_offsets_hold() {
        let article = read(
            Some("Ministers agree on a treaty."),
            "MARISOL, May 3 (Coastal News) - Two ministers met.\nThey agreed.",
        );
        let blocks: Vec<_> = article
            .blocks
            .iter()
            .map(|b| (b.kind, article.slice(b.span)))
            .collect();
        use BlockKind::*;
        assert_eq!(
            blocks,
            [
                (Headline, "Ministers agree on a treaty."),
                (Dateline, "MARISOL, May 3 (Coastal News) -"),
                (Paragraph, "Two ministers met."),
                (Paragraph, "They agreed."),
            ]
        );
        let dateline = article.dateline.as_ref().map(|d| article.slice(d.span));
        assert_eq!(dateline, Some("MARISOL"));
    }

    #[test]
    fn a_title_that_the_body_repeats_stands_once() {
        let body = "Bridge closed in Oria!\n\nA bridge was closed.";
        let article = read(Some("Bridge closed  in Oria!"), body);
        assert_eq!(article.text, body);
        assert_eq!(article.blocks[0].kind, BlockKind::Headline);
        assert_eq!(article.blocks.len(), 2);
    }
}
