//! The first fields of a record, decoded without the rest: enough for a line in a list. A page of a queue shows fifty
//! requests and fifty people.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::store::Record;
use crate::domain::ids::{BranchNo, PersonNo, RequestNo, StaffNo};
use crate::domain::moment::{Act, Moment};
use crate::domain::person::{Person, PersonName};
use crate::domain::referral::Clarification;
use crate::domain::request::{Need, Pin, Request, Stage, Submission};

/// The fields that a record begins with, in its order.
pub trait Glance: DeserializeOwned {
    /// Which record.
    type Of: Record;
}

/// Of a request.
#[derive(Deserialize)]
#[expect(
    missing_docs,
    reason = "each is what the request's field of that name is"
)]
pub struct RequestGlance {
    pub no: RequestNo,
    pub person: PersonNo,
    pub branch: BranchNo,
    pub channel: String,
    pub pin: Pin,
    pub opened: Act,
    pub responsibilities_told: bool,
    pub stage: Stage,
    pub since: Moment,
    pub officer: StaffNo,
    pub officer_before: Option<StaffNo>,
    pub need: Option<Need>,
    pub clarifications: Vec<Clarification>,
    pub submission: Option<Submission>,
}

impl Glance for RequestGlance {
    type Of = Request;
}

/// Of a person.
#[derive(Deserialize)]
pub struct PersonGlance {
    /// File number.
    pub no: PersonNo,
    /// The first of the facts.
    pub name: PersonName,
}

impl Glance for PersonGlance {
    type Of = Person;
}
