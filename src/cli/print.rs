//! `istiqbal request NUMBER --print SHEET`: a request's sheet, to the printer or into a file; that it was printed is put
//! on record.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::when::now;
use super::{Failure, Session, rows};
use crate::domain::ids::{Entity, RequestNo};
use crate::profiles;
use crate::protocol::{Answer, ClientError, Order, Query, Refusal};
use crate::sheets::printer::{Outlet, PrintError, Went};
use crate::sheets::{Case, Kind};

/// Prints a sheet. Where it is saved, its path is all that is printed.
pub fn run(
    session: &Session<'_>,
    number: &str,
    kind: Kind,
    to: Option<&Path>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let no: RequestNo = super::number(number)?;
    let mut client = session.client()?;
    let Answer::Request(page) = client.ask(Query::Request(no))? else {
        return Err(ClientError::Astray.into());
    };
    let Answer::Desk(view) = client.ask(Query::Desk)? else {
        return Err(ClientError::Astray.into());
    };
    let pin = page.request.pin.clone();
    let Answer::Profile(source) = client.ask(Query::Profile(pin.clone()))? else {
        return Err(ClientError::Astray.into());
    };
    // It was read when it was adopted.
    let profile = profiles::parse(&pin.profile, &source)
        .map_err(|_| ClientError::from(Refusal::NotFound(Entity::Charity)))?;
    let case = Case::of(&page, &view, Arc::new(profile), now()).speaking(
        session.language(),
        session.settings.digits.unwrap_or_default(),
    );
    let outlet = Outlet::of(session.around);
    let sheet = outlet.make(kind, &case).map_err(PrintError::from)?;
    client.order(Order::NotePrinted {
        request: no,
        sheet: kind.id().to_owned(),
    })?;
    let went = match to {
        Some(path) => {
            let path = session.around.absolute(path);
            Outlet::save(&path, &sheet)?;
            Went::Saved(path)
        }
        None => outlet.print(kind, no, &sheet)?,
    };
    match &went {
        Went::Printed => super::tell(&crate::sheets::say::went(&session.texts, &went)),
        Went::Saved(path) => writeln!(out, "{}", rows::path(path))?,
    }
    Ok(())
}
