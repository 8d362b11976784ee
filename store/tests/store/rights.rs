//! Writes and commits that their right does not cover are refused, and leave nothing.

use domain::{
    PupilId,
    audit::{Event, Happening},
    permissions::Action,
    record::Entry,
    uploads::StoredFile,
};
use store::{
    Store, StoreFault,
    queries::{classes, contacts, entries, events, files, pupils, records, schools, statuses},
};
use testkit::{Ground, World};

use crate::{
    entries::{concern, entry},
    everything,
};

macro_rules! not_covered {
    ($what:expr) => {
        let refused = $what.await;
        assert!(matches!(refused, Err(StoreFault::NotCovered { .. })), "{}: {refused:?}", stringify!($what));
    };
}

async fn two(store: &Store) -> (World, World) {
    (World::make(store).await, World::numbered(store, 2).await)
}

pub async fn another_childs_right_covers_nothing(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let of_first = world.on_child(Action::RaiseConcern, 0);
    let second = world.pupils[1].id;
    let tx = world.write().await;
    not_covered!(entries::add(&tx, &of_first, &entry(&world, 1, concern(""))));
    not_covered!(entries::save(&tx, &of_first, &entry(&world, 1, concern(""))));
    let theirs = StoredFile { pupil: Some(second), ..everything::file(&world, world.id()) };
    not_covered!(files::add(&tx, &of_first, &theirs));
    not_covered!(files::add_piece(&tx, &of_first, &theirs, 0, &[1]));
    not_covered!(records::save(&tx, &of_first, &records::Record::none(second)));
    not_covered!(statuses::replace_needs(&tx, &of_first, second, &[]));
    not_covered!(pupils::leave(&tx, &of_first, &[second], world.today()));
    not_covered!(pupils::save(&tx, &of_first, &world.pupils[1], None));
    not_covered!(contacts::remove(&tx, &of_first, &[]));
    not_covered!(classes::make(&tx, &of_first, &world.classes[0]));
    not_covered!(schools::save(&tx, &of_first, &world.school));
    let event = world.event(Event::pupil(Happening::EntryAdded, second, "of another child"));
    not_covered!(tx.commit(&of_first, world.now(), [event]));
}

pub async fn another_schools_right_covers_nothing(ground: Ground) {
    let (one, two) = two(&ground.open().await).await;
    let tx = one.write().await;
    let theirs = two.on_child(Action::RaiseConcern, 0);
    let roll = two.on_school(Action::ImportRoll);
    not_covered!(entries::add(&tx, &theirs, &entry(&two, 0, concern(""))));
    not_covered!(pupils::make(&tx, &roll, &[(two.pupils[0].clone(), String::new())]));
    let event = one.event(Event::school(Happening::RollImported, ""));
    not_covered!(tx.commit(&roll, one.now(), [event]));
}

/// A right that is good, with a value that names another school.
pub async fn a_value_of_another_school_is_refused(ground: Ground) {
    let (one, two) = two(&ground.open().await).await;
    let tx = one.write().await;
    let roll = one.on_school(Action::ImportRoll);
    not_covered!(pupils::make(&tx, &roll, &[(two.pupils[0].clone(), String::new())]));
    let own = one.on_child(Action::RaiseConcern, 0);
    not_covered!(entries::add(&tx, &own, &Entry { school: two.school.id, ..entry(&one, 0, concern("")) }));
    let settings = one.on_school(Action::ManageSettings);
    not_covered!(schools::save(&tx, &settings, &two.school));
}

pub async fn another_schools_id_never_answers(ground: Ground) {
    let (one, two) = two(&ground.open().await).await;
    let child = two.pupils[0].id;
    let db = one.read();
    assert_eq!(pupils::get(&db, &one.whole(), child).await.unwrap(), None);
    assert_eq!(pupils::get(&db, &two.whole(), child).await.unwrap(), None, "a scope of another school");
    assert_eq!(pupils::on_roll(&db, &two.whole()).await.unwrap(), []);
    assert_eq!(events::since(&db, &two.whole(), one.now().instant, 10).await.unwrap(), []);
    assert_eq!(records::get(&db, child).await.unwrap(), records::Record::none(child));
    assert_eq!(contacts::of_pupil(&db, child).await.unwrap(), []);
    assert_eq!(entries::of_pupil(&db, child).await.unwrap(), []);
}

pub async fn a_commit_without_an_event_is_refused(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let allowed = world.on_child(Action::RaiseConcern, 0);
    let written = entry(&world, 0, concern("unrecorded"));
    let before = events::count(&world.read()).await.unwrap();

    let tx = world.write().await;
    entries::add(&tx, &allowed, &written).await.unwrap();
    not_covered!(tx.commit(&allowed, world.now(), []));

    let tx = world.write().await;
    entries::add(&tx, &allowed, &written).await.unwrap();
    drop(tx);

    let tx = world.write().await;
    entries::add(&tx, &allowed, &written).await.unwrap();
    let stranger: PupilId = world.id();
    let event = world.event(Event::pupil(Happening::EntryAdded, stranger, ""));
    not_covered!(tx.commit(&allowed, world.now(), [event]));

    assert_eq!(entries::get(&world.read(), written.pupil, written.id).await.unwrap(), None);
    assert_eq!(events::count(&world.read()).await.unwrap(), before);
}
