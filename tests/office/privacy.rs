//! Who read what of whom is on record, whatever client read it; and a person's copy of what is held about them.

use istiqbal::domain::access::Reading;
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{Entity, PersonNo};
use istiqbal::domain::staff::Role;
use istiqbal::domain::voice::VoiceKind;
use istiqbal::protocol::query::AccessPage;
use istiqbal::protocol::{Answer, Client, ClientError, Made, Order, Query, Refusal};

use super::house::{House, Office, open_desk, registered, until};
use super::world::people::somebody;

const SUPERVISOR: [Role; 2] = [Role::Reception, Role::Supervisor];

fn desk() -> (House, Office, Client, PersonNo) {
    let house = House::new();
    let office = house.office();
    let mut client = house.client();
    open_desk(&mut client, SUPERVISOR);
    let person = registered(&mut client, 1);
    (house, office, client, person)
}

fn find(client: &mut Client, text: &str) {
    let text = text.to_owned();
    client.ask(Query::Find { text, limit: 50 }).unwrap();
}

fn access(client: &mut Client, person: PersonNo) -> AccessPage {
    match client.ask(Query::Access { person, skip: 0 }).unwrap() {
        Answer::Access(page) => page,
        other => panic!("{other:?}"),
    }
}

fn told(page: &AccessPage) -> Vec<String> {
    let lines = page.lines.iter();
    let said = lines.map(|line| format!("{} {}", line.what, line.detail).trim().to_owned());
    said.collect()
}

#[test]
fn whoever_reads_a_person_stands_on_their_access_list() {
    let (house, _office, mut client, person) = desk();
    let name = somebody(1).name;
    let mut letters = String::new();
    for letter in name.given.chars() {
        letters.push(letter);
        find(&mut client, &letters);
    }
    client.ask(Query::Person(person)).unwrap();
    client.order(Order::Reveal(Entity::Person(person))).unwrap();
    let copied = Order::NoteCopied {
        entity: Entity::Person(person),
        field: "mobile".into(),
    };
    client.order(copied).unwrap();
    // A search that is left without anything being opened is on record when the client goes.
    let number = somebody(1).paper.number().unwrap().to_owned();
    let mut other = house.client();
    find(&mut other, &number);
    drop(other);
    until("the search", || {
        let searched = |event: &Event| matches!(event, Event::PeopleSearched { .. });
        (house
            .events()
            .iter()
            .filter(|event| searched(event))
            .count()
            == 2)
            .then_some(())
    });
    access(&mut client, person);
    let page = until("the reading of the list", || {
        let page = access(&mut client, person);
        told(&page)
            .contains(&"access-read".to_owned())
            .then_some(page)
    });
    let told = told(&page);
    let folded = istiqbal::arabic::fold::fold_text(&name.given);
    assert_eq!(
        told[..5],
        [
            format!("people-searched {folded}"),
            "record-opened".into(),
            "record-revealed".into(),
            "record-copied mobile".into(),
            "people-searched number".into(),
        ],
        "one search for all its letters, and no number"
    );
    let journal = format!("{:?}", told);
    assert!(!journal.contains(&number));
    house.verified();
}

#[test]
fn a_list_read_from_its_second_line_is_on_record_too() {
    let (house, _office, mut client, person) = desk();
    let entity = Entity::Person(person);
    client.ask(Query::Access { person, skip: 1 }).unwrap();
    client.ask(Query::History { entity, skip: 1 }).unwrap();
    client.order(Order::Reveal(entity)).unwrap();
    let events = house.events();
    let read = Event::RecordRead {
        entity,
        how: Reading::AccessRead,
        what: String::new(),
    };
    for event in [read, Event::RecordOpened { entity }] {
        assert!(events.contains(&event), "{event:?}");
    }
}

