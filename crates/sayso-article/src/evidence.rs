//! Why a stage decided as it did, and what it found odd.

use crate::{SmolStr, Span, TokenId};

/// The reason for a decision: the rule or model head that made it and the
/// tokens it used. Enough for `sayso explain` to show the decision again.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Evidence {
    /// Id of the rule, or `head/...` for a decision of the model.
    pub rule: SmolStr,
    /// Tokens that the rule matched, in reading order.
    pub tokens: Vec<TokenId>,
    /// Anything else a reader should know, as a sentence; empty when nothing.
    pub note: String,
}

impl Evidence {
    /// Evidence by `rule`, resting on `tokens`.
    pub fn new(rule: impl Into<SmolStr>, tokens: Vec<TokenId>) -> Evidence {
        Evidence {
            rule: rule.into(),
            tokens,
            note: String::new(),
        }
    }
}

/// Something odd in the input that is no reason to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable kebab-case code, e.g. `unbalanced-quotes`.
    pub code: &'static str,
    /// Where, if at a place.
    pub span: Option<Span>,
    /// What it means and what was done, for a person.
    pub message: String,
}
