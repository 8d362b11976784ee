//! What was logged is put right: of a group that has ended, in a week that is closed; prompts beside scores; a sheet's
//! sentences name day and child.

use app::{
    Fault,
    gathering::{self, CloseWeek},
    teaching::{self, ChildLog, CopyProvision, EndProvision, LogSession, Logged, SaveProvision, SheetsOf},
};
use domain::{
    Date, Now, ProvisionId, PupilId,
    calendar::count::days_after,
    date,
    people::Role,
    permissions::Actor,
    progress::Score,
    provision::{SessionStatus, Tier},
};
use store::queries::{actors, sessions};

use crate::ground::Ground;

/// The world's day, a Monday; two days of the week before.
const TODAY: Date = date(2026, 9, 14);
const MONDAY: Date = date(2026, 9, 7);
const WEDNESDAY: Date = date(2026, 9, 9);
const CLOSE: CloseWeek<'static> = CloseWeek { day: MONDAY, note: "", before_its_end: false };

async fn actor(ground: &Ground, role: Role) -> Actor {
    let id = ground.world.accounts[&role].id;
    actors::actor(&ground.world.read(), id, TODAY).await.unwrap().unwrap()
}

/// A group of two children whom the teaching assistant sees by it alone.
async fn group(ground: &Ground) -> (ProvisionId, [PupilId; 2]) {
    let pupils = [1, 3].map(|at: usize| ground.world.pupils[at].id);
    let input = SaveProvision {
        name: "Reading group".to_owned(),
        tier: Tier::Targeted,
        weekdays: vec![1, 3],
        starts_at: "9:15".to_owned(),
        minutes: 20,
        from_on: Some(MONDAY),
        until_on: Some(date(2026, 12, 18)),
        staff: vec![ground.world.accounts[&Role::Ta].id],
        places: pupils.map(|pupil| (pupil, None)).to_vec(),
        ..SaveProvision::default()
    };
    let senco = ground.actor(Role::Senco);
    let id = teaching::save_provision(&ground.app, &senco, ground.now(), input).await.unwrap().id();
    (id, pupils)
}

fn log(provision: ProvisionId, on: Date, version: u32, pupils: [PupilId; 2], here: [bool; 2]) -> LogSession {
    LogSession {
        provision,
        on,
        version,
        status: SessionStatus::Delivered,
        why: String::new(),
        line: String::new(),
        minutes: None,
        children: pupils
            .into_iter()
            .zip(here)
            .map(|(pupil, present)| ChildLog {
                pupil,
                present,
                why: if present { String::new() } else { "absent from school".to_owned() },
                line: String::new(),
                score: None,
                prompts: None,
            })
            .collect(),
        from_sheet: false,
        reason: String::new(),
    }
}

async fn stop(ground: &Ground, provision: ProvisionId, last_on: Date) {
    let input = EndProvision { provision, version: 1, last_on: Some(last_on) };
    let senco = ground.actor(Role::Senco);
    assert!(teaching::end_provision(&ground.app, &senco, ground.now(), input).await.unwrap());
}

