//! Journeys: what people come to the desk for, by keystrokes alone, from the door to the end.

mod desk;
mod intake;
