//! The file: made, the same each time, many in one.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use documents::{Sheet, make, papers::KINDS};

/// Whether a program is installed.
pub fn is_there(tool: &str) -> bool {
    Command::new(tool).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// What a program says about a sample's PDF.
pub fn asked(tool: &str, arguments: &[&str], pdf: &Path) -> Vec<u8> {
    let output = Command::new(tool).args(arguments).arg(pdf).output().unwrap();
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

pub fn is_the_same_again(kind: &str, sample: &str) {
    let first = super::made(kind, sample).pdf().unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    let has = |mark: &[u8]| first.windows(mark.len()).any(|window| window == mark);
    assert!(has(b"pdfuaid"), "the file says that it is PDF/UA-1");
    let again = super::make_now(kind, sample).pdf().unwrap();
    assert!(first == again, "the same content gives the same bytes");
}

pub fn many_papers_count_their_own_pages() {
    // The request bundle is a document of its own: its page of contents lists every heading there is.
    let kinds = KINDS.iter().filter(|kind| kind.name != "ehc-request");
    let sheets: Vec<Sheet> = kinds.filter_map(|kind| kind.sample("typical")).collect();
    let made = make(&sheets).unwrap();
    let alone: Vec<usize> = sheets.into_iter().map(|sheet| make(&[sheet]).unwrap().pages()).collect();
    assert_eq!(made.pages(), alone.iter().sum::<usize>());
    let mut page = 0;
    for pages in alone {
        for own in 1..=pages {
            let words = made.words(page).unwrap();
            assert!(words.contains(&format!("Page {own} of {pages}")), "page {page}: {words}");
            page += 1;
        }
    }
    assert!(made.pdf().unwrap().len() > 10_000);
}
