//! A connection to the office, as desks and subcommands use it: plain blocking calls.

use std::io;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use super::command::{Command, Order};
use super::done::Done;
use super::door::Knock;
use super::frame::{self, FrameError, Greeting, PROTOCOL, Piece, ToDesk, ToOffice};
use super::presence::{Companion, Sight};
use super::query::{Answer, Notice, Query};
use super::refusal::Refusal;
use crate::domain::ids::{Entity, RequestNo, Revision};
use crate::scans::PIECE;

/// How long an office may take to greet: it does before anything else.
const GREETING_PATIENCE: Duration = Duration::from_secs(10);

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The line, or what came over it.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// The office's version is another.
    #[error(
        "this is istiqbal {ours}, the office running is {theirs}: {}",
        if *.older { "restart the office to bring it up to date" } else { "log in again with the newer program" }
    )]
    Version {
        /// This program's version.
        ours: String,
        /// The office's.
        theirs: String,
        /// Whether the office is the older of the two.
        older: bool,
    },
    /// The office said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The office answered something else than what was asked.
    #[error("the office answered something else than what was asked")]
    Astray,
}

impl ClientError {
    /// Whether the line went while talking, as it does when an office closes or is killed: the next one may be asked.
    pub fn is_lost(&self) -> bool {
        use io::ErrorKind::{BrokenPipe, ConnectionReset, UnexpectedEof};
        matches!(self, ClientError::Frame(FrameError::Io(error))
            if matches!(error.kind(), UnexpectedEof | ConnectionReset | BrokenPipe))
    }
}

impl From<io::Error> for ClientError {
    fn from(error: io::Error) -> Self {
        ClientError::Frame(FrameError::Io(error))
    }
}

/// A connection.
#[derive(Debug)]
pub struct Client {
    stream: UnixStream,
    seq: u64,
    /// Notices that came while waiting for something else.
    pub notices: Vec<Notice>,
    /// Who has open what is before this client, as it was told last.
    pub company: Vec<Companion>,
}

impl Client {
    /// Connects to a socket and greets.
    pub fn connect(socket: &Path) -> Result<Client, ClientError> {
        Client::greet(UnixStream::connect(socket)?)
    }

    /// Greets over a stream that is connected already.
    pub fn greet(mut stream: UnixStream) -> Result<Client, ClientError> {
        use std::io::Write;
        let ours = Greeting::ours();
        stream.set_read_timeout(Some(GREETING_PATIENCE))?;
        let greeted = stream.write_all(&ours.to_bytes());
        // Whatever listens there may have said what it is and gone before it was greeted.
        let theirs = Greeting::read(&mut stream).map_err(ClientError::from);
        let theirs = match (theirs, greeted) {
            (Err(lost), Err(error)) if lost.is_lost() => return Err(error.into()),
            (theirs, _) => theirs?,
        };
        stream.set_read_timeout(None)?;
        if theirs.protocol != PROTOCOL {
            return Err(ClientError::Version {
                ours: ours.program,
                older: theirs.protocol < PROTOCOL,
                theirs: theirs.program,
            });
        }
        Ok(Client {
            stream,
            seq: 0,
            notices: Vec::new(),
            company: Vec::new(),
        })
    }

    /// The stream itself, for whoever reads and writes it from threads of their own.
    pub fn into_stream(self) -> UnixStream {
        self.stream
    }

    /// Asks, and waits for the answer.
    pub fn ask(&mut self, query: Query) -> Result<Answer, ClientError> {
        self.seq += 1;
        let seq = self.seq;
        frame::send(&mut self.stream, &ToOffice::Ask { seq, query })?;
        self.answer_to(seq)
    }

    /// Says something at the door, and waits for what is said to it.
    pub fn knock(&mut self, knock: Knock) -> Result<Answer, ClientError> {
        self.seq += 1;
        let seq = self.seq;
        frame::send(&mut self.stream, &ToOffice::Knock { seq, knock })?;
        self.answer_to(seq)
    }

    fn answer_to(&mut self, seq: u64) -> Result<Answer, ClientError> {
        loop {
            match frame::receive(&mut self.stream)? {
                ToDesk::Answer { seq: of, answer } if of == seq => return Ok(answer?),
                other => self.aside(other)?,
            }
        }
    }

