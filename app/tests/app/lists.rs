//! Lists show whom their reader sees, as asked for, and who has left only to whoever asks for them and may.

use std::collections::BTreeSet;

use app::{
    early,
    lists::{self, Filter, Found, Order, OwedKind, SenStatus},
};
use domain::{
    Date,
    calendar::count,
    date,
    people::{Pupil, Role},
    permissions::Action,
    record::{Concern, Party, Transition, TransitionVisit},
};
use store::queries::pupils;

use crate::ground::Ground;

/// A school in which somebody worries about each of the five children.
async fn worried() -> Ground {
    let ground = Ground::new().await;
    let senco = ground.actor(Role::Senco);
    for pupil in &ground.world.pupils {
        let concern = Concern {
            raised_by: Party::Senco,
            noticed: "Loses the place when reading aloud".to_owned(),
            ..Concern::default()
        };
        early::raise_concern(&ground.app, &senco, ground.now(), pupil.id, None, concern).await.unwrap();
    }
    ground
}

async fn register(
    ground: &Ground,
    role: Role,
    filter: &Filter,
    order: &str,
    since: Option<Date>,
) -> lists::Register {
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let order = Order::from_code(order);
    lists::register(&ground.app, &ground.actor(role), ground.now(), &info, filter, order, since)
        .await
        .unwrap()
}

fn names(register: &lists::Register) -> Vec<&str> {
    register.rows.iter().map(|line| line.row.name.as_str()).collect()
}

async fn found(ground: &Ground, role: Role, typed: &str) -> (Vec<String>, bool) {
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    match lists::search(&ground.app, &ground.actor(role), ground.now(), &info, typed).await.unwrap() {
        Found::Nothing => (Vec::new(), false),
        Found::Exactly(pupil) => (vec![format!("exactly {pupil}")], false),
        Found::Children { rows, short, .. } => (rows.into_iter().map(|row| row.name).collect(), short),
    }
}

#[tokio::test]
async fn the_register_is_narrowed_and_sorted_as_asked() {
    let ground = worried().await;
    let all = ["Łukasz Example", "Orla O'Shea-Test", "Siân Sample", "Pim van-Sample", "ليلى عينة"];
    let shown = register(&ground, Role::Senco, &Filter::default(), "", None).await;
    assert_eq!(names(&shown), all);
    assert_eq!((shown.total, shown.counts.monitored), (5, 5));
    let backwards = register(&ground, Role::Senco, &Filter::default(), "-child", None).await;
    assert!(names(&backwards).into_iter().eq(all.into_iter().rev()));
    let by_class = register(&ground, Role::Senco, &Filter::default(), "-class", None).await;
    assert_eq!(names(&by_class)[..2], ["Pim van-Sample", "ليلى عينة"], "names stay in order within a class");
    let unheard_of = register(&ground, Role::Senco, &Filter::default(), "-tea", None).await;
    assert_eq!(names(&unheard_of), all);

    let class = Filter { class: Some(ground.world.classes[1].id), ..Filter::default() };
    let narrowed = register(&ground, Role::Senco, &class, "", None).await;
    assert_eq!(names(&narrowed), ["Pim van-Sample", "ليلى عينة"]);
    assert_eq!(narrowed.total, 5);
    let plans = Filter { status: Some(SenStatus::Ehcp), ..Filter::default() };
    assert!(names(&register(&ground, Role::Senco, &plans, "", None).await).is_empty());

    let own = register(&ground, Role::Teacher, &Filter::default(), "", None).await;
    assert_eq!(names(&own), all[..3], "a teacher reads their own class");
    assert!(
        names(&register(&ground, Role::Teacher, &class, "", None).await).is_empty(),
        "and asks for no other"
    );
    assert_eq!(own.narrowing.classes.len(), 1);
    for role in [Role::Governor, Role::Admin] {
        assert!(names(&register(&ground, role, &Filter::default(), "", None).await).is_empty());
    }
    let file = lists::as_list(&own, "Testing Lane", ground.now().today, None);
    assert_eq!((file.rows.len(), file.headings.len()), (3, file.rows[0].len()));
}

