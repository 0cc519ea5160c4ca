//! How sure events are: `lexicons/confidence/events.toml`, the coefficients of
//! a logistic regression (fitted by `training/sayso_training/calibrate.py`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{EventType, LexiconError};

/// The weight of a rule from which its deviation counts.
const USUAL_WEIGHT: f32 = 0.75;

/// Coefficients, as log-odds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confidence {
    intercept: f32,
    feature: Features,
    /// By PLOVER type.
    r#type: BTreeMap<String, f32>,
    /// How the model's own opinion bears on that.
    model: Second,
}

/// A second regression over the log-odds of the first and of the model.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Second {
    intercept: f32,
    odds: f32,
    model: f32,
}

/// Probabilities of the model count as if they lay this far from 0 and 1 at least.
const MODEL_MARGIN: f32 = 0.02;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Features {
    weight: f32,
    actor: f32,
    country: f32,
    recipient: f32,
    not_actual: f32,
    reported: f32,
}

/// What the confidence of an event depends on.
#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// Its PLOVER type.
    pub kind: EventType,
    /// The weight of its rule.
    pub weight: f32,
    /// It has an actor.
    pub actor: bool,
    /// An actor's country is known.
    pub country: bool,
    /// It has a recipient.
    pub recipient: bool,
    /// Its status is another than actual.
    pub not_actual: bool,
    /// Somebody else than the article says so.
    pub reported: bool,
    /// What the model gives the type at the trigger, if there is a model.
    pub model: Option<f32>,
}

impl Confidence {
    /// Reads files given as (name, text); without any, the weights of the
    /// rules stand as they are.
    ///
    /// # Errors
    /// When a file is not of the format or names no PLOVER type.
    pub fn read(files: &[(&str, &str)]) -> Result<Option<Confidence>, Vec<LexiconError>> {
        let Some(&(name, text)) = files.iter().find(|(n, _)| n.ends_with("events.toml")) else {
            return Ok(None);
        };
        let read: Confidence = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |s| s.start);
            let error = LexiconError::at(name, text, at, error.message().trim());
            vec![error.cure("fit it anew with training/sayso_training/calibrate.py")]
        })?;
        let foreign = read.r#type.keys().find(|k| EventType::parse(k).is_none());
        match foreign {
            Some(key) => {
                let what = format!("`{key}` is no PLOVER type");
                let at = text.find(key.as_str()).unwrap_or(0);
                Err(vec![LexiconError::at(name, text, at, what)])
            }
            None => Ok(Some(read)),
        }
    }

    /// The probability that an event with these traits is of the right type in
    /// the right sentence, 0 to 1, in steps of a hundredth.
    pub fn of(&self, traits: Traits) -> f32 {
        let f = &self.feature;
        let on = |is: bool, value: f32| if is { value } else { 0.0 };
        let odds = self.intercept
            + f.weight * (traits.weight - USUAL_WEIGHT)
            + on(traits.actor, f.actor)
            + on(traits.country, f.country)
            + on(traits.recipient, f.recipient)
            + on(traits.not_actual, f.not_actual)
            + on(traits.reported, f.reported)
            + self.r#type.get(traits.kind.name()).copied().unwrap_or(0.0);
        let odds = match traits.model {
            Some(p) => {
                let p = p.clamp(MODEL_MARGIN, 1.0 - MODEL_MARGIN);
                let second = &self.model;
                second.intercept + second.odds * odds + second.model * (p / (1.0 - p)).ln()
            }
            None => odds,
        };
        let p = 1.0 / (1.0 + (-odds).exp());
        // Rounded, so that no machine's last bit shows in a record.
        (p * 100.0).round() / 100.0
    }
}

/// A logistic regression over named signs, fitted on annotated articles:
/// whether two mentions tell one event (`lexicons/confidence/same_event.toml`),
/// of which country somebody is (`home_country.toml`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signs {
    intercept: f32,
    /// From which probability on [`Signs::choose`] takes a candidate.
    #[serde(default)]
    least: f32,
    /// Log-odds of each sign.
    sign: BTreeMap<String, f32>,
}

