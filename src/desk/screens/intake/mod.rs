//! Intake (استقبال الطلب): person, need, papers, declaration, explanation, submission, as one form.
//!
//! What a step means at the office is [`crate::desk::intake`]'s to say; this screen sends what it names, one order
//! after the other, keeps the draft at every field, and puts the hand back where something is missing.

mod alike;
mod draw;
mod keeping;
mod orders;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::doors;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::form::{FormEvent, Running, Values};
use crate::desk::intake::{Intake as Case, Step};
use crate::desk::key::Key;
use crate::desk::screen::Screen;
use crate::desk::screens::elsewhere::Elsewhere;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::text_field::TextField;
use crate::desk::words;
use crate::domain::draft::{About, Draft};
use crate::domain::ids::{ArrivalNo, DraftNo, Entity, PersonNo};
use crate::domain::profile::Profile;
use crate::domain::workflow::Step as Act;
use crate::protocol::query::{AlikeLine, RequestPage};
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal, Sight};

/// Fields by which somebody already on file is recognised.
const LIKENESS: [&str; 4] = ["name", "id", "mobile", "born"];

/// What works while a request is taken in.
pub static COMMANDS: &[Command] = &[
    Command::new("same-as-stated", "command-same-as-stated", |state| {
        state.on(Intake::same)
    })
    .when(|now| now.is("comparing")),
    Command::new("set-aside", "command-set-aside", |state| state.desk.close()),
    Command::new("same-person", "command-same-person", |state| {
        state.on(Intake::ask_same_person)
    })
    .when(|now| now.is("duplicates")),
    Command::new("admit-person", "command-admit-person", |state| {
        state.on(|intake: &mut Intake, desk| intake.elsewhere.confirm(desk, alike::admit));
    })
    .when(|now| now.is("elsewhere")),
    Command::new("other-person", "command-other-person", |state| {
        state.on(Intake::other_person)
    })
    .when(|now| now.is("duplicates")),
    Command::new("await-papers", "command-await-papers", |state| {
        state.on(Intake::await_papers)
    })
    .when(|now| now.is("papers-missing")),
    Command::new("refer", "command-refer", |state| {
        state.on(Intake::open_question)
    })
    .when(|now| now.is("can-refer")),
    Command::new("send-question", "command-send-question", |state| {
        state.on(Intake::send_question)
    })
    .when(|now| now.is("asking")),
    Command::new("drop-question", "command-drop-question", |state| {
        state.on(Intake::drop_question)
    })
    .when(|now| now.is("asking")),
    Command::new("drop-draft", "command-drop-draft", |state| {
        state.on(Intake::ask_drop)
    })
    .when(|now| now.is("draft")),
];

/// A request being taken in.
pub struct Intake {
    start: Start,
    /// Nothing before the office has told what it begins with.
    work: Option<Work>,
    draft: Option<DraftNo>,
    /// A draft is being opened: what changes meanwhile waits for its number.
    opening_draft: Option<Tag>,
    unsaved: BTreeMap<String, String>,
    /// What is on its way to the draft.
    sent_values: Vec<(Tag, BTreeMap<String, String>)>,
    /// Where the draft says the hand is.
    kept_at: String,
    saved: bool,
    /// Nothing has been typed or told yet.
    fresh: bool,
    waits: Vec<(Tag, Wait)>,
    alike: Vec<AlikeLine>,
    /// Whoever has the identity number typed, where that is at another branch.
    elsewhere: Elsewhere,
    question: Option<TextField>,
    /// What is said once the order that ends this visit is done.
    leaving_text: &'static str,
    done: Option<Finished>,
}

/// Where it begins.
enum Start {
    New(About, Values),
    Draft(DraftNo),
}

/// The case and its form.
struct Work {
    case: Case,
    running: Running,
    /// The step that the officer wants to be at, while what stands before it is being sent.
    toward: Option<usize>,
    /// The orders sent on the way there, so that one that changes nothing is not sent for ever.
    sent: Vec<Order>,
}

/// What an answer is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    Draft,
    Person,
    Request,
    Alike,
    Order,
    Saved,
    /// The order after which the visitor goes.
    Leaving,
}

/// How it ended.
struct Finished {
    /// The text that says so.
    text: &'static str,
}

/// For someone new, with what is known of them by the form's fields: what was typed to look for them.
pub fn for_new(arrival: Option<ArrivalNo>, known: Values) -> Box<dyn Screen> {
    let about = About {
        arrival,
        ..About::default()
    };
    Box::new(Intake::at(Start::New(about, known)))
}

