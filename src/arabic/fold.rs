//! Folding: one spelling for the many in which the same Arabic name or text is typed. For comparing and finding only,
//! never for showing.
//!
//! | typed | folded | why |
//! |---|---|---|
//! | أ إ آ ٱ ؤ ئ | ا ا ا ا و ي | hamza is left out or moved at every desk |
//! | ى ة | ي ه | the commonest swaps at a word's end |
//! | ک ی ہ گ پ چ ڤ | ك ي ه ك ب ج ف | Persian and Urdu keyboards |
//! | ﻻ ﷲ and other presentation forms | their letters | some terminals and PDFs send them |
//! | tashkeel, tatweel, bidi controls, zero-width | nothing | |
//! | ٠١٢ ۰۱۲ | 012 | |
//! | É, ﬁ | e, fi | |
//! | punctuation, line ends, runs of blanks | one blank | |

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// Folds running text to words with one blank between them, none at the ends. Folding twice changes nothing more.
#[must_use]
pub fn fold_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        fold_char(c, &mut |piece| match piece {
            Piece::Letter(c) => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
            }
            Piece::Gap => gap = true,
            Piece::Nothing => {}
        });
    }
    out
}

/// Folds a person's name as [`name_words`] does, with a blank between the words.
#[must_use]
pub fn fold_name(name: &str) -> String {
    name_words(name).join(" ")
}

/// The words by which a name is known: folded, compounds in one word (عبد الله, أبو بكر, آل سعيد, دخيل الله), and
/// without the particles بن, ابن, بنت between them.
///
/// A name made of nothing but particles keeps them.
#[must_use]
pub fn name_words(name: &str) -> Vec<String> {
    let folded = fold_text(name);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    let bare: Vec<&str> = words.iter().copied().filter(|w| !is_particle(w)).collect();
    join_compounds(if bare.is_empty() { &words } else { &bare })
}

/// The words of a name that is still being typed. As [`name_words`], except that a last word just begun
/// already joins as it will when complete: `عبد ا` is `عبدا`, so that nothing found vanishes between two keys.
#[must_use]
pub fn name_words_begun(typed: &str) -> Vec<String> {
    let mut words = name_words(typed);
    let begun = words
        .split_last()
        .is_some_and(|(last, before)| last == "ا" && before.last().is_some_and(|w| w == "عبد"));
    if begun {
        words.pop();
        if let Some(last) = words.last_mut() {
            last.push('ا');
        }
    }
    words
}

/// The word without a leading ال, by which الحربي is also found as حربي. Unchanged where fewer than two letters
/// would be left, and for the name of God.
#[must_use]
pub fn without_article(word: &str) -> &str {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().nth(1).is_some() && word != "الله" => rest,
        _ => word,
    }
}

/// ابن, بنت and their like: they tell whose child someone is, and are as often left out as written.
#[must_use]
pub fn is_particle(word: &str) -> bool {
    matches!(word, "بن" | "ابن" | "بنت" | "ابنه" | "bin" | "ibn" | "bint")
}

/// Words that open a compound with whatever follows.
fn opens_any(word: &str) -> bool {
    matches!(
        word,
        "ابو"
            | "ابا"
            | "ام"
            | "بو"
            | "با"
            | "ال"
            | "ذو"
            | "al"
            | "el"
            | "abu"
            | "abdul"
            | "abdel"
            | "abdal"
    )
}

/// Words that close a compound with whatever comes before: دخيل الله, صلاح الدين, سيف الإسلام.
fn closes_any(word: &str) -> bool {
    matches!(word, "الله" | "الدين" | "الاسلام")
}

/// Whether two neighbouring words are one name.
fn is_compound(first: &str, second: &str) -> bool {
    opens_any(first)
        || closes_any(second)
        || (first == "عبد" && (second.starts_with("ال") || second == "ربه"))
        || (first == "abd" && (second.starts_with("al") || second.starts_with("el")))
}

