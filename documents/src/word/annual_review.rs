//! The Word copy of the annual review report: what the county, and whoever chaired the meeting, change and add to.

use super::{document, facts, words_or, writer::Writer};
use crate::{
    Fault,
    papers::{AnnualReviewPaper, Words},
};

/// The annual review papers as a Word document, under the headings of the PDF.
///
/// # Errors
/// Never because of what people typed.
pub fn annual_review(paper: &AnnualReviewPaper) -> Result<Vec<u8>, Fault> {
    document(&paper.furniture, |body| write(body, paper))
}

fn write(body: &mut Writer, paper: &AnnualReviewPaper) {
    facts(body, &paper.furniture.facts);
    facts(body, &paper.facts);
    body.words(&paper.furniture.made_for);
    body.heading(1, "Progress to each outcome (section E)");
    body.words(&paper.progress);
    let rows: Vec<Vec<String>> =
        paper.outcomes.iter().map(|one| vec![one.label.clone(), one.text.clone()]).collect();
    table(body, ["Outcome", "Progress"], rows, &[2, 3], "The plan has no outcomes on record.");
    body.heading(1, "Provision: specified and delivered (section F)");
    let rows = paper
        .provision
        .iter()
        .map(|line| vec![line.what.clone(), line.specified.clone(), line.delivered.clone()])
        .collect();
    let heads = ["Specified", "How much", "Delivered"];
    table(body, heads, rows, &[3, 2, 2], "The plan has no provision on record.");
    said(body, "Advice", &paper.advice, "No advice has come.");
    said(body, "Views", &paper.views, "No view is written.");
    body.heading(1, "Recommendations");
    words_or(body, &paper.recommendations, "Not written yet.");
    body.heading(1, "Where people see it differently");
    words_or(body, &paper.differences, "Nothing is written.");
    facts(body, &paper.furniture.signposts);
}

fn table<const N: usize>(
    body: &mut Writer,
    heads: [&str; N],
    rows: Vec<Vec<String>>,
    widths: &[u8],
    nothing: &str,
) {
    if rows.is_empty() {
        body.styled("Nothing", nothing);
    } else {
        body.table(&heads.map(str::to_owned), &rows, widths);
    }
}

fn said(body: &mut Writer, heading: &str, all: &[Words], nothing: &str) {
    body.heading(1, heading);
    if all.is_empty() {
        body.styled("Nothing", nothing);
    }
    for one in all {
        body.heading(2, if one.who.trim().is_empty() { "Somebody" } else { &one.who });
        words_or(body, &one.text, "Nothing written.");
    }
}
