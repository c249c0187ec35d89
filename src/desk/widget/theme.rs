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
    /// What lies over the work.
    Over,
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
                Part::Selected | Part::Over => reversed,
                Part::Difference => bold.fg(Color::Yellow),
                Part::Alarm => bold.fg(Color::Red),
                Part::Good => plain.fg(Color::Green),
            },
            Self::Plain => match part {
                Part::Plain | Part::Good => plain,
                Part::Quiet => plain.add_modifier(Modifier::DIM),
                Part::Title | Part::Key | Part::Difference | Part::Alarm => bold,
                Part::Focus => underlined,
                Part::Selected | Part::Over => reversed,
            },
            Self::HighContrast => match part {
                Part::Plain | Part::Quiet | Part::Good => plain,
                Part::Title | Part::Key => bold,
                Part::Focus => bold.add_modifier(Modifier::UNDERLINED),
                Part::Selected | Part::Over => bold.add_modifier(Modifier::REVERSED),
                Part::Difference | Part::Alarm => {
                    bold.add_modifier(Modifier::REVERSED | Modifier::UNDERLINED)
                }
            },
        }
    }

    /// The theme called so in the settings.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Palette, Self::Plain, Self::HighContrast]
            .into_iter()
            .find(|theme| theme.name() == name)
    }

    /// What the settings call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Palette => "palette",
            Self::Plain => "plain",
            Self::HighContrast => "high-contrast",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [Part; 10] = [
        Part::Plain,
        Part::Quiet,
        Part::Title,
        Part::Key,
        Part::Focus,
        Part::Selected,
        Part::Difference,
        Part::Alarm,
        Part::Good,
        Part::Over,
    ];

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
            assert_eq!(Theme::from_name(theme.name()), Some(theme));
        }
    }
}
