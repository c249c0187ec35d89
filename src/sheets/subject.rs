//! The subject's copy (نسخة صاحب البيانات): everything held about a person, as a file for programs and as a sheet for
//! people. Both are made of the records as they are kept, field by field, so that no field added later is forgotten.

use serde_json::{Map, Value, json};

use super::block::{Block, Field, Sheet, Tone};
use super::fonts::Fonts;
use super::words::prose;
use super::{SheetError, layout};
use crate::arabic::Digits;
use crate::domain::access::AccessLine;
use crate::domain::date::{self, DateAsWritten};
use crate::domain::history::{Change, LISTED, leaf};
use crate::domain::ids::{BranchNo, Entity, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::profile::Profile;
use crate::locale::{Arg, Language, Texts};
use crate::protocol::query::{DeskView, Holdings, PastLine};

/// Everything that a subject's copy is made from.
pub struct Subject<'a> {
    /// Everything held.
    pub holdings: &'a Holdings,
    /// What became of it: what was held before, which the journal keeps.
    pub past: &'a [PastLine],
    /// Who read it.
    pub access: &'a [AccessLine],
    /// The profile in force.
    pub profile: &'a Profile,
    /// Staff and branches, for their names.
    pub view: &'a DeskView,
    /// When it is made.
    pub now: Moment,
    /// In which language the sheet is.
    pub language: Language,
    /// With which digits.
    pub digits: Digits,
}

/// What only holds other fields together.
const WRAPPERS: [&str; 4] = ["facts", "home", "household", "of"];

/// What is said of ratings, in the copy itself.
const RATINGS: &str = "kept without a name: nobody can say which are theirs";

/// What is said of scanned papers, in the copy itself.
const SCANS: &str = "each is named with its request, and its file lies beside this one";

