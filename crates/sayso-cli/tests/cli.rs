//! The program as its users meet it: outcomes, exit codes, determinism.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn sayso() -> Command {
    Command::cargo_bin("sayso").expect("the program is built")
}

fn records(output: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(output).expect("UTF-8");
    text.lines()
        .map(|l| serde_json::from_str(l).expect("one JSON object a line"))
        .collect()
}

/// Every span of a record, as (start, end, text).
fn spans(value: &Value, out: &mut Vec<(usize, usize, String)>) {
    match value {
        Value::Object(map) => {
            if let (Some(start), Some(end), Some(text)) =
                (map.get("start"), map.get("end"), map.get("text"))
                && let (Some(start), Some(end), Some(text)) =
                    (start.as_u64(), end.as_u64(), text.as_str())
            {
                out.push((start as usize, end as usize, text.to_owned()));
            }
            map.values().for_each(|v| spans(v, out));
        }
        Value::Array(list) => list.iter().for_each(|v| spans(v, out)),
        _ => {}
    }
}

#[test]
fn every_input_has_an_outcome_and_the_run_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("a-empty.txt", b" \n");
    write("b-binary.bin", b"\x7fELF\0\0");
    write("c-latin1.txt", b"Le caf\xe9 a ferm\xe9.");
    write("d-good.txt", b"Kenya condemned the attack on Monday.");
    write(".hidden", b"not read");
    let missing = folder.path().join("missing.txt");
    let done = sayso()
        .args(["code", "--format", "jsonl"])
        .arg(folder.path())
        .arg(&missing)
        .assert();
    let output = done.success().get_output().clone();
    let records = records(&output.stdout);
    let outcomes: Vec<_> = records
        .iter()
        .map(|r| r["outcome"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(
        outcomes,
        ["skipped", "skipped", "skipped", "coded", "skipped"]
    );
    for (record, reason) in records.iter().zip(["empty", "binary", "UTF-8"]) {
        assert!(
            record["reason"]
                .as_str()
                .is_some_and(|r| r.contains(reason)),
            "{record}"
        );
    }
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("missing.txt"), "{errors}");
}

#[test]
fn exit_codes_tell_nothing_read_from_wrong_use() {
    let nowhere = Path::new("no/such/file.txt");
    sayso().arg("code").arg(nowhere).assert().code(1);
    sayso()
        .args(["code", "--published", "2024-13-01", "x"])
        .assert()
        .code(2);
    sayso()
        .args(["code", "-"])
        .write_stdin("Police came.")
        .assert()
        .success();
    sayso()
        .args(["code", "--fail-fast", "-", "no/such/file.txt"])
        .write_stdin("x y z.")
        .assert()
        .code(1);
}

#[test]
fn a_truncated_or_foreign_model_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("model.safetensors");
    let model = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../models/sayso-en.safetensors"
    );
    let bytes = fs::read(model).expect("the shipped model");
    for wrong in [&bytes[..bytes.len() / 2], b"PK\x03\x04 something else", b""] {
        fs::write(&path, wrong).expect("written");
        let run = sayso()
            .args(["code", "-", "--model"])
            .arg(&path)
            .write_stdin("Police came.")
            .assert();
        let output = run.code(1).get_output().clone();
        assert!(String::from_utf8_lossy(&output.stderr).contains("model.safetensors"));
    }
}

#[test]
fn spans_are_exact_on_any_unicode_and_threads_do_not_matter() {
    let folder = tempfile::tempdir().expect("a folder");
    let texts = [
        "\u{feff}Erdoğan said: “Türkiye won’t attack Syria.”\r\n\r\nتقول المصادر\tthat police 🇹🇷 arrested 3 men.",
        "Police detained Zoe\u{301} Müller\u{200b} in São Tomé, officials said. \u{202e}Reversed\u{202c} 👩‍👩‍👧 text.",
        "Israel accused Hezbollah of firing rockets at Haifa. Russia denied attacking a hospital.",
    ];
    for (i, text) in texts.iter().enumerate() {
        fs::write(folder.path().join(format!("{i}.txt")), text).expect("written");
    }
    let run = |jobs: &str| {
        let done = sayso()
            .args(["code", "--format", "jsonl", "--jobs", jobs])
            .arg(folder.path())
            .assert();
        done.success().get_output().stdout.clone()
    };
    let one = run("1");
    assert_eq!(one, run("2"), "the number of threads changes nothing");
    for (record, text) in records(&one).iter().zip(texts) {
        let characters: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        spans(record, &mut found);
        assert!(!found.is_empty());
        for (start, end, quoted) in found {
            assert_eq!(characters[start..end].iter().collect::<String>(), quoted);
        }
    }
}

