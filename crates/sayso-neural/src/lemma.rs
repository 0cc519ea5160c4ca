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

#[cfg(test)]
mod tests {
    use super::LemmaScript;

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
}
