//! The printed sheets (الأوراق): what a beneficiary signs and what is given along, as PDF.
//!
//! A sheet is made in three steps, each of which knows nothing of the next: a definition ([`Kind`]) turns what is on
//! record into [`block`]s, `layout` makes strips of these that fill `pages`, `pdf` draws the pages. None of them does I/O or reads a
//! clock: the same case gives the same bytes. Fonts come from [`fonts`], and a finished sheet goes out through
//! [`printer`]. `text` alone names parley, `pdf` alone krilla.

pub mod block;
mod declaration;
mod figures;
pub mod fonts;
mod layout;
mod pages;
mod pdf;
pub mod printer;
mod receipt;
pub mod say;
pub mod subject;
mod text;
mod words;

use std::fmt;
use std::sync::Arc;

pub use crate::domain::sheet::{Kind, Lacks};

use crate::arabic::Digits;
use crate::domain::declaration::Fingerprint;
use crate::domain::moment::Moment;
use crate::domain::person::Facts;
use crate::domain::profile::Profile;
use crate::domain::request::Request;
use crate::domain::staff::{Branch, Staff};
use crate::locale::{Language, Texts};
use crate::protocol::query::{DeskView, RequestPage};
use block::Sheet;
use fonts::{FontError, Fonts};

/// Everything that a sheet is made from.
#[derive(Clone, PartialEq)]
pub struct Case {
    /// The request.
    pub request: Request,
    /// What is stated of the person.
    pub facts: Facts,
    /// Of what is declared now.
    pub fingerprint: Fingerprint,
    /// The profile the request is pinned to.
    pub profile: Arc<Profile>,
    /// Everyone, for their names.
    pub staff: Vec<Staff>,
    /// Every branch, for its name.
    pub branches: Vec<Branch>,
    /// When it is printed.
    pub now: Moment,
    /// In which language.
    pub language: Language,
    /// With which digits.
    pub digits: Digits,
}

impl Case {
    /// A request as the office told it, in Arabic with Western digits.
    #[must_use]
    pub fn of(page: &RequestPage, view: &DeskView, profile: Arc<Profile>, now: Moment) -> Case {
        Case {
            request: page.request.clone(),
            facts: page.facts.clone(),
            fingerprint: page.fingerprint,
            profile,
            staff: view.staff.clone(),
            branches: view.branches.clone(),
            now,
            language: Language::Arabic,
            digits: Digits::Western,
        }
    }

    /// The same in another language and with other digits.
    #[must_use]
    pub fn speaking(self, language: Language, digits: Digits) -> Case {
        Case {
            language,
            digits,
            ..self
        }
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Case({})", self.request.no)
    }
}

/// Why there is no sheet.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// Something has to be done first.
    #[error("the {} of {request} cannot be printed yet: it lacks {lacks:?}", kind.id())]
    NotYet {
        /// Which sheet.
        kind: Kind,
        /// Of which request.
        request: crate::domain::ids::RequestNo,
        /// What it lacks.
        lacks: Lacks,
    },
    /// There is no font to set it in.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The page could not be drawn.
    #[error("the sheet cannot be drawn: {why}")]
    Draw {
        /// As the PDF library puts it.
        why: String,
    },
}

/// What a sheet says, before it is placed on pages.
///
/// # Errors
/// [`SheetError::NotYet`] where something must be done first.
pub fn compose(kind: Kind, case: &Case) -> Result<Sheet, SheetError> {
    if let Some(lacks) = kind.lacks(&case.request) {
        return Err(SheetError::NotYet {
            kind,
            request: case.request.no,
            lacks,
        });
    }
    let texts = Texts::new(case.language);
    Ok(match kind {
        Kind::Declaration => declaration::compose(case, &texts),
        Kind::Receipt => receipt::compose(case, &texts),
    })
}

/// A sheet as PDF. The same case and fonts give the same bytes.
///
/// # Errors
/// [`SheetError::NotYet`] where something must be done first, [`SheetError::Draw`] where a font is broken.
pub fn pdf(kind: Kind, case: &Case, fonts: &Fonts) -> Result<Vec<u8>, SheetError> {
    let sheet = compose(kind, case)?;
    pdf::draw(&layout::lay_out(&sheet, fonts), &sheet, fonts)
}

#[cfg(test)]
mod tests;