impl Subject<'_> {
    /// As a program reads it.
    #[must_use]
    pub fn json(&self) -> Value {
        let held = serde_json::to_value(self.holdings).unwrap_or(Value::Null);
        let access = serde_json::to_value(self.access).unwrap_or(Value::Null);
        json!({
            "charity": self.profile.charity.name.ar,
            "made": moment(self.now),
            "held": self.told("", &held),
            "past": self.past.iter().map(|one| self.happened(one)).collect::<Vec<_>>(),
            "access": self.told("", &access),
            "ratings": RATINGS,
            "scans": SCANS,
        })
    }

    /// Something that happened, as a program reads it.
    fn happened(&self, past: &PastLine) -> Value {
        let PastLine { of, line } = past;
        let value = |change: &Change, text: &str| match text {
            "" => Value::Null,
            text => Value::String(self.past_value(&line.what, &change.field, text)),
        };
        let changes = line.changes.iter().map(|change| {
            json!({
                "field": change.field,
                "before": value(change, &change.before),
                "after": value(change, &change.after),
            })
        });
        json!({
            "of": record(*of),
            "at": moment(line.at),
            "by": self.staff(line.by.0.into()),
            "branch": self.branch(line.branch.0.into()),
            "what": line.what,
            "changes": changes.collect::<Vec<_>>(),
        })
    }

    /// A value as it is read: histories have members of staff, branches, money and fingerprints by number.
    fn past_value(&self, what: &str, field: &str, text: &str) -> String {
        let number = || text.parse::<i64>().ok();
        match (leaf(field), number()) {
            ("branch", Some(no)) => self.branch(no),
            ("by" | "officer", Some(no)) => self.staff(no),
            ("to", Some(no)) if what == "request-assigned" => self.staff(no),
            ("at", Some(at)) => moment(Moment(at)),
            ("monthly_income", Some(halalas)) => income(halalas),
            ("hash", None) => {
                let bytes = text
                    .split(LISTED)
                    .filter_map(|byte| byte.parse::<u8>().ok());
                bytes.map(|byte| format!("{byte:02x}")).collect()
            }
            _ => text.to_owned(),
        }
    }

    /// The same with moments, members of staff, branches and fingerprints of files as they are read.
    fn told(&self, key: &str, value: &Value) -> Value {
        let number = value.as_i64();
        match (key, value, number) {
            ("at" | "since" | "spoken" | "arrived" | "retired" | "voided", _, Some(at)) => {
                Value::String(moment(Moment(at)))
            }
            ("by" | "officer" | "officer_before", _, Some(no)) => Value::String(self.staff(no)),
            ("monthly_income", _, Some(halalas)) => Value::String(income(halalas)),
            ("branch", _, Some(no)) => Value::String(self.branch(no)),
            ("branches", Value::Array(all), _) => {
                let names = all.iter().filter_map(Value::as_i64);
                names.map(|no| self.branch(no)).collect()
            }
            ("hash" | "fingerprint", Value::Array(bytes), _) => {
                let bytes = bytes.iter().filter_map(Value::as_u64);
                Value::String(bytes.map(|byte| format!("{byte:02x}")).collect())
            }
            (_, Value::Array(all), _) => all.iter().map(|one| self.told(key, one)).collect(),
            (_, Value::Object(fields), _) => {
                let told = fields
                    .iter()
                    .map(|(key, one)| (key.clone(), self.told(key, one)));
                Value::Object(told.collect::<Map<_, _>>())
            }
            _ => value.clone(),
        }
    }

    fn staff(&self, no: i64) -> String {
        let staff = self.view.staff.iter();
        let found = u32::try_from(no).ok().and_then(|no| {
            let mut all = staff.filter(|one| one.no == StaffNo(no));
            all.next()
        });
        found.map_or_else(|| no.to_string(), |one| one.name.clone())
    }

    fn branch(&self, no: i64) -> String {
        let branches = self.view.branches.iter();
        let found = u16::try_from(no).ok().and_then(|no| {
            let mut all = branches.filter(|one| one.no == BranchNo(no));
            all.next()
        });
        found.map_or_else(|| no.to_string(), |one| one.name.clone())
    }

    /// As people read it, in blocks.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let texts = Texts::new(self.language);
        let title = texts.get("sheet-subject-copy");
        let name = self.holdings.person.facts.name.line();
        let day = date::both(self.now.date());
        let days = [
            ("hijri", Arg::from(day.hijri.to_string())),
            ("gregorian", Arg::from(day.gregorian.to_string())),
        ];
        let field = |label: &str, value: String| Field {
            label: texts.get(label),
            value: prose(&value),
        };
        let letterhead = self.profile.letterhead.lines.iter();
        let mut blocks = vec![
            Block::Head {
                name: texts.pick(&self.profile.charity.name).to_owned(),
                lines: letterhead.map(|line| texts.pick(line).to_owned()).collect(),
                fields: vec![
                    field("sheet-file", self.holdings.person.no.to_string()),
                    field("sheet-date", texts.with("date-both", &days)),
                ],
            },
            Block::Title(title.clone()),
            Block::Fields(vec![field("sheet-beneficiary", name.clone())]),
        ];
        let told = self.json();
        for part in [
            "person",
            "requests",
            "enquiries",
            "voices",
            "arrivals",
            "copy",
        ] {
            let value = told.pointer(&format!("/held/{part}"));
            self.part(&texts, &format!("subject-{part}"), value, &mut blocks);
        }
        self.past(&texts, &mut blocks);
        self.part(&texts, "subject-access", told.get("access"), &mut blocks);
        blocks.push(Block::Heading(texts.get("subject-scans")));
        blocks.push(Block::Paragraph {
            text: texts.get("subject-scans-beside"),
            tone: Tone::Plain,
        });
        blocks.push(Block::Heading(texts.get("subject-ratings")));
        blocks.push(Block::Paragraph {
            text: texts.get("subject-ratings-none"),
            tone: Tone::Plain,
        });
        Sheet {
            foot: format!("{title} · {}", prose(&name)),
            page_of: texts.with(
                "sheet-page",
                &[
                    ("page", Arg::from("{page}")),
                    ("pages", Arg::from("{pages}")),
                ],
            ),
            title,
            language: self.language,
            digits: self.digits,
            blocks,
        }
    }

    /// All that happened, each with what changed by it.
    fn past(&self, texts: &Texts, blocks: &mut Vec<Block>) {
        blocks.push(Block::Heading(texts.get("subject-past")));
        let field = |label: String, value: &str| Field {
            label,
            value: prose(value),
        };
        for PastLine { of, line } in self.past {
            let mut what = texts.get(&format!("event-{}", line.what));
            if let Some(of) = record_in_words(texts, *of) {
                what = format!("{what} · {of}");
            }
            let when = both_calendars(&moment(line.at)).unwrap_or_default();
            let mut fields = vec![
                field(texts.get("subject-what"), &what),
                field(self.label(texts, "at"), &when),
                field(self.label(texts, "by"), &self.staff(line.by.0.into())),
                field(
                    self.label(texts, "branch"),
                    &self.branch(line.branch.0.into()),
                ),
            ];
            for change in &line.changes {
                let label = self.label(texts, leaf(&change.field));
                let said = |text: &str| {
                    let value = self.past_value(&line.what, &change.field, text);
                    let word = format!("{}-{}", kebab(leaf(&change.field)), kebab(&value));
                    match value.parse::<bool>() {
                        Ok(yes) => self.said(texts, &Value::Bool(yes)),
                        Err(_) if is_word(&value) && texts.has(&word) => texts.get(&word),
                        Err(_) => self.said(texts, &Value::String(value)),
                    }
                };
                if !change.before.is_empty() {
                    let before = texts.get("subject-before");
                    fields.push(field(format!("{label} · {before}"), &said(&change.before)));
                }
                fields.push(field(label, &said(&change.after)));
            }
            blocks.push(Block::Fields(fields));
        }
    }

    /// A part under its heading, one list for each of its records.
    fn part(&self, texts: &Texts, heading: &str, value: Option<&Value>, blocks: &mut Vec<Block>) {
        blocks.push(Block::Heading(texts.get(heading)));
        let empty = |value: &&Value| {
            !matches!(value, Value::Null) && value.as_array().is_none_or(|all| !all.is_empty())
        };
        let Some(value) = value.filter(empty) else {
            blocks.push(Block::Paragraph {
                text: texts.get("subject-none"),
                tone: Tone::Small,
            });
            return;
        };
        let one = std::slice::from_ref(value);
        for record in value.as_array().map_or(one, Vec::as_slice) {
            let mut fields = Vec::new();
            self.flatten(texts, "", record, &mut fields);
            blocks.push(Block::Fields(fields));
        }
    }

    /// The fields of a record, those of what is in it after its own, each with its label.
    fn flatten(&self, texts: &Texts, path: &str, value: &Value, into: &mut Vec<Field>) {
        let below = |key: &str| {
            let label = self.label(texts, key);
            if WRAPPERS.contains(&key) {
                path.to_owned()
            } else if path.is_empty() {
                label
            } else {
                format!("{path} · {label}")
            }
        };
        match value {
            Value::Object(fields) => {
                for (key, one) in fields {
                    self.flatten(texts, &below(key), one, into);
                }
            }
            Value::Array(all) if all.iter().any(|one| one.is_object() || one.is_array()) => {
                for (at, one) in (1_usize..).zip(all) {
                    self.flatten(texts, &format!("{path} {at}"), one, into);
                }
            }
            Value::Array(all) => {
                let all: Vec<String> = all.iter().map(|one| self.said(texts, one)).collect();
                self.flatten(texts, path, &Value::String(all.join("، ")), into);
            }
            Value::Null => {}
            one => {
                let said = self.said(texts, one);
                if !said.is_empty() {
                    into.push(Field {
                        label: path.to_owned(),
                        value: prose(&said),
                    });
                }
            }
        }
    }

    fn label(&self, texts: &Texts, key: &str) -> String {
        let own = self.profile.person_fields.iter();
        let own = own.chain(&self.profile.need_fields);
        if let Some(own) = own
            .filter(|field| field.id == *key)
            .map(|field| &field.label)
            .next()
        {
            return texts.pick(own).to_owned();
        }
        let key = kebab(key);
        let ids = [format!("fact-{key}"), format!("subject-{key}")];
        let known = ids.iter().find(|id| texts.has(id));
        known.map_or(key, |id| texts.get(id))
    }

    fn said(&self, texts: &Texts, value: &Value) -> String {
        match value {
            Value::Bool(yes) => texts.get(if *yes { "form-yes" } else { "form-no" }),
            Value::String(text) if texts.has(&format!("event-{text}")) => {
                texts.get(&format!("event-{text}"))
            }
            Value::String(text) => {
                let profile = self.profile;
                let title = profile.service(text).map(|one| &one.title);
                let title = title.or_else(|| profile.category(text).map(|one| &one.title));
                let title = title.or_else(|| profile.channel(text).map(|one| &one.title));
                let title = title.or_else(|| profile.paper(text).map(|one| &one.title));
                match (title, both_calendars(text)) {
                    (Some(title), _) => texts.pick(title).to_owned(),
                    (None, Some(both)) => both,
                    (None, None) => text.clone(),
                }
            }
            other => other.to_string(),
        }
    }
}

