//! The permission table cell by cell, from the outside: a client that speaks the protocol and asks for everything it
//! should not, as each role in turn, over the office's own socket.
//!
//! What is expected stands here in letters, written down apart from what the office decides by.

use std::collections::BTreeSet;

use istiqbal::domain::arrival::Visitor;
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::declaration::Signature;
use istiqbal::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, Entity, PersonNo, RequestNo, StaffNo, StandardNo, VoiceNo,
};
use istiqbal::domain::outreach::{Reached, Reason};
use istiqbal::domain::period::DateRange;
use istiqbal::domain::report::{ReportName, ReportQuery};
use istiqbal::domain::request::{Need, Pin, Stage};
use istiqbal::domain::service::Renewal;
use istiqbal::domain::staff::Role;
use istiqbal::domain::study::{Verdict, View};
use istiqbal::domain::voice::{Occasion, VoiceKind};
use istiqbal::protocol::query::{OutreachQuery, VoiceBy, VoicesQuery};
use istiqbal::protocol::{
    Client, ClientError, Made, Order, Query, QueueOrder, QueueQuery, Refusal, Sheet,
};

use super::house::{House, Office, enquiry, register};
use super::world::people::somebody;

/// Administrator, reception, social researcher, committee secretary, supervisor, auditor: who may, in this order.
const LETTERS: [(char, Role); 6] = [
    ('A', Role::Administrator),
    ('R', Role::Reception),
    ('S', Role::SocialResearcher),
    ('C', Role::CommitteeSecretary),
    ('V', Role::Supervisor),
    ('U', Role::Auditor),
];

/// Another administrator, so that whoever tests may become anything.
const OTHER: StaffNo = StaffNo(2);
const ME: StaffNo = StaffNo(1);
const NOBODY: StaffNo = StaffNo(99);
const PERSON: PersonNo = PersonNo(1);

/// A charity whose workflow has every step there is: its supervisor answers what is not clear.
fn profile() -> String {
    let source = istiqbal::profiles::source("shaaer").unwrap();
    let scope = r#"
[scope]
area = { ar = "مكة المكرمة", en = "Makkah" }
places = [{ ar = "مكة المكرمة", en = "Makkah" }]
warning = { ar = "خارج النطاق", en = "Outside the scope" }
"#;
    format!("{source}{scope}")
}

fn text() -> String {
    "نص".to_owned()
}

