//! The bytes of a Common Transfer File to a roll: one pass, one pupil in memory at a time, with limits.

use domain::Date;
use quick_xml::{
    Reader,
    errors::{Error, SyntaxError},
    events::{BytesStart, Event},
};

use super::{element::Element, pupil};
use crate::{
    Unreadable,
    UnreadableCode::{
        self, Doctype, Empty, Malformed, NoRows, NotCtf, TooDeep, TooLarge, Truncated, Version,
    },
    encoding::decode_xml,
    roll::{
        MAX_PUPILS, Roll, RollFormat, SchoolRef,
        check::{Rows, shortened},
    },
};

/// The most bytes that a file may have.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The deepest element; a CTF has eight.
const MAX_DEPTH: usize = 32;
/// The longest text of one element, in bytes.
const MAX_TEXT_BYTES: usize = 64 * 1024;
/// The most elements in one pupil.
const MAX_ELEMENTS: usize = 20_000;
/// The versions that are read, by their first number.
const VERSIONS: std::ops::RangeInclusive<u32> = 17..=25;

/// Reads a Common Transfer File; `today` is needed to judge dates of birth.
///
/// A fault of one pupil refuses that pupil's row, with its place; a fault of the file refuses the file.
///
/// # Errors
/// When the file as a whole cannot be read.
pub fn read(bytes: &[u8], today: Date) -> Result<Roll, Unreadable> {
    let nothing = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    if bytes.len() > MAX_BYTES {
        return fail(
            TooLarge,
            format!(
                "The file has {} MB; a Common Transfer File of a whole school has less than {} MB.",
                bytes.len() / (1024 * 1024),
                MAX_BYTES / (1024 * 1024)
            ),
        );
    }
    if bytes.iter().all(nothing) {
        return fail(Empty, "The file is empty.");
    }
    let decoded = decode_xml(bytes)?;
    if !decoded.text.trim_start().starts_with('<') {
        return fail(
            UnreadableCode::UnknownFormat,
            "The file is not XML, so it is not a Common Transfer File.",
        );
    }
    let mut file = File::new(&decoded.text, today);
    file.read()?;
    file.roll(decoded.guessed)
}

fn fail<T>(code: UnreadableCode, sentence: impl Into<String>) -> Result<T, Unreadable> {
    Err(Unreadable::new(code, sentence))
}

/// A file that is being read.
struct File<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    line: usize,
    counted_to: usize,
    /// Names of the open elements that are not part of `tree`.
    path: Vec<String>,
    /// The open elements of the header or pupil that is being gathered.
    tree: Vec<Element>,
    elements: usize,
    header: Option<Element>,
    rows: Rows,
    seen_root: bool,
}

impl<'a> File<'a> {
    fn new(text: &'a str, today: Date) -> Self {
        Self {
            reader: Reader::from_str(text),
            text,
            line: 1,
            counted_to: 0,
            path: Vec::new(),
            tree: Vec::new(),
            elements: 0,
            header: None,
            rows: Rows::new(today),
            seen_root: false,
        }
    }

