//! The Word copy, read back by parsers that did not write it.

use std::{
    io::{Cursor, Read},
    process::Command,
};

use documents::{
    furniture::Fact,
    papers::{Block, EhcRequest, RequestSection, samples},
    word::{annual_review, ehc_request as word},
};
use domain::bundle::CountyTemplate;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use quick_xml::{Reader, events::Event};

fn part(document: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Style and words of each paragraph.
fn paragraphs(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut style, mut words) = (Vec::new(), String::new(), String::new());
    let mut in_text = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "w:p" => {
                style.clear();
                words.clear();
            }
            Event::Empty(tag) if tag.name().as_ref() == "w:pStyle" => {
                let value = tag.try_get_attribute("w:val").unwrap().unwrap();
                style = value.value.into_owned();
            }
            Event::Start(tag) if tag.name().as_ref() == "w:t" => in_text = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => in_text = false,
            Event::Text(text) if in_text => words.push_str(&text),
            Event::GeneralRef(entity) if in_text => words.push_str(match entity.as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                other => panic!("{other:?}"),
            }),
            Event::End(tag) if tag.name().as_ref() == "w:p" => all.push((style.clone(), words.clone())),
            Event::Eof => break,
            _ => {}
        }
    }
    all
}

fn by(template: &CountyTemplate) -> EhcRequest {
    let mut request = samples::ehc_request();
    request.sections = template
        .sections
        .iter()
        .map(|section| RequestSection {
            heading: section.heading.clone(),
            asks: section.asks.clone(),
            blocks: vec![
                Block::h3("A part"),
                Block::h4("A smaller one"),
                Block::Words { text: "- a point".to_owned() },
            ],
        })
        .collect();
    request
}

pub fn headings_are_read_back() {
    for template in CountyTemplate::shipped() {
        let request = by(template);
        let document = word(&request).unwrap();
        assert!(document == word(&request).unwrap(), "the same content gives the same bytes");
        let found = paragraphs(&part(&document, "word/document.xml"));
        let of = |style: &str| -> Vec<&str> {
            found.iter().filter(|(known, _)| known == style).map(|(_, words)| words.as_str()).collect()
        };
        let mut wanted = vec!["Parents and carers, and their consent"];
        wanted.extend(template.sections.iter().map(|section| section.heading.as_str()));
        wanted.push("Professionals’ reports that come with it");
        assert_eq!(of("Heading1"), wanted, "{}", template.id);
        assert_eq!(of("Heading2").len(), template.sections.len());
        assert_eq!(of("Heading3").len(), template.sections.len());
        assert!(of("ListBullet").contains(&"a point"));
        assert_eq!(of("Title"), ["Request for an EHC needs assessment"]);
        // Each style that is used is a style that the document has, and a heading has its level.
        let styles = part(&document, "word/styles.xml");
        for (style, _) in found.iter().filter(|(style, _)| !style.is_empty()) {
            assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
        }
        for level in 1..=3 {
            assert!(styles.contains(&format!("w:val=\"heading {level}\"")));
            assert!(styles.contains(&format!("<w:outlineLvl w:val=\"{}\"/>", level - 1)));
        }
    }
    // Charts are tables in it, and a table's head comes again on each page.
    let xml = part(&word(&samples::ehc_request()).unwrap(), "word/document.xml");
    assert!(xml.contains("<w:tblHeader/>") && xml.contains("Line to the goal"));
    assert!(part(&word(&samples::ehc_request()).unwrap(), "word/header1.xml").contains("Confidential"));
}

pub fn the_annual_review_is_read_back() {
    let paper = samples::annual_review();
    let document = annual_review(&paper).unwrap();
    assert!(document == annual_review(&paper).unwrap(), "the same content gives the same bytes");
    let found = paragraphs(&part(&document, "word/document.xml"));
    let of = |style: &str| -> Vec<&str> {
        found.iter().filter(|(known, _)| known == style).map(|(_, words)| words.as_str()).collect()
    };
    assert_eq!(of("Title"), ["Annual review"]);
    assert_eq!(
        of("Heading1"),
        [
            "Progress to each outcome (section E)",
            "Provision: specified and delivered (section F)",
            "Advice",
            "Views",
            "Recommendations",
            "Where people see it differently",
        ]
    );
    assert_eq!(of("Heading2"), ["Speech and language therapist", "Siân", "Parents"]);
    for outcome in &paper.outcomes {
        assert!(of("Cell").contains(&outcome.label.as_str()) && of("Cell").contains(&outcome.text.as_str()));
    }
    assert!(found.iter().any(|(_, words)| *words == paper.differences), "{found:?}");
    assert!(part(&document, "word/header1.xml").contains("Confidential"));
}

pub fn any_words() {
    let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
    let texts = proptest::collection::vec(any::<String>(), 3);
    runner
        .run(&texts, |texts| {
            let mut request = samples::ehc_request();
            request.furniture.about.clone_from(&texts[0]);
            request.furniture.title.clone_from(&texts[1]);
            request.sections.push(RequestSection {
                heading: texts[0].clone(),
                asks: texts[1].clone(),
                blocks: vec![
                    Block::Words { text: texts[2].clone() },
                    Block::Said { who: texts[0].clone(), says: vec![Fact::new(&texts[1], &texts[2])] },
                    Block::Table {
                        heads: vec![texts[0].clone()],
                        rows: vec![vec![texts[2].clone()]],
                        widths: vec![1],
                    },
                ],
            });
            let document = word(&request).unwrap();
            for name in ["word/document.xml", "word/header1.xml", "word/footer1.xml", "docProps/core.xml"] {
                let xml = part(&document, name);
                let mut reader = Reader::from_str(&xml);
                loop {
                    match reader.read_event() {
                        Ok(Event::Eof) => break,
                        Ok(_) => {}
                        Err(fault) => return Err(TestCaseError::fail(format!("{name}: {fault}"))),
                    }
                }
            }
            Ok(())
        })
        .unwrap();
}

/// Only where LibreOffice is installed: it is no part of what is promised to be there.
pub fn libreoffice_keeps_headings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("request.docx");
    std::fs::write(&file, word(&samples::ehc_request()).unwrap()).unwrap();
    let run = Command::new("soffice")
        .args(["--headless", "--convert-to", "html", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .output()
        .unwrap();
    assert!(run.status.success());
    let html = std::fs::read_to_string(folder.path().join("request.html")).unwrap();
    for section in &CountyTemplate::neutral().sections {
        let start: String = section.heading.chars().take(12).collect();
        assert!(html.contains(&start), "{start}");
    }
    assert!(html.matches("<h1").count() >= CountyTemplate::neutral().sections.len());
}
