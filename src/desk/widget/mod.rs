//! What screens are made of. Everything is drawn in reading order through [`canvas::Canvas`].

pub mod canvas;
pub mod list;
pub mod text_field;
pub mod theme;
