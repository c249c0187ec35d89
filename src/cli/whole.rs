//! Reads a list to its end where the office answers a page at a time.

use super::Failure;
use crate::protocol::{Answer, Client, ClientError, Query};

/// All rows. `part` asks for those after so many; `read` gives the rows of its answer, and whether more come after.
pub fn whole<T>(
    client: &mut Client,
    part: impl Fn(u32) -> Query,
    read: impl Fn(Answer) -> Option<(Vec<T>, bool)>,
) -> Result<Vec<T>, Failure> {
    let mut rows = Vec::new();
    loop {
        let answer = client.ask(part(u32::try_from(rows.len()).unwrap_or(u32::MAX)))?;
        let (next, more) = read(answer).ok_or(ClientError::Astray)?;
        rows.extend(next);
        if !more {
            return Ok(rows);
        }
    }
}
