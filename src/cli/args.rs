//! What can be said on the command line.

mod files;
mod sums;

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};

pub use self::files::{Demo, Import, Profile, Scan};
pub use self::sums::{Days, Report, ReportFormat, Voice};
use super::rows::Format;
use crate::arabic::digits;
use crate::domain::sheet::Kind;
use crate::domain::staff::Role;
use crate::locale::Language;

/// استقبال: the front desk of a charity. Without a command, a desk is opened.
#[derive(Debug, Parser)]
#[command(
    name = "istiqbal",
    version,
    args_override_self = true,
    after_long_help = "EXIT STATUS\n  \
        0  done\n  \
        1  refused or failed, some rows were not taken, or verify found damage\n  \
        2  the command line could not be understood\n  \
        130  stopped by Ctrl-C\n\n\
        FILES\n  \
        $XDG_DATA_HOME/istiqbal                  the data, unless --data says otherwise\n  \
        $XDG_CONFIG_HOME/istiqbal/settings.toml  your settings\n  \
        $XDG_CONFIG_HOME/istiqbal/keymap.toml    your keys, laid over the program's\n  \
        $XDG_CONFIG_HOME/istiqbal/profiles/      your profiles, for the first run\n  \
        /etc/xdg/istiqbal/settings.toml          settings for everyone here\n\n\
        SETTINGS\n  \
        data, socket, language, digits, text, keys, lock_after, suspend, drop, viewer\n\n\
        ENVIRONMENT\n  \
        ISTIQBAL_LOG  how much an office logs: warn, info (unless set) or debug"
)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// Which command; none opens a desk.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, Clone, ClapArgs)]
pub struct Global {
    /// The data directory, whose office is asked
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub data: Option<PathBuf>,
    /// The office's socket, where it is not in the data directory
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub socket: Option<PathBuf>,
    /// The language spoken
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// Who you are, of those who share this Unix user, by name or number; the PIN is asked for on the terminal
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub speaker: Option<String>,
}

/// A language, by its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// العربية
    Ar,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Language {
        match lang {
            Lang::Ar => Language::Arabic,
            Lang::En => Language::English,
        }
    }
}

/// A printed sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    /// What the beneficiary signs
    Declaration,
    /// What the beneficiary takes along
    Receipt,
}

