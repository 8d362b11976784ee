//! The checklist and the banks: versions are kept, an old start is refused, another school has its own.

use domain::{
    audit::{Event, Happening},
    bank::{Edits, Strategy, TargetIdea},
    checklist::{Checklist, Item},
    permissions::{Action, Who},
};
use store::{
    StoreFault,
    queries::banks::{self, Which},
};
use testkit::{Ground, World};

use crate::everything::UGLY;

pub async fn versions_of_banks_are_kept(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let settings = world.on_school(Action::ManageSettings);
    let (db, now) = (world.read(), world.now());
    assert_eq!(banks::checklist(&db).await.unwrap(), None);
    assert_eq!(banks::strategies(&db).await.unwrap(), (0, Edits::default()));
    assert_eq!(banks::targets(&db).await.unwrap(), (0, Edits::default()));

    let mut areas = Checklist::shipped().areas.clone();
    areas[0].items.push(Item { id: 0, text: UGLY.to_owned(), safeguarding: false });
    let second = Checklist::shipped().edited(areas.clone()).unwrap();
    areas[1].items.push(Item { id: 0, text: "Rushes".to_owned(), safeguarding: false });
    let third = second.edited(areas).unwrap();
    let own = Strategy { text: UGLY.to_owned(), ..Strategy::default() };
    let strategies = Edits::default().put(own).hide("say-more", true);
    let ideas = Edits::default().put(TargetIdea::shipped()[0].clone());
    let event = || world.event(Event::school(Happening::BankChanged, "checklist"));
    let tx = world.write().await;
    banks::add_checklist(&tx, &settings, &second, now).await.unwrap();
    banks::add_checklist(&tx, &settings, &third, now).await.unwrap();
    banks::add_strategies(&tx, &settings, 0, &strategies, now).await.unwrap();
    banks::add_targets(&tx, &settings, 0, &ideas, now).await.unwrap();
    tx.commit(&settings, now, [event()]).await.unwrap();

    assert_eq!(banks::checklist(&db).await.unwrap().as_ref(), Some(&third));
    assert_eq!(banks::checklist_of_version(&db, 2).await.unwrap().as_ref(), Some(&second));
    assert_eq!(banks::checklist_of_version(&db, 9).await.unwrap(), None);
    assert_eq!(banks::strategies(&db).await.unwrap(), (1, strategies.clone()));
    assert_eq!(banks::targets(&db).await.unwrap(), (1, ideas.clone()));
    assert_eq!(banks::strategies_of_version(&db, 1).await.unwrap(), strategies);
    assert_eq!(banks::targets_of_version(&db, 1).await.unwrap(), ideas);
    assert_eq!(banks::targets_of_version(&db, 0).await.unwrap(), Edits::default());
    let made = banks::versions(&db, Which::Checklist).await.unwrap();
    assert_eq!(made.iter().map(|one| one.version).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(made[0].at, now.instant);
    assert_eq!((made[0].by, settings.who()), (None, Who::Operator));

    // Somebody who began from an older version is told, and nothing is written.
    let tx = world.write().await;
    let stale = [
        banks::add_checklist(&tx, &settings, &second, now).await,
        banks::add_strategies(&tx, &settings, 0, &strategies, now).await,
        banks::add_targets(&tx, &settings, 7, &ideas, now).await,
    ];
    assert!(stale.iter().all(|one| matches!(one, Err(StoreFault::Stale { .. }))), "{stale:?}");
    // A right on a child, or of another school, covers none of it.
    for wrong in [world.on_child(Action::RaiseConcern, 0), twin.on_school(Action::ManageSettings)] {
        let refused = banks::add_strategies(&tx, &wrong, 1, &strategies, now).await;
        assert!(matches!(refused, Err(StoreFault::NotCovered { .. })), "{refused:?}");
    }
    drop(tx);
    assert_eq!(banks::checklist(&twin.read()).await.unwrap(), None);
    assert_eq!(banks::versions(&twin.read(), Which::Strategies).await.unwrap(), []);
}
