//! One Unix user, several people: who sits there is said by PIN, to an office that is asked by clients which do not
//! cooperate.

use std::fs;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;

use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{BranchNo, Entity, StaffNo};
use istiqbal::domain::pin::{FREE_TRIES, PinCode};
use istiqbal::domain::staff::Role;
use istiqbal::protocol::frame::{self, Greeting};
use istiqbal::protocol::{
    Answer, Client, ClientError, Knock, Made, Order, Query, Refusal, ToDesk, ToOffice,
};

use super::house::{House, Office, command, enquiry};

const SALMA: StaffNo = StaffNo(1);
const HUDA: StaffNo = StaffNo(2);

const OF_SALMA: &str = "739104";
const OF_HUDA: &str = "250871";
const CODE: &str = "418205";

fn pin(digits: &str) -> PinCode {
    PinCode::parse(digits).unwrap()
}

fn me() -> u32 {
    rustix::process::geteuid().as_raw()
}

fn sign_in(client: &mut Client, staff: StaffNo, digits: &str) -> Result<Answer, Refusal> {
    knock(
        client,
        Knock::SignIn {
            staff,
            pin: pin(digits),
        },
    )
}

fn set(client: &mut Client, old: Option<&str>, new: &str) -> Result<Answer, Refusal> {
    let (old, new) = (old.map(pin), pin(new));
    knock(client, Knock::SetPin { old, new })
}

fn give_code(client: &mut Client, staff: StaffNo, digits: &str) -> Result<Answer, Refusal> {
    let code = pin(digits);
    knock(client, Knock::GiveCode { staff, code })
}

fn knock(client: &mut Client, knock: Knock) -> Result<Answer, Refusal> {
    refused(client.knock(knock))
}

fn ask(client: &mut Client, query: Query) -> Result<Answer, Refusal> {
    refused(client.ask(query))
}

fn refused<T>(told: Result<T, ClientError>) -> Result<T, Refusal> {
    match told {
        Ok(told) => Ok(told),
        Err(ClientError::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other}"),
    }
}

fn add_huda() -> Order {
    Order::AddStaff {
        name: "هدى".into(),
        uid: me(),
        roles: [Role::Reception].into(),
        branch: BranchNo(1),
    }
}

/// A house whose one Unix user is Salma, who administers it, and Huda. Salma's line is the first she had.
fn shared() -> (House, Office, Client) {
    let (house, office) = House::open();
    let mut salma = house.client();
    set(&mut salma, None, OF_SALMA).unwrap();
    let done = salma.order(add_huda()).unwrap();
    assert_eq!(done.made, Made::Staff(HUDA));
    give_code(&mut salma, HUDA, CODE).unwrap();
    let mut huda = house.client();
    sign_in(&mut huda, HUDA, CODE).unwrap();
    set(&mut huda, None, OF_HUDA).unwrap();
    (house, office, salma)
}

/// Who the office takes this line for.
fn sits(client: &mut Client) -> Option<StaffNo> {
    match ask(client, Query::Desk) {
        Ok(Answer::Desk(view)) => view.me.map(|me| me.no),
        _ => None,
    }
}

fn missed(house: &House, staff: StaffNo) -> usize {
    let events = house.events();
    let missed = |event: &&Event| matches!(event, Event::PinFailed { staff: of } if *of == staff);
    events.iter().filter(missed).count()
}