impl Signs {
    /// Reads the one of the files, given as (name, text), that is called
    /// `stem`.toml; `None` when there is none.
    ///
    /// # Errors
    /// When it is not of the format.
    pub fn read(files: &[(&str, &str)], stem: &str) -> Result<Option<Signs>, Vec<LexiconError>> {
        let wanted = format!("{stem}.toml");
        let Some((name, text)) = files.iter().find(|(n, _)| n.ends_with(&wanted)) else {
            return Ok(None);
        };
        toml::from_str(text).map(Some).map_err(|error| {
            let at = error.span().map_or(0, |s| s.start);
            let error = LexiconError::at(name, text, at, error.message().trim());
            vec![error.cure(format!(
                "fit it anew with training/sayso_training/{stem}.py"
            ))]
        })
    }

    /// Which of several candidates, each with its signs, is meant, and how
    /// likely, 0 to 1: a multinomial regression in which "none of them" weighs
    /// zero. `None` when that is likelier, or when the best is less likely than
    /// the file's `least`.
    pub fn choose<'s, C: IntoIterator<Item = &'s str>>(
        &self,
        candidates: impl IntoIterator<Item = C>,
    ) -> Option<(usize, f32)> {
        let odds = |signs: C| -> f32 {
            let known = signs.into_iter().filter_map(|s| self.sign.get(s));
            self.intercept + known.sum::<f32>()
        };
        let weights: Vec<f32> = candidates.into_iter().map(|c| odds(c).exp()).collect();
        let all: f32 = 1.0 + weights.iter().sum::<f32>();
        let chances = weights.iter().map(|w| w / all).enumerate();
        // The first of equals, so that the order of the text decides.
        let best = chances.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        (best.1 >= self.least).then_some(best)
    }

    /// The probability of what the signs are about, 0 to 1; signs that the file
    /// does not know say nothing.
    pub fn of<'s>(&self, signs: impl IntoIterator<Item = &'s str>) -> f32 {
        let odds: f32 = signs.into_iter().filter_map(|s| self.sign.get(s)).sum();
        1.0 / (1.0 + (-self.intercept - odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::{Confidence, Signs, Traits};
    use crate::EventType;

    #[test]
    fn more_evidence_makes_surer() {
        let fitted = Confidence::read(&crate::embedded("confidence"))
            .expect("no errors")
            .expect("a file");
        let bare = Traits {
            kind: EventType::Assault,
            weight: 0.6,
            actor: false,
            country: false,
            recipient: false,
            not_actual: false,
            reported: false,
            model: None,
        };
        let full = Traits {
            weight: 0.9,
            actor: true,
            recipient: true,
            ..bare
        };
        assert!(fitted.of(bare) < fitted.of(full));
        assert!((0.0..=1.0).contains(&fitted.of(full)));
        let seen = |p| {
            fitted.of(Traits {
                model: Some(p),
                ..full
            })
        };
        assert!(seen(0.01) < seen(0.99), "the model agrees or does not");
    }

    #[test]
    fn one_word_about_the_same_parties_is_one_event() {
        let files = crate::embedded("confidence");
        let same = Signs::read(&files, "same_event").expect("no errors");
        let same = same.expect("the file");
        let alike = same.of([
            "one-word",
            "one-mode",
            "parties-agree",
            "parties-shared",
            "one-status",
        ]);
        let other = same.of(["two-modes", "actors-differ", "recipients-differ"]);
        assert!(alike > 0.3 && other < 0.1, "{alike} {other}");
        assert!(Signs::read(&[("x.toml", "intercept = 1.0")], "x").is_err());
    }

    #[test]
    fn other_types_are_refused() {
        let text = "intercept = 0.0\n[feature]\nweight = 1.0\nactor = 0.0\ncountry = 0.0\nrecipient = 0.0\nnot_actual = 0.0\nreported = 0.0\n[type]\nFIGHT = 1.0\n[model]\nintercept = 0.0\nodds = 1.0\nmodel = 0.1\n";
        let errors = Confidence::read(&[("events.toml", text)]).expect_err("FIGHT");
        assert_eq!(errors[0].line, 10);
    }
}
