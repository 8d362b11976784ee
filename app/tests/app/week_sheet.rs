//! A week's paper sheet through the verbs: for whom it is, typed in one go, nothing overwritten unseen.

use app::{
    Fault,
    planning::{self, SavePlan, Saved, Which},
    teaching::{self, ChildLog, LogSession, SaveProvision, SheetsOf, WeekTyped},
};
use domain::{
    Date, ProvisionId, PupilId, date,
    people::Role,
    permissions::{Action, Actor},
    progress::{Direction, Score},
    provision::{SessionStatus, Tier},
    record::{Plan, Target},
};
use store::queries::{actors, scores, sessions};

use crate::ground::Ground;

/// The world's day, a Monday; and the week before it.
const TODAY: Date = date(2026, 9, 14);
const MONDAY: Date = date(2026, 9, 7);
const WEDNESDAY: Date = date(2026, 9, 9);

/// A group with two children, one of them with a target, run by the TA.
async fn group(ground: &Ground) -> (ProvisionId, PupilId, PupilId) {
    let (one, two) = (&ground.world.pupils[1], ground.world.pupils[3].id);
    let target = Target {
        id: Target::NEW,
        area: None,
        will: "read aloud".to_owned(),
        unit: "words a minute".to_owned(),
        direction: Direction::Increase,
        baseline: Some(Score::whole(20)),
        baseline_on: Some(MONDAY),
        goal: Some(Score::whole(40)),
        by: Some(date(2026, 12, 18)),
        success: String::new(),
        checked_by: "Class teacher".to_owned(),
        levels: None,
    };
    let (senco, now) = (ground.actor(Role::Senco), ground.now());
    let input = SavePlan { pupil: one.id, of: None, plan: Plan { targets: vec![target], ..Plan::default() } };
    let saved = planning::save_plan(&ground.app, &senco, now, input).await.unwrap();
    assert!(matches!(saved, Saved::Done(_)));
    let plan = planning::show_plan(&ground.app, &senco, TODAY, one, Which::default()).await.unwrap().plan;
    let input = SaveProvision {
        name: "Reading group".to_owned(),
        tier: Tier::Targeted,
        weekdays: vec![1, 3],
        starts_at: "9:15".to_owned(),
        minutes: 20,
        from_on: Some(MONDAY),
        until_on: Some(date(2026, 12, 18)),
        staff: vec![ground.world.accounts[&Role::Ta].id],
        places: vec![(one.id, Some(plan.targets[0].id)), (two, None)],
        ..SaveProvision::default()
    };
    let id = teaching::save_provision(&ground.app, &senco, now, input).await.unwrap().id();
    (id, one.id, two)
}

async fn now_actor(ground: &Ground, role: Role) -> Actor {
    let id = ground.world.accounts[&role].id;
    actors::actor(&ground.world.read(), id, TODAY).await.unwrap().unwrap()
}

fn typed(provision: ProvisionId, on: Date, children: &[(PupilId, bool, Option<i32>)]) -> LogSession {
    LogSession {
        provision,
        on,
        version: 0,
        status: SessionStatus::Delivered,
        why: String::new(),
        line: String::new(),
        minutes: None,
        children: children
            .iter()
            .map(|(pupil, present, score)| ChildLog {
                pupil: *pupil,
                present: *present,
                why: if *present { String::new() } else { "absent from school".to_owned() },
                line: String::new(),
                score: score.map(Score::whole),
                prompts: None,
            })
            .collect(),
        from_sheet: true,
        reason: String::new(),
    }
}

