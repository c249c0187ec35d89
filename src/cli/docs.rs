//! `istiqbal completions` and `istiqbal man`, made from the command line itself.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::args;

/// Prints completions for a shell.
pub fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> io::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "istiqbal", &mut script);
    out.write_all(&script)
}

/// Prints the manual page, or writes a page for every command into a directory.
pub fn manual(dir: Option<&Path>, out: &mut dyn Write) -> io::Result<()> {
    match dir {
        None => clap_mangen::Man::new(args::command()).render(out),
        Some(dir) => fs::create_dir_all(dir)
            .and_then(|()| clap_mangen::generate_to(args::command(), dir))
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", dir.display()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page() {
        let dir = tempfile::tempdir().unwrap();
        manual(Some(dir.path()), &mut Vec::new()).unwrap();
        for page in ["istiqbal.1", "istiqbal-queue.1", "istiqbal-profile-check.1"] {
            assert!(dir.path().join(page).exists(), "{page}");
        }
    }
}
