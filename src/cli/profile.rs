//! `istiqbal profile list | show NAME | check FILE`.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use serde::Serialize;
use thiserror::Error;

use super::page::Page;
use super::rows::{self, Format};
use crate::{
    arabic::{clean_line, isolate},
    desk::words,
    domain::profile::{Opinions, Period, Profile, ProfileData, Text},
    locale::Texts,
    profiles::{self, ProfileError},
};

/// Why a profile was not printed.
#[derive(Debug, Error)]
pub enum ProfileFailure {
    /// No profile of that name ships with the program.
    #[error("no profile is called {name:?}; there are: {}", known.join(", "))]
    Unknown {
        /// The name as given.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// The file cannot be read.
    #[error("{file}: {error}")]
    Read {
        /// The file.
        file: String,
        /// Why not.
        error: io::Error,
    },
    /// The file holds no usable profile: every mistake, each with its line.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The output is closed or full.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// Picks one language of a text.
pub type Pick = fn(&Text) -> &str;

#[derive(Serialize)]
struct Row {
    key: String,
    version: u32,
    effective: Option<String>,
    charity: Text,
    steps: usize,
    channels: usize,
    services: usize,
    reply_not_before: Period,
}

/// Prints the profiles that ship with the program, a row each.
///
/// # Errors
/// Where the output cannot be written.
pub fn list(format: Format, texts: &Texts, out: &mut dyn Write) -> Result<(), ProfileFailure> {
    let rows: Vec<Row> = profiles::builtin().iter().map(row).collect();
    let headings = [
        "key",
        "version",
        "effective",
        "steps",
        "channels",
        "services",
        "not-before",
        "charity",
    ]
    .map(|id| texts.get(&format!("profile-line-{id}")));
    let headings = headings.each_ref().map(String::as_str);
    rows::print(out, format, &headings, &rows, |row| {
        vec![
            row.key.clone(),
            row.version.to_string(),
            row.effective.clone().unwrap_or_else(|| "-".into()),
            row.steps.to_string(),
            row.channels.to_string(),
            row.services.to_string(),
            isolate::strip(&words::period(texts, row.reply_not_before)),
            texts.pick(&row.charity).to_owned(),
        ]
    })?;
    Ok(())
}

fn row(profile: &Profile) -> Row {
    Row {
        key: profile.key.to_string(),
        version: profile.version,
        effective: profile.effective.map(|date| date.to_string()),
        charity: profile.charity.name.clone(),
        steps: profile.steps.len(),
        channels: profile.channels.len(),
        services: profile.services.len(),
        reply_not_before: profile.reply.not_before,
    }
}

/// Prints one of the profiles that ship with the program.
///
/// # Errors
/// [`ProfileFailure::Unknown`] names those there are.
pub fn show(
    name: &str,
    format: Format,
    texts: &Texts,
    out: &mut dyn Write,
) -> Result<(), ProfileFailure> {
    let found = profiles::builtin()
        .iter()
        .find(|profile| profile.key.as_str() == name);
    let profile = found.ok_or_else(|| ProfileFailure::Unknown {
        name: name.to_owned(),
        known: profiles::builtin()
            .iter()
            .map(|profile| profile.key.to_string())
            .collect(),
    })?;
    describe(profile, format, texts, out)?;
    Ok(())
}

/// Prints a profile: as a page, or as JSON whole.
fn describe(
    profile: &Profile,
    format: Format,
    texts: &Texts,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format == Format::Json {
        let data: &ProfileData = profile;
        return rows::json(out, data);
    }
    let mut page = Page::new(texts, "profile-line");
    write(&mut page, profile);
    rows::table(out, &page.into_lines())
}

/// Reads a charity's own profile file and says what is wrong with it, or that it is whole.
///
/// # Errors
/// [`ProfileFailure::Profile`] holds every mistake, each with its line.
pub fn check(file: &Path, texts: &Texts, out: &mut dyn Write) -> Result<(), ProfileFailure> {
    let name = file.display().to_string();
    let source = match fs::read_to_string(file) {
        Ok(source) => source,
        Err(error) => return Err(ProfileFailure::Read { file: name, error }),
    };
    let profile = profiles::parse(&name, &source)?;
    let whole = format!("{name}: {}", named(texts, "profile-whole", &profile));
    writeln!(out, "{}", clean_line(&whole))?;
    Ok(())
}

/// A sentence about a version of a profile.
fn named(texts: &Texts, id: &str, profile: &Profile) -> String {
    let args = [
        ("key", profile.key.to_string().into()),
        ("version", profile.version.into()),
    ];
    isolate::strip(&texts.with(id, &args))
}

fn titles<'a>(page: &mut Page<'_>, label: &str, titles: impl IntoIterator<Item = &'a Text>) {
    let texts = page.texts();
    page.all(label, titles.into_iter().map(|title| texts.pick(title)));
}

/// A profile as lines of label and value.
fn write(page: &mut Page<'_>, profile: &Profile) {
    let texts = page.texts();
    let pick = |text| texts.pick(text);
    page.add("key", named(texts, "profile-named", profile));
    page.all(
        "effective",
        profile
            .effective
            .map(|date| format!("{date}, {}", other_calendar(date))),
    );
    titles(page, "charity", [&profile.charity.name]);
    titles(page, "city", [&profile.charity.city]);
    let licence = profile.charity.licence.as_ref();
    page.all(
        "licence",
        licence.map(|one| format!("{}, {}", one.number, pick(&one.authority))),
    );
    titles(page, "desk-officer", [&profile.titles.reception]);
    titles(
        page,
        "channels",
        profile.channels.iter().map(|one| &one.title),
    );
    titles(
        page,
        "references",
        profile.references.iter().map(|one| &one.title),
    );
    titles(
        page,
        "categories",
        profile.categories.iter().map(|one| &one.title),
    );
    let services = profile.services.iter();
    page.all(
        "services",
        services.map(|one| {
            let title = pick(&one.title);
            match one.to_fill_in {
                true => {
                    isolate::strip(&texts.with("profile-to-fill-in", &[("title", title.into())]))
                }
                false => title.to_owned(),
            }
        }),
    );
    let steps = profile.steps.iter().zip(1..);
    page.all(
        "steps",
        steps.map(|(step, number)| format!("{number} {}: {}", pick(&step.title), pick(&step.text))),
    );
    titles(
        page,
        "clarification-by",
        profile.clarification.iter().map(|one| &one.title),
    );
    titles(
        page,
        "studied-by",
        profile.studied_by().map(|one| &one.title),
    );
    let opinions = match profile.study.opinions {
        Opinions::All => "profile-opinions-all",
        Opinions::Any => "profile-opinions-any",
    };
    page.add("opinions", texts.get(opinions));
    let period = |period| isolate::strip(&words::period(texts, period));
    page.add("not-before", period(profile.reply.not_before));
    page.all("own-target", profile.reply.own_target.map(period));
    titles(page, "declaration", [&profile.declaration]);
    titles(page, "explanation", [&profile.explanation]);
    titles(page, "responsibilities", &profile.responsibilities);
    titles(page, "scope", profile.scope.iter().map(|scope| &scope.area));
    titles(page, "papers", profile.papers.iter().map(|one| &one.title));
    if let Some(eligibility) = &profile.eligibility {
        titles(
            page,
            "study-stages",
            eligibility.stages.iter().map(|one| &one.title),
        );
        titles(
            page,
            "sources",
            eligibility.sources.iter().map(|one| &one.title),
        );
        titles(
            page,
            "criteria",
            eligibility.criteria.iter().map(|one| &one.title),
        );
        titles(
            page,
            "mechanisms",
            eligibility.mechanisms.iter().map(|one| &one.title),
        );
    }
    let fields = profile.person_fields.iter().chain(&profile.need_fields);
    titles(page, "own-fields", fields.map(|one| &one.label));
}

fn other_calendar(date: crate::domain::date::DateAsWritten) -> String {
    use crate::domain::date::Calendar;
    match date.calendar() {
        Calendar::UmmAlQura => date.gregorian().to_string(),
        Calendar::Gregorian => date.hijri().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    fn arabic() -> Texts {
        Texts::new(Language::Arabic)
    }

    #[test]
    fn labels_and_periods_are_said_in_the_language_spoken() {
        for (language, label, weeks) in [
            (Language::Arabic, "لا رد قبل", "أسبوعان"),
            (Language::English, "no reply before", "2 weeks"),
        ] {
            let texts = Texts::new(language);
            let table = printed(|out| list(Format::Table, &texts, out)).unwrap();
            let page = printed(|out| show("wethaq", Format::Table, &texts, out)).unwrap();
            for told in [table, page] {
                assert!(told.contains(label) && told.contains(weeks), "{told}");
            }
        }
        for profile in profiles::builtin() {
            let show =
                |out: &mut Vec<u8>| show(profile.key.as_str(), Format::Table, &arabic(), out);
            let page = printed(show).unwrap();
            // But for the profile's own key there are only its own words, which are Arabic.
            let said = page.replacen(profile.key.as_str(), "", 1);
            let latin = said
                .lines()
                .find(|line| line.starts_with(|c: char| c.is_ascii()));
            let latin = latin.filter(|line| !line.starts_with(' '));
            assert_eq!(latin, None);
        }
    }

    fn printed(
        run: impl FnOnce(&mut Vec<u8>) -> Result<(), ProfileFailure>,
    ) -> Result<String, ProfileFailure> {
        let mut out = Vec::new();
        run(&mut out).map(|()| String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_list_has_a_row_for_each() {
        let table = printed(|out| list(Format::Table, &arabic(), out)).unwrap();
        assert_eq!(table.lines().count(), 6, "{table}");
        let wethaq = table
            .lines()
            .find(|line| line.starts_with("wethaq"))
            .unwrap();
        for cell in ["1446-06-01", "7", "8", "5", "أسبوعان", "جمعية وثاق الأسرية"]
        {
            assert!(wethaq.contains(cell), "{cell}: {wethaq}");
        }
        let json = printed(|out| list(Format::Json, &arabic(), out)).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json[0]["key"], "rahma");
        assert_eq!(json[0]["reply_not_before"]["hijri_months"], 1);
    }

    #[test]
    fn one_profile_is_shown_whole() {
        let page = printed(|out| show("shaaer", Format::Table, &arabic(), out)).unwrap();
        for text in [
            "مسؤول تقديم الخدمة",
            "الفحص الميداني",
            "أسبوعان",
            "1 الاستقبال",
            "المشرف",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
        for profile in profiles::builtin() {
            let key = profile.key.as_str();
            let json = printed(|out| show(key, Format::Json, &arabic(), out)).unwrap();
            assert_eq!(
                &serde_json::from_str::<Profile>(&json).unwrap(),
                profile,
                "{key}"
            );
        }
        let error = printed(|out| show("hope", Format::Table, &arabic(), out)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no profile is called \"hope\"; there are: rahma, wethaq, shaaer, eman, qader"
        );
    }

    #[test]
    fn a_file_is_checked() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("own.toml");
        let error = printed(|out| check(&file, &arabic(), out)).unwrap_err();
        assert!(matches!(error, ProfileFailure::Read { .. }), "{error}");
        let source = profiles::source("qader").unwrap();
        fs::write(&file, source).unwrap();
        let told = printed(|out| check(&file, &arabic(), out)).unwrap();
        assert!(told.ends_with("own.toml: qader الإصدار 1 سليمة\n"), "{told}");
        fs::write(&file, source.replace("version = 1", "version = 0")).unwrap();
        let error = printed(|out| check(&file, &arabic(), out)).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("own.toml:7:11: versions count from 1"),
            "{error}"
        );
    }
}
