//! All layers of one article together.

use sayso_article::{Article, Diagnostic, Syntax};

use crate::layers::{Entities, Events, Places, Settings, Statements, Times};

/// One article with every layer that was read from it.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The article.
    pub article: Article,
    /// Sentences, tokens, names.
    pub syntax: Syntax,
    /// Who says what.
    pub statements: Statements,
    /// Who is who.
    pub entities: Entities,
    /// Who does what to whom.
    pub events: Events,
    /// When.
    pub times: Times,
    /// Where.
    pub places: Places,
    /// When and where each event happened.
    pub settings: Settings,
    /// What was odd, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
    /// The stage that broke down and its message, if one did; its layer and
    /// those after it are empty.
    pub failure: Option<(&'static str, String)>,
}

impl Analysis {
    /// What the stage `settings` reads.
    pub fn before_settings(&self) -> crate::Before<'_> {
        crate::Before {
            article: &self.article,
            syntax: &self.syntax,
            statements: &self.statements,
            entities: &self.entities,
            events: &self.events,
            times: &self.times,
            places: &self.places,
        }
    }
}
