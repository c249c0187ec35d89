//! What the journal keeps of a person and no record does: told of whole, to whoever makes their copy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::RwLock;

use istiqbal::arabic::clean_text;
use istiqbal::domain::access::Reading;
use istiqbal::domain::arrival::Visitor;
use istiqbal::domain::branches::Branches;
use istiqbal::domain::draft::{About, NOT_THE_SAME};
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{DraftNo, Entity, PersonNo};
use istiqbal::domain::staff::Role;
use istiqbal::journal::{FileJournal, Group, Journal, NewEntry, Options, Position};
use istiqbal::office::history::{self, Eyes};
use istiqbal::protocol::query::PastLine;
use istiqbal::protocol::{Answer, Client, Made, Order, Query};
use istiqbal::records::read_entry;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::house::{House, open_desk, registered};
use super::world::acts::acts;
use super::world::desk::Desk;
use super::world::people::somebody;
use super::world::{profiles, scratch};

fn past(client: &mut Client, person: PersonNo) -> Vec<PastLine> {
    let mut lines = vec![];
    loop {
        let skip = u32::try_from(lines.len()).unwrap();
        match client.ask(Query::Past { person, skip }).unwrap() {
            Answer::Past(page) => {
                lines.extend(page.lines);
                if !page.more {
                    return lines;
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

fn said(lines: &[PastLine]) -> Vec<String> {
    let changes = lines.iter().flat_map(|one| &one.line.changes);
    let said = changes.flat_map(|one| [one.before.clone(), one.after.clone()]);
    said.filter(|text| !text.is_empty()).collect()
}

#[test]
fn what_was_held_before_is_told_and_that_it_was_is_on_record() {
    let house = House::new();
    let _office = house.office();
    let mut client = house.client();
    open_desk(&mut client, [Role::Reception, Role::Supervisor]);
    let person = registered(&mut client, 1);
    let other = registered(&mut client, 2);
    let keep = |person, value: &str| Order::KeepDraft {
        draft: None,
        about: About {
            person: Some(person),
            ..About::default()
        },
        changed: vec![("need".into(), value.into())],
        at: "need".into(),
    };
    client.order(keep(person, "لم يُرسل\u{9b}8888m")).unwrap();
    client.order(keep(other, "لشخص آخر")).unwrap();
    let before = somebody(1).mobile.unwrap();
    let mut facts = somebody(1);
    facts.mobile = "0555555550".parse().ok();
    // Longer than any list shows.
    facts.extra = [("story".to_owned(), "ع".repeat(7_000))].into();
    for facts in [facts, somebody(1)] {
        client
            .order(Order::CorrectPerson { person, facts })
            .unwrap();
    }
    client.ask(Query::Person(person)).unwrap();
    let lines = past(&mut client, person);
    let told = said(&lines);
    for held in [
        before.as_str(),
        "+966555555550",
        &"ع".repeat(7_000),
        "لم يُرسل8888m",
    ] {
        assert!(told.iter().any(|text| text == held), "{held}");
    }
    assert!(!told.iter().any(|text| text.contains("لشخص آخر")));
    let what: Vec<&str> = lines.iter().map(|one| one.line.what.as_str()).collect();
    assert_eq!(
        what,
        [
            "person-registered",
            "draft-kept",
            "person-corrected",
            "person-corrected"
        ],
        "who read it is told elsewhere"
    );
    let exported = Event::RecordRead {
        entity: Entity::Person(person),
        how: Reading::Exported,
        what: Reading::PAST.into(),
    };
    assert!(house.events().contains(&exported), "before it was told");
    house.verified();
}

#[test]
fn what_was_typed_before_it_was_known_for_whom_is_told_to_nobody_else() {
    let house = House::new();
    let _office = house.office();
    let mut client = house.client();
    open_desk(&mut client, [Role::Reception, Role::Supervisor]);
    let other = registered(&mut client, 1);
    let came = Order::ReceiveVisitor {
        visitor: Visitor::Known(other),
        purpose: String::new(),
    };
    let Made::Arrival(arrival) = client.order(came).unwrap().made else {
        panic!();
    };
    let mut keep = |draft, about, value: &str| {
        let field = if value == "4711" {
            NOT_THE_SAME
        } else {
            "need"
        };
        let keep = Order::KeepDraft {
            draft,
            about,
            changed: vec![(field.into(), value.into())],
            at: "need".into(),
        };
        match client.order(keep).unwrap().made {
            Made::Draft(draft) => Some(draft),
            made => panic!("{made:?}"),
        }
    };
    let nobody = About::default();
    let about = |person| About {
        person: Some(person),
        ..nobody
    };
    // Whoever came was taken for somebody else.
    let served = About {
        arrival: Some(arrival),
        ..nobody
    };
    let draft = keep(None, served, "قبل التسجيل");
    keep(draft, served, "4711");
    // Of this one it cannot be told whose each part is.
    let mixed = keep(None, nobody, "لا يُعرف لمن");
    keep(mixed, about(other), "للآخر");
    keep(None, served, "لم يُعرف قط");
    let register = Order::RegisterPerson {
        facts: somebody(2),
        not_the_same: vec![],
        draft,
    };
    let Made::Person(person) = client.order(register).unwrap().made else {
        panic!();
    };
    let keep = Order::KeepDraft {
        draft: mixed,
        about: about(person),
        changed: vec![("need".into(), "له".into())],
        at: String::new(),
    };
    client.order(keep).unwrap();
    for (person, typed) in [(person, &["قبل التسجيل", "له"][..]), (other, &["للآخر"])]
    {
        let lines = past(&mut client, person);
        let drafts = lines
            .into_iter()
            .filter(|one| one.line.what == "draft-kept");
        assert_eq!(said(&drafts.collect::<Vec<_>>()), typed, "{person}");
    }
}

#[test]
fn much_that_happened_is_told_in_parts_of_which_each_fits() {
    let house = House::new();
    let _office = house.office();
    let mut client = house.client();
    open_desk(&mut client, [Role::Reception, Role::Supervisor]);
    let person = registered(&mut client, 1);
    let facts = |letter: &str| {
        let mut facts = somebody(1);
        let own = |at| (format!("f{at}"), letter.repeat(3_800));
        facts.extra = (0..8).map(own).collect();
        facts
    };
    for at in 0..60 {
        let facts = facts(if at % 2 == 0 { "ا" } else { "ب" });
        client
            .order(Order::CorrectPerson { person, facts })
            .unwrap();
    }
    let lines = past(&mut client, person);
    assert_eq!(lines.len(), 61);
    // The history of the file, cut as it is, is no more than an answer holds either.
    let entity = Entity::Person(person);
    let told = client.ask(Query::History { entity, skip: 0 });
    assert!(matches!(told, Ok(Answer::History(_))), "{told:?}");
}

/// The texts that an event holds, but for fingerprints and names of kinds.
fn texts(event: &Event) -> BTreeSet<String> {
    fn gather(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => drop(into.insert(text.clone())),
            Value::Array(all) => all.iter().for_each(|one| gather(one, into)),
            Value::Object(fields) => {
                let told = fields.iter().filter(|(name, _)| *name != "fingerprint");
                told.for_each(|(_, one)| gather(one, into));
            }
            _ => {}
        }
    }
    let mut all = BTreeSet::new();
    gather(&serde_json::to_value(event).unwrap(), &mut all);
    all.remove("");
    // An event of nothing but its name.
    all.retain(|text| serde_json::to_value(event).unwrap() != Value::String(text.clone()));
    all
}

/// Random work: whatever an event holds of a person, their past tells.
#[test]
fn whatever_any_event_holds_of_a_person_is_told() {
    let mut desk = Desk::open(&profiles()[2]);
    let mut runner = TestRunner::deterministic();
    for act in acts(1_200..1_201).new_tree(&mut runner).unwrap().current() {
        let order = act.order(&desk.records);
        let _ = desk.order(act.uid, &order);
    }
    let Desk {
        journal,
        records: kept,
        dir: _dir,
        ..
    } = desk;
    let kept = RwLock::new(kept);
    let dir = scratch();
    let mut file = FileJournal::open(dir.path(), Options::default()).unwrap();
    let entries = journal.0.iter().map(|entry| NewEntry {
        stamp: entry.stamp,
        command: entry.command,
        kind: entry.kind,
        schema: entry.schema,
        payload: entry.payload.clone(),
    });
    let group = Group {
        expect: vec![],
        entries: entries.collect(),
    };
    file.append(&[group], &|_| Position::NONE).unwrap();
    drop(file);

    let events: Vec<Event> = journal
        .0
        .iter()
        .map(|entry| read_entry(entry).unwrap().1)
        .collect();
    let mut theirs: BTreeMap<PersonNo, BTreeSet<Entity>> = BTreeMap::new();
    for event in &events {
        let (entity, person) = match event {
            Event::PersonRegistered { person, .. } => (Entity::Person(*person), *person),
            Event::RequestOpened {
                request, person, ..
            } => (Entity::Request(*request), *person),
            Event::EnquiryLogged {
                enquiry,
                person: Some(person),
                ..
            } => (Entity::Enquiry(*enquiry), *person),
            Event::VoiceHeard {
                voice,
                person: Some(person),
                ..
            } => (Entity::Voice(*voice), *person),
            Event::VisitorArrived {
                arrival,
                visitor: Visitor::Known(person),
                ..
            } => (Entity::Arrival(*arrival), *person),
            _ => continue,
        };
        theirs.entry(person).or_default().insert(entity);
    }
    assert!(theirs.len() > 20, "{}", theirs.len());
    let mut drafts: BTreeMap<DraftNo, BTreeSet<PersonNo>> = BTreeMap::new();
    let about_whom = |about: &About| {
        let of = |request| {
            let mut all = theirs.iter();
            let has = |records: &BTreeSet<Entity>| records.contains(&Entity::Request(request));
            all.find(|(_, records)| has(records)).map(|(no, _)| *no)
        };
        about.person.or_else(|| of(about.request?))
    };
    for event in &events {
        if let Event::DraftKept { draft, about, .. } = event {
            drafts.entry(*draft).or_default().extend(about_whom(about));
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (mut held, mut kinds) = (0, BTreeSet::new());
    for (person, records) in &theirs {
        let mut lines = vec![];
        loop {
            let skip = u32::try_from(lines.len()).unwrap();
            let eyes = Eyes::on(&kept, Branches::All, Entity::Person(*person)).unwrap();
            let part = history::past(dir.path().to_owned(), *person, skip, eyes);
            let (page, _) = runtime.block_on(part).unwrap();
            lines.extend(page.lines);
            if !page.more {
                break;
            }
        }
        let told = said(&lines).join("\n");
        let mut all = 0;
        for event in &events {
            let is_theirs = match event {
                Event::DraftKept { draft, about, .. } => match about_whom(about) {
                    Some(whom) => whom == *person,
                    None => drafts[draft] == [*person].into(),
                },
                event => {
                    event.reads().is_none()
                        && event.touches().iter().any(|one| records.contains(one))
                }
            };
            if !is_theirs {
                continue;
            }
            all += 1;
            kinds.insert(event.id());
            for text in texts(event) {
                held += 1;
                let text = match event {
                    Event::DraftKept { at, .. } if *at == text => continue,
                    Event::DraftKept { .. } => clean_text(&text),
                    _ => text,
                };
                let is_field = lines
                    .iter()
                    .flat_map(|one| &one.line.changes)
                    .any(|one| one.field == text);
                assert!(told.contains(&text) || is_field, "{event:?}: {text}");
            }
        }
        assert_eq!(lines.len(), all, "and nothing else");
    }
    assert!(held > 400 && kinds.len() > 25, "{held} of {kinds:?}");
}
