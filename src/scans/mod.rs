//! Scanned papers (صور المستندات): files of pictures and sheets, kept beside the journal under the name of what is in
//! them. The journal has their hash; a file that is missing or changed is named by that.
//!
//! A file comes in pieces, each written where it belongs, into a place of its sender's own. It is kept once all of it is
//! there and its hash is the one that was said. Nothing here knows whose paper it is.

pub mod folder;
pub mod viewer;

use std::fs::{self, File, Permissions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::ids::RequestNo;

/// No file is larger, in bytes: a good many pages at any resolution a scanner has.
pub const SCAN_LIMIT: u64 = 32 << 20;

/// A file comes and goes in pieces of at most so many bytes.
pub const PIECE: usize = 1 << 20;

/// Files under way that may lie beside one that is written.
const BESIDE: u32 = 100;

/// Files that one person may have under way.
const UNDER_WAY: usize = 4;

/// The BLAKE3 of a file, by which it is known.
pub type Hash = [u8; 32];

/// Where scans are kept.
#[derive(Clone, Debug)]
pub struct Scans {
    dir: PathBuf,
    /// Held while anything of a sender's is written or kept: nothing may change between its measure and its place.
    /// Senders share some.
    coming: Arc<[Mutex<()>; LOCKS]>,
}

const LOCKS: usize = 32;

/// Why a scan cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// The file is gone.
    #[error("the scan {} is missing: {}", hex(.hash), .path.display())]
    Missing {
        /// Which.
        hash: Hash,
        /// Where it should be.
        path: PathBuf,
    },
    /// The file is another than the one that was kept.
    #[error("the scan {} was changed: {}", hex(.hash), .path.display())]
    Changed {
        /// Which.
        hash: Hash,
        /// Where it is.
        path: PathBuf,
    },
    /// What came is not all of the file, or not that file.
    #[error("what came is not the whole file")]
    NotWhole,
    /// Larger than any that is kept.
    #[error("a scan of more than {SCAN_LIMIT} bytes is not kept")]
    TooLarge,
    /// The system.
    #[error("{}: {source}", .path.display())]
    Io {
        /// Of which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> ScanError {
    let path = path.to_owned();
    move |source| ScanError::Io { path, source }
}

/// A hash as it is written.
pub fn hex(hash: &Hash) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

impl Scans {
    /// Those of a data directory.
    pub fn of(data: &Path) -> Scans {
        Scans {
            dir: data.join("scans"),
            coming: Arc::default(),
        }
    }

    fn incoming(&self) -> PathBuf {
        self.dir.join("incoming")
    }

    /// Where a file is kept.
    pub fn path(&self, hash: &Hash) -> PathBuf {
        let name = hex(hash);
        let (shelf, _) = name.split_at(2);
        self.dir.join(shelf).join(&name)
    }

    fn lock(&self, uid: u32) -> Option<MutexGuard<'_, ()>> {
        let which = usize::try_from(uid).unwrap_or_default() % LOCKS;
        let lock = self.coming.get(which)?;
        Some(lock.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn coming(&self, uid: u32, hash: &Hash) -> PathBuf {
        self.incoming().join(format!("{uid}-{}", hex(hash)))
    }

    /// Forgets what came in pieces and was never kept.
    ///
    /// # Errors
    /// Where it cannot be removed.
    pub fn forget_unfinished(&self) -> Result<(), ScanError> {
        let incoming = self.incoming();
        match fs::remove_dir_all(&incoming) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&incoming)(error)),
            _ => Ok(()),
        }
    }

    /// Takes a piece of a file that someone brings.
    ///
    /// # Errors
    /// Where it is beyond what is kept, or cannot be written.
    pub fn bring(&self, uid: u32, hash: &Hash, offset: u64, piece: &[u8]) -> Result<(), ScanError> {
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if piece.len() > PIECE || offset.saturating_add(length) > SCAN_LIMIT {
            return Err(ScanError::TooLarge);
        }
        let _alone = self.lock(uid);
        let incoming = self.incoming();
        make_dir(&incoming)?;
        let path = self.coming(uid, hash);
        if !path.exists() {
            self.make_room(uid)?;
        }
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(offset == 0)
            .mode(0o600)
            .open(&path)
            .map_err(failed(&path))?;
        file.write_all_at(piece, offset).map_err(failed(&path))
    }

    /// What one person has under way is bounded: the oldest goes.
    fn make_room(&self, uid: u32) -> Result<(), ScanError> {
        let incoming = self.incoming();
        let own = format!("{uid}-");
        let mut coming = Vec::new();
        for entry in fs::read_dir(&incoming).map_err(failed(&incoming))? {
            let entry = entry.map_err(failed(&incoming))?;
            if entry.file_name().to_string_lossy().starts_with(&own) {
                let since = entry.metadata().and_then(|file| file.modified());
                coming.push((since.map_err(failed(&entry.path()))?, entry.path()));
            }
        }
        coming.sort();
        let surplus = coming.len().saturating_sub(UNDER_WAY - 1);
        for (_, path) in coming.into_iter().take(surplus) {
            fs::remove_file(&path).map_err(failed(&path))?;
        }
        Ok(())
    }

    /// Keeps a file that was brought, on disk before this returns. One that is kept already stays; whoever would have
    /// it kept again brings it again, so that nobody has by its hash alone what others brought.
    ///
    /// # Errors
    /// Where what came is not that file.
    pub fn keep(&self, uid: u32, hash: &Hash, bytes: u64) -> Result<(), ScanError> {
        let _alone = self.lock(uid);
        let (from, to) = (self.coming(uid, hash), self.path(hash));
        let whole = |path: &Path| Ok::<_, ScanError>(measure(path)? == Some((bytes, *hash)));
        if !whole(&from)? {
            return Err(ScanError::NotWhole);
        }
        if whole(&to).unwrap_or(false) {
            return fs::remove_file(&from).map_err(failed(&from));
        }
        let shelf = to.parent().unwrap_or(&self.dir);
        make_dir(shelf)?;
        let file = File::open(&from).map_err(failed(&from))?;
        file.sync_all().map_err(failed(&from))?;
        fs::rename(&from, &to).map_err(failed(&to))?;
        for dir in [shelf, self.dir.as_path()] {
            let synced = File::open(dir).and_then(|dir| dir.sync_all());
            synced.map_err(failed(dir))?;
        }
        Ok(())
    }

    /// A piece of a kept file, from an offset on; empty at its end.
    ///
    /// # Errors
    /// Where it is missing.
    pub fn piece(&self, hash: &Hash, offset: u64) -> Result<Vec<u8>, ScanError> {
        let path = self.path(hash);
        let mut file = self.open(hash, &path)?;
        file.seek(SeekFrom::Start(offset)).map_err(failed(&path))?;
        let mut piece = Vec::new();
        let limit = u64::try_from(PIECE).unwrap_or(u64::MAX);
        file.take(limit)
            .read_to_end(&mut piece)
            .map_err(failed(&path))?;
        Ok(piece)
    }

    /// Whether a kept file is there, and is what it was.
    ///
    /// # Errors
    /// Where it is missing or changed.
    pub fn check(&self, hash: &Hash, bytes: u64) -> Result<(), ScanError> {
        let path = self.path(hash);
        match measure(&path)? {
            Some(found) if found == (bytes, *hash) => Ok(()),
            Some(_) => Err(ScanError::Changed { hash: *hash, path }),
            None => Err(ScanError::Missing { hash: *hash, path }),
        }
    }

    fn open(&self, hash: &Hash, path: &Path) -> Result<File, ScanError> {
        File::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ScanError::Missing {
                hash: *hash,
                path: path.to_owned(),
            },
            _ => failed(path)(error),
        })
    }
}

