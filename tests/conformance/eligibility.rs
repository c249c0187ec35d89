//! Rows 43 to 49: how eligibility is made sure of, where the charity says how.

use istiqbal::domain::decision::Outcome;
use istiqbal::domain::request::Stage;
use istiqbal::domain::study::Verdict;
use istiqbal::domain::workflow::{Blocked, Missing, Step};
use istiqbal::protocol::query::Likes;
use istiqbal::protocol::{Answer, Order, Query, Refusal};

use super::charity::Charity;
use super::table::{Row, beyond, some};
use super::tale::{Tale, lacks};
use super::world::desk::{RECEPTION, RESEARCHER};
use crate::world::orders;

const SHAAER: &[&str] = &["shaaer"];

pub fn rows() -> Vec<Row> {
    vec![
        some(
            43,
            "apply, collect, evaluate, decide",
            SHAAER,
            stages,
            no_eligibility,
        ),
        some(
            44,
            "findings from papers and statements",
            SHAAER,
            sources,
            no_finding,
        ),
        some(
            45,
            "and from visits where one is called for",
            SHAAER,
            visits,
            no_finding,
        ),
        some(46, "judged by criteria", SHAAER, criteria, no_criteria),
        some(
            47,
            "told the decision after it",
            SHAAER,
            decided_then_told,
            told_all_the_same,
        ),
        some(
            48,
            "check, interview or field check",
            SHAAER,
            mechanisms,
            no_mechanism,
        ),
        beyond(49, "fair, and no fraud", SHAAER, fair),
    ]
}

fn stages(charity: &Charity) {
    let eligibility = charity.profile.eligibility.as_ref().unwrap();
    let ids: Vec<&str> = eligibility
        .stages
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["apply", "collect", "evaluate", "decide"]);
    // One after the other: no opinion before the evaluation, no decision before the opinion.
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let missing = lacks(tale.opinion("management"));
    assert!(missing.contains(&Missing::Finding), "{missing:?}");
    assert!(missing.contains(&Missing::Criterion("bylaws".into())));
    let early = tale.decide(Outcome::Accepted, "").unwrap_err();
    assert_eq!(early, Refusal::Blocked(Blocked::WrongStage(Stage::Study)));
    tale.examined();
    tale.opinion("management").unwrap();
    tale.decide(Outcome::Accepted, "").unwrap();
}

fn no_eligibility(charity: &Charity) {
    assert!(charity.profile.eligibility.is_none());
    let mut tale = Tale::opened(charity);
    tale.submitted();
    for step in [
        Step::NoteFinding,
        Step::JudgeCriterion,
        Step::ReportMechanism,
    ] {
        assert_eq!(tale.may(RESEARCHER, step), None, "{step:?}");
    }
}

fn finding(tale: &Tale<'_>, source: &str) -> Order {
    Order::NoteFinding {
        request: tale.request,
        source: source.into(),
        text: "السجل المدني مطابق".into(),
    }
}

fn sources(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    for source in ["official-papers", "statements"] {
        let order = finding(&tale, source);
        tale.by(RESEARCHER, order).unwrap();
    }
    let order = finding(&tale, "hearsay");
    let refused = tale.by(RESEARCHER, order).unwrap_err();
    assert!(matches!(refused, Refusal::Invalid { .. }), "{refused:?}");
    let kept = tale.request().study.findings;
    let named: Vec<&str> = kept.iter().map(|one| one.source.as_str()).collect();
    assert_eq!(named, ["official-papers", "statements"]);
}

fn no_finding(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let order = finding(&tale, "official-papers");
    let refused = tale.by(RESEARCHER, order).unwrap_err();
    let none = Refusal::Blocked(Blocked::NoSuchStep(Step::NoteFinding));
    assert_eq!(refused, none);
}

fn report(tale: &Tale<'_>, mechanism: &str, fields: &[(&str, &str)]) -> Order {
    Order::ReportMechanism {
        request: tale.request,
        mechanism: mechanism.into(),
        fields: fields
            .iter()
            .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
            .collect(),
    }
}

/// A visit has its place, date, visitor and findings.
fn visits(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let order = finding(&tale, "field-visits");
    tale.by(RESEARCHER, order).unwrap();
    let mut fields = vec![
        ("place", "home"),
        ("date", "1448-05-20"),
        ("visitor", "هند"),
        ("findings", "سكن مستأجر"),
    ];
    let whole = report(&tale, "field-check", &fields);
    fields.pop();
    let halved = report(&tale, "field-check", &fields);
    let refused = tale.by(RESEARCHER, halved).unwrap_err();
    assert!(matches!(refused, Refusal::Invalid { ref field, .. } if field == "findings"));
    tale.by(RESEARCHER, whole).unwrap();
    let kept = &tale.request().study.reports[0];
    assert_eq!(kept.fields["visitor"], "هند");
    assert_eq!(kept.fields["date"], "1448-05-20");
}