#[tokio::test]
async fn a_session_of_a_group_that_has_ended_is_corrected_by_who_ran_it() {
    let ground = Ground::new().await;
    let (app, now): (_, Now) = (&ground.app, ground.now());
    let (id, pupils) = group(&ground).await;
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let ta = actor(&ground, Role::Ta).await;
    teaching::log_session(app, &ta, now, log(id, WEDNESDAY, 0, pupils, [true, true])).await.unwrap();
    stop(&ground, id, WEDNESDAY).await;

    // The group is over, and its children are out of the assistant's reach; what they ran is theirs all the same.
    let ta = actor(&ground, Role::Ta).await;
    assert!(!ta.scope().holds(ground.world.pupils[3].subject()));
    let week = teaching::my_week(app, &ta, now, &info, Some(MONDAY)).await.unwrap();
    let shown: Vec<_> = week.days.iter().flat_map(|(_, groups)| groups).collect();
    assert!(shown.iter().any(|group| group.on == WEDNESDAY && group.has_children), "{shown:?}");
    assert!(week.to_log.iter().any(|group| group.on == MONDAY), "what nobody logged can be logged still");
    let shown = teaching::show_session(app, &ta, now, id, WEDNESDAY, false).await.unwrap();
    assert_eq!(shown.children.len(), 2);
    let away = log(id, WEDNESDAY, 1, pupils, [true, false]);
    assert_eq!(teaching::log_session(app, &ta, now, away).await.unwrap(), Logged::Done);
    let of_week =
        teaching::week_sheets(app, &ta, &info, (MONDAY, now.today), SheetsOf::One(id)).await.unwrap();
    assert!(of_week[0].children.len() == 2 && !of_week[0].sessions.is_empty(), "its sheet, too");
    let after = teaching::show_session(app, &ta, now, id, date(2026, 9, 16), false).await;
    assert!(matches!(after, Err(Fault::NotFound)), "after its last day there is nothing");

    // In a closed week with a reason only.
    let senco = ground.actor(Role::Senco);
    assert!(gathering::close_week(app, &senco, now, CLOSE).await.unwrap());
    let again = log(id, WEDNESDAY, 2, pupils, [false, false]);
    let unsaid = teaching::log_session(app, &ta, now, again.clone()).await;
    assert!(matches!(&unsaid, Err(Fault::Invalid(faults)) if faults[0].field == "reason"), "{unsaid:?}");
    let said = LogSession { reason: "Both were on a trip".to_owned(), ..again };
    assert_eq!(teaching::log_session(app, &ta, now, said).await.unwrap(), Logged::Done);
    let week = gathering::show_week(app, &senco, now, &info, MONDAY).await.unwrap();
    let corrections = &week.closed.as_ref().unwrap().corrections;
    assert!(corrections.iter().any(|one| one.reason.contains("Both were on a trip")), "{corrections:?}");

    // Whoever did not run it sees nothing of it.
    let teacher = actor(&ground, Role::Teacher).await;
    let other = teaching::show_session(app, &teacher, now, id, WEDNESDAY, false).await;
    assert!(matches!(other, Err(Fault::Forbidden(_) | Fault::NotFound)), "{other:?}");
    let other = teaching::week_sheets(app, &teacher, &info, (MONDAY, now.today), SheetsOf::One(id)).await;
    assert!(matches!(other, Err(Fault::Forbidden(_) | Fault::NotFound)), "{other:?}");
}

#[tokio::test]
async fn a_group_is_not_stopped_before_what_was_held_and_a_closed_week_is_told() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let (id, pupils) = group(&ground).await;
    let senco = ground.actor(Role::Senco);
    let info = app.school(ground.world.school.id, None).await.unwrap();
    teaching::log_session(app, &senco, now, log(id, MONDAY, 0, pupils, [true, true])).await.unwrap();
    assert!(gathering::close_week(app, &senco, now, CLOSE).await.unwrap());
    let before = EndProvision { provision: id, version: 1, last_on: Some(MONDAY) };
    teaching::log_session(app, &senco, now, log(id, WEDNESDAY, 0, pupils, [true, true])).await.unwrap();
    let Err(Fault::Invalid(faults)) = teaching::end_provision(app, &senco, now, before).await else {
        panic!("a session is logged after it")
    };
    assert_eq!(faults[0].field, "last-day");
    assert!(faults[0].sentence.contains("The last session took place on 9 September 2026"), "{faults:?}");
    let form = teaching::show_provision(app, &senco, now, &info, Some(id), None).await.unwrap();
    assert_eq!(form.sessions.len(), 2, "the group’s page leads to them");

    // Taken back, it can stop; the closed week in which it was planned says so.
    assert!(teaching::undo_session(app, &senco, now, id, WEDNESDAY).await.unwrap());
    stop(&ground, id, MONDAY).await;
    let week = gathering::show_week(app, &senco, now, &info, MONDAY).await.unwrap();
    let corrections = &week.closed.as_ref().unwrap().corrections;
    assert!(
        corrections.iter().any(|one| one.reason.contains("Reading group is planned otherwise")),
        "{corrections:?}"
    );

    // A group that is written down afterwards, or copied into it, counts in it from now on, which is said as well.
    let copy = CopyProvision {
        provision: id,
        from_on: Some(MONDAY),
        until_on: Some(days_after(MONDAY, 30)),
        with_children: true,
    };
    let copied = teaching::copy_provision(app, &senco, now, copy).await.unwrap();
    let copy = CopyProvision { from_on: Some(now.today), ..copy };
    teaching::copy_provision(app, &senco, now, copy).await.unwrap();
    let week = gathering::show_week(app, &senco, now, &info, MONDAY).await.unwrap();
    let corrections = &week.closed.as_ref().unwrap().corrections;
    let new: Vec<&String> =
        corrections.iter().map(|one| &one.reason).filter(|one| one.contains("is new")).collect();
    assert_eq!(new.len(), 1, "{new:?}");
    assert!(new[0].starts_with("Reading group is new: Mon and Wed, from 7 September"), "{new:?}");
    assert_ne!(copied, id);
}

