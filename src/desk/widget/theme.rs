//! What parts of the screen look like. Colours are the terminal's own; meaning never hangs on them.

use ratatui::style::{Color, Modifier, Style};

/// What a part of the screen is, as far as looks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Text.
    Plain,
    /// Text that stands back: labels, hints, the rule.
    Quiet,
    /// The title of the screen, the header of a table.
    Title,
    /// A key in the line of keys.
    Key,
    /// The field with the focus.
    Focus,
    /// The selected row.
    Selected,
    /// What differs.
    Difference,
    /// A date passed, something required and missing, an error.
    Alarm,
    /// What agrees, what is done.
    Good,
}

/// A way to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// The terminal's sixteen colours.
    #[default]
    Palette,
    /// No colour at all: `NO_COLOR`.
    Plain,
    /// Bold and reversed, nothing dim.
    HighContrast,
}

impl Theme {
    /// How a part looks.
    #[must_use]
    pub fn style(self, part: Part) -> Style {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        match self {
            Self::Palette => match part {
                Part::Plain => plain,
                Part::Quiet => plain.add_modifier(Modifier::DIM),
                Part::Title | Part::Key => bold,
                Part::Focus => underlined,
                Part::Selected => reversed,
                // The two of the sixteen that can be read on dark and on light alike. What agrees has its sign.
                Part::Difference => bold.fg(Color::Magenta),
                Part::Alarm => bold.fg(Color::Red),
                Part::Good => plain,
            },
            Self::Plain => match part {
                Part::Plain | Part::Good => plain,
                Part::Quiet => plain.add_modifier(Modifier::DIM),
                Part::Title | Part::Key | Part::Difference | Part::Alarm => bold,
                Part::Focus => underlined,
                Part::Selected => reversed,
            },
            Self::HighContrast => match part {
                Part::Plain | Part::Quiet | Part::Good => plain,
                Part::Title | Part::Key => bold,
                Part::Focus => bold.add_modifier(Modifier::UNDERLINED),
                Part::Selected => bold.add_modifier(Modifier::REVERSED),
                Part::Difference | Part::Alarm => {
                    bold.add_modifier(Modifier::REVERSED | Modifier::UNDERLINED)
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [Part; 9] = [
        Part::Plain,
        Part::Quiet,
        Part::Title,
        Part::Key,
        Part::Focus,
        Part::Selected,
        Part::Difference,
        Part::Alarm,
        Part::Good,
    ];

    /// How light a colour looks, from 0 to 1 (WCAG 2, relative luminance).
    fn luminance([r, g, b]: [u8; 3]) -> f64 {
        let linear = |part: u8| (f64::from(part) / 255.0).powf(2.2);
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn coloured_words_are_read_on_dark_and_on_light() {
        // Red, green, yellow, magenta as terminals come with them.
        let terminals: [(&str, [[u8; 3]; 4]); 4] = [
            (
                "xterm",
                [[205, 0, 0], [0, 205, 0], [205, 205, 0], [205, 0, 205]],
            ),
            (
                "tango",
                [[204, 0, 0], [78, 154, 6], [196, 160, 0], [117, 80, 123]],
            ),
            (
                "vte",
                [
                    [192, 28, 40],
                    [46, 194, 126],
                    [245, 194, 17],
                    [163, 71, 186],
                ],
            ),
            (
                "putty",
                [[187, 0, 0], [0, 187, 0], [187, 187, 0], [187, 0, 187]],
            ),
        ];
        for (name, [red, green, yellow, magenta]) in terminals {
            for part in PARTS {
                let shown = match Theme::Palette.style(part).fg {
                    None => continue,
                    Some(Color::Red) => red,
                    Some(Color::Green) => green,
                    Some(Color::Yellow) => yellow,
                    Some(Color::Magenta) => magenta,
                    Some(other) => panic!("{other:?} is not known here"),
                };
                for ground in [[0, 0, 0], [255, 255, 255]] {
                    let contrast = contrast(shown, ground);
                    assert!(contrast > 2.8, "{name} {part:?} on {ground:?}: {contrast}");
                }
            }
        }
    }

    #[test]
    fn no_colour_means_no_colour() {
        for theme in [Theme::Plain, Theme::HighContrast] {
            for part in PARTS {
                let style = theme.style(part);
                assert_eq!((style.fg, style.bg), (None, None), "{theme:?} {part:?}");
            }
        }
    }

    #[test]
    fn what_matters_stands_out_without_colour_in_every_theme() {
        for theme in [Theme::Palette, Theme::Plain, Theme::HighContrast] {
            let plain = theme.style(Part::Plain).add_modifier;
            for part in [Part::Focus, Part::Selected, Part::Difference, Part::Alarm] {
                assert_ne!(theme.style(part).add_modifier, plain, "{theme:?} {part:?}");
            }
        }
    }
}
