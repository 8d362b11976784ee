//! The merged bundle, read back with poppler: pages, tags, bookmarks, attachments.

use std::path::Path;

use documents::{
    Sheet,
    bundle::{Appended, Unfit, append, digest, open},
    make,
    papers::{EhcRequest, ReportOnPaper, samples},
};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, dictionary};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::pdf::asked;

/// A report as Word or a scanner writes it: without tags, its pages turned, with a script and a link.
fn foreign(pages: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let tree = document.new_object_id();
    let font = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman" });
    let kids: Vec<Object> = (1..=pages)
        .map(|page| {
            let words = format!("BT /F1 14 Tf 60 700 Td (Foreign words of page {page}) Tj ET");
            let contents = document.add_object(lopdf::Stream::new(dictionary! {}, words.into_bytes()));
            let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
            let link = dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "A" => script.clone(),
                "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            };
            let note = dictionary! {
                "Type" => "Annot", "Subtype" => "Square", "A" => script, "StructParent" => 3,
                "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            };
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => contents, "StructParents" => 0,
                "Rotate" => if page % 2 == 0 { 90 } else { 0 },
                "Annots" => vec![Object::Dictionary(link), Object::Dictionary(note)],
            };
            Object::Reference(document.add_object(page))
        })
        .collect();
    let count = i64::try_from(pages).unwrap();
    document.objects.insert(
        tree,
        Object::Dictionary(dictionary! {
            "Type" => "Pages", "Kids" => kids, "Count" => count,
            // Inherited by every page.
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        }),
    );
    let opens = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(2)") };
    let catalog =
        document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree, "OpenAction" => opens });
    document.trailer.set("Root", catalog);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn locked() -> Vec<u8> {
    let mut document = Document::load_mem(&foreign(1)).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn paper(number: usize, title: &str, pages: usize) -> ReportOnPaper {
    ReportOnPaper { number, title: title.to_owned(), pages, ..ReportOnPaper::default() }
}

fn request(reports: Vec<ReportOnPaper>) -> EhcRequest {
    EhcRequest { reports, ..samples::ehc_request() }
}

/// The merged file, and how many pages are ours.
fn merged(request: &EhcRequest, reports: Vec<Appended>) -> (Vec<u8>, usize) {
    let made = make(&[Sheet::from(request)]).unwrap();
    let (own, many) = (made.pages(), reports.len());
    let names: Vec<usize> = (1..=many).map(|number| own - many + number).collect();
    (append(&made.pdf().unwrap(), reports, &names, &request.furniture.about).unwrap(), own)
}

fn pages_of(bytes: &[u8]) -> Appended {
    Appended::Pages(Box::new(open(bytes).unwrap()))
}

fn text(file: &Path, page: usize) -> String {
    let page = page.to_string();
    let output = std::process::Command::new("pdftotext")
        .args(["-f", &page, "-l", &page, "-layout"])
        .arg(file)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every bookmark with its page, as poppler reads them.
fn bookmarks(file: &Path) -> Vec<(String, usize)> {
    let output =
        std::process::Command::new("pdftohtml").args(["-xml", "-i", "-stdout"]).arg(file).output().unwrap();
    let listing = String::from_utf8_lossy(&output.stdout).into_owned();
    listing
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once("<item page=\"")?;
            let (page, rest) = rest.split_once("\">")?;
            let title = rest.split("</item>").next()?;
            Some((title.replace("&#34;", "\"").replace("&amp;", "&"), page.parse().ok()?))
        })
        .collect()
}

