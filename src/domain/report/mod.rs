//! Reports (التقارير): what is counted and measured so that the service gets better (rows 17, 18, 20, 21).
//!
//! Rows are services, channels, branches, departments, steps and the like. They are never members of staff (row 14):
//! there is no [`Key`] for one, and what is counted is the same whoever did it.

mod stays;
mod tally;

use serde::{Deserialize, Serialize};

use super::ids::{BranchNo, Revision};
use super::moment::Moment;
use super::period::DateRange;
use super::request::Stage;
use super::voice::Occasion;

pub use stays::{Stay, stays};
pub use tally::Tally;

/// Declares an enum whose variants have a word each for files, text keys and commands.
macro_rules! worded {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The word for it in files, text keys and commands.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }

            /// The one of that word.
            #[must_use]
            pub fn from_id(id: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.id() == id)
            }
        }
    };
}

worded! {
    /// The reports there are.
    ReportName {
        /// How much came and went (حجم العمل).
        Volumes = "volumes",
        /// What is pending now and since when (أعمار المعلّق).
        Pending = "pending",
        /// How long each step took (مدة كل خطوة, row 21).
        Elapsed = "elapsed",
        /// Whether the earliest reply day was kept (موعد الرد, row 9).
        ReplyFloor = "reply-floor",
        /// What kept requests waiting (المعوقات, row 18).
        Obstacles = "obstacles",
        /// What was decided, objected, delivered (النتائج).
        Outcomes = "outcomes",
        /// How satisfied people are, in sums only (قياس الرضا, rows 12–14, 17).
        Satisfaction = "satisfaction",
    }
}

worded! {
    /// What the rows of a section are.
    By {
        /// Everything in one row.
        All = "all",
        /// Hijri months.
        Month = "month",
        /// Stages.
        Stage = "stage",
        /// Ways from one act to another.
        Span = "span",
        /// Reasons for waiting.
        Reason = "reason",
        /// Kinds of papers.
        Paper = "paper",
        /// Departments (row 17).
        Department = "department",
        /// Services.
        Service = "service",
        /// Channels.
        Channel = "channel",
        /// Branches.
        Branch = "branch",
        /// Misconceptions put right (row 19).
        Misconception = "misconception",
    }
}

worded! {
    /// Who of the charity a stage waits for (الإدارة، القسم; row 17).
    Department {
        /// The desk (الاستقبال).
        Desk = "desk",
        /// Whoever clarifies and studies (البحث والدراسة).
        Research = "research",
        /// Whoever decides (اللجنة).
        Committee = "committee",
        /// Whoever registers and delivers (تقديم الخدمة).
        Services = "services",
    }
}

impl Department {
    /// Whom a stage waits for; nobody once it is over.
    #[must_use]
    pub fn of(stage: Stage) -> Option<Department> {
        Some(match stage {
            Stage::Intake | Stage::PapersMissing | Stage::Reply => Department::Desk,
            Stage::Clarification | Stage::Study => Department::Research,
            Stage::Decision | Stage::Objection => Department::Committee,
            Stage::Registration | Stage::Delivery => Department::Services,
            Stage::Closed | Stage::Withdrawn => return None,
        })
    }

    /// Whose work is rated: whoever tells the beneficiary what was decided, or whoever delivers.
    #[must_use]
    pub fn rated_after(occasion: Occasion) -> Department {
        match occasion {
            Occasion::Reply => Department::Desk,
            Occasion::Delivery => Department::Services,
        }
    }
}

worded! {
    /// From one act to another.
    Span {
        /// From opening to submission.
        OpenedToSubmitted = "opened-to-submitted",
        /// From submission to the first decision.
        SubmittedToDecided = "submitted-to-decided",
        /// From a decision to its reply.
        DecidedToReplied = "decided-to-replied",
        /// From submission to the first reply.
        SubmittedToReplied = "submitted-to-replied",
        /// From the reply to the first delivery.
        RepliedToDelivered = "replied-to-delivered",
        /// From opening to the end.
        OpenedToClosed = "opened-to-closed",
    }
}

worded! {
    /// Why a request waited or went another way than straight on (row 18).
    Obstacle {
        /// Papers were missing.
        PapersAwaited = "papers-awaited",
        /// A question was referred.
        Clarification = "clarification",
        /// It was sent back to the desk.
        SentBack = "sent-back",
        /// What was declared changed after it was signed.
        DeclarationVoided = "declaration-voided",
        /// The home lies outside the geographic scope.
        OutsideScope = "outside-scope",
        /// The beneficiary took it back.
        Withdrawn = "withdrawn",
    }
}

/// What a figure is a figure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// How many.
    Count,
    /// Minutes.
    Minutes,
    /// A mean of scores, in hundredths.
    Score,
}

