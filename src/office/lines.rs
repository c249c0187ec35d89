//! Frames on the line of a client that need not mean well: whoever begins one and does not end it, or takes nothing of
//! what is said to them, is gone, and what comes of one Unix user at a time is bounded.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout, timeout_at};

use crate::protocol::frame::FRAME_LIMIT;

/// How long a frame may take from its first byte to its last. Whoever sends none may sit there all day.
const COMES: Duration = Duration::from_secs(30);

/// How long a client may take to read what is said to it: a desk that was stopped for longer comes back by itself.
const IS_TAKEN: Duration = Duration::from_secs(5 * 60);

/// Bytes of a frame that every line has room for, and of those beyond, that all lines of one Unix user have together.
const SMALL: usize = 64 << 10;
const ROOM: usize = 4 * FRAME_LIMIT;

/// Bytes asked for where it is not known how many come.
const SOME: usize = 8 << 10;

/// The bytes of a frame's length.
const HEAD: usize = 4;

/// Room for the long frames of one Unix user.
pub(super) fn room() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(ROOM))
}

/// What a client says, frame by frame.
pub(super) struct Incoming<R> {
    read: R,
    come: Vec<u8>,
    patience: Duration,
    /// When the frame that has begun must be there.
    until: Option<Instant>,
    room: Arc<Semaphore>,
    /// The place among those who wait for room. It is kept while this line is about something else.
    waits: Option<Waits>,
    /// For the frame that has begun, where it is a long one.
    taken: Option<OwnedSemaphorePermit>,
}

/// Room, once it is there.
type Waits = Pin<Box<dyn Future<Output = Result<OwnedSemaphorePermit, AcquireError>> + Send>>;

/// What a client said.
pub(super) struct Frame {
    /// Without its length.
    pub(super) body: Vec<u8>,
    /// Of a long one. To be kept until nothing that came of it is held any more.
    pub(super) room: Option<OwnedSemaphorePermit>,
}

impl<R: AsyncRead + Unpin> Incoming<R> {
    pub(super) fn new(read: R, room: Arc<Semaphore>) -> Incoming<R> {
        Incoming {
            read,
            come: Vec::new(),
            patience: COMES,
            until: None,
            room,
            waits: None,
            taken: None,
        }
    }

    /// The next frame; `None` where the client went between two. Nothing is lost where this is not
    /// waited for to its end.
    pub(super) async fn next(&mut self) -> io::Result<Option<Frame>> {
        loop {
            if let Some(length) = self.length()? {
                let all = HEAD.saturating_add(length);
                if self.come.len() >= all {
                    return Ok(Some(self.whole(length)));
                }
                if length > SMALL && self.taken.is_none() {
                    let bytes = u32::try_from(length).unwrap_or(u32::MAX);
                    let waits = self.waits.get_or_insert_with(|| {
                        Box::pin(Arc::clone(&self.room).acquire_many_owned(bytes))
                    });
                    let taken = waits.await;
                    self.waits = None;
                    self.taken = Some(taken.map_err(io::Error::other)?);
                    // Others were waited for, and not this client.
                    self.until = Some(Instant::now() + self.patience);
                }
                self.come.reserve_exact(all.saturating_sub(self.come.len()));
            } else if self.come.capacity() == self.come.len() {
                self.come.reserve_exact(SOME);
            }
            let more = self.read.read_buf(&mut self.come);
            let more = match self.until {
                Some(until) => timeout_at(until, more)
                    .await
                    .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??,
                None => more.await?,
            };
            if more == 0 {
                return match self.come.is_empty() {
                    true => Ok(None),
                    false => Err(io::ErrorKind::UnexpectedEof.into()),
                };
            }
            let patience = self.patience;
            self.until.get_or_insert_with(|| Instant::now() + patience);
        }
    }

    /// How long the frame is that has begun, once that is known.
    fn length(&self) -> io::Result<Option<usize>> {
        let Some(head) = self.come.first_chunk::<HEAD>() else {
            return Ok(None);
        };
        let length = usize::try_from(u32::from_be_bytes(*head)).unwrap_or(usize::MAX);
        if length > FRAME_LIMIT {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Some(length))
    }

    /// Takes a frame that is there, with the room for it.
    fn whole(&mut self, length: usize) -> Frame {
        let next = self.come.split_off(HEAD.saturating_add(length));
        let mut body = std::mem::replace(&mut self.come, next);
        body.drain(..HEAD);
        self.until = (!self.come.is_empty()).then(|| Instant::now() + self.patience);
        Frame {
            body,
            room: self.taken.take(),
        }
    }
}

/// What is said to a client, frame by frame.
pub(super) struct Outgoing<W> {
    write: W,
    patience: Duration,
}

impl<W: AsyncWrite + Unpin> Outgoing<W> {
    pub(super) fn new(write: W) -> Outgoing<W> {
        Outgoing {
            write,
            patience: IS_TAKEN,
        }
    }

