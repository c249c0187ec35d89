//! The study of a request (دراسة الطلب, rows 7, 43–48): what there is to do for it, line by line, each with how it stands.

pub(super) mod bench;
mod draw;
pub(super) use draw::draw_writing;
pub(super) mod told;
pub(super) mod work;

use ratatui::layout::Rect;

use self::bench::{Bench, Came};
use self::work::Work;
use super::kept::{Kept, Place};
use super::queues::Queues;
use super::request::Request;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::form::{FormEvent, Running};
use crate::desk::screen::Screen;
use crate::desk::screens::committee::Committee;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::words;
use crate::domain::ids::RequestNo;
use crate::domain::profile::Profile;
use crate::domain::request::Stage;
use crate::domain::study::Verdict;
use crate::domain::workflow::Case;
use crate::protocol::{Answer, Done, Notice, Order, Refusal, Sight};

/// What this screen can do, and what it shares with the one of a sitting.
pub static COMMANDS: &[Command] = &[
    Command::new("study", "command-study", |state| {
        state.desk.open(Box::new(Queues::new(Some(Stage::Study))));
    })
    .when(|now| now.is("opened") && now.is("studies")),
    Command::new("study-work", "command-study-work", |state| {
        state.on::<Study>(Study::work);
    })
    .when(|now| now.is("selected") && !now.is("form")),
    Command::new("study-met", "command-study-met", |state| {
        judge(state, Verdict::Met);
    })
    .when(|now| now.is("criterion")),
    Command::new("study-not-met", "command-study-not-met", |state| {
        judge(state, Verdict::NotMet);
    })
    .when(|now| now.is("criterion")),
    Command::new(
        "study-not-applicable",
        "command-study-not-applicable",
        |state| judge(state, Verdict::NotApplicable),
    )
    .when(|now| now.is("criterion")),
    Command::new("study-other-side", "command-study-other-side", |state| {
        state.on::<Study>(|study, _| study.reads = !study.reads);
        state.on::<Committee>(Committee::other_side);
    })
    .when(|now| !now.is("form"))
    .quiet(),
    Command::new("study-send", "command-study-send", |state| {
        state.on_top(|screen, desk| {
            let events = screen.form().map(Running::next_step).unwrap_or_default();
            for event in events {
                screen.form_event(event, desk);
            }
        });
    })
    .when(|now| now.is("form")),
    Command::new("study-leave", "command-study-leave", |state| {
        on_bench(state, Bench::leave);
    })
    .when(|now| now.is("form")),
    Command::new("study-take", "command-study-take", |state| {
        on_bench(state, |bench, desk| {
            if let Some(no) = bench.no() {
                bench.order(Order::Take(no), None, desk);
            }
        });
    })
    .when(|now| now.is("can-take") && !now.is("form")),
    Command::new("study-hand-back", "command-study-hand-back", |state| {
        on_bench(state, |bench, desk| bench.begin(Work::HandBack, desk));
    })
    .when(|now| now.is("can-hand-back") && !now.is("form")),
    Command::new("study-assign", "command-study-assign", |state| {
        on_bench(state, |bench, desk| bench.begin(Work::Assign, desk));
    })
    .when(|now| now.is("can-assign") && !now.is("form")),
    Command::new("study-send-back", "command-study-send-back", |state| {
        on_bench(state, |bench, desk| bench.begin(Work::SendBack, desk));
    })
    .when(|now| now.is("can-send-back") && !now.is("form")),
    Command::new("study-reveal", "command-request-reveal", |state| {
        on_bench(state, Bench::reveal);
    })
    .when(|now| now.is("guarded")),
    Command::new("study-request", "command-study-request", |state| {
        on_bench(state, |bench, desk| {
            if let Some(no) = bench.no() {
                desk.open(Box::new(Request::new(no)));
            }
        });
    })
    .when(|now| now.is("selected") && !now.is("form")),
];

