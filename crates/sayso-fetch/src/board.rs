//! What is to be asked of which host, and when: one request to a host at a
//! time, a pause after each, robots.txt before anything else.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use url::Url;

use crate::robots::{self, Rules};

/// How long the rules of a host hold (RFC 9309: at most a day).
const RULES_HOLD: Duration = Duration::from_secs(24 * 3600);

/// How long it is believed that rules cannot be read.
const UNKNOWN_HOLDS: Duration = Duration::from_secs(1800);

/// What a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// The feed of this number.
    Feed(usize),
    /// The page of this key.
    Page(String),
    /// The rules of this origin.
    Robots(String),
}

/// A request to be made.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub work: Work,
    pub url: Url,
    /// Redirects so far.
    pub hops: u8,
    /// Whether every redirect so far was said to be for good.
    pub moved: bool,
    /// Times that the host said to come back later.
    pub put_off: u8,
}

impl Task {
    pub fn new(work: Work, url: Url) -> Task {
        Task {
            work,
            url,
            hops: 0,
            moved: true,
            put_off: 0,
        }
    }
}

struct Host {
    queue: VecDeque<Task>,
    busy: bool,
    ready: Instant,
    /// Requests in a row that got no answer.
    silent: u8,
}

enum Known {
    Asked,
    Rules(Rules, Instant),
}

/// What a worker is to do.
pub(crate) enum Next {
    /// Make this request, then call [`Board::release`].
    Ask(Task),
    /// The rules forbid this one; or, with the reason, cannot be read.
    Refused(Task, Option<String>),
    /// Nothing before then.
    Wait(Instant),
    /// Nothing at all, unless a request under way brings more.
    Idle,
}

/// Requests by host.
pub(crate) struct Board {
    pause: Duration,
    hosts: BTreeMap<String, Host>,
    rules: BTreeMap<String, Known>,
    running: usize,
}

/// The name of the host, which all its ports share.
pub(crate) fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

impl Board {
    pub fn new(pause: Duration) -> Board {
        Board {
            pause,
            hosts: BTreeMap::new(),
            rules: BTreeMap::new(),
            running: 0,
        }
    }

    /// Requests that are waiting.
    pub fn waiting(&self) -> usize {
        self.hosts.values().map(|h| h.queue.len()).sum()
    }

    /// Requests that are being made.
    pub fn running(&self) -> usize {
        self.running
    }

    fn host(&mut self, name: &str) -> &mut Host {
        self.hosts.entry(name.to_owned()).or_insert_with(|| Host {
            queue: VecDeque::new(),
            busy: false,
            ready: Instant::now(),
            silent: 0,
        })
    }

    /// Adds a request behind the others of its host, or before them.
    pub fn add(&mut self, task: Task, first: bool) {
        let queue = &mut self.host(host(&task.url)).queue;
        if first {
            queue.push_front(task);
        } else {
            queue.push_back(task);
        }
    }

    /// A host is left alone until `ready`.
    pub fn put_off(&mut self, name: &str, ready: Instant) {
        let host = self.host(name);
        host.ready = host.ready.max(ready);
    }

    /// Takes back all requests to a host.
    pub fn drop_host(&mut self, name: &str) -> Vec<Task> {
        self.host(name).queue.drain(..).collect()
    }

    /// Sets the rules of an origin.
    pub fn learn(&mut self, origin: &str, rules: Rules, now: Instant) {
        self.rules
            .insert(origin.to_owned(), Known::Rules(rules, now));
    }

