//! Finding people while their name is typed: every keystroke of many queries, through the office's socket, and in
//! SQLite FTS5 on the same names, folded the same way so that it can find them at all.

use std::time::Instant;

use istiqbal::arabic::fold::fold_text;
use istiqbal::domain::event::Event;
use istiqbal::journal::{Position, Reader};
use istiqbal::protocol::query::Likes;
use istiqbal::protocol::{Answer, Client, Query};
use istiqbal::records::search::SearchIndex;
use istiqbal::records::{read_entry, traits_of, traits_of_likes};

use crate::Outcome;
use crate::figures::{Chance, Pair, heading, millis, of_each, people, percentile, runs, setting};
use crate::house::{House, kept, resident};
use crate::peers::Names;

/// Rows of a list.
const LIMIT: u16 = 20;

/// Of so many queries one is asked of the peer in order of rank as well, which takes it long.
const RANKED_ONE_IN: usize = 150;

/// New people looked for among all, in a run.
const NEWCOMERS: usize = 1_000;

pub fn measure() -> Outcome {
    let queries = setting("ISTIQBAL_BENCH_QUERIES", 1_500);
    heading(&format!(
        "find: every keystroke of {queries} queries over {} people",
        people()
    ));
    let house = House::of_people(people())?;
    let (names, newcomers) = names(&house)?;
    let typed = typed(&names, queries);
    let peer = Names::open(&kept()?.join(format!("names-{}.db", names.len())), &names)?;
    let office = house.large_office()?;
    let mut client = house.client()?;
    let keystrokes: Vec<&String> = typed.iter().flatten().collect();
    let (mut ours, mut theirs) = (vec![], vec![]);
    let mut found = (0, 0);
    for _ in 0..runs() {
        let mut run = vec![];
        found = (0, 0);
        for text in &keystrokes {
            let (took, rows) = through_the_socket(&mut client, text)?;
            run.push(took);
            found.0 += usize::from(rows > 0);
        }
        ours.push(run);
        let mut run = vec![];
        for text in &keystrokes {
            let (took, rows) = in_sqlite(&peer, text, false)?;
            run.push(took);
            found.1 += usize::from(rows > 0);
        }
        theirs.push(run);
    }
    println!(
        "{} keystrokes; somebody found at {} by ours, at {} by the peer",
        keystrokes.len(),
        found.0,
        found.1
    );
    for (what, percent) in [
        ("find, p99", 99.0),
        ("find, p50", 50.0),
        ("find, slowest", 100.0),
    ] {
        Pair {
            what,
            unit: "ms",
            peer: "FTS5, any 20",
            more_is_better: false,
        }
        .print(&of_each(&ours, percent), &of_each(&theirs, percent));
    }
    let (mut ours, mut theirs) = (vec![], vec![]);
    for run in 0..runs() {
        let (mut our, mut their) = (vec![], vec![]);
        for text in typed.iter().skip(run).step_by(RANKED_ONE_IN).flatten() {
            our.push(through_the_socket(&mut client, text)?.0);
            their.push(in_sqlite(&peer, text, true)?.0);
        }
        ours.push(our);
        theirs.push(their);
    }
    for (what, percent) in [("find, ranked, p99", 99.0), ("find, ranked, p50", 50.0)] {
        Pair {
            what,
            unit: "ms",
            peer: "FTS5, best 20",
            more_is_better: false,
        }
        .print(&of_each(&ours, percent), &of_each(&theirs, percent));
    }
    let mut took = vec![];
    let mut known = 0;
    for run in 0..runs() {
        let mut each = vec![];
        for likes in newcomers.iter().skip(run).step_by(runs()) {
            let since = Instant::now();
            let answer = client.ask(Query::Alike {
                traits: likes.clone(),
                except: None,
            })?;
            each.push(millis(since.elapsed()));
            known += usize::from(matches!(answer, Answer::Alike(alike) if !alike.is_empty()));
        }
        took.push(each);
    }
    let at = |percent| of_each(&took, percent);
    println!(
        "one new person against all, through the socket: p50 {:.3} ms, p99 {:.3} ms, slowest {:.3} ms, each the median of \
         {} runs; somebody alike for {known} of {}",
        percentile(&at(50.0), 50.0),
        percentile(&at(99.0), 50.0),
        percentile(&at(100.0), 50.0),
        runs(),
        newcomers.len(),
    );
    println!("office at the end {} MB", office.resident() >> 20);
    Ok(())
}

