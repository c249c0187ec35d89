//! The screens: state, update, draw. Knows records only through the protocol.

pub mod condition;
pub mod key;
pub mod widget;
pub mod wire;
