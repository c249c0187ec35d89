//! Does this paper say the same? What was stated, held against what the paper says, field by field (policy row 3).

use crate::domain::date::{DateAgreement, DateAsWritten};
use crate::domain::document::Agreement;
use crate::domain::money::Money;
use crate::domain::profile::PaperField;

/// How a field of a paper stands to what was stated. Dates in two calendars that are one day apart agree, as the
/// calendars' own tables differ by that (policy row 56); names agree where only their spelling differs.
#[must_use]
pub fn agreement(field: PaperField, stated: &str, on_paper: &str) -> Agreement {
    match field {
        PaperField::Born => dates(stated, on_paper),
        PaperField::Id | PaperField::Iban | PaperField::Household => {
            super::agree_digits(stated, on_paper)
        }
        PaperField::Income => amounts(stated, on_paper),
        PaperField::Name | PaperField::Nationality | PaperField::City => {
            super::agree_text(stated, on_paper)
        }
    }
}

fn dates(stated: &str, on_paper: &str) -> Agreement {
    match (DateAsWritten::parse(stated), DateAsWritten::parse(on_paper)) {
        (Ok(stated), Ok(on_paper)) => match stated.agreement(on_paper) {
            DateAgreement::Same => Agreement::Equal,
            DateAgreement::OneDayApart => Agreement::OneDayApart,
            DateAgreement::Different => Agreement::Differs,
        },
        _ => super::agree_text(stated, on_paper),
    }
}

/// The same amount is the same however it is written: 4,250.50 is 4250.50.
fn amounts(stated: &str, on_paper: &str) -> Agreement {
    match (Money::parse(stated), Money::parse(on_paper)) {
        (Ok(one), Ok(other)) if one == other && stated.trim() != on_paper.trim() => {
            Agreement::Folded
        }
        _ => super::agree_digits(stated, on_paper),
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
                PaperField::Id,
                "1102334451",
                "1102 3344-51",
                Agreement::Folded,
            ),
            (
                PaperField::Iban,
                "SA0380000000608010167519",
                "SA03 8000 0000 6080 1016 7519",
                Agreement::Folded,
            ),
            (PaperField::Income, "4,250.50", "4250.5", Agreement::Folded),
            (PaperField::Income, "4,250", "4,520", Agreement::Differs),
            (PaperField::Household, "5", "٥", Agreement::Folded),
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
