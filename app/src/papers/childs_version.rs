//! The child's version of the plan from the record: own words, pictures, own chart.

use documents::{
    Drawing,
    papers::{ChildsVersion, MyTarget, feelings},
};
use domain::{
    Now,
    people::Pupil,
    permissions::{Action, Actor},
    record::Picture,
};

use super::{
    furniture,
    iep::{amount, chart_of, charts},
};
use crate::{
    App, Fault, SchoolInfo, early, meetings,
    planning::{self, Which},
};

pub(super) async fn gather(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    hears: bool,
) -> Result<ChildsVersion, Fault> {
    let shown = planning::show_plan(app, actor, now.today, pupil, Which::default()).await?;
    let reader = app.store.read(actor.school);
    let shown = if hears {
        shown
    } else {
        shown.without_days(&meetings::days_ahead(&reader, pupil, now.today).await?)
    };
    if shown.entry.is_none() {
        return Err(Fault::NotFound);
    }
    let mut furniture = furniture::of_child(app, info, pupil, "My plan", now.today).await?;
    furniture.facts.truncate(1);
    furniture.version = format!("Cycle {}, version {}", shown.plan.cycle, shown.version);
    let charts = charts(app, actor, now, info, pupil, hears).await?;
    let (mut good_at, mut helps, mut drawings) = (String::new(), String::new(), Vec::new());
    if actor.may_to(Action::ReadProfile, pupil.subject())
        && let Some((page, _)) = early::show_profile(app, actor, pupil).await?.signed
    {
        good_at = page.headings.admire;
        helps = page.headings.support;
        let chosen = page.pictures.iter().filter_map(|id| Picture::of(id));
        drawings = chosen.map(|picture| Drawing::new(picture.drawing, picture.words)).collect();
    }
    let targets = shown
        .targets
        .iter()
        .map(|one| {
            let target = &one.target;
            let scores = charts.iter().find(|progress| progress.judged.target.id == target.id);
            let latest = scores.and_then(|progress| progress.judged.judged.latest);
            MyTarget {
                will: target.will.clone(),
                start: amount(target.baseline, &target.unit, "", None),
                now: amount(latest.map(|latest| latest.score), &target.unit, "", None),
                goal: amount(target.goal, &target.unit, " by", target.by),
                chart: chart_of(&charts, target, "My scores"),
                helpers: one.provision.clone(),
                feelings: feelings(),
            }
        })
        .collect();
    Ok(ChildsVersion { furniture, drawings, good_at, targets, helps, review_on: shown.meets_again_on })
}
