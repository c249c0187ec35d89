//! What a profile file may say. A key that is not here is refused, with its line.

use serde::{Deserialize, Serialize};

use super::{Eligibility, Field, Id, ProfileKey, RequiredPaper};
use crate::domain::date::DateAsWritten;

/// The same in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In Arabic.
    pub ar: String,
    /// In English.
    pub en: String,
}

/// One charity's front desk: the root of a profile file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileData {
    /// The profile's name.
    pub key: ProfileKey,
    /// Its version, from 1, raised with every amendment (policy row 54).
    pub version: u32,
    /// What whoever turns to this charity is known by; absent where that is nothing in particular. What is stated of
    /// any need here is masked for it.
    pub sensitive: Option<Sensitive>,
    /// The day the policy was approved, as the policy writes it; absent where it carries no date.
    pub effective: Option<DateAsWritten>,
    /// Who the charity is.
    pub charity: Charity,
    /// What its papers carry.
    pub letterhead: Letterhead,
    /// What its staff are called.
    pub titles: Titles,
    /// How it is reached (القنوات, policy rows 29 to 37).
    pub channels: Vec<Channel>,
    /// What the desk may open and search (الأدوات, policy rows 38 to 42).
    pub references: Vec<Reference>,
    /// Whom it serves (policy row 50); empty where the policy names none.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// What it offers (policy row 51).
    pub services: Vec<Service>,
    /// The steps with the beneficiary, in their order (policy rows 1 to 11).
    pub steps: Vec<PolicyStep>,
    /// Where unclear procedures are referred (policy row 6); absent where the policy has no such step.
    pub clarification: Option<Clarification>,
    /// Those who may study a request.
    pub committees: Vec<Committee>,
    /// Who of them does.
    pub study: Study,
    /// When to reply (policy row 9).
    pub reply: Reply,
    /// What the beneficiary signs (policy row 5).
    pub declaration: Text,
    /// What the beneficiary is told of what happens next (policy rows 7 and 9), with
    /// [`REPLY_NOT_BEFORE`](super::REPLY_NOT_BEFORE) where the date goes.
    pub explanation: Text,
    /// What the beneficiary is told before applying (policy row 53); empty where the policy asks for none.
    #[serde(default)]
    pub responsibilities: Vec<Text>,
    /// Where it serves (policy row 52); absent where the policy does not say.
    pub scope: Option<Scope>,
    /// The checklist (policy row 2).
    pub papers: Vec<RequiredPaper>,
    /// Whom it turns to without being asked (policy row 23).
    #[serde(default)]
    pub outreach: Outreach,
    /// How eligibility is made sure of (policy rows 43 to 49); absent where the policy does not say.
    pub eligibility: Option<Eligibility>,
    /// The charity's own fields about a person.
    #[serde(default)]
    pub person_fields: Vec<Field>,
    /// The charity's own fields about a need (policy row 27).
    #[serde(default)]
    pub need_fields: Vec<Field>,
}

/// Data that is masked until a key shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitive {
    /// Who somebody is, by number (بيانات الهوية).
    Identity,
    /// Their health (البيانات الصحية).
    Health,
    /// Convictions, their own or in the family (البيانات الجنائية).
    Criminal,
}

impl Sensitive {
    /// The word for it in profiles and text keys.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Sensitive::Identity => "identity",
            Sensitive::Health => "health",
            Sensitive::Criminal => "criminal",
        }
    }
}

/// Who the charity is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charity {
    /// The registered name.
    pub name: Text,
    /// The name that fits a status line.
    pub short_name: Text,
    /// Where its head office is.
    pub city: Text,
    /// Under what licence it works; absent where the policy does not say.
    pub licence: Option<Licence>,
}

/// A licence (الترخيص).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Its number.
    pub number: String,
    /// Who gave it.
    pub authority: Text,
}

/// The head of every printed sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// The lines below the charity's name.
    pub lines: Vec<Text>,
    /// What is filled in by hand or by the program (policy row 57).
    pub fields: Vec<SheetField>,
}

/// A field in the head of a printed sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetField {
    /// الرقم
    Number,
    /// التاريخ
    Date,
    /// المرفقات
    Attachments,
    /// الموضوع
    Subject,
}

/// What this charity calls its staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    /// Who sits at the desk.
    pub reception: Text,
    /// Who answers questions and studies cases.
    pub social_researcher: Text,
    /// Who watches the queues.
    pub supervisor: Text,
    /// Who keeps the list of those who decide.
    pub committee_secretary: Text,
}

/// A channel (قناة).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its name in data.
    pub id: Id,
    /// What it is.
    pub kind: ChannelKind,
    /// What this charity calls it.
    pub title: Text,
}

