//! The SENCO plans an annual review and records it: meeting, notice, advice, report, recommendation.

use domain::{
    Date, EntryId, Now, PupilId,
    calendar::count::months_after,
    deadlines::{
        amended_plan, annual_review_decision, annual_review_notice, annual_review_report, rule::SEND_IN_FORCE,
    },
    permissions::Actor,
    record::{AnnualReview, Content, Entry},
};
use store::{
    Conn,
    queries::{classes, entries},
};

use crate::{
    App, Fault, FieldFault, SchoolInfo, child,
    meetings::wrong_place,
    record::{Writing, write_entry},
    time_in_words,
};

/// A meeting is planned so many months ahead at most: a year's review, and the time before it.
const MONTHS_AHEAD: i32 = 15;

/// The days that follow from a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingDates {
    /// Notice of the date at the latest.
    pub notice_on: Date,
    /// All advice sent round at the latest.
    pub advice_on: Date,
    /// The report with recommendations.
    pub report_on: Date,
    /// The county's decision, and its amendment notice.
    pub decision_on: Date,
    /// The final amended plan at the latest, when the county amends.
    pub amended_plan_on: Date,
}

/// The days that follow from a meeting on `on`.
#[must_use]
pub fn plan_meeting(on: Date) -> MeetingDates {
    MeetingDates {
        notice_on: annual_review_notice::due_on(on),
        advice_on: annual_review_notice::advice_circulated_due_on(on),
        report_on: annual_review_report::due_on(on),
        decision_on: annual_review_decision::due_on(on),
        amended_plan_on: amended_plan::due_on(on, None),
    }
}

/// The version of an annual review that somebody goes on from who started from `of`: the newest, when nothing but answers to
/// the invitation came since.
pub(crate) async fn version_now(db: &impl Conn, entry: &Entry, of: u32) -> Result<u32, Fault> {
    let (Content::AnnualReview(newest), true) = (&entry.content, of < entry.version) else { return Ok(of) };
    let before = entries::versions(db, entry).await?.into_iter().find(|one| one.version == of);
    let is_same = before.is_some_and(|before| match &before.content {
        Content::AnnualReview(review) => review.without_answers() == newest.without_answers(),
        _ => false,
    });
    Ok(if is_same { entry.version } else { of })
}

/// The review as it is written over the one that stands, and the version from which it goes on: nobody's answer is lost, and
/// when the meeting moved nobody has the notice of it yet.
async fn over_before(
    app: &App,
    actor: &Actor,
    now: Now,
    (pupil, of): (PupilId, Option<(EntryId, u32)>),
    review: AnnualReview,
) -> Result<(Option<(EntryId, u32)>, AnnualReview), Fault> {
    let Some((id, version)) = of else { return Ok((of, review)) };
    let reader = app.store.read(actor.school);
    let Some(entry) = entries::get(&reader, pupil, id).await? else { return Ok((of, review)) };
    let Content::AnnualReview(before) = &entry.content else { return Ok((of, review)) };
    let version = version_now(&reader, &entry, version).await?;
    let review = review.with_answers_of(before).told_anew(before, now.today);
    Ok((Some((id, version)), review.told_with_the_others(actor.user(), now)))
}

/// What speaks against a day of a meeting that is ahead: that the school is closed on it, or that another meeting is planned.
fn of_the_day(
    written: &[Entry],
    of: Option<EntryId>,
    meeting_on: Date,
    info: &SchoolInfo,
    today: Date,
) -> Option<FieldFault> {
    let set = |entry: &Entry| match &entry.content {
        Content::AnnualReview(review) => review.meeting_on,
        _ => None,
    };
    let is_as_it_was = written.iter().any(|entry| Some(entry.id) == of && set(entry) == Some(meeting_on));
    if is_as_it_was || meeting_on < today {
        return None;
    }
    if info.calendar.knows(meeting_on) && !info.calendar.is_in_session(meeting_on) {
        let sentence = "Choose a school day: on this one the school is closed";
        return Some(FieldFault::new("meeting_on-day", sentence));
    }
    let others = written.iter().filter(|entry| Some(entry.id) != of).filter_map(set);
    let planned = others.filter(|on| *on >= today && *on != meeting_on).min()?;
    let day = time_in_words::day(planned);
    let sentence = format!(
        "A review is planned for {day}: open that one and change its day, so that one meeting is watched"
    );
    Some(FieldFault::new("meeting_on-day", sentence))
}

/// Saves an annual review: new, or as a new version of the one started from. Its clocks are counted anew. What the
/// county decides is recorded with its letter.
///
/// # Errors
/// [`Fault::Invalid`] when the meeting has no day, a day lies where it cannot, or at `at`, `minutes` or `place`; [`Fault::Stale`] when somebody saved
/// since.
pub async fn write_annual_review(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    review: AnnualReview,
) -> Result<EntryId, Fault> {
    let mut faults = Vec::new();
    let Some(meeting_on) = review.meeting_on else {
        return Err(Fault::field("meeting_on-day", "Enter the day of the meeting"));
    };
    for (on, field) in [
        (review.notice_on, "notice_on-day"),
        (review.advice_on, "advice_on-day"),
        (review.report_on, "report_on-day"),
    ] {
        if on.is_some_and(|on| on > now.today) {
            faults.push(FieldFault::new(field, "Enter the day when it is done: it must not be ahead"));
        }
    }
    if review.report_on.is_some() {
        if review.report_on < Some(meeting_on) {
            faults.push(FieldFault::new("report_on-day", "The report follows the meeting"));
        }
        if review.recommends.is_none() {
            faults.push(FieldFault::new("recommends", "Choose what is recommended: the report says it"));
        }
        if review.came.is_empty() && review.came_words.trim().is_empty() {
            faults.push(FieldFault::new("came", "Tick who came, or write it: the report names them"));
        }
    }
    let child = child::see(app, actor, pupil).await?;
    if meeting_on < child.born_on.max(SEND_IN_FORCE) {
        faults.push(FieldFault::new("meeting_on-day", "The day of the meeting is too long ago to be right"));
    }
    if meeting_on > months_after(now.today, MONTHS_AHEAD) {
        faults.push(FieldFault::new("meeting_on-day", "Choose a day within the next fifteen months"));
    }
    let info = app.school(actor.school, None).await?;
    let written = entries::of_pupil(&app.store.read(actor.school), pupil).await?;
    faults.extend(of_the_day(&written, of.map(|(id, _)| id), meeting_on, &info, now.today));
    let wrong = review.meeting_faults().into_iter();
    faults.extend(wrong.map(|fault| FieldFault::new(fault.field(), fault.sentence())));
    let all = classes::all(&app.store.read(actor.school)).await?;
    let classes: Vec<String> = all.into_iter().map(|class| class.name).collect();
    let named = wrong_place(&review.place, &child, &classes);
    faults.extend(named.map(|sentence| FieldFault::new("place", sentence)));
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let (of, review) = over_before(app, actor, now, (pupil, of), review).await?;
    let writing = Writing { pupil, of, on: meeting_on, content: Content::AnnualReview(review) };
    write_entry(app, actor, now, writing).await
}
