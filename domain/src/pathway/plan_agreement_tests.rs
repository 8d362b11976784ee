//! Later cycles: what was said before, and what is asked anew.

use super::*;
use crate::{
    EntryId, TargetId, date,
    pathway::{SupportState, facts_of_support::tests::says},
    progress::Score,
    record::{OutcomeOfTarget, SaidAtReview, TargetOutcome, correction::Correction},
};

/// An entry on a day of November 2026, written at noon of that day.
fn on(number: i8, content: Content) -> Entry {
    let millis = 1_793_534_400_000 + (i64::from(number) - 1) * 86_400_000;
    let kind = content.kind() as u8;
    Entry {
        id: EntryId::new(u64::try_from(millis).unwrap(), &[kind; 10]),
        written_at: jiff::Timestamp::from_millisecond(millis).unwrap(),
        ..Entry::sample(1, date(2026, 11, number), content)
    }
}

fn in_cycle(cycle: u32) -> CaseState {
    CaseState { round: 1, cycle, support: Some(SupportState::Iep), ..CaseState::default() }
}

fn target(id: u128, will: &str) -> Target {
    Target {
        id: TargetId(uuid::Uuid::from_u128(id)),
        will: will.to_owned(),
        unit: "words".to_owned(),
        goal: Some(Score::whole(40)),
        ..Target::empty()
    }
}

fn plan(cycle: u32, will: &str) -> Content {
    Content::Plan(Plan { cycle, targets: vec![target(7, will)], ..Plan::default() })
}

#[test]
fn a_later_cycle_asks_anew_only_for_what_changed() {
    let state = in_cycle(2);
    let first = on(2, plan(1, "read"));
    let at_review = |said: Vec<SaidAtReview>| {
        let came = vec![Party::Parent];
        on(9, Content::Review(Review { cycle: 1, came, said, ..Review::default() }))
    };
    let review = |party, agrees| at_review(vec![SaidAtReview { party, agrees, ..SaidAtReview::default() }]);
    let agreed = on(3, says(Party::Parent, &first, Answer::Yes, ""));
    let same = on(10, plan(2, "read"));
    let changed = on(10, plan(2, "write"));
    for (entries, expected) in [
        (vec![first.clone(), agreed.clone(), same.clone()], Said::NothingChanged),
        (vec![first.clone(), same.clone()], Said::NotAsked), // never asked at all
        (vec![first.clone(), agreed.clone(), changed.clone()], Said::NotAsked),
        (vec![first.clone(), agreed.clone(), review(Party::Pupil, true), changed.clone()], Said::NotAsked),
        // What was said at the review counts for the plan that goes on from it, and not for what nobody could have shown.
        (vec![first.clone(), agreed.clone(), review(Party::Parent, true), same.clone()], Said::Yes),
        (vec![first.clone(), agreed.clone(), review(Party::Parent, true), changed.clone()], Said::NotAsked),
        // Who came and was not asked, or did not agree, is asked; also when nothing changed.
        (vec![first.clone(), agreed.clone(), at_review(vec![]), changed.clone()], Said::NotAsked),
        (vec![first.clone(), agreed.clone(), review(Party::Parent, false), changed.clone()], Said::NotAsked),
        (vec![first.clone(), agreed.clone(), review(Party::Parent, false), same.clone()], Said::NotAsked),
        (vec![first.clone(), agreed.clone(), at_review(vec![]), same.clone()], Said::NothingChanged),
        (vec![first.clone(), at_review(vec![]), same.clone()], Said::NotAsked),
        // They agreed to a version that was changed since: the review cannot have heard them of that.
        (
            vec![
                first.clone(),
                review(Party::Parent, true),
                Entry { version: 2, ..changed.clone() },
                on(11, says(Party::Parent, &changed, Answer::Yes, "")),
            ],
            Said::NotAsked,
        ),
        (
            vec![
                first,
                review(Party::Parent, true),
                changed.clone(),
                on(11, says(Party::Parent, &changed, Answer::Disagrees, "")),
            ],
            Said::Disagrees,
        ),
    ] {
        assert_eq!(agreement_of_four(&state, &entries).parents, expected);
    }
}

