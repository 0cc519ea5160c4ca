//! Which addresses may be connected to. A name is looked up once, its
//! addresses are checked, and the connection goes to a checked one: a name
//! that points elsewhere a moment later gains nothing.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Decides on an address after its name was looked up.
pub type Allowed = Arc<dyn Fn(SocketAddr) -> bool + Send + Sync>;

/// Whether an address is of the public internet: not of this machine, of a
/// private network, of a link, shared, reserved or for documentation (the
/// special-purpose registries of IANA, RFC 6890 and its successors).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        [0 | 10 | 127, ..] => true,
        [100, 64..=127, ..] => true,
        [169, 254, ..] => true,
        [172, 16..=31, ..] => true,
        [192, 0, 0 | 2, _] => true,
        [192, 88, 99, _] => true,
        [192, 168, ..] => true,
        [198, 18 | 19, ..] => true,
        [198, 51, 100, _] => true,
        [203, 0, 113, _] => true,
        // Multicast, reserved, broadcast.
        [224..=255, ..] => true,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    let low = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        // Mapped, translated and tunnelled IPv4 goes by the address within.
        [0, 0, 0, 0, 0, 0xffff, a, b] | [0x64, 0xff9b, 0, 0, 0, 0, a, b] => low(a, b),
        [0x2002, a, b, ..] => low(a, b),
        // Only 2000::/3 is handed out; of it, protocol assignments and
        // documentation are set apart.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] => false,
        [0x3fff, 0..=0xfff, ..] => false,
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

/// A name points only to addresses that may not be connected to.
#[derive(Debug)]
pub(crate) struct Forbidden(pub IpAddr);

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is a private, local or reserved address", self.0)
    }
}

impl std::error::Error for Forbidden {}

/// Looks names up with `inner` and hands on only what is allowed.
pub(crate) struct Checked<R> {
    pub inner: R,
    pub allowed: Allowed,
}

impl<R> fmt::Debug for Checked<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Checked")
    }
}

impl<R: Resolver> Resolver for Checked<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for &address in found.iter().filter(|a| (self.allowed)(**a)) {
            kept.push(address);
        }
        match found.iter().next() {
            Some(first) if kept.is_empty() => {
                Err(ureq::Error::Other(Box::new(Forbidden(first.ip()))))
            }
            _ => Ok(kept),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_public_internet_are_told_apart() {
        for public in [
            "8.8.8.8",
            "172.32.0.1",
            "100.63.1.1",
            "192.1.0.1",
            "2606:4700::1",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2002:808:808::1",
        ] {
            assert!(is_public(public.parse().expect(public)), "{public}");
        }
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "3fff::1",
            "5f00::1",
        ] {
            assert!(!is_public(private.parse().expect(private)), "{private}");
        }
    }

    /// A name server that answers with these addresses.
    #[derive(Debug)]
    struct Answers(Vec<SocketAddr>);

    impl Resolver for Answers {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut out = self.empty();
            self.0.iter().for_each(|&a| out.push(a));
            Ok(out)
        }
    }

    fn connected(answers: &[&str]) -> Result<Vec<SocketAddr>, String> {
        let checked = Checked {
            inner: Answers(answers.iter().map(|a| a.parse().expect(a)).collect()),
            allowed: Arc::new(|a| is_public(a.ip())),
        };
        let timeout = NextTimeout {
            after: ureq::unversioned::transport::time::Duration::NotHappening,
            reason: ureq::Timeout::Global,
            ..NextTimeout::default()
        };
        let uri = Uri::from_static("http://name.example.org/");
        checked
            .resolve(&uri, &Config::default(), timeout)
            .map(|a| a.iter().copied().collect())
            .map_err(|e| e.to_string())
    }

    #[test]
    fn of_a_name_with_several_addresses_only_checked_ones_are_left() {
        let left = connected(&["127.0.0.1:80", "8.8.8.8:80", "[::1]:80"]);
        assert_eq!(left, Ok(vec!["8.8.8.8:80".parse().expect("an address")]));
        let none = connected(&["127.0.0.1:80", "10.0.0.1:80"]).expect_err("refused");
        assert!(none.contains("127.0.0.1"), "{none}");
    }
}
