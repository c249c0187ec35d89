//! How an act looks: what it rests on, and the form below it, or beside it where there is room.

use ratatui::layout::Rect;

use super::kind::renewal_by_profile;
use super::{Act, Kind};
use crate::desk::form;
use crate::desk::screens::request::after as parts;
use crate::desk::screens::request::page::lacking;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, first, upper};
use crate::desk::widget::frame;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::profile::Profile;
use crate::domain::workflow::{Blocked, Step};
use crate::protocol::query::RequestPage;

/// From this width on the form and what it rests on stand side by side.
const BESIDE_FROM: u16 = 110;

/// Rows the form keeps below what it rests on: its fields, and the choices of the one under the hand.
fn rows_of(running: &form::Running) -> u16 {
    let fields = running.fields().map(|field| match &field.kind {
        form::Kind::Choice(choices) if is_focused(running, field) => choices.len().max(1),
        _ => 1,
    });
    // One more for what is said below the field.
    u16::try_from(fields.sum::<usize>() + 1).unwrap_or(u16::MAX)
}

fn is_focused(running: &form::Running, field: &form::Field) -> bool {
    running.focused().is_some_and(|one| one.id == field.id)
}

impl Act {
    pub(super) fn draw_act(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let (Some(page), profile) = (&self.page, self.profile(desk)) else {
            if let Some(refusal) = &self.refused {
                canvas.paragraph(below(area, 1), &words::refusal(desk, refusal), Part::Alarm);
            }
            return;
        };
        let sheet = self.rests_on(desk, profile, page);
        let read = self.read_area(canvas.rtl(), &sheet, area);
        let stops = sheet.stops(canvas.rtl(), read.width, read.height);
        let from = self.scroll.selected().unwrap_or(0);
        sheet.draw(canvas, read, from.min(stops.saturating_sub(1)));
        let Some(running) = &self.running else {
            return;
        };
        let filled_in = if area.width >= BESIDE_FROM {
            let half = area.width / 2;
            canvas.divider(first(after(area, half + 1), 1));
            first(area, half)
        } else {
            canvas.rule(upper(below(area, read.height), 1));
            below(area, read.height + 1)
        };
        form::draw::draw(running, desk, canvas, filled_in);
    }

    /// Where what it rests on stands.
    fn read_area(&self, rtl: bool, sheet: &Sheet, area: Rect) -> Rect {
        let Some(running) = &self.running else {
            return area;
        };
        if area.width >= BESIDE_FROM {
            return after(area, area.width / 2 + 3);
        }
        let left = area.height.saturating_sub(rows_of(running) + 1);
        let wanted = u16::try_from(sheet.rows(rtl, area.width)).unwrap_or(u16::MAX);
        upper(area, wanted.min(left))
    }

    /// How many lines what it rests on can be scrolled over on a screen of this size, and how many stand there at once.
    pub(super) fn stops(&self, desk: &Desk) -> (usize, usize) {
        let (Some(page), profile) = (&self.page, self.profile(desk)) else {
            return (0, 0);
        };
        let (columns, rows) = desk.size;
        let work = frame::divide(Rect::new(0, 0, columns, rows)).work;
        let sheet = self.rests_on(desk, profile, page);
        let area = self.read_area(desk.rtl(), &sheet, work);
        let stops = sheet.stops(desk.rtl(), area.width, area.height);
        (stops, usize::from(area.height))
    }

    /// What there is to know for it, what stands in its way first.
    fn rests_on(&self, desk: &Desk, profile: Option<&Profile>, page: &RequestPage) -> Sheet {
        let request = &page.request;
        let mut sheet = self.veil.sheet(desk, profile, request.need.as_ref());
        sheet.value(desk.say("fact-name"), &page.facts.name.line(), Part::Plain);
        if let Some(blocked) = self.kind.blocked(page) {
            self.say_blocked(&mut sheet, desk, profile, page, blocked);
        }
        match self.kind {
            Kind::Reply | Kind::AllowEarly => {
                parts::earliest(&mut sheet, desk, profile, request);
                parts::decided(&mut sheet, desk, request);
            }
            Kind::Object => {
                parts::decided(&mut sheet, desk, request);
                parts::reply(&mut sheet, desk, profile, request);
            }
            Kind::AnswerObjection => {
                parts::objections(&mut sheet, desk, request);
                parts::decided(&mut sheet, desk, request);
            }
            Kind::Register => {
                parts::file(&mut sheet, desk, page);
                if page.may(Step::Register) {
                    sheet.said(desk.say("act-register-ready"), Part::Good);
                }
            }
            Kind::Deliver | Kind::Close => {
                parts::file(&mut sheet, desk, page);
                parts::provision(&mut sheet, desk, profile, page);
                self.renewal(&mut sheet, desk, profile, page);
            }
            Kind::Outside => parts::outside(&mut sheet, desk, request),
        }
        if let Some(need) = &request.need {
            sheet.heading(desk.say("request-need"));
            let service = words::service(desk, profile, &need.service);
            sheet.value(desk.say("fact-service"), &service, Part::Plain);
            sheet.confided(desk.say("fact-need"), &need.text, Part::Plain);
        }
        sheet
    }

    /// The day that the profile would have it looked at again.
    fn renewal(
        &self,
        sheet: &mut Sheet,
        desk: &Desk,
        profile: Option<&Profile>,
        page: &RequestPage,
    ) {
        let closing = profile.filter(|_| self.kind == Kind::Close);
        let day = closing.and_then(|profile| renewal_by_profile(desk, profile, page));
        if let Some(day) = day {
            let label = desk.say("act-renewal-by-profile");
            sheet.fact(label, words::both_dates(desk, day), Part::Plain);
        }
    }

    fn say_blocked(
        &self,
        sheet: &mut Sheet,
        desk: &Desk,
        profile: Option<&Profile>,
        page: &RequestPage,
        blocked: &Blocked,
    ) {
        let step = self.kind.step();
        if page.lacks(step).is_empty() {
            sheet.said(words::blocked(desk, profile, blocked), Part::Alarm);
            return;
        }
        let label = match self.kind {
            Kind::Register => "act-register-lacks",
            _ => "act-lacks",
        };
        lacking(sheet, desk, profile, page, step, label);
        let hint = match self.kind {
            Kind::Register => "act-register-hint",
            Kind::Reply if self.may_allow_early() => "act-early-hint",
            _ => return,
        };
        sheet.said(desk.say(hint), Part::Quiet);
    }
}
