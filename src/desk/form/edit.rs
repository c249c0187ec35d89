//! A form being filled in: where the hand is, what it typed.

use super::{Fault, Field, Kind, Values};
use crate::desk::key::{Code, Key};
use crate::desk::widget::text_field::{Manner, TextField};

/// A form: fields, values, and the hand.
#[derive(Clone, Debug)]
pub struct Form {
    fields: Vec<Field>,
    values: Values,
    at: usize,
    editor: TextField,
    /// The field whose fault is shown: one that was left or would have been passed over.
    shown: Option<usize>,
    /// A fault from outside, for a field.
    told: Option<(String, String)>,
}

/// Where a key led.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Went {
    /// Nowhere: the key is not the form's.
    Nowhere,
    /// It was typed.
    Typed,
    /// To another field. What was left, if it changed, is to be kept.
    On {
        /// Field and value.
        changed: Option<(String, String)>,
    },
    /// Past the last field: the step is filled in.
    Done {
        /// Field and value.
        changed: Option<(String, String)>,
    },
    /// Not on: something is missing or wrong, and shown.
    Held,
}

impl Form {
    /// A form with values in it, the hand at `at`, or at the first field that lacks something, or at the first.
    pub fn new(fields: Vec<Field>, values: Values, at: Option<&str>) -> Form {
        let mut form = Form {
            fields,
            values,
            at: 0,
            editor: TextField::new(Manner::WORDS, ""),
            shown: None,
            told: None,
        };
        let wanted = at.and_then(|id| {
            form.fields
                .iter()
                .position(|field| field.id == id && form.is_stop(field))
        });
        let lacking = || {
            form.fields
                .iter()
                .position(|field| form.is_stop(field) && field.fault(&form.values).is_some())
        };
        let first = || form.fields.iter().position(|field| form.is_stop(field));
        let start = wanted.or_else(lacking).or_else(first).unwrap_or(0);
        form.stand(start);
        form
    }

    fn is_stop(&self, field: &Field) -> bool {
        field.kind.takes_focus() && field.is_asked(&self.values)
    }

    /// The fields.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The values, what is being typed included.
    pub fn values(&self) -> Values {
        let mut values = self.values.clone();
        if let Some((id, value)) = self.pending() {
            values.insert(id, value);
        }
        values
    }

    /// The field the hand is on.
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// Its id; empty in a form without fields.
    pub fn at(&self) -> &str {
        self.field().map_or("", |field| field.id.as_str())
    }

    /// The editor of the field the hand is on.
    pub fn editor(&self) -> &TextField {
        &self.editor
    }

    /// Puts other fields in the place of these: some answers bring questions of their own. Values and hand stay.
    pub fn ask_instead(&mut self, fields: Vec<Field>) {
        let id = self.at().to_owned();
        self.fields = fields;
        match self
            .fields
            .iter()
            .position(|field| field.id == id && self.is_stop(field))
        {
            Some(at) => self.at = at,
            None => {
                let last = self.fields.iter().rposition(|field| self.is_stop(field));
                let lacking = self
                    .fields
                    .iter()
                    .position(|field| self.is_stop(field) && field.fault(&self.values).is_some());
                self.stand(lacking.or(last).unwrap_or(0));
            }
        }
        self.shown = None;
    }

    /// Puts a value in from outside, as if it had been typed.
    pub fn put(&mut self, id: &str, value: &str) {
        self.values.insert(id.to_owned(), value.to_owned());
        if self.at() == id {
            self.stand(self.at);
        }
    }

    /// Shows a fault that the office found, and puts the hand there.
    pub fn tell(&mut self, id: &str, what: String) {
        if let Some(at) = self.fields.iter().position(|field| field.id == id) {
            self.stand(at);
        }
        self.told = Some((id.to_owned(), what));
    }

    /// The fault shown at a field: an id of the program's, or words from outside.
    pub fn fault_shown(&self, at: usize) -> Option<Result<Fault, &str>> {
        let field = self.fields.get(at)?;
        if let Some((id, what)) = &self.told
            && *id == field.id
        {
            return Some(Err(what));
        }
        (self.shown == Some(at))
            .then(|| field.fault(&self.values()))
            .flatten()
            .map(Ok)
    }

    /// How many fields lack something.
    pub fn lacking(&self) -> usize {
        let values = self.values();
        self.fields
            .iter()
            .filter(|field| field.fault(&values).is_some())
            .count()
    }

    fn stand(&mut self, at: usize) {
        self.at = at;
        let field = self.fields.get(at).filter(|field| field.kind.is_typed());
        let value = field
            .and_then(|field| self.values.get(&field.id))
            .map_or("", String::as_str);
        self.editor = TextField::new(
            field.map_or(Manner::WORDS, |field| field.kind.manner()),
            value,
        );
    }

