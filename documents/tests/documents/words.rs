//! The words of papers: as they were, with what belongs on every page, whatever people type.

use std::fs;

use documents::{
    BOX, Furniture, Paper, Sheet, make,
    papers::{Iep, Letter, Need, OnePageProfile, TargetOnPaper},
};
use domain::{date, record::Headings};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

pub fn are_as_expected(kind: &str, sample: &str) {
    let made = super::made(kind, sample);
    let mut words = made.all_words();
    words.push('\n');
    if !made.unknown().is_empty() {
        words.push_str(&format!("\nboxes: {}\n", made.unknown().join(" ")));
    }
    let file = super::expected(kind).join(format!("{sample}.txt"));
    if super::writes() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, words).unwrap();
        return;
    }
    let before = fs::read_to_string(&file).unwrap_or_default();
    let differs = before.lines().zip(words.lines()).find(|(before, now)| before != now);
    assert!(before == words, "{}: first difference (before, now): {differs:?}", file.display());
}

pub fn furniture_is_on_every_page(kind: &str, sample: &str) {
    let made = super::made(kind, sample);
    let pages = made.pages();
    assert!(pages >= 1);
    for page in 0..pages {
        let words = made.words(page).unwrap();
        assert!(words.contains("Confidential"), "page {page}");
        // The bundle counts the reports' pages, which are put behind ours: its own test reads them.
        let numbered =
            if kind == "ehc-request" { "Page ".to_owned() } else { format!("Page {} of {pages}", page + 1) };
        assert!(words.contains(&numbered), "page {page}: {words}");
        if sample == "typical"
            && ![
                "class-sheet",
                "session-sheet",
                "provision-map",
                "provision-week",
                "provision-money",
                "senco-week",
                "inspection-cover",
            ]
            .contains(&kind)
        {
            let head = words.lines().next().unwrap();
            assert!(head.contains("Siân Łukasiewicz-O’Shea"), "page {page}: {head}");
            assert!(words.contains("27 November 2026"), "page {page}");
        }
    }
}

/// Any text in every kind of place: a page comes out, tagged, and no letter is lost without being reported.
pub fn any_text_is_set() {
    // The same texts each time: what is found by chance would stop somebody else's change.
    let config = Config { cases: 16, max_shrink_iters: 32, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let text = prop_oneof![
        3 => any::<String>(),
        2 => prop::collection::vec(any::<char>(), 0..200).prop_map(|letters| letters.into_iter().collect::<String>()),
        2 => "[\\PC\n\t ]{0,400}",
        1 => "[a-z#*_$@<>\\[\\]{}\\\\`~=+/ \n-]{0,400}",
        1 => "[\u{590}-\u{6ff}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069} a-z0-9]{0,200}",
        1 => "[\u{300}-\u{36f}a-z\u{1f300}-\u{1faff}\u{200d}\u{fe0f}]{0,200}",
    ];
    let texts = prop::collection::vec(text, 4);
    runner
        .run(&texts, |texts| {
            let at = |index: usize| texts[index].clone();
            let furniture = Furniture {
                facts: vec![documents::furniture::Fact::new(at(0), at(1))],
                made_for: at(2),
                draft: at(3),
                version: at(1),
                ..Furniture::new(at(0), at(1), at(2), date(2026, 11, 27))
            };
            let profile = OnePageProfile::new(
                furniture.clone(),
                &Headings { admire: at(0), important: at(1), support: at(2), difficult: at(3), help: at(0) },
            );
            let plan = Iep {
                strengths: at(0),
                needs: vec![Need { on: None, source: at(1), says: at(2) }],
                targets: vec![TargetOnPaper {
                    will: at(3),
                    provision: vec![at(0), at(1)],
                    ..TargetOnPaper::default()
                }],
                ..Iep::new(furniture.clone())
            };
            let letter = Letter {
                furniture,
                school_address: at(0),
                to: at(1),
                address: at(2),
                text: at(3),
                from: at(0),
                role: at(1),
                slip: vec![at(2)],
            };
            prop_assert_eq!(OnePageProfile::NAME, "one-page-profile");
            for sheet in [Sheet::from(&profile), Sheet::from(&plan), Sheet::from(&letter)] {
                let made = make(&[sheet]).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
                made.pdf().map_err(|fault| TestCaseError::fail(fault.to_string()))?;
                let words = made.all_words();
                prop_assert!(
                    made.unknown().is_empty() || words.contains(BOX),
                    "a box for {:?}",
                    made.unknown()
                );
            }
            let page =
                make(&[Sheet::from(&profile)]).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
            prop_assert_eq!(page.pages(), 1);
            Ok(())
        })
        .unwrap();
}
