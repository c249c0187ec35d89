//! The command line: one file per subcommand, each a client of the office like any other.
//!
//! Rows go to standard output as a table or as JSON, everything else to standard error, one sentence each. A command
//! ends with 0 when it is done, 1 when it was refused or failed, 2 when the command line made no sense.

mod access;
mod args;
mod date;
mod demo;
mod desk;
mod docs;
mod failure;
mod find;
mod history;
pub mod host;
mod import;
mod keys;
mod known;
mod later;
mod office;
mod outreach;
mod page;
mod person;
mod pin;
mod print;
mod profile;
mod progress;
mod queue;
mod report;
mod request;
mod rows;
mod say;
mod scan;
mod scratch;
mod secret;
mod session;
mod staff;
mod subject;
mod verify;
mod versions;
mod voice;
mod wallboard;
mod when;
mod whole;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::str::FromStr;

use failure::Failure;
use session::Session;

use crate::arabic::{clean_text, digits};
use crate::domain::ids::NotANumber;
use crate::locale::{Language, Texts};
use crate::settings::Surroundings;
use args::{Access, Command, Import, Profile, Scan, Setup};

/// Does what the command line says.
#[must_use]
pub fn run(around: &Surroundings) -> ExitCode {
    let args = match args::read(&around.args) {
        Ok(args) => args,
        Err(error) if error.use_stderr() => {
            // What was typed wrong is named as it was typed, so it is text from outside.
            let _ = write!(io::stderr(), "{}", clean_text(&error.to_string()));
            return ExitCode::from(failure::USAGE);
        }
        // Help or the version was asked for.
        Err(asked) => {
            return match asked.print().and_then(|()| io::stdout().flush()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => ended(&Texts::new(Language::English), &Failure::Output(error)),
            };
        }
    };
    let is_login = matches!(&args.command, Some(Command::Desk(desk)) if desk.login);
    let login = is_login.then(|| around.as_login());
    let around = login.as_ref().unwrap_or(around);
    let session = match Session::begin(around, &args.global) {
        Ok(session) => session,
        Err(failure) => {
            let language = args.global.lang.map(Language::from).unwrap_or_default();
            return ended(&Texts::new(language), &failure);
        }
    };
    let mut out = BufWriter::new(io::stdout());
    let command = args.command.unwrap_or(Command::Desk(args::Desk::default()));
    let outcome = dispatch(&session, command, &mut out);
    // What was printed before a failure is printed before the failure is told.
    let flushed = out.flush().map_err(Failure::from);
    match outcome.and(flushed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => ended(&session.texts, &failure),
    }
}

/// Says why it failed, and gives the status for it.
fn ended(texts: &Texts, failure: &Failure) -> ExitCode {
    if failure.is_broken_pipe() {
        return ExitCode::SUCCESS;
    }
    tell(&say::failure(texts, failure));
    ExitCode::from(failure.status())
}

/// A number of whatever is numbered, in whichever digits it was typed.
fn number<T: FromStr<Err = NotANumber>>(typed: &str) -> Result<T, NotANumber> {
    digits::fold(typed).parse()
}

/// Says something beside the rows.
fn tell(text: &str) {
    for line in text.lines() {
        // Nobody is left to be told where standard error is closed.
        let _ = writeln!(
            io::stderr(),
            "istiqbal: {}",
            crate::arabic::clean_line(line)
        );
    }
}

fn dispatch(session: &Session<'_>, command: Command, to: &mut dyn Write) -> Result<(), Failure> {
    match command {
        Command::Desk(options) => desk::run(session, options)?,
        Command::Office {
            print_unit: true, ..
        } => write!(to, "{}", host::unit::service(&session.around.program))?,
        Command::Office { on_demand, .. } => office::run(session, on_demand)?,
        Command::Setup(Setup::Host(options)) => host::run(session, &options, to)?,
        Command::Find { text, limit, rows } => {
            find::run(session, &text.join(" "), limit, rows.format, to)?
        }
        Command::Queue {
            name,
            branch,
            watch: true,
            rows,
        } => wallboard::run(session, name.as_deref(), branch.as_deref(), rows.format, to)?,
        Command::Queue {
            name, branch, rows, ..
        } => {
            queue::run(session, name.as_deref(), branch.as_deref(), rows.format, to)?;
        }
        Command::Request {
            number,
            print: Some(sheet),
            to: file,
            ..
        } => print::run(session, &number, sheet.into(), file.as_deref(), to)?,
        Command::Request { number, rows, .. } => request::run(session, &number, rows.format, to)?,
        Command::Scan(Scan::Attach {
            request,
            file,
            paper,
        }) => scan::attach(session, &request, &file, &paper, to)?,
        Command::Scan(Scan::Get {
            request,
            scan,
            to: file,
        }) => scan::get(session, &request, scan, file.as_deref(), to)?,
        Command::Person {
            number,
            to: Some(dir),
            ..
        } => subject::copy(session, &number, &dir, to)?,
        Command::Person { number, rows, .. } => person::run(session, &number, rows.format, to)?,
        Command::Date { date, rows } => date::run(&date, rows.format, &session.texts, to)?,
        Command::Keys { check, rows } => keys::run(session, check.as_deref(), rows.format, to)?,
        Command::Profile(Profile::List { rows }) => profile::list(rows.format, &session.texts, to)?,
        Command::Profile(Profile::Show { name, rows }) => {
            profile::show(&name, rows.format, &session.texts, to)?;
        }
        Command::Profile(Profile::Check { file }) => profile::check(&file, &session.texts, to)?,
        Command::Import(Import::People {
            file,
            dry_run,
            rows,
        }) => {
            import::people(session, &file, dry_run, rows.format, to)?;
        }
        Command::Report(options) => report::run(session, &options, to)?,
        Command::History { of, which, rows } => {
            history::run(session, of, &which, rows.format, to)?;
        }
        Command::Access(Access::Person { number, rows }) => {
            access::run(session, &number, rows.format, to)?;
        }
        Command::Profile(Profile::Adopt { file }) => versions::adopt(session, &file, to)?,
        Command::Profile(Profile::Versions { rows }) => versions::list(session, rows.format, to)?,
        Command::Pin => pin::own(session)?,
        Command::Staff(staff) => staff::staff(session, staff, to)?,
        Command::Branch(branch) => staff::branch(session, branch, to)?,
        Command::Voice(voice) => voice::run(session, voice, to)?,
        Command::Verify { rows } => verify::run(session, rows.format, to)?,
        Command::Demo(options) => demo::run(session, &options, to)?,
        Command::Completions { shell } => docs::completions(shell, to)?,
        Command::Man { dir } => docs::manual(dir.as_deref(), to)?,
    }
    Ok(())
}
