//! How alike two names are, word by word.
//!
//! An Arabic name runs given name, father, grandfather, family. The given name tells people of one family apart; all the
//! others they share. So what follows a different given name proves little.

use super::likeness::{Finding, Reason};
use super::slips::slips_between;
use crate::arabic::fold::without_article;

/// What a word is in its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Given,
    Middle,
    Family,
}

/// How alike two words are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alike {
    Equal,
    /// One slip, or only the article.
    OneApart,
    /// One slip in a word so short that it may well be another name: علي, عيد.
    ShortOneApart,
    /// Two slips in a long word.
    TwoApart,
}

/// Weights in tenths of a bit, `10·log2(m/u)`; `m` how often the same person's papers agree so, `u` how often two
/// strangers do. Common names are common: one in 60 shares a given or family name, one in 20 a father's or grandfather's.
fn weight(role: Role, alike: Alike) -> i32 {
    match (alike, role) {
        (Alike::Equal, Role::Given | Role::Family) => 60,
        (Alike::Equal, Role::Middle) => 45,
        (Alike::OneApart, Role::Given) => 25,
        (Alike::OneApart, Role::Middle) => 30,
        (Alike::OneApart, Role::Family) => 45,
        (Alike::ShortOneApart, Role::Given) => 10,
        (Alike::ShortOneApart, Role::Middle) => 15,
        (Alike::ShortOneApart, Role::Family) => 20,
        (Alike::TwoApart, Role::Given | Role::Middle) => 10,
        (Alike::TwoApart, Role::Family) => 20,
    }
}

const GIVEN_DIFFERS: i32 = -80;
const MIDDLE_DIFFERS: i32 = -30;
const FAMILY_DIFFERS: i32 = -45;
const PART_MISSING: i32 = -5;
const OUT_OF_ORDER: i32 = -20;
const SPACING: i32 = -10;

/// How alike two names are.
pub(super) struct NameLikeness {
    pub(super) reasons: Vec<Reason>,
    /// Whether the given names are of two people, so that the rest may be a family's.
    pub(super) given_differs: bool,
}

/// Compares two names as written and as folded words. Nothing is said where one of them is empty.
pub(super) fn compare_names(a: (&str, &[String]), b: (&str, &[String])) -> NameLikeness {
    let none = NameLikeness {
        reasons: Vec::new(),
        given_differs: false,
    };
    if a.1.is_empty() || b.1.is_empty() {
        return none;
    }
    if a.1 == b.1 {
        let words = a.1.len();
        let all: i32 = (0..words)
            .map(|at| weight(role(at, words), Alike::Equal))
            .sum();
        let finding = if a.0 == b.0 {
            Finding::NameEqual
        } else {
            Finding::NameEqualAfterFolding
        };
        return NameLikeness {
            reasons: vec![Reason {
                finding,
                weight: all,
            }],
            ..none
        };
    }
    // Of alignments equally good one is taken, so the order of the names is settled first.
    let (a, b) = if a.1 <= b.1 { (a.1, b.1) } else { (b.1, a.1) };
    Alignment::of(a, b).judge(a, b)
}

fn role(at: usize, words: usize) -> Role {
    if at == 0 {
        Role::Given
    } else if at + 1 == words {
        Role::Family
    } else {
        Role::Middle
    }
}

fn alike(a: &str, b: &str) -> Option<Alike> {
    if a == b {
        return Some(Alike::Equal);
    }
    if without_article(a) == without_article(b) {
        return Some(Alike::OneApart);
    }
    let letters = a.chars().count().min(b.chars().count());
    match slips_between(a, b, if letters >= 6 { 2 } else { 1 })? {
        2 => Some(Alike::TwoApart),
        _ if letters <= 3 => Some(Alike::ShortOneApart),
        _ => Some(Alike::OneApart),
    }
}

