//! First run: whoever opens the desk chooses the charity, the language, the branch and what they do.
//! Everything is filled in but the name, so that it is mostly Enter.

use std::collections::BTreeSet;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::doors;
use super::reception::Reception;
use crate::arabic::isolate;
use crate::desk::condition::Snapshot;
use crate::desk::form::{
    Choice, Field, Form, FormEvent, Kind, Label, Running, Step, Values, draw as form_draw,
};
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Effect, Tag};
use crate::desk::widget::canvas::{Canvas, below};
use crate::desk::widget::text_field::Manner;
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::staff::Role;
use crate::locale::Language;
use crate::profiles::{Offered, Offers};
use crate::protocol::{Done, Order, Refusal};

/// What one may be beside an administrator, who reads everything anyway.
const WORKING: [Role; 4] = [
    Role::Reception,
    Role::SocialResearcher,
    Role::CommitteeSecretary,
    Role::Supervisor,
];

/// The questions of the first run.
pub struct FirstRun {
    running: Running,
    charities: Arc<Offers>,
    opening: Option<Tag>,
}

impl FirstRun {
    /// With what fits most answered already. Which charity it is fits nobody but the one: that is chosen.
    #[must_use]
    pub fn new(desk: &Desk) -> Self {
        let mut values = Values::new();
        values.insert("language".into(), desk.texts.language().tag().to_owned());
        values.insert("roles".into(), WORKING.map(Role::id).join("\n"));
        let charities = Arc::clone(&desk.charities);
        if charities.asked_for {
            values.insert("profile".into(), id(0));
        }
        let mut first_run = Self {
            running: Running::resume(Arc::new(form(&charities)), values, "language"),
            charities,
            opening: None,
        };
        first_run.name_branch();
        first_run
    }

    fn chosen(&self) -> Option<&Offered> {
        let chosen: usize = self.running.value("profile").parse().ok()?;
        self.charities.charities.get(chosen.checked_sub(1)?)
    }

    /// The branch is called after the city, unless it was called something else.
    fn name_branch(&mut self) {
        let city = |offered: &Offered| offered.profile.charity.city.ar.clone();
        let Some(chosen) = self.chosen().map(city) else {
            return;
        };
        let branch = self.running.value("branch");
        let mut proposed = self.charities.charities.iter().map(city);
        if branch.is_empty() || proposed.any(|city| city == branch) {
            self.running.set("branch", &chosen);
        }
    }

    fn open(&mut self, desk: &mut Desk) {
        let Some(source) = self.chosen().map(|chosen| chosen.source.clone()) else {
            return;
        };
        if self.opening.is_some() {
            return;
        }
        let roles: BTreeSet<Role> = self
            .running
            .value("roles")
            .split('\n')
            .filter_map(Role::from_id)
            .collect();
        let order = Order::OpenDesk {
            profile: source,
            branch: self.running.value("branch").to_owned(),
            name: self.running.value("name").to_owned(),
            roles,
        };
        self.opening = Some(desk.order(order, None));
    }
}

/// What a charity is chosen by: two files may have the same key.
fn id(at: usize) -> String {
    at.saturating_add(1).to_string()
}

/// The charity's name; beside it, where it comes from a file of the user's own, which one.
fn named(offered: &Offered) -> Label {
    let name = &offered.profile.charity.name;
    let said = |name: &str| match &offered.file {
        Some(file) if !name.is_empty() => format!("{name} · {}", isolate::ltr(file)),
        _ => name.to_owned(),
    };
    Label::Said {
        ar: said(&name.ar),
        en: said(&name.en),
    }
}

fn form(offers: &Offers) -> Form {
    let charities = offers.charities.iter().enumerate();
    let charities = charities
        .map(|(at, offered)| Choice::new(id(at), named(offered)))
        .collect();
    let languages = vec![
        Choice::new("ar", "first-run-arabic"),
        Choice::new("en", "first-run-english"),
    ];
    let roles = WORKING
        .iter()
        .map(|role| {
            let label = match role {
                Role::Reception => "first-run-reception",
                Role::SocialResearcher => "first-run-researcher",
                Role::CommitteeSecretary => "first-run-secretary",
                _ => "first-run-supervisor",
            };
            Choice::new(role.id(), label)
        })
        .collect();
    Form {
        label: "first-run-title".into(),
        steps: vec![Step::new(
            "desk",
            "first-run-title",
            vec![
                Field::new("language", "first-run-language", Kind::Choice(languages)).required(),
                Field::new("profile", "first-run-charity", Kind::Choice(charities))
                    .required()
                    .hint("first-run-charity-hint"),
                Field::new("branch", "first-run-branch", Kind::Text(Manner::WORDS)).required(),
                Field::new("name", "first-run-name", Kind::Text(Manner::WORDS))
                    .required()
                    .hint("first-run-name-hint"),
                Field::new("roles", "first-run-roles", Kind::Many(roles))
                    .hint("first-run-roles-hint"),
            ],
        )],
    }
}

impl Screen for FirstRun {
    fn name(&self) -> &'static str {
        "first-run"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["form"]
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("first-run-title")
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        self.running.snapshot(snapshot);
    }

    fn form(&mut self) -> Option<&mut Running> {
        Some(&mut self.running)
    }

    fn form_event(&mut self, event: FormEvent, desk: &mut Desk) {
        match event {
            FormEvent::Edited { field, value } if field == "language" => {
                if let Some(language) = Language::from_tag(&value) {
                    desk.texts.speak(language);
                    desk.settings.language = language;
                    desk.restate();
                    let settings = desk.settings.clone();
                    desk.effect(Effect::Keep(settings));
                }
            }
            FormEvent::Edited { field, .. } if field == "profile" => self.name_branch(),
            // Which charity it is cannot be passed over: everything else follows from it.
            FormEvent::Left { field, value, .. } if field == "profile" && value.is_empty() => {
                let on = self
                    .running
                    .focused()
                    .is_some_and(|field| field.id == "branch");
                if on {
                    self.running.focus("profile");
                }
            }
            FormEvent::Finished => self.open(desk),
            _ => {}
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        if self.opening != Some(tag) {
            return;
        }
        self.opening = None;
        match done {
            Ok(_) => {
                // What was offered is settled.
                desk.charities = Arc::default();
                desk.replace(Box::new(Reception::new()));
            }
            // Someone else was quicker: then it is open, and Reception finds out who we are to it.
            Err(Refusal::AlreadyOpen) => desk.replace(Box::new(Reception::new())),
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let mut rows = canvas.paragraph(area, &desk.say("first-run-welcome"), Part::Quiet);
        for broken in &self.charities.broken {
            let said = desk.say_with(
                "first-run-broken",
                &[(
                    "what",
                    words::not_offered(&desk.texts, broken).as_str().into(),
                )],
            );
            for line in said.lines() {
                let rest = below(area, rows);
                rows = rows.saturating_add(canvas.paragraph(rest, line, Part::Difference));
            }
        }
        form_draw::draw(
            &self.running,
            desk,
            canvas,
            below(area, rows.saturating_add(1)),
        );
    }
}
