//! Every order, and who may have it done.

use super::*;

/// Each order once: who may have it done, and whether what it names is a branch's, so that others are told whose it is;
/// hidden, so that to others it is not there; or of the house, the sender's own or nobody's.
pub fn orders(of: &Of) -> Vec<(&'static str, Order)> {
    let Of {
        request,
        person,
        arrival,
        voice,
        draft,
        ..
    } = *of;
    let sheet = PaperAsRead {
        kind: "identity".into(),
        number: "1".into(),
        read: vec![],
        valid_until: None,
        remark: String::new(),
    };
    let need = Need {
        service: String::new(),
        category: String::new(),
        text: text(),
        urgency: Default::default(),
        extra: Default::default(),
    };
    let channel = || "phone".to_owned();
    let because = text;
    let roles: BTreeSet<Role> = [Role::Auditor].into();
    vec![
        (
            "ARSCVU house",
            Order::OpenDesk {
                profile: profile(),
                branch: text(),
                name: text(),
                roles: roles.clone(),
            },
        ),
        ("A----- house", Order::AddBranch { name: text() }),
        (
            "A----- house",
            Order::RenameBranch {
                branch: BranchNo(9),
                name: text(),
            },
        ),
        (
            "A----- house",
            Order::AddStaff {
                name: text(),
                uid: 4_242,
                roles: roles.clone(),
                branch: BranchNo(1),
            },
        ),
        (
            "A----- house",
            Order::ChangeRoles {
                staff: NOBODY,
                roles,
            },
        ),
        (
            "A----- house",
            Order::MoveStaff {
                staff: NOBODY,
                branch: BranchNo(1),
            },
        ),
        ("A----- house", Order::LetStaffGo(NOBODY)),
        ("A----- house", Order::AmendProfile { source: profile() }),
        (
            "-R--V- hidden",
            Order::ReceiveVisitor {
                visitor: Visitor::Known(person),
                purpose: text(),
            },
        ),
        ("-R--V- hidden", Order::CallVisitor(arrival)),
        ("-R--V- hidden", Order::LetVisitorGo(arrival)),
        (
            "-R--V- hidden",
            Order::LogEnquiry {
                question: text(),
                answer: text(),
                channel: channel(),
                person: Some(person),
                standard: None,
            },
        ),
        (
            "-R--V- hidden",
            Order::RegisterPerson {
                facts: somebody(of.free),
                not_the_same: vec![person],
                draft: None,
            },
        ),
        (
            "-R--V- house",
            Order::AdmitPerson {
                paper: paper(of.free),
            },
        ),
        (
            "A----- house",
            Order::GiveBranches {
                staff: NOBODY,
                scope: BranchScope::All,
            },
        ),
        (
            "-R--V- hidden",
            Order::CorrectPerson {
                person,
                facts: somebody(1),
            },
        ),
        (
            "-R--V- hidden",
            Order::NotTheSame {
                person,
                other: PersonNo(2),
            },
        ),
        (
            "-R--V- hidden",
            Order::OpenRequest {
                person,
                channel: channel(),
                responsibilities_told: true,
                draft: None,
            },
        ),
        (
            "AR--V- house",
            Order::ImportPeople {
                people: vec![],
                source: [1; 32],
                dry_run: false,
            },
        ),
        (
            "-RSCV- hidden",
            Order::KeepDraft {
                draft: None,
                about: About {
                    person: Some(person),
                    ..About::default()
                },
                changed: vec![],
                at: "name".into(),
            },
        ),
        ("-RSCV- house", Order::DropDraft(draft)),
        (
            "ARSCVU branch",
            Order::NotePrinted {
                request,
                sheet: "receipt".into(),
            },
        ),
        ("-R--V- branch", Order::StateNeed { request, need }),
        ("-R--V- branch", Order::MatchPaper { request, sheet }),
        (
            "-R--V- branch",
            Order::Sign {
                request,
                signature: Signature::Paper { number: "1".into() },
            },
        ),
        ("-R--V- branch", Order::Explain(request)),
        ("-R--V- branch", Order::AwaitPapers(request)),
        (
            "-R--V- branch",
            Order::Refer {
                request,
                question: text(),
            },
        ),
        (
            "----V- branch",
            Order::Answer {
                request,
                answer: text(),
            },
        ),
        ("-R--V- branch", Order::Submit(request)),
        (
            "-R--V- branch",
            Order::ExceptScope {
                request,
                because: because(),
            },
        ),
        ("-RSCV- branch", Order::Take(request)),
        (
            "----V- branch",
            Order::Assign {
                request,
                to: NOBODY,
            },
        ),
        (
            "-RSCV- branch",
            Order::HandBack {
                request,
                because: because(),
            },
        ),
        (
            "--S--- branch",
            Order::NoteFinding {
                request,
                source: text(),
                text: text(),
            },
        ),
        (
            "--S--- branch",
            Order::JudgeCriterion {
                request,
                criterion: text(),
                verdict: Verdict::Met,
                evidence: text(),
            },
        ),
        (
            "--S--- branch",
            Order::ReportMechanism {
                request,
                mechanism: text(),
                fields: Default::default(),
            },
        ),
        (
            "--SC-- branch",
            Order::GiveOpinion {
                request,
                committee: text(),
                view: View::Accept,
                text: text(),
            },
        ),
        (
            "--SCV- branch",
            Order::SendBack {
                request,
                because: because(),
            },
        ),
        (
            "---CV- branch",
            Order::Decide {
                request,
                outcome: Outcome::Accepted,
                reasons: text(),
                minutes: text(),
            },
        ),
        (
            "----V- branch",
            Order::AllowEarlyReply {
                request,
                because: because(),
            },
        ),
        (
            "-R--V- branch",
            Order::Reply {
                request,
                channel: channel(),
                told: text(),
            },
        ),
        (
            "-R--V- branch",
            Order::Object {
                request,
                text: text(),
            },
        ),
        (
            "---CV- branch",
            Order::AnswerObjection {
                request,
                upheld: true,
                text: text(),
            },
        ),
        ("-R--V- branch", Order::Register(request)),
        (
            "-R--V- branch",
            Order::Deliver {
                request,
                part: String::new(),
                what: text(),
                received_by: text(),
            },
        ),
        (
            "-R--V- branch",
            Order::Close {
                request,
                renewal: Renewal::ByProfile,
            },
        ),
        (
            "-RS-V- branch",
            Order::ReferOutside {
                request,
                to: text(),
                because: because(),
            },
        ),
        (
            "-RS-V- branch",
            Order::NoteOutsideResult {
                request,
                referral: 0,
                result: text(),
            },
        ),
        (
            "-RSCV- branch",
            Order::AttachScan {
                request,
                paper: String::new(),
                name: "scan.pdf".into(),
                hash: *blake3::hash(SCAN).as_bytes(),
                bytes: SCAN.len() as u64,
            },
        ),
        (
            "-R--V- branch",
            Order::Rate {
                request,
                occasion: Occasion::Reply,
                rating: None,
            },
        ),
        (
            "-R--V- hidden",
            Order::HearVoice {
                kind: VoiceKind::Complaint,
                text: text(),
                channel: channel(),
                person: Some(person),
            },
        ),
        (
            "----V- hidden",
            Order::AnswerVoice {
                voice,
                answer: text(),
            },
        ),
        (
            "----V- house",
            Order::ApproveStandard {
                standard: None,
                question: text(),
                answer: text(),
                misconception: false,
            },
        ),
        ("----V- house", Order::RetireStandard(StandardNo(1))),
        (
            "-R--V- hidden",
            Order::LogContact {
                person,
                reason: Reason::Silent,
                channel: channel(),
                reached: Reached::NoAnswer,
                result: String::new(),
            },
        ),
        (
            "-R--V- branch",
            Order::Withdraw {
                request,
                because: because(),
            },
        ),
        ("ARSCVU hidden", Order::Reveal(Entity::Person(person))),
        (
            "ARSCVU branch",
            Order::NoteCopied {
                entity: Entity::Request(request),
                field: "mobile".into(),
            },
        ),
        ("-R--V- hidden", Order::RequestCopy(person)),
        (
            "----V- hidden",
            Order::HandOverCopy {
                person,
                to: text(),
                channel: channel(),
            },
        ),
    ]
}
