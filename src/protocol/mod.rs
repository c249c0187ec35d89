//! What desk and office say to each other, and the frames it travels in.

pub mod client;
pub mod command;
pub mod frame;
pub mod query;
pub mod reach;
pub mod refusal;

pub use client::{Client, ClientError};
pub use command::{Command, Done, Imported, Made, Order, Sheet};
pub use frame::{Piece, ToDesk, ToOffice};
pub use query::{
    Answer, Counts, DeskView, Notice, PersonLine, PersonPage, Query, QueueOrder, QueueQuery,
    QueueRow,
};
pub use refusal::{Colleague, Refusal, ScanFault};
