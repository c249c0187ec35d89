//! A person's page: what is stated of them, and their requests, latest first.

use ratatui::layout::Rect;

use super::access::Access;
use super::asking::Asking;
use super::copies;
use super::copying::{Copying, Number};
use super::doors;
use super::request::Request;
use super::telling::Telling;
use super::veil::Veil;
use crate::arabic::isolate::auto;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::overlay::Confirmation;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, after, below, first, upper};
use crate::desk::widget::list::Selection;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::copy::{DAYS, SubjectCopy};
use crate::domain::ids::{Entity, PersonNo};
use crate::domain::person::Facts;
use crate::protocol::query::PersonPage;
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal, Sight};

/// From this width on the facts stand beside the requests.
const BESIDE_FROM: u16 = 110;
/// Rows that the requests keep at the least.
const LIST: u16 = 6;

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("person-open", "command-person-open", |state| {
        state.on::<Person>(Person::open);
    })
    .when(|now| now.is("selected")),
    Command::new("person-request", "command-person-request", |state| {
        state.on::<Person>(|person, desk| {
            desk.open(super::intake::for_person(None, person.no));
        });
    })
    .when(|now| now.is("reception")),
    Command::new("person-reveal", "command-person-reveal", |state| {
        state.on::<Person>(|person, desk| person.veil.turn(desk, Entity::Person(person.no)));
    })
    .when(|now| now.is("masked")),
    Command::new("person-access", "command-person-access", |state| {
        state.on::<Person>(Person::open_access);
    })
    .when(|now| now.is("masked") && now.is("watches")),
    Command::new("person-copy-id", "command-person-copy-id", |state| {
        state.on::<Person>(|person, desk| person.copy_out(Number::Id, desk));
    })
    .when(|now| now.is("has-id")),
    Command::new(
        "person-copy-mobile",
        "command-person-copy-mobile",
        |state| {
            state.on::<Person>(|person, desk| person.copy_out(Number::Mobile, desk));
        },
    )
    .when(|now| now.is("has-mobile")),
    Command::new("person-copy", "command-person-copy", |state| {
        state.on::<Person>(subject_copy);
    })
    .when(|now| {
        let asks = now.is("reception") && now.is("masked") && !now.is("copy-due");
        asks || (now.is("supervisor") && now.is("copy-due"))
    }),
    Command::new("person-hand-over", "command-person-hand-over", |state| {
        state.on::<Person>(hand_over);
    })
    .when(|now| now.is("handing")),
    Command::new("person-channel", "command-person-channel", |state| {
        state.on::<Person>(|person, _| person.channel = person.channel.wrapping_add(1));
    })
    .when(|now| now.is("handing")),
    Command::new("person-keep-copy", "command-person-keep-copy", |state| {
        state.on::<Person>(|person, _| person.handing = None);
    })
    .when(|now| now.is("handing")),
];

/// Everything held about them: taken down that it is asked for, or handed over.
fn subject_copy(person: &mut Person, desk: &mut Desk) {
    let Some(page) = &person.page else { return };
    let no = person.no;
    if let Some(copy) = page.copy.as_ref().filter(|copy| copy.is_due()) {
        if copy.written.is_none() {
            let said = desk.say("invalid-not-written");
            return desk.warn(said);
        }
        let name = page.person.facts.name.line();
        person.handing = Some(TextField::new(Manner::spoken(desk.rtl()), &name));
        return;
    }
    let title = desk.say("copy-request-title");
    let body = desk.say_with("copy-request-body", &[("days", i64::from(DAYS).into())]);
    desk.confirm(Confirmation::new(title, body, move |state| {
        state.on::<Person>(|person, desk| {
            person
                .telling
                .tell_unseen(desk, Order::RequestCopy(no), Told::Asked);
        });
    }));
}

fn hand_over(person: &mut Person, desk: &mut Desk) {
    let Some(to) = person.handing.as_ref().map(|field| field.text().trim()) else {
        return;
    };
    if to.is_empty() {
        let said = desk.say("invalid-empty");
        return desk.warn(said);
    }
    let channels = desk.profile.as_ref().map(|profile| &profile.channels);
    let channel = channels.and_then(|all| all.get(person.channel % all.len().max(1)));
    let order = Order::HandOverCopy {
        person: person.no,
        to: to.to_owned(),
        channel: channel.map_or_else(String::new, |one| one.id.to_string()),
    };
    person.telling.tell_unseen(desk, order, Told::Handed);
}

/// What the office was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// That the subject's copy is asked for.
    Asked,
    /// That it was handed over.
    Handed,
}

/// A person's page.
pub struct Person {
    no: PersonNo,
    page: Option<Box<PersonPage>>,
    refused: Option<Refusal>,
    asking: Asking,
    veil: Veil,
    copying: Copying,
    telling: Telling<Told>,
    /// To whom the subject's copy is handed over, being typed.
    handing: Option<TextField>,
    /// Over which of the profile's channels.
    channel: usize,
    selection: Selection,
}

