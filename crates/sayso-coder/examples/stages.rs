//! Measures the CPU time of each stage over the articles of a folder, and the
//! time that gazetteer and lexicons take to load:
//!
//! ```text
//! cargo run --release -p sayso-coder --example stages -- FOLDER
//! ```
//!
//! Articles are read and annotated in batches as the program does it, on one
//! thread; the time is that of the processor, so that other work on the machine
//! does not count. Counts are found within the stage of the events; their
//! dates and places are tied in the stage of the settings. Writing the records
//! is left out.

#![allow(clippy::print_stdout, reason = "a program for the command line")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use sayso_article::Annotator as _;
use sayso_coder::layers::{Entities, Events, Places, Settings, Statements, Times};
use sayso_coder::places::{Atlas, heads_dateline};
use sayso_coder::{Analysis, assemble, entities, events, places, settings, statements, times};
use sayso_gazetteer::Gazetteer;
use sayso_ingest::{Options, read_text};
use sayso_lexicon::{
    ActorLexicon, Cues, EventRules, Holidays, LexiconError, PlaceNouns, SettingSigns,
};
use sayso_neural::{Model, NeuralAnnotator};
use sayso_record::Run;

/// Text in one batch, in bytes, as the program has it.
const BATCH_BYTES: usize = 256 * 1024;

/// Processor time of this process.
fn clock() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or_default())
}

/// Processor time by stage, in order.
#[derive(Default)]
struct Spent(Vec<(&'static str, Duration)>);

impl Spent {
    fn on<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let before = clock();
        let done = work();
        let spent = clock().saturating_sub(before);
        match self.0.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, sum)) => *sum += spent,
            None => self.0.push((stage, spent)),
        }
        done
    }

    fn of(&self, stages: &[&str]) -> f64 {
        let wanted = self.0.iter().filter(|(name, _)| stages.contains(name));
        wanted.map(|(_, spent)| spent.as_secs_f64()).sum()
    }
}

/// What the stages read.
struct Lexicons {
    cues: Cues,
    actors: ActorLexicon,
    events: EventRules,
    holidays: Holidays,
    atlas: &'static Atlas,
    nouns: PlaceNouns,
    settings: SettingSigns,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), None) = (arguments.next(), arguments.next()) else {
        return Err("usage: stages FOLDER".into());
    };
    let mut load = Spent::default();
    load.on("gazetteer", Gazetteer::embedded)?;
    let atlas = load.on("places of the lexicon", Atlas::embedded)?;
    for (what, spent) in &load.0 {
        println!("loading {what}: {:.1} ms", spent.as_secs_f64() * 1e3);
    }
    let first = |errors: Vec<LexiconError>| format!("{}", errors[0]);
    let lexicons = Lexicons {
        cues: Cues::embedded().map_err(first)?,
        actors: ActorLexicon::embedded()?,
        events: EventRules::embedded().map_err(first)?,
        holidays: Holidays::embedded().map_err(first)?,
        atlas,
        nouns: PlaceNouns::embedded().map_err(first)?,
        settings: SettingSigns::embedded().map_err(first)?,
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/sayso-en.safetensors");
    let model = Model::from_bytes(std::fs::read(file)?)?;
    let annotator = NeuralAnnotator::new(Arc::new(model), 1)?;
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let mut spent = Spent::default();
    let (mut articles, mut records) = (0, 0);
    let mut rest = paths.as_slice();
    while !rest.is_empty() {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some((path, more)) = rest.split_first()
            && bytes < BATCH_BYTES
        {
            let text = std::fs::read(path)?;
            bytes += text.len();
            let options = Options {
                knows_place: Some(heads_dateline),
                ..Options::default()
            };
            batch.push(spent.on("ingest", || read_text(text, &options))?);
            rest = more;
        }
        let of_batch: Vec<_> = batch.iter().collect();
        let layers = spent.on("annotate", || annotator.annotate(&of_batch));
        for (article, (syntax, diagnostics)) in batch.into_iter().zip(layers) {
            let analysis = Analysis {
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
            records += stages(analysis, &lexicons, &mut spent);
            articles += 1;
        }
    }
    print(&spent, articles, records);
    Ok(())
}

/// Runs the stages over one article; the number of its events.
fn stages(mut a: Analysis, lexicons: &Lexicons, spent: &mut Spent) -> usize {
    a.statements = spent
        .on("statements", || {
            statements(&a.article, &a.syntax, &lexicons.cues)
        })
        .0;
    a.entities = spent
        .on("entities", || {
            entities(&a.article, &a.syntax, &a.statements, &lexicons.actors)
        })
        .0;
    a.events = spent
        .on("events", || {
            let rules = &lexicons.events;
            events(&a.article, &a.syntax, &a.statements, &a.entities, rules)
        })
        .0;
    a.times = spent
        .on("times", || times(&a.article, &a.syntax, &lexicons.holidays))
        .0;
    a.places = spent
        .on("places", || {
            let (article, syntax, told) = (&a.article, &a.syntax, &a.statements);
            places(
                article,
                syntax,
                told,
                &a.entities,
                &a.events,
                lexicons.atlas,
            )
        })
        .0;
    a.settings = spent
        .on("settings", || {
            settings(a.before_settings(), &lexicons.nouns, &lexicons.settings)
        })
        .0;
    let run = Run::default();
    spent.on("assemble", || assemble(&a, &run)).events.len()
}

fn print(spent: &Spent, articles: usize, events: usize) {
    let all: f64 = spent.0.iter().map(|(_, s)| s.as_secs_f64()).sum();
    println!("{articles} articles, {events} events, {all:.1} s of CPU time");
    for (stage, time) in &spent.0 {
        let seconds = time.as_secs_f64();
        println!(
            "{stage:<12}{seconds:>8.2} s {:>5.1} %",
            100.0 * seconds / all
        );
    }
    let narrow = spent.of(&["times", "places", "settings"]);
    let wide = spent.of(&["events", "times", "places", "settings"]);
    println!(
        "times and places with attachment {:.1} %, with all of the events, counts among them, {:.1} %",
        100.0 * narrow / all,
        100.0 * wide / all
    );
}