#[test]
fn a_unix_user_is_shared_once_everyone_who_has_it_has_a_pin() {
    let (house, _office) = House::open();
    let mut salma = house.client();
    let taken = refused(salma.order(add_huda()));
    assert!(matches!(taken, Err(Refusal::UserTaken { .. })), "{taken:?}");
    set(&mut salma, None, OF_SALMA).unwrap();
    salma.order(add_huda()).unwrap();

    // Who sat there before still does; whoever comes says who they are, and sees no more than with whom they share.
    assert_eq!(sits(&mut salma), Some(SALMA));
    let mut next = house.client();
    let Ok(Answer::SignIn(view)) = ask(&mut next, Query::Desk) else {
        panic!("it is not asked who sits there");
    };
    let names: Vec<&str> = view.who.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["سلمى", "هدى"]);
    // Whoever could read the files may have them verified, as this test's Unix user may here; it tells nothing of anybody.
    for query in [Query::Line, Query::Drafts, Query::Versions] {
        assert_eq!(ask(&mut next, query), Err(Refusal::SignIn));
    }
    let open = Order::OpenDesk {
        profile: istiqbal::profiles::source("rahma").unwrap().to_owned(),
        branch: "آخر".into(),
        name: "غريب".into(),
        roles: Default::default(),
    };
    for order in [enquiry("متى؟"), add_huda(), open] {
        assert_eq!(refused(next.order(order)), Err(Refusal::SignIn));
    }
    assert_eq!(set(&mut next, None, "5150"), Err(Refusal::SignIn));
    assert_eq!(give_code(&mut next, HUDA, CODE), Err(Refusal::SignIn));

    // Huda has no PIN, and nobody sets one in her place.
    let none = sign_in(&mut next, HUDA, "5150");
    assert!(matches!(none, Err(Refusal::NoPin { .. })), "{none:?}");
    give_code(&mut salma, HUDA, CODE).unwrap();
    let signed_in = sign_in(&mut next, HUDA, CODE);
    assert!(
        matches!(
            signed_in,
            Ok(Answer::SignedIn {
                set_first: true,
                ..
            })
        ),
        "{signed_in:?}"
    );
    for query in [Query::Desk, Query::Line] {
        assert_eq!(ask(&mut next, query), Err(Refusal::SetPinFirst));
    }
    let order = refused(next.order(enquiry("متى؟")));
    assert_eq!(order, Err(Refusal::SetPinFirst));
    for (new, why) in [(CODE, "same"), ("1234", "guessable"), ("7777", "guessable")] {
        let refusal = Refusal::Invalid {
            field: "pin".into(),
            why: why.into(),
        };
        assert_eq!(set(&mut next, None, new), Err(refusal));
    }
    set(&mut next, None, OF_HUDA).unwrap();
    assert_eq!(sits(&mut next), Some(HUDA));
    next.order(enquiry("متى؟")).unwrap();
    let entries = house.entries();
    assert_eq!(entries.last().unwrap().stamp.staff, HUDA.0);
    // She is no administrator for having sat down where one does.
    let reset = give_code(&mut next, SALMA, CODE);
    assert_eq!(reset, Err(Refusal::NotAllowed(vec![Role::Administrator])));
    house.verified();
}

#[test]
fn whoever_leaves_takes_nothing_along_and_a_pin_is_changed_by_who_knows_it() {
    let (house, _office, mut salma) = shared();
    let mut desk = house.client();
    sign_in(&mut desk, HUDA, OF_HUDA).unwrap();
    assert_eq!(sits(&mut desk), Some(HUDA));
    let asked_again = command(enquiry("متى؟"));
    desk.command(asked_again.clone()).unwrap();
    assert!(matches!(
        knock(&mut desk, Knock::SignOut),
        Ok(Answer::SignIn(_))
    ));
    // Nor is it told what came of what she did.
    let replayed = refused(desk.command(asked_again));
    assert_eq!(replayed, Err(Refusal::SignIn));
    assert_eq!(sits(&mut desk), None);
    // A wrong PIN leaves nobody there, whoever it was before.
    sign_in(&mut desk, HUDA, OF_HUDA).unwrap();
    let wrong = sign_in(&mut desk, SALMA, OF_HUDA);
    let left = FREE_TRIES - 1;
    assert_eq!(wrong, Err(Refusal::WrongPin { left, until: None }));
    assert_eq!(sits(&mut desk), None);

    sign_in(&mut desk, HUDA, OF_HUDA).unwrap();
    for (old, refused_for) in [(None, "old"), (Some("9315"), "")] {
        match set(&mut desk, old, "86420") {
            Err(Refusal::Invalid { why, .. }) => assert_eq!(why, refused_for),
            Err(Refusal::WrongPin { left, .. }) => assert_eq!((left, refused_for), (4, "")),
            other => panic!("{other:?}"),
        }
    }
    let mut other = house.client();
    sign_in(&mut other, HUDA, OF_HUDA).unwrap();
    set(&mut desk, Some(OF_HUDA), "86420").unwrap();
    assert_eq!(sits(&mut desk), Some(HUDA));
    // Wherever else she sat, the new one is asked for.
    assert_eq!(sits(&mut other), None);
    assert!(sign_in(&mut other, HUDA, OF_HUDA).is_err());
    sign_in(&mut other, HUDA, "86420").unwrap();

    // A code takes the seat from whoever has it, and it is on record who gave it.
    give_code(&mut salma, HUDA, CODE).unwrap();
    assert_eq!(sits(&mut other), None);
    assert_eq!(set(&mut other, None, "5150"), Err(Refusal::SignIn));
    let Ok(Answer::History(page)) = ask(
        &mut salma,
        Query::History {
            entity: Entity::Staff(HUDA),
            skip: 0,
        },
    ) else {
        panic!("no history");
    };
    let given: Vec<StaffNo> = page
        .lines
        .iter()
        .filter(|line| line.what == "pin-reset")
        .map(|line| line.by)
        .collect();
    assert_eq!(given, [SALMA, SALMA]);
    assert!(page.lines.iter().all(|line| {
        let told = line.changes.iter().map(|change| change.after.as_str());
        told.into_iter().all(|after| !after.contains("argon2"))
    }));
}

