//! Text broken into lines of glyphs. The only file that names parley.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::style::{
    FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty,
};
use parley::{BaseDirection, FontContext, Layout, LayoutContext};

use super::figures::figures;
use super::fonts::Fonts;
use crate::arabic::Digits;
use crate::arabic::isolate::{FSI, PDI};

/// How text is set. Sizes are points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Of an em.
    pub size: f32,
    /// Whether it is bold.
    pub bold: bool,
}

impl Style {
    pub const fn plain(size: f32) -> Style {
        Style { size, bold: false }
    }

    pub const fn bold(size: f32) -> Style {
        Style { size, bold: true }
    }
}

/// From line to line, in ems: Amiri's tashkeel needs the room.
const LEADING: f32 = 1.62;

/// A glyph of a run, in reading order of the eye. Lengths are points, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    pub id: u32,
    pub advance: f32,
    pub x: f32,
    pub y: f32,
    /// Of the line's text: the letters it stands for.
    pub letters: Range<usize>,
}

/// Glyphs of one font.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Which of the fonts' files.
    pub font: usize,
    /// From the line's left.
    pub x: f32,
    pub glyphs: Vec<Glyph>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The whole paragraph's text.
    pub text: Arc<str>,
    pub size: f32,
    /// What can be seen of it, from the left.
    pub from: f32,
    pub width: f32,
    pub height: f32,
    /// From the top.
    pub baseline: f32,
    /// Whether its paragraph is read from the right.
    pub rtl: bool,
    /// Whether its paragraph has other lines: these stand at the side the paragraph is read from.
    pub wraps: bool,
    pub runs: Vec<Run>,
}

/// Breaks text into lines.
pub struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    families: Vec<FontFamilyName<'static>>,
    /// The fonts' files by the number parley knows them by.
    blobs: Vec<u64>,
    rtl: bool,
    digits: Digits,
}

impl Setter {
    pub fn new(fonts: &Fonts, rtl: bool, digits: Digits) -> Setter {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        let (mut blobs, mut families) = (Vec::new(), Vec::new());
        for file in &fonts.files {
            let blob = Blob::new(Arc::clone(file) as Arc<dyn AsRef<[u8]> + Send + Sync>);
            blobs.push(blob.id());
            for (family, _) in collection.register_fonts(blob, None) {
                if let Some(name) = collection.family_name(family) {
                    let name = FontFamilyName::Named(Cow::Owned(name.to_owned()));
                    if !families.contains(&name) {
                        families.push(name);
                    }
                }
            }
        }
        Setter {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            layouts: LayoutContext::new(),
            families,
            blobs,
            rtl,
            digits,
        }
    }

    /// The lines of a text in a column; a line break begins a new paragraph.
    pub fn lines(&mut self, text: &str, style: Style, column: f32) -> Vec<Arc<Line>> {
        text.split('\n')
            .flat_map(|paragraph| self.paragraph(paragraph, style, column))
            .collect()
    }

    fn paragraph(&mut self, text: &str, style: Style, column: f32) -> Vec<Arc<Line>> {
        let quoted = unquoted(text);
        let text: Arc<str> = figures(quoted.unwrap_or(text), self.digits).into();
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, &text, 1.0, false);
        let families = FontFamily::List(Cow::Borrowed(&self.families));
        let weight = if style.bold {
            FontWeight::BOLD
        } else {
            FontWeight::NORMAL
        };
        builder.push_default(StyleProperty::FontFamily(families));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::FontWeight(weight));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(
            LEADING,
        )));
        builder.set_base_direction(match (quoted.is_some(), self.rtl) {
            (true, _) => BaseDirection::Auto,
            (false, true) => BaseDirection::Rtl,
            (false, false) => BaseDirection::Ltr,
        });
        let mut layout: Layout<()> = builder.build(&*text);
        layout.break_all_lines(Some(column));
        let wraps = layout.len() > 1;
        let rtl = layout.is_rtl();
        layout
            .lines()
            .map(|line| Arc::new(self.line(&text, style, &line, rtl, wraps)))
            .collect()
    }

    fn line(
        &self,
        text: &Arc<str>,
        style: Style,
        line: &parley::Line<'_, ()>,
        rtl: bool,
        wraps: bool,
    ) -> Line {
        let metrics = line.metrics();
        let mut x = 0.0;
        let mut runs = Vec::new();
        for run in line.runs() {
            let id = run.font().data.id();
            let mut start = x;
            let mut glyphs: Vec<Glyph> = Vec::new();
            // Letters without a glyph of their own belong to the ligature beside them: in a run from the right that
            // one comes later.
            let mut waiting: Option<Range<usize>> = None;
            for cluster in run.visual_clusters() {
                let letters = cluster.text_range();
                if cluster.is_ligature_continuation() {
                    match glyphs.last_mut() {
                        Some(glyph) if !run.is_rtl() => {
                            glyph.letters.end = glyph.letters.end.max(letters.end);
                        }
                        _ => waiting = Some(joined(waiting, letters)),
                    }
                    continue;
                }
                let letters = joined(waiting.take(), letters);
                if text.get(letters.clone()).is_some_and(is_mark) {
                    // It has done its work, and shows nothing: whoever copies the text is not to have it.
                    x += cluster.advance();
                    match glyphs.last_mut() {
                        Some(before) => before.advance += cluster.advance(),
                        None => start = x,
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    glyphs.push(Glyph {
                        id: glyph.id,
                        advance: glyph.advance,
                        x: glyph.x,
                        y: glyph.y,
                        letters: letters.clone(),
                    });
                    x += glyph.advance;
                }
            }
            if let (Some(font), false) = (
                self.blobs.iter().position(|blob| *blob == id),
                glyphs.is_empty(),
            ) {
                runs.push(Run {
                    font,
                    x: start,
                    glyphs,
                });
            }
        }
        // White space at the end of a line hangs over its edge, and from the right that is its left one.
        let hanging = metrics.hanging_advance.min(x).max(0.0);
        Line {
            text: Arc::clone(text),
            size: style.size,
            from: if rtl { hanging } else { 0.0 },
            width: x - hanging,
            height: metrics.line_height,
            baseline: metrics.baseline - metrics.block_min_coord,
            rtl,
            wraps,
            runs,
        }
    }
}

/// What someone wrote stands in an isolate of its own direction; where that is all of a paragraph, the paragraph has
/// this direction.
fn unquoted(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(FSI)?.strip_suffix(PDI)?;
    let marks = |c: char| matches!(c, '\u{2066}'..='\u{2069}');
    (!inside.contains(marks)).then_some(inside)
}

/// Whether text is nothing but marks of direction.
fn is_mark(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
}

fn joined(one: Option<Range<usize>>, other: Range<usize>) -> Range<usize> {
    match one {
        Some(one) => one.start.min(other.start)..one.end.max(other.end),
        None => other,
    }
}
