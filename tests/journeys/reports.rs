//! A supervisor looks at what was counted, for a period typed in the other calendar, and takes it away.

use istiqbal::locale::Language;

use crate::desk::House;
use crate::intake::{first_run, receive_and_register, state_need};

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
    desk.press("Tab").sees("أعمار المعلّق").sees("الاستقبال");
    desk.press("Shift+Tab F5").type_in("1440/01").press("Enter");
    desk.sees("1440-01-29").sees("2018-09-11");
    desk.press("F9").sees("حُفظ التقرير في");
    let saved: Vec<_> = std::fs::read_dir(house.exports()).unwrap().collect();
    assert_eq!(saved.len(), 1);

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
