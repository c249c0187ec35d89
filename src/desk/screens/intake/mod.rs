//! Intake (استقبال الطلب): person, need, papers, declaration, explanation, submission, as one form.
//!
//! What a step means at the office is [`crate::desk::intake`]'s to say; this screen sends what it names, one order
//! after the other, keeps the draft at every field, and puts the hand back where something is missing.

mod draw;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::layout::Rect;

use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::form::{FormEvent, Running, Values};
use crate::desk::intake::{Intake as Case, Next, Step};
use crate::desk::key::Key;
use crate::desk::overlay::Confirmation;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::wire::{Answer, Done, Notice, Order, Query, Refusal};
use crate::desk::words;
use crate::domain::draft::{About, Draft};
use crate::domain::ids::{ArrivalNo, DraftNo, Entity, PersonNo};
use crate::domain::profile::Profile;
use crate::domain::workflow::Step as Act;
use crate::protocol::Made;
use crate::protocol::query::{AlikeLine, Likes};

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
        let draft = match start {
            Start::Draft(no) => Some(no),
            Start::New(..) => None,
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
            fresh: draft.is_none(),
            waits: Vec::new(),
            alike: Vec::new(),
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
        self.look_alike(desk);
    }

    /// Asks for what the office has of the person and the request.
    fn look_up(&mut self, about: About, desk: &mut Desk) {
        match (about.request, about.person) {
            (Some(request), _) => self.ask(desk, Wait::Request, Query::Request(request)),
            (None, Some(person)) => self.ask(desk, Wait::Person, Query::Person(person)),
            (None, None) => {}
        }
    }

    /// Asks who looks like the person being typed. Someone on file is not looked for.
    fn look_alike(&mut self, desk: &mut Desk) {
        let Some(work) = self
            .work
            .as_ref()
            .filter(|work| work.case.about.person.is_none())
        else {
            self.alike.clear();
            return;
        };
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

    /// Keeps a field in the draft.
    fn keep(&mut self, changed: Option<(String, String)>, desk: &mut Desk) {
        self.unsaved.extend(changed);
        let Some(work) = &mut self.work else { return };
        if self.opening_draft.is_some() || self.done.is_some() {
            return;
        }
        work.sync();
        if self.draft.is_none() {
            // The first time, what was known before anything was typed goes in too, but for what is on file.
            self.unsaved.extend(work.case.own_values());
        }
        let at = work.at();
        let changed = std::mem::take(&mut self.unsaved);
        let order = Order::KeepDraft {
            draft: self.draft,
            about: work.case.about,
            changed: changed.clone().into_iter().collect(),
            at: at.clone(),
        };
        let tag = desk.order(order, None);
        self.waits.push((tag, Wait::Saved));
        self.sent_values.push((tag, changed));
        self.kept_at = at;
        self.saved = false;
        if self.draft.is_none() {
            self.opening_draft = Some(tag);
        }
    }

    /// Keeps where the hand is, where a draft is open and it is somewhere else than it says.
    fn keep_place(&mut self, desk: &mut Desk) {
        let moved = self
            .work
            .as_ref()
            .is_some_and(|work| work.at() != self.kept_at);
        if !self.unsaved.is_empty() || (self.draft.is_some() && moved) {
            self.keep(None, desk);
        }
    }

    /// A field was left: its value may bring other fields, or take some away.
    fn left(&mut self, field: &str, desk: &mut Desk) {
        let Some(work) = &mut self.work else { return };
        work.sync();
        let form = work.case.form();
        let ids = |running: &Running| {
            running
                .fields()
                .map(|field| field.id.clone())
                .collect::<Vec<_>>()
        };
        let before = ids(&work.running);
        let focus = work
            .running
            .focused()
            .map(|field| field.id.clone())
            .unwrap_or_default();
        let place = |ids: &[String], id: &str| ids.iter().position(|one| one == id);
        let on = place(&before, field)
            .zip(place(&before, &focus))
            .is_some_and(|(from, to)| to == from + 1);
        work.running.redefine(form);
        if on {
            // The next field may be another one now than when the hand moved on.
            let after = ids(&work.running);
            if let Some(next) = place(&after, field)
                .and_then(|at| after.get(at + 1))
                .filter(|next| **next != focus)
            {
                let next = next.clone();
                work.running.focus(&next);
            }
        }
        if LIKENESS.contains(&field) {
            self.look_alike(desk);
        }
    }

    /// Sends what stands between the office and the step the officer wants to be at; when nothing does, goes there.
    fn advance(&mut self, desk: &mut Desk) {
        // What opens a file or a request tells the draft so: it waits until there is one to tell.
        if self.is_busy() || self.opening_draft.is_some() {
            return;
        }
        let Some(work) = &mut self.work else { return };
        let Some(toward) = work.toward else { return };
        work.sync();
        for step in Step::ALL.into_iter().take(toward) {
            match work.case.next_order(step) {
                Next::Complete => {}
                Next::Order(saw, order) if !work.sent.contains(&order) => {
                    work.sent.push(order.as_ref().clone());
                    let tag = desk.order(order.typed_into(self.draft), saw);
                    self.waits.push((tag, Wait::Order));
                    return;
                }
                // It was sent, and the office keeps it in other words: cleaned, or split.
                Next::Order(..) => {}
                Next::Unread(unread) => {
                    work.toward = None;
                    work.running.focus(&unread.field);
                    let why = desk.say(unread.why);
                    desk.warn(why);
                    return;
                }
                Next::PapersMissing(kinds) => {
                    work.toward = None;
                    let names: Vec<String> = kinds
                        .iter()
                        .map(|kind| words::paper(desk, Some(&work.case.profile), kind))
                        .collect();
                    let names = names.join(&desk.say("list-comma"));
                    if let Some(field) = work.case.fields(Step::Papers).iter().find(|field| {
                        kinds.iter().any(|kind| {
                            field.id.starts_with(&format!("paper.{kind}."))
                                && field.kind.takes_focus()
                        })
                    }) {
                        work.running.focus(&field.id);
                    }
                    let said =
                        desk.say_with("papers-missing-say", &[("papers", names.as_str().into())]);
                    desk.warn(said);
                    return;
                }
            }
        }
        work.toward = None;
        work.sent.clear();
        if toward >= Step::ALL.len() {
            self.finish("intake-submitted", desk);
        }
    }

    /// The request is on its way: the draft is done with, and the visitor may go.
    fn finish(&mut self, text: &'static str, desk: &mut Desk) {
        self.done = Some(Finished { text });
        // What stood in the way does no longer.
        desk.toasts.clear();
        if let Some(draft) = self.draft {
            desk.order(Order::DropDraft(draft), None);
        }
        let arrival = self.work.as_ref().and_then(|work| work.case.about.arrival);
        if let Some(arrival) = arrival {
            desk.order(Order::LetVisitorGo(arrival), None);
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

    fn ask_same_person(&mut self, desk: &mut Desk) {
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
    fn is_person(&mut self, person: PersonNo, desk: &mut Desk) {
        self.alike.clear();
        if let Some(work) = &mut self.work {
            work.case.about.person = Some(person);
            let about = work.case.about;
            self.look_up(about, desk);
        }
        self.keep(None, desk);
    }

    fn other_person(&mut self, desk: &mut Desk) {
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

    fn await_papers(&mut self, desk: &mut Desk) {
        self.leave_by(desk, Order::AwaitPapers, "intake-awaits-papers");
    }

    fn leave_by(
        &mut self,
        desk: &mut Desk,
        order: impl FnOnce(crate::domain::ids::RequestNo) -> Order,
        text: &'static str,
    ) {
        let Some(page) = self.work.as_ref().and_then(|work| work.case.page.as_ref()) else {
            return;
        };
        let (no, revision) = (page.request.no, page.revision);
        let tag = desk.order(order(no), Some((Entity::Request(no), revision)));
        self.waits.push((tag, Wait::Leaving));
        self.done = None;
        if let Some(work) = &mut self.work {
            work.sent.clear();
        }
        self.leaving_text = text;
    }

    fn open_question(&mut self, desk: &mut Desk) {
        self.question = Some(TextField::new(Manner::spoken(desk.rtl()), ""));
    }

    fn drop_question(&mut self, _desk: &mut Desk) {
        self.question = None;
    }

    fn send_question(&mut self, desk: &mut Desk) {
        let Some(question) = self
            .question
            .as_ref()
            .map(|field| field.text().trim().to_owned())
        else {
            return;
        };
        if question.is_empty() {
            let said = desk.say("form-required");
            desk.warn(said);
            return;
        }
        self.leave_by(
            desk,
            |request| Order::Refer { request, question },
            "intake-referred",
        );
    }

    fn ask_drop(&mut self, desk: &mut Desk) {
        let title = desk.say("confirm-drop-draft");
        let body = desk.say("confirm-drop-draft-body");
        desk.confirm(Confirmation::new(title, body, |state: &mut State| {
            state.on(|intake: &mut Intake, desk| {
                if let Some(draft) = intake.draft.take() {
                    desk.order(Order::DropDraft(draft), None);
                }
                intake.done = Some(Finished {
                    text: "intake-dropped",
                });
                desk.close();
            });
        }));
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
            let at = Step::ALL
                .iter()
                .position(|step| *step == first)
                .unwrap_or(0);
            work.running.go_to_step(at);
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
        let mut title = desk.say("section-intake");
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
        let Some(work) = self.work.as_ref().filter(|_| self.done.is_none()) else {
            return;
        };
        work.running.snapshot(snapshot);
        snapshot.raise_if(self.draft.is_some(), "draft");
        snapshot.raise_if(!self.alike.is_empty(), "duplicates");
        let papers = work
            .running
            .step()
            .is_some_and(|(at, _)| Step::ALL.get(at) == Some(&Step::Papers));
        snapshot.raise_if(papers && self.may(Act::AwaitPapers), "papers-missing");
        snapshot.raise_if(self.may(Act::Refer), "can-refer");
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
                    self.look_alike(desk);
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
                    work.toward = Some(Step::ALL.len());
                    work.sent.clear();
                }
                self.advance(desk);
            }
            FormEvent::Barred(count) => {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                let said = desk.say_with("form-step-incomplete", &[("count", count.into())]);
                desk.warn(said);
            }
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.question.as_mut()
    }

    fn key(&mut self, _key: Key, desk: &mut Desk) {
        if self.done.is_some() {
            desk.go_home();
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        let Some(wait) = self.waits_for(tag) else {
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
        let Some(wait) = self.waits_for(tag) else {
            return;
        };
        if self.opening_draft == Some(tag) {
            self.opening_draft = None;
        }
        let sent = self.sent_values.iter().position(|(of, _)| *of == tag);
        let sent = sent
            .map(|at| self.sent_values.swap_remove(at).1)
            .unwrap_or_default();
        match (wait, done) {
            (Wait::Saved, Ok(done)) => {
                if let Made::Draft(no) = done.made {
                    self.draft = Some(no);
                }
                if self.done.is_some() {
                    // It was finished before its draft had a number.
                    if let Some(draft) = self.draft {
                        desk.order(Order::DropDraft(draft), None);
                    }
                } else if !self.unsaved.is_empty() {
                    self.keep(None, desk);
                }
                self.saved = self.unsaved.is_empty();
                self.advance(desk);
            }
            (Wait::Order, Ok(done)) => {
                let Some(work) = &mut self.work else { return };
                let about = work.case.about;
                work.case.made(&done.made);
                let now = work.case.about;
                self.look_up(now, desk);
                if about != now && self.draft.is_none() {
                    self.keep(None, desk);
                } else {
                    self.keep_place(desk);
                }
            }
            (Wait::Leaving, Ok(_)) => {
                self.question = None;
                let text = self.leaving_text;
                self.finish(text, desk);
            }
            (wait, Err(refusal)) => {
                let said = words::refusal(desk, &refusal);
                desk.warn(said);
                let gone = |no| refusal == Refusal::NotFound(Entity::Draft(no));
                if self.draft.is_some_and(gone) {
                    // Dropped from another terminal: the next field opens another.
                    self.draft = None;
                }
                if wait == Wait::Saved {
                    if let Some(work) = self.work.as_mut().filter(|_| self.draft.is_none()) {
                        work.toward = None;
                    }
                    // What was not kept is kept with the next field, unless it was typed anew since.
                    for (id, value) in sent {
                        self.unsaved.entry(id).or_insert(value);
                    }
                    return;
                }
                if let Some(work) = &mut self.work {
                    work.toward = None;
                    work.sent.clear();
                    let about = work.case.about;
                    // What it says now is fetched, so that doing it again is doing it on top.
                    self.look_up(about, desk);
                }
                self.back_to_trouble(&refusal);
            }
            _ => {}
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
        if !self.is_busy()
            && self.done.is_none()
            && (notice.read_afresh || notice.touched.iter().any(ours))
        {
            self.look_up(about, desk);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        self.draw_work(desk, canvas, area);
    }
}

impl Intake {
    /// Puts the hand where a refusal points.
    fn back_to_trouble(&mut self, refusal: &Refusal) {
        let Some(work) = &mut self.work else { return };
        let field = match refusal {
            Refusal::Invalid { field, .. } => field.clone(),
            Refusal::SameIdentity(_) => "id".to_owned(),
            _ => return,
        };
        work.running.focus(&field);
    }

    /// The profile it is worked by.
    fn profile(&self) -> Option<&Arc<Profile>> {
        self.work.as_ref().map(|work| &work.case.profile)
    }
}
