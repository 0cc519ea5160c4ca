//! One event a row.

use std::io::{self, Write};

use sayso_record::{ArticleRecord, CountRecord, PartyRecord};

use super::{Writer, of_csv};

const COLUMNS: [&str; 31] = [
    "article",
    "path",
    "url",
    "published",
    "publisher",
    "outcome",
    "reason",
    "event",
    "type",
    "mode",
    "cameo",
    "quad",
    "intensity",
    "status",
    "said_by",
    "speaker",
    "actors",
    "actor_names",
    "actor_countries",
    "actor_sectors",
    "recipients",
    "recipient_names",
    "recipient_countries",
    "recipient_sectors",
    "date",
    "place",
    "place_country",
    "counts",
    "trigger",
    "sentence",
    "rule",
];

/// One row an event; an article without events has one row with its outcome,
/// so that no input is missing. Several values in a cell are separated by `; `.
pub struct Table<W: Write> {
    out: csv::Writer<W>,
    begun: bool,
}

impl<W: Write> Table<W> {
    pub fn new(out: W) -> Table<W> {
        Table {
            out: csv::Writer::from_writer(out),
            begun: false,
        }
    }

    fn header(&mut self) -> io::Result<()> {
        if !self.begun {
            self.out.write_record(COLUMNS).map_err(of_csv)?;
            self.begun = true;
        }
        Ok(())
    }
}

impl<W: Write> Writer for Table<W> {
    fn article(&mut self, record: &ArticleRecord, _text: &str) -> io::Result<()> {
        self.header()?;
        let head = article_cells(record);
        for i in 0..record.events.len() {
            let row = head.iter().cloned().chain(event_cells(record, i));
            self.out
                .write_record(row.map(|c| c.replace(['\n', '\r'], " ")))
                .map_err(of_csv)?;
        }
        if record.events.is_empty() {
            let blank = vec![String::new(); COLUMNS.len() - head.len()];
            self.out
                .write_record(head.into_iter().chain(blank))
                .map_err(of_csv)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.header()?;
        self.out.flush()
    }
}

fn article_cells(record: &ArticleRecord) -> Vec<String> {
    let article = &record.article;
    let outcome = serde_json::to_value(record.outcome).ok();
    vec![
        article.id.clone(),
        article.path.clone().unwrap_or_default(),
        article.url.clone().unwrap_or_default(),
        article.published.clone().unwrap_or_default(),
        article
            .publisher
            .as_ref()
            .map(|p| p.name.clone())
            .unwrap_or_default(),
        outcome
            .as_ref()
            .and_then(|o| o.as_str())
            .unwrap_or_default()
            .to_owned(),
        record.reason.clone().unwrap_or_default(),
    ]
}

fn event_cells(record: &ArticleRecord, i: usize) -> Vec<String> {
    let event = &record.events[i];
    let said_by = event.said_by.as_ref();
    let statement = said_by.and_then(|id| record.statements.iter().find(|s| s.id == *id));
    let speaker = statement
        .and_then(|s| s.speaker.as_ref())
        .map(|s| s.name.clone());
    let of = |parties: &[PartyRecord], field: fn(&PartyRecord) -> Option<&str>| {
        join(
            parties
                .iter()
                .map(|p| field(p).unwrap_or_default().to_owned()),
        )
    };
    let mut cells = vec![
        event.id.clone(),
        event.kind.clone(),
        event.mode.clone().unwrap_or_default(),
        event.cameo.clone().unwrap_or_default(),
        event.quad.to_string(),
        event.intensity.to_string(),
        event.status.clone(),
        said_by.cloned().unwrap_or_else(|| "narrator".to_owned()),
        speaker.unwrap_or_default(),
    ];
    for parties in [&event.actors, &event.recipients] {
        cells.push(of(parties, |p| Some(&p.span.text)));
        cells.push(of(parties, |p| Some(&p.name)));
        cells.push(of(parties, |p| p.country.as_deref()));
        cells.push(of(parties, |p| p.sector.as_deref()));
    }
    let date = event.date.as_ref();
    cells.push(date.and_then(|d| d.value.clone()).unwrap_or_default());
    let place = event.place.as_ref();
    cells.push(place.map(|p| p.name.clone()).unwrap_or_default());
    cells.push(place.and_then(|p| p.country.clone()).unwrap_or_default());
    cells.push(join(event.counts.iter().map(CountRecord::phrase)));
    cells.push(event.trigger.text.clone());
    cells.push(event.sentence.text.clone());
    cells.push(event.rule.clone());
    cells
}

/// Joins cells; all-empty values give an empty cell rather than bare separators.
fn join(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.collect();
    if values.iter().all(String::is_empty) {
        String::new()
    } else {
        values.join("; ")
    }
}
