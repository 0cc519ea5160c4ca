//! The archive as its users meet it: adding, asking, showing, verifying.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use serde_json::Value;

/// Three articles, one of them twice, and one file that is no article.
const ARTICLES: [(&str, &str); 5] = [
    (
        "a.txt",
        "NAIROBI, May 17 2024\n\nKenyan police arrested 12 protesters in Mombasa on Thursday, the opposition leader Grace Wanjala said. \"We will march again,\" she said, \"until they are free.\"\n",
    ),
    (
        "b.txt",
        "OSLO, June 2 2024\n\nNorway condemned the attack on a hospital in Sudan.\n",
    ),
    (
        "c.txt",
        "OSLO, June 2 2024\n\nNorway condemned the attack on a hospital in Sudan.\n",
    ),
    ("d.txt", "\u{0}\u{1}\u{2}"),
    (
        "e.txt",
        "The library opened on Sunday. It has many books.\n",
    ),
];

struct Archive {
    _folder: tempfile::TempDir,
    news: PathBuf,
    db: PathBuf,
    told: String,
}

fn sayso() -> Command {
    Command::cargo_bin("sayso").expect("the program is built")
}

/// The archive of the articles, made once for all tests that only read it.
fn archive() -> &'static Archive {
    static ARCHIVE: OnceLock<Archive> = OnceLock::new();
    ARCHIVE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let news = folder.path().join("news");
        fs::create_dir(&news).expect("made");
        for (name, text) in ARTICLES {
            fs::write(news.join(name), text).expect("written");
        }
        let db = folder.path().join("news.db");
        let told = add(&db, &news);
        Archive {
            _folder: folder,
            news,
            db,
            told,
        }
    })
}

fn add(db: &Path, news: &Path) -> String {
    let done = sayso().arg("add").arg("--db").arg(db).arg(news).assert();
    String::from_utf8_lossy(&done.success().get_output().stdout).into_owned()
}

/// Standard output of a command on the archive.
fn ask(args: &[&str]) -> String {
    let done = sayso().args(args).arg("--db").arg(&archive().db).assert();
    String::from_utf8_lossy(&done.success().get_output().stdout).into_owned()
}

fn lines(args: &[&str]) -> Vec<Value> {
    ask(args)
        .lines()
        .map(|l| serde_json::from_str(l).expect("one JSON object a line"))
        .collect()
}

#[test]
fn each_text_is_added_once_and_nothing_twice() {
    let archive = archive();
    assert!(
        archive.told.starts_with("3 articles added"),
        "{}",
        archive.told
    );
    assert!(
        archive.told.contains("1 already there from another source"),
        "{}",
        archive.told
    );
    assert!(archive.told.contains("1 skipped"), "{}", archive.told);
    // On a copy: other tests read the archive meanwhile.
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.db");
    fs::copy(&archive.db, &copy).expect("copied");
    let again = add(&copy, &archive.news);
    assert!(again.starts_with("0 articles added"), "{again}");
    assert!(again.contains("4 already there,"), "{again}");
    let sources = lines(&["sql", "SELECT count(*) AS n FROM sources"]);
    assert_eq!(sources[0]["n"], 4);
    let skipped = lines(&["sql", "SELECT path, reason FROM skipped"]);
    assert!(
        skipped[0]["path"]
            .as_str()
            .is_some_and(|p| p.ends_with("d.txt"))
    );
}

#[test]
fn a_stored_record_is_the_record_of_code() {
    let archive = archive();
    let coded = sayso()
        .args(["code", "--format", "jsonl"])
        .arg(archive.news.join("a.txt"))
        .assert();
    let coded = String::from_utf8_lossy(&coded.success().get_output().stdout).into_owned();
    let record: Value = serde_json::from_str(&coded).expect("a record");
    let id = record["article"]["id"].as_str().expect("an id").to_owned();
    assert_eq!(ask(&["show", &id, "--format", "json"]), coded);
    assert_eq!(ask(&["show", &id, "--format", "text"]), ARTICLES[0].1);
}

#[test]
fn events_are_listed_counted_and_shown() {
    let events = lines(&["events", "--actor-country", "KEN"]);
    assert!(!events.is_empty());
    for event in &events {
        let countries: Vec<_> = event["event"]["actors"]
            .as_array()
            .expect("actors")
            .iter()
            .map(|a| a["country"].clone())
            .collect();
        assert!(countries.contains(&"KEN".into()), "{event}");
    }
    let all = lines(&["events"]).len();
    let counted: u64 = lines(&["events", "--count-by", "type"])
        .iter()
        .filter_map(|row| row["events"].as_u64())
        .sum();
    assert_eq!(counted, all as u64);
    let csv = ask(&["events", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.records().filter(Result::is_ok).count(), all);
    let table = ask(&["events", "--format", "table", "--limit", "1"]);
    assert_eq!(table.lines().count(), 2, "{table}");
    let id = events[0]["id"].as_str().expect("an id");
    let shown = ask(&["show", id]);
    assert!(
        shown.contains("Mombasa") && shown.contains("a.txt"),
        "{shown}"
    );
    assert!(ask(&["stats"]).contains("articles"));
    assert!(ask(&["actors", "--format", "csv"]).starts_with("name,country,sector"));
    assert_eq!(lines(&["articles", "--text", "hospital"]).len(), 1);
    assert!(!lines(&["statements", "--speaker", "Wanjala"]).is_empty());
}

#[test]
fn quotations_stand_or_do_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let quotes = folder.path().join("quotes.csv");
    let verify = |rows: &str| {
        fs::write(&quotes, rows).expect("written");
        sayso()
            .arg("verify")
            .arg(&quotes)
            .arg("--db")
            .arg(&archive().db)
            .assert()
    };
    let stands =
        verify("quote,speaker\n\"We will march again until they are free\",Grace Wanjala\n");
    let output = stands.code(0).get_output().stdout.clone();
    let verdict: Value = serde_json::from_slice(&output).expect("a verdict");
    assert_eq!(verdict["finding"], "verbatim");
    assert_eq!(verdict["agreement"], "same");
    let falls = verify("speaker,quote\n,The moon is made of old green cheese\n");
    let output = falls.code(3).get_output().stdout.clone();
    let verdict: Value = serde_json::from_slice(&output).expect("a verdict");
    assert_eq!(verdict["finding"], "absent");
    verify("words\nnone\n").code(2);
}

#[test]
fn wrong_questions_and_files_are_told() {
    let db = &archive().db;
    let fails = |args: &[&str], db: &Path, code: i32, words: &str| {
        let done = sayso().args(args).arg("--db").arg(db).assert().code(code);
        let told = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(told.contains(words), "{told}");
    };
    fails(&["events", "--type", "FIGHT"], db, 2, "the types are");
    fails(
        &["events", "--count-by", "colour"],
        db,
        2,
        "there are type,",
    );
    fails(&["events", "--text", "\"open"], db, 2, "no query of words");
    fails(&["events", "--date", "May"], db, 2, "no day");
    fails(&["sql", "DELETE FROM events"], db, 2, "only read");
    fails(&["show", "ffffffff"], db, 2, "nothing in the archive");
    fails(&["stats"], Path::new("no/such.db"), 1, "no archive there");
    let text = archive().news.join("a.txt");
    fails(&["stats"], &text, 1, "is no archive");
    fails(&["add", "x.txt"], &text, 1, "is no archive");
    assert_eq!(fs::read_to_string(&text).expect("read"), ARTICLES[0].1);
}
