//! `sayso fetch`: the files, the terminal and the clock of polling feeds.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, IsTerminal as _, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use sayso_fetch::{Archive, Event, Feeds, FeedsError, Options, Part, State, Summary, is_public};

use crate::args::FetchArgs;

const PAGES: &str = "pages.warc.gz";
const ENTRIES: &str = "entries.jsonl";
/// Hidden, so that reading the folder as articles passes over them.
const NOTES: &str = ".sayso-fetch.jsonl";
const LOCK: &str = ".sayso-fetch.lock";

/// Longest that a run with `--once` waits for a host that says "later".
const PATIENCE: Duration = Duration::from_secs(120);

/// What ends the run.
#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error("{path}: {error}", path = path.display())]
    Read { path: PathBuf, error: io::Error },
    #[error(transparent)]
    Feeds(#[from] FeedsError),
    #[error(
        "{path}:{line}: no note of sayso ({what})\n  remove the line; or, if nothing there matters, the file: then everything is fetched again",
        path = path.display()
    )]
    Notes {
        path: PathBuf,
        line: usize,
        what: String,
    },
    #[error("{path}: another sayso is writing there: wait for it, or give another folder with --out", path = .0.display())]
    Locked(PathBuf),
    #[error("cannot write to {path}: {error}", path = path.display())]
    Write { path: PathBuf, error: io::Error },
    #[error("none of the {0} feeds could be read")]
    NothingRead(usize),
}

/// Polls the feeds of a list. The exit code is 1 when no feed could be read or
/// the folder not be written, 2 when the list is wrong.
pub fn fetch(args: &FetchArgs) -> ExitCode {
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("sayso: {error}");
            ExitCode::from(match error {
                FetchError::Read { .. } | FetchError::Feeds(_) | FetchError::Notes { .. } => 2,
                _ => 1,
            })
        }
    }
}

fn run(args: &FetchArgs) -> Result<(), FetchError> {
    let feeds = list(&args.feeds)?;
    let (mut folder, state) = Folder::open(&args.out)?;
    let terminal = io::stderr().is_terminal();
    let progress = progress(terminal);
    let report = |event: Event<'_>| {
        if let Event::Waiting(waiting) = event {
            progress.set_message(format!("{waiting} waiting"));
            return;
        }
        if matches!(event, Event::Page(_)) {
            progress.inc(1);
        }
        if let Some(line) = message(&event, terminal) {
            // Where nobody reads messages, the work still goes on.
            progress.suspend(|| drop(writeln!(anstream::stderr(), "{line}")));
        }
    };
    let any = args.allow_private;
    let options = Options {
        once: args.once,
        workers: usize::from(args.jobs),
        patience: PATIENCE,
        allowed: Arc::new(move |address| any || is_public(address.ip())),
        now: Timestamp::now,
        report: &report,
    };
    let summary = sayso_fetch::fetch(&feeds, state, &mut folder, &options);
    progress.finish_and_clear();
    let summary = summary.map_err(|error| FetchError::Write {
        path: args.out.clone(),
        error,
    })?;
    if terminal {
        anstream::eprintln!("{}", told(&summary, &args.out));
    }
    if summary.feeds == 0 {
        return Err(FetchError::NothingRead(summary.feeds_failed));
    }
    Ok(())
}

fn list(path: &Path) -> Result<Feeds, FetchError> {
    let text = fs::read_to_string(path).map_err(|error| FetchError::Read {
        path: path.to_owned(),
        error,
    })?;
    Ok(sayso_fetch::read_feeds(&path.display().to_string(), &text)?)
}

/// What a person is told of an event; in a pipe only what went wrong.
fn message(event: &Event<'_>, terminal: bool) -> Option<String> {
    let ahead = "sayso: ";
    match event {
        Event::FeedFailed(feed, reason) => Some(format!("{ahead}{feed}: {reason}")),
        Event::FeedMoved(feed, to) => Some(format!(
            "{ahead}{feed}: has moved to {to}: change the list of feeds"
        )),
        Event::PageFailed(url, reason, true) => {
            Some(format!("{ahead}{url}: {reason}; will be tried again"))
        }
        Event::PageFailed(url, reason, false) => Some(format!("{ahead}{url}: {reason}")),
        Event::HostLeft(host, reason, 0) => Some(format!("{ahead}{host}: {reason}")),
        Event::HostLeft(host, reason, pages) => {
            Some(format!("{ahead}{host}: {reason}; pages that wait: {pages}"))
        }
        _ if !terminal => None,
        Event::FeedRead(feed, new) => Some(format!("{feed}: {new} new")),
        Event::FeedUnchanged(feed) => Some(format!("{feed}: unchanged")),
        Event::FeedNotDue(feed, minutes) => Some(format!("{feed}: due in {minutes} min")),
        Event::HostWaits(host, wait) => Some(format!(
            "{host}: asks to be left alone for {} s",
            wait.as_secs()
        )),
        Event::Page(_) | Event::Waiting(_) => None,
    }
}

