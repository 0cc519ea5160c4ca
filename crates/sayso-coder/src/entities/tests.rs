//! Hand-parsed sentences through the whole stage.
