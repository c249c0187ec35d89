//! Search keys as bytes: written to a file and read back unchanged.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

use super::SearchIndex;
use super::births::BirthTable;
use super::branches::BranchTable;
use super::numbers::NumberTable;
use super::words::WordTable;
use crate::records::keys::{Sink, Source};

impl SearchIndex {
    pub(in crate::records) fn save<W: Write>(&self, to: &mut Sink<W>) -> io::Result<()> {
        let Self {
            people,
            words,
            given,
            ids,
            mobiles,
            endings,
            births,
            branches,
        } = self;
        to.set(people)?;
        words.save(to)?;
        given.save(to)?;
        ids.save(to)?;
        mobiles.save(to)?;
        to.count(endings.len())?;
        for (ending, holders) in endings {
            to.u32((*ending).into())?;
            to.count(holders.len())?;
            holders.iter().try_for_each(|at| to.u32(*at))?;
        }
        births.save(to)?;
        branches.save(to)
    }

    pub(in crate::records) fn load<R: Read>(from: &mut Source<R>) -> io::Result<Self> {
        Ok(Self {
            people: from.set()?,
            words: WordTable::load(from)?,
            given: WordTable::load(from)?,
            ids: NumberTable::load(from)?,
            mobiles: NumberTable::load(from)?,
            endings: from
                .list(|from| {
                    let ending = u16::try_from(from.u32()?).unwrap_or(u16::MAX);
                    Ok((ending, from.list(Source::u32)?))
                })?
                .into_iter()
                .collect(),
            births: BirthTable::load(from)?,
            branches: BranchTable::load(from)?,
        })
    }
}

impl WordTable {
    fn save<W: Write>(&self, to: &mut Sink<W>) -> io::Result<()> {
        let Self {
            words,
            order: _,
            beginnings,
        } = self;
        to.count(words.len())?;
        for (word, people) in words {
            to.text(word)?;
            to.set(people)?;
        }
        to.count(beginnings.len())?;
        for (text, beginning) in beginnings {
            to.text(text)?;
            to.count(beginning.words)?;
            to.u64(beginning.entries)?;
            to.perhaps(beginning.people.as_ref())?;
        }
        Ok(())
    }

    fn load<R: Read>(from: &mut Source<R>) -> io::Result<Self> {
        let words: HashMap<Arc<str>, _> = from
            .list(|from| Ok((from.text()?.into(), from.set()?)))?
            .into_iter()
            .collect();
        let order = words.keys().cloned().collect();
        let beginnings = from.list(|from| {
            let text = from.text()?.into();
            let beginning = super::words::Beginning {
                words: from.count()?,
                entries: from.u64()?,
                people: from.perhaps()?,
            };
            Ok((text, beginning))
        })?;
        Ok(Self {
            words,
            order,
            beginnings: beginnings.into_iter().collect(),
        })
    }
}

impl NumberTable {
    fn save<W: Write>(&self, to: &mut Sink<W>) -> io::Result<()> {
        let Self {
            numbers,
            beginnings,
        } = self;
        to.count(numbers.len())?;
        for (code, at) in numbers {
            to.u64(*code)?;
            to.u32(*at)?;
        }
        to.count(beginnings.len())?;
        for (code, beginning) in beginnings {
            to.u64(*code)?;
            to.count(beginning.holders)?;
            to.perhaps(beginning.people.as_ref())?;
        }
        Ok(())
    }

    fn load<R: Read>(from: &mut Source<R>) -> io::Result<Self> {
        let numbers = from.list(|from| Ok((from.u64()?, from.u32()?)))?;
        let beginnings = from.list(|from| {
            let code = from.u64()?;
            let beginning = super::numbers::Beginning {
                holders: from.count()?,
                people: from.perhaps()?,
            };
            Ok((code, beginning))
        })?;
        Ok(Self {
            numbers: numbers.into_iter().collect(),
            beginnings: beginnings.into_iter().collect(),
        })
    }
}

impl BirthTable {
    fn save<W: Write>(&self, to: &mut Sink<W>) -> io::Result<()> {
        let Self {
            days,
            years,
            unknown,
        } = self;
        to.count(days.len())?;
        for (day, at) in days {
            to.day(*day)?;
            to.u32(*at)?;
        }
        to.count(years.len())?;
        for (year, people) in years {
            to.i32(*year)?;
            to.set(people)?;
        }
        to.set(unknown)
    }

    fn load<R: Read>(from: &mut Source<R>) -> io::Result<Self> {
        let days = from.list(|from| Ok((from.day()?, from.u32()?)))?;
        let years = from.list(|from| Ok((from.i32()?, from.set()?)))?;
        Ok(Self {
            days: days.into_iter().collect(),
            years: years.into_iter().collect(),
            unknown: from.set()?,
        })
    }
}
