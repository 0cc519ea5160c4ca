//! Which column or field of a table or of JSON holds the text, the title and
//! so on: as the user says, else by usual names.

use serde_json::{Map, Value};

use crate::boilerplate::licence;
use crate::dates::day;
use crate::document::{Content, Told};
use crate::markup;

/// Names of columns that the user gave; an empty name means "none".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Holds the text.
    pub text: Option<String>,
    /// Holds the headline.
    pub title: Option<String>,
    /// Holds the day of publication.
    pub date: Option<String>,
    /// Holds the address.
    pub url: Option<String>,
    /// Names the publishing medium.
    pub publisher: Option<String>,
    /// Holds the document's own id.
    pub id: Option<String>,
}

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text,
    Title,
    Date,
    Url,
    Publisher,
    Id,
    Byline,
    Language,
    Licence,
}

pub(crate) const PARTS: [Part; 9] = [
    Part::Text,
    Part::Title,
    Part::Date,
    Part::Url,
    Part::Publisher,
    Part::Id,
    Part::Byline,
    Part::Language,
    Part::Licence,
];

/// Usual names, the likeliest first, in small letters and digits alone.
fn usual(part: Part) -> &'static [&'static str] {
    match part {
        Part::Text => &[
            "text",
            "body",
            "bodytext",
            "articlebody",
            "articletext",
            "fulltext",
            "maintext",
            "content",
            "contenttext",
            "plaintext",
            "rawtext",
            "story",
            "storytext",
            "article",
            "contenthtml",
            "bodyhtml",
            "html",
            "document",
        ],
        Part::Title => &[
            "title",
            "headline",
            "heading",
            "articletitle",
            "headlinetext",
        ],
        Part::Date => &[
            "published",
            "datepublished",
            "publisheddate",
            "publishdate",
            "datepublish",
            "publicationdate",
            "publishedat",
            "publishedon",
            "pubdate",
            "publicationdatetime",
            "date",
            "articledate",
            "versioncreated",
            "firstcreated",
        ],
        Part::Url => &[
            "url",
            "link",
            "canonicalurl",
            "sourceurl",
            "articleurl",
            "weburl",
            "permalink",
            "uri",
            "address",
        ],
        Part::Publisher => &[
            "publisher",
            "publishername",
            "publication",
            "newspaper",
            "outlet",
            "sourcename",
            "source",
            "sitename",
            "media",
            "medium",
            "agency",
            "sourcedomain",
            "domain",
            "website",
        ],
        Part::Id => &[
            "id",
            "docid",
            "documentid",
            "articleid",
            "guid",
            "uuid",
            "uid",
            "key",
        ],
        Part::Byline => &["byline", "author", "authors", "creator", "writer"],
        Part::Language => &["language", "lang", "inlanguage", "languagecode"],
        Part::Licence => &["license", "licence", "rights", "copyright"],
    }
}

/// Small letters and digits of a name: `Body_Text` is `bodytext`.
pub(crate) fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

impl Columns {
    fn given(&self, part: Part) -> Option<&str> {
        let given = match part {
            Part::Text => &self.text,
            Part::Title => &self.title,
            Part::Date => &self.date,
            Part::Url => &self.url,
            Part::Publisher => &self.publisher,
            Part::Id => &self.id,
            Part::Byline | Part::Language | Part::Licence => &None,
        };
        given.as_deref()
    }

    /// Where each part stands in a header.
    ///
    /// # Errors
    /// When a column that the user named is missing, or none holds the text.
    pub(crate) fn resolve(&self, header: &[String]) -> Result<Mapping, String> {
        let mut mapping = Mapping::default();
        for part in PARTS {
            let at = match self.given(part) {
                Some("") => None,
                Some(name) => Some(
                    header
                        .iter()
                        .position(|h| h == name)
                        .or_else(|| header.iter().position(|h| h.eq_ignore_ascii_case(name)))
                        .ok_or_else(|| {
                            format!("has no column `{name}`; it has {}", list(header))
                        })?,
                ),
                None => {
                    let plain: Vec<String> = header.iter().map(|h| plain_name(h)).collect();
                    usual(part)
                        .iter()
                        .find_map(|u| plain.iter().position(|p| p == u))
                        .filter(|at| !mapping.at.contains(&Some(*at)))
                }
            };
            mapping.at[part as usize] = at;
        }
        if mapping.at[Part::Text as usize].is_none() {
            return Err(format!(
                "has no column that holds the text by its name; it has {}: name one with --text-column",
                list(header)
            ));
        }
        Ok(mapping)
    }

    /// Whether a header names a column of text.
    pub(crate) fn has_text(&self, header: &[String]) -> bool {
        match self.given(Part::Text) {
            Some(name) => header.iter().any(|h| h.eq_ignore_ascii_case(name)),
            None => header
                .iter()
                .any(|h| usual(Part::Text).contains(&plain_name(h).as_str())),
        }
    }

    /// The parts of a JSON object.
    ///
    /// # Errors
    /// When a field that the user named is missing, or none holds a text.
    pub(crate) fn of_object(&self, object: &Map<String, Value>) -> Result<Row, String> {
        let mut row = Row::default();
        for part in PARTS {
            let value = match self.given(part) {
                Some("") => None,
                Some(name) => match field(object, name) {
                    Some(value) => written(value, part),
                    None if part == Part::Text => {
                        return Err(format!(
                            "the object has no field `{name}`; it has {}",
                            list(&keys(object))
                        ));
                    }
                    None => None,
                },
                None => usual(part).iter().find_map(|u| {
                    let found = object.iter().find(|(k, _)| plain_name(k) == *u)?;
                    written(found.1, part)
                }),
            };
            row.0[part as usize] = value;
        }
        match self.given(Part::Text) {
            None if row.0[Part::Text as usize].is_none() => Err(format!(
                "the object has no field that holds a text by its name; it has {}: name one with --text-column",
                list(&keys(object))
            )),
            _ => Ok(row),
        }
    }
}

