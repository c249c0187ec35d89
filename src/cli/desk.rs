//! `istiqbal [desk]`: the screens, or their questions as plain lines.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::{fs, io};

use super::args::Desk;
use super::when::now;
use super::{Failure, Session};
use crate::desk::errand::Places;
use crate::desk::keymap::Keymap;
use crate::desk::memory::Memory;
use crate::desk::plain;
use crate::desk::run::{Options, run as run_desk};
use crate::desk::scanning::Scanning;
use crate::desk::state::{Desk as Shared, Settings};
use crate::desk::terminal::is_dumb;
use crate::desk::widget::theme::Theme;
use crate::profiles::{Offers, Sources};
use crate::protocol::reach::Place;
use crate::scans::folder::Folder;
use crate::scans::viewer::{Viewer, Viewing};
use crate::sheets::printer::Outlet;
use crate::shelf;

/// Opens a desk and stays until its user leaves.
pub fn run(session: &Session<'_>, options: Desk) -> Result<(), Failure> {
    run_at(session, session.place()?, options)
}

/// The same, on a data directory of choice.
pub fn run_at(session: &Session<'_>, place: Place, options: Desk) -> Result<(), Failure> {
    let (keymap, warning) = keymap(session);
    let Looks {
        settings,
        memory,
        term,
    } = looks(session);
    // Nothing could be drawn there, and over SSH nobody could ask for anything else.
    let is_plain = options.plain || is_dumb(term.as_deref()) && io::stdin().is_terminal();
    if is_plain {
        let desk = Shared::new(settings, keymap, now());
        let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
        let mut client = session.client_of_whoever(&place)?;
        plain::run(&mut client, &desk, &mut input, &mut out)?;
        return Ok(());
    }
    let charities = match &options.profile {
        Some(file) => Offers::only(&session.around.absolute(file))?,
        None => profile_files(session).offers(),
    };
    let places = places(session, &place);
    Ok(run_desk(Options {
        place,
        program: session.around.program.clone(),
        settings,
        keymap,
        warning,
        charities,
        memory,
        term,
        text: session.settings.text.unwrap_or_default(),
        outlet: Outlet::of(session.around),
        places,
        lock_after: session.settings.lock_after,
        may_stop: session.settings.suspend.unwrap_or(false),
    })?)
}

/// What decides how a screen looks to this user.
pub(super) struct Looks {
    pub(super) settings: Settings,
    /// What was chosen at the desk.
    pub(super) memory: Memory,
    /// The terminal's name.
    pub(super) term: Option<String>,
}

/// By the settings, the command line and what was chosen before.
pub(super) fn looks(session: &Session<'_>) -> Looks {
    let theme = match session.around.var("NO_COLOR") {
        Some(_) => Theme::Plain,
        None => Theme::default(),
    };
    let settings = Settings {
        language: session.language(),
        digits: session.settings.digits.unwrap_or_default(),
        theme,
    };
    let memory = session.around.state_place();
    let memory = memory.map(|place| Memory::read(place.join("desk.toml")));
    let mut memory = memory.unwrap_or_default();
    if session.is_language_given() {
        memory.forget_language();
    }
    let term = session.around.var("TERM");
    Looks {
        settings,
        memory,
        term: term.map(|term| term.to_string_lossy().into_owned()),
    }
}

/// Where this desk finds and leaves files.
fn places(session: &Session<'_>, place: &Place) -> Places {
    let settings = session.around.settings_files();
    let beside_settings = settings.iter().filter_map(|file| file.parent());
    let shelves = [place.data.as_path()]
        .into_iter()
        .chain(beside_settings)
        .map(|place| place.join(shelf::DIRECTORY));
    let (around, own) = (session.around, &session.settings);
    // Over SSH nobody looks around on this machine.
    let home = around.home.clone().filter(|_| !around.is_remote());
    Places {
        exports: session.around.exports_place(),
        shelves: shelves.collect(),
        scanning: Scanning {
            office: Some((place.clone(), around.program.clone())),
            folder: Folder {
                drop: own.drop.clone().or_else(|| around.drop_place()),
                home,
            },
            viewer: Arc::new(Viewer::new(Viewing {
                program: around.viewer(own.viewer.as_deref()),
                runtime: around.runtime_place(),
            })),
            beside: None,
        },
        profiles: profile_files(session),
        // A login has this desk and nothing else of the machine.
        copies: (!around.is_login).then(|| Outlet::of(around)),
    }
}

fn profile_files(session: &Session<'_>) -> Sources {
    let around = session.around;
    Sources {
        own: around.config_place().map(|place| place.join("profiles")),
        home: around.home.clone().filter(|_| !around.is_remote()),
    }
}

/// The keymap of the settings with the user's own file laid over it, and what is wrong with that file.
pub(super) fn keymap(session: &Session<'_>) -> (Keymap, Option<String>) {
    let preset = session.settings.keys.as_deref().unwrap_or("function-keys");
    let (base, warning) = match Keymap::preset(preset) {
        Some(keymap) => (keymap, None),
        None => (
            Keymap::function_keys(),
            Some(format!("keys = {preset:?}: function-keys, vim")),
        ),
    };
    // Beside the settings: the user's own, else the machine's.
    let files = session.around.settings_files().into_iter();
    let found = files
        .map(|settings| settings.with_file_name("keymap.toml"))
        .find_map(|path: PathBuf| Some((path.clone(), fs::read_to_string(path).ok()?)));
    let Some((path, file)) = found else {
        return (base, warning);
    };
    match base.with(&file) {
        Ok(keymap) => (keymap, warning),
        Err(error) => (
            base,
            Some(error.said(&path.display().to_string(), &session.texts)),
        ),
    }
}
