//! `istiqbal scan`: scanned papers attached to a request, and brought back.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Failure, Session};
use crate::domain::ids::RequestNo;
use crate::protocol::{Answer, ClientError, Query};
use crate::scans::{self, SCAN_LIMIT, ScanError};

/// Why a scan was not attached or brought back.
#[derive(Debug, thiserror::Error)]
pub enum ScanFailure {
    /// The file to be attached.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why it cannot be read.
        source: io::Error,
    },
    /// It is larger than any that is kept.
    #[error("{} is larger than a scan may be ({} MB)", .0.display(), SCAN_LIMIT >> 20)]
    TooLarge(PathBuf),
    /// There is no such scan.
    #[error("request {request} has no scan {scan}; it has {of}")]
    NoSuch {
        /// The request.
        request: RequestNo,
        /// The scan asked for, from 1.
        scan: u16,
        /// How many there are.
        of: usize,
    },
    /// Where it was to be written.
    #[error(transparent)]
    Written(#[from] ScanError),
}

/// Attaches a file to a request.
pub fn attach(
    session: &Session<'_>,
    number: &str,
    file: &Path,
    paper: &str,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let request: RequestNo = super::number(number)?;
    let failed = |source| ScanFailure::File {
        path: file.to_owned(),
        source,
    };
    let content = read(file).map_err(failed)?;
    let content = content.ok_or_else(|| ScanFailure::TooLarge(file.to_owned()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    session.client()?.attach(request, paper, &name, &content)?;
    writeln!(out, "{}", scans::hex(blake3::hash(&content).as_bytes()))?;
    Ok(())
}

/// A file, unless it is too large.
fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    use std::io::Read;
    let mut content = Vec::new();
    std::fs::File::open(file)?
        .take(SCAN_LIMIT + 1)
        .read_to_end(&mut content)?;
    let fits = u64::try_from(content.len()).is_ok_and(|bytes| bytes <= SCAN_LIMIT);
    Ok(fits.then_some(content))
}

/// Brings a scan back: into a file, else to standard output.
pub fn get(
    session: &Session<'_>,
    number: &str,
    scan: u16,
    to: Option<&Path>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let request: RequestNo = super::number(number)?;
    let mut client = session.client()?;
    let Answer::Request(page) = client.ask(Query::Request(request))? else {
        return Err(ClientError::Astray.into());
    };
    let of = page.request.scans.len();
    let at = scan.checked_sub(1);
    let at = at.filter(|at| usize::from(*at) < of);
    let at = at.ok_or(ScanFailure::NoSuch { request, scan, of })?;
    let content = client.scan(request, at)?;
    match to {
        Some(path) => scans::write_privately(path, &content).map_err(ScanFailure::from)?,
        None => out.write_all(&content)?,
    }
    Ok(())
}
