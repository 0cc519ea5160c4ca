//! Lemmas as edit scripts on the word form.

/// How a word form becomes its lemma.
///
/// Written `case¦cut¦add`: change case (`k` keep, `l` lower-case, `t` first
/// letter upper and the rest lower), drop `cut` characters at the end, append
/// `add`. Or `w¦lemma`: the lemma is that word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LemmaScript {
    Word(String),
    Edit { case: Case, cut: usize, add: String },
}

/// The change of case before the edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Keep,
    Lower,
    Title,
}

impl LemmaScript {
    /// Parses a script.
    pub(crate) fn parse(script: &str) -> Option<LemmaScript> {
        let mut parts = script.split('¦');
        let case = match parts.next()? {
            "w" => {
                let word = parts.next()?.to_owned();
                return Some(LemmaScript::Word(word));
            }
            "k" => Case::Keep,
            "l" => Case::Lower,
            "t" => Case::Title,
            _ => return None,
        };
        let cut = parts.next()?.parse().ok()?;
        let add = parts.next()?.to_owned();
        Some(LemmaScript::Edit { case, cut, add })
    }

    /// The lemma of `form`; its lower-case form where the script does not fit.
    pub(crate) fn apply(&self, form: &str) -> String {
        let (case, cut, add) = match self {
            LemmaScript::Word(word) => return word.clone(),
            LemmaScript::Edit { case, cut, add } => (*case, *cut, add),
        };
        let mut base = match case {
            Case::Keep => form.to_owned(),
            Case::Lower => form.to_lowercase(),
            Case::Title => {
                let first = form.chars().next().map_or(0, char::len_utf8);
                let (head, tail) = form.split_at(first);
                head.to_uppercase() + &tail.to_lowercase()
            }
        };
        let kept = if cut == 0 {
            Some(base.len())
        } else {
            base.char_indices().rev().nth(cut - 1).map(|(at, _)| at)
        };
        match kept {
            Some(at) if at > 0 || !add.is_empty() => {
                base.truncate(at);
                base.push_str(add);
                base
            }
            _ => form.to_lowercase(),
        }
    }
}

/// Lemmas of known words. The network reads a frequent form as one piece and
/// cannot see its letters, so only unknown forms go by scripts.
pub(crate) struct LemmaTable {
    /// Lines `form TAB upos TAB lemma`, in ascending order of form and tag.
    text: String,
    /// Where each line begins.
    starts: Vec<u32>,
}

impl LemmaTable {
    /// From the lines of the model file; the number of a bad line (counted from
    /// 1: not three columns, or out of order) where there is one.
    pub(crate) fn new(text: &str) -> Result<LemmaTable, usize> {
        let mut table = LemmaTable {
            text: text.to_owned(),
            starts: Vec::new(),
        };
        let (mut at, mut before) = (0, None);
        for (i, line) in text.split('\n').enumerate() {
            let key = line
                .split_once('\t')
                .and_then(|(form, rest)| rest.split_once('\t').map(|(upos, _)| (form, upos)));
            let start = u32::try_from(at).ok();
            let (Some(key), Some(start)) = (key, start) else {
                if line.is_empty() {
                    continue;
                }
                return Err(i + 1);
            };
            if before.is_some_and(|before| before >= key) {
                return Err(i + 1);
            }
            before = Some(key);
            table.starts.push(start);
            at += line.len() + 1;
        }
        Ok(table)
    }

    /// The lemma of a lower-case form with the given part of speech.
    pub(crate) fn get(&self, form: &str, upos: &str) -> Option<&str> {
        let line = |start: u32| {
            let rest = self.text.get(start as usize..).unwrap_or_default();
            let line = rest.split('\n').next().unwrap_or_default();
            let (form, rest) = line.split_once('\t').unwrap_or_default();
            let (upos, lemma) = rest.split_once('\t').unwrap_or_default();
            ((form, upos), lemma)
        };
        let found = self
            .starts
            .binary_search_by(|&start| line(start).0.cmp(&(form, upos)))
            .ok()?;
        let (_, lemma) = line(self.starts[found]);
        (!lemma.is_empty()).then_some(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::{LemmaScript, LemmaTable};

    fn lemma(script: &str, form: &str) -> String {
        LemmaScript::parse(script).map_or_else(|| "?".to_owned(), |s| s.apply(form))
    }

    #[test]
    fn scripts_change_case_cut_and_append() {
        assert_eq!(lemma("l¦3¦y", "Bodies"), "body");
        assert_eq!(lemma("k¦0¦", "Ankara"), "Ankara");
        assert_eq!(lemma("t¦0¦", "ANKARA"), "Ankara");
        assert_eq!(lemma("w¦go", "went"), "go");
        assert_eq!(lemma("k¦1¦", "İzmirs"), "İzmir");
    }

    #[test]
    fn a_script_that_does_not_fit_gives_the_lower_case_form() {
        assert_eq!(lemma("l¦5¦", "The"), "the");
        assert_eq!(lemma("l¦3¦", "The"), "the");
        assert_eq!(lemma("l¦3¦a", "The"), "a");
    }

    #[test]
    fn a_table_gives_the_lemma_for_form_and_tag() {
        let table = LemmaTable::new("left\tADJ\tleft\nleft\tVERB\tleave\nmen\tNOUN\tman");
        let table = table.unwrap_or_else(|line| panic!("line {line}"));
        assert_eq!(table.get("left", "VERB"), Some("leave"));
        assert_eq!(table.get("left", "NOUN"), None);
        assert_eq!(table.get("men", "NOUN"), Some("man"));
        assert_eq!(LemmaTable::new("b\tNOUN\tb\na\tNOUN\ta").err(), Some(2));
        assert_eq!(LemmaTable::new("a\tNOUN").err(), Some(1));
    }
}
