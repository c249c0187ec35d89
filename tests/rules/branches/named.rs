//! What is named and belongs to another branch is refused: a request with its branch and who can give it, anything else
//! as if it were not there.

use super::*;

#[test]
fn a_request_of_another_branch_is_refused_with_its_branch_and_who_can_give_it_and_anything_else_is_not_there()
 {
    let mut desk = two();
    let here = things(&mut desk, RECEPTION, marked(1), MARK);
    let there = things(&mut desk, NOOR, somebody(3), "قول");
    let Things {
        person,
        request,
        arrival,
        voice,
    } = here;
    let (of_person, of_request) = (Entity::Person(person), Entity::Request(request));
    let about = |about| Order::KeepDraft {
        draft: None,
        about,
        changed: vec![],
        at: String::new(),
    };
    let contact = |person, reason| Order::LogContact {
        person,
        reason,
        channel: "phone".into(),
        reached: Reached::Spoken,
        result: String::new(),
    };
    let renewal = Reason::RenewalDue {
        request,
        on: chrono::NaiveDate::MIN,
    };
    let orders = [
        (NOOR, open(person), of_person),
        (NOOR, arrive(person, MARK), of_person),
        (NOOR, complain("نص", Some(person)), of_person),
        (
            NOOR,
            Order::CorrectPerson {
                person,
                facts: somebody(1),
            },
            of_person,
        ),
        (
            NOOR,
            Order::NotTheSame {
                person: there.person,
                other: person,
            },
            of_person,
        ),
        (
            NOOR,
            Order::RegisterPerson {
                facts: somebody(4),
                not_the_same: vec![person],
                draft: None,
            },
            of_person,
        ),
        (NOOR, contact(person, Reason::Silent), of_person),
        (NOOR, contact(there.person, renewal), of_request),
        (
            NOOR,
            about(About {
                person: Some(person),
                ..About::default()
            }),
            of_person,
        ),
        (
            NOOR,
            about(About {
                request: Some(request),
                ..About::default()
            }),
            of_request,
        ),
        (
            NOOR,
            about(About {
                arrival: Some(arrival),
                ..About::default()
            }),
            Entity::Arrival(arrival),
        ),
        (NOOR, Order::CallVisitor(arrival), Entity::Arrival(arrival)),
        (NOOR, Order::Take(request), of_request),
        (NOOR, Order::Explain(request), of_request),
        // Even a step that is not theirs: the branch is asked before the workflow.
        (
            NOOR,
            Order::Assign {
                request,
                to: OF_NOOR,
            },
            of_request,
        ),
        (
            NOOR,
            Order::NotePrinted {
                request,
                sheet: "receipt".into(),
            },
            of_request,
        ),
        (
            SAAD,
            Order::AnswerVoice {
                voice,
                answer: "نعم".into(),
            },
            Entity::Voice(voice),
        ),
    ];
    for (uid, order, of) in &orders {
        is_outside(desk.decide(*uid, order), *of, "الرئيسي");
    }
    for (query, of) in [
        (Query::Person(person), of_person),
        (Query::Request(request), of_request),
        (
            Query::Alike {
                traits: Likes::default(),
                except: Some(person),
            },
            of_person,
        ),
        (queue(Some(HERE)), Entity::Branch(HERE)),
        (outreach(Some(HERE)), Entity::Branch(HERE)),
        (
            Query::Find {
                text: request.to_string(),
                limit: 5,
            },
            of_request,
        ),
    ] {
        is_outside(ask(&desk, NOOR, &query), of, "الرئيسي");
    }
    // What is not there is nobody's.
    let nobody = PersonNo(99);
    assert_eq!(
        desk.decide(NOOR, &open(nobody)).map(drop),
        Err(Refusal::NotFound(Entity::Person(nobody)))
    );
    // With the branch given, they are refused for this no more.
    give(&mut desk, OF_NOOR, BranchScope::Branches([HERE].into()));
    desk.order(NOOR, &open(person)).unwrap();
    assert!(ask(&desk, NOOR, &Query::Request(request)).is_ok());
    assert!(ask(&desk, NOOR, &queue(Some(HERE))).is_ok());
}
