//! Does the paper say the same as what was stated? (مطابقة البيانات)

use crate::arabic::fold::{fold_name, fold_text};
use crate::domain::document::Agreement;

/// Compares names or other words.
#[must_use]
pub fn agree_text(stated: &str, on_paper: &str) -> Agreement {
    agree(stated, on_paper, fold_name)
}

/// Compares numbers, of whatever length, with or without letters in them: 1102 3344-51 is 1102334451.
#[must_use]
pub fn agree_digits(stated: &str, on_paper: &str) -> Agreement {
    agree(stated, on_paper, |number| {
        fold_text(number).replace(' ', "")
    })
}

fn agree(stated: &str, on_paper: &str, fold: impl Fn(&str) -> String) -> Agreement {
    if stated.trim() == on_paper.trim() {
        return Agreement::Equal;
    }
    let (stated, on_paper) = (fold(stated), fold(on_paper));
    // What folds to nothing at all says nothing, so it agrees with nothing.
    if stated == on_paper && !stated.is_empty() {
        Agreement::Folded
    } else {
        Agreement::Differs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Agreement::{Differs, Equal, Folded};

    #[test]
    fn names_agree_but_for_their_spelling() {
        for (stated, on_paper, agreement) in [
            ("نورة سعد الحربي", " نورة سعد الحربي", Equal),
            ("نورة سعد الحربي", "نوره سعد الحربى", Folded),
            ("نورة بنت سعد الحربي", "نورة سعد الحربي", Folded),
            ("عبد الله أحمد", "عبدالله احمد", Folded),
            ("نورة سعد الحربي", "نورة سعيد الحربي", Differs),
            ("نورة سعد", "نورة سعد الحربي", Differs),
            ("نورة", "", Differs),
            ("-", "،", Differs),
        ] {
            assert_eq!(
                agree_text(stated, on_paper),
                agreement,
                "{stated} / {on_paper}"
            );
        }
    }

    #[test]
    fn numbers_agree_but_for_their_digits_and_blanks() {
        for (stated, on_paper, agreement) in [
            ("1102334451", "1102334451", Equal),
            ("1102334451", "١١٠٢٣٣٤٤٥١", Folded),
            ("1102 3344-51", "1102334451", Folded),
            ("a123", "A123", Folded),
            ("1102334451", "1102334452", Differs),
        ] {
            assert_eq!(agree_digits(stated, on_paper), agreement);
        }
    }
}
