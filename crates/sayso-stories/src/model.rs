//! How likely two mentions tell one happening: a logistic regression over their
//! [`signs`](crate::signs). The weights stand in `data/same_story.toml`, fitted by
//! `training/sayso_training/same_story.py` on annotated pairs of Wikinews.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::signs::NAMES;

/// The regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    intercept: f32,
    weights: [f32; NAMES.len()],
    /// Least probability that links two mentions, and least mean probability at
    /// which two groups are one.
    pub threshold: f32,
}

/// What is wrong with a table of weights.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It cannot be read.
    #[error("the weights of same stories: {0}")]
    Toml(#[from] toml::de::Error),
    /// It names a sign that there is not.
    #[error("the weights of same stories: there is no sign `{0}`; signs are {all}", all = NAMES.join(", "))]
    Unknown(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    intercept: f32,
    threshold: f32,
    sign: BTreeMap<String, f32>,
}

impl Model {
    /// Reads a table; a sign that it leaves out does not count.
    ///
    /// # Errors
    ///
    /// When it is no TOML of this form or names an unknown sign.
    pub fn read(text: &str) -> Result<Self, ModelError> {
        let table: Table = toml::from_str(text)?;
        let mut weights = [0.0; NAMES.len()];
        for (name, weight) in table.sign {
            let Some(at) = NAMES.iter().position(|n| *n == name) else {
                return Err(ModelError::Unknown(name));
            };
            weights[at] = weight;
        }
        Ok(Self {
            intercept: table.intercept,
            weights,
            threshold: table.threshold,
        })
    }

    /// The fitted one.
    ///
    /// # Panics
    ///
    /// Never: a test reads the table.
    #[must_use]
    pub fn fitted() -> Self {
        Self::read(include_str!("../data/same_story.toml"))
            .expect("the fitted table is well formed")
    }

    /// Probability that two mentions with these signs tell one happening.
    #[must_use]
    pub fn probability(&self, signs: &[f32; NAMES.len()]) -> f32 {
        let sum: f32 = signs.iter().zip(&self.weights).map(|(s, w)| s * w).sum();
        1.0 / (1.0 + (-(self.intercept + sum)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fitted_table_is_read() {
        let model = Model::fitted();
        assert!(model.threshold > 0.0 && model.threshold < 1.0);
        assert!(model.probability(&[0.0; NAMES.len()]) < 0.5);
    }

    #[test]
    fn an_unknown_sign_is_named() {
        let wrong = Model::read("intercept = 0.0\nthreshold = 0.5\n[sign]\nluck = 1.0\n");
        let message = wrong.unwrap_err().to_string();
        assert!(
            message.contains("`luck`") && message.contains("wording"),
            "{message}"
        );
    }
}
