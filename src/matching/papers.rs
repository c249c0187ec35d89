//! Does this paper say the same? What was stated, held against what the paper says, field by field (policy row 3).

use crate::domain::date::{DateAgreement, DateAsWritten};
use crate::domain::document::Agreement;
use crate::domain::profile::PaperField;

/// How a field of a paper stands to what was stated. Dates in two calendars that are one day apart agree, as the
/// calendars' own tables differ by that (policy row 56); names agree where only their spelling differs.
#[must_use]
pub fn agreement(field: PaperField, stated: &str, on_paper: &str) -> Agreement {
    match (
        field,
        DateAsWritten::parse(stated),
        DateAsWritten::parse(on_paper),
    ) {
        (PaperField::Born, Ok(stated), Ok(on_paper)) => match stated.agreement(on_paper) {
            DateAgreement::Same => Agreement::Equal,
            DateAgreement::OneDayApart => Agreement::OneDayApart,
            DateAgreement::Different => Agreement::Differs,
        },
        _ => super::agree_text(stated, on_paper),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_held_against_what_was_stated() {
        for (field, stated, on_paper, agreement_expected) in [
            (
                PaperField::Name,
                "نورة سعد الحربي",
                "نورة سعد الحربي",
                Agreement::Equal,
            ),
            (
                PaperField::Name,
                "نورة سعد الحربي",
                "نوره سعد الحربى",
                Agreement::Folded,
            ),
            (
                PaperField::Name,
                "نورة سعد الحربي",
                "هند سعد الحربي",
                Agreement::Differs,
            ),
            (
                PaperField::Id,
                "1102334451",
                "١١٠٢٣٣٤٤٥١",
                Agreement::Folded,
            ),
            (
                PaperField::Born,
                "1446-06-01",
                "2024-12-02",
                Agreement::Equal,
            ),
            (
                PaperField::Born,
                "1446-06-01",
                "2024-12-03",
                Agreement::OneDayApart,
            ),
            (
                PaperField::Born,
                "2024-12-02",
                "2024-12-03",
                Agreement::Differs,
            ),
        ] {
            assert_eq!(
                agreement(field, stated, on_paper),
                agreement_expected,
                "{stated} {on_paper}"
            );
        }
    }
}
