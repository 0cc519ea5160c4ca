//! The layers that the stages write, each keyed by the ids of those before it.

use crate::places::Resolution;
use sayso_article::{
    Date, EntityId, EventId, Evidence, MentionId, SmolStr, Span, StatementId, TokenId,
};

// ---- statements ----------------------------------------------------------

/// What the article reports its sources to say, in order of first character.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statements {
    /// Statements, indexed by [`StatementId`].
    pub list: Vec<Statement>,
}

/// Something that a source says, writes, claims, thinks or believes.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Wholly, not at all, or partly between quotation marks.
    pub kind: StatementKind,
    /// The phrase that names the source; `None` when it is not given in words here.
    pub source: Option<Source>,
    /// The words that signal the attribution; `None` for a continued quotation.
    pub cue: Option<Cue>,
    /// The reported content, without outer quotation marks and connecting
    /// "that", in reading order; never empty.
    pub contents: Vec<Span>,
    /// The innermost statement whose content holds this one.
    pub within: Option<StatementId>,
    /// The statement whose quotation this one continues, when it names no source itself.
    pub continues: Option<StatementId>,
    /// 0 to 1.
    pub confidence: f32,
    /// Why it was found.
    pub evidence: Evidence,
}

/// How a statement is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// All content between quotation marks.
    Direct,
    /// None.
    Indirect,
    /// Part of it.
    Mixed,
}

/// The phrase that names a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its text, e.g. `a senior official`.
    pub span: Span,
    /// The head word of the phrase, from which entities resolve the speaker.
    pub head: TokenId,
    /// Named neither by name nor by role that picks out one holder ("officials", "sources").
    pub anonymous: bool,
}

/// The words that signal an attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its text, e.g. `told reporters` has the cue `told`.
    pub span: Span,
    /// The main word of the cue.
    pub head: TokenId,
    /// The cue's lemma, with particle or preposition ("call for").
    pub lemma: SmolStr,
    /// What saying it thus does to the truth of the content.
    pub force: Force,
}

pub use sayso_lexicon::Force;

// ---- entities ------------------------------------------------------------

/// Who and what the article speaks of: mentions, chained into entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// Every nominal phrase (name, common noun, pronoun) in order of its head
    /// token, indexed by [`MentionId`].
    pub mentions: Vec<Mention>,
    /// Chains, indexed by [`EntityId`], in order of first mention.
    pub list: Vec<Entity>,
    /// The resolved speaker of each statement, by [`StatementId`].
    pub speakers: Vec<Option<Speaker>>,
}

impl Entities {
    /// The mention whose phrase has the head token `head`.
    pub fn mention_at(&self, head: TokenId) -> Option<MentionId> {
        let i = self.mentions.binary_search_by_key(&head, |m| m.head).ok()?;
        Some(MentionId::new(i))
    }

    /// A mention by its id.
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.index()]
    }

    /// An entity by its id.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.list[id.index()]
    }
}

/// One nominal phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The phrase as it stands, without relative clauses and trailing appositions.
    pub span: Span,
    /// Head token.
    pub head: TokenId,
    /// The chain it belongs to.
    pub entity: EntityId,
    /// A loaded name for the entity ("the Zionist regime"): kept, not adopted.
    pub epithet: bool,
    /// Country of this mention, when its own words or its chain tell:
    /// ISO 3166-1 alpha-3, PSE, KOS, or UNO, EUR, IGO, NGO, MNC, IMG, ISM.
    pub country: Option<SmolStr>,
    /// Primary sector first (PLOVER sectors); empty for a whole country or unknown.
    pub sectors: Vec<SmolStr>,
    /// How country and sectors were found, or why not.
    pub reason: String,
    /// The two that it sums up ("the two leaders"), as they were named.
    pub both: Option<[MentionId; 2]>,
}

/// A person, group, organisation, country or place of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Fullest name or description found in the article.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// As in [`Mention::country`].
    pub country: Option<SmolStr>,
    /// As in [`Mention::sectors`].
    pub sectors: Vec<SmolStr>,
    /// Office or function as the article words it ("commander of the Quds Force").
    pub role: Option<String>,
    /// Its mentions, in reading order.
    pub mentions: Vec<MentionId>,
    /// How country, sector and role were found.
    pub reason: String,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum EntityKind {
    Person,
    Group,
    Organization,
    Country,
    Place,
    Role,
    /// Anything else ("the plan"): never an actor.
    Thing,
}

