//! Orders that many tests begin with.

use istiqbal::domain::ids::{PersonNo, RequestNo};
use istiqbal::domain::person::Facts;
use istiqbal::domain::profile::Profile;
use istiqbal::domain::study::View;
use istiqbal::protocol::Order;

/// Somebody is registered who is like nobody else, and not out of a draft.
pub fn register(facts: Facts) -> Order {
    Order::RegisterPerson {
        facts,
        not_the_same: vec![],
        draft: None,
    }
}

/// A request of theirs is opened over a channel, with the responsibilities told.
pub fn open(person: PersonNo, channel: &str) -> Order {
    Order::OpenRequest {
        person,
        channel: channel.to_owned(),
        responsibilities_told: true,
        draft: None,
    }
}

/// Every committee that studies a request is for it.
pub fn opinions(profile: &Profile, request: RequestNo) -> Vec<Order> {
    let committees = profile.studied_by().map(|one| one.id.to_string());
    let opinions = committees.map(|committee| Order::GiveOpinion {
        request,
        committee,
        view: View::Accept,
        text: "يُقبل".into(),
    });
    opinions.collect()
}
