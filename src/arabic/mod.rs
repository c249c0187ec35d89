//! Arabic text for terminals: folding, shaping, ordering, carets, digits, keyboard positions. Pure.
//!
//! Text is stored in logical order and never holds a presentation form. What reaches a terminal goes
//! this way: [`clean`] takes out what must not get there, [`lay_out`] shapes the letters and puts the
//! cells in the order the eye sees them, and on a terminal that reorders once more
//! [`reorder::row_for_reordering_terminal`] turns the finished row so that it comes out right.
//!
//! | module | knows |
//! |---|---|
//! | [`clean`] | what may be kept and shown at all |
//! | [`digits`] | `0` and `٠` |
//! | [`fold`] | letters that count as the same when people are matched |
//! | [`mod@line`] | a laid out line, truncated and wrapped |
//! | [`caret`] | where the caret stands and moves, fields narrower than their text |
//! | [`isolate`] | left-to-right values inside an Arabic sentence |
//! | [`keyboard`] | which key a letter is on |
//! | [`reorder`] | rows for terminals that reorder |
//! | [`terminal`] | what a terminal does with Arabic, by its answers |

pub mod caret;
pub mod clean;
pub mod digits;
pub mod fold;
mod forms;
pub mod isolate;
pub mod keyboard;
pub mod line;
mod mirror;
mod order;
pub mod reorder;
mod shape;
pub mod terminal;

pub use caret::FieldView;
pub use clean::{clean_line, clean_text};
pub use digits::Digits;
pub use keyboard::Layout;
pub use line::{Cell, VisualLine, lay_out, truncate, wrap};
pub use order::Base;
pub use reorder::{RowBase, TurnedCell, row_for_reordering_terminal};
pub use terminal::{TextMode, TextSetting};
