//! Journeys: what people come to the desk for, by keystrokes alone, from the door to the end.

mod clarification;
mod desk;
mod intake;
mod reports;
