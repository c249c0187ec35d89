//! The PIN (الرقم السري) by which several members of staff share one Unix user at a counter.
//!
//! Of a PIN itself nothing is kept but a slow hash, and that in the journal alone; a [`PinRecord`] says where it stands,
//! and how often in a row it was missed.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::ids::{Revision, StaffNo};
use super::moment::{Act, Moment};

/// The digits somebody types. They show themselves nowhere, and are overwritten where they stood once they are done
/// with.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct PinCode(String);

/// Why something typed is no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPin {
    /// Too short or too long.
    #[error("a PIN is {} to {} digits long", PinCode::SHORTEST, PinCode::LONGEST)]
    Length,
    /// Something else than digits.
    #[error("a PIN is made of digits alone")]
    NotDigits,
}

impl PinCode {
    /// Digits, at least.
    pub const SHORTEST: usize = 4;
    /// Digits, at most.
    pub const LONGEST: usize = 12;

    /// Reads a PIN: `٣` and `۳` are `3`.
    ///
    /// # Errors
    /// What is no PIN.
    pub fn parse(typed: &str) -> Result<PinCode, NotAPin> {
        // Room for all of it at once: what grows leaves copies behind.
        let mut digits = Zeroizing::new(String::with_capacity(Self::LONGEST));
        for c in typed.chars() {
            if digits.len() == Self::LONGEST {
                return Err(NotAPin::Length);
            }
            digits.push(digit(c).ok_or(NotAPin::NotDigits)?);
        }
        if digits.len() < Self::SHORTEST {
            return Err(NotAPin::Length);
        }
        Ok(PinCode(std::mem::take(&mut *digits)))
    }

    /// A code for somebody to sign in with once: six digits out of a number drawn at random.
    #[must_use]
    pub fn drawn(random: u64) -> PinCode {
        let mut random = random;
        loop {
            let code = PinCode(format!("{:06}", random % 1_000_000));
            if !code.is_guessable() {
                return code;
            }
            random = random.wrapping_add(1);
        }
    }

    /// The digits, to be hashed, or to be told to whom they are for.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Whether it is among the first that anybody would try: fewer than three different digits, or digits in a row, as
    /// 1234 and 9876.
    #[must_use]
    pub fn is_guessable(&self) -> bool {
        let bytes = self.0.as_bytes();
        let different = (b'0'..=b'9').filter(|digit| bytes.contains(digit)).count();
        let in_a_row = |up: bool| {
            bytes.iter().zip(bytes.iter().skip(1)).all(|(one, next)| {
                let after = if up { one + 1 } else { one - 1 };
                after == *next
            })
        };
        different < 3 || in_a_row(true) || in_a_row(false)
    }
}

/// A digit as it is kept, whichever digits it is typed in.
#[must_use]
pub fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        _ => return None,
    };
    char::from_digit(value, 10)
}

impl fmt::Debug for PinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinCode(…)")
    }
}

impl Serialize for PinCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PinCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<PinCode, D::Error> {
        let typed = Zeroizing::new(String::deserialize(from)?);
        PinCode::parse(&typed).map_err(de::Error::custom)
    }
}

/// What is kept of a PIN: its argon2id hash with salt and parameters, as a PHC string. In the journal, and nowhere else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PinHash(String);

impl PinHash {
    /// Of a PHC string.
    #[must_use]
    pub fn new(phc: String) -> PinHash {
        PinHash(phc)
    }

    /// The PHC string.
    #[must_use]
    pub fn phc(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinHash(…)")
    }
}

/// What is known of a member of staff's PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinRecord {
    /// Whose.
    pub staff: StaffNo,
    /// Where in the journal its hash stands; `None` while there is none.
    pub set: Option<Revision>,
    /// Whether it is a code an administrator handed out, good for nothing but setting one of one's own.
    pub once: bool,
    /// How often in a row it was missed.
    pub wrong: u32,
    /// When it was missed last.
    pub wrong_at: Moment,
    /// When it was reset last, and by whom.
    pub reset: Option<Act>,
}

/// Misses in a row that cost nothing but the miss.
pub const FREE_TRIES: u32 = 5;

/// How long to wait after the fifth miss in a row, the sixth and so on, in minutes; the last one from there on.
pub const WAITS: [i64; 4] = [1, 5, 15, 60];

const MINUTE: i64 = 60_000;

/// How long a miss counts, though the PIN was got right since: as long as the longest wait.
const KEPT: i64 = 60 * MINUTE;

impl PinRecord {
    /// Of somebody who has none yet.
    #[must_use]
    pub fn none(staff: StaffNo) -> PinRecord {
        PinRecord {
            staff,
            set: None,
            once: false,
            wrong: 0,
            wrong_at: Moment::default(),
            reset: None,
        }
    }

