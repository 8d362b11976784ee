//! The half-termly review: what a decision needs, the papers, the parents' copy, the next cycle in one press.

use std::collections::BTreeSet;

use app::{
    Fault, early,
    gathering::{self, NewScore},
    meetings::{self, Planning},
    papers::{self, PaperName},
    planning::{self, SavePlan, Saved, Which},
    reviewing::{self, Recording, Usual},
};
use domain::{
    PupilId, date,
    pathway::{CaseState, CloseReason, SupportState, spread_reviews::Limits},
    people::Role,
    progress::Score,
    record::{Content, Decision, Party, Plan, SaidAtReview, TargetOutcome, View},
};

use crate::{
    ground::Ground,
    late::{add, at, review, stand, state, target},
    papers::{info, parent_of},
};

const SIZE: (u16, u16) = (200, 90);

async fn with_plan(ground: &Ground) -> PupilId {
    let child = stand(ground, 1, at(SupportState::Monitoring)).await;
    let plan = Plan { cycle: 1, targets: vec![target(1), target(2)], ..Plan::default() };
    add(ground, Role::Teacher, child, date(2026, 9, 1), Content::Plan(plan)).await;
    child
}

fn recording(ground: &Ground, pupil: PupilId, outcome: TargetOutcome, decision: Decision) -> Recording {
    Recording {
        pupil,
        of: None,
        on: ground.now().today,
        review: domain::record::Review { changes: "Shorter sessions".into(), ..review(outcome, decision) },
        parents_told_on: None,
        pupil_told_on: None,
        ahead: None,
    }
}

#[tokio::test]
async fn what_a_decision_needs_is_said_before_anything_is_saved() {
    let ground = Ground::new().await;
    let child = with_plan(&ground).await;
    let (app, now, teacher) = (&ground.app, ground.now(), ground.actor(Role::Teacher));
    let (info, pupil) = (info(&ground).await, &ground.world.pupils[1]);
    let (pack, at) = reviewing::at_review(app, &teacher, now, &info, pupil, None, SIZE).await.unwrap();
    assert_eq!((pack.targets.len(), pack.cycle, pack.runs), (2, 1, true));
    assert_eq!((at.parents_told_on, at.pupil_told_on), (None, None));
    let senco = ground.actor(Role::Senco);
    let codes = |recording: &Recording| -> Vec<&str> {
        at.needs(&senco, now, &info, recording).iter().map(|finding| finding.code).collect()
    };
    let met = |decision| recording(&ground, child, TargetOutcome::Met, decision);
    assert!(codes(&met(Decision::StepDown)).is_empty());
    let stop = codes(&met(Decision::Stop));
    assert_eq!(
        stop,
        ["stop.parents-not-told", "stop.pupil-not-told", "stop.gap-not-closed", "stop.not-kept"],
        "the firm ones first"
    );
    let mut told = recording(&ground, child, TargetOutcome::MetAndKept, Decision::Stop);
    (told.parents_told_on, told.pupil_told_on) = (Some(now.today), Some(now.today));
    told.review.gap_not_applicable = "Not about attainment".into();
    assert!(codes(&told).is_empty(), "as if it were recorded");
    assert!(reviewing::show_reviews(app, &teacher, &info, pupil, now.today).await.unwrap().held.is_empty());
}

#[tokio::test]
async fn what_changes_after_the_review_is_asked_on_screen_on_paper_and_on_the_parents_own_page() {
    let ground = Ground::new().await;
    let child = with_plan(&ground).await;
    let (app, now) = (&ground.app, ground.now());
    let (info, pupil) = (info(&ground).await, &ground.world.pupils[1]);
    let (senco, parent) = (ground.actor(Role::Senco), ground.actor(Role::Parent));
    let mut held = recording(&ground, child, TargetOutcome::PartlyMet, Decision::Change);
    held.review.said =
        Party::FOUR.map(|party| SaidAtReview { party, agrees: true, ..SaidAtReview::default() }).into();
    let id = reviewing::record_review(app, &senco, now, held).await.unwrap();
    reviewing::go_on(app, &senco, now, pupil, id).await.unwrap();
    let look = async || {
        let shown = planning::show_plan(app, &parent, now.today, pupil, Which::default()).await.unwrap();
        let said = shown.said.into_iter().find(|said| said.party == Party::Parent).unwrap();
        let paper = papers::paper(app, &senco, now, &info, pupil, PaperName::Iep).await.unwrap();
        let words = papers::set(vec![paper]).await.unwrap().all_words();
        let mine = early::my_children(app, &parent, &info, now).await.unwrap();
        let mine = mine.into_iter().find(|mine| mine.pupil.id == child).unwrap();
        (said, words, mine.answered != early::Said::NotYet)
    };
    let save = async |of, plan| {
        let input = SavePlan { pupil: child, of, plan };
        match planning::save_plan(app, &senco, now, input).await.unwrap() {
            Saved::Done(id) | Saved::AlreadyThere(id) => id,
        }
    };
    let drafted = planning::draft_plan(app, &senco, now, &info, pupil).await.unwrap().plan;
    let plan = save(None, drafted.clone()).await;
    let (said, words, answered) = look().await;
    assert!(!said.is_wanted() && answered, "{said:?}");
    assert!(words.contains("at the review") && !words.contains("Nobody was asked yet"), "{words}");

    save(Some((plan, 1)), Plan { strategies: "A quiet place".into(), ..drafted }).await;
    let (said, words, answered) = look().await;
    assert!(said.is_wanted() && !answered, "{said:?}");
    let changed = said.changed.expect("they are shown what is new");
    assert!(changed.difference.fields.iter().any(|field| field.label == "Strategies"));
    assert!(words.contains("Still to be agreed with") && words.contains("Nobody was asked yet"), "{words}");
}

