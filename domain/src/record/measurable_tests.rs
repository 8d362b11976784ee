//! What the check of a target says, part by part; and that it invents no word.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::date;

const DAYS: Days = Days { plan_on: date(2026, 11, 2), today: date(2026, 11, 23) };

fn target(will: &str, goal: &str, unit: &str) -> Target {
    Target { will: will.to_owned(), goal: goal.parse().ok(), unit: unit.to_owned(), ..Target::empty() }
}

fn full(will: &str, goal: &str, unit: &str) -> Target {
    Target {
        baseline: Some(Score::whole(2)),
        baseline_on: Some(date(2026, 11, 2)),
        by: Some(date(2026, 12, 18)),
        success: "With a new text".to_owned(),
        ..target(will, goal, unit)
    }
}

/// T there, a advised, - missing.
fn marks(target: &Target) -> String {
    let mark = |(_, stands): &(Part, Stands)| match stands {
        Stands::There => 'T',
        Stands::Advised(_) => 'a',
        Stands::Missing(_) => '-',
    };
    check(target, "Ada", "", DAYS).parts.iter().map(mark).collect()
}

#[test]
fn each_part() {
    let less = Target { direction: Direction::Decrease, ..full("call out in lessons", "1", "times a day") };
    let table: [(Target, &str); 23] = [
        (Target::empty(), "---aa-"),
        (target("Improve reading", "", ""), "---aa-"),
        (target("To improve her reading", "", ""), "---aa-"),
        (target("Ada will be more confident", "", ""), "---aa-"),
        (target("Improve reading", "40", "words a minute"), "aTTaa-"),
        (target("read aloud", "40", "words a minute"), "TTTaa-"),
        (target("read aloud from a Year 2 text", "", ""), "T--aT-"),
        (target("read 40 words a minute from a Year 2 text", "", ""), "T--aT-"),
        (target("read aloud from a Year 2 text", "40", ""), "TT-aT-"),
        (full("read aloud", "40", "words a minute"), "TTTTTT"),
        (Target { baseline_on: None, ..full("read aloud", "40", "words a minute") }, "TTT-TT"),
        (Target { baseline: None, ..full("read aloud", "40", "words a minute") }, "TTTaTT"),
        (Target { by: None, ..full("read aloud", "40", "words a minute") }, "TTTTT-"),
        (full("read aloud", "2", "words a minute"), "T-TTTT"),
        (full("put up a hand 2 times a week", "3", "Times a week"), "TaTTTT"),
        (full("put up a hand 3 times a week", "3", "times a week"), "TTTTTT"),
        (full("put up a hand 2 times a week", "3", "out of 5"), "TTTTTT"),
        (full("put up a hand", "50", "out of 10"), "T-TTTT"),
        (
            Target {
                baseline: Some(Score::whole(12)),
                direction: Direction::Decrease,
                ..full("call out", "1", "out of 10")
            },
            "TTT-TT",
        ),
        (
            Target { baseline_on: Some(date(2027, 1, 1)), ..full("read aloud", "40", "words a minute") },
            "TTT-TT",
        ),
        (Target { by: Some(date(2026, 1, 1)), ..full("read aloud", "40", "words a minute") }, "TTTTT-"),
        (less.clone(), "TTTTTT"),
        (Target { goal: Some(Score::whole(3)), ..less }, "T-TTTT"),
    ];
    for (target, expected) in table {
        assert_eq!(marks(&target), expected, "{target:?}");
        let measurable = check(&target, "Ada", "", DAYS).is_measurable();
        assert_eq!(measurable, !expected.contains('-'), "{target:?}");
    }
}

#[test]
fn a_wish_is_refused_with_an_example() {
    let says = check(&target("Improve reading", "", ""), "Ada", "read aloud: 45 words a minute", DAYS);
    let Stands::Missing(skill) = &says.parts[0].1 else { panic!() };
    assert_eq!(
        skill,
        "“Improve reading” is a wish: say what Ada will do that anybody would see. For example: “read aloud: 45 words \
         a minute”"
    );
    assert_eq!((says.better, says.reads), (None, None));
}

