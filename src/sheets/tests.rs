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
use crate::domain::request::{Need, Pin, Submission, Urgency};

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
    let profile = crate::profiles::builtin()
        .iter()
        .find(|profile| profile.key.as_str() == key);
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
        responsibilities_told: true,
        need: Some(Need {
            service: profile.services.first().unwrap().id.to_string(),
            category: profile
                .categories
                .first()
                .map_or(String::new(), |category| category.id.to_string()),
            text: LONG.into(),
            urgency: Urgency::Ordinary,
            extra: BTreeMap::new(),
        }),
        papers_awaited: vec![],
        papers: vec![
            paper("identity", "1000000008", Some("1449/01/15")),
            paper("family-card", "", None),
        ],
        explained: Some(act()),
        submission: Some(Submission {
            act: act(),
            checks: vec![Check {
                kind: "identity".into(),
                valid_until: None,
                validity: Validity::Valid,
            }],
            reply_not_before: profile.reply.not_before(NOW.date(), NOW.date()).unwrap(),
        }),
        ..Request::opened(
            RequestNo {
                year: 1448,
                serial: 42,
            },
            PersonNo(318),
            BranchNo(1),
            profile.channels.first().unwrap().id.to_string(),
            Pin {
                profile: key.into(),
                version: 1,
            },
            act(),
        )
    };
    let staff = |no, name: &str| Staff {
        no,
        name: name.into(),
        uid: 1000,
        roles: Default::default(),
        branch: BranchNo(1),
        left: None,
        scope: Default::default(),
    };
    Case {
        fingerprint: fingerprint_of(&facts, &request),
        request,
        facts,
        profile,
        staff: vec![staff(SALMA, "سلمى العنزي")],
        branches: vec![Branch {
            no: BranchNo(1),
            name: "تبوك".into(),
        }],
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
    signed(
        case,
        Signature::Thumbprint {
            witness: "هيا القحطاني".into(),
        },
    )
}

fn installed() -> Fonts {
    let dirs = ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from);
    Fonts::find(&dirs).expect("tests/run installs a font")
}

fn tool(program: &str, args: &[&str], dir: &Path) -> Vec<u8> {
    let ran = Command::new(program).args(args).current_dir(dir).output();
    let ran =
        ran.unwrap_or_else(|error| panic!("{program} (tests/run installs poppler-utils): {error}"));
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    ran.stdout
}

/// The first page as a picture, row by row, black 0.
fn picture(pdf: &[u8]) -> (usize, usize, Vec<u8>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("sheet.pdf"), pdf).unwrap();
    let args = ["-r", "150", "-gray", "-singlefile", "sheet.pdf", "sheet"];
    tool("pdftoppm", &args, dir.path());
    let bytes = std::fs::read(dir.path().join("sheet.pgm")).unwrap();
    let mut words = bytes.splitn(5, |byte| byte.is_ascii_whitespace());
    assert_eq!(words.next(), Some(&b"P5"[..]));
    let mut number = || {
        let word = std::str::from_utf8(words.next().unwrap()).unwrap();
        word.parse::<usize>().unwrap()
    };
    let (width, height, _most) = (number(), number(), number());
    (width, height, words.next().unwrap().to_vec())
}

