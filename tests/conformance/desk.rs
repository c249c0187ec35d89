//! Rows 1 to 11: the steps at the desk, from the arrival to the delivery.

use istiqbal::domain::arrival::{Turn, Visitor};
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::document::{Agreement, Validity};
use istiqbal::domain::draft::About;
use istiqbal::domain::request::Stage;
use istiqbal::domain::staff::Role;
use istiqbal::domain::workflow::{Blocked, Missing, Step};
use istiqbal::protocol::{Answer, Order, Query, Refusal};

use super::charity::Charity;
use super::table::{Row, all, some};
use super::tale::{Tale, lacks};
use super::world::acts::read;
use super::world::desk::{RECEPTION, RESEARCHER, SECRETARY, SUPERVISOR};

pub fn rows() -> Vec<Row> {
    vec![
        all(1, "received with courtesy and time", received),
        all(2, "everything required is given", complete),
        all(3, "the data is matched", matched),
        all(4, "validity at the time of submission", valid_then),
        all(5, "signed for the truth of the data", signed),
        some(
            6,
            "what is unclear is referred",
            &["wethaq", "shaaer", "eman"],
            clarified,
            never_clarified,
        ),
        all(7, "explained that it goes up for study", explained),
        all(8, "told of acceptance or rejection", told),
        all(9, "not before a month or two weeks", not_before),
        all(10, "registered once the papers are complete", registered),
        all(11, "the service is delivered", delivered),
    ]
}

/// An arrival says who waits since when and for what; an enquiry keeps its answer; a draft waits as long as it takes.
fn received(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    let came = tale.desk.now;
    let arrive = Order::ReceiveVisitor {
        visitor: Visitor::Named("أم فهد".into()),
        purpose: "تسأل عن طلبها".into(),
    };
    tale.desk(arrive).unwrap();
    let Answer::Line(line) = tale.ask(RECEPTION, Query::Line).unwrap() else {
        panic!("no line")
    };
    let [waiting] = line.as_slice() else {
        panic!("{} wait", line.len())
    };
    assert_eq!(waiting.name, "أم فهد");
    assert_eq!(waiting.arrival.purpose, "تسأل عن طلبها");
    assert_eq!(waiting.arrival.turn, Turn::Waiting);
    assert!(waiting.arrival.arrived.at > came);

    let channel = charity.profile.channels[0].id.to_string();
    let enquiry = Order::LogEnquiry {
        question: "متى يفتح المكتب؟".into(),
        answer: "من الثامنة".into(),
        channel,
        person: None,
        standard: None,
    };
    tale.desk(enquiry).unwrap();
    let Answer::Enquiries(enquiries) = tale.ask(RECEPTION, Query::Enquiries { limit: 5 }).unwrap()
    else {
        panic!("no enquiries")
    };
    assert_eq!(enquiries[0].answer, "من الثامنة");

    let keep = Order::KeepDraft {
        draft: None,
        about: About::default(),
        changed: vec![("name".into(), "هيا".into())],
        at: "mobile".into(),
    };
    tale.desk(keep).unwrap();
    tale.wait_days(400);
    let Answer::Drafts(drafts) = tale.ask(RECEPTION, Query::Drafts).unwrap() else {
        panic!("no drafts")
    };
    assert_eq!((drafts.len(), drafts[0].at.as_str()), (1, "mobile"));
}

/// Nothing is signed or handed in while something required is missing, and what is missing is named.
fn complete(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    let submit = Order::Submit(tale.request);
    assert!(lacks(tale.desk(submit.clone())).contains(&Missing::Need));
    tale.state_need();
    let required = tale.page(RECEPTION).papers_required;
    assert!(required.contains(&"identity".to_owned()), "{required:?}");
    let missing = lacks(tale.desk(submit.clone()));
    for kind in &required {
        assert!(missing.contains(&Missing::Paper(kind.clone())), "{kind}");
    }
    let await_papers = Order::AwaitPapers(tale.request);
    tale.desk(await_papers).unwrap();
    assert_eq!(tale.request().stage, Stage::PapersMissing);
    tale.match_papers().sign().explain();
    tale.desk(submit).unwrap();
}

