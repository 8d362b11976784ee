//! Groups as those who run them meet them: changed during a day, for a whole class, and what is said in them.

use app::{
    Clock, Fault,
    teaching::{self, EndProvision, Logged, Planned, SaveProvision},
};
use domain::{calendar::count::days_after, date, people::Role};
use store::queries::provisions;

use crate::{
    ground::Ground,
    teaching::{MONDAY, actor, group, log},
};

#[tokio::test]
async fn what_is_changed_during_a_day_begins_the_day_after() {
    let ground = Ground::new().await;
    let (one, two) = (ground.world.pupils[1].id, ground.world.pupils[2].id);
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let ta = ground.world.accounts[&Role::Ta].id;
    let input = group(vec![(one, None), (two, None)], vec![ta]);
    let id = teaching::save_provision(app, &senco, now, input.clone()).await.unwrap().id();
    assert_eq!(
        teaching::save_provision(app, &senco, now, input.clone()).await.unwrap(),
        Planned::AlreadyThere(id),
        "the same form twice is one group"
    );
    let before = log(id, date(2026, 9, 9), vec![(one, true, None), (two, true, None)]);
    teaching::log_session(app, &senco, now, before).await.unwrap();

    // A child leaves, and the group moves, on a Monday on which it runs: this morning's session is still logged.
    assert!(teaching::end_place(app, &senco, now, two, id).await.unwrap());
    assert!(!teaching::end_place(app, &senco, now, two, id).await.unwrap(), "ended once");
    let moved = SaveProvision { of: Some((id, 2)), weekdays: vec![2, 4], places: vec![(one, None)], ..input };
    let Planned::GoesOn(next, begins) = teaching::save_provision(app, &senco, now, moved).await.unwrap()
    else {
        panic!("its days changed");
    };
    assert_eq!(begins, days_after(MONDAY, 1));
    let ran = log(id, MONDAY, vec![(one, true, None), (two, true, None)]);
    let ta = actor(&ground, Role::Ta).await;
    assert_eq!(teaching::log_session(app, &ta, now, ran).await.unwrap(), Logged::Done);
    // Another planner still has the group as it was before them: it is not moved a second time beside the new one.
    let late = SaveProvision {
        of: Some((id, 3)),
        starts_at: "11:00".to_owned(),
        places: vec![(one, None)],
        ..group(vec![], vec![])
    };
    let Err(Fault::Invalid(faults)) = teaching::save_provision(app, &senco, now, late).await else {
        panic!("it runs once")
    };
    assert_eq!(faults[0].field, "weekdays");
    assert!(faults[0].sentence.contains("goes on from"), "{}", faults[0].sentence);
    let db = ground.world.read();
    let next = provisions::get(&db, next).await.unwrap().unwrap();
    assert_eq!(next.children_on(begins).map(|place| place.pupil).collect::<Vec<_>>(), [one]);

    // A child who comes back on the day on which their place ends has a place from tomorrow.
    let input = teaching::GivePlace { pupil: two, provision: Some(next.id), target: None };
    assert!(teaching::give_place(app, &senco, now, input).await.unwrap());
}

#[tokio::test]
async fn weeks_that_are_over_keep_what_was_planned_in_them() {
    let ground = Ground::new().await;
    let one = ground.world.pupils[1].id;
    let (app, senco) = (&ground.app, ground.actor(Role::Senco));
    let at = |day| app.set_clock(Clock::london_at(day, 9, 0));
    let moved_to = |days: &[u8], input: &SaveProvision, of| SaveProvision {
        of: Some(of),
        weekdays: days.to_vec(),
        ..input.clone()
    };
    // Planned in the week before, and nothing was entered: the new days hold from this week on.
    at(date(2026, 9, 7));
    let input = group(vec![(one, None)], vec![]);
    let id = teaching::save_provision(app, &senco, ground.now(), input.clone()).await.unwrap().id();
    at(MONDAY);
    let now = ground.now();
    let moved = moved_to(&[2, 4], &input, (id, 1));
    let Planned::GoesOn(_, begins) = teaching::save_provision(app, &senco, now, moved).await.unwrap() else {
        panic!("last week stands")
    };
    assert_eq!(begins, days_after(MONDAY, 1), "this morning's is still of the old days");
    let old = provisions::get(&ground.world.read(), id).await.unwrap().unwrap();
    assert_eq!((old.weekdays, old.until_on), (vec![1, 3], MONDAY));
    // One that was written down this week is changed as it stands.
    let input = SaveProvision { name: "Spelling".to_owned(), ..input };
    let id = teaching::save_provision(app, &senco, now, input.clone()).await.unwrap().id();
    let moved = moved_to(&[2, 4], &input, (id, 1));
    assert_eq!(teaching::save_provision(app, &senco, now, moved).await.unwrap(), Planned::Done(id));
}

