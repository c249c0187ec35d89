//! Who looks like the person being typed, and whether it is them.

use super::{Intake, Wait};
use crate::desk::intake::read::identity;
use crate::desk::overlay::Confirmation;
use crate::desk::state::{Desk, State};
use crate::domain::ids::PersonNo;
use crate::protocol::Query;
use crate::protocol::query::Likes;

impl Intake {
    /// Asks who looks like the person being typed, letter by letter or once a field was left. Someone on file is not
    /// looked for.
    pub(super) fn look_alike(&mut self, typed: bool, desk: &mut Desk) {
        let Some(work) = self
            .work
            .as_ref()
            .filter(|work| work.case.about.person.is_none())
        else {
            self.alike.clear();
            self.elsewhere.look_for(desk, None, typed);
            return;
        };
        let paper = identity(work.running.values()).ok();
        self.elsewhere.look_for(desk, paper, typed);
        let value = |id: &str| work.running.value(id).trim().to_owned();
        let traits = Likes {
            name: value("name"),
            id: value("id"),
            mobile: value("mobile"),
            born: value("born"),
        };
        if traits == Likes::default() {
            self.alike.clear();
            return;
        }
        self.ask(
            desk,
            Wait::Alike,
            Query::Alike {
                traits,
                except: None,
            },
        );
    }

    pub(super) fn ask_same_person(&mut self, desk: &mut Desk) {
        let Some(first) = self.alike.first() else {
            return;
        };
        let person = first.person.no;
        let title = desk.say("confirm-same-person");
        let body = format!(
            "{} {} · {}",
            desk.say("file-word"),
            person,
            first.person.name
        );
        desk.confirm(Confirmation::new(title, body, move |state: &mut State| {
            state.on(|intake: &mut Intake, desk| intake.is_person(person, desk));
        }));
    }

    /// The visitor has a file: what it says comes in, and what was typed stays where it says something else.
    pub(super) fn is_person(&mut self, person: PersonNo, desk: &mut Desk) {
        self.alike.clear();
        if let Some(work) = &mut self.work {
            work.case.about.person = Some(person);
            // Shown was what was typed, and not what their file says.
            work.running.reveal(false);
            let about = work.case.about;
            self.look_up(about, desk);
        }
        self.keep(None, desk);
    }

    pub(super) fn other_person(&mut self, desk: &mut Desk) {
        if self.alike.is_empty() {
            return;
        }
        let other = self.alike.remove(0).person.no;
        if let Some(work) = &mut self.work {
            let told = work.case.tell_apart(other);
            work.running.set(&told.0, &told.1);
            self.keep(Some(told), desk);
        }
        let said = desk.say("toast-not-the-same");
        desk.toast(said);
    }
}

/// Has whoever was found elsewhere admitted, once that is confirmed.
pub(super) fn admit(state: &mut State) {
    state.on(|intake: &mut Intake, desk| intake.elsewhere.admit(desk));
}
