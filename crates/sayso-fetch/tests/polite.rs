//! Whole runs against a server on loopback.

mod server;

use std::io::{self, Read as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use sayso_fetch::{
    Allowed, Archive, Event, Feed, Feeds, Options, Part, Settings, State, Summary, fetch, is_public,
};
use server::{Reply, Server, html, ok, redirect, rss, status};

/// The three files, in memory.
#[derive(Clone, Default)]
struct Memory {
    pages: Vec<u8>,
    entries: Vec<u8>,
    notes: Vec<u8>,
    /// Bytes after which writing fails, as a full disk does.
    room: Option<usize>,
}

impl Memory {
    fn of(&mut self, part: Part) -> &mut Vec<u8> {
        match part {
            Part::Pages => &mut self.pages,
            Part::Entries => &mut self.entries,
            Part::Notes => &mut self.notes,
        }
    }

    fn state(&self) -> State {
        State::read(std::str::from_utf8(&self.notes).expect("UTF-8")).expect("notes")
    }

    fn warc(&self) -> String {
        let mut text = String::new();
        let read = MultiGzDecoder::new(&self.pages[..]).read_to_string(&mut text);
        read.expect("gzip");
        text
    }

    /// Addresses of the pages in it.
    fn targets(&self) -> Vec<String> {
        let text = self.warc();
        let lines = text.lines();
        let url = lines.filter_map(|l| l.strip_prefix("WARC-Target-URI: "));
        url.map(str::to_owned).collect()
    }
}

impl Archive for Memory {
    fn append(&mut self, part: Part, bytes: &[u8]) -> io::Result<u64> {
        let used = self.pages.len() + self.entries.len() + self.notes.len();
        if self.room.is_some_and(|room| used + bytes.len() > room) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let file = self.of(part);
        file.extend_from_slice(bytes);
        Ok(file.len() as u64)
    }

    fn length(&self, part: Part) -> u64 {
        self.clone().of(part).len() as u64
    }
}

struct Ran {
    summary: Summary,
    said: Vec<String>,
}

impl Ran {
    fn said(&self, what: &str) -> bool {
        self.said.iter().any(|s| s.contains(what))
    }
}

fn feeds(urls: &[String]) -> Feeds {
    let feed = |url: &String| Feed {
        url: url.parse().expect("an address"),
        name: url.clone(),
        publisher: Some("Coastal News".to_owned()),
        country: Some("KEN".to_owned()),
        every: Duration::from_secs(60),
        pages: true,
    };
    Feeds {
        feeds: urls.iter().map(feed).collect(),
        settings: Settings {
            pause: Duration::from_millis(10),
            timeout: Duration::from_secs(5),
            ..Settings::default()
        },
    }
}

fn any() -> Allowed {
    Arc::new(|_| true)
}

const START: i64 = 1_715_000_000;

fn first_hour() -> Timestamp {
    Timestamp::from_second(START).expect("a time")
}

fn second_hour() -> Timestamp {
    Timestamp::from_second(START + 3600).expect("a time")
}

fn run_with(feeds: &Feeds, memory: &mut Memory, allowed: Allowed, now: fn() -> Timestamp) -> Ran {
    let said = Mutex::new(Vec::new());
    let report = |event: Event<'_>| {
        if !matches!(event, Event::Waiting(_)) {
            said.lock().expect("no panic").push(format!("{event:?}"));
        }
    };
    let options = Options {
        once: true,
        workers: 8,
        patience: Duration::from_secs(2),
        allowed,
        now,
        report: &report,
    };
    let summary = fetch(feeds, memory.state(), memory, &options).expect("room");
    let said = said.into_inner().expect("no panic");
    Ran { summary, said }
}

fn run(feeds: &Feeds, memory: &mut Memory) -> Ran {
    run_with(feeds, memory, any(), first_hour)
}

