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
pub(super) enum Levels {
    /// The whole text is at one level: plain Latin, plain Arabic. The usual case, which costs nothing.
    Uniform(Level),
    Resolved(Vec<Level>, Vec<BidiClass>),
}

impl Levels {
    /// Resolves `text` as one paragraph.
    pub(super) fn of(text: &str, base: Base) -> Self {
        if is_uniform(text, base) {
            return Self::Uniform(base.level());
        }
        let info = ParagraphBidiInfo::new(text, Some(base.level()));
        Self::Resolved(info.levels, info.original_classes)
    }

    /// Level and tail behaviour of the character that starts at `byte`.
    pub(super) fn at(&self, byte: usize) -> (Level, Tail) {
        let (levels, classes) = match self {
            Self::Uniform(level) => return (*level, Tail::Keeps),
            Self::Resolved(levels, classes) => (levels, classes),
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

/// Whether `text` surely has one level only. Errs to the other side.
fn is_uniform(text: &str, base: Base) -> bool {
    match base {
        // The first character that bidi cares about is U+0590; its UTF-8 starts at 0xD6.
        Base::Ltr => text.bytes().all(|byte| byte < 0xD6),
        // Arabic letters, their marks, and what has no direction; no digit, no control.
        Base::Rtl => text.chars().all(|c| match c {
            '\0'..='\u{007F}' => !c.is_ascii_alphanumeric(),
            '\u{061C}' | '\u{06DD}' => false,
            '\u{0606}'..='\u{065F}' | '\u{066D}'..='\u{06EF}' | '\u{06FA}'..='\u{06FF}' => true,
            '«' | '»' | '…' | '–' | '—' => true,
            _ => false,
        }),
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
    // All at level 1.
    if levels.iter().all(|level| level.number() == 1) {
        return (0..levels.len()).rev().collect();
    }
    ParagraphBidiInfo::reorder_visual(&levels)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_bidi::ParagraphBidiInfo;

    use super::is_uniform;
    use crate::arabic::{Base, lay_out};

    proptest! {
        #[test]
        fn the_short_way_gives_the_same_levels(
            text in "[\\u{590}-\\u{700} !-~«»…–—]{0,12}", rtl in any::<bool>(),
        ) {
            let base = if rtl { Base::Rtl } else { Base::Ltr };
            if is_uniform(&text, base) {
                let info = ParagraphBidiInfo::new(&text, Some(base.level()));
                prop_assert!(info.levels.iter().all(|level| *level == base.level()), "{:?}", text);
            }
        }
    }

    #[test]
    fn every_character_of_the_short_way_has_no_level_of_its_own() {
        for c in ('\0'..='\u{3000}').filter(|c| is_uniform(&c.to_string(), Base::Rtl)) {
            let text = format!("{c}ب {c} ب{c}");
            let info = ParagraphBidiInfo::new(&text, Some(Base::Rtl.level()));
            assert!(info.levels.iter().all(|level| level.number() == 1), "{c:?}");
        }
    }

    const CHARACTERS: &str = include_str!("../../tests/fixtures/bidi/BidiCharacterTest.txt");
    const CLASSES: &str = include_str!("../../tests/fixtures/bidi/BidiTest.txt");

    /// Whether the cells of `text` stand in the order `expected`, given as character indices.
    fn stands(text: &str, base: Base, expected: &str) -> bool {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let cells: Vec<usize> = lay_out(text, base)
            .cells()
            .map(|cell| starts.binary_search(&cell.source.start).unwrap())
            .collect();
        // Marks and controls have no cell of their own.
        let expected: Vec<usize> = expected
            .split_whitespace()
            .map(|index| index.parse().unwrap())
            .filter(|index| cells.contains(index))
            .collect();
        cells == expected
    }

    #[test]
    fn characters_stand_where_unicode_says() {
        let mut cases = 0;
        for line in CHARACTERS
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let fields: Vec<&str> = line.split(';').collect();
            let base = match fields[1] {
                "0" => Base::Ltr,
                "1" => Base::Rtl,
                _ => continue,
            };
            let text: String = fields[0]
                .split(' ')
                .map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap())
                .collect();
            assert!(stands(&text, base, fields[4]), "{line}");
            cases += 1;
        }
        assert!(cases > 400, "{cases}");
    }

    #[test]
    fn classes_stand_where_unicode_says() {
        let mut cases = 0;
        let mut order = "";
        for line in CLASSES
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            if let Some(next) = line.strip_prefix("@Reorder:") {
                order = next;
            }
            let Some((classes, bases)) = line.split_once("; ") else {
                continue;
            };
            let Some(text) = classes.split(' ').map(of_class).collect::<Option<String>>() else {
                continue;
            };
            let bases = u8::from_str_radix(bases, 16).unwrap();
            for (bit, base) in [(2, Base::Ltr), (4, Base::Rtl)] {
                if bases & bit != 0 {
                    assert!(stands(&text, base, order), "{base:?} {classes} → {order}");
                    cases += 1;
                }
            }
        }
        assert!(cases > 900, "{cases}");
    }

    /// A character of the bidi class; none for the paragraph separator, which no line holds.
    fn of_class(class: &str) -> Option<char> {
        Some(match class {
            "L" => 'a',
            "R" => 'א',
            "AL" => 'د',
            "EN" => '1',
            "ES" => '+',
            "ET" => '%',
            "AN" => '٢',
            "CS" => ',',
            "S" => '\t',
            "WS" => ' ',
            "ON" => '!',
            "NSM" => '\u{0301}',
            "BN" => '\u{00AD}',
            "LRE" => '\u{202A}',
            "RLE" => '\u{202B}',
            "PDF" => '\u{202C}',
            "LRO" => '\u{202D}',
            "RLO" => '\u{202E}',
            "LRI" => '\u{2066}',
            "RLI" => '\u{2067}',
            "FSI" => '\u{2068}',
            "PDI" => '\u{2069}',
            _ => return None,
        })
    }
}
