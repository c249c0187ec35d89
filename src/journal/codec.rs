//! Values to bytes and back. The only file that names bincode, so that replacing it is one file's work.
//!
//! The encoding does not describe itself: a type whose fields change is a new schema, and the old
//! type stays to decode what was written.

use std::any::type_name;

use bincode::config::{Configuration, Limit, LittleEndian, Varint};
use bincode::error::DecodeError;
use serde::{Serialize, de::DeserializeOwned};

/// The longest encoded value, in bytes. Without a bound, a claimed length could ask for all memory.
pub const LIMIT: usize = 16 << 20;

/// The decoder counts a number at its full width, up to 16 bytes for one that takes one byte here; what
/// was encoded within [`LIMIT`] must never be refused for that.
const CLAIMS: usize = 16 * LIMIT;

const CONFIG: Configuration<LittleEndian, Varint, Limit<CLAIMS>> =
    bincode::config::standard().with_limit::<CLAIMS>();

/// Why a value could not be encoded or decoded. Names the type and never shows the value, which may
/// be a person's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// The value has something the encoding cannot hold.
    #[error("{subject} cannot be encoded")]
    Unencodable {
        /// The type being encoded.
        subject: &'static str,
    },
    /// The value is longer than [`LIMIT`].
    #[error("{subject} takes more than {LIMIT} bytes")]
    TooLong {
        /// The type being encoded or decoded.
        subject: &'static str,
    },
    /// The bytes end before the value does.
    #[error("the bytes of {subject} end early")]
    EndsEarly {
        /// The type being decoded.
        subject: &'static str,
    },
    /// The value ends before the bytes do.
    #[error("{left} bytes are left over after {subject}")]
    LeftOver {
        /// The type being decoded.
        subject: &'static str,
        /// How many bytes were not consumed.
        left: usize,
    },
    /// The bytes are not this type's: an unknown variant, text that is not UTF-8, a value out of range.
    #[error("these bytes are not {subject}")]
    Malformed {
        /// The type being decoded.
        subject: &'static str,
    },
}

/// The bytes of a value.
///
/// # Errors
/// [`CodecError::TooLong`] above [`LIMIT`], [`CodecError::Unencodable`] for what serde refuses.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    let subject = type_name::<T>();
    let bytes = bincode::serde::encode_to_vec(value, CONFIG)
        .map_err(|_| CodecError::Unencodable { subject })?;
    if bytes.len() > LIMIT {
        return Err(CodecError::TooLong { subject });
    }
    Ok(bytes)
}

/// The value these bytes are, all of them.
///
/// # Errors
/// Bytes too many, too few or not of this type; never a panic, whatever the bytes.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    let (value, used) = decode_first(bytes)?;
    match bytes.len() - used {
        0 => Ok(value),
        left => Err(CodecError::LeftOver {
            subject: type_name::<T>(),
            left,
        }),
    }
}

/// The value that these bytes begin with, and how many of them it is: a struct is its fields one after the other.
///
/// # Errors
/// Bytes too many, too few or not of this type; never a panic, whatever the bytes.
pub fn decode_first<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, usize), CodecError> {
    let subject = type_name::<T>();
    if bytes.len() > LIMIT {
        return Err(CodecError::TooLong { subject });
    }
    bincode::serde::decode_from_slice(bytes, CONFIG).map_err(|error| match error {
        DecodeError::UnexpectedEnd { .. } => CodecError::EndsEarly { subject },
        DecodeError::LimitExceeded => CodecError::TooLong { subject },
        _ => CodecError::Malformed { subject },
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Sample {
        None,
        Words { name: String, lines: Vec<String> },
        Number(Option<u64>),
    }

    #[test]
    fn bytes_must_be_the_value_and_nothing_else() {
        let subject = type_name::<Vec<u8>>();
        let bytes = encode(&vec![1_u8, 2, 3]).unwrap();
        assert_eq!(decode::<Vec<u8>>(&bytes), Ok(vec![1, 2, 3]));
        let cases: [(&[u8], CodecError); 4] = [
            (&[], CodecError::EndsEarly { subject }),
            (&bytes[..3], CodecError::EndsEarly { subject }),
            (
                &[bytes.as_slice(), &[0, 0]].concat(),
                CodecError::LeftOver { subject, left: 2 },
            ),
            // A claim of 2^60 elements.
            (
                &[253, 0, 0, 0, 0, 0, 0, 0, 16],
                CodecError::EndsEarly { subject },
            ),
        ];
        for (bytes, error) in cases {
            assert_eq!(decode::<Vec<u8>>(bytes), Err(error), "{bytes:?}");
        }
        assert_eq!(
            decode::<bool>(&[2]),
            Err(CodecError::Malformed { subject: "bool" })
        );
    }

    #[test]
    fn the_limit_holds_both_ways() {
        let subject = type_name::<String>();
        let long = "a".repeat(LIMIT);
        assert_eq!(encode(&long), Err(CodecError::TooLong { subject }));
        let most = "a".repeat(LIMIT - 5);
        assert!(decode::<String>(&encode(&most).unwrap()) == Ok(most));
        let narrow = vec![1_u64; LIMIT / 4];
        assert!(decode::<Vec<u64>>(&encode(&narrow).unwrap()) == Ok(narrow));
        let claim = [253, 0, 0, 0, 0, 0, 0, 0, 16];
        assert_eq!(
            decode::<String>(&claim),
            Err(CodecError::TooLong { subject })
        );
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(value) = decode::<Vec<Sample>>(&bytes) {
                // Two encodings of one length exist; the value is the same.
                prop_assert_eq!(decode::<Vec<Sample>>(&encode(&value).unwrap()), Ok(value));
            }
        }
    }
}
