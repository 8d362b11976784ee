//! Every legal date of a child, by day, age, year and letters.

use super::*;
use crate::{
    date,
    record::{AnnualReview, Content, CountyLetter, Party, PlanComments, Recommendation},
};

fn dates(made_on: Date) -> LegalDates {
    LegalDates { made_on: Some(made_on), ..LegalDates::of(&[]) }
}

fn due(dates: &LegalDates, child: &OfChild, code: &str, today: Date) -> Option<Date> {
    let found = dates.clocks(child, SchoolCalendar::shipped(), today);
    found.iter().find(|clock| clock.code == code).map(|clock| clock.due_on)
}

const CHILD: OfChild = OfChild {
    state: StatutoryState::EhcpInPlace,
    born_on: date(2016, 3, 2),
    year: YearGroup(5),
    last_year: YearGroup(6),
};

#[test]
fn the_day_and_the_childs_age_and_year_change_what_is_watched() {
    let plan = dates(date(2026, 1, 12));
    let young = OfChild { born_on: date(2021, 11, 1), year: YearGroup(0), ..CHILD };
    let leaver = OfChild { year: YearGroup(6), ..CHILD };
    for (child, code, today, day) in [
        (&young, "early-years-review", date(2026, 10, 31), Some(date(2026, 7, 12))),
        (&young, "early-years-review", date(2026, 11, 1), None), // five years old
        (&CHILD, "phase-transfer", date(2026, 11, 1), None),
        (&leaver, "phase-transfer", date(2026, 11, 1), Some(date(2027, 2, 14))),
        (&CHILD, "annual-review", date(2026, 11, 1), Some(date(2027, 1, 11))),
        (&CHILD, "annual-review-ask", date(2026, 11, 1), Some(date(2026, 10, 19))),
        (&CHILD, "annual-review-meeting", date(2026, 11, 1), Some(date(2026, 12, 14))),
        (&OfChild { state: StatutoryState::None, ..CHILD }, "annual-review", date(2026, 11, 1), None),
    ] {
        assert_eq!(due(&plan, child, code, today), day, "{code} on {today}");
    }
}

#[test]
fn a_plan_whose_day_is_not_known_is_named_and_its_review_is_not_guessed() {
    let nothing = LegalDates::of(&[]);
    for state in StatutoryState::ALL {
        assert_eq!(nothing.misses_the_day(*state), state.has_plan(), "{state:?}");
        assert!(!dates(date(2026, 1, 12)).misses_the_day(*state), "{state:?}");
    }
    let (calendar, today) = (SchoolCalendar::shipped(), date(2026, 11, 1));
    assert_eq!(nothing.review_due(&CHILD, calendar, today), None);
    assert_eq!(nothing.clocks(&CHILD, calendar, today), []);
}

#[test]
fn in_the_last_year_the_review_is_early_enough_for_the_next_school() {
    let leaver = OfChild { year: YearGroup(6), ..CHILD };
    let summer = dates(date(2025, 7, 6)); // its twelve months end on 5 July
    let reviewed = |on| LegalDates { last_review_on: Some(on), ..summer.clone() };
    let amended = LegalDates { amended_on: Some(date(2026, 10, 1)), ..reviewed(date(2026, 6, 15)) };
    let flagged = LegalDates { last_year_of_school: true, ..reviewed(date(2026, 6, 15)) };
    let (autumn, transfer) = (date(2026, 12, 20), Some(date(2027, 2, 14)));
    for (plan, child, today, on, for_transfer) in [
        (&reviewed(date(2026, 6, 15)), &leaver, date(2026, 9, 1), autumn, transfer),
        (&flagged, &CHILD, date(2026, 9, 1), autumn, transfer),
        (&reviewed(date(2026, 6, 15)), &leaver, date(2027, 1, 20), autumn, transfer), // late, and said so
        (&reviewed(date(2026, 6, 15)), &CHILD, date(2026, 9, 1), date(2027, 6, 14), None),
        (&reviewed(date(2025, 11, 30)), &leaver, date(2026, 9, 1), date(2026, 11, 29), None), // earlier
        (&reviewed(date(2026, 10, 5)), &leaver, date(2026, 11, 1), date(2027, 10, 4), None),  // had this year
        (&amended, &leaver, date(2026, 11, 1), date(2027, 6, 14), None),
        // Made in the last autumn: notice, meeting and decision follow at once, for the child leaves in July.
        (&dates(date(2026, 11, 23)), &leaver, date(2026, 11, 23), date(2027, 1, 4), transfer),
        (&dates(date(2027, 1, 11)), &leaver, date(2027, 1, 11), date(2028, 1, 10), None), // too new for it
    ] {
        let due = plan.review_due(child, SchoolCalendar::shipped(), today);
        assert_eq!(due, Some(ReviewDue { on, for_transfer }), "{:?} {today}", plan.last_review_on);
    }
    // The school's own days follow: the meeting on the last school day, advice eight weeks before it.
    let plan = reviewed(date(2026, 6, 15));
    let today = date(2026, 9, 1);
    assert_eq!(due(&plan, &leaver, "annual-review-meeting", today), Some(date(2026, 11, 20)));
    assert_eq!(due(&plan, &leaver, "annual-review-ask", today), Some(date(2026, 9, 25)));
    assert_eq!(
        due(&plan, &leaver, "annual-review", today),
        Some(date(2027, 6, 14)),
        "the law’s own day stays"
    );
}

