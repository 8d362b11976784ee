//! Steps 4 to 6 through the verbs: the plan asks again after a change, provision keeps history, a session counts once.

use app::{
    Fault,
    early::{self, Said},
    planning::{self, AnswerPlan, SavePlan, Saved, Which},
    teaching::{self, ChildLog, EndProvision, LogSession, Logged, Planned, SaveProvision},
};
use domain::{
    Date, EntryId, ProvisionId, PupilId, TargetId,
    audit::Happening,
    calendar::count::days_after,
    date,
    people::Role,
    permissions::Actor,
    progress::{Direction, Score},
    provision::{SessionStatus, Tier},
    record::{Answer, Concern, HowSaid, Party, Plan, Target},
};
use store::queries::{actors, events, provisions, scores, sessions};

use crate::ground::Ground;

/// The world's day: a Monday.
pub const MONDAY: Date = date(2026, 9, 14);

fn target(will: &str) -> Target {
    Target {
        id: Target::NEW,
        area: None,
        will: will.to_owned(),
        unit: "words a minute".to_owned(),
        direction: Direction::Increase,
        baseline: Some(Score::whole(20)),
        baseline_on: Some(MONDAY),
        goal: Some(Score::whole(40)),
        by: Some(date(2026, 12, 18)),
        success: String::new(),
        checked_by: "Class teacher".to_owned(),
        levels: None,
    }
}

async fn save(
    ground: &Ground,
    role: Role,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    plan: Plan,
) -> Result<Saved, Fault> {
    let input = SavePlan { pupil, of, plan };
    planning::save_plan(&ground.app, &ground.actor(role), ground.now(), input).await
}

fn plan_of(targets: &[&str]) -> Plan {
    Plan { targets: targets.iter().map(|will| target(will)).collect(), ..Plan::default() }
}

/// A plan with one target for a child; the target's id.
async fn planned(ground: &Ground, child: usize) -> (EntryId, TargetId) {
    let pupil = &ground.world.pupils[child];
    let Saved::Done(id) = save(ground, Role::Senco, pupil.id, None, plan_of(&["read aloud"])).await.unwrap()
    else {
        panic!("the plan is new");
    };
    let senco = ground.actor(Role::Senco);
    let shown = planning::show_plan(&ground.app, &senco, MONDAY, pupil, Which::default()).await.unwrap();
    (id, shown.plan.targets[0].id)
}

#[tokio::test]
async fn a_plan_that_changed_asks_again() {
    let ground = Ground::new().await;
    let pupil = ground.world.pupils[1].clone();
    let (id, kept) = planned(&ground, 1).await;
    let answer = |party, plan, recorded| AnswerPlan {
        pupil: pupil.id,
        party,
        answer: Answer::Yes,
        words: String::new(),
        plan,
        recorded,
        scans: Vec::new(),
    };
    let say = async |role: Role, answer: AnswerPlan| {
        planning::answer_plan(&ground.app, &ground.actor(role), ground.now(), answer).await
    };
    assert!(say(Role::Parent, answer(Party::Parent, (id, 1), None)).await.unwrap());
    assert!(!say(Role::Parent, answer(Party::Parent, (id, 1), None)).await.unwrap(), "said once");
    let for_teacher = || Some((HowSaid::InTheMeeting, "A Teacher".to_owned(), MONDAY));
    assert!(say(Role::Senco, answer(Party::Teacher, (id, 1), for_teacher())).await.unwrap());
    let other = answer(Party::Senco, (id, 1), None);
    assert!(matches!(say(Role::Parent, other).await, Err(Fault::Forbidden(_))), "each for their own party");
    let written = answer(Party::Pupil, (id, 1), for_teacher());
    assert!(matches!(say(Role::Parent, written).await, Err(Fault::Forbidden(_))));

    let mut changed = plan_of(&["read aloud", "spell words"]);
    changed.targets[0].id = kept;
    let stale = save(&ground, Role::Teacher, pupil.id, Some((id, 9)), changed.clone()).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    let done = save(&ground, Role::Teacher, pupil.id, Some((id, 1)), changed.clone()).await.unwrap();
    assert_eq!(done, Saved::Done(id));
    let again = save(&ground, Role::Teacher, pupil.id, Some((id, 1)), changed).await.unwrap();
    assert_eq!(again, Saved::AlreadyThere(id), "sent twice, saved once");

    let senco = ground.actor(Role::Senco);
    let shown = planning::show_plan(&ground.app, &senco, MONDAY, &pupil, Which::default()).await.unwrap();
    assert_eq!((shown.version, shown.targets[0].target.id), (2, kept), "a kept target keeps its id");
    assert!(shown.said.iter().all(planning::Said::is_wanted), "everybody is asked again");
    let by = |party: Party| {
        let said = shown.said.iter().find(|said| said.party == party).unwrap();
        said.answers[0].recorded_by.as_deref()
    };
    let recorder = ground.world.accounts[&Role::Senco].name.as_str();
    assert_eq!((by(Party::Teacher), by(Party::Parent)), (Some(recorder), None), "who wrote it down");
    let parents = &shown.said[1];
    assert!(parents.party == Party::Parent && parents.is_outdated());
    let old = answer(Party::Parent, (id, 1), None);
    assert!(matches!(say(Role::Parent, old).await, Err(Fault::Stale)), "an answer to what they did not read");
}

