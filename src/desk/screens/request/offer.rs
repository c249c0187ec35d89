//! The rating that a request's page offers: after the reply and after the delivery (row 13).

use super::Request;
use crate::desk::screens::rating::{self, Rating};
use crate::desk::state::Desk;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::theme::Part;
use crate::domain::ids::StaffNo;
use crate::domain::profile::Profile;
use crate::domain::voice::Occasion;
use crate::domain::workflow::{Case, Step};
use crate::protocol::Order;
use crate::protocol::query::RequestPage;

/// What can be rated now, where whoever works here may take it down.
pub(in crate::desk::screens) fn due(
    profile: Option<&Profile>,
    page: &RequestPage,
) -> Vec<Occasion> {
    let mut steps = page.steps.iter();
    let may = steps.any(|(step, may)| *step == Step::Rate && may.is_ok());
    let Some(profile) = profile.filter(|_| may) else {
        return Vec::new();
    };
    let case = Case {
        request: &page.request,
        facts: &page.facts,
        profile,
        today: Default::default(),
        by: StaffNo(0),
    };
    case.ratings_due()
}

/// Opens the rating that is due.
pub(super) fn rate(request: &mut Request, desk: &mut Desk) {
    if let Some(occasion) = first(request, desk) {
        open(request, occasion, desk);
    }
}

/// Opens a rating over the page.
pub(super) fn open(request: &Request, occasion: Occasion, desk: &mut Desk) {
    let screen = Rating::new(desk, request.no, occasion);
    desk.open(Box::new(screen));
}

/// Keeps that the beneficiary would rather not.
pub(super) fn decline(request: &mut Request, desk: &mut Desk) {
    if let Some(occasion) = first(request, desk) {
        let order = Order::Rate {
            request: request.no,
            occasion,
            rating: None,
        };
        request.declining = Some(desk.order(order, None));
    }
}

/// What is said once that is kept.
pub(super) fn declined(desk: &Desk) -> String {
    rating::kept(desk, false)
}

fn first(request: &Request, desk: &Desk) -> Option<Occasion> {
    let page = request.page()?;
    due(request.profile(desk), page).into_iter().next()
}

/// What the page says of ratings: which is to be offered, which were, and never what was answered.
pub(super) fn say(sheet: &mut Sheet, desk: &Desk, profile: Option<&Profile>, page: &RequestPage) {
    let due = due(profile, page);
    if due.is_empty() && page.request.offered.is_empty() {
        return;
    }
    sheet.heading(desk.say("request-rating"));
    for occasion in due {
        let label = desk.say(&format!("occasion-{}", occasion.id()));
        sheet.fact(label, desk.say("request-rating-due"), Part::Title);
    }
    for offered in &page.request.offered {
        let id = if offered.answered {
            "request-rating-answered"
        } else {
            "request-rating-declined"
        };
        let label = desk.say(&format!("occasion-{}", offered.occasion.id()));
        sheet.fact(label, desk.say(id), Part::Plain);
    }
}