    /// Brings a scan, piece by piece, and has it attached once all of it is there.
    pub fn attach(
        &mut self,
        request: RequestNo,
        paper: &str,
        name: &str,
        content: &[u8],
    ) -> Result<Done, ClientError> {
        let hash = *blake3::hash(content).as_bytes();
        let mut offset = 0;
        for bytes in content.chunks(PIECE) {
            self.seq += 1;
            let piece = Piece {
                hash,
                offset,
                bytes: bytes.to_vec(),
            };
            let bring = ToOffice::Bring {
                seq: self.seq,
                piece: Box::new(piece),
            };
            frame::send(&mut self.stream, &bring)?;
            match self.answer_to(self.seq)? {
                Answer::Brought => {}
                _ => return Err(ClientError::Astray),
            }
            offset += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        }
        self.order(Order::AttachScan {
            request,
            paper: paper.to_owned(),
            name: name.to_owned(),
            hash,
            bytes: offset,
        })
    }

    /// All of a scan's file.
    pub fn scan(&mut self, request: RequestNo, scan: u16) -> Result<Vec<u8>, ClientError> {
        let mut content = Vec::new();
        loop {
            let offset = u64::try_from(content.len()).unwrap_or(u64::MAX);
            let query = Query::Scan {
                request,
                scan,
                offset,
            };
            match self.ask(query)? {
                Answer::Scan(piece) if piece.0.is_empty() => return Ok(content),
                Answer::Scan(piece) => content.extend(piece.0),
                _ => return Err(ClientError::Astray),
            }
        }
    }

    /// Has something done, and waits until it is on disk.
    pub fn order(&mut self, order: Order) -> Result<Done, ClientError> {
        self.command(Command {
            id: fresh_id()?,
            saw: None,
            order,
        })
    }

    /// The same, on condition that `entity` is still as it was seen.
    pub fn order_on(&mut self, saw: (Entity, Revision), order: Order) -> Result<Done, ClientError> {
        self.command(Command {
            id: fresh_id()?,
            saw: Some(saw),
            order,
        })
    }

    /// Sends a command as it is.
    pub fn command(&mut self, command: Command) -> Result<Done, ClientError> {
        self.seq += 1;
        let seq = self.seq;
        frame::send(
            &mut self.stream,
            &ToOffice::Do {
                seq,
                command: Box::new(command),
            },
        )?;
        loop {
            match frame::receive(&mut self.stream)? {
                ToDesk::Done { seq: of, done } if of == seq => return Ok(done?),
                other => self.aside(other)?,
            }
        }
    }

    /// Asks for notices, and waits for the next one.
    pub fn watch(&mut self) -> Result<(), ClientError> {
        Ok(frame::send(&mut self.stream, &ToOffice::Watch(true))?)
    }

    /// Waits for the next notice.
    pub fn next_notice(&mut self) -> Result<Notice, ClientError> {
        if !self.notices.is_empty() {
            return Ok(self.notices.remove(0));
        }
        loop {
            match frame::receive(&mut self.stream)? {
                ToDesk::Notice(notice) => return Ok(notice),
                other => self.aside(other)?,
            }
        }
    }

    /// Says what is before this client. What it was told of others was of something else.
    pub fn look(&mut self, sight: Sight) -> Result<(), ClientError> {
        self.company.clear();
        Ok(frame::send(&mut self.stream, &ToOffice::Look(sight))?)
    }

    /// Waits until it is told who else has it open.
    pub fn next_company(&mut self) -> Result<&[Companion], ClientError> {
        loop {
            let message = frame::receive(&mut self.stream)?;
            let is_company = matches!(message, ToDesk::Company(_));
            self.aside(message)?;
            if is_company {
                return Ok(&self.company);
            }
        }
    }

    /// Keeps what came while something else was waited for.
    fn aside(&mut self, message: ToDesk) -> Result<(), ClientError> {
        match message {
            ToDesk::Notice(notice) => self.notices.push(notice),
            ToDesk::Company(company) => self.company = company,
            ToDesk::Answer { .. } | ToDesk::Done { .. } => return Err(ClientError::Astray),
        }
        Ok(())
    }
}

/// A command's id.
pub fn fresh_id() -> io::Result<u128> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(u128::from_le_bytes(bytes))
}
