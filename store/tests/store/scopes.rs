//! Lists show the children of a scope: exactly those, on every list, for every role.

use std::collections::BTreeSet;

use domain::{
    PupilId,
    audit::Happening,
    calendar::count::days_after,
    census::SenProvision,
    date,
    people::Role,
    permissions::{Action, Scope},
    record::EntryKind,
};
use store::queries::{
    entries, events, provisions, pupils,
    records::{self, Which},
    scores, statuses,
};
use testkit::{Ground, World};

use crate::{
    entries::{add, concern},
    everything::{self, MONDAY},
};

/// Every child has an entry with its event, a record, a SEN status, a score and a place in a group of its own.
async fn all_have_everything(world: &World) {
    for child in 0..world.pupils.len() {
        let pupil = world.pupils[child].id;
        add(world, child, concern("seen")).await;
        let allowed = world.on_child(Action::MoveAlong, child);
        let tx = world.write().await;
        let mut record = records::Record::none(pupil);
        record.state.support = Some(domain::pathway::SupportState::Concern);
        records::save(&tx, &allowed, &record).await.unwrap();
        let spell = statuses::Status {
            pupil,
            from_on: MONDAY,
            until_on: None,
            provision: SenProvision::K,
            source: "waymark".to_owned(),
        };
        statuses::save(&tx, &allowed, pupil, &[spell], (SenProvision::K, None)).await.unwrap();
        let score = everything::score(world, child, None);
        scores::add(&tx, &allowed, &[score], world.now()).await.unwrap();
        let mut group = everything::provision(world);
        group.places.truncate(1);
        group.places[0].pupil = pupil;
        provisions::save(&tx, &allowed, &group).await.unwrap();
        world.commit(tx, &allowed).await;
    }
}

async fn lists(world: &World, scope: &Scope) -> Vec<(&'static str, BTreeSet<PupilId>)> {
    let db = world.read();
    let entries = entries::of_kinds(&db, scope, &[EntryKind::Concern], None).await.unwrap();
    let events = events::since(&db, scope, world.now().instant, 100).await.unwrap();
    let provisions = provisions::of_scope(&db, scope).await.unwrap();
    let on_roll = pupils::on_roll(&db, scope).await.unwrap();
    let found = pupils::search(&db, scope, "", false, 100).await.unwrap();
    let records = records::list(&db, scope, true).await.unwrap();
    let scores = scores::since(&db, scope, MONDAY).await.unwrap();
    let with_pupils = records::with_pupils(&db, scope, Which::OnRoll).await.unwrap();
    let with_record = records::with_pupils(&db, scope, Which::WithSenOrRecord).await.unwrap();
    let of_running = entries::of_running(&db, scope, &[EntryKind::Concern]).await.unwrap();
    let happened =
        events::with_pupils_since(&db, scope, Happening::ALL, world.now().instant, 100).await.unwrap();
    let places_on = provisions::places_on(&db, scope, MONDAY).await.unwrap();
    let changed = statuses::changed_since(&db, scope, date(1990, 1, 1)).await.unwrap();
    vec![
        ("entries", entries.iter().map(|entry| entry.pupil).collect()),
        ("events", events.iter().filter_map(|event| event.pupil).collect()),
        ("provisions", provisions.iter().flat_map(|group| &group.places).map(|place| place.pupil).collect()),
        ("pupils", on_roll.iter().map(|pupil| pupil.id).collect()),
        ("search", found.iter().map(|(_, pupil)| pupil.id).collect()),
        ("records", records.iter().map(|(record, _)| record.pupil).collect()),
        ("with_pupils", with_pupils.iter().map(|(_, pupil)| pupil.id).collect()),
        ("with_record", with_record.iter().map(|(_, pupil)| pupil.id).collect()),
        ("of_running", of_running.iter().map(|entry| entry.pupil).collect()),
        ("happened", happened.iter().map(|(_, pupil)| pupil.id).collect()),
        ("places_on", places_on.iter().map(|place| place.pupil).collect()),
        ("changed_since", changed.iter().map(|(status, _)| status.pupil).collect()),
        ("scores", scores.iter().map(|score| score.pupil).collect()),
    ]
}

pub async fn who_has_left_is_found_by_whoever_sees_the_school(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    all_have_everything(&world).await;
    let roll = world.on_school(Action::ImportRoll);
    let tx = world.write().await;
    pupils::leave(&tx, &roll, &[world.pupils[0].id], date(2026, 7, 17)).await.unwrap();
    world.commit(tx, &roll).await;
    let db = world.read();
    for (role, sees) in [
        (Role::Senco, true),
        (Role::Head, true),
        (Role::DataManager, true),
        (Role::Teacher, false),
        (Role::Ta, false),
        (Role::Governor, false),
    ] {
        let scope = world.scope(role);
        let found = pupils::search(&db, &scope, "luk", false, 5).await.unwrap();
        assert_eq!(found.len(), usize::from(sees), "{role:?}");
    }
    let scope = world.scope(Role::Senco);
    let everybody = pupils::search(&db, &scope, "", false, 100).await.unwrap();
    assert_eq!(
        everybody.last().map(|(_, pupil)| pupil.id),
        Some(world.pupils[0].id),
        "after those who are here"
    );
    let left = records::with_pupils(&db, &scope, Which::Left).await.unwrap();
    assert_eq!(left.iter().map(|(_, pupil)| pupil.id).collect::<Vec<_>>(), [world.pupils[0].id]);
    let left_on = left[0].1.left_on.unwrap();
    for (day, here) in [(left_on, false), (days_after(left_on, -1), true)] {
        let found = records::with_pupils(&db, &scope, Which::HereOn(day)).await.unwrap();
        assert_eq!(found.iter().any(|(_, pupil)| pupil.id == world.pupils[0].id), here, "{day}");
    }
    // A class has of its last day whoever left that day, and nobody of the day after.
    let class = world.scope(Role::Teacher);
    let ids = [world.pupils[0].id];
    for (day, found) in [(left_on, 1), (days_after(left_on, 1), 0)] {
        assert_eq!(pupils::among_on(&db, &class, ids, day).await.unwrap().len(), found, "{day}");
    }
    assert!(pupils::among(&db, &class, ids).await.unwrap().is_empty());
}

pub async fn a_list_shows_the_scope_and_nothing_else(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    all_have_everything(&world).await;
    all_have_everything(&twin).await;
    let expected: [(Role, &[usize]); 10] = [
        (Role::Senco, &[0, 1, 2, 3, 4]),
        (Role::Head, &[0, 1, 2, 3, 4]),
        (Role::DataManager, &[0, 1, 2, 3, 4]),
        (Role::Teacher, &[0, 1, 2]),
        (Role::Ta, &[0]),
        (Role::Parent, &[1]),
        (Role::Pupil, &[1]),
        (Role::Agency, &[1]),
        (Role::Governor, &[]),
        (Role::Admin, &[]),
    ];
    for (role, children) in expected {
        let children: BTreeSet<_> = children.iter().map(|child| world.pupils[*child].id).collect();
        for (list, shown) in lists(&world, &world.scope(role)).await {
            assert_eq!(shown, children, "{list} for {role:?}");
        }
        for pupil in &world.pupils {
            let found = pupils::get(&world.read(), &world.scope(role), pupil.id).await.unwrap();
            assert_eq!(found.is_some(), children.contains(&pupil.id), "{role:?}");
        }
        for (list, shown) in lists(&world, &twin.scope(role)).await {
            assert!(shown.is_empty(), "{list}: a scope of another school, for {role:?}");
        }
    }
}