#[tokio::test]
async fn what_was_written_down_for_a_parent_is_not_asked_of_them_again() {
    let ground = Ground::new().await;
    let pupil = ground.world.pupils[1].clone();
    let worry = Concern { raised_by: Party::Senco, noticed: "Reads slowly".to_owned(), ..Concern::default() };
    early::raise_concern(&ground.app, &ground.actor(Role::Senco), ground.now(), pupil.id, None, worry)
        .await
        .unwrap();
    let (id, _) = planned(&ground, 1).await;
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let (parent, senco) = (ground.actor(Role::Parent), ground.actor(Role::Senco));
    let answered = async || {
        let children = early::my_children(&ground.app, &parent, &info, ground.now()).await.unwrap();
        children.iter().find(|child| child.pupil.id == pupil.id).unwrap().answered
    };
    let say = async |actor: &Actor, recorded| {
        let input = AnswerPlan {
            pupil: pupil.id,
            party: Party::Parent,
            answer: Answer::Yes,
            words: String::new(),
            plan: (id, 1),
            recorded,
            scans: Vec::new(),
        };
        planning::answer_plan(&ground.app, actor, ground.now(), input).await.unwrap()
    };
    let in_the_meeting = |name: &str| Some((HowSaid::InTheMeeting, name.to_owned(), MONDAY));
    assert_eq!(answered().await, Said::NotYet);
    say(&senco, in_the_meeting("Another of the Test")).await;
    assert_eq!(answered().await, Said::NotYet, "of the other parent");
    say(&senco, in_the_meeting("Parent or carer of the Test")).await;
    assert_eq!(answered().await, Said::WrittenDown);
    say(&parent, None).await;
    assert_eq!(answered().await, Said::Themselves);
}

