//! A target that cannot be counted: five levels in words, described before the first is judged.

use app::{
    Fault,
    gathering::{self, NewScore},
    planning::{self, SavePlan, Saved, Which},
};
use domain::{
    date,
    people::Role,
    progress::{
        Score,
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