fn judge(tale: &Tale<'_>, verdict: Verdict, evidence: &str) -> Order {
    Order::JudgeCriterion {
        request: tale.request,
        criterion: "bylaws".into(),
        verdict,
        evidence: evidence.into(),
    }
}

fn criteria(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    for (verdict, evidence, holds) in [
        (Verdict::Met, "كشف الحساب", true),
        (Verdict::NotMet, "كشف الحساب", true),
        (Verdict::Met, "", false),
        (Verdict::NotMet, " ", false),
        (Verdict::NotApplicable, "", true),
    ] {
        let order = judge(&tale, verdict, evidence);
        let judged = tale.by(RESEARCHER, order);
        assert_eq!(judged.is_ok(), holds, "{verdict:?} by {evidence:?}");
        if holds {
            assert_eq!(tale.request().study.criteria["bylaws"].verdict, verdict);
        }
    }
}

fn no_criteria(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let order = judge(&tale, Verdict::Met, "كشف");
    let refused = tale.by(RESEARCHER, order).unwrap_err();
    let none = Refusal::Blocked(Blocked::NoSuchStep(Step::JudgeCriterion));
    assert_eq!(refused, none);
}

fn decided_then_told(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.replied(Outcome::Rejected);
    let kept = tale.request();
    let decision = kept.decision().unwrap();
    assert!(decision.reply.as_ref().unwrap().given.at > decision.decided.at);
    assert!(
        kept.study.criteria.len() == 2,
        "judged before it was decided"
    );
}

/// The others tell as well (row 8), after a study that has no stages of eligibility.
fn told_all_the_same(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.replied(Outcome::Rejected);
    assert!(tale.request().study.criteria.is_empty());
}

fn mechanisms(charity: &Charity) {
    let eligibility = charity.profile.eligibility.as_ref().unwrap();
    let ids: Vec<&str> = eligibility
        .mechanisms
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(
        ids,
        ["administrative-check", "personal-interview", "field-check"]
    );
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let interview = [
        ("date", "2026-11-01"),
        ("interviewer", "هند"),
        ("findings", "يستحق"),
    ];
    let order = report(&tale, "personal-interview", &interview);
    tale.by(RESEARCHER, order).unwrap();
    let order = report(&tale, "palm-reading", &interview);
    let refused = tale.by(RESEARCHER, order).unwrap_err();
    assert!(matches!(refused, Refusal::Invalid { .. }), "{refused:?}");
    let missing = lacks(tale.opinion("management"));
    assert!(!missing.contains(&Missing::Mechanism), "one was reported");
}

fn no_mechanism(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    tale.submitted();
    let order = report(&tale, "personal-interview", &[("findings", "يستحق")]);
    let refused = tale.by(RESEARCHER, order).unwrap_err();
    let none = Refusal::Blocked(Blocked::NoSuchStep(Step::ReportMechanism));
    assert_eq!(refused, none);
}

/// Whoever asks twice is found, with the reasons; a rejection says why.
fn fair(charity: &Charity) {
    let mut tale = Tale::opened(charity);
    let facts = tale.facts();
    let likes = Likes {
        name: facts.name.line(),
        id: String::new(),
        mobile: facts.mobile.as_ref().unwrap().to_string(),
        born: String::new(),
    };
    let alike = Query::Alike {
        traits: likes,
        except: None,
    };
    let Answer::Alike(alike) = tale.ask(RECEPTION, alike).unwrap() else {
        panic!("no likeness")
    };
    assert_eq!(alike[0].person.no, tale.person);
    assert!(!alike[0].likeness.reasons.is_empty());
    let again = orders::register(facts);
    let refused = tale.desk(again).unwrap_err();
    assert_eq!(refused, Refusal::SameIdentity(tale.person));
    tale.studied();
    let wordless = tale.decide(Outcome::Rejected, " ").unwrap_err();
    assert!(matches!(wordless, Refusal::Invalid { ref field, .. } if field == "reasons"));
    tale.decide(Outcome::Rejected, "يستفيد من جهة أخرى")
        .unwrap();
    assert_eq!(
        tale.request().decision().unwrap().reasons,
        "يستفيد من جهة أخرى"
    );
}
