//! The week as the SENCO reads it on Monday: who is off track and why, what was missed and why, where no data came, what
//! changed. It stands whether or not anybody closed the week.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Date, Now, PupilId, UserId,
    audit::Happening,
    calendar::count::days_after,
    pathway::SupportState,
    people::{CalledApart, Pupil, Role},
    permissions::{Action, Actor, Scope},
    progress::{Week as CalendarWeek, chart::Chart},
    provision::{AtSession, Session},
};
use store::queries::{
    accounts, events, pupils,
    scores::{self, attainments, attainments_with_record},
};

use super::{
    gap_changes::{self, GapChange},
    gather::{ClosedWeek, corrections_of},
    judge::{Evidence, TargetJudged, class_of, in_scope},
    latest_results::{Latest, latest},
    picture,
    sheets::{self, Count},
    week_in_short::Heading,
};
use crate::{App, Clock, Fault, SchoolInfo, teaching::SessionMessage};

/// Small charts are so wide and high.
pub const SMALL_CHART: (u16, u16) = (200, 90);
/// The latest result, and the one before it, are looked for so far back.
const LATEST_FROM: i32 = -400;

/// One target on the page.
#[derive(Clone, Debug)]
pub struct WeekLine {
    /// The child.
    pub pupil: PupilId,
    /// The name.
    pub name: String,
    /// The class.
    pub class: String,
    /// Whether a review can be called from where the child stands.
    pub may_review: bool,
    /// The target.
    pub target: TargetJudged,
    /// What the verdict was a week before, when it was another: its code and words.
    pub before: Option<(&'static str, &'static str)>,
    /// Under what it stands now, in words.
    pub now: &'static str,
    /// A small chart; none where there is no score.
    pub chart: Option<Chart>,
}

/// A session that was entered after the week was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateEntry {
    /// The group.
    pub name: String,
    /// The day of the session.
    pub on: Date,
}

/// The week.
#[derive(Clone, Debug)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// The day on which the targets are judged: the week's Sunday, or today.
    pub judged_on: Date,
    /// The day with which they are compared: a week before.
    pub compared_with: Date,
    /// Whether it is the week that runs.
    pub is_now: bool,
    /// Sessions of the week.
    pub sessions: Count,
    /// How it was closed; none when it is open.
    pub closed: Option<ClosedWeek>,
    /// How many children have targets that are worked on.
    pub children: usize,
    /// Off track.
    pub off_track: Vec<WeekLine>,
    /// Sessions missed, and why.
    pub sessions_missed: Vec<WeekLine>,
    /// No data, or not enough.
    pub no_data: Vec<WeekLine>,
    /// Met and kept.
    pub met_and_kept: Vec<WeekLine>,
    /// Met: check that it is kept.
    pub met: Vec<WeekLine>,
    /// Ahead.
    pub ahead: Vec<WeekLine>,
    /// On track.
    pub on_track: Vec<WeekLine>,
    /// The latest collections.
    pub latest: Vec<Latest>,
    /// Answers about the gap to peers that changed with this week's collections.
    pub gaps: Vec<GapChange>,
    /// Sessions that were entered after the week was closed.
    pub late: Vec<LateEntry>,
    /// What was written at sessions of the week, newest first.
    pub messages: Vec<SessionMessage>,
}

impl Week {
    /// Every line whose verdict is another than a week before.
    pub fn changed(&self) -> impl Iterator<Item = &WeekLine> {
        [
            &self.off_track,
            &self.sessions_missed,
            &self.no_data,
            &self.met_and_kept,
            &self.met,
            &self.ahead,
            &self.on_track,
        ]
        .into_iter()
        .flatten()
        .filter(|line| line.before.is_some())
    }
}

/// The children whose week somebody reads as SENCO, head or class teacher.
fn scope_of(actor: &Actor) -> Scope {
    let mut own = actor.in_full();
    own.holdings.retain(|holding| matches!(holding.role, Role::Senco | Role::Head | Role::Teacher));
    own.scope_for(Action::ReadPlan)
}

/// Whether somebody reads the week: the SENCO, the head, and whoever teaches a class.
#[must_use]
pub fn reads_week(actor: &Actor) -> bool {
    !scope_of(actor).is_empty()
}

