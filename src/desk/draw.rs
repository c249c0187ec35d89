//! What is seen. Drawing reads the state and changes nothing.

use ratatui::buffer::Buffer;

use super::state::State;
use super::widget::canvas::{Canvas, Drawn, upper};
use super::widget::frame;
use super::widget::lines::Lines;
use super::words;
use crate::protocol::Sight;

/// Draws the desk into an empty buffer; says where the caret stands and what can be clicked.
pub fn draw(state: &State, buffer: &mut Buffer) -> Drawn {
    redraw(state, buffer, &mut Lines::default())
}

/// The same, with the lines of the frame before.
pub fn redraw(state: &State, buffer: &mut Buffer, lines: &mut Lines) -> Drawn {
    let desk = &state.desk;
    let settings = &desk.settings;
    let mut canvas = Canvas::new(buffer, desk.rtl(), settings.digits, settings.theme)
        .with_lines(std::mem::take(lines));
    draw_on(&mut canvas, state);
    let (drawn, kept) = canvas.finish_with_lines();
    *lines = kept;
    drawn
}

fn draw_on(canvas: &mut Canvas<'_>, state: &State) {
    let desk = &state.desk;
    let area = canvas.area();
    if area.width < frame::SMALLEST.0 || area.height < frame::SMALLEST.1 {
        frame::draw_too_small(canvas, desk);
        return;
    }
    let parts = frame::divide(area);
    frame::draw_status(canvas, desk, parts.status);
    if let Some(screen) = state.top() {
        let company = match state.sight() {
            Sight::Record(record) => words::company(desk, record),
            Sight::Nothing | Sight::Queue => String::new(),
        };
        frame::draw_title(
            canvas,
            parts.title,
            &screen.title(desk),
            &screen.note(desk),
            &company,
        );
        screen.draw(desk, canvas, parts.work);
    }
    // A question stands above what is said in passing: neither hides the other.
    let said = frame::draw_toasts(canvas, parts.work, &desk.toasts);
    if let Some(overlay) = state.overlay() {
        let left = parts.work.height.saturating_sub(said);
        overlay.draw(desk, canvas, upper(parts.work, left));
    }
    let live = desk.keymap.live(&state.sections(), &state.snapshot());
    frame::draw_keys(canvas, desk, parts.keys, &live);
}
