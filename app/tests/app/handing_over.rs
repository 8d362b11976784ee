//! Work handed over: a role comes with it only when that was seen and agreed to.

use app::{
    Fault,
    accounts::{self, Handing},
};
use domain::{audit::Happening, people::Role};
use store::queries::{actors, events};

use crate::{early::fields, ground::Ground};

#[tokio::test]
async fn nobody_becomes_class_teacher_unsaid() {
    let ground = Ground::new().await;
    let (now, account) = (ground.now(), |role| ground.world.accounts[&role].id);
    let actor_of =
        async |role| actors::actor(&ground.world.read(), account(role), now.today).await.unwrap().unwrap();
    let handing = |becomes: &[Role]| Handing {
        from: account(Role::Teacher),
        to: account(Role::Governor),
        on: now.today,
        close: false,
        becomes: becomes.to_vec(),
    };
    let hand = async |becomes: &[Role]| {
        accounts::hand_over(&ground.app, &ground.actor(Role::Admin), now, handing(becomes)).await
    };
    let other_role_ticked = [&[][..], &[Role::Ta]];
    for becomes in other_role_ticked {
        assert_eq!(fields(hand(becomes).await.unwrap_err()), ["becomes"]);
    }
    assert!(!actor_of(Role::Governor).await.holds(Role::Teacher), "nothing was done");
    assert!(!actor_of(Role::Teacher).await.scope().is_empty(), "nothing was handed over");

    hand(&[Role::Teacher]).await.unwrap();
    let follows = actor_of(Role::Governor).await;
    assert!(follows.holds(Role::Teacher) && follows.holds(Role::Governor));
    let trail = events::of_school(&ground.world.read(), &[Happening::AccountChanged], 10).await.unwrap();
    assert!(trail[0].detail.ends_with("roles teacher governor"), "{trail:?}");

    // Whoever has the role is asked nothing.
    let back = Handing { from: account(Role::Governor), to: account(Role::Teacher), ..handing(&[]) };
    accounts::hand_over(&ground.app, &ground.actor(Role::Admin), now, back).await.unwrap();
    let refused = accounts::hand_over(&ground.app, &ground.actor(Role::Head), now, handing(&[])).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))));
}
