//! What the guards need to know of a child: plain values, filled by `app` from the record.
//!
//! The default of each is "nothing recorded yet": with it, every guard finds everything that it can miss.

use crate::{Date, census::SenProvision};

/// Whether the parents were talked to about the concern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParentsTalk {
    /// Nothing recorded.
    #[default]
    No,
    /// A talk is recorded: date, who, what they said.
    Yes,
    /// They raised the concern themselves.
    RaisedByThem,
    /// Attempts are recorded.
    AttemptsShown,
}

/// What one of the four gave to the one page profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contribution {
    /// Nothing yet.
    #[default]
    Missing,
    /// Their part is written.
    Given,
    /// Attempts to gather it are recorded.
    AttemptsShown,
}

/// What one of the four says of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Not asked, or no answer recorded.
    #[default]
    NotAsked,
    /// Yes: name, date, how (in Waymark, on paper, in the meeting, in the review).
    Yes,
    /// They disagree, and what they say is written.
    DisagreesAndIsWritten,
    /// They disagree, and nobody wrote down what they say.
    Disagrees,
    /// Attempts to ask are recorded.
    AttemptsShown,
    /// A later cycle in which nothing of theirs changed: no new agreement is needed.
    NothingChanged,
}

/// The child's gap to peers (`progress.md`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// Not looked at, or not enough data.
    #[default]
    NotKnown,
    /// Still open.
    Open,
    /// Closed: at or above the peers' lower quartile in the two latest collections.
    Closed,
    /// The SENCO has written why it does not apply.
    DoesNotApply,
}

/// One value for each of the four parties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FourParties<T> {
    /// The pupil.
    pub pupil: T,
    /// The parents or carers.
    pub parents: T,
    /// The class teacher.
    pub teacher: T,
    /// The SENCO.
    pub senco: T,
}

impl TargetFacts {
    /// Whether provision serves it, with staff, dates and a first session ahead or done.
    #[must_use]
    pub const fn provision_is_ready(&self) -> bool {
        self.has_provision && self.provision_has_staff && self.provision_has_dates && self.first_session
    }
}

impl<T: Copy> FourParties<T> {
    /// Each party by the name used in a sentence.
    pub fn each(&self) -> [(&'static str, T); 4] {
        [
            ("the child", self.pupil),
            ("the parents", self.parents),
            ("the class teacher", self.teacher),
            ("the SENCO", self.senco),
        ]
    }

    /// The same value for all four.
    pub const fn all(value: T) -> Self {
        Self { pupil: value, parents: value, teacher: value, senco: value }
    }
}

/// One current target of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetFacts {
    /// The words by which a sentence names it ("Target 2: spelling"); its place in the list when empty.
    pub label: String,
    /// Area, what the child will do, measure, baseline, goal, by when, criterion and checker are all there.
    pub complete: bool,
    /// Some provision serves it.
    pub has_provision: bool,
    /// That provision names its staff.
    pub provision_has_staff: bool,
    /// That provision has its dates.
    pub provision_has_dates: bool,
    /// A first session is ahead or done.
    pub first_session: bool,
    /// Scores in this phase.
    pub scores: u32,
    /// The latest review gave it an outcome ("not judged" is one).
    pub has_outcome: bool,
    /// Its outcome is met, or met and kept.
    pub met: bool,
    /// Its outcome is met and kept: it was looked at again.
    pub kept: bool,
}

/// What the guards of the support machine need to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportFacts {
    /// Joining: the provision that the roll, a transfer or an earlier school's paper states.
    pub roll_says: Option<SenProvision>,
    /// Step 1: the concern says what has been noticed.
    pub concern_written: bool,
    /// Step 1: whether the parents were talked to.
    pub parents_talked_to: ParentsTalk,
    /// Step 1: the checklist is done.
    pub checklist_done: bool,
    /// Step 1: the SENCO has acknowledged and said what happens next.
    pub acknowledged: bool,
    /// Step 1: hearing was checked.
    pub hearing_checked: bool,
    /// Step 1: vision was checked.
    pub vision_checked: bool,
    /// Step 1: the child's own view is written.
    pub childs_view: bool,
    /// Step 2: adaptations recorded.
    pub adaptations: u32,
    /// Step 2: adaptations of which it is recorded what difference they made.
    pub adaptations_reviewed: u32,
    /// Step 2: school weeks since the first adaptation began.
    pub school_weeks_adapting: u32,
    /// Step 2: parents were spoken to since then.
    pub parents_spoken_to_since: bool,
    /// Step 3: who has contributed to the profile.
    pub contributions: FourParties<Contribution>,
    /// Step 3: "what I find difficult" is filled.
    pub difficult_filled: bool,
    /// Step 3: "what I want help with" is filled.
    pub help_wanted_filled: bool,
    /// Step 3: the SENCO has signed the profile off.
    pub signed_off: bool,
    /// Steps 4 to 8: the current targets.
    pub targets: Vec<TargetFacts>,
    /// Step 4: what each party says of the plan.
    pub agreement: FourParties<Said>,
    /// Step 4: the day on which the parents were told that SEN support is being given (CoP 6.48).
    pub parents_told_of_sen_support_on: Option<Date>,
    /// Step 4: needs are assessed in detail, each assessment dated and sourced.
    pub needs_assessed_in_detail: bool,
    /// Step 4: resources and expertise are assigned.
    pub resources_assigned: bool,
    /// Step 5: names of adults who are booked twice at one time.
    pub adults_booked_twice: Vec<String>,
    /// Step 6: the half term's review is due.
    pub review_due: bool,
    /// Step 6: the SENCO has called a review.
    pub review_called: bool,
    /// Step 6: share of planned sessions delivered in this phase, in whole percent; none when none was planned.
    pub sessions_delivered_percent: Option<u32>,
    /// Step 7: the review is recorded: who came, what was said.
    pub review_recorded: bool,
    /// Step 7: the next review has a date.
    pub next_review_on: Option<Date>,
    /// Step 8: the gap to peers.
    pub gap: Gap,
    /// Step 8: the day on which the parents were told that support stops.
    pub parents_told_of_stop_on: Option<Date>,
    /// Step 8: the day on which the pupil was told that support stops.
    pub pupil_told_of_stop_on: Option<Date>,
    /// Closing: the parents were told that the concern is closed.
    pub parents_told_of_close: bool,
    /// Closing: the round has come to step 4, so SEN support is given in it.
    pub gets_support: bool,
    /// Closing: the school says that special educational provision is no longer needed.
    pub no_longer_needed: bool,
    /// Closing: the day until which the child will be watched.
    pub watch_until: Option<Date>,
    /// Closing because parents do not want SEN support: what the school goes on doing is written.
    pub what_continues_is_written: bool,
    /// Closing because the child left: the day of leaving.
    pub left_on: Option<Date>,
}

