//! Rows 38 to 42: what the desk looks things up in, in the charity's own files.

use istiqbal::locale::Language;

use super::charity::Charity;
use super::driven::{Driven, House};
use super::table::{Row, all, some};
use super::tale::Tale;
use super::world::people::somebody;

pub fn rows() -> Vec<Row> {
    vec![
        all(38, "basic bylaws", |charity| kept(charity, "basic-bylaws")),
        some(
            39,
            "research regulation or services guide",
            &["rahma", "eman", "qader"],
            |charity| kept(charity, regulation(charity)),
            |charity| absent(charity, &["social-research-regulation", "services-guide"]),
        ),
        some(
            40,
            "support-policy guide",
            &["rahma", "wethaq", "eman", "qader"],
            |charity| kept(charity, "support-policy-guide"),
            |charity| absent(charity, &["support-policy-guide"]),
        ),
        some(
            41,
            "support request form",
            &["rahma", "wethaq", "eman", "qader"],
            |charity| kept(charity, "support-request-form"),
            |charity| absent(charity, &["support-request-form"]),
        ),
        some(
            42,
            "board and assembly decisions",
            &["shaaer"],
            |charity| kept(charity, "board-and-assembly-decisions"),
            |charity| absent(charity, &["board-and-assembly-decisions"]),
        ),
    ]
}

fn regulation(charity: &Charity) -> &'static str {
    match charity.key {
        "eman" => "services-guide",
        _ => "social-research-regulation",
    }
}

/// The shelf of a desk of this charity, where every file of any charity lies.
fn shelf(charity: &Charity) -> (House, Driven) {
    let house = Tale::here(charity, somebody(3), 1).house();
    for (reference, title) in everybodys(charity) {
        house.put(&format!("data/shelf/{reference}.txt"), &text(&title));
    }
    let mut desk = house.desk(Language::Arabic);
    desk.press("l").is_at("shelf");
    (house, desk)
}

/// The references of all charities by their ids and titles; its own last, as another charity has another title for some.
fn everybodys(charity: &Charity) -> Vec<(String, String)> {
    let others = super::charity::CHARITIES.map(Charity::of);
    let all = others.iter().chain([charity]);
    all.flat_map(own).collect()
}

fn own(charity: &Charity) -> Vec<(String, String)> {
    let references = charity.profile.references.iter();
    references
        .map(|one| (one.id.to_string(), one.title.ar.clone()))
        .collect()
}

/// What stands in the file of a reference.
fn text(title: &str) -> String {
    format!("أحكام {title}\n")
}

/// It stands on the shelf by the charity's title for it, and is read there.
fn kept(charity: &Charity, id: &str) {
    let own = own(charity);
    let at = own.iter().position(|(one, _)| one == id).unwrap();
    let title = &own[at].1;
    let (_house, mut desk) = shelf(charity);
    desk.sees(title);
    for (_, other) in everybodys(charity) {
        let listed = own.iter().any(|(_, title)| title.contains(&other));
        assert_eq!(desk.shows(&other), listed, "{other}: {}", desk.seen());
    }
    assert!(!desk.shows(text(title).trim()), "{}", desk.seen());
    desk.press(&"Down ".repeat(at)).press("Enter");
    desk.sees(text(title).trim());
}

/// Neither the list nor a search of all texts knows it.
fn absent(charity: &Charity, ids: &[&str]) {
    let (_house, mut desk) = shelf(charity);
    desk.sees(&own(charity)[0].1);
    desk.press("F2").type_in("أحكام");
    desk.sees(text(&own(charity)[0].1).trim());
    let everybodys = everybodys(charity);
    let others = everybodys
        .iter()
        .filter(|(id, _)| ids.contains(&id.as_str()));
    for (_, title) in others {
        assert!(!desk.shows(title), "{title}: {}", desk.seen());
    }
    desk.press("Esc").is_at("shelf");
    for (id, title) in &everybodys {
        if ids.contains(&id.as_str()) {
            assert!(!desk.shows(title), "{title}: {}", desk.seen());
        }
    }
}
