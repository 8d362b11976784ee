//! What every legal date of a child is counted from, read once from the record; and every date on the day on which
//! somebody looks.

use super::{
    Entry, EntryKind, LetterKind, county_letters,
    decisions::{self, Decided},
};
use crate::{
    Date,
    calendar::{BankHolidays, SchoolCalendar},
    deadlines::{
        Appealable, Application, Clock, PlanDates, ReviewDates, ReviewDecision, amended_plan,
        amendment_comments,
        annual_review::{self, ReviewDue},
        annual_review_notice, annual_review_plan, application, disagreement, ehc_plan, phase_transfer,
    },
    pathway::StatutoryState,
    people::YearGroup,
};

/// What the legal dates count from. Nothing in it hangs on the day on which it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalDates {
    /// The newest application.
    pub application: Application,
    /// Whether the county has a request and nothing has ended the application.
    pub application_runs: bool,
    /// The plan was made.
    pub made_on: Option<Date>,
    /// The plan says that the child is in the last year of this school.
    pub last_year_of_school: bool,
    /// A review of a child under five was last considered.
    pub considered_on: Option<Date>,
    /// The plan was last amended.
    pub amended_on: Option<Date>,
    /// The last review that is finished.
    pub last_review_on: Option<Date>,
    /// Every review that is finished, the newest last.
    pub finished: Vec<ReviewDates>,
    /// The review that runs.
    pub review: ReviewDates,
    /// The notice of amendment that followed no annual review and waits for the amended plan; and when it was commented on.
    pub notice: Option<(Date, Option<Date>)>,
    /// Advice was first asked for it.
    pub asked_on: Option<Date>,
    /// The decisions that parents may appeal, the newest last.
    pub decided: Vec<Decided>,
}

/// Of whom: what the record does not say, as it stands on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfChild {
    /// Where the county's process stands.
    pub state: StatutoryState,
    /// Born.
    pub born_on: Date,
    /// The year group.
    pub year: YearGroup,
    /// The last year group of the school.
    pub last_year: YearGroup,
}

impl LegalDates {
    /// The kinds of entries that they are read from.
    pub const KINDS: [EntryKind; 4] =
        [EntryKind::CountyLetter, EntryKind::Ehcp, EntryKind::AnnualReview, EntryKind::PlanComments];

