//! Pages drawn as PDF. The only file that names krilla.

use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::sync::Arc;

use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{Metadata, TextDirection};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use qrcodegen::{QrCode, QrCodeEcc};

use super::SheetError;
use super::block::Sheet;
use super::fonts::Fonts;
use super::pages::{HEIGHT, Mark, Page, Placed, Role, WIDTH};
use super::text::Line;

/// How thick rules and boxes are, in points.
const RULE: f32 = 0.6;

/// Whether these bytes are a font that can be drawn with.
pub fn is_font(bytes: &[u8]) -> bool {
    Font::new(bytes.to_vec().into(), 0).is_some()
}

/// Draws the pages.
pub fn draw(pages: &[Page], sheet: &Sheet, fonts: &Fonts) -> Result<Vec<u8>, SheetError> {
    let failed = |why: &str| SheetError::Draw {
        why: why.to_owned(),
    };
    let fonts: Option<Vec<Font>> = fonts
        .files
        .iter()
        .map(|file| Font::new(Arc::clone(file).into(), 0))
        .collect();
    let fonts = fonts.ok_or_else(|| failed("a font cannot be read"))?;
    let settings =
        PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| failed("the page has no size"))?;
    let mut document = Document::new();
    let mut tree = Tree::default();
    for page in pages {
        let mut drawn = document.start_page_with(settings.clone());
        let mut surface = drawn.surface();
        for placed in &page.marks {
            let id = surface.start_tagged(match placed.role {
                Role::Nothing => {
                    ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther))
                }
                Role::Picture(_) => ContentTag::Other,
                _ => ContentTag::Span(SpanTag::empty()),
            });
            mark(&mut surface, &placed.mark, &fonts);
            surface.end_tagged();
            tree.add(placed, id);
        }
        surface.finish();
        drawn.finish();
    }
    let language = sheet.language.tag().to_owned();
    document.set_tag_tree(tree.finish().with_lang(Some(language.clone())));
    document.set_metadata(
        Metadata::new()
            .title(sheet.title.clone())
            .language(language)
            .creator("istiqbal".to_owned())
            .text_direction(if sheet.language.is_rtl() {
                TextDirection::RightToLeft
            } else {
                TextDirection::LeftToRight
            }),
    );
    document
        .finish()
        .map_err(|error| failed(&error.to_string()))
}

/// The structure: one node a block, in the order of the blocks.
#[derive(Default)]
struct Tree {
    groups: BTreeMap<usize, (Role, Vec<Identifier>)>,
}

impl Tree {
    fn add(&mut self, placed: &Placed, id: Identifier) {
        if placed.role == Role::Nothing {
            return;
        }
        // A block of a picture and its lines are two nodes.
        let picture = matches!(placed.role, Role::Picture(_));
        let key = placed.block * 2 + usize::from(!picture);
        let (_, ids) = self
            .groups
            .entry(key)
            .or_insert_with(|| (placed.role.clone(), Vec::new()));
        ids.push(id);
    }

    fn finish(self) -> TagTree {
        let mut tree = TagTree::new();
        let heading = |level: u16| Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), None);
        for (role, ids) in self.groups.into_values() {
            let kind: TagKind = match role {
                Role::Title => heading(1).into(),
                Role::Heading => heading(2).into(),
                Role::Picture(spoken) => Tag::Figure(Some(spoken.to_string())).into(),
                Role::Text | Role::Nothing => Tag::P.into(),
            };
            let mut group = TagGroup::new(kind);
            for id in ids {
                group.push(id);
            }
            tree.push(Node::Group(group));
        }
        tree
    }
}

fn mark(surface: &mut Surface<'_>, mark: &Mark, fonts: &[Font]) {
    match mark {
        Mark::Text { x, y, line } => text(surface, *x, y + line.baseline, line, fonts),
        Mark::Rule { x, y, width } => {
            let mut path = PathBuilder::new();
            path.move_to(*x, *y);
            path.line_to(x + width, *y);
            stroke(surface, path);
        }
        Mark::Frame {
            x,
            y,
            width,
            height,
        } => {
            let mut path = PathBuilder::new();
            if let Some(frame) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(frame);
            }
            stroke(surface, path);
        }
        Mark::Code { x, y, side, data } => code(surface, *x, *y, *side, data),
    }
}

fn stroke(surface: &mut Surface<'_>, path: PathBuilder) {
    let Some(path) = path.finish() else {
        return;
    };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(90).into(),
        width: RULE,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn text(surface: &mut Surface<'_>, x: f32, baseline: f32, line: &Line, fonts: &[Font]) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    let size = line.size;
    for run in &line.runs {
        let Some(font) = fonts.get(run.font) else {
            continue;
        };
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| {
                KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / size,
                    glyph.x / size,
                    // Here upwards.
                    -glyph.y / size,
                    0.0,
                    glyph.letters.clone(),
                    None,
                )
            })
            .collect();
        let start = Point::from_xy(x + run.x, baseline);
        surface.draw_glyphs(start, &glyphs, font.clone(), &line.text, size, false);
    }
}

/// A QR code that stands a quarter of damage: a sheet is folded, and signed beside it.
fn code(surface: &mut Surface<'_>, x: f32, y: f32, side: f32, data: &str) {
    let Ok(code) = QrCode::encode_text(data, QrCodeEcc::Quartile) else {
        return;
    };
    let size = code.size();
    let module = side / u8::try_from(size).map_or(f32::MAX, f32::from);
    let at = |n: i32| module * u8::try_from(n).map_or(0.0, f32::from);
    let mut path = PathBuilder::new();
    for row in 0..size {
        let mut column = 0;
        while column < size {
            let start = column;
            while column < size && code.get_module(column, row) {
                column += 1;
            }
            if column > start
                && let Some(dark) =
                    Rect::from_xywh(x + at(start), y + at(row), at(column - start), module)
            {
                path.push_rect(dark);
            }
            column += 1;
        }
    }
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(Fill::default()));
        surface.draw_path(&path);
    }
}
