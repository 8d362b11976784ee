//! A file's name as it is kept: harmless on every machine, still the name that its sender knows.

use super::FileKind;

/// The most letters before the ending.
const MOST: usize = 80;

/// A file's name cleaned: only its last part, no signs that cannot be seen or that some machine does not take, no
/// second ending that hides what it is, and the ending of what it really is.
///
/// # Example
/// ```
/// # use domain::uploads::{FileKind, clean};
/// assert_eq!(clean("C:\\Reports\\Siân’s EP report.PDF", FileKind::Pdf), "Siân’s EP report.pdf");
/// assert_eq!(clean("../../etc/passwd", FileKind::Pdf), "passwd.pdf");
/// assert_eq!(clean("invoice.pdf.exe", FileKind::Pdf), "invoice.pdf");
/// assert_eq!(clean("", FileKind::Jpeg), "file.jpg");
/// ```
#[must_use]
pub fn clean(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = |c: char| !c.is_control() && !is_hidden(c);
    let harmless = |c: char| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '-' } else { c };
    let mut stem: String = last.chars().filter(|c| seen(*c)).map(harmless).collect();
    // What is cut off may bring out another ending.
    loop {
        let next = shorter(&stem);
        if next == stem {
            break;
        }
        stem = next;
    }
    format!("{}.{}", if stem.is_empty() { "file" } else { stem.as_str() }, kind.code())
}

/// A name without its last ending, blanks in a row, full stops round it, and what is too long.
fn shorter(stem: &str) -> String {
    let is_ending = |ending: &str| {
        // "Report 12.03" is a name, "report.pdf" has an ending.
        (1..=5).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric())
            && !ending.chars().all(|c| c.is_ascii_digit())
    };
    let stem = match stem.rsplit_once('.') {
        Some((before, ending)) if is_ending(ending) => before,
        _ => stem,
    };
    let words = stem.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(['.', ' ']).chars().take(MOST).collect()
}

/// Signs that turn the direction of text or cannot be seen: with them a name can pretend to another ending.
const fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_pretend() {
        let table = [
            ("report\u{202e}fdp.exe", FileKind::Pdf, "reportfdp.pdf"),
            ("  a   b .docx", FileKind::Docx, "a b.docx"),
            ("Report 12.03", FileKind::Pdf, "Report 12.03.pdf"),
            ("photo.jpeg", FileKind::Png, "photo.png"),
            ("..", FileKind::Pdf, "file.pdf"),
            (".pdf", FileKind::Pdf, "file.pdf"),
            ("what: \"now\"?\r\n.pdf", FileKind::Pdf, "what- -now--.pdf"),
            ("ليلى.pdf", FileKind::Pdf, "ليلى.pdf"),
        ];
        for (typed, kind, kept) in table {
            assert_eq!(clean(typed, kind), kept, "{typed:?}");
        }
        assert_eq!(clean(&"x".repeat(300), FileKind::Pdf).len(), MOST + 4);
    }

    proptest! {
        #[test]
        fn any_name_is_harmless(name in "\\PC{0,200}", at in 0_usize..5) {
            let kind = FileKind::ALL[at];
            let kept = clean(&name, kind);
            prop_assert!(!kept.starts_with('.') && !kept.contains(['/', '\\', '"']), "{}", kept);
            let ending = format!(".{}", kind.code());
            prop_assert!(kept.ends_with(&ending), "{}", kept);
            prop_assert_eq!(clean(&kept, kind), kept.clone());
        }
    }
}
