//! The week through the verbs: attainment is taken once, the digest goes out once, a closed week is corrected, small groups
//! stay unseen.

use app::{
    Clock, Fault, early,
    gathering::{self, AttainmentRow, CloseWeek},
    planning::{self, SavePlan, Which},
    teaching::{self, ChildLog, LogSession, SaveProvision},
};
use domain::{
    Date, Now, ProvisionId, PupilId, TargetId,
    audit::{Event, Happening},
    date,
    pathway::{CaseState, CloseReason, SupportState},
    people::{Digest, Role},
    permissions::Action,
    progress::{Direction, Score},
    provision::{SessionStatus, Tier},
    record::{Concern, Plan, Target},
};
use store::queries::{records, scores};

use crate::ground::Ground;

/// The world's day: a Monday.
const MONDAY: Date = date(2026, 9, 14);

fn at(ground: &Ground, day: Date, hour: i8) -> Now {
    ground.app.set_clock(Clock::london_at(day, hour, 30));
    ground.now()
}

fn target(will: &str) -> Target {
    Target {
        id: Target::NEW,
        area: None,
        will: will.to_owned(),
        unit: "words a minute".to_owned(),
        direction: Direction::Increase,
        baseline: Some(Score::whole(20)),
        baseline_on: Some(date(2026, 9, 7)),
        goal: Some(Score::whole(40)),
        by: Some(date(2026, 12, 18)),
        success: String::new(),
        checked_by: "Class teacher".to_owned(),
        levels: None,
    }
}

/// Puts a child at step 6.
async fn stand(ground: &Ground, child: usize) {
    let pupil = ground.world.pupils[child].id;
    let allowed = ground.world.on_child(Action::MoveAlong, child);
    let tx = ground.world.write().await;
    let record = records::get(&tx, pupil).await.unwrap();
    let state =
        CaseState { round: 1, cycle: 1, support: Some(SupportState::Monitoring), ..record.state.clone() };
    records::save(&tx, &allowed, &records::Record { state, ..record }).await.unwrap();
    ground.world.commit(tx, &allowed).await;
}

/// Children with a plan each and a group on Mondays.
async fn group(ground: &Ground, children: &[usize]) -> (ProvisionId, Vec<(PupilId, TargetId)>) {
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let mut places = Vec::new();
    for child in children {
        let pupil = &ground.world.pupils[*child];
        stand(ground, *child).await;
        let plan = Plan { targets: vec![target("read aloud")], ..Plan::default() };
        planning::save_plan(app, &senco, now, SavePlan { pupil: pupil.id, of: None, plan }).await.unwrap();
        let shown = planning::show_plan(app, &senco, MONDAY, pupil, Which::default()).await.unwrap();
        places.push((pupil.id, shown.plan.targets[0].id));
    }
    let input = SaveProvision {
        of: None,
        name: "Reading together".to_owned(),
        area: None,
        tier: Tier::Targeted,
        description: String::new(),
        place: String::new(),
        weekdays: vec![1],
        starts_at: "9.15".to_owned(),
        minutes: 30,
        cost: None,
        from_on: Some(MONDAY),
        until_on: Some(date(2026, 12, 18)),
        staff: vec![ground.world.accounts[&Role::Ta].id],
        places: places.iter().map(|(pupil, target)| (*pupil, Some(*target))).collect(),
        ..SaveProvision::default()
    };
    let id = teaching::save_provision(app, &senco, now, input).await.unwrap().id();
    (id, places)
}

async fn log(
    ground: &Ground,
    now: Now,
    group: ProvisionId,
    on: Date,
    children: &[(PupilId, TargetId)],
    score: i32,
) {
    let said = children.iter().map(|(pupil, _)| said(*pupil, Some(score))).collect();
    log_each(ground, now, group, on, said).await;
}

/// What is logged of a child: there, with a score, or absent.
fn said(pupil: PupilId, score: Option<i32>) -> ChildLog {
    ChildLog {
        pupil,
        present: score.is_some(),
        why: String::new(),
        line: String::new(),
        score: score.map(Score::whole),
        prompts: None,
    }
}

async fn log_each(ground: &Ground, now: Now, group: ProvisionId, on: Date, children: Vec<ChildLog>) {
    let input = LogSession {
        provision: group,
        on,
        version: 0,
        status: SessionStatus::Delivered,
        why: String::new(),
        line: String::new(),
        minutes: None,
        children,
        from_sheet: false,
        reason: String::new(),
    };
    teaching::log_session(&ground.app, &ground.actor(Role::Senco), now, input).await.unwrap();
}

