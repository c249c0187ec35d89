//! Random commands never get a request where the policy does not let it go. What the policy lets is written down
//! here a second time, by hand, from mission rows 2 to 9: it is not asked of the table it is held against.

use std::collections::BTreeSet;

use istiqbal::domain::declaration::{declared, fingerprint};
use istiqbal::domain::document::{Agreement, Validity};
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{RequestNo, Revision};
use istiqbal::domain::period::DateRange;
use istiqbal::domain::person::{Facts, Person};
use istiqbal::domain::profile::{PaperWhen, Profile};
use istiqbal::domain::report::{By, Measure, ReportName, ReportQuery, Tally};
use istiqbal::domain::request::{Request, Stage};
use istiqbal::domain::staff::Role;
use istiqbal::domain::workflow::{Blocked, Step, Workflow};
use istiqbal::office::tell::tell;
use istiqbal::protocol::{Answer, Order, Query, Refusal};
use istiqbal::records::Store;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::world::acts::{Act, acts};
use super::world::desk::{Desk, RECEPTION};
use super::world::profiles;

/// Whom a charity asks what is not clear (mission, row 6).
fn clarifier(charity: &str) -> Option<Role> {
    match charity {
        "wethaq" | "eman" => Some(Role::SocialResearcher),
        "shaaer" => Some(Role::Supervisor),
        "rahma" | "qader" => None,
        other => panic!("{other} is not one of the five"),
    }
}

/// Which step of which request an order is.
fn step_of(order: &Order) -> Option<(Step, RequestNo)> {
    Some(match order {
        Order::StateNeed { request, .. } => (Step::StateNeed, *request),
        Order::MatchPaper { request, .. } => (Step::MatchPaper, *request),
        Order::Sign { request, .. } => (Step::Sign, *request),
        Order::Explain(request) => (Step::Explain, *request),
        Order::AwaitPapers(request) => (Step::AwaitPapers, *request),
        Order::Refer { request, .. } => (Step::Refer, *request),
        Order::Answer { request, .. } => (Step::Answer, *request),
        Order::Submit(request) => (Step::Submit, *request),
        Order::Withdraw { request, .. } => (Step::Withdraw, *request),
        Order::Take(request) => (Step::Take, *request),
        Order::ExceptScope { request, .. } => (Step::ExceptScope, *request),
        Order::Assign { request, .. } => (Step::Assign, *request),
        Order::HandBack { request, .. } => (Step::HandBack, *request),
        Order::NoteFinding { request, .. } => (Step::NoteFinding, *request),
        Order::JudgeCriterion { request, .. } => (Step::JudgeCriterion, *request),
        Order::ReportMechanism { request, .. } => (Step::ReportMechanism, *request),
        Order::GiveOpinion { request, .. } => (Step::GiveOpinion, *request),
        Order::SendBack { request, .. } => (Step::SendBack, *request),
        Order::Decide { request, .. } => (Step::Decide, *request),
        Order::AllowEarlyReply { request, .. } => (Step::AllowEarlyReply, *request),
        Order::Reply { request, .. } => (Step::Reply, *request),
        Order::Object { request, .. } => (Step::Object, *request),
        Order::AnswerObjection { request, .. } => (Step::AnswerObjection, *request),
        Order::Register(request) => (Step::Register, *request),
        Order::Deliver { request, .. } => (Step::Deliver, *request),
        Order::Close { request, .. } => (Step::Close, *request),
        Order::ReferOutside { request, .. } => (Step::ReferOutside, *request),
        Order::NoteOutsideResult { request, .. } => (Step::NoteOutsideResult, *request),
        Order::AttachScan { request, .. } => (Step::AttachScan, *request),
        Order::Rate { request, .. } => (Step::Rate, *request),
        _ => return None,
    })
}

