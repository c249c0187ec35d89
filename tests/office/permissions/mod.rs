//! The permission table cell by cell, from the outside: a client that speaks the protocol and asks for everything it
//! should not, as each role in turn, over the office's own socket.
//!
//! What is expected stands here in letters, written down apart from what the office decides by.

mod orders;
mod others;
mod queries;
mod shared;

use std::collections::BTreeSet;

use istiqbal::domain::arrival::Visitor;
use istiqbal::domain::branches::BranchScope;
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::declaration::Signature;
use istiqbal::domain::draft::About;
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, Entity, PersonNo, RequestNo, Revision, StaffNo, StandardNo,
    VoiceNo,
};
use istiqbal::domain::outreach::{Reached, Reason};
use istiqbal::domain::period::DateRange;
use istiqbal::domain::report::{Key, Report, ReportName, ReportQuery};
use istiqbal::domain::request::{Need, Pin, Stage};
use istiqbal::domain::service::Renewal;
use istiqbal::domain::staff::Role;
use istiqbal::domain::study::{Verdict, View};
use istiqbal::domain::voice::{Occasion, VoiceKind};
use istiqbal::protocol::query::{HistoryPage, OutreachQuery, VoiceBy, VoicesQuery};
use istiqbal::protocol::{
    Answer, Client, ClientError, Made, Order, PaperAsRead, Query, QueueOrder, QueueQuery, Refusal,
};

use super::house::{House, Office, enquiry, register};
use super::world::people::{paper, somebody};
use crate::world::orders::open;

use orders::orders;
use queries::queries;

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
const HOME: BranchNo = BranchNo(1);
const OTHER_BRANCH: BranchNo = BranchNo(2);

/// The records that orders and queries name: those of one branch.
#[derive(Clone, Copy)]
struct Of {
    request: RequestNo,
    person: PersonNo,
    arrival: ArrivalNo,
    voice: VoiceNo,
    draft: DraftNo,
    branch: BranchNo,
    /// The number of an identity paper on file nowhere, to register somebody by.
    free: u32,
}

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

const SCAN: &[u8] = b"%PDF-1.4 of a paper";

impl Of {
    fn nothing() -> Of {
        Of {
            request: RequestNo {
                year: 1448,
                serial: 1,
            },
            person: PersonNo(1),
            arrival: ArrivalNo(1),
            voice: VoiceNo(1),
            draft: DraftNo(1),
            branch: HOME,
            free: 1,
        }
    }

    /// What a branch has, made by whoever works there now.
    fn made(client: &mut Client, branch: BranchNo, free: u32) -> Of {
        let mut make = |order| client.order(order).unwrap().made;
        let Made::Person(person) = make(register(free + 1)) else {
            panic!();
        };
        let open = open(person, "phone");
        let come = Order::ReceiveVisitor {
            visitor: Visitor::Known(person),
            purpose: text(),
        };
        let complain = Order::HearVoice {
            kind: VoiceKind::Complaint,
            text: text(),
            channel: "phone".into(),
            person: Some(person),
        };
        let keep = Order::KeepDraft {
            draft: None,
            about: About::default(),
            changed: vec![],
            at: text(),
        };
        let made = (make(open), make(come), make(complain), make(keep));
        let (
            Made::Request(request),
            Made::Arrival(arrival),
            Made::Voice(voice),
            Made::Draft(draft),
        ) = made
        else {
            panic!("{made:?}");
        };
        Of {
            request,
            person,
            arrival,
            voice,
            draft,
            branch,
            free,
        }
    }

    fn entities(&self) -> [Entity; 4] {
        [
            Entity::Request(self.request),
            Entity::Person(self.person),
            Entity::Arrival(self.arrival),
            Entity::Voice(self.voice),
        ]
    }
}

/// A desk where another administers as well, with two branches. Whoever tests works at the first, and sees only that.
struct Two {
    house: House,
    _office: Office,
    client: Client,
    own: Of,
    others: Of,
}

fn desk() -> Two {
    let house = House::new();
    let office = house.office();
    let mut client = house.client();
    let mut order = |order| client.order(order).unwrap().made;
    order(Order::OpenDesk {
        profile: profile(),
        branch: "الرئيسي".into(),
        name: "سلمى".into(),
        roles: [Role::Reception, Role::Supervisor].into(),
    });
    let other = Order::AddStaff {
        name: "هدى".into(),
        uid: u32::MAX - 1,
        roles: [Role::Administrator].into(),
        branch: HOME,
    };
    assert_eq!(order(other), Made::Staff(OTHER));
    let second = Order::AddBranch {
        name: "جدة".into()
    };
    assert_eq!(order(second), Made::Branch(OTHER_BRANCH));
    let at = |client: &mut Client, branch| {
        let staff = ME;
        client.order(Order::MoveStaff { staff, branch }).unwrap();
    };
    at(&mut client, OTHER_BRANCH);
    let others = Of::made(&mut client, OTHER_BRANCH, 2_001);
    at(&mut client, HOME);
    let own = Of::made(&mut client, HOME, 1_001);
    let home = Order::GiveBranches {
        staff: ME,
        scope: BranchScope::Home,
    };
    client.order(home).unwrap();
    Two {
        house,
        _office: office,
        client,
        own,
        others,
    }
}

