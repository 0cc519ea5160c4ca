//! The best sequence of tags in which every `I` follows its `B` or `I`.

use crate::labels::Bio;

/// A run of words with one tag: first word, word after the last, kind, score.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run<T> {
    pub first: usize,
    pub end: usize,
    pub kind: T,
    /// Mean probability of the tags chosen.
    pub score: f32,
}

/// The best path through `logs`, a row of log-probabilities of `tags` a word.
/// Of equals the first tag wins.
pub(crate) fn best_path<T: PartialEq + Copy>(logs: &[f32], tags: &[Bio<T>]) -> Vec<usize> {
    let k = tags.len();
    // Which tags may stand before each; `None` stands for the beginning.
    let allowed = |before: Option<Bio<T>>, tag: Bio<T>| match tag {
        Bio::Inside(kind) => before == Some(Bio::Begin(kind)) || before == Some(Bio::Inside(kind)),
        _ => true,
    };
    let inside: Vec<Vec<usize>> = tags
        .iter()
        .map(|&tag| match tag {
            Bio::Inside(_) => (0..k).filter(|&i| allowed(Some(tags[i]), tag)).collect(),
            _ => Vec::new(),
        })
        .collect();
    let mut back: Vec<u16> = Vec::with_capacity(logs.len());
    let mut value = vec![0f32; k];
    let mut next = vec![0f32; k];
    for (i, row) in logs.chunks_exact(k).enumerate() {
        let mut any = 0;
        for from in 1..k {
            if value[from] > value[any] {
                any = from;
            }
        }
        for (to, &tag) in tags.iter().enumerate() {
            let from = if let Bio::Inside(_) = tag {
                let mut choice = inside[to].iter().copied();
                let first = choice.next().filter(|_| i > 0);
                first
                    .map(|first| choice.fold(first, |a, b| if value[b] > value[a] { b } else { a }))
            } else {
                Some(any)
            };
            next[to] = from.map_or(f32::NEG_INFINITY, |from| value[from] + row[to]);
            back.push(from.unwrap_or(0) as u16);
        }
        std::mem::swap(&mut value, &mut next);
    }
    let mut at = 0;
    for from in 1..k {
        if value[from] > value[at] {
            at = from;
        }
    }
    let mut path = vec![0; back.len() / k];
    for (i, slot) in path.iter_mut().enumerate().rev() {
        *slot = at;
        at = usize::from(back[i * k + at]);
    }
    path
}

/// The runs of a path; `breaks(i)` cuts a run after word `i`.
pub(crate) fn runs<T: PartialEq + Copy>(
    path: &[usize],
    logs: &[f32],
    tags: &[Bio<T>],
    breaks: impl Fn(usize) -> bool,
) -> Vec<Run<T>> {
    let mut found: Vec<Run<T>> = Vec::new();
    let mut open = false;
    for (i, &tag) in path.iter().enumerate() {
        let probability = logs[i * tags.len() + tag].exp();
        match (tags[tag], found.last_mut()) {
            (Bio::Outside, _) => open = false,
            (Bio::Inside(kind), Some(run)) if open && run.kind == kind => {
                run.end = i + 1;
                run.score += probability;
            }
            (Bio::Begin(kind) | Bio::Inside(kind), _) => {
                found.push(Run {
                    first: i,
                    end: i + 1,
                    kind,
                    score: probability,
                });
                open = true;
            }
        }
        open &= !breaks(i);
    }
    for run in &mut found {
        run.score = (run.score / (run.end - run.first) as f32).clamp(0.0, 1.0);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAGS: [Bio<char>; 5] = [
        Bio::Outside,
        Bio::Begin('p'),
        Bio::Inside('p'),
        Bio::Begin('o'),
        Bio::Inside('o'),
    ];

    #[test]
    fn no_run_begins_inside_and_kinds_do_not_mix() {
        let rows: [[f32; 5]; 3] = [
            [0.1, 0.2, 0.9, 0.3, 0.0],
            [0.0, 0.1, 0.5, 0.0, 0.6],
            [0.9, 0.0, 0.0, 0.0, 0.8],
        ];
        let logs: Vec<f32> = rows.iter().flatten().map(|p| (p + 0.01).ln()).collect();
        let path = best_path(&logs, &TAGS);
        assert_eq!(path, [3, 4, 0]);
        let runs = runs(&path, &logs, &TAGS, |_| false);
        assert_eq!((runs[0].first, runs[0].end, runs[0].kind), (0, 2, 'o'));
    }

    #[test]
    fn a_break_cuts_a_run() {
        let logs = vec![-1.0; 15];
        let runs = runs(&[1, 2, 2], &logs, &TAGS, |i| i == 1);
        assert_eq!(
            runs.iter().map(|r| (r.first, r.end)).collect::<Vec<_>>(),
            [(0, 2), (2, 3)]
        );
    }
}
