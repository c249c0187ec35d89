//! Names for the numbers and ids that the office answers with.

use super::Session;
use super::failure::Failure;
use super::profile::Pick;
use crate::desk::keymap::Keymap;
use crate::desk::state::{Desk, Settings};
use crate::domain::ids::{BranchNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::profile::{Profile, Text};
use crate::domain::staff::{Branch, Staff};
use crate::locale::Language;
use crate::profiles;
use crate::protocol::{Answer, Client, ClientError, DeskView, Query, Refusal};

/// There is no such branch.
#[derive(Debug, thiserror::Error)]
#[error("no branch is called {name:?}; there are: {}", known.join(", "))]
pub struct NoSuchBranch {
    /// As given.
    pub name: String,
    /// Those there are, each with its number.
    pub known: Vec<String>,
}

/// The desk's staff, branches and profile, to name what answers refer to by number or id.
pub struct Known {
    view: DeskView,
    profile: Option<Profile>,
    pick: Pick,
    /// What the office itself is called.
    office: String,
}

impl Known {
    /// Asks the office.
    pub fn ask(client: &mut Client, session: &Session<'_>) -> Result<Known, Failure> {
        let view = match client.ask(Query::Desk)? {
            Answer::Desk(view) => view,
            Answer::SignIn(_) => return Err(ClientError::from(Refusal::SignIn).into()),
            _ => return Err(ClientError::Astray.into()),
        };
        let pin = view
            .pin
            .clone()
            .ok_or(Refusal::NotOpened)
            .map_err(ClientError::from)?;
        let mut profile = None;
        // A stranger is refused here, by name, and not told that there is nothing.
        if let Answer::Profile(source) = client.ask(Query::Profile(pin.clone()))? {
            // It was read when it was adopted; should it not read any more, ids stand for titles.
            profile = profiles::parse(&pin.profile, &source).ok();
        }
        Ok(Known {
            view: *view,
            profile,
            pick: session.pick(),
            office: session.texts.get("words-office"),
        })
    }

    /// The profile in force, where it can be read.
    pub fn profile(&self) -> Option<&Profile> {
        self.profile.as_ref()
    }

    /// A desk to whose words staff and branches have their names.
    pub fn desk(&self, language: Language) -> Desk {
        let settings = Settings {
            language,
            ..Settings::default()
        };
        let mut desk = Desk::new(settings, Keymap::default(), Moment::default());
        desk.view = Some(Box::new(self.view.clone()));
        desk
    }

    /// Every branch.
    pub fn branches(&self) -> &[Branch] {
        &self.view.branches
    }

    /// Everyone on the staff, and who was.
    pub fn everyone(&self) -> &[Staff] {
        &self.view.staff
    }

    /// Where whoever asks works.
    pub fn mine(&self) -> Option<BranchNo> {
        self.view.me.as_ref().map(|me| me.branch)
    }

    /// A member of staff's name; the number where there is none. Zero is the office itself.
    pub fn staff(&self, no: StaffNo) -> String {
        let member = self.view.staff.iter().find(|member| member.no == no);
        match member {
            Some(member) => member.name.clone(),
            None if no == StaffNo(0) => self.office.clone(),
            None => no.to_string(),
        }
    }

    /// A branch's name.
    pub fn branch(&self, no: BranchNo) -> String {
        let branch = self.view.branches.iter().find(|branch| branch.no == no);
        branch.map_or_else(|| no.to_string(), |branch| branch.name.clone())
    }

    /// The branch of a number or name as typed.
    pub fn branch_called(&self, text: &str) -> Result<BranchNo, NoSuchBranch> {
        let folded = crate::arabic::fold::fold_text(text);
        let called = self.view.branches.iter().find(|branch| {
            branch.no.to_string() == folded
                || crate::arabic::fold::fold_text(&branch.name) == folded
        });
        called.map(|branch| branch.no).ok_or_else(|| {
            let listed = self.view.branches.iter();
            NoSuchBranch {
                name: text.to_owned(),
                known: listed
                    .map(|branch| format!("{} {}", branch.no, branch.name))
                    .collect(),
            }
        })
    }

    /// A service's title; its id where the profile in force does not have it.
    pub fn service(&self, id: &str) -> String {
        let service = self.profile().and_then(|profile| profile.service(id));
        self.named(service.map(|one| &one.title), id)
    }

    /// A category's title.
    pub fn category(&self, id: &str) -> String {
        let category = self.profile().and_then(|profile| profile.category(id));
        self.named(category.map(|one| &one.title), id)
    }

    /// A channel's title.
    pub fn channel(&self, id: &str) -> String {
        let channel = self.profile().and_then(|profile| profile.channel(id));
        self.named(channel.map(|one| &one.title), id)
    }

    /// A paper's title.
    pub fn paper(&self, id: &str) -> String {
        let paper = self.profile().and_then(|profile| profile.paper(id));
        self.named(paper.map(|one| &one.title), id)
    }

    /// A title; the id where the profile in force has none for it.
    pub fn named(&self, title: Option<&Text>, id: &str) -> String {
        title.map_or(id, |title| (self.pick)(title)).to_owned()
    }
}
