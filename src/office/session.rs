//! One client: its greeting, what it asks, and the notices it is sent.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::sync::{Semaphore, oneshot, watch};
use zeroize::Zeroize;

use super::answer::{Begun, answer};
use super::asker::Asker;
use super::door::Chair;
use super::lines::{Frame, Incoming, Outgoing};
use super::notices::Listener;
use super::presence::Place;
use super::scanning;
use super::searching::Searching;
use super::serve::Office;
use super::writer::Job;
use crate::journal::codec;
use crate::protocol::frame::{FRAME_LIMIT, Greeting, PROTOCOL, ToDesk, ToOffice, printable};
use crate::protocol::{Notice, Refusal};

/// How long a client has to greet.
const GREETING_PATIENCE: Duration = Duration::from_secs(10);

/// One client, from its greeting until it goes or the office closes. There is room for so much of what its Unix user
/// says at a time.
pub(super) async fn attend(
    mut stream: UnixStream,
    office: &Office,
    room: Arc<Semaphore>,
) -> io::Result<()> {
    let chair = Chair::new(office, stream.peer_cred()?.uid());
    match tokio::time::timeout(GREETING_PATIENCE, greet(&mut stream)).await {
        Ok(Ok(true)) => {}
        Ok(Ok(false)) | Err(_) => return Ok(()),
        Ok(Err(error)) => return Err(error),
    }
    let mut searching = Searching::default();
    let outcome = converse((stream, room), office, chair, &mut searching).await;
    searching.settle(office).await;
    outcome
}

/// Answers what a client says until it goes or the office closes.
async fn converse(
    (stream, room): (UnixStream, Arc<Semaphore>),
    office: &Office,
    mut chair: Chair<'_>,
    searching: &mut Searching,
) -> io::Result<()> {
    let (read, write) = stream.into_split();
    let (mut read, mut write) = (Incoming::new(read, room), Outgoing::new(write));
    let mut listener: Option<Listener> = None;
    let mut place = Place::new(office);
    let mut begun = Begun::default();
    let mut closing = office.closing.subscribe();
    loop {
        let asker = chair.asker;
        let (message, room) = tokio::select! {
            // Whoever asks has been told of what happened before.
            biased;
            () = closed(&mut closing) => return Ok(()),
            notice = next_notice(&mut listener, office, asker) => {
                send(&mut write, &ToDesk::Notice(notice)).await?;
                continue;
            }
            () = searching.rests() => {
                searching.settle(office).await;
                continue;
            }
            () = chair.moved() => {
                place.reseated(chair.asker);
                continue;
            }
            company = place.company(asker) => {
                send(&mut write, &ToDesk::Company(company)).await?;
                continue;
            }
            frame = read.next() => match frame? {
                None => return Ok(()),
                Some(Frame { body, room }) => match decoded(body) {
                    Ok(message) => (message, room),
                    Err(error) => {
                        tracing::warn!(%error, uid = chair.asker.uid, "a client sent what cannot be read");
                        return Ok(());
                    }
                },
            },
        };
        if Searching::settles_with(&message) {
            searching.settle(office).await;
        }
        chair.follow();
        chair.asker = office.look(|records| chair.asker.seated(records));
        let asker = chair.asker;
        let reply = match message {
            ToOffice::Watch(watch) => {
                listener = watch.then(|| Listener::new(office, asker));
                continue;
            }
            ToOffice::Look(sight) => {
                place.look(asker, sight);
                continue;
            }
            ToOffice::Ask { seq, query } => {
                let answer = answer(office, asker, &query, &mut begun).await;
                searching.told(office, asker, &query, &answer).await;
                ToDesk::Answer { seq, answer }
            }
            ToOffice::Knock { seq, knock } => {
                let answer = chair.knock(knock).await;
                place.reseated(chair.asker);
                ToDesk::Answer { seq, answer }
            }
            ToOffice::Bring { seq, piece } => ToDesk::Answer {
                seq,
                answer: scanning::bring(office, asker, *piece).await,
            },
            ToOffice::Do { seq, command } => {
                let (send, done) = oneshot::channel();
                let kept = match office.paced(asker, &command.order) {
                    Err(refusal) => Err(refusal),
                    Ok(()) => scanning::keep(office, asker, &command.order).await,
                };
                let done = match kept {
                    Err(refusal) => Err(refusal),
                    Ok(()) => match office.jobs.send(Job::Command(asker, command, send)) {
                        Ok(()) => done.await.unwrap_or(Err(Refusal::Closing)),
                        Err(_) => Err(Refusal::Closing),
                    },
                };
                ToDesk::Done { seq, done }
            }
        };
        // Nothing of what was said is held any more, however long the client takes to hear the answer.
        drop(room);
        send(&mut write, &reply).await?;
    }
}

