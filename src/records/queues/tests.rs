//! A page of a queue is what sorting and filtering all requests by hand gives.

use proptest::prelude::*;

use super::*;
use crate::domain::ids::PersonNo;
use crate::domain::moment::Act;
use crate::domain::request::{Need, Pin, Urgency};

const STAGES: [Stage; 2] = [Stage::Intake, Stage::Study];
const SERVICES: [&str; 3] = ["counselling", "awareness", "studies"];

/// Stage, branch, officer, service if stated, and since when: few of each, so that many are alike.
type Kind = (usize, u16, u32, Option<usize>, i64);

fn request(serial: u32, (stage, branch, officer, service, since): Kind) -> Request {
    let act = Act {
        by: StaffNo(officer),
        at: Moment(since),
    };
    let no = RequestNo {
        year: 1447 + u16::try_from(serial % 2).unwrap(),
        serial,
    };
    let pin = Pin {
        profile: "wethaq".into(),
        version: 1,
    };
    Request {
        stage: STAGES[stage],
        need: service.map(|service| Need {
            service: SERVICES[service].into(),
            category: String::new(),
            text: String::new(),
            urgency: Urgency::Ordinary,
            extra: Default::default(),
        }),
        ..Request::opened(no, PersonNo(1), BranchNo(branch), "phone".into(), pin, act)
    }
}

/// All that pass, in order, by looking at every one of them.
fn by_hand(requests: &[Request], filter: Filter<'_>, order: Order) -> Vec<RequestNo> {
    let service = |request: &Request| request.need.as_ref().map(|need| need.service.clone());
    let mut passing: Vec<&Request> = requests
        .iter()
        .filter(|request| request.stage == filter.stage)
        .filter(|request| filter.branches.has(request.branch))
        .filter(|request| {
            filter
                .officer
                .is_none_or(|officer| request.officer == officer)
        })
        .filter(|request| {
            filter
                .service
                .is_none_or(|only| service(request).as_deref() == Some(only))
        })
        .collect();
    match order {
        Order::Oldest => passing.sort_by_key(|request| (request.since, request.no)),
        Order::Newest => {
            passing.sort_by_key(|request| std::cmp::Reverse((request.since, request.no)));
        }
        Order::Number => passing.sort_by_key(|request| request.no),
    }
    passing.into_iter().map(|request| request.no).collect()
}

fn kind() -> impl Strategy<Value = Kind> {
    (
        0..STAGES.len(),
        1u16..4,
        1u32..4,
        proptest::option::of(0..SERVICES.len()),
        0i64..6,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_page_in_every_order_is_what_sorting_by_hand_gives(
        kinds in proptest::collection::vec(kind(), 0..90),
        moved in proptest::collection::vec((0usize..90, kind()), 0..40),
        offset in 0usize..95,
        limit in 0usize..95,
    ) {
        let mut queues = Queues::default();
        let mut requests: Vec<Request> = (1..).zip(kinds).map(|(serial, kind)| request(serial, kind)).collect();
        for request in &requests {
            queues.keep(request, true);
        }
        for (at, kind) in moved {
            if let Some(moving) = requests.get_mut(at) {
                queues.keep(moving, false);
                *moving = request(moving.no.serial, kind);
                queues.keep(moving, true);
            }
        }
        let some = |branches: &[u16]| Branches::Only(branches.iter().copied().map(BranchNo).collect());
        let branches = [Branches::All, some(&[1]), some(&[3]), some(&[9]), some(&[1, 3]), some(&[2, 3, 9]), some(&[])];
        let officers = [None, Some(StaffNo(2)), Some(StaffNo(9))];
        let services = [None, Some("counselling"), Some("studies"), Some("flying")];
        for stage in [Stage::Intake, Stage::Study, Stage::Clarification] {
            for branches in &branches {
                let waiting = requests.iter().filter(|request| request.stage == stage);
                let here = waiting.filter(|request| branches.has(request.branch));
                prop_assert_eq!(queues.count(stage, branches) as usize, here.count());
                for (officer, service) in officers.into_iter().flat_map(|one| services.map(|other| (one, other))) {
                    let filter = Filter { stage, branches, officer, service };
                    for order in [Order::Oldest, Order::Newest, Order::Number] {
                        let all = by_hand(&requests, filter, order);
                        let page: Vec<RequestNo> = all.iter().copied().skip(offset).take(limit).collect();
                        prop_assert_eq!(
                            queues.page(filter, order, offset, limit),
                            (u32::try_from(all.len()).unwrap(), page),
                            "{:?} {:?}", filter, order
                        );
                    }
                }
            }
        }
    }
}
