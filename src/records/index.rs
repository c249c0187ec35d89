//! Indexes in memory, which keep lists sorted and counts ready: updated with every change to a record, and built anew
//! when the records are opened. They hold nothing that the records do not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;

use chrono::NaiveDate;

use super::keys::{Sink, Source};
use super::outreach::OutreachIndex;
use super::queues::Queues;
use super::ratings::Batches;
use super::search::SearchIndex;
use super::store::AdoptedProfile;
use super::traits::{identity_of, traits_of};
use crate::domain::access::PapersAsked;
use crate::domain::arrival::{Arrival, Turn};
use crate::domain::branches::Branches;
use crate::domain::copy::SubjectCopy;
use crate::domain::draft::Draft;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, EnquiryNo, PersonNo, RequestNo, Revision, StaffNo, StandardNo,
    VoiceNo,
};
use crate::domain::moment::Moment;
use crate::domain::person::Person;
use crate::domain::pin::PinRecord;
use crate::domain::profile::Profile;
use crate::domain::request::{Pin, Request, Stage};
use crate::domain::staff::{Branch, Staff};
use crate::domain::standard::Standard;
use crate::domain::voice::{Rated, Voice, VoiceKind};
use crate::profiles;

/// A profile version in force or once in force.
#[derive(Debug)]
pub struct InForce {
    /// Which.
    pub pin: Pin,
    /// Its TOML.
    pub source: String,
    /// As read.
    pub profile: Profile,
}

/// All indexes.
#[derive(Default)]
pub struct Indexes {
    /// Names, identity papers and mobiles.
    pub search: SearchIndex,
    /// Who has an identity, with or without a paper; more than one where an officer found that they are not the same.
    identities: BTreeSet<(Box<str>, PersonNo)>,
    /// Requests by stage.
    pub queues: Queues,
    /// Everyone on the staff, and who was.
    pub staff: BTreeMap<StaffNo, Staff>,
    /// What is known of their PINs, of whoever had to do with one.
    pub pins: BTreeMap<StaffNo, PinRecord>,
    /// The papers each of them asked for that are on file elsewhere, or nowhere.
    papers_asked: BTreeMap<StaffNo, PapersAsked>,
    /// Every branch.
    pub branches: BTreeMap<BranchNo, Branch>,
    /// Profiles as adopted, the latest last.
    pub profiles: BTreeMap<Revision, Arc<InForce>>,
    /// Requests by the profile version they keep, and by branch.
    kept_by: BTreeMap<Pin, BTreeMap<BranchNo, KeptBy>>,
    /// Who is in the line or at a counter.
    pub line: BTreeSet<(BranchNo, ArrivalNo)>,
    /// Whose drafts.
    pub drafts: BTreeSet<(StaffNo, DraftNo)>,
    /// The highest numbers given so far.
    pub last: Last,
    /// Enquiries by branch.
    pub enquiries: BTreeSet<(BranchNo, EnquiryNo)>,
    /// What happened at a branch on a day.
    pub days: BTreeMap<(NaiveDate, BranchNo), Day>,
    /// Decided requests whose reply is not given, by the day before which it may not be.
    pub reply_floors: BTreeMap<(NaiveDate, BranchNo), u32>,
    /// Whom to contact without being asked.
    pub outreach: OutreachIndex,
    /// Suggestions and complaints.
    pub voices: BTreeMap<VoiceNo, Heard>,
    /// Approved answers; `false` once retired.
    pub standards: BTreeMap<StandardNo, bool>,
    /// Subjects' copies still to be given, by their last day.
    pub copies: BTreeSet<(NaiveDate, PersonNo)>,
    /// Ratings, in batches.
    pub ratings: Batches,
    /// Ratings offered and not wished to be given, on a day at a branch.
    pub declined: BTreeMap<(NaiveDate, BranchNo), u32>,
    /// The branch of each request, by year and serial: two bytes each, so that a branch costs no reading.
    request_branches: BTreeMap<u16, Vec<BranchNo>>,
}

/// Which suggestions and complaints a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Where it was taken down.
    pub branch: BranchNo,
    /// Which.
    pub kind: VoiceKind,
    /// Whether it waits for an answer.
    pub open: bool,
}

