//! A form as plain line prompts, for screen readers and broken terminals.

use std::io::{self, BufRead, Write};

use super::definition::{Choice, Field, Kind, Values};
use super::draw::other_calendar;
use crate::arabic::{clean_line, digits};
use crate::desk::widget::text_field::mask;
use crate::locale::Texts;

/// Letters at the end of what is masked that stay readable.
const READABLE: usize = 4;

/// How asking a field came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It holds something that does not bar the way.
    Filled,
    /// Input ended.
    Ended,
    /// What is masked in it is to be shown, and it is to be asked again.
    Reveal,
}

/// What is typed to have shown what is masked.
const REVEAL: [&str; 2] = ["?", "؟"];

/// Asks one field until it holds something that does not bar the way. What is masked is `shown` or not.
pub fn ask(
    field: &Field,
    values: &mut Values,
    texts: &Texts,
    shown: bool,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Asked> {
    if !field.kind.takes_focus() {
        writeln!(out, "{}", clean_line(&field.label.said(texts)))?;
        return Ok(Asked::Filled);
    }
    let hides = !shown && field.kind.manner().is_some_and(|manner| manner.masked);
    loop {
        prompt(field, values, texts, hides, out)?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(Asked::Ended);
        }
        let line = clean_line(line.trim_end_matches(['\n', '\r']));
        let line = line.trim();
        if hides && REVEAL.contains(&line) && values.contains_key(&field.id) {
            return Ok(Asked::Reveal);
        }
        let old = values.get(&field.id).cloned().unwrap_or_default();
        let value = if line.is_empty() {
            match &field.kind {
                // An empty line beside what was stated says that the paper says the same.
                Kind::Same { stated, .. } if old.is_empty() => stated.clone(),
                _ => old.clone(),
            }
        } else {
            match read(&field.kind, line, texts) {
                Some(value) => value,
                None => {
                    writeln!(
                        out,
                        "{}: {}",
                        texts.get("form-error"),
                        texts.get("form-not-a-choice")
                    )?;
                    continue;
                }
            }
        };
        if value.is_empty() {
            values.remove(&field.id);
        } else {
            values.insert(field.id.clone(), value.clone());
        }
        let problem = field.problem(values);
        if let Some(problem) = &problem {
            let kind = if problem.stops {
                "form-error"
            } else {
                "form-warning"
            };
            writeln!(out, "{}: {}", texts.get(kind), problem.said(texts))?;
            if problem.stops {
                // The bad value is not offered to be kept.
                values.remove(&field.id);
                if !old.is_empty() && old != value {
                    values.insert(field.id.clone(), old);
                }
                continue;
            }
        }
        if let (Kind::Date | Kind::Until(_), Some(other)) =
            (&field.kind, other_calendar(&value, texts))
        {
            writeln!(out, "{}", clean_line(&other))?;
        }
        return Ok(Asked::Filled);
    }
}

fn prompt(
    field: &Field,
    values: &Values,
    texts: &Texts,
    hides: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut said = field.label.said(texts);
    if field.required {
        said = format!("{said} ({})", texts.get("form-required"));
    }
    if let Some(hint) = &field.hint {
        said = format!("{said} — {}", hint.said(texts));
    }
    writeln!(out, "{said}")?;
    let yes_no = [Choice::new("yes", "form-yes"), Choice::new("no", "form-no")];
    let (choices, how) = match &field.kind {
        Kind::Choice(choices) => (choices.as_slice(), "form-plain-choose"),
        Kind::Many(choices) => (choices.as_slice(), "form-plain-many"),
        Kind::YesNo => (yes_no.as_slice(), "form-plain-choose"),
        Kind::Text(_)
        | Kind::Number
        | Kind::Date
        | Kind::Until(_)
        | Kind::Same { .. }
        | Kind::Heading
        | Kind::Note => (&[][..], ""),
    };
    if let Kind::Same { stated, .. } = &field.kind {
        writeln!(
            out,
            "{}: {stated} — {}",
            texts.get("same-stated"),
            texts.get("hint-same")
        )?;
    }
    for (number, choice) in choices.iter().enumerate() {
        writeln!(out, "  {}. {}", number + 1, choice.label.said(texts))?;
    }
    if !choices.is_empty() {
        writeln!(out, "{}", texts.get(how))?;
    }
    if let Some(value) = values.get(&field.id).filter(|_| hides) {
        let (keep, show) = (texts.get("form-plain-keep"), texts.get("form-plain-show"));
        writeln!(out, "[{}] {keep} {show}", mask(value, READABLE))?;
    } else if let Some(value) = values.get(&field.id) {
        let known = |one: &str| {
            let choice = choices.iter().find(|choice| choice.value == one);
            choice.map_or_else(|| one.to_owned(), |choice| choice.label.said(texts))
        };
        let value: Vec<String> = value.split('\n').map(known).collect();
        writeln!(
            out,
            "[{}] {}",
            value.join(", "),
            texts.get("form-plain-keep")
        )?;
    } else if !field.required {
        writeln!(out, "{}", texts.get("form-plain-skip"))?;
    }
    write!(out, "> ")?;
    out.flush()
}

/// What a line means in a field of this kind; none where it names no choice.
fn read(kind: &Kind, line: &str, texts: &Texts) -> Option<String> {
    let one = |choices: &[Choice], said: &str| {
        let said = said.trim();
        let number = digits::fold(said).parse::<usize>().ok();
        let by_number = number
            .and_then(|number| number.checked_sub(1))
            .and_then(|at| choices.get(at));
        let by_name = || {
            choices
                .iter()
                .find(|choice| choice.value == said || choice.label.said(texts) == said)
        };
        by_number
            .or_else(by_name)
            .map(|choice| choice.value.clone())
    };
    match kind {
        Kind::Text(manner) | Kind::Same { manner, .. } if !manner.folds_digits => {
            Some(line.to_owned())
        }
        Kind::Heading | Kind::Note => None,
        Kind::Text(_) | Kind::Number | Kind::Date | Kind::Until(_) | Kind::Same { .. } => {
            Some(digits::fold(line).into_owned())
        }
        Kind::Choice(choices) => one(choices, line),
        Kind::YesNo => one(
            &[Choice::new("yes", "form-yes"), Choice::new("no", "form-no")],
            line,
        ),
        Kind::Many(choices) => {
            let chosen: Option<Vec<String>> = line
                .split([',', '،'])
                .map(|said| one(choices, said))
                .collect();
            let chosen = chosen?;
            let in_order: Vec<&str> = choices
                .iter()
                .map(|choice| choice.value.as_str())
                .filter(|value| chosen.iter().any(|one| one == value))
                .collect();
            Some(in_order.join("\n"))
        }
    }
}
