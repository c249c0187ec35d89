//! The desk as line prompts (`--plain`): for screen readers, and for terminals that can do no more than print lines.
//!
//! It asks the same fields as the screens, checks them by the same definitions, and sends the same orders.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use super::form::plain::{Asked, ask};
use super::form::{Choice, Field, Kind};
use super::intake::{Intake, Next, Step};
use super::screens::kept::is_intake;
use super::state::Desk;
use super::widget::text_field::Manner;
use super::words;
use crate::arabic::clean_line;
use crate::domain::draft::About;
use crate::domain::ids::{DraftNo, Entity, PersonNo, RequestNo};
use crate::domain::profile::Profile;
use crate::profiles;
use crate::protocol::{Answer, Client, ClientError, Done, Made, Order, Query, Refusal};

/// Why it ended before its time.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// The terminal, or what stands in its place.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The office.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The desk has not been opened, or not to this user.
    #[error("{0}")]
    Closed(String),
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// This request was submitted.
    Submitted(RequestNo),
    /// This request waits for papers.
    AwaitsPapers(RequestNo),
    /// Input ended; the draft is kept.
    Early,
}

/// What talks to the office and to the person at the terminal.
struct Talk<'a, I, O> {
    client: &'a mut Client,
    desk: &'a Desk,
    input: &'a mut I,
    out: &'a mut O,
    draft: Option<DraftNo>,
    /// Whose file stands in what is asked, and whether what is masked of it is shown.
    person: Option<PersonNo>,
    shown: bool,
}

