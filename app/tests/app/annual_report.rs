//! The annual review's report: progress to each outcome, who sees it differently, its Word copy.

use app::{Fault, county, papers};
use domain::{
    date,
    people::Role,
    record::{AnnualReview, Ehcp, EhcpOutcome, OutcomeProgress, Party, Recommendation, SectionFLine},
};

use crate::{ground::Ground, plan_in_place::in_place};

#[tokio::test]
async fn the_report_has_progress_to_each_outcome_and_who_sees_it_differently_and_a_word_copy() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let child = in_place(&ground, 1).await;
    let pupil = &ground.world.pupils[1];
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let outcomes = ["Reads alone", "Sits with friends"].map(|text| EhcpOutcome { text: text.to_owned() });
    let plan = Ehcp { made_on: Some(date(2026, 1, 1)), outcomes: outcomes.into(), ..Ehcp::default() };
    county::write_ehcp(app, &senco, now, child, None, plan).await.unwrap();
    let of = |outcome: &str, progress: &str| OutcomeProgress {
        outcome: outcome.to_owned(),
        progress: progress.to_owned(),
    };
    let review = AnnualReview {
        meeting_on: Some(date(2026, 9, 14)),
        outcomes: vec![of("Sits with friends", "On three days of five"), of("Swims", "Met in June")],
        differences: "The mother wants a fourth session".to_owned(),
        ..AnnualReview::default()
    };
    county::write_annual_review(app, &senco, now, child, None, review).await.unwrap();
    let name = papers::PaperName::AnnualReview;
    let sheet = papers::paper(app, &senco, now, &info, pupil, name).await.unwrap();
    let words = papers::set(vec![sheet]).await.unwrap().all_words();
    for said in ["Reads alone", "Not written yet", "On three days of five", "Met in June", "a fourth session"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    let copy = async |role, name| papers::word_copy(app, &ground.actor(role), now, &info, pupil, name).await;
    assert!(copy(Role::Senco, name).await.unwrap().starts_with(b"PK"));
    for role in [Role::Parent, Role::Pupil, Role::Ta, Role::Governor] {
        assert!(matches!(copy(role, name).await, Err(Fault::NotFound)), "{role:?}");
    }
    let other = copy(Role::Senco, papers::PaperName::EhcpAtAGlance).await;
    assert!(matches!(other, Err(Fault::NotFound)), "nobody else edits that one");
}

#[tokio::test]
async fn what_a_meeting_looked_at_stays_when_the_plan_is_amended_after_it() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let child = in_place(&ground, 1).await;
    let pupil = &ground.world.pupils[1];
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let senco = ground.actor(Role::Senco);
    let outcome = |text: &str| EhcpOutcome { text: text.to_owned() };
    let line = |minutes| SectionFLine {
        text: "Reading".to_owned(),
        minutes_per_week: minutes,
        ..SectionFLine::default()
    };
    let plan = Ehcp {
        made_on: Some(date(2026, 1, 1)),
        outcomes: vec![outcome("Reads alone")],
        provision: vec![line(60)],
        ..Ehcp::default()
    };
    let id = county::write_ehcp(app, &senco, now, child, None, plan.clone()).await.unwrap();
    let review = AnnualReview {
        meeting_on: Some(date(2026, 9, 7)),
        came: vec![Party::Parent],
        recommends: Some(Recommendation::Amend),
        ..AnnualReview::default()
    };
    county::write_annual_review(app, &senco, now, child, None, review).await.unwrap();
    let amended = Ehcp {
        amended_on: Some(date(2026, 9, 10)),
        outcomes: vec![outcome("Swims")],
        provision: vec![line(90)],
        ..plan
    };
    county::write_ehcp(app, &senco, now, child, Some((id, 1)), amended).await.unwrap();
    let name = papers::PaperName::AnnualReview;
    let sheet = papers::paper(app, &senco, now, &info, pupil, name).await.unwrap();
    let words = papers::set(vec![sheet]).await.unwrap().all_words();
    assert!(words.contains("Reads alone") && words.contains("60 minutes a week"), "{words}");
    assert!(!words.contains("Swims") && !words.contains("90 minutes"), "{words}");
}
