//! Paragraphs, headings and tables as WordprocessingML. What people typed is text, never markup.

use std::io::Result;

use quick_xml::{
    Writer as Xml,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

const NAMES: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Twentieths of a point between the margins of A4.
const WIDTH: u32 = 9638;

/// A document that is being written. The first fault is kept until the end.
pub(super) struct Writer {
    xml: Xml<Vec<u8>>,
    done: Result<()>,
}

impl Writer {
    /// Begins a document.
    pub(super) fn begin() -> Self {
        let mut writer = Self { xml: Xml::new(Vec::new()), done: Ok(()) };
        writer.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        let mut root = BytesStart::new("w:document");
        root.push_attribute(("xmlns:w", NAMES));
        root.push_attribute(("xmlns:r", RELATIONS));
        writer.put(Event::Start(root));
        writer.open("w:body");
        writer
    }

    /// Ends it: page size, margins, head and foot.
    pub(super) fn end(mut self) -> Result<Vec<u8>> {
        self.open("w:sectPr");
        self.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        self.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId5")]);
        self.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let margins = [
            ("w:top", "1304"),
            ("w:right", "1134"),
            ("w:bottom", "1134"),
            ("w:left", "1134"),
            ("w:header", "567"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ];
        self.empty("w:pgMar", &margins);
        for name in ["w:sectPr", "w:body", "w:document"] {
            self.close(name);
        }
        self.done.map(|()| self.xml.into_inner())
    }

    /// A heading of a level from 1; one without words says so, for those who go from heading to heading.
    pub(super) fn heading(&mut self, level: u8, words: &str) {
        let words = if words.trim().is_empty() { "Untitled" } else { words };
        self.paragraph(&format!("Heading{level}"), false, &[(words, false)]);
    }

    /// Words in a style, in the lines in which they were typed.
    pub(super) fn styled(&mut self, style: &str, words: &str) {
        for line in words.lines().filter(|line| !line.trim().is_empty()) {
            self.paragraph(style, false, &[(line, false)]);
        }
    }

    /// What somebody typed: points become a list.
    pub(super) fn words(&mut self, words: &str) {
        for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let point = ["- ", "* ", "• "].iter().find_map(|mark| line.strip_prefix(mark));
            match point {
                Some(point) => self.paragraph("ListBullet", true, &[(point, false)]),
                None => self.paragraph("", false, &[(line, false)]),
            }
        }
    }

    /// A label in bold and what stands beside it.
    pub(super) fn strong(&mut self, label: &str, words: &str) {
        let words = words.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        self.paragraph("", false, &[(label, true), (&words, false)]);
    }

    /// A table whose head comes again on each page.
    pub(super) fn table(&mut self, heads: &[String], rows: &[Vec<String>], widths: &[u8]) {
        let all: u32 = widths.iter().map(|share| u32::from(*share)).sum::<u32>().max(1);
        let width = |at: usize| WIDTH * u32::from(widths.get(at).copied().unwrap_or(1)) / all;
        self.open("w:tbl");
        self.open("w:tblPr");
        self.empty("w:tblStyle", &[("w:val", "Ruled")]);
        self.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
        self.empty("w:tblLayout", &[("w:type", "fixed")]);
        self.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
        self.close("w:tblPr");
        self.open("w:tblGrid");
        for at in 0..heads.len() {
            self.empty("w:gridCol", &[("w:w", &width(at).to_string())]);
        }
        self.close("w:tblGrid");
        self.row(heads, heads.len(), true, &width);
        for row in rows {
            self.row(row, heads.len(), false, &width);
        }
        self.close("w:tbl");
        // Two tables in a row would be one.
        self.paragraph("", false, &[]);
    }

    fn row(&mut self, cells: &[String], many: usize, is_head: bool, width: &dyn Fn(usize) -> u32) {
        self.open("w:tr");
        self.open("w:trPr");
        self.empty("w:cantSplit", &[]);
        if is_head {
            self.empty("w:tblHeader", &[]);
        }
        self.close("w:trPr");
        for at in 0..many {
            self.open("w:tc");
            self.open("w:tcPr");
            self.empty("w:tcW", &[("w:w", &width(at).to_string()), ("w:type", "dxa")]);
            self.close("w:tcPr");
            let words = cells.get(at).map_or("", String::as_str);
            let mut lines = words.lines().filter(|line| !line.trim().is_empty()).peekable();
            if lines.peek().is_none() {
                self.paragraph("Cell", false, &[]);
            }
            for line in lines {
                self.paragraph("Cell", false, &[(line.trim(), is_head)]);
            }
            self.close("w:tc");
        }
        self.close("w:tr");
    }

    fn paragraph(&mut self, style: &str, is_point: bool, runs: &[(&str, bool)]) {
        self.open("w:p");
        if !style.is_empty() {
            self.open("w:pPr");
            self.empty("w:pStyle", &[("w:val", style)]);
            if is_point {
                self.open("w:numPr");
                self.empty("w:ilvl", &[("w:val", "0")]);
                self.empty("w:numId", &[("w:val", "1")]);
                self.close("w:numPr");
            }
            self.close("w:pPr");
        }
        for (words, bold) in runs.iter().filter(|(words, _)| !words.is_empty()) {
            let words = legal(words);
            self.open("w:r");
            if *bold {
                self.open("w:rPr");
                self.empty("w:b", &[]);
                self.close("w:rPr");
            }
            let mut text = BytesStart::new("w:t");
            text.push_attribute(("xml:space", "preserve"));
            self.put(Event::Start(text));
            self.put(Event::Text(BytesText::new(&words)));
            self.close("w:t");
            self.close("w:r");
        }
        self.close("w:p");
    }

    fn open(&mut self, name: &str) {
        self.put(Event::Start(BytesStart::new(name)));
    }

    fn close(&mut self, name: &str) {
        self.put(Event::End(BytesEnd::new(name)));
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let mut tag = BytesStart::new(name);
        for attribute in attributes {
            tag.push_attribute(*attribute);
        }
        self.put(Event::Empty(tag));
    }

    fn put(&mut self, event: Event<'_>) {
        if self.done.is_ok() {
            self.done = self.xml.write_event(event);
        }
    }
}

/// What XML 1.0 takes: other signs have no shape and break the file.
pub(super) fn legal(words: &str) -> String {
    words
        .chars()
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
