//! The Unix users of this machine. The office knows a member of staff by the number of their Unix user; people know
//! them by its name.

use crate::arabic::digits;

/// The number of a user as typed: a name, or the number itself. `None` where there is no such user.
#[must_use]
pub fn uid_of(typed: &str) -> Option<u32> {
    let typed = digits::fold(typed.trim()).into_owned();
    typed
        .parse()
        .ok()
        .or_else(|| uzers::get_user_by_name(&typed).map(|user| user.uid()))
}

/// What a user is called here.
#[must_use]
pub fn name_of(uid: u32) -> Option<String> {
    let user = uzers::get_user_by_uid(uid)?;
    Some(user.name().to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_known_by_name_and_by_number() {
        assert_eq!(uid_of("root"), Some(0));
        assert_eq!(name_of(0).as_deref(), Some("root"));
        for (typed, uid) in [(" 1007 ", Some(1007)), ("١٠٠٧", Some(1007)), ("", None)] {
            assert_eq!(uid_of(typed), uid, "{typed}");
        }
        assert_eq!(uid_of("no such user at all"), None);
        assert_eq!(uid_of("-1"), None);
    }
}
