//! A web server on loopback that answers as a test says, and keeps what it
//! was asked.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What was asked, and when.
#[derive(Clone, Debug)]
pub struct Asked {
    pub host: String,
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub begun: Instant,
    pub ended: Instant,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// Wait so long in the middle of the body.
    pub stall: Duration,
}

pub fn ok(media: &str, body: impl Into<Vec<u8>>) -> Reply {
    Reply {
        status: 200,
        headers: vec![("content-type", media.to_owned())],
        body: body.into(),
        stall: Duration::ZERO,
    }
}

pub fn html(text: &str) -> Reply {
    let page = format!("<!DOCTYPE html><html><body><p>{text}</p></body></html>");
    ok("text/html; charset=utf-8", page)
}

pub fn status(status: u16) -> Reply {
    Reply {
        status,
        ..Reply::default()
    }
}

pub fn redirect(to: &str) -> Reply {
    status(302).with("location", to)
}

/// An RSS feed of these links.
pub fn rss(links: &[&str]) -> Reply {
    let items: String = links
        .iter()
        .map(|l| format!("<item><title>About {l}</title><link>{l}</link><pubDate>Fri, 17 May 2024 23:30:00 -0700</pubDate></item>"))
        .collect();
    let text = format!("<rss version=\"2.0\"><channel><title>T</title>{items}</channel></rss>");
    ok("application/rss+xml", text)
}

impl Reply {
    pub fn with(mut self, name: &'static str, value: &str) -> Reply {
        self.headers.push((name, value.to_owned()));
        self
    }
}

type Handler = dyn Fn(&Asked) -> Reply + Send + Sync;

pub struct Server {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    /// Most requests to one host name at the same time.
    most: Arc<AtomicUsize>,
}

impl Server {
    /// Starts to answer; a path without an answer of the handler (status 0) is 404.
    pub fn start(handler: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let most = Arc::new(AtomicUsize::new(0));
        let handler: Arc<Handler> = Arc::new(handler);
        let active: Arc<Mutex<BTreeMap<String, usize>>> = Arc::default();
        let (log, max) = (Arc::clone(&asked), Arc::clone(&most));
        // The threads end with the test program.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Answers are small, and go out at once.
                let _ = stream.set_nodelay(true);
                let (log, max) = (Arc::clone(&log), Arc::clone(&max));
                let (handler, active) = (Arc::clone(&handler), Arc::clone(&active));
                thread::spawn(move || {
                    while let Some(mut asked) = read(&stream) {
                        let now = {
                            let mut active = active.lock().expect("no panic");
                            let n = active.entry(asked.host.clone()).or_default();
                            *n += 1;
                            *n
                        };
                        max.fetch_max(now, Ordering::SeqCst);
                        let reply = handler(&asked);
                        // Counted before the last byte goes out, after which
                        // the next request may come.
                        *active
                            .lock()
                            .expect("no panic")
                            .entry(asked.host.clone())
                            .or_default() -= 1;
                        asked.ended = Instant::now();
                        log.lock().expect("no panic").push(asked);
                        if write(&stream, &reply).is_none() {
                            break;
                        }
                    }
                });
            }
        });
        Server { port, asked, most }
    }

    /// An address of the server, by number.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no panic").clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|a| a.path).collect()
    }

    pub fn most_at_once(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let mut headers = BTreeMap::new();
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let host = headers.get("host").cloned().unwrap_or_default();
    Some(Asked {
        host: host.split(':').next().unwrap_or_default().to_owned(),
        path: first.split(' ').nth(1)?.to_owned(),
        headers,
        begun: Instant::now(),
        ended: Instant::now(),
    })
}

fn write(mut stream: &TcpStream, reply: &Reply) -> Option<()> {
    let status = if reply.status == 0 { 404 } else { reply.status };
    let mut head = format!(
        "HTTP/1.1 {status} X\r\ncontent-length: {}\r\n",
        reply.body.len()
    );
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).ok()?;
    let (one, two) = reply.body.split_at(reply.body.len() / 2);
    stream.write_all(one).ok()?;
    if !reply.stall.is_zero() {
        stream.flush().ok()?;
        thread::sleep(reply.stall);
    }
    stream.write_all(two).ok()
}
