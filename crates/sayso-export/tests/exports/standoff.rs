//! brat standoff and CoNLL-U.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;

use sayso_export::{Brat, Conllu, Exporter as _, Item};
use serde_json::Value;

use crate::record::{TEXT, articles, coded};
use crate::{items, written};

type Files = Rc<RefCell<BTreeMap<String, Vec<u8>>>>;

/// A file of a folder in memory.
struct Page(Files, String);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .borrow_mut()
            .entry(self.1.clone())
            .or_default()
            .extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn brat() -> BTreeMap<String, String> {
    let files = Files::default();
    let folder = Rc::clone(&files);
    let mut brat = Brat::new(move |name: &str| -> io::Result<Box<dyn Write>> {
        Ok(Box::new(Page(Rc::clone(&folder), name.to_owned())))
    });
    for item in &items(&articles()) {
        brat.article(item).expect("can be written");
    }
    brat.finish().expect("can be closed");
    let files = files.borrow().clone();
    files
        .into_iter()
        .map(|(k, v)| (k, String::from_utf8(v).expect("UTF-8")))
        .collect()
}

#[test]
fn brat_lines_point_at_their_words_and_at_each_other() {
    let files = brat();
    assert_eq!(
        files.len(),
        3,
        "the skipped input has no files: {:?}",
        files.keys()
    );
    assert_eq!(files["port_vesper-0011223344556677.txt"], TEXT);
    let characters: Vec<char> = TEXT.chars().collect();
    let lines: Vec<&str> = files["port_vesper-0011223344556677.ann"].lines().collect();
    let mut spans = BTreeMap::new();
    let mut events = BTreeMap::new();
    for line in &lines {
        let (id, rest) = line.split_once('\t').expect("an id");
        if id.starts_with('T') {
            let (head, text) = rest.split_once('\t').expect("a text");
            assert!(
                !text.contains('\t'),
                "a line of standoff has three cells: {line}"
            );
            let (kind, offsets) = head.split_once(' ').expect("a type");
            let pieces: Vec<String> = offsets
                .split(';')
                .map(|piece| {
                    let (start, end) = piece.split_once(' ').expect("two offsets");
                    let range = start.parse().expect("a number")..end.parse().expect("a number");
                    characters[range].iter().collect()
                })
                .collect();
            assert_eq!(pieces.join(" "), text);
            assert!(spans.insert(id, kind).is_none());
        } else if id.starts_with('E') {
            assert!(events.insert(id, rest).is_none());
        }
    }
    for rest in events.values() {
        let mut parts = rest.split(' ');
        let (kind, trigger) = parts
            .next()
            .and_then(|p| p.split_once(':'))
            .expect("a trigger");
        assert_eq!(spans[trigger], kind);
        for part in parts {
            let (_, id) = part.split_once(':').expect("an argument");
            assert!(spans.contains_key(id) || events.contains_key(id), "{part}");
        }
    }
    assert_eq!(events.len(), 8, "two statements and six events");
    // The denied attack is the fourth: after two statements and the shelling.
    assert!(events["E4"].contains(" SaidBy:E1"), "{}", events["E4"]);
    assert!(events["E1"].contains(" Within:E2"));
    assert!(lines.iter().any(|l| l.contains("\tStatus E4 denied")));
    assert!(!lines.iter().any(|l| l.contains("\tNarrator E4")));
    assert!(
        lines
            .iter()
            .any(|l| l.contains("Reference") && l.ends_with("GeoNames:2198148\tPort Vesper"))
    );
    let content = lines
        .iter()
        .find(|l| l.contains("\tContent "))
        .expect("a content");
    assert!(
        content.contains(';'),
        "a content over a line break is in pieces: {content}"
    );
}

#[test]
fn every_type_of_the_standoff_is_configured() {
    let files = brat();
    let conf = &files["annotation.conf"];
    for line in files["port_vesper-0011223344556677.ann"]
        .lines()
        .filter(|l| l.starts_with(['T', 'E']))
    {
        let kind = line.split(['\t', ' ', ':']).nth(1).expect("a type");
        assert!(
            conf.lines().any(|l| l.split('\t').next() == Some(kind)),
            "{kind} is not in annotation.conf"
        );
    }
}

