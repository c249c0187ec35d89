//! Signing in (تسجيل الدخول): who sits here, of those who share the desk. Also what a locked desk shows.

use ratatui::layout::Rect;

use crate::arabic::isolate::auto;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::key::Key;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, Hit, after, below, row};
use crate::desk::widget::list::Selection;
use crate::desk::widget::pin_field::{Choosing, NotChosen, PinField};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::ids::StaffNo;
use crate::domain::moment::Moment;
use crate::protocol::{Answer, Knock, Query, Refusal, Sharer};

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[Command::new("sign-in", "command-sign-in", |state| {
    state.on(SignIn::enter);
})
.when(|now| now.is("signing-in"))];

/// What was told of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// By a text of its own.
    Text(&'static str),
    /// It was wrong; so many more may be before there is a wait.
    Wrong(u32),
    /// Nothing is tried before.
    Wait(Moment),
    /// There is nothing to sign in by.
    NoPin,
}

/// Who sits here?
#[derive(Default)]
pub struct SignIn {
    who: Vec<Sharer>,
    at: Selection,
    field: PinField,
    told: Option<Told>,
    /// What was typed is being tried.
    trying: Option<(Tag, StaffNo)>,
    /// Who signed in with a code, and the PIN they choose.
    choosing: Option<(StaffNo, Choosing)>,
}

impl SignIn {
    fn chosen(&self) -> Option<&Sharer> {
        self.who.get(self.at.selected()?)
    }

    fn enter(&mut self, desk: &mut Desk) {
        if self.trying.is_some() {
            return;
        }
        if let Some((staff, choosing)) = &mut self.choosing {
            match choosing.enter() {
                Ok(new) => {
                    let tag = desk.knock(Knock::SetPin { old: None, new });
                    self.trying = Some((tag, *staff));
                    self.told = None;
                }
                Err(NotChosen::Again) => self.told = None,
                Err(why) => self.told = Some(Told::Text(why.text())),
            }
            return;
        }
        let Some(staff) = self.chosen().map(|one| one.staff) else {
            return;
        };
        match self.field.take() {
            Ok(pin) => {
                let tag = desk.knock(Knock::SignIn { staff, pin });
                self.trying = Some((tag, staff));
                self.told = None;
            }
            Err(why) => self.told = Some(Told::Text(NotChosen::NotAPin(why).text())),
        }
    }

    fn know(&mut self, who: Vec<Sharer>) {
        let chosen = self.chosen().map(|one| one.staff);
        self.at.set_rows(who.len());
        if let Some(at) = who.iter().position(|one| Some(one.staff) == chosen) {
            self.at.select(at);
        }
        self.who = who;
    }

    fn refused(&mut self, refusal: &Refusal, desk: &mut Desk) {
        self.told = match refusal {
            Refusal::WrongPin {
                until: Some(until), ..
            }
            | Refusal::PinWait { until } => Some(Told::Wait(*until)),
            Refusal::WrongPin { left, .. } => Some(Told::Wrong(*left)),
            Refusal::NoPin { .. } => Some(Told::NoPin),
            Refusal::Invalid { why, .. } if why == "same" => Some(Told::Text("pin-same")),
            Refusal::Invalid { .. } => Some(Told::Text("pin-guessable")),
            // A code was handed out meanwhile, or who was chosen does not share the desk any more.
            Refusal::SignIn | Refusal::NotFound(_) => {
                self.choosing = None;
                desk.knock(Knock::SignOut);
                None
            }
            other => {
                let said = words::refusal(desk, other);
                desk.warn(said);
                None
            }
        };
    }

    fn told(&self, desk: &Desk) -> String {
        match self.told {
            None if self.trying.is_some() => desk.say("sign-in-trying"),
            None => String::new(),
            Some(Told::Text(text)) => desk.say(text),
            Some(Told::Wrong(left)) => {
                desk.say_with("sign-in-wrong", &[("left", i64::from(left).into())])
            }
            Some(Told::Wait(until)) if until <= desk.now => desk.say("sign-in-waited"),
            Some(Told::Wait(until)) => {
                // The minute that has begun is waited for too.
                let minutes = until.minutes_since(desk.now).saturating_add(1);
                let minutes = i64::try_from(minutes).unwrap_or(i64::MAX);
                let args = [
                    ("until", words::moment(desk, until).into()),
                    ("minutes", minutes.into()),
                ];
                desk.say_with("sign-in-wait", &args)
            }
            Some(Told::NoPin) => {
                let name = self.chosen().map_or("", |one| one.name.as_str());
                desk.say_with("refusal-no-pin", &[("by", auto(name).into())])
            }
        }
    }
}

