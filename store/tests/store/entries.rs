//! Entries: read back equal, versions kept, nothing overwritten unseen.

use domain::{
    EntryId,
    audit::{Event, Happening},
    people::Role,
    permissions::{Action, Who},
    record::{Concern, Content, Entry, EntryKind, Note},
};
use store::{StoreFault, queries::entries};
use testkit::{Ground, World};

/// Text that has broken programs before.
pub fn ugly() -> String {
    let long = "ŵ".repeat(10_000);
    format!(
        "“Quotes”, 'single', \"double\"; -- drop table entry; \\ % _ 👩🏽‍🏫 ليلى قالت שלום\r\n\t\u{202e}{long}\0 end"
    )
}

pub fn entry(world: &World, child: usize, content: Content) -> Entry {
    Entry {
        id: world.id(),
        school: world.school.id,
        pupil: world.pupils[child].id,
        round: 1,
        on: world.today(),
        content,
        author: Who::Person(world.accounts[&Role::Senco].id),
        written_at: world.now().instant,
        version: 1,
    }
}

pub fn concern(words: &str) -> Content {
    Content::Concern(Concern { noticed: words.to_owned(), ..Concern::default() })
}

pub async fn add(world: &World, child: usize, content: Content) -> Entry {
    let entry = entry(world, child, content);
    let allowed = world.on_child(Action::RaiseConcern, child);
    let tx = world.write().await;
    entries::add(&tx, &allowed, &entry).await.unwrap();
    let event = Event::entry(Happening::EntryAdded, entry.pupil, entry.id, "");
    tx.commit(&allowed, world.now(), [world.event(event)]).await.unwrap();
    entry
}

pub async fn what_is_written_is_read_back(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let written = add(&world, 0, concern(&ugly())).await;
    let note = add(&world, 0, Content::Note(Note { text: ugly() })).await;
    add(&world, 3, concern("of another child")).await;
    let db = world.read();
    let read = entries::get(&db, written.pupil, written.id).await.unwrap();
    assert!(read == Some(written.clone()), "ugly text comes back as it was");
    assert_eq!(entries::get(&db, world.pupils[1].id, written.id).await.unwrap(), None, "of another child");
    assert_eq!(entries::get(&db, written.pupil, world.id::<EntryId>()).await.unwrap(), None);
    assert!(entries::of_pupil(&db, written.pupil).await.unwrap() == [written.clone(), note], "oldest first");
    let concerns = entries::of_kinds(&db, &world.whole(), &[EntryKind::Concern], None).await.unwrap();
    assert_eq!(concerns.len(), 2);
    assert!(entries::of_school(&db, &[EntryKind::Concern]).await.unwrap() == concerns, "of every child");
    assert!(entries::of_school(&db, &[EntryKind::Plan]).await.unwrap().is_empty(), "of other kinds none");
    let twin = World::numbered(&ground.open().await, 2).await;
    assert!(
        entries::of_school(&twin.read(), &[EntryKind::Concern]).await.unwrap().is_empty(),
        "of another school"
    );
    let of_class =
        entries::of_kinds(&db, &world.scope(Role::Teacher), &[EntryKind::Concern], Some(world.today())).await;
    assert!(of_class.unwrap() == [written], "only those of the teacher's class");
    assert_eq!(entries::count(&db).await.unwrap(), 3);
}

pub async fn a_stale_save_changes_nothing(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let first = add(&world, 0, concern("as it was")).await;
    let allowed = world.on_child(Action::RaiseConcern, 0);
    let mine = Entry { content: concern("mine"), ..first.clone() };
    let tx = world.write().await;
    entries::save(&tx, &allowed, &mine).await.unwrap();
    world.commit(tx, &allowed).await;

    let theirs = Entry { content: concern("theirs"), ..first.clone() };
    let tx = world.write().await;
    let refused = entries::save(&tx, &allowed, &theirs).await;
    assert!(matches!(refused, Err(StoreFault::Stale { started_from: 1, table: "entry" })), "{refused:?}");
    drop(tx);

    let now = entries::get(&world.read(), first.pupil, first.id).await.unwrap().unwrap();
    assert_eq!(now, Entry { version: 2, ..mine });
    assert_eq!(entries::versions(&world.read(), &now).await.unwrap(), [first]);
}

pub async fn the_version_before_is_kept(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let first = add(&world, 0, concern("first")).await;
    let allowed = world.on_child(Action::RaiseConcern, 0);
    let mut versions = vec![first.clone()];
    for words in ["second", "third"] {
        world.clock.advance_minutes(5);
        let next = Entry {
            content: concern(words),
            author: Who::Operator,
            written_at: world.now().instant,
            ..versions[versions.len() - 1].clone()
        };
        let tx = world.write().await;
        entries::save(&tx, &allowed, &next).await.unwrap();
        world.commit(tx, &allowed).await;
        versions.push(Entry { version: next.version + 1, ..next });
    }
    let newest = versions.pop().unwrap();
    let db = world.read();
    assert_eq!(entries::get(&db, first.pupil, first.id).await.unwrap().as_ref(), Some(&newest));
    assert_eq!(entries::versions(&db, &newest).await.unwrap(), versions);
}
