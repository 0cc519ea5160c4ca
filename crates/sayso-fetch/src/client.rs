//! One request: no cookies, no proxy, no redirect followed by itself, a limit
//! of time and of bytes, gzip.

use std::io::{self, Read as _};
use std::time::Duration;

use ureq::Agent;
use ureq::http::{HeaderMap, HeaderValue};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::address::{Allowed, Checked, Forbidden};
use crate::feeds::Settings;

/// Asks hosts.
pub(crate) struct Client {
    agent: Agent,
}

/// What a request wants.
pub(crate) struct Wanted<'a> {
    pub accept: &'static str,
    /// Most bytes, unpacked.
    pub max_bytes: u64,
    /// Whether more bytes than that are cut off instead of refused.
    pub cut: bool,
    /// Whether only HTML is of use.
    pub html: bool,
    pub etag: Option<&'a str>,
    pub modified: Option<&'a str>,
}

/// What a host answered; the body only with status 200.
pub(crate) struct Answer {
    pub status: u16,
    /// Names in small letters, in the order in which they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("{0}: not asked (--allow-private allows it)")]
    Forbidden(String),
    #[error("the host name cannot be resolved")]
    NoSuchHost,
    #[error("the host cannot be reached ({0})")]
    Unreachable(String),
    #[error("no whole answer within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    #[error("more than {0} bytes: not read (max_bytes in [settings])")]
    TooLarge(u64),
    #[error("{0}, which is no web page")]
    NotHtml(String),
    #[error("the answer is broken ({0})")]
    Broken(String),
}

impl Trouble {
    /// Whether it may be over when asked again.
    pub fn passes(&self) -> bool {
        !matches!(
            self,
            Trouble::Forbidden(_) | Trouble::TooLarge(_) | Trouble::NotHtml(_)
        )
    }

    /// Whether the host as a whole does not answer.
    pub fn is_of_host(&self) -> bool {
        matches!(
            self,
            Trouble::NoSuchHost | Trouble::Unreachable(_) | Trouble::Timeout(_)
        )
    }
}

impl Client {
    pub fn new(settings: &Settings, user_agent: &str, allowed: Allowed) -> Client {
        let config = Agent::config_builder()
            .user_agent(user_agent)
            // A proxy would look names up itself, past the check.
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_connect(Some(settings.timeout.min(Duration::from_secs(10))))
            .timeout_global(Some(settings.timeout))
            .build();
        let resolver = Checked {
            inner: DefaultResolver::default(),
            allowed,
        };
        Client {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
        }
    }

    /// Asks once.
    pub fn get(&self, url: &Url, wanted: &Wanted<'_>) -> Result<Answer, Trouble> {
        let timeout = self.agent.config().timeouts().global.unwrap_or_default();
        let mut request = self.agent.get(url.as_str()).header("accept", wanted.accept);
        if let Some(etag) = wanted.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = wanted.modified {
            request = request.header("if-modified-since", modified);
        }
        let response = request.call().map_err(|e| trouble(e, timeout))?;
        let status = response.status().as_u16();
        let headers = fields(response.headers());
        let mut answer = Answer {
            status,
            headers,
            body: Vec::new(),
        };
        if status != 200 {
            return Ok(answer);
        }
        let media = answer.header("content-type").unwrap_or_default();
        let kind = media.split(';').next().unwrap_or_default().trim();
        let html = ["", "text/html", "application/xhtml+xml"];
        if wanted.html && !html.iter().any(|h| h.eq_ignore_ascii_case(kind)) {
            return Err(Trouble::NotHtml(kind.to_owned()));
        }
        let mut body = response.into_body();
        let claimed = body.content_length().unwrap_or(0);
        if claimed > wanted.max_bytes && !wanted.cut {
            return Err(Trouble::TooLarge(wanted.max_bytes));
        }
        body.as_reader()
            .take(wanted.max_bytes + 1)
            .read_to_end(&mut answer.body)
            .map_err(|e| of_body(e, timeout))?;
        if answer.body.len() as u64 > wanted.max_bytes {
            if !wanted.cut {
                return Err(Trouble::TooLarge(wanted.max_bytes));
            }
            answer.body.truncate(wanted.max_bytes as usize);
        }
        Ok(answer)
    }
}

/// Fields that are readable text.
fn fields(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |v: &HeaderValue| String::from_utf8(v.as_bytes().to_vec()).ok();
    headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?)))
        .collect()
}

fn of_body(error: io::Error, timeout: Duration) -> Trouble {
    match error.downcast::<ureq::Error>() {
        Ok(error) => match trouble(error, timeout) {
            // The connection stood: it is this answer that failed.
            Trouble::Unreachable(what) => Trouble::Broken(what),
            other => other,
        },
        Err(error) if error.kind() == io::ErrorKind::TimedOut => Trouble::Timeout(timeout),
        Err(error) => Trouble::Broken(error.to_string()),
    }
}

fn trouble(error: ureq::Error, timeout: Duration) -> Trouble {
    match error {
        ureq::Error::HostNotFound => Trouble::NoSuchHost,
        ureq::Error::Timeout(_) => Trouble::Timeout(timeout),
        ureq::Error::Other(inner) if inner.is::<Forbidden>() => {
            Trouble::Forbidden(inner.to_string())
        }
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut => Trouble::Timeout(timeout),
            // What the system says of a name without addresses.
            _ if error.to_string().contains("lookup address") => Trouble::NoSuchHost,
            _ => Trouble::Unreachable(error.to_string()),
        },
        ureq::Error::ConnectionFailed => Trouble::Unreachable("no connection".to_owned()),
        ureq::Error::Rustls(error) => Trouble::Unreachable(format!("TLS: {error}")),
        ureq::Error::Tls(what) => Trouble::Unreachable(format!("TLS: {what}")),
        other => Trouble::Broken(other.to_string()),
    }
}
