//! The fuzz targets on their seeds and on some hundred changes of each, the
//! same every time. For longer runs: `examples/fuzz.rs` and `fuzz/`.

#[path = "../../../fuzz/entries.rs"]
mod entries;
#[path = "../../../fuzz/mutate.rs"]
mod mutate;

fn run(target: &str, changes: u64) {
    let (_, entry) = entries::ENTRIES
        .iter()
        .find(|(n, _)| *n == target)
        .expect("a target");
    let seeds = mutate::seeds(target);
    assert!(!seeds.is_empty());
    for seed in &seeds {
        entry(seed);
    }
    for number in 0..changes {
        let input = mutate::mutate(&seeds, &mut mutate::Numbers::new(number));
        let result = std::panic::catch_unwind(|| entry(&input));
        assert!(result.is_ok(), "{target}: input number {number} panics");
    }
}

#[test]
fn html() {
    run("html", 300);
}

#[test]
fn feed() {
    run("feed", 300);
}

#[test]
fn warc() {
    run("warc", 300);
}

#[test]
fn lexicon() {
    run("lexicon", 300);
}

#[test]
fn any() {
    run("any", 300);
}