/// A message from its frame. Of one that holds a PIN, or cannot be read, nothing stays where it came in.
fn decoded(mut frame: Vec<u8>) -> Result<ToOffice, codec::CodecError> {
    let message = codec::decode(&frame);
    if let Ok(ToOffice::Knock { .. }) | Err(_) = &message {
        frame.zeroize();
    }
    message
}

/// Greets both ways. The client's version is met by naming ours, whatever it is: it knows what to say to its user.
async fn greet(stream: &mut UnixStream) -> io::Result<bool> {
    stream.write_all(&Greeting::ours().to_bytes()).await?;
    let mut fixed = [0; Greeting::FIXED];
    stream.read_exact(&mut fixed).await?;
    let (protocol, length) =
        Greeting::parse_fixed(&fixed).map_err(|error| io::Error::other(error.to_string()))?;
    let mut name = vec![0; length];
    stream.read_exact(&mut name).await?;
    if protocol != PROTOCOL {
        tracing::warn!(
            protocol,
            program = printable(&name),
            "a client of another version was turned away"
        );
    }
    Ok(protocol == PROTOCOL)
}

async fn closed(closing: &mut watch::Receiver<bool>) {
    let _ = closing.wait_for(|closing| *closing).await;
}

/// The next notice. Waits for ever where none were asked for.
async fn next_notice(listener: &mut Option<Listener>, office: &Office, asker: Asker) -> Notice {
    match listener {
        None => std::future::pending().await,
        Some(listener) => listener.next(office, asker).await,
    }
}

async fn send<W>(write: &mut Outgoing<W>, message: &ToDesk) -> io::Result<()>
where
    W: AsyncWrite + Unpin,
{
    write.send(&framed(message)?).await
}

/// What is sent of a message. Less than an answer too long for a frame can be asked for; without any the asker would
/// only see the line go.
fn framed(message: &ToDesk) -> io::Result<Vec<u8>> {
    let body = match (codec::encode(message), message) {
        (Ok(body), _) if body.len() <= FRAME_LIMIT => Ok(body),
        (Ok(_) | Err(codec::CodecError::TooLong { .. }), ToDesk::Answer { seq, .. }) => {
            codec::encode(&ToDesk::Answer {
                seq: *seq,
                answer: Err(Refusal::TooMuch),
            })
        }
        (body, _) => body,
    };
    body.map_err(|error| io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Answer;

    #[test]
    fn an_answer_of_any_length_is_answered() {
        for (length, fits) in [
            (10, true),
            (FRAME_LIMIT + 1, false),
            (codec::LIMIT + 1, false),
        ] {
            let message = ToDesk::Answer {
                seq: 7,
                answer: Ok(Answer::Profile("x".repeat(length))),
            };
            let sent: ToDesk = codec::decode(&framed(&message).unwrap()).unwrap();
            let ToDesk::Answer { seq: 7, answer } = sent else {
                panic!("{length}");
            };
            assert_eq!(answer.is_ok(), fits, "{length}");
            assert!(fits || answer == Err(Refusal::TooMuch), "{length}");
        }
    }
}