#[test]
fn robots_are_kept_to_and_pages_are_kept_with_what_the_feed_tells() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => ok("text/plain", "User-agent: sayso\nDisallow: /closed\n"),
        "/feed" => rss(&["/open?utm_source=x", "/closed/a"]),
        "/open?utm_source=x" => html("Zürich voted.").with("set-cookie", "id=1"),
        _ => Reply::default(),
    });
    let mut memory = Memory::default();
    let ran = run(&feeds(&[server.url("/feed")]), &mut memory);
    assert_eq!(
        server.paths(),
        ["/robots.txt", "/feed", "/open?utm_source=x"]
    );
    assert_eq!((ran.summary.pages, ran.summary.lost), (1, 1));
    assert!(ran.said("robots.txt forbids it"), "{:?}", ran.said);
    let warc = memory.warc();
    for part in [
        "Zürich voted.",
        r#""publisher":"Coastal News""#,
        r#""country":"KEN""#,
        r#""published":"2024-05-17""#,
        "WARC-Date: 2024-05-06T12:53:20Z",
    ] {
        assert!(warc.contains(part), "{part} in {warc}");
    }
    assert!(!warc.contains("set-cookie"));
    let agent = &server.asked()[0].headers["user-agent"];
    assert!(
        agent.starts_with(concat!("sayso/", env!("CARGO_PKG_VERSION"))),
        "{agent}"
    );
}

#[test]
fn a_feed_that_forbids_itself_or_whose_rules_fail_is_not_asked() {
    let server = Server::start(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("localhost", "/robots.txt") => status(500),
        (_, "/robots.txt") => ok("text/plain", "User-agent: *\nDisallow: /\n"),
        _ => rss(&[]),
    });
    let other = format!("http://localhost:{}/feed", server.port);
    let ran = run(
        &feeds(&[server.url("/feed"), other]),
        &mut Memory::default(),
    );
    assert_eq!(server.paths(), ["/robots.txt", "/robots.txt"]);
    assert_eq!((ran.summary.feeds, ran.summary.feeds_failed), (0, 2));
    assert!(
        ran.said("robots.txt forbids it") && ran.said("status 500"),
        "{:?}",
        ran.said
    );
}

#[test]
fn a_feed_is_asked_with_its_marks_and_no_page_twice() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" if asked.headers.contains_key("if-none-match") => status(304),
        "/feed" => rss(&["/a", "/a#comments", "/b"])
            .with("etag", "\"v1\"")
            .with("last-modified", "Fri, 17 May 2024 08:30:00 GMT"),
        "/a" => html("A"),
        "/b" => redirect("/a"),
        _ => Reply::default(),
    });
    let list = feeds(&[server.url("/feed")]);
    let mut memory = Memory::default();
    let ran = run(&list, &mut memory);
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/a", "/b"]);
    assert_eq!((ran.summary.pages, memory.targets().len()), (1, 1));
    // Not due: nothing is asked at all.
    let ran = run(&list, &mut memory);
    assert!(
        ran.said("FeedNotDue") && ran.summary.feeds == 1,
        "{:?}",
        ran.said
    );
    assert_eq!(server.paths().len(), 4);
    let ran = run_with(&list, &mut memory, any(), second_hour);
    assert!(ran.said("FeedUnchanged"), "{:?}", ran.said);
    let asked = server.asked();
    assert_eq!(asked.len(), 6);
    assert_eq!(asked[5].headers["if-none-match"], "\"v1\"");
    assert_eq!(
        asked[5].headers["if-modified-since"],
        "Fri, 17 May 2024 08:30:00 GMT"
    );
}