/// For someone on file.
pub fn for_person(arrival: Option<ArrivalNo>, person: PersonNo) -> Box<dyn Screen> {
    let about = About {
        arrival,
        person: Some(person),
        request: None,
    };
    Box::new(Intake::at(Start::New(about, Values::new())))
}

/// Where a request stands at the desk still.
pub fn for_request(person: PersonNo, request: crate::domain::ids::RequestNo) -> Box<dyn Screen> {
    let about = About {
        arrival: None,
        person: Some(person),
        request: Some(request),
    };
    Box::new(Intake::at(Start::New(about, Values::new())))
}

/// Where a draft was left.
pub fn resume(draft: DraftNo) -> Box<dyn Screen> {
    Box::new(Intake::at(Start::Draft(draft)))
}

impl Work {
    /// The field the hand is on.
    fn at(&self) -> String {
        let field = self.running.focused();
        field.map(|field| field.id.clone()).unwrap_or_default()
    }

    /// Takes what stands in the form over into the case. What was emptied in an earlier sitting stays known as empty.
    fn sync(&mut self) {
        let mut values = self.running.values().clone();
        let emptied = self
            .case
            .values
            .iter()
            .filter(|(_, value)| value.is_empty());
        for (id, value) in emptied {
            values.entry(id.clone()).or_insert_with(|| value.clone());
        }
        self.case.values = values;
    }
}

impl Intake {
    fn at(start: Start) -> Intake {
        let (draft, fresh) = match start {
            Start::Draft(no) => (Some(no), false),
            // Of somebody new nothing is told before they are registered, and by then the hand is further on.
            Start::New(about, _) => (None, about.person.is_some()),
        };
        Intake {
            start,
            work: None,
            draft,
            opening_draft: None,
            unsaved: BTreeMap::new(),
            sent_values: Vec::new(),
            kept_at: String::new(),
            saved: draft.is_some(),
            fresh,
            waits: Vec::new(),
            alike: Vec::new(),
            elsewhere: Elsewhere::default(),
            question: None,
            leaving_text: "intake-submitted",
            done: None,
        }
    }

    fn ask(&mut self, desk: &mut Desk, wait: Wait, query: Query) {
        let tag = desk.ask(query);
        self.waits.push((tag, wait));
    }

    fn waits_for(&mut self, tag: Tag) -> Option<Wait> {
        let at = self.waits.iter().position(|(of, _)| *of == tag)?;
        Some(self.waits.swap_remove(at).1)
    }

    fn is_busy(&self) -> bool {
        self.waits
            .iter()
            .any(|(_, wait)| matches!(wait, Wait::Order | Wait::Leaving))
    }

    /// Whether person or request are being looked up, and what is known of them may be of before.
    fn is_asking(&self) -> bool {
        self.waits
            .iter()
            .any(|(_, wait)| matches!(wait, Wait::Person | Wait::Request))
    }

    /// Begins, once the profile is known.
    fn begin(&mut self, desk: &mut Desk) {
        let Some(profile) = desk.profile.clone() else {
            return;
        };
        match &self.start {
            Start::Draft(no) => {
                let no = *no;
                self.ask(desk, Wait::Draft, Query::Draft(no));
            }
            Start::New(about, known) => {
                let case = Case::resume(profile, desk.now.date(), *about, known.clone());
                self.take_up(case, None, desk);
            }
        }
    }

    fn take_up(&mut self, case: Case, at: Option<&str>, desk: &mut Desk) {
        let form = case.form();
        let running = match at {
            Some(at) => Running::resume(form, case.values.clone(), at),
            // The identity number finds whoever is on file already: it comes right after the name.
            None if case.values.contains_key("name") => {
                Running::resume(form, case.values.clone(), "id")
            }
            None => Running::new(form, case.values.clone()),
        };
        let about = case.about;
        self.work = Some(Work {
            case,
            running,
            toward: None,
            sent: Vec::new(),
        });
        self.look_up(about, desk);
        self.look_alike(false, desk);
    }

    /// Asks for what the office has of the person and the request.
    fn look_up(&mut self, about: About, desk: &mut Desk) {
        match (about.request, about.person) {
            (Some(request), _) => self.ask(desk, Wait::Request, Query::Request(request)),
            (None, Some(person)) => self.ask(desk, Wait::Person, Query::Person(person)),
            (None, None) => {}
        }
    }

