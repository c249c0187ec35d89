//! The order in which cells stand on the screen: UAX #9, through `unicode-bidi`.

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo};

/// The side a text starts from: a field's own direction, whatever it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// Starts at the right: names, addresses, sentences.
    Rtl,
    /// Starts at the left: phone, ID, IBAN, e-mail, English.
    Ltr,
}

impl Base {
    /// The paragraph embedding level.
    pub(super) fn level(self) -> Level {
        match self {
            Self::Rtl => Level::rtl(),
            Self::Ltr => Level::ltr(),
        }
    }
}

/// What rule L1 does with a character at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// Keeps its level.
    Keeps,
    /// White space, isolates and removed controls: back to the base level at a line's end.
    Resets,
    /// A separator: always at the base level, and so is the white space before it.
    Separates,
}

/// The resolved embedding level and the rule L1 class of each byte of a paragraph.
pub(super) struct Levels {
    /// `None` where the whole text is at level 0: the usual Latin case, which costs nothing.
    resolved: Option<(Vec<Level>, Vec<BidiClass>)>,
}

impl Levels {
    /// Resolves `text` as one paragraph.
    pub(super) fn of(text: &str, base: Base) -> Self {
        // The first character that bidi cares about is U+0590; its UTF-8 starts at 0xD6.
        if base == Base::Ltr && text.bytes().all(|byte| byte < 0xD6) {
            return Self { resolved: None };
        }
        let info = ParagraphBidiInfo::new(text, Some(base.level()));
        Self {
            resolved: Some((info.levels, info.original_classes)),
        }
    }

    /// Level and tail behaviour of the character that starts at `byte`.
    pub(super) fn at(&self, byte: usize) -> (Level, Tail) {
        let Some((levels, classes)) = &self.resolved else {
            return (Level::ltr(), Tail::Keeps);
        };
        let tail = match classes.get(byte) {
            Some(BidiClass::B | BidiClass::S) => Tail::Separates,
            Some(
                BidiClass::WS
                | BidiClass::FSI
                | BidiClass::LRI
                | BidiClass::RLI
                | BidiClass::PDI
                | BidiClass::LRE
                | BidiClass::RLE
                | BidiClass::LRO
                | BidiClass::RLO
                | BidiClass::PDF
                | BidiClass::BN,
            ) => Tail::Resets,
            _ => Tail::Keeps,
        };
        (levels.get(byte).copied().unwrap_or_else(Level::ltr), tail)
    }
}

/// Rule L1: puts white space at the end of the line, and before separators, back to the base level.
pub(super) fn reset_tails(levels: &mut [(Level, Tail)], base: Base) {
    let mut at_end = true;
    for (level, tail) in levels.iter_mut().rev() {
        match tail {
            Tail::Keeps => at_end = false,
            Tail::Separates => at_end = true,
            Tail::Resets => {}
        }
        if at_end {
            *level = base.level();
        }
    }
}

/// Rule L2: for each place from the left, which element stands there.
pub(super) fn visual_order(levels: &[(Level, Tail)]) -> Vec<usize> {
    let levels: Vec<Level> = levels.iter().map(|(level, _)| *level).collect();
    ParagraphBidiInfo::reorder_visual(&levels)
}
