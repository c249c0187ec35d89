//! `istiqbal keys`: every key of the keymap in force, from the desk's own command table; or what is wrong with a file.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::desk::keymap;
use super::rows::Format;
use super::{Failure, Session};
use crate::desk::keymap::{BadKeymap, Keymap};
use crate::desk::screens::keys;

/// Why the keys were not printed.
#[derive(Debug, thiserror::Error)]
pub enum KeysFailure {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It holds no usable keymap.
    #[error("{}: {wrong}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The first line that cannot be used, and why.
        wrong: BadKeymap,
    },
}

#[derive(Serialize)]
struct Row {
    section: &'static str,
    key: String,
    command: &'static str,
    name: String,
    about: String,
}

/// Prints every bound key, or checks a keymap file.
pub fn run(
    session: &Session<'_>,
    check: Option<&Path>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if let Some(file) = check {
        let path = session.around.absolute(file);
        let text = fs::read_to_string(&path).map_err(|source| KeysFailure::Read {
            path: path.clone(),
            source,
        })?;
        let checked = Keymap::function_keys().with(&text);
        checked.map_err(|wrong| KeysFailure::Wrong {
            path: path.clone(),
            wrong,
        })?;
        let whole = session.texts.with(
            "cli-keymap-whole",
            &[("file", path.display().to_string().into())],
        );
        writeln!(out, "{}", crate::arabic::clean_line(&whole))?;
        return Ok(());
    }
    let (keymap, warning) = keymap(session);
    if let Some(warning) = warning {
        super::tell(&warning);
    }
    let rows: Vec<Row> = keys::rows(&keymap, |_, _, _| false)
        .into_iter()
        .map(|row| Row {
            section: row.section,
            key: row.key.to_string(),
            command: row.command.id,
            name: session.texts.get(row.command.text),
            about: session.texts.get(&format!("{}.about", row.command.text)),
        })
        .collect();
    session.print(
        out,
        format,
        &["key", "command", "where", "about"],
        &rows,
        |row| {
            let section = session.texts.get(&format!("section-{}", row.section));
            vec![
                row.key.clone(),
                row.name.clone(),
                section,
                row.about.clone(),
            ]
        },
    )
}