#[tokio::test]
async fn what_was_logged_just_now_can_be_taken_back_whatever_day_it_is_of() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let (id, pupils) = group(&ground).await;
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let ta = actor(&ground, Role::Ta).await;
    teaching::log_session(app, &ta, now, log(id, WEDNESDAY, 0, pupils, [true, true])).await.unwrap();
    let week = teaching::my_week(app, &ta, now, &info, None).await.unwrap();
    assert_eq!(week.just_logged.iter().map(|group| group.on).collect::<Vec<_>>(), [WEDNESDAY]);
    assert!(teaching::undo_session(app, &ta, now, id, WEDNESDAY).await.unwrap());
    let week = teaching::my_week(app, &ta, now, &info, None).await.unwrap();
    assert!(week.just_logged.is_empty() && week.to_log.iter().any(|group| group.on == WEDNESDAY));
}

#[tokio::test]
async fn prompts_stand_beside_scores_and_a_sheet_leaves_them() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let (id, pupils) = group(&ground).await;
    let ta = actor(&ground, Role::Ta).await;
    let with = |version, prompts, here| {
        let mut log = log(id, TODAY, version, pupils, [here, true]);
        log.children[0].prompts = prompts;
        log
    };
    let many = teaching::log_session(app, &ta, now, with(0, Some(100), true)).await;
    assert!(
        matches!(&many, Err(Fault::Invalid(faults)) if faults[0].field.starts_with("prompts-")),
        "{many:?}"
    );
    teaching::log_session(app, &ta, now, with(0, Some(3), true)).await.unwrap();
    let kept = async || {
        let session = sessions::on(&ground.world.read(), id, TODAY).await.unwrap().unwrap();
        session.child(pupils[0]).unwrap().prompts
    };
    assert_eq!(kept().await, Some(3));
    let same = teaching::log_session(app, &ta, now, with(1, Some(3), true)).await.unwrap();
    assert_eq!(same, Logged::AlreadyThere);
    assert_eq!(teaching::log_session(app, &ta, now, with(1, Some(2), true)).await.unwrap(), Logged::Done);
    let sheet = LogSession {
        from_sheet: true,
        status: SessionStatus::Shortened,
        minutes: Some(10),
        why: "a trip, event or closure".to_owned(),
        ..with(2, None, true)
    };
    teaching::log_session(app, &ta, now, sheet).await.unwrap();
    assert_eq!(kept().await, Some(2), "a sheet has no box for prompts");
    teaching::log_session(app, &ta, now, with(3, Some(2), false)).await.unwrap();
    assert_eq!(kept().await, None, "who was away needed none");
}

#[tokio::test]
async fn what_is_wrong_on_a_sheet_is_said_with_day_and_child() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let (id, pupils) = group(&ground).await;
    let ta = actor(&ground, Role::Ta).await;
    let called = [1, 3].map(|at: usize| ground.world.pupils[at].called().to_owned());
    let mut not_run = log(id, MONDAY, 0, pupils, [true, true]);
    not_run.status = SessionStatus::NotRun;
    not_run.children[0].score = Some(Score::whole(4));
    let mut no_target = log(id, WEDNESDAY, 0, pupils, [true, true]);
    no_target.children[1].score = Some(Score::whole(5));
    let Err(Fault::Invalid(faults)) = teaching::type_week(app, &ta, now, vec![not_run, no_target]).await
    else {
        panic!("both are refused");
    };
    let said: Vec<&str> = faults.iter().map(|fault| fault.sentence.as_str()).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].starts_with("Mon 7 Sep: ") && said[0].contains("why"), "{said:?}");
    assert!(said[1].starts_with("Mon 7 Sep: ") && said[1].contains(&called[0]), "{said:?}");
    assert!(said[2].starts_with("Wed 9 Sep: ") && said[2].contains(&called[1]), "{said:?}");
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let sheet = teaching::week_sheets(app, &ta, &info, (MONDAY, now.today), SheetsOf::One(id))
        .await
        .unwrap()
        .remove(0);
    assert!(sheet.sessions.iter().all(|at| at.session.is_none()), "nothing is written");
}
