//! Scanned papers, received and sent piece by piece. Their files are read and written away from the threads that answer
//! everybody else, after the records have said whose they are.

use std::sync::PoisonError;

use super::asker::Asker;
use super::decide::{Asked, decide};
use super::permissions::Who;
use super::serve::Office;
use super::writer::now;
use crate::domain::document::Scan;
use crate::domain::ids::{Entity, RequestNo, Revision};
use crate::domain::request::Request;
use crate::protocol::frame::Piece;
use crate::protocol::query::ScanPiece;
use crate::protocol::refusal::ScanFault;
use crate::protocol::{Answer, Order, Refusal};
use crate::records::Store;
use crate::scans::{ScanError, Scans};

/// Takes a piece of a scan that a member of staff brings.
pub(super) async fn bring(office: &Office, asker: Asker, piece: Piece) -> Result<Answer, Refusal> {
    office.allowed(asker, Who::Staff)?;
    on_disk(office, String::new(), move |scans| {
        scans.bring(asker.uid, &piece.hash, piece.offset, &piece.bytes)
    })
    .await
    .map(|()| Answer::Brought)
}

/// Sees to it that the file of an order to attach it is here and whole, before anything is said of it in the journal.
/// Any other order passes. What would be refused leaves no file.
pub(super) async fn keep(office: &Office, asker: Asker, order: &Order) -> Result<(), Refusal> {
    let Order::AttachScan {
        name, hash, bytes, ..
    } = order
    else {
        return Ok(());
    };
    let (hash, bytes) = (*hash, *bytes);
    let (events, _) = office.look(|records| {
        let asked = Asked::by(asker, records, now(), Revision(0));
        decide(records, &asked, order)
    })?;
    if events.is_empty() {
        // Attached before, as when the answer was lost.
        return Ok(());
    }
    on_disk(office, name.clone(), move |scans| {
        scans.keep(asker.uid, &hash, bytes)
    })
    .await
}

/// Gives out a piece of a scan. With the first piece the whole file is looked at.
pub(super) async fn piece(
    office: &Office,
    request: RequestNo,
    scan: u16,
    offset: u64,
) -> Result<Answer, Refusal> {
    let scan = attached(office, request, scan)?;
    on_disk(office, scan.name, move |scans| {
        if offset == 0 {
            scans.check(&scan.hash, scan.bytes)?;
        }
        scans.piece(&scan.hash, offset)
    })
    .await
    .map(|piece| Answer::Scan(ScanPiece(piece)))
}

fn attached(office: &Office, no: RequestNo, scan: u16) -> Result<Scan, Refusal> {
    let records = office
        .records
        .read()
        .unwrap_or_else(PoisonError::into_inner);
    records
        .get::<Request>(no)
        .and_then(|(request, _)| request.scans.into_iter().nth(usize::from(scan)))
        .ok_or(Refusal::NotFound(Entity::Request(no)))
}

async fn on_disk<T: Send + 'static>(
    office: &Office,
    name: String,
    work: impl FnOnce(&Scans) -> Result<T, ScanError> + Send + 'static,
) -> Result<T, Refusal> {
    let scans = office.scans.clone();
    let done = tokio::task::spawn_blocking(move || work(&scans)).await;
    let done = done.map_err(|_| Refusal::Closing)?;
    done.map_err(|error| {
        tracing::warn!(%error, "a scan");
        let why = match error {
            ScanError::Missing { .. } => ScanFault::Missing,
            ScanError::Changed { .. } => ScanFault::Changed,
            ScanError::NotWhole => ScanFault::NotWhole,
            ScanError::TooLarge => ScanFault::TooLarge,
            ScanError::Io { .. } => ScanFault::Unreadable,
        };
        Refusal::Scan { name, why }
    })
}