worded! {
    /// What is counted or measured.
    Measure {
        /// People who came.
        Arrivals = "arrivals",
        /// Questions answered.
        Enquiries = "enquiries",
        /// Requests opened.
        Opened = "opened",
        /// Requests handed in, each once.
        Submitted = "submitted",
        /// Decisions.
        Decided = "decided",
        /// Requests that came to their end.
        Closed = "closed",
        /// Requests taken back.
        Withdrawn = "withdrawn",
        /// Requests that wait.
        Waiting = "waiting",
        /// Of these, up to a week.
        WithinWeek = "within-week",
        /// Up to two weeks.
        WithinTwoWeeks = "within-two-weeks",
        /// Up to thirty days.
        WithinMonth = "within-month",
        /// Longer.
        Longer = "longer",
        /// How often it was.
        Times = "times",
        /// Half took no longer.
        Median = "median",
        /// Nine of ten took no longer.
        NinthDecile = "p90",
        /// The longest.
        Longest = "longest",
        /// Replies given.
        Replies = "replies",
        /// On the earliest day or after it.
        Kept = "kept",
        /// Before it, with leave.
        EarlyWithLeave = "early-with-leave",
        /// Before it, without.
        EarlyWithoutLeave = "early-without-leave",
        /// Decided and not told.
        ReplyWaiting = "reply-waiting",
        /// Of these, those that may be told by now.
        ReplyDue = "reply-due",
        /// Requests it befell.
        Requests = "requests",
        /// Of these, those it still holds.
        Still = "still",
        /// Papers awaited.
        PapersAwaited = "papers-awaited",
        /// Questions referred.
        Clarifications = "clarifications",
        /// Sent back to the desk.
        SentBack = "sent-back",
        /// Accepted.
        Accepted = "accepted",
        /// Rejected.
        Rejected = "rejected",
        /// Objections raised.
        Objections = "objections",
        /// Of these, upheld.
        Upheld = "upheld",
        /// Of these, not upheld.
        Dismissed = "dismissed",
        /// Requests with a delivery.
        Delivered = "delivered",
        /// Ratings told, by fives.
        Rated = "rated",
        /// Mean of the satisfaction with the procedure.
        Procedure = "procedure",
        /// Mean of the satisfaction with the provider.
        Provider = "provider",
        /// Ratings offered that the beneficiary would rather not give.
        Declined = "declined",
    }
}

impl Measure {
    /// What its figures are.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Measure::Median | Measure::NinthDecile | Measure::Longest => Unit::Minutes,
            Measure::Procedure | Measure::Provider => Unit::Score,
            _ => Unit::Count,
        }
    }
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Key {
    /// Everything.
    All,
    /// A Hijri month.
    Month(u16, u8),
    /// A stage.
    Stage(Stage),
    /// From one act to another.
    Span(Span),
    /// A reason for waiting.
    Reason(Obstacle),
    /// A kind of paper, by id.
    Paper(String),
    /// A department.
    Department(Department),
    /// A service, by id; empty while none is stated.
    Service(String),
    /// A channel, by id.
    Channel(String),
    /// A branch.
    Branch(BranchNo),
    /// Ratings told together that differ in it.
    Together(By),
    /// A misconception: the question that an approved answer puts right, as the charity has it.
    Misconception(String),
}

impl Key {
    /// What it is one of.
    #[must_use]
    pub fn by(&self) -> By {
        match self {
            Key::All => By::All,
            Key::Month(..) => By::Month,
            Key::Stage(_) => By::Stage,
            Key::Span(_) => By::Span,
            Key::Reason(_) => By::Reason,
            Key::Paper(_) => By::Paper,
            Key::Department(_) => By::Department,
            Key::Service(_) => By::Service,
            Key::Channel(_) => By::Channel,
            Key::Branch(_) => By::Branch,
            Key::Together(by) => *by,
            Key::Misconception(_) => By::Misconception,
        }
    }

    /// The word for it in files.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Key::All => "all".to_owned(),
            Key::Month(year, month) => format!("{year:04}-{month:02}"),
            Key::Stage(stage) => stage.id().to_owned(),
            Key::Span(span) => span.id().to_owned(),
            Key::Reason(reason) => reason.id().to_owned(),
            Key::Department(department) => department.id().to_owned(),
            Key::Paper(id) | Key::Service(id) | Key::Channel(id) | Key::Misconception(id) => {
                id.clone()
            }
            Key::Branch(no) => no.to_string(),
            Key::Together(_) => "together".to_owned(),
        }
    }
}

/// Which report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportQuery {
    /// Which.
    pub name: ReportName,
    /// Of these days. What is pending is told as it stands now, whatever the period.
    pub period: DateRange,
    /// Only this branch.
    pub branch: Option<BranchNo>,
}

