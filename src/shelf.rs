//! The shelf (المراجع، rows 38–42): the charity's own reference files, found by the ids its profile gives them and read
//! as text. Looks at files; absent on purpose: any screen.

use std::fs::{self, File};
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::arabic::clean;

/// The directory within a place where references lie.
pub const DIRECTORY: &str = "shelf";

/// The endings a reference may have, the first found is read.
pub const ENDINGS: [&str; 3] = ["txt", "md", "pdf"];

/// Longer files are not read.
const LONGEST_FILE: u64 = 32 << 20;

/// A reference as it was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// Its id in the profile.
    pub id: String,
    /// Its text, or why there is none.
    pub text: Result<Text, Missing>,
}

/// Its text is the charity's own, and none of a log's business.
impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Found({}, {})", self.id, self.text.is_ok())
    }
}

/// A text.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// The file.
    pub path: PathBuf,
    /// Its lines, cleaned of what a terminal must not see.
    pub lines: Vec<String>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text({} lines)", self.lines.len())
    }
}

/// Why a reference cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No file: where one would be found.
    NoFile(PathBuf),
    /// A file that cannot be read, and why in the words of the system.
    Unreadable(PathBuf, String),
    /// A PDF without text, or one whose text cannot be got at.
    NoText(PathBuf),
}

/// Reads references by their ids: the first place that has a file wins.
#[must_use]
pub fn read(places: &[PathBuf], ids: &[String]) -> Vec<Found> {
    ids.iter()
        .map(|id| Found {
            id: id.clone(),
            text: read_one(places, id),
        })
        .collect()
}

fn read_one(places: &[PathBuf], id: &str) -> Result<Text, Missing> {
    for place in places {
        for ending in ENDINGS {
            let path = place.join(format!("{id}.{ending}"));
            if path.is_file() {
                let lines = lines(&path)?;
                return Ok(Text { path, lines });
            }
        }
    }
    let first = places.first().cloned().unwrap_or_default();
    Err(Missing::NoFile(first.join(format!("{id}.txt"))))
}

fn lines(path: &Path) -> Result<Vec<String>, Missing> {
    let unreadable = |error: io::Error| Missing::Unreadable(path.to_owned(), error.to_string());
    let length = fs::metadata(path).map_err(unreadable)?.len();
    if length > LONGEST_FILE {
        return Err(unreadable(io::ErrorKind::FileTooLarge.into()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LONGEST_FILE).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    let text = if path.extension().is_some_and(|ending| ending == "pdf") {
        pdf(path, &bytes).ok_or_else(|| Missing::NoText(path.to_owned()))?
    } else {
        String::from_utf8_lossy(&bytes).into_owned()
    };
    Ok(text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(|line| clean::clean_line(line).trim_end().to_owned())
        .collect())
}

/// The text of a PDF: by `pdftotext` where it is installed, which keeps words in their order; else by what the file
/// says itself. Whatever is wrong with it, there is no more than no text.
fn pdf(path: &Path, bytes: &[u8]) -> Option<String> {
    let read = pdftotext(path).or_else(|| {
        let bytes = bytes.to_vec();
        catch_unwind(AssertUnwindSafe(move || {
            let document = lopdf::Document::load_mem(&bytes).ok()?;
            let pages: Vec<u32> = document.get_pages().keys().copied().collect();
            document.extract_text(&pages).ok()
        }))
        .ok()
        .flatten()
    });
    read.filter(|text| text.chars().any(char::is_alphanumeric))
}

fn pdftotext(path: &Path) -> Option<String> {
    let out = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(path)
        .arg("-")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    out.status
        .success()
        .then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reference_is_found_by_its_id_in_the_first_place_that_has_it() {
        let dir = tempfile::tempdir().unwrap();
        let [own, charity] = ["own", "charity"].map(|name| dir.path().join(name));
        fs::create_dir_all(&own).unwrap();
        fs::create_dir_all(&charity).unwrap();
        fs::write(
            charity.join("bylaws.md"),
            "\u{feff}# اللائحة\r\nمادة\u{1b}[2J ١\n",
        )
        .unwrap();
        fs::write(charity.join("guide.pdf"), "%PDF-1.4 nothing").unwrap();
        let places = [own.clone(), charity.clone()];
        let ids = ["bylaws", "guide", "form"].map(str::to_owned);
        let found = read(&places, &ids);
        let text = found[0].text.as_ref().unwrap();
        assert_eq!(text.lines, ["# اللائحة", "مادة[2J ١"]);
        assert_eq!(text.path, charity.join("bylaws.md"));
        assert_eq!(
            found[1].text,
            Err(Missing::NoText(charity.join("guide.pdf")))
        );
        assert_eq!(found[2].text, Err(Missing::NoFile(own.join("form.txt"))));
        fs::write(own.join("bylaws.txt"), "أخرى").unwrap();
        assert_eq!(read_one(&places, "bylaws").unwrap().lines, ["أخرى"]);
    }

    #[test]
    fn the_text_of_a_pdf_is_read() {
        use lopdf::content::{Content, Operation};
        use lopdf::{Document, Object, Stream, dictionary};
        let mut document = Document::with_version("1.5");
        let pages = document.new_object_id();
        let font = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier",
        });
        let resources = document.add_object(dictionary! {
            "Font" => dictionary! { "F1" => font },
        });
        let content = Content {
            operations: vec![
                Operation::new("BT", vec![]),
                Operation::new("Tf", vec!["F1".into(), 12.into()]),
                Operation::new("Td", vec![50.into(), 600.into()]),
                Operation::new("Tj", vec![Object::string_literal("Article one")]),
                Operation::new("ET", vec![]),
            ],
        };
        let stream = Stream::new(dictionary! {}, content.encode().unwrap());
        let content = document.add_object(stream);
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "Resources" => resources, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        });
        let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(kids));
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let dir = tempfile::tempdir().unwrap();
        document.save(dir.path().join("guide.pdf")).unwrap();
        let text = read_one(&[dir.path().to_owned()], "guide").unwrap();
        assert!(
            text.lines.iter().any(|line| line.contains("Article one")),
            "{:?}",
            text.lines
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut file = b"%PDF-1.5\n".to_vec();
            file.extend(bytes);
            let _ = pdf(Path::new("/nonexistent.pdf"), &file);
        }
    }
}
