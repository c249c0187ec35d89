//! State derived from the journal, kept in sled, rebuilt at will. The only room that names sled.
pub mod search;
