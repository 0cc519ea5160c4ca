//! Prints the codebook: docs/codebook.md.

use std::io::{self, Write as _};

fn main() -> io::Result<()> {
    io::stdout().write_all(sayso_export::codebook().as_bytes())
}
