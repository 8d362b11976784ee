//! A record as it grows, and what the guards then know.

use super::*;
use crate::{
    EntryId, TargetId, date,
    pathway::{SupportState, facts::Said},
    progress::Score,
    record::{
        Acknowledgement, Adaptation, Agreement, Answer, Difference, FilledChecklist, Headings, HowSaid,
        NeedSource, OutcomeOfTarget, ProfilePart, Target, TargetOutcome, View,
    },
};

const TARGET: TargetId = TargetId(uuid::Uuid::from_u128(7));

fn day(number: i8) -> Date {
    date(2026, 11, number)
}

/// An entry on a day of November 2026, in a round, written at noon of that day.
fn on(number: i8, round: u32, content: Content) -> Entry {
    let millis = 1_793_534_400_000 + (i64::from(number) - 1) * 86_400_000;
    let kind = content.kind() as u8;
    Entry {
        id: EntryId::new(u64::try_from(millis).unwrap(), &[kind; 10]),
        round,
        written_at: jiff::Timestamp::from_millisecond(millis).unwrap(),
        ..Entry::sample(1, day(number), content)
    }
}

fn read(state: &CaseState, entries: &[Entry]) -> SupportFacts {
    read_with(state, entries, &[], &[])
}

fn read_with(
    state: &CaseState,
    entries: &[Entry],
    serving: &[Serving],
    scores: &[(TargetId, Date)],
) -> SupportFacts {
    facts(&SupportRecord {
        state,
        entries,
        roll_says: SenProvision::N,
        left_on: None,
        serving,
        booked_twice: &[],
        scores,
        gap: Gap::Open,
        review_due_on: Some(date(2026, 12, 18)),
        calendar: SchoolCalendar::shipped(),
        today: day(23),
    })
}

fn at(support: SupportState, cycle: u32) -> CaseState {
    CaseState { round: 1, cycle, support: Some(support), ..CaseState::default() }
}

fn talk(with: Party, about: TalkAbout, reached: bool) -> Content {
    Content::Talk(Talk { with, about, reached, ..Talk::default() })
}

fn target(will: &str) -> Target {
    Target {
        id: TARGET,
        area: None,
        will: will.to_owned(),
        unit: "words".to_owned(),
        direction: crate::progress::Direction::Increase,
        baseline: None,
        baseline_on: None,
        goal: Some(Score::whole(40)),
        by: Some(date(2027, 2, 12)),
        success: String::new(),
        checked_by: "Teacher".to_owned(),
        levels: None,
    }
}

fn plan(cycle: u32, will: &str) -> Content {
    Content::Plan(Plan { cycle, targets: vec![target(will)], ..Plan::default() })
}

pub(in crate::pathway) fn says(party: Party, of: &Entry, answer: Answer, words: &str) -> Content {
    Content::Agreement(Agreement {
        party,
        name: String::new(),
        answer,
        how: HowSaid::OnPaper,
        words: words.to_owned(),
        plan: of.id,
        plan_version: of.version,
    })
}

#[test]
fn of_nothing_nothing_is_known() {
    let nothing = read(&CaseState::default(), &[]);
    assert_eq!(
        nothing,
        SupportFacts {
            roll_says: Some(SenProvision::N),
            gap: Gap::Open,
            review_due: false,
            ..SupportFacts::default()
        }
    );
}

#[test]
fn step_1() {
    let state = at(SupportState::Concern, 0);
    let concern =
        Concern { raised_by: Party::Teacher, noticed: "Mixes sounds".to_owned(), ..Concern::default() };
    let with = |change: fn(&mut Concern)| {
        let mut changed = concern.clone();
        change(&mut changed);
        on(2, 1, Content::Concern(changed))
    };
    let table: [(Vec<Entry>, ParentsTalk); 7] = [
        (vec![with(|_| {})], ParentsTalk::No),
        (vec![with(|c| c.raised_by = Party::Parent)], ParentsTalk::RaisedByThem),
        (vec![with(|c| c.talked_on = Some(day(1)))], ParentsTalk::Yes),
        (vec![with(|c| c.attempts = "Called twice".to_owned())], ParentsTalk::AttemptsShown),
        (vec![with(|_| {}), on(3, 1, talk(Party::Parent, TalkAbout::Concern, true))], ParentsTalk::Yes),
        (
            vec![with(|_| {}), on(3, 1, talk(Party::Parent, TalkAbout::Concern, false))],
            ParentsTalk::AttemptsShown,
        ),
        // Another matter, another party and an earlier round do not count.
        (
            vec![
                with(|_| {}),
                on(3, 1, talk(Party::Parent, TalkAbout::General, true)),
                on(3, 1, talk(Party::Pupil, TalkAbout::Concern, true)),
                on(3, 9, talk(Party::Parent, TalkAbout::Concern, true)),
            ],
            ParentsTalk::No,
        ),
    ];
    for (entries, expected) in table {
        assert_eq!(read(&state, &entries).parents_talked_to, expected);
    }
    let acknowledged =
        |number| on(number, 1, Content::Acknowledgement(Acknowledgement { next: "Meet".to_owned() }));
    let checklist =
        |done| on(3, 1, Content::Checklist(FilledChecklist { done, ..FilledChecklist::default() }));
    assert!(!read(&state, &[with(|_| {}), acknowledged(1)]).acknowledged);
    assert!(read(&state, &[with(|_| {}), acknowledged(4)]).acknowledged);
    // A later concern wants its answer, unless it only adds the child's view.
    let later = |concern| on(5, 1, Content::Concern(concern));
    let view = Concern { child_view: "Too fast".to_owned(), ..Concern::default() };
    let more = Concern { noticed: "Avoids reading".to_owned(), ..view.clone() };
    assert!(read(&state, &[with(|_| {}), acknowledged(4), later(view)]).acknowledged);
    assert!(!read(&state, &[with(|_| {}), acknowledged(4), later(more)]).acknowledged);
    assert!(!read(&state, &[checklist(false)]).checklist_done);
    assert!(read(&state, &[checklist(true)]).checklist_done);
    let checked = read(&state, &[with(|c| c.hearing = Check::Difficulty)]);
    assert!(checked.hearing_checked && !checked.vision_checked && !checked.childs_view);
    let view = on(3, 1, Content::View(View { party: Party::Pupil, ..View::default() }));
    assert!(read(&state, &[view]).childs_view);
}

