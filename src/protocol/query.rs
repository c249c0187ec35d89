//! What a desk asks the office to tell, and what it is told.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::arrival::Arrival;
use crate::domain::draft::Draft;
use crate::domain::enquiry::Enquiry;
use crate::domain::history::Line;
use crate::domain::ids::{BranchNo, DraftNo, Entity, PersonNo, RequestNo, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::outreach::{Reason, ReasonKind};
use crate::domain::person::{Facts, Person};
use crate::domain::report::{Department, Report, ReportQuery};
use crate::domain::request::{Pin, Request, Stage, Urgency};
use crate::domain::staff::{Branch, Role, Staff};
use crate::domain::standard::Standard;
use crate::domain::voice::{Occasion, Voice, VoiceKind};
use crate::domain::workflow::{Blocked, Step};
use crate::matching::Likeness;

/// What can be asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Query {
    /// Who am I, which charity is this, how do things stand?
    Desk,
    /// The text of a profile version.
    Profile(Pin),
    /// People by name, identity, mobile; files and requests by number.
    Find {
        /// As typed.
        text: String,
        /// At most so many.
        limit: u16,
    },
    /// Files like this one, with reasons.
    Alike {
        /// What is stated so far.
        traits: Likes,
        /// Not this file itself.
        except: Option<PersonNo>,
    },
    /// A person's page.
    Person(PersonNo),
    /// A request's page.
    Request(RequestNo),
    /// The waiting line of my branch.
    Line,
    /// My drafts.
    Drafts,
    /// One draft, mine.
    Draft(DraftNo),
    /// A page of a queue.
    Queue(QueueQuery),
    /// The last enquiries of my branch.
    Enquiries {
        /// At most so many.
        limit: u16,
    },
    /// BLAKE3 over every derived record, for `verify`.
    Digest,
    /// A piece of a scan.
    Scan {
        /// Attached to which request.
        request: RequestNo,
        /// Which of its scans, from 0.
        scan: u16,
        /// From where on; at 0 the whole file is looked at first.
        offset: u64,
    },
    /// A report.
    Report(ReportQuery),
    /// What happened to a record.
    History {
        /// Which: a person or a request, or whatever else has a version.
        entity: Entity,
        /// Skip so many lines.
        skip: u32,
    },
    /// Every profile version adopted.
    Versions,
    /// How satisfied people are, added up; there is no query for less.
    Voice {
        /// From this day's month on.
        from: NaiveDate,
        /// To this day's month.
        to: NaiveDate,
        /// Added up by what.
        by: VoiceBy,
    },
    /// Suggestions and complaints.
    Voices(VoicesQuery),
    /// The approved answers that may be given.
    Standards,
    /// Whom to contact without being asked.
    Outreach(OutreachQuery),
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::Desk => f.write_str("Desk"),
            Query::Profile(pin) => f.debug_tuple("Profile").field(pin).finish(),
            Query::Find { limit, .. } => write!(f, "Find(…, {limit})"),
            Query::Alike { except, .. } => write!(f, "Alike(…, {except:?})"),
            Query::Person(no) => f.debug_tuple("Person").field(no).finish(),
            Query::Request(no) => f.debug_tuple("Request").field(no).finish(),
            Query::Line => f.write_str("Line"),
            Query::Drafts => f.write_str("Drafts"),
            Query::Draft(no) => f.debug_tuple("Draft").field(no).finish(),
            Query::Queue(query) => f.debug_tuple("Queue").field(query).finish(),
            Query::Enquiries { limit } => write!(f, "Enquiries({limit})"),
            Query::Digest => f.write_str("Digest"),
            Query::Scan {
                request,
                scan,
                offset,
            } => write!(f, "Scan({request:?}, {scan}, {offset})"),
            Query::History { entity, skip } => write!(f, "History({entity:?}, {skip})"),
            Query::Versions => f.write_str("Versions"),
            Query::Report(query) => f.debug_tuple("Report").field(query).finish(),
            Query::Voice { from, to, by } => write!(f, "Voice({from}, {to}, {by:?})"),
            Query::Voices(query) => f.debug_tuple("Voices").field(query).finish(),
            Query::Standards => f.write_str("Standards"),
            Query::Outreach(query) => f.debug_tuple("Outreach").field(query).finish(),
        }
    }
}

