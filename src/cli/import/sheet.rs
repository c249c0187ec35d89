//! A file of comma-separated values as spreadsheets write it: its bytes, its encoding, its delimiter.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::str::{self, Utf8Error};

/// Why a file cannot be read as a table.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// UTF-16, as a spreadsheet's "Unicode text" is.
    #[error("{}: the file is in UTF-16; save it as CSV UTF-8", .0.display())]
    Utf16(PathBuf),
    /// No text at all: most likely a workbook.
    #[error("{}: this is no text file; save the sheet as CSV UTF-8", .0.display())]
    Binary(PathBuf),
    /// Nothing in it.
    #[error("{}: the file is empty", .0.display())]
    Empty(PathBuf),
}

/// How the letters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As everything should be.
    Utf8,
    /// As older spreadsheets on Arabic Windows write it.
    Windows1256,
}

/// A file, looked over and ready to be read row by row.
pub struct Sheet {
    /// How it is written.
    pub encoding: Encoding,
    /// BLAKE3 of the whole file.
    pub digest: [u8; 32],
    /// How many bytes it has.
    pub length: u64,
    rows: csv::Reader<BufReader<File>>,
    lines: Lines,
    /// Bytes before the first the reader sees.
    before: u64,
    record: csv::ByteRecord,
}

/// One row.
pub struct Row {
    /// The line of the file it begins in, from 1.
    pub line: u64,
    /// How many bytes of the file stand before it.
    pub offset: u64,
    /// Its fields.
    pub fields: Vec<String>,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Sheet {
    /// Looks a file over: its digest, its encoding, its delimiter.
    pub fn open(path: &Path) -> Result<Sheet, SheetError> {
        let read = |source| SheetError::Read {
            path: path.to_owned(),
            source,
        };
        let mut file = File::open(path).map_err(read)?;
        let (digest, length, encoding) = survey(&mut file).map_err(read)?;
        file.seek(SeekFrom::Start(0)).map_err(read)?;
        let mut file = BufReader::new(file);
        let mut start = file.fill_buf().map_err(read)?.to_vec();
        if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
            return Err(SheetError::Utf16(path.to_owned()));
        }
        if start.contains(&0) {
            return Err(SheetError::Binary(path.to_owned()));
        }
        let mut before = 0;
        if start.starts_with(BYTE_ORDER_MARK) {
            before = BYTE_ORDER_MARK.len();
            start.drain(..before);
        }
        let first = start
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        // A line for the spreadsheet alone, which says what the delimiter is.
        let told = first
            .strip_prefix(b"sep=")
            .and_then(|rest| rest.first().copied());
        if told.is_some() {
            before += first.len() + 1;
        }
        if start.iter().all(u8::is_ascii_whitespace) {
            return Err(SheetError::Empty(path.to_owned()));
        }
        let delimiter = told.unwrap_or_else(|| likely_delimiter(first));
        let mut file = file.into_inner();
        let before = u64::try_from(before).unwrap_or(u64::MAX);
        file.seek(SeekFrom::Start(before)).map_err(read)?;
        let rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(BufReader::new(file));
        Ok(Sheet {
            encoding,
            digest,
            length,
            rows,
            lines: Lines::new(File::open(path).map_err(read)?),
            before,
            record: csv::ByteRecord::new(),
        })
    }

    /// The next row; `None` at the end.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        if !self
            .rows
            .read_byte_record(&mut self.record)
            .map_err(io::Error::from)?
        {
            return Ok(None);
        }
        let offset = self.record.position().map_or(0, csv::Position::byte);
        let offset = offset.saturating_add(self.before);
        let line = self.lines.of(offset)?;
        let fields = self
            .record
            .iter()
            .map(|field| self.encoding.decode(field))
            .collect();
        Ok(Some(Row {
            line,
            offset,
            fields,
        }))
    }
}

/// Counts lines, a second time through the file: the reader of rows counts from the end of the row before, so that a
/// blank line or the second half of a line end would put every row on the wrong line.
struct Lines {
    file: BufReader<File>,
    at: u64,
    line: u64,
}

impl Lines {
    fn new(file: File) -> Lines {
        Lines {
            file: BufReader::new(file),
            at: 0,
            line: 1,
        }
    }

    /// The line of the first letter at or after an offset, which is never before the last one asked for.
    fn of(&mut self, offset: u64) -> io::Result<u64> {
        loop {
            let buffer = self.file.fill_buf()?;
            let (mut passed, mut found) = (0, buffer.is_empty());
            for byte in buffer {
                if self.at >= offset && !matches!(byte, b'\r' | b'\n') {
                    found = true;
                    break;
                }
                self.at += 1;
                passed += 1;
                self.line += u64::from(*byte == b'\n');
            }
            self.file.consume(passed);
            if found {
                return Ok(self.line);
            }
        }
    }
}