/// Each order once, and who may have it done.
fn orders(request: RequestNo) -> Vec<(&'static str, Order)> {
    let sheet = Sheet {
        kind: "identity".into(),
        number: "1".into(),
        read: vec![],
        valid_until: None,
        remark: String::new(),
    };
    let need = Need {
        service: String::new(),
        category: String::new(),
        text: text(),
        urgency: Default::default(),
        extra: Default::default(),
    };
    let channel = || "phone".to_owned();
    let because = text;
    let roles: BTreeSet<Role> = [Role::Auditor].into();
    vec![
        (
            "ARSCVU",
            Order::OpenDesk {
                profile: profile(),
                branch: text(),
                name: text(),
                roles: roles.clone(),
            },
        ),
        ("A-----", Order::AddBranch { name: text() }),
        (
            "A-----",
            Order::RenameBranch {
                branch: BranchNo(9),
                name: text(),
            },
        ),
        (
            "A-----",
            Order::AddStaff {
                name: text(),
                uid: 4_242,
                roles: roles.clone(),
                branch: BranchNo(1),
            },
        ),
        (
            "A-----",
            Order::ChangeRoles {
                staff: NOBODY,
                roles,
            },
        ),
        (
            "A-----",
            Order::MoveStaff {
                staff: NOBODY,
                branch: BranchNo(1),
            },
        ),
        ("A-----", Order::LetStaffGo(NOBODY)),
        ("A-----", Order::AmendProfile { source: profile() }),
        (
            "-R--V-",
            Order::ReceiveVisitor {
                visitor: Visitor::Named(text()),
                purpose: text(),
            },
        ),
        ("-R--V-", Order::CallVisitor(ArrivalNo(1))),
        ("-R--V-", Order::LetVisitorGo(ArrivalNo(1))),
        ("-R--V-", enquiry("متى؟")),
        ("-R--V-", register(77)),
        (
            "-R--V-",
            Order::CorrectPerson {
                person: PERSON,
                facts: somebody(1),
            },
        ),
        (
            "-R--V-",
            Order::NotTheSame {
                person: PERSON,
                other: PersonNo(2),
            },
        ),
        (
            "-R--V-",
            Order::OpenRequest {
                person: PERSON,
                channel: channel(),
                responsibilities_told: true,
                draft: None,
            },
        ),
        (
            "AR--V-",
            Order::ImportPeople {
                people: vec![],
                source: [1; 32],
                dry_run: false,
            },
        ),
        (
            "-RSCV-",
            Order::KeepDraft {
                draft: None,
                about: Default::default(),
                changed: vec![],
                at: "name".into(),
            },
        ),
        ("-RSCV-", Order::DropDraft(DraftNo(1))),
        (
            "ARSCVU",
            Order::NotePrinted {
                request,
                sheet: "receipt".into(),
            },
        ),
        ("-R--V-", Order::StateNeed { request, need }),
        ("-R--V-", Order::MatchPaper { request, sheet }),
        (
            "-R--V-",
            Order::Sign {
                request,
                signature: Signature::Paper { number: "1".into() },
            },
        ),
        ("-R--V-", Order::Explain(request)),
        ("-R--V-", Order::AwaitPapers(request)),
        (
            "-R--V-",
            Order::Refer {
                request,
                question: text(),
            },
        ),
        (
            "----V-",
            Order::Answer {
                request,
                answer: text(),
            },
        ),
        ("-R--V-", Order::Submit(request)),
        (
            "-R--V-",
            Order::ExceptScope {
                request,
                because: because(),
            },
        ),
        ("-RSCV-", Order::Take(request)),
        (
            "----V-",
            Order::Assign {
                request,
                to: NOBODY,
            },
        ),
        (
            "-RSCV-",
            Order::HandBack {
                request,
                because: because(),
            },
        ),
        (
            "--S---",
            Order::NoteFinding {
                request,
                source: text(),
                text: text(),
            },
        ),
        (
            "--S---",
            Order::JudgeCriterion {
                request,
                criterion: text(),
                verdict: Verdict::Met,
                evidence: text(),
            },
        ),
        (
            "--S---",
            Order::ReportMechanism {
                request,
                mechanism: text(),
                fields: Default::default(),
            },
        ),
        (
            "--SC--",
            Order::GiveOpinion {
                request,
                committee: text(),
                view: View::Accept,
                text: text(),
            },
        ),
        (
            "--SCV-",
            Order::SendBack {
                request,
                because: because(),
            },
        ),
        (
            "---CV-",
            Order::Decide {
                request,
                outcome: Outcome::Accepted,
                reasons: text(),
                minutes: text(),
            },
        ),
        (
            "----V-",
            Order::AllowEarlyReply {
                request,
                because: because(),
            },
        ),
        (
            "-R--V-",
            Order::Reply {
                request,
                channel: channel(),
                told: text(),
            },
        ),
        (
            "-R--V-",
            Order::Object {
                request,
                text: text(),
            },
        ),
        (
            "---CV-",
            Order::AnswerObjection {
                request,
                upheld: true,
                text: text(),
            },
        ),
        ("-R--V-", Order::Register(request)),
        (
            "-R--V-",
            Order::Deliver {
                request,
                part: String::new(),
                what: text(),
                received_by: text(),
            },
        ),
        (
            "-R--V-",
            Order::Close {
                request,
                renewal: Renewal::ByProfile,
            },
        ),
        (
            "-RS-V-",
            Order::ReferOutside {
                request,
                to: text(),
                because: because(),
            },
        ),
        (
            "-RS-V-",
            Order::NoteOutsideResult {
                request,
                referral: 0,
                result: text(),
            },
        ),
        (
            "-RSCV-",
            Order::AttachScan {
                request,
                paper: String::new(),
                name: "scan.pdf".into(),
                hash: *blake3::hash(SCAN).as_bytes(),
                bytes: SCAN.len() as u64,
            },
        ),
        (
            "-R--V-",
            Order::Rate {
                request,
                occasion: Occasion::Reply,
                rating: None,
            },
        ),
        (
            "-R--V-",
            Order::HearVoice {
                kind: VoiceKind::Complaint,
                text: text(),
                channel: channel(),
                person: None,
            },
        ),
        (
            "----V-",
            Order::AnswerVoice {
                voice: VoiceNo(1),
                answer: text(),
            },
        ),
        (
            "----V-",
            Order::ApproveStandard {
                standard: None,
                question: text(),
                answer: text(),
                misconception: false,
            },
        ),
        ("----V-", Order::RetireStandard(StandardNo(1))),
        (
            "-R--V-",
            Order::LogContact {
                person: PERSON,
                reason: Reason::Silent,
                channel: channel(),
                reached: Reached::NoAnswer,
                result: String::new(),
            },
        ),
        (
            "-R--V-",
            Order::Withdraw {
                request,
                because: because(),
            },
        ),
    ]
}

