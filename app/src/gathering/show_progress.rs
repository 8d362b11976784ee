//! A child's progress: each target with its chart and what is said of it, and the gap to peers.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, EntryId, Now, TargetId, UserId,
    calendar::count::{days_after, days_between},
    meetings::without_day_of,
    people::{Pupil, Role},
    permissions::{Action, Actor, allow},
    progress::{
        Score, ScoredOn,
        analysis::{self, Analysis},
        chart::Chart,
        code_tests::{self, Tested},
        gap_closed,
        gap_to_peers::{self, Answer},
        in_words,
        peers_chart::{self, PeersChart},
        phases::Phases,
        projection, ratio_gain,
        scale::Kind,
        standard_score,
        theil_sen::Trend,
    },
    provision::{Session, Timetable, reads_line, reads_message},
};
use store::queries::{accounts, scores::attainments};

use super::{
    judge::{Evidence, TargetJudged},
    picture::{Drawing, picture},
};
use crate::{App, Fault, SchoolInfo, pathway::facts::gap, pupils::OnRecord, time_in_words};

/// How much of the page somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Targets in words, numbers, verdicts.
    All,
    /// Numbers only: the data manager.
    Numbers,
    /// The child's own chart.
    Own,
}

/// A score in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreLine {
    /// Its id.
    pub id: EntryId,
    /// The day.
    pub on: Date,
    /// The value.
    pub value: Score,
    /// Who entered it; empty when not known.
    pub by: String,
    /// Whether it was taken in a session.
    pub in_session: bool,
    /// How many prompts the child needed for it; none where nobody counted.
    pub prompts: Option<u32>,
}

/// One target of the plan in use.
#[derive(Clone, Debug)]
pub struct TargetProgress {
    /// The target, judged.
    pub judged: TargetJudged,
    /// The chart.
    pub chart: Chart,
    /// When the trend reaches the goal, in words; none when there is no trend or no goal.
    pub projected: Option<String>,
    /// Whether it worked, in words; none when the teaching has not changed since the first score.
    pub worked: Option<String>,
    /// The numbers behind these words.
    pub numbers: Option<Analysis>,
    /// The scores, newest first.
    pub scores: Vec<ScoreLine>,
}

/// A subject in which there is attainment.
#[derive(Clone, Debug)]
pub struct SubjectProgress {
    /// The subject; with its scale where there are results of it on several.
    pub subject: String,
    /// The scale's name.
    pub scale: String,
    /// The chart among the peers. No peer can be told from it.
    pub chart: PeersChart,
    /// The gap now, in words; none when it cannot be told.
    pub gap: Option<String>,
    /// With what the child is compared.
    pub basis: &'static str,
    /// The four tests of the Code of Practice.
    pub tests: [Tested; 4],
    /// Whether the gap has closed.
    pub closed: Answer,
    /// What the child gained from their own start, in words.
    pub gain: Option<String>,
}

/// A child's progress.
#[derive(Clone, Debug)]
pub struct Progress {
    /// How much is read.
    pub reads: Reads,
    /// Whether scores may be entered and taken back.
    pub may_enter: bool,
    /// Whether there is a plan with targets.
    pub plan_on: Option<Date>,
    /// The targets of the plan in use.
    pub targets: Vec<TargetProgress>,
    /// The subjects.
    pub subjects: Vec<SubjectProgress>,
    /// What was written of the child at sessions, newest first, for those who read it.
    pub said: Vec<SaidAtSession>,
}

/// What was written at a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidAtSession {
    /// The day.
    pub on: Date,
    /// The group.
    pub group: String,
    /// Who logged it; empty when that is not known.
    pub by: String,
    /// The line about the child; empty when there is none.
    pub line: String,
    /// The message to the teacher, for those who read it.
    pub message: String,
}

/// So many are shown.
const MOST_SAID: usize = 40;

/// The progress of one child.
///
/// # Errors
/// As the matrix says, or when the database fails.
pub async fn show_progress(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    drawing: Drawing,
) -> Result<Progress, Fault> {
    let _ = allow(actor, Action::ReadScores, pupil.subject())?;
    let on = OnRecord::read(app, actor, pupil).await?;
    let names = if reads(actor, pupil) == Reads::Own {
        BTreeMap::new()
    } else {
        accounts::names(&app.store.read(actor.school)).await?
    };
    progress_of(app, actor, now, info, &on, &names, drawing).await
}

/// How much of a child's progress somebody reads who may read scores.
fn reads(actor: &Actor, pupil: &Pupil) -> Reads {
    if actor.holdings.iter().all(|holding| holding.role == Role::Pupil) {
        Reads::Own
    } else if actor.may_to(Action::ReadTargets, pupil.subject()) {
        Reads::All
    } else {
        Reads::Numbers
    }
}

