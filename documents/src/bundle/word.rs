//! The Word copy: the same sections with the county's headings, in real heading styles, for those who must edit it.

mod parts;
mod writer;

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use self::writer::Writer;
use crate::{
    Fault,
    papers::{Block, EhcRequest},
};

/// The bundle as a Word document (.docx). Charts are its tables: a picture cannot be edited.
///
/// The same bundle gives the same bytes.
///
/// # Errors
/// Never because of what people typed.
pub fn word(request: &EhcRequest) -> Result<Vec<u8>, Fault> {
    let mut body = Writer::begin();
    cover(&mut body, request);
    for section in &request.sections {
        body.heading(1, &section.heading);
        if !section.asks.trim().is_empty() {
            body.styled("Asked", &section.asks);
        }
        if section.blocks.is_empty() {
            body.styled("Nothing", "Nothing is on the record.");
        }
        for block in &section.blocks {
            set(&mut body, block);
        }
    }
    if !request.reports.is_empty() {
        body.heading(1, "Professionals’ reports that come with it");
        let heads = ["Number", "Report", "Written by", "Date", "File"];
        let rows: Vec<Vec<String>> = request
            .reports
            .iter()
            .map(|one| {
                let number = one.number.to_string();
                vec![number, one.title.clone(), one.author.clone(), one.on.clone(), one.file.clone()]
            })
            .collect();
        body.table(&heads.map(str::to_owned), &rows, &[2, 6, 5, 4, 6]);
    }
    let document = body.end().map_err(|error| Fault(error.to_string()))?;
    pack(request, document).map_err(|error| Fault(error.to_string()))
}

fn cover(body: &mut Writer, request: &EhcRequest) {
    let furniture = &request.furniture;
    if !furniture.school.trim().is_empty() {
        body.styled("Asked", &furniture.school);
    }
    body.styled("Title", &furniture.title);
    body.styled("Subtitle", &furniture.about);
    if !furniture.draft.trim().is_empty() {
        body.strong(&furniture.draft, "");
    }
    if !request.to.trim().is_empty() {
        body.strong("To: ", &request.to);
    }
    for fact in request.child.iter().chain(&request.school).filter(|fact| !fact.text.trim().is_empty()) {
        body.strong(&format!("{}: ", fact.label), &fact.text);
    }
    body.heading(1, "Parents and carers, and their consent");
    for one in &request.parents {
        body.strong(&one.name, "");
        for line in [&one.what, &one.reached] {
            body.words(line);
        }
    }
    if request.consent.is_empty() {
        body.styled("Nothing", "No consent is on the record yet.");
    }
    for fact in &request.consent {
        body.strong(&format!("{}: ", fact.label), &fact.text);
    }
}

fn set(body: &mut Writer, block: &Block) {
    match block {
        Block::Heading { level, text } => body.heading(level.saturating_sub(1).clamp(2, 3), text),
        Block::Words { text } => body.words(text),
        Block::Nothing { text } => body.styled("Nothing", text),
        Block::Said { who, says } => {
            body.styled("Asked", who);
            for fact in says {
                if !fact.label.trim().is_empty() {
                    body.strong(&fact.label, "");
                }
                body.styled("Quote", &fact.text);
            }
        }
        Block::Facts { facts, .. } => {
            for fact in facts.iter().filter(|fact| !fact.text.trim().is_empty()) {
                body.strong(&format!("{}: ", fact.label), &fact.text);
            }
        }
        Block::Table { heads, rows, widths } => {
            if rows.is_empty() {
                body.styled("Nothing", "Nothing is on the record.");
            } else {
                body.table(heads, rows, widths);
            }
        }
        Block::Chart { chart } => {
            body.words(&chart.text);
            let rows: Vec<Vec<String>> = chart
                .rows
                .iter()
                .map(|row| {
                    let on = domain::calendar::count::in_words(row.on);
                    vec![on, row.score.clone(), row.aim.clone(), row.note.clone()]
                })
                .collect();
            if !rows.is_empty() {
                let heads = ["Day", "Score", "Line to the goal", "Note"].map(str::to_owned);
                body.table(&heads, &rows, &[4, 2, 3, 6]);
            }
        }
        Block::Drawn { text, .. } | Block::Against { text, .. } => body.words(text),
    }
}

fn pack(request: &EhcRequest, document: Vec<u8>) -> zip::result::ZipResult<Vec<u8>> {
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
    add("docProps/core.xml", parts::core(request).as_bytes())?;
    add("word/document.xml", &document)?;
    add("word/_rels/document.xml.rels", parts::OF_DOCUMENT.as_bytes())?;
    add("word/styles.xml", parts::STYLES.as_bytes())?;
    add("word/numbering.xml", parts::NUMBERING.as_bytes())?;
    add("word/settings.xml", parts::SETTINGS.as_bytes())?;
    add("word/header1.xml", parts::header(request).as_bytes())?;
    add("word/footer1.xml", parts::footer(request).as_bytes())?;
    Ok(file.finish()?.into_inner())
}
