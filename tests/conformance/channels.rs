//! Rows 24 to 42: over which channels people are served, and what the desk can look things up in.

use istiqbal::domain::decision::Outcome;
use istiqbal::domain::profile::ChannelKind;
use istiqbal::protocol::{Order, Refusal};

use super::charity::Charity;
use super::table::{Row, all, some};
use super::tale::Tale;

const R: &str = "rahma";
const W: &str = "wethaq";
const S: &str = "shaaer";
const E: &str = "eman";
const Q: &str = "qader";

pub fn rows() -> Vec<Row> {
    vec![
        all(24, "served where he is", from_afar),
        all(26, "over several channels", over_several),
        all(29, "interview, or in person", |charity| {
            channel(charity, ChannelKind::InPerson)
        }),
        all(30, "phone, or call centre", |charity| {
            channel(charity, ChannelKind::Phone)
        }),
        all(31, "social media", |charity| {
            channel(charity, ChannelKind::SocialMedia)
        }),
        all(32, "letters", |charity| {
            channel(charity, ChannelKind::Letters)
        }),
        some(
            33,
            "assistance-request service",
            &[R, E, Q],
            |charity| channel(charity, ChannelKind::AssistanceRequest),
            |charity| no_channel(charity, ChannelKind::AssistanceRequest),
        ),
        some(
            34,
            "volunteering",
            &[R, W, E, Q],
            |charity| channel(charity, ChannelKind::Volunteering),
            |charity| no_channel(charity, ChannelKind::Volunteering),
        ),
        all(35, "website", |charity| {
            channel(charity, ChannelKind::Website)
        }),
        some(
            36,
            "e-mail",
            &[W],
            |charity| channel(charity, ChannelKind::Email),
            |charity| no_channel(charity, ChannelKind::Email),
        ),
        some(
            37,
            "text messages",
            &[W],
            |charity| channel(charity, ChannelKind::Sms),
            |charity| no_channel(charity, ChannelKind::Sms),
        ),
    ]
}

/// Remote intake is the same form: a request over the phone goes all the way as one at the counter does.
fn from_afar(charity: &Charity) {
    let channels = &charity.profile.channels;
    let phone = channels
        .iter()
        .position(|one| one.kind == ChannelKind::Phone);
    let mut tale = Tale::opened(charity);
    tale.request = tale.open(phone.unwrap()).unwrap();
    tale.submitted();
    assert_eq!(tale.request().channel, channels[phone.unwrap()].id.as_str());
}

/// Requests, enquiries and replies each name their channel.
fn over_several(charity: &Charity) {
    let counts = [(R, 7), (W, 8), (S, 5), (E, 7), (Q, 7)];
    let count = counts
        .iter()
        .find(|(key, _)| *key == charity.key)
        .unwrap()
        .1;
    let channels = &charity.profile.channels;
    assert_eq!(channels.len(), count);
    let mut tale = Tale::opened(charity);
    for (at, channel) in channels.iter().enumerate() {
        let no = tale.open(at).unwrap();
        assert_eq!(tale.desk.request(no).channel, channel.id.as_str());
    }
    tale.replied(Outcome::Accepted);
    let reply = tale.request().decision().unwrap().reply.clone().unwrap();
    assert_eq!(reply.channel, channels[1].id.as_str());
    let unknown = Order::LogEnquiry {
        question: "سؤال".into(),
        answer: "جواب".into(),
        channel: "pigeon".into(),
        person: None,
        standard: None,
    };
    assert!(matches!(tale.desk(unknown), Err(Refusal::Invalid { .. })));
}

/// The charity has the channel under a name of its own, and a request is taken in over it.
fn channel(charity: &Charity, kind: ChannelKind) {
    let mut channels = charity.profile.channels.iter();
    let channel = channels.find(|channel| channel.kind == kind).unwrap();
    assert!(!channel.title.ar.is_empty());
    let mut tale = Tale::opened(charity);
    let no = tale.open_over(channel.id.as_str(), true).unwrap();
    assert_eq!(tale.desk.request(no).channel, channel.id.as_str());
}

/// Nobody can take a request in over a channel that the charity does not name.
fn no_channel(charity: &Charity, kind: ChannelKind) {
    let channels = &charity.profile.channels;
    assert!(channels.iter().all(|channel| channel.kind != kind));
    let of_another = ["wethaq", "eman"].map(Charity::of);
    let mut theirs = of_another.iter().flat_map(|other| &other.profile.channels);
    let id = theirs
        .find(|channel| channel.kind == kind)
        .unwrap()
        .id
        .clone();
    let mut tale = Tale::opened(charity);
    let refused = tale.open_over(id.as_str(), true).unwrap_err();
    assert!(matches!(refused, Refusal::Invalid { .. }), "{refused:?}");
}