fn letter(kind: LetterKind, on: Date) -> Entry {
    Entry::sample(1, on, Content::CountyLetter(CountyLetter::new(kind, on)))
}

#[test]
fn the_countys_time_runs_from_its_letter_whatever_the_school_has_recorded() {
    let received = [letter(LetterKind::Received, date(2026, 11, 20))];
    let ended = [
        letter(LetterKind::Received, date(2026, 3, 2)),
        letter(LetterKind::RefusedToAssess, date(2026, 4, 9)),
    ];
    let today = date(2026, 11, 23);
    for state in [StatutoryState::None, StatutoryState::Agreeing, StatutoryState::LeftSchool] {
        let child = OfChild { state, ..CHILD };
        let day = due(&LegalDates::of(&received), &child, "decision-to-assess", today);
        assert_eq!(day, Some(date(2027, 1, 1)), "{state:?}");
        assert_eq!(due(&LegalDates::of(&ended), &child, "decision-to-assess", today), None, "{state:?}");
    }
}

#[test]
fn comments_that_were_sent_answer_the_draft() {
    let letters =
        [(LetterKind::Received, (6, 1)), (LetterKind::Draft, (10, 5)), (LetterKind::Final, (11, 2))]
            .map(|(kind, (month, day))| letter(kind, date(2026, month, day)));
    let comments = |party, sent_on| {
        let said = PlanComments { party, sent_on, whole: "More speech therapy".into(), ..Default::default() };
        Entry::sample(3, date(2026, 10, 12), Content::PlanComments(said))
    };
    let sent = Some(date(2026, 10, 13));
    for (party, sent_on, answered) in [
        (Party::Parent, sent, sent),
        (Party::Parent, None, None),
        (Party::Parent, Some(date(2026, 9, 1)), None), // on an earlier draft
        (Party::Parent, Some(date(2026, 11, 9)), None), // on what was served after it
        (Party::Senco, sent, None),
    ] {
        let entries: Vec<Entry> = letters.iter().cloned().chain([comments(party, sent_on)]).collect();
        assert_eq!(LegalDates::of(&entries).application.commented_on, answered, "{party:?} {sent_on:?}");
    }
}

#[test]
fn a_notice_without_a_review_has_its_days() {
    let plan = [letter(LetterKind::Final, date(2026, 1, 12))];
    let (today, state) = (date(2026, 11, 23), StatutoryState::Amending);
    let told = |more: &[(LetterKind, Date)], code| {
        let letters = more.iter().map(|(kind, on)| letter(*kind, *on));
        let entries: Vec<Entry> = plan.iter().cloned().chain(letters).collect();
        due(&LegalDates::of(&entries), &OfChild { state, ..CHILD }, code, today)
    };
    let notice = (LetterKind::AmendmentNotice, date(2026, 11, 9));
    assert_eq!(told(&[notice], "amendment-comments"), Some(date(2026, 11, 23)));
    assert_eq!(told(&[notice], "amended-plan"), Some(date(2027, 1, 4)));
    for ended in [LetterKind::AmendedPlan, LetterKind::KeepsPlan] {
        assert_eq!(told(&[notice, (ended, date(2026, 11, 16))], "amended-plan"), None, "{ended:?}");
    }
}

