//! The door: signing in by PIN, for Unix users that several people share.
//!
//! Hashing a PIN is slow on purpose, so it runs away from the threads that answer everybody else, and only a few run at
//! a time. The tries for one member of staff are made one after another, over all connections together, and each sees
//! in the journal what the one before it left. So parallel tries gain nothing, and no miss is forgotten when the office
//! ends.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedMutexGuard, Semaphore, oneshot, watch};

use super::asker::{Asker, Sits};
use super::decide::Asked;
use super::pace::Paced;
use super::permissions::{self, ADMINISTRATORS};
use super::serve::Office;
use super::tell::at_the_door;
use super::writer::{Found, Job, now};
use crate::domain::event::Event;
use crate::domain::ids::{Entity, Revision, StaffNo};
use crate::domain::pin::{PinCode, PinHash, PinRecord};
use crate::domain::staff::{Role, Staff};
use crate::journal::{Position, Reader};
use crate::protocol::{Answer, Knock, Refusal, Ticket};
use crate::records::{Records, read_entry};

/// Memory in KiB, passes and lanes of argon2id: the least that OWASP asks for, 19 MiB and 2 passes on 1 lane (Password
/// Storage Cheat Sheet, section Argon2id, read in 2026). More would not help against somebody who has the journal, as
/// there are too few PINs; against somebody at the desk it is the waits that help.
const COST: (u32, u32, u32) = (19 * 1_024, 2, 1);

/// How many PINs are hashed at a time: each takes 19 MiB and a core.
const AT_A_TIME: usize = 2;

/// Bytes of salt.
const SALT: usize = 16;

/// The state of signing in, for all connections.
pub(super) struct Door {
    /// One lock for each person, held while their PIN is tried.
    tried: Mutex<HashMap<StaffNo, Arc<tokio::sync::Mutex<()>>>>,
    room: Arc<Semaphore>,
    /// The connections that others of the same desk may join, by ticket.
    tickets: Mutex<HashMap<Ticket, watch::Sender<Asker>>>,
}

impl Default for Door {
    fn default() -> Door {
        Door {
            tried: Mutex::default(),
            room: Arc::new(Semaphore::new(AT_A_TIME)),
            tickets: Mutex::default(),
        }
    }
}

impl Door {
    /// Waits until nobody else is trying this person's PIN.
    async fn turn(&self, staff: StaffNo) -> OwnedMutexGuard<()> {
        let turn = {
            let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(tried.entry(staff).or_default())
        };
        turn.lock_owned().await
    }

    fn tickets(&self) -> MutexGuard<'_, HashMap<Ticket, watch::Sender<Asker>>> {
        self.tickets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hashes, on a thread that answers nobody else.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let room = Arc::clone(&self.room).acquire_owned().await;
        let _room = room.map_err(|_| Refusal::Closing)?;
        let worked = tokio::task::spawn_blocking(work).await;
        worked.map_err(|_| Refusal::Closing)?
    }
}

/// The signing in of one connection.
pub(super) struct Chair<'a> {
    office: &'a Office,
    /// Who is asking.
    pub(super) asker: Asker,
    /// The ticket by which further connections join this one.
    ticket: Option<Ticket>,
    /// The connection that this one joined: who is signed in there.
    beside: Option<watch::Receiver<Asker>>,
}

impl<'a> Chair<'a> {
    /// A connection of a Unix user.
    pub(super) fn new(office: &'a Office, uid: u32) -> Chair<'a> {
        Chair {
            office,
            asker: Asker::of_user(uid),
            ticket: None,
            beside: None,
        }
    }

    /// Waits until another person, or nobody, is signed in on the connection that this one joined. Waits for ever if
    /// it joined none.
    pub(super) async fn moved(&mut self) {
        match &mut self.beside {
            None => std::future::pending().await,
            Some(beside) => {
                // Where that line is gone, it is seen below.
                let _ = beside.changed().await;
            }
        }
        self.follow();
    }

    /// Takes over who is signed in on the connection that this one joined; nobody, once that connection is gone.
    pub(super) fn follow(&mut self) {
        let Some(beside) = &self.beside else {
            return;
        };
        if beside.has_changed().is_ok() {
            self.asker = *beside.borrow();
        } else {
            self.beside = None;
            self.asker = self.asker.leaves();
        }
    }

    /// Handles a message at the door.
    pub(super) async fn knock(&mut self, knock: Knock) -> Result<Answer, Refusal> {
        if let Knock::SignIn { .. } | Knock::SignOut = knock {
            self.beside = None;
        }
        let (office, asker) = (self.office, &mut self.asker);
        let answer = match knock {
            Knock::SignIn { staff, pin } => {
                let signed_in = sign_in(office, asker, staff, pin).await;
                self.hand_out(signed_in)
            }
            Knock::SignOut => sign_out(office, asker),
            Knock::SetPin { old, new } => set_pin(office, asker, old, new).await,
            Knock::GiveCode { staff, code } => give_code(office, *asker, staff, code).await,
            Knock::Beside(ticket) => self.stand_beside(ticket),
        };
        self.remember();
        answer
    }

    fn hand_out(&mut self, known: Result<PinRecord, Refusal>) -> Result<Answer, Refusal> {
        let known = known?;
        let mut drawn = [0; 16];
        getrandom::fill(&mut drawn).map_err(broken)?;
        let ticket = Ticket(u128::from_le_bytes(drawn));
        self.forget();
        self.ticket = Some(ticket);
        Ok(Answer::SignedIn {
            staff: known.staff,
            set_first: known.once,
            ticket,
            missed: known.wrong,
        })
    }

    /// Tells the connections that joined this one who is signed in here.
    fn remember(&mut self) {
        if !self.asker.signed_in() {
            self.forget();
        } else if let Some(ticket) = self.ticket {
            let mut tickets = self.office.door.tickets();
            let others = tickets
                .entry(ticket)
                .or_insert_with(|| watch::Sender::new(self.asker));
            others.send_replace(self.asker);
        }
    }

    fn stand_beside(&mut self, ticket: Ticket) -> Result<Answer, Refusal> {
        let other = {
            let tickets = self.office.door.tickets();
            tickets.get(&ticket).map(watch::Sender::subscribe)
        };
        let other = other.filter(|other| other.borrow().uid == self.asker.uid);
        self.beside = Some(other.ok_or(Refusal::SignIn)?);
        self.forget();
        self.follow();
        Ok(Answer::Beside)
    }

    fn forget(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.office.door.tickets().remove(&ticket);
        }
    }
}

