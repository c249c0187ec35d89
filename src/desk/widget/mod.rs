//! What screens are made of. Everything is drawn in reading order through [`canvas::Canvas`].

pub mod canvas;
pub mod frame;
pub mod lines;
pub mod list;
pub mod names;
pub mod panes;
pub mod pin_field;
pub mod sheet;
pub mod steps;
pub mod table;
pub mod text_field;
pub mod theme;
