//! What every subcommand works with: where the data is, the language, and a connection to the office.

use std::io::Write;

use serde::Serialize;

use super::args::Global;
use super::failure::Failure;
use super::known::Known;
use super::page::Page;
use super::pin;
use super::profile::Pick;
use super::rows::{self, Format};
use crate::domain::profile::Text;
use crate::locale::{Language, Texts};
use crate::protocol::Client;
use crate::protocol::reach::Place;
use crate::settings::{Settings, Surroundings};

/// One run of the program.
#[derive(Debug)]
pub struct Session<'a> {
    /// What it was started with.
    pub around: &'a Surroundings,
    /// What the settings files say.
    pub settings: Settings,
    /// The words.
    pub texts: Texts,
    global: &'a Global,
}

impl<'a> Session<'a> {
    /// Reads the settings and chooses the language: by the command line, then by the settings.
    pub(super) fn begin(
        around: &'a Surroundings,
        global: &'a Global,
    ) -> Result<Session<'a>, Failure> {
        let settings = Settings::read(around)?;
        let language = global
            .lang
            .map(Language::from)
            .or(settings.language)
            .unwrap_or_default();
        Ok(Session {
            around,
            settings,
            texts: Texts::new(language),
            global,
        })
    }

    /// The language spoken.
    #[must_use]
    pub fn language(&self) -> Language {
        self.texts.language()
    }

    /// Whether the command line chose the language.
    #[must_use]
    pub(super) fn is_language_given(&self) -> bool {
        self.global.lang.is_some()
    }

    /// Picks a profile's text in the language spoken.
    #[must_use]
    pub fn pick(&self) -> Pick {
        match self.language() {
            Language::Arabic => |text: &Text| &text.ar,
            Language::English => |text: &Text| &text.en,
        }
    }

    /// The data directory and the office's socket: by the command line, by the settings, or where XDG puts data.
    ///
    /// # Errors
    /// Where there is no home directory, or the socket's path is too long.
    pub fn place(&self) -> Result<Place, Failure> {
        let given = |path: &Option<std::path::PathBuf>| {
            path.as_deref().map(|path| self.around.absolute(path))
        };
        let data = given(&self.global.data)
            .or_else(|| self.settings.data.clone())
            .or_else(|| self.around.data_place())
            .ok_or(Failure::NoPlace)?;
        // The socket of the settings belongs to the data of the settings.
        let socket = given(&self.global.socket).or_else(|| {
            let own = self.global.data.is_none();
            self.settings.socket.clone().filter(|_| own)
        });
        Ok(Place::new(data, socket)?)
    }

    /// Prints rows under headings in the language spoken; a heading `file` is the text `cli-column-file`.
    pub(super) fn print<T: Serialize>(
        &self,
        out: &mut dyn Write,
        format: Format,
        headings: &[&str],
        rows: &[T],
        cells: impl Fn(&T) -> Vec<String>,
    ) -> Result<(), Failure> {
        let headings: Vec<String> = headings
            .iter()
            .map(|heading| self.texts.get(&format!("cli-column-{heading}")))
            .collect();
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        Ok(rows::print(out, format, &headings, rows, cells)?)
    }

    /// Prints one thing: `write` has it on a page in the language spoken.
    pub(super) fn print_page<T: Serialize>(
        &self,
        out: &mut dyn Write,
        format: Format,
        of: &T,
        write: impl FnOnce(&T, &mut Page<'_>),
    ) -> Result<(), Failure> {
        Ok(rows::page(out, format, of, |of| {
            let mut page = Page::new(&self.texts, "cli-column");
            write(of, &mut page);
            page.into_lines()
        })?)
    }

    /// Yes or no, in the language spoken.
    pub(super) fn yes_no(&self, yes: bool) -> String {
        self.texts.get(if yes { "form-yes" } else { "form-no" })
    }

    /// A line to the office, which is started where none runs.
    ///
    /// # Errors
    /// Why it cannot be reached.
    pub fn client(&self) -> Result<Client, Failure> {
        self.client_at(&self.place()?)
    }

    /// The same, to the office of a place. Whoever was named on the command line says who they are.
    pub(super) fn client_at(&self, place: &Place) -> Result<Client, Failure> {
        let mut client = place.reach(&self.around.program)?;
        if self.speaker().is_some() {
            pin::sign_in(self, &mut client, false)?;
        }
        Ok(client)
    }

    /// The same for what stays open before whoever sits at a terminal: where several share the account, they are asked
    /// who they are.
    pub(super) fn client_of_whoever(&self, place: &Place) -> Result<Client, Failure> {
        let mut client = place.reach(&self.around.program)?;
        pin::sign_in(self, &mut client, true)?;
        Ok(client)
    }

    /// Who speaks, of those who share the Unix user.
    pub(super) fn speaker(&self) -> Option<&str> {
        self.global.speaker.as_deref()
    }

    /// A line to the office, and the names for what it answers with.
    pub(super) fn office(&self) -> Result<(Client, Known), Failure> {
        let mut client = self.client()?;
        let known = Known::ask(&mut client, self)?;
        Ok((client, known))
    }
}