/// The highest numbers given so far. Records of these kinds are never removed, so a number is never given twice.
#[derive(Clone, Debug, Default)]
pub struct Last {
    /// File.
    pub person: u32,
    /// Arrival.
    pub arrival: u32,
    /// Enquiry.
    pub enquiry: u32,
    /// Suggestion or complaint.
    pub voice: u32,
    /// Approved answer.
    pub standard: u32,
    /// Request, by Hijri year.
    pub request: BTreeMap<u16, u32>,
}

/// How many requests keep a profile version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptBy {
    /// All of them.
    pub all: u32,
    /// Those that are not closed or withdrawn.
    pub open: u32,
}

/// The indexes of people.
pub(super) struct People {
    search: SearchIndex,
    identities: BTreeSet<(Box<str>, PersonNo)>,
    outreach: OutreachIndex,
    last: u32,
}

impl People {
    /// Of everybody, from their records.
    pub(super) fn of(people: impl Iterator<Item = Person>) -> People {
        let mut identities: Vec<(Box<str>, PersonNo)> = Vec::new();
        let mut outreach = OutreachIndex::default();
        let mut last = 0;
        let search = SearchIndex::build_at(people.map(|person| {
            last = last.max(person.no.0);
            outreach.person(&person, true);
            identities.push((identity_of(&person.facts).into(), person.no));
            (person.no.0, traits_of(&person.facts), person.branches)
        }));
        People {
            search,
            identities: identities.into_iter().collect(),
            outreach,
            last,
        }
    }

    pub(super) fn load<R: Read>(from: &mut Source<R>) -> io::Result<People> {
        let last = from.u32()?;
        let search = SearchIndex::load(from)?;
        let identities = from.list(|from| Ok((from.text()?.into(), PersonNo(from.u32()?))))?;
        Ok(People {
            search,
            identities: identities.into_iter().collect(),
            outreach: OutreachIndex::load(from)?,
            last,
        })
    }
}

/// A day at a branch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// People who came.
    pub arrived: u32,
    /// Requests handed in.
    pub submitted: u32,
    /// Questions answered.
    pub enquiries: u32,
}

fn count(number: &mut u32, enter: bool) {
    *number = if enter {
        number.saturating_add(1)
    } else {
        number.saturating_sub(1)
    };
}

/// Puts an item in a set, or takes it out.
pub(super) fn keep<T: Ord>(set: &mut BTreeSet<T>, item: T, enter: bool) {
    if enter {
        set.insert(item);
    } else {
        set.remove(&item);
    }
}

/// Shows nothing: it is made of names and numbers of people.
impl fmt::Debug for Indexes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Indexes(…)")
    }
}

impl Indexes {
    fn day(&mut self, at: Moment, branch: BranchNo) -> &mut Day {
        self.days.entry((at.date(), branch)).or_default()
    }

    pub(super) fn profile(&mut self, adopted: &AdoptedProfile, revision: Revision, enter: bool) {
        if !enter {
            self.profiles.remove(&revision);
            return;
        }
        // What was adopted had been read before it was: it reads again, unless a later release cannot; then it is
        // left out, and whoever needs it is told that it is missing.
        if let Ok(profile) = profiles::parse(&adopted.pin.profile, &adopted.source) {
            let in_force = InForce {
                pin: adopted.pin.clone(),
                source: adopted.source.clone(),
                profile,
            };
            self.profiles.insert(revision, Arc::new(in_force));
        }
    }

    pub(super) fn branch(&mut self, branch: &Branch, enter: bool) {
        if enter {
            self.branches.insert(branch.no, branch.clone());
        } else {
            self.branches.remove(&branch.no);
        }
    }

    pub(super) fn staff(&mut self, staff: &Staff, enter: bool) {
        if enter {
            self.staff.insert(staff.no, staff.clone());
        } else {
            self.staff.remove(&staff.no);
        }
    }

    pub(super) fn pin_record(&mut self, pin: &PinRecord, enter: bool) {
        if enter {
            self.pins.insert(pin.staff, pin.clone());
        } else {
            self.pins.remove(&pin.staff);
        }
    }

    pub(super) fn papers_asked(&mut self, asked: &PapersAsked, enter: bool) {
        if enter {
            self.papers_asked.insert(asked.staff, asked.clone());
        } else {
            self.papers_asked.remove(&asked.staff);
        }
    }

