//! What an [`Annotator`] finds in a text: sentences, tokens with their tree,
//! names, and the proposed spans of attributions.

use crate::{Article, Diagnostic, SentenceId, SmolStr, Span, TokenId};

/// Anything that reads articles and writes their [`Syntax`]: the neural model,
/// or a reader of hand-written CoNLL-U in tests.
pub trait Annotator: Send + Sync {
    /// Name and version, as recorded in every output.
    fn name(&self) -> &str;

    /// One layer for each article, in order. The result for an article does
    /// not depend on the others given with it nor on the number of threads.
    fn annotate(&self, articles: &[&Article]) -> Vec<(Syntax, Vec<Diagnostic>)>;
}

/// Universal part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the tags are those of Universal Dependencies")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

const UPOS: [(&str, Upos); 17] = [
    ("ADJ", Upos::Adj),
    ("ADP", Upos::Adp),
    ("ADV", Upos::Adv),
    ("AUX", Upos::Aux),
    ("CCONJ", Upos::Cconj),
    ("DET", Upos::Det),
    ("INTJ", Upos::Intj),
    ("NOUN", Upos::Noun),
    ("NUM", Upos::Num),
    ("PART", Upos::Part),
    ("PRON", Upos::Pron),
    ("PROPN", Upos::Propn),
    ("PUNCT", Upos::Punct),
    ("SCONJ", Upos::Sconj),
    ("SYM", Upos::Sym),
    ("VERB", Upos::Verb),
    ("X", Upos::X),
];

impl Upos {
    /// The tag with the given Universal Dependencies name.
    pub fn parse(name: &str) -> Option<Upos> {
        UPOS.iter().find(|(n, _)| *n == name).map(|&(_, tag)| tag)
    }

    /// The Universal Dependencies name, e.g. `PROPN`.
    pub fn name(self) -> &'static str {
        UPOS.iter()
            .find(|(_, tag)| *tag == self)
            .map_or("X", |&(name, _)| name)
    }

    /// Noun or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn)
    }

    /// Noun, proper noun or pronoun.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn | Upos::Pron)
    }
}

/// One syntactic word. "don't" is two: `do` and `n't`.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Its bytes in the article's text; never empty.
    pub span: Span,
    /// Dictionary form, lower-case except for names.
    pub lemma: SmolStr,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, e.g. `VBD`.
    pub xpos: SmolStr,
    /// Features as in CoNLL-U, e.g. `Number=Sing|Person=3`; empty for none.
    pub feats: SmolStr,
    /// The governing token, of the same sentence; `None` for the root.
    pub head: Option<TokenId>,
    /// Relation to the head with its subtype, e.g. `nsubj:pass`; `root` for the root.
    pub deprel: SmolStr,
    /// The sentence it belongs to.
    pub sentence: SentenceId,
}

impl Token {
    /// The value of a feature, e.g. `feat("Tense") == Some("Past")`.
    pub fn feat(&self, name: &str) -> Option<&str> {
        self.feats
            .split('|')
            .find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    }

    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or_default()
    }

    /// Whether the relation is `name`, or `name` with any subtype.
    pub fn is_rel(&self, name: &str) -> bool {
        self.deprel == name || (!name.contains(':') && self.relation() == name)
    }
}

/// One sentence: a run of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: TokenId,
    /// Token after the last.
    pub end: TokenId,
    /// From the first byte of the first token to the last byte of the last.
    pub span: Span,
}

impl Sentence {
    /// Its tokens in reading order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = TokenId> + Clone + use<> {
        (self.first.index()..self.end.index()).map(TokenId::new)
    }
}

/// What a name names, as the model sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation, body, company or armed group.
    Organization,
    /// A country, town, region, river: any place on the map.
    Location,
    /// A nationality, or a religious, ethnic or political group.
    Norp,
    /// A building, airport, bridge.
    Facility,
    /// A date or period.
    Date,
    /// A sum of money.
    Money,
    /// A named event, law, product or work.
    Misc,
}

const NAME_KINDS: [(&str, NameKind); 8] = [
    ("PER", NameKind::Person),
    ("ORG", NameKind::Organization),
    ("LOC", NameKind::Location),
    ("NORP", NameKind::Norp),
    ("FAC", NameKind::Facility),
    ("DATE", NameKind::Date),
    ("MONEY", NameKind::Money),
    ("MISC", NameKind::Misc),
];

impl NameKind {
    /// The kind with the given label, e.g. `ORG`.
    pub fn parse(label: &str) -> Option<NameKind> {
        NAME_KINDS
            .iter()
            .find(|(n, _)| *n == label)
            .map(|&(_, kind)| kind)
    }

    /// The label, e.g. `ORG`.
    pub fn label(self) -> &'static str {
        NAME_KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("MISC", |&(name, _)| name)
    }
}

/// A name that the model found: a run of tokens of one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct NameMention {
    /// First token.
    pub first: TokenId,
    /// Token after the last.
    pub end: TokenId,
    /// What it names.
    pub kind: NameKind,
    /// Model probability, 0 to 1.
    pub score: f32,
}

/// The three parts of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who says it.
    Source,
    /// The words that signal saying.
    Cue,
    /// What is said.
    Content,
}

/// A part of an attribution that the model proposes: a run of tokens that may
/// cross sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleSpan {
    /// Which part.
    pub role: Role,
    /// First token.
    pub first: TokenId,
    /// Token after the last.
    pub end: TokenId,
    /// Model probability, 0 to 1.
    pub score: f32,
}