const SCAN: &[u8] = b"%PDF-1.4 of a paper";

/// Each query once, and who may ask it.
fn queries(request: RequestNo) -> Vec<(&'static str, Query)> {
    let report = ReportQuery {
        name: ReportName::Volumes,
        period: DateRange::parse("1448").unwrap(),
        branch: None,
    };
    let queue = QueueQuery {
        stage: Stage::Intake,
        branch: None,
        officer: None,
        service: None,
        order: QueueOrder::Oldest,
        offset: 0,
        limit: 1,
    };
    let pin = Pin {
        profile: "shaaer".into(),
        version: 1,
    };
    vec![
        ("ARSCVU", Query::Desk),
        ("ARSCVU", Query::Profile(pin)),
        (
            "ARSCVU",
            Query::Find {
                text: text(),
                limit: 1,
            },
        ),
        (
            "ARSCVU",
            Query::Alike {
                traits: Default::default(),
                except: None,
            },
        ),
        ("ARSCVU", Query::Person(PERSON)),
        ("ARSCVU", Query::Request(request)),
        ("ARSCVU", Query::Line),
        ("ARSCVU", Query::Drafts),
        ("ARSCVU", Query::Draft(DraftNo(1))),
        ("ARSCVU", Query::Queue(queue)),
        ("ARSCVU", Query::Enquiries { limit: 1 }),
        ("ARSCVU", Query::Digest),
        (
            "ARSCVU",
            Query::Scan {
                request,
                scan: 0,
                offset: 0,
            },
        ),
        ("A---VU", Query::Report(report.clone())),
        (
            "A---VU",
            Query::History {
                entity: Entity::Request(request),
                skip: 0,
            },
        ),
        ("ARSCVU", Query::Versions),
        (
            "ARSCVU",
            Query::Voice {
                from: report.period.from,
                to: report.period.to,
                by: VoiceBy::Service,
            },
        ),
        (
            "ARSCVU",
            Query::Voices(VoicesQuery {
                kind: None,
                open: true,
                offset: 0,
                limit: 1,
            }),
        ),
        ("ARSCVU", Query::Standards),
        (
            "ARSCVU",
            Query::Outreach(OutreachQuery {
                reason: None,
                branch: None,
                offset: 0,
                limit: 1,
            }),
        ),
    ]
}

/// The names of what is listed in a source file between two lines.
fn listed(
    source: &str,
    from: &str,
    until: &str,
    name: impl Fn(&str) -> Option<String>,
) -> BTreeSet<String> {
    let start = source.find(from).unwrap() + from.len();
    let length = source[start..].find(until).unwrap();
    source[start..start + length]
        .lines()
        .filter_map(name)
        .collect()
}

#[test]
fn nothing_that_can_be_asked_for_is_left_out() {
    let request = RequestNo {
        year: 1448,
        serial: 1,
    };
    let source = include_str!("../../src/protocol/command.rs");
    let quoted = |line: &str| {
        let (_, word) = line.split_once("=> \"")?;
        Some(word.trim_end_matches("\",").to_owned())
    };
    let known = listed(source, "pub fn id(&self)", "\n    }\n", quoted);
    let walked: BTreeSet<String> = orders(request)
        .iter()
        .map(|(_, order)| order.id().to_owned())
        .collect();
    assert_eq!(walked, known);
    assert_eq!(walked.len(), orders(request).len(), "each once");

    let source = include_str!("../../src/protocol/query/mod.rs");
    let variant = |line: &str| {
        let name = line.strip_prefix("    ")?;
        let name: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        name.starts_with(|c: char| c.is_ascii_uppercase())
            .then_some(name)
    };
    let known = listed(source, "pub enum Query {", "\n}\n", variant);
    let first_word = |query: &Query| {
        let said = format!("{query:?}");
        said.chars()
            .take_while(char::is_ascii_alphabetic)
            .collect::<String>()
    };
    let walked: BTreeSet<String> = queries(request)
        .iter()
        .map(|(_, query)| first_word(query))
        .collect();
    assert_eq!(walked, known);
    assert_eq!(walked.len(), queries(request).len(), "each once");
}

