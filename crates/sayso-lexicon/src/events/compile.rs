//! From files to checked rules.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sayso_article::SmolStr;
use toml::Spanned;

use super::file::{File, List, Prepositions, Rule, Table};
use super::{
    Alternative, Conditions, EntityTest, EventRule, EventRules, Example, Path, Word, Words,
};
use crate::confidence::{Confidence, Signs};
use crate::status::StatusWords;
use crate::{CONTEXTS, EventType, IrregularVerbs, LexiconError};

/// The confidence of a rule that gives none.
const WEIGHT: f64 = 0.8;

type Classes<'a> = BTreeMap<&'a str, &'a List>;

/// Weight of an event that only the model sees.
const MODEL_WEIGHT: f32 = 0.65;

/// Weight of a demand that a modal makes.
const DEMAND_WEIGHT: f32 = 0.65;

pub(super) fn compile(files: &[(&str, &str)]) -> Result<EventRules, Vec<LexiconError>> {
    let mut errors = Vec::new();
    let mut parsed = Vec::new();
    for &(name, text) in files {
        match toml::from_str::<File>(text) {
            Ok(file) => parsed.push((name, text, file)),
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                let error = LexiconError::at(name, text, at, error.message().trim());
                errors.push(error.cure("see docs/writing-rules.md for the keys of a rule"));
            }
        }
    }
    let shared: Classes<'_> = parsed
        .iter()
        .filter(|(name, _, _)| stem(name) == "classes")
        .flat_map(|(_, _, file)| file.classes.iter().map(|(k, v)| (k.as_str(), v)))
        .collect();
    let mut out = EventRules::default();
    match StatusWords::compile(&crate::embedded("status")) {
        Ok(words) => out.status = words,
        Err(mut more) => errors.append(&mut more),
    }
    match crate::counts::CountWords::embedded() {
        Ok(words) => out.counts = words,
        Err(mut more) => errors.append(&mut more),
    }
    match IrregularVerbs::read(&crate::embedded("words")) {
        Ok(verbs) => out.irregular = verbs,
        Err(mut more) => errors.append(&mut more),
    }
    let fitted = crate::embedded("confidence");
    match Confidence::read(&fitted) {
        Ok(read) => out.confidence = read,
        Err(mut more) => errors.append(&mut more),
    }
    match Signs::read(&fitted, "same_event") {
        Ok(read) => out.same = read,
        Err(mut more) => errors.append(&mut more),
    }
    let mut ids = BTreeSet::new();
    for (name, text, file) in &parsed {
        let stem = self::stem(name);
        if stem == "classes" {
            if let Some(rule) = file.rule.first() {
                let at = rule.span().start;
                errors.push(
                    LexiconError::at(name, text, at, "a rule in the file of shared classes")
                        .cure("move it to the file of its PLOVER type"),
                );
            }
            continue;
        }
        let Some(kind) = kind_of(&stem) else {
            let names: Vec<_> = EventType::all().map(EventType::name).collect();
            errors.push(
                LexiconError::at(name, text, 0, format!("`{stem}` is no PLOVER type")).cure(
                    format!(
                        "name the file after one of {}, with `-` and a topic if you like",
                        names.join(", ")
                    ),
                ),
            );
            continue;
        };
        // The files of one type share their classes.
        let mut classes = shared.clone();
        for (other, _, file) in &parsed {
            if kind_of(&self::stem(other)) == Some(kind) {
                classes.extend(file.classes.iter().map(|(k, v)| (k.as_str(), v)));
            }
        }
        let mut compiler = Compiler {
            name,
            text,
            kind,
            classes,
            errors: &mut errors,
        };
        compiler.check_classes(file);
        for rule in &file.rule {
            let compiled = compiler.rule(rule);
            if !ids.insert(compiled.id.clone()) {
                compiler.error(
                    rule.get_ref().id.span(),
                    "this id is taken",
                    "choose another",
                );
            }
            out.rules.push(compiled);
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    index(&mut out);
    out.model = EventType::all()
        .map(|kind| free(kind, "model", MODEL_WEIGHT))
        .collect();
    out.demand = Some(free(EventType::Request, "modal", DEMAND_WEIGHT));
    Ok(out)
}

/// The name of a file without folder and ending.
fn stem(name: &str) -> String {
    let base = name.rsplit('/').next().unwrap_or(name);
    base.strip_suffix(".toml").unwrap_or(base).to_owned()
}

/// The type of the rules in a file: `ASSAULT` of `ASSAULT-air`.
fn kind_of(stem: &str) -> Option<EventType> {
    EventType::parse(stem.split('-').next()?)
}

/// A rule without triggers; see [`EventRules::of_model`] and [`EventRules::of_demand`].
fn free(kind: EventType, name: &str, weight: f32) -> EventRule {
    EventRule {
        id: format!("event/{}/{name}", kind.name()).into(),
        kind,
        mode: None,
        cameo: None,
        contexts: Vec::new(),
        verbs: Vec::new(),
        nouns: Vec::new(),
        adjectives: Vec::new(),
        when: Conditions::default(),
        actors: None,
        recipients: None,
        joint: false,
        standalone: true,
        require_actor: false,
        require_recipient: false,
        weight,
        specificity: 0,
        yes: Vec::new(),
        no: Vec::new(),
    }
}

fn index(out: &mut EventRules) {
    for (i, rule) in out.rules.iter().enumerate() {
        let lists = [
            (&rule.verbs, &mut out.verbs),
            (&rule.nouns, &mut out.nouns),
            (&rule.adjectives, &mut out.adjectives),
        ];
        for (words, map) in lists {
            for word in words {
                let list: &mut Vec<u32> = map.entry(word.head.clone()).or_default();
                let i = u32::try_from(i).unwrap_or(u32::MAX);
                if list.last() != Some(&i) {
                    list.push(i);
                }
            }
        }
    }
}

struct Compiler<'a> {
    name: &'a str,
    text: &'a str,
    kind: EventType,
    classes: Classes<'a>,
    errors: &'a mut Vec<LexiconError>,
}

