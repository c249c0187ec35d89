//! Two lists shown beside the queues of requests: people to contact unasked, and suggestions and complaints. Their
//! counts stand with the queues and at reception, and Enter opens their screens.

use super::outreach::Outreach;
use super::voice::Voice;
use crate::desk::state::Desk;

/// One of these lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// People to contact (المبادرة بالتواصل).
    Outreach,
    /// Suggestions and complaints that wait for an answer.
    Voices,
}

impl Beside {
    pub(super) const ALL: [Beside; 2] = [Beside::Outreach, Beside::Voices];

    fn id(self) -> &'static str {
        match self {
            Beside::Outreach => "outreach",
            Beside::Voices => "voices",
        }
    }

    /// In a word or two.
    pub(super) fn name(self, desk: &Desk) -> String {
        desk.say(&format!("beside-{}", self.id()))
    }

    /// How many wait, once the office has told.
    pub(super) fn count(self, desk: &Desk) -> Option<u32> {
        let counts = desk.view.as_ref().map(|view| &view.counts)?;
        Some(match self {
            Beside::Outreach => counts.outreach,
            Beside::Voices => counts.voices,
        })
    }

    /// How many wait and what opens them.
    pub(super) fn about(self, desk: &Desk) -> String {
        let count = self.count(desk).unwrap_or(0);
        let id = format!("beside-{}-count", self.id());
        let said = desk.say_with(&id, &[("count", count.into())]);
        format!("{said} {}", desk.say("beside-open"))
    }

    pub(super) fn open(self, desk: &mut Desk) {
        match self {
            Beside::Outreach => desk.open(Box::new(Outreach::default())),
            Beside::Voices => desk.open(Box::new(Voice::waiting())),
        }
    }
}

/// A count, or nothing while the office has not told.
pub(super) fn number(count: Option<u32>) -> String {
    count.map_or_else(String::new, |count| count.to_string())
}