#[tokio::test]
async fn a_corrected_spelling_keeps_what_was_agreed_and_says_so() {
    let ground = Ground::new().await;
    let (app, now, pupil) = (&ground.app, ground.now(), ground.world.pupils[1].clone());
    let senco = ground.actor(Role::Senco);
    let first = Plan { strengths: "She recieves help from Year 3 gladly".into(), ..plan_of(&["read aloud"]) };
    let Saved::Done(id) = save(&ground, Role::Senco, pupil.id, None, first).await.unwrap() else { panic!() };
    let answer = AnswerPlan {
        pupil: pupil.id,
        party: Party::Parent,
        answer: Answer::Yes,
        words: String::new(),
        plan: (id, 1),
        recorded: None,
        scans: Vec::new(),
    };
    planning::answer_plan(app, &ground.actor(Role::Parent), now, answer).await.unwrap();
    let shown = async || planning::show_plan(app, &senco, MONDAY, &pupil, Which::default()).await.unwrap();
    let stands = shown().await.plan;
    let correct = async |role: Role, version, strengths: &str| {
        let plan = Plan { strengths: strengths.into(), ..stands.clone() };
        let input = SavePlan { pupil: pupil.id, of: Some((id, version)), plan };
        planning::correct_plan(app, &ground.actor(role), now, input).await
    };
    for more in
        ["She receives help from Year 4 gladly", "She receives no help from Year 3", "She asks for help"]
    {
        let refused = correct(Role::Senco, 1, more).await;
        assert!(matches!(refused, Err(Fault::Invalid(_))), "{more}: {refused:?}");
    }
    assert_eq!(shown().await.version, 1, "nothing is saved");
    let right = "She receives help from Year 3 gladly";
    assert!(matches!(correct(Role::Senco, 7, right).await, Err(Fault::Stale)));
    assert!(matches!(correct(Role::Ta, 1, right).await, Err(Fault::Forbidden(_) | Fault::NotFound)));
    assert_eq!(correct(Role::Senco, 1, right).await.unwrap(), Saved::Done(id));
    assert_eq!(
        correct(Role::Senco, 1, right).await.unwrap(),
        Saved::AlreadyThere(id),
        "sent twice, saved once"
    );

    let after = shown().await;
    assert_eq!((after.version, after.plan.strengths.as_str()), (2, right));
    let parents = after.said.iter().find(|said| said.party == Party::Parent).unwrap();
    assert!(!parents.is_wanted() && parents.answers[0].said.plan_version == 1, "no signature is made");
    let since = planning::corrected_since(&after.plan, 1, 2).unwrap();
    assert!(
        since.starts_with("to version 1; a spelling was corrected in version 2 by ")
            && since.contains("14 September 2026"),
        "{since}"
    );
    assert_eq!(parents.changed, None, "the SENCO is asked nothing as a parent");
    let theirs =
        planning::show_plan(app, &ground.actor(Role::Parent), MONDAY, &pupil, Which::default()).await;
    let theirs = theirs.unwrap().said.into_iter().find(|said| said.party == Party::Parent).unwrap();
    assert!(theirs.changed.is_some(), "what changed is shown to them");
    let happened = events::of_pupil(&ground.world.read(), pupil.id, 20).await.unwrap();
    assert_eq!(happened.iter().filter(|event| event.what == Happening::PlanCorrected).count(), 1);

    // A real change after it asks everybody again.
    let changed = Plan { strengths: "She asks for help".into(), ..after.plan };
    save(&ground, Role::Senco, pupil.id, Some((id, 2)), changed).await.unwrap();
    let parents = shown().await.said.into_iter().find(|said| said.party == Party::Parent).unwrap();
    assert!(parents.is_outdated());
}

#[tokio::test]
async fn who_may_write_and_read_a_plan() {
    let ground = Ground::new().await;
    let (_, _) = planned(&ground, 0).await;
    let [own, _, _, other, _] = [0, 1, 2, 3, 4].map(|child| ground.world.pupils[child].clone());
    let plan = || plan_of(&["read aloud"]);
    assert!(matches!(save(&ground, Role::Teacher, other.id, None, plan()).await, Err(Fault::NotFound)));
    assert!(matches!(save(&ground, Role::Ta, own.id, None, plan()).await, Err(Fault::Forbidden(_))));
    assert!(matches!(save(&ground, Role::Head, own.id, None, plan()).await, Err(Fault::Forbidden(_))));
    let ta = ground.actor(Role::Ta);
    let shown = planning::show_plan(&ground.app, &ta, MONDAY, &own, Which::default()).await.unwrap();
    assert_eq!(shown.reading, domain::record::Reading::Glance, "targets and strategies only");
    assert!(shown.said.iter().all(|said| said.answers.is_empty()));
    let data = ground.actor(Role::DataManager);
    let hidden = planning::show_plan(&ground.app, &data, MONDAY, &own, Which::default()).await;
    assert!(matches!(hidden, Err(Fault::NotFound)), "numbers only");
}

pub fn group(places: Vec<(PupilId, Option<TargetId>)>, staff: Vec<domain::UserId>) -> SaveProvision {
    SaveProvision {
        of: None,
        name: "Reading".to_owned(),
        area: None,
        tier: Tier::Targeted,
        description: String::new(),
        place: String::new(),
        weekdays: vec![1, 3],
        starts_at: "9.15".to_owned(),
        minutes: 20,
        cost: None,
        from_on: Some(date(2026, 9, 7)),
        until_on: Some(date(2026, 12, 18)),
        staff,
        places,
        ..SaveProvision::default()
    }
}

