//! Scans of made-up papers: a picture or a PDF which says which paper it stands for, and nothing else.

use qrcodegen::{QrCode, QrCodeEcc};

/// A file as a scanner would give it.
pub struct Made {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// A scan of the paper of a kind with that number: every other one is a picture, the rest are sheets.
pub fn scan(kind: &str, number: &str, as_picture: bool) -> Made {
    let label = format!("istiqbal demo / {kind} / {number}");
    if as_picture {
        Made {
            name: format!("{kind}.png"),
            content: png(&picture(&label)),
        }
    } else {
        Made {
            name: format!("{kind}.pdf"),
            content: pdf(&label),
        }
    }
}

/// Rows of grey dots.
type Picture = Vec<Vec<u8>>;

const WIDTH: usize = 480;
const HEIGHT: usize = 300;
const PAPER: u8 = 246;
const INK: u8 = 60;

/// A card with a frame, ruled lines where text would be, and a code that says what it is.
fn picture(label: &str) -> Picture {
    let frame = |x: usize, y: usize| x < 4 || y < 4 || x >= WIDTH - 4 || y >= HEIGHT - 4;
    let line = |x: usize, y: usize| (220..440).contains(&x) && y >= 60 && y % 36 < 6;
    let dots = (0..HEIGHT).map(|y| {
        let row = (0..WIDTH).map(|x| {
            if frame(x, y) || line(x, y) {
                INK
            } else {
                PAPER
            }
        });
        row.collect()
    });
    let mut picture: Picture = dots.collect();
    let Ok(code) = QrCode::encode_text(label, QrCodeEcc::Medium) else {
        return picture;
    };
    const DOT: usize = 4;
    const AT: usize = 40;
    for (y, row) in picture.iter_mut().enumerate().skip(AT) {
        for (x, dot) in row.iter_mut().enumerate().skip(AT) {
            let module = |at: usize| i32::try_from((at - AT) / DOT).unwrap_or(i32::MAX);
            // Outside the code every module is light.
            if code.get_module(module(x), module(y)) {
                *dot = 0;
            }
        }
    }
    picture
}

/// The picture as PNG, its dots not compressed.
fn png(picture: &Picture) -> Vec<u8> {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8; 4], data: &[u8]| {
        let whole = [name.as_slice(), data].concat();
        file.extend(number(data.len()));
        file.extend(&whole);
        file.extend(crc32fast::hash(&whole).to_be_bytes());
    };
    // Eight bits of grey, no filter but the one that leaves all as it is.
    let width = picture.first().map_or(0, Vec::len);
    let head = [number(width), number(picture.len())].concat();
    chunk(b"IHDR", &[&head[..], &[8, 0, 0, 0, 0]].concat());
    let rows: Vec<u8> = picture
        .iter()
        .flat_map(|row| std::iter::once(0).chain(row.iter().copied()))
        .collect();
    let mut stored = vec![0x78, 0x01];
    let mut blocks = rows.chunks(usize::from(u16::MAX)).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stored.push(u8::from(blocks.peek().is_none()));
        stored.extend(length.to_le_bytes());
        stored.extend((!length).to_le_bytes());
        stored.extend(block);
    }
    stored.extend(adler32(&rows).to_be_bytes());
    chunk(b"IDAT", &stored);
    chunk(b"IEND", &[]);
    file
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    (b << 16) | a
}

/// A page that says in a line what it is.
fn pdf(label: &str) -> Vec<u8> {
    let text = format!("BT /F1 18 Tf 60 700 Td ({label}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (at, object) in (1..).zip(&objects) {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{at} 0 obj\n{object}\nendobj\n"));
    }
    let (all, table) = (objects.len() + 1, file.len());
    file.push_str(&format!(
        "xref\n0 {all}\n0000000000 65535 f \n{places}trailer\n<< /Size {all} /Root 1 0 R >>\n\
         startxref\n{table}\n%%EOF\n"
    ));
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_a_pdf_of_one_page() {
        let made = scan("identity", "1912345678", false);
        let read = lopdf::Document::load_mem(&made.content).unwrap();
        assert_eq!(read.get_pages().len(), 1);
        let said = read.extract_text(&[1]).unwrap();
        assert!(said.contains("identity / 1912345678"), "{said}");
    }

    #[test]
    fn a_picture_is_as_wide_and_high_as_it_says_and_whole() {
        let made = scan("identity", "1912345678", true).content;
        assert!(made.starts_with(b"\x89PNG"));
        let (mut at, mut names) = (8, Vec::new());
        while at < made.len() {
            let length = u32::from_be_bytes(made[at..at + 4].try_into().unwrap()) as usize;
            let whole = &made[at + 4..at + 8 + length];
            names.push(String::from_utf8(whole[..4].to_vec()).unwrap());
            let sum = &made[at + 8 + length..at + 12 + length];
            assert_eq!(sum, crc32fast::hash(whole).to_be_bytes());
            at += 12 + length;
        }
        assert_eq!(
            (at, names.concat()),
            (made.len(), "IHDRIDATIEND".to_owned())
        );
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }
}