/// One sentence of the article, as `sayso parse` writes it.
fn syntax() -> String {
    let start = TEXT.chars().position(|c| c == '“').expect("a quotation");
    let mut out =
        "# newdoc id = x\n# newpar\n# sent_id = 1\n# text = “The army did not attack\n".to_owned();
    let words = [
        ("“", 0),
        ("The", 1),
        ("army", 5),
        ("did", 10),
        ("not", 14),
        ("attack", 18),
    ];
    out.push_str("4-5\tdid not\t_\t_\t_\t_\t_\t_\t_\t_\n");
    for (i, (form, at)) in words.iter().enumerate() {
        let (from, to) = (start + at, start + at + form.chars().count());
        let head = if i == 5 { 0 } else { 6 };
        out.push_str(&format!(
            "{}\t{form}\t{form}\tX\t_\t_\t{head}\tdep\t_\tTokenRange={from}:{to}\n",
            i + 1
        ));
    }
    out.push('\n');
    out
}

#[test]
fn conllu_has_events_and_statements_at_their_tokens() {
    let record = coded();
    let syntax = syntax();
    let item = Item {
        syntax: Some(&syntax),
        ..Item::from(&record)
    };
    let mut out = Vec::new();
    let tally = written(&[item], Conllu::new, &mut out);
    assert_eq!(tally.left_out["trigger in no sentence of the syntax"], 5);
    let text = String::from_utf8(out).expect("UTF-8");
    let mut misc = BTreeMap::new();
    let mut comments = BTreeMap::new();
    for line in text.lines().filter(|l| !l.is_empty()) {
        if let Some(comment) = line.strip_prefix("# ") {
            comments.extend(comment.split_once(" = "));
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 10, "{line}");
        misc.insert(columns[1], columns[9]);
    }
    assert!(text.ends_with("\n\n"));
    assert!(misc["attack"].ends_with("|SaysoEvent=B-e2.trigger|SaysoStatement=I-s1.content"));
    assert!(
        misc["The"].contains("|SaysoEntity=B-n3|SaysoEvent=B-e2.actor|SaysoStatement=B-s1.content")
    );
    assert!(misc["army"].contains("|SaysoEntity=I-n3|SaysoEvent=I-e2.actor"));
    assert_eq!(misc["did not"], "_");
    assert!(!misc["“"].contains("Sayso"));
    let event: Value = serde_json::from_str(comments["sayso_event_e2"]).expect("JSON");
    assert_eq!(
        (event["status"].as_str(), event["said_by"].as_str()),
        (Some("denied"), Some("s1"))
    );
    let statement: Value = serde_json::from_str(comments["sayso_statement_s1"]).expect("JSON");
    assert_eq!(statement["speaker"], "Ada <Ngeze>");
}

#[test]
fn syntax_that_cannot_be_placed_is_refused_with_its_line() {
    let record = coded();
    for (bad, what) in [
        ("1\tThe\n", "line 1"),
        ("1\tThe\tthe\tX\t_\t_\t0\troot\t_\t_\n", "no `TokenRange`"),
        (
            "1\tThe\tthe\tX\t_\t_\t0\troot\t_\tTokenRange=x\n",
            "start:end",
        ),
    ] {
        let item = Item {
            syntax: Some(bad),
            ..Item::from(&record)
        };
        let mut out = Vec::new();
        let error = Conllu::new(&mut out)
            .article(&item)
            .expect_err("is refused");
        assert!(error.to_string().contains(what), "{error}");
        assert!(out.is_empty());
    }
    let mut out = Vec::new();
    let error = Conllu::new(&mut out)
        .article(&Item::from(&record))
        .expect_err("has no syntax");
    assert!(
        error.to_string().starts_with("news/port vesper.txt: "),
        "{error}"
    );
}
