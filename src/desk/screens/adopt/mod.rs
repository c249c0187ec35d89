//! Adopting an amended profile (اعتماد لائحة معدّلة, row 54): the files there are, what the chosen one says otherwise than
//! the version in force or where it is wrong, and a question before it holds.

mod draw;
mod told;

use std::path::Path;

use ratatui::layout::Rect;

use super::doors;
use super::reception::profile_adopted;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::errand::{Errand, Ran};
use crate::desk::overlay::Confirmation;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::words;
use crate::domain::profile::{Difference, Section, amendments};
use crate::profiles::{NotOffered, Offered, Offers};
use crate::protocol::{Done, Order, Refusal};

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("adopt-take", "command-adopt-take", take).when(|now| {
        let anything = now.is("selected") || now.is("typing");
        now.is("adopting") && anything && !now.is("reading")
    }),
    Command::new("adopt-read", "command-adopt-read", |state| {
        state.on::<Adopt>(|screen, desk| screen.read(desk));
    })
    .when(|now| now.is("adopting") && now.is("selected") && !now.is("reading")),
    Command::new("adopt-list", "command-adopt-list", |state| {
        state.on::<Adopt>(|screen, _| screen.reading = None);
    })
    .when(|now| now.is("adopting") && now.is("reading")),
    Command::new("adopt-look", "command-adopt-look", |state| {
        state.on::<Adopt>(|screen, desk| screen.look(desk));
    })
    .when(|now| now.is("adopting") && !now.is("reading")),
];

/// A file that may hold the amended profile.
struct Candidate {
    name: String,
    read: Result<Box<Offered>, NotOffered>,
}

/// What a candidate is to this desk.
enum Fit<'a> {
    /// A later version of its own profile, and what it says otherwise.
    Later(&'a Offered, Vec<(Section, Difference)>),
    /// No later version than the one in force.
    NotLater(&'a Offered),
    /// Another charity's.
    AnotherCharity(&'a Offered),
    /// No profile.
    Broken(&'a NotOffered),
}

/// An amended profile being chosen.
pub struct Adopt {
    /// How many open requests keep the version they were taken in under.
    open: u32,
    path: TextField,
    may_type: bool,
    /// Where one's own files are looked for.
    own: String,
    files: Option<Vec<Candidate>>,
    selection: Selection,
    looking: Option<Tag>,
    /// What was typed, while it is read.
    fetching: Option<Tag>,
    /// What was ordered, and which version it is.
    sent: Option<(Tag, u32)>,
    /// How far down one reads what the chosen one says.
    reading: Option<Selection>,
}

impl Adopt {
    /// With so many open requests that stay as they are.
    #[must_use]
    pub fn new(open: u32) -> Self {
        Self {
            open,
            path: TextField::new(Manner::PATH, ""),
            may_type: false,
            own: String::new(),
            files: None,
            selection: Selection::default(),
            looking: None,
            fetching: None,
            sent: None,
            reading: None,
        }
    }

    fn look(&mut self, desk: &mut Desk) {
        self.looking = Some(desk.run(Errand::Profiles));
    }

    fn files(&self) -> &[Candidate] {
        self.files.as_deref().unwrap_or_default()
    }

    fn chosen(&self) -> Option<&Candidate> {
        self.files().get(self.selection.selected()?)
    }

    fn is_typed(&self) -> bool {
        !self.path.text().trim().is_empty()
    }

    fn know(&mut self, offers: Offers, desk: &Desk) {
        let shipped = |one: &Offered| one.file.is_none();
        let charities = offers.charities.into_iter();
        // What ships with the program is offered where it amends this charity's own.
        let files = charities
            .filter(|one| !shipped(one) || matches!(fit(desk, one), Fit::Later(..)))
            .map(|one| Candidate {
                name: name_of(&one, desk),
                read: Ok(Box::new(one)),
            });
        let broken = offers.broken.into_iter().map(|why| Candidate {
            name: broken_name(&why),
            read: Err(why),
        });
        let mut files: Vec<Candidate> = files.chain(broken).collect();
        files.sort_by_key(|one| rank(desk, one));
        self.selection = Selection::new(files.len());
        self.files = Some(files);
    }

    /// What was typed and read stands first, in place of what stood there under its name.
    fn put_first(&mut self, candidate: Candidate) {
        let files = self.files.get_or_insert_default();
        files.retain(|one| one.name != candidate.name);
        files.insert(0, candidate);
        self.selection = Selection::new(files.len());
        self.path.set("");
    }

    fn read(&mut self, desk: &Desk) {
        if let Some(sheet) = self.chosen().map(|one| draw::sheet(desk, one)) {
            let height = u16::try_from(desk.page()).unwrap_or(u16::MAX);
            let width = desk.size.0.saturating_sub(2);
            self.reading = Some(Selection::new(sheet.stops(desk.rtl(), width, height)));
        }
    }
}

/// What a profile is to this desk.
fn fit<'a>(desk: &Desk, offered: &'a Offered) -> Fit<'a> {
    let Some(in_force) = &desk.profile else {
        return Fit::NotLater(offered);
    };
    let profile = &offered.profile;
    if profile.key != in_force.key {
        Fit::AnotherCharity(offered)
    } else if profile.version <= in_force.version {
        Fit::NotLater(offered)
    } else {
        Fit::Later(offered, amendments(in_force, profile))
    }
}

fn fit_of<'a>(desk: &Desk, candidate: &'a Candidate) -> Fit<'a> {
    match &candidate.read {
        Ok(offered) => fit(desk, offered),
        Err(why) => Fit::Broken(why),
    }
}

