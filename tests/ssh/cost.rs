//! What a house takes of the machine.

use std::fs;
use std::time::Duration;

use crate::house::House;

/// What some processes have taken so far.
#[derive(Clone, Copy, Default)]
pub struct Taken {
    processes: usize,
    /// Seconds of a core.
    cpu: f64,
    /// Bytes held, with their part of what they share.
    held: u64,
    /// Bytes held, as if nothing were shared.
    resident: u64,
}

pub struct Cost {
    pub desks: Taken,
    pub office: Taken,
}

/// Of these processes together.
pub fn taken(processes: impl IntoIterator<Item = u32>) -> Taken {
    let mut all = Taken::default();
    for id in processes {
        let read =
            |file: &str| fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default();
        let sum = |text: &str, name: &str| -> u64 {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()?.parse().ok())
                .unwrap_or(0)
        };
        let tasks = fs::read_dir(format!("/proc/{id}/task"));
        for task in tasks.into_iter().flatten().flatten() {
            // Nanoseconds on a core come first.
            let time = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            let time = time
                .split_whitespace()
                .next()
                .and_then(|time| time.parse::<f64>().ok());
            all.cpu += time.unwrap_or(0.0) / 1e9;
        }
        all.processes += 1;
        all.held += sum(&read("smaps_rollup"), "Pss:") * 1024;
        all.resident += sum(&read("status"), "VmRSS:") * 1024;
    }
    all
}

fn ids(pids: &[rustix::process::Pid]) -> Vec<u32> {
    pids.iter()
        .map(|pid| u32::try_from(pid.as_raw_nonzero().get()).unwrap())
        .collect()
}

impl Cost {
    pub fn of(house: &House) -> Cost {
        Cost {
            desks: taken(ids(&house.desks())),
            office: taken([house.office()]),
        }
    }
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// What a while of work took of the machine.
pub fn print(before: &Cost, after: &Cost, took: Duration) {
    let cores = |before: &Taken, after: &Taken| (after.cpu - before.cpu) / took.as_secs_f64();
    let (desks, office) = (&after.desks, &after.office);
    println!(
        "cores: desks {:.2}, office {:.2}",
        cores(&before.desks, desks),
        cores(&before.office, office)
    );
    let count = desks.processes.max(1) as u64;
    println!(
        "memory: {} desks {:.0} MB, {:.1} MB each of their own and {:.1} MB resident; office {:.1} MB",
        desks.processes,
        mega(desks.held),
        mega(desks.held / count),
        mega(desks.resident / count),
        mega(office.resident),
    );
}

/// The same of another program's processes.
pub fn print_of(before: &Taken, after: &Taken, took: Duration) {
    let count = after.processes.max(1) as u64;
    println!(
        "cores: {:.2}; memory: {} of them {:.0} MB, {:.1} MB each of their own and {:.1} MB resident",
        (after.cpu - before.cpu) / took.as_secs_f64(),
        after.processes,
        mega(after.held),
        mega(after.held / count),
        mega(after.resident / count),
    );
}
