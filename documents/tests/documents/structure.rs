//! The tags: what a screen reader follows, read back from the file with poppler.

use super::pdf;

/// One tag of the structure tree.
#[derive(Debug)]
struct Tag {
    depth: usize,
    name: String,
    attributes: String,
}

fn tree(listing: &str) -> Vec<Tag> {
    listing
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let depth = line.len() - line.trim_start().len();
            let line = line.trim();
            let end = line.find([' ', '(', ':']).unwrap_or(line.len());
            Tag { depth, name: line[..end].to_owned(), attributes: line[end..].to_owned() }
        })
        .collect()
}

/// The tags inside a tag.
fn inside(tags: &[Tag], at: usize) -> &[Tag] {
    let end = tags[at + 1..].iter().position(|tag| tag.depth <= tags[at].depth);
    &tags[at + 1..end.map_or(tags.len(), |end| at + 1 + end)]
}

pub fn is_sound(kind: &str, sample: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    let made = super::made(kind, sample);
    std::fs::write(&file, made.pdf().unwrap()).unwrap();
    let info = String::from_utf8_lossy(&pdf::asked("pdfinfo", &[], &file)).into_owned();
    let says =
        |label: &str| info.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") == label);
    assert!(says("Tagged: yes"), "{info}");
    assert!(info.contains("pts (A4)"), "{info}");
    assert!(info.lines().any(|line| line.starts_with("Title:") && line.len() > 17), "{info}");
    assert!(info.contains("PDF/UA-1") || !info.contains("PDF subtype"), "{info}");

    let listing = String::from_utf8_lossy(&pdf::asked("pdfinfo", &["-struct"], &file)).into_owned();
    let tags = tree(&listing);
    assert_eq!(tags[0].name, "Document", "{listing}");
    let mut level = 0;
    let mut first = None;
    for (at, tag) in tags.iter().enumerate() {
        match tag.name.as_str() {
            "H1" | "H2" | "H3" | "H4" => {
                let own: usize = tag.name[1..].parse().unwrap();
                first = first.or(Some(own));
                assert!(own <= level + 1, "a level of headings is left out at {tag:?}:\n{listing}");
                level = own;
            }
            "Table" => {
                let inner = inside(&tags, at);
                assert!(inner.iter().any(|tag| tag.name == "TH"), "a table without heads:\n{listing}");
                assert!(inner.iter().any(|tag| tag.name == "TR"), "a table without rows");
            }
            "L" => assert!(inside(&tags, at).iter().any(|tag| tag.name == "LI"), "a list without points"),
            _ => {}
        }
    }
    assert_eq!(first, Some(1), "the first heading is the title:\n{listing}");
    assert!(tags.iter().all(|tag| !tag.attributes.contains("Unknown")), "{listing}");

    // What is read aloud is what is on the page: every word of the body, in order, is in the tree.
    if sample == "typical" {
        let read = String::from_utf8_lossy(&pdf::asked("pdfinfo", &["-struct-text"], &file)).into_owned();
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).collect::<String>();
        let read = letters(&read);
        for page in 0..made.pages() {
            let words = made.words(page).unwrap();
            let body: Vec<&str> = words.lines().collect();
            for line in body.iter().skip(1).take(body.len().saturating_sub(2)) {
                // Where a long word may break, poppler loses the rest of the line.
                if line.split_whitespace().any(|word| word.chars().count() > 16) {
                    continue;
                }
                for word in line.split_whitespace() {
                    let word = letters(word);
                    let drawn = kind == "iep"
                        || kind == "childs-version"
                        || kind == "review"
                        || kind == "pupil-story";
                    assert!(read.contains(&word) || drawn, "“{word}” of “{line}” is not read aloud");
                }
            }
        }
    }
}
