//! Blocks as the strips they come to, each as high as it needs. Lengths are points, from the top left.

use std::sync::Arc;

use super::block::{Block, Field, Sheet, SignBox, Tone};
use super::fonts::Fonts;
use super::pages::{COLUMN, FOOT, HEIGHT, Mark, Page, Placed, Role, SIDE, Strip, paginate, rule};
use super::text::{Line, Setter, Style};

const BODY: Style = Style::plain(10.5);
const STRONG: Style = Style::bold(10.5);
const SMALL: Style = Style::plain(8.5);
const HEADING: Style = Style::bold(11.5);
const TITLE: Style = Style::bold(17.0);
const NAME: Style = Style::bold(14.5);
/// Of fields.
const ASKED: Style = Style::plain(9.0);
const STATED: Style = Style::bold(9.0);

/// Between a label and its value, and between columns.
const GAP: f32 = 6.0;
const GUTTER: f32 = 16.0;
/// No column of labels is narrower.
const LABEL: f32 = 76.0;
/// A QR code's side: half a millimetre a module for what a declaration carries.
const CODE: f32 = 74.0;
/// Empty room for a signature or a thumb.
const ROOM: f32 = 46.0;

/// The pages of a sheet; at least one.
pub fn lay_out(sheet: &Sheet, fonts: &Fonts) -> Vec<Page> {
    let rtl = sheet.language.is_rtl();
    let mut layout = Layout {
        setter: Setter::new(fonts, rtl, sheet.digits),
        rtl,
        strips: Vec::new(),
        block: 0,
    };
    for block in &sheet.blocks {
        layout.block(block);
    }
    let strips = std::mem::take(&mut layout.strips);
    let mut pages = paginate(&strips);
    let count = pages.len();
    for (at, page) in pages.iter_mut().enumerate() {
        let number = sheet
            .page_of
            .replace("{page}", &(at + 1).to_string())
            .replace("{pages}", &count.to_string());
        layout.foot(page, &sheet.foot, &number);
    }
    pages
}

/// Where a line stands within its column.
#[derive(Clone, Copy)]
enum Align {
    Start,
    Centre,
    End,
}

struct Layout {
    setter: Setter,
    rtl: bool,
    strips: Vec<Strip>,
    block: usize,
}

/// A cell: its lines, and where their column starts, counted from the side the sheet is read from.
struct Cell {
    lines: Vec<Arc<Line>>,
    start: f32,
    width: f32,
}

impl Layout {
    /// The left edge of a piece `width` wide that stands `start` from the side the sheet is read from.
    fn left(&self, start: f32, width: f32) -> f32 {
        if self.rtl {
            SIDE + COLUMN - start - width
        } else {
            SIDE + start
        }
    }

    fn text(&self, line: &Arc<Line>, start: f32, column: f32, align: Align, y: f32) -> Mark {
        let slack = column - line.width;
        let start = match align {
            Align::Start if line.wraps && line.rtl != self.rtl => start + slack,
            Align::Start => start,
            Align::Centre => start + slack / 2.0,
            Align::End => start + slack,
        };
        Mark::Text {
            x: self.left(start, line.width) - line.from,
            y,
            line: Arc::clone(line),
        }
    }

    fn cell(&mut self, text: &str, style: Style, start: f32, width: f32) -> Cell {
        Cell {
            lines: self.setter.lines(text, style, width),
            start,
            width,
        }
    }

    fn push(&mut self, above: f32, height: f32, marks: Vec<(Role, Mark)>) {
        self.strips.push(Strip {
            above,
            height,
            keeps: false,
            marks,
            block: self.block,
        });
    }

    fn keep(&mut self) {
        if let Some(strip) = self.strips.last_mut() {
            strip.keeps = true;
        }
    }

