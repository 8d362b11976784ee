//! Scores by hand on the progress page: one of a closed week wants its reason, and levels in words are tapped.

use app::planning::{self, SavePlan, Which};
use axum::http::StatusCode;
use domain::{
    TargetId,
    pathway::StatutoryState,
    people::Role,
    progress::{Score, goal_attainment::Levels},
    record::{Plan, Target},
};

use crate::{ground::Ground, late::stand};

async fn planned(ground: &Ground, target: Target) -> TargetId {
    let (senco, now, pupil) = (ground.world.actor(Role::Senco), ground.app.now(), &ground.world.pupils[1]);
    let plan = Plan { targets: vec![target], ..Plan::default() };
    planning::save_plan(&ground.app, &senco, now, SavePlan { pupil: pupil.id, of: None, plan })
        .await
        .unwrap();
    let shown = planning::show_plan(&ground.app, &senco, now.today, pupil, Which::default()).await.unwrap();
    shown.plan.targets[0].id
}

#[tokio::test]
async fn a_score_of_a_closed_week_comes_back_for_its_reason() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::None).await;
    let target = Target {
        will: "Read aloud".to_owned(),
        unit: "words a minute".to_owned(),
        goal: Some(Score::whole(40)),
        ..Target::empty()
    };
    let target = planned(&ground, target).await;
    let closed = ground.post(Role::DataManager, "/gather/close", "week=2026-09-07&note=").await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text());

    let scores = format!("{base}/progress/{target}/scores");
    let never = ground.post(Role::Senco, &scores, "score=999&on-day=9&on-month=9&on-year=2026").await;
    assert_eq!(never.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(never.text().contains("Give the score as a whole number from 0 to 500"), "{}", never.text());
    let form = "score=22&on-day=9&on-month=9&on-year=2026";
    let asked = ground.post(Role::Senco, &scores, form).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = asked.text();
    assert!(text.contains("Why is the closed week corrected?") && text.contains("value=\"22\""), "{text}");
    let kept = ground.post(Role::Senco, &scores, &format!("{form}&reason=Found+on+a+slip")).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());

    let page = ground.get(Role::Senco, &format!("{base}/progress")).await.text();
    let (_, rest) = page.split_once("name=\"remove\" value=\"").unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    let asked = ground.post(Role::Senco, &scores, &format!("remove={id}")).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text().contains("Remove the score"), "{}", asked.text());
    let gone = ground.post(Role::Senco, &scores, &format!("remove={id}&reason=Another+child")).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text());
    let week = ground.get(Role::Senco, "/week/2026-09-07").await.text();
    assert!(week.contains("Found on a slip") && week.contains("Another child"), "{week}");
}

#[tokio::test]
async fn levels_are_written_in_the_plan() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::None).await;
    let levels = Levels {
        descriptions: ["alone", "beside others", "joins one", "joins two", "starts a game"].map(Into::into),
        written_on: ground.app.now().today,
    };
    planned(&ground, Target { will: "Play at break".to_owned(), ..Target::empty() }.with_levels(levels))
        .await;
    let form = ground.get(Role::Senco, &format!("{base}/plan/edit")).await.text();
    assert!(form.contains("+2, much more than hoped") && form.contains("value=\"starts a game\""), "{form}");
    let plan = ground.get(Role::Senco, &format!("{base}/plan")).await.text();
    assert!(plan.contains("+2: starts a game"), "{plan}");
}