/// Where a step may lead from a stage; nowhere where there is no such way.
fn leads(step: Step, from: Stage) -> Vec<Stage> {
    use Stage::*;
    match (step, from) {
        (Step::StateNeed | Step::ExceptScope, Intake | PapersMissing) => vec![from],
        (Step::MatchPaper, Intake | PapersMissing) => vec![Intake],
        (Step::MatchPaper | Step::Sign, Registration) => vec![from],
        // Signed once nothing is missing any more, a request that waited for papers waits no longer.
        (Step::Sign, Intake | PapersMissing) | (Step::Explain, Intake) => vec![Intake],
        (Step::AwaitPapers, Intake) => vec![PapersMissing],
        (Step::Refer, Intake | PapersMissing) => vec![Clarification],
        (Step::Answer, Clarification) => vec![Intake],
        (Step::Submit, Intake) => vec![Study],
        (Step::Withdraw, Objection | Closed | Withdrawn) => vec![],
        (Step::Withdraw, _) => vec![Withdrawn],
        (Step::Take | Step::Assign | Step::HandBack, Closed | Withdrawn) => vec![],
        (Step::Take | Step::Assign | Step::HandBack, _) => vec![from],
        (Step::NoteFinding | Step::JudgeCriterion | Step::ReportMechanism, Study) => vec![from],
        (Step::GiveOpinion, Study) => vec![Study, Decision],
        (Step::SendBack, Study | Decision) => vec![Intake],
        (Step::Decide, Decision) => vec![Reply],
        (Step::AllowEarlyReply, Study | Decision | Reply) => vec![from],
        (Step::Reply, Reply) => vec![Registration, Closed],
        (Step::Object, Closed) => vec![Objection],
        (Step::AnswerObjection, Objection) => vec![Decision, Closed],
        (Step::Register, Registration) => vec![Delivery],
        (Step::Deliver, Delivery) => vec![from],
        (Step::Close, Delivery) => vec![Closed],
        (Step::AttachScan, Closed | Withdrawn) => vec![],
        (Step::AttachScan, _) => vec![from],
        (Step::ReferOutside, Clarification | Objection | Withdrawn) => vec![],
        (Step::ReferOutside | Step::NoteOutsideResult, _) => vec![from],
        (Step::Rate, Registration | Delivery | Closed | Objection) => vec![from],
        _ => vec![],
    }
}

/// Who takes a step at a charity; nobody where it has no such step.
fn who(step: Step, charity: &str) -> Vec<Role> {
    use Role::{CommitteeSecretary, Reception, SocialResearcher, Supervisor};
    match step {
        Step::Refer if clarifier(charity).is_none() => vec![],
        Step::Answer => clarifier(charity).into_iter().collect(),
        Step::ExceptScope if charity != "wethaq" => vec![],
        Step::NoteFinding | Step::JudgeCriterion | Step::ReportMechanism => match charity {
            "shaaer" => vec![SocialResearcher],
            _ => vec![],
        },
        Step::GiveOpinion => vec![SocialResearcher, CommitteeSecretary],
        Step::SendBack => vec![SocialResearcher, CommitteeSecretary, Supervisor],
        Step::Decide => vec![CommitteeSecretary, Supervisor],
        Step::AnswerObjection => vec![Supervisor, CommitteeSecretary],
        Step::AllowEarlyReply | Step::Assign => vec![Supervisor],
        Step::Take | Step::HandBack | Step::AttachScan => {
            vec![Reception, Supervisor, SocialResearcher, CommitteeSecretary]
        }
        Step::ReferOutside | Step::NoteOutsideResult => {
            vec![Reception, Supervisor, SocialResearcher]
        }
        _ => vec![Reception, Supervisor],
    }
}

