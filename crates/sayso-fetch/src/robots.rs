//! robots.txt (RFC 9309): what a host lets programs ask for, and how often.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use texting_robots::Robot;
use url::Url;

/// The name that groups of rules are matched with.
pub(crate) const TOKEN: &str = "sayso";

/// As much as RFC 9309 asks a reader to read at least.
pub(crate) const MAX_BYTES: u64 = 500 * 1024;

/// Longest pause that a file may ask for.
const LONGEST_DELAY: f32 = 86_400.0;

/// The rules of one origin.
pub(crate) enum Rules {
    /// It has none, or they are out of its reach (status 4xx).
    None,
    /// These.
    Some(Box<Robot>),
    /// It has some that could not be read: then nothing may be asked.
    Unknown(String),
}

impl Rules {
    /// Reads a file.
    pub fn read(bytes: &[u8]) -> Rules {
        // The parser is another's code: a fault in it costs one host.
        match catch_unwind(AssertUnwindSafe(|| Robot::new(TOKEN, bytes))) {
            Ok(Ok(robot)) => Rules::Some(Box::new(robot)),
            _ => Rules::Unknown("it is broken".to_owned()),
        }
    }

    /// The pause that the file asks for between two requests.
    pub fn delay(&self) -> Option<Duration> {
        match self {
            Rules::Some(robot) => robot
                .delay
                .filter(|d| !d.is_nan())
                .map(|d| d.min(LONGEST_DELAY))
                .and_then(|d| Duration::try_from_secs_f32(d).ok()),
            _ => None,
        }
    }

    /// Whether `url` may be asked for.
    pub fn allow(&self, url: &Url) -> bool {
        match self {
            Rules::None => true,
            Rules::Unknown(_) => false,
            Rules::Some(robot) => {
                let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
                catch_unwind(AssertUnwindSafe(|| robot.allowed(path))).unwrap_or(false)
            }
        }
    }
}

/// Scheme, host and port: what one robots.txt holds for.
pub(crate) fn origin(url: &Url) -> String {
    url[..url::Position::BeforePath].to_owned()
}

/// Where the file of an origin is.
pub(crate) fn file(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_path("/robots.txt");
    url.set_query(None);
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(file: &str, path: &str) -> bool {
        let url = Url::parse("https://coastal.example.org").expect("an address");
        Rules::read(file.as_bytes()).allow(&url.join(path).expect("a path"))
    }

    #[test]
    fn the_longest_rule_of_our_group_wins() {
        let file = "User-agent: *\nDisallow: /\n\nUser-agent: Sayso\nUser-agent: other\n\
                    Disallow: /private/\nAllow: /private/open$\nDisallow: /*?print=\n";
        assert!(allows(file, "/news/a"));
        assert!(!allows(file, "/private/a"));
        assert!(allows(file, "/private/open"));
        assert!(!allows(file, "/news/a?print=1"));
        assert!(!allows("User-agent: *\nDisallow: /", "/a"));
        assert!(allows("User-agent: *\nDisallow:", "/a"));
        assert!(allows("", "/a"));
        assert!(allows("<html>no rules</html>", "/a"));
    }

    #[test]
    fn odd_delays_are_no_fault() {
        for (asked, delay) in [
            ("1.5", Some(1500)),
            ("-3", None),
            ("nan", None),
            ("1e30", Some(86_400_000)),
            ("soon", None),
        ] {
            let rules = Rules::read(format!("User-agent: *\nCrawl-delay: {asked}").as_bytes());
            assert_eq!(rules.delay().map(|d| d.as_millis()), delay, "{asked}");
        }
    }
}
