//! Numbers in running text: in their own order, and in the digits of the setting.

use crate::arabic::Digits;
use crate::arabic::isolate::{self, LRI, PDI};

/// Starts an override to left-to-right: inside it even Arabic-Indic digits keep the order they stand in.
const LRO: char = '\u{202D}';
/// Ends an override.
const PDF: char = '\u{202C}';

/// `text` with every number of several parts isolated and its digits as the setting shows them. Numbers which are part
/// of a Latin word, such as an e-mail address or an IBAN, keep theirs.
pub fn figures(text: &str, digits: Digits) -> String {
    let isolated = isolate::numbers(text);
    if digits == Digits::Western {
        return isolated;
    }
    let mut out = String::with_capacity(isolated.len() * 2);
    let mut rest = isolated.as_str();
    while let Some(c) = rest.chars().next() {
        if c == LRI {
            let (inside, after) = isolate_of(rest);
            show_isolate(inside, digits, &mut out);
            rest = after;
            continue;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || is_mark(c))
            .unwrap_or(rest.len())
            .max(if c.is_whitespace() || is_mark(c) {
                c.len_utf8()
            } else {
                0
            });
        let (word, after) = rest.split_at(end);
        if has_letter(word) {
            out.push_str(word);
        } else {
            out.push_str(&digits.show(word));
        }
        rest = after;
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

fn has_letter(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_alphabetic())
}

/// What stands in the isolate that `text` begins with, and what comes after it.
fn isolate_of(text: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '\u{2066}'..='\u{2068}' => depth += 1,
            PDI => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let inside = text.get(LRI.len_utf8()..at).unwrap_or_default();
            return (inside, text.get(at + c.len_utf8()..).unwrap_or_default());
        }
    }
    (text.get(LRI.len_utf8()..).unwrap_or_default(), "")
}

fn show_isolate(inside: &str, digits: Digits, out: &mut String) {
    out.push(LRI);
    if has_letter(inside) {
        out.push_str(inside);
    } else {
        out.push(LRO);
        out.extend(
            inside
                .chars()
                .filter(|&c| !is_mark(c))
                .map(|c| digits.show_char(c)),
        );
        out.push(PDF);
    }
    out.push(PDI);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arabic::clean_line;
    use crate::arabic::isolate::ltr;

    #[test]
    fn numbers_keep_their_order_in_either_kind_of_digits() {
        let shown = |text: &str| {
            figures(text, Digits::ArabicIndic)
                .replace(LRI, "<")
                .replace(PDI, ">")
                .replace(LRO, "[")
                .replace(PDF, "]")
        };
        for (text, wanted) in [
            ("يوم 2026-11-21.", "يوم <[٢٠٢٦-١١-٢١]>."),
            ("عدد 12 فردًا", "عدد ١٢ فردًا"),
            (&ltr("+966 50 123 4567"), "<[+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧]>"),
            (&ltr("noura2@example.sa"), "<noura2@example.sa>"),
            (&ltr("SA03 8000"), "<SA03 8000>"),
            ("بريد noura2@example.sa", "بريد noura2@example.sa"),
            ("", ""),
        ] {
            assert_eq!(shown(text), wanted);
        }
        assert_eq!(figures("يوم 12", Digits::Western), "يوم 12");
    }

    proptest! {
        #[test]
        fn nothing_but_digits_and_marks_changes(text in any::<String>()) {
            let text = clean_line(&text);
            let shown = figures(&text, Digits::ArabicIndic);
            let plain: String = shown.chars().filter(|&c| !is_mark(c) && c != LRO && c != PDF).collect();
            prop_assert_eq!(
                crate::arabic::digits::fold(&plain),
                crate::arabic::digits::fold(&text)
            );
        }
    }
}
