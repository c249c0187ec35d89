//! The one writer: who may, what follows, append, apply, tell.
