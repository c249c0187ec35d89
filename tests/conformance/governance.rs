//! Rows 50 to 57: scope, responsibilities, versions, objections, dates and sheets.

use std::sync::Arc;

use chrono::NaiveDate;
use istiqbal::arabic::Digits;
use istiqbal::domain::date::both;
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::input::Line;
use istiqbal::domain::request::Stage;
use istiqbal::domain::sheet::Kind;
use istiqbal::domain::staff::Role;
use istiqbal::domain::workflow::{Blocked, Missing, Step};
use istiqbal::locale::Language;
use istiqbal::protocol::{Answer, Order, Query, Refusal};
use istiqbal::sheets::block::Block;
use istiqbal::sheets::{Case, compose};

use super::charity::Charity;
use super::table::{Row, all, beyond, some};
use super::tale::{Tale, lacks, lines};
use super::world::desk::{RECEPTION, SECRETARY, SUPERVISOR};
use super::world::people::somebody;

const WETHAQ: &[&str] = &["wethaq"];

pub fn rows() -> Vec<Row> {
    vec![
        some(
            50,
            "categories of beneficiaries",
            WETHAQ,
            categories,
            no_categories,
        ),
        some(
            51,
            "services by name",
            WETHAQ,
            services,
            services_to_fill_in,
        ),
        some(52, "within the geographic scope", WETHAQ, scope, no_scope),
        some(
            53,
            "responsibilities told before",
            WETHAQ,
            responsibilities,
            none_told,
        ),
        all(54, "policies reviewed and amended", amended),
        all(55, "disputes are settled", objection),
        some(
            57,
            "number, date, attachments, subject",
            &["rahma", "eman"],
            letterhead,
            plain_head,
        ),
        beyond(56, "dates in both calendars", &["wethaq", "qader"], dates),
    ]
}

fn categories(charity: &Charity) {
    let ids: Vec<&str> = charity
        .profile
        .categories
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["men", "women", "children", "youth", "elderly"]);
    let mut tale = Tale::opened(charity);
    let mut need = tale.need();
    let request = tale.request;
    for category in ids {
        need.category = category.to_owned();
        let order = Order::StateNeed {
            request,
            need: need.clone(),
        };
        tale.desk(order).unwrap();
        assert_eq!(tale.request().need.unwrap().category, category);
    }
    need.category = String::new();
    let refused = tale.desk(Order::StateNeed { request, need }).unwrap_err();
    assert!(matches!(refused, Refusal::Invalid { ref field, .. } if field == "category"));
}

fn no_categories(charity: &Charity) {
    assert!(charity.profile.categories.is_empty());
    let mut tale = Tale::opened(charity);
    let mut need = tale.need();
    need.category = "women".into();
    let request = tale.request;
    let refused = tale.desk(Order::StateNeed { request, need }).unwrap_err();
    assert!(matches!(refused, Refusal::Invalid { ref field, .. } if field == "category"));
}

fn services(charity: &Charity) {
    let services = &charity.profile.services;
    assert_eq!(services.len(), 5);
    assert!(services.iter().all(|service| !service.to_fill_in));
    let mut tale = Tale::opened(charity);
    let request = tale.request;
    for service in services {
        let mut need = tale.need();
        need.service = service.id.to_string();
        tale.desk(Order::StateNeed { request, need }).unwrap();
    }
}

/// The others name none: what stands in says that the charity is to fill it in.
fn services_to_fill_in(charity: &Charity) {
    assert!(
        charity
            .profile
            .services
            .iter()
            .all(|service| service.to_fill_in)
    );
    let mut tale = Tale::opened(charity);
    let mut need = tale.need();
    need.service = "family-counselling".into();
    let request = tale.request;
    let refused = tale.desk(Order::StateNeed { request, need }).unwrap_err();
    assert!(matches!(refused, Refusal::Invalid { ref field, .. } if field == "service"));
}

fn living_in(charity: &Charity, city: &str) -> istiqbal::domain::person::Facts {
    let mut facts = somebody(3);
    facts.household.size = Some(4);
    facts.home.city = Line::parse(city).ok();
    let _ = charity;
    facts
}

