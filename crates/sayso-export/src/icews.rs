//! The shape of the ICEWS event files: tab-separated with a header, twenty
//! columns, and a last one of our own, `Notes`.

use std::io::Write;

use sayso_record::{ArticleRecord, EventRecord, PartyRecord};

use crate::cell::decimal;
use crate::countries::country;
use crate::dyads::{Dyad, dyads};
use crate::geojson::coordinates;
use crate::when::When;
use crate::{ExportError, Exporter, Item, Selection, Tally, cameo, say_so, tsv};

pub(crate) const COLUMNS: [&str; 21] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "Notes",
];

/// Writes one line a pair of parties.
pub struct Icews<W> {
    out: W,
    selection: Selection,
    begun: bool,
    tally: Tally,
}

impl<W: Write> Icews<W> {
    /// Onto `out`.
    pub fn new(out: W, selection: Selection) -> Icews<W> {
        Icews {
            out,
            selection,
            begun: false,
            tally: Tally::default(),
        }
    }

    fn begin(&mut self) -> Result<(), ExportError> {
        if !self.begun {
            tsv::line(&mut self.out, &COLUMNS)?;
            self.begun = true;
        }
        Ok(())
    }
}

impl<W: Write> Exporter for Icews<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        self.begin()?;
        self.tally.articles += 1;
        for event in &item.record.events {
            if !self.selection.takes(event, &mut self.tally) {
                continue;
            }
            let pairs = dyads(event);
            if pairs.is_empty() {
                self.tally.leave_out("no party named");
            }
            for dyad in pairs {
                self.tally.written += 1;
                let id = self.tally.written.to_string();
                tsv::cells(&mut self.out, &row(&id, item.record, event, dyad))?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.begin()?;
        Ok(self.out.flush()?)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

fn row(id: &str, record: &ArticleRecord, event: &EventRecord, dyad: Dyad<'_>) -> Vec<String> {
    let day = When::of(event).and_then(When::day);
    let place = event.place.as_ref();
    let precision = place.and_then(|p| p.precision.as_deref());
    let named = |precisions: &[&str]| {
        let here = precision.is_some_and(|p| precisions.contains(&p));
        place
            .filter(|_| here)
            .map(|p| p.name.clone())
            .unwrap_or_default()
    };
    let point = coordinates(event);
    let mode = event
        .mode
        .as_ref()
        .map(|m| format!("/{m}"))
        .unwrap_or_default();
    let mut cells = vec![
        id.to_owned(),
        day.map(|d| d.to_string()).unwrap_or_default(),
    ];
    cells.extend(actor(dyad.source));
    cells.extend([
        format!("{}{mode}", event.kind),
        cameo::event_code(event),
        decimal(event.intensity).to_string(),
    ]);
    cells.extend(actor(dyad.target));
    cells.extend([
        record.article.id.clone(),
        String::new(), // Sentence Number
        record
            .article
            .publisher
            .as_ref()
            .map(|p| p.name.clone())
            .unwrap_or_default(),
        named(&["city", "point"]),
        named(&["district"]),
        place.and_then(|p| p.division.clone()).unwrap_or_default(),
        place
            .and_then(|p| country(p.country.as_deref()?))
            .map(|c| c.name.to_owned())
            .unwrap_or_default(),
        point.map(|p| p.0.to_string()).unwrap_or_default(),
        point.map(|p| p.1.to_string()).unwrap_or_default(),
        say_so::note(record, event),
    ]);
    cells
}

/// Name, sectors, country.
fn actor(party: Option<&PartyRecord>) -> [String; 3] {
    let Some(party) = party else {
        return [const { String::new() }; 3];
    };
    let name = party.country.as_deref().and_then(country);
    [
        party.name.clone(),
        party.sectors.join(","),
        name.map(|c| c.name.to_owned()).unwrap_or_default(),
    ]
}
