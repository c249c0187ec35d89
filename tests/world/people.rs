//! Made-up people.

use istiqbal::domain::address::PostalAddress;
use istiqbal::domain::identity::{IdentityPaper, NoPaper, PaperKind};
use istiqbal::domain::input::Line;
use istiqbal::domain::money::Money;
use istiqbal::domain::person::{Facts, Household, PersonName, Sex};

const GIVEN: [&str; 8] = [
    "نورة",
    "فهد",
    "هيا",
    "عبد الله",
    "سارة",
    "محمد",
    "مريم",
    "خالد",
];
const FAMILY: [&str; 6] = [
    "الحربي",
    "العتيبي",
    "القحطاني",
    "الشمري",
    "البلوي",
    "العطوي",
];

/// The identity paper of a number: every kind, in turn, its check digit right.
pub fn paper(serial: u32) -> IdentityPaper {
    let checked = |kind, first: u32| {
        (0..10)
            .find_map(|check| {
                IdentityPaper::parse_as(kind, &format!("{first}{serial:08}{check}")).ok()
            })
            .unwrap()
    };
    match serial % 5 {
        0 => IdentityPaper::None(NoPaper::Lost),
        1 => IdentityPaper::parse_as(PaperKind::Passport, &format!("A{serial:07}")).unwrap(),
        2 => checked(PaperKind::Iqama, 2),
        _ => checked(PaperKind::NationalId, 1),
    }
}

/// Somebody, consenting, with everything stated that a desk asks for.
pub fn somebody(serial: u32) -> Facts {
    let pick = |from: &[&str]| from[serial as usize % from.len()].to_owned();
    Facts {
        name: PersonName {
            given: pick(&GIVEN),
            father: pick(&GIVEN[3..]),
            grandfather: String::new(),
            family: pick(&FAMILY),
        },
        sex: Some(Sex::ALL[serial as usize % 2]),
        born: format!("14{:02}-0{}-11", serial % 40, serial % 9 + 1)
            .parse()
            .ok(),
        nationality: "SA".into(),
        paper: paper(serial),
        mobile: format!("05{:08}", serial % 100_000_000).parse().ok(),
        email: None,
        iban: None,
        home: PostalAddress {
            city: Line::parse("تبوك").ok(),
            ..PostalAddress::default()
        },
        household: Household {
            size: Some(u16::try_from(serial % 4).unwrap()),
            dependants: None,
            monthly_income: Money::parse("3200").ok(),
        },
        consent: true,
        extra: [("tribe".to_owned(), "حرب".to_owned())].into(),
    }
}