/// The progress of one child, of a record that was read before; `names` are those of accounts.
pub(crate) async fn progress_of(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    on: &OnRecord,
    names: &BTreeMap<UserId, String>,
    drawing: Drawing,
) -> Result<Progress, Fault> {
    let pupil = &on.pupil;
    let _ = allow(actor, Action::ReadScores, pupil.subject())?;
    let today = now.today;
    let classes = app.classes(info).await?;
    let evidence = Evidence::of_child(on);
    let table = Timetable::new(&evidence.provisions, &evidence.sessions, &info.calendar, today);
    let reads = reads(actor, pupil);
    let kept = on.kept_days(&app.store.read(actor.school), drawing.hears, today).await?;
    let child = evidence.judge_child(&on.record, pupil, &table, &info.calendar, &classes, today);
    let mut lines: BTreeMap<TargetId, Vec<ScoreLine>> = BTreeMap::new();
    for score in &on.scores {
        let by = score.by.and_then(|id| names.get(&id)).filter(|_| reads != Reads::Own);
        lines.entry(score.target).or_default().push(ScoreLine {
            id: score.id,
            on: score.on,
            value: score.value,
            by: by.cloned().unwrap_or_default(),
            in_session: score.session.is_some(),
            prompts: score
                .session
                .and_then(|id| evidence.sessions.iter().find(|session| session.id == id))
                .and_then(|session| session.child(pupil.id)?.prompts),
        });
    }
    let targets = child
        .targets
        .into_iter()
        .map(|mut judged| {
            // On the child's own page every missed session of the plan's time is marked, not only the last weeks'.
            let from = judged.scores.first().map_or(today, |score| score.on);
            judged.missed = table.missed(pupil.id, Some(judged.target.id), days_after(from, -28), today);
            if reads != Reads::All {
                strip_words(&mut judged);
            }
            if let Some(days) = &kept {
                keep_day(&mut judged, days);
            }
            let mut scores = lines.remove(&judged.target.id).unwrap_or_default();
            scores.reverse();
            let phases = phases(&judged);
            TargetProgress {
                chart: picture(&judged, &info.calendar, today, drawing.size.0, drawing.size.1),
                projected: projected(&judged, today),
                worked: phases.as_ref().map(in_words::of),
                numbers: phases.as_ref().map(analysis::of),
                scores,
                judged,
            }
        })
        .collect();
    let subjects = if reads == Reads::Own {
        Vec::new()
    } else {
        let reader = app.store.read(actor.school);
        let own = attainments(&reader, None, Some(pupil.id)).await?;
        let compared = gap::compare(&reader, pupil, &own, &info.calendar, today).await?;
        let began = support_began(on);
        compared.iter().map(|one| subject(one, began, drawing.size)).collect()
    };
    Ok(Progress {
        reads,
        may_enter: actor.may_to(Action::TypeSheets, pupil.subject()),
        plan_on: child.plan_on,
        targets,
        subjects,
        said: said(actor, on, names),
    })
}

/// What was written of the child at sessions.
fn said(actor: &Actor, on: &OnRecord, names: &BTreeMap<UserId, String>) -> Vec<SaidAtSession> {
    let subject = on.pupil.subject();
    if !reads_line(actor, subject) {
        return Vec::new();
    }
    let reads_message = reads_message(actor, subject);
    let group = |session: &Session| on.provisions.iter().find(|group| group.id == session.provision);
    let written = on.sessions.iter().rev().filter_map(|session| {
        let child = session.child(on.pupil.id)?;
        let message = if reads_message { session.line.clone() } else { String::new() };
        (!child.line.is_empty() || !message.is_empty()).then(|| SaidAtSession {
            on: session.on,
            group: group(session).map(|group| group.name.clone()).unwrap_or_default(),
            by: session.logged_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            line: child.line.clone(),
            message,
        })
    });
    written.take(MOST_SAID).collect()
}

/// Takes away what people wrote: those who read numbers only, and children, see when and not why.
fn strip_words(judged: &mut TargetJudged) {
    for (_, why) in &mut judged.missed {
        let kind = if why.starts_with("child absent") { "child absent" } else { "not run" };
        kind.clone_into(why);
    }
    for (_, what) in &mut judged.judged.changes {
        "provision changed".clone_into(what);
    }
}

/// Takes the goal's day away where it tells the day of a review that is ahead, and the line that ends on it.
fn keep_day(judged: &mut TargetJudged, days: &BTreeSet<Date>) {
    let told = judged.target.by;
    without_day_of(&mut judged.target, days);
    if judged.target.by != told {
        judged.judged.aim = None;
    }
}

/// The scores since the teaching last changed, when there are three; else all.
fn in_phase(judged: &TargetJudged) -> &[ScoredOn] {
    let from = judged.judged.changes.last().map_or(Date::MIN, |(on, _)| *on);
    let start = judged.scores.partition_point(|score| score.on < from);
    let phase = &judged.scores[start..];
    if phase.len() >= 3 { phase } else { &judged.scores }
}

