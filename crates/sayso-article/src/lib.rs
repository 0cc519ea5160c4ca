//! The types that every stage of sayso shares: an [`Article`] whose text never
//! changes, [`Span`]s into it, typed ids, the [`Syntax`] layer that an
//! [`Annotator`] writes, and the ways to say why ([`Evidence`]) and what was
//! odd ([`Diagnostic`]). No I/O, no model, no serialisation.

mod article;
mod conllu;
mod evidence;
mod id;
mod span;
mod syntax;
mod tree;

pub use article::{Article, Block, BlockKind, Dateline, Licence, Origin, PublishedFrom, Publisher};
pub use conllu::{ConlluError, read_conllu, write_conllu};
pub use evidence::{Diagnostic, Evidence};
pub use id::{EntityId, EventId, MentionId, SentenceId, StatementId, TokenId};
pub use jiff::civil::Date;
pub use smol_str::SmolStr;
pub use span::{Span, SpanError};
pub use syntax::{
    Annotator, EarlierMention, EventProposal, NameKind, NameMention, Role, RoleSpan, Sentence,
    Syntax, SyntaxError, Token, Upos,
};
