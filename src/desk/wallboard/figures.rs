//! Figures to be read from across a hall.

/// Five rows of three dots each, the first dot in the highest bit.
const DOTS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b010, 0b010, 0b010],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];

/// How large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Three rows high, a dot half a cell.
    Small,
    /// Five rows high, a dot two cells.
    Large,
}

impl Size {
    /// Rows of a figure.
    pub const fn rows(self) -> u16 {
        match self {
            Size::Small => 3,
            Size::Large => 5,
        }
    }

    /// Columns of a figure with the gap after it.
    const fn columns(self) -> u16 {
        match self {
            Size::Small => 4,
            Size::Large => 8,
        }
    }

    /// Columns that a number of so many figures needs.
    pub const fn width(self, figures: u16) -> u16 {
        figures.saturating_mul(self.columns()).saturating_sub(1)
    }
}

/// The rows of a number.
pub fn rows(number: u32, size: Size) -> Vec<String> {
    let digits = number.to_string();
    let figures: Vec<[u8; 5]> = digits
        .bytes()
        .filter_map(|digit| DOTS.get(usize::from(digit.wrapping_sub(b'0'))).copied())
        .collect();
    let dot = |figure: &[u8; 5], row: usize, column: u8| {
        figure
            .get(row)
            .is_some_and(|dots| dots & (0b100 >> column) != 0)
    };
    let row = |at: usize| -> String {
        let figure = |figure: &[u8; 5]| -> String {
            let cell = |column: u8| match size {
                Size::Large => {
                    if dot(figure, at, column) {
                        "██"
                    } else {
                        "  "
                    }
                }
                Size::Small => match (dot(figure, at * 2, column), dot(figure, at * 2 + 1, column))
                {
                    (true, true) => "█",
                    (true, false) => "▀",
                    (false, true) => "▄",
                    (false, false) => " ",
                },
            };
            (0..3).map(cell).collect()
        };
        let gap = match size {
            Size::Small => " ",
            Size::Large => "  ",
        };
        figures.iter().map(figure).collect::<Vec<_>>().join(gap)
    };
    (0..usize::from(size.rows())).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_told_from_every_other() {
        for size in [Size::Small, Size::Large] {
            let all: std::collections::BTreeSet<_> = (0..10).map(|one| rows(one, size)).collect();
            assert_eq!(all.len(), 10);
            for number in [7, 42, 1_000] {
                let figures = u16::try_from(number.to_string().len()).unwrap();
                let drawn = rows(number, size);
                assert_eq!(drawn.len(), usize::from(size.rows()));
                for row in drawn {
                    assert!(row.chars().count() <= usize::from(size.width(figures)));
                }
            }
        }
        assert_eq!(rows(17, Size::Small), ["▄█  ▀▀█", " █   █ ", "▀▀▀  ▀ "]);
    }
}
