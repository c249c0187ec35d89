//! Names in a row, one of them shown: the stages of the queues, the reports and their sections.

use ratatui::layout::Rect;

use super::canvas::{Canvas, after};
use super::theme::Part;

/// Stands for names that there is no room for.
const LEFT_OUT: &str = "…";

/// Draws names, each with whether it is the one shown. Where not all fit, those after it are more use than those before,
/// and what is left out on either side leaves a sign.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, names: &[(String, bool)]) {
    let shown = names.iter().position(|(_, shown)| *shown).unwrap_or(0);
    let last = names.len().saturating_sub(1);
    let wide = |from: usize| {
        let widths = names.iter().take(shown + 1).skip(from);
        let signs = u16::from(from > 0) + u16::from(shown < last);
        widths.fold(signs * 3, |sum, (name, _)| {
            sum.saturating_add(canvas.width_of(name) + 2)
        })
    };
    let from = (0..shown)
        .find(|from| wide(*from) <= area.width.saturating_add(2))
        .unwrap_or(shown);
    let mut left = area;
    if from > 0 {
        let taken = canvas.text(left, LEFT_OUT, Part::Quiet);
        left = after(left, taken + 2);
    }
    for (at, (name, is_shown)) in names.iter().enumerate().skip(from) {
        let sign = if at < last { 3 } else { 0 };
        if at > shown && canvas.width_of(name) + sign > left.width {
            canvas.text(left, LEFT_OUT, Part::Quiet);
            break;
        }
        let part = if *is_shown {
            Part::Selected
        } else {
            Part::Quiet
        };
        let taken = canvas.text(left, name, part);
        left = after(left, taken + 2);
    }
}
