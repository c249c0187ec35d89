//! Codes to sign in with, for those who share a Unix user and have no PIN, or forgot it.

use super::Administration;
use crate::desk::errand::Errand;
use crate::desk::overlay::Confirmation;
use crate::desk::screens::doors;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::words;
use crate::domain::ids::StaffNo;
use crate::domain::pin::PinCode;
use crate::protocol::{Answer, Knock, Refusal};

/// Gives codes to sign in with.
#[derive(Default)]
pub(super) struct Codes {
    drawing: Option<(Tag, StaffNo)>,
    giving: Option<(Tag, StaffNo, PinCode)>,
}

/// Asks first: whatever PIN there is ends with it.
pub(super) fn give(state: &mut State) {
    state.on(|screen: &mut Administration, desk| {
        let Some(member) = screen.working(desk) else {
            return;
        };
        let no = member.no;
        let name = [("name", words::value(&member.name).into())];
        desk.confirm(Confirmation::new(
            desk.say_with("confirm-admin-code-title", &name),
            desk.say("confirm-admin-code-body"),
            move |state: &mut State| {
                state.on(|screen: &mut Administration, desk| {
                    screen.codes.drawing = Some((desk.run(Errand::Code), no));
                });
            },
        ));
    });
}

impl Codes {
    /// A code was drawn.
    pub(super) fn drawn(&mut self, tag: Tag, code: Option<PinCode>, desk: &mut Desk) {
        let drawing = self.drawing.take_if(|(drawing, _)| *drawing == tag);
        if let (Some((_, staff)), Some(code)) = (drawing, code) {
            let knock = Knock::GiveCode {
                staff,
                code: code.clone(),
            };
            self.giving = Some((desk.knock(knock), staff, code));
        }
    }

    /// It was given: it is shown until it is put away. Whether the answer was to this.
    pub(super) fn given(
        &mut self,
        tag: Tag,
        answer: &Result<Answer, Refusal>,
        desk: &mut Desk,
    ) -> bool {
        let Some((_, staff, code)) = self.giving.take_if(|(giving, ..)| *giving == tag) else {
            return false;
        };
        match answer {
            Ok(_) => {
                let args = [
                    ("name", words::value(&words::staff(desk, staff)).into()),
                    ("code", words::value(code.digits()).into()),
                ];
                desk.confirm(Confirmation::new(
                    desk.say_with("admin-code-title", &args),
                    desk.say("admin-code-body"),
                    |_| {},
                ));
            }
            Err(refusal) => doors::refused(desk, refusal),
        }
        true
    }
}
