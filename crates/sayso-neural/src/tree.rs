//! The best single-root tree of a sentence (Chu-Liu/Edmonds).

/// Lower than any sum of scores: what a forbidden arc is worth.
const FORBIDDEN: f64 = -1e18;
/// What a root arc is docked, so that a tree never has two where one will do.
const ROOT_COST: f64 = 1e9;

/// Heads of the `n` words of a sentence, `None` for the root.
///
/// `scores[word][1 + head]`, column 0 for the root. The greedy heads are kept
/// where they form a tree with one root; else the tree with one root and the
/// greatest total log-probability is found. Of equals the first word wins.
pub(crate) fn best_tree(n: usize, scores: &[f32]) -> Vec<Option<usize>> {
    let width = n + 1;
    let greedy: Vec<usize> = scores.chunks_exact(width).map(first_best).collect();
    let heads = if is_tree(&greedy) {
        greedy
    } else {
        spanning_tree(n, scores)
    };
    heads.iter().map(|&h| h.checked_sub(1)).collect()
}

fn first_best(row: &[f32]) -> usize {
    let mut best = 0;
    for (i, &score) in row.iter().enumerate() {
        if score > row[best] {
            best = i;
        }
    }
    best
}

/// One root, and every word below it. Heads are 1-based, 0 the root.
fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    // 0 unseen, 1 reaches the root, otherwise the number of the walk, plus 2.
    let mut seen = vec![0usize; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 2;
            match heads[at] {
                0 => break,
                h => at = h - 1,
            }
        }
        if heads[at] != 0 && seen[at] == start + 2 {
            return false;
        }
        let mut at = start;
        while seen[at] != 1 {
            seen[at] = 1;
            match heads[at] {
                0 => break,
                h => at = h - 1,
            }
        }
    }
    true
}

fn spanning_tree(n: usize, scores: &[f32]) -> Vec<usize> {
    let width = n + 1;
    let mut table = vec![FORBIDDEN; width * width];
    for (d, row) in scores.chunks_exact(width).enumerate() {
        let top = row.iter().fold(f32::MIN, |a, &b| a.max(b));
        let log = row
            .iter()
            .map(|&x| f64::from(x - top).exp())
            .sum::<f64>()
            .ln();
        for (h, &score) in row.iter().enumerate() {
            if h != d + 1 {
                table[(d + 1) * width + h] = f64::from(score - top) - log;
            }
        }
        table[(d + 1) * width] -= ROOT_COST;
    }
    arborescence(width, &table).split_off(1)
}

/// Heads of the maximum arborescence of `scores[dependent][head]` rooted at
/// node 0; the head of node 0 means nothing.
fn arborescence(n: usize, scores: &[f64]) -> Vec<usize> {
    let mut heads: Vec<usize> = scores
        .chunks_exact(n)
        .map(|row| {
            let mut best = 0;
            for (i, &score) in row.iter().enumerate() {
                if score > row[best] {
                    best = i;
                }
            }
            best
        })
        .collect();
    heads[0] = 0;
    let Some(cycle) = find_cycle(&heads) else {
        return heads;
    };
    let mut inside = vec![false; n];
    for &c in &cycle {
        inside[c] = true;
    }
    let rest: Vec<usize> = (0..n).filter(|&i| !inside[i]).collect();
    // The cycle becomes the last node of a smaller problem.
    let (m, size) = (rest.len(), rest.len() + 1);
    let mut small = vec![FORBIDDEN; size * size];
    let (mut enter, mut leave) = (vec![0; m], vec![0; m]);
    for (i, &d) in rest.iter().enumerate() {
        if d == 0 {
            continue;
        }
        for (j, &h) in rest.iter().enumerate() {
            small[i * size + j] = scores[d * n + h];
        }
        for &c in &cycle {
            if scores[d * n + c] > small[i * size + m] {
                small[i * size + m] = scores[d * n + c];
                leave[i] = c;
            }
        }
    }
    for (j, &h) in rest.iter().enumerate() {
        let mut best = f64::NEG_INFINITY;
        for &c in &cycle {
            let gain = scores[c * n + h] - scores[c * n + heads[c]];
            if gain > best {
                best = gain;
                enter[j] = c;
            }
        }
        small[m * size + j] = best;
    }
    let chosen = arborescence(size, &small);
    for (i, &d) in rest.iter().enumerate() {
        if d != 0 {
            heads[d] = if chosen[i] == m {
                leave[i]
            } else {
                rest[chosen[i]]
            };
        }
    }
    let from = chosen[m];
    heads[enter[from]] = rest[from];
    heads
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut colour = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && colour[at] == 0 {
            colour[at] = start;
            at = heads[at];
        }
        if at != 0 && colour[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}
