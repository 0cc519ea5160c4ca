//! `sayso export` as a user meets it. The records are made by hand, so that
//! only CoNLL-U, which parses, needs the model.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value, json};

fn sayso() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("sayso"))
}

const TEXT: &str =
    "Rebels did not shell the port of Vesper, Minister Ada Ngeze said. Fiji thanked Iceland.";

/// SHA-256 of [`TEXT`].
const SHA256: &str = "c58d5f89fee37749cbf6a0d6e7e36008921c6ca45c5f3b7848290541a3651e12";

fn span(phrase: &str) -> Value {
    let start = TEXT.find(phrase).expect("stands in the text");
    json!({"start": start, "end": start + phrase.len(), "text": phrase})
}

fn with(span: Value, more: Value) -> Value {
    let mut all = span;
    let more = more.as_object().expect("an object").clone();
    all.as_object_mut().expect("an object").extend(more);
    all
}

fn event(id: &str, kind: &str, trigger: &str, sentence: &str, more: Value) -> Value {
    let base = json!({
        "id": id, "type": kind, "mode": null, "cameo": null, "quad": 1, "intensity": 2.5,
        "contexts": [], "trigger": span(trigger), "also": [], "actors": [], "recipients": [],
        "status": "actual", "date": null, "place": null, "counts": [], "said_by": null,
        "rule": "event/TEST", "confidence": 0.9, "sentence": span(sentence),
    });
    with(base, more)
}

fn party(phrase: &str, country: &str) -> Value {
    let more = json!({
        "entity": null, "name": phrase, "country": country, "sector": null, "sectors": [],
    });
    with(span(phrase), more)
}

/// A record of [`TEXT`] in the file `path`.
fn record(path: &Path) -> Value {
    let shelling = json!({
        "quad": 4, "intensity": -9.0, "status": "denied", "said_by": "s1",
        "recipients": [party("the port of Vesper", "FJI")],
        "place": with(span("Vesper"), json!({
            "name": "Vesper", "country": "FJI", "geonames": 1, "latitude": -18.0,
            "longitude": 178.0, "precision": "city", "reason": "test",
        })),
    });
    let thanks = json!({
        "actors": [party("Fiji", "FJI")], "recipients": [party("Iceland", "ISL")],
    });
    let first = "Rebels did not shell the port of Vesper, Minister Ada Ngeze said.";
    json!({
        "schema": 1,
        "article": {
            "id": &SHA256[..16], "path": path, "url": null, "title": null, "byline": null,
            "publisher": null, "published": null, "published_from": null, "dateline": null,
            "language": "en", "licence": null, "characters": TEXT.len(), "text_sha256": SHA256,
        },
        "outcome": "coded", "reason": null, "entities": [],
        "statements": [{
            "id": "s1", "kind": "indirect", "source": span("Minister Ada Ngeze"),
            "speaker": {"entity": null, "name": "Ada Ngeze"}, "cue": span("said"),
            "contents": [span("Rebels did not shell the port of Vesper")], "within": null,
            "confidence": 0.9, "rule": "test",
        }],
        "events": [
            event("e1", "ASSAULT", "shell", first, shelling),
            event("e2", "SUPPORT", "thanked", "Fiji thanked Iceland.", thanks),
        ],
        "times": [], "places": [], "diagnostics": [],
        "run": {"sayso": "0.1.0", "model": "test", "lexicons": "test", "schema": 1},
    })
}

/// A folder with the text and its record in `records.jsonl`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("vesper.txt");
    fs::write(&text, TEXT).expect("written");
    let line = format!("{}\n", record(&text));
    fs::write(folder.path().join("records.jsonl"), line).expect("written");
    folder
}

fn export(folder: &Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    sayso()
        .current_dir(folder)
        .arg("export")
        .args(arguments)
        .assert()
}

fn stdout(done: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8")
}

fn stderr(done: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(done.get_output().stderr.clone()).expect("UTF-8")
}

