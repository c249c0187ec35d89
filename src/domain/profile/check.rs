//! What a profile must hold as a whole. Every fault is found, not only the first, each with its place.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    Eligibility, Fault, Field, FieldKind, Id, Mechanism, PaperWhen, Period, Place, PolicyStepId,
    ProfileData, REPLY_NOT_BEFORE, Text, Wrong,
};
use crate::arabic::clean::is_hidden;

/// Everything wrong with a profile, in the order of the schema.
pub(super) fn faults(data: &ProfileData) -> Vec<Fault> {
    let mut checker = Checker::default();
    checker.profile(data);
    checker.faults
}

#[derive(Default)]
struct Checker {
    place: Vec<Place>,
    faults: Vec<Fault>,
}

impl Checker {
    fn wrong(&mut self, wrong: Wrong) {
        self.faults.push(Fault {
            place: self.place.clone(),
            wrong,
        });
    }

    fn at(&mut self, place: Place, check: impl FnOnce(&mut Self)) {
        self.place.push(place);
        check(self);
        self.place.pop();
    }

    fn key(&mut self, key: &'static str, check: impl FnOnce(&mut Self)) {
        self.at(Place::Key(key), check);
    }

    fn each<T>(&mut self, key: &'static str, list: &[T], mut check: impl FnMut(&mut Self, &T)) {
        self.key(key, |on| {
            for (at, item) in list.iter().enumerate() {
                on.at(Place::Entry(at), |on| check(on, item));
            }
        });
    }

    /// As [`Self::each`], for entries that are named and must not share a name.
    fn named<T>(
        &mut self,
        key: &'static str,
        list: &[T],
        id: impl Fn(&T) -> &str,
        mut check: impl FnMut(&mut Self, &T),
    ) {
        let mut seen = BTreeSet::new();
        self.each(key, list, |on, item| {
            if !seen.insert(id(item).to_owned()) {
                let id = id(item).to_owned();
                on.key("id", |on| on.wrong(Wrong::Duplicate { id }));
            }
            check(on, item);
        });
    }

    fn not_empty<T>(&mut self, key: &'static str, list: &[T]) {
        if list.is_empty() {
            self.key(key, |on| on.wrong(Wrong::EmptyList));
        }
    }