/// From the end backwards, so that عبد ال رحمن and أبو عبد الله become one word in one pass.
fn join_compounds(words: &[&str]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words.iter().rev() {
        match joined.last_mut() {
            Some(next) if is_compound(word, next) => next.insert_str(0, word),
            _ => joined.push((*word).to_owned()),
        }
    }
    joined.reverse();
    joined
}

enum Piece {
    Letter(char),
    Gap,
    Nothing,
}

fn fold_char(c: char, out: &mut impl FnMut(Piece)) {
    match c {
        'a'..='z' | '0'..='9' => out(Piece::Letter(c)),
        'A'..='Z' => out(Piece::Letter(c.to_ascii_lowercase())),
        '\'' => out(Piece::Nothing),
        '\0'..='\x7f' => out(Piece::Gap),
        '\u{600}'..='\u{6ff}' => out(fold_arabic(c)),
        // These decompose to a blank and a mark, and the blank would break a word.
        '\u{fc5e}'..='\u{fc63}' | '\u{fe70}'..='\u{fe7f}' => out(Piece::Nothing),
        _ => decompose_compatible(c, |d| fold_decomposed(d, out)),
    }
}

fn fold_arabic(c: char) -> Piece {
    Piece::Letter(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | '\u{672}' | '\u{673}' | '\u{675}' => 'ا',
        'ؤ' | '\u{676}' | '\u{677}' => 'و',
        'ئ'
        | 'ى'
        | 'ی'
        | '\u{6cd}'
        | 'ې'
        | 'ے'
        | 'ۓ'
        | '\u{620}'
        | '\u{63d}'..='\u{63f}'
        | '\u{678}' => 'ي',
        'ة' | 'ہ' | 'ۂ' | 'ھ' | 'ۀ' | 'ە' | 'ۃ' => 'ه',
        'ک' | 'ڪ' | 'گ' => 'ك',
        'پ' => 'ب',
        'چ' => 'ج',
        'ڤ' => 'ف',
        'ژ' => 'ز',
        'ٹ' => 'ت',
        'ڈ' => 'د',
        'ڑ' => 'ر',
        'ں' => 'ن',
        '٠'..='٩' => return digit(c, '٠'),
        '۰'..='۹' => return digit(c, '۰'),
        'ء'..='ي' if c != 'ـ' => c,
        _ if is_ignored(c) => return Piece::Nothing,
        _ if c.is_alphanumeric() => c,
        _ => return Piece::Gap,
    })
}

fn digit(c: char, zero: char) -> Piece {
    let value = u32::from(c) - u32::from(zero);
    char::from_digit(value, 10).map_or(Piece::Nothing, Piece::Letter)
}

/// One character out of a compatibility decomposition, so no further decomposition is left but that of its lower case.
fn fold_decomposed(c: char, out: &mut impl FnMut(Piece)) {
    if ('\u{600}'..='\u{6ff}').contains(&c) {
        return out(fold_arabic(c));
    }
    if is_ignored(c) {
        return out(Piece::Nothing);
    }
    if !c.is_alphanumeric() {
        return out(Piece::Gap);
    }
    for lower in c.to_lowercase() {
        decompose_compatible(lower, |d| {
            out(if is_ignored(d) {
                Piece::Nothing
            } else {
                Piece::Letter(d)
            });
        });
    }
}