/// Whom a statement's source resolves to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Its entity, unless it is only described.
    pub entity: Option<EntityId>,
    /// Fullest name or description.
    pub name: String,
    /// How it was resolved.
    pub reason: String,
}

// ---- events --------------------------------------------------------------

/// Who did what to whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    /// Events in order of trigger, indexed by [`EventId`].
    pub list: Vec<Event>,
}

/// One happening, as one source (or the article itself) has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode, if the words tell.
    pub mode: Option<SmolStr>,
    /// CAMEO code, if the rule gives one.
    pub cameo: Option<SmolStr>,
    /// PLOVER contexts, sorted.
    pub contexts: Vec<SmolStr>,
    /// The words that name the act.
    pub trigger: Span,
    /// Their main word.
    pub head: TokenId,
    /// Later mentions of the same event.
    pub also: Vec<Span>,
    /// Who does it; all parties of a joint act. Empty when not expressed.
    pub actors: Vec<Party>,
    /// To whom it is done.
    pub recipients: Vec<Party>,
    /// Whether it happened, for whoever says it.
    pub status: Status,
    /// Numbers of people or things.
    pub counts: Vec<Count>,
    /// The innermost statement whose content holds the trigger; `None` = the article itself.
    pub said_by: Option<StatementId>,
    /// 0 to 1.
    pub confidence: f32,
    /// Probability that the model gives the type at the trigger; `None`
    /// without a model.
    pub seen: Option<f32>,
    /// Rule, tokens matched, and why this status.
    pub evidence: Evidence,
}

/// An actor or recipient of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The phrase, as a mention of an entity.
    pub mention: MentionId,
    /// How it came to this role, e.g. `nsubj`, `obl:agent`, `possessive of trigger`.
    pub role: SmolStr,
    /// What this event tells beyond the mention itself.
    pub belongs: Option<Belonging>,
}

/// Country and sectors of a party as an event tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// As in [`Mention::country`].
    pub country: Option<SmolStr>,
    /// As in [`Mention::sectors`].
    pub sectors: Vec<SmolStr>,
    /// How they were found.
    pub reason: String,
}

impl Party {
    /// Country, sectors and the reason for them: the event's own, else the mention's.
    pub fn belonging<'a>(
        &'a self,
        entities: &'a Entities,
    ) -> (Option<&'a SmolStr>, &'a [SmolStr], &'a str) {
        match &self.belongs {
            Some(b) => (b.country.as_ref(), &b.sectors, &b.reason),
            None => {
                let mention = entities.mention(self.mention);
                (mention.country.as_ref(), &mention.sectors, &mention.reason)
            }
        }
    }
}

/// A number of people or things in an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// The number's words, with those that bound it and the currency.
    pub span: Span,
    /// The number; `None` for words without exact value ("dozens") and ranges.
    pub value: Option<f64>,
    /// Least number that the words allow; `None` where they do not tell.
    pub low: Option<f64>,
    /// Greatest number that they allow.
    pub high: Option<f64>,
    /// How the words bound the number; `None` where they give none.
    pub bound: Option<Bound>,
    /// The outcome (`killed`), else what is counted (`protesters`, `dollars`).
    pub of: SmolStr,
    /// Who or what suffers the outcome, as the words have it (`soldiers`);
    /// `None` where `of` says all.
    pub counted: Option<SmolStr>,
    /// ISO 4217 code, for money whose currency is told.
    pub currency: Option<SmolStr>,
    /// The innermost statement whose content holds the number; `None` = the
    /// article itself. An event may be told by one and counted by another.
    pub said_by: Option<StatementId>,
    /// Why it counts for the event.
    pub reason: &'static str,
}

/// How the words bound a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It alone.
    Exact,
    /// That many or more ("at least").
    Least,
    /// That many or fewer ("up to").
    Most,
    /// Between two ("30 to 40").
    Range,
    /// More or less ("some", "nearly").
    About,
}

