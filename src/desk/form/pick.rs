//! Fields where something is chosen and nothing typed.

use super::definition::{Choice, Kind};
use crate::desk::key::{Code, Key};

/// What a key makes of a field where nothing is typed; none if it is no key for it.
pub(super) fn pick(kind: &Kind, key: Key, at: &mut usize, old: &str, rtl: bool) -> Option<String> {
    if key.ctrl || key.alt {
        return None;
    }
    let on = match key.code {
        Code::Down => Some(true),
        Code::Up => Some(false),
        // The next one is where reading goes on.
        Code::Left => Some(rtl),
        Code::Right => Some(!rtl),
        _ => None,
    };
    let typed = key.typed();
    match kind {
        Kind::YesNo => match (on, typed) {
            (Some(_), _) if matches!(key.code, Code::Up | Code::Down) => None,
            (Some(on), _) => Some(if on { "no" } else { "yes" }.to_owned()),
            (_, Some(' ')) => Some(if old == "yes" { "no" } else { "yes" }.to_owned()),
            (_, Some('ن' | 'y' | '1')) => Some("yes".to_owned()),
            (_, Some('ل' | 'n' | '2')) => Some("no".to_owned()),
            _ => (key.code == Code::Backspace).then(String::new),
        },
        Kind::Choice(choices) => {
            let there = match (on, typed) {
                // The first arrow takes the first choice, not the second.
                (Some(true), _) if old.is_empty() => 0,
                (Some(true), _) => (*at + 1).min(choices.len().saturating_sub(1)),
                (Some(false), _) => at.saturating_sub(1),
                (None, Some(' ')) => *at,
                (None, Some(c)) => nth(c, choices)?,
                (None, None) => return (key.code == Code::Backspace).then(String::new),
            };
            *at = there;
            choices.get(there).map(|choice| choice.value.clone())
        }
        Kind::Many(choices) => {
            let marks = match (key.code, typed) {
                (Code::Down, _) => {
                    *at = (*at + 1).min(choices.len().saturating_sub(1));
                    false
                }
                (Code::Up, _) => {
                    *at = at.saturating_sub(1);
                    false
                }
                (Code::Left | Code::Right, _) | (_, Some(' ')) => true,
                (_, Some(c)) => {
                    *at = nth(c, choices)?;
                    true
                }
                _ => return None,
            };
            let here = choices.get(*at)?;
            Some(if marks {
                toggled(choices, here, old)
            } else {
                old.to_owned()
            })
        }
        Kind::Text(_)
        | Kind::Number
        | Kind::Date
        | Kind::Until(_)
        | Kind::Same { .. }
        | Kind::Heading
        | Kind::Note => None,
    }
}

/// The choice a digit names.
fn nth(c: char, choices: &[Choice]) -> Option<usize> {
    let digit = crate::arabic::digits::fold_char(c).to_digit(10)?;
    let at = usize::try_from(digit).ok()?.checked_sub(1)?;
    (at < choices.len()).then_some(at)
}

/// The marked ones with `here` marked or no longer, in the order of the choices.
fn toggled(choices: &[Choice], here: &Choice, old: &str) -> String {
    let marked = |value: &str| old.split('\n').any(|one| one == value);
    let kept: Vec<&str> = choices
        .iter()
        .map(|choice| choice.value.as_str())
        .filter(|value| marked(value) != (*value == here.value))
        .collect();
    kept.join("\n")
}
