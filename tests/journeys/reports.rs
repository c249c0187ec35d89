//! A supervisor looks at what was counted, for a period typed in the other calendar, and takes it away.

use std::io::Read;
use std::path::Path;

use istiqbal::locale::Language;

use crate::desk::House;
use crate::intake::{first_run, receive_and_register, state_need};

/// What stands below a heading on the first sheet of a spreadsheet.
fn below(xlsx: &Path, heading: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(xlsx).unwrap()).unwrap();
    let mut file = |name: &str| {
        let mut text = String::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    };
    // Texts stand apart from the cells, which name them by their place.
    let texts = file("xl/sharedStrings.xml");
    let said = format!(">{heading}</t>");
    let text = texts
        .split("<si>")
        .skip(1)
        .position(|one| one.contains(&said));
    let text = text.unwrap().to_string();
    let sheet = file("xl/worksheets/sheet1.xml");
    let cells = sheet.split("<c r=\"").skip(1).filter_map(|cell| {
        let (place, rest) = cell.split_once('"')?;
        let (tag, rest) = rest.split_once("<v>")?;
        Some((place, tag.contains("t=\"s\""), rest.split_once("</v>")?.0))
    });
    let cells: Vec<(&str, bool, &str)> = cells.collect();
    let mut headings = cells.iter();
    let (place, ..) = headings
        .find(|(_, is_text, value)| *is_text && *value == text)
        .unwrap();
    let (column, row) = place.split_at(place.find(|c: char| c.is_ascii_digit()).unwrap());
    let under = format!("{column}{}", row.parse::<u32>().unwrap() + 1);
    let mut cells = cells.iter();
    let (.., value) = cells.find(|(place, ..)| *place == under).unwrap();
    (*value).to_owned()
}

#[test]
fn a_report_is_read_and_saved_by_keys_alone() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "wethaq");
    receive_and_register(&mut desk);
    state_need(&mut desk, "wethaq");
    desk.press("F3").is_at("reception");

    desk.press("Left").is_at("reports").sees("حجم العمل");
    desk.sees("المراجعون").sees("هذه السنة الهجرية");
    // By service, the way the eye moves; the charity's own title stands there.
    desk.press("Left Left").sees("██");
    desk.press("F9").sees("حُفظ التقرير في");
    let saved: Vec<_> = std::fs::read_dir(house.exports()).unwrap().collect();
    let [Ok(saved)] = saved.as_slice() else {
        panic!("{saved:?}")
    };
    assert_eq!(below(&saved.path(), "فُتح"), "1");
    assert_eq!(below(&saved.path(), "رُفع"), "0");
    desk.press("Tab").sees("أعمار المعلّق").sees("الاستقبال");
    desk.press("Shift+Tab F5").type_in("1440/01").press("Enter");
    desk.sees("1440-01-29").sees("2018-09-11");

    let json = house.run(&["report", "volumes", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let all = rows.iter().find(|row| row["by"] == "all").unwrap();
    assert_eq!((&all["opened"], &all["arrivals"]), (&1.into(), &1.into()));
    let services = rows.iter().filter(|row| row["by"] == "service");
    assert_eq!(services.filter(|row| row["opened"] == 1).count(), 1);
    let csv = house.run(&["report", "volumes", "--format", "csv"]);
    assert!(
        csv.contains("حجم العمل") && csv.contains("فُتح,رُفع"),
        "{csv}"
    );
}

#[test]
fn a_reference_is_searched_and_read_from_reception() {
    let house = House::new();
    let mut desk = house.desk(Language::Arabic);
    first_run(&mut desk, "wethaq");
    desk.press("l").is_at("shelf").sees("ضع ملف الجمعية في");
    desk.press("Esc").is_at("reception");
    let shelf = house.place.data.join("shelf");
    std::fs::create_dir_all(&shelf).unwrap();
    std::fs::write(
        shelf.join("basic-bylaws.txt"),
        "مادة 1\n\nإعادة النظر في القرار\n",
    )
    .unwrap();
    desk.press("F5 F2")
        .is_at("shelf")
        .press("F2")
        .type_in("اعاده");
    desk.sees("إعادة النظر في القرار");
    desk.press("Enter")
        .is_at("shelf")
        .sees("إعادة النظر في القرار");
    desk.press("Esc Esc Esc").is_at("reception");
}
