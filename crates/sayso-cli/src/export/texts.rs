//! The texts of the articles: from the archive, or found by the paths in their
//! records.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use sayso_article::Article;
use sayso_ingest::{Options, read_text};
use sayso_record::ArticleRecord;
use sayso_store::Store;

use crate::inputs::{self, Input, Metadata};

/// Finds texts.
#[derive(Default)]
pub struct Texts {
    archive: Option<Rc<Store>>,
    folder: Option<PathBuf>,
}

impl Texts {
    /// In the archive, or else in `folder` as well as where the paths lead.
    pub fn new(archive: Option<Rc<Store>>, folder: Option<PathBuf>) -> Texts {
        Texts { archive, folder }
    }

    /// The file of an article's text.
    fn find(&self, record: &ArticleRecord) -> Result<PathBuf, String> {
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

    /// The article of a record, with the very text that was coded.
    ///
    /// # Errors
    /// When it is not found or has changed, with what to do.
    pub fn article(&self, record: &ArticleRecord) -> Result<Article, String> {
        if let Some(store) = &self.archive {
            return from_archive(store, record);
        }
        let mut found = None;
        // The file may hold many documents.
        let input = [Input::File(self.find(record)?)];
        let _ = inputs::each(
            &input,
            &Metadata::default(),
            &Arc::default(),
            &mut |item| match item.read {
                Ok(article) if article.text_sha256 == record.article.text_sha256 => {
                    found = Some(article);
                    ControlFlow::Break(())
                }
                _ => ControlFlow::Continue(()),
            },
        );
        found.ok_or_else(|| "its text has changed since it was coded; code it again".to_owned())
    }
}

fn from_archive(store: &Store, record: &ArticleRecord) -> Result<Article, String> {
    let lost = || "the archive has no text of it".to_owned();
    let row = store
        .article_row(&record.article.text_sha256)
        .map_err(|e| e.to_string())?
        .ok_or_else(lost)?;
    let text = store.text(row).map_err(|e| e.to_string())?;
    read_text(text.into_bytes(), &Options::default()).map_err(|e| e.to_string())
}
