//! The names by which data refers to data.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a name was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "{text:?} is no id: small Latin letters, digits and single dashes, at most {} of them",
    Id::MAX
)]
pub struct IdError {
    /// The name as written.
    pub text: String,
}

/// The name of one entry of a profile, such as `social-media`: kept in events, shown in exports, never translated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

impl Id {
    /// The longest, in characters.
    pub const MAX: usize = 40;

    /// Takes a name.
    ///
    /// # Errors
    /// [`IdError`] when it is not small letters, digits and single dashes.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let part = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= Self::MAX && text.split('-').all(part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError {
                text: text.to_owned(),
            })
        }
    }

    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

/// The name of a profile, such as `wethaq`; with the version it names what a request is pinned to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileKey(Id);

impl ProfileKey {
    /// Takes a name.
    ///
    /// # Errors
    /// As [`Id::parse`].
    pub fn parse(text: &str) -> Result<Self, IdError> {
        Id::parse(text).map(Self)
    }

    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for ProfileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_small_and_plain() {
        for (text, good) in [
            ("social-media", true),
            ("sms2", true),
            ("", false),
            ("-a", false),
            ("a--b", false),
            ("Sms", false),
            ("a_b", false),
            ("هاتف", false),
            ("a234567890123456789012345678901234567890", true),
            ("a2345678901234567890123456789012345678901", false),
        ] {
            assert_eq!(Id::parse(text).is_ok(), good, "{text}");
        }
    }
}