/// A desk with a request, where another administers it as well.
fn desk() -> (House, Office, Client, RequestNo) {
    let house = House::new();
    let office = house.office();
    let mut client = house.client();
    let order = Order::OpenDesk {
        profile: profile(),
        branch: "الرئيسي".into(),
        name: "سلمى".into(),
        roles: [Role::Reception].into(),
    };
    client.order(order).unwrap();
    let other = Order::AddStaff {
        name: "هدى".into(),
        uid: u32::MAX - 1,
        roles: [Role::Administrator].into(),
        branch: BranchNo(1),
    };
    assert_eq!(client.order(other).unwrap().made, Made::Staff(OTHER));
    assert_eq!(
        client.order(register(1)).unwrap().made,
        Made::Person(PERSON)
    );
    client.order(register(1_003)).unwrap();
    let open = Order::OpenRequest {
        person: PERSON,
        channel: "phone".into(),
        responsibilities_told: true,
        draft: None,
    };
    let Made::Request(request) = client.order(open).unwrap().made else {
        panic!();
    };
    (house, office, client, request)
}

/// What came of it: nothing, where it was done or only something else stood in the way.
fn barred<T>(outcome: Result<T, ClientError>) -> Option<Refusal> {
    match outcome {
        Ok(_) => None,
        Err(ClientError::Refused(
            refusal @ (Refusal::NotAllowed(_)
            | Refusal::NotStaff { .. }
            | Refusal::LeftStaff { .. }),
        )) => Some(refusal),
        Err(ClientError::Refused(_)) => None,
        Err(other) => panic!("{other}"),
    }
}

fn attempt(client: &mut Client, order: &Order) -> Option<Refusal> {
    match order {
        // With its file, whose absence would be said first.
        Order::AttachScan { request, .. } => barred(client.attach(*request, "", "scan.pdf", SCAN)),
        _ => barred(client.order(order.clone())),
    }
}

/// Those whose letters stand in a row.
fn those(letters: &str) -> BTreeSet<Role> {
    let known = LETTERS.into_iter();
    known
        .filter(|(letter, _)| letters.contains(*letter))
        .map(|(_, role)| role)
        .collect()
}

#[test]
fn every_cell_of_the_table_is_as_written() {
    for (letter, role) in LETTERS {
        let (_house, _office, mut client, request) = desk();
        let become_it = Order::ChangeRoles {
            staff: ME,
            roles: [role].into(),
        };
        client.order(become_it).unwrap();
        let cell = |letters: &str, what: String, refusal: Option<Refusal>| {
            let may = letters.contains(letter);
            assert_eq!(refusal.is_none(), may, "{role:?}: {what}: {refusal:?}");
            if let Some(Refusal::NotAllowed(who)) = refusal {
                let who: BTreeSet<Role> = who.into_iter().collect();
                assert_eq!(who, those(letters), "{what}: who can is said");
            }
        };
        for (letters, query) in queries(request) {
            let refusal = barred(client.ask(query.clone()));
            cell(letters, format!("{query:?}"), refusal);
        }
        for (letters, order) in orders(request) {
            let refusal = attempt(&mut client, &order);
            cell(letters, order.id().to_owned(), refusal);
        }
    }
}

#[test]
fn who_left_may_do_nothing_and_is_told_so() {
    let (house, _office, mut client, request) = desk();
    client.order(Order::LetStaffGo(ME)).unwrap();
    let before = house.entries().len();
    for (_, query) in queries(request) {
        let open_to_all = matches!(query, Query::Desk);
        // Whoever runs the office could read its files as well.
        let owners = matches!(query, Query::Digest);
        match barred(client.ask(query.clone())) {
            Some(Refusal::LeftStaff { .. }) => {}
            None if open_to_all || owners => {}
            other => panic!("{query:?}: {other:?}"),
        }
    }
    for (_, order) in orders(request) {
        match attempt(&mut client, &order) {
            Some(Refusal::LeftStaff { .. }) => {}
            None if matches!(order, Order::OpenDesk { .. }) => {}
            other => panic!("{}: {other:?}", order.id()),
        }
    }
    assert_eq!(house.entries().len(), before, "nothing came of it");
}
