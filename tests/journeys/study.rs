//! From the queue of study to a decision, and back to the desk where something is missing: by keys alone.

use istiqbal::domain::decision::Outcome;
use istiqbal::domain::request::Stage;
use istiqbal::domain::study::{Verdict, View};
use istiqbal::locale::Language;

use crate::desk::{Driven, House};
use crate::intake::{
    first_run, in_queue, match_papers, page, receive_and_register, sign_explain_submit, state_need,
};

const NAME: &str = "نورة سعد الحربي";

/// A request handed in, and the desk at home again.
pub fn handed_in(house: &House, charity: &str) -> Driven {
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, charity);
    receive_and_register(&mut desk);
    state_need(&mut desk, charity);
    match_papers(&mut desk);
    sign_explain_submit(&mut desk);
    assert_eq!(page(&mut desk, 1).request.stage, Stage::Study, "{charity}");
    while desk.screen() != "reception" {
        desk.press("Esc");
    }
    desk.keys = 0;
    desk
}

/// To the request that is studied, through the queue.
pub fn to_study(desk: &mut Driven) {
    desk.press("F11").is_at("queues").comes(NAME);
    desk.press("Enter").is_at("study");
}

/// What shaaer asks for before an opinion: a finding, one report, both criteria.
pub fn examine(desk: &mut Driven) {
    desk.press("Enter")
        .type_in("1")
        .press("Enter")
        .type_in("الدخل دون حد الكفاية")
        .press("Enter")
        .sees("دُوّنت النتيجة");
    // The hand is on the first mechanism: the administrative check.
    desk.press("Enter")
        .type_in("الهوية")
        .press("Enter")
        .type_in("صحيحة سارية")
        .press("Enter")
        .sees("دُوّن التقرير");
    // And now on the first criterion: met, by evidence. The second does not apply, which needs none.
    desk.press("F3")
        .type_in("تعريف بالراتب")
        .press("Enter")
        .sees("قُيّم المعيار");
    desk.press("F6");
}

/// Each committee of the profile says that it would accept.
pub fn opinions(desk: &mut Driven, committees: usize) {
    for _ in 0..committees {
        desk.is_at("study").press("Enter").type_in("1");
        desk.press("Enter").type_in("مستحق").press("Enter");
    }
    desk.is_at("queues");
}

#[test]
fn eligibility_is_studied_to_the_decision() {
    let house = House::new();
    let mut desk = handed_in(&house, "shaaer");
    to_study(&mut desk);
    desk.sees("جمع المعلومات ●").sees("لم تُدوّن نتيجة");
    // An opinion before anything is found is refused in words, and nothing is written.
    desk.press("End Enter")
        .sees("نتيجة واحدة على الأقل مع مصدرها");
    assert!(!desk.state.snapshot().is("form"));
    desk.press("Home");
    desk.keys -= 3;
    examine(&mut desk);
    desk.sees("تقييم المعلومات ●");
    let study = page(&mut desk, 1).request.study;
    assert_eq!(study.findings[0].source, "official-papers");
    assert_eq!(study.reports[0].mechanism, "administrative-check");
    assert_eq!(study.reports[0].fields["papers-examined"], "الهوية");
    let verdicts: Vec<Verdict> = study.criteria.values().map(|one| one.verdict).collect();
    assert_eq!(verdicts, [Verdict::Met, Verdict::NotApplicable]);
    assert_eq!(study.criteria["bylaws"].evidence, "تعريف بالراتب");
    desk.press("Enter")
        .type_in("1")
        .press("Enter")
        .type_in("مستحق")
        .press("Enter")
        .sees("بانتظار القرار")
        .is_at("queues");
    assert_eq!(desk.keys, 14, "keys beside the data, as the README says");
    let study = page(&mut desk, 1).request.study;
    assert_eq!(study.opinions["management"].view, View::Accept);
    assert!(study.concluded.is_some());
    // The sitting: the minutes once, and no reason needed to accept.
    desk.press("Esc d").is_at("committee").sees(NAME);
    desk.sees("مستحق").sees("لا رد قبل");
    desk.press("F3")
        .type_in("12/1448")
        .press("Enter Enter")
        .sees("قُبل الطلب");
    let decided = page(&mut desk, 1).request;
    assert_eq!(decided.stage, Stage::Reply);
    let decision = decided.decision().unwrap();
    assert_eq!(decision.outcome, Outcome::Accepted);
    assert_eq!(decision.minutes, "12/1448");
    desk.sees("لا طلب ينتظر القرار");
}