impl Screen for SignIn {
    fn name(&self) -> &'static str {
        "sign-in"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say(match self.choosing {
            Some(_) => "own-pin-title",
            None => "sign-in-title",
        })
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("typing");
        snapshot.raise_if(self.trying.is_none() && !self.who.is_empty(), "signing-in");
    }

    fn shown(&mut self, desk: &mut Desk) {
        // After a line was lost, what was said on it is as good as never said.
        self.trying = None;
        self.choosing = None;
        self.field = PinField::default();
        // Nobody sits here any more; the office tells who may come.
        desk.knock(Knock::SignOut);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        let is_asked = self.choosing.is_none() && self.trying.is_none();
        is_asked.then_some(&mut self.at)
    }

    fn selected(&mut self, _desk: &mut Desk) {
        // What was typed was for another.
        self.field = PinField::default();
        self.told = None;
    }

    fn key(&mut self, key: Key, _desk: &mut Desk) {
        let field = match &mut self.choosing {
            Some((_, choosing)) => &mut choosing.field,
            None => &mut self.field,
        };
        if self.trying.is_none() {
            field.key(key);
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        let tried = self.trying.take_if(|(trying, _)| *trying == tag);
        match (answer, tried) {
            (Ok(Answer::SignIn(view)), _) => self.know(view.who),
            (
                Ok(Answer::SignedIn {
                    staff,
                    set_first: true,
                    ..
                }),
                _,
            ) => self.choosing = Some((staff, Choosing::default())),
            (Ok(Answer::SignedIn { staff, missed, .. }), _) => desk.unlock(staff, missed),
            (Ok(Answer::PinKept), Some((_, staff))) => desk.unlock(staff, 0),
            // Nobody is kept out who has no PIN to come back by.
            (Err(Refusal::NoPin { .. }), None) => drop(desk.ask(Query::Desk)),
            (Ok(Answer::Desk(view)), _) => {
                if let Some(me) = &view.me {
                    desk.unlock(me.no, 0);
                }
            }
            (Err(Refusal::NotStaff { .. } | Refusal::LeftStaff { .. }), _) => {
                let home = super::home(desk);
                desk.replace(home);
            }
            (Err(refusal), _) => self.refused(&refusal, desk),
            _ => {}
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        if self.who.is_empty() {
            canvas.text(area, &desk.say("sign-in-leaving"), Part::Quiet);
            return;
        }
        let mut used = 0;
        if let Some((_, choosing)) = &self.choosing {
            used = draw_choosing(choosing, desk, canvas, area);
        } else {
            let alone = self.who.len() == 1;
            let body = desk.say(if alone {
                "sign-in-alone"
            } else {
                "sign-in-body"
            });
            used += canvas.paragraph(area, &body, Part::Quiet) + 1;
            // Whoever shares a desk with very many finds the others by the arrows.
            let room = usize::from(area.height.saturating_sub(used + 4)).max(1);
            let top = self.at.top(room);
            for (at, one) in self.who.iter().enumerate().skip(top).take(room) {
                let place = row(area, used);
                canvas.value(place, &one.name, Part::Plain);
                canvas.zone(place, Hit::Row(at));
                if self.at.selected() == Some(at) {
                    canvas.paint(place, Part::Selected);
                }
                used += 1;
            }
            used += 1;
            used += draw_field(
                &self.field,
                &desk.say("sign-in-pin"),
                canvas,
                below(area, used),
            );
        }
        canvas.paragraph(below(area, used + 1), &self.told(desk), Part::Alarm);
    }
}

/// A PIN being chosen: what is asked, and the field; how many rows that took.
pub(super) fn draw_choosing(
    choosing: &Choosing,
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    area: Rect,
) -> u16 {
    let used = canvas.paragraph(area, &desk.say("own-pin-body"), Part::Quiet) + 1;
    let label = if choosing.is_again() {
        "own-pin-again"
    } else {
        "own-pin-new"
    };
    used + draw_field(&choosing.field, &desk.say(label), canvas, below(area, used))
}

/// A label, and the field after it.
pub(super) fn draw_field(
    field: &PinField,
    label: &str,
    canvas: &mut Canvas<'_>,
    area: Rect,
) -> u16 {
    let columns = canvas.text(row(area, 0), label, Part::Title);
    field.draw(canvas, after(row(area, 0), columns.saturating_add(2)));
    1
}
