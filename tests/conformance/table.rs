//! The table: which promise, who states it, which test shows it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use super::charity::{CHARITIES, Charity};
use super::{channels, desk, eligibility, governance, quality, references};

/// A test of one cell.
pub type Test = fn(&Charity);

/// A promise.
pub struct Row {
    /// As the code cites it.
    pub number: u8,
    /// In few words.
    pub says: &'static str,
    /// Who states it.
    pub by: &'static [&'static str],
    /// Shows that it is kept.
    pub kept: Test,
    /// How it is with whoever does not state it; nothing where all five do.
    pub elsewhere: Option<Elsewhere>,
}

/// How a promise is with a charity whose policy does not state it.
#[derive(Clone, Copy)]
pub enum Elsewhere {
    /// Nobody there is shown it, which this shows.
    Absent(Test),
    /// It is kept all the same, beyond the policy.
    Beyond,
}

impl Row {
    /// The test of a charity's cell.
    pub fn test(&self, key: &str) -> Option<Test> {
        if self.by.contains(&key) {
            return Some(self.kept);
        }
        match self.elsewhere? {
            Elsewhere::Absent(absent) => Some(absent),
            Elsewhere::Beyond => Some(self.kept),
        }
    }
}

/// All of them.
pub fn rows() -> Vec<Row> {
    [
        desk::rows(),
        quality::rows(),
        channels::rows(),
        references::rows(),
        eligibility::rows(),
        governance::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A promise that all five state.
pub const fn all(number: u8, says: &'static str, kept: Test) -> Row {
    Row {
        number,
        says,
        by: &CHARITIES,
        kept,
        elsewhere: None,
    }
}

/// A promise that some state.
pub const fn some(
    number: u8,
    says: &'static str,
    by: &'static [&'static str],
    kept: Test,
    absent: Test,
) -> Row {
    Row {
        number,
        says,
        by,
        kept,
        elsewhere: Some(Elsewhere::Absent(absent)),
    }
}

/// A promise that some state, and that is kept for everyone.
pub const fn beyond(
    number: u8,
    says: &'static str,
    by: &'static [&'static str],
    kept: Test,
) -> Row {
    Row {
        number,
        says,
        by,
        kept,
        elsewhere: Some(Elsewhere::Beyond),
    }
}

/// The numbers the code cites promises by: 25 was joined with another.
fn numbers() -> impl Iterator<Item = u8> {
    (1..=57).filter(|number| *number != 25)
}

/// Whether every promise has a row, and only one.
pub fn is_whole() -> Result<(), String> {
    let rows = rows();
    let numbers: BTreeSet<u8> = rows.iter().map(|row| row.number).collect();
    let missing: Vec<u8> = self::numbers().filter(|no| !numbers.contains(no)).collect();
    if missing.is_empty() && rows.len() == self::numbers().count() {
        Ok(())
    } else {
        Err(format!("{} rows; without a row: {missing:?}", rows.len()))
    }
}

/// How many cells are stated, kept beyond the policy, and neither.
pub fn counts() -> (usize, usize, usize) {
    let (mut stated, mut beyond, mut absent) = (0, 0, 0);
    for row in rows() {
        let others = CHARITIES.len() - row.by.len();
        stated += row.by.len();
        match row.elsewhere {
            Some(Elsewhere::Beyond) => beyond += others,
            _ => absent += others,
        }
    }
    (stated, beyond, absent)
}

/// Runs every cell and prints what came of it.
pub fn print(rows: &[Row]) -> ExitCode {
    // What fails is told by its cell; the name of its test runs it alone.
    std::panic::set_hook(Box::new(|_| {}));
    let mut counts = [0_usize; 4];
    let widest = rows.iter().map(|row| row.says.len()).max().unwrap_or(0);
    println!("row  {:widest$}  {}", "promise", CHARITIES.join("  "));
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_key(|row| row.number);
    for row in rows {
        print!("{:>3}  {:widest$}", row.number, row.says);
        for key in CHARITIES {
            let passed = row.test(key).is_some_and(|test| {
                catch_unwind(AssertUnwindSafe(|| test(&Charity::of(key)))).is_ok()
            });
            let stated = row.by.contains(&key);
            let (at, sign) = match (passed, row.elsewhere) {
                (false, _) => (3, "✗"),
                (true, _) if stated => (0, "✓"),
                (true, Some(Elsewhere::Beyond)) => (1, "+"),
                (true, _) => (2, "·"),
            };
            counts[at] += 1;
            print!("  {sign:^width$}", width = key.len());
        }
        println!();
    }
    let [kept, beyond, absent, failed] = counts;
    println!("\n✓ stated and kept: {kept}   + not stated, kept all the same: {beyond}");
    println!("· not stated and not shown: {absent}   ✗ failing: {failed}");
    match (failed, is_whole()) {
        (0, Ok(())) => ExitCode::SUCCESS,
        (_, Err(why)) => {
            println!("{why}");
            ExitCode::FAILURE
        }
        _ => ExitCode::FAILURE,
    }
}
