//! The table `events`, the flat one: all that most questions need in one row.

use sayso_record::{ArticleRecord, EventRecord, PartyRecord};

use super::{day, flag, float, int, text};
use crate::cell::{Cell, decimal};
use crate::say_so;
use crate::table::Column;

pub(crate) const COLUMNS: &[Column] = &[
    text("article", "Content id of the article."),
    text(
        "event",
        "Id of the event within the article: `e1`, `e2`, ...",
    ),
    text("path", "Path of the article as given to the program."),
    text("url", "Address of the article."),
    day(
        "published",
        "Day of publication of the article: not the date of the event.",
    ),
    text("publisher", "Publishing medium."),
    text("type", "PLOVER type, e.g. `ASSAULT`."),
    text("mode", "PLOVER mode, e.g. `aerial`."),
    text("cameo", "CAMEO code, where the rule gives one."),
    int(
        "quad",
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
    ),
    float(
        "intensity",
        "PLOVER conflict-cooperation score of type and mode, -10 to 10.",
    ),
    text("contexts", "PLOVER contexts."),
    text(
        "status",
        "What whoever tells of it says: `actual`, `future`, `hypothetical` (conditional, wished, demanded), `denied`, `uncertain`.",
    ),
    flag(
        "narrator",
        "Whether the article itself says so; `false` when it only reports that a source says so.",
    ),
    text(
        "said_by",
        "Id of the innermost statement in whose content the event stands; empty when the article itself says so.",
    ),
    text(
        "speaker",
        "Whom that statement is resolved to, else the words that name its source.",
    ),
    text("speaker_entity", "Entity id of the speaker."),
    text(
        "reported_by",
        "Speaker after speaker outwards: `the article`, or `X, as told by Y`.",
    ),
    text("actors", "Who: the phrases near the trigger."),
    text("actor_names", "Who: the fullest names in the article."),
    text("actor_countries", "Country codes of the actors."),
    text("actor_sectors", "Primary sectors of the actors."),
    text("recipients", "To whom: the phrases near the trigger."),
    text(
        "recipient_names",
        "To whom: the fullest names in the article.",
    ),
    text("recipient_countries", "Country codes of the recipients."),
    text("recipient_sectors", "Primary sectors of the recipients."),
    text("date_text", "The expression that dates the event."),
    text(
        "date_value",
        "Its ISO value: a day, week, month, year; empty when it cannot be resolved.",
    ),
    day("date_earliest", "First day it can mean."),
    day("date_latest", "Last day it can mean."),
    text("place_text", "The words that place the event."),
    text("place_name", "The place's name as the text has it."),
    text("place_country", "Country code of the place."),
    text("place_division", "First-level division."),
    text(
        "place_feature",
        "What it is: `town`, `division`, `sea` and so on.",
    ),
    int("place_geonames", "GeoNames id."),
    float(
        "place_latitude",
        "Degrees north, of the middle of the place.",
    ),
    float(
        "place_longitude",
        "Degrees east, of the middle of the place.",
    ),
    text(
        "place_precision",
        "How exact the coordinates are: `point`, `city`, `district`, `region`, `country`.",
    ),
    text(
        "place_disputed",
        "Between whom the place is disputed; the record takes no position.",
    ),
    text(
        "counts",
        "Numbers with what they count, in the words of the text.",
    ),
    text("trigger", "The words that name the act."),
    int("trigger_start", "First code point of the trigger."),
    int("trigger_end", "Code point after its last."),
    int(
        "also",
        "Number of later mentions of the same event in the article.",
    ),
    text("sentence", "The sentence of the trigger."),
    int("sentence_start", "First code point of the sentence."),
    int("sentence_end", "Code point after its last."),
    float("confidence", "How likely the event is right, 0 to 1."),
    float(
        "model",
        "Probability that the model by itself gives the type at the trigger.",
    ),
    text("rule", "Id of the rule that found the event."),
];

pub(crate) fn rows(record: &ArticleRecord) -> Vec<Vec<Cell<'_>>> {
    record.events.iter().map(|e| row(record, e)).collect()
}

fn row<'a>(record: &'a ArticleRecord, e: &'a EventRecord) -> Vec<Cell<'a>> {
    let a = &record.article;
    let statement = say_so::chain(record, e).first().copied();
    let speaker = statement.and_then(|s| s.speaker.as_ref());
    let place = e.place.as_ref();
    let date = e.date.as_ref();
    let mut cells = vec![
        Cell::text(&a.id),
        Cell::text(&e.id),
        Cell::known(a.path.as_deref()),
        Cell::known(a.url.as_deref()),
        Cell::day(a.published.as_deref()),
        Cell::known(a.publisher.as_ref().map(|p| p.name.as_str())),
        Cell::text(&e.kind),
        Cell::known(e.mode.as_deref()),
        Cell::known(e.cameo.as_deref()),
        Cell::Int(i64::from(e.quad)),
        Cell::Float(decimal(e.intensity)),
        Cell::list(e.contexts.iter().map(|c| Some(c.as_str()))),
        Cell::text(&e.status),
        Cell::Bool(e.said_by.is_none()),
        Cell::known(e.said_by.as_deref()),
        Cell::known(statement.and_then(say_so::speaker)),
        Cell::known(speaker.and_then(|s| s.entity.as_deref())),
        Cell::owned(say_so::reported_by(record, e)),
    ];
    for side in [&e.actors, &e.recipients] {
        let list = |field: fn(&PartyRecord) -> Option<&str>| Cell::list(side.iter().map(field));
        cells.push(list(|p| Some(&p.span.text)));
        cells.push(list(|p| Some(&p.name)));
        cells.push(list(|p| p.country.as_deref()));
        cells.push(list(|p| p.sector.as_deref()));
    }
    let counts: Vec<String> = e
        .counts
        .iter()
        .map(|c| format!("{} {}", c.span.text, c.of))
        .collect();
    cells.extend([
        Cell::known(date.map(|d| d.span.text.as_str())),
        Cell::known(date.and_then(|d| d.value.as_deref())),
        Cell::day(date.and_then(|d| d.earliest.as_deref())),
        Cell::day(date.and_then(|d| d.latest.as_deref())),
        Cell::known(place.map(|p| p.span.text.as_str())),
        Cell::known(place.map(|p| p.name.as_str())),
        Cell::known(place.and_then(|p| p.country.as_deref())),
        Cell::known(place.and_then(|p| p.division.as_deref())),
        Cell::known(place.and_then(|p| p.feature.as_deref())),
        place
            .and_then(|p| i64::try_from(p.geonames?).ok())
            .map_or(Cell::Null, Cell::Int),
        Cell::number(place.and_then(|p| p.latitude)),
        Cell::number(place.and_then(|p| p.longitude)),
        Cell::known(place.and_then(|p| p.precision.as_deref())),
        Cell::known(place.and_then(|p| p.disputed.as_deref())),
        Cell::list(counts.iter().map(|c| Some(c.as_str()))),
        Cell::text(&e.trigger.text),
        Cell::count(e.trigger.start),
        Cell::count(e.trigger.end),
        Cell::count(e.also.len()),
        Cell::text(&e.sentence.text),
        Cell::count(e.sentence.start),
        Cell::count(e.sentence.end),
        Cell::Float(decimal(e.confidence)),
        Cell::number(e.model.map(decimal)),
        Cell::text(&e.rule),
    ]);
    cells
}
