//! How messages travel: a greeting that any version can read, then frames of a length and a body.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::command::Command;
use super::done::Done;
use super::door::Knock;
use super::presence::{Companion, Sight};
use super::query::{Answer, Notice, Query};
use super::refusal::Refusal;
use crate::journal::codec;

/// The protocol this program speaks. Raised whenever a message changes: messages are never kept, so there is nothing
/// to migrate, only a client and an office to tell apart.
pub const PROTOCOL: u16 = 7;

/// No frame is longer, in bytes. A longer one is refused before its body is read.
pub const FRAME_LIMIT: usize = 4 << 20;

/// What opens every connection, from both sides.
const MAGIC: [u8; 8] = *b"ISTIQBAL";

/// From a client.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToOffice {
    /// Tell me.
    Ask {
        /// Answered with the same number.
        seq: u64,
        /// What.
        query: Query,
    },
    /// Do this.
    Do {
        /// Answered with the same number.
        seq: u64,
        /// What.
        command: Box<Command>,
    },
    /// Tell me of changes from now on, or no longer.
    Watch(bool),
    /// Take this piece of a scan.
    Bring {
        /// Answered with the same number.
        seq: u64,
        /// The piece.
        piece: Box<Piece>,
    },
    /// This is said at the door.
    Knock {
        /// Answered with the same number.
        seq: u64,
        /// What.
        knock: Knock,
    },
    /// This is before me now. Tell me who else has it open, for as long as it is.
    Look(Sight),
}

/// A piece of a scanned paper's file. Once all of them are there, [`Order::AttachScan`](super::Order::AttachScan)
/// attaches it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// BLAKE3 of the whole file.
    pub hash: [u8; 32],
    /// Where the piece belongs.
    pub offset: u64,
    /// At most [`PIECE`](crate::scans::PIECE) bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Piece({} at {})", self.bytes.len(), self.offset)
    }
}

/// From the office.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToDesk {
    /// To a question.
    Answer {
        /// Which.
        seq: u64,
        /// What is told, or why not.
        answer: Result<Answer, Refusal>,
    },
    /// To a command.
    Done {
        /// Which.
        seq: u64,
        /// What came of it, or why nothing did.
        done: Result<Done, Refusal>,
    },
    /// Something changed.
    Notice(Notice),
    /// Everyone else who has open what is before the desk. Nobody, until it is told.
    Company(Vec<Companion>),
}

/// Who one is talking to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// Its protocol.
    pub protocol: u16,
    /// Its version of the program.
    pub program: String,
}

impl Greeting {
    /// This program's own.
    pub fn ours() -> Greeting {
        Greeting {
            protocol: PROTOCOL,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// As it is sent: the magic, the protocol, the length of the version's name and the name. This form never changes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let name = self
            .program
            .as_bytes()
            .get(..self.program.len().min(64))
            .unwrap_or_default();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.protocol.to_le_bytes());
        bytes.push(u8::try_from(name.len()).unwrap_or(0));
        bytes.extend(name);
        bytes
    }

    /// How many bytes of name follow the fixed part, which is [`Greeting::FIXED`] bytes long.
    pub fn parse_fixed(fixed: &[u8; Self::FIXED]) -> Result<(u16, usize), FrameError> {
        let (magic, rest) = fixed.split_at(MAGIC.len());
        match (magic == MAGIC, rest) {
            (true, [low, high, length]) => {
                Ok((u16::from_le_bytes([*low, *high]), usize::from(*length)))
            }
            _ => Err(FrameError::NotIstiqbal),
        }
    }

    /// Bytes before the name.
    pub const FIXED: usize = MAGIC.len() + 3;

    /// Reads one.
    pub fn read(from: &mut impl Read) -> Result<Greeting, FrameError> {
        let mut fixed = [0; Self::FIXED];
        from.read_exact(&mut fixed)?;
        let (protocol, length) = Self::parse_fixed(&fixed)?;
        let mut name = vec![0; length];
        from.read_exact(&mut name)?;
        Ok(Greeting {
            protocol,
            program: printable(&name),
        })
    }
}

/// A version's name, fit to be shown: it comes from the other side.
pub fn printable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .filter(|c| c.is_ascii_graphic())
        .collect()
}

/// What can go wrong between two parties.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The line is gone.
    #[error("the connection was lost: {0}")]
    Io(#[from] io::Error),
    /// Whoever answers is not this program.
    #[error("whatever listens there is not istiqbal")]
    NotIstiqbal,
    /// A frame longer than allowed.
    #[error("a message of {0} bytes is longer than the {FRAME_LIMIT} allowed")]
    TooLong(usize),
    /// A body that cannot be read.
    #[error("a message could not be read: {0}")]
    Codec(#[from] codec::CodecError),
}

/// A message as a frame, its length in front, big-endian.
pub fn pack<T: Serialize>(message: &T) -> Result<Vec<u8>, FrameError> {
    // It may be a PIN: nothing of it stays where it was made.
    let body = Zeroizing::new(codec::encode(message)?);
    let length = u32::try_from(body.len())
        .ok()
        .filter(|_| body.len() <= FRAME_LIMIT);
    let length = length.ok_or(FrameError::TooLong(body.len()))?.to_be_bytes();
    let mut frame = Vec::with_capacity(length.len().saturating_add(body.len()));
    frame.extend(length);
    frame.extend(body.iter());
    Ok(frame)
}

/// Sends a message.
pub fn send<T: Serialize>(to: &mut impl Write, message: &T) -> Result<(), FrameError> {
    to.write_all(&Zeroizing::new(pack(message)?))?;
    Ok(to.flush()?)
}

/// Waits for a message.
pub fn receive<T: DeserializeOwned>(from: &mut impl Read) -> Result<T, FrameError> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > FRAME_LIMIT {
        return Err(FrameError::TooLong(length));
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    Ok(codec::decode(&body)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greeting_is_read_by_any_version() {
        let later = Greeting {
            protocol: 900,
            program: "9.0.0".into(),
        };
        assert_eq!(
            Greeting::read(&mut later.to_bytes().as_slice()).unwrap(),
            later
        );
        let rude = [b"SSH-2.0-".as_slice(), &[0; 16]].concat();
        assert!(matches!(
            Greeting::read(&mut rude.as_slice()),
            Err(FrameError::NotIstiqbal)
        ));
    }

    #[test]
    fn a_frame_too_long_is_refused_before_its_body() {
        let claim = u32::MAX.to_be_bytes();
        let err = receive::<ToDesk>(&mut claim.as_slice()).unwrap_err();
        assert!(matches!(err, FrameError::TooLong(_)), "{err}");
    }

    #[test]
    fn a_frame_comes_back_as_it_went() {
        let mut wire = Vec::new();
        send(
            &mut wire,
            &ToOffice::Ask {
                seq: 7,
                query: Query::Line,
            },
        )
        .unwrap();
        let back: ToOffice = receive(&mut wire.as_slice()).unwrap();
        assert!(matches!(
            back,
            ToOffice::Ask {
                seq: 7,
                query: Query::Line
            }
        ));
        wire.truncate(wire.len() - 1);
        assert!(receive::<ToOffice>(&mut wire.as_slice()).is_err());
    }
}
