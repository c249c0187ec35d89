//! The five charities.

use istiqbal::domain::profile::Profile;

/// By their keys, in the order of the table's columns.
pub const CHARITIES: [&str; 5] = ["rahma", "wethaq", "shaaer", "eman", "qader"];

/// A charity and what it works by.
pub struct Charity {
    pub key: &'static str,
    pub source: &'static str,
    pub profile: Profile,
}

impl Charity {
    pub fn of(key: &'static str) -> Charity {
        let source = istiqbal::profiles::source(key).unwrap();
        Charity {
            key,
            source,
            profile: istiqbal::profiles::parse(key, source).unwrap(),
        }
    }

    pub fn is_one_of(&self, keys: &[&str]) -> bool {
        keys.contains(&self.key)
    }
}
