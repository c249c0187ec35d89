//! Who may, and what stands in the way: kept by the office, whatever a client claims.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{Entity, Revision, StaffNo};
use istiqbal::domain::person::Facts;
use istiqbal::domain::staff::Role;
use istiqbal::protocol::query::Likes;
use istiqbal::protocol::{
    Answer, Client, ClientError, Command, Imported, Knock, Made, Order, PersonPage, Query, Refusal,
};

use super::house::{House, command, enquiry, only, open_desk, register, registered};
use super::world::people::somebody;

/// Tells the process of a stranger which socket is meant.
const SOCKET: &str = "ISTIQBAL_TEST_SOCKET";

/// `nobody`, who is on no charity's staff.
const NOBODY: u32 = 65_534;

fn refusal(error: ClientError) -> Refusal {
    match error {
        ClientError::Refused(refusal) => refusal,
        other => panic!("{other}"),
    }
}

fn page(client: &mut Client, no: istiqbal::domain::ids::PersonNo) -> PersonPage {
    match client.ask(Query::Person(no)).unwrap() {
        Answer::Person(page) => *page,
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_administers_by_a_form_that_was_opened_before_is_told_who_was_first() {
    let (house, _office) = House::open();
    let mut client = house.client();
    let add = Order::AddStaff {
        name: "هدى".into(),
        uid: NOBODY,
        roles: [Role::Auditor].into(),
        branch: istiqbal::domain::ids::BranchNo(1),
    };
    let Made::Staff(staff) = client.order(add).unwrap().made else {
        panic!();
    };
    let stood = client.order(enquiry("؟")).unwrap().revision;
    let mut roles = |roles: &[Role]| {
        let roles = roles.iter().copied().collect();
        let order = Order::ChangeRoles { staff, roles };
        client.order_on((Entity::Staff(staff), stood), order)
    };
    // As the house stood then, with something else the last that had happened in it.
    roles(&[Role::Reception]).unwrap();
    match refusal(roles(&[Role::Auditor, Role::Supervisor]).unwrap_err()) {
        Refusal::Stale { what, by, .. } => {
            assert_eq!((what.as_str(), by.as_str()), ("roles-changed", "سلمى"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_answers_what_was_answered_meanwhile_is_told_who_did() {
    let house = House::new();
    let _office = house.office();
    let mut client = house.client();
    open_desk(&mut client, [Role::Reception, Role::Supervisor]);
    let hear = Order::HearVoice {
        kind: istiqbal::domain::voice::VoiceKind::Complaint,
        text: "طال الانتظار".into(),
        channel: "phone".into(),
        person: None,
    };
    let Made::Voice(voice) = client.order(hear).unwrap().made else {
        panic!();
    };
    let mut answer = |answer: &str| {
        let answer = answer.to_owned();
        client.order(Order::AnswerVoice { voice, answer })
    };
    answer("زيد موظف").unwrap();
    match refusal(answer("نعتذر").unwrap_err()) {
        Refusal::Stale { what, by, .. } => {
            assert_eq!((what.as_str(), by.as_str()), ("voice-answered", "سلمى"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_who_call_the_same_visitor_at_once_are_not_both_told_that_they_come() {
    let (house, _office) = House::open();
    let (mut salma, mut client) = (house.client(), house.client());
    let pin = |digits| istiqbal::domain::pin::PinCode::parse(digits).unwrap();
    let set = |new| Knock::SetPin {
        old: None,
        new: pin(new),
    };
    salma.knock(set("739104")).unwrap();
    let add = Order::AddStaff {
        name: "هدى".into(),
        uid: rustix::process::geteuid().as_raw(),
        roles: [Role::Reception].into(),
        branch: istiqbal::domain::ids::BranchNo(1),
    };
    let Made::Staff(staff) = salma.order(add).unwrap().made else {
        panic!();
    };
    let code = pin("418205");
    salma
        .knock(Knock::GiveCode {
            staff,
            code: code.clone(),
        })
        .unwrap();
    client.knock(Knock::SignIn { staff, pin: code }).unwrap();
    client.knock(set("250871")).unwrap();
    let come = Order::ReceiveVisitor {
        visitor: istiqbal::domain::arrival::Visitor::Named("نورة".into()),
        purpose: "سؤال".into(),
    };
    let Made::Arrival(arrival) = salma.order(come).unwrap().made else {
        panic!();
    };
    let entity = istiqbal::domain::ids::Entity::Arrival(arrival);
    salma.order(Order::CallVisitor(arrival)).unwrap();
    let before = house.entries().len();
    for order in [Order::CallVisitor(arrival), Order::LetVisitorGo(arrival)] {
        match client.order(order).unwrap_err() {
            ClientError::Refused(Refusal::Stale {
                entity: of,
                what,
                by,
                ..
            }) => assert_eq!(
                (of, what.as_str(), by.as_str()),
                (entity, "visitor-called", "سلمى")
            ),
            other => panic!("{other}"),
        }
    }
    assert_eq!(house.entries().len(), before);
    // Whom she called she may call again, and let go.
    salma.order(Order::CallVisitor(arrival)).unwrap();
    let Err(ClientError::Refused(Refusal::Stale { now, .. })) =
        client.order(Order::CallVisitor(arrival))
    else {
        panic!();
    };
    client
        .order_on((entity, now), Order::CallVisitor(arrival))
        .unwrap();
    let gone = salma.order(Order::LetVisitorGo(arrival));
    assert!(gone.is_err(), "she is with another now");
    client.order(Order::LetVisitorGo(arrival)).unwrap();
    house.verified();
}

/// Needs root, to be somebody else for a moment.
#[test]
fn a_stranger_is_told_that_they_are_one_and_nothing_else() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: only root can start a program as somebody else");
        return;
    }
    let mut house = House::new();
    // Where a stranger can get at the socket, as on a machine that many share.
    fs::set_permissions(house.dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    house.place.socket = house.dir.path().join("socket");
    let _office = house.office();
    let mut client = house.client();
    open_desk(&mut client, [Role::Reception]);
    registered(&mut client, 1);
    registered(&mut client, 1_003);
    let before = house.entries().len();

    // The program may stand where strangers cannot read it.
    let copy = house.dir.path().join("copy");
    fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
    let stranger = only("rules::speak_as_a_stranger");
    let arguments: Vec<_> = stranger.get_args().collect();
    let spoke = std::process::Command::new(copy)
        .args(arguments)
        .env(SOCKET, &house.place.socket)
        .current_dir("/")
        .uid(NOBODY)
        .gid(0)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&spoke.stdout);
    let wrong = String::from_utf8_lossy(&spoke.stderr);
    assert!(
        spoke.status.success() && said.contains("1 passed"),
        "{said}{wrong}"
    );
    assert_eq!(
        house.entries().len(),
        before,
        "nothing came of it, not even a reading"
    );

    // Once they are on the staff they are served as what they are there.
    let order = Order::AddStaff {
        name: "نايف".into(),
        uid: NOBODY,
        roles: [Role::Auditor].into(),
        branch: istiqbal::domain::ids::BranchNo(1),
    };
    client.order(order).unwrap();
    let queue = house
        .program(&["queue"])
        .uid(NOBODY)
        .gid(0)
        .current_dir("/")
        .output();
    // Where the program cannot be reached by them there is nothing to see.
    if let Ok(queue) = queue {
        assert!(
            queue.status.success(),
            "{}",
            String::from_utf8_lossy(&queue.stderr)
        );
    }
}

#[test]
#[ignore = "the process that the test above starts as somebody else"]
fn speak_as_a_stranger() {
    let socket = std::env::var_os(SOCKET).unwrap();
    let mut client = Client::connect(Path::new(&socket)).unwrap();
    let Answer::Desk(desk) = client.ask(Query::Desk).unwrap() else {
        panic!()
    };
    assert!(desk.pin.is_some(), "that the desk is open is no secret");
    assert_eq!(desk.me, None);
    assert!(desk.staff.is_empty() && desk.branches.is_empty());
    assert_eq!(desk.counts, Default::default());

    let person = istiqbal::domain::ids::PersonNo(1);
    let stranger = Refusal::NotStaff { uid: NOBODY };
    for query in [
        Query::Find {
            text: "نورة".into(),
            limit: 10,
        },
        Query::Person(person),
        Query::Person(istiqbal::domain::ids::PersonNo(99)),
        Query::Line,
        Query::Drafts,
        Query::Enquiries { limit: 10 },
        Query::Profile(desk.pin.unwrap()),
        Query::Digest,
    ] {
        let refused = client.ask(query.clone()).unwrap_err();
        assert_eq!(refusal(refused), stranger, "{query:?}");
    }
    for order in [register(5), enquiry("؟"), register(1)] {
        assert_eq!(refusal(client.order(order).unwrap_err()), stranger);
    }
    // Not even that something was changed meanwhile, and by whom.
    let saw = (Entity::Person(person), Revision(1));
    let refused = client.order_on(saw, register(5)).unwrap_err();
    assert_eq!(refusal(refused), stranger);
}

#[test]
fn a_desk_that_is_not_open_says_so_and_opens_once() {
    let house = House::new();
    let mut client = house.client();
    let refused = client.order(register(1)).unwrap_err();
    assert_eq!(refusal(refused), Refusal::NotOpened);
    open_desk(&mut client, []);
    let again = Order::OpenDesk {
        profile: istiqbal::profiles::source("rahma").unwrap().to_owned(),
        branch: "x".into(),
        name: "x".into(),
        roles: Default::default(),
    };
    assert_eq!(
        refusal(client.order(again).unwrap_err()),
        Refusal::AlreadyOpen
    );
}

#[test]
fn roles_are_kept_by_the_office() {
    let house = House::new();
    let _office = house.office();
    let mut client = house.client();
    open_desk(&mut client, []);
    let desk = Refusal::NotAllowed(vec![Role::Reception, Role::Supervisor]);
    for order in [register(1), enquiry("؟")] {
        assert_eq!(refusal(client.order(order).unwrap_err()), desk);
    }
    let change = |roles: &[Role]| Order::ChangeRoles {
        staff: StaffNo(1),
        roles: roles.iter().copied().collect(),
    };
    let refused = client.order(change(&[Role::Reception])).unwrap_err();
    assert_eq!(refusal(refused), Refusal::LastAdministrator(vec![]));
    // From the next command on, on a line that is open already.
    client
        .order(change(&[Role::Administrator, Role::Reception]))
        .unwrap();
    registered(&mut client, 1);
    client
        .order(change(&[Role::Administrator, Role::Auditor]))
        .unwrap();
    assert_eq!(refusal(client.order(register(2)).unwrap_err()), desk);
}

#[test]
fn who_saw_an_older_version_is_told_who_changed_what_and_when() {
    let (house, _office) = House::open();
    let (mut one, mut other) = (house.client(), house.client());
    let no = registered(&mut one, 3);
    let seen = page(&mut one, no);
    let correct = |facts: &Facts, mobile: &str| {
        let facts = Facts {
            mobile: mobile.parse().ok(),
            ..facts.clone()
        };
        Order::CorrectPerson { person: no, facts }
    };
    let saw = (Entity::Person(no), seen.revision);
    let facts = &seen.person.facts;
    let first = other.order_on(saw, correct(facts, "0555555551")).unwrap();
    let refused = refusal(one.order_on(saw, correct(facts, "0555555552")).unwrap_err());
    let Refusal::Stale {
        entity,
        what,
        by,
        at,
        now,
    } = &refused
    else {
        panic!("{refused}");
    };
    assert_eq!(
        (*entity, what.as_str(), by.as_str()),
        (Entity::Person(no), "person-corrected", "سلمى")
    );
    assert_eq!(*now, first.revision);
    assert!(at.0 > 0);

    // Nothing of the refused came about; on top of what is there now it goes.
    let current = page(&mut one, no);
    assert_eq!(current.revision, first.revision);
    assert_eq!(current.person.facts.mobile, "0555555551".parse().ok());
    let saw = (Entity::Person(no), current.revision);
    one.order_on(saw, correct(&current.person.facts, "0555555552"))
        .unwrap();
    assert_eq!(
        page(&mut one, no).person.facts.mobile,
        "0555555552".parse().ok()
    );
}

#[test]
fn a_command_asked_again_is_done_once_and_answered_alike_over_a_restart_too() {
    let (house, mut office) = House::open();
    let mut client = house.client();
    let person = registered(&mut client, 1);
    let commands: Vec<Command> = [
        register(3),
        enquiry("متى؟"),
        Order::ReceiveVisitor {
            visitor: istiqbal::domain::arrival::Visitor::Known(person),
            purpose: String::new(),
        },
        Order::OpenRequest {
            person,
            channel: "phone".into(),
            responsibilities_told: true,
            draft: None,
        },
        Order::KeepDraft {
            draft: None,
            about: Default::default(),
            changed: vec![("name".into(), "نورة".into())],
            at: "name".into(),
        },
        Order::CorrectPerson {
            person,
            facts: Facts {
                mobile: None,
                ..somebody(1)
            },
        },
        Order::AddBranch {
            name: "حقل".into()
        },
        Order::RegisterPerson {
            facts: somebody(8),
            not_the_same: vec![person],
            draft: None,
        },
    ]
    .into_iter()
    .map(command)
    .collect();
    let ask = |client: &mut Client| -> Vec<_> {
        let done = commands
            .iter()
            .map(|command| client.command(command.clone()).unwrap());
        done.collect()
    };
    let done = ask(&mut client);
    assert!(done.iter().all(|done| done.made != Made::Nothing));
    let entries = house.entries().len();
    assert_eq!(ask(&mut client), done);
    assert!(office.terminate().success());
    let mut office = house.office();
    assert_eq!(ask(&mut house.client()), done);
    office.kill();
    let _office = house.office();
    assert_eq!(ask(&mut house.client()), done);
    assert_eq!(house.entries().len(), entries);
}

/// A number on file is taken again only where somebody looked at whose it is, so it is shown whose it is.
#[test]
fn whose_number_it_is_is_shown_however_little_else_agrees() {
    let (house, _office) = House::open();
    let mut client = house.client();
    let person = registered(&mut client, 1);
    let facts = Facts {
        paper: somebody(1).paper,
        ..somebody(8)
    };
    let likes = Likes {
        name: facts.name.line(),
        id: facts.paper.number().unwrap().to_owned(),
        mobile: "0598765432".to_owned(),
        born: "1351/02/11".to_owned(),
    };
    let alike = Query::Alike {
        traits: likes,
        except: None,
    };
    let Answer::Alike(alike) = client.ask(alike).unwrap() else {
        panic!("no likeness")
    };
    assert_eq!(alike.len(), 1);
    assert_eq!(alike[0].person.no, person);
    assert!(alike[0].likeness.is_one_number());
    let mut register = |not_the_same| {
        client.order(Order::RegisterPerson {
            facts: facts.clone(),
            not_the_same,
            draft: None,
        })
    };
    let refused = refusal(register(vec![]).unwrap_err());
    assert_eq!(refused, Refusal::SameIdentity(person));
    register(vec![person]).unwrap();
}

#[test]
fn a_command_needs_an_id() {
    let (house, _office) = House::open();
    let nameless = Command {
        id: 0,
        ..command(register(1))
    };
    let refused = refusal(house.client().command(nameless).unwrap_err());
    assert!(matches!(refused, Refusal::Invalid { field, .. } if field == "id"));
}

#[test]
fn an_import_asked_again_adds_nothing() {
    let (house, mut office) = House::open();
    let import = command(Order::ImportPeople {
        // Every fifth has no identity paper, and is known by name, birth and mobile.
        people: (0..20).map(somebody).collect(),
        source: [3; 32],
        dry_run: false,
    });
    let mut client = house.client();
    let Made::Imported(first) = client.command(import.clone()).unwrap().made else {
        panic!()
    };
    let Made::Imported(again) = client.command(import.clone()).unwrap().made else {
        panic!()
    };
    let there = first.iter().map(|one| match one {
        Imported::Added(no) => Imported::Already(*no),
        other => *other,
    });
    assert_eq!(again, there.collect::<Vec<_>>());
    let people = |house: &House| {
        let events = house.events();
        let registered = events
            .iter()
            .filter(|event| matches!(event, Event::PersonRegistered { .. }));
        registered.count()
    };
    assert_eq!(people(&house), 20);
    office.kill();
    let _office = house.office();
    house.client().command(import).unwrap();
    assert_eq!(people(&house), 20);
}

#[test]
fn who_opened_whose_file_is_on_record() {
    let (house, mut office) = House::open();
    let mut client = house.client();
    let [person, other] = [1, 3].map(|serial| registered(&mut client, serial));
    // Opened again at once, it is the same reading.
    for no in [person, other, person, person] {
        page(&mut client, no);
    }
    client
        .ask(Query::Find {
            text: "نورة".into(),
            limit: 10,
        })
        .unwrap();
    drop(client);
    assert!(office.terminate().success());
    let events = house.events();
    let opened = events.iter().filter_map(|event| match event {
        Event::RecordOpened { entity } => Some(*entity),
        _ => None,
    });
    let wanted = [person, other].map(Entity::Person);
    assert_eq!(opened.collect::<Vec<_>>(), wanted);
}

#[test]
fn a_draft_grows_no_further_than_a_form_does() {
    let (house, _office) = House::open();
    let mut client = house.client();
    let keep = |draft, from: usize| Order::KeepDraft {
        draft,
        about: Default::default(),
        changed: (from..from + 10)
            .map(|field| (format!("field-{field}"), "x".repeat(10_000)))
            .collect(),
        at: "name".into(),
    };
    let Made::Draft(draft) = client.order(keep(None, 0)).unwrap().made else {
        panic!()
    };
    client.order(keep(Some(draft), 10)).unwrap();
    client.order(keep(Some(draft), 0)).unwrap();
    let refused = refusal(client.order(keep(Some(draft), 20)).unwrap_err());
    assert!(matches!(refused, Refusal::Invalid { field, .. } if field == "draft"));
    let Answer::Draft(kept) = client.ask(Query::Draft(draft)).unwrap() else {
        panic!()
    };
    assert_eq!(kept.values.len(), 20);
}