    /// What stands in the editor and not in the values yet.
    fn pending(&self) -> Option<(String, String)> {
        let field = self.field().filter(|field| field.kind.is_typed())?;
        let typed = self.editor.text().trim();
        let kept = self.values.get(&field.id).map_or("", String::as_str);
        (typed != kept).then(|| (field.id.clone(), typed.to_owned()))
    }

    fn keep(&mut self) -> Option<(String, String)> {
        let changed = self.pending();
        if let Some((id, value)) = &changed {
            self.values.insert(id.clone(), value.clone());
        }
        changed
    }

    /// Enter and Tab: on to the next field. Enter on an empty «same» field says that the paper says the same. A field
    /// that holds something wrong is not left; one that lacks something is, and the step then says so.
    pub fn next(&mut self, affirm: bool) -> Went {
        self.told = None;
        if let Some(Field {
            kind: Kind::Same { stated, .. },
            ..
        }) = self.field()
            && affirm
            && self.editor.text().trim().is_empty()
            && !stated.is_empty()
        {
            let stated = stated.clone();
            self.editor.set(&stated);
        }
        if let Some(Field {
            kind: Kind::YesNo | Kind::Choice(_),
            id,
            ..
        }) = self.field()
            && affirm
            && !self.values.contains_key(id)
        {
            self.choose_by(0);
        }
        let changed = self.keep();
        let values = self.values.clone();
        if let Some(field) = self.field()
            && let Some(fault) = field.fault(&values)
            && fault != Fault("form-required")
        {
            self.shown = Some(self.at);
            return Went::Held;
        }
        self.shown = None;
        match self
            .fields
            .iter()
            .enumerate()
            .skip(self.at + 1)
            .find(|(_, field)| self.is_stop(field))
        {
            Some((next, _)) => {
                self.stand(next);
                Went::On { changed }
            }
            None => self.done(changed),
        }
    }

    /// Shift+Tab and Up: back to the field before.
    pub fn previous(&mut self) -> Went {
        self.told = None;
        let changed = self.keep();
        let before = self
            .fields
            .iter()
            .enumerate()
            .take(self.at)
            .rev()
            .find(|(_, field)| self.is_stop(field));
        match before.map(|(at, _)| at) {
            Some(before) => {
                self.stand(before);
                Went::On { changed }
            }
            None => Went::On { changed },
        }
    }

    /// PgDn: the step as a whole. Where something is missing or wrong, to the first field that is.
    pub fn finish(&mut self) -> Went {
        let changed = self.keep();
        self.done(changed)
    }

    fn done(&mut self, changed: Option<(String, String)>) -> Went {
        match self
            .fields
            .iter()
            .position(|field| field.fault(&self.values).is_some())
        {
            None => Went::Done { changed },
            Some(lacking) => {
                self.stand(lacking);
                self.shown = Some(lacking);
                if changed.is_some() {
                    Went::On { changed }
                } else {
                    Went::Held
                }
            }
        }
    }

    /// To a field, by a click.
    pub fn go_to(&mut self, at: usize) -> Went {
        let stop = self.fields.get(at).is_some_and(|field| self.is_stop(field));
        let changed = self.keep();
        if stop {
            self.stand(at);
        }
        Went::On { changed }
    }

    /// The Up and Down keys, or Left and Right, on a field of choices.
    pub fn choose_by(&mut self, by: isize) -> Went {
        let ids = self.choices();
        let Some(field) = self.field().filter(|_| !ids.is_empty()) else {
            return Went::Nowhere;
        };
        let now = self
            .values
            .get(&field.id)
            .and_then(|value| ids.iter().position(|id| id == value));
        let count = isize::try_from(ids.len()).unwrap_or(0).max(1);
        let next = match now.and_then(|now| isize::try_from(now).ok()) {
            Some(now) => (now + by).rem_euclid(count),
            None if by < 0 => count - 1,
            None => 0,
        };
        let chosen = usize::try_from(next)
            .ok()
            .and_then(|next| ids.get(next))
            .cloned();
        let id = field.id.clone();
        if let Some(chosen) = chosen {
            self.values.insert(id, chosen);
        }
        self.shown = None;
        Went::Typed
    }

    /// A key that is no command: typed into a text, or choosing among choices by arrow, number or space.
    pub fn key(&mut self, key: Key) -> Went {
        let Some(field) = self.field() else {
            return Went::Nowhere;
        };
        if field.kind.is_typed() {
            if !self.editor.key(key) {
                return Went::Nowhere;
            }
            self.told = None;
            self.shown = None;
            return Went::Typed;
        }
        let number = key
            .typed()
            .and_then(|c| crate::arabic::digits::fold_char(c).to_digit(10));
        match (key.code, number) {
            (_, Some(number @ 1..)) => {
                let chosen = usize::try_from(number - 1)
                    .ok()
                    .and_then(|at| self.choices().into_iter().nth(at));
                let id = field.id.clone();
                match chosen {
                    Some(chosen) => {
                        self.values.insert(id, chosen);
                        self.told = None;
                        Went::Typed
                    }
                    None => Went::Nowhere,
                }
            }
            // Choices stand in one row: which arrow is on, is the caller's to say, who knows the direction.
            (Code::Char(' '), _) => self.choose_by(1),
            _ => Went::Nowhere,
        }
    }

