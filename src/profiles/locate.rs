//! Finds the line and column of a fault in a profile's file.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::domain::profile::Place;

/// Where a place begins in the text, in bytes; where it does not exist, where the innermost thing around it begins.
pub(super) fn offset(root: &Spanned<DeTable<'_>>, place: &[Place]) -> usize {
    let mut turns = place.iter();
    let Some(Place::Key(first)) = turns.next() else {
        return root.span().start;
    };
    let Some(mut here) = root.get_ref().get(*first) else {
        return root.span().start;
    };
    for turn in turns {
        let inner = match (turn, here.get_ref()) {
            (Place::Key(key), DeValue::Table(table)) => table.get(*key),
            (Place::Entry(at), DeValue::Array(array)) => array.get(*at),
            _ => None,
        };
        match inner {
            Some(inner) => here = inner,
            None => break,
        }
    }
    here.span().start
}

/// Line and column (in characters) of a byte of a text, both from 1; the end of the text for what lies beyond.
pub(super) fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    let before = source
        .char_indices()
        .take_while(|(at, _)| *at < offset)
        .map(|(_, c)| c);
    before.fold((1, 1), |(line, column), c| {
        if c == '\n' {
            (line + 1, 1)
        } else {
            (line, column + 1)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_or_what_is_around_it() {
        let source = "a = 1\n[b]\nc = [ { d = 'ع', e = 2 } ]\n[[f]]\ng = 3\n[[f]]\ng = 4\n";
        let table = DeTable::parse(source).unwrap();
        use Place::{Entry, Key};
        for (place, at) in [
            (vec![Key("a")], (1, 5)),
            (vec![Key("b"), Key("c"), Entry(0), Key("e")], (3, 22)),
            (vec![Key("b"), Key("c"), Entry(7)], (3, 5)),
            (vec![Key("b"), Key("x"), Key("y")], (2, 1)),
            (vec![Key("f"), Entry(1), Key("g")], (7, 5)),
            (vec![Key("f"), Entry(1), Key("x")], (6, 1)),
            (vec![Key("x")], (1, 1)),
            (vec![Entry(3)], (1, 1)),
            (vec![], (1, 1)),
        ] {
            assert_eq!(
                line_and_column(source, offset(&table, &place)),
                at,
                "{place:?}"
            );
        }
    }

    #[test]
    fn an_offset_beyond_the_text_is_its_end() {
        assert_eq!(line_and_column("a\nب", 99), (2, 2));
        assert_eq!(line_and_column("", 0), (1, 1));
    }
}