/// One step in setting two names beside each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The words at these places are alike.
    Pair(usize, usize, Alike),
    /// The word at the first place and the one before it are the one at the second place.
    JoinedInB(usize, usize),
    /// The word at the first place is the one at the second place and the one before it.
    JoinedInA(usize, usize),
}

struct Alignment {
    steps: Vec<Step>,
    weight: i32,
    joined: bool,
}

impl Alignment {
    /// The heaviest way to set the names beside each other without crossing.
    fn of(a: &[String], b: &[String]) -> Self {
        // best[j] is the best for the words before `i` and before `j`; rows kept whole, names are short.
        let mut rows: Vec<Vec<(i32, Vec<Step>)>> = Vec::with_capacity(a.len() + 1);
        for i in 0..=a.len() {
            let mut row: Vec<(i32, Vec<Step>)> = Vec::with_capacity(b.len() + 1);
            for j in 0..=b.len() {
                let mut best: (i32, Vec<Step>) = (0, Vec::new());
                let mut offer = |from: Option<&(i32, Vec<Step>)>, gain: i32, step: Option<Step>| {
                    if let Some((weight, steps)) = from
                        && weight + gain > best.0
                    {
                        best = (weight + gain, steps.iter().copied().chain(step).collect());
                    }
                };
                let above = |up: usize| i.checked_sub(up).and_then(|i| rows.get(i));
                offer(above(1).and_then(|r| r.get(j)), 0, None);
                offer(j.checked_sub(1).and_then(|j| row.get(j)), 0, None);
                if let (Some(x), Some(y)) = (i.checked_sub(1), j.checked_sub(1))
                    && let (Some(wa), Some(wb)) = (a.get(x), b.get(y))
                {
                    if let Some(alike) = alike(wa, wb) {
                        let gain = weight(role_of_pair(x, a.len(), y, b.len()), alike);
                        offer(
                            above(1).and_then(|r| r.get(y)),
                            gain,
                            Some(Step::Pair(x, y, alike)),
                        );
                    }
                    if x > 0 && a.get(x - 1).is_some_and(|before| is_joined(before, wa, wb)) {
                        let gain = joined_weight(x - 1, a.len());
                        offer(
                            above(2).and_then(|r| r.get(y)),
                            gain,
                            Some(Step::JoinedInB(x, y)),
                        );
                    }
                    if y > 0 && b.get(y - 1).is_some_and(|before| is_joined(before, wb, wa)) {
                        let gain = joined_weight(y - 1, b.len());
                        offer(
                            above(1).and_then(|r| r.get(y - 1)),
                            gain,
                            Some(Step::JoinedInA(x, y)),
                        );
                    }
                }
                row.push(best);
            }
            rows.push(row);
        }
        let (weight, steps) = rows.pop().and_then(|mut row| row.pop()).unwrap_or_default();
        let joined = !steps.iter().all(|step| matches!(step, Step::Pair(..)));
        Self {
            steps,
            weight,
            joined,
        }
    }

