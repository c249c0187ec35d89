//! What is known of a member of staff's PIN: where its hash stands in the journal, and how often it was missed. The hash
//! itself stays where it is.

use super::Store;
use crate::domain::event::{Event, Stamp};
use crate::domain::ids::Revision;
use crate::domain::pin::PinRecord;
use crate::domain::staff::Staff;

pub(super) fn apply(store: &mut impl Store, stamp: Stamp, revision: Revision, event: &Event) {
    let (Event::PinSet { staff, .. }
    | Event::PinReset { staff, .. }
    | Event::PinFailed { staff }
    | Event::SignedIn { staff }) = event
    else {
        return;
    };
    store.update(*staff, revision, |pin: Option<PinRecord>| {
        let pin = pin.unwrap_or_else(|| PinRecord::none(*staff));
        Some(match event {
            Event::PinFailed { .. } => pin.missed(stamp.at),
            Event::PinSet { .. } => PinRecord {
                set: Some(revision),
                once: false,
                ..pin.forgiven()
            },
            Event::PinReset { .. } => PinRecord {
                set: Some(revision),
                once: true,
                reset: Some(stamp.act()),
                ..pin.forgiven()
            },
            _ => pin.met(stamp.at),
        })
    });
    if let Event::PinSet { .. } | Event::PinReset { .. } = event {
        // It moves their version, and nothing else of them.
        store.update(*staff, revision, |member: Option<Staff>| member);
    }
}