/// Everything that a submission must have (rows 2 to 7), judged from what is there and from nothing else.
fn lacking(profile: &Profile, facts: &Facts, request: &Request, desk: &Desk) -> Vec<&'static str> {
    let mut lacks = vec![];
    let mut must = |holds: bool, what| {
        if !holds {
            lacks.push(what);
        }
    };
    let filled = |value: Option<&String>| value.is_some_and(|value| !value.trim().is_empty());
    must(facts.consent, "consent");
    for field in profile.person_fields.iter().filter(|field| field.required) {
        must(
            filled(facts.extra.get(field.id.as_str())),
            "a field of the person",
        );
    }
    let Some(need) = &request.need else {
        return vec!["the need"];
    };
    must(
        profile.service(&need.service).is_some(),
        "a service of the charity's",
    );
    for field in profile.need_fields.iter().filter(|field| field.required) {
        must(
            filled(need.extra.get(field.id.as_str())),
            "a field of the need",
        );
    }
    for paper in &profile.papers {
        let fits = |ids: &[istiqbal::domain::profile::Id], id: &str| {
            ids.is_empty() || ids.iter().any(|one| one.as_str() == id)
        };
        let household = facts.household.size.unwrap_or(1);
        let needed = match paper.when {
            PaperWhen::Always => true,
            PaperWhen::HouseholdAbove(most) => household > most,
            PaperWhen::Optional => false,
        };
        let matched = request
            .papers
            .iter()
            .find(|matched| paper.id == *matched.kind);
        if needed && fits(&paper.services, &need.service) && fits(&paper.categories, &need.category)
        {
            must(matched.is_some(), "a paper");
            for (field, pair) in paper
                .compare
                .iter()
                .zip(matched.iter().flat_map(|paper| &paper.pairs))
            {
                must(
                    pair.stated == facts.stated(*field),
                    "a comparison with what is stated now",
                );
            }
        }
    }
    for paper in &request.papers {
        let differs = paper
            .pairs
            .iter()
            .any(|pair| pair.agreement == Agreement::Differs);
        let expired = paper.validity_on(desk.now.date()) == Validity::Expired;
        must(
            !(differs || expired) || !paper.remark.trim().is_empty(),
            "a remark",
        );
    }
    let stands = request.declaration.as_ref().is_some_and(|declaration| {
        declaration.voided.is_none()
            && declaration.fingerprint
                == fingerprint(&declared(facts, request.need.as_ref(), &request.papers))
    });
    must(stands, "a declaration of exactly this");
    must(request.explained.is_some(), "the explanation");
    must(
        request.responsibilities_told || profile.responsibilities.is_empty(),
        "the responsibilities",
    );
    lacks
}