/// An event that the model sees at one token. Lists hold what is likely
/// enough with its probability (0 to 1), the likeliest first.
#[derive(Clone, Debug, PartialEq)]
pub struct EventProposal {
    /// The word that tells it.
    pub token: TokenId,
    /// Event types by name, e.g. `ASSAULT`.
    pub kinds: Vec<(SmolStr, f32)>,
    /// Statuses by name, e.g. `denied`.
    pub statuses: Vec<(SmolStr, f32)>,
    /// Modes by name, `none` among them.
    pub modes: Vec<(SmolStr, f32)>,
    /// Words that name an actor, a recipient, that date it ([`Self::DATE`]) and
    /// that place it ([`Self::PLACE`]).
    pub arguments: [Vec<(TokenId, f32)>; 4],
    /// Probability that the text near by has no such words.
    pub silent: [f32; 4],
}

/// A word and the earlier words near by that may name the same, by falling
/// probability (0 to 1); the rest is the chance of something new.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierMention {
    /// The word.
    pub token: TokenId,
    /// Words before it.
    pub earlier: Vec<(TokenId, f32)>,
}

impl EventProposal {
    /// The argument that dates the event.
    pub const DATE: usize = 2;
    /// The argument that places it.
    pub const PLACE: usize = 3;

    /// Probability of the event type with the given name.
    pub fn kind(&self, name: &str) -> f32 {
        self.kinds
            .iter()
            .find(|(n, _)| n == name)
            .map_or(0.0, |&(_, p)| p)
    }
}

/// The linguistic layer of one article. Built once, read by every later stage.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Syntax {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    /// Names in reading order, not overlapping.
    pub names: Vec<NameMention>,
    /// Proposed parts of attributions, ordered by role, then by position.
    pub roles: Vec<RoleSpan>,
    /// Proposed events, in order of their tokens; `None` from an annotator that
    /// proposes none (hand-written trees).
    pub events: Option<Vec<EventProposal>>,
    /// Nouns and pronouns that the model ties to earlier words, in order of their tokens.
    pub mentions: Vec<EarlierMention>,
    /// Dependents of each token in reading order: token `t` has
    /// `children[starts[t]..starts[t + 1]]`.
    children: Vec<TokenId>,
    starts: Vec<u32>,
}

/// Why tokens and sentences do not make a layer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxError {
    /// Tokens overlap or are out of order.
    #[error("token {0} does not start after the token before it")]
    Order(usize),
    /// A head lies in another sentence or past the end.
    #[error("token {0} has a head outside its sentence")]
    Head(usize),
    /// Following heads from this token never reaches a root.
    #[error("token {0} stands in a cycle")]
    Cycle(usize),
    /// The sentences do not partition the tokens.
    #[error("sentence {0} does not begin where the one before it ended, or is empty")]
    Sentence(usize),
}

impl Syntax {
    /// Checks and indexes tokens and sentences; names and roles start empty.
    ///
    /// # Errors
    /// When tokens overlap, sentences do not partition them, or the heads of a
    /// sentence are not trees.
    pub fn new(tokens: Vec<Token>, sentences: Vec<Sentence>) -> Result<Syntax, SyntaxError> {
        let mut at = 0;
        for (i, s) in sentences.iter().enumerate() {
            if s.first.index() != at || s.end.index() <= at || s.end.index() > tokens.len() {
                return Err(SyntaxError::Sentence(i));
            }
            at = s.end.index();
        }
        if at != tokens.len() {
            return Err(SyntaxError::Sentence(sentences.len()));
        }
        let mut starts = vec![0u32; tokens.len() + 1];
        for (i, token) in tokens.iter().enumerate() {
            if i > 0 && token.span.start() < tokens[i - 1].span.end() {
                return Err(SyntaxError::Order(i));
            }
            if let Some(head) = token.head {
                match tokens.get(head.index()) {
                    Some(h) if h.sentence == token.sentence && head.index() != i => {}
                    _ => return Err(SyntaxError::Head(i)),
                }
                starts[head.index() + 1] += 1;
            }
            let mut up = token.head;
            let mut steps = 0;
            while let Some(h) = up {
                steps += 1;
                if steps > tokens.len() {
                    return Err(SyntaxError::Cycle(i));
                }
                up = tokens.get(h.index()).and_then(|t| t.head);
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut children = vec![TokenId::new(0); starts.last().map_or(0, |&n| n as usize)];
        for (i, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[next[head.index()] as usize] = TokenId::new(i);
                next[head.index()] += 1;
            }
        }
        Ok(Syntax {
            tokens,
            sentences,
            names: Vec::new(),
            roles: Vec::new(),
            events: None,
            mentions: Vec::new(),
            children,
            starts,
        })
    }

    /// All tokens of the article, in reading order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences, in reading order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The token with the given id, which must come from this layer.
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, id: TokenId) -> &Sentence {
        &self.sentences[self.token(id).sentence.index()]
    }

    /// The event that the model proposes at a token.
    pub fn proposal(&self, id: TokenId) -> Option<&EventProposal> {
        let events = self.events.as_ref()?;
        let at = events.binary_search_by_key(&id, |e| e.token).ok()?;
        events.get(at)
    }

    /// The earlier words that the model ties to a token, the likeliest first.
    pub fn earlier(&self, id: TokenId) -> &[(TokenId, f32)] {
        let at = self.mentions.binary_search_by_key(&id, |m| m.token);
        at.ok()
            .and_then(|at| self.mentions.get(at))
            .map_or(&[], |m| &m.earlier)
    }

    /// Direct dependents of a token, in reading order.
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        let (a, b) = (self.starts[id.index()], self.starts[id.index() + 1]);
        &self.children[a as usize..b as usize]
    }
}

impl std::ops::Index<TokenId> for Syntax {
    type Output = Token;
    fn index(&self, id: TokenId) -> &Token {
        self.token(id)
    }
}
