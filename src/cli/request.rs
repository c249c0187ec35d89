//! `istiqbal request NUMBER`: a request's page; that it was opened is put on record.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use super::known::Known;
use super::later::{self, Acted, Later};
use super::page::Page as Lines;
use super::rows::Format;
use super::when::{When, both};
use super::{Failure, Session};
use crate::domain::document::{self, Pair, Validity};
use crate::domain::ids::{Entity, RequestNo};
use crate::domain::request::{self, Stage, Urgency};
use crate::domain::workflow::{Blocked, Step};
use crate::protocol::query::RequestPage;
use crate::protocol::{Answer, ClientError, Order, Query};
use crate::scans;

#[derive(Serialize)]
struct Page {
    request: String,
    file: u32,
    name: String,
    branch: String,
    channel: String,
    profile: String,
    profile_version: u32,
    stage: Stage,
    since: When,
    officer: String,
    opened: Acted,
    need: Option<Need>,
    papers: Vec<Paper>,
    papers_missing: Vec<String>,
    scans: Vec<Scan>,
    declaration: Option<Declaration>,
    explained: Option<Acted>,
    clarifications: Vec<Clarification>,
    submission: Option<Submission>,
    #[serde(flatten)]
    later: Later,
    withdrawn_because: Option<String>,
    next: Vec<Next>,
    history: Vec<Happened>,
}

#[derive(Serialize)]
struct Scan {
    /// As `scan get` takes it.
    scan: usize,
    paper: String,
    file: String,
    bytes: u64,
    hash: String,
    attached: Acted,
}

