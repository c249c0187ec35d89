//! The geographic scope (النطاق الجغرافي, row 52): a home outside it brings a warning and asks for a reason.

use super::person::Facts;
use super::profile::Profile;
use crate::arabic::fold::fold_text;

/// Whether the home lies outside the scope. Where the charity has none, or no city is stated, it does not.
pub fn is_outside(profile: &Profile, facts: &Facts) -> bool {
    let home = [&facts.home.city, &facts.home.region];
    lies_outside(
        profile,
        home.into_iter().flatten().map(|place| place.as_str()),
    )
}

/// The same of a home while it is being typed, by the places it is said to lie in.
pub fn lies_outside<'a>(profile: &Profile, home: impl Iterator<Item = &'a str>) -> bool {
    let Some(scope) = &profile.scope else {
        return false;
    };
    let stated: Vec<String> = home
        .map(|place| fold_text(place.trim()))
        .filter(|place| !place.is_empty())
        .collect();
    let named = |home: &String| {
        let mut places = scope.places.iter();
        places.any(|place| {
            [&place.ar, &place.en]
                .into_iter()
                .any(|name| fold_text(name) == *home)
        })
    };
    !stated.is_empty() && !stated.iter().any(named)
}
