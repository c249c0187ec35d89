//! Files that people write: profiles, keymaps, tables of letters.

use istiqbal::arabic::Layout;
use istiqbal::desk::keymap::Keymap;
use istiqbal::locale::{Language, Texts};
use istiqbal::profiles;
use proptest::prelude::*;

use super::outside::{cases, harmful_text, is_text_alone, text_made_wrong};

/// What may stand in a file's own text beside lines.
fn lines(text: &str) -> usize {
    1 + text.matches('\n').count()
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn a_profile_made_wrong_is_taken_or_its_mistakes_are_named(
        source in text_made_wrong(&["rahma", "wethaq", "shaaer", "eman", "qader"].map(|key| profiles::source(key).unwrap())),
    ) {
        if let Err(refused) = profiles::parse("ours.toml", &source) {
            prop_assert!(!refused.mistakes.is_empty());
            for mistake in &refused.mistakes {
                prop_assert!((1..=lines(&source)).contains(&mistake.line), "{mistake:?}");
                prop_assert!(mistake.column >= 1);
            }
        }
    }

    /// Written as TOML can write anything, harm stands in a title; what is taken holds text alone.
    #[test]
    fn a_profile_that_is_taken_says_text_alone(harm in harmful_text().prop_filter("there is none", |harm| !harm.is_empty())) {
        let escaped: String = harm
            .chars()
            .flat_map(|c| format!("\\U{:08X}", u32::from(c)).chars().collect::<Vec<_>>())
            .collect();
        let source = profiles::source("qader").unwrap();
        let ours = source.replacen("ar = \"", &format!("ar = \"{escaped}"), 3);
        prop_assert_ne!(&ours, source);
        match profiles::parse("ours.toml", &ours) {
            Ok(profile) => {
                let said = format!("{}{}", profile.charity.name.ar, profile.charity.short_name.ar);
                prop_assert!(is_text_alone(&said), "{said:?}");
            }
            Err(refused) => prop_assert!(!refused.mistakes.is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn a_keymap_made_wrong_is_taken_or_its_line_is_named(
        file in text_made_wrong(&[
            include_str!("../../keymaps/function-keys.toml"),
            include_str!("../../keymaps/vim.toml"),
            "[global]\nprepend = [ { on = \"F11\", run = \"find\" } ]\n[reception]\nkeys = []\n",
        ]),
    ) {
        let texts = Texts::new(Language::Arabic);
        if let Err(bad) = Keymap::function_keys().with(&file) {
            prop_assert!((1..=lines(&file)).contains(&bad.line), "{bad:?}");
            prop_assert!(bad.said("keymap.toml", &texts).contains("keymap.toml"));
        }
    }

    #[test]
    fn a_table_of_letters_made_wrong_is_taken_or_refused(
        file in text_made_wrong(&[include_str!("../../keymaps/arabic-101.toml")]),
    ) {
        let _ = Layout::parse(&file);
    }
}