#[tokio::test]
async fn what_is_corrected_and_what_comes_late_is_told() {
    let ground = Ground::new().await;
    let (id, children) = group(&ground, &[0, 3]).await;
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let data = ground.actor(Role::DataManager);
    let close = |note| CloseWeek { day: MONDAY, note, before_its_end: false };
    let monday = at(&ground, MONDAY, 8);
    let early = gathering::close_week(&ground.app, &data, monday, close("")).await;
    let Err(Fault::Invalid(faults)) = early else { panic!("a session of it is still to come") };
    assert_eq!(
        faults[0].sentence,
        "1 session of this week is still to come. Tick this to close it all the same"
    );
    let friday = at(&ground, date(2026, 9, 18), 15);
    assert!(gathering::close_week(&ground.app, &data, friday, close("All but one")).await.unwrap());
    let senco = ground.actor(Role::Senco);
    let week = gathering::show_week(&ground.app, &senco, friday, &info, MONDAY).await.unwrap();
    assert!(week.late.is_empty() && week.closed.as_ref().is_some_and(|closed| closed.corrections.is_empty()));

    let later = at(&ground, date(2026, 9, 18), 17);
    log(&ground, later, id, MONDAY, &children, 22).await;
    gathering::correct_week(&ground.app, &data, later, MONDAY, "Monday’s sheet was found", "All")
        .await
        .unwrap();
    let week = gathering::show_week(&ground.app, &senco, later, &info, MONDAY).await.unwrap();
    let closed = week.closed.as_ref().unwrap();
    assert_eq!((closed.note.as_str(), closed.corrections.len()), ("All", 1), "read again after a write");
    assert_eq!(closed.corrections[0].reason, "Monday’s sheet was found");
    assert!(closed.by.starts_with("Data manager"));
    let late: Vec<&str> = week.late.iter().map(|late| late.name.as_str()).collect();
    assert_eq!(late, ["Reading together"]);
    // What was logged is changed with a reason only, which stands on the week's page with what it was before.
    let shown = teaching::show_session(&ground.app, &senco, later, id, MONDAY, false).await.unwrap();
    assert!(shown.closed && shown.late);
    let correcting = |reason: &str| LogSession {
        provision: id,
        on: MONDAY,
        version: shown.session.as_ref().unwrap().version,
        status: SessionStatus::Delivered,
        why: String::new(),
        line: String::new(),
        minutes: None,
        children: children.iter().map(|(pupil, _)| said(*pupil, Some(24))).collect(),
        from_sheet: false,
        reason: reason.to_owned(),
    };
    let refused = teaching::log_session(&ground.app, &senco, later, correcting(" ")).await;
    let Err(Fault::Invalid(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults[0].field, "reason");
    let done = teaching::log_session(&ground.app, &senco, later, correcting("Counted again")).await.unwrap();
    assert_eq!(done, teaching::Logged::Done, "a correction is told as one, and not as late, too");
    let week = gathering::show_week(&ground.app, &senco, later, &info, MONDAY).await.unwrap();
    let corrections: Vec<&str> =
        week.closed.as_ref().unwrap().corrections.iter().map(|one| one.reason.as_str()).collect();
    assert!(
        corrections
            .iter()
            .any(|one| one.starts_with("Reading together, ") && one.ends_with(": Counted again")),
        "{corrections:?}"
    );
    let gathered = gathering::gather(&ground.app, &data, later, &info, MONDAY).await.unwrap();
    assert_eq!(gathered.closed.unwrap().corrections.len(), corrections.len());
    let events = store::queries::events::of_pupil(&ground.world.read(), children[0].0, 5).await.unwrap();
    assert!(
        events
            .iter()
            .any(|event| event.detail.ends_with("; was delivered, present, score 22: Counted again")),
        "{events:?}"
    );
    // A score by hand is one way into a closed week more: its reason is asked too, and told on the week's page.
    let (pupil, target) = children[0];
    let new = gathering::NewScore { pupil, target, on: MONDAY, value: Score::whole(9) };
    let add = async |reason: &str| gathering::add_score(&ground.app, &senco, later, new, reason).await;
    let Err(Fault::Invalid(faults)) = add(" ").await else { panic!("without a reason") };
    assert_eq!(faults[0].field, "reason");
    assert!(add("Found on a slip").await.unwrap());
    let known = scores::of_pupil(&ground.world.read(), pupil).await.unwrap();
    let id = known.iter().find(|score| score.value == Score::whole(9)).unwrap().id;
    let remove = async |reason: &str| {
        gathering::remove_score(&ground.app, &senco, later, pupil, (target, id), reason).await
    };
    assert!(matches!(remove("").await, Err(Fault::Invalid(_))));
    assert!(remove("Another child’s slip").await.unwrap().is_some());
    let week = gathering::show_week(&ground.app, &senco, later, &info, MONDAY).await.unwrap();
    let told = week.closed.as_ref().unwrap().corrections.clone();
    for reason in ["Found on a slip", "Another child’s slip"] {
        assert!(told.iter().any(|one| one.reason.ends_with(&format!(": {reason}"))), "{told:?}");
    }
}

/// The goals of a week's targets, by child, and whether today's plan has them still.
fn goals(week: &gathering::Week) -> Vec<(PupilId, Option<Score>, bool)> {
    let lines = [&week.off_track, &week.sessions_missed, &week.no_data, &week.met_and_kept, &week.met]
        .into_iter()
        .chain([&week.ahead, &week.on_track])
        .flatten();
    let mut goals: Vec<_> =
        lines.map(|line| (line.pupil, line.target.target.goal, line.target.number_today.is_some())).collect();
    goals.sort();
    goals
}

#[tokio::test]
async fn an_old_week_is_read_by_the_plans_and_steps_of_its_day() {
    let ground = Ground::new().await;
    let (id, children) = group(&ground, &[0, 3]).await;
    let [(one, _), (two, _)] = children[..] else { panic!("two children") };
    let monday = at(&ground, MONDAY, 14);
    log(&ground, monday, id, MONDAY, &children, 22).await;
    let (app, world) = (&ground.app, &ground.world);
    let event = |code: &str| world.event(Event::pupil(Happening::MovedOn, two, code));
    let allowed = world.on_child(Action::MoveAlong, 3);
    world.write().await.commit(&allowed, monday, [event("to-monitoring")]).await.unwrap();
    let info = app.school(world.school.id, None).await.unwrap();
    let (data, senco) = (ground.actor(Role::DataManager), ground.actor(Role::Senco));
    let friday = at(&ground, date(2026, 9, 18), 15);
    let close = CloseWeek { day: MONDAY, note: "", before_its_end: false };
    assert!(gathering::close_week(app, &data, friday, close).await.unwrap());
    let handed_over = gathering::show_week(app, &senco, friday, &info, MONDAY).await.unwrap();
    let goal = |whole| Some(Score::whole(whole));
    let mut both = vec![(one, goal(40), true), (two, goal(40), true)];
    both.sort();
    assert_eq!(goals(&handed_over), both);

    // Ten days later one has a higher goal, and the other one has left with the support closed.
    let later = at(&ground, date(2026, 9, 28), 9);
    let child = &world.pupils[0];
    let shown = planning::show_plan(app, &senco, later.today, child, Which::default()).await.unwrap();
    let of = shown.entry.as_ref().map(|entry| (entry.id, entry.version));
    let mut plan = shown.plan.clone();
    plan.targets[0].goal = goal(60);
    planning::save_plan(app, &senco, later, SavePlan { pupil: one, of, plan }).await.unwrap();
    let allowed = world.on_school(Action::ImportRoll);
    let tx = world.write().await;
    let record = records::get(&tx, two).await.unwrap();
    let left = SupportState::Closed(CloseReason::LeftSchool);
    let state =
        CaseState { support: Some(left), support_entered_on: Some(later.today), ..record.state.clone() };
    records::renew(&tx, &allowed, &[records::Record { state, ..record }]).await.unwrap();
    store::queries::pupils::leave(&tx, &allowed, &[two], later.today).await.unwrap();
    tx.commit(&allowed, later, [event("close-left-school: left")]).await.unwrap();

    let now = gathering::show_week(app, &senco, later, &info, later.today).await.unwrap();
    assert_eq!(goals(&now), [(one, goal(60), true)]);
    let then = gathering::show_week(app, &senco, later, &info, MONDAY).await.unwrap();
    let mut both = vec![(one, goal(40), true), (two, goal(40), false)];
    both.sort();
    assert_eq!(goals(&then), both, "as it was handed over; one of them is not worked on any more");
    assert_eq!(then.children, handed_over.children);
}

#[tokio::test]
async fn answers_about_the_gap_that_changed_are_listed() {
    let ground = Ground::new().await;
    let (_, children) = group(&ground, &[0]).await;
    let (pupil, _) = children[0];
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let (data, senco) = (ground.actor(Role::DataManager), ground.actor(Role::Senco));
    let now = at(&ground, date(2026, 9, 25), 12);
    let result = |on: Date, written: &str| AttainmentRow {
        pupil,
        subject: "Reading".to_owned(),
        scale: "standardised-score".to_owned(),
        on,
        written: written.to_owned(),
    };
    let rows =
        [result(date(2026, 3, 2), "80"), result(date(2026, 6, 1), "101"), result(date(2026, 9, 24), "104")];
    gathering::import_attainment(&ground.app, &data, now, &rows).await.unwrap();
    let week = gathering::show_week(&ground.app, &senco, now, &info, now.today).await.unwrap();
    let closed = week.gaps.iter().find(|gap| gap.question.contains("closed")).unwrap();
    assert_eq!((closed.before, closed.now, closed.better), ("no", "yes", Some(true)), "{:?}", week.gaps);
    assert_eq!(closed.subject, "Reading");
    let before = gathering::show_week(&ground.app, &senco, now, &info, MONDAY).await.unwrap();
    assert!(before.gaps.is_empty(), "nothing was collected that week");

    // On two scales: each says which it is.
    let age =
        |on: Date, written: &str| AttainmentRow { scale: "reading-age".to_owned(), ..result(on, written) };
    let rows = [age(date(2026, 3, 2), "6:00"), age(date(2026, 9, 24), "9:06")];
    gathering::import_attainment(&ground.app, &data, now, &rows).await.unwrap();
    let week = gathering::show_week(&ground.app, &senco, now, &info, now.today).await.unwrap();
    let told: Vec<&str> = week.gaps.iter().map(|gap| gap.subject.as_str()).collect();
    assert!(!told.is_empty() && told.iter().all(|subject| subject.starts_with("Reading (")), "{told:?}");
    assert!(told.contains(&"Reading (Standardised score)"), "{told:?}");
    let child = ground.world.pupils.iter().find(|one| one.id == pupil).unwrap();
    let progress =
        gathering::show_progress(&ground.app, &senco, now, &info, child, (600, 300).into()).await.unwrap();
    let titles: Vec<&str> = progress.subjects.iter().map(|one| one.subject.as_str()).collect();
    assert_eq!(titles, ["Reading (Reading age)", "Reading (Standardised score)"]);
}

#[tokio::test]
async fn the_digest_goes_out_once_and_names_nobody() {
    let ground = Ground::new().await;
    let (id, children) = group(&ground, &[0, 3]).await;
    log(&ground, ground.now(), id, MONDAY, &children, 22).await;
    let next = date(2026, 9, 21);
    let early = at(&ground, next, 6);
    assert_eq!(gathering::send_digests(&ground.app, early).await.unwrap().mails, 0, "before seven");
    let now = at(&ground, next, 8);
    let sent = gathering::send_digests(&ground.app, now).await.unwrap();
    assert_eq!((sent.schools, sent.mails), (1, 1));
    for again in [now, at(&ground, date(2026, 9, 23), 9)] {
        assert_eq!(gathering::send_digests(&ground.app, again).await.unwrap().mails, 0, "once a week");
    }
    let mail = ground.mails().await.into_iter().find(|mail| mail.subject.contains("Last week")).unwrap();
    assert_eq!(mail.to, "senco@example.test");
    assert!(mail.body.contains("14 September 2026: 1 of 1 sessions are entered"), "{}", mail.body);
    assert!(!ground.names_a_child(&mail.body) && !mail.body.contains("Reading together"));
    assert!(mail.body.ends_with("My account in Waymark, Mail from Waymark.\n"), "{}", mail.body);

    let senco = ground.actor(Role::Senco);
    let stands = async |role| gathering::my_digest(&ground.app, &ground.actor(role)).await.unwrap();
    assert_eq!(stands(Role::Senco).await, Some(Digest::Weekly));
    assert_eq!((stands(Role::Ta).await, stands(Role::Parent).await), (Some(Digest::None), None));
    let refused =
        gathering::choose_digest(&ground.app, &ground.actor(Role::Parent), now, Digest::Daily).await;
    assert!(matches!(refused, Err(app::Fault::NotFound)));
    for _ in 0..2 {
        gathering::choose_digest(&ground.app, &senco, now, Digest::None).await.unwrap();
    }
    assert_eq!(stands(Role::Senco).await, Some(Digest::None));
    let third = at(&ground, date(2026, 9, 28), 8);
    let sent = gathering::send_digests(&ground.app, third).await.unwrap();
    assert_eq!((sent.schools, sent.mails), (1, 0), "who stopped it gets none, and the week counts as told");
    gathering::choose_digest(&ground.app, &senco, third, Digest::Weekly).await.unwrap();
    let fourth = at(&ground, date(2026, 10, 5), 8);
    assert_eq!(gathering::send_digests(&ground.app, fourth).await.unwrap().mails, 1);

    let saturday = at(&ground, date(2026, 10, 3), 9);
    assert_eq!(gathering::send_digests(&ground.app, saturday).await.unwrap().mails, 0, "not on a Saturday");
}

#[tokio::test]
async fn a_teacher_who_chose_it_is_told_each_morning_how_much_waits_and_nothing_when_nothing_does() {
    let ground = Ground::new().await;
    let (teacher, senco) = (ground.actor(Role::Teacher), ground.actor(Role::Senco));
    let tuesday = at(&ground, date(2026, 9, 15), 8);
    gathering::choose_digest(&ground.app, &teacher, tuesday, Digest::Daily).await.unwrap();
    let sent = gathering::send_digests(&ground.app, tuesday).await.unwrap();
    let none = ground.mails().await.into_iter().all(|mail| mail.subject != "What waits for you in Waymark");
    assert!(none, "nothing waits, no mail: {sent:?}");

    let concern = Concern { noticed: "Guesses words".into(), ..Concern::default() };
    let pupil = ground.world.pupils[0].id;
    early::raise_concern(&ground.app, &senco, tuesday, pupil, None, concern).await.unwrap();
    let wednesday = at(&ground, date(2026, 9, 16), 8);
    for mails in [1, 0] {
        assert_eq!(gathering::send_digests(&ground.app, wednesday).await.unwrap().mails, mails, "once a day");
    }
    let mail = ground.mails().await.into_iter().find(|mail| mail.subject.contains("waits for you")).unwrap();
    assert_eq!(mail.to, "teacher@example.test");
    assert!(mail.body.contains("to do this week"), "{}", mail.body);
    assert!(!ground.names_a_child(&mail.body) && !mail.body.contains("Guesses"));
}

#[tokio::test]
async fn what_works_is_summed_and_few_are_not_shown_outside() {
    let ground = Ground::new().await;
    let (id, children) = group(&ground, &[0, 1, 3, 4]).await;
    log(&ground, ground.now(), id, MONDAY, &children, 25).await;
    let now = at(&ground, date(2026, 9, 22), 9);
    let second = [Some(28), Some(28), Some(28), None];
    let second = children.iter().zip(second).map(|((pupil, _), score)| said(*pupil, score)).collect();
    log_each(&ground, now, id, date(2026, 9, 21), second).await;
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let works = async |role: Role, leaves: bool| {
        let actor = ground.actor(role);
        gathering::what_works(&ground.app, &actor, now, &info, now.today, leaves).await
    };
    let shown = works(Role::Senco, false).await.unwrap();
    let summary = &shown.interventions[0].summary;
    assert_eq!((summary.children, summary.planned, summary.delivered), (4, 8, 7));
    assert_eq!((summary.targets, summary.met_and_kept), (4, 0));
    assert_eq!(summary.changes[0].dots, [5, 8, 8, 8].map(Score::whole));
    for few in [works(Role::Governor, false).await.unwrap(), works(Role::Senco, true).await.unwrap()] {
        assert_eq!((few.interventions.len(), few.left_out), (0, 1), "fewer than five children");
    }
    for role in [Role::Teacher, Role::Ta, Role::DataManager, Role::Parent] {
        assert!(matches!(works(role, false).await, Err(Fault::Forbidden(_))), "{role:?}");
    }

    // An intervention of the catalogue is as the catalogue has it, whatever its groups are called; else as most are.
    for (name, intervention, tier) in [
        ("Sounds", "speech-sounds-practice", Tier::Targeted),
        ("Lego", "", Tier::Targeted),
        ("Lego", "", Tier::Universal),
        ("Lego", "", Tier::Universal),
    ] {
        let input = SaveProvision {
            name: name.to_owned(),
            intervention: intervention.to_owned(),
            tier,
            weekdays: vec![1],
            minutes: 10,
            from_on: Some(MONDAY),
            until_on: Some(date(2026, 12, 18)),
            places: vec![(children[0].0, None)],
            ..SaveProvision::default()
        };
        teaching::save_provision(&ground.app, &ground.actor(Role::Senco), now, input).await.unwrap();
    }
    let shown = works(Role::Senco, false).await.unwrap();
    let tier = |name: &str| shown.interventions.iter().find(|one| one.name == name).unwrap().tier;
    assert_eq!((tier("Speech sounds practice"), tier("Lego")), ("Specialist", "Universal"));
}