#[tokio::test]
async fn who_has_left_is_on_no_list_but_is_told_of_and_found_again() {
    let ground = worried().await;
    let senco = ground.actor(Role::Senco);
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let left = ground.world.pupils[1].id;
    let tx = ground.world.write().await;
    let roll = ground.world.on_school(Action::ImportRoll);
    pupils::leave(&tx, &roll, &[left], ground.now().today).await.unwrap();
    ground.world.commit(tx, &roll).await;

    let since = Some(date(2026, 9, 1));
    let register = register(&ground, Role::Senco, &Filter::default(), "", since).await;
    assert_eq!(register.rows.len(), 4);
    assert!(register.rows.iter().all(|line| line.changed == ["initial concern, 14 September 2026"]));
    let gone: Vec<_> = register.gone.iter().map(|child| child.id).collect();
    assert_eq!(gone, [left], "what changed tells of those who came off");
    let board = lists::board(&ground.app, &senco, ground.now(), &info, &Filter::default()).await.unwrap();
    assert_eq!((board.total, board.columns[0].children.len()), (4, 4));
    let today = lists::today(&ground.app, &senco, ground.now(), &info).await.unwrap();
    assert_eq!(today.concerns.len(), 4);
    let upn = ground.world.pupils[1].upn.as_str().to_owned();
    let only_left = Filter { left: true, ..Filter::default() };
    for (role, sees) in
        [(Role::Senco, true), (Role::Head, true), (Role::DataManager, true), (Role::Teacher, false)]
    {
        let (names_found, _) = found(&ground, role, "sian").await;
        assert_eq!(names_found == ["Siân Sample"], sees, "{role:?}");
        assert_eq!(!found(&ground, role, &upn).await.0.is_empty(), sees, "{role:?}");
        let leavers = self::register(&ground, role, &only_left, "", None).await;
        assert_eq!((leavers.narrowing.leavers, names(&leavers) == ["Siân Sample"]), (sees, sees), "{role:?}");
    }
    // Those who are here come first, and nobody who has left is on the register of those who are.
    assert_eq!(found(&ground, Role::Senco, "sam").await.0, ["Pim van-Sample", "Siân Sample"]);
    let leavers = self::register(&ground, Role::Senco, &only_left, "", None).await;
    assert_eq!(leavers.rows[0].row.left(), "left on 14 September 2026");
    let file = lists::as_list(&leavers, "Testing Lane", ground.now().today, None);
    assert!(file.headings.contains(&"Left on".to_owned()) && file.headings.len() == file.rows[0].len());
}

#[tokio::test]
async fn a_concern_is_new_until_it_is_acknowledged() {
    let ground = worried().await;
    let senco = ground.actor(Role::Senco);
    let child = ground.world.pupils[0].id;
    ground.app.set_clock(ground.now().instant + jiff::SignedDuration::from_hours(2));
    early::acknowledge_concern(&ground.app, &senco, ground.now(), child, "We meet on Thursday")
        .await
        .unwrap();
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let today = lists::today(&ground.app, &senco, ground.now(), &info).await.unwrap();
    assert_eq!(today.concerns.len(), 4);
    assert!(today.concerns.iter().all(|line| line.row.id != child && line.age == 0));
    assert_eq!(today.at_step, [5, 0, 0, 0, 0, 0, 0, 0]);
    let changed = today.changes.iter().find(|changed| changed.id == child).unwrap();
    assert_eq!(changed.words, ["concern acknowledged", "initial concern"]);
    for line in &today.changes {
        assert!(!line.words.iter().any(|words| ground.names_a_child(words)), "{:?}", line.words);
    }
}

#[tokio::test]
async fn my_class_is_the_classes_taught_and_what_is_owed() {
    let ground = worried().await;
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let teacher = ground.actor(Role::Teacher);
    let mine = lists::my_class(&ground.app, &teacher, ground.now(), &info).await.unwrap();
    let [class] = &mine.classes[..] else { panic!() };
    assert_eq!((class.name.as_str(), class.children.len()), ("3T", 3));
    for child in &class.children {
        let owed: Vec<_> = child.owed.iter().map(|owed| owed.kind).collect();
        assert_eq!(owed, [OwedKind::Talk, OwedKind::Checklist]);
    }
    // Somebody who is SENCO and teaches sees their class here, not the school.
    let mut both = teacher.clone();
    both.holdings.extend(ground.actor(Role::Senco).holdings);
    assert_eq!(lists::my_class(&ground.app, &both, ground.now(), &info).await.unwrap(), mine);
    let nobody = lists::my_class(&ground.app, &ground.actor(Role::Senco), ground.now(), &info).await.unwrap();
    assert!(nobody.classes.is_empty());
}

