//! A question referred, seen in the queues without a key pressed, answered on another desk, and taken up again.

use istiqbal::domain::ids::StaffNo;
use istiqbal::domain::request::Stage;
use istiqbal::domain::staff::Role;
use istiqbal::locale::Language;
use istiqbal::protocol::{Order, Refusal};

use crate::after::request;
use crate::desk::House;
use crate::intake::{first_run, in_queue, page, receive_and_register, state_need};
use crate::pins::{is_back, joins, sits_down, takes_a_pin};

const QUESTION: &str = "متى يصرف العون بعد القبول";
const ANSWER: &str = "يصرف في الأسبوع الأول من كل شهر";

#[test]
fn a_question_goes_to_whom_the_profile_names_and_comes_back_answered() {
    for charity in ["wethaq", "eman", "shaaer"] {
        let house = House::new();
        let mut desk = house.desk(Language::Arabic);
        first_run(&mut desk, charity);
        // A supervisor watches the queue on a desk of their own, and presses nothing.
        let mut watching = house.desk(Language::Arabic);
        watching.press("F4").is_at("queues");

        receive_and_register(&mut desk);
        state_need(&mut desk, charity);
        desk.press("F9")
            .type_in(QUESTION)
            .press("Enter")
            .sees("أُحيل السؤال");
        assert_eq!(
            page(&mut desk, 1).request.stage,
            Stage::Clarification,
            "{charity}"
        );
        watching.comes("نورة سعد الحربي");

        let rows = house.run(&["queue", "clarification", "--format", "json"]);
        let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
        assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
        // At Eman it may say how somebody's health is: no list tells it.
        let confided = charity == "eman";
        assert_eq!(!rows.to_string().contains(QUESTION), confided, "{rows}");
        let reads = if confided { "F4" } else { "Enter" };

        let mut researcher = house.desk(Language::Arabic);
        researcher
            .press("F6")
            .is_at("referrals")
            .comes("نورة سعد الحربي");
        assert!(!researcher.shows(QUESTION), "{charity}");
        // One key reads it. Half an answer, and the terminal closes; it is there on the next one.
        let (half, rest) = ANSWER.split_at(ANSWER.find(" من").unwrap());
        researcher
            .press(reads)
            .comes(QUESTION)
            .type_in(half)
            .close();
        let mut researcher = house.desk(Language::Arabic);
        assert!(!researcher.shows(ANSWER), "no draft of an intake");
        researcher.press("F6").is_at("referrals");
        researcher
            .comes("نورة سعد الحربي")
            .press("Enter")
            .comes(half)
            .type_in(rest)
            .press("Enter");
        let answered = page(&mut researcher, 1);
        assert_eq!(
            answered.request.stage,
            Stage::Intake,
            "{charity}: the visitor's request goes on"
        );
        let clarification = answered.request.clarifications.last().unwrap();
        let (answer, act) = clarification.answer.as_ref().unwrap();
        assert_eq!(answer, ANSWER);
        assert!(
            act.at >= clarification.asked.at,
            "{charity}: both times are kept"
        );
        assert_eq!(
            in_queue(&mut researcher, Stage::Clarification),
            0,
            "{charity}"
        );
    }
}

/// One with each role at the desk: the one whom the profile does not name has no such key and is refused.
#[test]
fn nobody_else_answers_it() {
    const PIN: &str = "739104";
    let researcher = ("نوف الشهري", Role::SocialResearcher);
    let supervisor = ("هدى العنزي", Role::Supervisor);
    for (charity, named, other) in [
        ("shaaer", supervisor, researcher),
        ("wethaq", researcher, supervisor),
    ] {
        let house = House::new();
        let mut desk = house.desk(Language::Arabic);
        first_run(&mut desk, charity);
        receive_and_register(&mut desk);
        state_need(&mut desk, charity);
        desk.press("F9").type_in(QUESTION).press("Enter");
        let no = page(&mut desk, 1).request.no;

        takes_a_pin(&mut desk, PIN);
        let code = joins(&mut desk, 1, other.0, other.1);
        sits_down(&mut desk, 1, &code, "250871");
        desk.sees(other.0).press("F6");
        assert_ne!(desk.screen(), "referrals", "{charity}");
        let refusal = desk.refusal_of(Order::Answer {
            request: no,
            answer: ANSWER.into(),
        });
        assert_eq!(refusal, Refusal::NotAllowed(vec![named.1]), "{charity}");
        assert_eq!(request(&mut desk, no).stage, Stage::Clarification);

        is_back(&mut desk, 0, PIN);
        let code = joins(&mut desk, 2, named.0, named.1);
        sits_down(&mut desk, 2, &code, "618340");
        desk.sees(named.0).press("F6");
        desk.is_at("referrals").press("Enter").comes(QUESTION);
        desk.type_in(ANSWER).press("Enter");
        let answered = request(&mut desk, no);
        assert_eq!(answered.stage, Stage::Intake, "{charity}");
        let (answer, act) = answered.clarifications[0].answer.as_ref().unwrap();
        assert_eq!((answer.as_str(), act.by), (ANSWER, StaffNo(3)));
    }
}

#[test]
fn a_charity_without_the_step_does_not_offer_it() {
    for charity in ["rahma", "qader"] {
        let house = House::new();
        let mut desk = house.desk(Language::Arabic);
        first_run(&mut desk, charity);
        receive_and_register(&mut desk);
        state_need(&mut desk, charity);
        assert!(
            !desk.shows("إحالة للإيضاح"),
            "{charity}: no such key is shown"
        );
        desk.press("F9").is_at("intake");
        assert_eq!(page(&mut desk, 1).request.stage, Stage::Intake, "{charity}");
        assert_eq!(in_queue(&mut desk, Stage::Clarification), 0, "{charity}");
    }
}
