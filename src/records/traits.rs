//! What matching and search need to know of a person.

use crate::arabic::fold::fold_name;
use crate::domain::date::{Calendar, DateAsWritten};
use crate::domain::person::{Facts, Sex};
use crate::matching::Traits;
use crate::matching::traits::Ymd;
use crate::protocol::query::Likes;

/// Of a person on file.
pub fn traits_of(facts: &Facts) -> Traits {
    let mut traits = Traits::named(&facts.name.line());
    if let Some(sex) = facts.sex {
        traits = traits.with_female(sex == Sex::Female);
    }
    if let Some(paper) = facts.paper.key() {
        traits = traits.with_id(&paper);
    }
    if let Some(mobile) = &facts.mobile {
        traits = traits.with_mobile(mobile.as_str());
    }
    match facts.born {
        Some(born) => born_on(traits, born),
        None => traits,
    }
}

/// The key by which the same person is met again: the identity paper's, or without one folded name, birth and mobile.
pub fn identity_of(facts: &Facts) -> String {
    if let Some(paper) = facts.paper.key() {
        return paper;
    }
    let name = fold_name(&facts.name.line());
    let born = facts.born.map(|born| born.gregorian().to_string());
    let mobile = facts.mobile.as_ref().map(|mobile| mobile.as_str());
    // No paper's key has a line in it.
    format!(
        "{name}\n{}\n{}",
        born.unwrap_or_default(),
        mobile.unwrap_or_default()
    )
}

/// Of someone still being typed: what cannot be read yet is left out.
pub fn traits_of_likes(likes: &Likes) -> Traits {
    let traits = Traits::named(&likes.name)
        .with_id(&likes.id)
        .with_mobile(&likes.mobile);
    match likes.born.parse::<DateAsWritten>() {
        Ok(born) => born_on(traits, born),
        Err(_) => traits,
    }
}

fn born_on(traits: Traits, born: DateAsWritten) -> Traits {
    let traits = traits.with_birth(born.gregorian());
    if born.calendar() == Calendar::Gregorian {
        return traits;
    }
    traits.with_birth_hijri(Ymd {
        year: born.year().into(),
        month: born.month(),
        day: born.day(),
    })
}
