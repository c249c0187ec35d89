//! What reaches the cells.

use proptest::prelude::*;

use super::*;

fn drawn(rtl: bool, width: u16, draw: impl FnOnce(&mut Canvas<'_>)) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
    let mut canvas = Canvas::new(&mut buffer, rtl, Digits::Western, Theme::Palette);
    draw(&mut canvas);
    buffer
        .content()
        .iter()
        .map(ratatui::buffer::Cell::symbol)
        .collect()
}

#[test]
fn arabic_is_the_mirror_of_english() {
    let draw = |canvas: &mut Canvas<'_>| {
        let area = canvas.area();
        canvas.text(first(area, 4), "سلام", Part::Plain);
        canvas.text_at_end(area, "ab", Part::Plain);
    };
    assert_eq!(drawn(true, 10, draw), "ab     ﻡﻼﺳ");
    assert_eq!(drawn(false, 10, draw), "ﻡﻼﺳ     ab");
}

#[test]
fn a_number_stands_at_the_right_and_reads_from_the_left() {
    let mobile = "+966 50 1";
    assert_eq!(
        drawn(true, 12, |canvas| {
            canvas.value(canvas.area(), mobile, Part::Plain);
        }),
        "   +966 50 1"
    );
}

#[test]
fn too_long_is_cut_at_the_logical_end() {
    let draw = |canvas: &mut Canvas<'_>| {
        canvas.text(canvas.area(), "بيت جديد", Part::Plain);
    };
    assert_eq!(drawn(true, 4, draw), "…ﺖﻴﺑ");
}

#[test]
fn digits_are_shown_as_set() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
    let mut canvas = Canvas::new(&mut buffer, true, Digits::ArabicIndic, Theme::Palette);
    canvas.value(canvas.area(), "1448/7", Part::Plain);
    let seen: String = buffer.content().iter().map(|cell| cell.symbol()).collect();
    assert_eq!(seen, "١٤٤٨/٧");
}

#[test]
fn clicks_hit_what_is_seen() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 2));
    let mut canvas = Canvas::new(&mut buffer, true, Digits::Western, Theme::Palette);
    canvas.zone(Rect::new(0, 1, 3, 1), Hit::Row(4));
    let drawn = canvas.finish();
    assert_eq!(drawn.hit(9, 1), Some(&Hit::Row(4)));
    assert_eq!(drawn.hit(0, 1), None);
}

proptest! {
    #[test]
    fn nothing_drawn_anywhere_panics(
        rtl: bool, width in 0u16..40, height in 0u16..6, x in 0u16..60, y in 0u16..9,
        w in 0u16..70, h in 0u16..9, text in "\\PC{0,40}", caret in 0usize..60,
    ) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let mut canvas = Canvas::new(&mut buffer, rtl, Digits::ArabicIndic, Theme::Plain);
        let area = Rect::new(x, y, w, h);
        for base in [Base::Rtl, Base::Ltr] {
            canvas.line(area, &text, base, Align::End, Part::Plain);
            let line = arabic::lay_out(&text, base);
            canvas.field(area, &line.field(usize::from(w), Some(caret), 0), Part::Focus);
        }
        canvas.paragraph(area, &text, Part::Plain);
        canvas.rule(area);
        canvas.divider(area);
        canvas.paint(area, Part::Selected);
        canvas.caret(area);
        canvas.zone(area, Hit::Row(0));
        for at in 0..9 {
            canvas.text(row(below(after(area, at), at), at), &text, Part::Quiet);
        }
        let drawn = canvas.finish();
        if let Some(caret) = drawn.caret {
            prop_assert!(caret.x < width && caret.y < height);
        }
    }
}
