//! What an answer, or none, means: for the rules of a host, for the request
//! itself, and for when the host may be asked again.

use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;

use super::Crawl;
use crate::board::{Task, Work, host};
use crate::client::{Answer, Trouble};
use crate::robots::Rules;
use crate::run::Event;
use crate::state::{How, Note};
use crate::{entries, feeds};

/// Longest time that a host may ask to be left alone, and first one without
/// its saying.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);
const FIRST_WAIT: Duration = Duration::from_secs(30);

/// Requests in a row without an answer after which a host is left alone, how
/// long, and times that one request is put off.
const SILENT: u8 = 3;
const SILENT_WAIT: Duration = Duration::from_secs(600);
const PUT_OFF: u8 = 3;

impl Crawl<'_> {
    /// Takes an answer; `None` when nothing had to be asked.
    pub fn settle(&mut self, task: Task, answer: Option<Result<Answer, Trouble>>) {
        let url = task.url.clone();
        let silent = match &answer {
            Some(Err(trouble)) => trouble.is_of_host(),
            _ => false,
        };
        match answer {
            None => {
                if let Work::Page(key) = &task.work {
                    self.queued.remove(key);
                }
            }
            Some(Ok(answer)) => match answer.status {
                301 | 302 | 303 | 307 | 308 => self.redirect(task, &answer),
                429 | 503 => self.put_off(task, &answer),
                _ => self.take(task, &answer),
            },
            Some(Err(trouble)) => self.trouble(task, &trouble),
        }
        // After the answer, since rules tell the pause.
        let in_a_row = self.board.release(&url, Instant::now(), silent);
        if in_a_row >= SILENT {
            self.leave(host(&url), "it does not answer", SILENT_WAIT);
        }
        self.tell(Event::Waiting(self.board.waiting()));
    }

    fn take(&mut self, task: Task, answer: &Answer) {
        let status = format!("the host answers with status {}", answer.status);
        match (task.work, answer.status) {
            (Work::Robots(origin), 200) => self.learn(&origin, Rules::read(&answer.body)),
            (Work::Robots(origin), 400..=499) => self.learn(&origin, Rules::None),
            (Work::Robots(origin), _) => self.learn(&origin, Rules::Unknown(status)),
            (Work::Feed(number), 200) => {
                if task.hops > 0 && task.moved {
                    self.tell(Event::FeedMoved(&self.feed(number).name, task.url.as_str()));
                }
                self.feed_answer(number, &task.url, answer);
            }
            (Work::Feed(number), 304) => {
                self.tell(Event::FeedUnchanged(&self.feed(number).name));
                self.feed_read(number, None);
            }
            (Work::Feed(number), _) => self.feed_failed(number, &status),
            (Work::Page(key), 200) => self.page(&key, &task.url, answer),
            (Work::Page(key), 408 | 425 | 500..=599) => self.again(&key, &task.url, &status),
            (Work::Page(key), _) => self.lost(&key, &task.url, &status),
        }
    }

    fn trouble(&mut self, task: Task, trouble: &Trouble) {
        let reason = trouble.to_string();
        match task.work {
            Work::Robots(origin) => {
                self.tell(Event::HostLeft(host(&task.url), &reason, 0));
                self.learn(&origin, Rules::Unknown(reason));
            }
            Work::Feed(number) => self.feed_failed(number, &reason),
            Work::Page(key) if trouble.passes() => self.again(&key, &task.url, &reason),
            Work::Page(key) => self.lost(&key, &task.url, &reason),
        }
    }

    fn learn(&mut self, origin: &str, rules: Rules) {
        self.board.learn(origin, rules, Instant::now());
    }

    fn redirect(&mut self, mut task: Task, answer: &Answer) {
        let to = answer
            .header("location")
            .ok_or_else(|| "a redirect that does not say where to".to_owned())
            .and_then(|l| {
                let url = task
                    .url
                    .join(l)
                    .map_err(|_| format!("`{l}` is no address"))?;
                feeds::address(url.as_str()).map_err(|what| format!("redirect: `{url}` {what}"))
            });
        let to = match to {
            Ok(_) if task.hops >= self.settings.max_redirects => Err(format!(
                "more than {} redirects",
                self.settings.max_redirects
            )),
            other => other,
        };
        match (to, task.work.clone()) {
            // Rules that lead nowhere are out of reach, as with status 404.
            (Err(_), Work::Robots(origin)) => self.learn(&origin, Rules::None),
            (Err(reason), Work::Feed(number)) => self.feed_failed(number, &reason),
            (Err(reason), Work::Page(key)) => self.lost(&key, &task.url, &reason),
            (Ok(to), work) => {
                if let Work::Page(key) = &work {
                    let end = entries::key(&to);
                    if self.state.done.get(&end) == Some(&How::Page) {
                        return self.done(key, How::Same, None);
                    }
                }
                if let Some(left) = self.left.get_mut(host(&to)) {
                    *left += usize::from(matches!(work, Work::Page(_)));
                    return self.drop_task(task);
                }
                task.hops += 1;
                task.moved &= matches!(answer.status, 301 | 308);
                task.url = to;
                self.board.add(task, true);
            }
        }
    }

    /// The host says "later".
    fn put_off(&mut self, mut task: Task, answer: &Answer) {
        let now = (self.options.now)();
        let doubled = FIRST_WAIT * 2u32.pow(u32::from(task.put_off));
        let wait = answer
            .header("retry-after")
            .and_then(|value| retry_after(value, now))
            .unwrap_or(doubled)
            .clamp(self.settings.pause, LONGEST_WAIT);
        let name = host(&task.url).to_owned();
        let until = now.checked_add(wait).unwrap_or(now);
        let host = name.clone();
        self.note(Note::Host { host, until });
        self.board.put_off(&name, Instant::now() + wait);
        task.put_off += 1;
        let given_up = task.put_off > PUT_OFF;
        if given_up || (self.options.once && wait > self.options.patience) {
            let reason = format!("it asks to be left alone for {} s", wait.as_secs());
            self.board.add(task, true);
            return self.leave(&name, &reason, wait);
        }
        self.tell(Event::HostWaits(&name, wait));
        self.board.add(task, true);
    }

    /// Takes a host off the board: for this run, or for `wait` when it goes on.
    fn leave(&mut self, name: &str, reason: &str, wait: Duration) {
        let dropped = self.board.drop_host(name);
        let pages = dropped.iter().filter(|t| matches!(t.work, Work::Page(_)));
        let pages = pages.count();
        self.tell(Event::HostLeft(name, reason, pages));
        if self.options.once {
            self.left.entry(name.to_owned()).or_default();
            self.summary.left += pages;
        } else {
            self.board.put_off(name, Instant::now() + wait);
        }
        for task in dropped {
            if let Work::Robots(origin) = &task.work {
                self.learn(origin, Rules::Unknown(reason.to_owned()));
            }
            self.drop_task(task);
        }
    }

    /// A task that this run or poll does not finish.
    fn drop_task(&mut self, task: Task) {
        match task.work {
            Work::Feed(number) => self.feed_failed(number, "the host is left alone for a while"),
            Work::Page(key) => {
                self.queued.remove(&key);
            }
            Work::Robots(origin) => {
                self.learn(&origin, Rules::Unknown("the host is left alone".to_owned()));
            }
        }
    }

    /// The board refused a request.
    pub fn refuse(&mut self, task: &Task, unread: Option<&str>) {
        match (&task.work, unread) {
            (Work::Feed(number), None) => self.feed_failed(*number, "robots.txt forbids it"),
            (Work::Feed(number), Some(why)) => {
                let reason = format!("robots.txt cannot be read: {why}");
                self.feed_failed(*number, &reason);
            }
            (Work::Page(key), None) => self.lost(key, &task.url, "robots.txt forbids it"),
            // Told once for the host; the page stays for a later run.
            (Work::Page(key), Some(_)) => {
                self.queued.remove(key);
                if self.options.once {
                    self.summary.left += 1;
                }
            }
            (Work::Robots(_), _) => {}
        }
    }
}

/// Seconds, or a date.
fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    Some(
        until
            .duration_since(SystemTime::from(now))
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_say_later_in_seconds_or_by_date() {
        let now: Timestamp = "2024-05-17T08:30:00Z".parse().expect("a time");
        let seconds = |v| retry_after(v, now).map(|d| d.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Fri, 17 May 2024 08:31:00 GMT"), Some(60));
        assert_eq!(seconds("Fri, 17 May 2024 08:29:00 GMT"), Some(0));
        assert_eq!(seconds("-5"), None);
        assert_eq!(seconds("soon"), None);
    }
}