#[tokio::test]
async fn a_copy_for_later_leaves_the_group_to_be_changed() {
    let ground = Ground::new().await;
    let one = ground.world.pupils[1].id;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let ta = ground.world.accounts[&Role::Ta].id;
    let input = group(vec![(one, None)], vec![ta]);
    let id = teaching::save_provision(app, &senco, now, input.clone()).await.unwrap().id();
    let copy = teaching::CopyProvision {
        provision: id,
        from_on: Some(date(2027, 1, 4)),
        until_on: Some(date(2027, 3, 25)),
        with_children: true,
    };
    teaching::copy_provision(app, &senco, now, copy).await.unwrap();
    let moved = SaveProvision { of: Some((id, 1)), starts_at: "10:15".to_owned(), ..input.clone() };
    assert_eq!(teaching::save_provision(app, &senco, now, moved).await.unwrap(), Planned::Done(id));
    // Into the time of its copy it does not run.
    let longer = SaveProvision { of: Some((id, 2)), until_on: Some(date(2027, 2, 5)), ..input.clone() };
    let refused = teaching::save_provision(app, &senco, now, longer).await;
    assert!(matches!(&refused, Err(Fault::Invalid(faults)) if faults[0].field == "weekdays"), "{refused:?}");

    // Who runs it changes after it was held: who ran it then stays.
    let held = log(id, MONDAY, vec![(one, true, None)]);
    teaching::log_session(app, &senco, now, held).await.unwrap();
    let handed = SaveProvision { of: Some((id, 2)), starts_at: "10:15".to_owned(), staff: vec![], ..input };
    let next = teaching::save_provision(app, &senco, now, handed.clone()).await.unwrap();
    assert!(matches!(next, Planned::GoesOn(..)), "{next:?}");
    let again = teaching::save_provision(app, &senco, now, handed).await.unwrap();
    assert_eq!(again, Planned::AlreadyThere(next.id()), "the button pressed twice");
    let old = provisions::get(&ground.world.read(), id).await.unwrap().unwrap();
    assert_eq!((old.staff, old.until_on), (vec![ta], MONDAY));
    // What has ended is not given other days.
    app.set_clock(Clock::london_at(date(2026, 9, 21), 9, 0));
    let of = Some((id, old.version));
    let late = SaveProvision { of, until_on: Some(MONDAY), ..group(vec![(one, None)], vec![ta]) };
    let refused = teaching::save_provision(app, &senco, ground.now(), late).await;
    assert!(matches!(&refused, Err(Fault::Invalid(faults)) if faults[0].field == "weekdays"), "{refused:?}");
}

#[tokio::test]
async fn a_child_who_left_keeps_nobody_from_logging_the_group() {
    let ground = Ground::new().await;
    let (one, two) = (ground.world.pupils[1].id, ground.world.pupils[2].id);
    let (app, senco) = (&ground.app, ground.actor(Role::Senco));
    let ta = ground.world.accounts[&Role::Ta].id;
    let input = group(vec![(one, None), (two, None)], vec![ta]);
    let id = teaching::save_provision(app, &senco, ground.now(), input).await.unwrap().id();
    let allowed = ground.world.on_school(domain::permissions::Action::ImportRoll);
    let tx = ground.world.write().await;
    store::queries::pupils::leave(&tx, &allowed, &[two], MONDAY).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    for (day, on) in [(MONDAY, MONDAY), (date(2026, 9, 15), date(2026, 9, 9))] {
        app.set_clock(Clock::london_at(day, 15, 0));
        let now = ground.now();
        let actors = store::queries::actors::actor(&ground.world.read(), ta, day).await.unwrap().unwrap();
        let shown = teaching::show_session(app, &actors, now, id, on, false).await.unwrap();
        assert_eq!(shown.children.len(), 2, "{on}");
        let entry = log(id, on, vec![(one, true, None), (two, true, None)]);
        assert!(teaching::log_session(app, &actors, now, entry).await.is_ok(), "{on}");
    }
}