#[test]
fn a_review_that_is_finished_stays_on_the_board_of_its_year() {
    let review = |on: Date, decision| {
        Entry::sample(
            2,
            on,
            Content::AnnualReview(AnnualReview {
                meeting_on: Some(on),
                notice_on: Some(on),
                report_on: Some(on),
                decision: Some(decision),
                decision_on: Some(on),
                ..AnnualReview::default()
            }),
        )
    };
    let held = date(2026, 10, 12);
    let told = LegalDates {
        made_on: Some(date(2025, 10, 20)),
        ..LegalDates::of(&[review(held, Recommendation::Keep)])
    };
    let kept = |told: &LegalDates, today| -> Vec<(&str, Date)> {
        let found = told.finished_this_year(SchoolCalendar::shipped(), today);
        assert!(found.iter().all(|clock| !clock.state.is_open()), "{found:?}");
        found.iter().map(|clock| (clock.code, clock.due_on)).collect()
    };
    let expected = [
        ("annual-review-notice", date(2026, 9, 28)),
        ("annual-review", date(2026, 10, 19)),
        ("annual-review-report", date(2026, 10, 26)),
        ("annual-review-decision", date(2026, 11, 9)),
    ];
    assert_eq!(kept(&told, date(2026, 11, 23)), expected);
    assert_eq!(kept(&told, date(2027, 8, 31)), expected, "until the school year ends");
    assert_eq!(kept(&told, date(2027, 9, 1)), []);
    // The one that is to come is watched, and nothing is told twice.
    let ahead = told.clocks(&CHILD, SchoolCalendar::shipped(), date(2026, 11, 23));
    assert_eq!(ahead.iter().filter(|clock| clock.code == "annual-review").count(), 1);
    assert!(ahead.iter().all(|clock| clock.due_on > date(2026, 11, 23)), "{ahead:?}");
    let runs = LegalDates::of(&[review(held, Recommendation::Amend)]);
    assert_eq!(kept(&runs, date(2026, 11, 23)), [], "the plan is not amended yet: it runs");
}

#[test]
fn a_meeting_that_nobody_recorded_is_no_review_and_sets_no_date() {
    let meeting = |came: &[Party]| {
        let on = date(2027, 10, 5);
        let review = AnnualReview { meeting_on: Some(on), came: came.to_vec(), ..AnnualReview::default() };
        Entry::sample(2, on, Content::AnnualReview(review))
    };
    let amended = |notice, plan| {
        [(LetterKind::AmendmentNotice, notice), (LetterKind::AmendedPlan, plan)]
            .map(|(kind, on)| letter(kind, on))
    };
    let late = amended(date(2028, 12, 4), date(2028, 12, 14));
    let soon = amended(date(2027, 11, 1), date(2027, 12, 20));
    for (came, letters, last) in [
        (&[][..], &late, None),
        (&[Party::Parent][..], &late, Some(date(2027, 10, 5))), // held, and the county took a year
        (&[][..], &soon, Some(date(2027, 10, 5))),              // the county answers it: it was held
    ] {
        let entries: Vec<Entry> = letters.iter().cloned().chain([meeting(came)]).collect();
        assert_eq!(LegalDates::of(&entries).last_review_on, last, "{came:?}");
    }
}

#[test]
fn a_plan_that_moved_in_is_counted_from_the_move_and_this_school_owed_nothing_before() {
    let (made, came) = (date(2024, 2, 29), date(2026, 11, 2));
    let plan = |reviewed_on| {
        let plan = crate::record::Ehcp { made_on: Some(made), reviewed_on, ..Default::default() };
        Entry::sample(2, came, Content::Ehcp(plan))
    };
    let today = date(2026, 11, 23);
    for (kind, reviewed_on, review, meeting) in [
        (LetterKind::MovedIn, None, date(2027, 2, 1), Some(date(2026, 12, 18))), // reg 15(5); before Christmas
        (LetterKind::MovedIn, Some(date(2026, 6, 1)), date(2027, 5, 31), Some(date(2027, 4, 30))),
        // Late, and not by this school's doing: it holds the meeting as soon as its notice allows.
        (LetterKind::ArrivesWithPlan, None, date(2025, 2, 28), Some(date(2026, 11, 16))),
        // It came in the last four weeks: the meeting's day had gone by.
        (LetterKind::ArrivesWithPlan, Some(date(2025, 11, 20)), date(2026, 11, 19), Some(date(2026, 11, 16))),
        (LetterKind::ArrivesWithPlan, Some(date(2026, 6, 1)), date(2027, 5, 31), Some(date(2027, 4, 30))),
    ] {
        let dates = LegalDates::of(&[letter(kind, came), plan(reviewed_on)]);
        assert_eq!(due(&dates, &CHILD, "annual-review", today), Some(review), "{kind:?} {reviewed_on:?}");
        assert_eq!(due(&dates, &CHILD, "annual-review-meeting", today), meeting, "{kind:?} {reviewed_on:?}");
        let found = dates.clocks(&CHILD, SchoolCalendar::shipped(), today);
        let by_school = found.iter().filter(|clock| clock.code.starts_with("annual-review-"));
        assert!(by_school.into_iter().all(|clock| clock.due_on >= came), "{kind:?} {reviewed_on:?}");
    }
}