/// What a channel is, whatever a charity calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// Face to face (المقابلة، حضوريا).
    InPerson,
    /// By telephone (الاتصالات الهاتفية، الكول سنتر).
    Phone,
    /// Social media (وسائل التواصل الاجتماعي).
    SocialMedia,
    /// Letters (الخطابات).
    Letters,
    /// The assistance-request service (خدمات طلب المساعدة).
    AssistanceRequest,
    /// The volunteering service (خدمة التطوع).
    Volunteering,
    /// The website (الموقع الإلكتروني).
    Website,
    /// E-mail (البريد الإلكتروني).
    Email,
    /// Text messages (الرسائل النصية).
    Sms,
}

/// A reference at the desk (أداة). Its text is the charity's own file of that id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Its name in data, and of its file.
    pub id: Id,
    /// Its title.
    pub title: Text,
}

/// A category of beneficiaries (فئة).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name in data.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// What a need of this category is masked for.
    pub sensitive: Option<Sensitive>,
}

/// A service (خدمة).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its name in data.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// Whether it stands in for services the policy does not name and the charity is to fill in.
    #[serde(default)]
    pub to_fill_in: bool,
    /// What it is delivered in (policy row 11); empty where it is delivered as a whole.
    #[serde(default)]
    pub parts: Vec<ServicePart>,
    /// What a need of this service is masked for.
    pub sensitive: Option<Sensitive>,
    /// After how long it is looked at again (policy row 23); absent where it ends with its delivery.
    pub renew_after: Option<Period>,
}

/// A part of a service, delivered by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServicePart {
    /// Its name in data.
    pub id: Id,
    /// Its title.
    pub title: Text,
}

/// Whom the charity turns to without being asked (دون الحاجة إلى طلب المستفيد, policy row 23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outreach {
    /// Papers that expire within so many days.
    pub papers_within_days: u16,
    /// Registered people whom nobody has contacted for so many months.
    pub silent_months: u16,
}

impl Default for Outreach {
    /// The charity's own setting: the policies name no time.
    fn default() -> Self {
        Self {
            papers_within_days: 30,
            silent_months: 6,
        }
    }
}

/// A step with the beneficiary, as the policy counts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyStep {
    /// Which.
    pub id: PolicyStepId,
    /// In a few words, for a margin.
    pub title: Text,
    /// What is done, for whoever does it.
    pub text: Text,
}

/// The steps a policy may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyStepId {
    /// Receive with courtesy and time (row 1).
    Receive,
    /// See that all is given, match it, judge its validity (rows 2 to 4).
    MatchData,
    /// Refer what is unclear (row 6).
    Clarify,
    /// Have the declaration signed (row 5).
    Declare,
    /// Explain what happens next (rows 7 to 9).
    Explain,
    /// Complete the registration (row 10).
    Register,
    /// Deliver the service (row 11).
    Deliver,
}

impl PolicyStepId {
    /// All of them, in the order of the policies.
    pub const ALL: [Self; 7] = [
        Self::Receive,
        Self::MatchData,
        Self::Clarify,
        Self::Declare,
        Self::Explain,
        Self::Register,
        Self::Deliver,
    ];

    /// The word for it in files and text keys.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::MatchData => "match-data",
            Self::Clarify => "clarify",
            Self::Declare => "declare",
            Self::Explain => "explain",
            Self::Register => "register",
            Self::Deliver => "deliver",
        }
    }
}

/// Where unclear procedures are referred (الإحالة).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clarification {
    /// To whom.
    pub to: Clarifier,
    /// What the policy calls them.
    pub title: Text,
}

/// Who may be asked to clarify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clarifier {
    /// مسئول البحث الاجتماعي
    SocialResearcher,
    /// المشرف
    Supervisor,
}

/// Those who study a request and decide: a committee (لجنة) or the management (الإدارة).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Committee {
    /// Its name in data.
    pub id: Id,
    /// Its title.
    pub title: Text,
}

/// How a request is studied (دراسة الطلب).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// By which committees.
    pub committees: Vec<Id>,
    /// Whose opinion there must be before a decision.
    pub opinions: Opinions,
}

/// Whose opinion a decision waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opinions {
    /// Every committee's.
    All,
    /// One committee's.
    Any,
}

/// When to reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The policy's: no reply before this has passed.
    pub not_before: Period,
    /// From when it runs.
    pub runs_from: RunsFrom,
    /// The charity's own target. The policies set no maximum: it is labelled as the charity's wherever it is shown.
    pub own_target: Option<Period>,
}

/// A length of time by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Seven days each.
    Weeks(u16),
    /// By the Umm al-Qura table.
    HijriMonths(u16),
    /// By the Gregorian calendar.
    GregorianMonths(u16),
}

/// From when the reply period runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunsFrom {
    /// From the day the request was submitted.
    Submission,
    /// From the day the beneficiary was told.
    Explanation,
}

/// Where the charity serves (النطاق الجغرافي).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The area's name.
    pub area: Text,
    /// Cities and governorates within it; a home elsewhere brings the warning and asks for a reason.
    pub places: Vec<Text>,
    /// What the officer is told.
    pub warning: Text,
}
