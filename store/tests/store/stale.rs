//! Somebody was faster: the second is told, and nothing changes.

use std::sync::Arc;

use domain::{
    audit::{Event, Happening},
    pathway::SupportState,
    people::School,
    permissions::Action,
};
use store::{
    StoreFault,
    queries::{
        provisions::{self, Provision},
        pupils,
        records::{self, Record},
        schools,
        sessions::{self, Session},
    },
};
use testkit::{Ground, World};

use crate::everything;

macro_rules! stale {
    ($what:expr) => {
        let refused = $what.await;
        assert!(matches!(refused, Err(StoreFault::Stale { .. })), "{}: {refused:?}", stringify!($what));
    };
}

pub async fn every_versioned_row_refuses_an_old_version(ground: Ground) {
    let store = ground.open().await;
    let world = World::make(&store).await;
    let written = everything::write(&world).await;
    let allowed = world.on_school(Action::ImportRoll);
    let settings = world.on_school(Action::ManageSettings);
    let before = store.counts().await.unwrap();
    let db = world.read();
    let provision = provisions::get(&db, written.provision.id).await.unwrap().unwrap();
    let session = sessions::on(&db, provision.id, everything::MONDAY).await.unwrap().unwrap();
    let record = records::get(&db, written.record.pupil).await.unwrap();
    let pupil = pupils::get(&db, &world.whole(), world.pupils[0].id).await.unwrap().unwrap();
    let school = schools::get(&store, world.school.id).await.unwrap().unwrap();

    for by in [-1_i32, 1] {
        let other = |version: u32| version.checked_add_signed(by).unwrap();
        let tx = world.write().await;
        if by == 1 {
            stale!(records::save(
                &tx,
                &allowed,
                &Record { version: other(record.version), ..record.clone() }
            ));
        }
        let mut gone = Provision { version: provision.version + 1, ..provision.clone() };
        gone.places.clear();
        gone.staff.clear();
        stale!(provisions::save(&tx, &allowed, &gone));
        let mut gone = Session { version: session.version + 1, ..session.clone() };
        gone.children.clear();
        stale!(sessions::save(&tx, &allowed, &gone, world.now()));
        let other_pupil = domain::people::Pupil { version: other(pupil.version), ..pupil.clone() };
        stale!(pupils::save(&tx, &allowed, &other_pupil, None));
        let revision = school.revision.checked_add_signed(by.into()).unwrap();
        stale!(schools::save(&tx, &settings, &School { revision, ..school.clone() }));
        stale!(records::save(&tx, &allowed, &Record { version: 0, ..record.clone() }));
        // Even when a careless verb commits after a refusal, nothing has changed.
        world.commit(tx, &settings).await;
    }
    assert_eq!(provisions::get(&db, provision.id).await.unwrap(), Some(provision.clone()));
    assert_eq!(sessions::on(&db, provision.id, session.on).await.unwrap(), Some(session));
    assert_eq!(records::get(&db, record.pupil).await.unwrap(), record);
    assert_eq!(pupils::get(&db, &world.whole(), pupil.id).await.unwrap(), Some(pupil));
    assert_eq!(schools::get(&store, school.id).await.unwrap(), Some(school));
    let without_events = |counts: store::tables::Counts| -> Vec<_> {
        counts.into_iter().filter(|(table, _)| *table != "event").collect()
    };
    assert_eq!(without_events(store.counts().await.unwrap()), without_events(before));
}

/// Two press the same button at once: read the record, move it, save it. One is done, the others learn that it is.
pub async fn of_moves_at_once_one_is_done(ground: Ground) {
    let world = Arc::new(World::make(&ground.open().await).await);
    let pupil = world.pupils[0].id;
    for version in 0..3 {
        let moves: Vec<_> = (0..4)
            .map(|_| {
                let world = world.clone();
                tokio::spawn(async move {
                    let seen = records::get(&world.read(), pupil).await.unwrap();
                    assert!(seen.version <= version + 1);
                    let allowed = world.on_child(Action::MoveAlong, 0);
                    let tx = world.write().await;
                    let mut moved = Record { version, ..seen };
                    moved.state.support = Some(SupportState::OPEN[version as usize]);
                    let saved = records::save(&tx, &allowed, &moved).await;
                    if saved.is_ok() {
                        let event = Event::pupil(Happening::MovedOn, pupil, "");
                        tx.commit(&allowed, world.now(), [world.event(event)]).await.unwrap();
                    }
                    saved
                })
            })
            .collect();
        let mut done = 0;
        for attempt in moves {
            match attempt.await.unwrap() {
                Ok(()) => done += 1,
                Err(StoreFault::Stale { .. }) => {}
                Err(fault) => panic!("{fault:?}"),
            }
        }
        assert_eq!(done, 1);
        assert_eq!(records::get(&world.read(), pupil).await.unwrap().version, version + 1);
    }
}

/// As a verb does it: the facts are read inside the write, so the second finds the child moved already.
pub async fn a_second_move_finds_it_done(ground: Ground) {
    let world = Arc::new(World::make(&ground.open().await).await);
    let pupil = world.pupils[0].id;
    let moves: Vec<_> = (0..4)
        .map(|_| {
            let world = world.clone();
            tokio::spawn(async move {
                let allowed = world.on_child(Action::MoveAlong, 0);
                let tx = world.write().await;
                let mut record = records::get(&tx, pupil).await.unwrap();
                if record.state.support == Some(SupportState::Concern) {
                    return "already there";
                }
                record.state.support = Some(SupportState::Concern);
                records::save(&tx, &allowed, &record).await.unwrap();
                let event = Event::pupil(Happening::ConcernRaised, pupil, "");
                tx.commit(&allowed, world.now(), [world.event(event)]).await.unwrap();
                "done"
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for attempt in moves {
        outcomes.push(attempt.await.unwrap());
    }
    outcomes.sort_unstable();
    assert_eq!(outcomes, ["already there", "already there", "already there", "done"]);
}
