//! What comes of the example articles, as a whole: a change of rules, lexicons
//! or model shows as a difference of the report.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p sayso --test examples` writes the report
//! of now to `tests/snapshots/examples.txt`; read the difference before it is
//! committed.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

#[test]
fn the_report_of_the_examples_is_the_one_last_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let done = Command::cargo_bin("sayso")
        .expect("the program is built")
        .current_dir(&root)
        .args(["code", "examples", "--format", "report"])
        .assert()
        .success();
    let report = String::from_utf8(done.get_output().stdout.clone()).expect("UTF-8");
    let path = root.join("tests/snapshots/examples.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(&path, &report).expect("written");
        return;
    }
    let before = fs::read_to_string(&path).expect("the snapshot");
    let differences: Vec<String> = before
        .lines()
        .zip(report.lines())
        .filter(|(old, new)| old != new)
        .map(|(old, new)| format!("- {old}\n+ {new}"))
        .take(20)
        .collect();
    assert!(
        before == report,
        "the report of the examples has changed ({} and {} lines); read it, then update the snapshot:\n{}",
        before.lines().count(),
        report.lines().count(),
        differences.join("\n")
    );
}
