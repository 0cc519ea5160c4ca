//! The stretch of a text that comes nearest to a quotation, and how they differ.

use super::words::Word;

/// One step of the comparison, word by word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The same word, in the quotation and in the text (indices).
    Same(usize, usize),
    /// A word of the quotation that the text has not.
    Added(usize),
    /// A word of the text that the quotation leaves out.
    Left(usize),
}

/// The best stretch of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// First word of the stretch in the text.
    pub first: usize,
    /// Word after its last.
    pub last: usize,
    /// Share of words that agree: twice the same ones by all of both sides.
    pub share: f64,
}

/// Text words compared at most: a quotation is looked for in one article or one statement.
const MOST: usize = 20_000;

/// Where all of `quote` stands word for word in `text`, from `from` on: the
/// index of its first word there.
pub fn exact(quote: &[Word], text: &[Word], from: usize) -> Option<usize> {
    if quote.is_empty() || text.len() < quote.len() {
        return None;
    }
    (from..=text.len() - quote.len()).find(|&at| {
        quote
            .iter()
            .zip(&text[at..])
            .enumerate()
            // A quotation may begin a sentence with what was not the beginning of one.
            .all(|(i, (q, t))| q.plain == t.plain || (i == 0 && q.folded == t.folded))
    })
}

/// The stretch of `text` nearest to `quote`: local alignment over words, a same
/// word worth two, a word on one side only costing one.
pub fn nearest(quote: &[Word], text: &[Word]) -> Option<Alignment> {
    let text = &text[..text.len().min(MOST)];
    let (height, width) = (quote.len() + 1, text.len() + 1);
    let mut score = vec![0_i32; height * width];
    for q in 1..height {
        // Words of the quotation before the stretch are added ones.
        score[q * width] = -(q as i32);
        for t in 1..width {
            let up = score[(q - 1) * width + t] - 1;
            let left = score[q * width + t - 1] - 1;
            let mut best = up.max(left);
            if quote[q - 1].folded == text[t - 1].folded {
                best = best.max(score[(q - 1) * width + t - 1] + 2);
            }
            score[q * width + t] = best;
        }
    }
    // All of the quotation, any end in the text; of equal ends the first.
    let bottom = (height - 1) * width;
    let end = (0..width).max_by_key(|&t| (score[bottom + t], std::cmp::Reverse(t)))?;
    let mut steps = Vec::new();
    let (mut q, mut t) = (height - 1, end);
    while q > 0 {
        let here = score[q * width + t];
        let same = t > 0 && quote[q - 1].folded == text[t - 1].folded;
        if same && here == score[(q - 1) * width + t - 1] + 2 {
            (q, t) = (q - 1, t - 1);
            steps.push(Step::Same(q, t));
        } else if t > 0 && here == score[q * width + t - 1] - 1 {
            t -= 1;
            steps.push(Step::Left(t));
        } else {
            q -= 1;
            steps.push(Step::Added(q));
        }
    }
    steps.reverse();
    let same = steps.iter().filter(|s| matches!(s, Step::Same(..))).count();
    let first = steps.iter().find_map(|s| match s {
        Step::Same(_, t) => Some(*t),
        _ => None,
    })?;
    let last = steps.iter().rev().find_map(|s| match s {
        Step::Same(_, t) => Some(t + 1),
        _ => None,
    })?;
    Some(Alignment {
        steps,
        first,
        last,
        share: 2.0 * same as f64 / (quote.len() + last - first) as f64,
    })
}

/// The differences as one line: `[-left out-]`, `{+added+}`; long runs that agree
/// are shortened to the words around the differences.
pub fn differences(quote: &[Word], text: &[Word], alignment: &Alignment) -> String {
    const AROUND: usize = 3;
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    let steps = &alignment.steps;
    while at < steps.len() {
        let begin = at;
        match steps[at] {
            Step::Same(..) => {
                while matches!(steps.get(at), Some(Step::Same(..))) {
                    at += 1;
                }
                let run: Vec<&str> = steps[begin..at]
                    .iter()
                    .filter_map(|s| match s {
                        Step::Same(q, _) => Some(quote[*q].plain.as_str()),
                        _ => None,
                    })
                    .collect();
                let (head, tail) = (begin > 0, at < steps.len());
                let keep = AROUND * (usize::from(head) + usize::from(tail));
                if run.len() <= keep + 1 {
                    out.extend(run.iter().map(|w| (*w).to_owned()));
                } else {
                    if head {
                        out.extend(run[..AROUND].iter().map(|w| (*w).to_owned()));
                    }
                    out.push("…".to_owned());
                    if tail {
                        out.extend(run[run.len() - AROUND..].iter().map(|w| (*w).to_owned()));
                    }
                }
            }
            Step::Added(_) | Step::Left(_) => {
                while matches!(steps.get(at), Some(Step::Added(_) | Step::Left(_))) {
                    at += 1;
                }
                let (mut left, mut added) = (Vec::new(), Vec::new());
                for step in &steps[begin..at] {
                    match step {
                        Step::Left(t) => left.push(text[*t].plain.as_str()),
                        Step::Added(q) => added.push(quote[*q].plain.as_str()),
                        Step::Same(..) => {}
                    }
                }
                if !left.is_empty() {
                    out.push(format!("[-{}-]", left.join(" ")));
                }
                if !added.is_empty() {
                    out.push(format!("{{+{}+}}", added.join(" ")));
                }
            }
        }
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    const TEXT: &str =
        "The minister said the new bridge will open in May, and tolls will not rise.";

    #[test]
    fn word_for_word_but_for_the_first_capital() {
        let text = words(TEXT);
        assert_eq!(exact(&words("The new bridge will open"), &text, 0), Some(3));
        assert_eq!(exact(&words("the new Bridge will open"), &text, 0), None);
        assert_eq!(exact(&words("will not rise"), &text, 0), Some(12));
        assert_eq!(exact(&words("will"), &text, 7), Some(12));
        assert_eq!(exact(&[], &text, 0), None);
    }

    #[test]
    fn the_nearest_stretch_and_its_differences() {
        let (quote, text) = (words("the bridge would open in early May"), words(TEXT));
        let found = nearest(&quote, &text).expect("something near");
        assert_eq!((found.first, found.last), (3, 10));
        assert!((found.share - 10.0 / 14.0).abs() < 1e-9, "{}", found.share);
        assert_eq!(
            differences(&quote, &text, &found),
            "the [-new-] bridge [-will-] {+would+} open in {+early+} May"
        );
    }

    #[test]
    fn nothing_in_common_is_not_near() {
        assert_eq!(nearest(&words("cats sleep"), &words("dogs bark")), None);
        let far = nearest(&words("rain fell all over the south"), &words(TEXT)).expect("one word");
        assert!(far.share < 0.4);
    }
}
