//! What follows an acceptance: registration (استكمال التسجيل, row 10), delivery (تقديم الخدمة, row 11), closing and
//! renewal; and referral to other bodies (الإحالة الخارجية, row 28).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::date::DateAsWritten;
use super::moment::Act;

/// Everything kept of a service once the request was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    /// When the registration was complete.
    pub registered: Option<Act>,
    /// What was delivered, oldest first.
    pub delivered: Vec<Delivery>,
    /// When it is to be looked at again (موعد التجديد).
    pub renew_on: Option<NaiveDate>,
}

/// Whether a service that is closed is looked at again, and when (التجديد, row 23).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Renewal {
    /// As the profile says of the service (كما في ملف الجمعية): not at all, where it says nothing.
    #[default]
    ByProfile,
    /// On a day (في يوم محدد).
    On(DateAsWritten),
    /// Not at all (لا يُجدَّد), whatever the profile says.
    Never,
}

/// Something delivered (row 11).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Which part of the service, by its id in the profile; empty where the service has no parts.
    pub part: String,
    /// What was handed over or done.
    pub what: String,
    /// Who received it.
    pub received_by: String,
    /// Who delivered it, when.
    pub act: Act,
}

/// A referral to another body (row 28).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideReferral {
    /// To whom.
    pub to: String,
    /// Why.
    pub because: String,
    /// Who referred it, when.
    pub referred: Act,
    /// What came of it, who noted it, when; `None` while it is awaited.
    pub result: Option<(String, Act)>,
}

impl OutsideReferral {
    /// Whether its result is awaited.
    pub fn is_open(&self) -> bool {
        self.result.is_none()
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Delivery({})", self.part)
    }
}

impl fmt::Debug for OutsideReferral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OutsideReferral(open: {})", self.is_open())
    }
}
