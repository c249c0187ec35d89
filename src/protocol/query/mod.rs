//! What a client asks the office: every query and every answer. What the answers carry is in one file for each area.

mod access;
mod desk;
mod history;
mod outreach;
mod people;
mod queue;
mod request;
mod voice;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::access::{AccessPage, CopyLine, Holdings};
pub use self::desk::{Counts, DeskView, DraftLine, LineRow, Notice};
pub use self::history::{HistoryPage, PastLine, PastPage, VersionLine};
pub use self::outreach::{OutreachPage, OutreachQuery, OutreachRow};
pub use self::people::{AlikeLine, Likes, PersonLine, PersonPage};
pub use self::queue::{QueueOrder, QueuePage, QueueQuery, QueueRow};
pub use self::request::{RequestPage, ScanPiece};
pub use self::voice::{
    VoiceBy, VoiceKey, VoiceLine, VoicePage, VoiceReport, VoiceRow, VoiceSum, VoicesQuery,
};
use crate::domain::draft::Draft;
use crate::domain::enquiry::Enquiry;
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::{DraftNo, Entity, PersonNo, RequestNo, Revision, StaffNo};
use crate::domain::report::{Report, ReportQuery};
use crate::domain::request::Pin;
use crate::domain::standard::Standard;
#[cfg(doc)]
use crate::protocol::Knock;
use crate::protocol::door::{SignInView, Ticket};

/// What a client can ask. «I» is the asker.
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
    /// People who may be the same as one being typed, with reasons.
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
        /// The first byte wanted; at 0 the whole file is checked first.
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
    /// How satisfied people are, as sums. No query tells a single rating.
    Voice {
        /// From this day on.
        from: NaiveDate,
        /// To this day.
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
    /// At which branches somebody with this identity paper is on file whom I do not see. That it was found is put on
    /// record.
    OnFile(IdentityPaper),
    /// Who read what is kept of a person.
    Access {
        /// Of whom.
        person: PersonNo,
        /// Skip so many lines.
        skip: u32,
    },
    /// Subjects' copies still to be given, the most urgent first.
    Copies,
    /// Everything held about a person.
    Holdings(PersonNo),
    /// How many requests wait at each stage: the part of [`Query::Desk`] that changes all the time.
    Counts,
    /// What became of everything held about a person: what [`Query::Holdings`] no longer says.
    Past {
        /// About whom.
        person: PersonNo,
        /// Skip so many lines.
        skip: u32,
    },
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
            Query::OnFile(_) => f.write_str("OnFile(…)"),
            Query::Access { person, skip } => write!(f, "Access({person}, {skip})"),
            Query::Copies => f.write_str("Copies"),
            Query::Holdings(person) => f.debug_tuple("Holdings").field(person).finish(),
            Query::Counts => f.write_str("Counts"),
            Query::Past { person, skip } => write!(f, "Past({person}, {skip})"),
        }
    }
}

/// What the office answers.
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
    /// To [`Query::Desk`] where nobody has said who sits there, and to [`Knock::SignOut`].
    SignIn(SignInView),
    /// To [`Knock::SignIn`].
    SignedIn {
        /// Who sits there now.
        staff: StaffNo,
        /// Whether they signed in with a code, and set a PIN before anything else.
        set_first: bool,
        /// For further connections of the same desk.
        ticket: Ticket,
        /// How many wrong PINs were tried lately.
        missed: u32,
    },
    /// To [`Knock::SetPin`] and [`Knock::GiveCode`]: the PIN or code holds from now on.
    PinKept,
    /// To [`Knock::Beside`].
    Beside,
    /// To [`Query::OnFile`]: by name; none where nobody is, or I see them.
    OnFile(Vec<String>),
    /// To [`Query::Access`].
    Access(AccessPage),
    /// To [`Query::Copies`].
    Copies(Vec<CopyLine>),
    /// To [`Query::Holdings`].
    Holdings(Box<Holdings>),
    /// To [`Query::Counts`].
    Counts(Box<Counts>),
    /// To [`Query::Past`].
    Past(PastPage),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::domain::ids::{BranchNo, EnquiryNo};
    use crate::protocol::{Order, PaperAsRead};

    #[test]
    fn what_people_said_is_in_no_log_line() {
        const SECRET: &str = "سر";
        let said = || SECRET.to_owned();
        let request = RequestNo {
            year: 1448,
            serial: 1,
        };
        let sheet = PaperAsRead {
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
