//! The shape of the ACLED event files: CSV with a header, 31 columns. Only
//! violence and demonstrations: what ACLED records without a judgement that a
//! record cannot make.

use std::io::Write;

use jiff::civil::Date;
use sayso_record::{ArticleRecord, CountRecord, EventRecord, PartyRecord};

use crate::countries::country;
use crate::geojson::coordinates;
use crate::when::When;
use crate::{ExportError, Exporter, Item, Selection, Tally, say_so};

pub(crate) const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// Writes one row an event.
pub struct Acled<W: Write> {
    out: csv::Writer<W>,
    selection: Selection,
    begun: bool,
    tally: Tally,
}

impl<W: Write> Acled<W> {
    /// Onto `out`.
    pub fn new(out: W, selection: Selection) -> Acled<W> {
        Acled {
            out: csv::Writer::from_writer(out),
            selection,
            begun: false,
            tally: Tally::default(),
        }
    }

    fn begin(&mut self) -> Result<(), ExportError> {
        if !self.begun {
            self.out.write_record(COLUMNS)?;
            self.begun = true;
        }
        Ok(())
    }
}

impl<W: Write> Exporter for Acled<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        self.begin()?;
        self.tally.articles += 1;
        for event in &item.record.events {
            if !self.selection.takes(event, &mut self.tally) {
                continue;
            }
            let Some(class) = Class::of(event) else {
                self.tally.leave_out("no violence or demonstration");
                continue;
            };
            self.out.write_record(row(item.record, event, &class))?;
            self.tally.written += 1;
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

/// Event and sub-event type in ACLED's terms; empty where its definition asks
/// for what the record does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Class {
    kind: &'static str,
    sub: &'static str,
}

const REMOTE: &str = "Explosions/Remote violence";
const CIVILIANS: &str = "Violence against civilians";

impl Class {
    fn of(event: &EventRecord) -> Option<Class> {
        let mode = event.mode.as_deref();
        let civil = !event.recipients.is_empty() && event.recipients.iter().all(is_civilian);
        let armed = |side: &[PartyRecord]| !side.is_empty() && side.iter().all(is_armed);
        let (kind, sub) = match (event.kind.as_str(), mode) {
            ("PROTEST", Some("riot")) => ("Riots", "Violent demonstration"),
            // Whether anybody intervened, which decides the sub-event, is open.
            ("PROTEST", None | Some("demo" | "obstruct")) => ("Protests", ""),
            ("PROTEST", Some("vandalize")) => ("", ""),
            ("ASSAULT", Some("aerial" | "drone")) => (REMOTE, "Air/drone strike"),
            ("ASSAULT", Some("heavy-weapons")) => (REMOTE, "Shelling/artillery/missile attack"),
            ("ASSAULT", Some("explosives")) => (REMOTE, "Remote explosive/landmine/IED"),
            ("ASSAULT", Some("suicide-attack")) => (REMOTE, "Suicide bomb"),
            ("ASSAULT", Some("abduct")) if civil => (CIVILIANS, "Abduction/forced disappearance"),
            ("ASSAULT", Some("sexual")) if civil => (CIVILIANS, "Sexual violence"),
            (
                "ASSAULT",
                None | Some("beat" | "torture" | "firearms" | "targeted" | "primitive"),
            ) if civil => (CIVILIANS, "Attack"),
            ("ASSAULT", None | Some("firearms"))
                if armed(&event.actors) && armed(&event.recipients) =>
            {
                ("Battles", "Armed clash")
            }
            ("ASSAULT", _) => ("", ""),
            _ => return None,
        };
        Some(Class { kind, sub })
    }

    fn disorder(&self) -> &'static str {
        match self.kind {
            "Protests" | "Riots" => "Demonstrations",
            "" => "",
            _ => "Political violence",
        }
    }
}

fn is_civilian(party: &PartyRecord) -> bool {
    matches!(
        party.sector.as_deref(),
        Some("AGR" | "BUS" | "CVL" | "EDU" | "JRN" | "LAB" | "MED" | "NGO" | "REF" | "REL" | "SOC")
    )
}

fn is_armed(party: &PartyRecord) -> bool {
    matches!(
        party.sector.as_deref(),
        Some("MIL" | "COP" | "REB" | "PRM" | "UAF")
    )
}

/// ACLED's kind of actor.
fn inter(class: &Class, first: bool, party: Option<&PartyRecord>) -> &'static str {
    match (class.kind, first) {
        ("Protests", true) => return "Protesters",
        ("Riots", true) => return "Rioters",
        _ => {}
    }
    match party {
        Some(p) if is_civilian(p) => "Civilians",
        Some(p) => match p.sector.as_deref() {
            Some("MIL" | "COP") => "State forces",
            Some("REB") => "Rebel group",
            Some("PRM") => "Political militia",
            _ => "",
        },
        None => "",
    }
}