/// The week of a day, of the whole school or of the classes that somebody teaches. Kept for a minute, and until something is
/// written in the school.
///
/// # Errors
/// [`Fault::Forbidden`] for other roles; when the database fails.
pub async fn show_week(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    day: Date,
) -> Result<Arc<Week>, Fault> {
    let scope = scope_of(actor);
    if scope.is_empty() {
        return Err(Fault::Forbidden(Action::ReadPlan));
    }
    let monday = CalendarWeek::of(day).min(CalendarWeek::of(now.today)).monday();
    let key = ((actor.who, info.school.revision), monday, now.today);
    match app.keeping.weeks.get(actor.school, &key, now) {
        Ok(week) => Ok(week),
        Err(writes) => {
            // Whoever may move a child along may do so for every child of the school.
            let moves = !actor.scope_for(Action::MoveAlong).is_empty();
            let week = Arc::new(week_of(app, &scope, moves, now, info, day).await?);
            app.keeping.weeks.keep(actor.school, key, now, writes, &week);
            Ok(week)
        }
    }
}

/// The week of a day, of the children in a scope: twelve queries. A week that is over is read as it was at its end: the
/// children who were here (of a class, those who are here still), their steps and their plans. What was entered or corrected
/// since counts, and is said.
pub(super) async fn week_of(
    app: &App,
    scope: &Scope,
    moves: bool,
    now: Now,
    info: &SchoolInfo,
    day: Date,
) -> Result<Week, Fault> {
    let this = CalendarWeek::of(now.today);
    let week = CalendarWeek::of(day).min(this);
    let judged_on = week.sunday().min(now.today);
    let compared_with = days_after(judged_on, -7);
    let reader = app.store.read(scope.school());
    let classes = app.classes(info).await?;
    let closed = scores::closed_week(&reader, week.monday()).await?;
    let evidence = if week == this {
        Evidence::of_scope(&reader, scope, compared_with, week.sunday()).await?
    } else {
        // As everything was written at the end of its last day.
        let its_end = Clock::london_at(days_after(judged_on, 1), 0, 0);
        Evidence::as_it_was(&reader, scope, compared_with, judged_on, its_end).await?
    };
    let before: BTreeMap<_, _> = evidence
        .judge(&info.calendar, &classes, compared_with)
        .into_iter()
        .flat_map(|child| {
            let pupil = child.row.id;
            child.targets.into_iter().map(move |target| ((pupil, target.target.id), heading_words(&target)))
        })
        .collect();
    let mut lines: BTreeMap<Heading, Vec<WeekLine>> = BTreeMap::new();
    let children = evidence.judge(&info.calendar, &classes, judged_on);
    let number = children.len();
    for child in children {
        let today = evidence.today(child.row.id, &child.row.state);
        let may_review = today.support == Some(SupportState::Monitoring);
        for target in child.targets {
            let heading = Heading::of(&target);
            let was = before.get(&(child.row.id, target.target.id)).copied();
            let small = heading != Heading::OnTrack && !target.scores.is_empty();
            let chart =
                small.then(|| picture(&target, &info.calendar, judged_on, SMALL_CHART.0, SMALL_CHART.1));
            lines.entry(heading).or_default().push(WeekLine {
                pupil: child.row.id,
                name: child.row.named(),
                class: child.row.class.clone(),
                may_review: moves && may_review,
                before: was.filter(|(code, _)| *code != heading_words(&target).0),
                now: heading_words(&target).1,
                chart,
                target,
            });
        }
    }
    let own = in_scope(&evidence.provisions, &evidence.children);
    let of = evidence.children.iter().map(|(_, pupil)| (pupil.id, class_of(pupil, &classes))).collect();
    let closed_at = closed.as_ref().map(|(at, ..)| *at);
    let sheets = sheets::of_week(&own, &evidence.sessions, &info.calendar, &of, week, closed_at, now.today);
    let closed = match closed {
        None => None,
        Some((at, by, note)) => {
            let names = accounts::names(&reader).await?;
            let corrected = &[Happening::WeekReopened];
            let sessions = events::with_pupils_since(&reader, scope, corrected, at, 400).await?;
            let school = events::of_school(&reader, corrected, 400).await?;
            let happened: Vec<_> = sessions.into_iter().map(|(event, _)| event).chain(school).collect();
            Some(ClosedWeek {
                at,
                by: by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                // It is written for the SENCO, and may name any child of the school.
                note: if scope.is_whole_school() { note } else { String::new() },
                corrections: corrections_of(&happened, week.monday()),
            })
        }
    };
    let worked_on = |pupil: PupilId| lines.values().flatten().any(|line| line.pupil == pupil);
    let shown: Vec<&Pupil> =
        evidence.children.iter().map(|(_, pupil)| pupil).filter(|pupil| worked_on(pupil.id)).collect();
    let results = attainments_with_record(&reader, scope, days_after(judged_on, LATEST_FROM)).await?;
    let gaps = if gap_changes::has_fresh(&results, &shown, compared_with, judged_on) {
        // A week of a collection: peers are compared, so the school's results are read.
        let everyone = Actor::operator(scope.school()).scope();
        let everyone = pupils::on_roll(&reader, &everyone).await?;
        let all = attainments(&reader, None, None).await?;
        let histories = crate::pathway::histories(&reader).await?;
        let between = (compared_with, judged_on);
        gap_changes::between(&all, &shown, (&everyone, &histories), &info.calendar, between)
    } else {
        Vec::new()
    };
    let late = sheets.iter().filter(|sheet| sheet.late);
    let late = late.map(|sheet| LateEntry { name: sheet.name.clone(), on: sheet.on }).collect();
    let latest = latest(&results, &shown, judged_on);
    let mut messages = messages_of(&evidence, week);
    if messages.iter().any(|(by, _)| by.is_some()) {
        let names = accounts::names(&reader).await?;
        for (by, message) in &mut messages {
            message.by = by.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        }
    }
    let mut take = |heading| lines.remove(&heading).unwrap_or_default();
    Ok(Week {
        monday: week.monday(),
        judged_on,
        compared_with,
        is_now: week == this,
        sessions: Count::of("", &sheets),
        closed,
        children: number,
        off_track: take(Heading::OffTrack),
        sessions_missed: take(Heading::SessionsMissed),
        no_data: take(Heading::NoData),
        met_and_kept: take(Heading::MetAndKept),
        met: take(Heading::Met),
        ahead: take(Heading::Ahead),
        on_track: take(Heading::OnTrack),
        latest,
        gaps,
        late,
        messages: messages.into_iter().map(|(_, message)| message).collect(),
    })
}