#[test]
fn guessing_is_waited_for_and_no_restart_forgets_it() {
    let (house, mut office, mut salma) = shared();
    let mut guesser = house.client();
    for left in (0..FREE_TRIES).rev() {
        match sign_in(&mut guesser, HUDA, "9315") {
            Err(Refusal::WrongPin { left: told, until }) => {
                assert_eq!((told, until.is_some()), (left, left == 0));
            }
            other => panic!("{other:?}"),
        }
    }
    let waits = |client: &mut Client, digits: &str| {
        let told = sign_in(client, HUDA, digits);
        assert!(matches!(told, Err(Refusal::PinWait { .. })), "{told:?}");
    };
    // Not even the right one, on this line or another, and not after the office was killed.
    waits(&mut guesser, OF_HUDA);
    waits(&mut house.client(), OF_HUDA);
    office.kill();
    let _office = house.office();
    waits(&mut house.client(), OF_HUDA);
    assert_eq!(missed(&house, HUDA), 5, "what is not tried does not count");
    // Whom it does not concern is not kept waiting.
    salma = {
        drop(salma);
        let mut salma = house.client();
        sign_in(&mut salma, SALMA, OF_SALMA).unwrap();
        salma
    };
    give_code(&mut salma, HUDA, CODE).unwrap();
    sign_in(&mut house.client(), HUDA, CODE).unwrap();
    house.verified();
}

#[test]
fn nobody_guesses_more_often_by_guessing_at_once() {
    let (house, _office, _salma) = shared();
    let socket = &house.place.socket;
    thread::scope(|scope| {
        for guess in 0..16 {
            scope.spawn(move || {
                let mut client = Client::connect(socket).unwrap();
                let _ = sign_in(&mut client, HUDA, &format!("93{guess:02}5"));
            });
        }
    });
    assert_eq!(missed(&house, HUDA), 5);
    // One that is got right forgives none of those before it: they were of late, and whose they were is not known.
    for _ in 0..3 {
        let _ = sign_in(&mut house.client(), SALMA, "9315");
    }
    let told = sign_in(&mut house.client(), SALMA, OF_SALMA);
    assert!(
        matches!(told, Ok(Answer::SignedIn { missed: 3, .. })),
        "and it is said that there were some: {told:?}"
    );
    let wrong = sign_in(&mut house.client(), SALMA, "9315");
    let left = FREE_TRIES - 4;
    assert_eq!(wrong, Err(Refusal::WrongPin { left, until: None }));
}

