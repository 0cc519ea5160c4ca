//! brat standoff: a `.txt` and a `.ann` an article, offsets in code points.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use sayso_record::{ArticleRecord, PartyRecord, SpanRecord, StatementRecord};

use crate::{ExportError, Exporter, Item, Tally, characters, say_so};

/// Makes a file of the folder that brat reads.
type Create<'a> = Box<dyn FnMut(&str) -> io::Result<Box<dyn Write + 'a>> + 'a>;

/// Writes two files an article, and `annotation.conf` at the end.
pub struct Brat<'a> {
    create: Create<'a>,
    tally: Tally,
}

impl<'a> Brat<'a> {
    /// Into the files that `create` makes.
    pub fn new(create: impl FnMut(&str) -> io::Result<Box<dyn Write + 'a>> + 'a) -> Brat<'a> {
        Brat {
            create: Box::new(create),
            tally: Tally::default(),
        }
    }
}

impl Exporter for Brat<'_> {
    fn article(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        if item.record.article.id.is_empty() {
            return Ok(()); // never read: no text to mark
        }
        let text = characters(item)?;
        let name = file_name(item.record);
        let mut ann = Standoff::new(&text);
        ann.record(item.record);
        for (end, content) in [
            ("txt", item.text.unwrap_or_default()),
            ("ann", ann.out.as_str()),
        ] {
            let mut file = (self.create)(&format!("{name}.{end}"))?;
            file.write_all(content.as_bytes())?;
            file.flush()?;
        }
        self.tally.articles += 1;
        self.tally.written += ann.ids.values().sum::<usize>();
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ExportError> {
        let mut file = (self.create)("annotation.conf")?;
        file.write_all(brat_configuration().as_bytes())?;
        Ok(file.flush()?)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

/// Name of the path's file without its ending, and the content id, so that no
/// two articles share it.
fn file_name(record: &ArticleRecord) -> String {
    let path = record.article.path.as_deref().unwrap_or_default();
    let stem = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let stem: String = stem
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .take(80)
        .collect();
    if stem.is_empty() {
        record.article.id.clone()
    } else {
        format!("{stem}-{}", record.article.id)
    }
}

const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// `annotation.conf`, which tells brat the types.
pub fn brat_configuration() -> String {
    let mut out = "[entities]\nPerson\nGroup\nOrganization\nCountry\nPlace\nRole\nThing\nParty\n\
                   Source\nContent\nTime\nLocation\nCount\n\n[relations]\n\
                   Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n\n\
                   [events]\n"
        .to_owned();
    for kind in TYPES {
        let _ = writeln!(
            out,
            "{kind}\tActor*:<ENTITY>, Recipient*:<ENTITY>, Date?:Time, Place?:Location, \
             Count*:Count, SaidBy?:Statement"
        );
    }
    out.push_str(
        "Statement\tSource?:<ENTITY>, Content*:Content, Within?:Statement\n\n[attributes]\n\
         Status\tArg:<EVENT>, Value:actual|future|hypothetical|denied|uncertain\n\
         Narrator\tArg:<EVENT>\n",
    );
    out
}

/// The lines of one `.ann`.
struct Standoff<'t> {
    text: &'t [char],
    out: String,
    /// Last number of each kind of line.
    ids: BTreeMap<char, usize>,
    /// Number of the T line of a span and type.
    spans: BTreeMap<(usize, usize, &'static str), usize>,
}

impl<'t> Standoff<'t> {
    fn new(text: &'t [char]) -> Standoff<'t> {
        Standoff {
            text,
            out: String::new(),
            ids: BTreeMap::new(),
            spans: BTreeMap::new(),
        }
    }

    fn next(&mut self, kind: char) -> usize {
        let id = self.ids.entry(kind).or_default();
        *id += 1;
        *id
    }

    /// The T line of a span; a span over a line break or a tab becomes one in
    /// pieces, because a line of standoff holds neither in its text.
    fn span(&mut self, kind: &'static str, span: &SpanRecord) -> usize {
        let key = (span.start, span.end, kind);
        if let Some(&id) = self.spans.get(&key) {
            return id;
        }
        let id = self.next('T');
        self.spans.insert(key, id);
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        for i in span.start..span.end {
            if matches!(self.text[i], '\n' | '\r' | '\t') {
                continue;
            }
            match pieces.last_mut() {
                Some((_, end)) if *end == i => *end = i + 1,
                _ => pieces.push((i, i + 1)),
            }
        }
        if pieces.is_empty() {
            pieces.push((span.start, span.end));
        }
        let offsets: Vec<String> = pieces.iter().map(|(s, e)| format!("{s} {e}")).collect();
        let texts: Vec<String> = pieces
            .iter()
            .map(|&(s, e)| self.text[s..e].iter().collect())
            .collect();
        let _ = writeln!(
            self.out,
            "T{id}\t{kind} {}\t{}",
            offsets.join(";"),
            texts.join(" ")
        );
        id
    }

    fn note(&mut self, of: &str, note: &str) {
        let id = self.next('#');
        let note = note.replace(['\n', '\r', '\t'], " ");
        let _ = writeln!(self.out, "#{id}\tAnnotatorNotes {of}\t{note}");
    }

    fn attribute(&mut self, name: &str, of: &str, value: Option<&str>) {
        let id = self.next('A');
        let value = value.map(|v| format!(" {v}")).unwrap_or_default();
        let _ = writeln!(self.out, "A{id}\t{name} {of}{value}");
    }

    fn record(&mut self, record: &ArticleRecord) {
        let mut kinds = BTreeMap::new();
        for entity in &record.entities {
            let kind = entity_type(&entity.kind);
            kinds.insert(entity.id.as_str(), kind);
            let mentions: Vec<String> = entity
                .mentions
                .iter()
                .map(|m| format!("T{}", self.span(kind, &m.span)))
                .collect();
            if mentions.len() > 1 {
                let _ = writeln!(self.out, "*\tEquiv {}", mentions.join(" "));
            }
            if let Some(first) = mentions.first() {
                let codes = [&entity.country, &entity.sector].map(|c| c.as_deref().unwrap_or("-"));
                let note = format!("{} {} [{}]", entity.id, entity.name, codes.join(" "));
                self.note(first, &note);
            }
        }
        for time in &record.times {
            let id = self.span("Time", &time.span);
            if let Some(value) = &time.value {
                self.note(&format!("T{id}"), value);
            }
        }
        for place in &record.places {
            let id = self.span("Location", &place.span);
            if let Some(geonames) = place.geonames {
                let n = self.next('N');
                let _ = writeln!(
                    self.out,
                    "N{n}\tReference T{id} GeoNames:{geonames}\t{}",
                    place.name.replace(['\n', '\r', '\t'], " ")
                );
            }
        }
        // Statements are numbered first: events refer to them.
        let number = |id: &str| {
            let at = record.statements.iter().position(|s| s.id == id)?;
            trigger(&record.statements[at]).map(|_| at + 1)
        };
        for (i, statement) in record.statements.iter().enumerate() {
            let Some(trigger) = trigger(statement) else {
                continue;
            };
            let mut line = format!("Statement:T{}", self.span("Statement", trigger));
            if let Some(source) = &statement.source {
                let _ = write!(line, " Source:T{}", self.span("Source", source));
            }
            for (n, content) in statement.contents.iter().enumerate() {
                let _ = write!(
                    line,
                    " {}:T{}",
                    nth("Content", n),
                    self.span("Content", content)
                );
            }
            if let Some(outer) = statement.within.as_deref().and_then(number) {
                let _ = write!(line, " Within:E{outer}");
            }
            let _ = writeln!(self.out, "E{}\t{line}", i + 1);
            let who = say_so::speaker(statement).unwrap_or("a source not named");
            let note = format!("{} {}, said by: {who}", statement.id, statement.kind);
            self.note(&format!("E{}", i + 1), &note);
        }
        let before = record.statements.len();
        for (i, event) in record.events.iter().enumerate() {
            let id = format!("E{}", before + i + 1);
            let Some(kind) = TYPES.into_iter().find(|t| *t == event.kind) else {
                continue;
            };
            let mut line = format!("{kind}:T{}", self.span(kind, &event.trigger));
            for (side, parties) in [("Actor", &event.actors), ("Recipient", &event.recipients)] {
                for (n, party) in parties.iter().enumerate() {
                    let _ = write!(line, " {}:T{}", nth(side, n), self.party(party, &kinds));
                }
            }
            if let Some(date) = &event.date {
                let _ = write!(line, " Date:T{}", self.span("Time", &date.span));
            }
            if let Some(place) = &event.place {
                let _ = write!(line, " Place:T{}", self.span("Location", &place.span));
            }
            for (n, count) in event.counts.iter().enumerate() {
                let _ = write!(
                    line,
                    " {}:T{}",
                    nth("Count", n),
                    self.span("Count", &count.span)
                );
            }
            if let Some(statement) = event.said_by.as_deref().and_then(number) {
                let _ = write!(line, " SaidBy:E{statement}");
            }
            let _ = writeln!(self.out, "{id}\t{line}");
            self.attribute("Status", &id, Some(&event.status));
            if event.said_by.is_none() {
                self.attribute("Narrator", &id, None);
            }
            let mode = event
                .mode
                .as_deref()
                .map(|m| format!(" {m}"))
                .unwrap_or_default();
            let told = say_so::reported_by(record, event);
            self.note(&id, &format!("{}{mode}, reported by: {told}", event.id));
        }
        let ids = before + record.events.len();
        self.ids.insert('E', ids);
    }

    /// The mention that the party is, else a span of its own.
    fn party(&mut self, party: &PartyRecord, kinds: &BTreeMap<&str, &'static str>) -> usize {
        let kind = party
            .entity
            .as_deref()
            .and_then(|id| kinds.get(id).copied());
        self.span(kind.unwrap_or("Party"), &party.span)
    }
}

/// The words that stand for a statement: its cue, else its first words.
fn trigger(statement: &StatementRecord) -> Option<&SpanRecord> {
    let first = statement.contents.first();
    statement
        .cue
        .as_ref()
        .or(first)
        .or(statement.source.as_ref())
}

fn entity_type(kind: &str) -> &'static str {
    match kind {
        "person" => "Person",
        "group" => "Group",
        "organization" => "Organization",
        "country" => "Country",
        "place" => "Place",
        "role" => "Role",
        _ => "Thing",
    }
}

/// `Actor`, `Actor2`, ...: as brat tells arguments of one kind apart.
fn nth(name: &str, n: usize) -> String {
    if n == 0 {
        name.to_owned()
    } else {
        format!("{name}{}", n + 1)
    }
}