#[test]
fn a_redirect_to_a_private_address_is_not_followed() {
    let hidden = Server::start(|_| html("secret"));
    let port = hidden.port;
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => rss(&["/1", "/2", "/3", "/4", "/loop", "/fine"]),
        "/1" => redirect(&format!("http://127.0.0.1:{port}/")),
        "/2" => redirect(&format!("http://localhost:{port}/")),
        "/3" => redirect(&format!("http://[::ffff:127.0.0.1]:{port}/")),
        "/4" => redirect("file:///etc/passwd"),
        "/loop" => redirect("/loop"),
        "/fine" => html("fine"),
        _ => Reply::default(),
    });
    // The server itself stands for the public internet.
    let public = server.port;
    let allowed: Allowed = Arc::new(move |a| a.port() == public || is_public(a.ip()));
    let mut memory = Memory::default();
    let list = feeds(&[server.url("/feed")]);
    let ran = run_with(&list, &mut memory, allowed, first_hour);
    assert_eq!(hidden.asked().len(), 0);
    assert_eq!(memory.targets(), [server.url("/fine")]);
    assert!(
        ran.said("127.0.0.1 is a private, local or reserved address"),
        "{:?}",
        ran.said
    );
    assert!(ran.said("neither http nor https") && ran.said("more than 5 redirects"));
    assert_eq!(server.paths().iter().filter(|p| *p == "/loop").count(), 6);
}

#[test]
fn without_leave_no_private_address_is_asked() {
    let server = Server::start(|_| rss(&[]));
    let local = format!("http://localhost:{}/feed", server.port);
    let allowed: Allowed = Arc::new(|a| is_public(a.ip()));
    let list = feeds(&[server.url("/feed"), local]);
    let ran = run_with(&list, &mut Memory::default(), allowed, first_hour);
    assert_eq!((ran.summary.feeds_failed, server.asked().len()), (2, 0));
    assert!(ran.said("--allow-private"), "{:?}", ran.said);
}

#[test]
fn what_is_too_large_or_no_page_is_told_and_the_rest_goes_on() {
    let bomb = gzip(&vec![b' '; 500_000]);
    assert!(bomb.len() < 50_000);
    let fine = gzip(b"<p>packed</p>");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => rss(&["/large", "/bomb", "/film", "/gone", "/fine"]),
        "/large" => ok("text/html", vec![b'x'; 60_000]),
        "/bomb" => ok("text/html", bomb.clone()).with("content-encoding", "gzip"),
        "/film" => ok("video/mp4", vec![0; 1000]),
        "/gone" => status(410),
        "/fine" => ok("text/html", fine.clone()).with("content-encoding", "gzip"),
        _ => Reply::default(),
    });
    let mut list = feeds(&[server.url("/feed")]);
    list.settings.max_bytes = 50_000;
    let mut memory = Memory::default();
    let ran = run(&list, &mut memory);
    assert_eq!(memory.targets(), [server.url("/fine")]);
    let body = "content-length: 13\r\n\r\n<p>packed</p>";
    assert!(memory.warc().contains(body));
    assert_eq!((ran.summary.lost, ran.summary.left), (4, 0));
    for said in ["video/mp4", "status 410"] {
        assert!(ran.said(said), "{said} in {:?}", ran.said);
    }
    let large = ran
        .said
        .iter()
        .filter(|s| s.contains("more than 50000 bytes"));
    assert_eq!(large.count(), 2);
}

#[test]
fn a_page_that_does_not_end_in_time_is_tried_again_and_then_left() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => rss(&["/slow"]),
        "/slow" => Reply {
            stall: Duration::from_secs(20),
            ..html("slow")
        },
        _ => Reply::default(),
    });
    let mut list = feeds(&[server.url("/feed")]);
    list.settings.timeout = Duration::from_millis(800);
    let mut memory = Memory::default();
    for (lost, left) in [(0, 1), (0, 1), (1, 0)] {
        let ran = run(&list, &mut memory);
        assert_eq!(
            (ran.summary.lost, ran.summary.left),
            (lost, left),
            "{:?}",
            ran.said
        );
        assert!(ran.said("no whole answer within 0.8 s"), "{:?}", ran.said);
    }
    // It is not asked for a fourth time.
    let asked = server.paths().len();
    run(&list, &mut memory);
    assert_eq!((server.paths().len(), memory.pages.len()), (asked, 0));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

