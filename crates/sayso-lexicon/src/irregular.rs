//! Irregular verb forms: `lexicons/words/irregular_verbs.tsv`. They mend
//! lemmas that the annotator gets wrong ("froz" for "froze").

use std::collections::BTreeMap;

use sayso_article::SmolStr;

use crate::{LexiconError, rows};

/// Lemmas by irregular form, lower case.
#[derive(Clone, Debug, Default)]
pub struct IrregularVerbs {
    lemmas: BTreeMap<SmolStr, SmolStr>,
}

impl IrregularVerbs {
    /// Reads files given as (name, text).
    ///
    /// # Errors
    /// All lines that are not a form and a lemma.
    pub fn read(files: &[(&str, &str)]) -> Result<IrregularVerbs, Vec<LexiconError>> {
        let mut out = IrregularVerbs::default();
        rows::each(files, "write `froze`, a tab, `freeze`", |line| {
            match line.trim_end().split_once('\t') {
                Some((form, lemma)) if !form.is_empty() && !lemma.is_empty() => {
                    out.lemmas.insert(form.into(), lemma.into());
                    Ok(())
                }
                _ => Err("not a form and a lemma".to_owned()),
            }
        })?;
        Ok(out)
    }

    /// The lemma of a form in lower case; `None` where the form is regular.
    pub fn lemma(&self, form: &str) -> Option<&SmolStr> {
        self.lemmas.get(form)
    }
}

#[cfg(test)]
mod tests {
    use super::IrregularVerbs;

    #[test]
    fn embedded_forms_are_read_and_bad_lines_are_told() {
        let verbs = IrregularVerbs::read(&crate::embedded("words")).expect("no errors");
        assert_eq!(
            verbs.lemma("overthrew").map(|l| l.as_str()),
            Some("overthrow")
        );
        assert_eq!(verbs.lemma("walked"), None);
        let errors = IrregularVerbs::read(&[("x.tsv", "form\tlemma\nfroze")]).expect_err("bad");
        assert_eq!(errors[0].line, 2);
    }
}
