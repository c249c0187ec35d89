//! How to reach a person, and where money for him goes: mobile (جوال), e-mail (بريد), IBAN (آيبان).

use thiserror::Error;

use super::input::{self, parsed_text};

/// What is wrong with a number or address. It carries no more of it than one character.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ContactError {
    /// Nothing was written.
    #[error("nothing was written")]
    Empty,
    /// A character that does not belong in it.
    #[error("{found:?} does not belong in it")]
    Character {
        /// The character.
        found: char,
    },
    /// Too short or too long.
    #[error("{found} characters, where {least} to {most} are expected")]
    Length {
        /// How many there are.
        found: usize,
        /// The fewest it may have.
        least: usize,
        /// The most it may have.
        most: usize,
    },
    /// A Saudi number that is no mobile (05…), or a foreign one without its `+`.
    #[error("not a mobile: write a Saudi one as 05xxxxxxxx, a foreign one with + and its country")]
    NotMobile,
    /// The IBAN's digits do not agree with its check digits.
    #[error("the check digits of the IBAN do not agree")]
    CheckDigits,
    /// No IBAN: it does not begin with a country and two check digits.
    #[error("an IBAN begins with two letters and two digits")]
    NotIban,
    /// No e-mail address: not `name@domain.tld`.
    #[error("an e-mail address is written as name@domain.tld")]
    NotEmail,
}

parsed_text! {
    /// A mobile number (رقم الجوال) in E.164: `+9665xxxxxxxx`, or a foreign one with its country.
    Mobile, ContactError, mobile
}

parsed_text! {
    /// An international bank account number (رقم الآيبان), checked by its mod-97 rule; a Saudi one has 24 characters.
    Iban, ContactError, iban
}

parsed_text! {
    /// An e-mail address (البريد الإلكتروني), checked lightly: only sending a letter would prove it.
    Email, ContactError, email
}

const SAUDI: &str = "+966";

impl Mobile {
    /// As it is dialled here: `05xxxxxxxx` for a Saudi number, with `+` and country for another.
    #[must_use]
    pub fn local(&self) -> String {
        match self.as_str().strip_prefix(SAUDI) {
            Some(rest) => format!("0{rest}"),
            None => self.as_str().to_owned(),
        }
    }

    /// The number with its middle hidden: `050•••••67`.
    #[must_use]
    pub fn masked(&self) -> String {
        input::masked(&self.local(), 3, 2)
    }
}

impl Iban {
    /// In groups of four, as banks print it.
    #[must_use]
    pub fn grouped(&self) -> String {
        let mut text = String::new();
        for (at, c) in self.as_str().chars().enumerate() {
            if at > 0 && at.is_multiple_of(4) {
                text.push(' ');
            }
            text.push(c);
        }
        text
    }

    /// The number with all but its ends hidden.
    #[must_use]
    pub fn masked(&self) -> String {
        input::masked(self.as_str(), 2, 4)
    }
}

impl Email {
    /// The address with the name before its `@` hidden but for the first letter.
    #[must_use]
    pub fn masked(&self) -> String {
        match self.as_str().split_once('@') {
            Some((name, domain)) => {
                let hidden: String = name
                    .chars()
                    .enumerate()
                    .map(|(at, c)| if at == 0 && name.len() > 2 { c } else { '•' })
                    .collect();
                format!("{hidden}@{domain}")
            }
            None => String::new(),
        }
    }
}

fn mobile(text: &str) -> Result<String, ContactError> {
    let mut digits = String::new();
    let mut plus = false;
    for c in text.chars().map(input::ascii_digit) {
        match c {
            '0'..='9' => digits.push(c),
            '+' | '＋' if digits.is_empty() && !plus => plus = true,
            c if c.is_whitespace() || input::is_invisible(c) || input::is_dash(c) => {}
            '(' | ')' | '.' | '/' => {}
            // An RTL field shows the plus of a pasted number behind it, and people type it there.
            '+' if !plus => plus = true,
            found => return Err(ContactError::Character { found }),
        }
    }
    if digits.is_empty() {
        return Err(ContactError::Empty);
    }
    let international = if plus {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("00")
    };
    let national = match international {
        Some(rest) => rest.strip_prefix("966"),
        None => Some(
            digits
                .strip_prefix("966")
                .filter(|rest| rest.len() >= 9)
                .unwrap_or(&digits),
        ),
    };
    match (national, international) {
        (Some(national), _) => saudi(national),
        (None, Some(rest)) => foreign(rest),
        (None, None) => Err(ContactError::NotMobile),
    }
}