    pub(super) fn person(&mut self, person: &Person, enter: bool) {
        self.last.person = self.last.person.max(person.no.0);
        let traits = traits_of(&person.facts);
        if enter {
            self.search.insert(person.no.0, &traits);
        } else {
            self.search.remove(person.no.0, &traits);
        }
        let branches = &person.branches;
        self.search.belongs(person.no.0, &traits, branches, enter);
        self.outreach.person(person, enter);
        let identity = identity_of(&person.facts);
        keep(&mut self.identities, (identity.into(), person.no), enter);
    }

    /// Everybody at once, where nobody is yet: one by one, a million people take many times as long.
    pub(super) fn people(&mut self, people: People) {
        self.search = people.search;
        self.identities = people.identities;
        self.outreach = people.outreach;
        self.last.person = people.last;
    }

    /// Keeps what [`People::load`] reads.
    pub(super) fn save_people<W: Write>(&self, to: &mut Sink<W>) -> io::Result<()> {
        to.u32(self.last.person)?;
        self.search.save(to)?;
        to.count(self.identities.len())?;
        for (identity, no) in &self.identities {
            to.text(identity)?;
            to.u32(no.0)?;
        }
        self.outreach.save(to)
    }

    pub(super) fn request(&mut self, request: &Request, enter: bool) {
        let last = self.last.request.entry(request.no.year).or_default();
        *last = (*last).max(request.no.serial);
        if !self.kept_by.contains_key(&request.pin) {
            self.kept_by.insert(request.pin.clone(), BTreeMap::new());
        }
        if let Some(kept_by) = self.kept_by.get_mut(&request.pin) {
            let kept_by = kept_by.entry(request.branch).or_default();
            count(&mut kept_by.all, enter);
            if request.is_open() {
                count(&mut kept_by.open, enter);
            }
        }
        self.place(request);
        let pinned = self.pinned(&request.pin).cloned();
        let profile = pinned.as_deref().map(|in_force| &in_force.profile);
        self.outreach.request(request, profile, enter);
        for offered in request.offered.iter().filter(|one| !one.answered) {
            let there = (offered.act.at.date(), request.branch);
            count(self.declined.entry(there).or_default(), enter);
        }
        if Stage::QUEUES.contains(&request.stage) {
            self.queues.keep(request, enter);
        }
        if let Some(submission) = &request.submission {
            count(
                &mut self.day(submission.act.at, request.branch).submitted,
                enter,
            );
        }
        if request.stage == Stage::Reply {
            // Where leave was given it is due by now.
            let from = request.reply_floor().unwrap_or(NaiveDate::MIN);
            let there = (from, request.branch);
            count(self.reply_floors.entry(there).or_default(), enter);
        }
    }

    /// Notes the branch of a request, which stays as it was opened: it is not struck out.
    fn place(&mut self, request: &Request) {
        let Ok(at) = usize::try_from(request.no.serial) else {
            return;
        };
        let year = self.request_branches.entry(request.no.year).or_default();
        if year.len() <= at {
            // Zero is no branch.
            year.resize(at.saturating_add(1), BranchNo(0));
        }
        if let Some(branch) = year.get_mut(at) {
            *branch = request.branch;
        }
    }

    /// How many requests of these branches keep a profile version.
    pub fn kept_by(&self, pin: &Pin, branches: &Branches) -> KeptBy {
        let mut sum = KeptBy::default();
        let kept_by = self.kept_by.get(pin).into_iter().flatten();
        for (_, kept_by) in kept_by.filter(|(branch, _)| branches.has(**branch)) {
            sum.all = sum.all.saturating_add(kept_by.all);
            sum.open = sum.open.saturating_add(kept_by.open);
        }
        sum
    }

    /// The branch that took a request in.
    pub fn branch_of(&self, no: RequestNo) -> Option<BranchNo> {
        let year = self.request_branches.get(&no.year)?;
        let branch = year.get(usize::try_from(no.serial).ok()?).copied();
        branch.filter(|branch| *branch != BranchNo(0))
    }

    pub(super) fn arrival(&mut self, arrival: &Arrival, enter: bool) {
        self.last.arrival = self.last.arrival.max(arrival.no.0);
        if !matches!(arrival.turn, Turn::Gone(_)) {
            keep(&mut self.line, (arrival.branch, arrival.no), enter);
        }
        count(
            &mut self.day(arrival.arrived.at, arrival.branch).arrived,
            enter,
        );
    }