/// What can be adopted comes first; then what could be, were it mended.
fn rank(desk: &Desk, candidate: &Candidate) -> u8 {
    match fit_of(desk, candidate) {
        Fit::Later(..) => 0,
        Fit::Broken(_) => 1,
        Fit::NotLater(_) => 2,
        Fit::AnotherCharity(_) => 3,
    }
}

fn name_of(offered: &Offered, desk: &Desk) -> String {
    let file = offered.file.clone();
    file.unwrap_or_else(|| desk.say("adopt-shipped"))
}

fn broken_name(why: &NotOffered) -> String {
    let file = match why {
        NotOffered::Read { file, .. } => file,
        NotOffered::Profile(error) => &error.file,
        NotOffered::NotHere => "",
    };
    let name = Path::new(file).file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn take(state: &mut State) {
    state.on(|screen: &mut Adopt, desk| {
        if screen.sent.is_some() || screen.fetching.is_some() {
            return;
        }
        if screen.is_typed() && screen.may_type {
            let typed = screen.path.text().trim().to_owned();
            screen.fetching = Some(desk.run(Errand::Profile(typed)));
            return;
        }
        let Some(candidate) = screen.chosen() else {
            return;
        };
        let Fit::Later(offered, _) = fit_of(desk, candidate) else {
            let said = draw::status(desk, candidate);
            desk.warn(said);
            return;
        };
        let (version, source) = (offered.profile.version, offered.source.clone());
        let args = [("version", version.into()), ("count", screen.open.into())];
        desk.confirm(Confirmation::new(
            desk.say_with("confirm-adopt-title", &args),
            desk.say_with("confirm-adopt-body", &args),
            move |state: &mut State| {
                state.on(|screen: &mut Adopt, desk| {
                    let tag = desk.order(Order::AmendProfile { source }, None);
                    screen.sent = Some((tag, version));
                });
            },
        ));
    });
}

impl Screen for Adopt {
    fn name(&self) -> &'static str {
        "adopt"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("adopt-title")
    }

    fn note(&self, desk: &Desk) -> String {
        if self.fetching.is_some() {
            return desk.say("loading");
        }
        let in_force = desk.profile.as_ref().map_or(0, |profile| profile.version);
        desk.say_with("adopt-in-force", &[("version", in_force.into())])
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("adopting");
        snapshot.raise_if(self.reading.is_some(), "reading");
        snapshot.raise_if(self.may_type && self.reading.is_none(), "typing");
        snapshot.raise_if(self.chosen().is_some(), "selected");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.look(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(self.reading.as_mut().unwrap_or(&mut self.selection))
    }

    fn picked(&mut self, desk: &mut Desk) {
        if self.reading.is_none() {
            self.read(desk);
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        (self.may_type && self.reading.is_none()).then_some(&mut self.path)
    }

    fn ran(&mut self, tag: Tag, ran: Ran, desk: &mut Desk) {
        match ran {
            Ran::Profiles {
                offers,
                own,
                may_type,
            } if self.looking == Some(tag) => {
                self.looking = None;
                self.may_type = may_type;
                self.own = own.map_or_else(String::new, |own| own.display().to_string());
                self.know(offers, desk);
            }
            Ran::Profile(read) if self.fetching == Some(tag) => {
                self.fetching = None;
                match read {
                    Err(why @ NotOffered::Profile(_)) => self.put_first(Candidate {
                        name: broken_name(&why),
                        read: Err(why),
                    }),
                    // What was typed stays, to be mended.
                    Err(why) => {
                        let said = words::not_offered(&desk.texts, &why);
                        desk.warn(said);
                    }
                    Ok(offered) => self.put_first(Candidate {
                        name: name_of(&offered, desk),
                        read: Ok(offered),
                    }),
                }
            }
            _ => {}
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        let Some((_, version)) = self.sent.take_if(|(sent, _)| *sent == tag) else {
            return;
        };
        match done {
            Ok(_) => {
                let said = profile_adopted(desk, version);
                desk.toast(said);
                desk.close();
            }
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;