/// `5xxxxxxxx`, with or without the zero before it.
fn saudi(national: &str) -> Result<String, ContactError> {
    let number = national.strip_prefix('0').unwrap_or(national);
    if !number.starts_with('5') {
        return Err(ContactError::NotMobile);
    }
    if number.len() != 9 {
        let found = number.len() + 1;
        return Err(ContactError::Length {
            found,
            least: 10,
            most: 10,
        });
    }
    Ok(format!("{SAUDI}{number}"))
}

/// Country and number as E.164 has them: at most fifteen digits, no country begins with zero.
fn foreign(number: &str) -> Result<String, ContactError> {
    let found = number.len();
    if number.starts_with('0') {
        return Err(ContactError::NotMobile);
    }
    if !(7..=15).contains(&found) {
        return Err(ContactError::Length {
            found,
            least: 7,
            most: 15,
        });
    }
    Ok(format!("+{number}"))
}

fn iban(text: &str) -> Result<String, ContactError> {
    let number = input::identifier(text).map_err(|found| ContactError::Character { found })?;
    if number.is_empty() {
        return Err(ContactError::Empty);
    }
    let (least, most) = if number.starts_with("SA") {
        (24, 24)
    } else {
        (15, 34)
    };
    let found = number.len();
    let shaped = number
        .chars()
        .zip([true, true, false, false])
        .all(|(c, letter)| c.is_ascii_alphabetic() == letter);
    if !shaped {
        return Err(ContactError::NotIban);
    }
    if !(least..=most).contains(&found) {
        return Err(ContactError::Length { found, least, most });
    }
    // ISO 13616: the first four go to the end, a letter counts as 10 to 35, the whole leaves 1 over 97.
    let (head, tail) = number.split_at_checked(4).ok_or(ContactError::NotIban)?;
    let rest = tail
        .chars()
        .chain(head.chars())
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| {
            let shift = if value > 9 { 100 } else { 10 };
            (rest * shift + value) % 97
        });
    if rest == 1 {
        Ok(number)
    } else {
        Err(ContactError::CheckDigits)
    }
}

