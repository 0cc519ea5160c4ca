//! The shape of the Phoenix event files of the Open Event Data Alliance:
//! tab-separated, no header, 26 columns.

use std::io::Write;

use sayso_record::{ArticleRecord, EventRecord, PartyRecord};

use crate::cameo::{self, CameoActor};
use crate::cell::decimal;
use crate::dyads::Dyad;
use crate::geojson::coordinates;
use crate::pairs::Pairs;
use crate::tsv::Notes;
use crate::when::When;
use crate::{ExportError, Exporter, Item, Selection, Tally};

/// Writes one line a pair of parties.
pub struct Phoenix<'a, W> {
    pairs: Pairs<'a, W>,
}

impl<'a, W: Write> Phoenix<'a, W> {
    /// Onto `out`, with who says so in `notes`.
    pub fn new(out: W, selection: Selection, notes: Notes<'a>) -> Phoenix<'a, W> {
        Phoenix {
            pairs: Pairs::new(out, selection, notes),
        }
    }
}

impl<W: Write> Exporter for Phoenix<'_, W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        self.pairs.article(item, row)
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.pairs.finish()
    }

    fn tally(&self) -> &Tally {
        &self.pairs.tally
    }
}

fn row(id: &str, record: &ArticleRecord, event: &EventRecord, dyad: Dyad<'_>) -> Vec<String> {
    let when = When::of(event);
    let day = when.and_then(When::day);
    let month = when.and_then(When::month);
    let code = cameo::event_code(event);
    let place = event.place.as_ref();
    let point = coordinates(event);
    let mut cells = vec![
        id.to_owned(),
        day.map(|d| d.strftime("%Y%m%d").to_string())
            .unwrap_or_default(),
        when.and_then(When::year)
            .map(|y| y.to_string())
            .unwrap_or_default(),
        month.map(|(_, m)| m.to_string()).unwrap_or_default(),
        day.map(|d| d.day().to_string()).unwrap_or_default(),
    ];
    cells.extend(actor(dyad.source));
    cells.extend(actor(dyad.target));
    cells.extend([
        code.clone(),
        cameo::root(&code).to_owned(),
        event.quad.to_string(),
        decimal(event.intensity).to_string(),
        String::new(), // Issues
        point.map(|p| p.0.to_string()).unwrap_or_default(),
        point.map(|p| p.1.to_string()).unwrap_or_default(),
        place.map(|p| p.name.clone()).unwrap_or_default(),
        place.and_then(|p| p.division.clone()).unwrap_or_default(),
        place.and_then(|p| p.country.clone()).unwrap_or_default(),
        format!("{}_{}", record.article.id, event.sentence.start),
        record.article.url.clone().unwrap_or_default(),
        record
            .article
            .publisher
            .as_ref()
            .map(|p| p.name.clone())
            .unwrap_or_default(),
    ]);
    cells
}

/// Full code, entity, first role, further roles.
fn actor(party: Option<&PartyRecord>) -> [String; 4] {
    let Some(party) = party else {
        return [const { String::new() }; 4];
    };
    let actor = CameoActor::of(party);
    let entity = actor.entity().to_owned();
    let roles: Vec<&str> = actor
        .roles
        .iter()
        .copied()
        .filter(|r| *r != entity)
        .collect();
    [
        actor.code(),
        entity,
        roles.first().copied().unwrap_or_default().to_owned(),
        roles.get(1..).unwrap_or_default().join(";"),
    ]
}
