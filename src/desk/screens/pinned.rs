//! The profile a request is worked by, where that is not the one in force.

use std::sync::Arc;

use crate::desk::state::{Desk, Tag};
use crate::domain::profile::Profile;
use crate::domain::request::Pin;
use crate::protocol::{Answer, Query, Refusal};

/// The profile version that a shown request keeps, where it is not the one in force: the last one that was needed.
#[derive(Default)]
pub struct Pinned {
    held: Option<(Pin, Arc<Profile>)>,
    asked: Option<(Tag, Pin)>,
}

impl Pinned {
    /// Asks for the profile of this pin, unless it is known or asked for already.
    pub fn want(&mut self, pin: &Pin, desk: &mut Desk) {
        let known = in_force(pin, desk)
            || self.held.as_ref().is_some_and(|(held, _)| held == pin)
            || self.asked.as_ref().is_some_and(|(_, asked)| asked == pin);
        if !known {
            let tag = desk.ask(Query::Profile(pin.clone()));
            self.asked = Some((tag, pin.clone()));
        }
    }

    /// Takes in an answer; whether it was to what was asked here.
    pub fn heard(&mut self, tag: Tag, answer: &Result<Answer, Refusal>) -> bool {
        let Some((_, pin)) = self.asked.take_if(|(asked, _)| *asked == tag) else {
            return false;
        };
        if let Ok(Answer::Profile(source)) = answer
            && let Ok(profile) = crate::profiles::parse("", source)
        {
            self.held = Some((pin, Arc::new(profile)));
        }
        true
    }

    /// Whether what was asked for is still to come.
    pub const fn waits(&self) -> bool {
        self.asked.is_some()
    }

    /// The profile of this pin; the one in force while it is not known.
    pub fn of<'a>(&'a self, pin: &Pin, desk: &'a Desk) -> Option<&'a Arc<Profile>> {
        self.exactly(pin, desk).or(desk.profile.as_ref())
    }

    /// The profile of this pin, where it is known.
    pub fn exactly<'a>(&'a self, pin: &Pin, desk: &'a Desk) -> Option<&'a Arc<Profile>> {
        if in_force(pin, desk) {
            return desk.profile.as_ref();
        }
        let held = self.held.as_ref().filter(|(held, _)| held == pin);
        held.map(|(_, profile)| profile)
    }
}

fn in_force(pin: &Pin, desk: &Desk) -> bool {
    desk.profile.as_ref().is_some_and(|profile| {
        profile.key.as_str() == pin.profile && profile.version == pin.version
    })
}
