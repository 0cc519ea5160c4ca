//! Role words: where an argument stands relative to the trigger.

use std::fmt;

use sayso_article::SmolStr;

/// Steps from the trigger down to an argument: `obj.nmod:against`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// At least one step.
    pub steps: Vec<Step>,
}

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Deep subject.
    Subj,
    /// Deep object.
    Obj,
    /// Indirect object.
    Iobj,
    /// Prepositional dependent of a verb or noun; any preposition when empty.
    Prepositional(SmolStr),
    /// Possessive.
    Poss,
    /// Adjective of nationality.
    Amod,
    /// Noun used as a modifier.
    Compound,
    /// Apposition.
    Appos,
    /// A clausal dependent: `xcomp`, `ccomp`, `advcl`, `acl`, or any
    /// complement when empty (`clause`).
    Clause(SmolStr),
}

impl Path {
    /// Reads a path such as `obl:with` or `ccomp.subj`.
    ///
    /// # Errors
    /// The word that is no role.
    pub fn parse(text: &str) -> Result<Path, String> {
        let steps = text
            .split('.')
            .map(|word| Step::parse(word.trim()).ok_or_else(|| word.trim().to_owned()))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Path { steps })
    }

    /// Whether the path starts at a noun's own dependents.
    pub fn is_nominal(&self) -> bool {
        matches!(
            self.steps.first(),
            Some(Step::Poss | Step::Amod | Step::Compound | Step::Prepositional(_))
        )
    }

    /// Whether the path starts at a verb's own dependents.
    pub fn is_verbal(&self) -> bool {
        !matches!(
            self.steps.first(),
            Some(Step::Poss | Step::Amod | Step::Compound)
        )
    }
}

impl Step {
    fn parse(word: &str) -> Option<Step> {
        if let Some(preposition) = word
            .strip_prefix("obl:")
            .or_else(|| word.strip_prefix("nmod:"))
        {
            return match preposition {
                "poss" => Some(Step::Poss),
                "agent" => Some(Step::Prepositional("by".into())),
                "" => None,
                _ => Some(Step::Prepositional(preposition.into())),
            };
        }
        Some(match word {
            "subj" => Step::Subj,
            "obj" => Step::Obj,
            "iobj" => Step::Iobj,
            "obl" | "nmod" => Step::Prepositional(SmolStr::default()),
            "poss" => Step::Poss,
            "amod" => Step::Amod,
            "compound" => Step::Compound,
            "appos" => Step::Appos,
            "clause" => Step::Clause(SmolStr::default()),
            "xcomp" | "ccomp" | "advcl" | "acl" => Step::Clause(word.into()),
            _ => return None,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.steps.iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            match step {
                Step::Subj => f.write_str("subj")?,
                Step::Obj => f.write_str("obj")?,
                Step::Iobj => f.write_str("iobj")?,
                Step::Prepositional(p) if p.is_empty() => f.write_str("obl")?,
                Step::Prepositional(p) => write!(f, "obl:{p}")?,
                Step::Poss => f.write_str("poss")?,
                Step::Amod => f.write_str("amod")?,
                Step::Compound => f.write_str("compound")?,
                Step::Appos => f.write_str("appos")?,
                Step::Clause(c) if c.is_empty() => f.write_str("clause")?,
                Step::Clause(c) => f.write_str(c)?,
            }
        }
        Ok(())
    }
}