fn projected(judged: &TargetJudged, today: Date) -> Option<String> {
    let aim = judged.judged.aim.as_ref()?;
    let goal = aim.goal();
    if judged.judged.latest.is_some_and(|latest| aim.is_reached_by(latest.score)) {
        return Some("The latest score is at the goal.".to_owned());
    }
    let trend = Trend::of(in_phase(judged))?;
    let by = time_in_words::day(goal.on);
    let Some(on) = projection::reached_on(&trend, goal.score, aim.direction()) else {
        return Some(format!(
            "As the scores go now, the goal of {} is not reached by {by}: they are level, or go the other way.",
            goal.score
        ));
    };
    // The scores were to have reached the goal by now, and have not: the trend of old scores forecasts nothing.
    if on <= today {
        return None;
    }
    let far = days_between(today, on) > 3 * 365;
    let when = match days_between(goal.on, on) {
        _ if far => return Some(format!("As the scores go now, the goal is years away, not {by}.")),
        late if late > 0 => format!("after the day that was set, {by}"),
        0 => "the day that was set".to_owned(),
        _ => format!("before the day that was set, {by}"),
    };
    Some(format!(
        "As the scores go now, the goal is reached about {} ({}), {when}.",
        time_in_words::day(on),
        time_in_words::from_today(on, today)
    ))
}

/// The scores before and since the teaching first changed, by days; none when it has not.
fn phases(judged: &TargetJudged) -> Option<Phases> {
    let (began, _) = judged.judged.changes.first()?;
    let days = |score: &ScoredOn| (i64::from(days_between(*began, score.on)), score.score);
    let (before, since): (Vec<&ScoredOn>, Vec<&ScoredOn>) =
        judged.scores.iter().partition(|score| score.on < *began);
    if before.is_empty() && since.is_empty() {
        return None;
    }
    Some(Phases {
        direction: judged.target.direction,
        baseline: before.into_iter().map(days).collect(),
        support: since.into_iter().map(days).collect(),
    })
}

/// The first day of the child's first place in a provision.
fn support_began(on: &OnRecord) -> Option<Date> {
    let begins = on.provisions.iter().flat_map(|group| {
        let own = group.places.iter().filter(|place| place.pupil == on.pupil.id && !place.never_was());
        own.map(|place| place.from_on.max(group.from_on))
    });
    begins.min()
}

/// What the child gained from their own start, in words: as the scale has it. A standardised score allows for age, so
/// keeping it is normal progress; of an age it is also said what came for each month of support.
fn gain(one: &gap::Compared, began: Option<Date>) -> Option<String> {
    let (scale, collections) = (&one.scale, &one.collections);
    let mut results: Vec<ScoredOn> = collections
        .iter()
        .filter_map(|collection| Some(ScoredOn::new(collection.on, collection.child?)))
        .collect();
    results.sort_by_key(|result| result.on);
    let gain = gap_to_peers::gain_from_own_start(collections, scale.direction)?;
    let (first, last) = (results.first()?, results.last()?);
    let since = format!("since {}", time_in_words::day(first.on));
    if scale.expected == Some(standard_score::MEAN) {
        let change = standard_score::change(first.score, last.score);
        return Some(format!("{change} Compared {since}."));
    }
    let amount = scale.amount(Score::from_millionths(gain.millionths().abs()));
    let gained = match gain.cmp(&Score::whole(0)) {
        std::cmp::Ordering::Less => format!("{amount} lost {since}"),
        std::cmp::Ordering::Equal => format!("no change {since}"),
        std::cmp::Ordering::Greater => format!("{amount} gained {since}"),
    };
    let ratio = began
        .filter(|_| scale.kind == Kind::YearsAndMonths)
        .and_then(|began| Some((began, ratio_gain::since(&results, began)?)));
    Some(match ratio {
        Some((began, ratio)) => {
            format!("{gained}. With support since {}: {}", time_in_words::day(began), ratio.in_words())
        }
        None => gained,
    })
}

fn subject(one: &gap::Compared, began: Option<Date>, (width, height): (u16, u16)) -> SubjectProgress {
    let (scale, collections) = (&one.scale, &one.collections);
    let gaps = gap_to_peers::over(collections, scale.direction);
    let unit = |amount: Score| scale.amount(Score::from_millionths(amount.millionths().abs()));
    let gap = gaps.now().map(|now| {
        let on = time_in_words::day(now.on);
        let weeks = match scale.in_school_weeks(now.gap) {
            Some(weeks) if weeks > 0 => format!(", about {weeks} school weeks of usual progress"),
            _ => String::new(),
        };
        match now.gap.cmp(&Score::whole(0)) {
            std::cmp::Ordering::Greater => format!("{} behind on {on}{weeks}", unit(now.gap)),
            std::cmp::Ordering::Equal => format!("level on {on}"),
            std::cmp::Ordering::Less => format!("{} ahead on {on}", unit(now.gap)),
        }
    });
    SubjectProgress {
        subject: one.title.clone(),
        scale: scale.name.clone(),
        chart: peers_chart::lay_out(&one.title, collections, scale, width, height),
        gap,
        basis: gaps.basis.words(),
        tests: code_tests::of(collections, scale.direction, scale.same_start()),
        closed: gap_closed::is(collections, scale.direction),
        gain: gain(one, began),
    }
}