#[test]
fn better_words_from_what_was_typed() {
    let better = |will: &str| {
        let better = check(&target(will, "", ""), "Ada", "", DAYS).better.unwrap_or_default();
        let goal = better.goal.map(|goal| goal.to_string()).unwrap_or_default();
        (better.will.unwrap_or_default(), goal, better.unit.unwrap_or_default())
    };
    let table: [(&str, (&str, &str, &str)); 12] = [
        ("read 40 words a minute", ("", "40", "words a minute")),
        ("Ada will read 40 words per minute.", ("read 40 words per minute", "40", "words per minute")),
        ("To be able to spell 8 out of 10 words", ("spell 8 out of 10 words", "8", "out of 10")),
        ("spell 8/10 words", ("", "8", "out of 10")),
        (
            "She will stay in her place for 10 minutes, without help",
            ("stay in her place for 10 minutes, without help", "10", "minutes"),
        ),
        (
            "Improve her reading so that she can read 45 words a minute",
            ("read 45 words a minute", "45", "words a minute"),
        ),
        ("read a Year 2 text", ("", "", "")),
        ("know the Phase 3 sounds", ("", "", "")),
        ("learn the 2, 5 and 10 times tables", ("", "", "")),
        ("read the book 12/10", ("", "", "")),
        ("Willow trees are drawn", ("", "", "")),
        ("ask for help 2.5 times a day", ("", "2.5", "times a day")),
    ];
    for (will, (expected, goal, unit)) in table {
        assert_eq!(better(will), (expected.to_owned(), goal.to_owned(), unit.to_owned()), "{will}");
    }
}

#[test]
fn the_whole_in_one_sentence() {
    let reads = |target: &Target| check(target, "Ada", "", DAYS).reads.unwrap_or_default();
    assert_eq!(
        reads(&full("Read aloud from a Year 2 text", "40", "words a minute")),
        "Ada will read aloud from a Year 2 text: 40 words a minute, by 18 December 2026 (now 2). It counts: With a new \
         text."
    );
    assert_eq!(
        reads(&full("read 40 words a minute", "40", "words a minute")),
        "Ada will read 40 words a minute, by 18 December 2026 (now 2). It counts: With a new text."
    );
    let less = Target {
        direction: Direction::Decrease,
        success: String::new(),
        baseline: None,
        ..full("call out", "1", "times a day")
    };
    assert_eq!(reads(&less), "Ada will call out: 1 times a day or less, by 18 December 2026.");
    assert_eq!(reads(&Target { by: None, ..less }), "");
    assert_eq!(
        reads(&full("PE kit on", "5", "minutes")),
        "Ada will PE kit on: 5 minutes, by 18 December 2026 (now 2). It counts: With a new text."
    );
}

proptest! {
    #[test]
    fn nothing_is_invented(
        will in "[A-Za-z0-9ÄéßİΣ/ ,.’]{0,60}",
        unit in "[a-z ]{0,20}",
        success in "[a-zA-Z ,]{0,30}",
        goal in proptest::option::of(0..200i32),
    ) {
        let target = Target {
            success,
            goal: goal.map(Score::whole),
            by: Some(date(2026, 12, 18)),
            ..target(&will, "", &unit)
        };
        let says = check(&target, "Ada", "", DAYS);
        let typed = format!("{will} {unit} {} {}", target.success, goal.map(|goal| goal.to_string()).unwrap_or_default());
        let mut known: BTreeSet<String> = words(&typed).collect();
        known.extend(
            ["ada", "will", "by", "it", "counts", "or", "less", "now", "out", "of", "18", "december", "2026"].map(str::to_owned),
        );
        let better = says.better.unwrap_or_default();
        let made = format!(
            "{} {} {}",
            says.reads.unwrap_or_default(), better.will.unwrap_or_default(), better.unit.unwrap_or_default()
        );
        for word in words(&made) {
            prop_assert!(known.contains(&word), "“{word}” was never typed: {made}");
        }
    }
}

