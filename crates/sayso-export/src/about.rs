//! What each form keeps and what it loses, in words that go with the files.

use crate::table::Table;
use crate::{Tally, acled, icews};

/// The forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Tables as CSV.
    Csv,
    /// Tables as Parquet.
    Parquet,
    /// The records themselves.
    Jsonl,
    /// Events as points on a map.
    Geojson,
    /// The network of actors for Gephi.
    Gexf,
    /// The network of actors.
    Graphml,
    /// Syntax with events and statements.
    Conllu,
    /// W3C Web Annotations.
    WebAnnotation,
    /// brat standoff.
    Brat,
    /// Shaped like the ICEWS event files.
    Icews,
    /// Shaped like the Phoenix event files.
    Phoenix,
    /// Shaped like the GDELT event files.
    Gdelt,
    /// Shaped like the ACLED event files.
    Acled,
}

const PLAIN: &str = "Only events of status `actual` are in it unless all were asked for: what is \
denied, expected, supposed or in doubt is no plain event. `Actual` is what the article or a \
source says has happened; which of the two stands in ";

const PAIRS: &str = "One row a pair of parties: an event of two actors and two recipients has four \
rows; the actors of a meeting, an agreement or a cooperation are paired once, in the order of the \
text; events that name nobody are left out. Rows are counted from 1 in each file and are events of \
single articles: reports of one happening in several articles are several rows. Dates are empty \
unless the text gives the day; the day of publication is never put in their place. ";

const CODES: &str = "CAMEO codes are those of the rules; where a rule has none, the code that \
PLOVER's conversion table gives for type and mode alone, at worst the root with a 0; empty where \
the table leaves even the root open. The quad class is PLOVER's, and the scale column holds \
PLOVER's score of type and mode from -10 to 10, not Goldstein's. ";

impl Form {
    /// All forms.
    pub const ALL: [Form; 13] = [
        Form::Csv,
        Form::Parquet,
        Form::Jsonl,
        Form::Geojson,
        Form::Gexf,
        Form::Graphml,
        Form::Conllu,
        Form::WebAnnotation,
        Form::Brat,
        Form::Icews,
        Form::Phoenix,
        Form::Gdelt,
        Form::Acled,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Parquet => "parquet",
            Form::Jsonl => "jsonl",
            Form::Geojson => "geojson",
            Form::Gexf => "gexf",
            Form::Graphml => "graphml",
            Form::Conllu => "conllu",
            Form::WebAnnotation => "webannotation",
            Form::Brat => "brat",
            Form::Icews => "icews",
            Form::Phoenix => "phoenix",
            Form::Gdelt => "gdelt",
            Form::Acled => "acled",
        }
    }

    /// What it is, what it keeps and what it loses.
    pub fn about(self) -> String {
        match self {
            Form::Csv | Form::Parquet => "Flat tables, joined by `article` and the ids within the \
                article. All events with their status and who says so. Lost: the candidates of \
                places, the spans of later mentions, datelines and licences, and what was odd \
                (diagnostics); JSON lines have them."
                .to_owned(),
            Form::Jsonl => {
                "The records themselves, as this version of the program knows them: fields \
                that a later one adds are dropped."
                    .to_owned()
            }
            Form::Geojson => format!(
                "Events of single articles as points. {PLAIN}`narrator` and `reported_by`. A point \
                 is the middle of its place: `precision` says of how large a place, `disputed` \
                 whether it is disputed, on which nothing is decided. Lost: events without \
                 coordinates (counted in `sayso`), statements, spans."
            ),
            Form::Gexf | Form::Graphml => format!(
                "Who did what kind of thing to whom. {PLAIN}the edge's count `narrator`. Edges of \
                 different quad class or status are kept apart; `weight` is the number of events, \
                 negative for conflict (quads 3 and 4), `intensity_sum` the sum of PLOVER's scores. \
                 Events of several articles about one happening are counted each. A joint act \
                 (meeting, agreement, cooperation) stands in both directions and is counted in \
                 `joint`. Nodes with `apart` are known from one article only, because no country \
                 is known of them. Lost: events without a pair, places, statements."
            ),
            Form::Conllu => {
                "The sentences with the events and statements in comments and in MISC. \
                The syntax is parsed again from the text, by the model at hand. Lost: articles \
                whose text is not at hand, numbers of counts, reasons."
                    .to_owned()
            }
            Form::WebAnnotation => "One annotation an event, party, statement and entity; the \
                record of each is in its body as JSON. Positions are code points of the plain text \
                that was coded, which its hash names. Lost: times and places of no event; prefix \
                and suffix of quotes where the text is not at hand."
                .to_owned(),
            Form::Brat => "The text and the spans. Lost: articles whose text is not at hand, \
                confidence, rules, reasons, coordinates."
                .to_owned(),
            Form::Icews => format!(
                "The twenty columns of the ICEWS event files and a last one, `Notes`. {PLAIN}\
                 `Notes`, with the status. {PAIRS}{CODES}`Event Text` is PLOVER's type and mode, \
                 sectors are PLOVER's codes. Empty: `Sentence Number`."
            ),
            Form::Phoenix => format!(
                "The 26 columns of the Phoenix event files, without a header as those are. \
                 {PLAIN}the table of notes beside the file, by number of the row, or with --notes \
                 in a 27th column. {PAIRS}{CODES}Sectors are turned into CAMEO's roles, where there \
                 is one. Empty: `Issues`. `CountryCode` is ISO alpha-3; `SentenceID` is the \
                 article's id and the first code point of the sentence."
            ),
            Form::Gdelt => format!(
                "The 61 columns of the GDELT 2 event files (58 of version 1 with --columns 58), \
                 without a header as those are. {PLAIN}the table of notes beside the file, by \
                 number of the row, or with --notes in a further column. {PAIRS}{CODES}Sectors are \
                 turned into CAMEO's roles, where there is one; countries of actors are ISO \
                 alpha-3, those of places FIPS 10-4. `NumMentions` counts mentions in the one \
                 article, `NumSources` and `NumArticles` are 1. Empty: ethnic and religion codes, \
                 `IsRootEvent`, `AvgTone`, places of the actors, `ADM1Code`, `ADM2Code`, \
                 `FeatureID` (ours are of GeoNames), `DATEADDED`."
            ),
            Form::Acled => format!(
                "The 31 columns of the ACLED event files. {PLAIN}`notes`, with the status. Only \
                 violence and demonstrations: PLOVER's ASSAULT and PROTEST (without strikes, \
                 boycotts and hunger strikes). One row an event of one article: reports of one \
                 happening in several articles are several rows, and nothing was checked by a \
                 person. Event types are empty where ACLED's definition asks for what the text \
                 does not say. `event_date` is the first possible day, with `time_precision`; what \
                 is less exact than a month has none. A place known only by its country has no \
                 location. `fatalities` is the one number of deaths that the text gives, never an \
                 estimate: empty is unknown, not none. Empty: `region`, `admin2`, `admin3`, \
                 `source_scale`, `tags`, `timestamp`."
            ),
        }
    }

    /// The same with what was written and left out.
    pub fn about_with(self, tally: &Tally) -> String {
        let mut out = format!(
            "{}\n\nArticles: {}. Written: {}. Events left out: {}",
            self.about(),
            tally.articles,
            tally.written,
            tally.left_out()
        );
        let reasons: Vec<String> = tally
            .left_out
            .iter()
            .map(|(reason, n)| format!("{reason}: {n}"))
            .collect();
        if !reasons.is_empty() {
            out.push_str(&format!(" ({})", reasons.join("; ")));
        }
        out.push_str(".\n");
        out
    }
}

