//! The journal is the truth: every change is an event, appended, hashed and synced before it is answered.
