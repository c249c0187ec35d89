//! Every query, and who may ask it.

use super::*;

/// Each query once: who may ask it, and whose is what it names.
pub fn queries(of: &Of) -> Vec<(&'static str, Query)> {
    let Of {
        request,
        person,
        draft,
        branch,
        ..
    } = *of;
    let report = ReportQuery {
        name: ReportName::Volumes,
        period: DateRange::parse("1448").unwrap(),
        branch: Some(branch),
    };
    let queue = QueueQuery {
        stage: Stage::Intake,
        branch: Some(branch),
        officer: None,
        service: None,
        order: QueueOrder::Oldest,
        offset: 0,
        limit: 1,
    };
    let pin = Pin {
        profile: "shaaer".into(),
        version: 1,
    };
    vec![
        ("ARSCVU house", Query::Desk),
        ("ARSCVU house", Query::Profile(pin)),
        (
            "ARSCVU branch",
            Query::Find {
                text: request.to_string(),
                limit: 1,
            },
        ),
        (
            "ARSCVU hidden",
            Query::Alike {
                traits: Default::default(),
                except: Some(person),
            },
        ),
        ("ARSCVU hidden", Query::Person(person)),
        ("ARSCVU branch", Query::Request(request)),
        ("ARSCVU house", Query::Line),
        ("ARSCVU house", Query::Drafts),
        ("ARSCVU house", Query::Draft(draft)),
        ("ARSCVU branch", Query::Queue(queue)),
        ("ARSCVU house", Query::Enquiries { limit: 1 }),
        ("ARSCVU house", Query::Digest),
        (
            "ARSCVU branch",
            Query::Scan {
                request,
                scan: 0,
                offset: 0,
            },
        ),
        ("A---VU branch", Query::Report(report.clone())),
        (
            "A---VU branch",
            Query::History {
                entity: Entity::Request(request),
                skip: 0,
            },
        ),
        ("ARSCVU house", Query::Versions),
        (
            "ARSCVU house",
            Query::Voice {
                from: report.period.from,
                to: report.period.to,
                by: VoiceBy::Service,
            },
        ),
        (
            "ARSCVU house",
            Query::Voices(VoicesQuery {
                kind: None,
                open: true,
                offset: 0,
                limit: 1,
            }),
        ),
        ("ARSCVU house", Query::Standards),
        ("ARSCVU house", Query::Counts),
        ("-R--V- house", Query::OnFile(paper(of.free))),
        (
            "ARSCVU branch",
            Query::Outreach(OutreachQuery {
                reason: None,
                branch: Some(branch),
                offset: 0,
                limit: 1,
            }),
        ),
        ("----VU hidden", Query::Access { person, skip: 0 }),
        ("----VU house", Query::Copies),
        ("----V- hidden", Query::Holdings(person)),
        ("----V- hidden", Query::Past { person, skip: 0 }),
    ]
}
