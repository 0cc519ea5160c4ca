//! Collections through the program: every document an outcome, with its place,
//! and what the user says of columns and metadata.

use std::fs;
use std::io::Write as _;

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

const LINES: &str = "{\"id\":\"a1\",\"headline\":\"Bridge closed\",\"story_en\":\"Kenya condemned the attack on Monday.\",\"day\":\"2024-05-17\"}\nbroken\n{\"id\":\"a2\",\"story_en\":\"Police in Oria arrested two men.\"}\n";

#[test]
fn a_collection_gives_a_record_for_each_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dump.jsonl");
    fs::write(&path, LINES).expect("written");
    let run = sayso()
        .args(["code", "--format", "jsonl", "--text-column", "story_en"])
        .args(["--date-column", "day"])
        .arg(&path)
        .assert()
        .success();
    let output = run.get_output();
    let found = records(&output.stdout);
    let told: Vec<_> = found
        .iter()
        .map(|r| {
            let article = &r["article"];
            (
                article["member"].as_str().unwrap_or(""),
                article["offset"].as_u64().unwrap_or(99),
                r["outcome"].as_str().unwrap_or(""),
            )
        })
        .collect();
    let second = LINES.find("broken").expect("a line") as u64;
    assert_eq!(told[0], ("#a1", 0, "coded"));
    assert_eq!(told[1], ("", second, "skipped"));
    assert_eq!((told[2].0, told[2].1), ("#a2", second + 7));
    assert_eq!(found[0]["article"]["published"], "2024-05-17");
    assert_eq!(found[0]["article"]["title"], "Bridge closed");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        errors.contains("dump.jsonl") && errors.contains("line 2"),
        "{errors}"
    );
    let threads = sayso()
        .args(["code", "--format", "jsonl", "--text-column", "story_en"])
        .args(["--date-column", "day", "--jobs", "1"])
        .arg(&path)
        .output()
        .expect("runs");
    assert_eq!(threads.stdout, output.stdout, "threads do not matter");
    sayso()
        .args(["code", "--text-column", "nothing"])
        .arg(&path)
        .assert()
        .code(1);
}

#[test]
fn standard_input_may_be_packed_and_metadata_names_members() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in ["a.txt", "../b.txt"] {
        zip.start_file(name, options).expect("packed");
        zip.write_all(b"Ministers met in Marisol yesterday.")
            .expect("packed");
    }
    let zip = zip.finish().expect("packed").into_inner();
    let folder = tempfile::tempdir().expect("a folder");
    let metadata = folder.path().join("dates.csv");
    fs::write(&metadata, "path,published\na.txt,2024-02-29\n").expect("written");
    let run = sayso()
        .args(["code", "--format", "jsonl", "-", "--metadata"])
        .arg(&metadata)
        .write_stdin(zip)
        .assert()
        .success();
    let found = records(&run.get_output().stdout);
    assert_eq!(found[0]["article"]["path"], "-");
    assert_eq!(found[0]["article"]["member"], "a.txt");
    assert_eq!(found[0]["article"]["published"], "2024-02-29");
    assert_eq!(found[1]["outcome"], "skipped");
    assert!(
        found[1]["reason"]
            .as_str()
            .is_some_and(|r| r.contains("outside"))
    );
    assert!(!folder.path().join("../b.txt").exists());
}

#[test]
fn fail_fast_names_the_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dump.jsonl");
    fs::write(&path, LINES).expect("written");
    let run = sayso()
        .args(["code", "--fail-fast", "--text-column", "story_en"])
        .arg(&path)
        .assert()
        .code(1);
    let errors = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(
        errors.contains("line 2") && errors.contains("--fail-fast"),
        "{errors}"
    );
}