#[test]
fn whoever_left_is_not_whoever_stayed() {
    // Whose PIN is set is asked for it, though nobody else has the Unix user any more.
    let (house, _office, mut salma) = shared();
    let mut huda = house.client();
    sign_in(&mut huda, HUDA, OF_HUDA).unwrap();
    salma.order(Order::LetStaffGo(HUDA)).unwrap();
    assert_eq!(sits(&mut huda), None);
    let mut next = house.client();
    assert_eq!(sits(&mut next), None);
    let order = refused(next.order(enquiry("متى؟")));
    assert_eq!(order, Err(Refusal::SignIn));
    assert_eq!(
        sits(&mut salma),
        Some(SALMA),
        "and who stayed still sits there"
    );
    sign_in(&mut next, SALMA, OF_SALMA).unwrap();
    drop(house);

    // Whose PIN is not set yet has it set by nobody but by code.
    let (house, _office) = House::open();
    let mut salma = house.client();
    set(&mut salma, None, OF_SALMA).unwrap();
    salma.order(add_huda()).unwrap();
    let noor = Order::AddStaff {
        name: "نور".into(),
        uid: u32::MAX - 7,
        roles: [Role::Administrator].into(),
        branch: BranchNo(1),
    };
    salma.order(noor).unwrap();
    salma.order(Order::LetStaffGo(SALMA)).unwrap();
    for line in [&mut salma, &mut house.client()] {
        assert_eq!(sits(line), None);
        assert_eq!(set(line, None, "5150"), Err(Refusal::SignIn));
        let reset = give_code(line, HUDA, CODE);
        assert_eq!(reset, Err(Refusal::SignIn), "there is an administrator");
    }
    house.verified();
}

#[test]
fn nobody_signs_in_as_somebody_of_another_unix_user() {
    let (house, _office, mut salma) = shared();
    let noor = Order::AddStaff {
        name: "نور".into(),
        uid: u32::MAX - 7,
        roles: [Role::Supervisor].into(),
        branch: BranchNo(1),
    };
    let Made::Staff(noor) = salma.order(noor).unwrap().made else {
        panic!("nobody was added");
    };
    give_code(&mut salma, noor, CODE).unwrap();
    let mut client = house.client();
    for staff in [noor, StaffNo(99)] {
        let told = sign_in(&mut client, staff, CODE);
        assert_eq!(told, Err(Refusal::NotFound(Entity::Staff(staff))));
    }
    assert_eq!(missed(&house, noor), 0);
}

#[test]
fn a_line_beside_another_is_whose_that_one_is_and_ends_with_it() {
    let (house, _office, _salma) = shared();
    let mut desk = house.client();
    let Ok(Answer::SignedIn { ticket, .. }) = sign_in(&mut desk, HUDA, OF_HUDA) else {
        panic!("not signed in");
    };
    let mut beside = house.client();
    assert_eq!(
        knock(&mut beside, Knock::Beside(ticket)),
        Ok(Answer::Beside)
    );
    assert_eq!(sits(&mut beside), Some(HUDA));
    knock(&mut desk, Knock::SignOut).unwrap();
    assert_eq!(sits(&mut beside), None, "who left has left everywhere");
    let late = knock(&mut house.client(), Knock::Beside(ticket));
    assert_eq!(late, Err(Refusal::SignIn));
}

#[test]
fn whoever_has_a_unix_user_alone_needs_no_pin_and_may_have_one_for_the_lock() {
    let (house, _office) = House::open();
    let mut salma = house.client();
    let none = knock(&mut salma, Knock::SignOut);
    assert!(matches!(none, Err(Refusal::NoPin { .. })), "{none:?}");
    assert_eq!(sits(&mut salma), Some(SALMA), "and nobody is locked out");
    set(&mut salma, None, OF_SALMA).unwrap();
    assert_eq!(sits(&mut house.client()), Some(SALMA));
    knock(&mut salma, Knock::SignOut).unwrap();
    assert_eq!(ask(&mut salma, Query::Line), Err(Refusal::SignIn));
    sign_in(&mut salma, SALMA, OF_SALMA).unwrap();
    assert_eq!(sits(&mut salma), Some(SALMA));
}

