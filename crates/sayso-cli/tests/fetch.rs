//! `sayso fetch` as a user runs it, against a server on loopback.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;
use std::sync::{Arc, Mutex};
use std::thread;

use assert_cmd::Command;

fn sayso(folder: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("sayso")
        .expect("the program is built")
        .current_dir(folder)
        .args(args)
        .output()
        .expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Serves a feed with one entry and no rules; gives the port and what is asked.
fn serve() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    // The thread ends with the test program.
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let path = lines.next().unwrap_or_default();
            let path = path.split(' ').nth(1).unwrap_or_default().to_owned();
            lines.find(String::is_empty);
            let (status, body) = match path.as_str() {
                "/feed" => (
                    200,
                    "<rss version=\"2.0\"><channel><title>T</title><item><title>Talks end</title>\
                     <guid>w1</guid><description>The ministers met in Oria.</description></item></channel></rss>",
                ),
                _ => (404, ""),
            };
            log.lock().expect("no panic").push(path);
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(body.as_bytes());
            // Let the other side close first.
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = stream.read_to_end(&mut Vec::new());
        }
    });
    (port, asked)
}

#[test]
fn feeds_are_fetched_once_and_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, asked) = serve();
    let list = format!(
        "[settings]\npause_seconds = 1\n[[feed]]\nurl = \"http://127.0.0.1:{port}/feed\"\npublisher = \"Coastal News\"\n"
    );
    fs::write(folder.path().join("feeds.toml"), list).expect("it is written");
    let output = sayso(folder.path(), &["fetch", "feeds.toml", "--once"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(
        said(&output).contains("private, local or reserved"),
        "{}",
        said(&output)
    );
    assert!(asked.lock().expect("no panic").is_empty());
    let args = ["fetch", "feeds.toml", "--once", "--allow-private"];
    for _ in 0..2 {
        let output = sayso(folder.path(), &args);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!((said(&output).as_str(), output.stdout.len()), ("", 0));
    }
    assert_eq!(*asked.lock().expect("no panic"), ["/robots.txt", "/feed"]);
    let lines = fs::read_to_string(folder.path().join("news/entries.jsonl")).expect("entries");
    assert_eq!(lines.lines().count(), 1);
    assert!(
        lines.contains("\"text\":\"The ministers met in Oria.\""),
        "{lines}"
    );
    // What no run noted is noted now, and half a line is cut off.
    let notes = folder.path().join("news/.sayso-fetch.jsonl");
    fs::remove_file(&notes).expect("there are notes");
    let half = format!("{lines}{{\"key\":\"x");
    fs::write(folder.path().join("news/entries.jsonl"), half).expect("it is written");
    let output = sayso(folder.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let again = fs::read_to_string(folder.path().join("news/entries.jsonl")).expect("entries");
    assert_eq!(again, lines);
    // Another file in its place is not cut.
    fs::remove_file(&notes).expect("there are notes");
    fs::write(folder.path().join("news/entries.jsonl"), "my own").expect("it is written");
    let output = sayso(folder.path(), &args);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("move it elsewhere"),
        "{}",
        said(&output)
    );
}

#[test]
fn wrong_use_is_told_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("feeds.toml");
    fs::write(&path, "[[feed]]\nurl = \"coastal\"\n").expect("it is written");
    let output = sayso(folder.path(), &["fetch", "feeds.toml", "--once"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).starts_with("sayso: feeds.toml:2:7: `coastal` is no address\n  give"));
    let output = sayso(folder.path(), &["fetch", "none.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("none.toml"));
    fs::create_dir(folder.path().join("news")).expect("a folder");
    fs::write(folder.path().join("news/.sayso-fetch.jsonl"), "{}\n").expect("it is written");
    fs::write(&path, "[[feed]]\nurl = \"https://news.example.org/\"\n").expect("it is written");
    let output = sayso(folder.path(), &["fetch", "feeds.toml", "--once"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains(".sayso-fetch.jsonl:1: no note of sayso"),
        "{}",
        said(&output)
    );
    fs::remove_file(folder.path().join("news/.sayso-fetch.jsonl")).expect("it is there");
    let lock = fs::File::create(folder.path().join("news/.sayso-fetch.lock")).expect("a file");
    lock.lock().expect("it is free");
    let output = sayso(folder.path(), &["fetch", "feeds.toml", "--once"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("another sayso is writing"),
        "{}",
        said(&output)
    );
}

#[test]
fn the_example_list_is_right() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/feeds.toml");
    let text = fs::read_to_string(path).expect("the example");
    let feeds = sayso_fetch::read_feeds("feeds.toml", &text).expect("it is right");
    assert_eq!(feeds.feeds.len(), 2);
    let invented = |f: &sayso_fetch::Feed| {
        f.url
            .host_str()
            .is_some_and(|h| h.ends_with(".example.org"))
    };
    assert!(feeds.feeds.iter().all(invented));
}