/// What was written at sessions of a week of the children of the evidence, newest first, and who logged it.
fn messages_of(evidence: &Evidence, week: CalendarWeek) -> Vec<(Option<UserId>, SessionMessage)> {
    let apart = CalledApart::of(evidence.children.iter().map(|(_, pupil)| pupil));
    let in_week = |session: &&Session| (week.monday()..=week.sunday()).contains(&session.on);
    let written = evidence.sessions.iter().rev().filter(in_week).filter_map(|session| {
        let marks = session.children.iter().filter_map(|mark| {
            let (_, pupil) = evidence.children.iter().find(|(_, pupil)| pupil.id == mark.pupil)?;
            (!session.line.is_empty() || !mark.line.is_empty()).then_some((mark, pupil))
        });
        let marks: Vec<(&AtSession, &Pupil)> = marks.collect();
        let group = evidence.provisions.iter().find(|group| group.id == session.provision);
        let lines = marks.iter().filter(|(mark, _)| !mark.line.is_empty());
        (!marks.is_empty()).then(|| {
            let message = SessionMessage {
                provision: session.provision,
                group: group.map(|group| group.name.clone()).unwrap_or_default(),
                on: session.on,
                by: String::new(),
                message: session.line.clone(),
                children: marks.iter().map(|(_, pupil)| apart.tell(pupil)).collect(),
                lines: lines.map(|(mark, pupil)| (pupil.id, apart.tell(pupil), mark.line.clone())).collect(),
            };
            (session.logged_by, message)
        })
    });
    written.collect()
}

/// Under what a target stood, in a word or two.
fn heading_words(target: &TargetJudged) -> (&'static str, &'static str) {
    match Heading::of(target) {
        Heading::OffTrack => ("off-track", "off track"),
        Heading::SessionsMissed => ("sessions-missed", "sessions missed"),
        Heading::NoData => ("no-data", "not enough data"),
        Heading::MetAndKept => ("met-and-kept", "met and kept"),
        Heading::Met => ("met", "met"),
        Heading::Ahead => ("ahead", "ahead"),
        Heading::OnTrack => ("on-track", "on track"),
    }
}