/// Whether an event happened, relative to whoever says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Happened or is happening.
    Actual,
    /// Planned, promised, expected, ordered but not done.
    Future,
    /// Conditional, wished, demanded.
    Hypothetical,
    /// Said not to have happened.
    Denied,
    /// May, might, allegedly, reportedly.
    Uncertain,
}

pub use sayso_lexicon::EventType;

// ---- times and places ----------------------------------------------------

/// Time expressions of the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    /// Every time expression, in reading order.
    pub expressions: Vec<TimeExpression>,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Its words.
    pub span: Span,
    /// TIMEX3 type: DATE, TIME, DURATION, SET.
    pub kind: &'static str,
    /// TIMEX3 value; `None` when it cannot be resolved (the reason says why).
    pub value: Option<String>,
    /// TIMEX3 `mod`: START, MID, END, APPROX and so on.
    pub modifier: Option<&'static str>,
    /// First day it can mean.
    pub earliest: Option<Date>,
    /// Last day it can mean.
    pub latest: Option<Date>,
    /// The token of it whose governor lies outside it.
    pub anchor: TokenId,
    /// How it was resolved, or why not.
    pub reason: String,
}

/// Places of the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// Every literal place mention, in reading order.
    pub mentions: Vec<PlaceMention>,
    /// The place of the dateline, which is not among `mentions`.
    pub dateline: Option<PlaceMention>,
}

/// One literal mention of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Its words.
    pub span: Span,
    /// Its name as the text has it.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its country; `None` when it is not known.
    pub country: Option<SmolStr>,
    /// `point`, `city`, `district`, `region`, `country`, or `None` when unknown.
    pub precision: Option<&'static str>,
    /// How it stands in the tree; `None` for the dateline's.
    pub stand: Option<Stand>,
    /// Why it counts as a place, how it was resolved, or why not.
    pub reason: String,
    /// The places that the name may mean.
    pub resolution: Resolution,
}

/// How the mention of a place stands in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Head of the locative phrase: the name's, or that of the noun it modifies.
    pub anchor: TokenId,
    /// Its preposition; empty for an object or an apposition.
    pub preposition: SmolStr,
    /// Something is said to be or to happen there; otherwise the place is only
    /// spoken of ("China's farms").
    pub locative: bool,
}

// ---- settings ------------------------------------------------------------

/// When and where each event happened, as far as the article tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Places without a name of their own in the gazetteer's sense ("the
    /// market", "the Superior Court"), in reading order.
    pub sites: Vec<PlaceMention>,
    /// By [`EventId`].
    pub of_event: Vec<Setting>,
}

/// When and where one event happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// The expression that dates it, as an index of [`Times::expressions`].
    pub date: Option<Attached>,
    /// Where it happened: an index of [`Places::mentions`], or from their
    /// number on of [`Settings::sites`], and after these the dateline.
    pub place: Option<Attached>,
}

/// Something that is tied to an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// Which.
    pub index: usize,
    /// How it is tied: `trigger`, `carrier`, `argument`, `clause` (by the
    /// tree), `sentence`, `preceding`, `lead` or `dateline`.
    pub step: &'static str,
    /// How likely it is meant, 0 to 1.
    pub probability: f32,
}

impl Settings {
    /// The place of an event.
    pub fn place<'a>(
        &'a self,
        places: &'a Places,
        event: EventId,
    ) -> Option<(&'a PlaceMention, &'a Attached)> {
        let tied = self.of_event.get(event.index())?.place.as_ref()?;
        let named = places.mentions.len();
        let place = match tied.index.checked_sub(named) {
            None => &places.mentions[tied.index],
            Some(site) if site == self.sites.len() => places.dateline.as_ref()?,
            Some(site) => &self.sites[site],
        };
        Some((place, tied))
    }

    /// The expression that dates an event.
    pub fn date<'a>(
        &'a self,
        times: &'a Times,
        event: EventId,
    ) -> Option<(&'a TimeExpression, &'a Attached)> {
        let tied = self.of_event.get(event.index())?.date.as_ref()?;
        Some((times.expressions.get(tied.index)?, tied))
    }
}

impl Events {
    /// An event by its id.
    pub fn event(&self, id: EventId) -> &Event {
        &self.list[id.index()]
    }
}