/// What the program calls something, as text keys call it: `valid_until`, `NoAnswer`.
fn kebab(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !words.is_empty() {
            words.push('-');
        }
        words.push(if c == '_' {
            '-'
        } else {
            c.to_ascii_lowercase()
        });
    }
    words
}

/// Whether it may be a word of the program's own.
fn is_word(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_alphabetic() || c == '-' || c == '_')
}

/// A record as people read it; of the file itself, and of what was never sent, the event says enough.
fn record_in_words(texts: &Texts, entity: Entity) -> Option<String> {
    let (id, number) = match entity {
        Entity::Request(no) => return Some(no.to_string()),
        Entity::Voice(no) => ("access-voice", no.to_string()),
        Entity::Enquiry(no) => ("access-enquiry", no.to_string()),
        Entity::Arrival(no) => ("access-arrival", no.to_string()),
        _ => return None,
    };
    Some(texts.with(id, &[("number", Arg::from(number))]))
}

/// A record by its number: `request 1448/00042`.
fn record(entity: Entity) -> String {
    match entity {
        Entity::Charity => "charity".to_owned(),
        Entity::Branch(no) => format!("branch {no}"),
        Entity::Staff(no) => format!("staff {no}"),
        Entity::Person(no) => format!("person {no}"),
        Entity::Request(no) => format!("request {no}"),
        Entity::Arrival(no) => format!("arrival {no}"),
        Entity::Enquiry(no) => format!("enquiry {no}"),
        Entity::Draft(no) => format!("draft {no}"),
        Entity::Voice(no) => format!("voice {no}"),
        Entity::Standard(no) => format!("standard {no}"),
    }
}

/// Riyals of halalas.
fn income(halalas: i64) -> String {
    format!("{}.{:02}", halalas / 100, halalas % 100)
}

/// A moment in the Kingdom's time, as programs read it: `2026-11-21T09:30:00+03:00`.
fn moment(at: Moment) -> String {
    format!("{}T{}+03:00", at.date(), at.time().format("%H:%M:%S"))
}

/// A day, or a moment, with its day in both calendars; `None` for any other text.
fn both_calendars(text: &str) -> Option<String> {
    let day: DateAsWritten = text.get(..10)?.parse().ok()?;
    let hour = match text.get(10..16) {
        None if text.len() == 10 => String::new(),
        hour => format!(" · {}", hour?.strip_prefix('T')?),
    };
    let both = day.both();
    Some(format!("{} · {}{hour}", both.hijri, both.gregorian))
}

/// The copy as PDF. The same records and fonts give the same bytes.
///
/// # Errors
/// [`SheetError::Draw`] where a font is broken.
pub fn pdf(subject: &Subject<'_>, fonts: &Fonts) -> Result<Vec<u8>, SheetError> {
    let sheet = subject.sheet();
    super::pdf::draw(&layout::lay_out(&sheet, fonts), &sheet, fonts)
}