#[test]
fn what_was_due_before_the_child_came_and_is_still_to_do_is_due_once_this_school_can_do_it() {
    let (made, came) = (date(2025, 2, 10), date(2026, 11, 2));
    let held =
        |meeting_on, held| ReviewDates { meeting_on: Some(meeting_on), held, ..ReviewDates::default() };
    let told = |review| LegalDates { came_on: Some(came), review, ..dates(made) };
    let (ask, notice) = ("annual-review-ask", "annual-review-notice");
    let (advice, meeting) = ("annual-review-advice", "annual-review-meeting");
    for (review, code, day) in [
        (ReviewDates::default(), ask, None), // eight weeks before: good practice, and too late for it
        (ReviewDates::default(), notice, Some(came)),
        (ReviewDates::default(), advice, Some(came)),
        (ReviewDates::default(), meeting, Some(date(2026, 11, 16))),
        (held(date(2026, 10, 5), false), meeting, Some(date(2026, 11, 16))), // nobody recorded that it was held
        (held(date(2026, 10, 5), true), meeting, None),                      // held by another school
        (held(date(2026, 11, 30), false), meeting, Some(date(2026, 11, 30))),
    ] {
        assert_eq!(due(&told(review.clone()), &CHILD, code, date(2026, 11, 9)), day, "{code} {review:?}");
    }
}

#[test]
fn a_review_of_a_plan_that_came_is_counted_from_the_review_before_and_from_the_move() {
    let (made, moved, meeting) = (date(2024, 1, 13), date(2026, 9, 7), date(2026, 11, 9));
    let decided = date(2026, 12, 1);
    let review = Entry::sample(
        3,
        meeting,
        Content::AnnualReview(AnnualReview {
            meeting_on: Some(meeting),
            came: vec![Party::Parent],
            decision: Some(Recommendation::Keep),
            decision_on: Some(decided),
            ..AnnualReview::default()
        }),
    );
    for (kind, came, reviewed_on, day) in [
        (LetterKind::MovedIn, moved, Some(date(2026, 1, 10)), date(2027, 1, 9)),
        (LetterKind::MovedIn, moved, Some(date(2024, 12, 2)), date(2026, 12, 6)), // reg 15(5)
        (LetterKind::MovedIn, moved, None, date(2026, 12, 6)),
        (LetterKind::MovedIn, date(2026, 11, 23), None, date(2025, 1, 12)), // moved after the meeting
        (LetterKind::ArrivesWithPlan, moved, Some(date(2026, 1, 10)), date(2027, 1, 9)),
        (LetterKind::ArrivesWithPlan, moved, None, date(2025, 1, 12)),
        // What the plan says of its last review is this one.
        (LetterKind::ArrivesWithPlan, moved, Some(meeting), date(2025, 1, 12)),
    ] {
        let plan = crate::record::Ehcp { made_on: Some(made), reviewed_on, ..Default::default() };
        let told = LegalDates::of(&[
            letter(kind, came),
            Entry::sample(2, came, Content::Ehcp(plan)),
            review.clone(),
        ]);
        let kept = told.kept_by_the_county(date(2026, 12, 7));
        let found = kept.iter().find(|clock| clock.code == "annual-review");
        assert_eq!(found.map(|clock| clock.due_on), Some(day), "{kind:?} {reviewed_on:?}");
    }
}

