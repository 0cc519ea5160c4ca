//! Walking the dependency trees of [`Syntax`].

use crate::{Span, Syntax, TokenId};

impl Syntax {
    /// Dependents of `id` whose relation is one of `relations` (with any
    /// subtype, unless the given relation names one), in reading order.
    pub fn children_by<'a>(
        &'a self,
        id: TokenId,
        relations: &'a [&'a str],
    ) -> impl DoubleEndedIterator<Item = TokenId> + 'a {
        self.children(id)
            .iter()
            .copied()
            .filter(move |&c| relations.iter().any(|r| self[c].is_rel(r)))
    }

    /// The first dependent of `id` with one of `relations`.
    pub fn child(&self, id: TokenId, relations: &[&str]) -> Option<TokenId> {
        self.children(id)
            .iter()
            .copied()
            .find(|&c| relations.iter().any(|r| self[c].is_rel(r)))
    }

    /// `id` and everything below it, in reading order.
    pub fn subtree(&self, id: TokenId) -> Vec<TokenId> {
        self.subtree_without(id, |_| false)
    }

    /// `id` and everything below it except the dependents (with all below
    /// them) that `cut` picks, in reading order.
    pub fn subtree_without(
        &self,
        id: TokenId,
        mut cut: impl FnMut(TokenId) -> bool,
    ) -> Vec<TokenId> {
        let mut out = vec![id];
        let mut at = 0;
        while at < out.len() {
            for &child in self.children(out[at]) {
                if !cut(child) {
                    out.push(child);
                }
            }
            at += 1;
        }
        out.sort_unstable();
        out
    }

    /// Whether `id` is `ancestor` or stands below it.
    pub fn is_within(&self, id: TokenId, ancestor: TokenId) -> bool {
        let mut at = Some(id);
        while let Some(t) = at {
            if t == ancestor {
                return true;
            }
            at = self[t].head;
        }
        false
    }

    /// `id` and its conjuncts: "A, B and C" from A. Conjuncts of conjuncts
    /// (mis-nested lists) are followed too.
    pub fn conjuncts(&self, id: TokenId) -> Vec<TokenId> {
        let mut out = vec![id];
        let mut at = 0;
        while at < out.len() {
            out.extend(self.children_by(out[at], &["conj"]));
            at += 1;
        }
        out.sort_unstable();
        out
    }

    /// The first member of the coordination that `id` belongs to.
    pub fn first_conjunct(&self, id: TokenId) -> TokenId {
        let mut at = id;
        while self[at].is_rel("conj")
            && let Some(head) = self[at].head
        {
            at = head;
        }
        at
    }

    /// The root of the sentence that holds `id`.
    pub fn root_of(&self, id: TokenId) -> TokenId {
        let mut at = id;
        while let Some(head) = self[at].head {
            at = head;
        }
        at
    }

    /// The span from the first to the last of `tokens` (in reading order);
    /// `None` when there are none.
    pub fn span_of(&self, tokens: &[TokenId]) -> Option<Span> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        Some(self[*first].span.cover(self[*last].span))
    }

    /// The tokens whose spans lie within `span`, in reading order.
    pub fn tokens_in(&self, span: Span) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        let first = self
            .tokens()
            .partition_point(|t| t.span.start() < span.start());
        let end = self
            .tokens()
            .partition_point(|t| t.span.end() <= span.end());
        (first..end.max(first)).map(TokenId::new)
    }

    /// The case-marking preposition of a nominal, lower-case, with the parts
    /// of a fixed expression joined by spaces ("according to"); `None` without one.
    pub fn preposition(&self, id: TokenId) -> Option<String> {
        let case = self.child(id, &["case"])?;
        let mut words = vec![case];
        words.extend(self.children_by(case, &["fixed"]));
        words.sort_unstable();
        Some(
            words
                .iter()
                .map(|&w| self[w].lemma.to_lowercase())
                .collect::<Vec<_>>()
                .join(" "),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, TokenId, read_conllu};

    const SAMPLE: &str = "# text = Police and soldiers detained two men in Oria.
1\tPolice\tpolice\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t_\t_
2\tand\tand\tCCONJ\tCC\t_\t3\tcc\t_\t_
3\tsoldiers\tsoldier\tNOUN\tNNS\tNumber=Plur\t1\tconj\t_\t_
4\tdetained\tdetain\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
5\ttwo\ttwo\tNUM\tCD\t_\t6\tnummod\t_\t_
6\tmen\tman\tNOUN\tNNS\tNumber=Plur\t4\tobj\t_\t_
7\tin\tin\tADP\tIN\t_\t8\tcase\t_\t_
8\tOria\tOria\tPROPN\tNNP\t_\t4\tobl\t_\tEntity=B-LOC|SpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
";

    #[test]
    fn walks_subtrees_and_coordination() {
        let (article, syntax): (Article, _) = read_conllu(SAMPLE).expect("valid");
        let root = TokenId::new(3);
        assert_eq!(syntax.root_of(TokenId::new(6)), root);
        let subject = syntax.child(root, &["nsubj"]).expect("has a subject");
        assert_eq!(syntax.conjuncts(subject).len(), 2);
        let span = syntax.span_of(&syntax.subtree(subject)).expect("not empty");
        assert_eq!(article.slice(span), "Police and soldiers");
        assert_eq!(syntax.preposition(TokenId::new(7)).as_deref(), Some("in"));
        assert!(syntax.is_within(TokenId::new(2), subject));
    }
}