/// Which part of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueQuery {
    /// Which queue.
    pub stage: Stage,
    /// Only this branch.
    pub branch: Option<BranchNo>,
    /// Only with this officer.
    pub officer: Option<StaffNo>,
    /// Only this service.
    pub service: Option<String>,
    /// In which order.
    pub order: QueueOrder,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u16,
}

/// What satisfaction is added up by. No member of staff is among them, and none is kept to add up by (row 14).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum VoiceBy {
    /// الخدمة
    #[default]
    Service,
    /// القناة
    Channel,
    /// الفرع
    Branch,
    /// المناسبة
    Occasion,
    /// القسم
    Department,
}

impl VoiceBy {
    /// All of them.
    pub const ALL: [VoiceBy; 5] = [
        VoiceBy::Service,
        VoiceBy::Channel,
        VoiceBy::Branch,
        VoiceBy::Occasion,
        VoiceBy::Department,
    ];

    /// The word for it in commands and text keys.
    pub fn id(self) -> &'static str {
        match self {
            VoiceBy::Service => "service",
            VoiceBy::Channel => "channel",
            VoiceBy::Branch => "branch",
            VoiceBy::Occasion => "occasion",
            VoiceBy::Department => "department",
        }
    }
}

/// How satisfied people are, added up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceReport {
    /// All ratings of the time asked for.
    pub all: VoiceSum,
    /// By what was asked, in the order of their keys.
    pub rows: Vec<VoiceRow>,
    /// What was said with them, in the order of the alphabet; nothing where there are too few.
    pub words: Vec<String>,
    /// How often a rating was offered and would rather not be given.
    pub declined: u32,
}

impl fmt::Debug for VoiceReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoiceReport")
            .field("all", &self.all)
            .field("rows", &self.rows)
            .field("declined", &self.declined)
            .finish_non_exhaustive()
    }
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceRow {
    /// What the line adds up.
    pub of: VoiceKey,
    /// The sum.
    pub sum: VoiceSum,
}

/// What a line adds up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum VoiceKey {
    /// A service, by id.
    Service(String),
    /// A channel, by id.
    Channel(String),
    /// A branch.
    Branch(BranchNo),
    /// An occasion.
    Occasion(Occasion),
    /// A department: whoever tells the beneficiary what was decided, or whoever delivers.
    Department(Department),
}

/// A sum of ratings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoiceSum {
    /// Too few to be told without telling who said it, or needed so that the too few cannot be told from the rest.
    Withheld,
    /// Enough.
    Told {
        /// How many.
        count: u32,
        /// Mean of the satisfaction with the procedure, in hundredths.
        procedure: u32,
        /// Mean of the satisfaction with the provider, in hundredths.
        provider: u32,
    },
}

/// Which suggestions and complaints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoicesQuery {
    /// Only these.
    pub kind: Option<VoiceKind>,
    /// Only those that wait for an answer.
    pub open: bool,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u16,
}

/// A page of suggestions and complaints, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoicePage {
    /// The rows.
    pub rows: Vec<VoiceLine>,
    /// How many there are in all.
    pub total: u32,
}

/// A suggestion or a complaint in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceLine {
    /// It.
    pub voice: Voice,
    /// Whose it is, where they wish to be known.
    pub name: String,
    /// Its version.
    pub revision: Revision,
}

impl fmt::Debug for VoiceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VoiceLine({:?})", self.voice)
    }
}

/// Whom to contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachQuery {
    /// Only for this reason.
    pub reason: Option<ReasonKind>,
    /// Only of this branch.
    pub branch: Option<BranchNo>,
    /// Skip so many.
    pub offset: u32,
    /// At most so many.
    pub limit: u16,
}

/// A page of people to contact, the nearest day first within each reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachPage {
    /// The rows.
    pub rows: Vec<OutreachRow>,
    /// How many there are in all, by reason.
    pub totals: BTreeMap<ReasonKind, u32>,
}

/// Somebody to contact.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachRow {
    /// Whom.
    pub person: PersonNo,
    /// Their name.
    pub name: String,
    /// Their mobile, masked but for its end.
    pub mobile: String,
    /// Their branch.
    pub branch: BranchNo,
    /// Why.
    pub reason: Reason,
    /// The day it is about: of expiry, of renewal, of the last word with them.
    pub day: NaiveDate,
    /// When they were last tried for it and did not answer.
    pub tried: Option<Moment>,
}

impl fmt::Debug for OutreachRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutreachRow")
            .field("person", &self.person)
            .field("reason", &self.reason)
            .field("day", &self.day)
            .field("tried", &self.tried)
            .finish_non_exhaustive()
    }
}