    pub(super) fn enquiry(&mut self, enquiry: &Enquiry, enter: bool) {
        self.last.enquiry = self.last.enquiry.max(enquiry.no.0);
        keep(&mut self.enquiries, (enquiry.branch, enquiry.no), enter);
        count(
            &mut self.day(enquiry.logged.at, enquiry.branch).enquiries,
            enter,
        );
        let at = (enquiry.branch, enquiry.logged.at);
        self.outreach.said(enquiry.person, at, enter);
    }

    pub(super) fn draft(&mut self, draft: &Draft, enter: bool) {
        keep(&mut self.drafts, (draft.owner, draft.no), enter);
    }

    pub(super) fn voice(&mut self, voice: &Voice, enter: bool) {
        self.last.voice = self.last.voice.max(voice.no.0);
        let at = (voice.branch, voice.taken.at);
        self.outreach.said(voice.person, at, enter);
        if enter {
            let heard = Heard {
                branch: voice.branch,
                kind: voice.kind,
                open: voice.is_open(),
            };
            self.voices.insert(voice.no, heard);
        } else {
            self.voices.remove(&voice.no);
        }
    }

    pub(super) fn standard(&mut self, standard: &Standard, enter: bool) {
        self.last.standard = self.last.standard.max(standard.no.0);
        if enter {
            self.standards
                .insert(standard.no, standard.retired.is_none());
        } else {
            self.standards.remove(&standard.no);
        }
    }

    pub(super) fn copy(&mut self, copy: &SubjectCopy, enter: bool) {
        if copy.is_due() {
            keep(&mut self.copies, (copy.due(), copy.person), enter);
        }
    }

    /// A rating is a record once and for all: there is none to strike out.
    pub(super) fn rated(&mut self, rated: &Rated, at: Revision, enter: bool) {
        if enter {
            self.ratings.take(rated, at);
        }
    }

    /// Whose files have this key, by number: see [`identity_of`].
    pub fn holders(&self, key: &str) -> impl Iterator<Item = PersonNo> {
        let from = (Box::from(key), PersonNo(0));
        self.identities
            .range(from..)
            .take_while(move |(held, _)| **held == *key)
            .map(|(_, no)| *no)
    }

    /// The profile in force.
    pub fn in_force(&self) -> Option<&Arc<InForce>> {
        self.profiles.values().next_back()
    }

    /// The profile version a request is pinned to.
    pub fn pinned(&self, pin: &Pin) -> Option<&Arc<InForce>> {
        self.profiles
            .values()
            .rev()
            .find(|adopted| adopted.pin == *pin)
    }

    /// Whoever the kernel says this is, while they work here.
    pub fn staff_of_uid(&self, uid: u32) -> Option<&Staff> {
        self.working().find(|member| member.uid == uid)
    }

    /// Everyone who works here as this Unix user. Where it is or was another's too, a PIN says who it is.
    pub fn sharing(&self, uid: u32) -> impl Iterator<Item = &Staff> {
        self.working().filter(move |member| member.uid == uid)
    }

    /// Whether this Unix user is nobody's but one member of staff's, and never was: whoever left may still have it.
    pub fn is_one_member(&self, uid: u32) -> bool {
        let mut theirs = self.staff.values().filter(|member| member.uid == uid);
        theirs.next().is_some() && theirs.next().is_none()
    }

    /// Whether there is a way for a member of staff to take their seat: the kernel's word, or a PIN.
    pub fn can_sign_in(&self, member: &Staff) -> bool {
        self.is_one_member(member.uid) || self.pin(member.no).set.is_some()
    }

    /// What is known of a member of staff's PIN.
    pub fn pin(&self, staff: StaffNo) -> PinRecord {
        let pin = self.pins.get(&staff).cloned();
        pin.unwrap_or_else(|| PinRecord::none(staff))
    }

    /// Whether a member of staff asked for as many papers today as anybody may.
    pub fn has_spent_papers(&self, staff: StaffNo, now: Moment) -> bool {
        let asked = self.papers_asked.get(&staff);
        asked.is_some_and(|asked| asked.is_spent(now))
    }

    /// When a Unix user left, who worked here once and does no more.
    pub fn left(&self, uid: u32) -> Option<Moment> {
        let theirs = self.staff.values().filter(|member| member.uid == uid);
        theirs.filter_map(|member| member.left).max()
    }

    /// Everyone on the staff who has not left.
    pub fn working(&self) -> impl Iterator<Item = &Staff> {
        self.staff.values().filter(|member| member.left.is_none())
    }
}
