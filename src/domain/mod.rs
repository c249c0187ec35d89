//! What a front desk knows, and its rules. No I/O, no clock, no randomness: time and identifiers come in as arguments.

pub mod address;
pub mod arrival;
pub mod contact;
pub mod country;
pub mod date;
pub mod decision;
pub mod declaration;
pub mod document;
pub mod draft;
pub mod enquiry;
pub mod event;
pub mod identity;
pub mod ids;
pub mod input;
pub mod moment;
pub mod money;
pub mod person;
pub mod profile;
pub mod referral;
pub mod request;
pub mod scope;
pub mod service;
pub mod sheet;
pub mod staff;
pub mod study;
pub mod workflow;