    fn same(&mut self, desk: &mut Desk) {
        let events = match &mut self.work {
            Some(work) => work.running.affirm(),
            None => return,
        };
        for event in events {
            self.form_event(event, desk);
        }
    }

    fn may(&self, act: Act) -> bool {
        let page = self.work.as_ref().and_then(|work| work.case.page.as_ref());
        page.is_some_and(|page| {
            page.steps
                .iter()
                .any(|(step, may)| *step == act && may.is_ok())
        })
    }

    /// What was told of person or request stands in the form where nothing was typed.
    fn told(&mut self, desk: &mut Desk) {
        let Some(work) = &mut self.work else { return };
        let form = work.case.form();
        work.running.refill(form, work.case.values.clone());
        if std::mem::take(&mut self.fresh) && work.case.about.person.is_some() {
            // Somebody on file with nothing missing: straight to what they come for.
            let first = work.case.first_incomplete();
            let mut steps = work.case.steps().iter();
            let at = steps.position(|step| *step == first).unwrap_or(0);
            work.running.go_to_step(at);
            if let Some(field) = work.case.first_unread_paper() {
                work.running.focus(&field);
            }
        }
        self.advance(desk);
    }
}

impl Screen for Intake {
    fn name(&self) -> &'static str {
        "intake"
    }

    fn sections(&self) -> &'static [&'static str] {
        if self.done.is_some() { &[] } else { &["form"] }
    }

    fn title(&self, desk: &Desk) -> String {
        let registers = self.work.as_ref().is_some_and(|work| work.case.registers());
        let mut title = desk.say(if registers {
            "act-register"
        } else {
            "section-intake"
        });
        if let Some(work) = &self.work {
            if let Some(request) = work.case.about.request {
                title = format!(
                    "{title} {}",
                    crate::arabic::isolate::ltr(&request.to_string())
                );
            }
            let name = work.running.value("name");
            if !name.is_empty() {
                title = format!("{title} · {}", crate::arabic::isolate::auto(name));
            }
        }
        title
    }

    fn note(&self, desk: &Desk) -> String {
        if self.done.is_some() {
            return String::new();
        }
        match (self.saved, self.is_busy()) {
            (_, true) => desk.say("intake-sending"),
            (true, _) => desk.say("form-draft-saved"),
            (false, _) => String::new(),
        }
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        if self.question.is_some() {
            snapshot.raise("typing");
            snapshot.raise("asking");
            return;
        }
        super::printing::snapshot(self.page(), snapshot);
        let open = self.page().filter(|_| self.done.is_none());
        super::scans::snapshot(open, snapshot);
        let Some(work) = self.work.as_ref().filter(|_| self.done.is_none()) else {
            return;
        };
        work.running.snapshot(snapshot);
        snapshot.raise_if(self.draft.is_some(), "draft");
        snapshot.raise_if(!self.alike.is_empty(), "duplicates");
        snapshot.raise_if(self.elsewhere.is_offered(), "elsewhere");
        let papers = work
            .running
            .step()
            .is_some_and(|(_, step)| step.id == Step::Papers.id());
        snapshot.raise_if(papers && self.may(Act::AwaitPapers), "papers-missing");
        snapshot.raise_if(self.may(Act::Refer), "can-refer");
    }

    fn subject(&self) -> Option<Entity> {
        let person = self.work.as_ref()?.case.about.person;
        person.map(Entity::Person)
    }

    fn shown(&mut self, desk: &mut Desk) {
        // What was being waited for when the line was lost is asked again; orders are sent again by their ids.
        self.waits
            .retain(|(_, wait)| matches!(wait, Wait::Order | Wait::Saved | Wait::Leaving));
        match self.work.as_ref().map(|work| work.case.about) {
            None => self.begin(desk),
            Some(about) => self.look_up(about, desk),
        }
    }

    fn leaving(&mut self, desk: &mut Desk) {
        self.keep_place(desk);
    }

    fn form(&mut self) -> Option<&mut Running> {
        if self.question.is_some() || self.done.is_some() {
            return None;
        }
        self.work.as_mut().map(|work| &mut work.running)
    }

    fn form_event(&mut self, event: FormEvent, desk: &mut Desk) {
        match event {
            FormEvent::Edited { field, .. } => {
                self.saved = false;
                if LIKENESS.contains(&field.as_str()) {
                    self.look_alike(true, desk);
                }
            }
            FormEvent::Left {
                field,
                value,
                changed,
            } => {
                self.left(&field, desk);
                if changed {
                    self.keep(Some((field, value)), desk);
                } else {
                    self.keep_place(desk);
                }
            }
            FormEvent::Step(step) => {
                if let Some(work) = &mut self.work {
                    work.toward = Some(step);
                    work.sent.clear();
                }
                self.advance(desk);
            }
            FormEvent::Finished => {
                if let Some(work) = &mut self.work {
                    work.toward = Some(work.case.steps().len());
                    work.sent.clear();
                }
                self.advance(desk);
            }
            FormEvent::Barred(count) => doors::barred(desk, count),
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.question.as_mut()
    }

    fn key(&mut self, _key: Key, desk: &mut Desk) {
        match &self.done {
            // From a queue or a page; back to it.
            Some(done) if done.text == "intake-registered" => desk.close(),
            Some(_) => desk.go_home(),
            None => {}
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        let Some(wait) = self.waits_for(tag) else {
            self.elsewhere.answered(tag, answer);
            return;
        };
        let answer = match answer {
            Ok(answer) => answer,
            Err(refusal) => {
                let said = words::refusal(desk, &refusal);
                desk.warn(said);
                return;
            }
        };
        match (wait, answer) {
            (Wait::Draft, Answer::Draft(draft)) => {
                let Draft {
                    about, values, at, ..
                } = *draft;
                let Some(profile) = desk.profile.clone() else {
                    return;
                };
                let case = Case::resume(profile, desk.now.date(), about, values);
                self.take_up(case, Some(&at), desk);
            }
            (Wait::Person, Answer::Person(page)) => {
                if let Some(work) = &mut self.work {
                    work.sync();
                    work.case
                        .know_person(page.person.no, page.person.facts, page.revision);
                }
                self.told(desk);
            }
            (Wait::Request, Answer::Request(page)) => {
                if let Some(work) = &mut self.work {
                    work.sync();
                    work.case.know_request(*page);
                }
                self.told(desk);
            }
            (Wait::Alike, Answer::Alike(alike)) => {
                // Only the answer to the last keystroke counts.
                if !self.waits.iter().any(|(_, wait)| *wait == Wait::Alike)
                    && let Some(work) = &self.work
                {
                    let known = &work.case.not_the_same;
                    self.alike = alike
                        .into_iter()
                        .filter(|line| !known.contains(&line.person.no))
                        .collect();
                }
            }
            _ => {}
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        let form = self.work.as_mut().map(|work| &mut work.running);
        if form.is_some_and(|form| form.heard(tag, done.is_ok())) {
            if let Err(refusal) = done {
                doors::refused(desk, &refusal);
            }
        } else if self.waits.iter().any(|(of, _)| *of == tag) {
            self.ordered(tag, done, desk);
        } else if let Some(person) = self.elsewhere.done(tag, done, desk) {
            self.is_person(person, desk);
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let Some(about) = self.work.as_ref().map(|work| work.case.about) else {
            return;
        };
        let ours = |entity: &Entity| {
            about
                .request
                .is_some_and(|no| *entity == Entity::Request(no))
                || about.person.is_some_and(|no| *entity == Entity::Person(no))
        };
        if !self.is_busy() && self.done.is_none() && (notice.concerns(ours)) {
            self.look_up(about, desk);
        }
    }

    fn sight(&self) -> Sight {
        let about = self.work.as_ref().map(|work| work.case.about);
        let Some(about) = about else {
            return Sight::Nothing;
        };
        let request = about.request.map(Entity::Request);
        let record = request.or(about.person.map(Entity::Person));
        record.map_or(Sight::Nothing, Sight::Record)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        self.draw_work(desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;

impl Intake {
    /// The request as the office has it, once it is open.
    pub(super) fn page(&self) -> Option<&RequestPage> {
        self.work.as_ref().and_then(|work| work.case.page.as_ref())
    }

    /// The paper whose fields the hand is on.
    pub(super) fn paper_under_hand(&self) -> Option<String> {
        let at = self.work.as_ref()?.at();
        let (paper, _) = at.strip_prefix("paper.")?.rsplit_once('.')?;
        Some(paper.to_owned())
    }

    /// The profile it is worked by.
    pub(super) fn profile(&self) -> Option<&Arc<Profile>> {
        self.work.as_ref().map(|work| &work.case.profile)
    }
}
