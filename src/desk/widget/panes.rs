//! A list and what is known of its selected row, as far as there is room.

use ratatui::layout::Rect;

use super::canvas::{Canvas, after, below, first, upper};

/// From this width on they stand side by side.
const BESIDE_FROM: u16 = 110;
/// From this height on the detail stands below the list.
const BELOW_FROM: u16 = 14;
const DETAIL_ROWS: u16 = 4;

/// Where a list and its detail are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panes {
    /// The list.
    pub list: Rect,
    /// What is known of the selected row; none where there is no room.
    pub detail: Option<Rect>,
}

/// Divides an area for a list and its detail, and draws what divides them.
pub fn split(canvas: &mut Canvas<'_>, area: Rect) -> Panes {
    if area.width >= BESIDE_FROM {
        let list = area.width / 5 * 3;
        canvas.divider(first(after(area, list + 1), 1));
        Panes {
            list: first(area, list),
            detail: Some(after(area, list + 3)),
        }
    } else if area.height >= BELOW_FROM {
        let list = area.height - DETAIL_ROWS - 1;
        canvas.rule(upper(below(area, list), 1));
        Panes {
            list: upper(area, list),
            detail: Some(below(area, list + 1)),
        }
    } else {
        Panes {
            list: area,
            detail: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::arabic::Digits;
    use crate::desk::widget::theme::Theme;

    #[test]
    fn the_detail_folds_with_the_room() {
        for (width, height, detail) in [
            (120, 33, Some(Rect::new(75, 0, 45, 33))),
            (80, 21, Some(Rect::new(0, 17, 80, 4))),
            (60, 13, None),
            (0, 0, None),
        ] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let mut canvas = Canvas::new(&mut buffer, true, Digits::Western, Theme::Palette);
            let panes = split(&mut canvas, Rect::new(0, 0, width, height));
            assert_eq!(panes.detail, detail, "{width}×{height}");
            let rows = detail
                .filter(|_| width < BESIDE_FROM)
                .map_or(0, |_| DETAIL_ROWS + 1);
            assert_eq!(panes.list.height, height - rows);
        }
    }
}
