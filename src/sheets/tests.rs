//! Sheets as they come out: read back from the rendered page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;

use super::*;
use crate::domain::declaration::{Declaration, Signature, fingerprint_of};
use crate::domain::document::{Check, Paper, Validity};
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::{BranchNo, PersonNo, RequestNo, StaffNo};
use crate::domain::moment::Act;
use crate::domain::person::{Household, PersonName, Sex};
use crate::domain::request::{Need, Pin, Stage, Submission, Urgency};

const NOW: Moment = Moment(1_795_208_400_000); // 2026-11-21 00:00 in Riyadh, 1448-06-11
const SALMA: StaffNo = StaffNo(3);

const LONG: &str = "تحتاج الأسرة إلى دعم في سداد الإيجار المتأخر منذ ثلاثة أشهر، وإلى سلة غذائية شهرية، إذ فقد العائل عمله \
يوم 2026-08-01 ولم يجد غيره حتى الآن، وعليه التزامات علاجية في مستشفى الملك فهد.";

fn act() -> Act {
    Act { by: SALMA, at: NOW }
}

fn paper(kind: &str, number: &str, until: Option<&str>) -> Paper {
    Paper {
        kind: kind.into(),
        number: number.into(),
        pairs: Vec::new(),
        valid_until: until.map(|until| until.parse().unwrap()),
        remark: String::new(),
        matched: act(),
    }
}

fn case(key: &str, name: &str) -> Case {
    let profile = crate::profiles::builtin().iter().find(|profile| profile.key.as_str() == key);
    let profile = Arc::new(profile.unwrap().clone());
    let facts = Facts {
        name: PersonName::from_line(name).unwrap(),
        sex: Some(Sex::Female),
        born: Some("1410/03/02".parse().unwrap()),
        nationality: "SA".into(),
        paper: IdentityPaper::parse("1000000008").unwrap(),
        mobile: "0501234567".parse().ok(),
        email: "noura2@example.sa".parse().ok(),
        iban: "SA0380000000608010167519".parse().ok(),
        home: crate::domain::address::PostalAddress {
            city: crate::domain::input::Line::parse("تبوك").ok(),
            district: crate::domain::input::Line::parse("المروج").ok(),
            ..Default::default()
        },
        household: Household {
            size: Some(5),
            dependants: Some(4),
            monthly_income: crate::domain::money::Money::parse("4250.50").ok(),
        },
        consent: true,
        extra: BTreeMap::new(),
    };
    let request = Request {
        no: RequestNo { year: 1448, serial: 42 },
        person: PersonNo(318),
        branch: BranchNo(1),
        channel: profile.channels.first().unwrap().id.to_string(),
        pin: Pin { profile: key.into(), version: 1 },
        opened: act(),
        responsibilities_told: true,
        stage: Stage::Intake,
        since: NOW,
        officer: SALMA,
        need: Some(Need {
            service: profile.services.first().unwrap().id.to_string(),
            category: profile.categories.first().map_or(String::new(), |category| category.id.to_string()),
            text: LONG.into(),
            urgency: Urgency::Ordinary,
            extra: BTreeMap::new(),
        }),
        papers: vec![
            paper("identity", "1000000008", Some("1449/01/15")),
            paper("family-card", "", None),
        ],
        declaration: None,
        explained: Some(act()),
        clarifications: Vec::new(),
        submission: Some(Submission {
            act: act(),
            checks: vec![Check { kind: "identity".into(), valid_until: None, validity: Validity::Valid }],
            reply_not_before: profile.reply.not_before(NOW.date(), NOW.date()).unwrap(),
        }),
        withdrawn_because: String::new(),
        history: Vec::new(),
    };
    let staff = |no, name: &str| Staff {
        no,
        name: name.into(),
        uid: 1000,
        roles: Default::default(),
        branch: BranchNo(1),
    };
    Case {
        fingerprint: fingerprint_of(&facts, &request),
        request,
        facts,
        profile,
        staff: vec![staff(SALMA, "سلمى العنزي")],
        branches: vec![Branch { no: BranchNo(1), name: "تبوك".into() }],
        now: NOW,
        language: Language::Arabic,
        digits: Digits::Western,
    }
}

fn signed(mut case: Case, signature: Signature) -> Case {
    case.request.declaration = Some(Declaration {
        fingerprint: case.fingerprint,
        signature,
        signed: act(),
        voided: None,
    });
    case
}

fn thumb(case: Case) -> Case {
    signed(case, Signature::Thumbprint { witness: "هيا القحطاني".into() })
}

fn installed() -> Fonts {
    let dirs = ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from);
    Fonts::find(&dirs).expect("tests/run installs a font")
}

fn tool(program: &str, args: &[&str], dir: &Path) -> Vec<u8> {
    let ran = Command::new(program).args(args).current_dir(dir).output();
    let ran = ran.unwrap_or_else(|error| panic!("{program} (tests/run installs poppler-utils): {error}"));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    ran.stdout
}

/// For the eye: ISTIQBAL_SHEETS=/some/dir.
#[test]
#[ignore]
fn samples() {
    let dir = PathBuf::from(std::env::var("ISTIQBAL_SHEETS").unwrap());
    let fonts = installed();
    let tashkeel = "نُورَةُ بنتُ سَعْدٍ الحَرْبِيُّ";
    let mut long = case("rahma", tashkeel);
    long.request.need.as_mut().unwrap().text = [LONG; 14].join("\n");
    for (name, kind, case) in [
        ("ar", Kind::Declaration, thumb(case("rahma", tashkeel))),
        ("ar-indic", Kind::Declaration, case("wethaq", tashkeel).speaking(Language::Arabic, Digits::ArabicIndic)),
        ("en", Kind::Declaration, thumb(case("eman", "Noura Saad Al-Harbi")).speaking(Language::English, Digits::Western)),
        ("long", Kind::Declaration, long),
        ("rec-ar", Kind::Receipt, case("wethaq", tashkeel)),
        ("rec-indic", Kind::Receipt, case("rahma", tashkeel).speaking(Language::Arabic, Digits::ArabicIndic)),
        ("rec-en", Kind::Receipt, case("shaaer", tashkeel).speaking(Language::English, Digits::Western)),
    ] {
        std::fs::write(dir.join(format!("{name}.pdf")), pdf(kind, &case, &fonts).unwrap()).unwrap();
    }
}