#[test]
fn a_host_that_says_later_is_left_alone_so_long() {
    let times = AtomicUsize::new(0);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => rss(&["/a"]),
        "/a" if times.fetch_add(1, Ordering::SeqCst) == 0 => status(429).with("retry-after", "1"),
        "/a" => html("A"),
        _ => Reply::default(),
    });
    let mut memory = Memory::default();
    let ran = run(&feeds(&[server.url("/feed")]), &mut memory);
    assert_eq!(ran.summary.pages, 1);
    assert!(ran.said("HostWaits"), "{:?}", ran.said);
    let asked = server.asked();
    let waited = asked[3].begun - asked[2].ended;
    assert!(waited >= Duration::from_secs(1), "{waited:?}");
}

#[test]
fn a_host_that_says_much_later_is_left_for_a_later_run() {
    let times = AtomicUsize::new(0);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => rss(&["/a", "/b"]),
        "/a" if times.fetch_add(1, Ordering::SeqCst) == 0 => {
            status(503).with("retry-after", "1800")
        }
        "/a" | "/b" => html("A"),
        _ => Reply::default(),
    });
    let list = feeds(&[server.url("/feed")]);
    let mut memory = Memory::default();
    let ran = run(&list, &mut memory);
    assert_eq!((ran.summary.pages, ran.summary.left), (0, 2));
    // Before then it is not even asked for the feed.
    let before = server.asked().len();
    let early: fn() -> Timestamp = || Timestamp::from_second(START + 120).expect("a time");
    run_with(&list, &mut memory, any(), early);
    assert_eq!(server.asked().len(), before);
    let ran = run_with(&list, &mut memory, any(), second_hour);
    assert_eq!((ran.summary.pages, ran.summary.left), (2, 0));
}

#[test]
fn a_broken_feed_and_a_dead_host_do_not_stop_the_others() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/broken" => ok(
            "application/rss+xml",
            "<rss version=\"2.0\"><channel><item><title>x",
        ),
        "/page" => html("no feed"),
        "/feed" => rss(&["/a"]),
        "/a" => html("A"),
        _ => Reply::default(),
    });
    // A port that nobody listens on.
    let dead = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = dead.local_addr().expect("an address").port();
    drop(dead);
    let urls = [
        format!("http://localhost:{port}/feed"),
        server.url("/broken"),
        server.url("/page"),
        server.url("/feed"),
    ];
    let ran = run(&feeds(&urls), &mut Memory::default());
    let Summary {
        feeds,
        feeds_failed,
        pages,
        ..
    } = ran.summary;
    assert_eq!((feeds, feeds_failed, pages), (1, 3, 1));
    assert!(
        ran.said("cannot be reached") && ran.said("no feed that can be read"),
        "{:?}",
        ran.said
    );
}

#[test]
fn one_host_is_asked_one_thing_at_a_time_and_several_at_once() {
    let met: Arc<(Mutex<Vec<String>>, Condvar)> = Arc::default();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::default(),
        "/feed" => rss(&["/1", "/2", "/3", "/4"]),
        "/1" => {
            // Neither host's first page is answered before the other's is asked.
            let (hosts, changed) = &*met;
            let mut hosts = hosts.lock().expect("no panic");
            hosts.push(asked.host.clone());
            changed.notify_all();
            let both = |h: &mut Vec<String>| h.len() < 2;
            let wait = Duration::from_secs(4);
            let waited = changed
                .wait_timeout_while(hosts, wait, both)
                .expect("no panic");
            if waited.1.timed_out() {
                status(500)
            } else {
                html("1")
            }
        }
        path => html(path),
    });
    let other = format!("http://localhost:{}/feed", server.port);
    let ran = run(
        &feeds(&[server.url("/feed"), other]),
        &mut Memory::default(),
    );
    assert_eq!(ran.summary.pages, 8);
    assert_eq!(server.most_at_once(), 1);
    for host in ["localhost", "127.0.0.1"] {
        let mut asked = server.asked();
        asked.retain(|a| a.host == host);
        assert_eq!(asked.len(), 6);
        for pair in asked.windows(2) {
            let pause = pair[1].begun - pair[0].ended;
            assert!(pause >= Duration::from_millis(10), "{pause:?}");
        }
    }
}