    /// The line of the reader's place.
    fn line(&mut self) -> usize {
        let to = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len());
        if let Some(new) = self.text.as_bytes().get(self.counted_to..to) {
            self.line += new.iter().filter(|byte| **byte == b'\n').count();
            self.counted_to = to;
        }
        self.line
    }

    fn depth(&self) -> usize {
        self.path.len() + self.tree.len()
    }

    fn read(&mut self) -> Result<(), Unreadable> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(fault) => return self.fault(&fault),
            };
            match event {
                Event::Start(start) => self.start(&start)?,
                Event::Empty(start) => {
                    self.start(&start)?;
                    self.end()?;
                }
                Event::End(_) => self.end()?,
                Event::Text(text) => self.text(&text.xml10_content())?,
                Event::CData(text) => self.text(&text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref().ok().flatten();
                    let named = quick_xml::escape::resolve_xml_entity(&reference);
                    match (letter, named) {
                        (Some(letter), _) => self.text(letter.encode_utf8(&mut [0; 4]))?,
                        (None, Some(text)) => self.text(text)?,
                        (None, None) => {
                            let (name, line) = (shortened(&reference), self.line());
                            return fail(
                                Malformed,
                                format!("Line {line} uses “&{name};”, which is not a character of XML."),
                            );
                        }
                    }
                }
                Event::DocType(name) if name.trim().to_ascii_lowercase().starts_with("html") => {
                    return self.wrong_root("html");
                }
                Event::DocType(_) => {
                    return fail(
                        Doctype,
                        "The file declares a document type (DOCTYPE), by which a small file can grow without \
                         end. No Common Transfer File does; it is refused unread.",
                    );
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof if self.depth() > 0 => return self.truncated(),
                Event::Eof if !self.seen_root => {
                    return fail(
                        NotCtf,
                        "The file is XML without any element, so not a Common Transfer File.",
                    );
                }
                Event::Eof => return Ok(()),
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Unreadable> {
        let written = start.local_name();
        let name = written.as_ref().to_ascii_lowercase();
        if self.depth() >= MAX_DEPTH {
            let line = self.line();
            return fail(
                TooDeep,
                format!("In line {line} elements stand more than {MAX_DEPTH} deep: not a roll."),
            );
        }
        if self.path.is_empty() && self.tree.is_empty() {
            if self.seen_root {
                let line = self.line();
                return fail(
                    Malformed,
                    format!("A second file begins in line {line}, behind the end of the first."),
                );
            }
            if name != "ctfile" {
                return self.wrong_root(written.as_ref());
            }
            self.seen_root = true;
        } else if self.path.len() == 1 && self.tree.is_empty() && (name == "pupils" || name == "pupil") {
            return fail(
                NotCtf,
                format!(
                    "The pupils stand in <{}>; in a Common Transfer File they stand in <CTFpupilData>. Export \
                     the roll again as a CTF.",
                    shortened(written.as_ref())
                ),
            );
        }
        let gathered = match self.path.as_slice() {
            [_] => name == "header",
            [_, part] => part == "ctfpupildata" && name == "pupil",
            _ => false,
        };
        if gathered || !self.tree.is_empty() {
            self.elements = if self.tree.is_empty() { 0 } else { self.elements + 1 };
            let line = self.line();
            if self.elements > MAX_ELEMENTS {
                return fail(
                    TooLarge,
                    format!("The element before line {line} holds more than {MAX_ELEMENTS} others."),
                );
            }
            self.tree.push(Element { name, line, ..Element::default() });
        } else {
            self.path.push(name);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        if let Some(element) = self.tree.last_mut() {
            element.text.push_str(text);
            if element.text.len() > MAX_TEXT_BYTES {
                let line = self.line();
                return fail(
                    TooLarge,
                    format!("A text that ends near line {line} is longer than any in a roll."),
                );
            }
        } else if self.depth() == 0 && !text.trim().is_empty() {
            let line = self.line();
            return fail(Malformed, format!("Line {line} has text outside the file's one element."));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Unreadable> {
        let Some(element) = self.tree.pop() else {
            self.path.pop();
            return Ok(());
        };
        if let Some(parent) = self.tree.last_mut() {
            parent.children.push(element);
        } else if element.name == "header" {
            self.header.get_or_insert(element);
        } else {
            if element.holds("senstatus") {
                return fail(
                    NotCtf,
                    format!(
                        "The pupil in line {} has <SENstatus>; a Common Transfer File has <SENhistory> with \
                         <SENprovision>. Export the roll again as a CTF.",
                        element.line
                    ),
                );
            }
            if self.rows.len() >= MAX_PUPILS {
                return fail(
                    TooLarge,
                    format!("The file holds more than {MAX_PUPILS} pupils: not a school's roll."),
                );
            }
            self.rows.take(pupil::draft(&element, self.rows.len() + 1));
        }
        Ok(())
    }

    fn wrong_root<T>(&self, root: &str) -> Result<T, Unreadable> {
        let what = match root.to_ascii_lowercase().as_str() {
            "html" => "This is a web page, perhaps the one that asks you to sign in.".to_owned(),
            _ => format!("This is XML that begins with <{}>.", shortened(root)),
        };
        fail(NotCtf, format!("{what} A Common Transfer File begins with <CTfile>. Export the roll as a CTF."))
    }

    fn truncated<T>(&mut self) -> Result<T, Unreadable> {
        let open = self.tree.last().map(|element| &element.name).or(self.path.last());
        let inside = open.map(|name| format!(", inside <{}>", shortened(name))).unwrap_or_default();
        let (line, pupils) = (self.line(), self.rows.len());
        fail(
            Truncated,
            format!(
                "The file is cut off in line {line}{inside}, after {pupils} whole pupils. Nothing was taken; \
                 export or copy it again."
            ),
        )
    }

    fn fault<T>(&mut self, fault: &Error) -> Result<T, Unreadable> {
        match fault {
            Error::Syntax(SyntaxError::UnclosedDoctype) => fail(
                Doctype,
                "The file declares a document type (DOCTYPE) that does not end. It is refused unread.",
            ),
            Error::Syntax(_) => self.truncated(),
            other => {
                let line = self.line();
                fail(Malformed, format!("The file breaks the rules of XML in line {line}: {other}."))
            }
        }
    }

    /// The roll of everything that was read.
    fn roll(self, guessed: bool) -> Result<Roll, Unreadable> {
        let none = Element::default();
        let header = self.header.as_ref().unwrap_or(&none);
        let version = header.text_of("ctfversion");
        if version.is_empty() {
            return fail(
                Version,
                "The file does not say its version (<CTFversion> in <Header>), so it is not read.",
            );
        }
        let number = version.split('.').next().and_then(|number| number.parse::<u32>().ok());
        if !number.is_some_and(|number| VERSIONS.contains(&number)) {
            return fail(
                Version,
                format!(
                    "This is a Common Transfer File of version {}; versions {}.0 to {}.0 are read.",
                    shortened(&version),
                    VERSIONS.start(),
                    VERSIONS.end()
                ),
            );
        }
        if self.rows.len() == 0 {
            return fail(NoRows, "The file holds no pupil (no <Pupil> in <CTFpupilData>).");
        }
        let mut notes = Vec::new();
        if guessed {
            notes.push(
                "The file does not say its encoding and is not UTF-8; it was read as Windows-1252."
                    .to_owned(),
            );
        }
        let school = header.child("sourceschool");
        let source = school.and_then(|school| {
            let digits = |name: &str, count: usize| {
                let text = school.text_of(name);
                (text.len() == count).then(|| text.parse::<u16>().ok()).flatten()
            };
            Some(SchoolRef {
                authority: digits("lea", 3)?,
                establishment: digits("estab", 4)?,
                name: school.some("schoolname"),
            })
        });
        if source.is_none() && school.is_some() {
            notes.push(
                "The source school has no number of a local authority (3 digits) and establishment (4 digits)."
                    .to_owned(),
            );
        }
        let full = header.text_of("documentqualifier").eq_ignore_ascii_case("full");
        let (pupils, refused, of_rows) = self.rows.finish();
        notes.extend(of_rows);
        Ok(Roll { format: RollFormat::Ctf, version: Some(version), source, full, pupils, refused, notes })
    }
}
