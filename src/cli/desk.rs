//! `istiqbal [desk]`: the screens.

use super::args::Desk;
use super::{Failure, Session};

/// Opens a desk and stays until its user leaves.
pub fn run(_session: &Session<'_>, _options: Desk) -> Result<(), Failure> {
    Err(Failure::NoDesk)
}