/// Does something with the request under the hand, on whichever of the two screens is seen.
pub(super) fn on_bench(state: &mut State, f: fn(&mut Bench, &mut Desk)) {
    state.on::<Study>(|study, desk| f(&mut study.bench, desk));
    state.on::<Committee>(|committee, desk| f(committee.bench(), desk));
}

fn judge(state: &mut State, verdict: Verdict) {
    state.on::<Study>(|study, desk| {
        let Some(Line::Criterion(id)) = study.line().cloned() else {
            return;
        };
        match verdict {
            Verdict::NotApplicable => study.bench.does_not_apply(id, desk),
            Verdict::Met | Verdict::NotMet => {
                study.bench.begin(Work::Judge(id, Some(verdict)), desk);
            }
        }
    });
}

/// A line of what there is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// What is found, with its source.
    Findings,
    /// A mechanism's report.
    Report(String),
    /// A criterion.
    Criterion(String),
    /// A committee's opinion.
    Opinion(String),
}

impl Line {
    /// Every line of a request. Where the charity says nothing of eligibility there are opinions alone.
    fn all(case: &Case<'_>, profile: &Profile) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(eligibility) = &profile.eligibility {
            lines.push(Line::Findings);
            lines.extend(case.mechanisms().into_iter().map(Line::Report));
            let criteria = eligibility.criteria.iter();
            lines.extend(criteria.map(|one| Line::Criterion(one.id.to_string())));
        }
        let committees = profile.studied_by();
        lines.extend(committees.map(|one| Line::Opinion(one.id.to_string())));
        lines
    }

    /// Whether the study waits for it.
    fn is_open(&self, case: &Case<'_>) -> bool {
        let study = &case.request.study;
        match self {
            Line::Findings => study.findings.is_empty(),
            Line::Report(_) => {
                // One that fits is enough.
                let fitting = case.mechanisms();
                let mut reports = study.reports.iter();
                !reports.any(|report| fitting.contains(&report.mechanism))
            }
            Line::Criterion(id) => !study.criteria.contains_key(id),
            Line::Opinion(id) => told::awaited(case, id),
        }
    }

    fn work(&self) -> Work {
        match self {
            Line::Findings => Work::Finding,
            Line::Report(id) => Work::Report(id.clone()),
            Line::Criterion(id) => Work::Judge(id.clone(), None),
            Line::Opinion(id) => Work::Opinion(id.clone()),
        }
    }
}

/// The study of one request.
pub struct Study {
    bench: Bench,
    no: RequestNo,
    lines: Vec<Line>,
    hand: Selection,
    /// Whether the arrows scroll what is read beside the lines.
    reads: bool,
    scroll: Selection,
    /// Once the page is known, the hand goes to what is open.
    seeks: bool,
}

impl Study {
    /// The study of a request.
    #[must_use]
    pub fn new(no: RequestNo) -> Self {
        Self {
            bench: Bench::new(Place::Study, Some(no)),
            no,
            lines: Vec::new(),
            hand: Selection::default(),
            reads: false,
            scroll: Selection::default(),
            seeks: true,
        }
    }

    fn line(&self) -> Option<&Line> {
        self.lines.get(self.hand.selected()?)
    }

    fn work(&mut self, desk: &mut Desk) {
        if let Some(work) = self.line().map(Line::work) {
            self.bench.begin(work, desk);
        }
    }

    /// Takes in the lines of the page as it is now; the hand stays on its own.
    fn know(&mut self, desk: &Desk) {
        let Some(profile) = self.bench.profile(desk) else {
            return;
        };
        let Some(case) = self.bench.case(desk, &profile) else {
            return;
        };
        let held = self.line().cloned();
        let lines = Line::all(&case, &profile);
        let sought = std::mem::take(&mut self.seeks);
        let open = lines.iter().position(|line| line.is_open(&case));
        let same = lines.iter().position(|line| Some(line) == held.as_ref());
        self.hand.set_rows(lines.len());
        self.lines = lines;
        if let Some(at) = if sought { open.or(same) } else { same } {
            self.hand.select(at);
        }
        self.measure(desk);
    }