    /// Until when nothing is tried. A clock that was set back since the last miss ends the wait: nobody at a counter can
    /// set it, and one that ran years ahead for an hour must not lock a desk for years.
    #[must_use]
    pub fn wait(&self, now: Moment) -> Option<Moment> {
        let past = usize::try_from(self.wrong.checked_sub(FREE_TRIES)?).unwrap_or(usize::MAX);
        let minutes = WAITS.get(past).or(WAITS.last()).copied().unwrap_or(0);
        let until = Moment(self.wrong_at.0.saturating_add(minutes * MINUTE));
        (self.wrong_at <= now && now < until).then_some(until)
    }

    /// Misses left before there is a wait.
    #[must_use]
    pub fn tries_left(&self) -> u32 {
        FREE_TRIES.saturating_sub(self.wrong)
    }

    /// Missed once more.
    #[must_use]
    pub fn missed(self, at: Moment) -> PinRecord {
        PinRecord {
            wrong: self.wrong.saturating_add(1),
            wrong_at: at,
            ..self
        }
    }

    /// Got right. What was missed of late still counts: whoever guesses gains nothing by somebody else's signing in.
    #[must_use]
    pub fn met(self, at: Moment) -> PinRecord {
        let is_late = self.wrong_at <= at && at < Moment(self.wrong_at.0.saturating_add(KEPT));
        if is_late { self } else { self.forgiven() }
    }

    /// Another PIN: what was missed of the one before is forgiven.
    #[must_use]
    pub fn forgiven(self) -> PinRecord {
        PinRecord {
            wrong: 0,
            wrong_at: Moment::default(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_pin_is_four_to_twelve_digits_of_any_kind() {
        for (typed, digits) in [
            ("2580", Ok("2580")),
            ("٢٥٨٠", Ok("2580")),
            ("۲۵۸۰", Ok("2580")),
            ("123456789012", Ok("123456789012")),
            ("258", Err(NotAPin::Length)),
            ("", Err(NotAPin::Length)),
            ("1234567890123", Err(NotAPin::Length)),
            ("25 80", Err(NotAPin::NotDigits)),
            ("25a0", Err(NotAPin::NotDigits)),
        ] {
            let read = PinCode::parse(typed);
            let read = read.as_ref().map(PinCode::digits).map_err(|why| *why);
            assert_eq!(read, digits, "{typed}");
        }
    }

    #[test]
    fn what_anybody_would_try_first_is_known_for_that() {
        for (digits, guessable) in [
            ("0000", true),
            ("1212", true),
            ("1234", true),
            ("9876", true),
            ("0123456789", true),
            ("2580", false),
            ("1235", false),
            ("739104", false),
        ] {
            assert_eq!(PinCode::parse(digits).unwrap().is_guessable(), guessable);
        }
    }

    #[test]
    fn waits_grow_and_end() {
        let miss = |count: u32| {
            (0..count).fold(PinRecord::none(StaffNo(1)), |record, _| {
                record.missed(Moment(1_000))
            })
        };
        let minutes = |record: &PinRecord, now| {
            let until = record.wait(Moment(now));
            until.map(|until| (until.0 - 1_000) / MINUTE)
        };
        for (wrong, wait) in [(0, None), (4, None), (5, Some(1)), (6, Some(5))] {
            assert_eq!(minutes(&miss(wrong), 1_000), wait, "{wrong}");
        }
        for (wrong, wait) in [(7, 15), (8, 60), (9, 60), (50, 60)] {
            assert_eq!(minutes(&miss(wrong), 2_000), Some(wait), "{wrong}");
        }
        let five = miss(5);
        assert_eq!(five.wait(Moment(1_000 + MINUTE)), None, "it is over");
        assert_eq!(five.wait(Moment(999)), None, "the clock was set back");
        let hour = 60 * MINUTE;
        for (at, wrong) in [(1_000, 5), (999 + hour, 5), (1_000 + hour, 0), (999, 0)] {
            assert_eq!(five.clone().met(Moment(at)).wrong, wrong, "{at}");
        }
        assert_eq!(five.forgiven().wrong, 0);
    }

    proptest! {
        #[test]
        fn nothing_shows_a_pin(digits in "[0-9]{4,12}") {
            let pin = PinCode::parse(&digits).unwrap();
            let shown = format!("{pin:?} {:?}", PinHash::new(digits.clone()));
            prop_assert!(!shown.contains(&digits));
            let sent = serde_json::to_string(&pin).unwrap();
            prop_assert_eq!(serde_json::from_str::<PinCode>(&sent).unwrap(), pin);
        }

        #[test]
        fn a_code_that_is_drawn_is_six_digits_nobody_tries_first(random: u64) {
            let code = PinCode::drawn(random);
            prop_assert_eq!(code.digits().len(), 6);
            prop_assert!(!code.is_guessable());
        }
    }
}
