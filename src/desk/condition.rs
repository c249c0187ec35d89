//! When a key or a command works: conditions on a plain snapshot of the desk.

use std::collections::BTreeSet;
use std::fmt;

/// What conditions may ask about. Screens raise these flags in [`Snapshot`]; a keymap that names
/// another is refused with its line. A new screen adds its own here.
pub const FLAGS: &[&str] = &[
    // Who works here may read reports; may read histories.
    "reports",
    "histories",
    "has-history", // what is seen has a history that who works here may read
    // A text is open.
    "reading",
    "can-back",              // there is a screen to go back to
    "typing",                // letters go into a text field
    "choosing",              // the field with the focus takes the arrow keys itself
    "masked",                // something here is masked, or was before it was revealed
    "guarded",  // words told in confidence are hidden here, or were before they were shown
    "selected", // a row is selected
    "form",     // fields are being filled in
    "first-step", // the form stands at its first step
    "last-step", // the form stands at its last step
    "overlay",  // something lies over the screen
    "offline",  // the office does not answer
    "can-lock", // who sits here could come back by a PIN
    "signing-in", // it is asked who sits here
    "choosing-pin", // a PIN is being set
    "opened",   // the desk is opened: a charity, a branch and a member of staff are known
    "reception", // who works here receives visitors
    "supervisor", // who works here supervises
    "researcher", // who works here answers referrals
    "administrator", // who works here administers the desk
    "draft",    // a draft is open
    "duplicates", // possibly the same person: there is something to compare
    "elsewhere", // whoever has the number typed is on file at another branch
    "referral", // a referral waits here
    "comparing", // the hand is beside what was stated, and nothing was typed
    "papers-missing", // papers are missing that the beneficiary may bring later
    "can-refer", // a question may be referred
    "asking",   // a question is being written
    "empty",    // there is nothing in the list
    "adding",   // an arrival is being noted
    "beside",   // what waits beside requests has the focus: outreach, suggestions and complaints
    "line",     // the waiting line has the focus
    "searched", // what is shown was found for what is typed
    "enquiring", // a question is being logged
    "calibrating", // it is asked which line reads correctly
    "can-go-on", // the request is at the desk still, and may be gone on with
    "can-withdraw", // the request may be withdrawn
    "can-print-declaration", // the need is stated, and so there is something to declare
    "can-print-receipt", // the request is submitted
    "rating",   // a rating is being taken down
    "outreach", // people are being contacted without their asking
    "voice-sums", // satisfaction is shown added up
    "voice-said", // suggestions and complaints are shown
    "hearing",  // a suggestion or a complaint is being taken down
    "voice-open", // the suggestion or complaint under the hand waits for its answer
    "standard", // an approved answer is selected
    "rating-due", // there is something to rate that was not offered yet
    "can-attach-scan", // a scan may be attached to the request
    "has-scans", // the request has scans
    "attaching", // a scan is being attached
    "can-take", // the request is with a colleague and may be taken over
    // What follows the decision.
    "next-reply",        // next is to tell the beneficiary
    "next-objection",    // next is to answer an objection
    "next-registration", // next is to complete the registration
    "next-delivery",     // next is to deliver
    "next-close",        // next is to close what is delivered
    "can-object",        // an objection may be taken down
    "can-allow-early",   // leave may be given to reply before the earliest day
    "can-refer-outside", // the beneficiary may be referred to another body, or its result noted
    "more-to-read",      // what an act rests on has more rows than there is room for
    "can-register",      // nothing is missing for the registration
    "can-complete",      // what is missing for the registration can be completed
    // A person's page.
    "watches",    // who works here sees who reads what is kept of a person
    "has-id",     // there is a paper's number to copy
    "has-mobile", // there is a mobile to copy
    "copy-due",   // the person's copy of what is held about them is to be handed over
    "handing",    // it is being handed over
    // Administration.
    "staff-member", // a member of staff is selected who has not left
    "branch",       // a branch is selected
    "branches",     // there is more than one branch
    "versions",     // the profile versions are shown
    "adopting",     // an amended profile is being chosen
    // The study and the sitting.
    "studies",       // who works here has a part in the study of requests
    "decides",       // who works here enters what is decided
    "criterion",     // the hand is on a criterion
    "can-study",     // the request is studied or decided on, and one has a part in it
    "can-hand-back", // the request is in one's hands, and was in another's before
    "can-assign",    // the request may be put into a colleague's hands
    "can-send-back", // the request may be sent back to the desk
    "can-decide",    // the request may be decided on
];

/// The desk as conditions see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    flags: BTreeSet<&'static str>,
}

impl Snapshot {
    /// Raises a flag, one of [`FLAGS`].
    pub fn raise(&mut self, flag: &'static str) {
        debug_assert!(FLAGS.contains(&flag), "{flag} is not in FLAGS");
        self.flags.insert(flag);
    }

    /// Raises a flag if `holds`.
    pub fn raise_if(&mut self, holds: bool, flag: &'static str) {
        if holds {
            self.raise(flag);
        }
    }

    /// Whether a flag is raised.
    #[must_use]
    pub fn is(&self, flag: &str) -> bool {
        self.flags.contains(flag)
    }