    /// What to do at `now`.
    pub fn next(&mut self, now: Instant) -> Next {
        let mut best: Option<(Instant, String, usize)> = None;
        for (name, host) in self.hosts.iter().filter(|(_, h)| !h.busy) {
            let at = host.queue.iter().position(|t| {
                let asked = self.rules.get(&robots::origin(&t.url));
                matches!(t.work, Work::Robots(_)) || !matches!(asked, Some(Known::Asked))
            });
            if let Some(at) = at
                && best.as_ref().is_none_or(|(ready, ..)| host.ready < *ready)
            {
                best = Some((host.ready, name.clone(), at));
            }
        }
        let Some((ready, name, at)) = best else {
            return Next::Idle;
        };
        if ready > now {
            return Next::Wait(ready);
        }
        let Some(host) = self.hosts.get_mut(&name) else {
            return Next::Idle;
        };
        let Some(task) = host.queue.remove(at) else {
            return Next::Idle;
        };
        if !matches!(task.work, Work::Robots(_)) {
            let origin = robots::origin(&task.url);
            match self.rules.get(&origin) {
                Some(Known::Rules(rules, since)) if holds(rules, *since, now) => {
                    if !rules.allow(&task.url) {
                        let unread = match rules {
                            Rules::Unknown(why) => Some(why.clone()),
                            _ => None,
                        };
                        return Next::Refused(task, unread);
                    }
                }
                _ => {
                    let url = robots::file(&task.url);
                    host.queue.push_front(task);
                    host.busy = true;
                    self.running += 1;
                    self.rules.insert(origin.clone(), Known::Asked);
                    return Next::Ask(Task::new(Work::Robots(origin), url));
                }
            }
        }
        host.busy = true;
        self.running += 1;
        Next::Ask(task)
    }

    /// The request to `url` is over: the pause begins. `silent` when the host
    /// did not answer; gives how many in a row have not been answered.
    pub fn release(&mut self, url: &Url, now: Instant, silent: bool) -> u8 {
        let asked = match self.rules.get(&robots::origin(url)) {
            Some(Known::Rules(rules, _)) => rules.delay(),
            _ => None,
        };
        let pause = self.pause.max(asked.unwrap_or_default());
        self.running -= 1;
        let host = self.host(host(url));
        host.busy = false;
        host.ready = host.ready.max(now + pause);
        host.silent = if silent {
            host.silent.saturating_add(1)
        } else {
            0
        };
        host.silent
    }
}

fn holds(rules: &Rules, since: Instant, now: Instant) -> bool {
    let hold = match rules {
        Rules::Unknown(_) => UNKNOWN_HOLDS,
        _ => RULES_HOLD,
    };
    now.duration_since(since) < hold
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(url: &str) -> Task {
        Task::new(Work::Page(url.to_owned()), Url::parse(url).expect(url))
    }

    fn asked(next: Next) -> String {
        match next {
            Next::Ask(task) => task.url.into(),
            Next::Refused(task, _) => format!("refused {}", task.url),
            Next::Wait(_) => "wait".to_owned(),
            Next::Idle => "idle".to_owned(),
        }
    }

    #[test]
    fn rules_come_first_and_a_host_is_asked_once_at_a_time() {
        let mut board = Board::new(Duration::from_secs(2));
        for url in [
            "http://a.example.org/1",
            "http://a.example.org/x",
            "http://b.example.org/1",
        ] {
            board.add(task(url), false);
        }
        let start = Instant::now() + Duration::from_secs(1);
        assert_eq!(asked(board.next(start)), "http://a.example.org/robots.txt");
        assert_eq!(asked(board.next(start)), "http://b.example.org/robots.txt");
        assert_eq!(asked(board.next(start)), "idle");
        let a = Url::parse("http://a.example.org/").expect("a URL");
        let rules = Rules::read(b"User-agent: *\nDisallow: /x\nCrawl-delay: 9");
        board.learn("http://a.example.org", rules, start);
        board.release(&a, start, false);
        let Next::Wait(until) = board.next(start) else {
            panic!("the pause is kept");
        };
        assert_eq!(until - start, Duration::from_secs(9));
        assert_eq!(asked(board.next(until)), "http://a.example.org/1");
        assert_eq!(asked(board.next(until)), "idle");
        board.release(&a, until, false);
        let later = until + Duration::from_secs(9);
        assert_eq!(asked(board.next(later)), "refused http://a.example.org/x");
        assert_eq!((board.waiting(), board.running()), (1, 1));
    }

    #[test]
    fn rules_that_cannot_be_read_forbid_for_a_while() {
        let mut board = Board::new(Duration::from_secs(2));
        board.add(task("http://a.example.org/1"), false);
        let now = Instant::now() + Duration::from_secs(1);
        board.learn(
            "http://a.example.org",
            Rules::Unknown("status 503".to_owned()),
            now,
        );
        assert_eq!(asked(board.next(now)), "refused http://a.example.org/1");
        board.add(task("http://a.example.org/1"), false);
        let later = now + UNKNOWN_HOLDS;
        assert_eq!(asked(board.next(later)), "http://a.example.org/robots.txt");
    }
}
