//! A page as lines of label and value; a label stands once for a list.

use crate::locale::Texts;

/// A page being written.
pub struct Page<'a> {
    texts: &'a Texts,
    lines: Vec<Vec<String>>,
    last: String,
}

impl<'a> Page<'a> {
    /// An empty page in the language spoken.
    pub fn new(texts: &'a Texts) -> Page<'a> {
        Page {
            texts,
            lines: Vec::new(),
            last: String::new(),
        }
    }

    /// A line whose label is the text `cli-column-…`.
    pub fn add(&mut self, label: &str, value: impl ToString) {
        let label = self.texts.get(&format!("cli-column-{label}"));
        self.own(&label, value);
    }

    /// The same, where there is a value.
    pub fn some(&mut self, label: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.add(label, value);
        }
    }

    /// A line whose label is somebody else's own.
    pub fn own(&mut self, label: &str, value: impl ToString) {
        let shown = if self.last == label { "" } else { label };
        self.lines.push(vec![shown.to_owned(), value.to_string()]);
        self.last = label.to_owned();
    }

    /// What was written.
    pub fn into_lines(self) -> Vec<Vec<String>> {
        self.lines
    }
}
