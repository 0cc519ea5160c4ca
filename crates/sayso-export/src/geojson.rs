//! GeoJSON (RFC 7946): one point an event that has coordinates.

use std::io::Write;

use sayso_record::{ArticleRecord, EventRecord, PartyRecord};
use serde_json::{Value, json};

use crate::about::Form;
use crate::cell::decimal;
use crate::{ExportError, Exporter, Item, Selection, Tally, say_so};

/// Writes a feature collection, one feature a line. What was left out stands
/// in its member `sayso` at the end.
pub struct Geojson<W> {
    out: W,
    selection: Selection,
    begun: bool,
    tally: Tally,
}

impl<W: Write> Geojson<W> {
    /// Onto `out`.
    pub fn new(out: W, selection: Selection) -> Geojson<W> {
        Geojson {
            out,
            selection,
            begun: false,
            tally: Tally::default(),
        }
    }

    fn begin(&mut self) -> Result<(), ExportError> {
        if !self.begun {
            self.out
                .write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
            self.begun = true;
        }
        Ok(())
    }
}

impl<W: Write> Exporter for Geojson<W> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        self.begin()?;
        self.tally.articles += 1;
        for event in &item.record.events {
            if !self.selection.takes(event, &mut self.tally) {
                continue;
            }
            let Some((latitude, longitude)) = coordinates(event) else {
                self.tally.leave_out("no coordinates");
                continue;
            };
            let feature = json!({
                "type": "Feature",
                "id": format!("{}/{}", item.record.article.id, event.id),
                "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
                "properties": properties(item.record, event),
            });
            let open: &[u8] = if self.tally.written == 0 {
                b"\n"
            } else {
                b",\n"
            };
            self.out.write_all(open)?;
            serde_json::to_writer(&mut self.out, &feature).map_err(std::io::Error::from)?;
            self.tally.written += 1;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        self.begin()?;
        let about = json!({
            "about": Form::Geojson.about(),
            "articles": self.tally.articles,
            "events_left_out": self.tally.left_out,
        });
        self.out.write_all(b"\n],\"sayso\":")?;
        serde_json::to_writer(&mut self.out, &about).map_err(std::io::Error::from)?;
        self.out.write_all(b"}\n")?;
        Ok(self.out.flush()?)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

/// Latitude and longitude of an event, when the record has both and they lie
/// on the earth.
pub(crate) fn coordinates(event: &EventRecord) -> Option<(f64, f64)> {
    let place = event.place.as_ref()?;
    let latitude = place.latitude.filter(|l| (-90.0..=90.0).contains(l))?;
    let longitude = place.longitude.filter(|l| (-180.0..=180.0).contains(l))?;
    Some((latitude, longitude))
}

fn properties(record: &ArticleRecord, event: &EventRecord) -> Value {
    let article = &record.article;
    let place = event.place.as_ref();
    let date = event.date.as_ref();
    let chain = say_so::chain(record, event);
    json!({
        "article": article.id,
        "event": event.id,
        "path": article.path,
        "url": article.url,
        "published": article.published,
        "publisher": article.publisher.as_ref().map(|p| &p.name),
        "type": event.kind,
        "mode": event.mode,
        "cameo": event.cameo,
        "quad": event.quad,
        "intensity": decimal(event.intensity),
        "status": event.status,
        "narrator": event.said_by.is_none(),
        "said_by": event.said_by,
        "speaker": chain.first().and_then(|s| say_so::speaker(s)),
        "reported_by": say_so::reported_by(record, event),
        "actors": names(&event.actors),
        "recipients": names(&event.recipients),
        "date": date.and_then(|d| d.value.as_deref()),
        "date_earliest": date.and_then(|d| d.earliest.as_deref()),
        "date_latest": date.and_then(|d| d.latest.as_deref()),
        "place": place.map(|p| &p.name),
        "country": place.and_then(|p| p.country.as_deref()),
        "division": place.and_then(|p| p.division.as_deref()),
        "feature": place.and_then(|p| p.feature.as_deref()),
        "geonames": place.and_then(|p| p.geonames),
        "precision": place.and_then(|p| p.precision.as_deref()),
        "disputed": place.is_some_and(|p| p.disputed.is_some()),
        "disputed_between": place.and_then(|p| p.disputed.as_deref()),
        "counts": event
            .counts
            .iter()
            .map(|c| format!("{} {}", c.span.text, c.of))
            .collect::<Vec<_>>()
            .join("; "),
        "confidence": decimal(event.confidence),
        "rule": event.rule,
        "trigger": event.trigger.text,
        "sentence": event.sentence.text,
    })
}

/// Flat, as map programs want them: `Russia [RUS]; its forces [RUS MIL]`.
fn names(parties: &[PartyRecord]) -> String {
    let names: Vec<String> = parties
        .iter()
        .map(|p| {
            let codes: Vec<&str> = [&p.country, &p.sector]
                .into_iter()
                .filter_map(|c| c.as_deref())
                .collect();
            if codes.is_empty() {
                p.name.clone()
            } else {
                format!("{} [{}]", p.name, codes.join(" "))
            }
        })
        .collect();
    names.join("; ")
}