/// Orders a queue can be read in, each over all its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum QueueOrder {
    /// Longest in the queue first.
    #[default]
    Oldest,
    /// Latest first.
    Newest,
    /// By request number.
    Number,
}

/// What is known of someone while they are still being typed. As typed: what cannot be read is left out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likes {
    /// Name.
    pub name: String,
    /// Identity paper's number.
    pub id: String,
    /// Mobile.
    pub mobile: String,
    /// Date of birth.
    pub born: String,
}

impl fmt::Debug for Likes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Likes(…)")
    }
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Query::Desk`].
    Desk(Box<DeskView>),
    /// To [`Query::Profile`]: its TOML.
    Profile(String),
    /// To [`Query::Find`].
    Found(Vec<PersonLine>),
    /// To [`Query::Alike`].
    Alike(Vec<AlikeLine>),
    /// To [`Query::Person`].
    Person(Box<PersonPage>),
    /// To [`Query::Request`].
    Request(Box<RequestPage>),
    /// To [`Query::Line`].
    Line(Vec<LineRow>),
    /// To [`Query::Drafts`].
    Drafts(Vec<DraftLine>),
    /// To [`Query::Draft`].
    Draft(Box<Draft>),
    /// To [`Query::Queue`].
    Queue(QueuePage),
    /// To [`Query::Enquiries`].
    Enquiries(Vec<Enquiry>),
    /// To [`Query::Scan`]: empty at its end.
    Scan(ScanPiece),
    /// The piece of a scan was taken.
    Brought,
    /// To [`Query::Digest`].
    Digest {
        /// The journal's head it was taken at.
        revision: Revision,
        /// The digest.
        digest: [u8; 32],
    },
    /// To [`Query::Report`].
    Report(Box<Report>),
    /// To [`Query::History`].
    History(HistoryPage),
    /// To [`Query::Versions`], oldest first.
    Versions(Vec<VersionLine>),
    /// To [`Query::Voice`].
    Voice(VoiceReport),
    /// To [`Query::Voices`].
    Voices(VoicePage),
    /// To [`Query::Standards`], the misconceptions first.
    Standards(Vec<Standard>),
    /// To [`Query::Outreach`].
    Outreach(OutreachPage),
}

/// A piece of a scan's file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanPiece(pub Vec<u8>);

impl fmt::Debug for ScanPiece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScanPiece({} bytes)", self.0.len())
    }
}

/// A part of a record's history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// Whose.
    pub entity: Entity,
    /// What happened, oldest first.
    pub lines: Vec<Line>,
    /// Whether there is more after these.
    pub more: bool,
}

/// A profile version as it was adopted (row 54).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionLine {
    /// Which.
    pub pin: Pin,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffNo,
}

/// Who one is and how the desk stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskView {
    /// Me; `None` before the desk is opened, or where I am not on its staff.
    pub me: Option<Staff>,
    /// The profile in force; `None` before the desk is opened.
    pub pin: Option<Pin>,
    /// Everyone.
    pub staff: Vec<Staff>,
    /// Every branch.
    pub branches: Vec<Branch>,
    /// Counts.
    pub counts: Counts,
    /// What time the office has.
    pub now: Moment,
    /// The journal's head.
    pub revision: Revision,
}

/// How many wait for what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Visitors in the line of my branch.
    pub waiting: u32,
    /// Requests by stage.
    pub stages: BTreeMap<Stage, u32>,
    /// Requests in study whose reply may be given by now.
    pub reply_due: u32,
    /// Arrivals at my branch today.
    pub arrived_today: u32,
    /// Requests submitted at my branch today.
    pub submitted_today: u32,
    /// Enquiries answered at my branch today.
    pub enquiries_today: u32,
    /// People to contact without being asked.
    pub outreach: u32,
    /// Suggestions and complaints that wait for an answer.
    pub voices: u32,
}

/// A person in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLine {
    /// File.
    pub no: PersonNo,
    /// Name.
    pub name: String,
    /// Identity paper, masked.
    pub paper: String,
    /// Mobile, masked but for its end.
    pub mobile: String,
    /// Born, as written.
    pub born: String,
    /// Branch.
    pub branch: BranchNo,
    /// Requests.
    pub requests: u16,
}

impl fmt::Debug for PersonLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonLine")
            .field("no", &self.no)
            .field("branch", &self.branch)
            .field("requests", &self.requests)
            .finish_non_exhaustive()
    }
}

/// A file that looks like the one being typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlikeLine {
    /// Who.
    pub person: PersonLine,
    /// How much, and why.
    pub likeness: Likeness,
}

/// A person's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonPage {
    /// The file.
    pub person: Person,
    /// Its version.
    pub revision: Revision,
    /// Their requests, latest first.
    pub requests: Vec<QueueRow>,
}

/// A request's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestPage {
    /// The request.
    pub request: Request,
    /// Its version.
    pub revision: Revision,
    /// What is stated of the person now.
    pub facts: Facts,
    /// The person's version.
    pub person_revision: Revision,
    /// What I can do now, and what stands in the way of the rest.
    pub steps: Vec<(Step, Result<Stage, Blocked>)>,
    /// The kinds of papers it needs.
    pub papers_required: Vec<String>,
    /// What the standing signature would be compared with: BLAKE3 of what is declared now.
    pub fingerprint: crate::domain::declaration::Fingerprint,
}

/// Someone in the waiting line.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct LineRow {
    /// The arrival.
    pub arrival: Arrival,
    /// The name to call.
    pub name: String,
}

impl fmt::Debug for LineRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineRow")
            .field("arrival", &self.arrival)
            .finish_non_exhaustive()
    }
}

/// A draft in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// Number.
    pub no: DraftNo,
    /// Whose it is about: a name, as far as known.
    pub name: String,
    /// Its request, once opened.
    pub request: Option<RequestNo>,
    /// Where the hand was.
    pub at: String,
    /// Last touched.
    pub touched: Moment,
}

impl fmt::Debug for DraftLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftLine")
            .field("no", &self.no)
            .field("request", &self.request)
            .field("touched", &self.touched)
            .finish_non_exhaustive()
    }
}

/// A page of a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuePage {
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// How many there are in all.
    pub total: u32,
    /// The journal's head it was read at.
    pub revision: Revision,
}

/// A request in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// Request.
    pub request: RequestNo,
    /// Whose.
    pub person: PersonNo,
    /// Their name.
    pub name: String,
    /// Service id; empty while the need is not stated.
    pub service: String,
    /// Stage.
    pub stage: Stage,
    /// Since when.
    pub since: Moment,
    /// No reply before.
    pub reply_not_before: Option<NaiveDate>,
    /// With whom.
    pub officer: StaffNo,
    /// Where.
    pub branch: BranchNo,
    /// How much it presses.
    pub urgency: Urgency,
    /// The question that waits, where one does.
    pub question: String,
    /// Version.
    pub revision: Revision,
}

impl fmt::Debug for QueueRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueRow")
            .field("request", &self.request)
            .field("person", &self.person)
            .field("stage", &self.stage)
            .field("since", &self.since)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}

/// What an open desk is told without asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// The journal's head.
    pub revision: Revision,
    /// What changed.
    pub touched: Vec<Entity>,
    /// Too much happened to say it one by one: read afresh what is shown.
    pub read_afresh: bool,
}

/// Who may do a thing, for a refusal that says whom to ask.
pub type Roles = Vec<Role>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::domain::ids::{EnquiryNo, RequestNo};
    use crate::protocol::{Order, Sheet};

    #[test]
    fn what_people_said_is_in_no_log_line() {
        const SECRET: &str = "سر";
        let said = || SECRET.to_owned();
        let request = RequestNo {
            year: 1448,
            serial: 1,
        };
        let sheet = Sheet {
            kind: "identity".into(),
            number: said(),
            read: vec![("name".into(), said())],
            valid_until: None,
            remark: said(),
        };
        let line = PersonLine {
            no: PersonNo(1),
            name: said(),
            paper: said(),
            mobile: said(),
            born: said(),
            branch: BranchNo(1),
            requests: 0,
        };
        let logged = Event::EnquiryLogged {
            enquiry: EnquiryNo(1),
            question: said(),
            answer: said(),
            channel: "phone".into(),
            person: None,
        };
        for debug in [
            format!(
                "{:?}",
                Query::Find {
                    text: said(),
                    limit: 1
                }
            ),
            format!(
                "{:?}",
                Order::Refer {
                    request,
                    question: said()
                }
            ),
            format!(
                "{:?}",
                Order::MatchPaper {
                    request,
                    sheet: sheet.clone()
                }
            ),
            format!("{sheet:?}"),
            format!("{line:?}"),
            format!("{logged:?}"),
        ] {
            assert!(!debug.contains(SECRET), "{debug}");
        }
    }
}
