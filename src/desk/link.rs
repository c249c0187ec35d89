//! The desk's connection to the office: it sends queries and orders, receives answers and notices, and reconnects.
//!
//! The desk never waits for it. One thread reads the connection, another makes a new one when it is lost. All other
//! state is in [`Link`], which only the loop touches. After reconnecting, whatever has no answer yet is sent again,
//! orders under the id they had, so that the office can say what happened and does nothing twice.
//!
//! Several people may share the desk. What one of them asked and the office did not accept, because nobody was signed
//! in, waits until that person signs in again: it is never sent in somebody else's name.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::domain::ids::{Entity, Revision, StaffNo};
use crate::protocol::client::{ClientError, fresh_id};
use crate::protocol::frame::{self, FrameError, ToDesk, ToOffice};
use crate::protocol::reach::{Place, ReachError};
use crate::protocol::{
    Answer, Client, Command, Companion, Done, Knock, Notice, Order, Query, Refusal, Sight, Ticket,
};

/// What comes from the threads, to be given to [`Link::take`].
#[derive(Debug)]
pub struct Arrived(Incoming);

#[derive(Debug)]
enum Incoming {
    /// Over the connection of that number.
    Message(u32, Box<ToDesk>),
    /// That connection is gone.
    Gone(u32, FrameError),
    /// There is a new one.
    Reached(UnixStream),
    /// There will be none.
    Hopeless(ReachError),
}

/// What the office sent.
#[derive(Debug)]
pub enum Heard<T> {
    /// To a question.
    Answered(T, Result<Answer, Refusal>),
    /// To a command.
    Done(T, Result<Done, Refusal>),
    /// Something changed.
    Notice(Notice),
    /// Who else has open what is before the desk.
    Company(Vec<Companion>),
    /// The office hears nothing before it is said who sits here.
    Barred,
    /// The office is gone; another connection is being sought.
    Lost,
    /// It is reached again. Things may have changed meanwhile: what is shown must be asked for again.
    Found,
    /// It cannot be reached any more by this program.
    Hopeless(ReachError),
}

/// How long the office may leave a full line unread before it is given up.
const WRITE_PATIENCE: Duration = Duration::from_secs(5);
/// Pauses between two tries to reach the office: the first, and the longest, to which they double.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));

/// The connection to the office. `T` says what a query or an order was sent for.
pub struct Link<T> {
    place: Place,
    program: PathBuf,
    post: Arc<dyn Fn(Arrived) -> bool + Send + Sync>,
    line: Option<UnixStream>,
    /// Counts connections, so that a late word about an old one is known for that.
    connection: u32,
    seq: u64,
    /// By their number, in the order they were asked.
    questions: BTreeMap<u64, Sent<T, Query>>,
    /// By their number, in the order they were given.
    commands: BTreeMap<u64, Sent<T, Command>>,
    /// What was said at the door. It goes with the line: a PIN is kept nowhere, to be said again.
    knocks: BTreeMap<u64, T>,
    /// Of questions and commands, those that wait for whoever sent them to sit here again.
    held: BTreeSet<u64>,
    /// Who sits here, or sat here last.
    sits: Option<StaffNo>,
    /// What lets another line stand beside this one.
    ticket: Option<Ticket>,
    /// Whoever sits here goes once all they gave is done.
    leaving: Option<T>,
    /// What is before them.
    sight: Sight,
}

/// Something sent: what for, what, and who sat here then.
struct Sent<T, M> {
    tag: T,
    what: M,
    by: Option<StaffNo>,
}

impl<T> Link<T> {
    /// Reaches the office of a place, starting one where none runs. `post` takes what arrives to whoever calls
    /// [`Link::take`], and says whether anybody still does.
    pub fn open(
        place: Place,
        program: PathBuf,
        post: impl Fn(Arrived) -> bool + Send + Sync + 'static,
    ) -> Result<Link<T>, ReachError> {
        let client = place.reach(&program)?;
        Link::over(client, place, program, post)
    }

    /// The same over a line that is there already, on which somebody may have said who they are.
    pub fn over(
        client: Client,
        place: Place,
        program: PathBuf,
        post: impl Fn(Arrived) -> bool + Send + Sync + 'static,
    ) -> Result<Link<T>, ReachError> {
        let stream = client.into_stream();
        let mut link = Link {
            place,
            program,
            post: Arc::new(post),
            line: None,
            connection: 0,
            seq: 0,
            questions: BTreeMap::new(),
            commands: BTreeMap::new(),
            knocks: BTreeMap::new(),
            held: BTreeSet::new(),
            sits: None,
            ticket: None,
            leaving: None,
            sight: Sight::Nothing,
        };
        link.connect(stream).map_err(lost)?;
        Ok(link)
    }

    /// Asks, now or when the office is reached again.
    pub fn ask(&mut self, tag: T, query: Query) {
        self.seq += 1;
        self.send(&ToOffice::Ask {
            seq: self.seq,
            query: query.clone(),
        });
        let by = self.sits;
        let what = query;
        self.questions.insert(self.seq, Sent { tag, what, by });
    }