/// Does one act and holds what comes of it against the policy.
fn held_to_the_policy(desk: &mut Desk, act: Act, profile: &Profile) {
    let charity = profile.key.as_str();
    let order = act.order(&desk.records);
    let before: Vec<(RequestNo, Request, Revision)> = desk
        .requests()
        .into_iter()
        .map(|no| {
            let (request, revision) = desk.records.get::<Request>(no).unwrap();
            (no, request, revision)
        })
        .collect();
    let roles = desk
        .records
        .indexes
        .staff_of_uid(act.uid)
        .map(|member| member.roles.clone());
    let head = desk.records.head();
    let outcome = desk.order(act.uid, &order);
    let step = step_of(&order);

    for (no, was, version) in &before {
        let (is, now) = desk.records.get::<Request>(*no).unwrap();
        let touched = outcome.as_ref().is_ok_and(|(events, _)| {
            let mut entities = events.iter().flat_map(Event::touches);
            entities.any(|entity| entity == istiqbal::domain::ids::Entity::Request(*no))
        });
        if touched {
            assert!(now > *version && now > head, "versions grow: {order:?}");
            assert!(is.history.len() > was.history.len());
        } else {
            assert_eq!(
                (&is, now),
                (was, *version),
                "{order:?} changed what it does not name"
            );
        }
        if is.stage != was.stage {
            let (step, of) = step.unwrap_or_else(|| panic!("{order:?} is no step"));
            assert_eq!(of, *no);
            assert!(
                leads(step, was.stage).contains(&is.stage),
                "{step:?} from {:?} to {:?}",
                was.stage,
                is.stage
            );
            assert_eq!(is.since, desk.now);
        } else {
            assert_eq!(is.since, was.since);
        }
    }

    let Some((step, no)) = step else { return };
    let Some((_, was, _)) = before.iter().find(|(other, ..)| *other == no) else {
        let refusal = outcome.unwrap_err();
        assert!(
            matches!(refusal, Refusal::NotFound(_) | Refusal::NotStaff { .. }),
            "{refusal:?}"
        );
        return;
    };
    let Some(roles) = roles else {
        let refusal = outcome.unwrap_err();
        assert_eq!(refusal, Refusal::NotStaff { uid: act.uid });
        return;
    };
    let may = who(step, charity);
    if may.is_empty() {
        assert_eq!(
            outcome.unwrap_err(),
            Refusal::Blocked(Blocked::NoSuchStep(step))
        );
        return;
    }
    if !may.iter().any(|role| roles.contains(role)) {
        assert!(
            matches!(outcome.unwrap_err(), Refusal::NotAllowed(_)),
            "{step:?} by {roles:?}"
        );
        return;
    }
    if leads(step, was.stage).is_empty() {
        let blocked = outcome.unwrap_err();
        assert_eq!(blocked, Refusal::Blocked(Blocked::WrongStage(was.stage)));
        return;
    }
    match step {
        Step::Submit => {
            let person = desk.records.get::<Person>(was.person).unwrap().0;
            let lacks = lacking(profile, &person.facts, was, desk);
            assert_eq!(outcome.is_ok(), lacks.is_empty(), "{lacks:?}: {outcome:?}");
            if outcome.is_ok() {
                let submission = desk.request(no).submission.unwrap();
                assert_eq!(submission.checks.len(), was.papers.len());
                let soonest = desk.now.date()
                    + chrono::Days::new(if clarifier(charity).is_some() { 14 } else { 29 });
                assert!(
                    submission.reply_not_before >= soonest,
                    "{charity}: {submission:?}"
                );
            }
        }
        Step::Answer => {
            outcome.unwrap();
            let request = desk.request(no);
            assert_eq!(request.stage, Stage::Intake);
            assert!(request.open_clarification().is_none());
        }
        Step::Refer => {
            outcome.unwrap();
            assert!(desk.request(no).open_clarification().is_some());
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_request_goes_where_the_policy_does_not_let_it(
        which in 0..6usize,
        acts in acts(150..250),
    ) {
        let source = &profiles()[which];
        let profile = istiqbal::profiles::parse("a profile", source).unwrap();
        let mut desk = Desk::open(source);
        for act in acts {
            held_to_the_policy(&mut desk, act, &profile);
        }
    }
}

/// The random commands above get somewhere: otherwise what they show would be worth nothing.
#[test]
fn random_commands_take_every_step_of_every_charity() {
    let mut runner = TestRunner::deterministic();
    for source in profiles() {
        let profile = istiqbal::profiles::parse("a profile", &source).unwrap();
        let mut happened = BTreeSet::new();
        for _ in 0..25 {
            let mut desk = Desk::open(&source);
            for act in acts(900..901).new_tree(&mut runner).unwrap().current() {
                let order = act.order(&desk.records);
                if let Ok((events, _)) = desk.order(act.uid, &order) {
                    happened.extend(events.iter().map(Event::id));
                }
            }
        }
        let always = [
            "need-stated",
            "paper-matched",
            "declaration-signed",
            "declaration-voided",
            "study-explained",
            "papers-awaited",
            "request-submitted",
            "request-withdrawn",
            "request-taken",
            "draft-kept",
            "draft-dropped",
            "people-imported",
            "found-not-the-same",
            "request-assigned",
            "request-handed-back",
            "opinion-given",
            "study-concluded",
            "request-sent-back",
            "request-decided",
            "early-reply-allowed",
            "reply-given",
            "objection-raised",
            "objection-answered",
            "registration-completed",
            "service-delivered",
            "request-closed",
            "referred-outside",
            "outside-result-noted",
            "scan-attached",
            "rating-offered",
            "service-rated",
            "voice-heard",
            "voice-answered",
            "standard-approved",
            "standard-retired",
            "standard-given",
        ];
        for what in always {
            assert!(happened.contains(what), "{what} at {}", profile.key);
        }
        for what in ["finding-noted", "criterion-judged", "mechanism-reported"] {
            let has = profile.eligibility.is_some();
            assert_eq!(happened.contains(what), has, "{what} at {}", profile.key);
        }
        let has = profile.scope.is_some();
        assert_eq!(happened.contains("scope-excepted"), has, "{}", profile.key);
        for what in ["clarification-referred", "clarification-answered"] {
            let has = profile.clarifier().is_some();
            assert_eq!(happened.contains(what), has, "{what} at {}", profile.key);
        }
    }
}

#[test]
fn the_tables_have_the_policies_steps_and_no_others() {
    for source in profiles() {
        let profile = istiqbal::profiles::parse("a profile", &source).unwrap();
        let table = Workflow::of(&profile);
        for step in Step::ALL {
            let may = who(step, profile.key.as_str());
            let row = table.row(step);
            assert_eq!(
                row.map(|row| row.who.clone()),
                (!may.is_empty()).then_some(may),
                "{step:?}"
            );
            for from in Stage::ALL {
                let Some(row) = row else { continue };
                let ways = leads(step, from);
                assert_eq!(
                    row.from.contains(&from),
                    !ways.is_empty(),
                    "{step:?} from {from:?}"
                );
                // Where a step leads to one stage only, the table says which; else what is said in it decides.
                if let (Some(to), true) = (row.to, row.from.contains(&from)) {
                    assert_eq!(vec![to], ways, "{step:?} from {from:?}");
                }
            }
        }
    }
}

#[test]
fn the_steps_a_desk_is_shown_are_those_it_can_take() {
    let mut runner = TestRunner::deterministic();
    for source in profiles() {
        let mut desk = Desk::open(&source);
        let acts = acts(300..301).new_tree(&mut runner).unwrap().current();
        for act in acts {
            let order = act.order(&desk.records);
            if let Some((step, no)) = step_of(&order)
                && desk.requests().contains(&no)
            {
                let told = desk.asked(RECEPTION, |records, asked| {
                    tell(records, asked, &Query::Request(no))
                });
                let Ok(Answer::Request(page)) = told else {
                    panic!("{told:?}")
                };
                let shown = page.steps.iter().find(|(shown, _)| *shown == step);
                let done = desk.decide(RECEPTION, &order);
                match shown {
                    None => assert_eq!(done, Err(Refusal::Blocked(Blocked::NoSuchStep(step)))),
                    Some((_, Err(Blocked::NotAllowed(roles)))) => {
                        assert_eq!(done, Err(Refusal::NotAllowed(roles.clone())));
                    }
                    Some((_, Err(blocked))) => {
                        assert_eq!(done, Err(Refusal::Blocked(blocked.clone())));
                    }
                    Some((_, Ok(_))) => assert!(
                        !matches!(done, Err(Refusal::Blocked(_) | Refusal::NotAllowed(_))),
                        "{done:?}"
                    ),
                }
            }
            let _ = desk.order(act.uid, &order);
        }
    }
}

/// What a desk is told to be due is what the report on the reply floor says is due (row 9).
#[test]
fn replies_are_due_when_the_report_says_so() {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for source in profiles() {
        let mut desk = Desk::open(&source);
        let acts = acts(900..901).new_tree(&mut runner).unwrap().current();
        for (at, act) in acts.into_iter().enumerate() {
            let order = act.order(&desk.records);
            let _ = desk.order(act.uid, &order);
            if at % 9 == 0 {
                let now = desk.now;
                for days in [0, 40] {
                    desk.now.0 = now.0 + days * 86_400_000;
                    let due = due_by_report(&desk);
                    assert_eq!(due_by_desk(&desk), due, "after {days} days");
                    met.insert((days, due > 0));
                }
                desk.now = now;
            }
        }
    }
    // With leave given it is due at once; without, once the floor has passed.
    assert_eq!(met.len(), 4, "{met:?}");
}

fn due_by_report(desk: &Desk) -> u64 {
    let today = desk.now.date();
    let query = ReportQuery {
        name: ReportName::ReplyFloor,
        period: DateRange::new(today, today).unwrap(),
        branch: None,
    };
    let mut tally = Tally::new(query, desk.now);
    for no in desk.requests() {
        tally.request(&desk.request(no));
    }
    let sections = tally.finish(desk.records.head()).sections;
    let all = sections.iter().find(|one| one.by == By::All).unwrap();
    let mut measures = all.measures.iter();
    let at = measures.position(|one| *one == Measure::ReplyDue).unwrap();
    all.rows[0].values[at].unwrap()
}

fn due_by_desk(desk: &Desk) -> u64 {
    let told = desk.asked(RECEPTION, |records, asked| {
        tell(records, asked, &Query::Desk)
    });
    match told {
        Ok(Answer::Desk(view)) => view.counts.reply_due.into(),
        other => panic!("{other:?}"),
    }
}
