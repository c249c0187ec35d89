//! Is this the same person? Does this paper say the same? Scores, each with its reasons. Pure.
pub mod traits;
pub use traits::Traits;

// Placeholders until comparing is built: replace all that follows.
use serde::{Deserialize, Serialize};
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    pub score: f64,
}
#[allow(missing_docs)]
#[derive(PartialEq)]
pub enum Verdict {
    Same,
    Possible,
    Different,
}
#[allow(missing_docs)]
impl Likeness {
    pub fn verdict(&self) -> Verdict {
        Verdict::Different
    }
}
#[allow(missing_docs)]
#[derive(PartialEq)]
pub enum Agreement {
    Equal,
    EqualAfterFolding,
    Differs,
}
#[allow(missing_docs)]
pub fn compare(_: &Traits, _: &Traits) -> Likeness {
    Likeness { score: 0.0 }
}
#[allow(missing_docs)]
pub fn agree_text(a: &str, b: &str) -> Agreement {
    if a == b {
        Agreement::Equal
    } else {
        Agreement::Differs
    }
}
#[allow(missing_docs)]
impl crate::records::search::SearchIndex {
    pub fn candidates(&self, _: &Traits) -> Vec<u32> {
        Vec::new()
    }
}
