//! Text on its way to cells: whatever it is, it stays within its place and is nothing but text.

use istiqbal::arabic::{self, Base, Digits, RowBase, clean};
use istiqbal::desk::terminal::paint::{Order, Painter};
use istiqbal::desk::widget::canvas::{Align, Canvas};
use istiqbal::desk::widget::theme::{Part, Theme};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::outside::{cases, harmful_text, is_text_alone};

proptest! {
    #![proptest_config(cases(1_500))]

    /// A line is as wide as its cells, whichever way it is made, and no cell holds anything hidden.
    #[test]
    fn a_line_holds_nothing_hidden_and_keeps_its_width(text in harmful_text(), width in 0_usize..130) {
        for base in [Base::Rtl, Base::Ltr] {
            let mut lines = vec![arabic::truncate(&text, base, width)];
            lines.extend(arabic::wrap(&text, base, width));
            for line in &lines {
                prop_assert!(line.width() <= width.max(1));
            }
            lines.push(arabic::lay_out(&text, base));
            for line in lines {
                let mut column = 0;
                for cell in line.cells() {
                    prop_assert_eq!(cell.column, column);
                    column += usize::from(cell.width);
                    prop_assert!(!cell.text.chars().any(clean::is_hidden), "{:?}", cell.text);
                }
                prop_assert_eq!(column, line.width());
            }
        }
    }

    /// Cleaning twice is cleaning once, and leaves one line, or lines.
    #[test]
    fn what_is_kept_is_clean(text in harmful_text()) {
        let line = clean::clean_line(&text);
        prop_assert!(!line.chars().any(clean::is_hidden), "{line:?}");
        prop_assert_eq!(clean::clean_line(&line), line);
        let lines = clean::clean_text(&text);
        prop_assert!(is_text_alone(&lines), "{lines:?}");
        prop_assert_eq!(clean::clean_text(&lines), lines);
    }

    /// The bytes for a screen full of it are the painter's own sequences and text: nothing that was in the text makes a
    /// sequence, and the neighbours of each text stay as they were.
    #[test]
    fn a_screen_of_it_paints_text_alone(
        texts in proptest::collection::vec(harmful_text(), 1..6),
        rtl in any::<bool>(),
        logical in any::<bool>(),
    ) {
        let area = Rect::new(0, 0, 60, 20);
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buffer, rtl, Digits::Western, Theme::Palette);
        let fence = |y| Rect::new(0, y, 60, 1);
        for (row, text) in (0..).zip(&texts) {
            canvas.text(fence(3 * row), &"#".repeat(60), Part::Plain);
            let place = Rect::new(10, 3 * row + 1, 30, 1);
            canvas.text(Rect::new(0, 3 * row + 1, 10, 1), "##########", Part::Plain);
            canvas.text(Rect::new(40, 3 * row + 1, 20, 1), &"#".repeat(20), Part::Plain);
            canvas.line(place, text, canvas.base(), Align::Start, Part::Plain);
            canvas.paragraph(Rect::new(20, 3 * row + 2, 20, 1), text, Part::Quiet);
        }
        for row in 0..u16::try_from(texts.len()).unwrap() {
            for x in (0..60).filter(|x| !(10..40).contains(x)) {
                let at = (if rtl { 59 - x } else { x }, 3 * row + 1);
                prop_assert_eq!(buffer[at].symbol(), "#", "at {:?}", at);
            }
        }
        let order = if logical { Order::Reordered(RowBase::Ltr) } else { Order::AsSeen };
        let mut painter = Painter::new(order);
        let bytes = String::from_utf8(painter.paint(&buffer, None).to_vec()).unwrap();
        // It goes to the next row as every terminal does.
        let mut said = without_sequences(&bytes).replace('\r', "\n");
        if logical {
            // What holds each cell where it stands, in a terminal that reorders.
            said = said.replace('\u{200e}', "");
        }
        prop_assert!(is_text_alone(&said), "{bytes:?}");
        prop_assert!(!bytes.contains("\u{1b}[8888") && !bytes.contains("\u{1b}]"), "{bytes:?}");
    }

    /// Matching, digits, dates and numbers read anything.
    #[test]
    fn whatever_is_typed_is_read_or_refused(text in harmful_text()) {
        let _ = arabic::fold::fold_name(&text);
        let folded = arabic::fold::fold_text(&text);
        prop_assert_eq!(arabic::fold::fold_text(&folded), folded);
        arabic::digits::fold(&text);
        let _ = text.parse::<istiqbal::domain::ids::RequestNo>();
    }
}

/// What is left once the sequences of a terminal's own kind are taken out.
pub fn without_sequences(bytes: &str) -> String {
    let mut left = String::new();
    let mut chars = bytes.chars();
    while let Some(c) = chars.next() {
        if c != '\u{1b}' {
            left.push(c);
            continue;
        }
        match chars.next() {
            Some('[') => {
                // A sequence ends with a letter, and has nothing but numbers and marks before.
                for c in chars.by_ref() {
                    if !matches!(c, '0'..='9' | ';' | ':' | '?' | '$' | ' ') {
                        if !c.is_ascii_alphabetic() {
                            left.push('\u{1b}');
                        }
                        break;
                    }
                }
            }
            other => {
                left.push('\u{1b}');
                left.extend(other);
            }
        }
    }
    left
}
