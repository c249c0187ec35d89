//! What an amended version of a profile says otherwise, section by section, for whoever is about to adopt it (row 54).

use super::{Period, Profile, Text};

/// A part of a profile, as people speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Name, city, licence.
    Charity,
    /// Titles of those who work at the desk.
    Titles,
    /// What every printed sheet carries.
    Letterhead,
    /// القنوات
    Channels,
    /// المراجع
    References,
    /// الفئات
    Categories,
    /// الخدمات
    Services,
    /// الخطوات
    Steps,
    /// Who answers questions.
    Clarification,
    /// Who studies a request, and whose opinions it takes.
    Study,
    /// When a reply may come.
    Reply,
    /// The day the reply period runs from.
    RunsFrom,
    /// When the charity means to reply.
    OwnTarget,
    /// The declaration's wording.
    Declaration,
    /// What is explained before submission.
    Explanation,
    /// Responsibilities told beforehand.
    Responsibilities,
    /// The geographic scope.
    Scope,
    /// المستندات
    Papers,
    /// When people are contacted unasked.
    Outreach,
    /// Stages, sources, criteria and checks of the study.
    Eligibility,
    /// The charity's own fields of a person.
    PersonFields,
    /// The charity's own fields of a need.
    NeedFields,
}

impl Section {
    /// The word for it in text keys.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Charity => "charity",
            Self::Titles => "titles",
            Self::Letterhead => "letterhead",
            Self::Channels => "channels",
            Self::References => "references",
            Self::Categories => "categories",
            Self::Services => "services",
            Self::Steps => "steps",
            Self::Clarification => "clarification",
            Self::Study => "study",
            Self::Reply => "reply",
            Self::RunsFrom => "runs-from",
            Self::OwnTarget => "own-target",
            Self::Declaration => "declaration",
            Self::Explanation => "explanation",
            Self::Responsibilities => "responsibilities",
            Self::Scope => "scope",
            Self::Papers => "papers",
            Self::Outreach => "outreach",
            Self::Eligibility => "eligibility",
            Self::PersonFields => "person-fields",
            Self::NeedFields => "need-fields",
        }
    }
}

/// What a section says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A text reads otherwise.
    Wording {
        /// As it read.
        before: Text,
        /// As it reads.
        after: Text,
    },
    /// A period is another.
    Period {
        /// As it was.
        before: Option<Period>,
        /// As it is.
        after: Option<Period>,
    },
    /// Entries of a list, by their titles.
    Entries {
        /// Those there are now.
        added: Vec<Text>,
        /// Those there are no more.
        gone: Vec<Text>,
        /// Those that say something else.
        changed: Vec<Text>,
    },
    /// Something else than can be told in a line.
    Otherwise,
}

/// Everything that `after` says otherwise than `before`, in the order people read a policy.
#[must_use]
pub fn amendments(before: &Profile, after: &Profile) -> Vec<(Section, Difference)> {
    let mut found = Vec::new();
    let mut note = |section, difference: Option<Difference>| {
        found.extend(difference.map(|difference| (section, difference)));
    };
    let other = |same: bool| (!same).then_some(Difference::Otherwise);
    note(
        Section::Steps,
        entries(&before.steps, &after.steps, |one| (one.id.id(), &one.title)),
    );
    note(
        Section::Services,
        entries(&before.services, &after.services, |one| {
            (one.id.as_str(), &one.title)
        }),
    );
    note(
        Section::Categories,
        entries(&before.categories, &after.categories, |one| {
            (one.id.as_str(), &one.title)
        }),
    );
    note(
        Section::Papers,
        entries(&before.papers, &after.papers, |one| {
            (one.id.as_str(), &one.title)
        }),
    );
    note(
        Section::Channels,
        entries(&before.channels, &after.channels, |one| {
            (one.id.as_str(), &one.title)
        }),
    );
    note(
        Section::Clarification,
        other(before.clarification == after.clarification),
    );
    let committees = entries(&before.committees, &after.committees, |one| {
        (one.id.as_str(), &one.title)
    });
    note(
        Section::Study,
        committees.or_else(|| other(before.study == after.study)),
    );
    let (old, new) = (&before.reply, &after.reply);
    note(
        Section::Reply,
        period(Some(old.not_before), Some(new.not_before)),
    );
    note(Section::RunsFrom, other(old.runs_from == new.runs_from));
    note(Section::OwnTarget, period(old.own_target, new.own_target));
    note(
        Section::Declaration,
        wording(&before.declaration, &after.declaration),
    );
    note(
        Section::Explanation,
        wording(&before.explanation, &after.explanation),
    );
    note(
        Section::Responsibilities,
        entries(
            &before.responsibilities,
            &after.responsibilities,
            // A responsibility is known by its wording alone.
            |one| (one.ar.as_str(), one),
        ),
    );
    note(Section::Scope, other(before.scope == after.scope));
    note(Section::Eligibility, eligibility(before, after));
    note(
        Section::PersonFields,
        entries(&before.person_fields, &after.person_fields, |one| {
            (one.id.as_str(), &one.label)
        }),
    );
    note(
        Section::NeedFields,
        entries(&before.need_fields, &after.need_fields, |one| {
            (one.id.as_str(), &one.label)
        }),
    );
    note(
        Section::References,
        entries(&before.references, &after.references, |one| {
            (one.id.as_str(), &one.title)
        }),
    );
    note(Section::Outreach, other(before.outreach == after.outreach));
    note(Section::Titles, other(before.titles == after.titles));
    note(Section::Charity, other(before.charity == after.charity));
    note(
        Section::Letterhead,
        other(before.letterhead == after.letterhead),
    );
    found
}