    /// Reads them from a child's entries; those of other kinds say nothing.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        let letters = county_letters::all(entries);
        let ehcp = county_letters::ehcp(entries);
        let reviews = county_letters::review_dates(entries);
        let last_review_on = reviews.last_on();
        let county_letters::Reviews { finished: reviews_finished, running: review } = reviews;
        let asked_on = county_letters::annual_reviews(entries)
            .into_iter()
            .filter(|one| one.meeting_on.is_some() && one.meeting_on == review.meeting_on)
            .filter_map(super::AnnualReview::asked_on)
            .min();
        let of_a_review = |on: Date| {
            let all = reviews_finished.iter().chain([&review]);
            all.clone().any(|one| one.amendment_notice_on == Some(on))
        };
        let ends = [LetterKind::AmendedPlan, LetterKind::KeepsPlan, LetterKind::Final]
            .into_iter()
            .filter_map(|kind| county_letters::last(&letters, kind))
            .map(|letter| letter.dated_on)
            .max();
        let notice = county_letters::last(&letters, LetterKind::AmendmentNotice)
            .map(|letter| letter.dated_on)
            .filter(|on| !of_a_review(*on) && ends.is_none_or(|ended| ended < *on))
            .map(|on| (on, county_letters::parents_answered_on(entries, on)));
        Self {
            notice,
            application: county_letters::application_of(entries),
            application_runs: county_letters::received_on(&county_letters::open_application(&letters))
                .is_some(),
            made_on: ehcp
                .and_then(|plan| plan.made_on)
                .or_else(|| county_letters::day(&letters, LetterKind::Final)),
            last_year_of_school: ehcp.is_some_and(|plan| plan.last_year_of_school),
            considered_on: ehcp.and_then(|plan| plan.considered_on),
            amended_on: county_letters::day(&letters, LetterKind::AmendedPlan),
            last_review_on,
            finished: reviews_finished,
            review,
            asked_on,
            decided: decisions::standing(entries),
        }
    }

    /// Whether a plan is in place and nobody has recorded the day on which it was made: no review can be counted from
    /// it, and none is guessed.
    #[must_use]
    pub fn misses_the_day(&self, state: StatutoryState) -> bool {
        state.has_plan() && self.made_on.is_none()
    }

    /// By when the plan is reviewed next; none without a plan. In the last year of this school the review is finished
    /// early enough for the plan to be amended for the next one, unless it was reviewed or amended this school year.
    #[must_use]
    pub fn review_due(&self, child: &OfChild, calendar: &SchoolCalendar, today: Date) -> Option<ReviewDue> {
        let made_on = self.made_on.filter(|_| child.state.has_plan())?;
        let of_the_year = annual_review::due_on(made_on, self.last_review_on);
        let last_year = self.last_year_of(child);
        let counted_on = phase_transfer::counted_on(child.year, child.born_on, today);
        let is_of_this_year =
            |on: Date| calendar.academic_year_of(on) == calendar.academic_year_of(counted_on);
        let is_done =
            self.amended_on.is_some_and(is_of_this_year) || self.last_review_on.is_some_and(is_of_this_year);
        let for_transfer = phase_transfer::year_of_transfer(child.year, last_year, counted_on)
            .filter(|_| phase_transfer::is_due_this_year(child.year, last_year) && !is_done)
            // A plan that was made too late for it, its notice included, is reviewed within its twelve months.
            .filter(|year| {
                made_on <= annual_review_notice::due_on(phase_transfer::meeting_by(last_year, *year))
            })
            .map(|year| {
                (phase_transfer::review_by(last_year, year), phase_transfer::due_on(last_year, year))
            });
        Some(ReviewDue::earlier(of_the_year, for_transfer))
    }

    /// The last year group of this school, as it counts for the child.
    const fn last_year_of(&self, child: &OfChild) -> YearGroup {
        if self.last_year_of_school { child.year } else { child.last_year }
    }

    /// Every legal date on `today`: of the application, of the plan, the school's own days before an annual review, and
    /// the parents' time to disagree with the county's decision.
    ///
    /// # Law
    /// As [`application::clocks`], [`ehc_plan::clocks`] and [`disagreement::clocks`].
    #[must_use]
    pub fn clocks(&self, child: &OfChild, calendar: &SchoolCalendar, today: Date) -> Vec<Clock> {
        let mut clocks = match child.state {
            // The county's time runs from the day on which it had the request, whatever the school has recorded of its own
            // part; and it ran on while a child was away who has come back.
            StatutoryState::None
            | StatutoryState::Agreeing
            | StatutoryState::NotAgreed
            | StatutoryState::LeftSchool
            | StatutoryState::Ceased
                if self.application_runs =>
            {
                application::clocks(&self.application, today)
            }
            StatutoryState::LeftSchool => return Vec::new(),
            // A refusal may be on the record before the request that it answers: the parents' days run all the same.
            StatutoryState::None
            | StatutoryState::Agreeing
            | StatutoryState::NotAgreed
            | StatutoryState::Ceased => Vec::new(),
            StatutoryState::Withdrawn
            | StatutoryState::Requested
            | StatutoryState::RefusedToAssess
            | StatutoryState::MediationToAssess
            | StatutoryState::AppealToAssess
            | StatutoryState::DismissedToAssess
            | StatutoryState::Assessing
            | StatutoryState::RefusedToIssue
            | StatutoryState::MediationToIssue
            | StatutoryState::AppealToIssue
            | StatutoryState::DismissedToIssue
            | StatutoryState::DraftPlan
            | StatutoryState::EhcpInPlace
            | StatutoryState::Amending
            | StatutoryState::Reassessing
            | StatutoryState::MediationOnPlan
            | StatutoryState::AppealOnPlan
            | StatutoryState::Ceasing
            | StatutoryState::MediationToCease
            | StatutoryState::AppealToCease => application::clocks(&self.application, today),
        };
        if let Some(made_on) = self.made_on.filter(|_| child.state.has_plan()) {
            let counted_on = phase_transfer::counted_on(child.year, child.born_on, today);
            let is_of_this_year =
                |on: &Date| calendar.academic_year_of(*on) == calendar.academic_year_of(counted_on);
            let plan = PlanDates {
                made_on,
                last_review_on: self.last_review_on,
                born_on: child.born_on,
                year_group: child.year,
                last_year: self.last_year_of(child),
                // Amended in the year of the transfer: that was the amendment for the next school.
                amended_for_transfer_on: self.amended_on.filter(is_of_this_year),
                considered_on: self.considered_on,
                review: self.review.clone(),
            };
            clocks.extend(ehc_plan::clocks(&plan, today));
            if let Some((served_on, commented_on)) = self.notice {
                let comments = amendment_comments::due_on(served_on);
                clocks.push(Clock::new(&amendment_comments::RULE, comments, commented_on, None, today));
                let amended = amended_plan::without_a_review_due_on(served_on);
                clocks.push(Clock::new(&amended_plan::RULE, amended, None, None, today));
            }
            if self.review.decision != Some(ReviewDecision::Cease)
                && let Some(due) = self.review_due(child, calendar, today)
            {
                let planned =
                    annual_review_plan::clocks(due.on, &self.review, self.asked_on, calendar, today);
                // Nobody owed anything before there was a plan.
                clocks.extend(planned.into_iter().filter(|clock| clock.due_on >= made_on));
            }
        }
        clocks.extend(self.time_to_disagree(child.state, calendar.bank_holidays(), today));
        clocks.sort_by_key(|clock| (clock.due_on, clock.code));
        clocks
    }

    /// The dates of the annual reviews that are finished, as far as they lie in the school year of `today`, each as it was
    /// kept: what the boards of the year show beside [`LegalDates::clocks`], which watches what is still to come.
    ///
    /// # Law
    /// As [`ehc_plan::of_finished`].
    #[must_use]
    pub fn finished_this_year(&self, calendar: &SchoolCalendar, today: Date) -> Vec<Clock> {
        let year = calendar.academic_year_of(today);
        let before = std::iter::once(None).chain(self.finished.iter().map(|review| review.meeting_on));
        self.finished
            .iter()
            .zip(before)
            .flat_map(|(review, before)| ehc_plan::of_finished(self.made_on, before, review, today))
            .filter(|clock| calendar.academic_year_of(clock.due_on) == year)
            .collect()
    }

    /// The parents' clocks after the decisions that stand; of an earlier decision, or one about an earlier request, only
    /// those that still run, and of a plan that has ceased only those of the decision to cease it.
    fn time_to_disagree(
        &self,
        state: StatutoryState,
        bank_holidays: &BankHolidays,
        today: Date,
    ) -> Vec<Clock> {
        let ceased = state == StatutoryState::Ceased;
        let stand: Vec<&Decided> =
            self.decided.iter().filter(|one| !ceased || one.what == Appealable::ToCease).collect();
        let asks_again =
            matches!(state, StatutoryState::Agreeing | StatutoryState::NotAgreed | StatutoryState::Withdrawn);
        let mut all: Vec<(Appealable, Vec<Clock>)> = Vec::new();
        for (at, Decided { what, on, since }) in stand.iter().enumerate() {
            let is_over = asks_again
                || at + 1 < stand.len()
                || self.application.received_on.is_some_and(|received_on| received_on > *on);
            let mut clocks = disagreement::clocks(*what, *on, since, bank_holidays, today);
            clocks.retain(|clock| !is_over || clock.state.is_open());
            if !clocks.is_empty() {
                all.push((*what, clocks));
            }
        }
        let several = all.len() > 1;
        let told = |what: Appealable| move |clock: Clock| Clock { about: several.then_some(what), ..clock };
        all.into_iter().flat_map(|(what, clocks)| clocks.into_iter().map(told(what))).collect()
    }
}

