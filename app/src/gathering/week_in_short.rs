//! This week in a few numbers: what Today and My class say of it.

use std::sync::Arc;

use domain::{
    Now,
    permissions::{Action, Actor},
    progress::{Week, weekly_verdict::Verdict},
};

use super::{
    judge::{Evidence, TargetJudged, class_of, in_scope},
    sheets::{self, Count},
};
use crate::{
    App, Fault, SchoolInfo,
    county::{LineToLookAt, lines_to_look_at},
};

/// This week in numbers, for Today and My class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekInShort {
    /// Sessions of this week that are entered, whether held or not run.
    pub entered: usize,
    /// Sessions of this week of which something should be known by now.
    pub expected: usize,
    /// Targets off track.
    pub off_track: usize,
    /// Targets whose sessions were missed.
    pub sessions_missed: usize,
    /// Targets of which no data, or not enough, came.
    pub no_data: usize,
    /// Targets met and kept.
    pub met_and_kept: usize,
    /// Lines of EHC plans that are under-delivered, or that nothing delivers; for those who write the plans.
    pub section_f: Arc<[LineToLookAt]>,
}

/// Under which heading of the week a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heading {
    OffTrack,
    SessionsMissed,
    NoData,
    MetAndKept,
    Met,
    Ahead,
    OnTrack,
}

impl Heading {
    pub(super) fn of(target: &TargetJudged) -> Self {
        match target.judged.finding.verdict {
            // Nobody logged: that is no data, not no teaching.
            Verdict::SessionsMissed { .. } if target.judged.is_silent() => Heading::NoData,
            Verdict::SessionsMissed { .. } => Heading::SessionsMissed,
            Verdict::NotEnoughData { .. } => Heading::NoData,
            Verdict::MetAndKept { .. } => Heading::MetAndKept,
            Verdict::Met { .. } => Heading::Met,
            Verdict::OffTrack => Heading::OffTrack,
            Verdict::Ahead => Heading::Ahead,
            Verdict::OnTrack => Heading::OnTrack,
        }
    }
}

/// This week in numbers, of the children whose targets the actor reads.
///
/// # Errors
/// When the database fails.
pub async fn week_in_short(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    now: Now,
) -> Result<WeekInShort, Fault> {
    let scope = actor.scope_for(Action::ReadTargets);
    if scope.is_empty() {
        return Ok(WeekInShort::default());
    }
    let reader = app.store.read(actor.school);
    let classes = app.classes(info).await?;
    let evidence = Evidence::of_scope(&reader, &scope, now.today, now.today).await?;
    let mut short = WeekInShort::default();
    for child in evidence.judge(&info.calendar, &classes, now.today) {
        for target in &child.targets {
            match Heading::of(target) {
                Heading::OffTrack => short.off_track += 1,
                Heading::SessionsMissed => short.sessions_missed += 1,
                Heading::NoData => short.no_data += 1,
                Heading::MetAndKept => short.met_and_kept += 1,
                Heading::Met | Heading::Ahead | Heading::OnTrack => {}
            }
        }
    }
    let own = in_scope(&evidence.provisions, &evidence.children);
    let class_of = evidence.children.iter().map(|(_, pupil)| (pupil.id, class_of(pupil, &classes))).collect();
    let week = Week::of(now.today);
    let all = sheets::of_week(&own, &evidence.sessions, &info.calendar, &class_of, week, None, now.today);
    let count = Count::of("", &all);
    let taught = (&*evidence.provisions, &*evidence.sessions);
    let plans = actor.scope_for(Action::WriteEhcp);
    let section_f = lines_to_look_at(&reader, &plans, &evidence.children, taught, &info.calendar, now.today)
        .await?
        .into();
    Ok(WeekInShort { entered: count.entered, expected: count.expected, section_f, ..short })
}
