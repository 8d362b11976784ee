//! What a decision still needs, while the meeting lasts: the guards asked of what is typed, before anything is saved.

use domain::{
    Date, EntryId, Now,
    pathway::{Finding, review_needs},
    people::Pupil,
    permissions::Actor,
    record::{Content, Entry, Party, TalkAbout},
};

use super::{
    Pack, Recording,
    pack::pack_of,
    record_review::{told_of_stop, why_no_gap},
};
use crate::{App, Fault, SchoolInfo, pathway::facts, pupils::OnRecord};

/// Where a child stands at a review.
#[derive(Clone, Debug)]
pub struct AtReview {
    loaded: facts::Loaded,
    /// When the parents were told that support stops, if they were.
    pub parents_told_on: Option<Date>,
    /// When the child was told.
    pub pupil_told_on: Option<Date>,
}

/// The pack, and where a child stands. The child was found in the actor's scope before.
///
/// # Errors
/// When the database fails.
pub async fn at_review(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    of: Option<&Entry>,
    size: (u16, u16),
) -> Result<(Pack, AtReview), Fault> {
    let on = OnRecord::read(app, actor, pupil).await?;
    let pack = pack_of(app, actor, now, info, &on, of, size.into()).await?;
    let reader = app.store.read(actor.school);
    let loaded = facts::judge(&reader, on, Some(pack.gap()), &info.calendar, now.today).await?;
    let told = |party| {
        let round = loaded.record.state.round.max(1);
        let about = |entry: &&Entry| {
            entry.round == round
                && matches!(&entry.content, Content::Talk(talk)
                    if talk.reached && talk.with == party && talk.about == TalkAbout::SupportEnds)
        };
        loaded.entries.iter().filter(about).map(|entry| entry.on).max()
    };
    let at = AtReview { parents_told_on: told(Party::Parent), pupil_told_on: told(Party::Pupil), loaded };
    Ok((pack, at))
}

impl AtReview {
    /// What the decision of a review needs, if it were recorded as it is typed now.
    #[must_use]
    pub fn needs(&self, actor: &Actor, now: Now, info: &SchoolInfo, recording: &Recording) -> Vec<Finding> {
        let mut supposed = self.loaded.clone();
        let round = supposed.record.state.round.max(1);
        // Written this moment, so that it is the newest.
        let at = u64::try_from(now.instant.as_millisecond()).unwrap_or_default();
        let entry = |last: u8, on, content| Entry {
            id: EntryId::new(at, &[last; 10]),
            school: actor.school,
            pupil: recording.pupil,
            round,
            on,
            content,
            author: actor.who,
            written_at: now.instant,
            version: 1,
        };
        let mut review = recording.review.clone();
        let before = recording.of.and_then(|(id, _)| supposed.entries.iter().position(|one| one.id == id));
        let before = before.map(|at| supposed.entries.remove(at));
        let gap = why_no_gap(actor, &supposed.pupil, &review.gap_not_applicable, before.as_ref());
        review.gap_not_applicable = gap.unwrap_or_default();
        let (review, on) = (&review, recording.on);
        supposed.entries.push(entry(0xff, on, Content::Review(review.clone())));
        for (with, told_on) in
            [(Party::Parent, recording.parents_told_on), (Party::Pupil, recording.pupil_told_on)]
        {
            if let Some(told_on) = told_on {
                supposed.entries.push(entry(0xfe, told_on, Content::Talk(told_of_stop(with))));
            }
        }
        let facts = supposed.support(&info.calendar, now.today);
        review_needs::of(review.decision, &facts)
    }
}