fn scanned(pdf: &[u8]) -> String {
    let (width, height, pixels) = picture(pdf);
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

fn not_a_mark(c: &char) -> bool {
    !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Its text as a reader of the file gets it, without the marks of direction that pdftotext adds.
fn read_back(pdf: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("sheet.pdf"), pdf).unwrap();
    let text = tool("pdftotext", &["-layout", "sheet.pdf", "-"], dir.path());
    String::from_utf8(text)
        .unwrap()
        .chars()
        .filter(not_a_mark)
        .collect()
}

fn every_case() -> Vec<(Kind, Case)> {
    let mut all = Vec::new();
    for (at, profile) in crate::profiles::builtin().iter().enumerate() {
        for language in Language::ALL {
            for kind in Kind::ALL {
                let case = thumb(case(profile.key.as_str(), TASHKEEL));
                // Either kind of digits with each language and sheet.
                let digits = [Digits::Western, Digits::ArabicIndic][at % 2];
                all.push((kind, case.speaking(language, digits)));
            }
        }
    }
    all
}

const TASHKEEL: &str = "نُورَةُ بنتُ سَعْدٍ الحَرْبِيُّ";

fn said(sheet: &Sheet) -> String {
    let field = |field: &block::Field| format!("{}\t{}", field.label, field.value);
    let blocks = sheet.blocks.iter().map(|block| match block {
        block::Block::Head {
            name,
            lines,
            fields,
        } => {
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("{name}\n{}\n{}", lines.join("\n"), fields.join("\n"))
        }
        block::Block::Title(text)
        | block::Block::Heading(text)
        | block::Block::Paragraph { text, .. } => text.clone(),
        block::Block::Fields(fields) => fields.iter().map(field).collect::<Vec<_>>().join("\n"),
        block::Block::List(items) => items.join("\n"),
        block::Block::Code { spoken, lines, .. } => format!("{spoken}\n{}", lines.join("\n")),
        block::Block::Signatures(boxes) => boxes
            .iter()
            .map(|one| {
                let fields: Vec<String> = one.fields.iter().map(field).collect();
                format!("{}\n{}\n{}", one.title, fields.join("\n"), one.room)
            })
            .collect::<Vec<_>>()
            .join("\n"),
    });
    let all: Vec<String> = blocks.collect();
    format!("{}\n{}\n{}", all.join("\n"), sheet.foot, sheet.page_of)
        .chars()
        .filter(not_a_mark)
        .collect()
}

#[test]
fn the_code_on_the_page_scans_back_to_the_fingerprint() {
    let fonts = installed();
    for language in Language::ALL {
        let case = thumb(case("rahma", TASHKEEL)).speaking(language, Digits::ArabicIndic);
        let declaration = pdf(Kind::Declaration, &case, &fonts).unwrap();
        let wanted = format!("istiqbal:declaration:1448/00042:{}", case.fingerprint);
        assert_eq!(scanned(&declaration), wanted);
        let receipt = pdf(Kind::Receipt, &case, &fonts).unwrap();
        assert_eq!(scanned(&receipt), "istiqbal:receipt:1448/00042");
    }
}

#[test]
fn dates_and_numbers_are_read_in_their_order() {
    let fonts = installed();
    let case = thumb(case("rahma", TASHKEEL));
    let declaration = read_back(&pdf(Kind::Declaration, &case, &fonts).unwrap());
    for wanted in [
        "1448/00042",
        "1448-06-11",
        "2026-11-21",
        "1410-03-02",
        "1989-10-03",
        "1000000008",
        "0501234567",
        "SA03 8000 0000 6080 1016 7519",
        "noura2@example.sa",
        "2026-08-01",
        "4,250.50",
        "1449-01-15",
        &case.fingerprint.short(),
    ] {
        assert!(declaration.contains(wanted), "{wanted}: {declaration}");
    }
    let receipt = read_back(&pdf(Kind::Receipt, &case, &fonts).unwrap());
    // One Hijri month from 1448-06-11.
    for wanted in ["1448-07-11", "2026-12-20"] {
        assert_eq!(receipt.matches(wanted).count(), 2, "{receipt}");
    }
}

#[test]
fn a_name_keeps_its_tashkeel() {
    let fonts = installed();
    let case = case("wethaq", TASHKEEL);
    let text = read_back(&pdf(Kind::Receipt, &case, &fonts).unwrap());
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| ('\u{621}'..='\u{64A}').contains(c))
            .collect()
    };
    assert!(
        letters(&text).contains(&letters(&case.facts.name.line())),
        "{text}"
    );
    for mark in ['\u{64F}', '\u{64E}', '\u{652}', '\u{64D}', '\u{651}'] {
        let wanted = TASHKEEL.matches(mark).count();
        assert!(text.matches(mark).count() >= wanted, "{mark:?}: {text}");
    }
}

