//! The common base of the study screen and the sitting screen: a request's page, the form being filled in, and the
//! order under way.

use std::sync::Arc;

use crate::desk::condition::Snapshot;
use crate::desk::form::{FormEvent, Running, Values};
use crate::desk::screens::asking::Asking;
use crate::desk::screens::doors;
use crate::desk::screens::kept::{Kept, Place};
use crate::desk::screens::pinned::Pinned;
use crate::desk::screens::study::work::{MINUTES, REASONS, Work};
use crate::desk::screens::telling::Telling;
use crate::desk::screens::veil::{self, Veil};
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::sheet::Sheet;
use crate::desk::words;
use crate::domain::ids::{Entity, RequestNo};
use crate::domain::profile::Profile;
use crate::domain::study::Verdict;
use crate::domain::workflow::{Blocked, Case, Step};
use crate::protocol::query::RequestPage;
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal, Sight};

/// A form being filled in.
pub struct Writing {
    /// For what.
    pub work: Work,
    /// About which request.
    pub no: RequestNo,
    /// The form.
    pub running: Running,
}

/// How an order ended.
pub enum Came {
    /// It was done.
    Done(Option<Work>),
    /// It was refused, and it is said why.
    Refused,
}

/// A request being worked on: its page, the form being filled in, and the order under way.
pub struct Bench {
    no: Option<RequestNo>,
    page: Option<Box<RequestPage>>,
    pinned: Pinned,
    asking: Asking,
    refused: Option<Refusal>,
    telling: Telling<(RequestNo, Option<Work>)>,
    writing: Option<Writing>,
    kept: Kept,
    veil: Veil,
    /// Whether what was told in confidence is wanted of every request that comes under the hand.
    reveals: bool,
}

impl Bench {
    /// One with a request on it, or with nothing.
    pub fn new(place: Place, no: Option<RequestNo>) -> Bench {
        Bench {
            no,
            page: None,
            pinned: Pinned::default(),
            asking: Asking::default(),
            refused: None,
            telling: Telling::default(),
            writing: None,
            kept: Kept::new(place),
            veil: Veil::default(),
            reveals: false,
        }
    }

    /// The request under the hand.
    pub const fn no(&self) -> Option<RequestNo> {
        self.no
    }

    /// What others see whoever sits here at.
    pub fn sight(&self) -> Sight {
        let record = self.no.map(Entity::Request);
        record.map_or(Sight::Nothing, Sight::Record)
    }

    /// Its page, once the office has told it.
    pub fn page(&self) -> Option<&RequestPage> {
        let page = self.page.as_deref()?;
        (Some(page.request.no) == self.no).then_some(page)
    }

    /// Why there is no page.
    pub const fn refused(&self) -> Option<&Refusal> {
        self.refused.as_ref()
    }

    /// The form being filled in.
    pub const fn writing(&self) -> Option<&Writing> {
        self.writing.as_ref()
    }

    /// The same, to be filled in.
    pub fn running(&mut self) -> Option<&mut Running> {
        self.writing.as_mut().map(|writing| &mut writing.running)
    }

    /// The profile it is worked by.
    pub fn profile(&self, desk: &Desk) -> Option<Arc<Profile>> {
        match self.page() {
            Some(page) => self.pinned.of(&page.request.pin, desk).cloned(),
            None => desk.profile.clone(),
        }
    }

    /// The request as its conditions are judged, by me and today.
    pub fn case<'a>(&'a self, desk: &Desk, profile: &'a Profile) -> Option<Case<'a>> {
        let page = self.page()?;
        Some(Case {
            request: &page.request,
            facts: &page.facts,
            profile,
            today: desk.now.date(),
            by: desk.me().map(|me| me.no).unwrap_or_default(),
        })
    }

    /// Whether a step can be taken now.
    pub fn can(&self, step: Step) -> bool {
        self.why_not(step).is_some_and(|why| why.is_none())
    }

    /// What stands in the way of a step; `None` where that is not known.
    pub fn why_not(&self, step: Step) -> Option<Option<Blocked>> {
        let mut steps = self.page()?.steps.iter();
        let found = steps.find(|(one, _)| *one == step);
        Some(match found {
            Some((_, may)) => may.as_ref().err().cloned(),
            None => Some(Blocked::NoSuchStep(step)),
        })
    }

    /// Shows what was told in confidence once that is on record, of this request and of those turned to after it; or
    /// hides it again.
    pub fn reveal(&mut self, desk: &mut Desk) {
        if let Some(no) = self.no {
            self.veil.turn(desk, Entity::Request(no));
            self.reveals = !self.veil.is_down();
        }
    }