pub async fn actor(ground: &Ground, role: Role) -> Actor {
    let id = ground.world.accounts[&role].id;
    actors::actor(&ground.world.read(), id, MONDAY).await.unwrap().unwrap()
}

pub fn log(provision: ProvisionId, on: Date, children: Vec<(PupilId, bool, Option<i32>)>) -> LogSession {
    LogSession {
        provision,
        on,
        version: 0,
        status: SessionStatus::Delivered,
        why: String::new(),
        line: "went well".to_owned(),
        minutes: None,
        children: children
            .into_iter()
            .map(|(pupil, present, score)| ChildLog {
                pupil,
                present,
                why: if present { String::new() } else { "ill".to_owned() },
                line: String::new(),
                score: score.map(Score::whole),
                prompts: None,
            })
            .collect(),
        from_sheet: false,
        reason: String::new(),
    }
}

#[tokio::test]
async fn a_session_counts_once_and_cover_is_recorded() {
    let ground = Ground::new().await;
    let (_, aim) = planned(&ground, 1).await;
    let (one, two) = (ground.world.pupils[1].id, ground.world.pupils[3].id);
    let (app, now) = (&ground.app, ground.now());
    let ta = ground.world.accounts[&Role::Ta].id;
    let senco = ground.actor(Role::Senco);
    let input = group(vec![(one, Some(aim)), (two, None)], vec![ta]);
    let id = teaching::save_provision(app, &senco, now, input).await.unwrap().id();

    // The TA reaches the children of their group, and no others.
    let ta = actor(&ground, Role::Ta).await;
    assert!(ta.scope().holds(ground.world.pupils[3].subject()));
    assert!(!ta.scope().holds(ground.world.pupils[4].subject()));
    let first = log(id, MONDAY, vec![(one, true, Some(22)), (two, false, None)]);
    assert_eq!(teaching::log_session(app, &ta, now, first.clone()).await.unwrap(), Logged::Done);
    assert_eq!(teaching::log_session(app, &ta, now, first.clone()).await.unwrap(), Logged::AlreadyThere);
    let db = ground.world.read();
    assert_eq!(scores::of_pupil(&db, one).await.unwrap().len(), 1, "sent twice, counted once");
    let other = log(id, MONDAY, vec![(one, true, Some(23)), (two, false, None)]);
    assert!(matches!(teaching::log_session(app, &ta, now, other.clone()).await, Err(Fault::Stale)));
    let corrected = LogSession { version: 1, ..other };
    assert_eq!(teaching::log_session(app, &ta, now, corrected).await.unwrap(), Logged::Done);
    let known = scores::of_pupil(&db, one).await.unwrap();
    assert_eq!((known.len(), known[0].value), (1, Score::whole(23)));
    let undone = teaching::undo_session(app, &ta, now, id, MONDAY).await;
    assert!(matches!(undone, Err(Fault::Rule { .. })), "corrected, so not taken back");
    let away = log(id, days_after(MONDAY, -5), vec![(one, false, Some(9)), (two, true, None)]);
    assert!(matches!(teaching::log_session(app, &ta, now, away).await, Err(Fault::Invalid(_))));
    let ahead = log(id, days_after(MONDAY, 2), vec![(one, true, None), (two, true, None)]);
    assert!(matches!(teaching::log_session(app, &ta, now, ahead).await, Err(Fault::Rule { .. })));

    // The teacher reaches one of the two only, until they cover the group for the day.
    let teacher = actor(&ground, Role::Teacher).await;
    let again = log(id, MONDAY, vec![(one, true, Some(25)), (two, true, None)]);
    let again = LogSession { version: 2, ..again };
    let refused = teaching::log_session(app, &teacher, now, again.clone()).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))));
    teaching::cover_group(app, &teacher, now, id).await.unwrap();
    let teacher = actor(&ground, Role::Teacher).await;
    assert_eq!(teaching::log_session(app, &teacher, now, again).await.unwrap(), Logged::Done);
    let session = sessions::on(&db, id, MONDAY).await.unwrap().unwrap();
    assert!(session.cover && session.version == 3);
    let trail = events::of_pupil(&db, two, 50).await.unwrap();
    let covered = domain::audit::Happening::GroupCovered;
    assert!(trail.iter().any(|event| event.what == covered), "on the record of each child");

    // Others are told nothing, or are refused.
    let parent = ground.actor(Role::Parent);
    let shown = teaching::show_session(app, &parent, now, id, MONDAY, false).await;
    assert!(matches!(shown, Err(Fault::Forbidden(_) | Fault::NotFound)));
    let sheet = LogSession {
        from_sheet: true,
        reason: String::new(),
        version: 3,
        ..log(id, MONDAY, vec![(one, true, Some(26)), (two, true, None)])
    };
    let data = ground.actor(Role::DataManager);
    assert_eq!(teaching::log_session(app, &data, now, sheet).await.unwrap(), Logged::Done);
    let session = sessions::on(&db, id, MONDAY).await.unwrap().unwrap();
    assert_eq!(session.line, "went well", "a sheet brings no text, and takes none away");
}