/// Length and hash of a file; `None` where there is none.
///
/// # Errors
/// Where it cannot be read, or is larger than any that is kept.
pub fn measure(path: &Path) -> Result<Option<(u64, Hash)>, ScanError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(failed(path))?,
    };
    let mut hasher = blake3::Hasher::new();
    let mut limited = file.take(SCAN_LIMIT + 1);
    let bytes = io::copy(&mut limited, &mut hasher).map_err(failed(path))?;
    if bytes > SCAN_LIMIT {
        return Err(ScanError::TooLarge);
    }
    Ok(Some((bytes, *hasher.finalize().as_bytes())))
}

fn make_dir(path: &Path) -> Result<(), ScanError> {
    fs::create_dir_all(path).map_err(failed(path))?;
    let mut dir = path.to_owned();
    // The data directory itself is the office's to guard.
    while dir.file_name().is_some_and(|name| name != "scans") && dir.pop() {}
    for dir in [path, dir.as_path()] {
        fs::set_permissions(dir, Permissions::from_mode(0o700)).map_err(failed(dir))?;
    }
    Ok(())
}

/// Writes a file of one's own that nobody else reads. A file that was there stays whole until the new one is.
///
/// # Errors
/// Where it cannot be written, or what is there is no file: a link leads elsewhere, and a device is nobody's to replace.
pub fn write_privately(path: &Path, content: &[u8]) -> Result<(), ScanError> {
    if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(failed(path)(io::ErrorKind::AlreadyExists.into()));
    }
    let (beside, mut file) = beside(path).map_err(failed(path))?;
    let written = file
        .write_all(content)
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What is left of it helps nobody.
        let _ = fs::remove_file(&beside);
    }
    written.map_err(failed(path))
}

