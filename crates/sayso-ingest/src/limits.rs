//! Reading what others packed: looking at the head of a stream without losing
//! it, and limits on what may come out of compressed data.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// Bytes at the head of a stream by which its kind is recognised.
pub(crate) const HEAD: usize = 64 * 1024;

/// Largest member of an archive that is held in memory because its kind must
/// be read from the end (a zip in a zip, Parquet in a tar).
pub(crate) const MAX_HELD: usize = 64 * 1024 * 1024;

/// Most that a file may unpack to, as a multiple of its own size. Prose packs
/// to a fifth, tables of repeated words to a fiftieth.
const MOST_RATIO: u64 = 200;

/// What a file may unpack to whatever its size.
const FREE: u64 = 64 * 1024 * 1024;

/// Packed in packed in packed: a `.jsonl.gz` in a `.tar.gz`.
pub(crate) const LEVELS: usize = 3;

/// What a file may unpack to, over all its members, at each level of nesting.
#[derive(Debug)]
pub(crate) struct Budget {
    /// Size of the file, or what was read of a stream so far.
    given: Rc<Cell<u64>>,
    out: [Rc<Cell<u64>>; LEVELS + 1],
}

impl Budget {
    /// For a file of `length` bytes, or a stream whose length is not known.
    pub fn new(length: Option<u64>) -> Budget {
        Budget {
            given: Rc::new(Cell::new(length.unwrap_or(0))),
            out: Default::default(),
        }
    }

    /// Counts what is read of a stream of unknown length.
    pub fn count<R: Read>(&self, inner: R) -> Counted<R> {
        Counted {
            inner,
            count: Rc::clone(&self.given),
        }
    }

    /// Wraps unpacked data of a level: reading fails when too much comes out.
    pub fn unpacked<R: Read>(&self, inner: R, level: usize) -> Unpacked<R> {
        Unpacked {
            inner,
            given: Rc::clone(&self.given),
            out: Rc::clone(&self.out[level.min(LEVELS)]),
        }
    }
}

/// Counts what is read.
pub(crate) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.count.set(self.count.get() + n as u64);
        Ok(n)
    }
}

/// Unpacked data whose amount is limited.
pub(crate) struct Unpacked<R> {
    inner: R,
    given: Rc<Cell<u64>>,
    out: Rc<Cell<u64>>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let out = self.out.get() + n as u64;
        self.out.set(out);
        if out > FREE && out > self.given.get().saturating_mul(MOST_RATIO) {
            return Err(io::Error::other(Bomb));
        }
        Ok(n)
    }
}

/// More came out of compressed data than any text packs to.
#[derive(Debug, thiserror::Error)]
#[error(
    "unpacks to more than {MOST_RATIO} times its size: it is made to fill memory or disk, and nothing more of it is read"
)]
struct Bomb;

/// Why a stream could not be read on, and what to do.
pub(crate) fn trouble(error: &io::Error) -> String {
    if error.get_ref().is_some_and(|e| e.is::<Bomb>()) {
        return error.to_string();
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "the data end too early: the file is cut short; get it again".to_owned()
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            format!("the data are damaged ({error}): get the file again")
        }
        _ => error.to_string(),
    }
}

/// A stream whose head was looked at.
pub(crate) struct Peeked<R> {
    head: Cursor<Vec<u8>>,
    /// The error that ended the look, to be met again at its place.
    error: Option<io::Error>,
    rest: R,
}

impl<R: Read> Peeked<R> {
    /// Reads up to [`HEAD`] bytes.
    pub fn new(mut rest: R) -> Peeked<R> {
        let mut head = Vec::new();
        let error = (&mut rest).take(HEAD as u64).read_to_end(&mut head).err();
        Peeked {
            head: Cursor::new(head),
            error,
            rest,
        }
    }

    /// The head.
    pub fn head(&self) -> &[u8] {
        self.head.get_ref()
    }

    /// The error, when the head ends with one.
    pub fn error(&self) -> Option<&io::Error> {
        self.error.as_ref()
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.head.read(buffer)?;
        if n > 0 || buffer.is_empty() {
            return Ok(n);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.read(buffer),
        }
    }
}

/// One line, its end included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// All of it is in the buffer.
    Whole,
    /// It has this many bytes, more than the limit; only its head is in the buffer.
    Long(u64),
    /// There are no more.
    End,
}

/// Reads one line of at most `limit` bytes into `buffer`; what is longer is
/// passed over.
pub(crate) fn line(
    reader: &mut impl io::BufRead,
    limit: usize,
    buffer: &mut Vec<u8>,
) -> io::Result<Line> {
    buffer.clear();
    let mut length = 0u64;
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        if available.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', available);
        let used = end.map_or(available.len(), |e| e + 1);
        let room = limit.saturating_sub(buffer.len());
        buffer.extend_from_slice(&available[..used.min(room)]);
        length += used as u64;
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match length {
        0 => Line::End,
        n if n > buffer.len() as u64 => Line::Long(n),
        _ => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_for_its_size_is_an_error() {
        let budget = Budget::new(Some(1000));
        let mut out = budget.unpacked(io::repeat(b'a'), 1);
        let error = io::copy(&mut out, &mut io::sink()).expect_err("a bomb");
        assert!(trouble(&error).contains("200 times"), "{error}");
        let budget = Budget::new(Some(1000));
        let two = FREE / 2 + 10;
        let mut one = budget.unpacked(io::repeat(b'a').take(two), 1);
        assert!(io::copy(&mut one, &mut io::sink()).is_ok());
        let mut other = budget.unpacked(io::repeat(b'a').take(two), 1);
        assert!(
            io::copy(&mut other, &mut io::sink()).is_err(),
            "all members together"
        );
    }

    #[test]
    fn a_look_at_the_head_loses_nothing() {
        struct Broken(bool);
        impl Read for Broken {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                if std::mem::replace(&mut self.0, true) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                buffer[..3].copy_from_slice(b"abc");
                Ok(3)
            }
        }
        let mut peeked = Peeked::new(Broken(false));
        assert_eq!(peeked.head(), b"abc");
        let mut all = Vec::new();
        let error = peeked.read_to_end(&mut all).expect_err("cut short");
        assert_eq!(all, b"abc");
        assert!(trouble(&error).contains("cut short"));
    }

    #[test]
    fn long_lines_are_passed_over() {
        let mut reader = io::BufReader::with_capacity(4, &b"ab\ncdefghij\nk"[..]);
        let mut buffer = Vec::new();
        let mut next = || {
            (
                line(&mut reader, 5, &mut buffer).expect("read"),
                buffer.clone(),
            )
        };
        assert_eq!(next(), (Line::Whole, b"ab\n".to_vec()));
        assert_eq!(next(), (Line::Long(9), b"cdefg".to_vec()));
        assert_eq!(next(), (Line::Whole, b"k".to_vec()));
        assert_eq!(next().0, Line::End);
    }
}
