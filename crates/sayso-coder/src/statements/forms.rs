//! Base forms to look up in the lexicon: the lemma of the syntax layer, and,
//! because a learned lemmatiser errs on rarer forms, what the written form
//! can be an inflection of. Only forms that the lexicon knows ever count.

/// Irregular forms of verbs of saying and thinking, with their base forms.
const IRREGULAR: [(&str, &str); 38] = [
    ("said", "say"),
    ("told", "tell"),
    ("wrote", "write"),
    ("written", "write"),
    ("thought", "think"),
    ("found", "find"),
    ("held", "hold"),
    ("felt", "feel"),
    ("knew", "know"),
    ("known", "know"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("made", "make"),
    ("gave", "give"),
    ("given", "give"),
    ("went", "go"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bade", "bid"),
    ("understood", "understand"),
    ("foresaw", "foresee"),
    ("foretold", "foretell"),
    ("heard", "hear"),
    ("sang", "sing"),
    ("taught", "teach"),
    ("chose", "choose"),
    ("sought", "seek"),
    ("besought", "beseech"),
    ("forbade", "forbid"),
    ("forbidden", "forbid"),
    ("saw", "see"),
    ("seen", "see"),
    ("came", "come"),
    ("took", "take"),
    ("lied", "lie"),
    ("lying", "lie"),
];

/// Base forms that a verb with this lemma and written form (both lower-case)
/// can have, likeliest first.
pub(super) fn of_verb(lemma: &str, form: &str) -> Vec<String> {
    if let Some((_, base)) = IRREGULAR.iter().find(|(f, _)| *f == form) {
        return vec![(*base).to_owned()];
    }
    let mut out = vec![lemma.to_owned()];
    for (ending, with) in [
        ("ied", "y"),
        ("ies", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ] {
        let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() > 1) else {
            continue;
        };
        out.push(format!("{stem}{with}"));
        if with.is_empty() {
            out.push(format!("{stem}e"));
            // "admitted", "refuting": a doubled last letter.
            let mut letters = stem.chars().rev();
            if let (Some(a), Some(b)) = (letters.next(), letters.next())
                && a == b
            {
                out.push(stem[..stem.len() - a.len_utf8()].to_owned());
            }
        }
    }
    out
}

/// Base forms that a noun with this lemma and written form can have.
pub(super) fn of_noun(lemma: &str, form: &str) -> Vec<String> {
    let mut out = vec![lemma.to_owned()];
    for (ending, with) in [("ies", "y"), ("men", "man"), ("es", ""), ("s", "")] {
        if let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() > 1) {
            out.push(format!("{stem}{with}"));
        }
    }
    out.push(form.to_owned());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_lead_back_to_their_verbs() {
        for (form, base) in [
            ("told", "tell"),
            ("announced", "announce"),
            ("denies", "deny"),
            ("admitted", "admit"),
            ("noting", "note"),
            ("claims", "claim"),
        ] {
            assert!(of_verb("?", form).iter().any(|b| b == base), "{form}");
        }
        assert!(of_noun("?", "spokesmen").iter().any(|b| b == "spokesman"));
        assert!(of_noun("?", "allies").iter().any(|b| b == "ally"));
    }
}
