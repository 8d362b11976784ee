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
        plan_the_meeting,
        rule::Party,
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
    /// The plan came from another county on this day.
    pub transferred_on: Option<Date>,
    /// The child came to this school with the plan: what was due before was another school's.
    pub came_on: Option<Date>,
    /// The plan says that the child is in the last year of this school.
    pub last_year_of_school: bool,
    /// A review of a child under five was last considered.
    pub considered_on: Option<Date>,
    /// The plan was last amended.
    pub amended_on: Option<Date>,
    /// The plan says that it was last reviewed on this day: mostly by another school.
    pub reviewed_on: Option<Date>,
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
        let reviewed_on = ehcp.and_then(|plan| plan.reviewed_on);
        let last_review_on = reviews.last_on().max(reviewed_on);
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
            transferred_on: county_letters::day(&letters, LetterKind::MovedIn),
            came_on: county_letters::day(&letters, LetterKind::MovedIn)
                .max(county_letters::day(&letters, LetterKind::ArrivesWithPlan)),
            last_year_of_school: ehcp.is_some_and(|plan| plan.last_year_of_school),
            considered_on: ehcp.and_then(|plan| plan.considered_on),
            amended_on: county_letters::day(&letters, LetterKind::AmendedPlan),
            reviewed_on,
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
        let of_the_year = annual_review::due_after_a_move(made_on, self.last_review_on, self.transferred_on);
        let last_year = self.last_year_of(child);
        let counted_on = phase_transfer::counted_on(child.year, child.born_on, today);
        let is_of_this_year =
            |on: Date| calendar.academic_year_of(on) == calendar.academic_year_of(counted_on);
        let is_done =
            self.amended_on.is_some_and(is_of_this_year) || self.last_review_on.is_some_and(is_of_this_year);
        let for_transfer = phase_transfer::year_of_transfer(child.year, last_year, counted_on)
            .filter(|_| phase_transfer::is_due_this_year(child.year, last_year) && !is_done)
            .and_then(|year| {
                let review_by = phase_transfer::review_of_a_plan_by(last_year, year, made_on)?;
                Some((review_by, phase_transfer::due_on(last_year, year)))
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
                transferred_on: self.transferred_on,
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
                // This school owed nothing before there was a plan, nor before the child came with it.
                let since = self.came_on.map_or(made_on, |came_on| came_on.max(made_on));
                let asked = planned.into_iter().filter_map(|clock| owed_since(clock, since, today));
                clocks.extend(asked);
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
        self.as_kept(self.finished.iter(), today)
            .into_iter()
            .filter(|clock| calendar.academic_year_of(clock.due_on) == year)
            .collect()
    }

    /// What the county did after each annual review, in time or late: its decision, the amended plan, and whether the review
    /// came within the twelve months.
    ///
    /// # Law
    /// As [`ehc_plan::of_finished`].
    #[must_use]
    pub fn kept_by_the_county(&self, today: Date) -> Vec<Clock> {
        self.as_kept(self.finished.iter().chain([&self.review]), today)
            .into_iter()
            .filter(|clock| clock.party == Party::Authority)
            .collect()
    }

    /// The clocks of reviews, the newest last, as they were kept: each counted from the one before it, wherever that was.
    fn as_kept<'a>(&self, reviews: impl Iterator<Item = &'a ReviewDates>, today: Date) -> Vec<Clock> {
        let before = std::iter::once(None).chain(self.finished.iter().map(|review| review.meeting_on));
        reviews
            .zip(before)
            .flat_map(|(review, before)| {
                let elsewhere = self.reviewed_on.filter(|on| Some(*on) < review.meeting_on);
                ehc_plan::of_finished(self.made_on, before.max(elsewhere), self.transferred_on, review, today)
            })
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

/// A school's own day before an annual review as it counts for a school that has had the plan since a day. What was due
/// before and is still to do is due once this school can do it: notice at once, the meeting as soon as its notice allows.
/// What is done, or is good practice alone, was another school's.
fn owed_since(clock: Clock, since: Date, today: Date) -> Option<Clock> {
    if clock.due_on >= since {
        return Some(clock);
    }
    if !clock.state.is_open() {
        return None;
    }
    let again = |rule, due_on| Some(Clock::new(rule, due_on, None, None, today));
    let rules = [&annual_review_notice::RULE, &annual_review_notice::ADVICE];
    if clock.code == plan_the_meeting::MEETING.code {
        return again(&plan_the_meeting::MEETING, annual_review_notice::earliest_meeting(since));
    }
    rules.into_iter().find(|rule| rule.code == clock.code).and_then(|rule| again(rule, since))
}

#[cfg(test)]
#[path = "legal_dates_tests.rs"]
mod tests;