/// Each stated field stands beside the same field as the paper has it; a difference is kept and needs a reason.
fn matched(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.state_need();
    let mut sheet = read(&charity.profile, "identity", &tale.facts());
    let born = sheet.read.iter_mut().find(|(id, _)| id == "born").unwrap();
    born.1 = "1399-01-01".into();
    let request = tale.request;
    tale.desk(Order::MatchPaper {
        request,
        sheet: sheet.clone(),
    })
    .unwrap();
    let kept = tale.request();
    let paper = kept.paper("identity").unwrap();
    let pair = |id: &str| paper.pairs.iter().find(|pair| pair.field == id).unwrap();
    assert_eq!(pair("born").agreement, Agreement::Differs);
    assert_eq!(pair("born").on_paper, "1399-01-01");
    assert_eq!(pair("born").stated, tale.facts().born.unwrap().to_string());
    assert_eq!(pair("name").agreement, Agreement::Equal);
    assert_eq!(
        tale.desk.records.indexes.staff[&paper.matched.by].uid,
        RECEPTION
    );
    let sign = Order::Submit(request);
    let remark = Missing::DifferenceRemark("identity".into());
    assert!(lacks(tale.desk(sign.clone())).contains(&remark));
    sheet.remark = "خطأ في البطاقة القديمة".into();
    tale.desk(Order::MatchPaper { request, sheet }).unwrap();
    assert!(!lacks(tale.desk(sign)).contains(&remark));
}

/// What a paper was worth is judged on the day of submission, and stays so.
fn valid_then(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.state_need();
    for kind in tale.page(RECEPTION).papers_required {
        tale.match_paper(&kind);
    }
    let request = tale.request;
    let mut sheet = read(&charity.profile, "identity", &tale.facts());
    let tomorrow = tale.desk.now.date().succ_opt().unwrap();
    sheet.valid_until = tomorrow.to_string().parse().ok();
    tale.desk(Order::MatchPaper { request, sheet }).unwrap();
    tale.sign().explain();
    tale.desk(Order::Submit(request)).unwrap();
    tale.wait_days(30);
    let frozen = tale.request().submission.unwrap().checks;
    let identity = frozen
        .iter()
        .find(|check| check.kind == "identity")
        .unwrap();
    assert_eq!(identity.validity, Validity::Valid);
    let paper = tale.request().paper("identity").unwrap().clone();
    assert_eq!(paper.validity_on(tale.desk.now.date()), Validity::Expired);

    // One that has expired on the day is not passed over in silence.
    let mut late = Tale::opened(charity);
    late.state_need().match_papers();
    let mut sheet = read(&charity.profile, "identity", &late.facts());
    sheet.valid_until = "1440-01-01".parse().ok();
    let request = late.request;
    late.desk(Order::MatchPaper { request, sheet }).unwrap();
    let missing = lacks(late.desk(Order::Submit(request)));
    assert!(missing.contains(&Missing::ExpiryRemark("identity".into())));
}

/// The charity's own wording is signed for exactly what was declared; an edit voids the signature.
fn signed(charity: &Charity) {
    assert!(charity.profile.declaration.ar.contains("صح"));
    let mut tale = Tale::opened(charity);
    tale.state_need().match_papers().sign().explain();
    let page = tale.page(RECEPTION);
    let declaration = page.request.standing_declaration().unwrap();
    assert_eq!(declaration.fingerprint, page.fingerprint);
    let request = tale.request;
    let mut need = tale.need();
    need.text = "شيء آخر".into();
    tale.desk(Order::StateNeed { request, need }).unwrap();
    let voided = tale.request();
    assert!(voided.standing_declaration().is_none());
    assert!(voided.declaration.unwrap().voided.is_some());
    let missing = lacks(tale.desk(Order::Submit(request)));
    assert_eq!(missing, [Missing::DeclarationVoided]);
    tale.sign();
    tale.desk(Order::Submit(request)).unwrap();
}

