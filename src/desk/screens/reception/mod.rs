//! Reception, the home of the desk (الاستقبال): the waiting line, my open drafts, today's counts.
//!
//! It never closes, so it is also who keeps what the desk knows of itself fresh.

mod arrival;
mod draw;

use ratatui::layout::Rect;

use self::arrival::NewArrival;
use super::asking::Asking;
use super::beside::Beside;
use super::calibration::Calibration;
use super::kept::is_intake;
use super::{doors, enquiries, find, first_run, stranger};
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::overlay::Confirmation;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::TextField;
use crate::domain::arrival::{Turn, Visitor};
use crate::domain::ids::{ArrivalNo, Entity};
use crate::domain::request::Pin;
use crate::locale::Arg;
use crate::protocol::query::{DraftLine, LineRow};
use crate::protocol::{Answer, DeskView, Done, Made, Notice, Order, Query, Refusal};

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
    Command::new("serve", "command-serve", |state| state.on(Reception::serve)).when(|now| {
        let may = now.is("opened") && now.is("reception");
        may && now.is("selected") && !now.is("adding") && !now.is("beside")
    }),
    Command::new("beside-open", "command-beside-open", |state| {
        state.on(Reception::open_beside);
    })
    .when(|now| now.is("opened") && now.is("beside") && !now.is("adding")),
    Command::new("arrival", "command-arrival", |state| {
        state.on(|screen: &mut Reception, desk| screen.add(desk));
    })
    .when(|now| now.is("opened") && now.is("reception") && !now.is("adding")),
    Command::new("arrival-on", "command-arrival-on", |state| {
        state.on(Reception::add_on);
    })
    .when(|now| now.is("adding")),
    Command::new("arrival-field", "command-arrival-field", |state| {
        state.on(|screen: &mut Reception, _| screen.arrival.turn());
    })
    .when(|now| now.is("adding"))
    .quiet(),
    Command::new("arrival-leave", "command-arrival-leave", |state| {
        state.on(|screen: &mut Reception, _| screen.adding = false);
    })
    .when(|now| now.is("adding")),
    Command::new("other-list", "command-other-list", |state| {
        state.on(|screen: &mut Reception, _| screen.side = screen.side.other());
    })
    .when(|now| now.is("opened") && !now.is("adding")),
    Command::new("let-go", "command-let-go", let_go).when(|now| {
        now.is("line") && now.is("selected") && now.is("reception") && !now.is("adding")
    }),
    Command::new("find", "command-find", |state| {
        state.desk.open(Box::new(find::Find::new(None, "")));
    })
    .when(|now| now.is("opened")),
    Command::new("enquiries", "command-enquiries", |state| {
        let screen = enquiries::Enquiries::new(&state.desk);
        state.desk.open(Box::new(screen));
    })
    .when(|now| now.is("opened") && now.is("reception")),
];

/// The list with the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Line,
    Drafts,
    Beside,
}

impl Side {
    const fn other(self) -> Self {
        match self {
            Self::Line => Self::Drafts,
            Self::Drafts => Self::Beside,
            Self::Beside => Self::Line,
        }
    }
}

/// What was ordered and is not done yet.
enum Ordered {
    /// To note an arrival.
    Received(Tag),
    /// To call this visitor.
    Called(Tag, LineRow),
    /// To let someone go.
    LetGo(Tag),
}

impl Ordered {
    const fn tag(&self) -> Tag {
        match self {
            Self::Received(tag) | Self::Called(tag, _) | Self::LetGo(tag) => *tag,
        }
    }
}

/// The waiting line, my drafts, today's counts.
pub struct Reception {
    calibrated: bool,
    settled: bool,
    standing: Asking,
    counts: Asking,
    profile: Asking,
    pinned: Option<Pin>,
    line: Asking,
    drafts: Asking,
    waiting: Vec<LineRow>,
    open: Vec<DraftLine>,
    side: Side,
    at_line: Selection,
    at_draft: Selection,
    at_beside: Selection,
    adding: bool,
    arrival: NewArrival,
    ordered: Vec<Ordered>,
}

impl Default for Reception {
    fn default() -> Self {
        Self::new()
    }
}

impl Reception {
    /// Before the office has told anything.
    #[must_use]
    pub fn new() -> Self {
        Self {
            calibrated: false,
            settled: false,
            standing: Asking::default(),
            counts: Asking::default(),
            profile: Asking::default(),
            pinned: None,
            line: Asking::default(),
            drafts: Asking::default(),
            waiting: Vec::new(),
            open: Vec::new(),
            side: Side::Line,
            at_line: Selection::new(0),
            at_draft: Selection::new(0),
            at_beside: Selection::new(Beside::ALL.len()),
            adding: false,
            arrival: NewArrival::default(),
            ordered: Vec::new(),
        }
    }

