//! Files that cannot be read, and pupils that are refused: each with its own sentence.

use domain::date;
use exchange::{UnreadableCode, ctf};

use super::example::EXAMPLE;

const TODAY: domain::Date = date(2026, 9, 14);

#[test]
fn a_file_that_cannot_be_read_says_why() {
    use UnreadableCode::*;
    let changed = |from: &str, to: &str| {
        assert!(EXAMPLE.contains(from), "{from}");
        EXAMPLE.replace(from, to).into_bytes()
    };
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><CTfile>&lol2;</CTfile>";
    let latin: Vec<u8> =
        changed("Avery", "Zoë").iter().map(|byte| if *byte == 0xc3 { 0xeb } else { *byte }).collect();
    let latin: Vec<u8> = latin.into_iter().filter(|byte| *byte != 0xab).collect();
    let pupils_end = EXAMPLE.find("<CTFpupilData>").unwrap();
    for (name, bytes, code, sentence) in [
        ("empty", Vec::new(), Empty, "is empty"),
        ("blank", b" \n\t ".to_vec(), Empty, "is empty"),
        ("zeros", vec![0; 100_000], Empty, "is empty"),
        ("200 MB of nothing", vec![0; 200 * 1024 * 1024], TooLarge, "The file has 200 MB"),
        ("text", b"UPN,Surname\n".to_vec(), UnknownFormat, "is not XML"),
        (
            "ctf root",
            b"<CTF><Header/></CTF>".to_vec(),
            NotCtf,
            "begins with <CTF>. A Common Transfer File begins with <CTfile>",
        ),
        ("another root", b"<Census/>".to_vec(), NotCtf, "begins with <Census>"),
        ("web page", b"<!DOCTYPE html><html></html>".to_vec(), NotCtf, "This is a web page"),
        ("web page", b"<html><body>Sign in</body></html>".to_vec(), NotCtf, "This is a web page"),
        ("only a comment", b"<!-- nothing -->".to_vec(), NotCtf, "without any element"),
        ("bomb", bomb.as_bytes().to_vec(), Doctype, "declares a document type"),
        (
            "external",
            b"<!DOCTYPE CTfile SYSTEM \"file:///etc/hostname\"><CTfile/>".to_vec(),
            Doctype,
            "declares a document type",
        ),
        ("own entity", changed("Avery", "&avery;"), Malformed, "“&avery;”, which is not a character of XML"),
        ("Pupils", changed("CTFpupilData", "Pupils"), NotCtf, "The pupils stand in <Pupils>"),
        ("SENstatus", changed("SENprovision", "SENstatus"), NotCtf, "has <SENstatus>"),
        ("no version", changed("<CTFversion>25.0</CTFversion>", ""), Version, "does not say its version"),
        ("old", changed("25.0", "16.0"), Version, "version 16.0; versions 17.0 to 25.0 are read"),
        ("new", changed("25.0", "26.0"), Version, "version 26.0"),
        ("words", changed("25.0", "latest"), Version, "version latest"),
        (
            "cut",
            EXAMPLE.as_bytes()[..EXAMPLE.find("</Contacts>").unwrap()].to_vec(),
            Truncated,
            "cut off in line 97, inside <contacts>, after 0 whole pupils",
        ),
        ("cut in a tag", EXAMPLE.as_bytes()[..EXAMPLE.len() - 5].to_vec(), Truncated, "after 2 whole pupils"),
        ("crossed", changed("</Surname>", "</Forename>"), Malformed, "breaks the rules of XML in line 25"),
        (
            "two files",
            [EXAMPLE, EXAMPLE.split_once('\n').unwrap().1].concat().into_bytes(),
            Malformed,
            "second file begins",
        ),
        ("text behind", [EXAMPLE, "more"].concat().into_bytes(), Malformed, "text outside"),
        ("no pupils", [&EXAMPLE[..pupils_end], "</CTfile>"].concat().into_bytes(), NoRows, "holds no pupil"),
        ("deep", ["<CTfile>", &"<a>".repeat(100_000)].concat().into_bytes(), TooDeep, "more than 32 deep"),
        ("long", changed("Avery", &"A".repeat(100_000)), TooLarge, "longer than any in a roll"),
        (
            "many",
            changed("<MiddleNames>Jo</MiddleNames>", &"<a/>".repeat(30_000)),
            TooLarge,
            "more than 20000 others",
        ),
        ("not UTF-8", latin, Encoding, "Its first line says UTF-8, but line 26 is not"),
        ("unknown", changed("utf-8", "ebcdic-x"), Encoding, "its encoding is “ebcdic-x”"),
        ("not UTF-16", changed("utf-8", "utf-16"), Encoding, "its encoding is “utf-16”, but it is not"),
        ("half UTF-16", b"\xff\xfe<\0a\0\x00\xd8".to_vec(), Encoding, "wrong encoding"),
    ] {
        let fault = ctf::read(&bytes, TODAY).expect_err(name);
        assert_eq!(fault.code, code, "{name}: {fault}");
        assert!(fault.sentence.contains(sentence), "{name}: {fault}");
    }
}

