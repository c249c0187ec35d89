//! A rating (تقييم الخدمة): offered after the reply and after the delivery, never required (rows 12, 13).
//!
//! It opens by itself once the beneficiary was told or served. A digit answers a question and goes on to the next;
//! one key says that they would rather not; Esc leaves it for later, still offered on the request's page.

use ratatui::layout::Rect;

use super::doors;
use crate::arabic::digits;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::key::{Code, Key};
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, after, below, first, row};
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::ids::{Entity, RequestNo};
use crate::domain::voice::{Occasion, Rating as Answer, Score};
use crate::protocol::{Done, Order, Refusal, Sight};

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
    Command::new("rating-on", "command-rating-on", |state| {
        state.on(Rating::go_on);
    })
    .when(|now| now.is("rating")),
    Command::new("rating-decline", "command-rating-decline", |state| {
        state.on(|screen: &mut Rating, desk| screen.send(None, desk));
    })
    .when(|now| now.is("rating")),
    Command::new("rating-next", "command-rating-next", |state| {
        state.on(|screen: &mut Rating, _| screen.at = (screen.at + 1) % LINES);
    })
    .when(|now| now.is("rating"))
    .quiet(),
    Command::new("rating-previous", "command-rating-previous", |state| {
        state.on(|screen: &mut Rating, _| screen.at = (screen.at + LINES - 1) % LINES);
    })
    .when(|now| now.is("rating"))
    .quiet(),
    Command::new("rating-left", "command-rating-left", |state| {
        state.on(|screen: &mut Rating, desk| screen.step(desk.rtl()));
    })
    .when(|now| now.is("rating") && !now.is("typing"))
    .quiet(),
    Command::new("rating-right", "command-rating-right", |state| {
        state.on(|screen: &mut Rating, desk| screen.step(!desk.rtl()));
    })
    .when(|now| now.is("rating") && !now.is("typing"))
    .quiet(),
];

/// The two questions, and what the beneficiary says with them.
const LINES: usize = 3;

/// Columns that a score takes in the row of them.
const SCORE: u16 = 4;

/// A rating being taken down.
pub struct Rating {
    request: RequestNo,
    occasion: Occasion,
    scores: [Option<Score>; 2],
    words: TextField,
    at: usize,
    /// What was sent, and whether something was answered.
    sent: Option<(Tag, bool)>,
}

impl Rating {
    /// Nothing answered yet.
    #[must_use]
    pub fn new(desk: &Desk, request: RequestNo, occasion: Occasion) -> Self {
        Self {
            request,
            occasion,
            scores: [None; 2],
            words: TextField::new(Manner::spoken(desk.rtl()), ""),
            at: 0,
            sent: None,
        }
    }

    fn score(&mut self, score: Score) {
        if let Some(place) = self.scores.get_mut(self.at) {
            *place = Some(score);
            self.at += 1;
        }
    }

    /// One score up or down, from the middle.
    fn step(&mut self, up: bool) {
        if let Some(place) = self.scores.get_mut(self.at) {
            let now = place.map_or(3, Score::get);
            let next = match (*place, up) {
                (None, _) => now,
                (_, true) => now + 1,
                (_, false) => now - 1,
            };
            *place = Score::new(next).or(*place);
        }
    }

    /// To the question not answered yet; where both are, into the sum.
    fn go_on(&mut self, desk: &mut Desk) {
        match self.scores {
            [Some(procedure), Some(provider)] => {
                let words = self.words.text().trim().to_owned();
                let answer = Answer {
                    procedure,
                    provider,
                    words,
                };
                self.send(Some(answer), desk);
            }
            [procedure, _] => {
                let open = usize::from(procedure.is_some());
                if self.at == open {
                    let said = desk.say("rating-unanswered");
                    desk.warn(said);
                }
                self.at = open;
            }
        }
    }

    fn send(&mut self, rating: Option<Answer>, desk: &mut Desk) {
        if self.sent.is_some() {
            return;
        }
        let answered = rating.is_some();
        let order = Order::Rate {
            request: self.request,
            occasion: self.occasion,
            rating,
        };
        self.sent = Some((desk.order(order, None), answered));
    }
}

/// What is said once it is kept.
pub(super) fn kept(desk: &Desk, answered: bool) -> String {
    desk.say(if answered {
        "rating-kept"
    } else {
        "rating-declined"
    })
}

impl Screen for Rating {
    fn name(&self) -> &'static str {
        "rating"
    }

    fn title(&self, desk: &Desk) -> String {
        let occasion = desk.say(&format!("occasion-{}", self.occasion.id()));
        let request = words::entity(desk, Entity::Request(self.request));
        format!("{} · {occasion} · {request}", desk.say("rating-title"))
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("rating");
        snapshot.raise_if(self.at >= self.scores.len(), "typing");
    }

    fn sight(&self) -> Sight {
        Sight::Record(Entity::Request(self.request))
    }

    fn field(&mut self) -> Option<&mut TextField> {
        (self.at >= self.scores.len()).then_some(&mut self.words)
    }

    fn key(&mut self, key: Key, _desk: &mut Desk) {
        let Code::Char(typed) = key.code else { return };
        let digit = digits::fold(&typed.to_string()).parse().ok();
        if let Some(score) = digit.and_then(Score::new) {
            self.score(score);
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        let Some((_, answered)) = self.sent.filter(|(sent, _)| *sent == tag) else {
            return;
        };
        self.sent = None;
        match done {
            Ok(_) => {
                let said = kept(desk, answered);
                desk.toast(said);
                desk.close();
            }
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let taken = canvas.passage(area, &desk.say("rating-offer"), Part::Quiet);
        let area = below(area, taken + 1);
        let labels = ["rating-procedure", "rating-provider", "rating-words"];
        let labels = labels.map(|id| desk.say(id));
        let widths = labels.iter().map(|label| canvas.width_of(label));
        let width = widths.max().unwrap_or(0).saturating_add(2);
        for ((line, label), at) in (0u16..).step_by(2).zip(&labels).zip(0..) {
            let part = if at == self.at {
                Part::Title
            } else {
                Part::Quiet
            };
            canvas.text(row(area, line), label, part);
        }
        for (line, (at, score)) in (0u16..).step_by(2).zip(self.scores.iter().enumerate()) {
            let place = after(row(area, line), width);
            draw_score(desk, canvas, place, *score, at == self.at);
        }
        let place = after(row(area, 4), width);
        self.words.draw(canvas, place, self.at >= self.scores.len());
        canvas.paragraph(below(area, 6), &desk.say("rating-scale"), Part::Quiet);
    }
}

/// The five scores in a row, the chosen one marked by more than a colour, and what it means beside them.
fn draw_score(desk: &Desk, canvas: &mut Canvas<'_>, area: Rect, score: Option<Score>, here: bool) {
    for (at, one) in (0u16..).zip(1..=Score::MOST) {
        let place = first(after(area, at * SCORE), SCORE);
        let chosen = score.map(Score::get) == Some(one);
        let (said, part) = match chosen {
            true => (format!("[{one}]"), Part::Title),
            false => (format!(" {one} "), Part::Plain),
        };
        canvas.text(place, &said, part);
        if chosen && here {
            canvas.paint(first(place, SCORE - 1), Part::Selected);
        }
    }
    if here {
        canvas.caret(area);
    }
    if let Some(score) = score {
        let said = desk.say(&format!("score-{}", score.get()));
        canvas.text(after(area, 5 * SCORE + 1), &said, Part::Quiet);
    }
}

#[cfg(test)]
mod tests;
