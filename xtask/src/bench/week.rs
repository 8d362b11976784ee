//! The SENCO's week of a school with a hundred children, two hundred and fifty targets and a year of scores.

use std::{path::Path, time::Duration};

use app::{
    Clock,
    gathering::{self, NewScore},
    planning::{self, SavePlan, Which},
    teaching::{self, ChildLog, LogSession, SaveProvision},
};
use domain::{
    Date, PupilId, TargetId,
    calendar::count::days_after,
    date,
    pathway::{CaseState, SupportState},
    people::Role,
    progress::{Direction, Score},
    provision::{SessionStatus, Tier, is_teaching_day},
    record::{Plan, Target},
};

use super::{client::Fault, inside::School, moment, report::Line, times::Times};

const CHILDREN: usize = 100;
const TARGETS: usize = 250;
const IN_A_GROUP: usize = 5;
const FIRST: Date = date(2026, 9, 14);
const LAST: Date = date(2027, 7, 12);
const ANEW: usize = 20;

/// The page at one connection; and how long it takes when something was written just before.
pub(super) async fn measure(data: &Path) -> Result<Vec<Line>, Fault> {
    let school = School::make(data, "week-").await?;
    let targets = fill(&school).await?;
    let mut serving = school.serve().await?;
    let (times, bytes) = serving.often("/week").await?;
    let (app, senco) = (&school.app, school.world.actor(Role::Senco));
    let mut anew = Vec::with_capacity(ANEW);
    for (round, (pupil, target)) in targets.iter().copied().enumerate().take(ANEW) {
        let value = Score::whole(300 + i32::try_from(round).map_err(Fault::new)?);
        let new = NewScore { pupil, target, on: LAST, value };
        gathering::add_score(app, &senco, app.now(), new, "").await.map_err(Fault::new)?;
        anew.push(serving.page("/week").await?.0);
    }
    serving.stop(school).await?;
    let what = format!("The SENCO’s week: {CHILDREN} children, {TARGETS} targets, a year of scores");
    Ok(vec![
        Line::distribution(what, &times, Some(Duration::from_millis(8)), Duration::from_millis(50)),
        Line::told("…the first time after something was written (p50)", Times::of(anew).at(50)),
        Line::at_most("…KiB over the wire", bytes as f64 / 1024.0, 200.0),
    ])
}

/// Children at step 6, each with two or three targets; groups of five that meet on Mondays, logged week by week.
async fn fill(school: &School) -> Result<Vec<(PupilId, TargetId)>, Fault> {
    let began = moment();
    let (app, world) = (&school.app, &school.world);
    let senco = world.actor(Role::Senco);
    let at_step_6 = |_, state: &CaseState| CaseState {
        round: 1,
        cycle: 1,
        support: Some(SupportState::Monitoring),
        ..state.clone()
    };
    let children = school.children(CHILDREN, at_step_6).await?;
    let mut targets: Vec<(PupilId, TargetId)> = Vec::new();
    for (at, pupil) in children.iter().enumerate() {
        let wanted = TARGETS * (at + 1) / CHILDREN - TARGETS * at / CHILDREN;
        let plan = Plan { targets: (0..wanted).map(target).collect(), ..Plan::default() };
        let input = SavePlan { pupil: pupil.id, of: None, plan };
        planning::save_plan(app, &senco, app.now(), input).await.map_err(Fault::new)?;
        let shown =
            planning::show_plan(app, &senco, FIRST, pupil, Which::default()).await.map_err(Fault::new)?;
        targets.extend(shown.plan.targets.iter().map(|target| (pupil.id, target.id)));
    }
    // A child's targets follow each other: dealt out, nobody is twice in a group.
    let groups = targets.len() / IN_A_GROUP;
    let mut held = Vec::new();
    for number in 0..groups {
        let places: Vec<_> = targets.iter().skip(number).step_by(groups).copied().collect();
        let input = SaveProvision {
            of: None,
            name: format!("Group {number}"),
            area: None,
            tier: Tier::Targeted,
            description: String::new(),
            place: String::new(),
            weekdays: vec![1],
            starts_at: String::new(),
            minutes: 20,
            cost: None,
            from_on: Some(FIRST),
            until_on: Some(date(2027, 7, 20)),
            staff: vec![world.accounts[&Role::Ta].id],
            places: places.iter().map(|(pupil, target)| (*pupil, Some(*target))).collect(),
            ..SaveProvision::default()
        };
        let id = teaching::save_provision(app, &senco, app.now(), input).await.map_err(Fault::new)?.id();
        held.push((id, places));
    }
    let info = app.school(world.school.id, None).await.map_err(Fault::new)?;
    let mut day = FIRST;
    while day <= LAST {
        app.set_clock(Clock::london_at(day, 16, 0));
        if is_teaching_day(&info.calendar, day) {
            for (number, (id, places)) in held.iter().enumerate() {
                let input = logged(*id, day, places, number);
                teaching::log_session(app, &senco, app.now(), input).await.map_err(Fault::new)?;
            }
        }
        day = days_after(day, 7);
    }
    super::say(&format!("…made in {:.0} s", began.elapsed().as_secs_f64()));
    Ok(targets)
}

fn target(number: usize) -> Target {
    Target {
        id: Target::NEW,
        area: None,
        will: format!("read aloud, part {}", number + 1),
        unit: "words a minute".to_owned(),
        direction: Direction::Increase,
        baseline: Some(Score::whole(20)),
        baseline_on: Some(date(2026, 9, 7)),
        goal: Some(Score::whole(60)),
        by: Some(date(2027, 7, 20)),
        success: String::new(),
        checked_by: "Class teacher".to_owned(),
        levels: None,
    }
}

/// A session: a third of the groups on their way, a third behind, a third ahead; one child in eleven away.
fn logged(
    provision: domain::ProvisionId,
    on: Date,
    places: &[(PupilId, TargetId)],
    number: usize,
) -> LogSession {
    let week = domain::calendar::count::days_between(FIRST, on) / 7;
    let children = places.iter().enumerate().map(|(at, (pupil, _))| {
        let way = [10, 4, 14][number % 3];
        let off = i32::try_from((number + at) % 5).unwrap_or(0) - 2;
        let present = !(number + at + usize::try_from(week).unwrap_or(0)).is_multiple_of(11);
        ChildLog {
            pupil: *pupil,
            present,
            why: if present { String::new() } else { "ill".to_owned() },
            line: String::new(),
            score: present.then(|| Score::whole(20 + way * week / 10 + off)),
            prompts: None,
        }
    });
    LogSession {
        provision,
        on,
        version: 0,
        status: SessionStatus::Delivered,
        why: String::new(),
        line: String::new(),
        minutes: None,
        children: children.collect(),
        from_sheet: false,
        reason: String::new(),
    }
}