#[test]
fn formats_agree_on_the_events() {
    let text = "Israel accused Hezbollah of firing rockets at Haifa.";
    let run = |format: &str| {
        let done = sayso()
            .args(["code", "-", "--format", format])
            .write_stdin(text)
            .assert();
        String::from_utf8(done.success().get_output().stdout.clone()).expect("UTF-8")
    };
    let lines = records(run("jsonl").as_bytes());
    let array: Value = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!(array, Value::Array(lines.clone()));
    let events = lines[0]["events"].as_array().expect("a list").len();
    assert!(events >= 2, "{}", lines[0]);
    assert_eq!(run("csv").lines().count(), events + 1);
    let report = run("report");
    assert!(
        report.contains("ACCUSE") && report.contains("says Israel"),
        "{report}"
    );
    assert!(!report.contains('\u{1b}'), "no colours in a pipe");
    sayso()
        .args(["explain", "-", "e1"])
        .write_stdin(text)
        .assert()
        .success();
    sayso()
        .args(["explain", "-", "e99"])
        .write_stdin(text)
        .assert()
        .code(2);
}

#[test]
fn the_day_of_publication_says_where_it_is_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("written");
    };
    let story = "Ministers met in Marisol yesterday.";
    for name in ["row.txt", "address.txt", "none.txt"] {
        write(name, story);
    }
    write(
        "text.txt",
        &format!("Published: 10 June 2023 12:30 GMT\n\n{story}"),
    );
    write(
        "dates.csv",
        "path,published,url\nrow.txt,2024-02-29,https://example.org/2019/01/04/talks\n\
         address.txt,,https://example.org/2019/01/04/talks\n",
    );
    let metadata = folder.path().join("dates.csv");
    let run = |more: &[&str]| {
        let mut paths = Vec::new();
        for name in ["row.txt", "address.txt", "none.txt", "text.txt"] {
            paths.push(folder.path().join(name));
        }
        let output = sayso()
            .args(["code", "--format", "jsonl", "--metadata"])
            .arg(&metadata)
            .args(more)
            .args(paths)
            .output()
            .expect("runs");
        let told = |r: &Value| {
            let value = &r["times"][0];
            (
                r["article"]["published_from"].as_str().map(str::to_owned),
                value["value"].as_str().map(str::to_owned),
            )
        };
        records(&output.stdout).iter().map(told).collect::<Vec<_>>()
    };
    let owned = |from: &str, day: &str| (Some(from.to_owned()), Some(day.to_owned()));
    assert_eq!(
        run(&[]),
        [
            owned("metadata", "2024-02-28"),
            owned("url", "2019-01-03"),
            (None, None),
            owned("text", "2023-06-09"),
        ]
    );
    assert_eq!(
        run(&["--published", "2022-07-21"]),
        [
            owned("metadata", "2024-02-28"),
            owned("option", "2022-07-20"),
            owned("option", "2022-07-20"),
            owned("option", "2022-07-20"),
        ]
    );
    fs::write(&metadata, "path,published\nrow.txt,9024-02-29\n").expect("written");
    let output = sayso()
        .args(["code", "--metadata"])
        .arg(&metadata)
        .arg(folder.path().join("row.txt"))
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no year of a newspaper"));
}

#[test]
fn impossible_days_are_refused_or_stay_unresolved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("story.txt");
    let story = "Ministers met in Marisol yesterday. They met on 31 February 2023 as well.";
    fs::write(&path, story).expect("written");
    // What the user says must be a day, and one of a newspaper.
    for (day, what) in [
        ("2024-13-01", "YYYY-MM-DD"),
        ("2023-02-30", "YYYY-MM-DD"),
        ("9024-05-17", "no year of a newspaper"),
        ("0001-05-17", "no year of a newspaper"),
    ] {
        let command = ["code", "--published", day];
        let output = sayso().args(command).arg(&path).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{day}");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains(what) && errors.contains(day), "{errors}");
        let metadata = folder.path().join("dates.csv");
        fs::write(&metadata, format!("path,published\nstory.txt,{day}\n")).expect("written");
        let output = sayso()
            .args(["code", "--metadata"])
            .arg(&metadata)
            .arg(&path)
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(2), "{day}");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let where_ = errors.contains("dates.csv") && errors.contains('2');
        assert!(where_ && errors.contains(what), "{errors}");
    }
    // What the text says stays open.
    for line in [
        "",
        "Published: 10 June 9023",
        "2023-13-01",
        "31 February 2023",
        "https://example.org/2023/13/10/talks",
        "MARISOL, 40 May 2023 (Wire) -",
    ] {
        fs::write(&path, format!("{line}\n\n{story}")).expect("written");
        let output = sayso()
            .args(["code", "--format", "jsonl"])
            .arg(&path)
            .output()
            .expect("runs");
        assert!(output.status.success(), "{line}");
        let record = records(&output.stdout).swap_remove(0);
        assert!(record["article"]["published"].is_null(), "{line}: {record}");
        for time in record["times"].as_array().into_iter().flatten() {
            let day = time["value"].as_str().unwrap_or_default();
            assert!(
                !day.starts_with("2023-02-3") && !day.starts_with("2023-03"),
                "{time}"
            );
            if time["text"] == "yesterday" {
                assert!(time["value"].is_null(), "{line}: {time}");
            }
        }
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    for form in ["csv", "jsonl"] {
        let program = assert_cmd::cargo::cargo_bin!("sayso");
        let mut child = std::process::Command::new(program)
            .args(["code", examples, "--format", form])
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
