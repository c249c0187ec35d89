//! Is this the same person? Does this paper say the same? Scores, each with its reasons. Pure.

pub mod agreement;
pub mod likeness;
mod names;
pub mod papers;
pub mod slips;
pub mod traits;

pub use agreement::{agree_digits, agree_text};
pub use likeness::{Finding, Likeness, Reason, Verdict, compare};
pub use traits::Traits;
