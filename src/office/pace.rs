//! Limits, for each member of staff and hour, on what anybody may do as often as they like and what makes the office
//! write: signing in, setting a PIN, readings, drafts. They are far above what people do, and far too low to fill a
//! disk. The counts are kept in memory, so a restart begins anew.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::asker::Asker;
use super::serve::Office;
use super::writer::now;
use crate::domain::ids::StaffNo;
use crate::domain::moment::Moment;
use crate::protocol::{Order, Refusal};

/// How long is counted together.
const HOUR: i64 = 60 * 60 * 1_000;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Paced {
    /// Signing in, with the right PIN: wrong ones have waits of their own.
    SignIn,
    /// Setting a PIN of one's own.
    SetPin,
    /// Showing what is masked, copying and printing.
    Reading,
    /// Keeping a draft.
    Draft,
    /// The bytes of a draft that are kept.
    DraftBytes,
}

impl Paced {
    /// As much of it as there may be in an hour.
    const fn most(self) -> u64 {
        match self {
            // Every quarter of a minute.
            Paced::SignIn => 240,
            Paced::SetPin => 30,
            // Every three seconds, and three in one.
            Paced::Reading => 1_200,
            Paced::Draft => 10_000,
            // A page of text at each of them.
            Paced::DraftBytes => 64 << 20,
        }
    }
}

#[derive(Clone, Copy)]
struct Counted {
    since: Moment,
    much: u64,
}

/// How often each was done lately.
#[derive(Default)]
pub(super) struct Pace(Mutex<HashMap<(StaffNo, Paced), Counted>>);

impl Pace {
    /// Refuses one more where there were as many as there may be.
    pub(super) fn left(&self, staff: StaffNo, of: Paced, now: Moment) -> Result<(), Refusal> {
        self.counted(staff, of, now, |_| ())
    }

    /// The same, and counts so much where there were not.
    pub(super) fn count(
        &self,
        staff: StaffNo,
        of: Paced,
        much: u64,
        now: Moment,
    ) -> Result<(), Refusal> {
        self.counted(staff, of, now, |counted| {
            counted.much = counted.much.saturating_add(much);
        })
    }

    fn counted(
        &self,
        staff: StaffNo,
        of: Paced,
        now: Moment,
        count: impl FnOnce(&mut Counted),
    ) -> Result<(), Refusal> {
        let anew = Counted {
            since: now,
            much: 0,
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = all.entry((staff, of)).or_insert(anew);
        let until = Moment(counted.since.0.saturating_add(HOUR));
        // A clock that was set back begins anew as well.
        if now >= until || now < counted.since {
            *counted = anew;
        } else if counted.much >= of.most() {
            return Err(Refusal::TooOften { until });
        }
        count(counted);
        Ok(())
    }
}

impl Office {
    /// Refuses an order that its sender had done more often than hands do.
    pub(super) fn paced(&self, asker: Asker, order: &Order) -> Result<(), Refusal> {
        let count = |of, much| {
            let me = self.look(|records| asker.on_staff(records).map(|member| member.no));
            // Whoever is nobody here is told so by the order itself.
            me.map_or(Ok(()), |me| self.pace.count(me, of, much, now()))
        };
        match order {
            Order::Reveal(_) | Order::NoteCopied { .. } | Order::NotePrinted { .. } => {
                count(Paced::Reading, 1)
            }
            Order::KeepDraft { changed, at, .. } => {
                let texts = changed.iter().flat_map(|(field, value)| [field, value]);
                let bytes: usize = texts.chain([at]).map(String::len).sum();
                count(Paced::Draft, 1)?;
                count(Paced::DraftBytes, u64::try_from(bytes).unwrap_or(u64::MAX))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_as_there_may_be_in_an_hour_and_then_again() {
        let (one, other) = (StaffNo(1), StaffNo(2));
        for of in [
            Paced::SignIn,
            Paced::SetPin,
            Paced::Reading,
            Paced::Draft,
            Paced::DraftBytes,
        ] {
            let pace = Pace::default();
            let start = Moment(5 * HOUR);
            let most = i64::try_from(of.most()).unwrap();
            let step = (HOUR / most).max(1);
            let each = (most / 1_000).max(1);
            let mut at = start;
            let mut spent = 0;
            while spent < most {
                pace.count(one, of, u64::try_from(each).unwrap(), at)
                    .unwrap();
                spent += each;
                at.0 = (at.0 + step).min(start.0 + HOUR - 1);
            }
            let until = Moment(start.0 + HOUR);
            let spent = Err(Refusal::TooOften { until });
            assert_eq!(pace.left(one, of, at), spent, "{of:?}");
            assert_eq!(pace.count(one, of, 1, at), spent, "{of:?}");
            assert_eq!(pace.count(other, of, 1, at), Ok(()), "{of:?}");
            assert_eq!(pace.count(one, of, 1, until), Ok(()), "{of:?}");
            assert_eq!(pace.count(one, of, 1, start), Ok(()), "{of:?}: set back");
        }
    }
}