#[test]
fn both_committees_of_eman_are_heard_before_a_decision() {
    let house = House::new();
    let mut desk = handed_in(&house, "eman");
    to_study(&mut desk);
    assert!(
        !desk.shows("المعايير"),
        "no criteria where the policy has none"
    );
    assert!(!desk.shows("النتائج"));
    assert!(desk.seen().matches('○').count() >= 2, "{}", desk.seen());
    desk.press("Enter")
        .type_in("1")
        .press("Enter")
        .type_in("تستحق")
        .press("Enter");
    // The hand goes to the one that is awaited still, and no sitting has it yet.
    desk.is_at("study").sees("بانتظار الرأي");
    assert_eq!(in_queue(&mut desk, Stage::Decision), 0);
    let study = page(&mut desk, 1).request.study;
    assert_eq!(
        study.opinions.keys().collect::<Vec<_>>(),
        ["research-committee"]
    );
    desk.press("Enter")
        .type_in("2")
        .press("Enter")
        .type_in("العلاج متوفر")
        .press("Enter")
        .is_at("queues");
    assert_eq!(in_queue(&mut desk, Stage::Decision), 1);
    // Rejected: not without a reason.
    desk.press("Esc d").is_at("committee");
    // What was told in confidence is read with a key.
    assert!(!desk.shows("العلاج متوفر"));
    desk.press("F2").sees("العلاج متوفر");
    desk.press("F4").type_in("7").press("Enter Enter");
    assert_eq!(page(&mut desk, 1).request.stage, Stage::Decision);
    // What is written outlives Esc, the minutes too.
    desk.type_in("لا يقع").press("Esc F4").type_in(" في الاختصاص");
    desk.press("Enter").sees("رُفض الطلب");
    let decided = page(&mut desk, 1).request;
    let decision = decided.decision().unwrap();
    assert_eq!(decision.outcome, Outcome::Rejected);
    assert_eq!(decision.reasons, "لا يقع في الاختصاص");
    assert_eq!(decision.minutes, "7");
}

#[test]
fn what_is_missing_sends_it_back_to_the_desk_and_up_again() {
    let house = House::new();
    let mut desk = handed_in(&house, "rahma");
    // Where nobody clarifies, the key of the referrals leads to the study.
    desk.press("F6").is_at("queues");
    assert!(!desk.shows("الإيضاح"), "no such stage at this charity");
    desk.comes(NAME).press("Enter").is_at("study");
    desk.press("F9").press("Enter");
    assert_eq!(
        page(&mut desk, 1).request.stage,
        Stage::Study,
        "not without"
    );
    desk.type_in("صك الحضانة").press("Enter").is_at("queues");
    assert_eq!(page(&mut desk, 1).request.stage, Stage::Intake);
    // It lies at the desk with the reason, and is handed in again.
    desk.press("Esc F4");
    for _ in 0..8 {
        if !desk.shows(NAME) {
            desk.press("Tab");
        }
    }
    desk.press("1 Enter").is_at("request").press("F4");
    desk.sees("صك الحضانة");
    desk.press("Enter").is_at("intake");
    for _ in 0..12 {
        if desk.screen() == "intake" {
            desk.press("PgDn");
        }
    }
    if desk.screen() == "intake" {
        desk.type_in("1").press("Enter");
    }
    assert_eq!(
        page(&mut desk, 1).request.stage,
        Stage::Study,
        "{}",
        desk.seen()
    );
    assert_eq!(page(&mut desk, 1).request.study.sent_back.len(), 1);
}

#[test]
fn a_form_left_is_there_again_on_another_terminal() {
    let house = House::new();
    let mut desk = handed_in(&house, "qader");
    to_study(&mut desk);
    desk.press("Enter")
        .type_in("1")
        .press("Enter")
        .type_in("نصف رأي");
    desk.close();
    let mut desk = house.desk(Language::Arabic);
    desk.is_at("reception");
    assert!(
        desk.shows("لا مسودات") || !desk.shows(NAME),
        "no draft of an intake"
    );
    to_study(&mut desk);
    desk.press("Enter").sees("نصف رأي");
    desk.type_in(" وتمامه").press("F3").is_at("queues");
    let study = page(&mut desk, 1).request.study;
    let opinion = study.opinions.values().next().unwrap();
    assert_eq!(opinion.text, "نصف رأي وتمامه");
    assert_eq!(opinion.view, View::Accept);
}

#[test]
fn it_goes_from_hand_to_hand() {
    use istiqbal::domain::ids::BranchNo;
    use istiqbal::domain::staff::Role;
    use istiqbal::protocol::Order;
    let house = House::new();
    let mut desk = handed_in(&house, "wethaq");
    desk.order(Order::AddStaff {
        name: "نوف".into(),
        uid: 4_000_000,
        roles: [Role::SocialResearcher].into(),
        branch: BranchNo(1),
    });
    desk.hear();
    to_study(&mut desk);
    let me = page(&mut desk, 1).request.officer;
    desk.press("F6").sees("نوف").press("Down Enter");
    desk.sees("أُسند الطلب");
    let request = page(&mut desk, 1).request;
    assert_ne!(request.officer, me);
    desk.press("F5").sees("صار الطلب معك");
    assert_eq!(page(&mut desk, 1).request.officer, me);
    desk.press("F5").type_in("هي أعلم بالحالة").press("Enter");
    desk.sees("لمن كان معه");
    assert_eq!(page(&mut desk, 1).request.officer, request.officer);
}