    /// Cells side by side, one strip a line, so that a long one goes over to the next page.
    fn row(&mut self, above: f32, cells: &[Cell]) {
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        for at in 0..count {
            let lines: Vec<(&Cell, &Arc<Line>)> = cells
                .iter()
                .filter_map(|cell| Some((cell, cell.lines.get(at)?)))
                .collect();
            let baseline = lines
                .iter()
                .map(|(_, line)| line.baseline)
                .fold(0.0, f32::max);
            let mut height = 0.0_f32;
            let mut marks = Vec::new();
            for (cell, line) in lines {
                let y = baseline - line.baseline;
                height = height.max(y + line.height);
                let mark = self.text(line, cell.start, cell.width, Align::Start, y);
                marks.push((Role::Text, mark));
            }
            self.push(if at == 0 { above } else { 0.0 }, height, marks);
        }
    }

    fn block(&mut self, block: &Block) {
        self.block += 1;
        match block {
            Block::Head {
                name,
                lines,
                fields,
            } => self.head(name, lines, fields),
            Block::Title(text) => self.lines(text, TITLE, Role::Title, Align::Centre, 4.0),
            Block::Heading(text) => {
                self.lines(text, HEADING, Role::Heading, Align::Start, 6.0);
                self.keep();
            }
            Block::Paragraph { text, tone } => {
                let style = match tone {
                    Tone::Plain => BODY,
                    Tone::Strong => STRONG,
                    Tone::Small => SMALL,
                };
                self.lines(text, style, Role::Text, Align::Start, 1.0);
            }
            Block::Fields(fields) => self.fields(fields),
            Block::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.block += 1;
                    let number = self.cell(&format!("{}.", at + 1), BODY, 0.0, 18.0);
                    let item = self.cell(item, BODY, 18.0, COLUMN - 18.0);
                    self.row(0.0, &[number, item]);
                }
            }
            Block::Code {
                data,
                spoken,
                lines,
            } => self.code(data, spoken, lines),
            Block::Signatures(boxes) => self.signatures(boxes),
        }
    }

    fn lines(&mut self, text: &str, style: Style, role: Role, align: Align, above: f32) {
        let lines = self.setter.lines(text, style, COLUMN);
        for (at, line) in lines.iter().enumerate() {
            let mark = self.text(line, 0.0, COLUMN, align, 0.0);
            let above = if at == 0 { above } else { 0.0 };
            self.push(above, line.height, vec![(role.clone(), mark)]);
        }
    }

    /// Lines one below the other from `y` on; where they end.
    fn stack(
        &mut self,
        marks: &mut Vec<(Role, Mark)>,
        texts: &[(&str, Style)],
        start: f32,
        width: f32,
        mut y: f32,
    ) -> f32 {
        for (text, style) in texts {
            for line in self.setter.lines(text, *style, width) {
                marks.push((Role::Text, self.text(&line, start, width, Align::Start, y)));
                y += line.height;
            }
        }
        y
    }

    fn head(&mut self, name: &str, lines: &[String], fields: &[Field]) {
        let beside = 200.0;
        let width = COLUMN - beside - GUTTER;
        let mut marks = Vec::new();
        let mut texts = vec![(name, NAME)];
        texts.extend(lines.iter().map(|line| (line.as_str(), SMALL)));
        let left = self.stack(&mut marks, &texts, 0.0, width, 0.0);
        let right = self.pairs(&mut marks, fields, COLUMN - beside, beside, 4.0);
        let height = left.max(right) + 3.0;
        marks.push((Role::Nothing, rule(height)));
        self.push(0.0, height + 2.0, marks);
    }

    /// Labels and values one below the other, in a strip that is not torn; where they end.
    fn pairs(
        &mut self,
        marks: &mut Vec<(Role, Mark)>,
        fields: &[Field],
        start: f32,
        width: f32,
        mut y: f32,
    ) -> f32 {
        let label_width = self.label_width(fields, ASKED, width * 0.5);
        for field in fields {
            let label = self.setter.lines(&field.label, ASKED, label_width);
            let (from, room) = (start + label_width + GAP, width - label_width - GAP);
            let value = self.setter.lines(&field.value, STATED, room);
            let mut bottom = y;
            for (lines, start, width) in [(label, start, label_width), (value, from, room)] {
                let mut at = y;
                for line in lines {
                    marks.push((Role::Text, self.text(&line, start, width, Align::Start, at)));
                    at += line.height;
                }
                bottom = bottom.max(at);
            }
            y = bottom;
        }
        y
    }

    /// As wide as the widest label, but no wider than `most`.
    fn label_width(&mut self, fields: &[Field], style: Style, most: f32) -> f32 {
        fields
            .iter()
            .flat_map(|field| self.setter.lines(&field.label, style, most))
            .map(|line| line.width)
            .fold(0.0, f32::max)
            // A line broken at exactly its own width may break once more.
            .ceil()
    }

    fn fields(&mut self, fields: &[Field]) {
        let half = (COLUMN - GUTTER) / 2.0;
        // The same in most blocks, so that their columns stand below each other.
        let label_width = self.label_width(fields, ASKED, half * 0.5).max(LABEL);
        let value_width = half - label_width - GAP;
        let mut beside: Option<[Cell; 2]> = None;
        for field in fields {
            self.block += 1;
            let start = if beside.is_some() { half + GUTTER } else { 0.0 };
            let label = self.cell(&field.label, ASKED, start, label_width);
            let value = self.cell(&field.value, BODY, start + label_width + GAP, value_width);
            if label.lines.len() <= 1 && value.lines.len() <= 1 {
                match beside.take() {
                    None => beside = Some([label, value]),
                    Some([first_label, first_value]) => {
                        self.row(1.0, &[first_label, first_value, label, value]);
                    }
                }
                continue;
            }
            if let Some(first) = beside.take() {
                self.row(1.0, &first);
            }
            let label = self.cell(&field.label, ASKED, 0.0, label_width);
            let from = label_width + GAP;
            let value = self.cell(&field.value, BODY, from, COLUMN - from);
            self.row(1.0, &[label, value]);
        }
        if let Some(first) = beside {
            self.row(1.0, &first);
        }
    }

    fn code(&mut self, data: &str, spoken: &str, lines: &[String]) {
        let mut marks = vec![(
            Role::Picture(spoken.into()),
            Mark::Code {
                x: self.left(0.0, CODE),
                y: 0.0,
                side: CODE,
                data: data.into(),
            },
        )];
        let start = CODE + GUTTER;
        let texts: Vec<(&str, Style)> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| (line.as_str(), if at == 0 { STRONG } else { SMALL }))
            .collect();
        let end = self.stack(&mut marks, &texts, start, COLUMN - start, 6.0);
        // Four modules of nothing around it, or it is not found.
        self.push(12.0, end.max(CODE), marks);
    }

    fn signatures(&mut self, boxes: &[SignBox]) {
        let count = u8::try_from(boxes.len()).map_or(1.0, f32::from).max(1.0);
        let gap = 8.0;
        let width = (COLUMN - gap * (count - 1.0)) / count;
        let mut marks = Vec::new();
        let mut bottom = 0.0_f32;
        let mut start = 0.0;
        for one in boxes {
            let (from, inner) = (start + 5.0, width - 10.0);
            let y = self.stack(&mut marks, &[(&one.title, STRONG)], from, inner, 2.0);
            let y = self.pairs(&mut marks, &one.fields, from, inner, y);
            let y = self.stack(&mut marks, &[(&one.room, SMALL)], from, inner, y);
            bottom = bottom.max(y + ROOM);
            start += width + gap;
        }
        let mut start = 0.0;
        for _ in boxes {
            let frame = Mark::Frame {
                x: self.left(start, width),
                y: 0.0,
                width,
                height: bottom,
            };
            marks.push((Role::Nothing, frame));
            start += width + gap;
        }
        self.push(8.0, bottom, marks);
    }

    fn foot(&mut self, page: &mut Page, text: &str, number: &str) {
        let top = HEIGHT - FOOT;
        let mut marks = vec![rule(top)];
        let number = self.setter.lines(number, SMALL, 120.0);
        let text = self.setter.lines(text, SMALL, COLUMN - 130.0);
        if let Some(line) = text.first() {
            marks.push(self.text(line, 0.0, COLUMN, Align::Start, top + 2.0));
        }
        if let Some(line) = number.first() {
            marks.push(self.text(line, 0.0, COLUMN, Align::End, top + 2.0));
        }
        page.marks.extend(marks.into_iter().map(|mark| Placed {
            role: Role::Nothing,
            mark,
            block: 0,
        }));
    }
}
