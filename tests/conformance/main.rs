//! Whether the policies are kept: one row for each of their promises, one column for each of the five charities.
//!
//! A cell of a charity that states the promise drives an office or a desk and asserts that it is kept; a cell of a
//! charity that does not state it asserts that nobody is shown it, or, where it is kept for everyone, that it is kept
//! there too. A cell without a test fails. `tests/run conformance` prints the table; each cell is a test of its own as
//! well (`row_06::wethaq`).

mod channels;
mod charity;
mod desk;
#[allow(dead_code)]
#[path = "../journeys/desk.rs"]
mod driven;
mod eligibility;
mod governance;
mod quality;
mod references;
mod table;
mod tale;
#[path = "../world/mod.rs"]
mod world;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use charity::{CHARITIES, Charity};
use table::Row;

/// Set, the table is printed instead of a list of tests.
const PRINT: &str = "ISTIQBAL_CONFORMANCE_TABLE";

fn main() -> ExitCode {
    let rows = table::rows();
    if std::env::var_os(PRINT).is_some() {
        return table::print(&rows);
    }
    let mut trials: Vec<Trial> = rows.iter().flat_map(trials_of).collect();
    trials.push(Trial::test("every_promise_has_its_row", || {
        table::is_whole().map_err(Failed::from)
    }));
    trials.push(Trial::test("the_readme_tells_how_many", || {
        let (stated, beyond, absent) = table::counts();
        let told = format!(
            "{stated} cells are stated and kept, {beyond} are kept beyond the policy, {absent} are not stated"
        );
        let readme = include_str!("../../README.md").replace('\n', " ");
        if readme.contains(&told) {
            Ok(())
        } else {
            Err(Failed::from(format!("the README does not say: {told}")))
        }
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trials_of(row: &Row) -> Vec<Trial> {
    CHARITIES
        .into_iter()
        .map(|key| {
            let name = format!("row_{:02}::{key}", row.number);
            let test = row.test(key);
            Trial::test(name, move || match test {
                Some(test) => {
                    test(&Charity::of(key));
                    Ok(())
                }
                None => Err(Failed::from("this cell is empty")),
            })
        })
        .collect()
}
