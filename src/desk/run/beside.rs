//! What is done beside the loop, each in a thread of its own, and what came of it taken in.

use std::thread;

use super::{Input, Running};
use crate::desk::errand::{self, Errand, Ran};
use crate::desk::state::{Action, Tag};
use crate::domain::ids::RequestNo;
use crate::sheets::printer::{PrintError, Went};
use crate::sheets::{Case, Kind};

/// What came of something done beside the loop.
pub(super) enum Finished {
    /// A sheet was printed.
    Printed(RequestNo, Kind, Result<Went, PrintError>),
    /// An errand was run.
    Ran(Tag, Ran),
}

impl Running {
    /// Takes in what came of things, of whoever sits here now: what follows from it is done in their name.
    pub(super) fn finish(&mut self) {
        let sits = self.link.sits();
        if self.state.is_locked() {
            return;
        }
        let waiting = std::mem::take(&mut self.finished);
        let (now, later) = waiting.into_iter().partition(|(by, _)| *by == sits);
        self.finished = later;
        for (_, finished) in now {
            self.act(match finished {
                Finished::Printed(no, kind, went) => Action::Printed(no, kind, went),
                Finished::Ran(tag, ran) => Action::Ran(tag, ran),
            });
        }
    }

    /// In a thread of its own: a printer may take its time, and nobody waits for it before they leave.
    pub(super) fn print(&mut self, kind: Kind, case: Box<Case>) {
        let (post, outlet) = (self.post.clone(), self.outlet.clone());
        let by = self.link.sits();
        let started = thread::Builder::new().name("sheet".into()).spawn(move || {
            let no = case.request.no;
            let sheet = outlet.make(kind, &case).map_err(PrintError::from);
            let went = sheet.and_then(|sheet| outlet.print(kind, no, &sheet));
            // Nobody is left to be told where the desk was closed meanwhile.
            let _ = post.send(Input::Finished(by, Finished::Printed(no, kind, went)));
        });
        match started {
            Ok(_) => self.sheets += 1,
            Err(error) => tracing::warn!(%error, "the sheet is not printed"),
        }
    }

    /// In a thread of its own: a disk or a long text may take its time.
    pub(super) fn run_errand(&mut self, tag: Tag, errand: Errand) {
        let (post, mut places) = (self.post.clone(), self.places.clone());
        let by = self.link.sits();
        places.scanning.beside = self.link.ticket();
        let started = thread::Builder::new().name("errand".into()).spawn(move || {
            let ran = errand::run(&places, errand);
            // Nobody is left to be told where the desk was closed meanwhile.
            let _ = post.send(Input::Finished(by, Finished::Ran(tag, ran)));
        });
        if let Err(error) = started {
            tracing::warn!(%error, "an errand is not run");
        }
    }
}