/// A row of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it is about.
    pub key: Key,
    /// A figure for each measure of the section; `None` where there is nothing to measure.
    pub values: Vec<Option<u64>>,
}

/// Rows of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What the rows are.
    pub by: By,
    /// What is counted or measured; the first is what a chart shows.
    pub measures: Vec<Measure>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Which, of which days and branch.
    pub query: ReportQuery,
    /// When it was made.
    pub at: Moment,
    /// The journal's head when it was begun.
    pub revision: Revision,
    /// What is told.
    pub sections: Vec<Section>,
}

/// The sections of a report and what each measures.
#[must_use]
pub fn layout(name: ReportName) -> Vec<(By, &'static [Measure])> {
    use Measure as M;
    const VOLUMES: &[Measure] = &[M::Opened, M::Submitted, M::Decided, M::Closed, M::Withdrawn];
    const AT_THE_DOOR: &[Measure] = &[
        M::Opened,
        M::Submitted,
        M::Decided,
        M::Closed,
        M::Withdrawn,
        M::Arrivals,
        M::Enquiries,
    ];
    const BY_CHANNEL: &[Measure] = &[
        M::Opened,
        M::Submitted,
        M::Decided,
        M::Closed,
        M::Withdrawn,
        M::Enquiries,
    ];
    const AGES: &[Measure] = &[
        M::Waiting,
        M::WithinWeek,
        M::WithinTwoWeeks,
        M::WithinMonth,
        M::Longer,
        M::Median,
        M::Longest,
    ];
    const TIMES: &[Measure] = &[M::Median, M::NinthDecile, M::Longest, M::Times];
    const FLOOR: &[Measure] = &[M::Replies, M::Kept, M::EarlyWithLeave, M::EarlyWithoutLeave];
    const FLOOR_NOW: &[Measure] = &[
        M::Replies,
        M::Kept,
        M::EarlyWithLeave,
        M::EarlyWithoutLeave,
        M::ReplyWaiting,
        M::ReplyDue,
    ];
    const REASONS: &[Measure] = &[M::Times, M::Requests, M::Still];
    const PUT_RIGHT: &[Measure] = &[M::Times];
    const PAPERS: &[Measure] = &[M::Times, M::Still];
    const OBSTACLES: &[Measure] = &[
        M::PapersAwaited,
        M::Clarifications,
        M::SentBack,
        M::Withdrawn,
    ];
    const OUTCOMES: &[Measure] = &[
        M::Decided,
        M::Accepted,
        M::Rejected,
        M::Objections,
        M::Upheld,
        M::Dismissed,
        M::Delivered,
    ];
    const SATISFACTION: &[Measure] = &[M::Procedure, M::Provider, M::Rated];
    const SATISFACTION_IN_ALL: &[Measure] = &[M::Procedure, M::Provider, M::Rated, M::Declined];
    match name {
        ReportName::Volumes => vec![
            (By::All, AT_THE_DOOR),
            (By::Month, AT_THE_DOOR),
            (By::Service, VOLUMES),
            (By::Channel, BY_CHANNEL),
            (By::Branch, AT_THE_DOOR),
            (By::Misconception, PUT_RIGHT),
        ],
        ReportName::Pending => vec![
            (By::Stage, AGES),
            (By::Department, AGES),
            (By::Service, AGES),
            (By::Channel, AGES),
            (By::Branch, AGES),
        ],
        ReportName::Elapsed => vec![
            (By::Stage, TIMES),
            (By::Span, TIMES),
            (By::Department, TIMES),
            (By::Service, TIMES),
            (By::Channel, TIMES),
            (By::Branch, TIMES),
        ],
        ReportName::ReplyFloor => vec![
            (By::All, FLOOR_NOW),
            (By::Service, FLOOR_NOW),
            (By::Channel, FLOOR),
            (By::Branch, FLOOR_NOW),
        ],
        ReportName::Obstacles => vec![
            (By::Reason, REASONS),
            (By::Paper, PAPERS),
            (By::Service, OBSTACLES),
            (By::Channel, OBSTACLES),
            (By::Branch, OBSTACLES),
        ],
        ReportName::Outcomes => vec![
            (By::All, OUTCOMES),
            (By::Service, OUTCOMES),
            (By::Channel, OUTCOMES),
            (By::Branch, OUTCOMES),
        ],
        ReportName::Satisfaction => vec![
            (By::All, SATISFACTION_IN_ALL),
            (By::Month, SATISFACTION),
            (By::Department, SATISFACTION),
            (By::Service, SATISFACTION),
            (By::Channel, SATISFACTION),
            (By::Branch, SATISFACTION),
        ],
    }
}

#[cfg(test)]
mod tests;
