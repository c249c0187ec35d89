//! The outcome of printing, in words.

use super::printer::{PrintError, Went};
use super::{Lacks, SheetError};
use crate::locale::Texts;

/// Where a sheet went.
#[must_use]
pub fn went(texts: &Texts, went: &Went) -> String {
    match went {
        Went::Printed => texts.get("sheet-printed"),
        Went::Saved(path) => {
            let path = path.display().to_string();
            texts.with("sheet-saved", &[("path", path.into())])
        }
    }
}

/// Why it went nowhere, and what to do.
#[must_use]
pub fn failure(texts: &Texts, error: &PrintError) -> String {
    match error {
        PrintError::Sheet(SheetError::NotYet { lacks, .. }) => texts.get(match lacks {
            Lacks::Need => "sheet-lacks-need",
            Lacks::Submission => "sheet-lacks-submission",
        }),
        PrintError::Sheet(SheetError::Font(error)) => {
            texts.with("sheet-no-font", &[("package", error.package.into())])
        }
        PrintError::Sheet(SheetError::Draw { why }) => {
            texts.with("sheet-not-drawn", &[("why", why.as_str().into())])
        }
        PrintError::Save { path, source } => texts.with(
            "sheet-not-saved",
            &[
                ("path", path.display().to_string().into()),
                ("why", source.to_string().into()),
            ],
        ),
        PrintError::NoPlace => texts.get("sheet-no-place"),
    }
}