#[test]
fn a_pupil_that_is_refused_says_where_and_why() {
    for (name, from, to, reason) in [
        (
            "wrong check letter",
            "M919200325001",
            "A919200325001",
            "the check letter is “A”, but the other characters give “M”",
        ),
        ("no UPN", "<UPN>M919200325001</UPN>", "", "There is no UPN"),
        ("look-alike", "M919200325001", "M9192OO325001", "character 6 of a UPN is a digit, not “O”"),
        ("no surname", "<Surname>Example</Surname>\n      <Forename>", "<Forename>", "There is no surname"),
        ("no forename", "<Forename>Avery</Forename>\n      <DOB>", "<DOB>", "There is no forename"),
        (
            "lost letters",
            "<Forename>Avery</Forename>\n      <DOB>",
            "<Forename>Zo\u{fffd}</Forename>\n      <DOB>",
            "letters that were lost",
        ),
        (
            "hidden letters",
            "<Forename>Avery</Forename>\n      <DOB>",
            "<Forename>Zo\u{202e}e</Forename>\n      <DOB>",
            "cannot be seen",
        ),
        ("long code", "<Ethnicity>WBRI", &format!("<Ethnicity>{}", "W".repeat(300)), "The ethnicity “WWW"),
        ("long line", "<Town>Nowhere", &format!("<Town>{}", "W".repeat(300)), "The text of contact 1 “WWW"),
        (
            "contacts",
            "<Contact>",
            &["<Contact/>".repeat(31), "<Contact>".to_owned()].concat(),
            "more than 30 contacts",
        ),
        ("no date", "<DOB>2018-03-09</DOB>", "", "There is no date of birth"),
        ("no such date", "2018-03-09", "2018-02-30", "“2018-02-30” is not a date"),
        ("future", "2018-03-09", "2031-03-09", "The date of birth, 9 March 2031, is in the future"),
        ("long ago", "2018-03-09", "1918-03-09", "9 March 1918, is too long ago"),
        ("a baby", "2018-03-09", "2026-03-09", "too late for a pupil"),
        ("year", "<NCyearActual>4", "<NCyearActual>15", "The year group “15” is not one of"),
        ("provision", "<SENprovision>K", "<SENprovision>Q", "“Q” is not one of N, K and E"),
        ("statement", "<SENprovision>K", "<SENprovision>S", "SEN provision S, a statement, is retired"),
        ("PLD", "<SENtype>SPLD", "<SENtype>PLD", "SEN type PLD is retired"),
        ("type", "<SENtype>SPLD", "<SENtype>ABCD", "“ABCD” is not one of the census"),
        ("rank", "<SENtypeRank>2", "<SENtypeRank>zero", "has the rank “zero”"),
        (
            "two open",
            "<SENprovision>N",
            "<SENprovision>E",
            "Two open SEN provisions: E from 5 September 2023 and K from 13 January 2025",
        ),
        ("need alone", "<SENprovision>K", "<SENprovision>N", "Two open SEN provisions"),
    ] {
        assert!(EXAMPLE.contains(from), "{from}");
        let roll = ctf::read(EXAMPLE.replacen(from, to, 1).as_bytes(), TODAY).expect(name);
        assert_eq!(roll.pupils.len(), 1, "{name}");
        assert_eq!(roll.refused.len(), 1, "{name}");
        let refused = &roll.refused[0];
        assert_eq!(refused.place, "pupil 1, line 23", "{name}");
        assert!(refused.reason.contains(reason), "{name}: {}", refused.reason);
    }
}

#[test]
fn nsa_does_not_go_with_a_plan() {
    let roll = ctf::read(EXAMPLE.replace("<SENtype>ASD", "<SENtype>NSA").as_bytes(), TODAY).unwrap();
    assert_eq!(roll.refused[0].upn.as_deref(), Some("A91920032504A"));
    assert!(roll.refused[0].reason.contains("NSA is for SEN support only"), "{:?}", roll.refused);
}

#[test]
fn two_pupils_with_one_upn_are_both_refused() {
    let roll = ctf::read(EXAMPLE.replace("A91920032504A", "m919200325001").as_bytes(), TODAY).unwrap();
    assert_eq!((roll.pupils.len(), roll.refused.len()), (0, 2));
    assert_eq!(roll.refused[0].reason, "UPN M919200325001 is also the UPN of pupil 2, line 126.");
    assert_eq!(roll.refused[1].reason, "UPN M919200325001 is also the UPN of pupil 1, line 23.");
}

#[test]
fn several_faults_stand_in_one_reason() {
    let file = EXAMPLE.replacen("M919200325001", "M91920032500", 1).replacen("2018-03-09", "2031-01-01", 1);
    let roll = ctf::read(file.as_bytes(), TODAY).unwrap();
    assert_eq!(
        roll.refused[0].reason,
        "The UPN “M91920032500” is wrong: a UPN has 13 characters, this has 12. The date of birth, 1 January 2031, is in the future."
    );
}

#[test]
fn small_faults_are_noted_and_the_pupil_is_taken() {
    for (from, to, note) in [
        (
            "<SENprovision>K",
            "<SENprovision>P",
            "pupil 1, line 23: SEN provision P (School Action Plus) is retired and read as K",
        ),
        ("<InCare>false", "<InCare>perhaps", "“perhaps” is not yes or no (looked after)"),
        ("sam.example@example.org", "sam.example", "“sam.example” is not an e-mail address"),
        ("<SessionsPossible>380", "<SessionsPossible>3", "Attendance of “2025” (363 of 3 sessions)"),
        ("<Sex>F", "<Sex>U", "Sex “U” is not F or M"),
        ("<NCyearActual>4", "<NCyearActual>X", "Year group X is no National Curriculum year"),
        ("<FSMstartDate>2024-09-03", "<FSMstartDate>soon", "Free school meals from “soon”"),
        ("<Estab>2003", "<Estab>20O3", "The source school has no number"),
    ] {
        assert!(EXAMPLE.contains(from), "{from}");
        let roll = ctf::read(EXAMPLE.replacen(from, to, 1).as_bytes(), TODAY).unwrap();
        assert_eq!(roll.pupils.len(), 2, "{note}: {:?}", roll.refused);
        assert!(roll.notes.iter().any(|found| found.contains(note)), "{note}: {:?}", roll.notes);
    }
}