/// Takes one request in, line by line.
///
/// # Errors
/// When the terminal or the office fails. What was said is in the draft.
pub fn run(
    client: &mut Client,
    desk: &Desk,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> Result<Ended, PlainError> {
    let view = match client.ask(Query::Desk)? {
        Answer::Desk(view) => view,
        Answer::SignIn(_) => return Err(ClientError::from(Refusal::SignIn).into()),
        _ => return Err(ClientError::Astray.into()),
    };
    let (Some(_), Some(pin)) = (&view.me, &view.pin) else {
        return Err(PlainError::Closed(desk.say("plain-not-opened")));
    };
    let Answer::Profile(source) = client.ask(Query::Profile(pin.clone()))? else {
        return Err(ClientError::Astray.into());
    };
    let profile = profiles::parse(&pin.profile, &source)
        .map_err(|error| PlainError::Closed(error.to_string()))?;
    let mut talk = Talk {
        client,
        desk,
        input,
        out,
        draft: None,
        person: None,
        shown: false,
    };
    match talk.begin(Arc::new(profile), view.now.date())? {
        Some(intake) => talk.take_in(intake),
        None => Ok(Ended::Early),
    }
}

impl<I: BufRead, O: Write> Talk<'_, I, O> {
    fn say(&mut self, id: &str) -> io::Result<()> {
        writeln!(self.out, "{}", self.desk.say(id))
    }

    /// Asks one field; `None` where input ended.
    fn field(
        &mut self,
        field: &Field,
        values: &mut super::form::Values,
    ) -> Result<Option<()>, PlainError> {
        loop {
            let texts = &self.desk.texts;
            match ask(field, values, texts, self.shown, self.input, self.out)? {
                Asked::Filled => return Ok(Some(())),
                Asked::Ended => return Ok(None),
                Asked::Reveal => self.reveal()?,
            }
        }
    }

    /// Shows what is masked once that is on record. What was typed here alone is nobody's record yet.
    fn reveal(&mut self) -> Result<(), PlainError> {
        let revealed = match self.person {
            Some(person) => self.client.order(Order::Reveal(Entity::Person(person))),
            None => {
                self.shown = true;
                return Ok(());
            }
        };
        match revealed {
            Ok(_) => self.shown = true,
            Err(ClientError::Refused(refusal)) => {
                let said = words::refusal(self.desk, &refusal);
                writeln!(self.out, "{}", clean_line(&said))?;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Looks the visitor up: on file, in a draft of mine, or new.
    fn begin(
        &mut self,
        profile: Arc<Profile>,
        today: chrono::NaiveDate,
    ) -> Result<Option<Intake>, PlainError> {
        if let Answer::Drafts(drafts) = self.client.ask(Query::Drafts)?
            && let Some(last) = drafts.iter().find(|line| is_intake(line))
        {
            let mut values = super::form::Values::new();
            let label = format!(
                "{} {}",
                self.desk.say("plain-resume"),
                clean_line(&last.name)
            );
            let own = crate::domain::profile::Text {
                ar: label.clone(),
                en: label,
            };
            let resume = Field::new("resume", own, Kind::YesNo).required();
            if self.field(&resume, &mut values)?.is_none() {
                return Ok(None);
            }
            if values.get("resume").is_some_and(|answer| answer == "yes")
                && let Answer::Draft(draft) = self.client.ask(Query::Draft(last.no))?
            {
                self.draft = Some(draft.no);
                let mut intake = Intake::resume(profile, today, draft.about, draft.values);
                self.look_up(&mut intake)?;
                return Ok(Some(intake));
            }
        }
        let mut values = super::form::Values::new();
        let who = Field::new("who", "plain-who", Kind::Text(Manner::WORDS)).required();
        if self.field(&who, &mut values)?.is_none() {
            return Ok(None);
        }
        let typed = values.get("who").cloned().unwrap_or_default();
        let Answer::Found(found) = self.client.ask(Query::Find {
            text: typed.clone(),
            limit: 9,
        })?
        else {
            return Err(ClientError::Astray.into());
        };
        let mut about = About::default();
        if !found.is_empty() {
            let mut choices: Vec<Choice> = found
                .iter()
                .map(|line| {
                    let said = format!(
                        "{} · {} · {} · {}",
                        line.no,
                        clean_line(&line.name),
                        clean_line(&line.paper),
                        clean_line(&line.born)
                    );
                    Choice::new(
                        line.no.to_string(),
                        crate::domain::profile::Text {
                            ar: said.clone(),
                            en: said,
                        },
                    )
                })
                .collect();
            choices.push(Choice::new("new", "plain-new-person"));
            let which = Field::new("which", "plain-which", Kind::Choice(choices)).required();
            if self.field(&which, &mut values)?.is_none() {
                return Ok(None);
            }
            about.person = values
                .get("which")
                .and_then(|which| which.parse::<PersonNo>().ok());
        }
        let name = if about.person.is_some() {
            ""
        } else {
            typed.as_str()
        };
        let mut intake = Intake::begin(profile, today, about, name);
        self.look_up(&mut intake)?;
        Ok(Some(intake))
    }

    /// Takes in what the office has of person and request.
    fn look_up(&mut self, intake: &mut Intake) -> Result<(), PlainError> {
        if self.person != intake.about.person {
            self.person = intake.about.person;
            self.shown = false;
        }
        if let Some(request) = intake.about.request {
            if let Answer::Request(page) = self.client.ask(Query::Request(request))? {
                intake.know_request(*page);
            }
        } else if let Some(person) = intake.about.person
            && let Answer::Person(page) = self.client.ask(Query::Person(person))?
        {
            intake.know_person(page.person.no, page.person.facts, page.revision);
        }
        Ok(())
    }

    /// Keeps a field in the draft.
    fn keep(&mut self, intake: &Intake, field: &str) -> Result<(), PlainError> {
        let value = intake.values.get(field).cloned().unwrap_or_default();
        let order = Order::KeepDraft {
            draft: self.draft,
            about: intake.about,
            changed: vec![(field.to_owned(), value)],
            at: field.to_owned(),
        };
        if let Made::Draft(no) = self.client.order(order)?.made {
            self.draft = Some(no);
        }
        Ok(())
    }

    fn take_in(&mut self, mut intake: Intake) -> Result<Ended, PlainError> {
        for step in Step::ALL {
            writeln!(self.out, "\n== {} ==", self.desk.say(step.text()))?;
            if !self.ask_step(&mut intake, step, false)? {
                return self.early();
            }
            loop {
                match intake.next_order(step) {
                    Next::Complete => break,
                    Next::Order(saw, order) => {
                        let again = order.clone();
                        let done = match saw {
                            Some(saw) => self.client.order_on(saw, order.typed_into(self.draft)),
                            None => self.client.order(order.typed_into(self.draft)),
                        };
                        match done {
                            Ok(Done { made, .. }) => {
                                intake.made(&made);
                                self.keep(&intake, "name")?;
                            }
                            Err(ClientError::Refused(refusal)) => {
                                writeln!(
                                    self.out,
                                    "{}",
                                    clean_line(&words::refusal(self.desk, &refusal))
                                )?;
                                if !self.ask_step(&mut intake, step, true)? {
                                    return self.early();
                                }
                            }
                            Err(error) => return Err(error.into()),
                        }
                        self.look_up(&mut intake)?;
                        if intake.next_order(step) == Next::Order(saw, again) {
                            break;
                        }
                    }
                    Next::Unread(unread) => {
                        self.say(unread.why)?;
                        intake.values.remove(&unread.field);
                        if !self.ask_step(&mut intake, step, false)? {
                            return self.early();
                        }
                    }
                    Next::PapersMissing(_) => {
                        let Some(request) = intake.about.request else {
                            break;
                        };
                        self.client.order(Order::AwaitPapers(request))?;
                        self.drop_draft()?;
                        self.say("intake-awaits-papers")?;
                        return Ok(Ended::AwaitsPapers(request));
                    }
                }
            }
        }
        self.drop_draft()?;
        self.say("intake-submitted")?;
        match &intake.page {
            Some(page) => {
                if let Some(submission) = &page.request.submission {
                    let date = words::both_dates(self.desk, submission.reply_not_before);
                    let said = self
                        .desk
                        .say_with("done-reply-not-before", &[("date", date.as_str().into())]);
                    writeln!(self.out, "{} · {}", page.request.no, clean_line(&said))?;
                }
                Ok(Ended::Submitted(page.request.no))
            }
            None => Ok(Ended::Early),
        }
    }

    /// Asks what a step lacks: everything at first, then whatever an answer brought with it.
    fn ask_step(&mut self, intake: &mut Intake, step: Step, all: bool) -> Result<bool, PlainError> {
        let mut asked: Vec<String> = Vec::new();
        loop {
            let fields = intake.fields(step);
            let next = fields.iter().find(|field| {
                let answered = !all
                    && intake.values.contains_key(&field.id)
                    && field.problem(&intake.values).is_none();
                field.when.holds(&intake.values) && !asked.contains(&field.id) && !answered
            });
            let Some(field) = next else { return Ok(true) };
            asked.push(field.id.clone());
            if self.field(field, &mut intake.values)?.is_none() {
                return Ok(false);
            }
            if field.kind.takes_focus() {
                self.keep(intake, &field.id)?;
            }
        }
    }

    fn early(&mut self) -> Result<Ended, PlainError> {
        self.say("form-plain-ended")?;
        Ok(Ended::Early)
    }

    fn drop_draft(&mut self) -> Result<(), PlainError> {
        if let Some(draft) = self.draft.take() {
            self.client.order(Order::DropDraft(draft))?;
        }
        Ok(())
    }
}