    /// A snapshot with these flags raised.
    #[must_use]
    pub fn of(flags: &[&'static str]) -> Self {
        let mut snapshot = Self::default();
        for flag in flags {
            snapshot.raise(flag);
        }
        snapshot
    }
}

/// `a && !b || (c && d)`, over the names in [`FLAGS`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Condition {
    /// Holds at all times.
    #[default]
    Always,
    /// Holds while the flag is raised.
    Flag(&'static str),
    /// Holds when the inner one does not.
    Not(Box<Condition>),
    /// Holds when all do.
    All(Vec<Condition>),
    /// Holds when one does.
    Any(Vec<Condition>),
}

/// A condition that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCondition {
    /// It asks about something that no screen tells.
    #[error("there is no condition called {0:?}")]
    Unknown(String),
    /// A name, a parenthesis or an operator is missing or too many.
    #[error("this condition breaks off at {0:?}")]
    Malformed(String),
}

impl Condition {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, snapshot: &Snapshot) -> bool {
        match self {
            Self::Always => true,
            Self::Flag(flag) => snapshot.is(flag),
            Self::Not(inner) => !inner.holds(snapshot),
            Self::All(inner) => inner.iter().all(|one| one.holds(snapshot)),
            Self::Any(inner) => inner.iter().any(|one| one.holds(snapshot)),
        }
    }

    /// Reads a condition; nothing written holds always.
    pub fn parse(text: &str) -> Result<Self, BadCondition> {
        // Each `!` and `(` takes a level of the stack.
        const LONGEST: usize = 400;
        if text.len() > LONGEST {
            return Err(BadCondition::Malformed(text.chars().take(20).collect()));
        }
        let mut rest = text.trim();
        if rest.is_empty() {
            return Ok(Self::Always);
        }
        let read = any(&mut rest)?;
        if rest.is_empty() {
            Ok(read)
        } else {
            Err(BadCondition::Malformed(rest.to_owned()))
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, inner: &[Condition], with: &str| {
            for (at, one) in inner.iter().enumerate() {
                if at > 0 {
                    f.write_str(with)?;
                }
                match one {
                    Self::Any(_) => write!(f, "({one})")?,
                    _ => write!(f, "{one}")?,
                }
            }
            Ok(())
        };
        match self {
            Self::Always => Ok(()),
            Self::Flag(flag) => f.write_str(flag),
            Self::Not(inner) => match **inner {
                Self::Flag(flag) => write!(f, "!{flag}"),
                ref inner => write!(f, "!({inner})"),
            },
            Self::All(inner) => joined(f, inner, " && "),
            Self::Any(inner) => joined(f, inner, " || "),
        }
    }
}

fn any(rest: &mut &str) -> Result<Condition, BadCondition> {
    let mut inner = vec![all(rest)?];
    while eat(rest, "||") {
        inner.push(all(rest)?);
    }
    Ok(one_or(inner, Condition::Any))
}

fn all(rest: &mut &str) -> Result<Condition, BadCondition> {
    let mut inner = vec![one(rest)?];
    while eat(rest, "&&") {
        inner.push(one(rest)?);
    }
    Ok(one_or(inner, Condition::All))
}

fn one(rest: &mut &str) -> Result<Condition, BadCondition> {
    if eat(rest, "!") {
        return Ok(Condition::Not(Box::new(one(rest)?)));
    }
    if eat(rest, "(") {
        let inner = any(rest)?;
        return if eat(rest, ")") {
            Ok(inner)
        } else {
            Err(BadCondition::Malformed((*rest).to_owned()))
        };
    }
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    if name.is_empty() {
        return Err(BadCondition::Malformed((*rest).to_owned()));
    }
    *rest = after.trim_start();
    FLAGS
        .iter()
        .find(|flag| **flag == name)
        .map(|flag| Condition::Flag(flag))
        .ok_or_else(|| BadCondition::Unknown(name.to_owned()))
}

fn eat(rest: &mut &str, token: &str) -> bool {
    match rest.trim_start().strip_prefix(token) {
        Some(after) => {
            *rest = after.trim_start();
            true
        }
        None => false,
    }
}

fn one_or(mut inner: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match (inner.pop(), inner.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            inner.push(last);
            many(inner)
        }
        (None, _) => Condition::Always,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_hold_as_written() {
        for (text, flags, holds) in [
            ("", &[][..], true),
            ("selected", &[], false),
            ("selected", &["selected"], true),
            ("!selected", &["selected"], false),
            ("selected && !offline", &["selected"], true),
            ("selected && !offline", &["selected", "offline"], false),
            ("draft || selected && offline", &["draft"], true),
            ("(draft || selected) && offline", &["draft"], false),
            (
                "(draft || selected) && offline",
                &["draft", "offline"],
                true,
            ),
            ("!(draft || selected)", &[], true),
            ("!!draft", &["draft"], true),
        ] {
            let condition = Condition::parse(text).unwrap();
            assert_eq!(
                condition.holds(&Snapshot::of(flags)),
                holds,
                "{text} {flags:?}"
            );
            assert_eq!(
                Condition::parse(&condition.to_string()),
                Ok(condition),
                "{text}"
            );
        }
    }

    #[test]
    fn a_bad_condition_says_what_is_wrong() {
        let unknown = |name: &str| BadCondition::Unknown(name.to_owned());
        let malformed = |at: &str| BadCondition::Malformed(at.to_owned());
        for (text, wanted) in [
            ("sleeping", unknown("sleeping")),
            ("selected &&", malformed("")),
            ("(selected", malformed("")),
            ("selected draft", malformed("draft")),
            ("selected & draft", malformed("& draft")),
            ("!", malformed("")),
        ] {
            assert_eq!(Condition::parse(text), Err(wanted), "{text}");
        }
        assert!(Condition::parse(&"(".repeat(100_000)).is_err());
        assert!(Condition::parse(&"!".repeat(100_000)).is_err());
    }
}
