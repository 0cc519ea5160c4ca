//! What the model says about who is named again: chances of earlier words,
//! gathered by chain.

use sayso_article::TokenId;

use super::chains::Chains;

impl Chains<'_, '_> {
    /// The chains that phrase `p` may take up, with their chances, the likeliest
    /// first; what is left to 1 is somebody new or out of the model's sight.
    pub fn likely(&self, p: usize) -> Vec<(usize, f32)> {
        let head = self.work.phrases[p].head;
        let mut out: Vec<(usize, f32)> = Vec::new();
        for &(word, chance) in self.work.syntax.earlier(head) {
            let Some(c) = self.phrase_around(word).and_then(|q| self.of[q]) else {
                continue;
            };
            match out.iter_mut().find(|(known, _)| *known == c) {
                Some((_, sum)) => *sum += chance,
                None => out.push((c, chance)),
            }
        }
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        out
    }

    /// The phrase that a word heads, or whose name it is part of.
    fn phrase_around(&self, word: TokenId) -> Option<usize> {
        let work = self.work;
        work.phrase_at[word.index()].or_else(|| {
            let n = work.name_of[word.index()]?;
            let at =
                |t: TokenId| work.phrase_at[t.index()].filter(|&q| work.phrases[q].name == Some(n));
            let name = &work.names[n];
            at(name.head).or_else(|| work.syntax[name.head].head.and_then(at))
        })
    }
}
