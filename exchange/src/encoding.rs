//! Bytes to text: UTF-8 with and without a mark, UTF-16 both ways round, Windows-1252, or what an XML file declares.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{Unreadable, UnreadableCode};

/// A text, and how its encoding was known.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Nothing in the file said so: it was not UTF-8, and so taken as Windows-1252.
    pub(crate) guessed: bool,
}

/// The text of an XML file: by its mark, else by its declaration, else UTF-8, else Windows-1252.
pub(crate) fn decode_xml(bytes: &[u8]) -> Result<Decoded<'_>, Unreadable> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return strictly(&bytes[length..], encoding, "Its first bytes say");
    }
    if bytes.starts_with(b"<\0") {
        return strictly(bytes, UTF_16LE, "Its first bytes say");
    }
    if bytes.starts_with(b"\0<") {
        return strictly(bytes, UTF_16BE, "Its first bytes say");
    }
    let Some(label) = declared(bytes) else { return Ok(utf8_or_windows(bytes)) };
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE => {
            strictly(bytes, encoding, "Its first line says")
        }
        _ => Err(Unreadable::new(
            UnreadableCode::Encoding,
            format!(
                "The first line of the file says that its encoding is “{}”, but it is not. Export it again as UTF-8.",
                label.escape_debug()
            ),
        )),
    }
}

/// The text of a CSV file: by its mark, else UTF-16 when every other byte is zero, else UTF-8, else Windows-1252.
pub(crate) fn decode_plain(bytes: &[u8]) -> Result<Decoded<'_>, Unreadable> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return strictly(&bytes[length..], encoding, "Its first bytes say");
    }
    let start = &bytes[..bytes.len().min(2000)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    if half > 0 && odd * 10 >= half * 8 && even * 10 < half {
        return strictly(bytes, UTF_16LE, "Every other byte is zero, as");
    }
    if half > 0 && even * 10 >= half * 8 && odd * 10 < half {
        return strictly(bytes, UTF_16BE, "Every other byte is zero, as");
    }
    Ok(utf8_or_windows(bytes))
}

fn utf8_or_windows(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), guessed: false },
        Err(_) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            Decoded { text, guessed: true }
        }
    }
}

/// Reads as `encoding` or says in which line it is something else.
fn strictly<'a>(bytes: &'a [u8], encoding: &'static Encoding, says: &str) -> Result<Decoded<'a>, Unreadable> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(Decoded { text, guessed: false });
    }
    let place = if encoding == UTF_8 {
        let good = std::str::from_utf8(bytes).map_or_else(|fault| fault.valid_up_to(), str::len);
        format!(", but line {} is not", 1 + bytes[..good].iter().filter(|byte| **byte == b'\n').count())
    } else {
        ", but it is not (or it is cut off)".to_owned()
    };
    let advice = if encoding == UTF_8 {
        " It may be Windows-1252. Export it again as UTF-8, or change what its first line says."
    } else {
        " Export it again as UTF-8."
    };
    Err(Unreadable::new(
        UnreadableCode::Encoding,
        format!("The file is in the wrong encoding. {says} {}{place}.{advice}", encoding.name()),
    ))
}

/// The encoding in the XML declaration, if there is one.
fn declared(bytes: &[u8]) -> Option<String> {
    let rest = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = rest.iter().take(300).position(|byte| *byte == b'>')?;
    let declaration = String::from_utf8_lossy(&rest[..end]);
    let after = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(after[1..].split(quote).next()?.to_owned())
}
