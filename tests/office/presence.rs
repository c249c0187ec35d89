//! Who has a record open is told to whoever has it open too, and to whoever looks at a queue; it goes with the line.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use istiqbal::domain::ids::{Entity, PersonNo, RequestNo};
use istiqbal::domain::pin::PinCode;
use istiqbal::domain::staff::Role;
use istiqbal::protocol::{Client, Knock, Made, Order, Query, Sight};

use super::house::{House, registered};
use crate::world::orders;

/// What a client is told next of who has what open.
fn company(client: &mut Client) -> Vec<(Entity, String)> {
    let company = client.next_company().unwrap();
    let one = company
        .iter()
        .map(|one| (one.record, one.who.as_str().to_owned()));
    one.collect()
}

/// Once this is answered, the office has taken in all that the client said before.
fn settled(client: &mut Client) {
    client.ask(Query::Desk).unwrap();
}

fn salma(record: Entity) -> (Entity, String) {
    (record, "سلمى".to_owned())
}

fn requested(client: &mut Client, person: PersonNo) -> RequestNo {
    let order = orders::open(person, "letters");
    match client.order(order).unwrap().made {
        Made::Request(no) => no,
        other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_opens_the_same_is_told_of_each_other_until_one_turns_away() {
    let (house, _office) = House::open();
    let (mut one, mut two, mut queue) = (house.client(), house.client(), house.client());
    let person = registered(&mut one, 1);
    let request = Entity::Request(requested(&mut one, person));
    let person = Entity::Person(person);
    let events = house.events().len();

    queue.look(Sight::Queue).unwrap();
    one.look(Sight::Record(request)).unwrap();
    assert_eq!(company(&mut queue), [salma(request)]);
    two.look(Sight::Record(request)).unwrap();
    assert_eq!(company(&mut one), [salma(request)]);
    assert_eq!(company(&mut two), [salma(request)]);
    assert_eq!(company(&mut queue), [salma(request), salma(request)]);

    // Another record of the same person is another record, and no row of a queue.
    two.look(Sight::Record(person)).unwrap();
    assert_eq!(company(&mut one), []);
    assert_eq!(company(&mut queue), [salma(request)]);
    settled(&mut two);
    assert_eq!(two.company, []);

    // Gone with the line.
    drop(one);
    assert_eq!(company(&mut queue), []);
    assert_eq!(
        house.events().len(),
        events,
        "nothing of it is in the journal"
    );
}

#[test]
fn what_is_not_there_to_be_read_is_open_to_nobody() {
    let (house, _office) = House::open();
    let (mut one, mut two, mut queue) = (house.client(), house.client(), house.client());
    queue.look(Sight::Queue).unwrap();
    let missing = RequestNo {
        year: 1400,
        serial: 1,
    };
    for record in [Entity::Request(missing), Entity::Charity] {
        for client in [&mut one, &mut two] {
            client.look(Sight::Record(record)).unwrap();
            settled(client);
        }
        assert_eq!(one.company, []);
    }
    settled(&mut queue);
    assert_eq!(queue.company, []);
}

#[test]
fn another_branch_is_told_of_nobody_and_told_of_to_nobody() {
    let (house, _office) = House::open();
    let (mut salma, mut also) = (house.client(), house.client());
    let person = registered(&mut salma, 1);
    let request = Entity::Request(requested(&mut salma, person));
    let (pin, code) = (PinCode::parse("739104"), PinCode::parse("418205"));
    let (pin, code) = (pin.unwrap(), code.unwrap());
    let set = |old: Option<&PinCode>, new: &PinCode| Knock::SetPin {
        old: old.cloned(),
        new: new.clone(),
    };
    salma.knock(set(None, &pin)).unwrap();
    let name = "ضباء".to_owned();
    let Made::Branch(there) = salma.order(Order::AddBranch { name }).unwrap().made else {
        panic!("no branch");
    };
    let huda = Order::AddStaff {
        name: "هدى".into(),
        uid: rustix::process::geteuid().as_raw(),
        roles: Role::ALL.into(),
        branch: there,
    };
    let Made::Staff(staff) = salma.order(huda).unwrap().made else {
        panic!("nobody");
    };
    let given = code.clone();
    salma.knock(Knock::GiveCode { staff, code: given }).unwrap();
    let mut huda = house.client();
    huda.knock(Knock::SignIn { staff, pin: code }).unwrap();
    huda.knock(set(None, &PinCode::parse("250871").unwrap()))
        .unwrap();
    settled(&mut also);

    salma.look(Sight::Record(request)).unwrap();
    settled(&mut salma);
    for sight in [Sight::Queue, Sight::Record(request)] {
        huda.look(sight).unwrap();
        settled(&mut huda);
        settled(&mut salma);
        assert_eq!((&huda.company, &salma.company), (&vec![], &vec![]));
    }
    // Their own branch's they tell of, to whoever sees both.
    let theirs = registered(&mut huda, 2);
    let theirs = Entity::Request(requested(&mut huda, theirs));
    huda.look(Sight::Record(theirs)).unwrap();
    settled(&mut huda);
    salma.look(Sight::Queue).unwrap();
    assert_eq!(company(&mut salma), [(theirs, "هدى".to_owned())]);
}

#[test]
fn a_desk_that_is_left_has_nothing_open() {
    let (house, _office) = House::open();
    let (mut one, mut two) = (house.client(), house.client());
    let person = Entity::Person(registered(&mut one, 1));
    let new = PinCode::parse("739104").unwrap();
    one.knock(Knock::SetPin { old: None, new }).unwrap();
    two.look(Sight::Record(person)).unwrap();
    one.look(Sight::Record(person)).unwrap();
    assert_eq!(company(&mut two), [salma(person)]);
    one.knock(Knock::SignOut).unwrap();
    assert_eq!(company(&mut two), []);
    // Whoever has not said who they are is told of nobody, and told of to nobody.
    one.look(Sight::Record(person)).unwrap();
    assert!(one.ask(Query::Line).is_err());
    settled(&mut two);
    assert_eq!((&one.company, &two.company), (&vec![], &vec![]));
}

#[test]
fn a_queue_that_is_piped_is_printed_at_every_change_and_only_then() {
    let (house, _office) = House::open();
    let mut client = house.client();
    let mut board = house
        .program(&["queue", "intake", "--watch", "--format", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(board.stdout.take().unwrap()).lines();
    let mut next = || lines.next().unwrap().unwrap();
    assert_eq!(next(), "[]");
    // Of a person's file alone nothing is printed here; of a request it is.
    let person = registered(&mut client, 1);
    let request = requested(&mut client, person).to_string();
    assert_eq!(next(), "[");
    let rows: Vec<String> = std::iter::from_fn(|| Some(next()))
        .take_while(|line| line != "]")
        .collect();
    let rows = rows.join("\n");
    assert!(rows.contains(&request), "{rows}");
    assert!(
        rows.contains("initials") && !rows.contains("name"),
        "{rows}"
    );
    board.kill().unwrap();
    board.wait().unwrap();
}