    /// Says this, and waits until the client's line has it.
    pub(super) async fn send(&mut self, body: &[u8]) -> io::Result<()> {
        let length = u32::try_from(body.len()).map_err(io::Error::other)?;
        let mut frame = Vec::with_capacity(HEAD.saturating_add(body.len()));
        frame.extend(length.to_be_bytes());
        frame.extend(body);
        timeout(self.patience, self.write.write_all(&frame))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use tokio::net::UnixStream;

    use super::*;

    fn run<T>(test: impl Future<Output = T>) -> T {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build().unwrap().block_on(test)
    }

    fn framed(length: usize, sent: usize) -> Vec<u8> {
        let head = u32::try_from(length).unwrap().to_be_bytes();
        [&head[..], &vec![7; sent]].concat()
    }

    fn lines(room: &Arc<Semaphore>) -> (UnixStream, Incoming<UnixStream>) {
        let (client, office) = UnixStream::pair().unwrap();
        (client, Incoming::new(office, Arc::clone(room)))
    }

    #[test]
    fn a_frame_that_is_begun_and_not_ended_ends_the_line() {
        run(async {
            for begun in [
                vec![0],
                framed(10, 9),
                framed(FRAME_LIMIT, 100),
                [framed(3, 3), framed(10, 0)].concat(),
            ] {
                let (mut client, mut incoming) = lines(&room());
                incoming.patience = Duration::from_millis(20);
                client.write_all(&begun).await.unwrap();
                let ended = loop {
                    match incoming.next().await {
                        Ok(frame) => assert_eq!(frame.unwrap().body.len(), 3),
                        Err(ended) => break ended,
                    }
                };
                assert_eq!(ended.kind(), io::ErrorKind::TimedOut, "{begun:?}");
            }
        });
    }

    #[test]
    fn frames_come_as_they_were_sent_however_they_were_cut() {
        let lengths = [0, 1, SOME, SMALL, SMALL + 1, 3, FRAME_LIMIT, 5];
        let all: Vec<u8> = lengths.iter().flat_map(|one| framed(*one, *one)).collect();
        run(async {
            let (mut client, mut incoming) = lines(&room());
            let sends = async {
                for piece in all.chunks(99_991) {
                    client.write_all(piece).await.unwrap();
                }
                drop(client);
            };
            let comes = async {
                for length in lengths {
                    let frame = incoming.next().await.unwrap().unwrap();
                    assert_eq!(frame.body.len(), length);
                }
                assert!(incoming.next().await.unwrap().is_none());
            };
            tokio::join!(sends, comes);
        });
    }

    #[test]
    fn long_frames_of_one_user_take_turns_and_short_ones_do_not_wait() {
        let is_ready = |next: &mut (dyn Future<Output = _> + Unpin)| {
            let mut context = Context::from_waker(Waker::noop());
            matches!(std::pin::Pin::new(next).poll(&mut context), Poll::Ready(_))
        };
        run(async {
            let long = SMALL + 1;
            let room = Arc::new(Semaphore::new(long));
            let (mut one, mut first) = lines(&room);
            let (mut other, mut second) = lines(&room);
            let (mut third, mut short) = lines(&room);
            one.write_all(&framed(long, 100)).await.unwrap();
            other.write_all(&framed(long, long)).await.unwrap();
            third.write_all(&framed(10, 10)).await.unwrap();
            let (mut last, mut late) = lines(&room);
            last.write_all(&framed(long, long)).await.unwrap();
            {
                let mut begun = pin!(first.next());
                let _ = tokio::time::timeout(Duration::from_millis(20), &mut begun).await;
                assert_eq!(room.available_permits(), 0);
                assert_eq!(short.next().await.unwrap().unwrap().body.len(), 10);
            }
            let mut waits = Box::pin(second.next());
            assert!(!is_ready(&mut waits.as_mut()));
            drop(waits);
            assert!(second.waits.is_some());
            let mut waits_longer = Box::pin(late.next());
            assert!(!is_ready(&mut waits_longer.as_mut()));
            // The one before it goes, and its room is there again: first for who was first to wait, though they were
            // about something else meanwhile.
            drop(first);
            assert!(!is_ready(&mut waits_longer.as_mut()));
            let frame = second.next().await.unwrap().unwrap();
            assert_eq!(frame.body.len(), long);
            // What came of it is still held.
            assert!(!is_ready(&mut waits_longer.as_mut()));
            drop(frame);
            let frame = waits_longer.await.unwrap().unwrap();
            assert_eq!(frame.body.len(), long);
            drop(frame);
            assert_eq!(room.available_permits(), long);
            assert!(second.come.capacity() <= SMALL, "nothing of it stays");
        });
    }

    #[test]
    fn whoever_takes_nothing_of_what_is_said_is_gone() {
        run(async {
            let (_client, office) = UnixStream::pair().unwrap();
            let mut outgoing = Outgoing::new(office);
            outgoing.patience = Duration::from_millis(20);
            let ended = loop {
                if let Err(ended) = outgoing.send(&[7; 10_000]).await {
                    break ended;
                }
            };
            assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        });
    }
}
