//! What comes of the example articles, as a whole: a change of rules, lexicons
//! or model shows as a difference of the report.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p sayso --test examples` writes the report
//! of now to `tests/snapshots/examples.txt`; read the difference before it is
//! committed. One line in a hundred may differ: the parser's rounding is not
//! the same on all processors.

use std::collections::BTreeSet;
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
    let one_sided = |these: &str, those: &str, mark: char| -> Vec<String> {
        let known: BTreeSet<&str> = those.lines().collect();
        these
            .lines()
            .filter(|line| !known.contains(line))
            .map(|line| format!("{mark} {line}"))
            .collect()
    };
    let mut differences = one_sided(&before, &report, '-');
    differences.extend(one_sided(&report, &before, '+'));
    assert!(
        differences.len() * 100 <= before.lines().count(),
        "the report of the examples has changed; read it, then update the snapshot:\n{}",
        differences.join("\n")
    );
}
