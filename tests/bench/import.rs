//! People from a file: by `istiqbal import people` through the office, where each is looked for among all and a lot is on
//! disk before the next is sent; and by SQLite's shell into a table with three indexes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use istiqbal::domain::event::Event;
use istiqbal::domain::person::Facts;
use istiqbal::journal::{Position, Reader};
use istiqbal::records::read_entry;

use crate::Outcome;
use crate::figures::{Pair, alone, heading, megabytes, runs, setting};
use crate::house::{House, PROGRAM, kept, peak};
use crate::pty::is_here;

/// The headings of the file, as the importer knows them.
const HEADINGS: [&str; 11] = [
    "id",
    "name",
    "phone",
    "birth_date",
    "sex",
    "nationality",
    "city",
    "district",
    "household",
    "dependants",
    "consent",
];

/// How often the memory of what runs is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// What one import took.
struct Took {
    seconds: f64,
    /// Of all processes that had a part in it, in bytes.
    memory: Vec<u64>,
}

pub fn measure() -> Outcome {
    let people = setting("ISTIQBAL_BENCH_IMPORT", 200_000);
    heading(&format!(
        "import: {people} people from a file, on disk at the end"
    ));
    let file = sheet(people)?;
    println!("{:.1} MB", megabytes(fs::metadata(&file)?.len()));
    let peer = is_here("sqlite3");
    let (mut ours, mut again, mut theirs) = (vec![], vec![], vec![]);
    for _ in 0..runs() {
        let dir = tempfile::tempdir_in(kept()?)?;
        let [first, second] = through_the_office(dir.path(), &file, people)?;
        ours.push(first);
        again.push(second);
        if peer {
            theirs.push(in_sqlite(dir.path(), &file)?);
        }
    }
    let a_second = |took: &Took| people as f64 / took.seconds;
    let most = |which: usize| move |took: &Took| megabytes(took.memory[which]);
    for (what, took) in [("import", &ours), ("  the same file again", &again)] {
        print(
            what,
            "people/s",
            each(took, a_second),
            each(&theirs, a_second),
        );
    }
    for (which, what) in ["  most memory, office", "  most memory, importer"]
        .into_iter()
        .enumerate()
    {
        print(what, "MB", each(&ours, most(which)), each(&theirs, most(0)));
    }
    Ok(())
}

fn each(took: &[Took], value: impl Fn(&Took) -> f64) -> Vec<f64> {
    took.iter().map(value).collect()
}

fn print(what: &str, unit: &str, ours: Vec<f64>, theirs: Vec<f64>) {
    let more_is_better = unit != "MB";
    if theirs.is_empty() {
        return alone(what, unit, &ours, more_is_better);
    }
    Pair {
        what,
        unit,
        peer: "sqlite3 .import",
        more_is_better,
    }
    .print(&ours, &theirs);
}

/// The made-up people of a store, as a spreadsheet writes them.
fn sheet(people: u64) -> Outcome<PathBuf> {
    let path = kept()?.join(format!("people-{people}.csv"));
    if path.exists() {
        return Ok(path);
    }
    let house = House::of_people(people)?;
    // Under its name once it is whole.
    let under_way = path.with_extension("csv.new");
    let mut rows = csv::Writer::from_path(&under_way)?;
    rows.write_record(HEADINGS)?;
    // The story told in a made-up store has people of its own.
    let mut left = people;
    for entry in Reader::new(&house.place.data).entries(Position(1)) {
        if let (1.., (_, Event::PersonRegistered { facts, .. })) = (left, read_entry(&entry?)?) {
            rows.write_record(row(&facts))?;
            left -= 1;
        }
    }
    rows.flush()?;
    fs::rename(&under_way, &path)?;
    Ok(path)
}

fn row(facts: &Facts) -> [String; HEADINGS.len()] {
    let number = |number: Option<u16>| number.map(|n| n.to_string()).unwrap_or_default();
    [
        facts.paper.key().unwrap_or_default(),
        facts.name.line(),
        facts.mobile.as_ref().map(|m| m.local()).unwrap_or_default(),
        facts.born.map(|day| day.to_string()).unwrap_or_default(),
        facts.sex.map(|sex| sex.id()).unwrap_or_default().to_owned(),
        facts.nationality.clone(),
        facts
            .home
            .city
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        facts
            .home
            .district
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        number(facts.household.size),
        number(facts.household.dependants),
        if facts.consent { "yes" } else { "no" }.to_owned(),
    ]
}

/// Into a new store, and once more into the same: of whom nobody may be added again.
fn through_the_office(dir: &Path, file: &Path, people: u64) -> Outcome<[Took; 2]> {
    let house = House::at(dir.join("data"))?;
    let office = house.opened()?;
    let once = |added: u64, already: u64| -> Outcome<Took> {
        let report = dir.join("report.json");
        let arguments = house.arguments();
        let mut import = Command::new(PROGRAM);
        import
            .args(&arguments[1..])
            .args(["import", "people", "--format", "json"])
            .arg(file)
            .stdin(Stdio::null())
            .stdout(fs::File::create(&report)?)
            .stderr(Stdio::null());
        let (seconds, memory) = watched(&mut import)?;
        let report: serde_json::Value = serde_json::from_slice(&fs::read(report)?)?;
        if (report["added"].as_u64(), report["already"].as_u64()) != (Some(added), Some(already)) {
            return Err(format!("not everybody was taken, or somebody twice: {report}").into());
        }
        Ok(Took {
            seconds,
            memory: vec![peak(&office.process()), memory],
        })
    };
    Ok([once(people, 0)?, once(0, people)?])
}

/// The same rows in one transaction, and the indexes at the end, which is the quicker way.
fn in_sqlite(dir: &Path, file: &Path) -> Outcome<Took> {
    let script = dir.join("script");
    let mut written = fs::File::create(&script)?;
    writeln!(written, "CREATE TABLE people ({});", HEADINGS.join(", "))?;
    writeln!(written, ".mode csv")?;
    writeln!(written, ".import --skip 1 \"{}\" people", file.display())?;
    for column in &HEADINGS[..3] {
        writeln!(written, "CREATE INDEX by_{column} ON people ({column});")?;
    }
    let mut shell = Command::new("sqlite3");
    shell
        .arg("-bail")
        .arg(dir.join("peer.db"))
        .stdin(fs::File::open(&script)?)
        .stdout(Stdio::null());
    let (seconds, memory) = watched(&mut shell)?;
    Ok(Took {
        seconds,
        memory: vec![memory],
    })
}

/// Runs a program to its end: how long it took, in seconds, and the most memory it held, in bytes.
fn watched(command: &mut Command) -> Outcome<(f64, u64)> {
    let since = Instant::now();
    let mut child = command.spawn()?;
    let process = child.id().to_string();
    let mut most = 0;
    loop {
        most = most.max(peak(&process));
        if let Some(ended) = child.try_wait()? {
            if !ended.success() {
                return Err(format!("{command:?}: {ended}").into());
            }
            return Ok((since.elapsed().as_secs_f64(), most));
        }
        thread::sleep(LOOK_EVERY);
    }
}
