//! A journal in memory, to replay from.

use istiqbal::journal::{
    Entry, Group, Hash, Head, Journal, JournalError, NewEntry, Outcome, Position,
};

#[derive(Default)]
pub struct MemoryJournal(pub Vec<Entry>);

impl MemoryJournal {
    pub fn push(&mut self, entry: NewEntry) {
        let Head { position, hash } = self.head();
        let mut chain = blake3::Hasher::new();
        chain.update(&hash.0).update(&entry.payload);
        self.0.push(Entry {
            position: position.next(),
            stamp: entry.stamp,
            command: entry.command,
            kind: entry.kind,
            schema: entry.schema,
            payload: entry.payload,
            previous: hash,
            hash: Hash(*chain.finalize().as_bytes()),
        });
    }
}

impl Journal for MemoryJournal {
    fn head(&self) -> Head {
        Head {
            position: Position(self.0.len() as u64),
            hash: self.0.last().map_or(Hash::NONE, |entry| entry.hash),
        }
    }

    fn append(
        &mut self,
        groups: &[Group],
        _: &dyn Fn(&[u8]) -> Position,
    ) -> Result<Vec<Outcome>, JournalError> {
        let appended = groups.iter().map(|group| {
            group
                .entries
                .iter()
                .cloned()
                .for_each(|entry| self.push(entry));
            Outcome::Appended {
                last: self.head().position,
            }
        });
        Ok(appended.collect())
    }

    fn read(
        &self,
        from: Position,
    ) -> Result<Box<dyn Iterator<Item = Result<Entry, JournalError>> + Send>, JournalError> {
        let skip = usize::try_from(from.0).unwrap().saturating_sub(1);
        let rest: Vec<Entry> = self.0.iter().skip(skip).cloned().collect();
        Ok(Box::new(rest.into_iter().map(Ok)))
    }
}
