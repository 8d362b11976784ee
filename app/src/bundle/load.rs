//! Everything that a bundle is gathered from, read once: of this child, and as much as the one who makes it may read.

use std::collections::BTreeMap;

use documents::chart::{HEIGHT, WIDTH};
use domain::{
    Now, TargetId, UserId,
    bundle::{Cycle, Look, cycles},
    money::{Pence, funding_year, provision_cost::YearCosts},
    people::{Contact, Pupil},
    permissions::{Action, Actor},
    progress::ScoredOn,
    provision::{Provision, Session},
    record::{Content, Entry, evidence::Held, readable},
    uploads::{StoredFile, file_readable},
};
use store::queries::{accounts, contacts, entries, files, provisions, scores, sessions};

use crate::{
    App, Fault, SchoolInfo,
    banks::Checklists,
    gathering::{self, SubjectProgress},
    teaching::{Hourly, costs},
};

/// What was read.
pub(super) struct Loaded {
    pub(super) entries: Vec<Entry>,
    pub(super) files: Vec<StoredFile>,
    pub(super) provisions: Vec<Provision>,
    pub(super) sessions: Vec<Session>,
    pub(super) scores: Vec<(TargetId, ScoredOn)>,
    pub(super) subjects: Vec<SubjectProgress>,
    pub(super) contacts: Vec<Contact>,
    pub(super) names: BTreeMap<UserId, String>,
    pub(super) checklists: Checklists,
    pub(super) hourly: Hourly,
    pub(super) costs: YearCosts,
}

impl Loaded {
    /// Reads it. The child was found in the actor's scope before.
    pub(super) async fn read(
        app: &App,
        actor: &Actor,
        now: Now,
        info: &SchoolInfo,
        pupil: &Pupil,
    ) -> Result<Self, Fault> {
        let reader = app.store.read(actor.school);
        let subject = pupil.subject();
        let mut all = entries::of_pupil(&reader, pupil.id).await?;
        all.retain(|entry| readable(actor, subject, entry));
        let mut kept = files::of_pupil(&reader, pupil.id).await?;
        kept.retain(|file| file_readable(actor, subject, file, &all));
        let provisions = provisions::of_pupil(&reader, pupil.id).await?;
        let sessions = sessions::of_groups_of(&reader, pupil.id).await?;
        let scores = scores::of_pupil(&reader, pupil.id)
            .await?
            .into_iter()
            .map(|score| (score.target, ScoredOn::new(score.on, score.value)))
            .collect();
        let subjects = if actor.may_to(Action::ReadScores, subject) {
            gathering::show_progress(app, actor, now, info, pupil, (WIDTH, HEIGHT).into()).await?.subjects
        } else {
            Vec::new()
        };
        let hourly = Hourly::of(&reader, info).await?;
        let checklists = Checklists::of_entries(&reader, &all.iter().collect::<Vec<_>>()).await?;
        Ok(Self {
            costs: costs(&provisions, &sessions, &hourly, info, now.today),
            contacts: contacts::of_pupil(&reader, pupil.id).await?,
            names: accounts::names(&reader).await?,
            entries: all,
            files: kept,
            provisions,
            sessions,
            scores,
            subjects,
            checklists,
            hourly,
        })
    }

    /// Each cycle of assess, plan, do, review.
    pub(super) fn cycles(&self, now: Now, info: &SchoolInfo, pupil: &Pupil) -> Vec<Cycle<'_>> {
        let hourly = |provision: &Provision| self.hourly.cost(provision);
        cycles(
            pupil.id,
            &self.entries,
            &self.provisions,
            &self.sessions,
            &self.scores,
            hourly,
            &info.calendar,
            now.today,
        )
    }

    /// What the completeness page counts.
    pub(super) fn look(&self, pupil: &Pupil) -> Look {
        let plan = |entry: &&Entry| matches!(entry.content, Content::Plan(_));
        let cost = self.costs.children.get(&pupil.id).map_or(Pence::ZERO, |cost| cost.at_year_end());
        Look {
            held: Held {
                results: self.subjects.iter().map(|one| one.chart.rows.len()).sum(),
                scores: self.scores.len(),
                sessions: self.sessions.iter().filter(|session| session.was_given_to(pupil.id)).count(),
                provisions: self.provisions.len(),
                attendance: pupil.attendance.is_some(),
            },
            costed: cost > Pence::ZERO,
            cycles: self.entries.iter().filter(plan).count(),
        }
    }

    /// The funding year in words.
    pub(super) fn funding_year(info: &SchoolInfo, now: Now) -> String {
        funding_year::of(info.school.settings.funding_year, now.today).name()
    }

    /// A name, or none.
    pub(super) fn name(&self, user: UserId) -> &str {
        self.names.get(&user).map_or("", String::as_str)
    }
}