/// Every file below a directory, but for what is below `except`.
fn files(dir: &Path, except: &str, into: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with(except) {
            files(&path, except, into);
        } else if path.is_file() {
            into.push(fs::read(path).unwrap());
        }
    }
}

fn holds(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|at| at == what.as_bytes())
}

#[test]
fn a_hash_is_in_the_journal_alone_and_a_pin_nowhere() {
    let (house, mut office, mut salma) = shared();
    let _ = sign_in(&mut house.client(), HUDA, "931577");
    // Everything the office says on a line on which much is asked.
    let mut line = UnixStream::connect(&house.place.socket).unwrap();
    std::io::Write::write_all(&mut line, &Greeting::ours().to_bytes()).unwrap();
    Greeting::read(&mut line).unwrap();
    let history = |no| Query::History {
        entity: Entity::Staff(no),
        skip: 0,
    };
    let sign_in = Knock::SignIn {
        staff: SALMA,
        pin: pin(OF_SALMA),
    };
    let mut messages = vec![ToOffice::Knock {
        seq: 1,
        knock: sign_in,
    }];
    let queries = [Query::Desk, history(SALMA), history(HUDA), Query::Versions];
    messages.extend(queries.map(|query| ToOffice::Ask { seq: 2, query }));
    let mut said = vec![];
    for message in &messages {
        let shown = format!("{message:?}");
        assert!(!shown.contains(OF_SALMA), "{shown}");
        frame::send(&mut line, message).unwrap();
        let answer: ToDesk = frame::receive(&mut line).unwrap();
        said.extend(frame::pack(&answer).unwrap());
        said.extend(format!("{answer:?}").into_bytes());
    }
    for secret in ["argon2", OF_SALMA, OF_HUDA, CODE, "931577"] {
        assert!(!holds(&said, secret), "{secret} is told");
    }
    salma.ask(Query::Digest).unwrap();
    assert!(office.terminate().success());
    let (mut beside, mut journal) = (vec![], vec![]);
    files(house.dir.path(), "journal", &mut beside);
    files(&house.place.data.join("journal"), "", &mut journal);
    assert!(beside.len() > 1, "records and a log were looked at");
    for bytes in &beside {
        for secret in ["argon2", OF_SALMA, OF_HUDA, CODE, "931577"] {
            assert!(!holds(bytes, secret), "{secret} is in a file");
        }
    }
    assert!(
        journal
            .iter()
            .any(|bytes| holds(bytes, "$argon2id$v=19$m=19456,t=2,p=1$"))
    );
    for bytes in &journal {
        for secret in [OF_SALMA, OF_HUDA, CODE, "931577"] {
            assert!(!holds(bytes, secret), "{secret} is in the journal");
        }
    }
}

#[test]
fn nobody_signs_in_or_sets_a_pin_without_end() {
    let (house, _office) = House::open();
    let mut client = house.client();
    set(&mut client, None, OF_SALMA).unwrap();
    let signed_in = |house: &House| {
        let events = house.events();
        let signed_in = |event: &&Event| matches!(event, Event::SignedIn { .. });
        events.iter().filter(signed_in).count()
    };
    let mut times = 0;
    let refused = loop {
        match sign_in(&mut client, SALMA, OF_SALMA) {
            Ok(_) => times += 1,
            Err(refused) => break refused,
        }
        assert!(times < 1_000, "there is no end to it");
    };
    assert!(matches!(refused, Refusal::TooOften { .. }), "{refused:?}");
    assert!(times > 200, "{times}");
    assert_eq!(signed_in(&house), times);
    // Another line's seat is not taken from it.
    let mut other = house.client();
    other.order(enquiry("؟")).unwrap();
    let mut tried = 0;
    let refused = loop {
        match set(&mut other, None, OF_HUDA) {
            Err(Refusal::Invalid { .. }) => tried += 1,
            other => break other.unwrap_err(),
        }
        assert!(tried < 1_000, "there is no end to it");
    };
    assert!(matches!(refused, Refusal::TooOften { .. }), "{refused:?}");
}
