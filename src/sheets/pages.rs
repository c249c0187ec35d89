//! Pages, and strips that fill one after the other, none of them torn. Lengths are points, from the top left.

use std::sync::Arc;

use super::text::Line;

/// A4.
pub const WIDTH: f32 = 595.28;
/// A4.
pub const HEIGHT: f32 = 841.89;
pub const SIDE: f32 = 48.0;
const TOP: f32 = 36.0;
/// Where the foot begins, from the bottom.
pub const FOOT: f32 = 44.0;
/// What is left between the sides.
pub const COLUMN: f32 = WIDTH - 2.0 * SIDE;

/// What is read out: the role of a strip in the file's structure.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    Title,
    Heading,
    Text,
    /// A picture, and what is read out in place of it.
    Picture(Arc<str>),
    /// Lines, boxes and what repeats on every page.
    Nothing,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line of text; its top left.
    Text { x: f32, y: f32, line: Arc<Line> },
    /// A rule, by its ends.
    Rule { x: f32, y: f32, width: f32 },
    /// A box.
    Frame {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
    /// A QR code.
    Code {
        x: f32,
        y: f32,
        side: f32,
        data: Arc<str>,
    },
}

impl Mark {
    fn down(&self, by: f32) -> Mark {
        let mut mark = self.clone();
        match &mut mark {
            Mark::Text { y, .. }
            | Mark::Rule { y, .. }
            | Mark::Frame { y, .. }
            | Mark::Code { y, .. } => *y += by,
        }
        mark
    }
}

/// Marks that stay together.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// Dropped at the top of a page.
    pub above: f32,
    pub height: f32,
    /// Whether the next strip must begin on the same page.
    pub keeps: bool,
    pub marks: Vec<(Role, Mark)>,
    /// Strips of one number are one paragraph.
    pub block: usize,
}

/// A mark in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub role: Role,
    pub mark: Mark,
    /// Marks of one number are one paragraph, across pages.
    pub block: usize,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub marks: Vec<Placed>,
}

/// A rule from side to side.
pub fn rule(y: f32) -> Mark {
    Mark::Rule {
        x: SIDE,
        y,
        width: COLUMN,
    }
}

/// Strips on as many pages as they take; at least one.
pub fn paginate(strips: &[Strip]) -> Vec<Page> {
    let bottom = HEIGHT - FOOT - 6.0;
    let mut pages = vec![Page::default()];
    let mut y = TOP;
    let mut rest = strips;
    while let Some((strip, after)) = rest.split_first() {
        // What keeps the next one with it needs room for both.
        let mut needed = strip.above + strip.height;
        for (one, next) in rest.iter().zip(after) {
            if !one.keeps {
                break;
            }
            needed += next.above + next.height;
        }
        let at_top = y <= TOP;
        if !at_top && y + needed > bottom {
            pages.push(Page::default());
            y = TOP;
        }
        let top = if y <= TOP { y } else { y + strip.above };
        if let Some(page) = pages.last_mut() {
            page.marks
                .extend(strip.marks.iter().map(|(role, mark)| Placed {
                    role: role.clone(),
                    mark: mark.down(top),
                    block: strip.block,
                }));
        }
        y = top + strip.height;
        rest = after;
    }
    pages
}
