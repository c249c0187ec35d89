//! The steps of a piece of work, in the margin or above it.

use ratatui::layout::Rect;

use super::canvas::{Canvas, after, row};
use super::theme::Part;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Complete and behind.
    Done,
    /// Where one is.
    Here,
    /// Not complete, or still ahead.
    Open,
}

impl Standing {
    const fn sign(self) -> &'static str {
        match self {
            Self::Done => " ✓",
            Self::Here => " ●",
            Self::Open => "",
        }
    }

    const fn part(self) -> Part {
        match self {
            Self::Done => Part::Plain,
            Self::Here => Part::Title,
            Self::Open => Part::Quiet,
        }
    }
}

/// One below the other.
pub fn draw_down(canvas: &mut Canvas<'_>, area: Rect, steps: &[(String, Standing)]) {
    let here = place_of(steps);
    let height = usize::from(area.height);
    let top = (here + 1).saturating_sub(height);
    for (line, (at, (name, standing))) in
        steps.iter().enumerate().skip(top).take(height).enumerate()
    {
        let Ok(line) = u16::try_from(line) else { break };
        let said = format!("{} {name}{}", at + 1, standing.sign());
        canvas.text(row(area, line), &said, standing.part());
    }
}

/// One beside the other. Where they do not all fit, those before the one here fold to their numbers, then those after
/// it, so that each is seen at least as its number.
pub fn draw_across(canvas: &mut Canvas<'_>, area: Rect, steps: &[(String, Standing)]) {
    const GAP: u16 = 2;
    let here = place_of(steps);
    let long =
        |at: usize, name: &str, standing: Standing| format!("{} {name}{}", at + 1, standing.sign());
    let short = |at: usize, standing: Standing| format!("{}{}", at + 1, standing.sign());
    let width = |said: &str| canvas.width_of(said).saturating_add(GAP);
    let longs: Vec<u16> = steps
        .iter()
        .enumerate()
        .map(|(at, (name, standing))| width(&long(at, name, *standing)))
        .collect();
    let shorts: Vec<u16> = steps
        .iter()
        .enumerate()
        .map(|(at, (_, standing))| width(&short(at, *standing)))
        .collect();
    let total = |widths: &[u16]| widths.iter().map(|width| u32::from(*width)).sum::<u32>();
    let room = u32::from(area.width) + u32::from(GAP);
    let fits = total(&longs) <= room;
    let mut left = room;
    let mut folded = false;
    let mut rest = area;
    for (at, (name, standing)) in steps.iter().enumerate() {
        let after_it = shorts.get(at + 1..).map_or(0, total);
        let own = longs.get(at).copied().map_or(0, u32::from);
        folded |= at >= here && own + after_it > left;
        let said = if fits || (at >= here && !folded) {
            long(at, name, *standing)
        } else {
            short(at, *standing)
        };
        let taken = canvas
            .text(rest, &said, standing.part())
            .saturating_add(GAP);
        left = left.saturating_sub(u32::from(taken));
        rest = after(rest, taken);
    }
}

fn place_of(steps: &[(String, Standing)]) -> usize {
    let here = steps
        .iter()
        .position(|(_, standing)| *standing == Standing::Here);
    here.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::arabic::Digits;
    use crate::desk::widget::theme::Theme;

    fn steps() -> Vec<(String, Standing)> {
        vec![
            ("Person".into(), Standing::Done),
            ("Need".into(), Standing::Done),
            ("Papers".into(), Standing::Here),
            ("Declaration".into(), Standing::Open),
        ]
    }

    fn across(width: u16) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        let mut canvas = Canvas::new(&mut buffer, false, Digits::Western, Theme::Palette);
        let area = canvas.area();
        draw_across(&mut canvas, area, &steps());
        let cells = buffer.content().iter().map(|cell| cell.symbol());
        cells.collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn steps_behind_fold_first() {
        assert_eq!(
            across(60),
            "1 Person ✓  2 Need ✓  3 Papers ●  4 Declaration"
        );
        assert_eq!(across(40), "1 ✓  2 ✓  3 Papers ●  4 Declaration");
        assert_eq!(across(24), "1 ✓  2 ✓  3 Papers ●  4");
        // Every step is seen before any name is.
        assert_eq!(across(18), "1 ✓  2 ✓  3 ●  4");
    }

    proptest! {
        #[test]
        fn any_steps_anywhere(width in 0u16..50, height in 0u16..6, name in "\\PC{0,12}", rtl: bool) {
            let steps = vec![(name, Standing::Here); 9];
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let mut canvas = Canvas::new(&mut buffer, rtl, Digits::Western, Theme::Palette);
            let area = canvas.area();
            draw_across(&mut canvas, area, &steps);
            draw_down(&mut canvas, area, &steps);
        }
    }
}