impl Compiler<'_> {
    fn error(&mut self, at: Range<usize>, what: impl Into<String>, cure: impl Into<String>) {
        let error = LexiconError::at(self.name, self.text, at.start, what).cure(cure);
        self.errors.push(error);
    }

    /// Classes that no rule uses must be right too.
    fn check_classes(&mut self, file: &File) {
        for list in file.classes.values() {
            self.words(list);
        }
    }

    fn rule(&mut self, spanned: &Spanned<Rule>) -> EventRule {
        let rule = spanned.get_ref();
        let id = rule.id.get_ref();
        let place = rule.id.span();
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(good) {
            self.error(
                place.clone(),
                format!("`{id}` is no rule id"),
                "use lower-case letters, digits and hyphens: `launch-attack`",
            );
        }
        if rule.verb.is_empty() && rule.noun.is_empty() && rule.adj.is_empty() {
            self.error(
                place.clone(),
                format!("rule `{id}` has no trigger"),
                "give `verb`, `noun` or `adj`",
            );
        }
        for (key, list) in [("yes", &rule.yes), ("no", &rule.no)] {
            if list.is_empty() {
                self.error(
                    place.clone(),
                    format!("rule `{id}` has no `{key}` example"),
                    "write one or two sentences of your own that it must and must not code",
                );
            }
        }
        let mode = rule.mode.as_ref().map(|mode| {
            if !self.kind.modes().any(|m| m == mode.get_ref()) {
                let names: Vec<_> = self.kind.modes().collect();
                self.error(
                    mode.span(),
                    format!("`{}` is no mode of {}", mode.get_ref(), self.kind.name()),
                    if names.is_empty() {
                        "this type has no modes: leave it out".to_owned()
                    } else {
                        format!("one of {}", names.join(", "))
                    },
                );
            }
            SmolStr::new(mode.get_ref())
        });
        if let Some(code) = &rule.cameo {
            let digits = code.get_ref().chars().all(|c| c.is_ascii_digit());
            if !digits || !(2..=4).contains(&code.get_ref().len()) {
                self.error(
                    code.span(),
                    format!("`{}` is no CAMEO code", code.get_ref()),
                    "two to four digits as a string: \"190\"",
                );
            }
        }
        let weight = rule.weight.as_ref().map_or(WEIGHT, |weight| {
            if !(0.0..=1.0).contains(weight.get_ref()) {
                self.error(weight.span(), "a weight outside 0 to 1", "0.8 is usual");
            }
            *weight.get_ref()
        });
        let mut contexts = Vec::new();
        for context in &rule.contexts {
            if !CONTEXTS.contains(&context.get_ref().as_str()) {
                self.error(
                    context.span(),
                    format!("`{}` is no PLOVER context", context.get_ref()),
                    format!("one of {}", CONTEXTS.join(", ")),
                );
            }
            contexts.push(SmolStr::new(context.get_ref()));
        }
        contexts.sort_unstable();
        let mut require = [false, false];
        for role in &rule.require {
            match role.get_ref().as_str() {
                "actor" => require[0] = true,
                "recipient" => require[1] = true,
                other => self.error(
                    role.span(),
                    format!("`{other}` cannot be required"),
                    "`actor` or `recipient`",
                ),
            }
        }
        let when = self.conditions(rule, place);
        let verbs = self.triggers(&rule.verb, |t| vec![Word::verb(t)]);
        EventRule {
            id: format!("event/{}/{id}", self.kind.name()).into(),
            kind: self.kind,
            mode,
            cameo: rule.cameo.as_ref().map(|c| SmolStr::new(c.get_ref())),
            contexts,
            verbs,
            nouns: self.triggers(&rule.noun, Word::noun_variants),
            adjectives: self.triggers(&rule.adj, |t| vec![Word::noun(t)]),
            specificity: specificity(&when),
            when,
            actors: self.roles(rule.actors.as_ref()),
            recipients: self.roles(rule.recipients.as_ref()),
            joint: rule.joint,
            standalone: rule.standalone,
            require_actor: require[0],
            require_recipient: require[1],
            weight: weight as f32,
            yes: rule.yes.iter().map(|e| example(e.get_ref())).collect(),
            no: rule.no.iter().map(|e| e.get_ref().clone()).collect(),
        }
    }

    fn conditions(&mut self, rule: &Rule, place: Range<usize>) -> Conditions {
        let mut clause = Vec::new();
        for relation in &rule.clause {
            match relation.get_ref().as_str() {
                "xcomp" | "ccomp" | "advcl" | "acl" => clause.push(relation.get_ref().into()),
                other => self.error(
                    relation.span(),
                    format!("`{other}` is no clausal complement"),
                    "`xcomp`, `ccomp`, `advcl` or `acl`",
                ),
            }
        }
        let not_with = match &rule.not_with {
            None => Vec::new(),
            Some(Prepositions::List(list)) => list
                .iter()
                .map(|p| (p.to_lowercase().into(), Words::default()))
                .collect(),
            // The untagged table keeps no places: errors point at the rule.
            Some(Prepositions::Table(table)) => {
                let place_of = |w: &String| Spanned::new(place.clone(), w.clone());
                let spanned: Table = table
                    .iter()
                    .map(|(p, list)| (p.clone(), list.iter().map(place_of).collect()))
                    .collect();
                self.table(&spanned)
            }
        };
        Conditions {
            obj: rule.obj.as_ref().map(|l| self.words(l)),
            subj: rule.subj.as_ref().map(|l| self.words(l)),
            not_obj: rule.not_obj.as_ref().and_then(|l| self.unwanted(l)),
            not_subj: rule.not_subj.as_ref().and_then(|l| self.unwanted(l)),
            with: self.table(&rule.with),
            not_with,
            clause,
            clause_verb: rule.clause_verb.as_ref().map(|l| self.words(l)),
            infinitive: rule.infinitive,
            modifier: rule.modifier.as_ref().map(|l| self.words(l)),
            not_modifier: rule.not_modifier.as_ref().and_then(|l| self.unwanted(l)),
            not_under: rule.not_under.as_ref().and_then(|l| self.unwanted(l)),
        }
    }

    /// An empty list of unwanted words bars nothing.
    fn unwanted(&mut self, list: &List) -> Option<Words> {
        (!list.is_empty()).then(|| self.words(list))
    }

    fn table(&mut self, table: &Table) -> Vec<(SmolStr, Words)> {
        table
            .iter()
            .map(|(p, list)| (p.to_lowercase().into(), self.words(list)))
            .collect()
    }

    fn triggers(&mut self, list: &List, read: fn(&str) -> Vec<Word>) -> Vec<Word> {
        let mut out = Vec::new();
        for entry in list {
            let text = entry.get_ref();
            if let Some(name) = text.strip_prefix('@') {
                let class = self.classes.get(name).copied();
                match class {
                    Some(words) => {
                        for word in words {
                            if !word.get_ref().starts_with('@') {
                                out.extend(read(word.get_ref()));
                            }
                        }
                    }
                    None => self.undefined(entry, name),
                }
            } else if text.trim().is_empty() {
                self.error(entry.span(), "an empty trigger", "give a lemma");
            } else {
                out.extend(read(text));
            }
        }
        out
    }

    fn undefined(&mut self, entry: &Spanned<String>, name: &str) {
        self.error(
            entry.span(),
            format!("class `@{name}` is not defined"),
            "define it under [classes] here or in classes.toml, or use a built-in class",
        );
    }

    fn words(&mut self, list: &List) -> Words {
        let mut out = Words::default();
        let mut open: Vec<&str> = Vec::new();
        self.add(&mut out, list, &mut open);
        out
    }

    fn add(&mut self, out: &mut Words, list: &List, open: &mut Vec<&str>) {
        for entry in list {
            let text = entry.get_ref().as_str();
            let Some(name) = text.strip_prefix('@') else {
                for word in Word::noun_variants(text) {
                    out.insert(word);
                }
                if text.contains(' ') {
                    out.insert(Word::verb(text));
                }
                continue;
            };
            // A class of the file hides a built-in one of the same name.
            let class = self.classes.get(name).copied();
            match (class, EntityTest::parse(name)) {
                (Some(list), _) if open.len() < 8 && !open.contains(&name) => {
                    let name = name.to_owned();
                    let mut inner: Vec<&str> = open.clone();
                    inner.push(&name);
                    self.add(out, list, &mut inner);
                }
                (_, Some(test)) => out.insert_test(test),
                (Some(_), None) => self.error(
                    entry.span(),
                    format!("class `@{name}` contains itself"),
                    "write the words out",
                ),
                (None, None) => self.undefined(entry, name),
            }
        }
    }

    fn roles(&mut self, list: Option<&List>) -> Option<Vec<Alternative>> {
        let list = list?;
        let mut out = Vec::new();
        for entry in list {
            let mut joined = Vec::new();
            for part in entry.get_ref().split('+') {
                match Path::parse(part) {
                    Ok(path) => joined.push(path),
                    Err(word) => self.error(
                        entry.span(),
                        format!("`{word}` is no role"),
                        "subj, obj, iobj, obl:PREP, nmod:PREP, poss, amod, compound, appos, \
                         xcomp, ccomp, advcl, acl or clause, joined by dots",
                    ),
                }
            }
            out.push(joined);
        }
        Some(out)
    }
}

/// How much a rule asks: two for each condition, less when anything satisfies it.
fn specificity(when: &Conditions) -> u32 {
    let words = |w: &Option<Words>| w.as_ref().map_or(0, |w| if w.is_any() { 1 } else { 2 });
    let with = when
        .with
        .iter()
        .map(|(_, w)| if w.is_any() { 1 } else { 2 });
    words(&when.obj)
        + words(&when.subj)
        + words(&when.clause_verb)
        + words(&when.modifier)
        + with.min().unwrap_or(0)
        + u32::from(!when.clause.is_empty())
}

/// "Sentence. => actor; actor > recipient"
fn example(text: &str) -> Example {
    let (sentence, expected) = text.split_once("=>").unwrap_or((text, ""));
    let (actors, recipients) = expected.split_once('>').unwrap_or((expected, ""));
    let list = |part: &str| {
        part.split(';')
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Example {
        sentence: sentence.trim().to_owned(),
        actors: list(actors),
        recipients: list(recipients),
    }
}