#[test]
fn every_form_writes_something() {
    let folder = folder();
    for form in [
        "csv",
        "jsonl",
        "geojson",
        "gexf",
        "graphml",
        "webannotation",
        "icews",
        "gdelt",
    ] {
        let done = export(folder.path(), &[form, "records.jsonl", "--all"]).success();
        assert!(
            stdout(&done).contains("Vesper") || form.ends_with("ml") || form == "gexf",
            "{form}"
        );
        assert!(!stdout(&done).is_empty(), "{form}");
    }
    let done = export(folder.path(), &["jsonl", "records.jsonl"]).success();
    let again: Value = serde_json::from_str(&stdout(&done)).expect("a record");
    assert_eq!(again["events"][0]["status"], "denied");
}

#[test]
fn what_is_denied_is_left_out_and_told() {
    let folder = folder();
    for form in [
        "geojson", "gexf", "graphml", "icews", "phoenix", "gdelt", "acled",
    ] {
        let done = export(folder.path(), &[form, "records.jsonl"]).success();
        let told = stderr(&done);
        assert!(told.contains("status denied: 1"), "{form}: {told}");
        assert!(!stdout(&done).contains("did not shell"), "{form}");
    }
    let done = export(folder.path(), &["acled", "records.jsonl", "--all"]).success();
    assert!(stdout(&done).contains("status: denied | reported by: Ada Ngeze"));
}

#[test]
fn the_older_shapes_have_notes_and_losses_beside() {
    let folder = folder();
    export(folder.path(), &["gdelt", "records.jsonl", "-o", "out.tsv"]).success();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect(name);
    assert_eq!(
        read("out.tsv").trim_end_matches('\n').split('\t').count(),
        61
    );
    assert!(read("out.tsv.notes.tsv").contains("\tactual\t"));
    let about = read("out.tsv.about.txt");
    assert!(
        about.contains("Events left out: 1 (status denied: 1)"),
        "{about}"
    );
    let done = export(
        folder.path(),
        &["gdelt", "records.jsonl", "--columns", "58"],
    )
    .success();
    assert_eq!(stdout(&done).trim_end_matches('\n').split('\t').count(), 58);
    let done = export(folder.path(), &["phoenix", "--about"]).success();
    assert!(stdout(&done).contains("26 columns"));
}

