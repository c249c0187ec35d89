//! A signature is for exactly what was declared: editing any of it voids the signature, and says so (row 5).

use istiqbal::domain::declaration::Signature;
use istiqbal::domain::event::Event;
use istiqbal::domain::identity::{IdentityPaper, NoPaper};
use istiqbal::domain::ids::{BranchNo, PersonNo, RequestNo};
use istiqbal::domain::person::{Facts, Person, Sex};
use istiqbal::domain::profile::Profile;
use istiqbal::domain::request::{Need, Request, Stage};
use istiqbal::domain::staff::Role;
use istiqbal::domain::workflow::{Blocked, Missing};
use istiqbal::protocol::{Made, Order, Refusal};
use istiqbal::records::Store;

use super::world::acts::{need_of, read};
use super::world::desk::{Desk, RECEPTION};
use super::world::people::{paper, somebody};
use super::world::profiles;
use crate::world::orders;

/// What is edited, and how.
type Edits<T> = Vec<(&'static str, fn(&mut T))>;

/// A desk with one request, signed and explained, ready to be submitted.
fn signed(source: &str) -> (Desk, PersonNo, RequestNo, Profile) {
    let profile = istiqbal::profiles::parse("a profile", source).unwrap();
    let mut desk = Desk::open(source);
    let mut facts = somebody(3);
    facts.household.size = Some(4);
    let Made::Person(person) = done(&mut desk, orders::register(facts)) else {
        panic!()
    };
    let Made::Request(request) = done(
        &mut desk,
        orders::open(person, profile.channels[0].id.as_str()),
    ) else {
        panic!()
    };
    let need = need_of(Some(&profile), 0);
    done(&mut desk, Order::StateNeed { request, need });
    match_all(&mut desk, request, person, &profile);
    done(&mut desk, Order::Explain(request));
    sign(&mut desk, request);
    (desk, person, request, profile)
}

fn done(desk: &mut Desk, order: Order) -> Made {
    desk.order(RECEPTION, &order).unwrap().1
}

fn sign(desk: &mut Desk, request: RequestNo) {
    let signature = Signature::Paper { number: "9".into() };
    done(desk, Order::Sign { request, signature });
}

fn facts_of(desk: &Desk, person: PersonNo) -> Facts {
    desk.records.get::<Person>(person).unwrap().0.facts
}

fn match_all(desk: &mut Desk, request: RequestNo, person: PersonNo, profile: &Profile) {
    for kind in ["identity", "family-card"] {
        let mut sheet = read(profile, kind, &facts_of(desk, person));
        // For what the paper says and nobody stated.
        sheet.remark = "من الوثيقة".into();
        done(desk, Order::MatchPaper { request, sheet });
    }
}

/// Every field of a person that is declared, each made into something else.
fn edits_of_facts() -> Edits<Facts> {
    vec![
        ("given name", |facts| facts.name.given = "لطيفة".into()),
        ("father's name", |facts| facts.name.father = "ماجد".into()),
        ("grandfather's name", |facts| {
            facts.name.grandfather = "زيد".into()
        }),
        ("family name", |facts| facts.name.family = "الغامدي".into()),
        ("sex", |facts| {
            facts.sex = Sex::ALL.into_iter().find(|sex| Some(*sex) != facts.sex);
        }),
        ("birth date", |facts| facts.born = "1401-02-03".parse().ok()),
        ("birth date, in the other calendar", |facts| {
            facts.born = facts
                .born
                .map(|born| born.gregorian().to_string().parse().unwrap());
        }),
        ("no birth date", |facts| facts.born = None),
        ("nationality", |facts| facts.nationality = "YE".into()),
        ("identity paper", |facts| facts.paper = paper(8)),
        ("kind of identity paper", |facts| {
            facts.paper = IdentityPaper::Unverified {
                kind: istiqbal::domain::identity::PaperKind::Passport,
                text: istiqbal::domain::input::Line::parse(facts.paper.number().unwrap()).unwrap(),
            };
        }),
        ("no identity paper", |facts| {
            facts.paper = IdentityPaper::None(NoPaper::Lost)
        }),
        ("mobile", |facts| facts.mobile = "0555555555".parse().ok()),
        ("e-mail", |facts| facts.email = "a@example.sa".parse().ok()),
        ("account", |facts| {
            facts.iban = "SA0380000000608010167519".parse().ok()
        }),
        ("city", |facts| {
            facts.home.city = istiqbal::domain::input::Line::parse("ضباء").ok()
        }),
        ("district", |facts| {
            facts.home.district = istiqbal::domain::input::Line::parse("المروج").ok()
        }),
        ("short address", |facts| {
            facts.home.short = "RRRD2929".parse().ok()
        }),
        ("building", |facts| {
            facts.home.building = "7391".parse().ok()
        }),
        ("street", |facts| {
            facts.home.street = istiqbal::domain::input::Line::parse("شارع الأمير").ok()
        }),
        ("region", |facts| {
            facts.home.region = istiqbal::domain::input::Line::parse("تبوك").ok()
        }),
        ("postcode", |facts| {
            facts.home.postcode = "47512".parse().ok()
        }),
        ("additional number", |facts| {
            facts.home.additional = "2121".parse().ok()
        }),
        ("household", |facts| facts.household.size = Some(9)),
        ("dependants", |facts| facts.household.dependants = Some(2)),
        ("income", |facts| facts.household.monthly_income = None),
        ("own field", |facts| {
            facts.extra.insert("tribe".into(), "شمر".into());
        }),
        ("another own field", |facts| {
            facts.extra.insert("more".into(), "x".into());
        }),
    ]
}

fn edits_of_need() -> Edits<Need> {
    vec![
        ("what is needed", |need| need.text.push_str(" وأكثر")),
        ("own field", |need| {
            need.extra.insert("rooms".into(), "4".into());
        }),
    ]
}

fn is_void(desk: &Desk, request: RequestNo, edit: &str) {
    let after = desk.request(request);
    let declaration = after.declaration.as_ref().unwrap();
    assert!(declaration.voided.is_some(), "{edit}");
    assert!(
        after
            .history
            .iter()
            .any(|line| line.what == "declaration-voided"),
        "{edit}"
    );
    let refused = desk.decide(RECEPTION, &Order::Submit(request));
    let Err(Refusal::Blocked(Blocked::Missing(missing))) = refused else {
        panic!("{edit}: {refused:?}");
    };
    assert!(
        missing.contains(&Missing::DeclarationVoided),
        "{edit}: {missing:?}"
    );
}

#[test]
fn editing_anything_that_was_declared_voids_the_signature() {
    for source in profiles() {
        for (edit, change) in edits_of_facts() {
            let (mut desk, person, request, profile) = signed(&source);
            desk.decide(RECEPTION, &Order::Submit(request)).unwrap();
            let mut facts = facts_of(&desk, person);
            change(&mut facts);
            done(&mut desk, Order::CorrectPerson { person, facts });
            is_void(&desk, request, edit);
            // Compared and signed again, it goes.
            match_all(&mut desk, request, person, &profile);
            sign(&mut desk, request);
            done(&mut desk, Order::Submit(request));
            assert_eq!(desk.request(request).stage, Stage::Study, "{edit}");
        }
        for (edit, change) in edits_of_need() {
            let (mut desk, _, request, _) = signed(&source);
            let mut need = desk.request(request).need.unwrap();
            change(&mut need);
            done(&mut desk, Order::StateNeed { request, need });
            is_void(&desk, request, edit);
        }
        let (mut desk, person, request, profile) = signed(&source);
        let mut sheet = read(&profile, "identity", &facts_of(&desk, person));
        sheet.number = "78".into();
        done(&mut desk, Order::MatchPaper { request, sheet });
        is_void(&desk, request, "a paper's number");
    }
}

#[test]
fn what_was_not_declared_may_change_under_a_signature() {
    let (mut desk, person, request, profile) = signed(&profiles()[1]);
    let mut sheet = read(&profile, "identity", &facts_of(&desk, person));
    sheet.remark = "نظر فيه".into();
    done(&mut desk, Order::MatchPaper { request, sheet });
    let same = facts_of(&desk, person);
    let (events, _) = desk
        .order(
            RECEPTION,
            &Order::CorrectPerson {
                person,
                facts: same,
            },
        )
        .unwrap();
    assert_eq!(events, []);
    assert!(desk.request(request).standing_declaration().is_some());
    done(&mut desk, Order::Submit(request));
}

#[test]
fn what_was_submitted_stays_signed_as_it_was() {
    let (mut desk, person, request, _) = signed(&profiles()[1]);
    done(&mut desk, Order::Submit(request));
    let before = desk.request(request);
    let mut facts = facts_of(&desk, person);
    facts.mobile = "0555555555".parse().ok();
    let order = Order::CorrectPerson { person, facts };
    let (events, _) = desk.order(RECEPTION, &order).unwrap();
    assert!(
        matches!(events.as_slice(), [Event::PersonCorrected { .. }]),
        "{events:?}"
    );
    assert_eq!(desk.request(request), before);
}

#[test]
fn a_file_corrected_after_its_papers_were_compared_is_compared_again() {
    let (mut desk, person, request, profile) = signed(&profiles()[1]);
    let mut facts = facts_of(&desk, person);
    facts.name.family = "الغامدي".into();
    done(&mut desk, Order::CorrectPerson { person, facts });
    let refused = desk.decide(RECEPTION, &Order::Submit(request));
    let Err(Refusal::Blocked(Blocked::Missing(missing))) = refused else {
        panic!("{refused:?}");
    };
    let papers: Vec<Missing> = missing
        .into_iter()
        .filter(|missing| matches!(missing, Missing::Paper(_)))
        .collect();
    let both = ["identity", "family-card"].map(|kind| Missing::Paper(kind.into()));
    assert_eq!(papers, both);
    match_all(&mut desk, request, person, &profile);
    sign(&mut desk, request);
    done(&mut desk, Order::Submit(request));
}

#[test]
fn one_signature_voided_leaves_others_persons_alone() {
    let (mut desk, _, request, _) = signed(&profiles()[0]);
    let other = orders::register(somebody(7));
    let Made::Person(other) = done(&mut desk, other) else {
        panic!()
    };
    let mut facts = facts_of(&desk, other);
    facts.mobile = None;
    done(
        &mut desk,
        Order::CorrectPerson {
            person: other,
            facts,
        },
    );
    let (kept, _): (Request, _) = desk.records.get(request).unwrap();
    assert!(kept.standing_declaration().is_some());
}

#[test]
fn a_request_that_waits_for_a_paper_goes_on_once_the_paper_is_no_longer_needed() {
    let (mut desk, person, request, _) = signed(istiqbal::profiles::source("wethaq").unwrap());
    // A larger household needs its card compared anew; the visitor did not bring it.
    let before = facts_of(&desk, person);
    let mut facts = before.clone();
    facts.household.size = Some(9);
    done(&mut desk, Order::CorrectPerson { person, facts });
    done(&mut desk, Order::AwaitPapers(request));
    assert_eq!(desk.request(request).stage, Stage::PapersMissing);
    let refused = desk.decide(
        RECEPTION,
        &Order::Sign {
            request,
            signature: Signature::Paper { number: "9".into() },
        },
    );
    assert!(
        matches!(refused, Err(Refusal::Blocked(Blocked::Missing(_)))),
        "{refused:?}"
    );
    // It was a slip: nothing is missing.
    let facts = before;
    done(&mut desk, Order::CorrectPerson { person, facts });
    sign(&mut desk, request);
    assert_eq!(desk.request(request).stage, Stage::Intake);
    done(&mut desk, Order::Submit(request));
    assert_eq!(desk.request(request).stage, Stage::Study);
}

#[test]
fn a_signature_at_another_branch_is_voided_by_a_supervisor_alone() {
    let (mut desk, person, request, _) = signed(&profiles()[1]);
    let name = "ضباء".to_owned();
    done(&mut desk, Order::AddBranch { name });
    for (uid, name, role) in [(11, "نور", Role::Reception), (12, "سعد", Role::Supervisor)] {
        let add = Order::AddStaff {
            name: name.into(),
            uid,
            roles: [role].into(),
            branch: BranchNo(2),
        };
        done(&mut desk, add);
    }
    let admit = Order::AdmitPerson { paper: paper(3) };
    desk.order(11, &admit).unwrap();
    let mut facts = facts_of(&desk, person);
    facts.mobile = "0555555555".parse().ok();
    let correct = Order::CorrectPerson { person, facts };
    let by = vec!["سعد".into(), "supervisor".into()];
    assert_eq!(
        desk.decide(11, &correct).map(drop),
        Err(Refusal::VoidsElsewhere { by })
    );
    // Who sees that branch sees what they void; a supervisor answers for it.
    for uid in [RECEPTION, 12] {
        let (events, _) = desk.decide(uid, &correct).unwrap();
        let voided = Event::DeclarationVoided { request };
        assert!(events.contains(&voided), "{uid}: {events:?}");
    }
    // Once it was handed in, nothing of it is voided.
    done(&mut desk, Order::Submit(request));
    let (events, _) = desk.order(11, &correct).unwrap();
    assert!(
        matches!(events.as_slice(), [Event::PersonCorrected { .. }]),
        "{events:?}"
    );
}
