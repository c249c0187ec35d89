//! The database that is measured against, set up as kindly as its manual says.

use std::path::Path;

use istiqbal::domain::ids::RequestNo;
use istiqbal::protocol::{QueueQuery, QueueRow};
use rusqlite::{Connection, params};

use crate::Outcome;

/// A table to commit into, synced at every commit.
pub fn commits(path: &Path) -> Outcome {
    let database = Connection::open(path)?;
    let mode: String = database.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(format!("SQLite keeps its journal as {mode}").into());
    }
    database.execute("CREATE TABLE commands (body BLOB NOT NULL)", [])?;
    Ok(())
}

/// A connection that commits.
pub struct Committer(Connection);

impl Committer {
    pub fn open(path: &Path) -> Outcome<Committer> {
        let database = Connection::open(path)?;
        database.busy_timeout(std::time::Duration::from_secs(120))?;
        database.execute_batch("PRAGMA synchronous = FULL")?;
        Ok(Committer(database))
    }

    /// One transaction.
    pub fn commit(&self, row: &[u8]) -> rusqlite::Result<()> {
        let mut insert = self
            .0
            .prepare_cached("INSERT INTO commands (body) VALUES (?)")?;
        insert.execute(params![row])?;
        Ok(())
    }
}

/// Names in full-text search.
pub struct Names(Connection);

impl Names {
    /// Opens those of before, or fills new ones.
    pub fn open(path: &Path, names: &[String]) -> Outcome<Names> {
        let mut database = Connection::open(path)?;
        database.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;",
        )?;
        let there = database.query_row("SELECT count(*) FROM names_data", [], |row| {
            row.get::<_, i64>(0)
        });
        let filled = there.is_ok()
            && database.query_row("SELECT max(rowid) FROM names", [], |row| {
                row.get::<_, Option<i64>>(0)
            })? == i64::try_from(names.len()).ok();
        if !filled {
            let transaction = database.transaction()?;
            transaction.execute_batch(
                "DROP TABLE IF EXISTS names;
                 CREATE VIRTUAL TABLE names USING fts5(name, tokenize = 'unicode61', prefix = '1 2 3');",
            )?;
            {
                let mut insert = transaction.prepare("INSERT INTO names (name) VALUES (?)")?;
                for name in names {
                    insert.execute([name])?;
                }
            }
            transaction.execute("INSERT INTO names (names) VALUES ('optimize')", [])?;
            transaction.commit()?;
        }
        Ok(Names(database))
    }

    /// The first so many with words that begin so; where `ranked`, the best so many.
    pub fn find(&self, words: &[&str], limit: usize, ranked: bool) -> rusqlite::Result<Vec<i64>> {
        let wanted: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        let mut find = self.0.prepare_cached(match ranked {
            true => "SELECT rowid, name FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?",
            false => "SELECT rowid, name FROM names WHERE names MATCH ? LIMIT ?",
        })?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = find.query_map(params![wanted.join(" "), limit], |row| {
            // The name is what a list shows.
            row.get::<_, String>(1)?;
            row.get(0)
        })?;
        rows.collect()
    }
}

/// Queues of requests, with an index for each way that they are asked for.
pub struct Queues(Connection);