    /// Whether what was told in confidence is hidden.
    pub const fn is_veiled(&self) -> bool {
        !self.veil.is_lifted()
    }

    /// An empty page about the request, with what was told in confidence hidden or shown.
    pub fn sheet(&self, desk: &Desk, profile: &Profile) -> Sheet {
        let need = self.page().and_then(|page| page.request.need.as_ref());
        self.veil.sheet(desk, Some(profile), need)
    }

    /// Whether there is anything that was told in confidence.
    fn is_guarded(&self, desk: &Desk) -> bool {
        let (Some(page), Some(profile)) = (self.page(), self.profile(desk)) else {
            return false;
        };
        veil::guards(&profile, page.request.need.as_ref())
    }

    /// Turns to another request.
    pub fn turn_to(&mut self, no: Option<RequestNo>, desk: &mut Desk) {
        if self.no == no {
            return;
        }
        self.no = no;
        self.veil.fall();
        self.refused = None;
        self.asking = Asking::default();
        self.ask(desk);
    }

    /// It has come into sight: what was asked before may never be answered.
    pub fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.kept.ask(desk);
        self.ask(desk);
    }

    fn ask(&mut self, desk: &mut Desk) {
        if let Some(no) = self.no {
            self.asking.ask(desk, Query::Request(no));
        }
    }

    /// Raises the flags of the work that can be done.
    pub fn snapshot(&self, desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.is_guarded(desk), "guarded");
        if let Some(writing) = &self.writing {
            writing.running.snapshot(snapshot);
            return;
        }
        let mine = self.page().is_some_and(|page| {
            let me = desk.me().map(|me| me.no);
            Some(page.request.officer) == me
        });
        snapshot.raise_if(!mine && self.can(Step::Take), "can-take");
        snapshot.raise_if(self.can(Step::HandBack), "can-hand-back");
        snapshot.raise_if(self.can(Step::Assign), "can-assign");
        snapshot.raise_if(self.can(Step::SendBack), "can-send-back");
        snapshot.raise_if(self.can(Step::Decide), "can-decide");
    }

    /// Whether a form is filled in or a list gone through.
    pub const fn sections(&self) -> &'static [&'static str] {
        if self.writing.is_some() {
            &["form"]
        } else {
            &["list"]
        }
    }

    /// All that was begun.
    pub fn begun(&mut self) -> &mut Kept {
        &mut self.kept
    }

    /// Something that was kept, away from any form.
    pub fn kept(&self, key: &str) -> &str {
        self.kept.begun(key)
    }

    /// Begins a piece of work, with what was left of it before; says why where it cannot be done.
    pub fn begin(&mut self, work: Work, desk: &mut Desk) {
        let (Some(page), Some(why)) = (self.page(), self.why_not(work.step())) else {
            let said = desk.say("referrals-wait");
            return desk.warn(said);
        };
        let Some(profile) = self.profile(desk) else {
            return;
        };
        if let Some(blocked) = why {
            let said = words::blocked(desk, Some(&profile), &blocked);
            return desk.warn(said);
        }
        let no = page.request.no;
        let key = work.key(no);
        let form = work.form(desk, &profile, page);
        let mut values = work.known(page);
        for field in form.steps.iter().flat_map(|step| &step.fields) {
            let begun = self.kept.begun(&format!("{key}{}", field.id));
            // What was said with a key is newer than what was left.
            let said = field.id == "verdict" && matches!(work, Work::Judge(_, Some(_)));
            if !begun.is_empty() && !said {
                values.insert(field.id.clone(), begun.to_owned());
            }
        }
        if let Work::Decide(_) = work {
            let minutes = self.kept.begun(&minutes_key(desk)).to_owned();
            values.entry(MINUTES.to_owned()).or_insert(minutes);
        }
        let known = |id: &str| values.get(id).is_some_and(|value| !value.is_empty());
        // To what is open, and where nothing is, to the end of what was written.
        let fields = || form.steps.iter().flat_map(|step| step.visible(&values));
        let open = fields().find(|field| !known(&field.id)).or(fields().last());
        let at = match &work {
            Work::Decide(_) if known(MINUTES) => REASONS.to_owned(),
            _ => open.map(|field| field.id.clone()).unwrap_or_default(),
        };
        let running = Running::resume(Arc::new(form), values, &at);
        self.writing = Some(Writing { work, no, running });
    }

    /// Judges that a criterion does not apply, which needs nothing more.
    pub fn does_not_apply(&mut self, criterion: String, desk: &mut Desk) {
        let work = Work::Judge(criterion, Some(Verdict::NotApplicable));
        match self.why_not(work.step()) {
            Some(None) => {
                let verdict = Verdict::NotApplicable.id().to_owned();
                let values = Values::from([("verdict".to_owned(), verdict)]);
                if let Some(order) = self.no.and_then(|no| work.order(no, &values)) {
                    self.order(order, Some(work), desk);
                }
            }
            // It says why not.
            _ => self.begin(work, desk),
        }
    }

    /// Tells the office to do something with the request as it was seen.
    pub fn order(&mut self, order: Order, work: Option<Work>, desk: &mut Desk) {
        let Some(page) = self.page() else { return };
        let (no, revision) = (page.request.no, page.revision);
        let saw = (Entity::Request(no), revision);
        let key = work.as_ref().map(|work| work.key(no));
        let tag = self.telling.tell(desk, order, saw, (no, work));
        if let (Some(tag), Some(key)) = (tag, key) {
            self.kept.goes_with(tag, &key);
        }
    }

    /// Something happened in the form.
    pub fn form_event(&mut self, event: &FormEvent, desk: &mut Desk) {
        let Some(writing) = &self.writing else { return };
        match event {
            FormEvent::Left { field, value, .. } => {
                let key = format!("{}{field}", writing.work.key(writing.no));
                let decides = matches!(writing.work, Work::Decide(_));
                if decides && field == MINUTES {
                    self.kept.keep(&minutes_key(desk), value, desk);
                } else {
                    self.kept.keep(&key, value, desk);
                }
            }
            FormEvent::Barred(_) => {
                let said = desk.say("invalid-empty");
                desk.warn(said);
            }
            FormEvent::Finished => self.send(desk),
            FormEvent::Edited { .. } | FormEvent::Step(_) => {}
        }
    }

    fn send(&mut self, desk: &mut Desk) {
        let Some(writing) = &self.writing else { return };
        if self.no != Some(writing.no) {
            return;
        }
        let work = writing.work.clone();
        if let Some(order) = work.order(writing.no, writing.running.values()) {
            self.order(order, Some(work), desk);
        }
    }

    /// Leaves the form; what is written in it is kept.
    pub fn leave(&mut self, desk: &mut Desk) {
        if let Some(event) = self.running().and_then(Running::leave) {
            self.form_event(&event, desk);
        }
        self.writing = None;
    }

    /// Takes in an answer; whether there is a page that is new.
    pub fn answered(
        &mut self,
        tag: Tag,
        answer: &Result<Answer, Refusal>,
        desk: &mut Desk,
    ) -> bool {
        if self.kept.heard(tag, answer, desk) {
            return false;
        }
        if self.pinned.heard(tag, answer) {
            return true;
        }
        let Some(no) = self.no else { return false };
        if !self.asking.heard(tag, desk, || Query::Request(no)) {
            return false;
        }
        match answer {
            Ok(Answer::Request(page)) if page.request.no == no => {
                self.refused = None;
                self.pinned.want(&page.request.pin, desk);
                self.page = Some(page.clone());
                if self.reveals && self.veil.is_down() && self.is_guarded(desk) {
                    self.veil.turn(desk, Entity::Request(no));
                }
                true
            }
            Ok(_) => false,
            Err(refusal) => {
                self.refused = Some(refusal.clone());
                false
            }
        }
    }

    /// Takes in what became of an order; `None` where it was none of these.
    pub fn done(
        &mut self,
        tag: Tag,
        done: &Result<Done, Refusal>,
        desk: &mut Desk,
    ) -> Option<Came> {
        self.kept.done(tag, done, desk);
        if self.veil.done(tag, done, desk) {
            self.reveals = self.veil.is_lifted();
            return None;
        }
        let (no, work) = self.telling.heard(tag)?;
        self.ask(desk);
        match done {
            Ok(_) => {
                if work.is_some() && self.writing.as_ref().is_some_and(|one| one.no == no) {
                    self.writing = None;
                }
                let id = work.as_ref().map_or("queues-taken", Work::said);
                let said = desk.say_with(id, &[("number", no.to_string().into())]);
                desk.toast(said);
                Some(Came::Done(work))
            }
            // What was written stays, to be sent again on top of what changed.
            Err(refusal) => {
                doors::refused(desk, refusal);
                Some(Came::Refused)
            }
        }
    }

    /// Something changed at the office.
    pub fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let person = self.page().map(|page| page.request.person);
        if self
            .no
            .is_some_and(|no| notice.concerns_request(no, person))
        {
            self.ask(desk);
        }
    }
}

/// Under what the number of today's minutes is kept: a sitting lasts no longer than its day.
pub fn minutes_key(desk: &Desk) -> String {
    format!("{MINUTES} {}", desk.now.date())
}
