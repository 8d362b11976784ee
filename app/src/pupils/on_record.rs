//! What the record holds of one child, read once for whatever a page asks of it.

use std::{borrow::Cow, collections::BTreeSet};

use domain::{
    Date,
    meetings::without_days,
    people::Pupil,
    permissions::Actor,
    provision::{Provision, Session},
    record::Entry,
};
use store::{
    Conn,
    queries::{
        entries, provisions,
        records::{self, Record},
        scores::{self, TargetScore},
        sessions,
    },
};

use crate::{App, Fault, meetings};

/// The record of one child, whole: what of it a reader may see is for the caller to say.
#[derive(Clone, Debug)]
pub(crate) struct OnRecord {
    /// The child.
    pub(crate) pupil: Pupil,
    /// Where both machines stand.
    pub(crate) record: Record,
    /// Every entry, of every round, oldest first.
    pub(crate) entries: Vec<Entry>,
    /// The groups in which the child has or had a place.
    pub(crate) provisions: Vec<Provision>,
    /// The logged sessions of these groups, each with this child's mark only.
    pub(crate) sessions: Vec<Session>,
    /// Every score, by day.
    pub(crate) scores: Vec<TargetScore>,
    /// Whether whoever reads it hears neither when nor where something is planned for the child.
    pub(crate) hears_no_day: bool,
}

impl OnRecord {
    /// Reads it, for a child whose record was read before.
    pub(crate) async fn of(db: &impl Conn, pupil: &Pupil, record: &Record) -> Result<Self, Fault> {
        let provisions = provisions::of_pupil(db, pupil.id).await?;
        let sessions =
            if provisions.is_empty() { Vec::new() } else { sessions::of_groups_of(db, pupil.id).await? };
        Ok(Self {
            pupil: pupil.clone(),
            record: record.clone(),
            entries: entries::of_pupil(db, pupil.id).await?,
            scores: scores::of_pupil(db, pupil.id).await?,
            provisions,
            sessions,
            hears_no_day: false,
        })
    }

    /// Reads it for a page. The child was found in the actor's scope before.
    pub(crate) async fn read(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Self, Fault> {
        let reader = app.store.read(actor.school);
        let record = records::get(&reader, pupil.id).await?;
        let hears_no_day = meetings::hears_no_day(&reader, actor, pupil).await?;
        Ok(Self { hears_no_day, ..Self::of(&reader, pupil, &record).await? })
    }

    /// The days ahead that are kept from its reader, or from whoever it is made ready for; none when they may hear of them.
    pub(crate) async fn kept_days(
        &self,
        db: &impl Conn,
        hears: bool,
        today: Date,
    ) -> Result<Option<BTreeSet<Date>>, Fault> {
        if hears && !self.hears_no_day {
            return Ok(None);
        }
        Ok(Some(meetings::days_ahead(db, &self.pupil, today).await?))
    }

    /// The entries without the days that are kept.
    pub(crate) fn heard(&self, kept: Option<&BTreeSet<Date>>, today: Date) -> Cow<'_, [Entry]> {
        match kept {
            Some(days) => {
                self.entries.iter().cloned().filter_map(|entry| without_days(entry, days, today)).collect()
            }
            None => Cow::Borrowed(&self.entries),
        }
    }
}