/// A question goes to whoever the policy names, and the request waits for the answer with both times kept.
fn clarified(charity: &Charity) {
    let (who, other) = match charity.key {
        "shaaer" => (SUPERVISOR, RESEARCHER),
        _ => (RESEARCHER, SUPERVISOR),
    };
    let mut tale = Tale::opened(charity);
    tale.state_need();
    let request = tale.request;
    tale.desk(Order::Refer {
        request,
        question: "ما الضمان؟".into(),
    })
    .unwrap();
    assert_eq!(tale.request().stage, Stage::Clarification);
    let answer = Order::Answer {
        request,
        answer: "ورقة من الضامن".into(),
    };
    let refused = tale.by(other, answer.clone()).unwrap_err();
    assert!(matches!(refused, Refusal::NotAllowed(_)), "{refused:?}");
    tale.by(who, answer).unwrap();
    let kept = tale.request();
    let (said, answered) = kept.clarifications[0].answer.clone().unwrap();
    assert_eq!(said, "ورقة من الضامن");
    assert!(answered.at > kept.clarifications[0].asked.at);
    assert_eq!(kept.stage, Stage::Intake, "it is not the study");
    assert!(kept.need.is_some(), "and nothing is lost");
}

/// Whoever has no such step is not shown one.
fn never_clarified(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    assert_eq!(tale.may(RECEPTION, Step::Refer), None);
    assert_eq!(tale.may(RESEARCHER, Step::Answer), None);
    let refer = Order::Refer {
        request: tale.request,
        question: "ما الضمان؟".into(),
    };
    let refused = tale.desk(refer).unwrap_err();
    let none = Refusal::Blocked(Blocked::NoSuchStep(Step::Refer));
    assert_eq!(refused, none);
}

/// It is kept that it was explained, by whom and when; the words name who studies.
fn explained(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.state_need().match_papers().sign();
    let submit = Order::Submit(tale.request);
    assert_eq!(lacks(tale.desk(submit.clone())), [Missing::Explanation]);
    tale.explain();
    let act = tale.request().explained.unwrap();
    assert_eq!(tale.desk.records.indexes.staff[&act.by].uid, RECEPTION);
    tale.desk(submit).unwrap();
    let studied_by: Vec<String> = charity
        .profile
        .studied_by()
        .map(|committee| committee.title.ar.clone())
        .collect();
    let expected: &[&str] = match charity.key {
        "shaaer" => &["الإدارة"],
        "eman" => &["لجنة البحث", "اللجنة الطبية"],
        _ => &["لجنة البحث"],
    };
    for (title, expected) in studied_by.iter().zip(expected) {
        assert!(title.contains(expected), "{title}");
        let word = expected.split(' ').next_back().unwrap();
        assert!(charity.profile.explanation.ar.contains(word), "{word}");
    }
    assert_eq!(studied_by.len(), expected.len());
}

/// The decision and the reply are two acts, each with its own time; the reply names its channel and who was told.
fn told(charity: &Charity) {
    for outcome in Outcome::ALL {
        let mut tale = Tale::opened(charity);
        tale.studied();
        let early = Refusal::Blocked(Blocked::WrongStage(Stage::Decision));
        assert_eq!(tale.reply().unwrap_err(), early);
        tale.decide(outcome, "لأنه كذلك").unwrap();
        assert!(tale.request().decision().unwrap().reply.is_none());
        tale.wait_for_the_floor();
        tale.reply().unwrap();
        let kept = tale.request();
        let decision = kept.decision().unwrap();
        let reply = decision.reply.as_ref().unwrap();
        assert_eq!(decision.outcome, outcome);
        assert_eq!(reply.channel, charity.profile.channels[1].id.as_str());
        assert_eq!(reply.told, "المستفيد نفسه");
        assert!(reply.given.at > decision.decided.at);
        let next = match outcome {
            Outcome::Accepted => Stage::Registration,
            Outcome::Rejected => Stage::Closed,
        };
        assert_eq!(kept.stage, next);
    }
}

