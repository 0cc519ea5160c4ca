//! Word lists of rules: lemmas and tests of the entity layer.

use std::collections::BTreeMap;

use sayso_article::SmolStr;

/// A set of words, some of them given by what they name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Words by the lemma of their main word, in lower case.
    by_head: BTreeMap<SmolStr, Vec<Word>>,
    /// Built-in classes.
    pub tests: Vec<EntityTest>,
}

/// One word of a list, possibly with others that must stand by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// Lemma of the main word, lower case: the verb of a phrasal verb, the
    /// last word of a compound noun.
    pub head: SmolStr,
    /// Lemmas of the others: particles, modifiers.
    pub rest: Vec<SmolStr>,
}

/// A built-in class, which tests what the entity layer knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "told in docs/writing-rules.md")]
pub enum EntityTest {
    Actor,
    Any,
    Armed,
    Business,
    Civil,
    Country,
    Court,
    Money,
    Name,
    Number,
    Official,
    Org,
    Person,
    Place,
    Police,
}

impl EntityTest {
    /// The class of this name, without `@`.
    pub fn parse(name: &str) -> Option<EntityTest> {
        Some(match name {
            "actor" => EntityTest::Actor,
            "any" => EntityTest::Any,
            "armed" => EntityTest::Armed,
            "business" => EntityTest::Business,
            "civil" => EntityTest::Civil,
            "country" => EntityTest::Country,
            "court" => EntityTest::Court,
            "money" => EntityTest::Money,
            "name" => EntityTest::Name,
            "number" => EntityTest::Number,
            "official" => EntityTest::Official,
            "org" => EntityTest::Org,
            "person" => EntityTest::Person,
            "place" => EntityTest::Place,
            "police" => EntityTest::Police,
            _ => return None,
        })
    }
}

impl Word {
    /// A verb with its particles, `carry out`: the first word is the main one.
    pub(super) fn verb(text: &str) -> Word {
        let lower = text.to_lowercase();
        let mut words = lower.split_whitespace().map(SmolStr::new);
        Word {
            head: words.next().unwrap_or_default(),
            rest: words.collect(),
        }
    }

    /// A noun with its modifiers, `air strike`: the last word is the main one.
    pub(super) fn noun(text: &str) -> Word {
        let lower = text.to_lowercase();
        let mut rest: Vec<SmolStr> = lower.split_whitespace().map(SmolStr::new).collect();
        Word {
            head: rest.pop().unwrap_or_default(),
            rest,
        }
    }

    /// The word and other ways in which it may come out of the tokenizer and
    /// lemmatiser: hyphenated words in parts, plurals as singulars.
    pub(super) fn noun_variants(text: &str) -> Vec<Word> {
        let mut out = vec![Word::noun(text)];
        if text.contains('-') {
            out.push(Word::noun(&text.replace('-', " ")));
        }
        for i in 0..out.len() {
            let head = &out[i].head;
            if head.len() > 4
                && head.ends_with('s')
                && !head.ends_with("ss")
                && let Some(singular) = head.strip_suffix('s')
            {
                out.push(Word {
                    head: singular.into(),
                    rest: out[i].rest.clone(),
                });
            }
        }
        out
    }
}

impl Words {
    pub(super) fn insert(&mut self, word: Word) {
        let list = self.by_head.entry(word.head.clone()).or_default();
        if !list.contains(&word) {
            list.push(word);
        }
    }

    pub(super) fn insert_test(&mut self, test: EntityTest) {
        if !self.tests.contains(&test) {
            self.tests.push(test);
        }
    }

    /// The words of the list whose main word has this lemma (lower case).
    pub fn with_head(&self, lemma: &str) -> &[Word] {
        self.by_head.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether anything at all is in the set: an empty list or `@any`.
    pub fn is_any(&self) -> bool {
        self.tests.contains(&EntityTest::Any) || (self.by_head.is_empty() && self.tests.is_empty())
    }
}