#[test]
fn what_the_numbers_of_a_sentence_are() {
    let of = |will: &str| {
        let better = check(&target(will, "", ""), "Ada", "", DAYS).better.unwrap_or_default();
        let score = |score: Option<Score>| score.map(|score| score.to_string()).unwrap_or_default();
        let by = better.by.map(|by| by.to_string()).unwrap_or_default();
        let less = better.direction == Some(Direction::Decrease);
        (score(better.baseline), score(better.goal), better.unit.unwrap_or_default(), less, by)
    };
    type Row = (&'static str, (&'static str, &'static str, &'static str, bool, &'static str));
    let table: [Row; 16] = [
        (
            "reduce calling out from 12 times a lesson to 3 times a lesson",
            ("12", "3", "times a lesson", true, ""),
        ),
        ("reduce calling out from 12 to 3 times a lesson", ("12", "3", "times a lesson", true, "")),
        ("move from 3 out of 10 to 8 out of 10 spellings", ("3", "8", "out of 10", false, "")),
        (
            "read 22 words a minute now and 45 words a minute by Easter",
            ("22", "45", "words a minute", false, ""),
        ),
        ("write 3 sentences with 2 adjectives in 10 minutes", ("", "3", "sentences", false, "")),
        ("increase by 10 words a minute", ("", "", "", false, "")),
        ("walk 1/2 a mile", ("", "", "", false, "")),
        ("jump 50 cm", ("", "50", "cm", false, "")),
        ("score 80%", ("", "80", "%", false, "")),
        ("improve reading to 60 wpm", ("", "60", "wpm", false, "")),
        (
            "read 45 words a minute by 18 December (now 22)",
            ("22", "45", "words a minute", false, "2026-12-18"),
        ),
        ("read 45 words a minute by 3 March 2028", ("", "45", "words a minute", false, "2028-03-03")),
        ("read 45 words a minute by 3rd Mar", ("", "45", "words a minute", false, "2027-03-03")),
        ("stay for 10 minutes within 5 minutes of the bell", ("", "10", "minutes", false, "")),
        ("read a Year 2 text, book 7", ("", "", "", false, "")),
        ("100", ("", "", "", false, "")),
    ];
    for (will, (start, goal, unit, less, by)) in table {
        let expected = (start.to_owned(), goal.to_owned(), unit.to_owned(), less, by.to_owned());
        assert_eq!(of(will), expected, "{will}");
    }
}

#[test]
fn what_the_check_says_of_numbers() {
    let says = |target: &Target, part: usize| match &check(target, "Ada", "", DAYS).parts[part].1 {
        Stands::There => String::new(),
        Stands::Advised(sentence) | Stands::Missing(sentence) => sentence.clone(),
    };
    let by_2060 = Target { by: Some(date(2060, 12, 18)), ..full("read", "40", "words") };
    let table: [(Target, usize, &str); 8] = [
        (
            target("increase by 10 words a minute", "", ""),
            1,
            "10 words a minute is a change: give the number to reach",
        ),
        (target("jump 50 cm", "", ""), 1, "50 stands in the sentence: take it into its box"),
        (target("score 80%", "", ""), 1, "80 stands in the sentence"),
        (target("read 45 words (now 22)", "", ""), 3, "22 stands in the sentence as the start"),
        (target("100", "", ""), 0, "Say what Ada will do"),
        (target("🦊🦊", "", ""), 0, "Say what Ada will do"),
        (full("read aloud", "-3", "words"), 1, ""),
        (by_2060, 5, "This day is more than two years after the plan"),
    ];
    for (target, part, begins) in table {
        let said = says(&target, part);
        assert!(said.starts_with(begins) && !said.is_empty(), "{target:?}: {said}");
        assert!(!said.contains("cannot be checked without a number"), "{said}");
    }
}