    /// The ids of the choices of the field the hand is on.
    pub fn choices(&self) -> Vec<String> {
        match self.field().map(|field| &field.kind) {
            Some(Kind::Choice(choices)) => choices.iter().map(|(id, _)| id.clone()).collect(),
            Some(Kind::YesNo) => vec!["yes".into(), "no".into()],
            _ => Vec::new(),
        }
    }

    /// Pastes. A line break in it is a space: it never moves on, let alone submits.
    pub fn paste(&mut self, text: &str) -> Went {
        match self.field() {
            Some(field) if field.kind.is_typed() => {
                self.editor.paste(text);
                Went::Typed
            }
            _ => Went::Nowhere,
        }
    }

    /// Keeps what stands in the editor, for whoever leaves the form as it is.
    pub fn leave(&mut self) -> Option<(String, String)> {
        self.keep()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::form::Label;

    fn form(values: &[(&str, &str)]) -> Form {
        let label = || Label::Key("x");
        let choices = vec![("paper".to_owned(), label()), ("thumb".to_owned(), label())];
        let fields = vec![
            Field::new("head", label(), Kind::Heading),
            Field::new("name", label(), Kind::Text),
            Field::new("born", label(), Kind::Date).optional(),
            Field::new("how", label(), Kind::Choice(choices)),
            Field::new("witness", label(), Kind::Text).when("how", &["thumb"]),
            Field::new(
                "seen",
                label(),
                Kind::Same {
                    stated: "1102334451".into(),
                    code: true,
                },
            ),
        ];
        let values = values
            .iter()
            .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
            .collect();
        Form::new(fields, values, None)
    }

    fn typed(c: char) -> Key {
        Key {
            code: Code::Char(c),
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    fn type_in(form: &mut Form, text: &str) {
        for c in text.chars() {
            assert_eq!(form.key(typed(c)), Went::Typed, "{c}");
        }
    }

    #[test]
    fn enter_walks_from_field_to_field_and_says_what_changed() {
        let mut form = form(&[]);
        assert_eq!(form.at(), "name", "a heading is passed over");
        type_in(&mut form, "نورة");
        assert_eq!(
            form.next(true),
            Went::On {
                changed: Some(("name".into(), "نورة".into()))
            }
        );
        type_in(&mut form, "١٤١٠/٣/٢");
        assert_eq!(
            form.next(true),
            Went::On {
                changed: Some(("born".into(), "1410/3/2".into()))
            }
        );
        assert_eq!(form.key(typed('1')), Went::Typed);
        assert_eq!(form.next(true), Went::On { changed: None });
        assert_eq!(form.at(), "seen", "no witness to a signature on paper");
        assert_eq!(
            form.next(true),
            Went::Done {
                changed: Some(("seen".into(), "1102334451".into()))
            }
        );
    }

    #[test]
    fn tab_does_not_say_the_same_and_the_step_says_what_is_missing() {
        let mut form = form(&[("name", "نورة"), ("how", "thumb"), ("witness", "هند")]);
        assert_eq!(form.at(), "seen", "the first that lacks something");
        assert_eq!(form.next(false), Went::Held);
        assert_eq!(form.fault_shown(5), Some(Ok(Fault("form-required"))));
        assert_eq!(form.lacking(), 1);
        assert_eq!(
            form.next(true),
            Went::Done {
                changed: Some(("seen".into(), "1102334451".into()))
            }
        );
    }

    #[test]
    fn a_wrong_value_is_not_left_and_not_lost() {
        let mut form = form(&[("name", "نورة")]);
        form.go_to(2);
        type_in(&mut form, "1446/13/01");
        assert_eq!(form.next(true), Went::Held);
        assert_eq!(form.at(), "born");
        assert_eq!(
            form.values().get("born").map(String::as_str),
            Some("1446/13/01")
        );
        for _ in 0..10 {
            form.key("Backspace".parse().unwrap());
        }
        assert_eq!(
            form.next(true),
            Went::On {
                changed: Some(("born".into(), String::new()))
            }
        );
    }

    #[test]
    fn choices_turn_round_and_take_digits() {
        let mut form = form(&[("name", "نورة")]);
        form.go_to(3);
        form.choose_by(1);
        form.choose_by(-1);
        assert_eq!(form.values().get("how").map(String::as_str), Some("thumb"));
        assert_eq!(form.key(typed('٢')), Went::Typed);
        assert_eq!(form.key(typed('7')), Went::Nowhere);
        assert_eq!(form.values().get("how").map(String::as_str), Some("thumb"));
    }
}