fn become_a(client: &mut Client, role: Role) {
    let staff = ME;
    let roles = [role].into();
    client.order(Order::ChangeRoles { staff, roles }).unwrap();
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
    let of = &Of::nothing();
    let source = include_str!("../../../src/protocol/command.rs");
    let quoted = |line: &str| {
        let (_, word) = line.split_once("=> \"")?;
        Some(word.trim_end_matches("\",").to_owned())
    };
    let known = listed(source, "pub fn id(&self)", "\n    }\n", quoted);
    let walked: BTreeSet<String> = orders(of)
        .iter()
        .map(|(_, order)| order.id().to_owned())
        .collect();
    assert_eq!(walked, known);
    assert_eq!(walked.len(), orders(of).len(), "each once");

    let source = include_str!("../../../src/protocol/query/mod.rs");
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
    let walked: BTreeSet<String> = queries(of)
        .iter()
        .map(|(_, query)| first_word(query))
        .collect();
    assert_eq!(walked, known);
    assert_eq!(walked.len(), queries(of).len(), "each once");
}

/// What came of it: nothing, where it was done or only something else stood in the way.
fn barred<T>(outcome: Result<T, ClientError>) -> Option<Refusal> {
    match outcome {
        Ok(_) => None,
        Err(ClientError::Refused(
            refusal @ (Refusal::NotAllowed(_)
            | Refusal::NotStaff { .. }
            | Refusal::LeftStaff { .. }
            | Refusal::OutsideBranches { .. }
            | Refusal::NotFound(Entity::Person(_) | Entity::Arrival(_) | Entity::Voice(_))),
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

/// What comes of everything that can be asked for, with its row.
fn everything(client: &mut Client, of: &Of) -> Vec<(&'static str, String, Option<Refusal>)> {
    let mut came = vec![];
    for (row, query) in queries(of) {
        let refusal = barred(client.ask(query.clone()));
        came.push((row, format!("{query:?}"), refusal));
    }
    for (row, order) in orders(of) {
        let refusal = attempt(client, &order);
        came.push((row, order.id().to_owned(), refusal));
    }
    came
}

#[test]
fn every_cell_of_the_table_is_as_written() {
    for (letter, role) in LETTERS {
        let Two {
            house,
            _office,
            mut client,
            own,
            others,
        } = desk();
        become_a(&mut client, role);
        let before = house.entries().len();
        for (row, what, refusal) in everything(&mut client, &others) {
            let may = row.contains(letter);
            match refusal {
                None => assert!(may && row.ends_with("house"), "{role:?}: {what}"),
                Some(Refusal::OutsideBranches { branches, by, .. }) => {
                    assert!(row.ends_with("branch"), "{role:?}: {what}");
                    assert_eq!(branches, ["جدة"], "{what}: whose it is");
                    let by: Vec<&str> = by.iter().map(|one| one.as_str()).collect();
                    assert!(by.contains(&"هدى"), "{what}: who can give it");
                }
                Some(Refusal::NotFound(of)) => {
                    assert!(may && row.ends_with("hidden"), "{role:?}: {what}");
                    assert!(others.entities().contains(&of), "{what}: {of:?}");
                }
                Some(refusal) => assert!(!may, "{role:?}: {what}: {refusal:?}"),
            }
        }
        // A number that was never given is no less there.
        let nowhere = Of {
            person: PersonNo(99),
            arrival: ArrivalNo(99),
            voice: VoiceNo(99),
            ..others
        };
        for (row, what, refusal) in everything(&mut client, &nowhere) {
            let is_missing = matches!(refusal, Some(Refusal::NotFound(_)));
            let is_hidden = row.contains(letter) && row.ends_with("hidden");
            assert_eq!(is_missing, is_hidden, "{role:?}: {what}: {refusal:?}");
        }
        let since = house.events().split_off(before);
        let touched = since.iter().flat_map(Event::touches);
        let read = since.iter().filter_map(Event::reads);
        let named: BTreeSet<Entity> = touched.chain(read).collect();
        assert!(others.entities().iter().all(|one| !named.contains(one)));

        for (row, what, refusal) in everything(&mut client, &own) {
            let may = row.contains(letter);
            assert_eq!(refusal.is_none(), may, "{role:?}: {what}: {refusal:?}");
            if let Some(Refusal::NotAllowed(who)) = refusal {
                let who: BTreeSet<Role> = who.into_iter().collect();
                assert_eq!(who, those(row), "{what}: who can is said");
            }
        }
    }
}

#[test]
fn who_left_may_do_nothing_and_is_told_so() {
    let Two {
        house,
        _office,
        mut client,
        own,
        ..
    } = desk();
    client.order(Order::LetStaffGo(ME)).unwrap();
    let before = house.entries().len();
    for (_, what, refusal) in everything(&mut client, &own) {
        // Whoever runs the office could read its files as well.
        let open_to_all = ["Desk", "Digest", "open-desk"].contains(&what.as_str());
        match refusal {
            Some(Refusal::LeftStaff { .. }) => {}
            None if open_to_all => {}
            other => panic!("{what}: {other:?}"),
        }
    }
    assert_eq!(house.entries().len(), before, "nothing came of it");
}
