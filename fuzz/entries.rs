//! What is fuzzed: each function takes any bytes and must come back, with
//! articles whose blocks lie in their text or with reasons. Shared by the
//! targets of cargo-fuzz, by the runner `cargo run --release -p sayso-ingest
//! --example fuzz`, and by the test `crates/sayso-ingest/tests/fuzz.rs`.

use std::io::Cursor;
use std::ops::ControlFlow;

use sayso_article::{Article, Origin};
use sayso_ingest::{Content, Document, Found, Options, Settings, Source, Told, documents};

/// A target: it comes back, or there is a fault.
pub type Entry = fn(&[u8]);

/// The targets by name.
pub const ENTRIES: [(&str, Entry); 5] = [
    ("html", html),
    ("feed", feed),
    ("warc", warc),
    ("lexicon", lexicon),
    ("any", any),
];

/// A web page, whatever the bytes look like.
pub fn html(data: &[u8]) {
    let document = Document {
        origin: Origin::default(),
        content: Content::Page(data.to_vec(), None),
        told: Told::default(),
    };
    match document.read(&Options::default()) {
        Ok(article) => check(&article),
        Err(reason) => assert!(!reason.to_string().is_empty()),
    }
}

/// A feed or agency item: what does not look like one is read as what it is.
pub fn feed(data: &[u8]) {
    any(data);
}

/// A WARC.
pub fn warc(data: &[u8]) {
    any(data);
    let mut headed = b"WARC/1.0\r\n".to_vec();
    headed.extend_from_slice(data);
    any(&headed);
}

/// A file of any kind, from a file and from a pipe: both find the same.
pub fn any(data: &[u8]) {
    let file = Source::Seek(Box::new(Cursor::new(data.to_vec())));
    let from_file = outcomes(file, Some(data.len() as u64));
    assert!(!from_file.is_empty(), "an input without an outcome");
    let from_pipe = outcomes(Source::Stream(Box::new(data)), None);
    assert_eq!(from_file, from_pipe, "file and pipe differ");
}

fn outcomes(source: Source<'_>, length: Option<u64>) -> Vec<(Origin, Option<String>)> {
    let mut out = Vec::new();
    let settings = Settings::default();
    let flow = documents(source, Origin::default(), length, &settings, &mut |found| {
        match found {
            Found::Skipped(origin, reason) => {
                assert!(!reason.is_empty());
                out.push((origin, None));
            }
            Found::Document(document) => {
                let origin = document.origin.clone();
                let read = document.read(&Options::default());
                out.push((
                    origin,
                    read.ok().map(|article| {
                        check(&article);
                        article.id
                    }),
                ));
            }
        }
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    out
}

/// What holds for every article.
fn check(article: &Article) {
    assert!(!article.text.trim().is_empty());
    let mut at = 0;
    for block in &article.blocks {
        let (start, end) = (block.span.start(), block.span.end());
        assert!(
            at <= start && start < end,
            "blocks are in order and hold something"
        );
        assert!(
            article.text.get(start..end).is_some(),
            "blocks lie in the text"
        );
        let between = &article.text[at..start];
        assert!(
            between
                .chars()
                .all(|c| c.is_whitespace() || c == '\u{feff}'),
            "nothing but white space between blocks: {between:?}"
        );
        at = end;
    }
    assert_eq!(
        article.published.is_some(),
        article.published_from.is_some()
    );
}

/// A data file of `lexicons/`: its name in the first line, else every reader.
pub fn lexicon(data: &[u8]) {
    use sayso_lexicon::{
        ActorLexicon, Cues, EventRules, Holidays, IrregularVerbs, PlaceLexicon, confidence, status,
    };
    let text = String::from_utf8_lossy(data);
    let (name, content) = text.split_once('\n').unwrap_or(("", &text));
    let folder = name.split('/').next().unwrap_or_default();
    let all = ![
        "events",
        "actors",
        "cues",
        "status",
        "times",
        "places",
        "words",
        "confidence",
    ]
    .contains(&folder);
    let name = if name.len() < 200 { name } else { "x" };
    let is = |kind: &str| all || folder == kind;
    let files = [(name, content)];
    if is("events") {
        let _ = EventRules::compile(&files);
    }
    if is("actors") {
        let _ = ActorLexicon::read(&files);
    }
    if is("cues") {
        let _ = Cues::read(&files);
    }
    if is("status") {
        let _ = status::StatusWords::compile(&files);
    }
    if is("times") {
        let _ = Holidays::read(&files);
    }
    if is("places") {
        let _ = PlaceLexicon::read(&files);
    }
    if is("words") {
        let _ = IrregularVerbs::read(&files);
    }
    if is("confidence") {
        let _ = confidence::Confidence::read(&files);
        let _ = confidence::Signs::read(&files, "same");
    }
}