fn wording(before: &Text, after: &Text) -> Option<Difference> {
    (before != after).then(|| Difference::Wording {
        before: before.clone(),
        after: after.clone(),
    })
}

fn period(before: Option<Period>, after: Option<Period>) -> Option<Difference> {
    (before != after).then_some(Difference::Period { before, after })
}

/// What entries of a list came, went, or say otherwise; each is known by what stays the same of it.
fn entries<T: PartialEq>(
    before: &[T],
    after: &[T],
    known: impl Fn(&T) -> (&str, &Text),
) -> Option<Difference> {
    if before == after {
        return None;
    }
    let of = |list: &[T], key: &str| list.iter().position(|one| known(one).0 == key);
    let mut added = Vec::new();
    let mut changed = Vec::new();
    for one in after {
        let (key, title) = known(one);
        match of(before, key).and_then(|at| before.get(at)) {
            None => added.push(title.clone()),
            Some(former) if former != one => changed.push(title.clone()),
            Some(_) => {}
        }
    }
    let gone = before.iter().map(&known);
    let gone = gone.filter(|(key, _)| of(after, key).is_none());
    let gone: Vec<Text> = gone.map(|(_, title)| title.clone()).collect();
    if added.is_empty() && gone.is_empty() && changed.is_empty() {
        // The same entries in another order.
        return Some(Difference::Otherwise);
    }
    Some(Difference::Entries {
        added,
        gone,
        changed,
    })
}

fn eligibility(before: &Profile, after: &Profile) -> Option<Difference> {
    let (old, new) = (before.eligibility.as_ref(), after.eligibility.as_ref());
    if old == new {
        return None;
    }
    let (Some(old), Some(new)) = (old, new) else {
        return Some(Difference::Otherwise);
    };
    let lists = [
        entries(&old.stages, &new.stages, |one| {
            (one.id.as_str(), &one.title)
        }),
        entries(&old.sources, &new.sources, |one| {
            (one.id.as_str(), &one.title)
        }),
        entries(&old.criteria, &new.criteria, |one| {
            (one.id.as_str(), &one.title)
        }),
        entries(&old.mechanisms, &new.mechanisms, |one| {
            (one.id.as_str(), &one.title)
        }),
    ];
    let (mut all_added, mut all_gone, mut all_changed) = (Vec::new(), Vec::new(), Vec::new());
    for list in lists.into_iter().flatten() {
        if let Difference::Entries {
            added,
            gone,
            changed,
        } = list
        {
            all_added.extend(added);
            all_gone.extend(gone);
            all_changed.extend(changed);
        }
    }
    if all_added.is_empty() && all_gone.is_empty() && all_changed.is_empty() {
        return Some(Difference::Otherwise);
    }
    Some(Difference::Entries {
        added: all_added,
        gone: all_gone,
        changed: all_changed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profiles;

    fn amended(key: &str, turns: &[(&str, &str)]) -> Vec<(Section, Difference)> {
        let source = profiles::source(key).unwrap();
        let mut after = source.replacen("version = 1", "version = 2", 1);
        for (from, to) in turns {
            assert!(after.contains(from), "{key} does not say {from}");
            after = after.replacen(from, to, 1);
        }
        let [before, after] = [source, &after].map(|source| profiles::parse(key, source).unwrap());
        amendments(&before, &after)
    }

    #[test]
    fn a_version_that_says_the_same_has_no_amendments() {
        for profile in profiles::builtin() {
            assert_eq!(amended(profile.key.as_str(), &[]), [], "{}", profile.key);
        }
    }

    #[test]
    fn each_section_is_told_by_what_it_says_otherwise() {
        let found = amended(
            "wethaq",
            &[
                ("not_before = { weeks = 2 }", "not_before = { weeks = 3 }"),
                ("when = \"optional\"", "when = \"always\""),
                ("id = \"letters\"", "id = \"post\""),
            ],
        );
        let sections: Vec<Section> = found.iter().map(|(section, _)| *section).collect();
        assert_eq!(
            sections,
            [Section::Papers, Section::Channels, Section::Reply]
        );
        let told = |entries: &Difference| match entries {
            Difference::Entries {
                added,
                gone,
                changed,
            } => (added.len(), gone.len(), changed.len()),
            other => panic!("{other:?}"),
        };
        assert_eq!(told(&found[0].1), (0, 0, 1));
        assert_eq!(told(&found[1].1), (1, 1, 0));
        let weeks = |weeks| Some(Period::Weeks(weeks));
        let (before, after) = (weeks(2), weeks(3));
        assert_eq!(found[2].1, Difference::Period { before, after });
    }

    #[test]
    fn between_two_charities_nearly_everything_is_told() {
        let profile = |key: &str| profiles::parse(key, profiles::source(key).unwrap()).unwrap();
        let found = amendments(&profile("wethaq"), &profile("shaaer"));
        for section in [
            Section::Services,
            Section::Categories,
            Section::Channels,
            Section::Clarification,
            Section::Study,
            Section::Responsibilities,
            Section::Scope,
            Section::Eligibility,
            Section::Titles,
            Section::Charity,
        ] {
            assert!(
                found.iter().any(|(one, _)| *one == section),
                "{}",
                section.id()
            );
        }
    }
}
