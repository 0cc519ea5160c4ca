//! From syntax to attributed events: the rule stages, each a function that
//! reads the layers before it and writes one of its own.
//!
//! statements → entities → events → times, places → assemble

pub mod clause;
pub mod layers;