fn scope(charity: &Charity) {
    let mut tale = Tale::of(charity, living_in(charity, "جازان"));
    tale.ready();
    let submit = Order::Submit(tale.request);
    assert_eq!(lacks(tale.desk(submit.clone())), [Missing::ScopeReason]);
    let except = Order::ExceptScope {
        request: tale.request,
        because: "انتقلت الأسرة هذا الشهر".into(),
    };
    tale.desk(except).unwrap();
    tale.desk(submit).unwrap();
    assert_eq!(tale.request().scope_reason, "انتقلت الأسرة هذا الشهر");
    // Whoever lives within it is asked nothing, however the name is written.
    for city in ["تبوك", "Tabuk"] {
        Tale::of(charity, living_in(charity, city)).submitted();
    }
}

fn no_scope(charity: &Charity) {
    let mut tale = Tale::of(charity, living_in(charity, "جازان"));
    tale.submitted();
    assert_eq!(tale.may(RECEPTION, Step::ExceptScope), None);
}

fn responsibilities(charity: &Charity) {
    assert!(!charity.profile.responsibilities.is_empty());
    let channel = charity.profile.channels[0].id.to_string();
    let mut tale = Tale::opened(charity);
    let missing = lacks(tale.open_over(&channel, false));
    assert_eq!(missing, [Missing::Responsibilities]);
    let no = tale.open_over(&channel, true).unwrap();
    assert!(tale.desk.request(no).responsibilities_told);
}

fn none_told(charity: &Charity) {
    assert!(charity.profile.responsibilities.is_empty());
    let channel = charity.profile.channels[0].id.to_string();
    let mut tale = Tale::opened(charity);
    tale.open_over(&channel, false).unwrap();
    // Where there are none, none are put on record as told, whatever a desk sends.
    let no = tale.open_over(&channel, true).unwrap();
    assert!(!tale.desk.request(no).responsibilities_told);
}

/// An amendment is a new version; what was taken in before is worked by the version it was taken in under.
fn amended(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    let amended = charity
        .source
        .replacen("version = 1", "version = 2", 1)
        .replacen("id = \"letters\"", "id = \"post\"", 1);
    let amend = Order::AmendProfile {
        source: amended.clone(),
    };
    let refused = tale.by(SUPERVISOR, amend.clone()).unwrap_err();
    assert_eq!(refused, Refusal::NotAllowed(vec![Role::Administrator]));
    let broken = Order::AmendProfile {
        source: amended.replace("[reply]", "[answer]"),
    };
    assert!(tale.desk(broken).is_err());
    tale.desk(amend.clone()).unwrap();
    assert!(tale.desk(amend).is_err(), "the same version twice");
    let old = tale.request;
    let new = tale.open_over("post", true).unwrap();
    assert!(tale.open_over("letters", true).is_err());
    assert_eq!(tale.desk.request(old).pin.version, 1);
    assert_eq!(tale.desk.request(new).pin.version, 2);
    // The reply to the old one still goes over a channel of the old version.
    tale.decided(Outcome::Accepted).wait_for_the_floor();
    let reply = Order::Reply {
        request: old,
        channel: "letters".into(),
        told: "المستفيد".into(),
    };
    tale.desk(reply).unwrap();
}

/// An objection is answered by someone else than who decided; upheld, it is decided anew.
fn objection(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.replied(Outcome::Rejected);
    let object = |tale: &Tale<'_>| Order::Object {
        request: tale.request,
        text: "تغير الدخل".into(),
    };
    let answer = |tale: &Tale<'_>, upheld| Order::AnswerObjection {
        request: tale.request,
        upheld,
        text: "ثبت ذلك".into(),
    };
    let order = object(&tale);
    tale.desk(order).unwrap();
    assert_eq!(tale.request().stage, Stage::Objection);
    let own = answer(&tale, true);
    assert_eq!(lacks(tale.by(SECRETARY, own)), [Missing::AnotherDecider]);
    let order = answer(&tale, true);
    tale.by(SUPERVISOR, order).unwrap();
    assert_eq!(tale.request().stage, Stage::Decision);
    tale.decide(Outcome::Accepted, "").unwrap();
    assert_eq!(tale.request().decisions.len(), 2, "the first is kept");

    let mut dismissed = Tale::opened(charity);
    dismissed.replied(Outcome::Rejected);
    let order = object(&dismissed);
    dismissed.desk(order).unwrap();
    let order = answer(&dismissed, false);
    dismissed.by(SUPERVISOR, order).unwrap();
    assert_eq!(dismissed.request().stage, Stage::Closed);

    let mut accepted = Tale::opened(charity);
    accepted.replied(Outcome::Accepted);
    let order = object(&accepted);
    let refused = accepted.desk(order).unwrap_err();
    assert!(matches!(refused, Refusal::Blocked(Blocked::WrongStage(_))));
}

