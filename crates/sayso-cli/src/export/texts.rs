//! The texts of the articles, found by the paths in their records.

use std::path::{Path, PathBuf};

use sayso_record::ArticleRecord;

use crate::inputs::{self, Input, Metadata};

/// Finds texts.
#[derive(Debug, Default)]
pub struct Texts {
    folder: Option<PathBuf>,
}

impl Texts {
    /// In `folder` as well as where the paths lead.
    pub fn new(folder: Option<PathBuf>) -> Texts {
        Texts { folder }
    }

    /// The file of an article's text.
    ///
    /// # Errors
    /// When there is none, with what to do.
    pub fn find(&self, record: &ArticleRecord) -> Result<PathBuf, String> {
        let path = match record.article.path.as_deref() {
            None | Some("-") => {
                return Err("its text was not read from a file, so it cannot be found".to_owned());
            }
            Some(path) => Path::new(path),
        };
        let mut places = vec![path.to_owned()];
        if let Some(folder) = &self.folder {
            places = vec![folder.join(path)];
            places.extend(path.file_name().map(|name| folder.join(name)));
        }
        places.into_iter().find(|p| p.is_file()).ok_or_else(|| {
            "its text is not there any more; say with --texts in which folder it is".to_owned()
        })
    }

    /// The text of an article, the very one that was coded.
    ///
    /// # Errors
    /// When it is not found or has changed.
    pub fn read(&self, record: &ArticleRecord) -> Result<String, String> {
        let article = inputs::read(&Input::File(self.find(record)?), &Metadata::default())?;
        same(record, &article.text_sha256)?;
        Ok(article.text)
    }
}

/// # Errors
/// When the text is not the one that was coded.
pub fn same(record: &ArticleRecord, sha256: &str) -> Result<(), String> {
    if record.article.text_sha256 == sha256 {
        Ok(())
    } else {
        Err("its text has changed since it was coded; code it again".to_owned())
    }
}
