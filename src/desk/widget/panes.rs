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