impl Person {
    /// The page of a file.
    #[must_use]
    pub fn new(no: PersonNo) -> Self {
        Self {
            no,
            page: None,
            refused: None,
            asking: Asking::default(),
            veil: Veil::default(),
            copying: Copying::default(),
            telling: Telling::default(),
            handing: None,
            channel: 0,
            selection: Selection::default(),
        }
    }

    /// The file's number and the name on it, once they are there.
    pub(super) fn known(&self) -> Option<(PersonNo, String)> {
        let page = self.page.as_ref()?;
        Some((self.no, page.person.facts.name.line()))
    }

    fn ask(&mut self, desk: &mut Desk) {
        self.asking.ask(desk, Query::Person(self.no));
    }

    fn open(&mut self, desk: &mut Desk) {
        let page = self.page.as_ref();
        let row = page.and_then(|page| page.requests.get(self.selection.selected()?));
        if let Some(row) = row {
            desk.open(Box::new(Request::new(row.request)));
        }
    }

    fn open_access(&mut self, desk: &mut Desk) {
        if let Some(page) = &self.page {
            let name = page.person.facts.name.line();
            desk.open(Box::new(Access::new(self.no, name)));
        }
    }

    fn copy_out(&mut self, number: Number, desk: &mut Desk) {
        self.copying.begin(number, Entity::Person(self.no), desk);
    }

    fn facts(&self, desk: &Desk, page: &PersonPage) -> Sheet {
        let mut sheet = Sheet::new();
        if let Some(copy) = page.copy.as_ref().filter(|copy| copy.is_due()) {
            let (left, part) = copies::days_left(desk, copy);
            sheet.said(left, part);
        }
        let mut value = |id: &str, text: Option<String>| {
            let label = desk.say(&format!("fact-{id}"));
            sheet.value(label, &text.unwrap_or_default(), Part::Plain);
        };
        let Facts {
            sex,
            born,
            nationality,
            paper,
            mobile,
            email,
            iban,
            home,
            household,
            consent,
            extra,
            ..
        } = &page.person.facts;
        let seen = self.veil.is_lifted();
        value(
            "id",
            if seen {
                paper.number().map(str::to_owned)
            } else {
                paper.masked()
            },
        );
        value(
            "mobile",
            mobile.as_ref().map(|mobile| match seen {
                true => mobile.local(),
                false => mobile.masked(),
            }),
        );
        value("sex", sex.map(|sex| desk.say(&format!("sex-{}", sex.id()))));
        value("nationality", Some(words::country(desk, nationality)));
        value(
            "city",
            home.city.as_ref().map(|city| city.as_str().to_owned()),
        );
        value(
            "district",
            home.district.as_ref().map(|district| match seen {
                true => district.as_str().to_owned(),
                false => "•••".to_owned(),
            }),
        );
        value("household", household.size.map(|size| size.to_string()));
        value(
            "income",
            household
                .monthly_income
                .map(|income| words::money(desk, income)),
        );
        value(
            "iban",
            iban.as_ref().map(|iban| match seen {
                true => iban.grouped(),
                false => iban.masked(),
            }),
        );
        value(
            "email",
            email.as_ref().map(|email| match seen {
                true => email.as_str().to_owned(),
                false => email.masked(),
            }),
        );
        if let Some(born) = born {
            let label = desk.say("fact-born");
            sheet.fact(label, words::written_date(desk, *born), Part::Plain);
        }
        for (id, text) in extra {
            let profile = desk.profile.as_deref();
            let label = words::field(desk, profile, id);
            match profile
                .and_then(|profile| profile.guards_field(id))
                .filter(|_| !seen)
            {
                Some(kind) => sheet.fact(label, words::hidden(desk, kind), Part::Quiet),
                None => sheet.value(label, text, Part::Plain),
            }
        }
        if !consent {
            sheet.said(desk.say("person-no-consent"), Part::Alarm);
        }
        sheet.fact(
            desk.say("fact-registered"),
            format!(
                "{} · {}",
                words::act(desk, page.person.registered),
                auto(&words::branch(desk, page.person.branch))
            ),
            Part::Quiet,
        );
        sheet
    }

    fn draw_requests(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect, page: &PersonPage) {
        if page.requests.is_empty() {
            canvas.paragraph(area, &desk.say("person-no-requests"), Part::Quiet);
            return;
        }
        let columns = [
            Column::new(desk.say("queues-column-number"), 10),
            Column::new(desk.say("fact-service"), 14).grow(1),
            Column::new(desk.say("person-column-stage"), 16),
            Column::new(desk.say("person-column-since"), 9).fold(1),
        ];
        let profile = desk.profile.as_deref();
        table::draw(canvas, area, &columns, &self.selection, true, |at| {
            let Some(row) = page.requests.get(at) else {
                return Vec::new();
            };
            vec![
                TableCell::value(row.request.to_string()),
                TableCell::said(words::service(desk, profile, &row.service)),
                TableCell::said(words::stage(desk, row.stage)),
                TableCell::said(words::wait(desk, row.since)),
            ]
        });
    }
}