#[tokio::test]
async fn a_record_goes_to_the_parents_once_and_the_next_cycle_begins_in_one_press() {
    let ground = Ground::new().await;
    let child = with_plan(&ground).await;
    parent_of(&ground, 1).await;
    let (app, now) = (&ground.app, ground.now());
    let (info, pupil) = (info(&ground).await, &ground.world.pupils[1]);
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let view =
        View { party: Party::Parent, wanted: "Kept between us".into(), private: true, ..View::default() };
    add(&ground, Role::Senco, child, now.today, Content::View(view)).await;

    let pack = papers::paper(app, &teacher, now, &info, pupil, PaperName::ReviewPack).await.unwrap();
    let words = papers::set(vec![pack]).await.unwrap().all_words();
    assert!(words.contains("read 10 words a minute") && !words.contains("Kept between us"), "{words}");
    let none = papers::paper(app, &teacher, now, &info, pupil, PaperName::ReviewRecord).await;
    assert!(matches!(none, Err(Fault::NotFound)), "no review was held");

    let partly = recording(&ground, child, TargetOutcome::PartlyMet, Decision::Change);
    let id = reviewing::record_review(app, &teacher, now, partly).await.unwrap();
    let record = papers::paper(app, &senco, now, &info, pupil, PaperName::ReviewRecord).await.unwrap();
    let words = papers::set(vec![record]).await.unwrap().all_words();
    for said in ["SEN support continues, with changes", "Shorter sessions", "Partly met"] {
        assert!(words.contains(said), "{said}: {words}");
    }

    let entry = reviewing::show_review(app, &teacher, pupil, id).await.unwrap();
    let went = reviewing::record_sent(app, &teacher, pupil, &entry).await.unwrap();
    let left = reviewing::to_get_record(app, &teacher, now, pupil, &went).await.unwrap();
    let to: Vec<String> = left.into_iter().map(|one| one.code).collect();
    let other = ["somebody".to_owned()];
    let nobody = reviewing::send_record(app, &teacher, now, &info, pupil, id, &other);
    assert!(matches!(nobody.await, Err(Fault::Invalid(_))));
    let send = async || reviewing::send_record(app, &teacher, now, &info, pupil, id, &to).await;
    assert_eq!(send().await.unwrap().len(), 1);
    let Err(Fault::Rule { code, .. }) = send().await else { panic!("sent twice") };
    assert_eq!(code, "nobody-left");
    let parent = ground.actor(Role::Parent);
    let got = papers::sent(app, &parent, pupil).await.unwrap();
    assert_eq!(got.iter().map(|one| one.paper.paper.as_str()).collect::<Vec<_>>(), ["review-record"]);
    assert!(!ground.names_a_child(&ground.mails().await[0].body));
    let forbidden = reviewing::send_record(app, &parent, now, &info, pupil, id, &to).await;
    assert!(matches!(forbidden, Err(Fault::Forbidden(_))));

    assert!(matches!(reviewing::go_on(app, &teacher, now, pupil, id).await, Err(Fault::Forbidden(_))));
    reviewing::go_on(app, &senco, now, pupil, id).await.unwrap();
    reviewing::go_on(app, &senco, now, pupil, id).await.unwrap();
    let state = state(&ground, child).await;
    assert_eq!((state.support, state.cycle), (Some(SupportState::Iep), 2), "once");
    let drafted = app::planning::draft_plan(app, &teacher, now, &info, pupil).await.unwrap();
    assert_eq!((drafted.plan.cycle, drafted.plan.targets.len()), (2, 2));
    assert_eq!(drafted.decided, "Shorter sessions");
    assert!(!drafted.plan.needs.iter().any(|need| need.says == "Shorter sessions"), "no assessment");

    // The review of the cycle that is over keeps its targets.
    let entry = reviewing::show_review(app, &teacher, pupil, id).await.unwrap();
    let before = reviewing::pack(app, &teacher, now, &info, pupil, Some(&entry), SIZE.into()).await.unwrap();
    assert_eq!((before.cycle, before.targets.len()), (1, 2));
}