fn told(summary: &Summary, out: &Path) -> String {
    let Summary {
        pages,
        entries,
        lost,
        left,
        ..
    } = summary;
    let out = out.display();
    format!(
        "{out}: {pages} pages and {entries} texts fetched, {left} left for later, {lost} not to be had"
    )
}

fn progress(terminal: bool) -> ProgressBar {
    if !terminal {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(4));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} pages, {msg}, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}

/// The files of a folder, held by one run at a time.
struct Folder {
    pages: Log,
    entries: Log,
    notes: Log,
    /// Holds the folder until it is closed.
    _lock: File,
}

/// A file that grows at its end, made when something is first added.
struct Log {
    path: PathBuf,
    file: Option<File>,
    length: u64,
}

impl Log {
    fn new(path: PathBuf) -> io::Result<Log> {
        let length = match fs::metadata(&path) {
            Ok(meta) => meta.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => return Err(error),
        };
        let file = None;
        Ok(Log { path, file, length })
    }

    fn file(&mut self) -> io::Result<&mut File> {
        let file = match self.file.take() {
            Some(file) => file,
            None => OpenOptions::new()
                .read(true)
                .append(true)
                .create(true)
                .open(&self.path)?,
        };
        Ok(self.file.insert(file))
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let length = self.length;
        let file = self.file()?;
        if let Err(error) = file.write_all(bytes) {
            // A full disk leaves no half record.
            file.set_len(length)?;
            return Err(error);
        }
        self.length += bytes.len() as u64;
        Ok(self.length)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        if length < self.length {
            self.file()?.set_len(length)?;
            self.length = length;
        }
        Ok(())
    }

    /// What stands from `start` on.
    fn rest(&mut self, start: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if start < self.length {
            let file = self.file()?;
            file.seek(SeekFrom::Start(start))?;
            file.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }
}

impl Folder {
    /// Opens a folder, mends what a run that was killed left, and reads what
    /// earlier runs noted.
    fn open(path: &Path) -> Result<(Folder, State), FetchError> {
        let failed = |error| FetchError::Write {
            path: path.to_owned(),
            error,
        };
        fs::create_dir_all(path).map_err(failed)?;
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path.join(LOCK))
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FetchError::Locked(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let open = |name: &str| Log::new(path.join(name)).map_err(failed);
        let mut folder = Folder {
            pages: open(PAGES)?,
            entries: open(ENTRIES)?,
            notes: open(NOTES)?,
            _lock: lock,
        };
        let bytes = folder.notes.rest(0).map_err(failed)?;
        let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
        folder.notes.cut(whole as u64).map_err(failed)?;
        let text = String::from_utf8_lossy(&bytes[..whole]);
        let mut state = State::read(&text).map_err(|(line, what)| FetchError::Notes {
            path: path.join(NOTES),
            line,
            what,
        })?;
        folder.mend(&mut state).map_err(failed)?;
        Ok((folder, state))
    }

    /// Takes records that were written and not noted, cuts off half ones, and
    /// shortens notes that are mostly out of date.
    fn mend(&mut self, state: &mut State) -> io::Result<()> {
        let rest = self.pages.rest(state.pages_end())?;
        if !rest.is_empty() {
            ours(&rest, b"\x1f\x8b\x08", &self.pages.path)?;
            let tail = sayso_fetch::pages_tail(&rest);
            self.pages.cut(state.pages_end() + tail.whole)?;
            let lines = state.found(tail.keys, self.pages.length, true);
            self.notes.append(lines.as_bytes())?;
        }
        let rest = self.entries.rest(state.entries_end())?;
        if !rest.is_empty() {
            ours(&rest, b"{", &self.entries.path)?;
            let tail = sayso_fetch::entries_tail(&rest);
            self.entries.cut(state.entries_end() + tail.whole)?;
            let lines = state.found(tail.keys, self.entries.length, false);
            self.notes.append(lines.as_bytes())?;
        }
        if state.is_stale() {
            let new = self.notes.path.with_extension("new");
            let mut file = File::create(&new)?;
            file.write_all(state.to_notes().as_bytes())?;
            file.sync_all()?;
            fs::rename(&new, &self.notes.path)?;
            self.notes = Log::new(self.notes.path.clone())?;
        }
        Ok(())
    }
}

/// Whether what stands behind the noted end may be cut: a record begins there.
///
/// # Errors
/// When it does not: somebody put another file in the place of ours.
fn ours(rest: &[u8], start: &[u8], path: &Path) -> io::Result<()> {
    let begun = rest.len().min(start.len());
    if rest[..begun] == start[..begun] {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "{} is not the file that the last run wrote: move it elsewhere",
        path.display()
    )))
}

impl Archive for Folder {
    fn append(&mut self, part: Part, bytes: &[u8]) -> io::Result<u64> {
        match part {
            Part::Pages => self.pages.append(bytes),
            Part::Entries => self.entries.append(bytes),
            Part::Notes => self.notes.append(bytes),
        }
    }

    fn length(&self, part: Part) -> u64 {
        match part {
            Part::Pages => self.pages.length,
            Part::Entries => self.entries.length,
            Part::Notes => self.notes.length,
        }
    }
}