impl SupportFacts {
    /// The targets of which `picked` holds, as words for a sentence: "Target 2 and Spelling"; none when there is none.
    #[must_use]
    pub fn targets_named(&self, picked: fn(&TargetFacts) -> bool) -> Option<String> {
        let names: Vec<String> = (1..)
            .zip(&self.targets)
            .filter(|(_, target)| picked(target))
            .map(
                |(place, target)| {
                    if target.label.is_empty() { format!("target {place}") } else { target.label.clone() }
                },
            )
            .collect();
        and(&names)
    }
}

/// "a", "a and b", "a, b and c"; none of nothing.
#[must_use]
pub fn and<T: AsRef<str>>(words: &[T]) -> Option<String> {
    let (last, rest) = words.split_last()?;
    let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
    Some(if rest.is_empty() {
        last.as_ref().to_owned()
    } else {
        format!("{} and {}", rest.join(", "), last.as_ref())
    })
}

/// What the guards of the statutory machine need to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatutoryFacts {
    /// Application: the day of the parents' signed consent.
    pub parents_consented_on: Option<Date>,
    /// Application: the class teacher agrees.
    pub teacher_agrees: bool,
    /// Application: the SENCO agrees.
    pub senco_agrees: bool,
    /// Application: the head agrees.
    pub head_agrees: bool,
    /// Application: the pupil's view is written (a view, not a veto).
    pub pupils_view: bool,
    /// Application: what the evidence list (CoP 9.14) still lacks, in words; each warns, none blocks.
    pub evidence_missing: Vec<String>,
    /// Application: the day on which the parents were told that the school asks without everyone's agreement.
    pub parents_told_of_request_on: Option<Date>,
    /// The parents were told that they may ask the county themselves (CFA s.36).
    pub parents_told_they_may_apply: bool,
    /// An assessment ended less than six months ago (CFA s.36(6)).
    pub assessed_within_six_months: bool,
    /// A parent (or an earlier school) applied: how the school knows is recorded.
    pub request_elsewhere_shown: bool,
    /// The day on which the county received the request: the clock's first day.
    pub request_received_on: Option<Date>,
    /// Application: the county has answered the request, so it was made, whatever the record says of who agreed.
    pub county_has_answered: bool,
    /// Who withdrew, when and why is recorded.
    pub withdrawal_recorded: bool,
    /// The date of the county's letter that the move records (assess, issue, keep, re-assess, cease).
    pub letter_on: Option<Date>,
    /// The parents were told of mediation and appeal, with the last days.
    pub parents_told_of_appeal: bool,
    /// The day on which the draft plan was served.
    pub draft_served_on: Option<Date>,
    /// The parents' fifteen days to comment on the draft or the amendment notice are over, or they have answered.
    pub parents_had_time_to_comment: bool,
    /// The day on which the plan (or the amended plan) was made.
    pub plan_made_on: Option<Date>,
    /// The plan's document is in the record.
    pub plan_document: bool,
    /// Outcomes of section E and provision of section F are recorded as lines.
    pub sections_recorded: bool,
    /// Lines of section F that no provision serves.
    pub lines_without_provision: u32,
    /// The parents have a copy of the plan.
    pub parents_have_copy: bool,
    /// The day of the talk in school about exactly what will happen.
    pub talk_in_school_on: Option<Date>,
    /// The roll, a transfer or a paper says that the child has a plan.
    pub roll_says_plan: bool,
    /// The day on which the child moved into the county.
    pub moved_on: Option<Date>,
    /// The day on which a mediation adviser was contacted.
    pub adviser_contacted_on: Option<Date>,
    /// The last day for that (`deadlines`).
    pub adviser_due_on: Option<Date>,
    /// The date of the mediation certificate.
    pub certificate_on: Option<Date>,
    /// The appeal is about section I alone: no certificate is needed.
    pub appeal_about_section_i_alone: bool,
    /// The day on which the appeal was lodged.
    pub appeal_lodged_on: Option<Date>,
    /// The last day for that (`deadlines`).
    pub appeal_due_on: Option<Date>,
    /// The date of the tribunal's order, or of the appeal's withdrawal.
    pub tribunal_decided_on: Option<Date>,
    /// The day on which the amendment notice was served.
    pub amendment_notice_on: Option<Date>,
    /// The day on which the plan ceased.
    pub ceased_on: Option<Date>,
    /// The time for an appeal against ceasing is over (the county may not cease before, CFA s.45(4)).
    pub appeal_time_is_over: bool,
    /// The day on which the child left the school.
    pub left_on: Option<Date>,
}