    /// How far what is read can be scrolled on a screen of this size.
    fn measure(&mut self, desk: &Desk) {
        let (width, height) = draw::read_area(self, desk);
        let stops = draw::detail(self, desk).stops(desk.rtl(), width, height);
        let at = self.scroll.selected().unwrap_or(0);
        self.scroll.set_rows(stops);
        self.scroll.select(at);
    }
}

impl Screen for Study {
    fn name(&self) -> &'static str {
        "study"
    }

    fn sections(&self) -> &'static [&'static str] {
        self.bench.sections()
    }

    fn title(&self, desk: &Desk) -> String {
        let title = desk.say("study-title");
        let number = words::value(&self.no.to_string());
        match self.bench.page() {
            Some(page) => format!(
                "{title} · {number} · {}",
                words::value(&page.facts.name.line())
            ),
            None => format!("{title} · {number}"),
        }
    }

    fn note(&self, desk: &Desk) -> String {
        self.bench.page().map_or_else(String::new, |page| {
            let with = words::staff(desk, page.request.officer);
            format!(
                "{} · {}",
                words::stage(desk, page.request.stage),
                words::value(&with)
            )
        })
    }

    fn snapshot(&self, desk: &Desk, snapshot: &mut Snapshot) {
        self.bench.snapshot(desk, snapshot);
        let reading = self.bench.writing().is_none();
        snapshot.raise_if(reading && self.line().is_some(), "selected");
        let criterion = matches!(self.line(), Some(Line::Criterion(_)));
        snapshot.raise_if(reading && criterion, "criterion");
    }

    fn resized(&mut self, desk: &mut Desk) {
        self.measure(desk);
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.bench.shown(desk);
    }

    fn leaving(&mut self, desk: &mut Desk) {
        self.bench.leave(desk);
    }

    fn kept(&mut self) -> Option<&mut Kept> {
        Some(self.bench.begun())
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(if self.reads {
            &mut self.scroll
        } else {
            &mut self.hand
        })
    }

    fn selected(&mut self, desk: &mut Desk) {
        if !self.reads {
            self.scroll.select(0);
        }
        self.measure(desk);
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.work(desk);
    }

    fn form(&mut self) -> Option<&mut Running> {
        self.bench.running()
    }

    fn form_event(&mut self, event: FormEvent, desk: &mut Desk) {
        self.bench.form_event(&event, desk);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.bench.answered(tag, &answer, desk) {
            self.know(desk);
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        let Some(Came::Done(work)) = self.bench.done(tag, &done, desk) else {
            return self.measure(desk);
        };
        self.seeks = true;
        // The last opinion takes it up for decision; one sent back lies at the desk. Either leaves the study.
        let last = matches!(&work, Some(Work::Opinion(id)) if self.is_last(id, desk));
        if last {
            let said = desk.say_with("study-concluded", &[("number", self.no.to_string().into())]);
            desk.toasts.pop();
            desk.toast(said);
        }
        if last || work == Some(Work::SendBack) {
            desk.close();
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        self.bench.notice(notice, desk);
    }

    fn tick(&mut self, desk: &mut Desk) {
        self.measure(desk);
    }

    fn sight(&self) -> Sight {
        self.bench.sight()
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

impl Study {
    /// Whether a committee's opinion was the last that was awaited, as the page stood before it.
    fn is_last(&self, committee: &str, desk: &Desk) -> bool {
        let Some(profile) = self.bench.profile(desk) else {
            return false;
        };
        self.bench.case(desk, &profile).is_some_and(|case| {
            use crate::domain::profile::Opinions;
            profile.study.opinions == Opinions::Any
                || case.opinions_awaited().iter().all(|one| one == committee)
        })
    }
}

#[cfg(test)]
pub(super) mod tests;