    /// Has something done, now or when the office is reached again. What cannot be sent at all is answered at once.
    pub fn order(
        &mut self,
        tag: T,
        saw: Option<(Entity, Revision)>,
        order: Order,
    ) -> Option<Heard<T>> {
        let Ok(id) = fresh_id() else {
            return Some(Heard::Done(tag, Err(Refusal::Unreadable)));
        };
        let command = Command { id, saw, order };
        self.seq += 1;
        let message = ToOffice::Do {
            seq: self.seq,
            command: Box::new(command.clone()),
        };
        // Too long a one would break every line it is sent over.
        if frame::pack(&message).is_err() {
            return Some(Heard::Done(tag, Err(Refusal::Unreadable)));
        }
        self.send(&message);
        let by = self.sits;
        let what = command;
        self.commands.insert(self.seq, Sent { tag, what, by });
        None
    }

    /// Says something at the door. Where the line is lost before the answer, nothing comes of it.
    pub fn knock(&mut self, tag: T, knock: Knock) {
        if knock == Knock::SignOut {
            self.leaving = Some(tag);
            self.leave();
            return;
        }
        // Whoever comes need not wait for whoever goes.
        self.leaving = None;
        self.say(tag, knock);
    }

    fn say(&mut self, tag: T, knock: Knock) {
        self.seq += 1;
        self.send(&ToOffice::Knock {
            seq: self.seq,
            knock,
        });
        self.knocks.insert(self.seq, tag);
    }

    /// Goes, once what was given before is done: none of it is to be refused for that.
    fn leave(&mut self) {
        let is_done = self.commands.keys().all(|seq| self.held.contains(seq));
        if self.line.is_some()
            && is_done
            && let Some(tag) = self.leaving.take()
        {
            self.ticket = None;
            self.say(tag, Knock::SignOut);
        }
    }

    /// Who sits here, or sat here last.
    #[must_use]
    pub fn sits(&self) -> Option<StaffNo> {
        self.sits
    }

    /// What lets another line stand beside this one.
    #[must_use]
    pub fn ticket(&self) -> Option<Ticket> {
        self.ticket
    }

    /// Somebody sits here, and is heard: what of theirs waited goes out.
    fn seat(&mut self, staff: StaffNo) {
        self.sits = Some(staff);
        let commands = self.commands.iter();
        let commands = commands.map(|(seq, sent)| (*seq, sent.by));
        let questions = self.questions.iter();
        let theirs: Vec<u64> = commands
            .chain(questions.map(|(seq, sent)| (*seq, sent.by)))
            .filter(|(seq, by)| *by == Some(staff) && self.held.contains(seq))
            .map(|(seq, _)| seq)
            .collect();
        for seq in theirs {
            self.held.remove(&seq);
            self.again(seq);
        }
    }

    /// Sends a question or a command again.
    fn again(&self, seq: u64) {
        if let Some(sent) = self.commands.get(&seq) {
            let command = Box::new(sent.what.clone());
            self.send(&ToOffice::Do { seq, command });
        } else if let Some(sent) = self.questions.get(&seq) {
            let query = sent.what.clone();
            self.send(&ToOffice::Ask { seq, query });
        }
    }

    /// Whether something refused waits for whoever sent it, and is not refused to them.
    fn holds(&mut self, seq: u64, refusal: Option<&Refusal>) -> bool {
        let by = match (self.commands.get(&seq), self.questions.get(&seq)) {
            (Some(sent), _) => sent.by,
            (None, Some(sent)) => sent.by,
            (None, None) => None,
        };
        let barred = matches!(refusal, Some(Refusal::SignIn | Refusal::SetPinFirst));
        let holds = barred && by.is_some();
        if holds {
            self.held.insert(seq);
        }
        holds
    }

    /// Takes what the office tells of who sits here.
    fn learn(&mut self, answer: &Result<Answer, Refusal>) {
        match answer {
            Ok(Answer::SignedIn {
                staff,
                set_first,
                ticket,
                ..
            }) => {
                self.ticket = Some(*ticket);
                self.sits = Some(*staff);
                if !set_first {
                    self.seat(*staff);
                }
            }
            Ok(Answer::PinKept) => {
                if let Some(staff) = self.sits {
                    self.seat(staff);
                }
            }
            Ok(Answer::Desk(view)) => {
                if let Some(me) = &view.me {
                    self.seat(me.no);
                }
            }
            _ => {}
        }
    }

    /// Says what is before the desk, now and over every line to come.
    pub fn look(&mut self, sight: Sight) {
        self.sight = sight;
        self.send(&ToOffice::Look(sight));
    }

    /// How many commands have no answer yet.
    pub fn unanswered(&self) -> usize {
        self.commands.len()
    }