/// A new file beside another, of one's own. Names that are taken, by whoever writes the same at once or left it
/// unfinished, are let be.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 1;
    loop {
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{number}.new"));
        let file = File::options()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside);
        match file {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < BESIDE => {
                number += 1;
            }
            file => return Ok((beside.into(), file?)),
        }
    }
}

/// What a scan's file is called in a copy for whom it is about: by its request's number and its place there, from 0.
/// What somebody once called it is no path.
#[must_use]
pub fn name_in_copy(request: RequestNo, scan: u16, content: &[u8]) -> String {
    let request = request.to_string().replace('/', "-");
    let kind = viewer::content_kind(content).unwrap_or("bin");
    format!("scan-{request}-{}.{kind}", scan.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(content: &[u8]) -> Hash {
        *blake3::hash(content).as_bytes()
    }

    #[test]
    fn a_file_comes_in_pieces_and_is_kept_once_it_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let scans = Scans::of(dir.path());
        let content: Vec<u8> = (0..PIECE + 7).map(|at| (at % 251) as u8).collect();
        let (hash, bytes) = (hash(&content), content.len() as u64);
        scans.bring(7, &hash, 0, &content[..PIECE]).unwrap();
        let early = scans.keep(7, &hash, bytes);
        assert!(matches!(early, Err(ScanError::NotWhole)), "{early:?}");
        scans
            .bring(7, &hash, PIECE as u64, &content[PIECE..])
            .unwrap();
        // Nobody keeps what another brought.
        let others = scans.keep(8, &hash, bytes);
        assert!(matches!(others, Err(ScanError::NotWhole)), "{others:?}");
        scans.keep(7, &hash, bytes).unwrap();
        // Nor has anybody by its hash what is kept already: they bring it, and it stays as it was.
        let others = scans.keep(8, &hash, bytes);
        assert!(matches!(others, Err(ScanError::NotWhole)), "{others:?}");
        scans.bring(8, &hash, 0, &content[..PIECE]).unwrap();
        let rest = &content[PIECE..];
        scans.bring(8, &hash, PIECE as u64, rest).unwrap();
        scans.keep(8, &hash, bytes).unwrap();
        assert!(!scans.coming(8, &hash).exists());
        scans.check(&hash, bytes).unwrap();
        let mut back = scans.piece(&hash, 0).unwrap();
        back.extend(scans.piece(&hash, PIECE as u64).unwrap());
        assert!(back == content);
        assert!(scans.piece(&hash, bytes).unwrap().is_empty());
        let mode = fs::metadata(dir.path().join("scans"))
            .unwrap()
            .permissions();
        assert_eq!(mode.mode() & 0o777, 0o700);
    }

    #[test]
    fn what_is_written_privately_is_read_by_nobody_else_whatever_lay_there() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        let (open, linked) = (at("open.png"), at("linked.png"));
        fs::write(&open, b"old").unwrap();
        fs::set_permissions(&open, Permissions::from_mode(0o644)).unwrap();
        // Names that lead to files of others.
        let others = ["one", "another"].map(at);
        for other in &others {
            fs::write(other, b"of others").unwrap();
        }
        symlink(&others[0], &linked).unwrap();
        symlink(&others[1], at("open.png.1.new")).unwrap();
        write_privately(&linked, b"a sheet").unwrap_err();
        for path in [&open, &at("new.png")] {
            write_privately(path, b"a sheet").unwrap();
            let file = fs::symlink_metadata(path).unwrap();
            assert!(file.is_file(), "{path:?}");
            assert_eq!(file.permissions().mode() & 0o777, 0o600, "{path:?}");
            assert_eq!(fs::read(path).unwrap(), b"a sheet");
        }
        for other in others {
            assert_eq!(fs::read(other).unwrap(), b"of others");
        }
        // Nothing is left beside them but what was there.
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 6);
    }

    #[test]
    fn who_begins_in_the_middle_has_no_more_under_way() {
        let dir = tempfile::tempdir().unwrap();
        let scans = Scans::of(dir.path());
        for which in 0..20 {
            scans.bring(7, &[which; 32], 1, b"x").unwrap();
        }
        let under_way = fs::read_dir(scans.incoming()).unwrap().count();
        assert_eq!(under_way, UNDER_WAY);
    }

    /// What one line brings while another has it kept is either in it or not; what is kept is whole.
    #[test]
    fn what_is_kept_is_whole_whoever_writes_meanwhile() {
        let dir = tempfile::tempdir().unwrap();
        let scans = Scans::of(dir.path());
        for round in 0..40_u8 {
            let content = vec![round; 60_000];
            let hash = hash(&content);
            scans.bring(7, &hash, 0, &content).unwrap();
            std::thread::scope(|scope| {
                scope.spawn(|| scans.bring(7, &hash, 9, b"spoilt").unwrap());
                scope.spawn(|| {
                    if scans.keep(7, &hash, 60_000).is_ok() {
                        scans.check(&hash, 60_000).unwrap();
                    }
                });
            });
            if scans.path(&hash).exists() {
                scans.check(&hash, 60_000).unwrap();
            }
        }
    }

    #[test]
    fn a_missing_and_a_changed_file_are_named() {
        let dir = tempfile::tempdir().unwrap();
        let scans = Scans::of(dir.path());
        let hash = hash(b"a sheet");
        scans.bring(7, &hash, 0, b"a sheet").unwrap();
        scans.keep(7, &hash, 7).unwrap();
        fs::write(scans.path(&hash), b"another").unwrap();
        let changed = scans.check(&hash, 7).unwrap_err();
        assert!(matches!(changed, ScanError::Changed { .. }), "{changed}");
        assert!(changed.to_string().contains(&hex(&hash)));
        fs::remove_file(scans.path(&hash)).unwrap();
        let missing = scans.check(&hash, 7).unwrap_err();
        assert!(matches!(missing, ScanError::Missing { .. }), "{missing}");
        assert!(scans.piece(&hash, 0).is_err());
    }

    #[test]
    fn what_is_too_large_or_unfinished_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let scans = Scans::of(dir.path());
        let hash = hash(b"");
        for (offset, piece) in [(SCAN_LIMIT, &b"x"[..]), (u64::MAX, b"x")] {
            let refused = scans.bring(7, &hash, offset, piece);
            assert!(matches!(refused, Err(ScanError::TooLarge)), "{refused:?}");
        }
        scans.bring(7, &hash, 0, b"half").unwrap();
        scans.forget_unfinished().unwrap();
        scans.forget_unfinished().unwrap();
        assert!(!dir.path().join("scans/incoming").exists());
    }
}
