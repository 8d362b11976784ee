//! The Word copy of the EHC request: the same sections with the county's headings.

use super::{document, facts, writer::Writer};
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
pub fn ehc_request(request: &EhcRequest) -> Result<Vec<u8>, Fault> {
    document(&request.furniture, |body| write(body, request))
}

fn write(body: &mut Writer, request: &EhcRequest) {
    cover(body, request);
    for section in &request.sections {
        body.heading(1, &section.heading);
        if !section.asks.trim().is_empty() {
            body.styled("Asked", &section.asks);
        }
        if section.blocks.is_empty() {
            body.styled("Nothing", "Nothing is on the record.");
        }
        for block in &section.blocks {
            set(body, block);
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
}

fn cover(body: &mut Writer, request: &EhcRequest) {
    if !request.to.trim().is_empty() {
        body.strong("To: ", &request.to);
    }
    facts(body, &request.child);
    facts(body, &request.school);
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
    facts(body, &request.consent);
}

/// A block of a paper. Charts are their tables: a picture cannot be edited.
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
        Block::Facts { facts: all, .. } => facts(body, all),
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
