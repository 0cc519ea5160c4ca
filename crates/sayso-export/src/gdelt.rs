//! The shape of the GDELT event files: tab-separated, no header, 61 columns
//! (version 2) or 58 (version 1). Column names as in the public codebooks.

use std::io::Write;

use sayso_record::{ArticleRecord, EventRecord, PartyRecord};

use crate::cameo::{self, CameoActor};
use crate::cell::decimal;
use crate::countries::{country, fips};
use crate::dyads::Dyad;
use crate::geojson::coordinates;
use crate::pairs::Pairs;
use crate::tsv::Notes;
use crate::when::When;
use crate::{ExportError, Exporter, Item, Selection, Tally};

/// Which of the two shapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GdeltVersion {
    /// 58 columns.
    One,
    /// 61 columns: three more for second-level divisions.
    #[default]
    Two,
}

/// Writes one line a pair of parties.
pub struct Gdelt<'a, W> {
    pairs: Pairs<'a, W>,
    version: GdeltVersion,
}

impl<'a, W: Write> Gdelt<'a, W> {
    /// Onto `out`, with who says so in `notes`.
    pub fn new(
        out: W,
        version: GdeltVersion,
        selection: Selection,
        notes: Notes<'a>,
    ) -> Gdelt<'a, W> {
        Gdelt {
            pairs: Pairs::new(out, selection, notes),
            version,
        }
    }
}

impl<W: Write> Exporter for Gdelt<'_, W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        let version = self.version;
        self.pairs.article(item, |id, record, event, dyad| {
            row(id, record, event, dyad, version)
        })
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.pairs.finish()
    }

    fn tally(&self) -> &Tally {
        &self.pairs.tally
    }
}

fn row(
    id: &str,
    record: &ArticleRecord,
    event: &EventRecord,
    dyad: Dyad<'_>,
    version: GdeltVersion,
) -> Vec<String> {
    let mut cells = vec![id.to_owned()];
    cells.extend(dates(When::of(event)));
    cells.extend(actor(dyad.source));
    cells.extend(actor(dyad.target));
    let code = cameo::event_code(event);
    cells.extend([
        String::new(), // IsRootEvent: whether it stands in the lead is not in the record
        code.clone(),
        cameo::base(&code).to_owned(),
        cameo::root(&code).to_owned(),
        event.quad.to_string(),
        decimal(event.intensity).to_string(),
        (1 + event.also.len()).to_string(), // NumMentions
        "1".to_owned(),                     // NumSources
        "1".to_owned(),                     // NumArticles
        String::new(),                      // AvgTone
    ]);
    // Where the parties are is not in the record: only where the event is.
    let geo = if version == GdeltVersion::Two { 8 } else { 7 };
    cells.extend(vec![String::new(); 2 * geo]);
    cells.extend(place(event, version));
    cells.push(String::new()); // DATEADDED: no clock
    cells.push(record.article.url.clone().unwrap_or_default());
    cells
}

/// SQLDATE, MonthYear, Year, FractionDate: as much as the text gives.
fn dates(when: Option<When>) -> [String; 4] {
    let day = when.and_then(When::day);
    let fraction = |year: i16, month: i8, day: i8| {
        let part = (f64::from(month - 1) * 30.0 + f64::from(day)) / 365.0;
        format!("{:.4}", f64::from(year) + part.min(0.9999))
    };
    [
        day.map(|d| d.strftime("%Y%m%d").to_string()),
        when.and_then(When::month)
            .map(|(y, m)| format!("{y:04}{m:02}")),
        when.and_then(When::year).map(|y| format!("{y:04}")),
        day.map(|d| fraction(d.year(), d.month(), d.day())),
    ]
    .map(Option::unwrap_or_default)
}

/// The ten columns of an actor.
fn actor(party: Option<&PartyRecord>) -> Vec<String> {
    let Some(party) = party else {
        return vec![String::new(); 10];
    };
    let actor = CameoActor::of(party);
    vec![
        actor.code(),
        party.name.to_uppercase(),
        actor.country.clone(),
        actor.group.to_owned(),
        String::new(), // EthnicCode
        String::new(), // Religion1Code
        String::new(), // Religion2Code
        actor.role(0).to_owned(),
        actor.role(1).to_owned(),
        actor.role(2).to_owned(),
    ]
}

/// The columns of the action's place.
fn place(event: &EventRecord, version: GdeltVersion) -> Vec<String> {
    let mut cells = vec![String::new(); 8];
    if let Some(place) = &event.place {
        let code = place.country.as_deref();
        let american = code == Some("USA");
        let division = place.feature.as_deref() == Some("division");
        let kind = match place.precision.as_deref() {
            Some("country") => "1",
            Some("region") if division && american => "2",
            Some("region") if division => "5",
            Some("city" | "district" | "point") if american => "3",
            Some("city" | "district" | "point") => "4",
            _ => "",
        };
        let name = code.and_then(country).map(|c| c.name);
        let parts: Vec<&str> = [Some(place.name.as_str()), place.division.as_deref(), name]
            .into_iter()
            .flatten()
            .collect();
        let mut full: Vec<&str> = Vec::new();
        for part in parts {
            if full.last() != Some(&part) {
                full.push(part);
            }
        }
        kind.clone_into(&mut cells[0]);
        cells[1] = full.join(", ");
        fips(place).clone_into(&mut cells[2]);
        if let Some((latitude, longitude)) = coordinates(event) {
            cells[5] = latitude.to_string();
            cells[6] = longitude.to_string();
        }
    }
    if version == GdeltVersion::One {
        cells.remove(4); // ADM2Code
    }
    cells
}
