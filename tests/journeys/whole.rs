//! From the arrival to the rated delivery, at every charity, by keys alone: one person, one request, the whole policy.

use istiqbal::domain::decision::Outcome;
use istiqbal::domain::request::Stage;
use istiqbal::domain::voice::Occasion;

use crate::after::{home, page_of, request};
use crate::desk::{Driven, House};
use crate::intake::page;
use crate::study::{examine, handed_in, opinions, to_study};

/// Both questions of a rating.
fn rate(desk: &mut Driven) {
    desk.is_at("rating").type_in("54").press("Enter");
}

#[test]
fn from_the_arrival_to_the_rated_delivery_at_every_charity() {
    for charity in ["rahma", "wethaq", "shaaer", "eman", "qader"] {
        let house = House::new();
        let mut desk = handed_in(&house, charity);
        let no = page(&mut desk, 1).request.no;

        to_study(&mut desk);
        if charity == "shaaer" {
            examine(&mut desk);
        }
        opinions(&mut desk, if charity == "eman" { 2 } else { 1 });
        home(&mut desk);
        desk.press("d").is_at("committee").press("F3");
        desk.type_in("12/1448").press("Enter Enter");
        desk.sees("قُبل الطلب");

        // It is too early to tell; the supervisor says why it is told all the same.
        page_of(&mut desk, no);
        desk.sees("التالي: الرد").press("Enter F6").is_at("act");
        desk.type_in("موعد العملية غدًا").press("Enter");
        desk.press("Enter Enter");
        assert_eq!(
            request(&mut desk, no).stage,
            Stage::Registration,
            "{charity}"
        );
        rate(&mut desk);

        desk.is_at("request").sees("التالي: التسجيل");
        desk.press("Enter Enter").sees("التالي: التقديم");
        desk.press("Enter").is_at("act");
        let parts = if charity == "wethaq" { 2 } else { 1 };
        for _ in 0..parts {
            desk.type_in("صُرف له ما طلب").press("Enter Enter");
        }
        desk.is_at("act").press("Enter");
        rate(&mut desk);

        let kept = request(&mut desk, no);
        assert_eq!(kept.stage, Stage::Closed, "{charity}");
        assert_eq!(kept.decision().unwrap().outcome, Outcome::Accepted);
        assert!(kept.early_reply.is_some());
        assert_eq!(kept.provision.delivered.len(), parts, "{charity}");
        let rated: Vec<Occasion> = kept.offered.iter().map(|one| one.occasion).collect();
        assert_eq!(rated, Occasion::ALL, "{charity}");
        assert!(kept.offered.iter().all(|one| one.answered), "{charity}");
        // Fails where the journal is not whole, or the records are not what follows from it.
        house.run(&["verify"]);
    }
}