#[test]
fn all_tables_go_into_a_folder() {
    let folder = folder();
    export(
        folder.path(),
        &["csv", "records.jsonl", "--table", "all", "-o", "tables"],
    )
    .success();
    let files = fs::read_dir(folder.path().join("tables"))
        .expect("a folder")
        .count();
    assert_eq!(files, 8);
    let done = export(folder.path(), &["csv", "records.jsonl", "--table", "all"]).code(2);
    assert!(stderr(&done).contains("say with -o into which folder"));
    let done = export(folder.path(), &["brat", "records.jsonl"]).code(2);
    assert!(stderr(&done).contains("say with -o into which folder"));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_begins_and_ends_as_parquet_does() {
    let folder = folder();
    export(
        folder.path(),
        &["parquet", "records.jsonl", "-o", "events.parquet"],
    )
    .success();
    let bytes = fs::read(folder.path().join("events.parquet")).expect("is there");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn texts_are_found_where_they_are_and_refused_when_changed() {
    let folder = folder();
    export(folder.path(), &["brat", "records.jsonl", "-o", "brat"]).success();
    let name = format!("brat/vesper-{}", &SHA256[..16]);
    let text = fs::read_to_string(folder.path().join(format!("{name}.txt"))).expect("a text");
    assert_eq!(text, TEXT);
    let marks = fs::read_to_string(folder.path().join(format!("{name}.ann"))).expect("marks");
    assert!(marks.contains("\tStatus E2 denied"), "{marks}");

    let moved = folder.path().join("moved");
    fs::create_dir(&moved).expect("made");
    fs::rename(folder.path().join("vesper.txt"), moved.join("vesper.txt")).expect("moved");
    let done = export(folder.path(), &["brat", "records.jsonl", "-o", "brat2"]).code(1);
    assert!(stderr(&done).contains("--texts"), "{}", stderr(&done));
    export(
        folder.path(),
        &["brat", "records.jsonl", "-o", "brat3", "--texts", "moved"],
    )
    .success();
    let done = export(folder.path(), &["webannotation", "records.jsonl"]).success();
    assert!(stderr(&done).contains("no context") && !stdout(&done).contains("prefix"));

    fs::write(moved.join("vesper.txt"), format!("{TEXT} More.")).expect("written");
    let done = export(
        folder.path(),
        &["brat", "records.jsonl", "-o", "b", "--texts", "moved"],
    );
    assert!(stderr(&done.code(1)).contains("changed since it was coded"));
}

#[test]
fn conllu_parses_the_text_again() {
    let folder = folder();
    let done = export(folder.path(), &["conllu", "records.jsonl"]).success();
    let text = stdout(&done);
    assert!(text.contains("# sayso_event_e1 = {"), "{text}");
    let rows = text
        .lines()
        .filter(|l| l.contains("SaysoEvent=B-e1.trigger"));
    assert!(
        rows.map(|l| l.split('\t').nth(1)).eq([Some("shell")]),
        "{text}"
    );
}

#[test]
fn a_bad_line_is_named_and_loses_no_other() {
    let folder = folder();
    let good = fs::read_to_string(folder.path().join("records.jsonl")).expect("is there");
    let newer = good.replacen("\"schema\":1,", "\"schema\":7,", 1);
    let lines = format!("\u{feff}{good}{{\"schema\": 1}}\n\nnot json\n{newer}{good}");
    fs::write(folder.path().join("mixed.jsonl"), lines).expect("written");
    let done = export(folder.path(), &["jsonl", "mixed.jsonl"]).success();
    assert_eq!(stdout(&done).lines().count(), 2);
    let told = stderr(&done);
    for place in [
        "mixed.jsonl:2: skipped: no record",
        "mixed.jsonl:4: skipped: no record",
        "mixed.jsonl:5: skipped: record format 7",
    ] {
        assert!(told.contains(place), "{place} in {told}");
    }
}

#[test]
fn nothing_to_read_is_an_error_with_its_cure() {
    let folder = folder();
    fs::write(folder.path().join("array.json"), "[{}]").expect("written");
    fs::write(folder.path().join("packed.jsonl.gz"), b"\x1f\x8b\x08\x00").expect("written");
    fs::write(folder.path().join("empty.jsonl"), "").expect("written");
    for (input, cure) in [
        ("array.json", "--format jsonl"),
        ("packed.jsonl.gz", "zcat"),
        (".", "is a folder"),
        ("missing.jsonl", "missing.jsonl: skipped: "),
        ("empty.jsonl", "none of the 1 inputs"),
    ] {
        let done = export(folder.path(), &["csv", input]).code(1);
        assert!(stderr(&done).contains(cure), "{input}: {}", stderr(&done));
    }
}

#[test]
fn an_option_of_another_form_is_wrong_use() {
    let folder = folder();
    for (form, option) in [
        ("geojson", ["--table", "events"]),
        ("csv", ["--nodes", "name"]),
        ("icews", ["--columns", "58"]),
        ("gexf", ["--texts", "."]),
        ("csv", ["--jobs", "2"]),
    ] {
        let done = export(
            folder.path(),
            &[form, "records.jsonl", option[0], option[1]],
        )
        .code(2);
        let told = stderr(&done);
        assert!(told.contains(option[0]) && told.contains(form), "{told}");
    }
}

#[test]
fn the_input_is_never_overwritten() {
    let folder = folder();
    let before = fs::read(folder.path().join("records.jsonl")).expect("is there");
    let done = export(
        folder.path(),
        &["jsonl", "records.jsonl", "-o", "./records.jsonl"],
    )
    .code(2);
    assert!(stderr(&done).contains("input and output at once"));
    assert_eq!(
        fs::read(folder.path().join("records.jsonl")).expect("is there"),
        before
    );
}

#[test]
fn standard_input_is_read_and_a_closed_pipe_is_no_error() {
    let folder = folder();
    let line = fs::read_to_string(folder.path().join("records.jsonl")).expect("is there");
    let done = sayso()
        .args(["export", "csv", "-"])
        .write_stdin(line.clone())
        .assert()
        .success();
    assert_eq!(stdout(&done).lines().count(), 3);
    fs::write(folder.path().join("many.jsonl"), line.repeat(2000)).expect("written");
    for form in ["csv", "geojson", "parquet", "gexf"] {
        let program = assert_cmd::cargo::cargo_bin!("sayso");
        let mut child = std::process::Command::new(program)
            .current_dir(folder.path())
            .args(["export", form, "many.jsonl", "--all"])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{form}: {told}");
    }
}
