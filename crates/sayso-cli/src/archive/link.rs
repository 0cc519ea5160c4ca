//! What holds across the articles of an archive: reprints and happenings,
//! computed anew when articles have come since.

use std::borrow::Cow;
use std::path::Path;

use sayso_store::{
    ContradictionRow, CountedRow, Filter, Order, ReprintRow, SaysRow, Store, StoreError, StoryRow,
};
use sayso_stories::contradict::{self, About};
use sayso_stories::day;
use sayso_stories::mention::{self, Article, Mention};
use sayso_stories::reprints::{Copy, groups, parents};
use sayso_stories::sketch::{self, Sketch};
use sayso_stories::story::{Source, Stance, Story};

use super::args::LinkArgs;
use crate::error::CliError;
use crate::progress;

/// `sayso link`: computes reprints and happenings, whether it was done or not.
///
/// # Errors
/// When the archive cannot be read or written.
pub fn link(args: &LinkArgs) -> Result<(), CliError> {
    let mut store = Store::open(&args.db)?;
    let (reprints, stories, disputed) = compute(&mut store)?;
    anstream::println!(
        "{stories} happenings, {disputed} of them disputed; {reprints} articles are reprints"
    );
    Ok(())
}

/// Links an archive that has articles which are not linked yet. One that cannot
/// be written is left as it is, with a warning.
///
/// # Errors
/// When the archive cannot be read.
pub fn up_to_date(path: &Path) -> Result<(), CliError> {
    if Store::read(path)?.links_are_current()? {
        return Ok(());
    }
    let linked = Store::open(path)
        .map_err(CliError::from)
        .and_then(|mut s| compute(&mut s));
    if let Err(error) = linked {
        anstream::eprintln!(
            "sayso: articles added since the last `sayso link` are not linked: {error}"
        );
    }
    Ok(())
}

/// Numbers of reprints, of happenings, and of those on which sources disagree.
fn compute(store: &mut Store) -> Result<(usize, usize, usize), CliError> {
    let mut rows: Vec<i64> = Vec::new();
    let (mut copies, mut sketches) = (Vec::new(), Vec::new());
    let (mut articles, mut mentions) = (Vec::new(), Vec::new());
    let mut lost: Result<(), CliError> = Ok(());
    store.each_record(&Filter::default(), Order::Added, |row, record| {
        let text = store.text(row)?;
        copies.push(Copy {
            published: record.article.published.clone(),
            order: rows.len() as u64,
        });
        sketches.push(Sketch::of(&text));
        let (article, own) = mention::read(&record, rows.len(), rows.len() as u64);
        articles.push(article);
        mentions.extend(own);
        rows.push(row);
        Ok::<(), StoreError>(())
    })?;
    let parents = parents(&copies, &sketches, &mut |i| match store.text(rows[i]) {
        Ok(text) => Cow::Owned(text),
        Err(error) => {
            lost = Err(error.into());
            Cow::Borrowed("")
        }
    });
    lost?;
    let mut reprints = Vec::new();
    for group in groups(&copies, &parents) {
        let origin = sketch::shingles(&store.text(rows[group.origin])?);
        for &member in &group.members {
            articles[member].origin = group.origin;
            if member != group.origin {
                let copy = sketch::shingles(&store.text(rows[member])?);
                let short = origin.len().min(copy.len()).max(1);
                reprints.push(ReprintRow {
                    article: rows[member],
                    origin: rows[group.origin],
                    similarity: sketch::shared(&origin, &copy) as f64 / short as f64,
                });
            }
        }
    }
    drop((copies, sketches, parents));
    let bar = progress::counted(mentions.len() as u64, false);
    let found = sayso_stories::happenings(&articles, &mentions, &mut |done, _| {
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let namer = Namer {
        articles: &articles,
        mentions: &mentions,
        rows: &rows,
    };
    let (mut count, mut disputed) = (0, 0);
    let rows = found.map(|story| {
        count += 1;
        let row = namer.story(&story);
        disputed += usize::from(!row.contradictions.is_empty());
        row
    });
    store.replace_links(&reprints, rows)?;
    Ok((reprints.len(), count, disputed))
}

/// Turns indexes into what the archive keeps.
struct Namer<'a> {
    articles: &'a [Article],
    mentions: &'a [Mention],
    rows: &'a [i64],
}

impl Namer<'_> {
    fn story(&self, story: &Story) -> StoryRow {
        let days = |d: Option<(day::Day, day::Day)>| d.map(|(a, b)| (day::write(a), day::write(b)));
        let event = |&m: &usize| {
            let mention = &self.mentions[m];
            (self.rows[mention.article], mention.event.clone())
        };
        let disputes = contradict::find(self.articles, self.mentions, story);
        StoryRow {
            kind: story.kind.clone(),
            days: days(story.days),
            published: days(story.published),
            reports: story.reports,
            origins: story.origins,
            publishers: story.publishers,
            first_report: self.rows.get(story.first_report).copied(),
            events: story.mentions.iter().map(event).collect(),
            says: story
                .says
                .iter()
                .map(|s| SaysRow {
                    stance: stance(s.stance).to_owned(),
                    source: self.source(&s.source),
                    mentions: s.mentions.len(),
                })
                .collect(),
            counts: story
                .counts
                .iter()
                .map(|c| CountedRow {
                    counted: c.of.clone(),
                    low: c.low,
                    best: c.best,
                    high: c.high,
                })
                .collect(),
            contradictions: disputes
                .iter()
                .map(|c| ContradictionRow {
                    about: match &c.about {
                        About::Whether => "whether".to_owned(),
                        About::Who => "who".to_owned(),
                        About::HowMany(of) => format!("how many: {of}"),
                    },
                    sides: c
                        .sides
                        .iter()
                        .map(|side| {
                            let names: Vec<String> =
                                side.sources.iter().map(|s| self.source(s)).collect();
                            (side.says.clone(), names.join("; "))
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    fn source(&self, source: &Source) -> String {
        match source {
            Source::Medium(name) | Source::Cited(name) => name.clone(),
            Source::Article(i) => format!("article {}", self.articles[*i].id),
            Source::Unnamed(i) => format!("somebody unnamed in article {}", self.articles[*i].id),
        }
    }
}

/// The stance as the archive names it.
fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "asserts",
        Stance::Denies => "denies",
        Stance::LeavesOpen => "leaves open",
        Stance::Expects => "expects",
        Stance::Supposes => "supposes",
    }
}