/// Columns of a table by part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mapping {
    pub at: [Option<usize>; PARTS.len()],
}

impl Mapping {
    /// The parts of a row.
    pub fn row<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>) -> Row {
        let value = |at: &Option<usize>| {
            at.and_then(&cell)
                .filter(|c| !c.trim().is_empty())
                .map(str::to_owned)
        };
        Row(std::array::from_fn(|i| value(&self.at[i])))
    }
}

/// The parts of one row or object, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row(pub [Option<String>; PARTS.len()]);

impl Row {
    fn take(&mut self, part: Part) -> Option<String> {
        self.0[part as usize]
            .take()
            .filter(|v| !v.trim().is_empty())
    }

    /// Its own id, what it tells, and its text if it has one.
    pub fn document(mut self) -> (Option<String>, Told, Option<Content>) {
        let id = self.take(Part::Id);
        let line = |v: String| v.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = Told {
            title: self.take(Part::Title).map(line),
            byline: self.take(Part::Byline).map(line),
            published: self.take(Part::Date).and_then(|d| day(&d)),
            publisher: self
                .take(Part::Publisher)
                .filter(|p| !p.contains("://"))
                .map(line),
            url: self.take(Part::Url).filter(|u| u.contains("://")),
            language: self.take(Part::Language),
            licence: self.take(Part::Licence).and_then(|l| licence(&l)),
        };
        (id, told, self.take(Part::Text).map(content))
    }
}

/// A text as such, or as HTML if it is.
pub(crate) fn content(text: String) -> Content {
    if markup::looks_like(&text) {
        Content::Markup(text)
    } else {
        Content::Text(text)
    }
}

/// A field by its name, or by a path of names with dots between.
fn field<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    if let Some(value) = object.get(name) {
        return Some(value);
    }
    let (head, tail) = name.split_once('.')?;
    field(object.get(head)?.as_object()?, tail)
}

/// A value in words: objects by their name, lists joined.
fn written(value: &Value, part: Part) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if part != Part::Text => number.to_string(),
        Value::Object(map) if part != Part::Text => ["name", "title", "value", "$oid", "$date"]
            .iter()
            .find_map(|k| match map.get(*k)? {
                Value::String(text) => Some(text.clone()),
                _ => None,
            })?,
        Value::Array(list) => {
            let all: Vec<String> = list.iter().filter_map(|v| written(v, part)).collect();
            all.join(if part == Part::Text { "\n\n" } else { ", " })
        }
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

fn keys(object: &Map<String, Value>) -> Vec<String> {
    object.keys().cloned().collect()
}

/// The first names, for a message.
pub(crate) fn list(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(12)
        .map(|n| format!("`{}`", n.chars().take(40).collect::<String>()))
        .collect();
    match (shown.is_empty(), names.len() > 12) {
        (true, _) => "none".to_owned(),
        (false, true) => format!("{} and {} more", shown.join(", "), names.len() - 12),
        (false, false) => shown.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_article::Date;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn usual_names_are_found_and_given_ones_win() {
        let names = header(&["Doc_ID", "Headline", "Body Text", "summary", "pub-date"]);
        let found = Columns::default().resolve(&names).expect("resolved");
        assert_eq!(found.at[Part::Text as usize], Some(2));
        assert_eq!(found.at[Part::Title as usize], Some(1));
        assert_eq!(found.at[Part::Id as usize], Some(0));
        assert_eq!(found.at[Part::Date as usize], Some(4));
        let given = Columns {
            text: Some("summary".to_owned()),
            title: Some(String::new()),
            ..Columns::default()
        };
        let found = given.resolve(&names).expect("resolved");
        assert_eq!(found.at[Part::Text as usize], Some(3));
        assert_eq!(found.at[Part::Title as usize], None, "switched off");
    }

    #[test]
    fn a_missing_column_is_named_with_those_there_are() {
        let names = header(&["a", "b"]);
        let error = Columns::default().resolve(&names).expect_err("no text");
        assert!(
            error.contains("`a`, `b`") && error.contains("--text-column"),
            "{error}"
        );
        let given = Columns {
            date: Some("day".to_owned()),
            ..Columns::default()
        };
        let error = given
            .resolve(&header(&["text"]))
            .expect_err("no such column");
        assert!(
            error.contains("`day`") && error.contains("`text`"),
            "{error}"
        );
    }

    #[test]
    fn objects_give_nested_fields_names_and_lists() {
        let value: Value = serde_json::from_str(
            r#"{"_id":{"$oid":"66"},"article":{"paragraphs":["Police came.","They left."]},
            "source":{"name":"Coastal News"},"authors":["Lena Oduya","Jan Marek"],"publishedAt":"2024-05-17T08:00:00Z"}"#,
        )
        .expect("JSON");
        let given = Columns {
            text: Some("article.paragraphs".to_owned()),
            ..Columns::default()
        };
        let object = value.as_object().expect("an object");
        let (id, told, content) = given.of_object(object).expect("a row").document();
        assert_eq!(
            content,
            Some(Content::Text("Police came.\n\nThey left.".to_owned()))
        );
        assert_eq!(id.as_deref(), Some("66"));
        assert_eq!(told.publisher.as_deref(), Some("Coastal News"));
        assert_eq!(told.byline.as_deref(), Some("Lena Oduya, Jan Marek"));
        assert_eq!(told.published, Date::new(2024, 5, 17).ok());
        assert!(Columns::default().of_object(object).is_err());
    }
}