    fn judge(self, a: &[String], b: &[String]) -> NameLikeness {
        let (last_a, last_b) = (a.len() - 1, b.len() - 1);
        let mut rest = self.unmatched(a.len(), b.len());
        let moved = rest.pair(|x, y| a.get(x) == b.get(y));
        // Of a family name written first a slip may be as well; further inside a name it would be another name.
        let moved_apart = rest.pair(|x, y| {
            let ends = (x == 0 && y == last_b) || (x == last_a && y == 0);
            let words = a.get(x).zip(b.get(y));
            ends && words.and_then(|(x, y)| alike(x, y)) == Some(Alike::OneApart)
        });
        let apart = moved_apart + self.slipped();
        let mut weight = self.weight
            + times(moved, weight(Role::Middle, Alike::Equal))
            + times(moved_apart, weight(Role::Middle, Alike::OneApart));

        let mut findings: Vec<(Finding, i32)> = Vec::new();
        // A given name against nothing is another given name: the son's name before the father's whole name.
        let given_differs = rest.a.contains(&0) || rest.b.contains(&0);
        if given_differs {
            rest.leave(0, 0);
            weight /= 2;
            findings.push((Finding::GivenNameDiffers, GIVEN_DIFFERS));
        }
        if rest.a.contains(&last_a) && rest.b.contains(&last_b) {
            rest.leave(last_a, last_b);
            findings.push((Finding::FamilyNameDiffers, FAMILY_DIFFERS));
        }
        let differing = rest.a.len().min(rest.b.len());
        let missing = rest.a.len().abs_diff(rest.b.len());
        for (finding, weight, found) in [
            (
                Finding::MiddleNameDiffers,
                times(differing, MIDDLE_DIFFERS),
                differing > 0,
            ),
            (
                Finding::NamePartMissing,
                times(missing, PART_MISSING),
                missing > 0,
            ),
            (Finding::WordOrder, OUT_OF_ORDER, moved + moved_apart > 0),
            (Finding::Spacing, SPACING, self.joined),
        ] {
            findings.extend(found.then_some((finding, weight)));
        }
        let alike = match apart {
            _ if weight <= 0 => None,
            0 => Some(Finding::NameWordsEqual),
            1 => Some(Finding::OneLetterApart),
            _ => Some(Finding::LettersApart),
        };
        findings.extend(alike.map(|finding| (finding, weight)));
        let reasons = findings
            .into_iter()
            .map(|(finding, weight)| Reason { finding, weight });
        NameLikeness {
            reasons: reasons.collect(),
            given_differs,
        }
    }

    /// How many words are set beside one that is not the same.
    fn slipped(&self) -> usize {
        let slipped =
            |step: &&Step| matches!(step, Step::Pair(_, _, alike) if *alike != Alike::Equal);
        self.steps.iter().filter(slipped).count()
    }

    /// The places of the words set beside none, in each name.
    fn unmatched(&self, words_a: usize, words_b: usize) -> Rest {
        let (mut a, mut b): (Vec<usize>, Vec<usize>) =
            ((0..words_a).collect(), (0..words_b).collect());
        for step in &self.steps {
            let (Step::Pair(x, y, _) | Step::JoinedInB(x, y) | Step::JoinedInA(x, y)) = *step;
            a.retain(|at| *at != x && !(matches!(step, Step::JoinedInB(..)) && at + 1 == x));
            b.retain(|at| *at != y && !(matches!(step, Step::JoinedInA(..)) && at + 1 == y));
        }
        Rest { a, b }
    }
}

/// The places of words set beside none, in each of two names.
struct Rest {
    a: Vec<usize>,
    b: Vec<usize>,
}

impl Rest {
    /// Takes out those that belong together, each once; how many of each name.
    fn pair(&mut self, belong: impl Fn(usize, usize) -> bool) -> usize {
        let before = self.a.len();
        let b = &mut self.b;
        self.a.retain(|x| {
            let found = b.iter().position(|y| belong(*x, *y));
            found.map(|at| b.remove(at)).is_none()
        });
        before - self.a.len()
    }

    /// Takes out one of each, where it is there.
    fn leave(&mut self, x: usize, y: usize) {
        self.a.retain(|at| *at != x);
        self.b.retain(|at| *at != y);
    }
}

fn times(count: usize, weight: i32) -> i32 {
    weight.saturating_mul(i32::try_from(count).unwrap_or(i32::MAX))
}

fn role_of_pair(x: usize, words_a: usize, y: usize, words_b: usize) -> Role {
    let (a, b) = (role(x, words_a), role(y, words_b));
    if a == b { a } else { Role::Middle }
}

/// The weight of two words from `first` on found as one.
fn joined_weight(first: usize, words: usize) -> i32 {
    weight(role(first, words), Alike::Equal) + weight(role(first + 1, words), Alike::Equal)
}

fn is_joined(first: &str, second: &str, whole: &str) -> bool {
    whole.strip_prefix(first) == Some(second)
}
