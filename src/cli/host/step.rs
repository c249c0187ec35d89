//! One step of setting up a host: the shell command it stands for, whether it is done already, and doing it.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{GROUP, HostFailure, USER};

/// A step.
#[derive(Debug)]
pub struct Step {
    /// The text that says what it is for.
    pub about: &'static str,
    /// What it does.
    pub act: Act,
}

/// What a step does.
#[derive(Debug)]
pub enum Act {
    /// Puts the program in its place.
    Copy {
        /// From where.
        from: PathBuf,
        /// To where.
        to: PathBuf,
    },
    /// Makes the group.
    Group(Vec<String>),
    /// Makes the user.
    User(Vec<String>),
    /// Writes a file for everyone to read.
    Write {
        /// Where.
        path: PathBuf,
        /// What is in it.
        text: String,
    },
    /// Tells a service.
    Run(Vec<String>),
}

/// A path of the machine, below the root of an image.
pub fn below(root: &Path, path: &Path) -> PathBuf {
    root.join(path.strip_prefix("/").unwrap_or(path))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> HostFailure {
    let path = path.to_owned();
    move |source| HostFailure::File { path, source }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let lengths = (fs::metadata(one), fs::metadata(other));
    let (Ok(a), Ok(b)) = lengths else {
        return false;
    };
    a.len() == b.len() && fs::read(one).ok() == fs::read(other).ok()
}

impl Step {
    /// Whether it only tells services what the steps before it changed.
    pub fn is_news(&self) -> bool {
        matches!(self.act, Act::Run(_))
    }

    /// Whether there is nothing left of it to do. Of an image's users nothing is known.
    pub fn is_done(&self, root: &Path, is_image: bool) -> Result<bool, HostFailure> {
        Ok(match &self.act {
            Act::Copy { from, to } => is_same(from, &below(root, to)),
            Act::Group(_) => !is_image && uzers::get_group_by_name(GROUP).is_some(),
            Act::User(_) => !is_image && uzers::get_user_by_name(USER).is_some(),
            Act::Write { path, text } => match fs::read(below(root, path)) {
                Ok(there) => there == text.as_bytes(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => false,
                Err(error) => return Err(failed(path)(error)),
            },
            Act::Run(_) => false,
        })
    }

    /// What one would type for it.
    pub fn as_shell(&self) -> String {
        match &self.act {
            Act::Copy { from, to } => {
                format!("install -m 0755 {} {}", from.display(), to.display())
            }
            Act::Group(words) | Act::User(words) | Act::Run(words) => words.join(" "),
            Act::Write { path, text } => {
                let dir = path.parent().unwrap_or(path).display();
                format!(
                    "mkdir -p {dir}\ncat > {} <<'END'\n{text}END",
                    path.display()
                )
            }
        }
    }

    /// Does it. In an image nothing is run.
    pub fn act(&self, root: &Path, is_image: bool) -> Result<(), HostFailure> {
        match &self.act {
            Act::Copy { from, to } => {
                // In one move, as the one that is there may be running.
                put(&below(root, to), 0o755, |path| {
                    fs::copy(from, path).map(drop)
                })
            }
            Act::Write { path, text } => {
                put(&below(root, path), 0o644, |path| fs::write(path, text))
            }
            Act::Group(_) | Act::User(_) | Act::Run(_) if is_image => Ok(()),
            Act::Group(words) | Act::User(words) | Act::Run(words) => run(words),
        }
    }
}

fn put(
    path: &Path,
    mode: u32,
    write: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<(), HostFailure> {
    let new = path.with_extension("new");
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent)
        .and_then(|()| write(&new))
        .and_then(|()| fs::set_permissions(&new, fs::Permissions::from_mode(mode)))
        .and_then(|()| fs::rename(&new, path))
        .map_err(failed(path))
}

fn run(words: &[String]) -> Result<(), HostFailure> {
    let Some((program, arguments)) = words.split_first() else {
        return Ok(());
    };
    let wrong = |why: String| HostFailure::Command {
        command: words.join(" "),
        why,
    };
    let out = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| wrong(error.to_string()))?;
    if out.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&out.stderr);
    let said = said.trim();
    Err(wrong(if said.is_empty() {
        out.status.to_string()
    } else {
        said.to_owned()
    }))
}
