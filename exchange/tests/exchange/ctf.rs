//! The Common Transfer File: encodings, versions, cases of tags, what is noticed, and the way back.

use domain::date;
use exchange::ctf;
use proptest::prelude::*;

use super::{example::EXAMPLE, made};

const TODAY: domain::Date = date(2026, 9, 14);

#[test]
fn a_written_roll_reads_as_it_was() {
    let roll = made::roll(60);
    let read = ctf::read(&ctf::write(&roll, TODAY), TODAY).unwrap();
    assert_eq!(read.notes, Vec::<String>::new());
    assert_eq!(made::without_places(read), roll);
}

#[test]
fn two_thousand_pupils() {
    let read = ctf::read(&ctf::write(&made::roll(2000), TODAY), TODAY).unwrap();
    assert_eq!((read.pupils.len(), read.refused.len(), read.full), (2000, 0, true));
}

#[test]
fn every_encoding_gives_the_same_roll() {
    let named = EXAMPLE.replace("Avery", "Zoë");
    let plain = ctf::read(named.as_bytes(), TODAY).unwrap();
    assert_eq!(plain.pupils[0].forename, "Zoë");
    let utf16 = named.replace("utf-8", "utf-16");
    let little: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin = |declared: &str| -> Vec<u8> {
        named.replace("utf-8", declared).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
    };
    for (name, bytes) in [
        ("UTF-8 with a mark", [b"\xef\xbb\xbf", named.as_bytes()].concat()),
        ("UTF-16 little with a mark", [b"\xff\xfe", little.as_slice()].concat()),
        ("UTF-16 big with a mark", [b"\xfe\xff", big.as_slice()].concat()),
        ("UTF-16 little", little),
        ("UTF-16 big", big),
        ("Windows-1252", latin("windows-1252")),
        ("ISO 8859-1", latin("ISO-8859-1")),
    ] {
        assert_eq!(ctf::read(&bytes, TODAY).as_ref(), Ok(&plain), "{name}");
    }
    let mut undeclared = latin("utf-8");
    let end = undeclared.iter().position(|byte| *byte == b'\n').unwrap();
    undeclared.drain(..end);
    let guessed = ctf::read(&undeclared, TODAY).unwrap();
    assert_eq!(guessed.pupils[0].forename, "Zoë");
    assert!(guessed.notes[0].contains("Windows-1252"), "{:?}", guessed.notes);
}

#[test]
fn tags_in_any_case_and_with_a_prefix() {
    let plain = ctf::read(EXAMPLE.as_bytes(), TODAY).unwrap();
    for change in [str::to_uppercase, str::to_lowercase] {
        let changed: Vec<String> = EXAMPLE
            .split_inclusive('>')
            .map(|part| match part.rfind('<') {
                Some(at) if !part[at..].starts_with(['?', '!']) => {
                    let (text, tag) = part.split_at(at);
                    if tag.starts_with("<?") || tag.starts_with("<!") {
                        part.to_owned()
                    } else {
                        format!("{text}{}", change(tag))
                    }
                }
                _ => part.to_owned(),
            })
            .collect();
        assert_eq!(ctf::read(changed.concat().as_bytes(), TODAY).as_ref(), Ok(&plain));
    }
    let prefixed = EXAMPLE
        .replace("<CTfile>", "<c:CTfile xmlns:c=\"urn:example\">")
        .replace("</CTfile>", "</c:CTfile>")
        .replace("<Pupil>", "<c:Pupil>")
        .replace("</Pupil>", "</c:Pupil>");
    assert_eq!(ctf::read(prefixed.as_bytes(), TODAY), Ok(plain));
}

#[test]
fn versions_and_older_names() {
    for version in ["17.0", "17", "20.1", "24.0", "25.0"] {
        let file =
            EXAMPLE.replace("25.0", version).replace("<Sex>", "<Gender>").replace("</Sex>", "</Gender>");
        let roll = ctf::read(file.as_bytes(), TODAY).unwrap();
        assert_eq!(roll.version.as_deref(), Some(version));
        assert_eq!(roll.pupils[0].sex.map(|sex| sex.code()), Some("F"));
    }
}

#[test]
fn no_history_says_nothing() {
    let start = EXAMPLE.find("<SENhistory>").unwrap();
    let end = EXAMPLE.find("</SENhistory>").unwrap() + "</SENhistory>".len();
    let roll = ctf::read([&EXAMPLE[..start], &EXAMPLE[end..]].concat().as_bytes(), TODAY).unwrap();
    assert_eq!(roll.pupils[0].sen, None);
    let roll =
        ctf::read([&EXAMPLE[..start], "<SENhistory/>", &EXAMPLE[end..]].concat().as_bytes(), TODAY).unwrap();
    assert_eq!(roll.pupils[0].sen, Some(Vec::new()));
}

#[test]
fn first_language_tells_eal() {
    for (languages, eal) in [
        (
            "<Languages><Type><LanguageType>F</LanguageType><Language>POL</Language></Type></Languages>",
            Some(true),
        ),
        (
            "<Languages><Type><LanguageType>F</LanguageType><Language>ENG</Language></Type></Languages>",
            Some(false),
        ),
        ("<Languages><Language>OTB</Language></Languages>", Some(true)),
        ("<Languages><Language>NOT</Language></Languages>", None),
        ("", None),
    ] {
        let file = EXAMPLE.replacen("<EnrolStatus>", &format!("{languages}<EnrolStatus>"), 1);
        assert_eq!(ctf::read(file.as_bytes(), TODAY).unwrap().pupils[0].eal, eal, "{languages}");
    }
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = ctf::read(&bytes, TODAY);
    }

    #[test]
    fn a_spoilt_file_has_an_answer(at in 0usize..5000, length in 0usize..60, put in proptest::collection::vec(any::<u8>(), 0..30)) {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        let at = at.min(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, put);
        let _ = ctf::read(&bytes, TODAY);
    }

    #[test]
    fn a_cut_file_is_never_a_roll(at in 0usize..4900) {
        let end = EXAMPLE.rfind("</CTfile>").unwrap();
        prop_assert!(ctf::read(&EXAMPLE.as_bytes()[..at.min(end)], TODAY).is_err());
    }
}
