//! The doctor's figures, and a database that is only looked at.

use domain::{
    audit::{Event, Happening},
    permissions::Action,
};
use jiff::SignedDuration;
use sea_orm::ConnectionTrait;
use store::{
    Health, Options, Store, StoreFault,
    queries::{
        files,
        mails::{self, ATTEMPTS},
    },
};
use testkit::{Engine, Ground, World};

use crate::{everything, schema::raw};

pub async fn what_is_wrong_shows(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    everything::write(&world).await;
    let well = world.store.health(world.now()).await.unwrap();
    let expected = Health {
        schools: 1,
        events: 2,
        newest_event: Some(world.now().instant),
        entries_without_versions: 0,
        children_without_events: 0,
        files: 1,
        file_bytes: files::PIECE as u64 + 3,
        files_in_pieces: 0,
        mails_waiting: 1,
        mails_overdue: 0,
        mails_failed: 0,
    };
    assert_eq!(well, expected);

    let later = world.clock.advance_minutes(120);
    assert_eq!(world.store.health(later).await.unwrap(), Health { mails_overdue: 1, ..expected.clone() });
    for _ in 0..ATTEMPTS {
        let now = world.clock.advance_minutes(60);
        let until = now.instant + SignedDuration::from_mins(1);
        let [mail] = mails::lease(&world.store, now, until, 1).await.unwrap().try_into().unwrap();
        mails::settle(&world.store, &mail, now, Err(("550".to_owned(), now.instant))).await.unwrap();
    }
    let now = world.clock.advance_minutes(60);
    let given_up = Health { mails_waiting: 0, mails_failed: 1, ..expected };
    assert_eq!(world.store.health(now).await.unwrap(), given_up);
    let until = now.instant + SignedDuration::from_mins(1);
    assert_eq!(mails::lease(&world.store, now, until, 1).await.unwrap(), [], "given up");
    let db = world.read();
    assert_eq!(mails::given_up(&db).await.unwrap(), 1);
    let mut mail = mails::newest(&db, 1).await.unwrap().remove(0);
    let addresses = [mail.to.clone(), "nobody@example.test".to_owned()];
    let not_reached = mails::not_reached(&db, &addresses).await.unwrap();
    assert_eq!(not_reached, [mail.to.clone()].into(), "the last mail there did not arrive");
    (mail.id, mail.made_at) = (world.id(), now.instant);
    let tx = world.write().await;
    mails::queue(&tx, &mail).await.unwrap();
    world.commit(tx, &world.on_school(domain::permissions::Action::ManageSettings)).await;
    assert!(
        !mails::not_reached(&db, &addresses).await.unwrap().is_empty(),
        "one that waits says nothing yet"
    );
    mails::settle(&world.store, &mail, now, Ok(())).await.unwrap();
    assert!(mails::not_reached(&db, &addresses).await.unwrap().is_empty(), "the next one arrived");
    assert!(mails::not_reached(&db, &[]).await.unwrap().is_empty());

    // What nobody can do through the store: somebody with the database's own tools.
    let db = raw(&ground.place).await;
    db.execute_unprepared("delete from entry_version").await.unwrap();
    db.execute_unprepared("delete from event where pupil_id is not null").await.unwrap();
    db.execute_unprepared("delete from file_chunk where number = 1").await.unwrap();
    db.close().await.unwrap();
    let tampered = world.store.health(now).await.unwrap();
    assert_eq!((tampered.entries_without_versions, tampered.children_without_events), (1, 1));
    assert_eq!((tampered.files, tampered.files_in_pieces), (1, 1));
}

pub async fn looking_changes_nothing(ground: Ground) {
    let empty = Ground::of(ground.engine, false).await;
    let refused = Store::open_as_it_is(&empty.place, Options::default()).await.unwrap_err();
    assert!(matches!(&refused, StoreFault::Unavailable(_)), "{refused:?}");
    if ground.engine == Engine::Sqlite {
        assert!(!empty.path("waymark.db").exists(), "nothing is made");
    }
    ground.open().await.close().await.unwrap();
    let store = Store::open_as_it_is(&ground.place, Options::default()).await.unwrap();
    assert_eq!(store.migrations().await.unwrap(), crate::opening::migrations());
    store.close().await.unwrap();

    let db = raw(&ground.place).await;
    db.execute_unprepared("insert into migration (name) values ('m9999_of_tomorrow')").await.unwrap();
    db.close().await.unwrap();
    let refused = Store::open_as_it_is(&ground.place, Options::default()).await.unwrap_err();
    assert!(matches!(&refused, StoreFault::Newer(_)), "{refused:?}");
}

/// Several rights: each event under the one that covers it, and none under none.
pub async fn a_commit_under_several_rights(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let rights = || [world.on_child(Action::LogSession, 0), world.on_child(Action::LogSession, 1)];
    let event =
        |child: usize| world.event(Event::pupil(Happening::SessionLogged, world.pupils[child].id, ""));
    let tx = world.write().await;
    tx.commit_each(&rights(), world.now(), [event(0), event(1)]).await.unwrap();
    for (events, rights) in
        [(vec![event(0), event(2)], rights().into()), (vec![], rights().into()), (vec![event(0)], vec![])]
    {
        let tx = world.write().await;
        let refused = tx.commit_each(&rights, world.now(), events).await;
        assert!(matches!(refused, Err(StoreFault::NotCovered { table: "event" })), "{refused:?}");
    }
    assert_eq!(store::queries::events::count(&world.read()).await.unwrap(), 3);
}
