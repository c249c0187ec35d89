//! What stands of the study and of the decision on a request's page, and the way from there to whoever works on them.

use super::Request;
use crate::desk::screens::doors;
use crate::desk::screens::study::told;
use crate::desk::state::Desk;
use crate::desk::widget::sheet::Sheet;
use crate::domain::profile::Profile;
use crate::domain::request::Stage;
use crate::domain::workflow::Case;
use crate::protocol::query::RequestPage;

/// What it was sent back for, what the study brought, what was decided. Nothing before a study has begun.
pub(super) fn told(sheet: &mut Sheet, desk: &Desk, profile: Option<&Profile>, page: &RequestPage) {
    told::sent_back(sheet, desk, page);
    let study = &page.request.study;
    let begun = !study.findings.is_empty()
        || !study.criteria.is_empty()
        || !study.reports.is_empty()
        || !study.opinions.is_empty();
    let handed_in = !matches!(
        page.request.stage,
        Stage::Intake | Stage::PapersMissing | Stage::Clarification | Stage::Withdrawn
    );
    let Some(profile) = profile.filter(|_| begun || handed_in) else {
        return;
    };
    let case = Case {
        request: &page.request,
        facts: &page.facts,
        profile,
        today: desk.now.date(),
        by: desk.me().map(|me| me.no).unwrap_or_default(),
    };
    told::findings(sheet, desk, profile, page);
    told::reports(sheet, desk, profile, page, None);
    told::criteria(sheet, desk, profile, page);
    told::opinions(sheet, desk, profile, &case);
    told::decisions(sheet, desk, page);
}

/// Whether I may go on from here to its study, or to the sitting that decides on it.
pub(super) fn can_study(request: &Request, desk: &Desk) -> bool {
    let stage = request.page.as_ref().map(|page| page.request.stage);
    match stage {
        Some(Stage::Study) => doors::studies(desk),
        Some(Stage::Decision) => doors::decides(desk),
        _ => false,
    }
}

/// Goes there.
pub(super) fn study(request: &mut Request, desk: &mut Desk) {
    if let Some(page) = &request.page {
        doors::request(desk, page.request.no, page.request.stage);
    }
}