impl Queues {
    /// Opens those of before where they are so many, or fills new ones.
    pub fn open(
        path: &Path,
        many: u64,
        fill: impl FnOnce(&mut dyn FnMut(&QueueRow) -> Outcome) -> Outcome,
    ) -> Outcome<Queues> {
        let mut database = Connection::open(path)?;
        database.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;",
        )?;
        let there = database.query_row("SELECT count(*) FROM requests", [], |row| {
            row.get::<_, i64>(0)
        });
        if there.ok().and_then(|there| u64::try_from(there).ok()) != Some(many) {
            let transaction = database.transaction()?;
            transaction.execute_batch(
                "DROP TABLE IF EXISTS requests;
                 DROP TABLE IF EXISTS people;
                 CREATE TABLE people (no INTEGER PRIMARY KEY, name TEXT NOT NULL);
                 CREATE TABLE requests (
                    no INTEGER PRIMARY KEY, stage TEXT NOT NULL, branch INTEGER NOT NULL, since INTEGER NOT NULL,
                    officer INTEGER NOT NULL, service TEXT NOT NULL, person INTEGER NOT NULL, urgency TEXT NOT NULL,
                    reply_not_before TEXT, question TEXT NOT NULL, revision INTEGER NOT NULL);",
            )?;
            {
                let mut person =
                    transaction.prepare("INSERT OR IGNORE INTO people VALUES (?, ?)")?;
                let mut request = transaction
                    .prepare("INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
                fill(&mut |row| {
                    person.execute(params![row.person.0, row.name])?;
                    request.execute(params![
                        number(row.request),
                        row.stage.id(),
                        row.branch.0,
                        row.since.0,
                        row.officer.0,
                        row.service,
                        row.person.0,
                        format!("{:?}", row.urgency),
                        row.reply_not_before.map(|day| day.to_string()),
                        row.question,
                        i64::try_from(row.revision.0)?,
                    ])?;
                    Ok(())
                })?;
            }
            transaction.execute_batch(
                "CREATE INDEX waiting ON requests (stage, branch, since, no);
                 CREATE INDEX with_officer ON requests (stage, branch, officer, since, no);
                 CREATE INDEX of_service ON requests (stage, branch, service, since, no);",
            )?;
            transaction.commit()?;
            database.execute_batch("ANALYZE")?;
        }
        Ok(Queues(database))
    }

    /// The numbers of a page, of which every row is read; those that are skipped are skipped in the index.
    pub fn page(&self, asked: &QueueQuery) -> rusqlite::Result<Vec<RequestNo>> {
        let filter = match (asked.officer, &asked.service) {
            (None, None) => "",
            (Some(_), None) => "AND officer = ?3",
            (None, Some(_)) => "AND service = ?4",
            (Some(_), Some(_)) => "AND officer = ?3 AND service = ?4",
        };
        let mut page = self.0.prepare_cached(&format!(
            "SELECT requests.*, people.name FROM
                (SELECT no FROM requests WHERE stage = ?1 AND branch = ?2 {filter}
                 ORDER BY since, no LIMIT ?5 OFFSET ?6) AS page
             CROSS JOIN requests ON requests.no = page.no CROSS JOIN people ON people.no = requests.person
             ORDER BY since, requests.no"
        ))?;
        let asked = params![
            asked.stage.id(),
            asked.branch.map(|branch| branch.0),
            asked.officer.map(|officer| officer.0),
            asked.service,
            asked.limit,
            asked.offset,
        ];
        page.query_map(asked, |row| {
            for text in ["service", "urgency", "question", "name"] {
                row.get::<_, String>(text)?;
            }
            for number in ["since", "branch", "officer", "person", "revision"] {
                row.get::<_, i64>(number)?;
            }
            row.get::<_, Option<String>>("reply_not_before")?;
            row.get("no")
        })?
        .map(|no| no.map(numbered))
        .collect()
    }

    /// How many stand in a queue of a branch.
    pub fn count(&self, asked: &QueueQuery) -> rusqlite::Result<u32> {
        let count = "SELECT count(*) FROM requests WHERE stage = ? AND branch = ?";
        let asked = params![asked.stage.id(), asked.branch.map(|branch| branch.0)];
        self.0
            .prepare_cached(count)?
            .query_row(asked, |row| row.get(0))
    }
}

/// A request's number as one, in the same order.
fn number(no: RequestNo) -> i64 {
    (i64::from(no.year) << 32) + i64::from(no.serial)
}

fn numbered(number: i64) -> RequestNo {
    RequestNo {
        year: (number >> 32) as u16,
        serial: number as u32,
    }
}