fn email(text: &str) -> Result<String, ContactError> {
    let address: String = text
        .trim()
        .chars()
        .filter(|&c| !input::is_invisible(c))
        .collect();
    if address.is_empty() {
        return Err(ContactError::Empty);
    }
    let found = address.chars().count();
    if found > 254 {
        return Err(ContactError::Length {
            found,
            least: 6,
            most: 254,
        });
    }
    if let Some(found) = address
        .chars()
        .find(|c| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '،'))
    {
        return Err(ContactError::Character { found });
    }
    let (name, domain) = address.split_once('@').ok_or(ContactError::NotEmail)?;
    let labels: Vec<&str> = domain.split('.').collect();
    if name.is_empty()
        || domain.contains('@')
        || labels.len() < 2
        || labels.iter().any(|label| label.is_empty())
    {
        return Err(ContactError::NotEmail);
    }
    Ok(format!("{name}@{}", domain.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn mobiles_come_out_in_one_form() {
        use ContactError as E;
        for (text, expected) in [
            ("0512345678", Ok("+966512345678")),
            ("٠٥١ ٢٣٤ ٥٦٧٨", Ok("+966512345678")),
            ("512345678", Ok("+966512345678")),
            ("+966 51 234 5678", Ok("+966512345678")),
            ("00966512345678", Ok("+966512345678")),
            ("966512345678", Ok("+966512345678")),
            ("+966 (0)51-234-5678", Ok("+966512345678")),
            ("966512345678+", Ok("+966512345678")),
            ("+201001234567", Ok("+201001234567")),
            ("0020 100 123 4567", Ok("+201001234567")),
            ("", Err(E::Empty)),
            ("+", Err(E::Empty)),
            (
                "051234567",
                Err(E::Length {
                    found: 9,
                    least: 10,
                    most: 10,
                }),
            ),
            (
                "05123456789",
                Err(E::Length {
                    found: 11,
                    least: 10,
                    most: 10,
                }),
            ),
            ("0144221100", Err(E::NotMobile)),
            ("201001234567", Err(E::NotMobile)),
            ("+0966512345678", Err(E::NotMobile)),
            (
                "+12345",
                Err(E::Length {
                    found: 5,
                    least: 7,
                    most: 15,
                }),
            ),
            ("05l2345678", Err(E::Character { found: 'l' })),
            ("++966512345678", Err(E::Character { found: '+' })),
        ] {
            let read = Mobile::parse(text);
            assert_eq!(
                read.as_ref().map(Mobile::as_str).map_err(Clone::clone),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn an_iban_is_checked() {
        use ContactError as E;
        for (text, expected) in [
            (
                "SA03 8000 0000 6080 1016 7519",
                Ok("SA0380000000608010167519"),
            ),
            (
                "sa٠٣ 8000 0000 6080 1016 7519",
                Ok("SA0380000000608010167519"),
            ),
            ("GB82 WEST 1234 5698 7654 32", Ok("GB82WEST12345698765432")),
            ("SA03 8000 0000 6080 1016 7591", Err(E::CheckDigits)),
            (
                "SA03 8000 0000 6080 1016 751",
                Err(E::Length {
                    found: 23,
                    least: 24,
                    most: 24,
                }),
            ),
            ("0380000000608010167519", Err(E::NotIban)),
            (
                "SA",
                Err(E::Length {
                    found: 2,
                    least: 24,
                    most: 24,
                }),
            ),
            ("", Err(E::Empty)),
        ] {
            let read = Iban::parse(text);
            assert_eq!(
                read.as_ref().map(Iban::as_str).map_err(Clone::clone),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn an_email_is_checked_lightly() {
        for (text, expected) in [
            (" Sara.A@Example.ORG ", Some("Sara.A@example.org")),
            ("sara@example", None),
            ("sara@@example.org", None),
            ("@example.org", None),
            ("sara@example..org", None),
            ("sa ra@example.org", None),
            ("sara", None),
            ("", None),
        ] {
            assert_eq!(
                Email::parse(text).ok().as_ref().map(Email::as_str),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn only_the_ends_are_shown() {
        let mobile = Mobile::parse("0501234567").unwrap();
        assert_eq!(mobile.local(), "0501234567");
        assert_eq!(mobile.masked(), "050•••••67");
        assert_eq!(format!("{mobile:?}"), "Mobile(…)");
        let iban = Iban::parse("SA0380000000608010167519").unwrap();
        assert_eq!(iban.grouped(), "SA03 8000 0000 6080 1016 7519");
        assert_eq!(iban.masked(), "SA••••••••••••••••••7519");
        assert_eq!(
            Email::parse("sara@example.org").unwrap().masked(),
            "s•••@example.org"
        );
        assert_eq!(
            Email::parse("s@example.org").unwrap().masked(),
            "•@example.org"
        );
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_read_is_canonical(text in any::<String>()) {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
                let _ = email.masked();
            }
            let _ = (Mobile::parse(&text), Iban::parse(&text));
        }

        #[test]
        fn a_mobile_read_again_is_the_same(text in "[+]?0{0,2}(966)?0?5?[0-9]{6,12}") {
            if let Ok(mobile) = Mobile::parse(&text) {
                prop_assert_eq!(Mobile::parse(mobile.as_str()), Ok(mobile.clone()));
                prop_assert_eq!(Mobile::parse(&mobile.local()), Ok(mobile));
            }
        }

        #[test]
        fn one_wrong_digit_in_an_iban_is_found(at in 4_usize..24, by in 1_u32..10) {
            let good = "SA0380000000608010167519";
            let bad: String = good
                .chars()
                .enumerate()
                .map(|(n, c)| match c.to_digit(10) {
                    Some(value) if n == at => char::from_digit((value + by) % 10, 10).unwrap(),
                    _ => c,
                })
                .collect();
            prop_assert_eq!(Iban::parse(&bad), Err(ContactError::CheckDigits));
        }
    }
}
