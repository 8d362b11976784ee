//! What of the county's process a parent is asked for now, and what of it they may read.

use domain::{
    Date, EntryId,
    deadlines::draft_plan_comments,
    pathway::{StatutoryState, facts_of_statutory},
    people::Pupil,
    permissions::{Action, Actor, Who},
    record::{ApplicationAgreement, Content, Entry, HowSaid, Party, county_letters, readable},
};
use store::queries::{accounts, entries, records};

use super::show_comments;
use crate::{App, Fault, early::Said, meetings};

/// The draft that a parent may comment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftToRead {
    /// The last day for comments that the law gives at least; none when nobody recorded the day on which it was served.
    pub by: Option<Date>,
    /// Whether they wrote comments on this draft.
    pub commented: bool,
}

/// A parent's part in the county's process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParentsPart {
    /// While an application is being agreed: whether they have answered, and whether they agree.
    pub consent: Option<(Said, bool)>,
    /// While a draft, or an amendment, is open for comments.
    pub draft: Option<DraftToRead>,
    /// Whether there is a process that they may follow: where it is, dates, letters.
    pub follows: bool,
    /// Whether there is a plan in place that they may read.
    pub reads_plan: bool,
    /// The annual review whose meeting is ahead; none for whoever is kept out of it.
    pub review: Option<(EntryId, Date)>,
}

/// What they said to the application that is being agreed: their own answer, else the newest that somebody wrote down in
/// their name.
fn said(actor: &Actor, own_name: &str, all: &[Entry]) -> (Said, bool) {
    let of_parents: Vec<(&Entry, &ApplicationAgreement)> =
        facts_of_statutory::answers(all).filter(|(_, said)| said.party == Party::Parent).collect();
    let newest = |is: &dyn Fn(&Entry, &ApplicationAgreement) -> bool| {
        let theirs = of_parents.iter().filter(|(entry, said)| is(entry, said));
        theirs.max_by_key(|(entry, _)| (entry.on, entry.first_written_at())).map(|(_, said)| said.agrees)
    };
    let own = newest(&|entry, _| entry.author == actor.who);
    let written_down = newest(&|_, said| said.how != HowSaid::InWaymark && said.name.trim() == own_name);
    match (own, written_down) {
        (Some(agrees), _) => (Said::Themselves, agrees),
        (None, Some(agrees)) => (Said::WrittenDown, agrees),
        (None, None) => (Said::NotYet, false),
    }
}

/// A parent's part in the county's process about their child.
///
/// # Errors
/// When the database fails.
pub async fn parents_part(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    today: Date,
) -> Result<ParentsPart, Fault> {
    let (reader, subject) = (app.store.read(actor.school), pupil.subject());
    let state = records::get(&reader, pupil.id).await?.state.statutory;
    let all = entries::of_pupil(&reader, pupil.id).await?;
    let all = meetings::without_kept_days(&reader, actor, pupil, today, all).await?;
    let mut part = ParentsPart {
        follows: actor.may_to(Action::ReadApplication, subject)
            && !matches!(state, StatutoryState::None | StatutoryState::LeftSchool),
        reads_plan: actor.may_to(Action::ReadEhcp, subject)
            && state.has_plan()
            && county_letters::ehcp(&all).is_some(),
        ..ParentsPart::default()
    };
    if state == StatutoryState::Agreeing && actor.may_to(Action::AgreeApplication, subject) {
        let names = accounts::names(&reader).await?;
        let own_name = match actor.who {
            Who::Person(id) => names.get(&id).map(String::as_str).unwrap_or_default(),
            Who::Operator | Who::Job => "",
        };
        part.consent = Some(said(actor, own_name.trim(), &all));
    }
    let is_draft = matches!(state, StatutoryState::DraftPlan | StatutoryState::Amending);
    if is_draft && actor.may_to(Action::ContributeApplication, subject) {
        let comments = show_comments(app, actor, pupil).await?;
        part.draft = Some(DraftToRead {
            by: comments.served_on.map(draft_plan_comments::due_on),
            commented: !comments.own.is_empty(),
        });
    }
    let ahead = all.iter().filter(|entry| readable(actor, subject, entry));
    part.review = ahead
        .filter_map(|entry| match &entry.content {
            Content::AnnualReview(review) => Some((entry.id, review.meeting_on?)),
            _ => None,
        })
        .filter(|(_, on)| *on >= today)
        .min_by_key(|(_, on)| *on);
    Ok(part)
}