impl Drop for Chair<'_> {
    fn drop(&mut self) {
        self.forget();
    }
}

async fn sign_in(
    office: &Office,
    asker: &mut Asker,
    staff: StaffNo,
    pin: PinCode,
) -> Result<PinRecord, Refusal> {
    *asker = asker.leaves();
    // Of somebody of another Unix user it is not even said that they are there.
    let member = office.look(|records| {
        let mut sharing = records.indexes.sharing(asker.uid);
        sharing.find(|one| one.no == staff).cloned()
    });
    let member = member.ok_or(Refusal::NotFound(Entity::Staff(staff)))?;
    let _turn = office.door.turn(staff).await;
    office.pace.left(staff, Paced::SignIn, now())?;
    let known = try_pin(office, &member, pin).await?;
    // Only with the right PIN: nobody else may use up what is theirs.
    office.pace.count(staff, Paced::SignIn, 1, now())?;
    let event = Event::SignedIn { staff };
    office.found(Some(staff), staff, event).await?;
    *asker = asker.takes(staff, known.set, true);
    Ok(known)
}

fn sign_out(office: &Office, asker: &mut Asker) -> Result<Answer, Refusal> {
    let gone = asker.leaves();
    office.look(|records| match gone.sits(records) {
        Sits::Member(member) => Err(no_pin(member)),
        Sits::Stranger => Err(Refusal::NotStaff { uid: gone.uid }),
        Sits::Unsaid | Sits::SetsPin(_) => {
            *asker = gone;
            Ok(Answer::SignIn(at_the_door(records, gone)))
        }
    })
}

async fn set_pin(
    office: &Office,
    asker: &mut Asker,
    old: Option<PinCode>,
    new: PinCode,
) -> Result<Answer, Refusal> {
    if new.is_guessable() {
        return Err(invalid("guessable"));
    }
    let sitting = *asker;
    let who = |records: &Records| match sitting.sits(records) {
        Sits::Member(member) | Sits::SetsPin(member) => {
            Ok((member.clone(), records.indexes.pin(member.no)))
        }
        Sits::Unsaid => Err(Refusal::SignIn),
        Sits::Stranger => Err(Refusal::NotStaff { uid: sitting.uid }),
    };
    let staff = office.look(who)?.0.no;
    office.pace.count(staff, Paced::SetPin, 1, now())?;
    let _turn = office.door.turn(staff).await;
    // While the turn was waited for, somebody may have been given a code, and the seat with it.
    let (member, known) = office.look(who)?;
    if known.set.is_some() {
        if known.once && sitting.signed_in() {
            // Whoever handed out the code still knows it.
            if check(office, &known, new.clone()).await? {
                return Err(invalid("same"));
            }
        } else {
            let old = old.ok_or_else(|| invalid("old"))?;
            let is_same = old == new;
            try_pin(office, &member, old).await?;
            if is_same {
                return Err(invalid("same"));
            }
        }
    }
    let hash = office.door.work(move || hashed(&new)).await?;
    let event = Event::PinSet { staff, hash };
    let set = office.found(Some(staff), staff, event).await?;
    *asker = sitting.takes(staff, Some(set), sitting.signed_in());
    Ok(Answer::PinKept)
}