/// Everybody's name, folded, from the journal; says on the way what the search keys take of memory.
///
/// And new people: some of those, with another paper and mobile, who are to be looked for among all.
fn names(house: &House) -> Outcome<(Vec<String>, Vec<Likes>)> {
    let mut names = vec![];
    let mut facts = vec![];
    let mut newcomers = vec![];
    let every = usize::try_from(people())? / (NEWCOMERS * runs());
    for entry in Reader::new(&house.place.data).entries(Position(1)) {
        if let (_, Event::PersonRegistered { person, facts: of }) = read_entry(&entry?)? {
            if names.len() % every.max(1) == 0 {
                newcomers.push(Likes {
                    name: of.name.line(),
                    id: String::new(),
                    mobile: format!("05{:08}", names.len()),
                    born: of.born.map(|born| born.to_string()).unwrap_or_default(),
                });
            }
            names.push(fold_text(&of.name.line()));
            facts.push((person.0, traits_of(&of)));
        }
    }
    let before = resident("self");
    let since = Instant::now();
    let mut index = SearchIndex::default();
    for (no, traits) in &facts {
        index.insert(*no, traits);
    }
    let took = since.elapsed();
    let memory = resident("self").saturating_sub(before);
    println!(
        "search keys: {:.0} bytes a person, {:.1} µs to add one",
        memory as f64 / index.len() as f64,
        took.as_secs_f64() * 1e6 / index.len() as f64,
    );
    candidates(&index, &newcomers);
    Ok((names, newcomers))
}

/// What it takes to name those who may be a new person already, without the socket and the records.
fn candidates(index: &SearchIndex, newcomers: &[Likes]) {
    let mut took = vec![];
    for likes in newcomers {
        let traits = traits_of_likes(likes);
        let since = Instant::now();
        std::hint::black_box(index.candidates(&traits));
        took.push(millis(since.elapsed()));
    }
    println!(
        "candidates of a new person: p50 {:.3} ms, p99 {:.3} ms, slowest {:.3} ms",
        percentile(&took, 50.0),
        percentile(&took, 99.0),
        percentile(&took, 100.0),
    );
}

/// For each query, what stands in the box after each key: one to three words of somebody's name.
fn typed(names: &[String], queries: usize) -> Vec<Vec<String>> {
    let mut chance = Chance(1_500);
    let query = |_| {
        let words: Vec<&str> = names[chance.below(names.len())].split(' ').collect();
        let last = words.len() - 1;
        let text = match chance.below(4) {
            0 => words[0].to_owned(),
            1 => words[..=last.min(1)].join(" "),
            2 => words[..=last.min(2)].join(" "),
            _ => format!("{} {}", words[0], words[last]),
        };
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| text[..end].to_owned()).collect()
    };
    (0..queries).map(query).collect()
}

fn through_the_socket(client: &mut Client, text: &str) -> Outcome<(f64, usize)> {
    let since = Instant::now();
    let answer = client.ask(Query::Find {
        text: text.to_owned(),
        limit: LIMIT,
    })?;
    let took = millis(since.elapsed());
    match answer {
        Answer::Found(people) => Ok((took, people.len())),
        _ => Err("the office answered something else".into()),
    }
}

fn in_sqlite(peer: &Names, text: &str, ranked: bool) -> Outcome<(f64, usize)> {
    let since = Instant::now();
    let words: Vec<&str> = text.split_whitespace().collect();
    let found = peer.find(&words, usize::from(LIMIT), ranked)?;
    Ok((millis(since.elapsed()), found.len()))
}
