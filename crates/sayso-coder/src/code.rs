//! All stages in order, over one article.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sayso_article::{Article, Diagnostic, Syntax};
use sayso_lexicon::{
    ActorLexicon, Cues, EventRules, Holidays, LexiconError, PlaceNouns, SettingSigns,
};

use crate::analysis::Analysis;
use crate::layers::{Entities, Events, Places, Settings, Statements, Times};
use crate::places::Atlas;

/// The compiled data files that the stages read.
#[derive(Debug)]
pub struct Lexicons {
    hash: String,
    cues: Cues,
    actors: ActorLexicon,
    events: EventRules,
    holidays: Holidays,
    atlas: &'static Atlas,
    place_nouns: PlaceNouns,
    settings: SettingSigns,
}

impl Lexicons {
    /// The data files of the repository, which are built in.
    ///
    /// # Errors
    /// When one of them is malformed: file, line, column and cure.
    pub fn embedded() -> Result<Lexicons, LexiconError> {
        let cues = Cues::embedded().map_err(first)?;
        let actors = ActorLexicon::embedded()?;
        let events = EventRules::embedded().map_err(first)?;
        let holidays = Holidays::embedded().map_err(first)?;
        let atlas = Atlas::embedded()?;
        let place_nouns = PlaceNouns::embedded().map_err(first)?;
        let settings = SettingSigns::embedded().map_err(first)?;
        Ok(Lexicons {
            hash: sayso_lexicon::HASH.to_owned(),
            cues,
            actors,
            events,
            holidays,
            atlas,
            place_nouns,
            settings,
        })
    }

    /// Names this version of the data files.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// The first of several errors in data files (there is at least one).
fn first(errors: Vec<LexiconError>) -> LexiconError {
    errors
        .into_iter()
        .next()
        .unwrap_or_else(|| LexiconError::at("", "", 0, "an unknown error"))
}

/// One stage: reads the layers before it and writes its own.
type Stage = (&'static str, fn(&mut Analysis, &Lexicons));

/// The stages in order.
const STAGES: [Stage; 6] = [
    ("statements", |analysis, lexicons| {
        let (statements, mut diagnostics) =
            crate::statements(&analysis.article, &analysis.syntax, &lexicons.cues);
        analysis.statements = statements;
        analysis.diagnostics.append(&mut diagnostics);
    }),
    ("entities", |analysis, lexicons| {
        let (entities, mut diagnostics) = crate::entities(
            &analysis.article,
            &analysis.syntax,
            &analysis.statements,
            &lexicons.actors,
        );
        analysis.entities = entities;
        analysis.diagnostics.append(&mut diagnostics);
    }),
    ("events", |analysis, lexicons| {
        let (events, mut diagnostics) = crate::events(
            &analysis.article,
            &analysis.syntax,
            &analysis.statements,
            &analysis.entities,
            &lexicons.events,
        );
        analysis.events = events;
        analysis.diagnostics.append(&mut diagnostics);
    }),
    ("times", |analysis, lexicons| {
        let (times, mut diagnostics) =
            crate::times(&analysis.article, &analysis.syntax, &lexicons.holidays);
        analysis.times = times;
        analysis.diagnostics.append(&mut diagnostics);
    }),
    ("places", |analysis, lexicons| {
        let (places, mut diagnostics) = crate::places(
            &analysis.article,
            &analysis.syntax,
            &analysis.statements,
            &analysis.entities,
            &analysis.events,
            lexicons.atlas,
        );
        analysis.places = places;
        analysis.diagnostics.append(&mut diagnostics);
    }),
    ("settings", |analysis, lexicons| {
        let (settings, mut diagnostics) = crate::settings(
            analysis.before_settings(),
            &lexicons.place_nouns,
            &lexicons.settings,
        );
        analysis.settings = settings;
        analysis.diagnostics.append(&mut diagnostics);
    }),
];

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
        settings: Settings::default(),
        diagnostics,
        failure: None,
    };
    for (name, stage) in STAGES {
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
