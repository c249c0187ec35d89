//! The command line, then one call.

use std::process::ExitCode;

use istiqbal::settings::Surroundings;

fn main() -> color_eyre::Result<ExitCode> {
    color_eyre::install()?;
    let around = Surroundings {
        args: std::env::args_os().collect(),
        program: std::env::current_exe()?,
        dir: std::env::current_dir()?,
        home: etcetera::home_dir().ok(),
        temp: std::env::temp_dir(),
        vars: std::env::vars_os().collect(),
        is_login: false,
    };
    Ok(istiqbal::cli::run(&around))
}