fn row(record: &ArticleRecord, event: &EventRecord, class: &Class) -> Vec<String> {
    let (day, precision, year) = date(When::of(event));
    let place = event.place.as_ref();
    let land = place.and_then(|p| country(p.country.as_deref()?));
    let whole_country = place.is_some_and(|p| p.precision.as_deref() == Some("country"));
    // The middle of a country is no location in ACLED's sense.
    let located = place.filter(|_| !whole_country);
    let point = coordinates(event).filter(|_| !whole_country);
    let geo_precision = match place.and_then(|p| p.precision.as_deref()) {
        Some("point" | "city") => "1",
        Some("district") => "2",
        Some("region") => "3",
        _ => "",
    };
    let side = |parties: &[PartyRecord]| {
        let others: Vec<&str> = parties.iter().skip(1).map(|p| p.name.as_str()).collect();
        let first = parties.first().map(|p| p.name.clone());
        (first.unwrap_or_default(), others.join("; "))
    };
    let (actor1, others1) = side(&event.actors);
    let (actor2, others2) = side(&event.recipients);
    let inter1 = inter(class, true, event.actors.first());
    let inter2 = inter(class, false, event.recipients.first());
    let interaction = match (inter1, inter2) {
        ("", _) => String::new(),
        (one, "") if event.recipients.is_empty() => format!("{one} only"),
        (_, "") => String::new(),
        (one, two) => format!("{one}-{two}"),
    };
    let civil = !event.recipients.is_empty() && event.recipients.iter().all(is_civilian);
    let targeting = class.kind == CIVILIANS || class.kind == REMOTE && civil;
    vec![
        format!("{}-{}", record.article.id, event.id),
        day.map(|d| d.to_string()).unwrap_or_default(),
        year.map(|y| y.to_string()).unwrap_or_default(),
        precision.to_owned(),
        class.disorder().to_owned(),
        class.kind.to_owned(),
        class.sub.to_owned(),
        actor1,
        others1,
        inter1.to_owned(),
        actor2,
        others2,
        inter2.to_owned(),
        interaction,
        if targeting { "Civilian targeting" } else { "" }.to_owned(),
        land.map(|c| c.numeric.to_owned()).unwrap_or_default(),
        String::new(), // region: ACLED's own grouping
        land.map(|c| c.name.to_owned()).unwrap_or_default(),
        located.and_then(|p| p.division.clone()).unwrap_or_default(),
        String::new(), // admin2
        String::new(), // admin3
        located.map(|p| p.name.clone()).unwrap_or_default(),
        point.map(|p| p.0.to_string()).unwrap_or_default(),
        point.map(|p| p.1.to_string()).unwrap_or_default(),
        geo_precision.to_owned(),
        record
            .article
            .publisher
            .as_ref()
            .map(|p| p.name.clone())
            .unwrap_or_default(),
        String::new(), // source_scale
        say_so::note(record, event),
        fatalities(&event.counts)
            .map(|n| n.to_string())
            .unwrap_or_default(),
        String::new(), // tags
        String::new(), // timestamp: no clock
    ]
}

/// Day, time precision, year. ACLED gives the first day that is possible with
/// precision 2 within a week and 3 within a month; what is less exact than a
/// month has no day.
fn date(when: Option<When>) -> (Option<Date>, &'static str, Option<i16>) {
    let Some(when) = when else {
        return (None, "", None);
    };
    let precision = match when.days() {
        1 => "1",
        2..=7 => "2",
        8..=31 => "3",
        _ => "",
    };
    let day = Some(when.first).filter(|_| !precision.is_empty());
    (day, precision, day.map(Date::year).or(when.year()))
}

/// Deaths, when the text gives one number of them: the number itself, the
/// lower end of a range, nothing for a mere upper bound or for numbers that
/// differ (they stand in the notes).
fn fatalities(counts: &[CountRecord]) -> Option<f64> {
    let deaths = |c: &&CountRecord| {
        matches!(
            c.of.as_str(),
            "killed" | "dead" | "died" | "deaths" | "fatalities"
        )
    };
    let mut numbers = counts
        .iter()
        .filter(deaths)
        .map(|c| match c.bound.as_deref() {
            Some("max") | None => None,
            Some("range") => c.low,
            Some(_) => c.value,
        });
    let first = numbers.next()??;
    numbers.all(|n| n == Some(first)).then_some(first)
}
