//! Values that keep their own order inside a sentence of the other direction.
//!
//! Without it `+966 50 123 4567` in an Arabic sentence reads `4567 123 50 966+`, and `2026-11-21` its
//! parts backwards. The marks are for [`lay_out`](super::lay_out), which obeys and drops them; text to
//! be stored never holds them, and [`clean_line`](super::clean_line) takes them out: clean the value,
//! then isolate it, then put it into the sentence.

/// Starts a left-to-right isolate.
pub const LRI: char = '\u{2066}';
/// Starts a right-to-left isolate.
const RLI: char = '\u{2067}';
/// Starts an isolate that takes its direction from its first strong letter.
pub const FSI: char = '\u{2068}';
/// Ends an isolate.
pub const PDI: char = '\u{2069}';

/// A value that always reads left to right: phone, ID, IBAN, date, e-mail, file number.
pub fn ltr(value: &str) -> String {
    format!("{LRI}{value}{PDI}")
}

/// A value of either direction, such as a name in either script.
pub fn auto(value: &str) -> String {
    format!("{FSI}{value}{PDI}")
}

/// `text` without isolates: for lines whose reader orders text by itself, such as a spreadsheet or what a shell prints.
pub fn strip(text: &str) -> String {
    text.replace([LRI, RLI, FSI, PDI], "")
}

/// `text` with every number of several parts isolated: `+966 50 123 4567`, `2026-11-21`.
///
/// For free text shown in an Arabic sentence, where nobody said which part is a phone or a date. A
/// number begins with a digit, or a plus before one; parts are joined by one of space `-` `/` `.` `:`
/// `,`, and spaces join only what begins with a plus, for two numbers in a row are not one.
pub fn numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // A number inside a word (an IBAN, a file name) belongs to the word.
    let mut after_letter = false;
    while let Some(c) = rest.chars().next() {
        let length = if after_letter { 0 } else { number_length(rest) };
        if length > 0 {
            let (number, after) = rest.split_at(length);
            out.push_str(&ltr(number));
            rest = after;
            after_letter = true;
        } else {
            out.push(c);
            after_letter = c.is_alphanumeric();
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// The bytes of the number of several parts that `text` begins with; 0 if it does not.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let international = bytes.first() == Some(&b'+') && digit(1);
    if !international && !digit(0) {
        return 0;
    }
    let mut end = 1;
    let mut parts = usize::from(international);
    loop {
        if digit(end) {
            end += 1;
            continue;
        }
        let joins = match bytes.get(end) {
            Some(b'-' | b'/' | b'.' | b':' | b',') => true,
            Some(b' ') => international,
            _ => false,
        };
        if !joins || !digit(end + 1) {
            break;
        }
        parts += 1;
        end += 2;
    }
    if parts > 0 { end } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arabic::{Base, clean_line, lay_out};

    #[test]
    fn numbers_of_several_parts_are_found() {
        let shown = |text: &str| numbers(text).replace(LRI, "<").replace(PDI, ">");
        for (text, expected) in [
            (
                "هاتف +966 50 123 4567، يوم 2026-11-21.",
                "هاتف <+966 50 123 4567>، يوم <2026-11-21>.",
            ),
            (
                "في 01/06/1446 الساعة 10:30",
                "في <01/06/1446> الساعة <10:30>",
            ),
            ("12 34 ريال", "12 34 ريال"),
            ("SA03-80 x2.5", "SA03-80 x2.5"),
            ("+ 5", "+ 5"),
            ("1-", "1-"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn a_note_reads_as_it_was_written() {
        let note = numbers("هاتف +966 50 123 4567 يوم 2026-11-21");
        assert_eq!(
            lay_out(&note, Base::Rtl).as_str(),
            "2026-11-21 ﻡﻮﻳ +966 50 123 4567 ﻒﺗﺎﻫ"
        );
        assert_eq!(
            lay_out("يوم 2026-11-21", Base::Rtl).as_str(),
            "21-11-2026 ﻡﻮﻳ"
        );
        let name = format!("ملف {} جاهز", auto("Ali (2)"));
        assert_eq!(lay_out(&name, Base::Rtl).as_str(), "ﺰﻫﺎﺟ Ali (2) ﻒﻠﻣ");
    }

    proptest! {
        #[test]
        fn isolating_adds_nothing_but_isolates(text in "[ابت +0-9/:., a-]{0,30}") {
            prop_assert_eq!(clean_line(&numbers(&text)), &*text);
            prop_assert_eq!(strip(&auto(&numbers(&text))), text);
        }
    }
}