#[test]
fn step_2() {
    let state = at(SupportState::TeacherAdapts, 0);
    let adaptation = |what: &str, difference| {
        on(
            2,
            1,
            Content::Adaptation(Adaptation {
                what: what.to_owned(),
                from_on: Some(day(2)),
                difference,
                ..Adaptation::default()
            }),
        )
    };
    let facts = read(
        &state,
        &[
            adaptation("Visual timetable", Some(Difference::Some)),
            adaptation("Sits in front", None),
            adaptation(" ", Some(Difference::None)),
            on(1, 1, talk(Party::Parent, TalkAbout::General, true)),
        ],
    );
    assert_eq!((facts.adaptations, facts.adaptations_reviewed, facts.school_weeks_adapting), (2, 1, 3));
    assert!(!facts.parents_spoken_to_since);
    let since = on(2, 1, talk(Party::Parent, TalkAbout::General, true));
    assert!(read(&state, &[adaptation("Timetable", None), since]).parents_spoken_to_since);
}

#[test]
fn step_3() {
    let state = at(SupportState::Profile, 0);
    let part = |party, words: &str, attempts: &str| {
        on(
            2,
            1,
            Content::ProfilePart(ProfilePart {
                party,
                headings: Headings { admire: words.to_owned(), ..Headings::default() },
                attempts: attempts.to_owned(),
                ..ProfilePart::default()
            }),
        )
    };
    let facts = read(
        &state,
        &[
            part(Party::Pupil, "", ""),
            part(Party::Parent, "", "Two letters"),
            part(Party::Senco, "Kind", ""),
            on(3, 1, talk(Party::Teacher, TalkAbout::Contribution, false)),
        ],
    );
    assert_eq!(
        facts.contributions,
        FourParties {
            pupil: Contribution::Missing,
            parents: Contribution::AttemptsShown,
            teacher: Contribution::AttemptsShown,
            senco: Contribution::Given,
        }
    );
    let profile = |number, signed: Option<Date>| {
        on(
            number,
            1,
            Content::Profile(SignedProfile {
                headings: Headings { help: "Reading".to_owned(), ..Headings::default() },
                signed_off_on: signed,
                ..SignedProfile::default()
            }),
        )
    };
    let facts = read(&state, &[profile(3, Some(day(3)))]);
    assert!(facts.signed_off && facts.help_wanted_filled && !facts.difficult_filled);
    assert!(
        !read(&state, &[profile(3, Some(day(3))), profile(4, None)]).signed_off,
        "the newest is not signed"
    );
}

#[test]
fn step_4_who_has_said_what() {
    let state = at(SupportState::Iep, 1);
    let plan = on(2, 1, plan(1, "read"));
    let facts = read(
        &state,
        &[
            plan.clone(),
            on(3, 1, says(Party::Parent, &plan, Answer::Yes, "")),
            on(4, 1, says(Party::Parent, &plan, Answer::Disagrees, "Too little")),
            on(3, 1, says(Party::Teacher, &plan, Answer::Disagrees, " ")),
            on(3, 1, says(Party::Pupil, &plan, Answer::NotReached, "Away all week")),
        ],
    );
    assert_eq!(
        facts.agreement,
        FourParties {
            pupil: Said::AttemptsShown,
            parents: Said::DisagreesAndIsWritten,
            teacher: Said::Disagrees,
            senco: Said::NotAsked,
        }
    );
    // A plan that changed asks again.
    let changed = Entry { version: 2, ..plan.clone() };
    let facts = read(&state, &[changed, on(3, 1, says(Party::Parent, &plan, Answer::Yes, ""))]);
    assert_eq!(facts.agreement.parents, Said::NotAsked);
    assert!(facts.targets[0].complete && !facts.targets[0].has_provision);
    assert_eq!(facts.targets[0].label, "target 1 (“read”)");
}

