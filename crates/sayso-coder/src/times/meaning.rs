//! What a time expression says by its words alone, before it is set against
//! the day of publication or the last date told.

use sayso_article::{Date, SmolStr, Span};

use super::numbers::Count;
use super::period::{Period, Unit};

/// Which of several like-named days, weeks or months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Not said: the tense decides.
    Nearest,
    This,
    Last,
    Next,
}

/// A name that comes back every week, month or year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recurring {
    /// Monday = 0.
    Weekday(i8),
    Weekend,
    /// Day of the month, and the weekday if told.
    Day(i8, Option<i8>),
    /// Month and day, and the weekday if told.
    MonthDay(i8, i8, Option<i8>),
    Month(i8),
    /// TIMEX3 season.
    Season(&'static str),
    Quarter(i8),
    Half(i8),
    /// Number of the week in the year.
    Week(i8),
    /// The `n`th such unit of what holds it; -1 is the last.
    Nth(i8, Unit),
    /// The `n`th such weekday of what holds it; -1 is the last.
    NthWeekday(i8, i8),
    /// Index in the table of holidays.
    Holiday(usize),
    /// Month (and day) of the Hijri calendar.
    Hijri(u8, Option<u8>),
    /// Month (and day) of the Persian calendar.
    Persian(u8, Option<u8>),
}

/// From where relative expressions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The day of publication.
    Published,
    /// The last date told.
    Focus,
    /// The last date told in this sentence or the one before: the day of a
    /// clock.
    Beside,
    /// The last day told, else the day of publication: "later in the day".
    Day,
    /// In a comparison of figures ("from $2 million a year ago"): the last
    /// quarter told, else the day of publication.
    Compared,
}

/// What the words mean by themselves.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Fixed(Period),
    Recurring(Recurring, Which),
    /// "last year", "two weeks ago": the unit `n` after that of the base.
    Shift(Unit, i64, Base),
    /// "the previous Friday": that weekday before (-1), after (1) or in the week
    /// from (0) the last date told.
    Beside(i8, i8),
    /// "10 days before yesterday": whole units from another meaning.
    From(Unit, i64, Box<Meaning>),
    /// "March of last year": the first within the second.
    Within(Recurring, Box<Meaning>),
    /// From the first to the second.
    Range(Box<Meaning>, Box<Meaning>),
    /// "the past three days": a length of time up to (`false`) or from
    /// (`true`) the day of publication.
    Reach(Count, Unit, bool),
    /// The night before or after.
    Overnight,
    /// "the next year": of what is to come, a length of time from now; else the
    /// one after that told.
    TheNext(Unit),
    /// "in three weeks": of what is to come, a time from now; else a length.
    In(Count, Unit),
    /// "within five days": the same of what is to come, as a stretch.
    Inside(Vec<(Count, Unit)>),
    /// "three days starting on Monday".
    Lasting(Vec<(Count, Unit)>, Box<Meaning>),
    /// A length of time: several pieces as in "one year and two months".
    Duration(Vec<(Count, Unit)>),
    /// TIMEX3 value of a repetition.
    Set(SmolStr),
    /// PAST_REF, PRESENT_REF, FUTURE_REF.
    Reference(&'static str),
    /// "three days after the vote": count, unit, after, the words of the anchor.
    Anchored(Count, Unit, bool, Span),
    /// "two hours ago", "several years ago": before or after publication, by
    /// how much is not said in days.
    Vague(Vec<(Count, Unit)>, bool),
    /// "03/07/2017": the day and the month may stand either way round.
    Either(Date, Date),
    /// A day or month of the Hijri (`true`) or Persian calendar, with its year.
    Foreign(bool, i32, Option<(u8, Option<u8>)>),
    /// The last day of another meaning.
    LastDay(Box<Meaning>),
    /// The unit that holds another meaning: "the week of 6 March".
    Holding(Unit, Box<Meaning>),
    /// No day of the calendar ("31 April").
    Impossible,
}

/// Which part of the stretch, or how exact: TIMEX3 `mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mod {
    Start,
    Mid,
    End,
    Approx,
    MoreThan,
    LessThan,
    EqualOrMore,
    EqualOrLess,
    OnOrBefore,
    OnOrAfter,
    /// "earlier this year": up to the day of publication.
    Earlier,
    /// "later this year": from the day of publication.
    Later,
}

impl Mod {
    /// As TIMEX3 names it.
    pub fn name(self) -> &'static str {
        match self {
            Mod::Start | Mod::Earlier => "START",
            Mod::Mid => "MID",
            Mod::End | Mod::Later => "END",
            Mod::Approx => "APPROX",
            Mod::MoreThan => "MORE_THAN",
            Mod::LessThan => "LESS_THAN",
            Mod::EqualOrMore => "EQUAL_OR_MORE",
            Mod::EqualOrLess => "EQUAL_OR_LESS",
            Mod::OnOrBefore => "ON_OR_BEFORE",
            Mod::OnOrAfter => "ON_OR_AFTER",
        }
    }
}

/// How a preposition sets what is told against the expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Since,
    Until,
    Before,
    After,
    By,
}

/// An expression as found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// With the preposition "on" or "in".
    pub span: Span,
    /// Without it.
    pub core: Span,
    pub meaning: Meaning,
    /// TIMEX3 tail for a part of the day or the clock: "TMO", "T09:00".
    pub part: Option<SmolStr>,
    pub modifier: Option<Mod>,
    pub bound: Option<Bound>,
    /// Its words may as well belong to a name.
    pub named: bool,
    /// Four digits alone, which may as well count something.
    pub bare_year: bool,
    /// Right after "the".
    pub after_article: bool,
}