#[tokio::test]
async fn the_half_terms_reviews_are_set_in_one_go_and_everybody_is_told() {
    let ground = Ground::new().await;
    let child = with_plan(&ground).await;
    let other = stand(&ground, 2, at(SupportState::Monitoring)).await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let info = info(&ground).await;
    let show = async |actor: &domain::permissions::Actor| {
        reviewing::show_half_term(app, actor, &info, now, Limits::default(), Usual::default()).await
    };
    assert!(matches!(show(&ground.actor(Role::Teacher)).await, Err(Fault::Forbidden(_) | Fault::NotFound)));
    let plan = show(&senco).await.unwrap();
    assert!(plan.set.is_empty());
    let proposed: Vec<_> = plan.to_plan.iter().map(|line| (line.pupil, line.on.unwrap())).collect();
    let planning = |days: &[(PupilId, domain::Date)]| -> Vec<Planning> {
        days.iter().map(|(pupil, on)| crate::meetings::planning(*pupil, *on, 15)).collect()
    };
    assert_eq!(proposed.iter().map(|(pupil, _)| *pupil).collect::<BTreeSet<_>>(), [child, other].into());
    for (_, on) in &proposed {
        assert!(info.calendar.is_in_session(*on) && *on > now.today && *on <= plan.until, "{on}");
    }

    // All or none.
    let sunday = date(2026, 9, 20);
    let wrong = [proposed[0], (other, sunday)];
    let Err(Fault::Invalid(faults)) =
        meetings::plan_meetings(app, &senco, now, "https://w.example", &planning(&wrong)).await
    else {
        panic!("a Sunday")
    };
    assert_eq!(faults[0].field, format!("day-{other}"));
    assert!(show(&senco).await.unwrap().set.is_empty() && ground.mails().await.is_empty());

    let set = async || {
        meetings::plan_meetings(app, &senco, now, "https://w.example", &planning(&proposed)).await.unwrap()
    };
    assert_eq!(set().await, 2);
    assert_eq!(set().await, 0, "what stands is left as it is");
    let after = show(&senco).await.unwrap();
    assert_eq!((after.to_plan.len(), after.set.len()), (0, 2));
    let mails = ground.mails().await;
    let of = |role: Role| {
        mails.iter().filter(|mail| Some(&mail.to) == ground.world.accounts[&role].email.as_ref()).count()
    };
    assert_eq!(of(Role::Teacher), 1, "one mail for the whole half term: {mails:?}");
    for mail in &mails {
        assert!(!ground.names_a_child(&mail.body) && !ground.names_a_child(&mail.subject), "{}", mail.body);
    }
}

#[tokio::test]
async fn a_child_whose_support_stopped_is_looked_at_again_once() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let closed =
        CaseState { watch_until: Some(now.today), ..at(SupportState::Closed(CloseReason::SupportCanStop)) };
    let child = stand(&ground, 1, closed).await;
    let info = info(&ground).await;
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let waits = async || app::lists::today(app, &senco, now, &info).await.unwrap().look_back.len();
    assert_eq!(waits().await, 1);
    let mine = app::lists::my_class(app, &teacher, now, &info).await.unwrap();
    assert_eq!(mine.look_back.iter().map(|row| row.id).collect::<Vec<_>>(), [child]);
    let by_parent = app::pathway::look_back(app, &ground.actor(Role::Parent), now, child).await;
    assert!(matches!(by_parent, Err(Fault::Forbidden(_))));
    app::pathway::look_back(app, &teacher, now, child).await.unwrap();
    app::pathway::look_back(app, &teacher, now, child).await.unwrap();
    assert_eq!(waits().await, 0);
}

/// A review that was held keeps to what was known on its day: a later score, and a view written later, are not in its record.
#[tokio::test]
async fn the_record_of_a_past_review_is_of_its_day() {
    let ground = Ground::new().await;
    let child = with_plan(&ground).await;
    let (app, now) = (&ground.app, ground.now());
    let (info, pupil) = (info(&ground).await, &ground.world.pupils[1]);
    let senco = ground.actor(Role::Senco);
    let score = async |day: i8, value| {
        let new = NewScore {
            pupil: child,
            target: target(1).id,
            on: date(2026, 9, day),
            value: Score::whole(value),
        };
        gathering::add_score(app, &senco, now, new, "").await.unwrap();
    };
    score(3, 12).await;
    let held = Recording {
        on: date(2026, 9, 4),
        ..recording(&ground, child, TargetOutcome::PartlyMet, Decision::Change)
    };
    let id = reviewing::record_review(app, &senco, now, held).await.unwrap();
    score(now.today.day(), 30).await;
    let entry = reviewing::show_review(app, &senco, pupil, id).await.unwrap();
    let pack = reviewing::pack(app, &senco, now, &info, pupil, Some(&entry), SIZE.into()).await.unwrap();
    let known = &pack.targets[0].progress.as_ref().unwrap().judged.scores;
    assert_eq!(known.last().map(|score| score.on), Some(date(2026, 9, 3)), "{known:?}");
    let next = reviewing::pack(app, &senco, now, &info, pupil, None, SIZE.into()).await.unwrap();
    let known = &next.targets[0].progress.as_ref().unwrap().judged.scores;
    assert_eq!(known.last().map(|score| score.on), Some(now.today));
}
