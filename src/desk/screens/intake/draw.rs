//! How an intake is drawn: steps, fields, and below them who looks like the person being typed.

use ratatui::layout::Rect;

use super::{Finished, Intake, Work};
use crate::arabic::isolate;
use crate::desk::form;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, row, upper};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::matching::{Finding, Likeness};
use crate::protocol::query::AlikeLine;

/// Files shown as possibly the same.
const ALIKE: usize = 3;

impl Intake {
    pub(super) fn draw_work(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(work) = &self.work else {
            canvas.text(row(area, 1), &desk.say("loading"), Part::Quiet);
            return;
        };
        if let Some(done) = &self.done {
            self.draw_done(desk, canvas, area, work, done);
            return;
        }
        let elsewhere = self.elsewhere.said(desk);
        let hints = self.alike.len().min(ALIKE) + usize::from(elsewhere.is_some());
        let hints = u16::try_from(hints).unwrap_or(0);
        let asking = if self.question.is_some() { 3 } else { 0 };
        let foot = (hints + asking).min(area.height.saturating_sub(4));
        let body = upper(area, area.height - foot);
        form::draw::draw(&work.running, desk, canvas, body);
        let mut rest = below(area, area.height - foot);
        if let Some(said) = elsewhere {
            canvas.text(upper(rest, 1), &said, Part::Difference);
            rest = below(rest, 1);
        }
        for line in self.alike.iter().take(ALIKE) {
            draw_alike(desk, canvas, upper(rest, 1), line);
            rest = below(rest, 1);
        }
        if let Some(question) = &self.question {
            canvas.rule(upper(rest, 1));
            let asked = match self
                .profile()
                .and_then(|profile| profile.clarification.as_ref())
            {
                Some(to) => {
                    desk.say_with("question-to", &[("who", desk.texts.pick(&to.title).into())])
                }
                None => desk.say("question"),
            };
            let taken = canvas.text(row(rest, 1), &asked, Part::Title);
            question.draw(canvas, after(row(rest, 1), taken + 2), true);
            canvas.text(row(rest, 2), &desk.say("question-hint"), Part::Quiet);
        }
    }

    fn draw_done(
        &self,
        desk: &Desk,
        canvas: &mut Canvas<'_>,
        area: Rect,
        work: &Work,
        done: &Finished,
    ) {
        let mut at = 1;
        canvas.text(
            row(area, at),
            &format!("✓ {}", desk.say(done.text)),
            Part::Title,
        );
        at += 2;
        if let Some(page) = &work.case.page {
            let number = desk.say_with(
                "done-number",
                &[("number", isolate::ltr(&page.request.no.to_string()).into())],
            );
            canvas.text(row(area, at), &number, Part::Plain);
            at += 1;
            if work.case.registers() {
                let file = isolate::ltr(&page.request.person.to_string());
                let said = desk.say_with("done-file", &[("file", file.into())]);
                canvas.text(row(area, at), &said, Part::Plain);
                at += 1;
            } else if let Some(submission) = &page.request.submission {
                let date = words::both_dates(desk, submission.reply_not_before);
                let said = desk.say_with("done-reply-not-before", &[("date", date.into())]);
                canvas.text(row(area, at), &said, Part::Plain);
                at += 1;
            }
        }
        canvas.text(row(area, at + 1), &desk.say("done-any-key"), Part::Quiet);
    }
}

fn draw_alike(desk: &Desk, canvas: &mut Canvas<'_>, area: Rect, line: &AlikeLine) {
    let person = &line.person;
    let reasons = reasons(desk, &line.likeness);
    let said = format!(
        "! {} {} · {} · {}",
        desk.say("file-word"),
        person.no,
        isolate::auto(&person.name),
        isolate::auto(&reasons),
    );
    canvas.text(area, &said, Part::Difference);
}

/// What speaks for one person, the strongest first.
fn reasons(desk: &Desk, likeness: &Likeness) -> String {
    let mut speaking: Vec<_> = likeness
        .reasons
        .iter()
        .filter(|reason| reason.weight > 0)
        .collect();
    speaking.sort_by_key(|reason| std::cmp::Reverse(reason.weight));
    let said: Vec<String> = speaking
        .into_iter()
        .map(|reason| desk.say(finding_text(reason.finding)))
        .collect();
    said.join(&desk.say("list-comma"))
}

/// The text of a finding.
const fn finding_text(finding: Finding) -> &'static str {
    match finding {
        Finding::SameId => "finding-same-id",
        Finding::IdOneDigitOff => "finding-id-one-digit-off",
        Finding::IdDigitsSwapped => "finding-id-digits-swapped",
        Finding::IdDiffers | Finding::TwoValidIds => "finding-id-differs",
        Finding::SameMobile => "finding-same-mobile",
        Finding::MobileOneDigitOff => "finding-mobile-one-digit-off",
        Finding::MobileDigitsSwapped => "finding-mobile-digits-swapped",
        Finding::MobileDiffers => "finding-mobile-differs",
        Finding::NameEqual => "finding-name-equal",
        Finding::NameEqualAfterFolding => "finding-name-equal-after-folding",
        Finding::NameWordsEqual => "finding-name-words-equal",
        Finding::OneLetterApart => "finding-one-letter-apart",
        Finding::LettersApart => "finding-letters-apart",
        Finding::NamePartMissing => "finding-name-part-missing",
        Finding::Spacing => "finding-spacing",
        Finding::WordOrder => "finding-word-order",
        Finding::GivenNameDiffers => "finding-given-name-differs",
        Finding::MiddleNameDiffers => "finding-middle-name-differs",
        Finding::FamilyNameDiffers => "finding-family-name-differs",
        Finding::BornSame => "finding-born-same",
        Finding::BornSameStandIn => "finding-born-same-stand-in",
        Finding::BornOneDayApart => "finding-born-one-day-apart",
        Finding::DayMonthSwapped => "finding-day-month-swapped",
        Finding::YearAndStandIn => "finding-year-and-stand-in",
        Finding::BornSameYear => "finding-born-same-year",
        Finding::YearOffByOne => "finding-year-off-by-one",
        Finding::YearOffByTen => "finding-year-off-by-ten",
        Finding::SameDayOfYear => "finding-same-day-of-year",
        Finding::BornDiffers => "finding-born-differs",
        Finding::SexDiffers => "finding-sex-differs",
        Finding::BornOneDigitOff => "finding-born-one-digit-off",
        Finding::BornDigitsSwapped => "finding-born-digits-swapped",
    }
}