#[tokio::test]
async fn a_sheet_is_for_those_who_may_log_all_its_children() {
    let ground = Ground::new().await;
    let (id, one, two) = group(&ground).await;
    let app = &ground.app;
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let sheets = async |actor: &Actor, which| {
        teaching::week_sheets(app, actor, &info, (WEDNESDAY, ground.now().today), which).await
    };

    let ta = now_actor(&ground, Role::Ta).await;
    let data = ground.actor(Role::DataManager);
    for actor in [&ta, &data] {
        let shown = sheets(actor, SheetsOf::One(id)).await.unwrap().remove(0);
        assert_eq!(shown.sessions.iter().map(|at| at.on).collect::<Vec<_>>(), [MONDAY, WEDNESDAY]);
        let mut ids: Vec<PupilId> = shown.children.iter().map(|child| child.pupil.id).collect();
        ids.sort_unstable();
        let mut wanted = vec![one, two];
        wanted.sort_unstable();
        assert_eq!((ids, shown.monday), (wanted, MONDAY));
        assert!(shown.children.iter().any(|child| child.measure() == "words a minute, to 40"));
        assert_eq!(sheets(actor, SheetsOf::All).await.unwrap().len(), 1);
    }
    assert_eq!(sheets(&ta, SheetsOf::Mine).await.unwrap().len(), 1);
    assert!(sheets(&data, SheetsOf::Mine).await.unwrap().is_empty(), "the data manager runs no group");

    // The teacher reaches one of the two: no sheet, and none of its names.
    let teacher = ground.actor(Role::Teacher);
    let refused = sheets(&teacher, SheetsOf::One(id)).await;
    assert!(matches!(refused, Err(Fault::Forbidden(Action::TypeSheets))));
    for which in [SheetsOf::Mine, SheetsOf::All] {
        assert!(sheets(&teacher, which).await.unwrap().is_empty());
    }
    for role in [Role::Head, Role::Governor, Role::Parent, Role::Pupil, Role::Agency, Role::Admin] {
        assert!(sheets(&ground.actor(role), SheetsOf::One(id)).await.is_err(), "{role:?}");
        assert!(sheets(&ground.actor(role), SheetsOf::All).await.unwrap().is_empty(), "{role:?}");
        let written =
            teaching::type_week(app, &ground.actor(role), ground.now(), vec![typed(id, MONDAY, &[])]).await;
        assert!(matches!(written, Err(Fault::Forbidden(_) | Fault::NotFound)), "{role:?}");
    }
    let nowhere = app.id::<ProvisionId>(ground.now());
    assert!(matches!(sheets(&data, SheetsOf::One(nowhere)).await, Err(Fault::NotFound)));

    // The paper has its children, and no other.
    let shown = sheets(&ta, SheetsOf::Mine).await.unwrap();
    let paper = app::papers::session_sheets(&info, ground.now(), WEDNESDAY, &shown);
    let words = app::papers::set(paper).await.unwrap().all_words();
    for (at, pupil) in ground.world.pupils.iter().enumerate() {
        assert_eq!(words.contains(&pupil.forename), [1, 3].contains(&at), "{}", pupil.forename);
    }
}

#[tokio::test]
async fn a_week_is_typed_in_one_go_and_overwrites_nothing_unseen() {
    let ground = Ground::new().await;
    let (id, one, two) = group(&ground).await;
    let (app, now, db) = (&ground.app, ground.now(), ground.world.read());
    let data = ground.actor(Role::DataManager);
    let week = |monday: LogSession, wednesday: LogSession| vec![monday, wednesday];

    // One box is wrong: it is named with its day, and nothing is kept.
    let away_with_score = typed(id, WEDNESDAY, &[(one, false, Some(9)), (two, true, None)]);
    let first = typed(id, MONDAY, &[(one, true, Some(22)), (two, true, None)]);
    let refused = teaching::type_week(app, &data, now, week(first.clone(), away_with_score)).await;
    let Err(Fault::Invalid(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults[0].field, format!("score-{one}-{WEDNESDAY}"));
    assert!(sessions::on(&db, id, MONDAY).await.unwrap().is_none(), "nothing by halves");

    let second = typed(id, WEDNESDAY, &[(one, false, None), (two, true, None)]);
    let both = week(first.clone(), second);
    let done = teaching::type_week(app, &data, now, both.clone()).await.unwrap();
    assert_eq!(done, WeekTyped::Saved { sessions: 2, late: false });
    let again = teaching::type_week(app, &data, now, both).await.unwrap();
    assert_eq!(again, WeekTyped::Saved { sessions: 0, late: false }, "sent twice, counted once");
    assert_eq!(scores::of_pupil(&db, one).await.unwrap().len(), 1);

    // A phone corrects Monday meanwhile: what is typed from the old version is not taken, nor the other session.
    let ta = now_actor(&ground, Role::Ta).await;
    let from_phone = LogSession { version: 1, from_sheet: false, line: "went well".to_owned(), ..first };
    teaching::log_session(app, &ta, now, from_phone).await.unwrap();
    let monday = typed(id, MONDAY, &[(one, true, Some(30)), (two, true, None)]);
    let not_run = LogSession {
        version: 1,
        status: SessionStatus::NotRun,
        why: "the adult was away".to_owned(),
        ..typed(id, WEDNESDAY, &[(one, true, None), (two, true, None)])
    };
    let old = LogSession { version: 1, ..monday.clone() };
    let changed = teaching::type_week(app, &data, now, week(old, not_run.clone())).await.unwrap();
    assert_eq!(changed, WeekTyped::Changed(vec![MONDAY]));
    let kept = sessions::on(&db, id, WEDNESDAY).await.unwrap().unwrap();
    assert!(kept.took_place(), "nothing by halves");

    // Seen, it is put in its place; what was written in words stays.
    let seen = LogSession { version: 2, ..monday };
    let done = teaching::type_week(app, &data, now, week(seen, not_run)).await.unwrap();
    assert_eq!(done, WeekTyped::Saved { sessions: 2, late: false });
    let monday = sessions::on(&db, id, MONDAY).await.unwrap().unwrap();
    assert_eq!((monday.line.as_str(), monday.version), ("went well", 3));
    assert_eq!(scores::of_pupil(&db, one).await.unwrap()[0].value, Score::whole(30));
    assert!(!sessions::on(&db, id, WEDNESDAY).await.unwrap().unwrap().took_place());
}
