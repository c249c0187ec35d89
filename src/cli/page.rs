//! A page as lines of label and value; a label stands once for a list.

use crate::locale::Texts;

/// A page being written.
pub struct Page<'a> {
    texts: &'a Texts,
    /// What the ids of its labels begin with.
    labels: &'static str,
    lines: Vec<Vec<String>>,
    last: String,
}

impl<'a> Page<'a> {
    /// An empty page in the language spoken. The text of a label `x` is that of the id `LABELS-x`.
    pub fn new(texts: &'a Texts, labels: &'static str) -> Page<'a> {
        Page {
            texts,
            labels,
            lines: Vec::new(),
            last: String::new(),
        }
    }

    /// A line under a label of the program's.
    pub fn add(&mut self, label: &str, value: impl ToString) {
        let label = self.texts.get(&format!("{}-{label}", self.labels));
        self.own(&label, value);
    }

    /// The same, where there is a value.
    pub fn some(&mut self, label: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.add(label, value);
        }
    }

    /// A line for each value, under one label.
    pub fn all(&mut self, label: &str, values: impl IntoIterator<Item = impl ToString>) {
        for value in values {
            self.add(label, value);
        }
    }

    /// A line whose label is somebody else's own.
    pub fn own(&mut self, label: &str, value: impl ToString) {
        let shown = if self.last == label { "" } else { label };
        self.lines.push(vec![shown.to_owned(), value.to_string()]);
        self.last = label.to_owned();
    }

    /// The language it is written in.
    pub fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// What was written.
    pub fn into_lines(self) -> Vec<Vec<String>> {
        self.lines
    }
}