#[derive(Serialize)]
struct Need {
    service: String,
    category: String,
    text: String,
    urgency: Urgency,
    extra: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Paper {
    kind: String,
    pairs: Vec<Pair>,
    differs: bool,
    valid_until: Option<String>,
    remark: String,
    matched: Acted,
}

#[derive(Serialize)]
struct Declaration {
    fingerprint: String,
    signed: Acted,
    voided: Option<Acted>,
}

#[derive(Serialize)]
struct Clarification {
    question: String,
    asked: Acted,
    answer: Option<String>,
    answered: Option<Acted>,
}

#[derive(Serialize)]
struct Submission {
    by: String,
    at: When,
    reply_not_before: chrono::NaiveDate,
    checks: BTreeMap<String, Validity>,
}

#[derive(Serialize)]
struct Next {
    step: Step,
    #[serde(skip_serializing_if = "Option::is_none")]
    leads_to: Option<Stage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked: Option<Blocked>,
}

#[derive(Serialize)]
struct Happened {
    what: String,
    by: String,
    at: When,
}

/// Prints the page.
pub fn run(
    session: &Session<'_>,
    number: &str,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let no: RequestNo = super::number(number)?;
    let (mut client, known) = session.office()?;
    let Answer::Request(page) = client.ask(Query::Request(no))? else {
        return Err(ClientError::Astray.into());
    };
    // Nothing on it is masked: that all of it was shown is on record before it is.
    client.order(Order::Reveal(Entity::Request(no)))?;
    session.print_page(out, format, &told(*page, &known), |page, lines| {
        write(session, &known, page, lines);
    })
}

fn told(page: RequestPage, known: &Known) -> Page {
    let request = page.request;
    let missing = page.papers_required.into_iter();
    let later = later::told(&request, known);
    Page {
        papers_missing: missing
            .filter(|kind| request.paper(kind).is_none())
            .collect(),
        scans: (1..)
            .zip(request.scans)
            .map(|(scan, one)| Scan {
                scan,
                paper: one.paper,
                file: one.name,
                bytes: one.bytes,
                hash: scans::hex(&one.hash),
                attached: Acted::told(one.attached, known),
            })
            .collect(),
        request: request.no.to_string(),
        file: request.person.0,
        name: page.facts.name.line(),
        branch: known.branch(request.branch),
        channel: request.channel,
        profile: request.pin.profile,
        profile_version: request.pin.version,
        stage: request.stage,
        since: When(request.since),
        officer: known.staff(request.officer),
        opened: Acted::told(request.opened, known),
        need: request.need.map(need),
        papers: request
            .papers
            .into_iter()
            .map(|one| paper(one, known))
            .collect(),
        declaration: request.declaration.map(|one| Declaration {
            fingerprint: one.fingerprint.to_string(),
            signed: Acted::told(one.signed, known),
            voided: one.voided.map(|act| Acted::told(act, known)),
        }),
        explained: request.explained.map(|act| Acted::told(act, known)),
        clarifications: request
            .clarifications
            .into_iter()
            .map(|one| {
                let (answer, act) = one.answer.unzip();
                Clarification {
                    question: one.question,
                    asked: Acted::told(one.asked, known),
                    answer,
                    answered: act.map(|act| Acted::told(act, known)),
                }
            })
            .collect(),
        submission: request.submission.map(|one| Submission {
            by: known.staff(one.act.by),
            at: When(one.act.at),
            reply_not_before: one.reply_not_before,
            checks: one
                .checks
                .into_iter()
                .map(|check| (check.kind, check.validity))
                .collect(),
        }),
        later,
        withdrawn_because: (request.stage == Stage::Withdrawn).then_some(request.withdrawn_because),
        next: page
            .steps
            .into_iter()
            .map(|(step, may)| Next {
                step,
                leads_to: may.as_ref().ok().copied(),
                blocked: may.err(),
            })
            .collect(),
        history: request
            .history
            .into_iter()
            .map(|one| Happened {
                what: one.what,
                by: known.staff(one.act.by),
                at: When(one.act.at),
            })
            .collect(),
    }
}

fn need(need: request::Need) -> Need {
    Need {
        service: need.service,
        category: need.category,
        text: need.text,
        urgency: need.urgency,
        extra: need.extra,
    }
}

fn paper(paper: document::Paper, known: &Known) -> Paper {
    Paper {
        differs: paper.differs(),
        valid_until: paper.valid_until.map(|date| date.to_string()),
        kind: paper.kind,
        pairs: paper.pairs,
        remark: paper.remark,
        matched: Acted::told(paper.matched, known),
    }
}

fn write(session: &Session<'_>, known: &Known, page: &Page, lines: &mut Lines<'_>) {
    let say = |id: &str| session.texts.get(id);
    let act = |act: &Acted| format!("{} · {}", act.at.day_and_hour(), act.by);
    lines.add("request", &page.request);
    lines.add("name", format!("{} · {}", page.name, page.file));
    lines.add("stage", say(&format!("stage-{}", page.stage.id())));
    lines.add("since", page.since.day_and_hour());
    lines.add("officer", &page.officer);
    lines.add("branch", &page.branch);
    lines.add("channel", known.channel(&page.channel));
    lines.add(
        "profile",
        format!("{} {}", page.profile, page.profile_version),
    );
    lines.add("opened", act(&page.opened));
    if let Some(need) = &page.need {
        lines.add("service", known.service(&need.service));
        if !need.category.is_empty() {
            lines.add("category", known.category(&need.category));
        }
        lines.add("need", &need.text);
        if need.urgency == Urgency::Urgent {
            lines.add("urgency", say("cli-urgent"));
        }
        for (field, value) in &need.extra {
            lines.own(field, value);
        }
    }
    for paper in &page.papers {
        let verdict = say(if paper.differs {
            "cli-differs"
        } else {
            "cli-agrees"
        });
        let until = paper.valid_until.iter().map(|until| format!(" · {until}"));
        let remark = Some(&paper.remark).filter(|remark| !remark.is_empty());
        let remark = remark
            .iter()
            .map(|remark| format!(" · {remark}"))
            .collect::<String>();
        lines.add(
            "papers",
            format!(
                "{} · {verdict}{}{remark}",
                known.paper(&paper.kind),
                until.collect::<String>()
            ),
        );
    }
    for kind in &page.papers_missing {
        lines.add("papers-missing", known.paper(kind));
    }
    for scan in &page.scans {
        let what = if scan.paper.is_empty() {
            scan.file.clone()
        } else {
            format!("{} · {}", known.paper(&scan.paper), scan.file)
        };
        lines.add("scans", format!("{} · {what}", scan.scan));
    }
    if let Some(declaration) = &page.declaration {
        let signed = &declaration.signed;
        lines.add(
            "declaration",
            act(declaration.voided.as_ref().unwrap_or(signed)),
        );
        if declaration.voided.is_some() {
            lines.add("declaration", say("cli-voided"));
        }
    }
    lines.some("explained", page.explained.as_ref().map(act));
    for one in &page.clarifications {
        lines.add(
            "question",
            format!("{} · {}", one.question, act(&one.asked)),
        );
        if let (Some(answer), Some(answered)) = (&one.answer, &one.answered) {
            lines.add("answer", format!("{answer} · {}", act(answered)));
        }
    }
    if let Some(submission) = &page.submission {
        lines.add(
            "submitted",
            format!("{} · {}", submission.at.day_and_hour(), submission.by),
        );
        lines.add("reply", both(submission.reply_not_before));
    }
    page.later.lines(lines, &session.texts, known);
    lines.some("withdrawn", page.withdrawn_because.as_ref());
}