    fn refresh(&mut self, desk: &mut Desk) {
        self.standing.ask(desk, Query::Desk);
        if self.settled {
            self.line.ask(desk, Query::Line);
            self.drafts.ask(desk, Query::Drafts);
        }
    }

    /// What the desk is to me: not opened yet, not mine, or home.
    fn know(&mut self, view: Box<DeskView>, desk: &mut Desk) {
        let pin = view.pin.clone();
        let mine = view.me.is_some();
        desk.learn(view);
        if let Some(pin) = pin.clone()
            && self.pinned.as_ref() != Some(&pin)
        {
            self.profile.ask(desk, Query::Profile(pin.clone()));
            if self.pinned.is_some() {
                // Whoever sits at a desk is told that the policy was amended (row 54).
                let said = profile_adopted(desk, pin.version);
                desk.toast(said);
            }
            self.pinned = Some(pin);
        }
        if self.settled {
            return;
        }
        match (pin, mine) {
            (None, _) => {
                let screen = first_run::FirstRun::new(desk);
                desk.replace(Box::new(screen));
            }
            (Some(_), false) => desk.replace(Box::new(stranger::Stranger::default())),
            (Some(_), true) => {
                self.settled = true;
                if desk.charities.asked_for {
                    let said = desk.say("profile-already-open");
                    desk.warn(said);
                }
                self.line.ask(desk, Query::Line);
                self.drafts.ask(desk, Query::Drafts);
            }
        }
    }

    fn know_line(&mut self, mut rows: Vec<LineRow>) {
        // Whoever waits comes before whoever stands at a counter: the first row is the next visitor.
        rows.sort_by_key(|row| (row.arrival.turn != Turn::Waiting, row.arrival.no));
        let chosen = self.chosen().map(|row| row.arrival.no);
        let place = |no: ArrivalNo| rows.iter().position(|row| row.arrival.no == no);
        let at = chosen.and_then(place);
        self.at_line.set_rows(rows.len());
        if let Some(at) = at {
            self.at_line.select(at);
        }
        self.waiting = rows;
    }

    fn know_drafts(&mut self, mut rows: Vec<DraftLine>) {
        rows.retain(is_intake);
        rows.sort_by_key(|row| std::cmp::Reverse(row.touched));
        let chosen = self.at_draft.selected().and_then(|at| self.open.get(at));
        let place = |no| rows.iter().position(|row| row.no == no);
        let at = chosen.map(|row| row.no).and_then(place);
        self.at_draft.set_rows(rows.len());
        if let Some(at) = at {
            self.at_draft.select(at);
        }
        self.open = rows;
    }

    fn chosen(&self) -> Option<&LineRow> {
        self.waiting.get(self.at_line.selected()?)
    }

    /// Calls the visitor, or goes on with the draft.
    fn serve(&mut self, desk: &mut Desk) {
        if self.side == Side::Drafts {
            if let Some(draft) = self.at_draft.selected().and_then(|at| self.open.get(at)) {
                doors::resume(desk, draft.no);
            }
            return;
        }
        let Some(row) = self.chosen().cloned() else {
            return;
        };
        // Where somebody is with them, shown here already or not, the office says who.
        self.call(row, desk);
    }

    fn open_beside(&mut self, desk: &mut Desk) {
        if let Some(beside) = self.at_beside.selected().and_then(|at| Beside::ALL.get(at)) {
            beside.open(desk);
        }
    }

    fn call(&mut self, row: LineRow, desk: &mut Desk) {
        let tag = desk.order(Order::CallVisitor(row.arrival.no), None);
        self.ordered.push(Ordered::Called(tag, row));
    }

    fn add(&mut self, desk: &Desk) {
        self.adding = true;
        self.arrival.begin(desk);
    }

    /// From the name to the purpose, and from there into the line.
    fn add_on(&mut self, desk: &mut Desk) {
        if let Some(order) = self.arrival.next() {
            let tag = desk.order(order, None);
            self.ordered.push(Ordered::Received(tag));
        }
    }
}

/// That another version of the profile is worked by.
pub(super) fn profile_adopted(desk: &Desk, version: u32) -> String {
    desk.say_with("profile-adopted", &[("version", version.into())])
}