#[test]
fn step_4_the_rest() {
    let state = at(SupportState::Iep, 1);
    let need = NeedSource { on: Some(day(1)), source: "Report".to_owned(), says: String::new() };
    let plan = |needs| on(2, 1, Content::Plan(Plan { needs, resources: "TA".to_owned(), ..Plan::default() }));
    let facts = read(
        &state,
        &[
            plan(vec![need.clone()]),
            on(5, 1, talk(Party::Parent, TalkAbout::SenSupportBegins, true)),
            on(4, 1, talk(Party::Parent, TalkAbout::SenSupportBegins, false)),
        ],
    );
    assert!(facts.needs_assessed_in_detail && facts.resources_assigned);
    assert_eq!(facts.parents_told_of_sen_support_on, Some(day(5)));
    assert!(!read(&state, &[plan(vec![need, NeedSource::default()])]).needs_assessed_in_detail);
}

#[test]
fn steps_5_to_8() {
    let state = at(SupportState::Monitoring, 1);
    let serving = |first_session, planned, delivered| Serving {
        target: Some(TARGET),
        has_staff: true,
        has_dates: true,
        first_session,
        planned,
        delivered,
    };
    let plan = on(2, 1, plan(1, "read"));
    let scores =
        [(TARGET, day(1)), (TARGET, day(9)), (TARGET, day(16)), (TargetId(uuid::Uuid::nil()), day(9))];
    let servings = [serving(false, 4, 4), serving(true, 6, 3)];
    let facts = read_with(&state, std::slice::from_ref(&plan), &servings, &scores);
    assert!(facts.targets[0].provision_is_ready());
    assert_eq!((facts.targets[0].scores, facts.sessions_delivered_percent), (2, Some(70)));
    assert!(!facts.review_due && !facts.review_recorded && !facts.targets[0].has_outcome);

    let review = |number, outcome, gap: &str| {
        on(
            number,
            1,
            Content::Review(Review {
                cycle: 1,
                came: vec![Party::Parent],
                outcomes: vec![OutcomeOfTarget { target: TARGET, outcome, note: String::new() }],
                gap_not_applicable: gap.to_owned(),
                next_on: Some(date(2027, 2, 1)),
                ..Review::default()
            }),
        )
    };
    let facts = read(
        &state,
        &[
            plan,
            review(19, TargetOutcome::PartlyMet, ""),
            review(20, TargetOutcome::MetAndKept, "Speech, not attainment"),
            on(20, 1, talk(Party::Pupil, TalkAbout::SupportEnds, true)),
        ],
    );
    assert!(facts.review_recorded && facts.targets[0].has_outcome && facts.targets[0].met);
    assert_eq!((facts.gap, facts.next_review_on), (Gap::DoesNotApply, Some(date(2027, 2, 1))));
    assert_eq!((facts.parents_told_of_stop_on, facts.pupil_told_of_stop_on), (None, Some(day(20))));
    assert!(!facts.parents_told_of_close);
}

#[test]
fn an_earlier_round_is_history() {
    let entries = [
        on(2, 1, Content::Concern(Concern { noticed: "Then".to_owned(), ..Concern::default() })),
        on(3, 1, talk(Party::Parent, TalkAbout::SenSupportBegins, true)),
        on(4, 1, plan(1, "read")),
    ];
    let second = CaseState { round: 2, ..at(SupportState::Concern, 0) };
    let facts = read(&second, &entries);
    assert!(!facts.concern_written && facts.targets.is_empty());
    assert_eq!(facts.parents_told_of_sen_support_on, None);
    assert!(read(&at(SupportState::Concern, 0), &entries).concern_written);
}

#[test]
fn a_long_target_is_named_shortly() {
    assert_eq!(label(2, ""), "target 2");
    assert_eq!(label(2, &"many words ".repeat(30)).chars().count(), "target 2 (“”)".chars().count() + 41);
}

#[test]
fn what_was_told_of_support_that_ended_is_not_told_of_support_that_runs() {
    let told = |number, round| on(number, round, talk(Party::Parent, TalkAbout::SenSupportBegins, true));
    let second = CaseState { round: 2, ..at(SupportState::Iep, 1) };
    for (entries, k_since, expected) in [
        (vec![told(2, 1)], Some(day(10)), None),
        (vec![told(2, 1)], None, None),
        (vec![told(2, 1), told(9, 2)], Some(day(10)), Some(day(9))),
        // The round before did not end K: what was said of it still holds.
        (vec![told(2, 1)], Some(day(2)), Some(day(2))),
        (vec![on(9, 2, talk(Party::Parent, TalkAbout::SenSupportBegins, false))], Some(day(1)), None),
    ] {
        assert_eq!(parents_told_of_k(&second, &entries, k_since), expected);
    }
}
