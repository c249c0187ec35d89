//! The database that is measured against, set up as kindly as its manual says.

use std::path::Path;

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
