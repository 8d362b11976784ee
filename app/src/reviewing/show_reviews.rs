//! The reviews of a child: those held, the views, when the next is due and why.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId, UserId,
    deadlines::sen_support_meetings,
    pathway::review_due,
    people::Pupil,
    permissions::Actor,
    record::{Content, Entry, ReviewHow, readable},
};
use store::queries::{accounts, entries, records};

use crate::{App, Fault, SchoolInfo, meetings};

/// When the next review is due, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub on: Date,
    /// Why then, in a sentence.
    pub why: &'static str,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Reviews {
    /// The next review; none, too, when its day is kept from the reader.
    pub due: Option<Due>,
    /// Whether there is a next review, and its day is kept from the reader.
    pub day_is_kept: bool,
    /// Reviews held, newest first.
    pub held: Vec<Entry>,
    /// Views, newest first.
    pub views: Vec<Entry>,
    /// Meetings with parents held this school year.
    pub meetings: usize,
    /// By when the next of three meetings should be.
    pub meeting_by: Option<Date>,
    /// Names of accounts.
    pub names: BTreeMap<UserId, String>,
}

/// The reviews and views of a child that the actor may read.
///
/// # Errors
/// When the database fails.
pub async fn show_reviews(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<Reviews, Fault> {
    let reader = app.store.read(actor.school);
    let record = records::get(&reader, pupil.id).await?;
    let all = entries::of_pupil(&reader, pupil.id).await?;
    let all = meetings::without_kept_days(&reader, actor, pupil, today, all).await?;
    let day_is_kept = meetings::hears_no_day(&reader, actor, pupil).await?;
    let names = accounts::names(&reader).await?;
    let reviews = |entry: &&Entry| matches!(entry.content, Content::Review(_));
    let last_on = all.iter().filter(reviews).map(|entry| entry.on).next_back();
    let is_reviewed = review_due::is_reviewed(&record.state);
    let due = match record.review_due_on.filter(|_| record.state.is_open()) {
        Some(on) => Some(Due { on, why: "This is the day that was set for it." }),
        None => is_reviewed.then(|| Due {
            on: review_due::due_on(&info.calendar, last_on, record.state.support_entered_on.unwrap_or(today)),
            why: "It is the last day of the half term: each child with provision is reviewed once in each half term.",
        }),
    };
    let meetings_on: Vec<Date> = all
        .iter()
        .filter(|entry| matches!(&entry.content, Content::Review(review) if review.how == ReviewHow::Meeting))
        .map(|entry| entry.on)
        .collect();
    let may_read = |entry: &&Entry| readable(actor, pupil.subject(), entry);
    Ok(Reviews {
        due: due.filter(|_| !day_is_kept),
        day_is_kept: day_is_kept && is_reviewed,
        held: all.iter().rev().filter(reviews).filter(may_read).cloned().collect(),
        views: all
            .iter()
            .rev()
            .filter(|entry| matches!(entry.content, Content::View(_)))
            .filter(may_read)
            .cloned()
            .collect(),
        meetings: sen_support_meetings::held(&meetings_on, today),
        meeting_by: sen_support_meetings::due_on(&meetings_on, today, &info.calendar).filter(|_| is_reviewed),
        names,
    })
}

/// One entry of a child that the actor may read; not found otherwise, nor an annual review ahead whose day is kept from
/// them; to whoever hears no day, without that of the next review.
///
/// # Errors
/// [`Fault::NotFound`] when it is not this child's or not theirs to read.
pub async fn show_review(app: &App, actor: &Actor, pupil: &Pupil, id: EntryId) -> Result<Entry, Fault> {
    let reader = app.store.read(actor.school);
    let entry = entries::get(&reader, pupil.id, id)
        .await?
        .filter(|entry| readable(actor, pupil.subject(), entry))
        .ok_or(Fault::NotFound)?;
    let mut heard = meetings::without_kept_days(&reader, actor, pupil, app.now().today, vec![entry]).await?;
    heard.pop().ok_or(Fault::NotFound)
}
