//! Calibration: which of two lines reads correctly? Asked only where the terminal did not say what it
//! does with Arabic.

use ratatui::layout::Rect;

use crate::arabic::terminal::calibration_row;
use crate::arabic::{RowBase, TextMode};
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Effect, State};
use crate::desk::widget::canvas::{Canvas, below, row};
use crate::desk::widget::theme::Part;

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
    Command::new("reads-first", "command-reads-first", |state| {
        chosen(state, true)
    })
    .when(|now| now.is("calibrating")),
    Command::new("reads-second", "command-reads-second", |state| {
        chosen(state, false)
    })
    .when(|now| now.is("calibrating")),
    Command::new("calibrate", "command-calibrate", |state| {
        state.desk.open(Box::new(Calibration));
    })
    .when(|now| !now.is("calibrating")),
];

/// The calibration screen. The first line is drawn as the desk draws everything, the second the other way round.
#[derive(Debug, Default)]
pub struct Calibration;

fn chosen(state: &mut State, as_drawn: bool) {
    state.desk.unsure = false;
    state.desk.effect(Effect::ReadsRight { as_drawn });
    state.desk.close();
}

impl Screen for Calibration {
    fn name(&self) -> &'static str {
        "calibration"
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("calibration-title")
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("calibrating");
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        // Both languages, for it is not known yet whether the Arabic can be read.
        for (line, language) in (0u16..).zip(crate::locale::Language::ALL) {
            let said = desk.texts.get_in(language, "calibration-question");
            canvas.text(row(area, line), &said, Part::Title);
        }
        // Drawn in either order the terminal gets the other of the two, so the second line is always
        // what the first would be were text written the other way.
        for (line, key, mode) in [(3, "F2", TextMode::Visual), (6, "F3", TextMode::Logical)] {
            canvas.value(row(area, line), key, Part::Key);
            canvas.raw(row(area, line + 1), &calibration_row(mode, RowBase::Ltr));
        }
        if let Some(advice) = desk.advice {
            let said = desk.say(&format!("advice-{}", advice.id()));
            let rows = canvas.paragraph(below(area, 9), &said, Part::Quiet);
            let setting = below(area, rows.saturating_add(9));
            canvas.passage(setting, advice.setting(), Part::Plain);
        }
    }
}