#[test]
fn a_run_that_is_killed_goes_on_where_it_stopped() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" if asked.headers.contains_key("if-none-match") => status(304),
        "/feed" => rss(&["/1", "/2", "/3"]).with("etag", "\"v1\""),
        "/robots.txt" => Reply::default(),
        path => html(path),
    });
    let list = feeds(&[server.url("/feed")]);
    let mut whole = Memory::default();
    run(&list, &mut whole);
    let full = whole.pages.len() + whole.notes.len();
    // A full disk ends the run wherever it is met; nothing written is half.
    for room in (0..full).step_by(full / 16) {
        let mut memory = Memory {
            room: Some(room),
            ..Memory::default()
        };
        let options = Options {
            once: true,
            workers: 2,
            patience: Duration::ZERO,
            allowed: any(),
            now: first_hour,
            report: &|_| {},
        };
        let stopped = fetch(&list, State::default(), &mut memory, &options);
        assert_eq!(
            stopped.expect_err("no room").kind(),
            io::ErrorKind::StorageFull
        );
        memory.room = None;
        let mut state = memory.state();
        let tail = sayso_fetch::pages_tail(&memory.pages[state.pages_end() as usize..]);
        assert_eq!(state.pages_end() + tail.whole, memory.pages.len() as u64);
        let end = memory.pages.len() as u64;
        let lines = state.found(tail.keys, end, true);
        memory.notes.extend(lines.as_bytes());
        run_with(&list, &mut memory, any(), second_hour);
        let mut targets = memory.targets();
        targets.sort();
        let all = ["/1", "/2", "/3"].map(|p| server.url(p));
        assert_eq!(targets, all, "stopped after {room} bytes");
    }
}

#[test]
fn the_texts_of_a_feed_are_kept_where_its_pages_are_not_wanted() {
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"W","items":[
        {"id":"w1","url":"https://wire.example.org/w1","title":"Talks end","content_html":"<p>Talks ended.</p>",
         "date_published":"2024-05-17T23:30:00-07:00"},{"id":"w2","title":"No text"}]}"#;
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => ok("application/feed+json", json),
        _ => Reply::default(),
    });
    let mut list = feeds(&[server.url("/feed")]);
    list.feeds[0].pages = false;
    let mut memory = Memory::default();
    for now in [first_hour as fn() -> Timestamp, second_hour] {
        run_with(&list, &mut memory, any(), now);
    }
    let text = String::from_utf8(memory.entries.clone()).expect("UTF-8");
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|l| serde_json::from_str(l).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["text"], "<p>Talks ended.</p>");
    assert_eq!(lines[0]["published"], "2024-05-17");
    assert_eq!(lines[0]["publisher"], "Coastal News");
    assert_eq!(memory.pages.len(), 0);
}

#[test]
fn a_fault_in_one_worker_ends_the_run_instead_of_hanging() {
    let server = Server::start(|_| rss(&["/a"]));
    let list = feeds(&[server.url("/feed")]);
    let options = Options {
        once: true,
        workers: 4,
        patience: Duration::ZERO,
        allowed: any(),
        now: first_hour,
        report: &|event| assert!(!matches!(event, Event::FeedRead(..)), "a fault"),
    };
    let run = || fetch(&list, State::default(), &mut Memory::default(), &options).is_ok();
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
}