#[test]
fn nobody_owed_anything_before_there_was_a_plan() {
    let leaver = OfChild { year: YearGroup(6), ..CHILD };
    let (plan, today) = (dates(date(2026, 10, 1)), date(2026, 11, 23));
    assert_eq!(due(&plan, &leaver, "annual-review-ask", today), None, "eight weeks before the meeting");
    assert_eq!(due(&plan, &leaver, "annual-review-meeting", today), Some(date(2026, 11, 20)));
    // Made on 18 November: the meeting as soon as its notice allows, and nothing of before.
    let late = dates(date(2026, 11, 18));
    assert_eq!(due(&late, &leaver, "annual-review-ask", today), None);
    assert_eq!(due(&late, &leaver, "annual-review-meeting", today), Some(date(2026, 12, 2)));
}

#[test]
fn a_class_that_has_gone_up_in_august_counts_in_the_year_to_come() {
    let moved = OfChild { born_on: date(2017, 3, 2), year: YearGroup(6), ..CHILD };
    let plan = dates(date(2026, 1, 12));
    for (today, day) in [
        (date(2027, 8, 31), date(2028, 2, 14)),
        (date(2027, 9, 2), date(2028, 2, 14)),
        (date(2028, 8, 30), date(2028, 2, 14)),
    ] {
        assert_eq!(due(&plan, &moved, "phase-transfer", today), Some(day), "{today}");
    }
}

#[test]
fn the_parents_time_runs_after_every_decision_of_the_county() {
    use LetterKind as K;
    use StatutoryState as S;
    let plan = [
        letter(K::Received, date(2023, 9, 4)),
        letter(K::Final, date(2024, 1, 15)),
        letter(K::AmendmentNotice, date(2026, 6, 30)),
    ];
    let refused = letter(K::RefusedToAssess, date(2026, 9, 22));
    let today = date(2026, 11, 9);
    for (state, last, own, appeal) in [
        // The first plan's time has ended, and no letter since starts another.
        (S::EhcpInPlace, None, &plan[..2], Some(date(2024, 3, 15))),
        (S::EhcpInPlace, Some((K::KeepsPlan, date(2026, 10, 6))), &plan[..2], Some(date(2026, 12, 7))),
        (S::EhcpInPlace, Some((K::AmendedPlan, date(2026, 10, 6))), &plan[..], Some(date(2026, 12, 7))),
        (
            S::EhcpInPlace,
            Some((K::RefusedToReassess, date(2026, 10, 6))),
            &plan[..2],
            Some(date(2026, 12, 7)),
        ),
        (S::Ceasing, Some((K::WillCease, date(2026, 10, 6))), &plan[..2], Some(date(2026, 12, 7))),
        (S::Ceased, Some((K::WillCease, date(2026, 10, 6))), &plan[..2], Some(date(2026, 12, 7))),
        (S::Ceased, Some((K::Ceased, date(2026, 10, 6))), &plan[..2], None),
        // The school asks again while the parents may still appeal; once they may not, nothing is said of it.
        (S::RefusedToAssess, None, std::slice::from_ref(&refused), Some(date(2026, 11, 23))),
        (S::Agreeing, None, std::slice::from_ref(&refused), Some(date(2026, 11, 23))),
        (
            S::Requested,
            Some((K::Received, date(2026, 11, 3))),
            std::slice::from_ref(&refused),
            Some(date(2026, 11, 23)),
        ),
        (S::Agreeing, Some((K::RefusedToAssess, date(2026, 3, 2))), &[], None),
    ] {
        let entries: Vec<Entry> =
            own.iter().cloned().chain(last.map(|(kind, on)| letter(kind, on))).collect();
        let told = LegalDates::of(&entries);
        assert_eq!(due(&told, &OfChild { state, ..CHILD }, "appeal", today), appeal, "{state:?} {last:?}");
        let found = told.clocks(&OfChild { state, ..CHILD }, SchoolCalendar::shipped(), today);
        assert!(found.iter().filter(|clock| clock.code == "appeal").count() <= 1);
    }
}

#[test]
fn the_day_on_which_a_plan_ended_is_no_decision() {
    let ended = letter(LetterKind::Ceased, date(2026, 10, 5));
    let decided = letter(LetterKind::WillCease, date(2026, 8, 3));
    let ceased = OfChild { state: StatutoryState::Ceased, ..CHILD };
    for (entries, day) in
        [(vec![ended.clone()], None), (vec![decided, ended], Some(date(2026, 10, 5))), (Vec::new(), None)]
    {
        let told = LegalDates::of(&entries);
        assert_eq!(due(&told, &ceased, "appeal", date(2026, 11, 1)), day, "{entries:?}");
    }
}