#[tokio::test]
async fn provision_keeps_its_history() {
    let ground = Ground::new().await;
    let (_, aim) = planned(&ground, 1).await;
    let (one, two, far) = (ground.world.pupils[1].id, ground.world.pupils[2].id, ground.world.pupils[3].id);
    let (app, now) = (&ground.app, ground.now());
    let teacher = actor(&ground, Role::Teacher).await;
    let not_theirs = teaching::save_provision(app, &teacher, now, group(vec![(far, None)], vec![])).await;
    assert!(matches!(not_theirs, Err(Fault::NotFound)), "another class");
    let nobody = teaching::save_provision(app, &teacher, now, group(vec![], vec![])).await;
    assert!(matches!(nobody, Err(Fault::Invalid(_))));
    let mine = ground.world.accounts[&Role::Teacher].id;
    let input = group(vec![(one, Some(aim)), (two, Some(aim))], vec![mine]);
    let id = teaching::save_provision(app, &teacher, now, input.clone()).await.unwrap().id();
    let db = ground.world.read();
    let saved = provisions::get(&db, id).await.unwrap().unwrap();
    assert_eq!(saved.starts_at, "09:15");
    let of = |pupil| saved.places.iter().find(|place| place.pupil == pupil).unwrap().target;
    assert_eq!((of(one), of(two)), (Some(aim), None), "a place serves a target of the child's own");

    // The child who is left out keeps what was; the same again changes nothing.
    let less = SaveProvision { of: Some((id, 1)), places: vec![(one, Some(aim))], ..input.clone() };
    let teacher = actor(&ground, Role::Teacher).await;
    let done = teaching::save_provision(app, &teacher, now, less.clone()).await.unwrap();
    assert_eq!(done, Planned::Done(id));
    let less = SaveProvision { of: Some((id, 2)), ..less };
    let again = teaching::save_provision(app, &teacher, now, less.clone()).await.unwrap();
    assert_eq!(again, Planned::AlreadyThere(id));
    let saved = provisions::get(&db, id).await.unwrap().unwrap();
    assert_eq!(saved.children_on(days_after(MONDAY, 1)).count(), 1);
    assert_eq!(
        saved.children_on(MONDAY).count(),
        2,
        "a session of it is planned today: it is held as it was"
    );

    // Other days after a session was held: the old stays as it was, the new begins.
    let held = log(id, MONDAY, vec![(one, true, Some(21)), (two, true, None)]);
    teaching::log_session(app, &teacher, now, held).await.unwrap();
    let daily = SaveProvision { weekdays: vec![1, 2, 3, 4, 5], ..less };
    let Planned::GoesOn(next, begins) = teaching::save_provision(app, &teacher, now, daily).await.unwrap()
    else {
        panic!("the dose changed");
    };
    assert_eq!(begins, days_after(MONDAY, 1));
    let old = provisions::get(&db, id).await.unwrap().unwrap();
    assert_eq!((old.until_on, old.weekdays), (MONDAY, vec![1, 3]));
    let end = EndProvision { provision: next, version: 1, last_on: Some(date(2026, 10, 23)) };
    assert!(teaching::end_provision(app, &teacher, now, end).await.unwrap());
}
