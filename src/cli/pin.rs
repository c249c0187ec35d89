//! `istiqbal pin`, and signing in at the shell where several people share a Unix user.

use std::io;

use super::secret::Terminal;
use super::{Failure, Session};
use crate::arabic::fold::fold_text;
use crate::domain::ids::StaffNo;
use crate::domain::pin::{NotAPin, PinCode};
use crate::protocol::{Answer, Client, ClientError, Knock, Query, Sharer};

/// Why a PIN was not asked for, or not taken.
#[derive(Debug, thiserror::Error)]
pub enum PinFailure {
    /// There is no terminal to ask on.
    #[error("a PIN is asked for on a terminal, and there is none")]
    NoTerminal,
    /// The terminal.
    #[error(transparent)]
    Terminal(#[from] io::Error),
    /// Whoever was asked broke off.
    #[error("nothing was typed")]
    Interrupted,
    /// What was typed is none.
    #[error(transparent)]
    NotAPin(#[from] NotAPin),
    /// The two are not the same.
    #[error("the two are not the same")]
    Differ,
    /// It is among the first that anybody would try.
    #[error("too easy to guess: three different digits at least, and not in a row")]
    Guessable,
    /// Nobody who shares the Unix user is called so.
    #[error("{name:?} is none of those who share this account: {}", known.join(", "))]
    Who {
        /// As given.
        name: String,
        /// Who does.
        known: Vec<String>,
    },
    /// Several share the Unix user, and it was not said which of them this is.
    #[error("several people share this account; say who you are with --as: {}", known.join(", "))]
    Unsaid {
        /// Who does.
        known: Vec<String>,
    },
}

/// Says at the office's door who this is: whoever was named on the command line, else, where somebody is `there` to be
/// asked, whoever they say they are.
pub fn sign_in(
    session: &Session<'_>,
    client: &mut Client,
    there: bool,
) -> Result<Option<PinCode>, Failure> {
    let who = match client.ask(Query::Desk)? {
        Answer::SignIn(view) => view.who,
        Answer::Desk(view) => {
            // The kernel has said it; somebody else it cannot be.
            let me: Vec<Sharer> = view.me.iter().map(Sharer::from).collect();
            if let Some(name) = session.speaker() {
                called(&me, name)?;
            }
            return Ok(None);
        }
        _ => return Err(ClientError::Astray.into()),
    };
    let (staff, mut terminal) = match session.speaker() {
        Some(name) => (called(&who, name)?, Terminal::open()?),
        None if there => {
            let mut terminal = Terminal::open()?;
            (whoever(session, &mut terminal, &who)?, terminal)
        }
        None => return Err(PinFailure::Unsaid { known: names(&who) }.into()),
    };
    let pin = PinCode::parse(&terminal.ask(&session.texts.get("sign-in-pin"))?)
        .map_err(PinFailure::from)?;
    let knock = Knock::SignIn {
        staff,
        pin: pin.clone(),
    };
    match client.knock(knock)? {
        Answer::SignedIn {
            set_first: true, ..
        } => {
            choose(session, client, &mut terminal, None)?;
            Ok(None)
        }
        Answer::SignedIn { .. } => Ok(Some(pin)),
        _ => Err(ClientError::Astray.into()),
    }
}

/// Sets a PIN, or another one.
pub fn own(session: &Session<'_>) -> Result<(), Failure> {
    let mut client = session.place()?.reach(&session.around.program)?;
    let old = match client.ask(Query::Desk)? {
        Answer::SignIn(_) => match sign_in(session, &mut client, false)? {
            // A PIN of one's own was set already, after a code.
            None => return kept(session),
            pin => pin,
        },
        Answer::Desk(view) if view.lock.mine => {
            let asked = Terminal::open()?.ask(&session.texts.get("own-pin-old"))?;
            Some(PinCode::parse(&asked).map_err(PinFailure::from)?)
        }
        Answer::Desk(_) => None,
        _ => return Err(ClientError::Astray.into()),
    };
    choose(session, &mut client, &mut Terminal::open()?, old)?;
    kept(session)
}

fn kept(session: &Session<'_>) -> Result<(), Failure> {
    super::tell(&session.texts.get("own-pin-kept"));
    Ok(())
}

/// A code for somebody to sign in with, where they have no PIN or forgot it. It is printed, and known to whoever reads
/// it, until it was used.
pub fn give(client: &mut Client, staff: StaffNo) -> Result<PinCode, Failure> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
    let code = PinCode::drawn(u64::from_le_bytes(random));
    let given = Knock::GiveCode {
        staff,
        code: code.clone(),
    };
    match client.knock(given)? {
        Answer::PinKept => Ok(code),
        _ => Err(ClientError::Astray.into()),
    }
}

/// Asks for a new PIN twice, and sets it.
fn choose(
    session: &Session<'_>,
    client: &mut Client,
    terminal: &mut Terminal,
    old: Option<PinCode>,
) -> Result<(), Failure> {
    terminal.say(&session.texts.get("own-pin-body"))?;
    let new = PinCode::parse(&terminal.ask(&session.texts.get("own-pin-new"))?)
        .map_err(PinFailure::from)?;
    if new.is_guessable() {
        return Err(PinFailure::Guessable.into());
    }
    let again = terminal.ask(&session.texts.get("own-pin-again"))?;
    if PinCode::parse(&again).as_ref() != Ok(&new) {
        return Err(PinFailure::Differ.into());
    }
    match client.knock(Knock::SetPin { old, new })? {
        Answer::PinKept => Ok(()),
        _ => Err(ClientError::Astray.into()),
    }
}

/// Asks which of those who share the account sits there, until it is one of them.
fn whoever(
    session: &Session<'_>,
    terminal: &mut Terminal,
    who: &[Sharer],
) -> Result<StaffNo, PinFailure> {
    terminal.say(&session.texts.get("sign-in-title"))?;
    for name in names(who) {
        terminal.say(&format!("  {name}"))?;
    }
    let prompt = session.texts.get("sign-in-who");
    loop {
        let typed = terminal.ask_openly(&prompt)?;
        match called(who, typed.trim()) {
            Ok(staff) => return Ok(staff),
            Err(_) => terminal.say(&session.texts.get("form-not-a-choice"))?,
        }
    }
}

fn names(who: &[Sharer]) -> Vec<String> {
    who.iter()
        .map(|one| format!("{} {}", one.staff, one.name))
        .collect()
}

/// The one of a number or a name.
fn called(who: &[Sharer], name: &str) -> Result<StaffNo, PinFailure> {
    let folded = fold_text(name);
    let is_called =
        |one: &&Sharer| one.staff.to_string() == folded || fold_text(&one.name) == folded;
    let mut called = who.iter().filter(is_called);
    match (called.next(), called.next()) {
        (Some(one), None) => Ok(one.staff),
        _ => Err(PinFailure::Who {
            name: name.to_owned(),
            known: names(who),
        }),
    }
}