impl Screen for Person {
    fn name(&self) -> &'static str {
        "person"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        let title = words::entity(desk, Entity::Person(self.no));
        match &self.page {
            Some(page) => format!("{title} · {}", words::value(&page.person.facts.name.line())),
            None => title,
        }
    }

    fn record(&self, _desk: &Desk) -> Option<Entity> {
        Some(Entity::Person(self.no))
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.page.is_some() && self.handing.is_none(), "masked");
        let due = self.page.as_ref().and_then(|page| page.copy.as_ref());
        let due = due.is_some_and(SubjectCopy::is_due);
        snapshot.raise_if(due && self.handing.is_none(), "copy-due");
        snapshot.raise_if(self.handing.is_some(), "handing");
        snapshot.raise_if(self.handing.is_some(), "typing");
        let has = |number: Number| {
            self.page
                .as_ref()
                .is_some_and(|page| number.of(&page.person.facts).is_some())
        };
        snapshot.raise_if(has(Number::Id), "has-id");
        snapshot.raise_if(has(Number::Mobile), "has-mobile");
        let selected = self.selection.selected().is_some();
        snapshot.raise_if(selected && self.handing.is_none(), "selected");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.ask(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.open(desk);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        let no = self.no;
        if !self.asking.heard(tag, desk, || Query::Person(no)) {
            return;
        }
        match answer {
            Ok(Answer::Person(page)) => {
                self.refused = None;
                let chosen = self.page.as_ref().zip(self.selection.selected());
                let chosen = chosen.and_then(|(page, at)| Some(page.requests.get(at)?.request));
                let at = |row: &crate::protocol::QueueRow| Some(row.request) == chosen;
                let at = page.requests.iter().position(at);
                self.selection.follow(page.requests.len(), at);
                self.page = Some(page);
            }
            Ok(_) => {}
            Err(refusal) => self.refused = Some(refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        if self.veil.done(tag, &done, desk) {
            return;
        }
        let facts = self.page.as_ref().map(|page| &page.person.facts);
        if self.copying.done(tag, &done, facts, desk) {
            return;
        }
        let Some(told) = self.telling.heard(tag) else {
            return;
        };
        if let Err(refusal) = done {
            return doors::refused(desk, &refusal);
        }
        match told {
            Told::Asked => {
                let said = desk.say("copy-requested");
                desk.toast(said);
            }
            Told::Handed => {
                self.handing = None;
                let said = desk.say("copy-handed-over");
                desk.toast(said);
            }
        }
        self.ask(desk);
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.handing.as_mut()
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let requests = self.page.as_ref().map(|page| &page.person.requests);
        let touches = |one: &Entity| match one {
            Entity::Person(no) => *no == self.no,
            Entity::Request(no) => requests.is_some_and(|requests| requests.contains(no)),
            _ => false,
        };
        if notice.concerns(touches) {
            self.ask(desk);
        }
    }

    fn sight(&self) -> Sight {
        Sight::Record(Entity::Person(self.no))
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(page) = &self.page else {
            if let Some(refusal) = &self.refused {
                canvas.paragraph(below(area, 1), &words::refusal(desk, refusal), Part::Alarm);
            }
            return;
        };
        let area = match &self.handing {
            Some(field) => {
                let channels = desk.profile.as_ref().map(|profile| &profile.channels);
                let channel = channels.and_then(|all| all.get(self.channel % all.len().max(1)));
                let channel = channel.map_or("", |one| desk.texts.pick(&one.title));
                let label = desk.say_with("copy-handing", &[("channel", channel.into())]);
                let line = upper(area, 1);
                let taken = canvas.text(line, &label, Part::Title);
                field.draw(canvas, after(line, taken + 2), true);
                canvas.rule(upper(below(area, 1), 1));
                below(area, 2)
            }
            None => area,
        };
        let facts = self.facts(desk, page);
        if area.width >= BESIDE_FROM {
            let half = area.width / 2;
            facts.draw(canvas, first(area, half), 0);
            canvas.divider(first(after(area, half + 1), 1));
            self.draw_requests(desk, canvas, after(area, half + 3), page);
        } else {
            let most = area.height.saturating_sub(LIST + 1);
            let rows = facts.rows(desk.rtl(), area.width).min(usize::from(most));
            let rows = u16::try_from(rows).unwrap_or(most);
            facts.draw(canvas, upper(area, rows), 0);
            canvas.rule(upper(below(area, rows), 1));
            self.draw_requests(desk, canvas, below(area, rows + 1), page);
        }
    }
}

#[cfg(test)]
mod tests;
