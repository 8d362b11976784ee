//! Two cycles of one child: what belongs to which.

use super::*;
use crate::{
    ProvisionId, SessionId, TargetId, date,
    progress::Score,
    provision::{AtSession, Place, SessionStatus},
    record::TargetOutcome,
};

fn pupil(number: u8) -> PupilId {
    PupilId::new(1, &[number; 10])
}

fn entry(number: u64, on: Date, content: Content) -> Entry {
    Entry { pupil: pupil(1), ..Entry::sample(number, on, content) }
}

fn target(number: u8, goal: i32) -> Target {
    Target {
        id: TargetId::new(1, &[number; 10]),
        will: format!("Target {number}"),
        unit: "words".to_owned(),
        goal: Some(Score::whole(goal)),
        baseline: Some(Score::whole(10)),
        baseline_on: Some(date(2026, 9, 7)),
        by: Some(date(2026, 12, 18)),
        ..Target::empty()
    }
}

fn plan(cycle: u32, targets: Vec<Target>) -> Content {
    Content::Plan(Plan { cycle, targets, ..Plan::default() })
}

/// Mondays, twelve pounds an hour, an hour with its preparation, two children.
fn group() -> Provision {
    let place =
        |number, target| Place { pupil: pupil(number), target, from_on: date(2026, 9, 7), until_on: None };
    Provision {
        name: "Reading group".to_owned(),
        weekdays: vec![1],
        minutes: 50,
        preparation_minutes: 10,
        from_on: date(2026, 9, 7),
        until_on: date(2026, 11, 30),
        places: vec![place(1, Some(TargetId::new(1, &[1; 10]))), place(2, None)],
        ..Provision::new(ProvisionId::new(1, &[1; 10]))
    }
}

fn session(on: Date, present: bool) -> Session {
    let child = |number, present| AtSession {
        pupil: pupil(number),
        present,
        why: String::new(),
        line: String::new(),
        prompts: None,
    };
    Session {
        id: SessionId::new(1, &[u8::try_from(on.day()).unwrap(); 10]),
        provision: ProvisionId::new(1, &[1; 10]),
        on,
        status: SessionStatus::Delivered,
        why: String::new(),
        line: String::new(),
        minutes: 50,
        cover: false,
        logged_by: None,
        logged_at: jiff::Timestamp::UNIX_EPOCH,
        version: 1,
        children: vec![child(1, present), child(2, true)],
    }
}

#[test]
fn each_cycle_has_its_own_plan_scores_sessions_costs_and_review() {
    let (one, other) = (target(1, 30), target(2, 20));
    let outcome = OutcomeOfTarget {
        target: one.id,
        outcome: TargetOutcome::PartlyMet,
        note: "Slower than hoped".to_owned(),
    };
    let review = Review { cycle: 1, outcomes: vec![outcome], ..Review::default() };
    let entries = [
        entry(1, date(2026, 9, 7), plan(1, vec![one.clone(), other])),
        entry(2, date(2026, 10, 12), Content::Review(review)),
        entry(3, date(2026, 10, 19), plan(2, vec![target(1, 40), target(3, 5)])),
    ];
    let scored = |on, value| (one.id, ScoredOn::new(on, Score::whole(value)));
    let scores =
        [scored(date(2026, 9, 14), 12), scored(date(2026, 9, 28), 14), scored(date(2026, 11, 2), 15)];
    let sessions = [
        session(date(2026, 9, 14), true),
        session(date(2026, 9, 21), false),
        session(date(2026, 11, 2), true),
    ];
    let calendar = SchoolCalendar::shipped();
    let hourly = |_: &Provision| Pence(1200);
    let today = date(2026, 11, 9);
    let found = cycles(pupil(1), &entries, &[group()], &sessions, &scores, hourly, calendar, today);
    assert_eq!(found.len(), 2);

    let first = &found[0];
    assert_eq!((first.number, first.from, first.until), (1, date(2026, 9, 7), date(2026, 10, 18)));
    assert!(!first.runs);
    assert_eq!(first.targets[0].scores.len(), 2);
    assert_eq!(first.targets[0].outcome.as_ref().unwrap().note, "Slower than hoped");
    assert_eq!(first.targets[1].outcome, None);
    let place = &first.places[0];
    assert_eq!((place.delivered, place.away, place.group_size, place.target), (1, 1, 2, Some(1)));
    // Two sessions took place; a half of twelve pounds each, also when the child was away.
    assert_eq!(place.cost, Pence(1200));
    assert_eq!(first.reviews.len(), 1);
    let next = first.next.as_ref().unwrap();
    assert_eq!(
        (next.changed.as_slice(), next.new.as_slice()),
        (&["Target 1".to_owned()][..], &["Target 3".to_owned()][..])
    );
    assert_eq!(next.ended, ["Target 2"]);

    let second = &found[1];
    assert_eq!((second.from, second.until, second.runs), (date(2026, 10, 19), today, true));
    assert_eq!(second.targets[0].scores.len(), 3, "the line goes on from its baseline");
    assert_eq!(second.places[0].delivered, 1);
    assert_eq!(second.places[0].cost, Pence(600));
    assert!(second.next.is_none() && second.reviews.is_empty());
}

#[test]
fn without_plans_there_are_no_cycles_and_a_plan_of_tomorrow_is_none() {
    let calendar = SchoolCalendar::shipped();
    let hourly = |_: &Provision| Pence::ZERO;
    let today = date(2026, 9, 1);
    let tomorrow = [entry(1, date(2026, 9, 2), plan(1, Vec::new()))];
    for entries in [&[][..], &tomorrow[..]] {
        assert!(cycles(pupil(1), entries, &[], &[], &[], hourly, calendar, today).is_empty());
    }
}
