//! A target that cannot be counted: five levels in words, described before the first is judged. And what is said of when a
//! goal is reached.

use app::{
    Fault,
    gathering::{self, NewScore},
    planning::{self, SavePlan, Saved, Which},
};
use domain::{
    date,
    people::Role,
    progress::{
        Direction, Score,
        goal_attainment::{Levels, UNIT},
    },
    record::{Plan, Target},
};

use crate::ground::Ground;

#[tokio::test]
async fn levels_are_described_before_the_first_is_judged() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let pupil = &ground.world.pupils[1];
    let levels = |last: &str| Levels {
        descriptions: ["alone", "beside others", "joins one", "joins two", last].map(Into::into),
        written_on: date(2020, 1, 1),
    };
    let save = async |of: Option<_>, target: Target| {
        let plan = Plan { targets: vec![target], ..Plan::default() };
        planning::save_plan(app, &senco, now, SavePlan { pupil: pupil.id, of, plan }).await
    };
    let shown = async || {
        let which = Which::default();
        planning::show_plan(app, &senco, now.today, pupil, which).await.unwrap()
    };
    let target = Target {
        will: "Play with others at break".to_owned(),
        levels: Some(levels("starts a game")),
        ..Target::empty()
    };
    let saved = save(None, target).await.unwrap();
    let Saved::Done(id) = saved else { panic!("{saved:?}") };
    let target = shown().await.plan.targets[0].clone();
    assert_eq!((target.unit.as_str(), target.goal), (UNIT, Some(Score::whole(0))));
    assert_eq!(
        target.levels.as_ref().map(|levels| levels.written_on),
        Some(now.today),
        "the day it was saved"
    );

    // Until the first is judged, they may be put better.
    let better = Target { levels: Some(levels("starts a game with a child")), ..target.clone() };
    save(Some((id, 1)), better.clone()).await.unwrap();
    let new = NewScore { pupil: pupil.id, target: target.id, on: now.today, value: Score::whole(-1) };
    assert!(gathering::add_score(app, &senco, now, new, "").await.unwrap());
    let moved = Target { levels: Some(levels("is in the football team")), ..target };
    match save(Some((id, 2)), moved).await {
        Err(Fault::Invalid(faults)) => assert_eq!(faults[0].field, "target-1-level-1"),
        other => panic!("{other:?}"),
    }
    let later = Target { success: "Seen on three days".to_owned(), ..better };
    save(Some((id, 2)), later).await.unwrap();
    assert!(shown().await.plan.targets[0].known_by().contains("+2: starts a game with a child"));
}

#[tokio::test]
async fn a_goal_that_should_have_been_reached_by_now_is_forecast_no_more() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let pupil = &ground.world.pupils[1];
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let target = Target {
        will: "Call out less".to_owned(),
        unit: "times a week".to_owned(),
        direction: Direction::Decrease,
        goal: Some(Score::whole(2)),
        by: Some(date(2026, 12, 18)),
        ..Target::empty()
    };
    let plan = Plan { targets: vec![target], ..Plan::default() };
    planning::save_plan(app, &senco, now, SavePlan { pupil: pupil.id, of: None, plan }).await.unwrap();
    let shown = planning::show_plan(app, &senco, now.today, pupil, Which::default()).await.unwrap();
    let target = shown.plan.targets[0].id;
    let enter = async |on, value: i32| {
        let new = NewScore { pupil: pupil.id, target, on, value: Score::whole(value) };
        gathering::add_score(app, &senco, now, new, "").await.unwrap()
    };
    let projected = async || {
        let size = (600, 300).into();
        let progress = gathering::show_progress(app, &senco, now, &info, pupil, size).await.unwrap();
        progress.targets[0].projected.clone()
    };
    for (day, value) in [(3, 9), (4, 8), (5, 8)] {
        enter(date(2026, 8, day), value).await;
    }
    assert_eq!(projected().await, None, "by the middle of August, and it is September");
    enter(date(2026, 9, 9), 7).await;
    let words = projected().await.unwrap();
    assert!(words.starts_with("As the scores go now, the goal is reached about"), "{words}");
}
