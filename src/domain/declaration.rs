//! The declaration (الإقرار): the beneficiary signs for the truth of the data and answers for it (row 5).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::address::PostalAddress;
use super::moment::Act;
use super::person::Facts;
use super::request::Need;
use super::{document::Paper, request::Request};

/// How it was signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signature {
    /// By hand, on a numbered sheet (توقيع على ورقة).
    Paper {
        /// The sheet's number in the charity's binder.
        number: String,
    },
    /// With the thumb, before a witness (بصمة بحضور شاهد).
    Thumbprint {
        /// The witness's name.
        witness: String,
    },
    /// By a guardian or attorney (ولي الأمر أو الوكيل).
    Guardian {
        /// Their name.
        name: String,
        /// What makes them one: deed or power of attorney number.
        deed: String,
    },
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(…)")
    }
}

/// The fingerprint of exactly what was declared: BLAKE3 over the declared lines.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint(pub [u8; 32]);

impl fmt::Display for Fingerprint {
    /// All of it, in hexadecimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl Fingerprint {
    /// The first sixteen digits in groups of four: enough to tell two sheets apart by eye.
    pub fn short(&self) -> String {
        let hex = self.to_string();
        hex.as_bytes()
            .chunks(4)
            .take(4)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// A signed declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// What was declared.
    pub fingerprint: Fingerprint,
    /// How it was signed.
    pub signature: Signature,
    /// Who took it, when.
    pub signed: Act,
    /// When and by whose edit it was voided; it stays on record.
    pub voided: Option<Act>,
}

/// What a beneficiary declares: field names and values, in a fixed order, one line each.
///
/// The papers' own numbers are declared, what the officer noted about them is not.
pub fn declared(facts: &Facts, need: Option<&Need>, papers: &[Paper]) -> Vec<(String, String)> {
    // Part by part, so that one added to the address is not forgotten here.
    let PostalAddress {
        short,
        building,
        street,
        district,
        city,
        region,
        postcode,
        additional,
    } = &facts.home;
    let mut lines: Vec<(String, String)> = vec![
        ("name".into(), facts.name.line()),
        ("sex".into(), text(facts.sex.map(|sex| sex.id()))),
        ("born".into(), text(facts.born)),
        ("nationality".into(), facts.nationality.clone()),
        (
            "paper-kind".into(),
            facts
                .paper
                .kind()
                .map_or("none", |kind| kind.id())
                .to_owned(),
        ),
        ("paper".into(), text(facts.paper.number())),
        (
            "mobile".into(),
            text(facts.mobile.as_ref().map(|value| value.as_str())),
        ),
        (
            "email".into(),
            text(facts.email.as_ref().map(|value| value.as_str())),
        ),
        (
            "iban".into(),
            text(facts.iban.as_ref().map(|value| value.as_str())),
        ),
        (
            "city".into(),
            text(city.as_ref().map(|value| value.as_str())),
        ),
        (
            "district".into(),
            text(district.as_ref().map(|value| value.as_str())),
        ),
        (
            "short-address".into(),
            text(short.as_ref().map(|value| value.as_str())),
        ),
        ("household".into(), text(facts.household.size)),
        ("dependants".into(), text(facts.household.dependants)),
        ("income".into(), text(facts.household.monthly_income)),
    ];
    // What hardly anybody states has a line only where it is stated.
    let rest = [
        ("building", building.as_ref().map(|value| value.as_str())),
        ("street", street.as_ref().map(|value| value.as_str())),
        ("region", region.as_ref().map(|value| value.as_str())),
        ("postcode", postcode.as_ref().map(|value| value.as_str())),
        (
            "additional",
            additional.as_ref().map(|value| value.as_str()),
        ),
    ];
    let stated = rest
        .into_iter()
        .filter_map(|(id, value)| Some((id.to_owned(), value?.to_owned())));
    lines.extend(stated);
    lines.extend(
        facts
            .extra
            .iter()
            .map(|(id, value)| (format!("person.{id}"), value.clone())),
    );
    if let Some(need) = need {
        lines.push(("service".into(), need.service.clone()));
        lines.push(("category".into(), need.category.clone()));
        lines.push(("need".into(), need.text.clone()));
        lines.extend(
            need.extra
                .iter()
                .map(|(id, value)| (format!("need.{id}"), value.clone())),
        );
    }
    lines.extend(
        papers
            .iter()
            .map(|paper| (format!("paper.{}", paper.kind), paper.number.clone())),
    );
    lines
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The fingerprint of declared lines. Lengths go in beside the bytes, so that no two sets of lines share one.
pub fn fingerprint(lines: &[(String, String)]) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"istiqbal declaration 1");
    for text in lines.iter().flat_map(|(field, value)| [field, value]) {
        hasher.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    Fingerprint(*hasher.finalize().as_bytes())
}

/// The fingerprint of a request as it stands, with the person's facts as they stand.
pub fn fingerprint_of(facts: &Facts, request: &Request) -> Fingerprint {
    fingerprint(&declared(facts, request.need.as_ref(), &request.papers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_letter_between_fields_is_another_declaration() {
        let lines = |a: &str, b: &str| fingerprint(&[(a.into(), b.into())]);
        assert_ne!(lines("ab", "c"), lines("a", "bc"));
        assert_eq!(lines("a", "b"), lines("a", "b"));
        assert_eq!(lines("a", "b").short().len(), 19);
        assert!(
            lines("a", "b")
                .to_string()
                .starts_with(&lines("a", "b").short()[..4])
        );
    }
}
