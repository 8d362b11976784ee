//! Word copies (.docx) of what others must edit: the EHC request, the annual review report. Real heading styles, lists and
//! tables; the same paper gives the same bytes.

mod annual_review;
mod ehc_request;
mod parts;
mod writer;

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use self::writer::Writer;
pub use self::{annual_review::annual_review, ehc_request::ehc_request};
use crate::{Fault, Furniture, furniture::Fact};

/// A document: school, title and whom it is about, then what `write` puts under it.
fn document(furniture: &Furniture, write: impl FnOnce(&mut Writer)) -> Result<Vec<u8>, Fault> {
    let mut body = Writer::begin();
    if !furniture.school.trim().is_empty() {
        body.styled("Asked", &furniture.school);
    }
    body.styled("Title", &furniture.title);
    body.styled("Subtitle", &furniture.about);
    if !furniture.draft.trim().is_empty() {
        body.strong(&furniture.draft, "");
    }
    write(&mut body);
    let document = body.end().map_err(|error| Fault(error.to_string()))?;
    pack(furniture, document).map_err(|error| Fault(error.to_string()))
}

/// Labels with what is to be said; what is empty is left out.
fn facts(body: &mut Writer, facts: &[Fact]) {
    for fact in facts.iter().filter(|fact| !fact.text.trim().is_empty()) {
        body.strong(&format!("{}: ", fact.label), &fact.text);
    }
}

/// What people wrote, or what stands in its place.
fn words_or(body: &mut Writer, words: &str, otherwise: &str) {
    if words.trim().is_empty() {
        body.styled("Nothing", otherwise);
    } else {
        body.words(words);
    }
}

fn pack(furniture: &Furniture, document: Vec<u8>) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| -> zip::result::ZipResult<()> {
        file.start_file(name, options)?;
        file.write_all(bytes)?;
        Ok(())
    };
    add("[Content_Types].xml", parts::CONTENT_TYPES.as_bytes())?;
    add("_rels/.rels", parts::RELATIONS.as_bytes())?;
    add("docProps/core.xml", parts::core(furniture).as_bytes())?;
    add("word/document.xml", &document)?;
    add("word/_rels/document.xml.rels", parts::OF_DOCUMENT.as_bytes())?;
    add("word/styles.xml", parts::STYLES.as_bytes())?;
    add("word/numbering.xml", parts::NUMBERING.as_bytes())?;
    add("word/settings.xml", parts::SETTINGS.as_bytes())?;
    add("word/header1.xml", parts::header(furniture).as_bytes())?;
    add("word/footer1.xml", parts::footer(furniture).as_bytes())?;
    Ok(file.finish()?.into_inner())
}
