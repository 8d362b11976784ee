//! A class taken for a day, and next year's teacher: what each reaches, from which day and until when.

use app::{
    Fault, classes, early, papers, pupils,
    year_end::{self, ClassMove, YearEndForm},
};
use domain::{
    Date,
    audit::Happening,
    date,
    pathway::SupportState,
    people::{Pupil, Role},
    permissions::{Action, Actor},
    record::{Concern, Content, EntryKind, Plan},
};
use store::queries::{actors, events, pupils as rows};

use crate::{
    ground::Ground,
    late::{add, at, stand},
    papers::info,
};

/// Somebody as they are on a day.
async fn on(ground: &Ground, role: Role, day: Date) -> Actor {
    actors::actor(&ground.world.read(), ground.world.accounts[&role].id, day).await.unwrap().unwrap()
}

async fn child(ground: &Ground, number: usize) -> Pupil {
    let id = ground.world.pupils[number].id;
    rows::get(&ground.world.read(), &ground.world.whole(), id).await.unwrap().unwrap()
}

#[tokio::test]
async fn whoever_takes_a_class_today_sees_what_today_needs_and_nothing_tomorrow() {
    let ground = Ground::new().await;
    let (class, pupil) = (ground.world.classes[1].id, child(&ground, 3).await);
    let (today, info) = (ground.now().today, info(&ground).await);
    stand(&ground, 3, at(SupportState::Monitoring)).await;
    let plan = Plan { cycle: 1, strategies: "Pictures beside words".into(), ..Plan::default() };
    add(&ground, Role::Senco, pupil.id, today, Content::Plan(plan)).await;
    let concern = Concern { noticed: "Guesses words".into(), ..Concern::default() };
    add(&ground, Role::Senco, pupil.id, today, Content::Concern(concern)).await;
    let take = async |role| classes::cover_class(&ground.app, &ground.actor(role), ground.now(), class).await;
    for role in [Role::Governor, Role::Parent, Role::DataManager] {
        assert!(matches!(take(role).await, Err(Fault::Forbidden(_))), "{role:?}");
    }
    let before = on(&ground, Role::Ta, today).await;
    let offered = classes::my_cover(&ground.app, &before, ground.now(), &info).await.unwrap();
    assert!(offered.to_take.iter().any(|(id, _)| *id == class) && offered.taken.is_empty());
    assert!(matches!(app::child::see(&ground.app, &before, pupil.id).await, Err(Fault::NotFound)));

    take(Role::Ta).await.unwrap();
    take(Role::Ta).await.unwrap();
    let covering = on(&ground, Role::Ta, today).await;
    let may = |action| covering.may_to(action, pupil.subject());
    assert!(may(Action::ReadProfile) && may(Action::ReadTargets) && may(Action::LogSession));
    assert!(!may(Action::ReadConcern) && !may(Action::ReadSharedFile) && !may(Action::RaiseConcern));
    assert!(early::written(&ground.app, &covering, &pupil, &[EntryKind::Concern]).await.unwrap().is_empty());
    let sheet = papers::class_sheet(&ground.app, &covering, ground.now(), &info, class).await.unwrap();
    let words = papers::set(vec![sheet]).await.unwrap().all_words();
    assert!(words.contains("Pictures beside words") && !words.contains("Guesses"), "{words}");
    let mine = classes::my_cover(&ground.app, &covering, ground.now(), &info).await.unwrap();
    assert_eq!((mine.taken.len(), mine.taken[0].children.len()), (1, 2));
    assert!(mine.to_take.iter().all(|(id, _)| *id != class));
    let people = pupils::people(&ground.app, &ground.actor(Role::Senco), &info, &pupil, today).await.unwrap();
    assert!(people.staff.iter().any(|one| one.what.starts_with("Takes the class today")));
    let trail = events::of_pupil(&ground.world.read(), pupil.id, 100).await.unwrap();
    assert_eq!(trail.iter().filter(|event| event.what == Happening::ClassCovered).count(), 1);
    let tomorrow = on(&ground, Role::Ta, today.tomorrow().unwrap()).await;
    assert!(!tomorrow.may_to(Action::SeeChild, pupil.subject()), "it ended at midnight");
}

#[tokio::test]
async fn next_years_teacher_reads_from_the_day_and_writes_when_the_year_begins() {
    let ground = Ground::new().await;
    let teacher = ground.world.accounts[&Role::Teacher].id;
    let goes = |number: usize, to: &str, teacher| {
        let class = &ground.world.classes[number];
        ClassMove {
            class: class.id,
            name: class.name.clone(),
            year: class.year,
            to: Some(to.to_owned()),
            teacher,
        }
    };
    let form = YearEndForm {
        from_year: 2026,
        reads_from: Some(date(2027, 7, 1)),
        leave_on: date(2027, 7, 20),
        moves: vec![goes(0, "4N", None), goes(1, "5N", Some(teacher))],
    };
    let (admin, info) = (ground.actor(Role::Admin), info(&ground).await);
    year_end::keep_year_end(&ground.app, &admin, &info, ground.now(), &form).await.unwrap();
    let id = year_end::keep_year_end(&ground.app, &admin, &info, ground.now(), &form).await.unwrap();
    let shown = year_end::show_year_end(&ground.app, &admin, &info, ground.now()).await.unwrap().unwrap();
    assert!(
        shown.is_early && shown.kept == Some(id),
        "it is said that September is early, and kept all the same"
    );
    let pupil = child(&ground, 3).await;
    let reads = async |pupil: &Pupil, day| {
        let actor = on(&ground, Role::Teacher, day).await;
        (actor.may_to(Action::ReadPlan, pupil.subject()), actor.may_to(Action::WritePlan, pupil.subject()))
    };
    assert_eq!(reads(&pupil, date(2027, 6, 30)).await, (false, false));
    assert_eq!(reads(&pupil, date(2027, 7, 1)).await, (true, false));

    ground.app.set_clock("2027-08-31T09:00:00Z".parse().unwrap());
    year_end::carry_out(&ground.app, &admin, &info, ground.now(), id).await.unwrap();
    let pupil = child(&ground, 3).await;
    assert_ne!(pupil.class, Some(ground.world.classes[1].id), "it went up");
    assert_eq!(reads(&pupil, date(2027, 8, 31)).await, (true, false));
    assert_eq!(reads(&pupil, date(2027, 9, 1)).await, (true, true));
}
