//! The words of the program in Arabic and English.
//!
//! Every text the program says of itself stands in `ar.ftl` and `en.ftl` under the same id; what a
//! charity says stands in its profile. A test holds the two files to the same ids. Numbers and
//! names put into a text are wrapped in direction isolates, so that a telephone number keeps its
//! order inside an Arabic sentence.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue as Arg;

const ARABIC: &str = include_str!("ar.ftl");
const ENGLISH: &str = include_str!("en.ftl");

/// A language the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// العربية, written right to left; what the program speaks unless told otherwise.
    #[default]
    Arabic,
    /// English, written left to right.
    English,
}

impl Language {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Arabic, Self::English];

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Arabic => Self::English,
            Self::English => Self::Arabic,
        }
    }

    /// The tag used in settings and on the command line: `ar` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
        }
    }

    /// Reads a tag such as `ar`, `ar_SA.UTF-8` or `en-GB`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_', '.']).next()?;
        Self::ALL
            .into_iter()
            .find(|known| known.tag().eq_ignore_ascii_case(language))
    }

    /// Whether the screen is drawn from the right.
    #[must_use]
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Arabic)
    }
}

/// A file of texts, read when its first text is asked for: most desks speak one language all day.
type Bundle = LazyLock<FluentBundle<FluentResource>>;

static IN_ARABIC: Bundle = LazyLock::new(|| bundle(Language::Arabic, ARABIC));
static IN_ENGLISH: Bundle = LazyLock::new(|| bundle(Language::English, ENGLISH));

/// The program's texts in both languages, and which of them is spoken now.
#[derive(Debug, Clone, Copy)]
pub struct Texts {
    language: Language,
}

impl Texts {
    /// The texts, spoken in `language`.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language spoken now.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Speaks `language` from now on.
    pub const fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// The text `id`, or its attribute when written `id.attribute`. An id that is not there shows
    /// itself: a wrong word on the screen is better than no screen.
    #[must_use]
    pub fn get(&self, id: &str) -> String {
        self.get_in(self.language, id)
    }

    /// The text `id` in a language of choice, whatever is spoken.
    #[must_use]
    pub fn get_in(&self, language: Language, id: &str) -> String {
        self.format(language, id, None)
    }

    /// A text of a profile, in the language spoken.
    #[must_use]
    pub fn pick<'a>(&self, text: &'a crate::domain::profile::Text) -> &'a str {
        match self.language {
            Language::Arabic => &text.ar,
            Language::English => &text.en,
        }
    }

    /// The text `id` with its arguments filled in.
    #[must_use]
    pub fn with(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut filled = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            filled.set(*name, value.clone());
        }
        self.format(self.language, id, Some(&filled))
    }

    /// Whether both languages have the text `id`.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        let (message, attribute) = parts(id);
        Language::ALL.iter().all(|language| {
            let found = texts_in(*language).get_message(message);
            found.is_some_and(|message| match attribute {
                None => message.value().is_some(),
                Some(name) => message.get_attribute(name).is_some(),
            })
        })
    }

    fn format(&self, language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = texts_in(language);
        let (message, attribute) = parts(id);
        let found = bundle.get_message(message);
        let pattern = match attribute {
            None => found.and_then(|message| message.value()),
            Some(name) => found
                .and_then(|message| message.get_attribute(name))
                .map(|attribute| attribute.value()),
        };
        let Some(pattern) = pattern else {
            return id.to_owned();
        };
        // A missing argument shows as its name; the error adds nothing a reader could use.
        let mut errors = Vec::new();
        bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned()
    }
}

fn texts_in(language: Language) -> &'static FluentBundle<FluentResource> {
    match language {
        Language::Arabic => &IN_ARABIC,
        Language::English => &IN_ENGLISH,
    }
}

/// A message and one of its attributes.
fn parts(id: &str) -> (&str, Option<&str>) {
    match id.split_once('.') {
        Some((message, attribute)) => (message, Some(attribute)),
        None => (id, None),
    }
}

fn bundle(language: Language, source: &str) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(true);
    // The ids of this function are not given twice.
    let _ = bundle.add_function("PLURAL", move |args, _| match args {
        [Arg::Number(count)] => Arg::from(plural(language, count.value)),
        _ => Arg::Error,
    });
    // What does parse is used even when a line does not; the test refuses such a file.
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    // An id given twice keeps its first text.
    let _ = bundle.add_resource(resource);
    bundle
}

/// The plural form of a count, by CLDR, with `zero` kept apart in English too. Texts choose by
/// `PLURAL($count)` and not by `$count`, because intl_pluralrules 7.0.2 takes 103 for `other` where
/// Arabic has `few`.
fn plural(language: Language, count: f64) -> &'static str {
    let hundredth = count.abs() % 100.0;
    if count == 0.0 {
        "zero"
    } else if count == 1.0 {
        "one"
    } else if language == Language::English || count.fract() != 0.0 {
        "other"
    } else if count == 2.0 {
        "two"
    } else if (3.0..=10.0).contains(&hundredth) {
        "few"
    } else if hundredth >= 11.0 {
        "many"
    } else {
        "other"
    }
}

