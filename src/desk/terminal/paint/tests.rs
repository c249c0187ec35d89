use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::*;

fn screen(width: u16, height: u16) -> vt100::Parser {
    let size = |count: u16| count.try_into().unwrap();
    vt100::Parser::new(size(height), size(width), 0)
}

fn contents(parser: &vt100::Parser) -> Vec<Option<vt100::Cell>> {
    let (height, width) = parser.screen().size();
    (0..height.get())
        .flat_map(|y| (0..width.get()).map(move |x| (y, x)))
        .map(|(y, x)| {
            parser.screen().cell(y, x).cloned().filter(|cell| {
                // An erased cell and a written blank look the same.
                let blank = matches!(cell.contents(), "" | " ") && !cell.is_wide_continuation();
                !blank
                    || cell.bgcolor() != vt100::Color::Default
                    || cell.inverse()
                    || cell.underline()
            })
        })
        .collect()
}

fn frame(rows: &[&str]) -> Buffer {
    Buffer::with_lines(rows.iter().copied())
}

#[test]
fn one_letter_costs_tens_of_bytes() {
    let mut painter = Painter::new(Order::AsSeen);
    let mut before = frame(&["الاسم                      "; 20]);
    let area = before.area;
    painter.paint(&before, Some(Position::new(9, 9)));
    // As a word grows to the left, the last letter changes its form and the next one is added.
    before.set_string(10, 9, "ﻤ", Style::default());
    before.set_string(9, 9, "ﺣ", Style::default());
    let bytes = painter.paint(&before, Some(Position::new(8, 9)));
    assert!(
        bytes.len() <= 40,
        "{} bytes: {}",
        bytes.len(),
        bytes.escape_ascii()
    );
    assert!(bytes.starts_with(b"\x1b[?2026h") && bytes.ends_with(b"\x1b[?2026l"));
    assert_eq!(painter.paint(&before, Some(Position::new(8, 9))), b"");
    let moved = painter.paint(&before, Some(Position::new(7, 9))).to_vec();
    assert_eq!(moved, b"\x1b[D");
    assert_eq!(painter.paint(&before, None), b"\x1b[?25l");
    assert_eq!(area, before.area);
}

#[test]
fn what_could_command_the_terminal_does_not_reach_it() {
    let mut buffer = frame(&["abc"]);
    buffer.content[0].set_symbol("\x1b[2J");
    buffer.content[1].set_symbol("\u{9b}");
    buffer.content[2].set_symbol("\u{64e}");
    let mut painter = Painter::new(Order::AsSeen);
    let bytes = String::from_utf8(painter.paint(&buffer, None).to_vec()).unwrap();
    let start = "\u{1b}[?2026h\u{1b}[?25l\u{1b}[m\u{1b}[H\u{1b}[2J";
    assert_eq!(bytes, format!("{start}\u{fffd}\u{fffd} \u{1b}[?2026l"));
}

#[test]
fn a_changed_cell_redraws_its_row_where_rows_are_turned() {
    let mut buffer = frame(&["ﻡﻼﺳ abc", "ﻦﻴﻤﻟﺎﻋ "]);
    let mut painter = Painter::new(Order::Reordered(RowBase::Ltr));
    painter.paint(&buffer, None);
    buffer.content[4].set_symbol("x");
    let bytes =
        String::from_utf8(painter.paint(&buffer, Some(Position::new(0, 0))).to_vec()).unwrap();
    // The letters go out in the order they are read, and the cursor stands on the one drawn leftmost.
    assert!(bytes.contains("ﺳﻼﻡ xbc"), "{bytes:?}");
    assert!(bytes.contains("\u{1b}[1;3H"), "{bytes:?}");
    assert!(!bytes.contains('ﻟ'), "{bytes:?}");
}

#[test]
fn any_size_is_painted() {
    let mut painter = Painter::new(Order::AsSeen);
    for (width, height) in [(0, 0), (1, 1), (0, 5), (5, 0), (200, 2)] {
        let buffer = Buffer::filled(Rect::new(0, 0, width, height), Cell::new("中"));
        painter.paint(&buffer, Some(Position::new(300, 300)));
        painter.set_order(Order::Reordered(RowBase::FirstStrong));
        painter.paint(&buffer, None);
    }
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let symbol = prop_oneof![
        6 => Just(" "), 2 => Just("a"), 1 => Just("ﺳ"), 1 => Just("ﺳ\u{64e}"), 1 => Just("中"), 1 => Just("é"),
    ];
    let colour =
        prop_oneof![3 => Just(Color::Reset), 1 => Just(Color::Red), 1 => Just(Color::Indexed(200))];
    let modifier = prop_oneof![
        5 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM | Modifier::UNDERLINED),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::REVERSED),
    ];
    (symbol, colour.clone(), colour, modifier).prop_map(|(symbol, fg, bg, modifier)| {
        let mut cell = Cell::new(symbol);
        cell.set_style(Style::new().fg(fg).bg(bg).add_modifier(modifier));
        cell
    })
}

/// Frames that differ in some cells, as frames do.
fn any_frames() -> impl Strategy<Value = Vec<Buffer>> {
    let area = Rect::new(0, 0, 17, 3);
    let change = prop::collection::vec((0usize..51, any_cell()), 0..40);
    prop::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut now = Buffer::empty(area);
        changes
            .into_iter()
            .map(|change| {
                for (at, cell) in change {
                    now.content[at] = cell;
                }
                now.clone()
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_changed_frame_looks_like_one_drawn_whole(frames in any_frames(), caret in (0u16..17, 0u16..3)) {
        let mut painter = Painter::new(Order::AsSeen);
        let mut shown = screen(17, 3);
        let caret = Position::from(caret);
        for frame in &frames {
            shown.process(painter.paint(frame, Some(caret)));
            let mut whole = screen(17, 3);
            whole.process(Painter::new(Order::AsSeen).paint(frame, Some(caret)));
            prop_assert_eq!(contents(&shown), contents(&whole));
            prop_assert_eq!(shown.screen().cursor_position(), (caret.y, caret.x));
            prop_assert!(!shown.screen().hide_cursor());
            prop_assert_eq!(painter.paint(frame, Some(caret)), b"");
        }
    }

    #[test]
    fn a_whole_frame_shows_its_cells(frame in any_frames().prop_map(|frames| frames[0].clone())) {
        let mut shown = screen(17, 3);
        shown.process(Painter::new(Order::AsSeen).paint(&frame, None));
        for (y, row) in (0u16..).zip(frame.content.chunks(17)) {
            for (x, glyph) in (0u16..).zip(glyphs(row)) {
                let cell = shown.screen().cell(y, x).unwrap();
                let symbol = if glyph.symbol == " " { cell.contents().trim().to_owned() } else { cell.contents().to_owned() };
                prop_assert_eq!(&symbol, glyph.symbol.trim());
                if !symbol.is_empty() {
                    prop_assert_eq!(cell.bold(), glyph.pen.modifier.contains(Modifier::BOLD));
                    prop_assert_eq!(cell.inverse(), glyph.pen.modifier.contains(Modifier::REVERSED));
                    prop_assert_eq!(cell.fgcolor() == vt100::Color::Default, glyph.pen.fg == Color::Reset);
                }
            }
        }
        prop_assert!(shown.screen().hide_cursor());
    }
}
