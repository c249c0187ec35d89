//! Rows 38 to 42: what the desk looks things up in, in the charity's own files.

use istiqbal::shelf;

use super::charity::Charity;
use super::table::{Row, all, some};

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

/// What a desk of this charity finds on its shelf, where every file of any charity lies.
fn on_the_shelf(charity: &Charity) -> Vec<(String, Vec<String>)> {
    let dir = tempfile::tempdir().unwrap();
    let others = super::charity::CHARITIES.map(Charity::of);
    // Its own last: the same reference has another title elsewhere.
    for other in others.iter().chain([charity]) {
        for reference in &other.profile.references {
            let file = dir.path().join(format!("{}.txt", reference.id));
            std::fs::write(file, format!("نص {}\n", reference.title.ar)).unwrap();
        }
    }
    let references = &charity.profile.references;
    let ids: Vec<String> = references.iter().map(|one| one.id.to_string()).collect();
    shelf::read(&[dir.path().to_owned()], &ids)
        .into_iter()
        .map(|found| (found.id, found.text.unwrap().lines))
        .collect()
}

fn kept(charity: &Charity, id: &str) {
    let references = &charity.profile.references;
    let title = references.iter().find(|one| one.id == *id).unwrap();
    let shelf = on_the_shelf(charity);
    let (_, lines) = shelf.iter().find(|(found, _)| found == id).unwrap();
    assert_eq!(*lines, [format!("نص {}", title.title.ar)]);
    let count = match charity.key {
        "shaaer" => 2,
        "wethaq" => 3,
        _ => 4,
    };
    assert_eq!(shelf.len(), count, "the charity's own, and no others");
}

fn absent(charity: &Charity, ids: &[&str]) {
    let shelf = on_the_shelf(charity);
    assert!(
        shelf
            .iter()
            .all(|(found, _)| !ids.contains(&found.as_str()))
    );
}
