//! Typed positions in the layers: an id of one layer cannot index another.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the element at `index` of its layer.
            pub fn new(index: usize) -> $name {
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The element's position in its layer, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// A sentence of [`crate::Syntax`].
    SentenceId,
    /// A token (syntactic word) of [`crate::Syntax`], counted over the whole article.
    TokenId,
    /// A statement: something that a source says.
    StatementId,
    /// One mention of an entity.
    MentionId,
    /// An entity: a chain of mentions.
    EntityId,
    /// A coded event.
    EventId,
}
