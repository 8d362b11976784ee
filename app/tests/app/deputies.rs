//! A head names a deputy and takes the role back; nobody names what they are not.

use app::{Fault, accounts};
use domain::{UserId, people::Role, permissions::Actor};
use store::queries::actors;

use crate::{early::fields, ground::Ground};

async fn now_is(ground: &Ground, account: UserId) -> Actor {
    actors::actor(&ground.world.read(), account, ground.now().today).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_head_names_a_deputy_and_takes_it_back_and_touches_no_other_role() {
    let ground = Ground::new().await;
    let teacher = ground.world.accounts[&Role::Teacher].id;
    let (head, now) = (ground.actor(Role::Head), ground.now());
    let name = async |actor: &Actor, role, account| {
        accounts::name_deputy(&ground.app, actor, now, role, account).await
    };
    let take = async |actor: &Actor, role, account| {
        accounts::take_deputy_back(&ground.app, actor, now, role, account).await
    };
    for (role, given) in [
        (Role::Teacher, Role::Teacher),
        (Role::Head, Role::Senco),
        (Role::Senco, Role::Head),
        (Role::Admin, Role::Head),
    ] {
        let refused = name(&ground.actor(role), given, teacher).await;
        assert!(matches!(refused, Err(Fault::Forbidden(_))), "{role:?} {given:?}");
    }
    let governor = ground.world.accounts[&Role::Governor].id;
    assert_eq!(fields(name(&head, Role::Head, governor).await.unwrap_err()), ["account-head"]);
    name(&head, Role::Head, teacher).await.unwrap();
    name(&head, Role::Head, teacher).await.unwrap();
    let deputy = now_is(&ground, teacher).await;
    assert!(deputy.holds(Role::Head) && deputy.holds(Role::Teacher));

    let own = head.user().unwrap();
    for (actor, account) in [(&deputy, own), (&deputy, teacher), (&head, own)] {
        let refused = take(actor, Role::Head, account).await;
        assert!(matches!(refused, Err(Fault::Rule { code: "not-named-by-you", .. })));
    }
    let lists = accounts::deputies(&ground.app, &head).await.unwrap();
    let mine: Vec<UserId> = lists[0].holders.iter().filter(|one| one.named_by_me).map(|one| one.id).collect();
    assert_eq!((lists.len(), mine), (1, vec![teacher]));
    take(&head, Role::Head, teacher).await.unwrap();
    assert!(!now_is(&ground, teacher).await.holds(Role::Head));

    name(&ground.actor(Role::Senco), Role::Senco, teacher).await.unwrap();
    assert!(now_is(&ground, teacher).await.holds(Role::Senco));
}
