//! Countries, as people name them.

use crate::arabic::fold::fold_text;

/// ISO 3166 and what people write for it: the country, and who is of it (without the article and the feminine ending,
/// which are taken off before).
const COUNTRIES: [(&str, &[&str]); 34] = [
    ("SA", &["سعودي", "سعود", "saudi", "saudi arabia", "ksa"]),
    ("YE", &["يمني", "يمن", "yemeni", "yemen"]),
    ("SY", &["سوري", "سوريا", "syrian", "syria"]),
    ("EG", &["مصري", "مصر", "egyptian", "egypt"]),
    ("SD", &["سوداني", "سودان", "sudanese", "sudan"]),
    ("JO", &["أردني", "أردن", "jordanian", "jordan"]),
    ("PS", &["فلسطيني", "فلسطين", "palestinian", "palestine"]),
    ("LB", &["لبناني", "لبنان", "lebanese", "lebanon"]),
    ("IQ", &["عراقي", "عراق", "iraqi", "iraq"]),
    ("KW", &["كويتي", "كويت", "kuwaiti", "kuwait"]),
    ("BH", &["بحريني", "بحرين", "bahraini", "bahrain"]),
    ("QA", &["قطري", "قطر", "qatari", "qatar"]),
    (
        "AE",
        &[
            "إماراتي",
            "إمارات",
            "emirati",
            "uae",
            "united arab emirates",
        ],
    ),
    ("OM", &["عماني", "عمان", "omani", "oman"]),
    ("MA", &["مغربي", "مغرب", "moroccan", "morocco"]),
    ("DZ", &["جزائري", "جزائر", "algerian", "algeria"]),
    ("TN", &["تونسي", "تونس", "tunisian", "tunisia"]),
    ("LY", &["ليبي", "ليبيا", "libyan", "libya"]),
    (
        "MR",
        &["موريتاني", "موريتانيا", "mauritanian", "mauritania"],
    ),
    ("SO", &["صومالي", "صومال", "somali", "somalia"]),
    ("DJ", &["جيبوتي", "djiboutian", "djibouti"]),
    ("ER", &["إريتري", "إريتريا", "eritrean", "eritrea"]),
    (
        "ET",
        &["إثيوبي", "إثيوبيا", "أثيوبي", "ethiopian", "ethiopia"],
    ),
    ("TD", &["تشادي", "تشاد", "chadian", "chad"]),
    ("NG", &["نيجيري", "نيجيريا", "nigerian", "nigeria"]),
    ("PK", &["باكستاني", "باكستان", "pakistani", "pakistan"]),
    ("IN", &["هندي", "هند", "indian", "india"]),
    (
        "BD",
        &[
            "بنغلاديشي",
            "بنجلاديشي",
            "بنغالي",
            "بنغلاديش",
            "bangladeshi",
            "bangladesh",
        ],
    ),
    ("AF", &["أفغاني", "أفغانستان", "afghan", "afghanistan"]),
    ("ID", &["إندونيسي", "إندونيسيا", "indonesian", "indonesia"]),
    ("PH", &["فلبيني", "فلبين", "filipino", "philippines"]),
    ("TR", &["تركي", "تركيا", "turkish", "turkey"]),
    (
        "MM",
        &[
            "بورمي",
            "ميانماري",
            "بورما",
            "ميانمار",
            "burmese",
            "myanmar",
        ],
    ),
    ("LK", &["سريلانكي", "سريلانكا", "sri lankan", "sri lanka"]),
];

/// A nationality as files write it: two letters, the country or who is of it.
pub fn read(text: &str) -> Option<String> {
    let folded = fold_text(text);
    if folded.len() == 2 && folded.chars().all(|c| c.is_ascii_alphabetic()) {
        return Some(folded.to_ascii_uppercase());
    }
    let bare = folded.strip_prefix("ال").unwrap_or(&folded);
    let bare = bare.strip_suffix('ه').unwrap_or(bare);
    let known = COUNTRIES.iter().find(|(_, words)| {
        words
            .iter()
            .any(|word| [bare, &folded].contains(&fold_text(word).as_str()))
    });
    known.map(|(code, _)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_word_means_two_countries() {
        let mut seen = HashSet::new();
        for (code, words) in COUNTRIES {
            let folded: HashSet<String> = words.iter().map(|word| fold_text(word)).collect();
            for word in folded {
                assert!(seen.insert(word), "{code}");
            }
        }
    }

    #[test]
    fn nationalities_are_read_in_both_languages() {
        for (text, code) in [
            ("سعودي", Some("SA")),
            ("سعودية", Some("SA")),
            ("السعودية", Some("SA")),
            ("يمنيه", Some("YE")),
            ("اليمن", Some("YE")),
            ("الأردن", Some("JO")),
            ("sa", Some("SA")),
            ("Egyptian", Some("EG")),
            ("مريخي", None),
        ] {
            assert_eq!(read(text).as_deref(), code, "{text}");
        }
    }
}