/// A date is kept as it was written, in its calendar; the other is derived. Both stand on the pages, on the receipt and
/// in the queue.
fn dates(charity: &Charity) {
    for (written, hijri, gregorian) in [
        ("1446/06/01", "1446-06-01", "2024-12-02"),
        ("2024-12-02", "1446-06-01", "2024-12-02"),
        ("1442/12/22", "1442-12-22", "2021-08-01"),
    ] {
        let mut facts = somebody(3);
        facts.born = Some(written.parse().unwrap());
        let tale = Tale::of(charity, facts);
        let born = tale.facts().born.unwrap();
        assert_eq!(
            born.to_string().replace('-', "/"),
            written.replace('-', "/")
        );
        let both = both(born.gregorian());
        assert_eq!(both.hijri.to_string(), hijri);
        assert_eq!(both.gregorian.to_string(), gregorian);
    }
    let mut facts = somebody(3);
    facts.born = Some("1446/06/01".parse().unwrap());
    let mut tale = Tale::here(charity, facts, 3);
    tale.submitted();
    let no = tale.request;
    let submission = tale.request().submission.unwrap();
    let (submitted, floor) = (submission.act.at.date(), submission.reply_not_before);
    let receipt = compose(Kind::Receipt, &case(&tale)).unwrap();
    let said: Vec<String> = receipt.blocks.into_iter().flat_map(said).collect();
    let said = said.join("\n");
    let shown = |on: &str, day: NaiveDate| {
        let both = both(day);
        for date in [both.hijri.to_string(), both.gregorian.to_string()] {
            assert!(on.contains(&date), "{date} is not on\n{on}");
        }
    };
    shown(&said, submitted);
    shown(&said, floor);

    let house = tale.house();
    // The row has the Hijri date, what is told of it beside the list both.
    let mut desk = house.desk(Language::Arabic).size(200, 40);
    desk.press("F11").is_at("queues").comes(&no.to_string());
    let hijri = both(floor).hijri.to_string();
    assert!(lines(&desk, &no.to_string()).contains(&hijri));
    shown(&desk.seen(), floor);
    desk.opens(no);
    shown(&desk.seen(), submitted);
    shown(&desk.seen(), floor);
    desk.press("F3").is_at("person");
    shown(&desk.seen(), "2024-12-02".parse().unwrap());
}

/// What a part of a sheet says.
fn said(block: Block) -> Vec<String> {
    match block {
        Block::Fields(fields) => fields.into_iter().map(|field| field.value).collect(),
        Block::Paragraph { text, .. } => vec![text],
        _ => vec![],
    }
}

/// What the sheets of a request are made from.
fn case(tale: &Tale<'_>) -> Case {
    let page = tale.page(RECEPTION);
    let Answer::Desk(view) = tale.ask(RECEPTION, Query::Desk).unwrap() else {
        panic!("no desk")
    };
    let profile = Arc::new(tale.charity.profile.clone());
    Case::of(&page, &view, profile, tale.desk.now).speaking(Language::Arabic, Digits::Western)
}

/// What the letterhead of every sheet carries, by its labels.
fn carried(charity: &Charity) -> Vec<Vec<String>> {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let case = case(&tale);
    let sheets = Kind::ALL.map(|kind| compose(kind, &case).unwrap());
    let heads = sheets.iter().map(|sheet| match sheet.blocks.first() {
        Some(Block::Head { fields, .. }) => fields.iter().map(|one| one.label.clone()).collect(),
        _ => panic!("no letterhead"),
    });
    heads.collect()
}

fn letterhead(charity: &Charity) {
    for labels in carried(charity) {
        assert_eq!(labels, ["الرقم", "التاريخ", "المرفقات", "الموضوع"]);
    }
}

/// The others say on none of their papers what is attached and what it is about.
fn plain_head(charity: &Charity) {
    for labels in carried(charity) {
        assert_eq!(labels, ["الرقم", "التاريخ"]);
    }
}