/// Marks on letters, tatweel, high hamza, and what takes no place: joiners, bidi and other format controls. Quotation
/// marks too: inside a word they stand for hamza or ʿayn in Latin spellings (Sa'd, Qur’an).
fn is_ignored(c: char) -> bool {
    matches!(c,
        'ـ' | '’' | '‘' | 'ʼ' | 'ʾ' | 'ʿ' | '\u{674}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}'
        | '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
        || canonical_combining_class(c) != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    const POLICIES: [(&str, &str); 5] = [
        (
            "eman",
            include_str!("../../tests/fixtures/policies/eman.txt"),
        ),
        (
            "qader",
            include_str!("../../tests/fixtures/policies/qader.txt"),
        ),
        (
            "rahma",
            include_str!("../../tests/fixtures/policies/rahma.txt"),
        ),
        (
            "shaaer",
            include_str!("../../tests/fixtures/policies/shaaer.txt"),
        ),
        (
            "wethaq",
            include_str!("../../tests/fixtures/policies/wethaq.txt"),
        ),
    ];

    #[test]
    fn text_folds_to_one_spelling() {
        for (typed, folded) in [
            ("", ""),
            ("  \u{200f}\t", ""),
            ("أإآٱ ؤ ئ ى ة", "اااا و ي ي ه"),
            ("مُحَمَّد", "محمد"),
            ("محـــمد", "محمد"),
            ("کریم علی", "كريم علي"),
            ("\u{fefb}\u{fee3}", "لام"),
            ("ﷲ", "الله"),
            ("هدى\u{200f}،\nعلي", "هدي علي"),
            ("١٤٤٢/١٢/٢٢ ۰۵", "1442 12 22 05"),
            ("É\u{fb01} STRASSE Ünal", "efi strasse unal"),
            ("Sa'd Al-Harbi", "sad al harbi"),
            ("ا\u{fe77}ب", "اب"),
            ("ماء", "ماء"),
        ] {
            assert_eq!(fold_text(typed), folded, "{typed:?}");
        }
    }

    #[test]
    fn names_fold_to_one_spelling() {
        for (group, folded) in [
            (
                vec!["عبدالله سعد", "عبد الله سعد", "عبد اللّه بن سعد"],
                "عبدالله سعد",
            ),
            (vec!["عبد الرحمن", "عبدالرحمٰن", "عبد ال رحمن"], "عبدالرحمن"),
            (vec!["أبو بكر", "ابوبكر"], "ابوبكر"),
            (vec!["آل سعيد", "ال سعيد", "آلسعيد", "السعيد"], "السعيد"),
            (
                vec!["نورة بنت سعد الحربي", "نوره سعد الحربى"],
                "نوره سعد الحربي",
            ),
            (vec!["دخيل الله", "دخيلالله"], "دخيلالله"),
            (vec!["صلاح الدين", "صلاحالدين"], "صلاحالدين"),
            (vec!["أبو عبد الله"], "ابوعبدالله"),
            (vec!["عبد ربه"], "عبدربه"),
            (vec!["عبد محمد"], "عبد محمد"),
            (
                vec!["Abdul Rahman Al-Harbi", "abdulrahman alharbi"],
                "abdulrahman alharbi",
            ),
            (vec!["بن"], "بن"),
            (vec!["بن لادن"], "لادن"),
        ] {
            for typed in group {
                assert_eq!(fold_name(typed), folded, "{typed:?}");
            }
        }
    }

    #[test]
    fn a_compound_being_typed_is_one_word_already() {
        for typed in ["عبد ا", "عبد ال", "عبد الر", "عبد الرحمن"] {
            let words = name_words_begun(typed);
            assert_eq!(words.len(), 1, "{typed}");
            assert!("عبدالرحمن".starts_with(&words[0]), "{typed}");
        }
        assert_eq!(name_words_begun("سعد ا"), ["سعد", "ا"]);
        assert_eq!(name_words_begun("ا"), ["ا"]);
    }

    #[test]
    fn the_article_is_taken_off_only_where_a_name_is_left() {
        for (word, bare) in [
            ("الحربي", "حربي"),
            ("ال", "ال"),
            ("الا", "الا"),
            ("الله", "الله"),
            ("علي", "علي"),
        ] {
            assert_eq!(without_article(word), bare);
        }
    }

    #[test]
    fn policies_fold_once_and_keep_their_words() {
        for (name, text) in POLICIES {
            let folded = fold_text(text);
            assert_eq!(fold_text(&folded), folded, "{name}");
            let arabic = |w: &&str| w.chars().any(|c| ('ء'..='ي').contains(&c) && c != 'ـ');
            let before = text.split_whitespace().filter(arabic).count();
            let after = folded.split(' ').filter(arabic).count();
            // A comma without its blank joins two words as typed; folded they are two.
            assert!(
                after >= before && after <= before + before / 50,
                "{name}: {before} words became {after}"
            );
            assert!(
                !folded.contains(['أ', 'إ', 'آ', 'ة', 'ى', 'ـ', '\u{64b}', '\u{60c}']),
                "{name}"
            );
        }
    }

    /// The five share sentences, typed by five hands: hamza, tatweel, tashkeel and punctuation differ.
    #[test]
    fn shared_sentences_of_the_policies_meet_after_folding() {
        // As typed; the texts that carry each one whole (in the others the text was cut by its layout).
        for (sentence, carriers) in [
            (
                "استكمال إجراءات التسجيل مع اكتمال الطلبات",
                vec!["eman", "qader", "rahma", "shaaer", "wethaq"],
            ),
            (
                "استقبال المستفيد بلباقة واحترام، والإجابة على جميع الاستفسارات",
                vec!["eman", "qader", "rahma", "shaaer", "wethaq"],
            ),
            (
                "تقديم خدمة للمستفيد من موقعه حفاظاً لوقته",
                vec!["eman", "qader", "rahma", "wethaq"],
            ),
            (
                "وإعطاء المُراجع الوقت الكافي",
                vec!["eman", "qader", "rahma", "shaaer", "wethaq"],
            ),
            (
                "وجودة عالية لإنجاز معاملاتهم",
                vec!["rahma", "wethaq", "shaaer"],
            ),
        ] {
            let wanted = fold_text(sentence);
            for (name, text) in POLICIES {
                if carriers.contains(&name) {
                    assert!(fold_text(text).contains(&wanted), "{name}: {sentence}");
                }
            }
        }
    }

    /// Qader's text is stretched with tatweel on nearly every line; folded it uses its neighbours' words.
    #[test]
    fn a_stretched_text_shares_its_neighbours_words() {
        let words = |text: &str| {
            fold_text(text)
                .split(' ')
                .map(str::to_owned)
                .collect::<HashSet<_>>()
        };
        let raw = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<HashSet<_>>()
        };
        let (qader, wethaq) = (POLICIES[1].1, POLICIES[4].1);
        let common = words(qader).intersection(&words(wethaq)).count();
        let common_raw = raw(qader).intersection(&raw(wethaq)).count();
        assert!(common > 2 * common_raw, "{common} against {common_raw}");
    }

    proptest! {
        #[test]
        fn folding_text_twice_changes_nothing(text in any::<String>()) {
            let once = fold_text(&text);
            prop_assert_eq!(fold_text(&once), once);
        }

        #[test]
        fn folding_arabic_twice_changes_nothing(text in "[ء-ۿﭐ-﷿ﹰ-ﻼ a-zA-ZÀ-ž\u{200c}-\u{200f}'-]{0,40}") {
            let once = fold_text(&text);
            prop_assert_eq!(fold_text(&once), once.clone());
            let name = fold_name(&text);
            prop_assert_eq!(fold_name(&name), name);
        }

        #[test]
        fn folding_names_twice_changes_nothing(
            words in prop::collection::vec(
                prop::sample::select(vec!["عبد", "ال", "الله", "بن", "ابنة", "أبو", "أم", "آل", "الدين", "له", "دين",
                    "رحمن", "محمد", "با", "ربه", "abd", "al", "bin", "rahman"]), 0..8)
        ) {
            let once = fold_name(&words.join(" "));
            prop_assert_eq!(fold_name(&once), once);
        }

        #[test]
        fn folded_text_holds_words_and_single_blanks(text in any::<String>()) {
            let folded = fold_text(&text);
            prop_assert!(!folded.starts_with(' ') && !folded.ends_with(' ') && !folded.contains("  "));
        }
    }

    /// Every character there is, alone and inside a word.
    #[test]
    fn every_character_folds_to_something_stable() {
        for c in '\0'..=char::MAX {
            let once = fold_text(&format!("ب{c}ب"));
            assert_eq!(fold_text(&once), once, "U+{:04X}", u32::from(c));
        }
    }
}