#[test]
fn everything_on_a_sheet_is_in_words() {
    for (kind, case) in every_case() {
        let said = said(&compose(kind, &case).unwrap());
        for id in [
            "sheet-", "words-", "date-", "paper-", "country-", "sex-", "{reply",
        ] {
            assert!(!said.contains(id), "{id}: {said}");
        }
        assert!(!said.contains("{$") && !said.contains("{ $"), "{said}");
    }
}

#[test]
fn every_declared_line_is_on_the_declaration() {
    let mut case = case("wethaq", TASHKEEL);
    case.facts.home.building = crate::domain::address::BuildingNumber::parse("7421").ok();
    case.facts.extra.insert("own".into(), "سكن مستأجر".into());
    case.facts.email = None;
    let sheet = compose(Kind::Declaration, &case).unwrap();
    let said = said(&sheet);
    for wanted in [
        "7421",
        "own\tسكن مستأجر",
        "البريد الإلكتروني\t—",
        LONG,
        "طلب",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn the_letterhead_carries_what_the_charity_states() {
    for profile in crate::profiles::builtin() {
        let key = profile.key.as_str();
        let states = ["rahma", "eman"].contains(&key);
        for kind in Kind::ALL {
            let sheet = compose(kind, &case(key, TASHKEEL)).unwrap();
            let Some(block::Block::Head { name, fields, .. }) = sheet.blocks.first() else {
                panic!("no letterhead");
            };
            assert_eq!(*name, profile.charity.name.ar);
            let labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
            let wanted: &[&str] = if states {
                &["الرقم", "التاريخ", "المرفقات", "الموضوع"]
            } else {
                &["الرقم", "التاريخ"]
            };
            assert_eq!(labels, wanted, "{key}");
        }
    }
}

#[test]
fn a_signature_is_named_until_the_file_is_corrected() {
    let said_of = |case: &Case| said(&compose(Kind::Declaration, case).unwrap());
    let plain = case("wethaq", TASHKEEL);
    assert!(!said_of(&plain).contains("هيا القحطاني"));
    let mut case = thumb(plain.clone());
    let text = said_of(&case);
    assert!(
        text.contains("بُصم عليه بالإبهام") && text.contains("الشاهد على البصمة\nالاسم\tهيا القحطاني")
    );
    let guardian = Signature::Guardian {
        name: "سعد الحربي".into(),
        deed: "٤٤١٢".into(),
    };
    let text = said_of(&signed(plain, guardian));
    assert!(text.contains("ولي الأمر أو الوكيل سعد الحربي"), "{text}");
    // After submission the file moves on; the sheet does not pass off the old signature as one under the new data.
    let before = case.fingerprint;
    case.facts.household.size = Some(6);
    case.fingerprint = fingerprint_of(&case.facts, &case.request);
    let text = said_of(&case);
    assert!(
        text.contains(&before.short()) && text.contains("لا توقيع عليها"),
        "{text}"
    );
    assert!(!text.contains("هيا القحطاني"), "{text}");
}

#[test]
fn a_sheet_waits_for_what_it_is_about() {
    let mut case = case("wethaq", TASHKEEL);
    case.request.submission = None;
    assert!(matches!(
        compose(Kind::Receipt, &case),
        Err(SheetError::NotYet {
            lacks: Lacks::Submission,
            ..
        })
    ));
    assert!(compose(Kind::Declaration, &case).is_ok());
    case.request.need = None;
    assert!(matches!(
        compose(Kind::Declaration, &case),
        Err(SheetError::NotYet {
            lacks: Lacks::Need,
            ..
        })
    ));
}

#[test]
fn a_sheet_is_one_page_and_a_long_need_flows_over() {
    let fonts = installed();
    let pages = |kind, case: &Case| layout::lay_out(&compose(kind, case).unwrap(), &fonts);
    for (kind, case) in every_case() {
        assert_eq!(
            pages(kind, &case).len(),
            1,
            "{kind:?} of {}",
            case.profile.key
        );
    }
    let mut long = case("rahma", TASHKEEL);
    long.request.need.as_mut().unwrap().text = [LONG; 40].join("\n");
    let all = pages(Kind::Declaration, &long);
    assert_eq!(all.len(), 3);
    for page in &all {
        for placed in &page.marks {
            let bottom = match &placed.mark {
                pages::Mark::Text { y, line, .. } => y + line.height,
                pages::Mark::Rule { y, .. } => *y,
                pages::Mark::Frame { y, height, .. } => y + height,
                pages::Mark::Code { y, side, .. } => y + side,
            };
            assert!(bottom < pages::HEIGHT, "{bottom}");
        }
    }
    for (at, page) in all.iter().enumerate() {
        let number = page
            .marks
            .iter()
            .rev()
            .find_map(|placed| match &placed.mark {
                pages::Mark::Text { line, .. } => Some(line.text.to_string()),
                _ => None,
            });
        let number: String = number.unwrap().chars().filter(not_a_mark).collect();
        assert_eq!(number, format!("صفحة {} من 3", at + 1));
    }
}

#[test]
fn nothing_on_a_page_stands_on_anything_else() {
    let fonts = installed();
    for (kind, case) in every_case() {
        for page in layout::lay_out(&compose(kind, &case).unwrap(), &fonts) {
            let boxes: Vec<[f32; 4]> = page
                .marks
                .iter()
                .filter_map(|placed| match &placed.mark {
                    pages::Mark::Text { x, y, line } if line.width > 0.0 => {
                        let x = x + line.from;
                        // The room of the letters themselves.
                        let top = y + line.baseline - line.size * 0.7;
                        Some([x, top, x + line.width, y + line.baseline + line.size * 0.2])
                    }
                    pages::Mark::Code { x, y, side, .. } => Some([*x, *y, x + side, y + side]),
                    _ => None,
                })
                .collect();
            for (at, a) in boxes.iter().enumerate() {
                assert!(a[0] >= 40.0 && a[2] <= pages::WIDTH - 40.0, "{a:?}");
                for b in &boxes[at + 1..] {
                    let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                    assert!(apart, "{a:?} {b:?} in {kind:?} of {}", case.profile.key);
                }
            }
        }
    }
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let fonts = installed();
    let case = thumb(case("eman", TASHKEEL));
    for kind in Kind::ALL {
        let once = pdf(kind, &case, &fonts).unwrap();
        assert!(once == pdf(kind, &case, &installed()).unwrap());
    }
}

/// A line's glyphs from left to right, each as the letters it stands for.
fn seen(fonts: &Fonts, text: &str, digits: Digits) -> Vec<(u32, String)> {
    let style = text::Style::plain(12.0);
    let lines = text::Setter::new(fonts, true, digits).lines(text, style, 400.0);
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
    glyphs
        .map(|glyph| (glyph.id, line.text[glyph.letters.clone()].to_owned()))
        .collect()
}

#[test]
fn letters_are_joined() {
    let fonts = installed();
    let alone = seen(&fonts, "ب", Digits::Western)[0].0;
    let joined = seen(&fonts, "ببب", Digits::Western);
    assert_eq!(joined.len(), 3);
    assert!(joined.iter().all(|(id, _)| *id != alone), "{joined:?}");
    // Lam-alef is one sign, and stands for both.
    let ligature = seen(&fonts, "لا", Digits::Western);
    let letters: String = ligature
        .iter()
        .map(|(_, letters)| letters.as_str())
        .collect();
    assert!(
        letters.contains('ل') && letters.contains('ا'),
        "{ligature:?}"
    );
}

#[test]
fn a_line_is_seen_from_the_right_and_its_numbers_from_the_left() {
    let fonts = installed();
    for (text, digits, wanted) in [
        ("يوم 2026-11-21", Digits::Western, "2026-11-21 موي"),
        ("يوم 2026-11-21", Digits::ArabicIndic, "٢٠٢٦-١١-٢١ موي"),
        ("رقم 1448/00042", Digits::ArabicIndic, "١٤٤٨/٠٠٠٤٢ مقر"),
        (
            "\u{2066}+966 50 123\u{2069} رقم",
            Digits::ArabicIndic,
            "مقر +٩٦٦ ٥٠ ١٢٣",
        ),
        (
            "\u{2066}a1@b.sa\u{2069} رقم",
            Digits::ArabicIndic,
            "مقر a1@b.sa",
        ),
    ] {
        let line: String = seen(&fonts, text, digits)
            .into_iter()
            .map(|(_, letters)| letters)
            .collect();
        assert_eq!(line, wanted, "{text}");
    }
}

#[test]
fn where_there_is_no_printer_the_sheet_is_saved_for_its_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let case = case("wethaq", TASHKEEL);
    let outlet = printer::Outlet {
        fonts: vec!["/usr/share/fonts".into(), "/usr/local/share/fonts".into()],
        folder: Some(dir.path().join("sheets")),
        ..printer::Outlet::default()
    };
    let path = dir.path().join("receipt.pdf");
    let sheet = outlet.make(Kind::Receipt, &case).unwrap();
    printer::Outlet::save(&path, &sheet).unwrap();
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-1.7"));
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let nowhere = dir.path().join("none/receipt.pdf");
    let error = printer::Outlet::save(&nowhere, &sheet).unwrap_err();
    assert!(say::failure(&Texts::new(Language::Arabic), &error).contains("none/receipt.pdf"));
    let bare = printer::Outlet {
        fonts: Vec::new(),
        ..outlet
    };
    let error = bare.make(Kind::Receipt, &case).unwrap_err();
    let error = printer::PrintError::from(error);
    for language in Language::ALL {
        assert!(say::failure(&Texts::new(language), &error).contains("fonts-hosny-amiri"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_text_breaks_a_sheet(
        texts in proptest::collection::vec(any::<String>(), 9),
        language in prop_oneof![Just(Language::Arabic), Just(Language::English)],
        indic in any::<bool>(),
    ) {
        use std::sync::OnceLock;
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        let fonts = FONTS.get_or_init(installed);
        let digits = if indic { Digits::ArabicIndic } else { Digits::Western };
        let mut case = case("rahma", TASHKEEL).speaking(language, digits);
        let text = |at: usize| texts[at].clone();
        case.facts.name.given = text(0);
        case.facts.nationality = text(1);
        case.facts.extra.insert(text(2), text(3));
        let need = case.request.need.as_mut().unwrap();
        need.text = [text(4), text(5), "\u{2066}\u{202E}\u{2029}ل\u{651}ا".repeat(200)].join("\n");
        need.service = text(6);
        need.extra.insert(text(7), text(8));
        case.request.channel = text(1);
        case.request.papers[1].kind = text(2);
        case.request.papers[1].number = text(3);
        case.staff[0].name = text(4);
        case.branches[0].name = text(5);
        let guardian = Signature::Guardian { name: text(6), deed: text(7) };
        let case = signed(case, guardian);
        for kind in Kind::ALL {
            prop_assert!(pdf(kind, &case, fonts).is_ok());
        }
    }
}

/// For the eye: ISTIQBAL_SHEETS=/some/dir.
#[test]
#[ignore = "writes samples to be looked at"]
fn samples() {
    let dir = PathBuf::from(std::env::var("ISTIQBAL_SHEETS").unwrap());
    let fonts = installed();
    let tashkeel = TASHKEEL;
    let mut long = case("rahma", tashkeel);
    long.request.need.as_mut().unwrap().text = [LONG; 14].join("\n");
    for (name, kind, case) in [
        ("ar", Kind::Declaration, thumb(case("rahma", tashkeel))),
        (
            "ar-indic",
            Kind::Declaration,
            case("wethaq", tashkeel).speaking(Language::Arabic, Digits::ArabicIndic),
        ),
        (
            "en",
            Kind::Declaration,
            thumb(case("eman", "Noura Saad Al-Harbi")).speaking(Language::English, Digits::Western),
        ),
        ("long", Kind::Declaration, long),
        ("rec-ar", Kind::Receipt, case("wethaq", tashkeel)),
        (
            "rec-indic",
            Kind::Receipt,
            case("rahma", tashkeel).speaking(Language::Arabic, Digits::ArabicIndic),
        ),
        (
            "rec-en",
            Kind::Receipt,
            case("shaaer", tashkeel).speaking(Language::English, Digits::Western),
        ),
    ] {
        std::fs::write(
            dir.join(format!("{name}.pdf")),
            pdf(kind, &case, &fonts).unwrap(),
        )
        .unwrap();
    }
}

/// What was held before is in the copy that people read, in words.
#[test]
fn a_subjects_copy_says_what_was_held_before() {
    use crate::domain::history::{Change, Line};
    use crate::domain::ids::{BranchNo, Entity, Revision, StaffNo};
    use crate::domain::moment::Moment;
    use crate::protocol::query::{Holdings, PastLine};
    let case = case("wethaq", TASHKEEL);
    let change = |field: &str, before: &str, after: &str| Change {
        field: field.into(),
        before: before.into(),
        after: after.into(),
    };
    let line = |what: &str, changes| Line {
        revision: Revision(1),
        at: Moment(1_795_208_400_000),
        by: StaffNo(1),
        branch: BranchNo(1),
        what: what.into(),
        changes,
    };
    let no = case.request.person;
    let past = [
        PastLine {
            of: Entity::Person(no),
            line: line(
                "person-corrected",
                vec![
                    change("mobile", "+966512345678", "+966555555550"),
                    change("consent", "false", "true"),
                    change("household.monthly_income", "", "150000"),
                ],
            ),
        },
        PastLine {
            of: Entity::Request(case.request.no),
            line: line("need-stated", vec![change("urgency", "ordinary", "urgent")]),
        },
    ];
    let act = crate::domain::moment::Act {
        by: StaffNo(1),
        at: Moment(0),
    };
    let holdings = Holdings {
        person: crate::domain::person::Person {
            no,
            facts: case.facts.clone(),
            branch: BranchNo(1),
            registered: act,
            not_the_same: Default::default(),
            requests: vec![],
            contacts: vec![],
            spoken: Moment(0),
            branches: [BranchNo(1)].into(),
        },
        requests: vec![],
        enquiries: vec![],
        voices: vec![],
        arrivals: vec![],
        copy: None,
    };
    let view: crate::protocol::DeskView = crate::protocol::DeskView {
        me: None,
        pin: None,
        staff: vec![],
        branches: vec![],
        counts: Default::default(),
        now: Moment(0),
        revision: Revision(0),
        lock: Default::default(),
    };
    let subject = subject::Subject {
        holdings: &holdings,
        past: &past,
        access: &[],
        profile: &case.profile,
        view: &view,
        now: Moment(1_795_208_400_000),
        language: Language::English,
        digits: Digits::Western,
    };
    let sheet = subject.sheet();
    let mut told = String::new();
    let mut is_past = false;
    for block in &sheet.blocks {
        match block {
            block::Block::Heading(heading) => is_past = heading == "What became of it",
            block::Block::Fields(fields) if is_past => {
                for field in fields {
                    told += &format!("{}: {}\n", field.label, field.value);
                }
            }
            _ => {}
        }
    }
    let told: String = told
        .chars()
        .filter(|c| !crate::arabic::clean::is_hidden(*c) || *c == '\n')
        .collect();
    for said in [
        "mobile · before: +966512345678\n",
        "mobile: +966555555550\n",
        ": yes\n",
        "1500.00\n",
        "urgency · before: ordinary\n",
        "urgency: urgent\n",
        &case.request.no.to_string(),
    ] {
        assert!(told.contains(said), "{said}:\n{told}");
    }
    assert!(!told.contains("true"), "{told}");
}
