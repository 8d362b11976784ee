//! What belongs to the school and to no child comes back as it was written, on both engines.

use domain::{
    date,
    people::{Class, Role},
    permissions::{Action, Subject},
    provision::Intervention,
    uploads::StoredFile,
};
use store::StoreFault;
use store::queries::{
    classes, contracts, county_forms, files, inspection, interventions, plan_templates, staged,
};
use testkit::Ground;

use crate::{
    everything::{self, Everything, UGLY},
    read_back::written,
};

pub async fn files_of_the_school_are_of_no_child(ground: Ground) {
    let (world, twin, Everything { file, .. }) = written(&ground).await;
    let (db, settings) = (world.read(), world.on_school(Action::ManageSettings));
    let logo = StoredFile { id: world.id(), pupil: None, entry: None, bytes: 3, ..file.clone() };
    let tx = world.write().await;
    files::add(&tx, &settings, &logo).await.unwrap();
    files::add_piece(&tx, &settings, &logo, 0, &[1, 2, 3]).await.unwrap();
    world.commit(tx, &settings).await;
    assert_eq!(files::of_school(&db, logo.id).await.unwrap(), Some(logo.clone()));
    assert_eq!(files::of_school(&db, file.id).await.unwrap(), None, "a child's is not the school's");
    assert_eq!(files::of_school(&twin.read(), logo.id).await.unwrap(), None, "another school's");
    assert_eq!(files::get(&db, world.pupils[0].id, logo.id).await.unwrap(), None);

    let tx = world.write().await;
    let of_a_child = world.on_child(Action::SendPapers, 0);
    assert!(files::remove_of_school(&tx, &of_a_child, logo.id).await.is_err(), "the right is for a child");
    for id in [logo.id, file.id] {
        files::remove_of_school(&tx, &settings, id).await.unwrap();
    }
    world.commit(tx, &settings).await;
    assert_eq!(files::of_school(&db, logo.id).await.unwrap(), None);
    assert_eq!(files::piece(&db, logo.id, 0).await.unwrap(), None);
    assert!(files::get(&db, world.pupils[0].id, file.id).await.unwrap().is_some(), "a child's file stays");
    assert!(files::piece(&db, file.id, 1).await.unwrap().is_some());
}

pub async fn classes_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let db = world.read();
    let of_year = classes::of_year(&db, testkit::world::ACADEMIC_YEAR).await.unwrap();
    assert_eq!(of_year, world.classes);
    assert_eq!(classes::of_year(&db, 2025).await.unwrap(), []);
    let allowed = world.on_school(Action::ManageClasses);
    let last_year = Class { id: world.id(), academic_year: 2025, ..world.classes[0].clone() };
    let tx = world.write().await;
    classes::make(&tx, &allowed, &last_year).await.unwrap();
    let [teaching] = classes::staff(&db).await.unwrap().try_into().unwrap();
    let ends = classes::ClassStaff { until_on: Some(date(2026, 12, 18)), ..teaching.clone() };
    classes::end(&tx, &allowed, &teaching, date(2026, 12, 18)).await.unwrap();
    // Days with days between are a run of their own; days that meet are one.
    let again = classes::ClassStaff { from_on: date(2027, 1, 4), until_on: None, ..teaching.clone() };
    classes::assign(&tx, &allowed, &again).await.unwrap();
    let earlier =
        classes::ClassStaff { from_on: date(2026, 12, 21), until_on: Some(date(2027, 1, 3)), ..teaching };
    classes::assign(&tx, &allowed, &earlier).await.unwrap();
    let again = classes::ClassStaff { from_on: date(2026, 12, 21), ..again };
    world.commit(tx, &allowed).await;
    let all = classes::all(&db).await.unwrap();
    assert_eq!(all, [world.classes[0].clone(), world.classes[1].clone(), last_year.clone()]);
    assert_eq!(classes::staff(&db).await.unwrap(), [ends, again]);
    assert_eq!(classes::all(&twin.read()).await.unwrap(), twin.classes);

    let tx = world.write().await;
    let twice = Class { id: world.id(), ..last_year };
    classes::make(&tx, &allowed, &twice).await.unwrap_err();
}

pub async fn staged_imports_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let allowed = world.on_school(Action::ImportRoll);
    let id = world.id();
    let tx = world.write().await;
    staged::keep(&tx, &allowed, id, "roll", UGLY, world.now()).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(staged::get(&world.read(), id, "roll").await.unwrap().as_deref(), Some(UGLY));
    assert_eq!(staged::get(&world.read(), id, "staff").await.unwrap(), None, "of another kind");
    assert_eq!(staged::get(&twin.read(), id, "roll").await.unwrap(), None);
    let tx = world.write().await;
    staged::forget(&tx, id).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(staged::get(&world.read(), id, "roll").await.unwrap(), None);
}

