//! Progress bars on standard error: when a person watches and the work takes
//! longer than a moment; nothing in pipes, nor above a report on the same terminal.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::inputs::{self, Input};

/// Fewer things than these are done before a bar would tell anything.
const FEW: u64 = 20;

/// A bar over the bytes of the inputs; its message is the number of articles.
pub fn of_inputs(inputs: &[Input], report_on_terminal: bool) -> ProgressBar {
    let total = inputs::total(inputs);
    let short = (inputs.len() as u64) < FEW && total < 100_000;
    let template =
        "{wide_bar} {msg} articles, {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
    bar(total, template, short || report_on_terminal)
}

/// A bar over `total` things.
pub fn counted(total: u64, report_on_terminal: bool) -> ProgressBar {
    let template = "{wide_bar} {pos}/{len}, {per_sec}, {eta} left";
    bar(total, template, total < FEW || report_on_terminal)
}

fn bar(total: u64, template: &str, hidden: bool) -> ProgressBar {
    if hidden || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(4));
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}
