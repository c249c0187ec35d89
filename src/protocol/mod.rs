//! What desk and office say to each other, and the frames it travels in.

pub mod client;
pub mod command;
pub mod done;
pub mod door;
pub mod frame;
pub mod paper;
pub mod presence;
pub mod query;
pub mod reach;
pub mod refusal;

pub use client::{Client, ClientError};
pub use command::{Command, Order};
pub use done::{Done, Imported, Made};
pub use door::{Knock, Lock, Sharer, SignInView, Ticket};
pub use frame::{Piece, ToDesk, ToOffice};
pub use paper::PaperAsRead;
pub use presence::{Companion, Sight};
pub use query::{
    Answer, Counts, DeskView, Notice, PersonLine, PersonPage, Query, QueueOrder, QueueQuery,
    QueueRow,
};
pub use refusal::{Colleague, Refusal, ScanFault};
