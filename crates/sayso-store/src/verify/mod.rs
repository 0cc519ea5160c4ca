//! Quotations looked up: whether they stand in the archive word for word, with
//! other words, or not at all, and by whom they are said there.

mod align;
mod search;
mod speaker;
mod words;

pub use speaker::Agreement;

/// How a quotation stands in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Word for word; typography and the punctuation between words aside.
    Verbatim,
    /// With other words.
    Nearly,
    /// Not at all.
    Absent,
}

impl Finding {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Finding::Verbatim => "verbatim",
            Finding::Nearly => "nearly",
            Finding::Absent => "absent",
        }
    }
}

/// Where a quotation stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Content id of the article.
    pub article: String,
    /// First code point of the passage in the article's text.
    pub start: usize,
    /// Code point after its last.
    pub end: usize,
    /// The passage.
    pub text: String,
    /// Number of the statement that holds it (`s2`); `None` when it stands in
    /// the article's own words.
    pub statement: Option<String>,
    /// Who says it there.
    pub speaker: Option<String>,
    /// How that compares with who was asked for.
    pub agreement: Agreement,
    /// Share of words that agree, 0 to 1: twice the same ones by all of both.
    pub share: f64,
    /// How it differs, word by word: `[-left out-]`, `{+added+}`; empty when the
    /// words are the same.
    pub differences: String,
    /// Whether the punctuation between the words is the same.
    pub same_punctuation: bool,
    /// The article's headline.
    pub title: Option<String>,
    /// Its medium.
    pub publisher: Option<String>,
    /// Its day.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// What was found out about one quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// How it stands.
    pub finding: Finding,
    /// Where it stands best: said by who was asked for, else by someone, else the earliest.
    pub best: Option<Hit>,
    /// In how many other places it stands as well (only looked for to a limit).
    pub elsewhere: usize,
}

impl Verdict {
    /// Whether nothing is wrong with it: word for word, and by no one else.
    pub fn stands(&self) -> bool {
        self.finding == Finding::Verbatim
            && self
                .best
                .as_ref()
                .is_none_or(|h| h.agreement != Agreement::Other)
    }
}
