//! From the command to the first settled frame: with an office running, and with none over a large store.

use crate::Outcome;
use crate::figures::{Pair, heading, people, runs};
use crate::house::House;
use crate::keypress::{dialog_form, gitui, mutt, ours};
use crate::pty::Terminal;

const PEOPLE: u64 = 500;

pub fn measure() -> Outcome {
    heading("start: from the command to the first settled frame");
    let home = tempfile::tempdir()?;
    let house = House::of_people(PEOPLE)?;
    let mut peers = vec![dialog_form(), mutt(home.path())?, gitui(home.path())];
    peers.retain(|peer| peer.is_here());
    let mut theirs = vec![vec![]; peers.len()];
    let mut warm = vec![];
    {
        let _office = house.office()?;
        let desk = ours(&house, home.path());
        for _ in 0..runs() {
            warm.push(Terminal::start(&desk)?.1.millis);
            for (peer, times) in peers.iter().zip(&mut theirs) {
                times.push(Terminal::start(peer)?.1.millis);
            }
        }
    }
    let large = House::of_people(people())?;
    let desk = ours(&large, home.path());
    let mut cold = vec![];
    for _ in 0..runs() {
        large.end_office()?;
        cold.push(Terminal::start(&desk)?.1.millis);
    }
    large.end_office()?;
    let cold_name = format!("start cold, {} people", people());
    for (what, ours) in [("start, office running", &warm), (&cold_name, &cold)] {
        for (peer, theirs) in peers.iter().zip(&theirs) {
            Pair {
                what,
                unit: "ms",
                peer: peer.name,
                more_is_better: false,
            }
            .print(ours, theirs);
        }
    }
    Ok(())
}
