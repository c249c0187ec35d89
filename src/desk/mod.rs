//! The screens: state, update, draw. Knows records only through the protocol.
