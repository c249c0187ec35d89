//! What lists read of a record is what the record says.

use istiqbal::domain::ids::PersonNo;
use istiqbal::domain::person::Person;
use istiqbal::domain::request::Request;
use istiqbal::records::Store;
use istiqbal::records::glance::{PersonGlance, RequestGlance};
use proptest::prelude::*;

use super::world::acts::acts;
use super::world::desk::Desk;
use super::world::profiles;

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_glance_is_what_the_whole_record_begins_with(which in 0..6usize, acts in acts(150..400)) {
        let mut desk = Desk::open(&profiles()[which]);
        for act in acts {
            let order = act.order(&desk.records);
            let _ = desk.order(act.uid, &order);
        }
        for no in desk.requests() {
            let (whole, at) = desk.records.get::<Request>(no).unwrap();
            let (glance, seen) = desk.records.glance::<RequestGlance>(no).unwrap();
            prop_assert_eq!(at, seen);
            prop_assert_eq!(
                (whole.no, whole.person, whole.branch, whole.channel, whole.pin, whole.opened),
                (glance.no, glance.person, glance.branch, glance.channel, glance.pin, glance.opened)
            );
            prop_assert_eq!(
                (whole.responsibilities_told, whole.stage, whole.since, whole.officer, whole.officer_before),
                (glance.responsibilities_told, glance.stage, glance.since, glance.officer, glance.officer_before)
            );
            prop_assert_eq!(
                (whole.need, whole.clarifications, whole.submission),
                (glance.need, glance.clarifications, glance.submission)
            );
        }
        for no in (1..=desk.records.indexes.last.person).map(PersonNo) {
            let (whole, at) = desk.records.get::<Person>(no).unwrap();
            let (glance, seen) = desk.records.glance::<PersonGlance>(no).unwrap();
            prop_assert_eq!((whole.no, whole.facts.name, at), (glance.no, glance.name, seen));
        }
    }
}