#[test]
fn whoever_is_shown_before_a_word_that_nobody_has_is_on_record() {
    let (house, _office, mut client, person) = desk();
    let name = somebody(1).name.given;
    find(&mut client, &format!("{name} zz"));
    find(&mut client, &name);
    drop(client);
    until("the search", || {
        let shown = |event: &Event| matches!(event, Event::PeopleSearched { shown, .. } if shown.contains(&person));
        house.events().iter().any(shown).then_some(())
    });
}

#[test]
fn a_search_is_on_record_though_the_office_ends_before_it_settled() {
    let (house, mut office, mut client, person) = desk();
    let name = somebody(1).name.given;
    find(&mut client, &name);
    assert!(office.terminate().success());
    let events = house.events();
    let searched = events.iter().filter(
        |event| matches!(event, Event::PeopleSearched { shown, .. } if shown.contains(&person)),
    );
    assert_eq!(searched.count(), 1);
}

#[test]
fn whoever_reads_what_they_said_stands_on_their_access_list() {
    let (_house, _office, mut client, person) = desk();
    let hear = |person| Order::HearVoice {
        kind: VoiceKind::Complaint,
        text: "طال الانتظار".into(),
        channel: "phone".into(),
        person,
    };
    let mut heard = |person| match client.order(hear(person)).unwrap().made {
        Made::Voice(voice) => Entity::Voice(voice),
        other => panic!("{other:?}"),
    };
    let (theirs, nobodys) = (heard(Some(person)), heard(None));
    for entity in [theirs, nobodys] {
        client.ask(Query::History { entity, skip: 0 }).unwrap();
        client.order(Order::Reveal(entity)).unwrap();
    }
    let page = access(&mut client, person);
    let read: Vec<(&str, Entity)> = page
        .lines
        .iter()
        // That the list is being read may be on it by then.
        .filter(|line| line.of != Entity::Person(person))
        .map(|line| (line.what.as_str(), line.of))
        .collect();
    assert_eq!(
        read,
        [("record-opened", theirs), ("record-revealed", theirs)]
    );
}

#[test]
fn a_copy_is_due_until_it_is_handed_over() {
    let (house, _office, mut client, person) = desk();
    let due = |client: &mut Client| match client.ask(Query::Copies).unwrap() {
        Answer::Copies(lines) => lines,
        other => panic!("{other:?}"),
    };
    let hand_over = || Order::HandOverCopy {
        person,
        to: "صاحب البيانات".into(),
        channel: "in-person".into(),
    };
    assert!(matches!(
        client.order(hand_over()),
        Err(ClientError::Refused(Refusal::Invalid { .. }))
    ));
    client.ask(Query::Holdings(person)).unwrap();
    client.order(Order::RequestCopy(person)).unwrap();
    let asked = due(&mut client);
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].copy.days_left(asked[0].copy.asked.at), 30);
    // Asked for again, its days are counted from the first.
    client.order(Order::RequestCopy(person)).unwrap();
    assert_eq!(due(&mut client), asked);
    // What was never written is in nobody's hands, however often it was written before.
    assert_eq!(asked[0].copy.written, None);
    let Err(ClientError::Refused(Refusal::Invalid { why, .. })) = client.order(hand_over()) else {
        panic!();
    };
    assert_eq!(why, "not-written");
    let Answer::Holdings(held) = client.ask(Query::Holdings(person)).unwrap() else {
        panic!();
    };
    assert_eq!(held.person.no, person);
    // That it was read goes to the journal with the next group.
    let written = until("the copy", || {
        let due = due(&mut client);
        due[0].copy.written.is_some().then_some(due)
    });
    assert_eq!(written[0].copy.asked, asked[0].copy.asked);
    client.order(hand_over()).unwrap();
    assert_eq!(due(&mut client), []);
    let Answer::Person(page) = client.ask(Query::Person(person)).unwrap() else {
        panic!();
    };
    assert!(page.copy.unwrap().given.is_some());
    let told = told(&access(&mut client, person));
    assert!(told.contains(&"record-exported".to_owned()), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("copy-handed-over")));
    house.verified();
}
