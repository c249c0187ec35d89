//! Is this the same person? Does this paper say the same? Scores, each with its reasons. Pure.
pub mod traits;
pub use traits::Traits;
