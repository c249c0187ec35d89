//! Slips of the hand: how far two words or numbers are apart as typed.

/// How many slips part two words, where a slip is a letter left out, put in, changed, or swapped with its neighbour
/// (Damerau–Levenshtein, no part edited twice). None when there are more than `most`.
#[must_use]
pub fn slips_between(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    // Rows of the usual table: the one before the last, the last, and this one.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut left_of_a = None;
    for (i, ca) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(last.len());
        row.push(i + 1);
        let mut left_of_b = None;
        for (j, cb) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut slips = (at(&last, j) + usize::from(ca != cb))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            if left_of_a == Some(cb) && left_of_b == Some(ca) && j > 0 {
                slips = slips.min(at(&before, j - 1) + 1);
            }
            row.push(slips);
            left_of_b = Some(cb);
        }
        if row.iter().min() > Some(&most) {
            return None;
        }
        left_of_a = Some(ca);
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|slips| *slips <= most)
}

/// How one number becomes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigitSlip {
    /// They are the same.
    None,
    /// One digit is changed, missing or too many.
    OneDigit,
    /// Two neighbouring digits are swapped.
    Swapped,
}

/// The one slip between two numbers, if one explains the difference.
#[must_use]
pub fn digit_slip(a: &str, b: &str) -> Option<DigitSlip> {
    if a == b {
        return Some(DigitSlip::None);
    }
    slips_between(a, b, 1)?;
    let differing = a.chars().zip(b.chars()).filter(|(x, y)| x != y).count();
    let swapped = a.chars().count() == b.chars().count() && differing == 2;
    Some(if swapped {
        DigitSlip::Swapped
    } else {
        DigitSlip::OneDigit
    })
}

/// Hands over every text that one slip makes of this one with these letters; some more than once.
pub fn one_slip_away(text: &str, letters: &str, mut give: impl FnMut(&str)) {
    let mut slipped = String::with_capacity(text.len() + 4);
    let mut build = |before: &str, between: [Option<char>; 2], after: &str| {
        slipped.clear();
        slipped.push_str(before);
        slipped.extend(between.into_iter().flatten());
        slipped.push_str(after);
        give(&slipped);
    };
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for (before, after) in places.map(|at| text.split_at(at)) {
        let mut rest = after.chars();
        let first = rest.next();
        let past_first = rest.as_str();
        for letter in letters.chars() {
            build(before, [Some(letter), None], after);
            if first.is_some_and(|c| c != letter) {
                build(before, [Some(letter), None], past_first);
            }
        }
        if first.is_some() {
            build(before, [None, None], past_first);
        }
        if let (Some(first), Some(second)) = (first, rest.next()) {
            build(before, [Some(second), Some(first)], rest.as_str());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_are_counted() {
        for (a, b, slips) in [
            ("", "", Some(0)),
            ("محمد", "محمد", Some(0)),
            ("محمد", "محمود", Some(1)),
            ("الحربي", "الحبري", Some(1)),
            ("سعد", "فهد", Some(2)),
            ("سعد", "", None),
            ("نوره", "منيره", Some(2)),
            ("ab", "ba", Some(1)),
            ("abc", "cab", Some(2)),
            ("علي", "خالد", None),
        ] {
            assert_eq!(slips_between(a, b, 2), slips, "{a} {b}");
        }
    }

    #[test]
    fn one_slip_between_numbers_is_named() {
        for (a, b, slip) in [
            ("1102334451", "1102334451", Some(DigitSlip::None)),
            ("1102334451", "1102334461", Some(DigitSlip::OneDigit)),
            ("1102334451", "110233445", Some(DigitSlip::OneDigit)),
            ("1102334451", "1102343451", Some(DigitSlip::Swapped)),
            ("1102334451", "1102334499", None),
        ] {
            assert_eq!(digit_slip(a, b), slip, "{a} {b}");
        }
    }

    #[test]
    fn one_slip_away_is_all_that_is_one_slip_away() {
        let mut away = std::collections::BTreeSet::new();
        one_slip_away("aba", "abc", |text| {
            away.insert(text.to_owned());
        });
        let mut all = vec![String::new()];
        for _ in 0..4 {
            let longer = all
                .iter()
                .flat_map(|t| ["a", "b", "c"].map(|l| format!("{t}{l}")));
            all = longer.chain(all.iter().cloned()).collect();
        }
        let near: std::collections::BTreeSet<String> = all
            .into_iter()
            .filter(|text| slips_between("aba", text, 1) == Some(1))
            .collect();
        away.remove("aba");
        assert_eq!(away, near);
    }

    fn reference(a: &[char], b: &[char]) -> usize {
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = match (i, j) {
                    (0, n) | (n, 0) => n,
                    _ => {
                        let mut best = (d[i - 1][j] + 1)
                            .min(d[i][j - 1] + 1)
                            .min(d[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            best = best.min(d[i - 2][j - 2] + 1);
                        }
                        best
                    }
                };
            }
        }
        d[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn slips_agree_with_the_whole_table(a in "[abc]{0,6}", b in "[abc]{0,6}", most in 0_usize..5) {
            let chars = |s: &str| s.chars().collect::<Vec<_>>();
            let whole = reference(&chars(&a), &chars(&b));
            prop_assert_eq!(slips_between(&a, &b, most), (whole <= most).then_some(whole));
        }
    }
}