#[tokio::test]
async fn children_of_the_same_name_are_told_apart_by_the_day_of_birth() {
    let ground = worried().await;
    let child = &ground.world.pupils[0];
    let namesake = Pupil {
        forename: "Sian".to_owned(),
        surname: "Sample".to_owned(),
        preferred_forename: String::new(),
        preferred_surname: String::new(),
        born_on: date(2018, 5, 3),
        ..child.clone()
    };
    let tx = ground.world.write().await;
    let roll = ground.world.on_school(Action::ImportRoll);
    pupils::save(&tx, &roll, &namesake, None).await.unwrap();
    ground.world.commit(tx, &roll).await;
    let told = format!("Siân Sample, born {}", count::in_words(ground.world.pupils[1].born_on));
    let both = BTreeSet::from(["Sian Sample, born 3 May 2018".to_owned(), told]);

    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let teacher = ground.actor(Role::Teacher);
    let mine = lists::my_class(&ground.app, &teacher, ground.now(), &info).await.unwrap();
    let named = |rows: &[&lists::ChildRow]| -> BTreeSet<String> {
        rows.iter().filter(|row| row.born.is_some()).map(|row| row.named()).collect()
    };
    let rows: Vec<_> = mine.classes[0].children.iter().map(|child| &child.row).collect();
    assert_eq!((named(&rows), rows.len()), (both.clone(), 3), "and nobody else has a day");
    let register = register(&ground, Role::Senco, &Filter::default(), "", None).await;
    assert_eq!(named(&register.rows.iter().map(|line| &line.row).collect::<Vec<_>>()), both);
    let today = lists::today(&ground.app, &ground.actor(Role::Senco), ground.now(), &info).await.unwrap();
    assert_eq!(named(&today.concerns.iter().map(|line| &line.row).collect::<Vec<_>>()), both);
    let action = Action::RaiseConcern;
    let offered =
        early::find_child(&ground.app, &teacher, &info, ground.now(), action, "sian").await.unwrap();
    assert_eq!(offered.into_iter().map(|one| one.name).collect::<BTreeSet<_>>(), both);
}

#[tokio::test]
async fn a_search_finds_within_the_scope_whatever_the_spelling() {
    let ground = Ground::new().await;
    for (typed, expected, short) in [
        ("ŁUK", &["Łukasz Example"][..], false),
        ("lukasz exa", &["Łukasz Example"], false),
        ("oshea", &["Orla O'Shea-Test"], false),
        ("sam", &["Siân Sample", "Pim van-Sample"], false),
        ("ليلى", &["ليلى عينة"], false),
        ("pi", &[], true),
        ("  ", &[], false),
        ("%", &[], true),
    ] {
        let (names, is_short) = found(&ground, Role::Senco, typed).await;
        assert_eq!(
            (&names[..], is_short),
            (&expected.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>()[..], short),
            "{typed}"
        );
    }
    assert!(found(&ground, Role::Teacher, "van-sample").await.0.is_empty(), "of another class");
    let upn = ground.world.pupils[3].upn.as_str().to_lowercase();
    assert_eq!(found(&ground, Role::Senco, &upn).await.0, [format!("exactly {}", ground.world.pupils[3].id)]);
    assert!(found(&ground, Role::Teacher, &upn).await.0.is_empty(), "nor by the number");
}

#[tokio::test]
async fn a_move_that_is_prepared_stands_on_today_from_its_day_with_what_is_next() {
    let ground = worried().await;
    let (app, senco, now) = (&ground.app, ground.actor(Role::Senco), ground.now());
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let ahead = |days| count::days_after(now.today, days);
    let moves = |begins, what: &str| Transition {
        to: "5 Ash".to_owned(),
        begins_on: Some(ahead(begins)),
        moves_on: Some(ahead(40)),
        visits: vec![TransitionVisit {
            on: Some(ahead(7)),
            what: what.to_owned(),
            ..TransitionVisit::default()
        }],
        ..Transition::default()
    };
    for (child, begins) in [(0, 0), (1, 1)] {
        let pupil = ground.world.pupils[child].id;
        app::transition::save_transition(app, &senco, now, pupil, None, moves(begins, "A morning there"))
            .await
            .unwrap();
    }
    let today = lists::today(app, &senco, now, &info).await.unwrap();
    let shown: Vec<_> = today.moves.iter().map(|(row, on, what)| (row.id, *on, what.as_str())).collect();
    assert_eq!(shown, [(ground.world.pupils[0].id, ahead(7), "A morning there")]);
}