#[test]
fn a_plan_goes_on_with_the_last_while_nothing_is_new_in_what_is_agreed() {
    let last = || Plan {
        cycle: 1,
        targets: vec![target(7, "read"), target(8, "spell")],
        strategies: "Short lines".to_owned(),
        resources: "TA, 20 minutes".to_owned(),
        ..Plan::default()
    };
    type Row = (&'static str, fn(&mut Plan), bool);
    let table: [Row; 14] = [
        ("carried on", |_| {}, true),
        (
            "a later day and a new start",
            |p| {
                p.targets[0].by = Some(date(2027, 2, 12));
                p.targets[0].baseline = Some(Score::whole(24));
                p.targets[0].baseline_on = Some(date(2026, 11, 9));
            },
            true,
        ),
        ("the met target left behind", |p| p.targets.truncate(1), true),
        ("the other order", |p| p.targets.reverse(), true),
        (
            "a target that is not met left behind",
            |p| {
                p.targets.remove(0);
            },
            false,
        ),
        ("a new target", |p| p.targets.push(target(9, "count")), false),
        ("other words of a target", |p| p.targets[0].will = "read aloud".to_owned(), false),
        ("another goal", |p| p.targets[0].goal = Some(Score::whole(60)), false),
        ("other strategies", |p| p.strategies = "A quiet place".to_owned(), false),
        ("no resources", |p| p.resources.clear(), false),
        ("a part for the parents", |p| p.parents_part = "Reads at home".to_owned(), false),
        ("other outcomes", |p| p.outcomes = "Reads alone".to_owned(), false),
        ("an own field", |p| p.write("a-good-day", "Quiet".to_owned()), false),
        (
            "a space at the end, a need of the review, another day",
            |p| {
                p.strategies.push(' ');
                p.strengths = "Draws".to_owned();
                p.review_on = Some(date(2027, 2, 12));
            },
            true,
        ),
    ];
    let review = Review {
        outcomes: vec![OutcomeOfTarget {
            target: TargetId(uuid::Uuid::from_u128(8)),
            outcome: TargetOutcome::Met,
            note: String::new(),
        }],
        ..Review::default()
    };
    for (what, change, expected) in table {
        let mut next = Plan { cycle: 2, ..last() };
        change(&mut next);
        assert_eq!(goes_on(&last(), &next, |target| met(&review, target)), expected, "{what}");
    }
    // A form without a box for the resources.
    let other = Plan { template: "other".to_owned(), resources: String::new(), ..last() };
    assert!(goes_on(&last(), &other, |_| false));
}

#[test]
fn what_changes_after_the_review_is_asked() {
    let state = in_cycle(2);
    let said = Party::FOUR.map(|party| SaidAtReview { party, agrees: true, ..SaidAtReview::default() });
    let review = on(9, Content::Review(Review { cycle: 1, said: said.into(), ..Review::default() }));
    let first = on(2, plan(1, "read"));
    let second = on(10, plan(2, "read"));
    let of = |entries: &[Entry]| agreement_of_four(&state, entries);
    let yes = FourParties { pupil: Said::Yes, parents: Said::Yes, teacher: Said::Yes, senco: Said::Yes };
    assert_eq!(of(&[first.clone(), review.clone(), second.clone()]), yes);
    let entries = [first.clone(), review.clone(), second.clone()];
    let carried = carried_over(&state, &entries, Party::Parent).unwrap();
    assert_eq!((carried.said, carried.review_on), (Said::Yes, Some(date(2026, 11, 9))));
    // A later version says more than the draft did.
    let Content::Plan(mut more) = second.content.clone() else { unreachable!() };
    more.strategies = "A quiet place".to_owned();
    let changed = Entry { version: 2, content: Content::Plan(more), ..second.clone() };
    assert_eq!(of(&[first.clone(), review.clone(), changed]), FourParties::default());
    // The last plan was changed after the review, and the new one goes on with that.
    let written_at = on(10, plan(1, "read")).written_at;
    let later = Entry { version: 2, written_at, ..first.clone() };
    assert_eq!(of(&[later.clone(), review.clone(), second.clone()]), FourParties::default());
    // Unless it was a spelling.
    let Content::Plan(mut spelled) = first.content.clone() else { unreachable!() };
    spelled.corrections.push(Correction { of: 1, version: 2, by: String::new(), on: date(2026, 11, 10) });
    let spelled = Entry { content: Content::Plan(spelled), ..later };
    assert_eq!(of(&[spelled, review, second]), yes);
}