#[cfg(test)]
mod tests {
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
            (&reviewed(date(2026, 10, 5)), &leaver, date(2026, 11, 1), date(2027, 10, 4), None), // had this year
            (&amended, &leaver, date(2026, 11, 1), date(2027, 6, 14), None),
            (&dates(date(2026, 12, 7)), &leaver, date(2027, 1, 4), date(2027, 12, 6), None), // too new for it
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
            let said =
                PlanComments { party, sent_on, whole: "More speech therapy".into(), ..Default::default() };
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
    fn nobody_owed_anything_before_there_was_a_plan() {
        let leaver = OfChild { year: YearGroup(6), ..CHILD };
        let (plan, today) = (dates(date(2026, 10, 1)), date(2026, 11, 23));
        assert_eq!(due(&plan, &leaver, "annual-review-ask", today), None, "eight weeks before the meeting");
        assert_eq!(due(&plan, &leaver, "annual-review-meeting", today), Some(date(2026, 11, 20)));
        let late = dates(date(2026, 11, 18));
        assert_eq!(late.review_due(&leaver, SchoolCalendar::shipped(), today).unwrap().for_transfer, None);
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
            assert_eq!(
                due(&told, &OfChild { state, ..CHILD }, "appeal", today),
                appeal,
                "{state:?} {last:?}"
            );
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
}