#[tokio::test]
async fn a_class_teacher_plans_for_the_whole_class() {
    let ground = Ground::new().await;
    let [own, other] = [0, 1].map(|class: usize| ground.world.classes[class].id);
    let (app, now) = (&ground.app, ground.now());
    let teacher = actor(&ground, Role::Teacher).await;
    let whole = |class| SaveProvision { class: Some(class), ..group(vec![], vec![]) };
    let refused = teaching::save_provision(app, &teacher, now, whole(other)).await;
    assert!(matches!(&refused, Err(Fault::Invalid(faults)) if faults[0].field == "class"), "{refused:?}");
    let id = teaching::save_provision(app, &teacher, now, whole(own)).await.unwrap().id();
    let renamed = SaveProvision { of: Some((id, 1)), name: "Talk time".to_owned(), ..whole(own) };
    assert_eq!(teaching::save_provision(app, &teacher, now, renamed).await.unwrap(), Planned::Done(id));

    let info = app.school(ground.world.school.id, None).await.unwrap();
    let pupil = &ground.world.pupils[1];
    let shown = teaching::show_child(app, &teacher, now, &info, pupil).await.unwrap();
    assert!(shown.places.iter().any(|place| place.whole_class && place.provision.name == "Talk time"));
    let far = &ground.world.pupils[3];
    let shown = teaching::show_child(app, &ground.actor(Role::Senco), now, &info, far).await.unwrap();
    assert!(shown.places.is_empty(), "another class");
    let form = teaching::show_provision(app, &teacher, now, &info, Some(id), None).await.unwrap();
    assert!(form.may_change);
    let end = EndProvision { provision: id, version: 2, last_on: Some(date(2026, 10, 23)) };
    assert!(teaching::end_provision(app, &teacher, now, end).await.unwrap());
}

#[tokio::test]
async fn a_message_reaches_the_teacher_and_nobody_at_home() {
    let ground = Ground::new().await;
    let (one, far) = (ground.world.pupils[1].clone(), ground.world.pupils[3].clone());
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let input = group(vec![(one.id, None), (far.id, None)], vec![ground.world.accounts[&Role::Ta].id]);
    let id = teaching::save_provision(app, &senco, now, input).await.unwrap().id();
    let mut said = log(id, MONDAY, vec![(one.id, true, None), (far.id, true, None)]);
    said.line = "Please send the blue books".to_owned();
    said.children[0].line = "Read a whole page".to_owned();
    teaching::log_session(app, &actor(&ground, Role::Ta).await, now, said).await.unwrap();

    let info = app.school(ground.world.school.id, None).await.unwrap();
    let teacher = actor(&ground, Role::Teacher).await;
    let mine = app::lists::my_class(app, &teacher, now, &info).await.unwrap();
    let [message] = &mine.messages[..] else { panic!("{:?}", mine.messages) };
    assert_eq!((message.group.as_str(), message.on), ("Reading", MONDAY));
    assert_eq!(message.message, "Please send the blue books");
    assert_eq!(message.by, ground.world.accounts[&Role::Ta].name);
    assert_eq!(message.children, [one.called()], "of their own class only");
    assert_eq!(message.lines, [(one.id, one.called().to_owned(), "Read a whole page".to_owned())]);

    let read = async |role: Role| {
        let actor = actor(&ground, role).await;
        let progress =
            app::gathering::show_progress(app, &actor, now, &info, &one, (600, 300).into()).await.unwrap();
        progress.said.iter().map(|one| (one.line.clone(), one.message.clone())).collect::<Vec<_>>()
    };
    let all = [("Read a whole page".to_owned(), "Please send the blue books".to_owned())];
    assert_eq!(read(Role::Senco).await, all);
    assert_eq!(read(Role::Teacher).await, all);
    assert_eq!(read(Role::Parent).await, []);
    assert_eq!(read(Role::Pupil).await, []);
    let mut story =
        app::record::story::story(app, &ground.actor(Role::Parent), &info, &one, None).await.unwrap();
    story.retain(|told| told.words.contains("whole page") || told.words.contains("blue books"));
    assert!(story.is_empty(), "{story:?}");
}
