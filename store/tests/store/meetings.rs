//! Meetings come back with everybody who is invited or left out; who changed one since is not overwritten.

use domain::{
    date,
    meetings::{Ground as Why, LeftOut, Meeting, Reply, When},
    people::Role,
    permissions::Action,
};
use store::{StoreFault, queries::meetings};
use testkit::{Ground, World};

use crate::everything;

pub async fn meetings_come_back_and_move(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let child = world.pupils[0].id;
    let parent = world.accounts[&Role::Parent].id;
    let standing = Meeting { called_off: None, ..everything::meeting(&world, world.id(), child, parent) };
    let allowed = world.on_child(Action::MoveAlong, 0);
    let tx = world.write().await;
    meetings::add(&tx, &allowed, &standing).await.unwrap();
    world.commit(tx, &allowed).await;
    let db = world.read();
    let day = standing.when.on;
    assert_eq!(meetings::get(&db, standing.id).await.unwrap(), Some(standing.clone()));
    assert_eq!(meetings::of_pupil(&db, child, day).await.unwrap(), [standing.clone()]);
    assert_eq!(meetings::of_pupil(&db, child, date(2026, 10, 3)).await.unwrap(), [], "over by then");
    assert_eq!(meetings::of_pupil(&db, world.pupils[1].id, day).await.unwrap(), []);
    let both = [child, world.pupils[1].id];
    assert_eq!(meetings::of_pupils(&db, both, day).await.unwrap(), [standing.clone()]);
    assert_eq!(meetings::of_pupils(&db, [world.pupils[1].id], day).await.unwrap(), []);
    assert_eq!(meetings::of_pupils(&twin.read(), both, day).await.unwrap(), [], "of another school");
    assert_eq!(meetings::get(&twin.read(), standing.id).await.unwrap(), None, "of another school");
    let invited = standing.invited.iter().find_map(|one| one.account).expect("somebody has an account");
    assert_eq!(meetings::of_account(&db, invited, day).await.unwrap(), [standing.clone()]);
    assert_eq!(meetings::of_account(&db, invited, date(2026, 10, 3)).await.unwrap(), [], "over by then");
    assert_eq!(meetings::of_account(&twin.read(), invited, day).await.unwrap(), [], "of another school");
    for (role, sees) in [(Role::Senco, true), (Role::Governor, false), (Role::Admin, false)] {
        let scope = world.actor(role).scope_for(Action::WriteView);
        assert_eq!(!meetings::list(&db, &scope, day).await.unwrap().is_empty(), sees, "{role:?}");
    }

    let mut answered = standing.invited[0].clone();
    (answered.reply, answered.words) = (Some(Reply::Yes), String::new());
    let tx = world.write().await;
    meetings::answer(&tx, &allowed, &standing, &answered).await.unwrap();
    let stranger = domain::meetings::Invited { id: world.id(), ..answered.clone() };
    meetings::answer(&tx, &allowed, &standing, &stranger).await.unwrap_err();
    world.commit(tx, &allowed).await;
    assert_eq!(meetings::get(&db, standing.id).await.unwrap().unwrap().invited, [answered.clone()]);

    // Who was left out is invited again, and who was invited is left out.
    let back = standing.left_out[0].who.clone();
    let left = LeftOut { who: answered.unanswered(), ground: Why::OwnWish, why: String::new() };
    let moved = Meeting {
        when: When { on: date(2026, 10, 5), ..standing.when.clone() },
        sequence: 1,
        invited: vec![back],
        left_out: vec![left],
        ..standing.clone()
    };
    let other = world.on_child(Action::MoveAlong, 1);
    let tx = world.write().await;
    meetings::change(&tx, &other, &moved).await.unwrap_err();
    meetings::change(&tx, &allowed, &moved).await.unwrap();
    let again = meetings::change(&tx, &allowed, &moved).await;
    assert!(matches!(again, Err(StoreFault::Stale { .. })), "moved from a meeting that stands no more");
    world.commit(tx, &allowed).await;
    assert_eq!(meetings::get(&db, standing.id).await.unwrap(), Some(moved));
}
