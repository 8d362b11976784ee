//! Entries: read back equal, versions kept, nothing overwritten unseen.

use domain::{
    EntryId,
    audit::{Event, Happening},
    pathway::SupportState,
    people::Role,
    permissions::{Action, Who},
    record::{Concern, Content, Entry, EntryKind, Note, TakenOut},
};
use store::{
    StoreFault,
    queries::{entries, records},
};
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
    // As they read then: the version that stood, the newest one, and nothing that was not written yet.
    let later = add(&world, 0, concern("another one")).await;
    let at = async |instant| entries::as_they_read(&db, vec![newest.clone(), later.clone()], instant).await;
    let second = &versions[1];
    assert_eq!(at(second.written_at).await.unwrap(), [second.clone()]);
    assert_eq!(at(world.now().instant).await.unwrap(), [newest.clone(), later.clone()]);
    let before = first.written_at - jiff::SignedDuration::from_mins(1);
    assert_eq!(at(before).await.unwrap(), []);
}

pub async fn what_was_taken_out_is_read_by_one_query_only(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let written = add(&world, 0, concern("of another child")).await;
    let kept = add(&world, 0, Content::Note(Note { text: "stays".to_owned() })).await;
    let allowed = world.on_child(Action::RaiseConcern, 0);
    let tx = world.write().await;
    let mut record = records::get(&tx, written.pupil).await.unwrap();
    record.state.support = Some(SupportState::Concern);
    records::save(&tx, &allowed, &record).await.unwrap();
    world.commit(tx, &allowed).await;

    let out = TakenOut { at: world.now().instant, by: Who::Operator, why: ugly().replace('\0', "") };
    let tx = world.write().await;
    let old = Entry { version: 2, ..written.clone() };
    let stale = entries::take_out(&tx, &allowed, &old, &out).await;
    assert!(matches!(stale, Err(StoreFault::Stale { .. })), "{stale:?}");
    let elsewhere = entries::take_out(&tx, &world.on_child(Action::RaiseConcern, 1), &written, &out).await;
    assert!(matches!(elsewhere, Err(StoreFault::NotCovered { .. })), "{elsewhere:?}");
    entries::take_out(&tx, &allowed, &written, &out).await.unwrap();
    let twice = entries::take_out(&tx, &allowed, &written, &out).await;
    assert!(matches!(twice, Err(StoreFault::Stale { .. })), "{twice:?}");
    let saved = entries::save(&tx, &allowed, &written).await;
    assert!(matches!(saved, Err(StoreFault::Stale { .. })), "{saved:?}");
    world.commit(tx, &allowed).await;

    let db = world.read();
    let kinds = [EntryKind::Concern];
    assert_eq!(entries::get(&db, written.pupil, written.id).await.unwrap(), None);
    assert!(entries::of_pupil(&db, written.pupil).await.unwrap() == [kept]);
    assert!(entries::of_school(&db, &kinds).await.unwrap().is_empty());
    assert!(entries::of_kinds(&db, &world.whole(), &kinds, None).await.unwrap().is_empty());
    assert!(entries::of_running(&db, &world.whole(), &kinds).await.unwrap().is_empty());
    assert!(entries::taken_out(&db, written.pupil).await.unwrap() == [(written.clone(), out)]);
    assert!(entries::taken_out(&db, world.pupils[1].id).await.unwrap().is_empty());
    assert_eq!(entries::count(&db).await.unwrap(), 2, "a restore counts it");

    let tx = world.write().await;
    entries::put_back(&tx, &allowed, &written).await.unwrap();
    let twice = entries::put_back(&tx, &allowed, &written).await;
    assert!(matches!(twice, Err(StoreFault::Stale { .. })), "{twice:?}");
    world.commit(tx, &allowed).await;
    let again = entries::get(&world.read(), written.pupil, written.id).await.unwrap();
    assert!(again == Some(written.clone()));
    assert!(entries::of_running(&world.read(), &world.whole(), &kinds).await.unwrap() == [written]);
}