    fn defined<'a>(
        &mut self,
        key: &'static str,
        ids: &[Id],
        list: &'static str,
        known: impl Iterator<Item = &'a Id>,
    ) {
        let known: BTreeSet<&Id> = known.collect();
        self.each(key, ids, |on, id| {
            if !known.contains(id) {
                on.wrong(Wrong::Undefined {
                    id: id.clone(),
                    list,
                });
            }
        });
    }

    fn line(&mut self, key: &'static str, text: &str, braces: bool) {
        self.key(key, |on| {
            if text.trim().is_empty() {
                on.wrong(Wrong::EmptyText);
            }
            // What is not shown is not there for a reason that whoever reads the file could see.
            let hidden = |c: &char| is_hidden(*c) && *c != '\n';
            if let Some(found) = text.chars().find(hidden) {
                on.wrong(Wrong::Control { found });
            }
            if !braces && text.contains(['{', '}']) {
                on.wrong(Wrong::Braces);
            }
        });
    }

    fn text(&mut self, key: &'static str, text: &Text) {
        self.key(key, |on| on.both(text));
    }

    fn both(&mut self, text: &Text) {
        self.line("ar", &text.ar, false);
        self.line("en", &text.en, false);
    }

    fn profile(&mut self, data: &ProfileData) {
        if data.version == 0 {
            self.key("version", |on| on.wrong(Wrong::VersionZero));
        }
        self.heading(data);
        for (key, empty) in [
            ("channels", data.channels.is_empty()),
            ("services", data.services.is_empty()),
            ("committees", data.committees.is_empty()),
        ] {
            if empty {
                self.key(key, |on| on.wrong(Wrong::EmptyList));
            }
        }
        self.named(
            "channels",
            &data.channels,
            |channel| channel.id.as_str(),
            |on, one| on.text("title", &one.title),
        );
        self.named(
            "references",
            &data.references,
            |one| one.id.as_str(),
            |on, one| on.text("title", &one.title),
        );
        self.named(
            "categories",
            &data.categories,
            |one| one.id.as_str(),
            |on, one| on.text("title", &one.title),
        );
        self.named(
            "services",
            &data.services,
            |one| one.id.as_str(),
            |on, one| {
                on.text("title", &one.title);
                on.named(
                    "parts",
                    &one.parts,
                    |part| part.id.as_str(),
                    |on, part| on.text("title", &part.title),
                );
            },
        );
        self.steps(data);
        self.named(
            "committees",
            &data.committees,
            |one| one.id.as_str(),
            |on, one| on.text("title", &one.title),
        );
        self.key("study", |on| {
            on.not_empty("committees", &data.study.committees);
            on.unique("committees", &data.study.committees);
            on.defined(
                "committees",
                &data.study.committees,
                "committees",
                data.committees.iter().map(|one| &one.id),
            );
        });
        self.reply(data);
        self.text("declaration", &data.declaration);
        self.key("explanation", |on| {
            for (key, text) in [("ar", &data.explanation.ar), ("en", &data.explanation.en)] {
                on.line(key, &text.replacen(REPLY_NOT_BEFORE, "-", 1), false);
                if !text.contains(REPLY_NOT_BEFORE) {
                    on.key(key, |on| on.wrong(Wrong::NoReplyDate));
                }
            }
        });
        self.each("responsibilities", &data.responsibilities, Self::both);
        if let Some(scope) = &data.scope {
            self.key("scope", |on| {
                on.text("area", &scope.area);
                on.not_empty("places", &scope.places);
                on.each("places", &scope.places, Self::both);
                on.text("warning", &scope.warning);
            });
        }
        self.papers(data);
        if let Some(eligibility) = &data.eligibility {
            self.key("eligibility", |on| on.eligibility(eligibility, data));
        }
        self.fields("person_fields", &data.person_fields);
        self.fields("need_fields", &data.need_fields);
    }

    fn heading(&mut self, data: &ProfileData) {
        self.key("charity", |on| {
            on.text("name", &data.charity.name);
            on.text("short_name", &data.charity.short_name);
            on.text("city", &data.charity.city);
            if let Some(licence) = &data.charity.licence {
                on.key("licence", |on| {
                    on.line("number", &licence.number, false);
                    on.text("authority", &licence.authority);
                });
            }
        });
        self.key("letterhead", |on| {
            on.each("lines", &data.letterhead.lines, Self::both);
            let mut seen = Vec::new();
            on.each("fields", &data.letterhead.fields, |on, field| {
                if seen.contains(field) {
                    on.wrong(Wrong::Duplicate {
                        id: format!("{field:?}").to_lowercase(),
                    });
                }
                seen.push(*field);
            });
        });
        self.key("titles", |on| {
            on.text("reception", &data.titles.reception);
            on.text("social_researcher", &data.titles.social_researcher);
            on.text("supervisor", &data.titles.supervisor);
            on.text("committee_secretary", &data.titles.committee_secretary);
        });
    }

    fn steps(&mut self, data: &ProfileData) {
        self.named(
            "steps",
            &data.steps,
            |step| step.id.id(),
            |on, step| {
                on.text("title", &step.title);
                on.text("text", &step.text);
            },
        );
        // All but the clarification build on each other; that one may stand wherever a question can arise.
        let mut before: Option<PolicyStepId> = None;
        let needed = PolicyStepId::ALL
            .into_iter()
            .filter(|step| *step != PolicyStepId::Clarify);
        for step in needed {
            let position = |wanted| data.steps.iter().position(|one| one.id == wanted);
            match (
                position(step),
                before.and_then(|after| Some((after, position(after)?))),
            ) {
                (None, _) => self.key("steps", |on| on.wrong(Wrong::MissingStep { step })),
                (Some(at), Some((after, earlier))) if at < earlier => {
                    self.step(at, Wrong::StepOrder { step, after });
                }
                _ => {}
            }
            before = Some(step);
        }
        let clarify = data
            .steps
            .iter()
            .position(|step| step.id == PolicyStepId::Clarify);
        match (clarify, &data.clarification) {
            (Some(at), None) => self.step(at, Wrong::ClarifyWithoutTarget),
            (None, Some(_)) => {
                self.key("clarification", |on| on.wrong(Wrong::TargetWithoutClarify))
            }
            _ => {}
        }
        if let Some(clarification) = &data.clarification {
            self.key("clarification", |on| on.text("title", &clarification.title));
        }
    }

    fn step(&mut self, at: usize, wrong: Wrong) {
        self.key("steps", |on| {
            on.at(Place::Entry(at), |on| on.key("id", |on| on.wrong(wrong)));
        });
    }

    fn reply(&mut self, data: &ProfileData) {
        // Any day will do to see which of two periods ends first.
        let from = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default();
        self.key("reply", |on| {
            let end = |on: &mut Self, key, period: Period| {
                let end = period.after(from);
                on.key(key, |on| match (period.count(), end) {
                    (0, _) => on.wrong(Wrong::PeriodZero),
                    (_, None) => on.wrong(Wrong::PeriodTooLong),
                    _ => {}
                });
                end
            };
            let floor = end(on, "not_before", data.reply.not_before);
            let target = data
                .reply
                .own_target
                .and_then(|target| end(on, "own_target", target));
            if target
                .zip(floor)
                .is_some_and(|(target, floor)| target < floor)
            {
                on.key("own_target", |on| on.wrong(Wrong::TargetBeforeFloor));
            }
        });
    }

    fn papers(&mut self, data: &ProfileData) {
        self.named(
            "papers",
            &data.papers,
            |paper| paper.id.as_str(),
            |on, paper| {
                on.text("title", &paper.title);
                on.restricted(&paper.services, &paper.categories, data);
            },
        );
        let for_all = |when: &PaperWhen, services: &[Id], categories: &[Id]| {
            *when == PaperWhen::Always && services.is_empty() && categories.is_empty()
        };
        if !data
            .papers
            .iter()
            .any(|paper| for_all(&paper.when, &paper.services, &paper.categories))
        {
            self.key("papers", |on| on.wrong(Wrong::NoPaperForAll));
        }
    }

    fn restricted(&mut self, services: &[Id], categories: &[Id], data: &ProfileData) {
        self.defined(
            "services",
            services,
            "services",
            data.services.iter().map(|one| &one.id),
        );
        self.defined(
            "categories",
            categories,
            "categories",
            data.categories.iter().map(|one| &one.id),
        );
    }

    fn unique(&mut self, key: &'static str, ids: &[Id]) {
        let mut seen = BTreeSet::new();
        self.each(key, ids, |on, id| {
            if !seen.insert(id.clone()) {
                on.wrong(Wrong::Duplicate { id: id.to_string() });
            }
        });
    }

    fn eligibility(&mut self, eligibility: &Eligibility, data: &ProfileData) {
        let Eligibility {
            stages,
            sources,
            criteria,
            mechanisms,
        } = eligibility;
        self.not_empty("stages", stages);
        self.not_empty("sources", sources);
        self.not_empty("criteria", criteria);
        self.not_empty("mechanisms", mechanisms);
        self.named(
            "stages",
            stages,
            |one| one.id.as_str(),
            |on, one| on.text("title", &one.title),
        );
        self.named(
            "sources",
            sources,
            |one| one.id.as_str(),
            |on, one| on.text("title", &one.title),
        );
        self.named(
            "criteria",
            criteria,
            |one| one.id.as_str(),
            |on, one| on.text("title", &one.title),
        );
        self.named(
            "mechanisms",
            mechanisms,
            |one| one.id.as_str(),
            |on,
             Mechanism {
                 title,
                 services,
                 categories,
                 report,
                 ..
             }| {
                on.text("title", title);
                on.restricted(services, categories, data);
                on.not_empty("report", report);
                on.fields("report", report);
            },
        );
    }

    fn fields(&mut self, key: &'static str, fields: &[Field]) {
        self.named(
            key,
            fields,
            |field| field.id.as_str(),
            |on, field| {
                on.text("label", &field.label);
                if let FieldKind::Choice(choices) = &field.kind {
                    on.key("kind", |on| {
                        if choices.len() < 2 {
                            on.key("choice", |on| on.wrong(Wrong::NoChoice));
                        }
                        on.named(
                            "choice",
                            choices,
                            |one| one.id.as_str(),
                            |on, one| on.text("title", &one.title),
                        );
                    });
                }
            },
        );
    }
}
