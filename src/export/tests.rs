use std::io::Read;

use super::file::{Kind, bytes, save_in};
use super::*;

fn book(cells: &[&str]) -> Book {
    Book {
        title: "=تقرير".into(),
        stem: "report".into(),
        facts: vec![("الفرع".into(), "@تبوك".into())],
        tables: vec![Table {
            title: "حسب: الخدمة".into(),
            headings: vec!["الخدمة".into(), "العدد".into(), "المدة".into()],
            rows: cells
                .iter()
                .map(|cell| {
                    vec![
                        Cell::Text((*cell).into()),
                        Cell::Count(3),
                        Cell::Days(2_160),
                    ]
                })
                .collect(),
        }],
        rtl: true,
    }
}

const HOSTILE: [&str; 8] = [
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "\tx",
    "\rx",
    " =cmd|' /C calc'!A0",
    "\u{200f}=HYPERLINK(\"x\")",
];

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let csv = bytes(&book(&HOSTILE), Kind::Csv).unwrap();
    let text = String::from_utf8(csv).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = ::csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut seen = 0;
    for record in reader.records() {
        for cell in &record.unwrap() {
            let first = cell.trim_start_matches([' ', '\u{200f}']).chars().next();
            assert!(
                !matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r')),
                "{cell:?}"
            );
            seen += usize::from(cell.starts_with('\''));
        }
    }
    assert_eq!(seen, HOSTILE.len() + 2, "{text}");
    for harmless in ["نورة", "a=b", "1-2", ""] {
        assert_eq!(csv::harmless(harmless), harmless);
    }
    assert!(text.contains("1.50"), "{text}");
}

/// The files within an XLSX, by name.
fn unpacked(xlsx: &[u8]) -> std::collections::BTreeMap<String, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("book.xlsx");
    std::fs::write(&path, xlsx).unwrap();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

#[test]
fn no_cell_of_a_spreadsheet_is_a_formula_and_it_reads_from_the_right() {
    let files = unpacked(&bytes(&book(&HOSTILE), Kind::Xlsx).unwrap());
    let sheet = &files["xl/worksheets/sheet1.xml"];
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    assert!(sheet.contains("rightToLeft=\"1\""), "{sheet}");
    let strings = &files["xl/sharedStrings.xml"];
    assert!(
        strings.contains("=1+1") && strings.contains("الخدمة"),
        "{strings}"
    );
    assert!(sheet.contains("<v>1.5</v>"), "{sheet}");
    let english = Book {
        rtl: false,
        ..book(&[])
    };
    let files = unpacked(&bytes(&english, Kind::Xlsx).unwrap());
    assert!(!files["xl/worksheets/sheet1.xml"].contains("rightToLeft"));
}

#[test]
fn any_title_makes_a_sheet() {
    let mut many = book(&["x"]);
    let table = many.tables.remove(0);
    for title in [
        "a/b:c",
        "a/b:c",
        "",
        "''",
        "ا ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ",
    ] {
        many.tables.push(Table {
            title: title.into(),
            ..table.clone()
        });
    }
    let files = unpacked(&bytes(&many, Kind::Xlsx).unwrap());
    assert!(files.contains_key("xl/worksheets/sheet5.xml"));
    bytes(
        &Book {
            tables: vec![],
            ..many
        },
        Kind::Xlsx,
    )
    .unwrap();
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("reports");
    let first = save_in(&book(&["a"]), Kind::Csv, &place).unwrap();
    let second = save_in(&book(&["b"]), Kind::Csv, &place).unwrap();
    assert_eq!(first, place.join("report.csv"));
    assert_eq!(second, place.join("report-2.csv"));
    assert!(std::fs::read_to_string(first).unwrap().contains('a'));
    let taken = dir.path().join("file");
    std::fs::write(&taken, "").unwrap();
    let error = save_in(&book(&[]), Kind::Csv, &taken).unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
}

#[test]
fn a_mean_of_scores_is_a_number_with_two_decimals() {
    let mut book = book(&["x"]);
    book.tables[0].rows = vec![vec![Cell::Text("x".into()), Cell::Score(433), Cell::Empty]];
    let csv = String::from_utf8(bytes(&book, Kind::Csv).unwrap()).unwrap();
    assert!(csv.contains("x,4.33,"), "{csv}");
    assert_eq!(Cell::Score(433).number(), Some(4.33));
    assert!(!bytes(&book, Kind::Xlsx).unwrap().is_empty());
}