/// Every id of a file, attributes written `id.attribute`, in the order of the file.
#[must_use]
pub fn ids(language: Language) -> Vec<String> {
    let source = match language {
        Language::Arabic => ARABIC,
        Language::English => ENGLISH,
    };
    let mut ids = Vec::new();
    let mut message = "";
    for line in source.lines() {
        let Some((name, _)) = line.split_once('=') else {
            continue;
        };
        if let Some(attribute) = name.trim().strip_prefix('.') {
            ids.push(format!("{message}.{}", attribute.trim()));
        } else if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            message = name.trim();
            ids.push(message.to_owned());
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_parse_and_say_the_same_things() {
        for (language, source) in [(Language::Arabic, ARABIC), (Language::English, ENGLISH)] {
            if let Err((_, errors)) = FluentResource::try_new(source.to_owned()) {
                panic!("{}.ftl: {errors:?}", language.tag());
            }
        }
        let mut arabic = ids(Language::Arabic);
        let mut english = ids(Language::English);
        arabic.sort();
        english.sort();
        for list in [&arabic, &english] {
            for pair in list.windows(2) {
                assert_ne!(pair[0], pair[1], "an id given twice");
            }
        }
        let only_arabic: Vec<_> = arabic.iter().filter(|id| !english.contains(id)).collect();
        let only_english: Vec<_> = english.iter().filter(|id| !arabic.contains(id)).collect();
        assert!(
            only_arabic.is_empty() && only_english.is_empty(),
            "only in ar: {only_arabic:?}; only in en: {only_english:?}"
        );
    }

    #[test]
    fn ids_are_those_fluent_sees() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for id in ids(language) {
                assert!(texts.has(&id), "{id}");
            }
        }
    }

    #[test]
    fn every_id_the_code_asks_for_is_there() {
        let texts = Texts::new(Language::Arabic);
        let mut missing = Vec::new();
        let mut seen = 0;
        each_source(
            std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
            &mut |source| {
                for call in [
                    "texts.get(\"",
                    "texts.with(\"",
                    "texts.with(\n",
                    "desk.say(\"",
                    "desk.say_with(\"",
                ] {
                    for (at, _) in source.match_indices(call) {
                        let rest = source[at + call.len()..]
                            .trim_start()
                            .trim_start_matches('"');
                        let id: String = rest
                            .chars()
                            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
                            .collect();
                        if rest[id.len()..].starts_with('"') {
                            seen += 1;
                            if !texts.has(&id) && !id.contains("no-such") {
                                missing.push(id);
                            }
                        }
                    }
                }
            },
        );
        assert!(seen > 0);
        assert!(missing.is_empty(), "asked for and not there: {missing:?}");
    }

    fn each_source(folder: &std::path::Path, read: &mut impl FnMut(&str)) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                each_source(&path, read);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                read(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn all_six_arabic_plurals() {
        let texts = Texts::new(Language::Arabic);
        let said = |count: u32| {
            texts
                .with("waiting-count", &[("count", count.into())])
                .replace(['\u{2068}', '\u{2069}'], "")
        };
        for (count, wanted) in [
            (0, "لا أحد ينتظر"),
            (1, "منتظر واحد"),
            (2, "منتظران"),
            (3, "3 منتظرين"),
            (10, "10 منتظرين"),
            (11, "11 منتظرًا"),
            (99, "99 منتظرًا"),
            (100, "100 منتظر"),
            (101, "101 منتظر"),
            (103, "103 منتظرين"),
            (1011, "1011 منتظرًا"),
        ] {
            assert_eq!(said(count), wanted);
        }
    }

    #[test]
    fn arguments_are_isolated() {
        let texts = Texts::new(Language::Arabic);
        let said = texts.with("toast-copied", &[("what", "+966 50 123 4567".into())]);
        assert!(said.contains("\u{2068}+966 50 123 4567\u{2069}"), "{said}");
    }

    #[test]
    fn a_missing_text_shows_its_id() {
        let texts = Texts::new(Language::English);
        assert_eq!(texts.get("no-such-text"), "no-such-text");
        assert_eq!(texts.with("no-such-text", &[]), "no-such-text");
        assert_eq!(texts.get("command-help.no-such"), "command-help.no-such");
        assert!(texts.with("toast-copied", &[]).contains("what"));
    }

    #[test]
    fn switches_live() {
        let mut texts = Texts::new(Language::Arabic);
        assert_eq!(texts.get("command-help"), "مساعدة");
        texts.speak(texts.language().other());
        assert_eq!(texts.get("command-help"), "help");
        assert_eq!(texts.get_in(Language::Arabic, "command-help"), "مساعدة");
    }

    #[test]
    fn reads_language_tags() {
        for (tag, wanted) in [
            ("ar", Some(Language::Arabic)),
            ("ar_SA.UTF-8", Some(Language::Arabic)),
            ("en-GB", Some(Language::English)),
            ("C", None),
            ("", None),
        ] {
            assert_eq!(Language::from_tag(tag), wanted, "{tag}");
        }
    }
}
