//! Which records an event changes, and whether it only reads them.

use super::Event;
use crate::domain::access::Reading;
use crate::domain::ids::{Entity, PersonNo, RequestNo};
use crate::domain::outreach::Reason;

impl Event {
    /// What it touched, and whose version it therefore moved. Reading touches nothing.
    pub fn touches(&self) -> Vec<Entity> {
        match self {
            Event::ProfileAdopted { .. } => vec![Entity::Charity],
            Event::BranchAdded { branch, .. } | Event::BranchRenamed { branch, .. } => {
                vec![Entity::Branch(*branch)]
            }
            Event::StaffAdded { staff, .. }
            | Event::RolesChanged { staff, .. }
            | Event::StaffMoved { staff, .. }
            | Event::StaffLeft { staff }
            | Event::PinSet { staff, .. }
            | Event::PinReset { staff, .. }
            | Event::BranchesGiven { staff, .. } => {
                vec![Entity::Staff(*staff)]
            }
            Event::VisitorArrived { arrival, .. }
            | Event::VisitorCalled { arrival }
            | Event::VisitorLeft { arrival } => vec![Entity::Arrival(*arrival)],
            Event::PersonRegistered { person, .. }
            | Event::PersonCorrected { person, .. }
            | Event::PersonAdmitted { person } => {
                vec![Entity::Person(*person)]
            }
            Event::FoundNotTheSame { person, other } => {
                vec![Entity::Person(*person), Entity::Person(*other)]
            }
            Event::RequestOpened {
                request, person, ..
            } => vec![Entity::Request(*request), Entity::Person(*person)],
            Event::NeedStated { request, .. }
            | Event::PaperMatched { request, .. }
            | Event::DeclarationSigned { request, .. }
            | Event::DeclarationVoided { request }
            | Event::StudyExplained { request }
            | Event::PapersAwaited { request, .. }
            | Event::ClarificationReferred { request, .. }
            | Event::ClarificationAnswered { request, .. }
            | Event::RequestSubmitted { request, .. }
            | Event::RequestWithdrawn { request, .. }
            | Event::SheetPrinted { request, .. }
            | Event::RequestTaken { request }
            | Event::ScopeExcepted { request, .. }
            | Event::RequestAssigned { request, .. }
            | Event::RequestHandedBack { request, .. }
            | Event::FindingNoted { request, .. }
            | Event::CriterionJudged { request, .. }
            | Event::MechanismReported { request, .. }
            | Event::OpinionGiven { request, .. }
            | Event::StudyConcluded { request }
            | Event::RequestSentBack { request, .. }
            | Event::RequestDecided { request, .. }
            | Event::EarlyReplyAllowed { request, .. }
            | Event::ReplyGiven { request, .. }
            | Event::ObjectionRaised { request, .. }
            | Event::ObjectionAnswered { request, .. }
            | Event::RegistrationCompleted { request }
            | Event::ServiceDelivered { request, .. }
            | Event::RequestClosed { request, .. }
            | Event::ReferredOutside { request, .. }
            | Event::OutsideResultNoted { request, .. }
            | Event::ScanAttached { request, .. }
            | Event::RatingOffered { request, .. } => vec![Entity::Request(*request)],
            Event::EnquiryLogged {
                enquiry, person, ..
            } => with_person(Entity::Enquiry(*enquiry), *person),
            Event::DraftKept { draft, .. } | Event::DraftDropped { draft } => {
                vec![Entity::Draft(*draft)]
            }
            Event::VoiceHeard { voice, person, .. } => with_person(Entity::Voice(*voice), *person),
            Event::VoiceAnswered { voice, .. } => vec![Entity::Voice(*voice)],
            Event::StandardApproved { standard, .. } | Event::StandardRetired { standard } => {
                vec![Entity::Standard(*standard)]
            }
            Event::StandardGiven { standard, enquiry } => {
                vec![Entity::Standard(*standard), Entity::Enquiry(*enquiry)]
            }
            Event::ContactMade { person, .. }
            | Event::CopyRequested { person }
            | Event::CopyHandedOver { person, .. } => vec![Entity::Person(*person)],
            // A rating has no version of its own: nothing that could be asked for leads to one. Who signs in changes
            // nothing of themselves.
            Event::RecordOpened { .. }
            | Event::PinFailed { .. }
            | Event::SignedIn { .. }
            | Event::RecordRead { .. }
            | Event::PeopleSearched { .. }
            | Event::PaperAsked { .. }
            | Event::PeopleImported { .. }
            | Event::ServiceRated { .. } => vec![],
        }
    }

    /// The personal record it only read.
    pub fn reads(&self) -> Option<Entity> {
        match self {
            Event::RecordOpened { entity } | Event::RecordRead { entity, .. } => Some(*entity),
            Event::PaperAsked { found } => found.map(Entity::Person),
            _ => None,
        }
    }

    /// Whether a record was looked at, so that looking again at once is the same. Whoever takes everything with them
    /// takes it each time.
    pub fn is_reading(&self) -> bool {
        match self {
            Event::RecordOpened { .. } => true,
            Event::RecordRead { how, .. } => *how != Reading::Exported,
            _ => false,
        }
    }

    /// Whether other branches than the one it was done at may know of it. Of a file that several share, each knows what
    /// became of the file and who read it, and not what the others do for the person. That two files are two people is
    /// known to whoever knows both.
    pub fn is_shared(&self, entity: Entity) -> bool {
        !matches!(entity, Entity::Person(_))
            || matches!(
                self,
                Event::PersonRegistered { .. }
                    | Event::PersonCorrected { .. }
                    | Event::PersonAdmitted { .. }
                    | Event::RecordOpened { .. }
                    | Event::RecordRead { .. }
                    | Event::PaperAsked { .. }
                    | Event::CopyRequested { .. }
                    | Event::CopyHandedOver { .. }
            )
    }

    /// Whom contact was sought with, and why.
    pub fn contact(&self) -> Option<(PersonNo, &Reason)> {
        match self {
            Event::ContactMade { person, reason, .. } => Some((*person, reason)),
            _ => None,
        }
    }

    /// The request that moves on with it and with which nothing else does; not one that is only being opened.
    pub fn of_request(&self) -> Option<RequestNo> {
        match self.touches().as_slice() {
            [Entity::Request(request)] => Some(*request),
            _ => None,
        }
    }
}

/// What was said, and whose file it is about.
fn with_person(said: Entity, person: Option<PersonNo>) -> Vec<Entity> {
    let person = person.map(Entity::Person);
    [said].into_iter().chain(person).collect()
}
