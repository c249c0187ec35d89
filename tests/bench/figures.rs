//! Runs and what is printed of them.

use std::str::FromStr;
use std::time::Duration;

/// A number from the environment, or what it is usually.
pub fn setting<T: FromStr>(name: &str, usually: T) -> T {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(usually)
}

/// How often each measurement is made, ours and the peer's in turn.
pub fn runs() -> usize {
    setting("ISTIQBAL_BENCH_RUNS", 5).max(1)
}

/// People in the large store.
pub fn people() -> u64 {
    setting("ISTIQBAL_BENCH_PEOPLE", 1_000_000)
}

/// Requests in the store of queues.
pub fn requests() -> u64 {
    setting("ISTIQBAL_BENCH_REQUESTS", 3_000_000)
}

/// Chance from a seed (SplitMix64, Steele, Lea and Flood 2014), so that every run asks the same.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let product = u128::from(z ^ (z >> 31)) * bound as u128;
        (product >> 64) as usize
    }
}

/// The value below which so many of a hundred lie, between the two nearest.
pub fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = last as f64 * percent / 100.0;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    below + (above - below) * at.fract()
}

/// The same of each of several runs.
pub fn of_each(runs: &[Vec<f64>], percent: f64) -> Vec<f64> {
    runs.iter().map(|run| percentile(run, percent)).collect()
}

pub fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A figure's heading.
pub fn heading(text: &str) {
    println!("\n── {text}");
}

/// What the runs came to: median and, of the worse end, p99.
fn spread(values: &[f64], more_is_better: bool) -> (f64, f64) {
    let worse = if more_is_better { 1.0 } else { 99.0 };
    (percentile(values, 50.0), percentile(values, worse))
}

fn number(value: f64) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.3}"),
    }
}

/// What the runs came to where there is nobody to be beside.
pub fn alone(what: &str, unit: &str, values: &[f64], more_is_better: bool) {
    let (median, worst) = spread(values, more_is_better);
    println!(
        "{what:<26} {} / {} {unit}  ({} runs)",
        number(median),
        number(worst),
        values.len()
    );
}

/// One measurement, ours beside the peer's: one value a run each, taken in turn.
pub struct Pair<'a> {
    pub what: &'a str,
    pub unit: &'a str,
    pub peer: &'a str,
    pub more_is_better: bool,
}

impl Pair<'_> {
    /// Prints both and by how much ours is better, run by run.
    pub fn print(&self, ours: &[f64], theirs: &[f64]) {
        let ratios: Vec<f64> = ours
            .iter()
            .zip(theirs)
            .map(|(ours, theirs)| match self.more_is_better {
                true => ours / theirs,
                false => theirs / ours,
            })
            .collect();
        let (ratio, worst) = spread(&ratios, true);
        let (our, our_worst) = spread(ours, self.more_is_better);
        let (their, their_worst) = spread(theirs, self.more_is_better);
        println!(
            "{:<26} {:>9}× median {:>9}× p99   ours {} / {} {unit}, {} {} / {} {unit}  ({} runs)",
            self.what,
            number(ratio),
            number(worst),
            number(our),
            number(our_worst),
            self.peer,
            number(their),
            number(their_worst),
            ratios.len(),
            unit = self.unit,
        );
    }
}