impl From<Sheet> for Kind {
    fn from(sheet: Sheet) -> Kind {
        match sheet {
            Sheet::Declaration => Kind::Declaration,
            Sheet::Receipt => Kind::Receipt,
        }
    }
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub struct Rows {
    /// How rows are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open a desk (what happens without a command)
    Desk(Desk),
    /// Run the office of a data directory until it is told to stop
    Office {
        /// Say when it can be reached, and leave when the last client has been gone for a while.
        #[arg(long, hide = true)]
        on_demand: bool,
        /// Print a systemd service for it, under a user of its own, and run nothing
        #[arg(long, conflicts_with = "on_demand")]
        print_unit: bool,
    },
    /// Set this machine up
    #[command(subcommand)]
    Setup(Setup),
    /// Find people by name, identity paper, mobile, file or request number
    ///
    /// Identity papers and mobiles are masked; `person` shows them.
    /// JSON fields: file, name, paper, mobile, born, branch, requests.
    Find {
        /// What to look for
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Print at most so many
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=200))]
        limit: u16,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Print a queue, longest waiting first; without a name, how many requests wait in each
    ///
    /// JSON fields: request, file, name, service, stage, since, reply_not_before, officer, branch, urgency, question;
    /// without a name: queue, requests. Of outreach: file, name, mobile, reason, of, day, branch, tried. Of copies:
    /// file, name, asked, due, days_left.
    Queue {
        /// Which: clarification, papers-missing, intake, study, decision, reply, objection, registration or delivery;
        /// outreach for people to contact unasked, copies for subjects' copies still to be given
        name: Option<String>,
        /// Only this branch, by number or name
        #[arg(long, value_name = "B")]
        branch: Option<String>,
        /// Stay, masked, as a board on a wall; where the output is no terminal, print the rows anew at every change
        ///
        /// JSON fields: request, initials, stage, since, due; without a name: queue, requests.
        #[arg(long)]
        watch: bool,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Print a request's page, or one of its sheets on paper
    Request {
        /// Its number, as 1448/00042
        number: String,
        /// Print this sheet: to the printer, or where there is none into a file that is named
        #[arg(long, value_name = "SHEET", conflicts_with = "format")]
        print: Option<Sheet>,
        /// Save the sheet as this PDF instead
        #[arg(long, value_name = "FILE", requires = "print", value_hint = ValueHint::FilePath)]
        to: Option<PathBuf>,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Scanned papers: attach one to a request, or get one back
    #[command(subcommand)]
    Scan(Scan),
    /// Print a person's page, or write everything held about them; the reading is put on record
    Person {
        /// The file's number
        number: String,
        /// Write everything held about them as PDF and JSON, for supervisors: the copy a person may ask for
        #[arg(long, requires = "to", conflicts_with = "format")]
        copy: bool,
        /// Into this directory
        #[arg(long, value_name = "DIR", requires = "copy", value_hint = ValueHint::DirPath)]
        to: Option<PathBuf>,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Print a date in both calendars
    Date {
        /// As 2024-12-02, 1446/06/01 or 01/06/1446
        date: String,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Print every key of the keymap in force, or check a keymap file
    ///
    /// JSON fields: section, key, command, name, about.
    Keys {
        /// Say what is wrong with this file
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        check: Option<PathBuf>,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// The charities' profiles: list them, show one, check a file
    #[command(subcommand)]
    Profile(Profile),
    /// Import people from a spreadsheet
    #[command(subcommand)]
    Import(Import),
    /// Print a report for a period; without a name, which there are
    ///
    /// JSON: report, from, to, branch, at, rows (by, key, title, and a field for each figure; lengths of time in minutes,
    /// satisfaction from 1 to 5).
    Report(Report),
    /// Print everything that happened to a record, who did it and what changed
    ///
    /// For supervisors, auditors and administrators; the reading is put on record. JSON fields: revision, at, by,
    /// branch, what, changes (field, before, after).
    History {
        /// What kind of record
        #[arg(value_enum)]
        of: Subject,
        /// Its number, as 1448/00042; a member of staff or a branch by name as well
        which: String,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Print who read a person's data, when and where
    ///
    /// For supervisors and auditors; the reading is put on record. JSON fields: revision, at, by, branch, what,
    /// request, detail.
    #[command(subcommand)]
    Access(Access),
    /// Who works here: list them, add someone, give other roles, move, note who left
    #[command(subcommand)]
    Staff(Staff),
    /// The branches: list them, add one, rename one
    #[command(subcommand)]
    Branch(Branch),
    /// The beneficiary's voice: suggestions and complaints, and how satisfied people are
    #[command(subcommand)]
    Voice(Voice),
    /// Check that the journal is whole and that the records are what follows from it
    ///
    /// The first thing found wrong is named, and the exit status is 1. JSON fields: check, ok, entries, detail.
    Verify {
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Show a desk with made-up people and requests at every stage
    Demo(Demo),
    /// Set a PIN of your own, or another one; it is asked for on the terminal
    ///
    /// Several members of staff may share a Unix user: --as says who you are then, and the PIN is asked for.
    Pin,
    /// Print shell completions
    Completions {
        /// For which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write a page for every command
    Man {
        /// Write the pages into this directory
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
    },
}

/// How a desk is opened.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Desk {
    /// Open it the first time for the charity of this profile file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "plain")]
    pub profile: Option<PathBuf>,
    /// Take in a request by line prompts, for screen readers and terminals that cannot draw
    #[arg(long)]
    pub plain: bool,
    /// Stand in for a login shell, as with sshd's ForceCommand: no file is where the environment says
    #[arg(long, conflicts_with = "profile")]
    pub login: bool,
}

/// What can be set up.
#[derive(Debug, Subcommand)]
pub enum Setup {
    /// Make this machine the host of several branches: the office a service, the desk an SSH login
    ///
    /// The office runs under a user of its own, and the desk is all that the group istiqbal reaches over SSH. Each step
    /// is printed as a shell command before it is done, and left out if it is done already.
    Host(Host),
}

/// How a host is set up.
#[derive(Debug, Clone, ClapArgs)]
pub struct Host {
    /// Only print the steps
    #[arg(long)]
    pub dry_run: bool,
    /// Write the files below this directory, as for an image, and run nothing
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,
}

/// What a history is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// A request.
    Request,
    /// A person.
    Person,
    /// A suggestion or a complaint.
    Voice,
    /// A question asked at the desk.
    Enquiry,
    /// An approved answer.
    Standard,
    /// A visitor's arrival.
    Arrival,
    /// A member of staff.
    Staff,
    /// A branch.
    Branch,
}

/// Whose access list is printed.
#[derive(Debug, Subcommand)]
pub enum Access {
    /// Of a person: the file and their requests
    Person {
        /// The file's number
        number: String,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
}

/// What can be done about the staff.
#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Print who works here
    ///
    /// JSON fields: staff, name, user, uid, roles, branch, sees (`own`, `all` or a list of branches), left.
    List {
        /// Those who left, too
        #[arg(long)]
        all: bool,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Add a member of staff and print the number; for administrators
    Add {
        /// The name colleagues see
        name: String,
        /// The Unix user they work as, by name or number
        #[arg(long, value_name = "USER", value_hint = ValueHint::Username)]
        user: String,
        /// What they may do; may be given more than once, or with commas
        #[arg(long, value_name = "ROLE", required = true, value_delimiter = ',', value_parser = roles())]
        role: Vec<Role>,
        /// Where they work, by number or name; at your own branch unless said
        #[arg(long, value_name = "B")]
        branch: Option<String>,
    },
    /// Replace the roles of a member of staff
    Roles {
        /// The member of staff: number as `list` prints it, name, or Unix user
        who: String,
        /// All of the roles
        #[arg(required = true, value_name = "ROLE", value_delimiter = ',', value_parser = roles())]
        roles: Vec<Role>,
    },
    /// Move a member of staff to another branch
    Move {
        /// The member of staff: number as `list` prints it, name, or Unix user
        who: String,
        /// Where, by number or name
        branch: String,
    },
    /// Set which branches a member of staff sees, beside the one they work at
    Branches {
        /// The member of staff: number as `list` prints it, name, or Unix user
        who: String,
        /// By number or name, more than one with commas; `all` for every branch, `own` for no other
        #[arg(required = true, value_name = "B|all|own", value_delimiter = ',')]
        branches: Vec<String>,
    },
    /// PINs, for those who share a Unix user
    #[command(subcommand)]
    Pin(StaffPin),
    /// Note that a member of staff left: the name stays in histories, and they can do nothing any more
    Leave {
        /// The member of staff: number as `list` prints it, name, or Unix user
        who: String,
    },
}

/// What can be done about the PIN of somebody else.
#[derive(Debug, Subcommand)]
pub enum StaffPin {
    /// Give a member of staff a code to sign in with, and print it; they set a PIN of their own with it
    ///
    /// For administrators; and where none can sign in any more, by number, for the Unix user the office runs as.
    Reset {
        /// The member of staff: number as `list` prints it, name, or Unix user
        who: String,
    },
}

/// A number as typed, in Arabic or Western digits.
fn in_any_digits<T: FromStr>(typed: &str) -> Result<T, T::Err> {
    digits::fold(typed).parse()
}

fn roles() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::id))
        .try_map(|id| Role::from_id(&id).ok_or("no role"))
}

/// What can be done about branches.
#[derive(Debug, Subcommand)]
pub enum Branch {
    /// Print the branches
    ///
    /// JSON fields: branch, name, staff.
    List {
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Add a branch and print its number; for administrators
    Add {
        /// Its name
        name: String,
    },
    /// Rename a branch
    Rename {
        /// Which, by number or name
        branch: String,
        /// Its new name
        name: String,
    },
}

/// Reads a command line, the program's name first.
///
/// # Errors
/// What cannot be understood; also where help or the version was asked for.
pub fn read(args: &[OsString]) -> Result<Args, clap::Error> {
    Args::try_parse_from(args)
}

/// The command line as data, for completions and the manual.
#[must_use]
pub fn command() -> clap::Command {
    Args::command()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::ReportName;
    use crate::domain::request::Stage;

    #[test]
    fn the_command_line_holds_together() {
        command().debug_assert();
    }

    const README: &str = include_str!("../../README.md");

    /// A line as a shell reads it, as far as the README has such lines: quotes, and a comment at the end.
    fn words(line: &str) -> Vec<String> {
        let (mut words, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match (c, words.last_mut()) {
                ('"', _) => quoted = !quoted,
                ('#', Some(word)) if !quoted && word.is_empty() => break,
                (' ', _) if !quoted => words.push(String::new()),
                (c, Some(word)) => word.push(c),
                (_, None) => {}
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }

    #[test]
    fn every_line_that_the_readme_has_typed_is_understood() {
        let blocks = README.split("```sh\n").skip(1);
        let lines = blocks.flat_map(|block| block.split("```").next().unwrap().lines());
        let mut understood = 0;
        for line in lines {
            let words = words(line);
            let is_program = |word: &String| word == "istiqbal" || word.ends_with("/istiqbal");
            let Some(at) = words.iter().position(is_program) else {
                continue;
            };
            let words: Vec<OsString> = words.into_iter().skip(at).map(OsString::from).collect();
            assert!(read(&words).is_ok(), "{line}");
            understood += 1;
        }
        assert!(understood > 20, "{understood}");
    }

    #[test]
    fn the_readme_leaves_out_no_command_role_or_report() {
        let command = command();
        let commands = command.get_subcommands().map(|one| one.get_name());
        for name in commands.filter(|name| *name != "help") {
            let told = [
                format!("istiqbal {name}"),
                format!("`{name} "),
                format!("`{name}`"),
            ];
            assert!(told.iter().any(|told| README.contains(told)), "{name}");
        }
        for role in Role::ALL {
            assert!(README.contains(&format!("`{}`", role.id())), "{role:?}");
        }
        for report in ReportName::ALL {
            assert!(README.contains(report.id()), "{report:?}");
        }
    }

    #[test]
    fn the_help_of_queues_names_every_queue() {
        let help = read(&["istiqbal", "queue", "--help"].map(OsString::from));
        let help = help.unwrap_err().to_string();
        for stage in Stage::QUEUES {
            assert!(help.contains(stage.id()), "{}: {help}", stage.id());
        }
    }

    #[test]
    fn what_holds_for_every_command_may_stand_on_either_side() {
        for line in [
            "istiqbal --data d office --on-demand",
            "istiqbal office --on-demand --data d",
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let args = read(&words).unwrap();
            assert_eq!(args.global.data, Some("d".into()), "{line}");
            assert!(
                matches!(
                    args.command,
                    Some(Command::Office {
                        on_demand: true,
                        ..
                    })
                ),
                "{line}"
            );
        }
    }
}
