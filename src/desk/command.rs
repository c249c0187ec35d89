//! The command table: everything a key, the palette or a click can do.
//!
//! A command is named once. Key hints, help, palette, `istiqbal keys` and the keymap's check are
//! made from [`table`] and the keymap in force; nothing else lists commands.

use super::condition::Snapshot;
use super::state::State;
use super::{form, locking, overlay, screens, update};

/// One thing the desk can do.
#[derive(Clone, Copy)]
pub struct Command {
    /// What keymaps call it.
    pub id: &'static str,
    /// The text that names it; its attribute `about` says in one line what it does.
    pub text: &'static str,
    /// Whether the line of keys leaves it out, because any hand finds it.
    pub quiet: bool,
    /// Whether it works on what is seen.
    pub when: fn(&Snapshot) -> bool,
    /// What it does. What must happen outside is left in [`State::desk`] as effects.
    pub run: fn(&mut State),
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Command({})", self.id)
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Command {}

impl Command {
    /// A command that works wherever it is bound, and is shown in the line of keys.
    #[must_use]
    pub const fn new(id: &'static str, text: &'static str, run: fn(&mut State)) -> Self {
        Self {
            id,
            text,
            quiet: false,
            when: |_| true,
            run,
        }
    }

    /// Works only when `when` holds.
    #[must_use]
    pub const fn when(mut self, when: fn(&Snapshot) -> bool) -> Self {
        self.when = when;
        self
    }

    /// Is left out of the line of keys.
    #[must_use]
    pub const fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }
}

/// The parts of the table: what works everywhere, then one part a screen.
static PARTS: &[&[Command]] = &[
    update::COMMANDS,
    locking::COMMANDS,
    overlay::COMMANDS,
    form::COMMANDS,
    screens::intake::COMMANDS,
    screens::keys::COMMANDS,
    screens::reception::COMMANDS,
    screens::find::COMMANDS,
    screens::enquiries::COMMANDS,
    screens::calibration::COMMANDS,
    screens::person::COMMANDS,
    screens::copies::COMMANDS,
    screens::history::COMMANDS,
    screens::queues::COMMANDS,
    screens::referrals::COMMANDS,
    screens::request::COMMANDS,
    screens::rating::COMMANDS,
    screens::outreach::COMMANDS,
    screens::voice::COMMANDS,
    screens::printing::COMMANDS,
    screens::scans::COMMANDS,
    screens::scans::attach::COMMANDS,
    screens::request::acts::COMMANDS,
    screens::act::COMMANDS,
    screens::reports::COMMANDS,
    screens::administration::COMMANDS,
    screens::adopt::COMMANDS,
    screens::study::COMMANDS,
    screens::committee::COMMANDS,
    screens::shelf::COMMANDS,
    screens::sign_in::COMMANDS,
    screens::own_pin::COMMANDS,
];

/// The whole table.
pub fn table() -> impl Iterator<Item = &'static Command> {
    PARTS.iter().flat_map(|part| part.iter())
}

/// The command a keymap calls `id`.
#[must_use]
pub fn find(id: &str) -> Option<&'static Command> {
    table().find(|command| command.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Texts};

    #[test]
    fn every_command_is_named_once_and_in_both_languages() {
        let texts = Texts::new(Language::Arabic);
        for command in table() {
            assert_eq!(
                table().filter(|other| *other == command).count(),
                1,
                "{command:?}"
            );
            assert!(texts.has(command.text), "{}", command.text);
            let about = format!("{}.about", command.text);
            assert!(texts.has(&about), "{about}");
        }
    }
}
