//! What may be stored and shown at all. Everything that comes from outside passes here: keys, pastes,
//! files, other programs, other people's records.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Marks kept on one letter. Arabic needs three (shadda, a vowel, a small alef); more is an attack on
/// whoever looks at the screen.
const MARKS_ON_A_LETTER: usize = 4;

/// Whether `c` is never shown: controls, bidi controls, zero-width and other default-ignorable
/// characters.
pub fn is_hidden(c: char) -> bool {
    if c < '\u{00AD}' {
        return c < ' ' || ('\u{007F}'..'\u{00A0}').contains(&c);
    }
    // Default_Ignorable_Code_Point of DerivedCoreProperties.txt, the interlinear annotations and the
    // two separators.
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether `c` changes the order of what stands around it.
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether `c` ends a line or a column: it separates words, so it leaves a space behind.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{001C}'..='\u{001F}' | '\u{0085}' | '\u{2028}' | '\u{2029}')
}

fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// Cleans text of one line: tabs and line breaks become spaces.
///
/// Arabic presentation forms become the letters they stand for (the lam-alef key sends U+FEFB from
/// some terminals), everything else is composed (NFC), every kind of space is a space. Idempotent.
pub fn clean_line(text: &str) -> String {
    clean(text, false)
}

/// Cleans text of several lines: line breaks stay, as `\n`; tabs become spaces. See [`clean_line`].
pub fn clean_text(text: &str) -> String {
    clean(text, true)
}

fn clean(text: &str, lines: bool) -> String {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.chars() {
        let second_of_pair = after_return && c == '\n';
        after_return = c == '\r';
        if second_of_pair {
            continue;
        }
        if is_line_break(c) {
            kept.push(if lines && c != '\t' { '\n' } else { ' ' });
        } else if is_hidden(c) {
        } else if is_presentation_form(c) {
            kept.extend(std::iter::once(c).nfkc());
        } else if is_space(c) {
            kept.push(' ');
        } else {
            kept.push(c);
        }
    }
    let mut marks = 0;
    kept.nfc()
        .filter(|c| {
            marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
            marks <= MARKS_ON_A_LETTER
        })
        .collect()
}

/// `Space_Separator`: no-break, thin and ideographic spaces among them.
fn is_space(c: char) -> bool {
    matches!(
        c,
        '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_must_not_get_is_gone() {
        for (raw, clean) in [
            ("\u{FEFB}", "لا"),
            ("\u{FEB3}\u{FEFC}\u{FEE1}", "سلام"),
            ("\u{FDF2}", "الله"),
            ("ﬁ²", "ﬁ²"),
            ("ا\u{0653}", "آ"),
            ("e\u{0301}", "é"),
            ("a\u{202E}b\u{2066}c\u{200F}\u{FEFF}", "abc"),
            ("\u{1b}[31mx\u{9b}2J\u{7f}", "[31mx2J"),
            ("a\tb\r\nc\u{2028}d\u{a0}e", "a b c d e"),
            (
                "ب\u{64e}\u{64e}\u{64e}\u{64e}\u{64e}\u{64e}\u{64e}",
                "ب\u{64e}\u{64e}\u{64e}\u{64e}",
            ),
        ] {
            assert_eq!(clean_line(raw), clean, "{raw:?}");
        }
        assert_eq!(clean_text("a\tb\r\n\nc\rd"), "a b\n\nc\nd");
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_leaves_nothing_hidden(text in any::<String>()) {
            for cleaned in [clean_line(&text), clean_text(&text)] {
                prop_assert!(!cleaned.chars().any(|c| c != '\n' && is_hidden(c)));
                prop_assert!(!cleaned.chars().any(|c| is_presentation_form(c) && !std::iter::once(c).nfkc().eq([c])));
                prop_assert_eq!(clean_text(&cleaned), cleaned);
            }
            prop_assert!(!clean_line(&text).contains('\n'));
        }
    }
}