pub fn reports_are_merged() {
    let tagged = super::made("iep", "typical").pdf().unwrap();
    let long = open(&tagged).unwrap().pages();
    let request = request(vec![
        paper(1, "Foreign report", 2),
        paper(2, "Tagged report", long),
        paper(3, "Last one", 1),
    ]);
    let (bytes, own) =
        merged(&request, vec![pages_of(&foreign(2)), pages_of(&tagged), pages_of(&foreign(1))]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bundle.pdf");
    std::fs::write(&file, &bytes).unwrap();
    let total = own + 2 + long + 1;

    let info = String::from_utf8_lossy(&asked("pdfinfo", &[], &file)).into_owned();
    let line = |label: &str| {
        let found = info.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_default();
        found.trim().to_owned()
    };
    assert_eq!(line("Pages:"), total.to_string(), "{info}");
    assert_eq!(line("Tagged:"), "yes", "{info}");
    assert!(!info.contains("PDF/UA"), "the reports have no tags of ours: {info}");
    assert!(!bytes.windows(12).any(|window| window == b"pdfuaid:part"), "it does not say that it is PDF/UA");
    assert_eq!(line("JavaScript:"), "no", "{info}");

    // Our tags are all there, in the order in which they were.
    let alone = folder.path().join("own.pdf");
    std::fs::write(&alone, make(&[Sheet::from(&request)]).unwrap().pdf().unwrap()).unwrap();
    let tags = |file: &Path| String::from_utf8_lossy(&asked("pdfinfo", &["-struct-text"], file)).into_owned();
    assert!(tags(&alone).contains("Document"));
    assert_eq!(tags(&file), tags(&alone));
    let language = |bytes: &[u8]| {
        let document = Document::load_mem(bytes).unwrap();
        document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap().to_vec()
    };
    assert_eq!(language(&bytes), b"en-GB");

    // Each report stands behind the page that names it, and each page says which it is.
    let first = own - 3;
    let mut page = first + 1;
    for (number, title, many, words) in [
        (1, "Foreign report", 2, "Foreign words"),
        (2, "Tagged report", long, "Target 1"),
        (3, "Last one", 1, "Foreign words"),
    ] {
        let named = text(&file, page);
        assert!(named.contains(&format!("Report {number}: {title}")), "page {page}: {named}");
        assert!(named.contains(&format!("Page {page} of {total}")), "page {page}: {named}");
        let theirs: Vec<String> = (1..=many).map(|at| text(&file, page + at)).collect();
        assert!(theirs.iter().any(|text| text.contains(words)), "{theirs:?}");
        for (at, text) in (1..).zip(&theirs) {
            let label = format!(
                "Siân Lukasiewicz-O’Shea - Confidential - Report {number}, page {at} of {many} - page {} of {total}",
                page + at
            );
            assert!(
                text.split_whitespace().collect::<Vec<_>>().join(" ").contains(&label),
                "{label}: {text}"
            );
        }
        page += many + 1;
    }
    assert_eq!(page, total + 1);

    // Bookmarks point right: on its page stands the heading that it names.
    let marks = bookmarks(&file);
    assert!(marks.len() > 12, "{marks:?}");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (title, page) in &marks {
        let title = words(title);
        let start: String = title.chars().take(30).collect();
        assert!(words(&text(&file, *page)).contains(start.trim()), "“{title}” is not on page {page}");
    }
    for report in ["Report 1: Foreign report", "Report 2: Tagged report", "Report 3: Last one"] {
        assert!(marks.iter().any(|(title, _)| title.contains(report)), "{report}: {marks:?}");
    }
    // The contents page names the same pages.
    let contents = words(&text(&file, 2));
    assert!(contents.contains("Contents"), "{contents}");
    for (title, page) in marks.iter().filter(|(title, _)| title.starts_with("Report ")) {
        let line =
            text(&file, 2).lines().find(|line| line.contains(title.as_str())).unwrap_or_default().to_owned();
        assert!(line.trim_end().ends_with(&page.to_string()), "{title}, page {page}: {line}");
    }
}

pub fn the_rest_is_attached() {
    let (locked, broken) = (locked(), b"%PDF-1.7 and then nothing".to_vec());
    assert_eq!(open(&locked).unwrap_err(), Unfit::Encrypted);
    assert_eq!(open(&broken).unwrap_err(), Unfit::Broken);
    let mut reports = vec![paper(1, "Locked", 0), paper(2, "Broken", 0), paper(3, "In a word processor", 0)];
    for (report, unfit) in reports.iter_mut().zip([Unfit::Encrypted, Unfit::Broken, Unfit::NoPdf]) {
        unfit.sentence().clone_into(&mut report.beside);
    }
    let attached = |name: &str, media_type, bytes: &[u8]| Appended::Attached {
        name: name.to_owned(),
        media_type,
        bytes: bytes.to_vec(),
    };
    let appended = vec![
        attached("locked.pdf", "application/pdf", &locked),
        attached("broken.pdf", "application/pdf", &broken),
        attached(
            "Łódź.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK",
        ),
    ];
    let (bytes, own) = merged(&request(reports), appended);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bundle.pdf");
    std::fs::write(&file, &bytes).unwrap();
    let info = String::from_utf8_lossy(&asked("pdfinfo", &[], &file)).into_owned();
    assert!(
        info.lines().any(|line| line.starts_with("Pages:") && line.ends_with(&own.to_string())),
        "{info}"
    );
    let listed = String::from_utf8_lossy(&asked("pdfdetach", &["-list"], &file)).into_owned();
    assert!(listed.starts_with("3 embedded files"), "{listed}");
    for name in ["Report 1 - locked.pdf", "Report 2 - broken.pdf", "Report 3 - Łódź.docx"] {
        assert!(listed.contains(name), "{listed}");
    }
    asked("pdfdetach", &["-saveall", "-o", folder.path().to_str().unwrap()], &file);
    assert_eq!(std::fs::read(folder.path().join("Report 1 - locked.pdf")).unwrap(), locked);
    assert!(text(&file, own - 2).contains("locked with a password"));
    assert!(text(&file, own - 1).contains("damaged"));
}

pub fn the_same_again() {
    let request = request(vec![paper(1, "Foreign report", 2)]);
    let (one, _) = merged(&request, vec![pages_of(&foreign(2))]);
    let (other, _) = merged(&request, vec![pages_of(&foreign(2))]);
    assert!(one == other);
    assert_eq!(digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_ne!(digest(&one), digest(&foreign(2)));
}

pub fn nothing_is_done() {
    let request = request(vec![paper(1, "Foreign report", 2)]);
    let (bytes, own) = merged(&request, vec![pages_of(&foreign(2))]);
    let document = Document::load_mem(&bytes).unwrap();
    let pages: Vec<_> = document.get_pages().into_values().collect();
    for id in &pages[own..] {
        let page = document.get_dictionary(*id).unwrap();
        assert!(page.get(b"StructParents").is_err(), "a report's tags are not taken for ours");
        assert!(
            page.get(b"MediaBox").is_ok() && page.get(b"Resources").is_ok(),
            "what it inherited is with it"
        );
        let notes = page.get(b"Annots").unwrap().as_array().unwrap();
        assert_eq!(notes.len(), 1, "the link is gone, the drawing is there");
        let note = notes[0].as_dict().unwrap();
        assert!(note.get(b"A").is_err() && note.get(b"StructParent").is_err());
    }
    let scripts = document.objects.values().filter(|object| {
        object.as_dict().is_ok_and(|dictionary| {
            dictionary.get(b"S").is_ok_and(|kind| *kind == Object::Name(b"JavaScript".to_vec()))
        })
    });
    assert_eq!(scripts.count(), 0);
    assert!(document.catalog().unwrap().get(b"OpenAction").is_err());
}

/// Whatever file somebody gives: it is a report with pages, or is not; nothing falls over.
pub fn any_bytes() {
    let whole = foreign(2);
    let length = whole.len();
    let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
    let damage = (0..length, proptest::collection::vec(any::<u8>(), 0..40), any::<bool>());
    runner
        .run(&damage, |(at, put, cut)| {
            let mut bytes = whole.clone();
            let end = (at + put.len()).min(length);
            bytes.splice(at..end, put);
            if cut {
                bytes.truncate(at);
            }
            if let Ok(opened) = open(&bytes) {
                let pages = opened.pages();
                let _ = opened.words();
                let request = request(vec![paper(1, "Damaged", pages)]);
                let (merged, own) = merged(&request, vec![Appended::Pages(Box::new(opened))]);
                let found = Document::load_mem(&merged).unwrap().get_pages().len();
                prop_assert!(found >= own && found <= own + pages);
            }
            Ok(())
        })
        .unwrap();
}