/// The codebook: every table with its columns, every form with what it loses,
/// in Markdown. docs/codebook.md holds it.
pub fn codebook() -> String {
    let mut out = String::from(
        "# Codebook\n\nWhat `sayso export` writes. This page is made from the program: \
         `cargo run -p sayso-export --example codebook > docs/codebook.md`; a test holds it to \
         that.\n\nUnknown is empty (null in Parquet and JSON). Offsets are Unicode code points of \
         the article's text, end exclusive. Country codes are ISO 3166-1 alpha-3 (`PSE` Palestine, \
         `KOS` Kosovo) or `UNO`, `EUR`, `IGO`, `NGO`, `MNC`, `IMG`, `ISM`; sectors, types, modes \
         and contexts are PLOVER's. An event is an event *of one article*: reports of one \
         happening in two articles are two rows.\n\nForms in which an event stands as a plain fact \
         take only events of status `actual` unless `--all` is given, and leave a note of how many \
         were left out.\n\n## Tables: `csv` and `parquet`\n\n",
    );
    out.push_str(&Form::Csv.about());
    out.push_str(
        "\n\nIn CSV, text with line breaks is quoted (RFC 4180). In Parquet, `integer` is INT64, \
         `number` DOUBLE, `day` DATE, `true or false` BOOLEAN; each field has its meaning as \
         `comment`.\n",
    );
    for table in Table::ALL {
        out.push_str(&format!(
            "\n### `{}`\n\n{}\n\n| column | holds | meaning |\n|---|---|---|\n",
            table.name(),
            table.about()
        ));
        for c in table.columns() {
            out.push_str(&format!(
                "| `{}` | {} | {} |\n",
                c.name,
                c.kind.name(),
                c.about
            ));
        }
    }
    out.push_str("\n## The other forms\n");
    for form in Form::ALL {
        if !matches!(form, Form::Csv | Form::Parquet) {
            out.push_str(&format!("\n### `{}`\n\n{}\n", form.name(), form.about()));
        }
        let columns: &[&str] = match form {
            Form::Icews => &icews::COLUMNS,
            Form::Acled => &acled::COLUMNS,
            _ => &[],
        };
        if !columns.is_empty() {
            out.push_str(&format!("\nColumns: `{}`.\n", columns.join("`, `")));
        }
    }
    out
}