/// What stands most often in the first line, outside of quotes.
fn likely_delimiter(line: &[u8]) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            _ => {
                for (delimiter, count) in &mut counts {
                    *count += u32::from(byte == delimiter);
                }
            }
        }
    }
    // Of equals the first: a comma where there is nothing to tell by.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(delimiter, _)| *delimiter)
}

/// The digest, the length, and whether all of it is UTF-8.
fn survey(file: &mut File) -> io::Result<([u8; 32], u64, Encoding)> {
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; 1 << 16];
    let mut carried: Vec<u8> = Vec::new();
    let (mut utf8, mut length) = (true, 0_u64);
    loop {
        let read = match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = chunk.get(..read).unwrap_or_default();
        hasher.update(bytes);
        length = length.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if utf8 {
            carried.extend(bytes);
            let whole = str::from_utf8(&carried).map(str::len);
            let good = whole
                .as_ref()
                .map_or_else(Utf8Error::valid_up_to, |length| *length);
            // A letter cut in two by the end of the chunk is no fault; anything else is.
            utf8 = whole.map_or_else(|error| error.error_len().is_none(), |_| true);
            carried.drain(..good);
        }
    }
    let encoding = match utf8 && carried.is_empty() {
        true => Encoding::Utf8,
        false => Encoding::Windows1256,
    };
    Ok((*hasher.finalize().as_bytes(), length, encoding))
}

impl Encoding {
    fn decode(self, bytes: &[u8]) -> String {
        match self {
            // The whole file was seen to be UTF-8; a field that is cut where no letter is cannot be anything else.
            Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Encoding::Windows1256 => bytes.iter().map(|byte| windows_1256(*byte)).collect(),
        }
    }
}

/// The upper half of Windows-1256.
const UPPER: &str = "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u{200c}\u{200d}ں\u{a0}،¢£¤¥¦§¨©ھ«¬\u{ad}®¯°±²³´µ¶·¸¹؛»¼½¾؟ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقكàلâمنهوçèéêëىيîïًٌٍَôُِ÷ّùْûü\u{200e}\u{200f}ے";

fn windows_1256(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(upper) => UPPER.chars().nth(usize::from(upper)).unwrap_or('\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, SheetError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("people.csv");
        std::fs::write(&path, bytes).unwrap();
        let mut sheet = Sheet::open(&path)?;
        let mut rows = Vec::new();
        while let Some(row) = sheet.next_row().unwrap() {
            rows.push((row.line, row.fields));
        }
        Ok(rows)
    }

    #[test]
    fn spreadsheets_of_all_kinds_are_read() {
        let wanted = vec![
            (1, vec!["الاسم".to_owned(), "id".to_owned()]),
            (2, vec!["نورة, الحربي".to_owned(), "1".to_owned()]),
        ];
        for text in [
            "الاسم,id\n\"نورة, الحربي\",1\n",
            "الاسم;id\r\nنورة, الحربي;1\r\n",
            "الاسم\tid\nنورة, الحربي\t1",
            "\u{FEFF}الاسم;id\n\"نورة, الحربي\";1\n",
        ] {
            assert_eq!(read(text.as_bytes()).unwrap(), wanted, "{text}");
        }
        let told = read("sep=;\nالاسم;id\nنورة, الحربي;1\n".as_bytes()).unwrap();
        assert_eq!(told[1], (3, wanted[1].1.clone()));
    }

    #[test]
    fn lines_are_counted_as_editors_count_them() {
        let rows = read(b"a,b\n\n\n1,\"two\nlines\"\r\n3,4\n").unwrap();
        let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 4, 6]);
    }

    #[test]
    fn windows_1256_is_read() {
        let bytes = b"\xc7\xe1\xc7\xd3\xe3,id\n\xe4\xe6\xd1\xc9 \xc7\xe1\xcd\xd1\xc8\xed,1\n";
        let rows = read(bytes).unwrap();
        assert_eq!(rows[0].1[0], "الاسم");
        assert_eq!(rows[1].1[0], "نورة الحربي");
        assert_eq!(UPPER.chars().count(), 128);
    }

    #[test]
    fn what_is_no_csv_is_named() {
        for (bytes, said) in [
            (&b"\xff\xfei\0d\0"[..], "UTF-16"),
            (b"PK\x03\x04\0\0", "no text file"),
            (b"", "empty"),
            (b"\xEF\xBB\xBF\r\n", "empty"),
        ] {
            let error = read(bytes).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_letter_across_two_chunks_is_one_letter() {
        let mut text = "x".repeat((1 << 16) - 1);
        text.push_str("ن,b\n");
        assert_eq!(
            read(text.as_bytes()).unwrap()[0].1[0].chars().last(),
            Some('ن')
        );
    }
}
