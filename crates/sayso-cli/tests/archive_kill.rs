//! What is stored survives the end of the program at any moment.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use sayso_store::Store;
use sayso_store::sql::Value;

/// Articles of one or two sentences: what takes time is the program around them.
fn write_articles(folder: &Path, count: usize) {
    fs::create_dir_all(folder).expect("made");
    let (who, what, whom) = (
        ["Kenya", "Peru", "Norway", "Ghana", "Chile"],
        ["condemned", "praised", "thanked", "accused", "met"],
        ["Uganda", "Bolivia", "Sweden"],
    );
    for n in 0..count {
        let text = format!(
            "{} {} {} on Monday. The minister said talks number {n} would go on.\n",
            who[n % who.len()],
            what[n / 5 % what.len()],
            whom[n % whom.len()],
        );
        fs::write(folder.join(format!("{n:04}.txt")), text).expect("written");
    }
}

fn add(db: &Path, folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("sayso"));
    command
        .args(["add", "--jobs", "1", "--db"])
        .arg(db)
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Text hash to record, of all that is stored whole; empty when there is no archive yet.
fn stored(db: &Path) -> BTreeMap<String, String> {
    let Ok(store) = Store::read(db) else {
        return BTreeMap::new();
    };
    let rows = store
        .sql("SELECT sha256, id FROM articles ORDER BY sha256", 0)
        .expect("read");
    rows.rows
        .iter()
        .map(|row| match (&row[0], &row[1]) {
            (Value::Text(sha), Value::Integer(id)) => {
                (sha.clone(), store.record_json(*id).expect("a whole record"))
            }
            other => panic!("{other:?}"),
        })
        .collect()
}

fn count(db: &Path) -> usize {
    let Ok(store) = Store::read(db) else {
        return 0;
    };
    number(&store, "SELECT count(*) FROM articles") as usize
}

fn number(store: &Store, sql: &str) -> i64 {
    match store.sql(sql, 0).expect("read").rows[0][0] {
        Value::Integer(n) => n,
        ref other => panic!("{other:?}"),
    }
}

/// Kills `add` over and over at moments spread over its run, and checks after
/// each that nothing stored is lost, doubled or cut.
fn kill(times: u32, articles: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let news = folder.path().join("news");
    write_articles(&news, articles);
    let whole_db = folder.path().join("whole.db");
    assert!(add(&whole_db, &news).status().expect("run").success());
    let whole = stored(&whole_db);
    assert_eq!(whole.len(), articles);

    let mut db = folder.path().join("news.db");
    let mut random = 0x2545_f491_u32;
    let mut killed = 0;
    let mut rounds = 0;
    while killed < times {
        rounds += 1;
        assert!(
            rounds < 20 * times,
            "the kills come too late to meet the run"
        );
        let mut run = add(&db, &news).spawn().expect("started");
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        // Up to what loading takes, then at any article.
        let aim = count(&db) + (random as usize / 7) % 12;
        while count(&db) < aim && run.try_wait().expect("asked").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let seen = stored(&db);
        std::thread::sleep(Duration::from_micros(u64::from(random % 4_000)));
        let ended = run.try_wait().expect("asked").is_some();
        run.kill().expect("killed");
        run.wait().expect("ended");
        killed += u32::from(!ended);
        let after = stored(&db);
        for (sha, record) in &seen {
            assert_eq!(after.get(sha), Some(record), "lost after {killed} kills");
        }
        for (sha, record) in &after {
            assert_eq!(
                Some(record),
                whole.get(sha),
                "not the record of an unbroken run"
            );
        }
        if let Ok(store) = Store::read(&db) {
            let doubled = "SELECT count(*) - count(DISTINCT sha256) FROM articles";
            assert_eq!(number(&store, doubled), 0);
            let cut = "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM texts t
                       WHERE t.article = a.id) OR NOT EXISTS (SELECT 1 FROM sources s WHERE s.id = a.source)";
            assert_eq!(number(&store, cut), 0);
            assert_eq!(
                number(&store, "SELECT count(*) FROM pragma_foreign_key_check"),
                0
            );
        }
        if after.len() == articles {
            // All is there: begin anew, to be killed on the way again.
            db = folder.path().join(format!("news-{rounds}.db"));
        }
    }
    assert!(add(&db, &news).status().expect("run").success());
    assert_eq!(stored(&db), whole);
    let store = Store::read(&db).expect("read");
    let events = "SELECT count(*) FROM events";
    let whole_store = Store::read(&whole_db).expect("read");
    assert_eq!(number(&store, events), number(&whole_store, events));
    assert_eq!(
        number(&store, "SELECT count(*) FROM sources"),
        articles as i64
    );
}

#[test]
fn a_few_kills_lose_and_double_nothing() {
    kill(3, 40);
}

#[test]
#[ignore = "half a minute: run it when the writing of archives changes"]
fn fifty_kills_lose_and_double_nothing() {
    kill(50, 150);
}
