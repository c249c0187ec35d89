//! The command line, then one call.

use std::process::ExitCode;

use istiqbal::settings::Surroundings;

fn main() -> color_eyre::Result<ExitCode> {
    color_eyre::install()?;
    let around = Surroundings {
        args: std::env::args_os().collect(),
        program: std::env::current_exe()?,
        // One that was removed meanwhile is only missed where a relative path is given.
        dir: std::env::current_dir().unwrap_or_default(),
        home: std::env::home_dir(),
        temp: std::env::temp_dir(),
        vars: std::env::vars_os().collect(),
        is_login: false,
    };
    Ok(istiqbal::cli::run(&around))
}