fn let_go(state: &mut State) {
    state.on(|screen: &mut Reception, desk| {
        let Some(row) = screen.chosen() else { return };
        let no = row.arrival.no;
        let name = [("name", Arg::from(row.name.clone()))];
        desk.confirm(Confirmation::new(
            desk.say_with("confirm-let-go-title", &name),
            desk.say("confirm-let-go-body"),
            move |state: &mut State| {
                state.on(|screen: &mut Reception, desk| {
                    let tag = desk.order(Order::LetVisitorGo(no), None);
                    screen.ordered.push(Ordered::LetGo(tag));
                });
            },
        ));
    });
}

impl Screen for Reception {
    fn name(&self) -> &'static str {
        "reception"
    }

    fn sections(&self) -> &'static [&'static str] {
        if self.adding { &[] } else { &["list"] }
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("reception-title")
    }

    fn note(&self, desk: &Desk) -> String {
        draw::today(desk)
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.adding, "adding");
        snapshot.raise_if(self.adding, "typing");
        snapshot.raise_if(self.side == Side::Line, "line");
        let selection = match self.side {
            Side::Line => &self.at_line,
            Side::Drafts => &self.at_draft,
            Side::Beside => &self.at_beside,
        };
        snapshot.raise_if(self.side == Side::Beside, "beside");
        snapshot.raise_if(selection.selected().is_some(), "selected");
    }

    fn record(&self, _desk: &Desk) -> Option<Entity> {
        let arrival = self.chosen().map(|row| Entity::Arrival(row.arrival.no));
        arrival.filter(|_| self.side == Side::Line && !self.adding)
    }

    fn shown(&mut self, desk: &mut Desk) {
        if desk.unsure && !self.calibrated {
            self.calibrated = true;
            desk.open(Box::new(Calibration));
            return;
        }
        self.refresh(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(match self.side {
            Side::Line => &mut self.at_line,
            Side::Drafts => &mut self.at_draft,
            Side::Beside => &mut self.at_beside,
        })
    }

    fn picked(&mut self, desk: &mut Desk) {
        if self.side == Side::Beside {
            self.open_beside(desk);
        } else if desk.standing.flags.contains("reception") {
            self.serve(desk);
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.adding.then(|| self.arrival.field())
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        self.line.heard(tag, desk, || Query::Line);
        self.drafts.heard(tag, desk, || Query::Drafts);
        self.standing.heard(tag, desk, || Query::Desk);
        self.counts.heard(tag, desk, || Query::Counts);
        if let Some(pin) = self.pinned.clone() {
            self.profile.heard(tag, desk, || Query::Profile(pin));
        }
        match answer {
            Ok(Answer::Desk(view)) => self.know(view, desk),
            Ok(Answer::Profile(source)) => desk.learn_profile(&source),
            Ok(Answer::Line(rows)) => self.know_line(rows),
            Ok(Answer::Drafts(rows)) => self.know_drafts(rows),
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        let Some(at) = self.ordered.iter().position(|one| one.tag() == tag) else {
            return;
        };
        match (self.ordered.swap_remove(at), done) {
            (_, Err(refusal)) => {
                doors::refused(desk, &refusal);
            }
            (Ordered::Received(_), Ok(done)) => {
                self.adding = false;
                self.arrival = NewArrival::default();
                if let Made::Arrival(no) = done.made {
                    let said = desk.say_with("toast-received", &[("number", no.0.into())]);
                    desk.toast(said);
                }
            }
            (Ordered::Called(_, row), Ok(_)) => {
                let no = row.arrival.no;
                match row.arrival.visitor {
                    Visitor::Known(person) => doors::intake_for(desk, Some(no), person),
                    Visitor::Named(name) => {
                        desk.open(Box::new(find::Find::new(Some(no), &name)));
                    }
                }
            }
            (Ordered::LetGo(_), Ok(_)) => {}
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let mut standing = notice.read_afresh;
        let mut counts = false;
        let mut line = notice.read_afresh;
        let mut drafts = notice.read_afresh;
        for entity in &notice.touched {
            match entity {
                Entity::Charity | Entity::Branch(_) | Entity::Staff(_) => standing = true,
                Entity::Arrival(_) => (line, counts) = (true, true),
                Entity::Draft(_) => drafts = true,
                Entity::Person(_)
                | Entity::Request(_)
                | Entity::Enquiry(_)
                | Entity::Standard(_)
                | Entity::Voice(_) => counts = true,
            }
        }
        if standing || !self.settled {
            self.standing.ask(desk, Query::Desk);
        } else if counts {
            self.counts.ask(desk, Query::Counts);
        }
        if line && self.settled {
            self.line.ask(desk, Query::Line);
        }
        if drafts && self.settled {
            self.drafts.ask(desk, Query::Drafts);
        }
    }

    fn tick(&mut self, desk: &mut Desk) {
        self.refresh(desk);
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}
