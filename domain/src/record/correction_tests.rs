//! What is a spelling, and what is more; whose answer stands.

use super::*;
use crate::{TargetId, date, record::Direction};

fn says(text: &str) -> Plan {
    Plan { strengths: text.into(), ..Plan::default() }
}

fn judged(before: &Plan, after: &Plan) -> Result<(), Vec<NotSmall>> {
    let names = ["osei", "patel"].map(str::to_owned).into();
    small(before, after, PlanTemplate::first(), &names)
}

#[test]
fn spellings() {
    for (before, after) in [
        ("She recieves help", "She receives help"),
        ("teh door", "the door"),
        ("Reads alot of books", "Reads a lot of books"),
        ("He likes likes trains", "He likes trains"),
        ("He sits by door", "He sits by the door"),
        ("He sits by the the door", "He sits by the door"),
        ("draws well , and paints", "Draws well, and paints."),
        ("its his picture", "it's his picture"),
        ("Lauras work", "Laura’s work"),
        ("  Kind ", "Kind"),
    ] {
        assert_eq!(judged(&says(before), &says(after)), Ok(()), "{before} -> {after}");
    }
}

#[test]
fn more_than_a_spelling() {
    let at = |what: fn(String) -> NotSmall| vec![what("Strengths".to_owned())];
    for (before, after, what) in [
        ("for 20 minutes", "for 30 minutes", at(NotSmall::Number)),
        ("for 1.5 hours", "for 1 5 hours", at(NotSmall::Number)),
        ("under < 5", "under > 5", at(NotSmall::Number)),
        ("five words", "nine words", at(NotSmall::Number)),
        ("on Monday", "on Sunday", at(NotSmall::Number)),
        ("with Mrs Patel", "with Mrs Osei", at(NotSmall::Name)),
        ("with Mrs Patle", "with Mrs Patel", at(NotSmall::Name)),
        ("He can read", "He can't read", at(NotSmall::Weighty)),
        ("He is now able", "He is not able", at(NotSmall::Weighty)),
        ("He is able to", "He is unable to", at(NotSmall::Words)),
        ("He likes trains", "He likes chess", at(NotSmall::Words)),
        ("He likes trains", "He likes trains and cars", at(NotSmall::Words)),
        ("He likes trains", "", vec![NotSmall::Words("Strengths".into()), NotSmall::Else]),
        ("", "He", vec![NotSmall::Words("Strengths".into()), NotSmall::Else]),
    ] {
        assert_eq!(judged(&says(before), &says(after)), Err(what), "{before} -> {after}");
    }
    let before = "hte hte hte hte hte hte hte";
    assert_eq!(judged(&says(before), &says(&before.replace("hte", "the"))), Err(vec![NotSmall::TooMuch]));
    for one in [NotSmall::Else, NotSmall::TooMuch, NotSmall::Name("Help".into())] {
        assert!(!one.sentence().is_empty());
    }
}

fn target() -> Target {
    Target {
        id: TargetId::new(1, &[1; 10]),
        area: None,
        will: "read wrods from a list".into(),
        unit: "words a minute".into(),
        direction: Direction::Increase,
        baseline: "22".parse().ok(),
        baseline_on: Some(date(2026, 9, 7)),
        goal: "40".parse().ok(),
        by: Some(date(2026, 12, 18)),
        success: "On two days".into(),
        checked_by: "Mrs Patel".into(),
        levels: None,
    }
}

#[test]
fn of_a_target_the_words_only() {
    let plan = |target: Target| Plan { targets: vec![target], ..Plan::default() };
    let before = plan(target());
    let will = |will: &str| plan(Target { will: will.into(), ..target() });
    assert_eq!(judged(&before, &will("read words from a list")), Ok(()));
    assert_eq!(
        judged(&before, &will("spell words from a list")),
        Err(vec![NotSmall::Words("Target 1".into())])
    );
    for other in [
        Target { unit: "word a minute".into(), ..target() },
        Target { goal: "41".parse().ok(), ..target() },
        Target { baseline: None, ..target() },
        Target { baseline_on: None, ..target() },
        Target { by: Some(date(2026, 12, 19)), ..target() },
        Target { direction: Direction::Decrease, ..target() },
        Target { checked_by: "Mrs Patell".into(), ..target() },
        Target { id: TargetId::new(1, &[2; 10]), ..target() },
    ] {
        assert_eq!(judged(&before, &plan(other.clone())), Err(vec![NotSmall::Else]), "{other:?}");
    }
    let mut two = before.clone();
    two.targets.push(target());
    assert!(judged(&before, &two).is_err() && judged(&two, &before).is_err());
    let review = Plan { review_on: Some(date(2026, 12, 18)), ..before.clone() };
    assert_eq!(judged(&before, &review), Err(vec![NotSmall::Else]));
    let mut more = before.clone();
    more.write("about-me", "trains".into());
    assert!(judged(&before, &more).is_err());
}

#[test]
fn an_answer_stands_while_only_spellings_were_corrected() {
    let one = |of, version| Correction { of, version, by: "Ann".into(), on: date(2026, 11, 2) };
    let plan = Plan { corrections: vec![one(1, 2), one(3, 4), one(4, 5)], ..Plan::default() };
    for (answered, version, corrections) in [
        (5, 5, Some(0)),
        (4, 5, Some(1)),
        (3, 5, Some(2)),
        (2, 5, None),
        (1, 2, Some(1)),
        (1, 3, None),
        (6, 5, None),
    ] {
        let led = corrections_between(&plan, answered, version);
        assert_eq!(led.map(|led| led.len()), corrections, "{answered} {version}");
    }
    let broken = Plan { corrections: vec![one(2, 2), one(9, 3)], ..Plan::default() };
    assert_eq!(corrections_between(&broken, 1, 2), None);
    assert_eq!(corrections_between(&broken, 1, 3), None);
    assert_eq!(distance("abcdef", "ab"), usize::MAX);
}