async fn give_code(
    office: &Office,
    asker: Asker,
    staff: StaffNo,
    code: PinCode,
) -> Result<Answer, Refusal> {
    let by = office.look(|records| {
        let asked = Asked::by(asker, records, now(), Revision(0));
        // Where nobody who administers the desk can sign in any more, whoever owns its files helps them.
        let is_owner = asker.owns_the_office()
            && match asker.sits(records) {
                Sits::Stranger => true,
                Sits::Unsaid => !administered(records),
                Sits::SetsPin(_) | Sits::Member(_) => false,
            };
        if !is_owner {
            permissions::check(records, &asked, ADMINISTRATORS)?;
        }
        let member = records.indexes.staff.get(&staff);
        let member = member.ok_or(Refusal::NotFound(Entity::Staff(staff)))?;
        if member.left.is_some() {
            let by = member.name.clone().into();
            return Err(Refusal::HasLeft { by });
        }
        Ok(asked.staff.map(|by| by.no))
    })?;
    if code.is_guessable() {
        return Err(invalid("guessable"));
    }
    let _turn = office.door.turn(staff).await;
    let hash = office.door.work(move || hashed(&code)).await?;
    let event = Event::PinReset { staff, hash };
    office.found(by, staff, event).await?;
    Ok(Answer::PinKept)
}

/// Whether anybody who administers the desk can sign in.
fn administered(records: &Records) -> bool {
    let indexes = &records.indexes;
    let administers = |one: &&Staff| one.roles.contains(&Role::Administrator);
    let mut who = indexes.working().filter(administers);
    who.any(|one| indexes.can_sign_in(one))
}

/// Tries somebody's PIN, unless there is a wait. A miss is on record before it is answered. The caller must hold the
/// turn.
async fn try_pin(office: &Office, member: &Staff, pin: PinCode) -> Result<PinRecord, Refusal> {
    let staff = member.no;
    let known = office.look(|records| records.indexes.pin(staff));
    if let Some(until) = known.wait(now()) {
        return Err(Refusal::PinWait { until });
    }
    if known.set.is_none() {
        return Err(no_pin(member));
    }
    if check(office, &known, pin).await? {
        return Ok(known);
    }
    let event = Event::PinFailed { staff };
    office.found(None, staff, event).await?;
    let known = office.look(|records| records.indexes.pin(staff));
    Err(Refusal::WrongPin {
        left: known.tries_left(),
        until: known.wait(now()),
    })
}

/// Whether this is the PIN whose hash stands at this journal position.
async fn check(office: &Office, known: &PinRecord, pin: PinCode) -> Result<bool, Refusal> {
    let (staff, at) = (known.staff, known.set.unwrap_or_default());
    let data = office.data.clone();
    let checked = office.door.work(move || {
        let kept = kept(&data, staff, at)?;
        let hash = PasswordHash::new(kept.phc()).map_err(broken)?;
        // Its parameters are its own: a hash made at another cost holds as well.
        Ok(Argon2::default()
            .verify_password(pin.digits().as_bytes(), &hash)
            .is_ok())
    });
    checked.await
}

/// Reads a hash from its position in the journal.
fn kept(data: &Path, staff: StaffNo, at: Revision) -> Result<PinHash, Refusal> {
    let entry = Reader::new(data).entries(Position(at.0)).next();
    let entry = entry.ok_or_else(|| broken("there is no such entry"))?;
    let (_, event) = read_entry(&entry.map_err(broken)?).map_err(broken)?;
    match event {
        Event::PinSet { staff: of, hash } | Event::PinReset { staff: of, hash } if of == staff => {
            Ok(hash)
        }
        _ => Err(broken("another entry stands there")),
    }
}

fn hashed(pin: &PinCode) -> Result<PinHash, Refusal> {
    let (memory, passes, lanes) = COST;
    let cost = Params::new(memory, passes, lanes, None).map_err(broken)?;
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt).map_err(broken)?;
    let salt = SaltString::encode_b64(&salt).map_err(broken)?;
    let hashed = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password(pin.digits().as_bytes(), &salt)
        .map_err(broken)?;
    Ok(PinHash::new(hashed.to_string()))
}

fn broken(error: impl std::fmt::Display) -> Refusal {
    tracing::error!(%error, "a PIN could not be kept or tried");
    Refusal::NotKept {
        why: error.to_string(),
    }
}

fn no_pin(member: &Staff) -> Refusal {
    Refusal::NoPin {
        by: member.name.clone().into(),
    }
}

fn invalid(why: &str) -> Refusal {
    Refusal::Invalid {
        field: "pin".to_owned(),
        why: why.to_owned(),
    }
}

impl Office {
    /// Looks something up in the records.
    pub(super) fn look<T>(&self, look: impl FnOnce(&Records) -> T) -> T {
        look(&self.records.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts an event on record and waits until it is; gives its position.
    pub(super) async fn found(
        &self,
        by: Option<StaffNo>,
        about: StaffNo,
        event: Event,
    ) -> Result<Revision, Refusal> {
        let (send, done) = oneshot::channel();
        let event = Box::new(event);
        let found = Found { by, about, event };
        let sent = self.jobs.send(Job::Found(found, send));
        sent.map_err(|_| Refusal::Closing)?;
        let done = done.await.map_err(|_| Refusal::Closing)??;
        Ok(done.revision)
    }
}