/// No reply before the policy's time has passed, unless a supervisor says why.
fn not_before(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.decided(Outcome::Accepted);
    let submission = tale.request().submission.unwrap();
    let days = (submission.reply_not_before - submission.act.at.date()).num_days();
    if charity.is_one_of(&["rahma", "qader"]) {
        assert!((29..=30).contains(&days), "a Hijri month: {days} days");
    } else {
        assert_eq!(days, 14);
    }
    let floor = Missing::ReplyNotBefore(submission.reply_not_before);
    assert_eq!(lacks(tale.reply()), std::slice::from_ref(&floor));
    // The day before is too early, the day itself is not.
    let until = (submission.reply_not_before - tale.desk.now.date()).num_days();
    tale.wait_days(until - 1);
    assert_eq!(lacks(tale.reply()), [floor]);
    tale.wait_days(1);
    tale.reply().unwrap();

    let mut early = Tale::opened(charity);
    early.decided(Outcome::Accepted);
    let allow = Order::AllowEarlyReply {
        request: early.request,
        because: "موعد عملية".into(),
    };
    let refused = early.desk(allow).unwrap_err();
    assert_eq!(refused, Refusal::NotAllowed(vec![Role::Supervisor]));
    let wordless = early.allow_early(" ").unwrap_err();
    assert!(matches!(wordless, Refusal::Invalid { .. }), "{wordless:?}");
    early.allow_early("موعد عملية").unwrap();
    early.reply().unwrap();
    assert_eq!(early.request().early_reply.unwrap().because, "موعد عملية");
}

/// The registration waits for the papers.
fn registered(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.replied(Outcome::Accepted);
    // A correction of what was stated leaves a paper to be matched anew.
    let mut facts = tale.facts();
    facts.name.given = "نوف".into();
    let person = tale.person;
    tale.desk(Order::CorrectPerson { person, facts }).unwrap();
    let register = Order::Register(tale.request);
    let missing = lacks(tale.desk(register.clone()));
    assert!(
        missing.contains(&Missing::Paper("identity".into())),
        "{missing:?}"
    );
    tale.match_papers().sign();
    tale.desk(register).unwrap();
    let kept = tale.request();
    assert_eq!(kept.stage, Stage::Delivery);
    assert!(kept.provision.registered.is_some());
}

/// What was delivered, when, by whom, and who received it.
fn delivered(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.registered();
    let close = Order::Close {
        request: tale.request,
        renewal: istiqbal::domain::service::Renewal::ByProfile,
    };
    let service = tale.need().service;
    let parts = charity.profile.parts_of(&service);
    let awaited: Vec<Missing> = parts.iter().cloned().map(Missing::Delivery).collect();
    assert_eq!(lacks(tale.desk(close.clone())), awaited);
    for part in &parts {
        tale.deliver(part).unwrap();
    }
    tale.desk(close).unwrap();
    let kept = tale.request();
    assert_eq!(kept.stage, Stage::Closed);
    let delivery = &kept.provision.delivered[0];
    assert_eq!(delivery.what, "سلة غذائية");
    assert_eq!(delivery.received_by, "أخوه");
    assert_eq!(
        tale.desk.records.indexes.staff[&delivery.act.by].uid,
        RECEPTION
    );
    let late = tale.by(SECRETARY, Order::Take(tale.request)).unwrap_err();
    assert!(matches!(late, Refusal::Blocked(Blocked::WrongStage(_))));
    assert!(matches!(
        tale.ask(RECEPTION, Query::Request(tale.request)),
        Ok(Answer::Request(_))
    ));
}