    /// Takes what arrived.
    pub fn take(&mut self, arrived: Arrived) -> Option<Heard<T>> {
        match arrived.0 {
            Incoming::Message(connection, _) | Incoming::Gone(connection, _)
                if connection != self.connection || self.line.is_none() =>
            {
                None
            }
            Incoming::Message(_, message) => match *message {
                // An office that is closing has not looked, and what it says it did not do may have been done: the
                // next one knows.
                ToDesk::Answer {
                    answer: Err(Refusal::Closing),
                    ..
                }
                | ToDesk::Done {
                    done: Err(Refusal::Closing),
                    ..
                } => None,
                ToDesk::Answer { seq, answer } => {
                    if self.holds(seq, answer.as_ref().err()) {
                        return Some(Heard::Barred);
                    }
                    let asked = self.questions.remove(&seq).map(|sent| sent.tag);
                    let tag = asked.or_else(|| self.knocks.remove(&seq))?;
                    self.learn(&answer);
                    Some(Heard::Answered(tag, answer))
                }
                ToDesk::Done { seq, done } => {
                    let held = self.holds(seq, done.as_ref().err());
                    let heard = if held {
                        Heard::Barred
                    } else {
                        Heard::Done(self.commands.remove(&seq)?.tag, done)
                    };
                    self.leave();
                    Some(heard)
                }
                ToDesk::Notice(notice) => Some(Heard::Notice(notice)),
                ToDesk::Company(company) => Some(Heard::Company(company)),
            },
            Incoming::Gone(_, error) => {
                tracing::warn!(%error, "the office is gone");
                self.line = None;
                self.ticket = None;
                self.knocks.clear();
                match self.seek() {
                    Ok(()) => Some(Heard::Lost),
                    Err(error) => Some(Heard::Hopeless(lost(error))),
                }
            }
            Incoming::Reached(stream) => match self.connect(stream) {
                Ok(()) => Some(Heard::Found),
                Err(error) => Some(Heard::Hopeless(lost(error))),
            },
            Incoming::Hopeless(error) => Some(Heard::Hopeless(error)),
        }
    }

    fn connect(&mut self, stream: UnixStream) -> io::Result<()> {
        stream.set_write_timeout(Some(WRITE_PATIENCE))?;
        let reading = stream.try_clone()?;
        self.connection = self.connection.wrapping_add(1);
        let (connection, post) = (self.connection, Arc::clone(&self.post));
        thread::Builder::new()
            .name("office".into())
            .spawn(move || read(reading, connection, &*post))?;
        self.line = Some(stream);
        self.send(&ToOffice::Watch(true));
        if self.sight != Sight::Nothing {
            self.send(&ToOffice::Look(self.sight));
        }
        let waiting = self.commands.keys().chain(self.questions.keys());
        for seq in waiting.filter(|seq| !self.held.contains(seq)) {
            self.again(*seq);
        }
        self.leave();
        Ok(())
    }

    fn seek(&self) -> io::Result<()> {
        let (place, program) = (self.place.clone(), self.program.clone());
        let post = Arc::clone(&self.post);
        thread::Builder::new()
            .name("seeking the office".into())
            .spawn(move || {
                let mut pause = PAUSES.0;
                loop {
                    thread::sleep(pause);
                    pause = (pause * 2).min(PAUSES.1);
                    match place.reach(&program) {
                        Ok(client) => {
                            post(Arrived(Incoming::Reached(client.into_stream())));
                            return;
                        }
                        Err(error @ ReachError::Client(ClientError::Version { .. })) => {
                            post(Arrived(Incoming::Hopeless(error)));
                            return;
                        }
                        // It may be starting, or its disk full for a while.
                        Err(error) => tracing::warn!(%error, "the office is not there yet"),
                    }
                }
            })
            .map(drop)
    }

    fn send(&self, message: &ToOffice) {
        send(self.line.as_ref(), message);
    }
}

impl<T> Drop for Link<T> {
    fn drop(&mut self) {
        if let Some(line) = &self.line {
            let _ = line.shutdown(Shutdown::Both);
        }
    }
}

/// Sends over a line. Where that fails the line is shut, which its reader notices and tells.
fn send(line: Option<&UnixStream>, message: &ToOffice) {
    let Some(mut line) = line else { return };
    if let Err(error) = frame::send(&mut line, message) {
        tracing::warn!(%error, "the office does not take what it is sent");
        let _ = line.shutdown(Shutdown::Both);
    }
}

fn read(stream: UnixStream, connection: u32, post: &dyn Fn(Arrived) -> bool) {
    let mut stream = io::BufReader::new(stream);
    loop {
        match frame::receive(&mut stream) {
            Ok(message) => {
                if !post(Arrived(Incoming::Message(connection, Box::new(message)))) {
                    return;
                }
            }
            Err(error) => {
                post(Arrived(Incoming::Gone(connection, error)));
                return;
            }
        }
    }
}

fn lost(error: io::Error) -> ReachError {
    ReachError::Client(ClientError::Frame(FrameError::Io(error)))
}

#[cfg(test)]
mod tests;