pub async fn plan_templates_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let first = everything::template();
    let db = world.read();
    assert_eq!(plan_templates::get(&db, "ours-1", 1).await.unwrap().as_ref(), Some(&first));
    let next = first.edited("Second", "Second", "", first.sections.clone()).unwrap();
    let allowed = world.on_school(Action::ManageSettings);
    let tx = world.write().await;
    plan_templates::add(&tx, &allowed, &next, world.now()).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(plan_templates::get(&db, "ours-1", 1).await.unwrap(), Some(first), "the first stays");
    assert_eq!(plan_templates::newest(&db, "ours-1").await.unwrap(), Some(next.clone()));
    let all = plan_templates::all(&db).await.unwrap();
    assert_eq!(all.iter().map(|made| made.template.version).collect::<Vec<_>>(), [1, 2]);
    let tx = world.write().await;
    plan_templates::add(&tx, &allowed, &next, world.now()).await.unwrap_err();
    drop(tx);
    assert_eq!(plan_templates::newest(&twin.read(), "ours-1").await.unwrap(), None);
}

pub async fn county_forms_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let (first, db) = (everything::county_form(), world.read());
    assert_eq!(county_forms::newest(&db, "ours-1").await.unwrap().as_ref(), Some(&first));
    let next = first.edited("Second", "", first.sections.clone()).unwrap();
    let allowed = world.on_school(Action::ManageSettings);
    let tx = world.write().await;
    county_forms::add(&tx, &allowed, &next, world.now()).await.unwrap();
    world.commit(tx, &allowed).await;
    let all = county_forms::all(&db).await.unwrap();
    assert_eq!(all.into_iter().map(|made| made.form).collect::<Vec<_>>(), [first, next.clone()]);
    assert_eq!(county_forms::newest(&db, "ours-1").await.unwrap(), Some(next.clone()));
    let tx = world.write().await;
    county_forms::add(&tx, &allowed, &next, world.now()).await.unwrap_err();
    drop(tx);
    assert_eq!(county_forms::newest(&twin.read(), "ours-1").await.unwrap(), None);
}

pub async fn the_choice_for_an_inspection_comes_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let (first, second) = (world.pupils[0].id, world.pupils[1].id);
    let ids = async |db: &store::Reader| -> Vec<domain::PupilId> {
        inspection::chosen(db).await.unwrap().iter().map(|pick| pick.pupil).collect()
    };
    assert_eq!(ids(&world.read()).await, [first]);
    let senco = world.actor(Role::Senco);
    let right = Action::ChooseForInspection;
    let allowed = testkit::world::granted(&senco, right, Subject::School(senco.school));
    let tx = world.write().await;
    inspection::add(&tx, &allowed, second, world.now()).await.unwrap();
    inspection::remove(&tx, &allowed, first).await.unwrap();
    world.commit(tx, &allowed).await;
    let picked = inspection::chosen(&world.read()).await.unwrap();
    assert_eq!((picked.len(), picked[0].pupil, picked[0].at), (1, second, world.now().instant));
    assert!(picked[0].by.is_some());
    assert!(!ids(&twin.read()).await.contains(&second), "the other school has its own");
    let one = world.on_child(Action::ChooseForInspection, 0);
    let tx = world.write().await;
    assert!(inspection::remove(&tx, &one, second).await.is_err(), "another child’s right");
}

pub async fn interventions_and_contracts_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let db = world.read();
    let own = interventions::own(&db).await.unwrap();
    assert_eq!((own.len(), own[0].version, own[0].intervention.name.as_str()), (1, 1, UGLY));
    let senco = world.actor(Role::Senco);
    let allowed = testkit::world::granted(&senco, Action::PlanProvision, Subject::School(senco.school));
    let next = Intervention { retired: true, ..own[0].intervention.clone() };
    let tx = world.write().await;
    let stale = interventions::save(&tx, &allowed, &next, 0, world.now()).await;
    assert!(matches!(stale, Err(StoreFault::Stale { .. })), "it is there: {stale:?}");
    interventions::save(&tx, &allowed, &next, 1, world.now()).await.unwrap();
    let stale = interventions::save(&tx, &allowed, &next, 1, world.now()).await;
    assert!(matches!(stale, Err(StoreFault::Stale { .. })), "{stale:?}");
    let adult = world.accounts[&Role::Teacher].id;
    contracts::set(&tx, &allowed, adult, Some(60)).await.unwrap();
    contracts::set(&tx, &allowed, adult, Some(90)).await.unwrap();
    world.commit(tx, &allowed).await;
    assert!(interventions::own(&db).await.unwrap()[0].intervention.retired);
    assert_eq!(contracts::all(&db).await.unwrap().get(&adult), Some(&90));
    let tx = world.write().await;
    contracts::set(&tx, &allowed, adult, None).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(contracts::all(&db).await.unwrap().get(&adult), None);
    assert!(interventions::own(&twin.read()).await.unwrap().is_empty());
    assert!(contracts::all(&twin.read()).await.unwrap().is_empty());
}
