//! What a sheet says, in the order it is read. Where it stands on the page is none of its business.

use std::fmt;

use crate::arabic::Digits;
use crate::locale::Language;

/// One sheet.
#[derive(Clone, PartialEq)]
pub struct Sheet {
    /// Its title, as the file's own data carries it.
    pub title: String,
    /// What stands at the foot of every page, beside the page's number.
    pub foot: String,
    /// Its pages' numbers in words, with `{page}` and `{pages}` where the numbers go.
    pub page_of: String,
    /// In which language it is, and so from which side it is read.
    pub language: Language,
    /// With which digits.
    pub digits: Digits,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// A piece of a sheet.
#[derive(Clone, PartialEq)]
pub enum Block {
    /// The letterhead (الترويسة): who the charity is, and beside it what the sheet carries (policy row 57).
    Head {
        /// The charity's name.
        name: String,
        /// The lines below it.
        lines: Vec<String>,
        /// Number, date and so on.
        fields: Vec<Field>,
    },
    /// What the sheet is.
    Title(String),
    /// What follows.
    Heading(String),
    /// Running text; a line break in it begins a new paragraph.
    Paragraph {
        /// The text.
        text: String,
        /// How it is set.
        tone: Tone,
    },
    /// Labels and values, two in a line where they fit.
    Fields(Vec<Field>),
    /// A numbered list.
    List(Vec<String>),
    /// A QR code with a few lines beside it.
    Code {
        /// What it carries; reads as it stands here.
        data: String,
        /// What is read out in place of it.
        spoken: String,
        /// The lines beside it.
        lines: Vec<String>,
    },
    /// Boxes to be signed in, side by side.
    Signatures(Vec<SignBox>),
}

/// How running text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As text is.
    Plain,
    /// What must not be passed over.
    Strong,
    /// A remark.
    Small,
}

/// A label and its value.
#[derive(Clone, PartialEq)]
pub struct Field {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A box to be signed in.
#[derive(Clone, PartialEq)]
pub struct SignBox {
    /// Who signs in it.
    pub title: String,
    /// What is filled in by hand, or here already.
    pub fields: Vec<Field>,
    /// What belongs in the empty room below.
    pub room: String,
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sheet({} blocks)", self.blocks.len())
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Block(…)")
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Field(…)")
    }
}

impl fmt::Debug for SignBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignBox(…)")
    }
}
