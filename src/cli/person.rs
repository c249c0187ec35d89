//! `istiqbal person NUMBER`: a person's page. Nothing on it is masked: who opened it is on record, and that all of it was
//! shown before it is.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use super::known::Known;
use super::page::Page as Lines;
use super::rows::Format;
use super::when::When;
use super::{Failure, Session};
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::{Entity, PersonNo};
use crate::domain::request::Stage;
use crate::protocol::{Answer, ClientError, Order, PersonPage, Query};

#[derive(Serialize)]
struct Page {
    file: u32,
    name: String,
    sex: Option<&'static str>,
    born: Option<Born>,
    nationality: String,
    paper: Paper,
    mobile: Option<String>,
    email: Option<String>,
    iban: Option<String>,
    city: Option<String>,
    district: Option<String>,
    short_address: Option<String>,
    household: Option<u16>,
    dependants: Option<u16>,
    monthly_income: Option<String>,
    consent: bool,
    extra: BTreeMap<String, String>,
    branch: String,
    registered: When,
    registered_by: String,
    not_the_same: Vec<u32>,
    requests: Vec<Requested>,
}

#[derive(Serialize)]
struct Born {
    as_written: String,
    gregorian: chrono::NaiveDate,
    hijri: String,
}

#[derive(Serialize)]
struct Paper {
    kind: Option<&'static str>,
    number: Option<String>,
    verified: bool,
}

#[derive(Serialize)]
struct Requested {
    request: String,
    service: String,
    stage: Stage,
    since: When,
}

/// Prints the page.
pub fn run(
    session: &Session<'_>,
    number: &str,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let no: PersonNo = super::number(number)?;
    let (mut client, known) = session.office()?;
    let Answer::Person(page) = client.ask(Query::Person(no))? else {
        return Err(ClientError::Astray.into());
    };
    client.order(Order::Reveal(Entity::Person(no)))?;
    session.print_page(out, format, &told(*page, &known), |page, lines| {
        write(session, &known, page, lines);
    })
}

fn told(page: PersonPage, known: &Known) -> Page {
    let person = page.person;
    let facts = person.facts;
    let shown = |paper: &IdentityPaper| Paper {
        kind: paper.kind().map(|kind| kind.id()),
        number: paper.number().map(str::to_owned),
        verified: paper.is_verified(),
    };
    Page {
        file: person.no.0,
        name: facts.name.line(),
        sex: facts.sex.map(|sex| sex.id()),
        born: facts.born.map(|born| Born {
            as_written: born.to_string(),
            gregorian: born.gregorian(),
            hijri: born.hijri().to_string(),
        }),
        nationality: facts.nationality,
        paper: shown(&facts.paper),
        mobile: facts.mobile.map(|mobile| mobile.as_str().to_owned()),
        email: facts.email.map(|email| email.as_str().to_owned()),
        iban: facts.iban.map(|iban| iban.as_str().to_owned()),
        city: facts.home.city.map(String::from),
        district: facts.home.district.map(String::from),
        short_address: facts.home.short.map(String::from),
        household: facts.household.size,
        dependants: facts.household.dependants,
        monthly_income: facts
            .household
            .monthly_income
            .map(|income| income.to_string()),
        consent: facts.consent,
        extra: facts.extra,
        branch: known.branch(person.branch),
        registered: When(person.registered.at),
        registered_by: known.staff(person.registered.by),
        not_the_same: person
            .not_the_same
            .into_iter()
            .map(|other| other.0)
            .collect(),
        requests: page
            .requests
            .into_iter()
            .map(|row| Requested {
                request: row.request.to_string(),
                service: row.service,
                stage: row.stage,
                since: When(row.since),
            })
            .collect(),
    }
}

fn write(session: &Session<'_>, known: &Known, page: &Page, lines: &mut Lines<'_>) {
    lines.add("file", page.file);
    lines.add("name", &page.name);
    lines.some(
        "sex",
        page.sex.map(|sex| session.texts.get(&format!("sex-{sex}"))),
    );
    lines.some(
        "born",
        page.born
            .as_ref()
            .map(|born| format!("{} · {}", born.hijri, born.gregorian)),
    );
    lines.add("nationality", &page.nationality);
    let unverified = session.texts.get("cli-unverified");
    lines.some(
        "paper",
        page.paper
            .number
            .as_ref()
            .map(|number| match page.paper.verified {
                true => number.clone(),
                false => format!("{number} ({unverified})"),
            }),
    );
    lines.some("mobile", page.mobile.as_ref());
    lines.some("email", page.email.as_ref());
    lines.some("iban", page.iban.as_ref());
    lines.some("city", page.city.as_ref());
    lines.some("district", page.district.as_ref());
    lines.some("short-address", page.short_address.as_ref());
    lines.some("household", page.household);
    lines.some("dependants", page.dependants);
    lines.some("income", page.monthly_income.as_ref());
    for (field, value) in &page.extra {
        lines.own(field, value);
    }
    lines.add("consent", session.yes_no(page.consent));
    lines.add("branch", &page.branch);
    lines.add(
        "registered",
        format!(
            "{} · {}",
            page.registered.day_and_hour(),
            page.registered_by
        ),
    );
    for other in &page.not_the_same {
        lines.add("not-the-same", other);
    }
    for row in &page.requests {
        let stage = session.texts.get(&format!("stage-{}", row.stage.id()));
        let service = known.service(&row.service);
        let since = row.since.day_and_hour();
        lines.add(
            "request",
            format!("{} · {service} · {stage} · {since}", row.request),
        );
    }
}
