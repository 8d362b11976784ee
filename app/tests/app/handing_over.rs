//! Work handed over: a role comes with it only when that was seen and agreed to.

use app::{
    Fault,
    accounts::{self, Changing, Handing},
    early,
};
use domain::{
    audit::Happening,
    calendar::count::days_after,
    people::{Account, Role},
    permissions::Action,
    provision::{Place, Provision},
    record::{Concern, Party},
};
use store::queries::{accounts as stored, actors, classes, events, provisions};

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

#[tokio::test]
async fn who_has_the_class_keeps_every_day_of_it_and_a_corrected_day_takes_nobody_out() {
    let ground = Ground::new().await;
    let (world, now) = (&ground.world, ground.now());
    let (leaver, follower) = (world.accounts[&Role::Teacher].id, world.accounts[&Role::Governor].id);
    let class = world.classes[0].id;
    let hand = async |on, becomes: &[Role]| {
        let handing = Handing { from: leaver, to: follower, on, close: false, becomes: becomes.to_vec() };
        accounts::hand_over(&ground.app, &ground.actor(Role::Admin), now, handing).await.unwrap();
    };
    let ahead = |days| days_after(now.today, days);
    hand(ahead(30), &[Role::Teacher]).await;
    // The day was wrong: it is sooner.
    hand(ahead(7), &[]).await;
    let days: Vec<_> = classes::staff(&world.read()).await.unwrap();
    let of = |account| days.iter().filter(move |one| one.account == account && one.class == class);
    let [left] = of(leaver).collect::<Vec<_>>().try_into().unwrap();
    let [has] = of(follower).collect::<Vec<_>>().try_into().unwrap();
    assert_eq!((left.until_on, has.from_on, has.until_on), (Some(ahead(6)), ahead(7), None));
    // Who shares the class has it today, whatever is handed to them from a later day on.
    let back = Handing { from: follower, to: leaver, on: ahead(20), close: false, becomes: Vec::new() };
    accounts::hand_over(&ground.app, &ground.actor(Role::Admin), now, back).await.unwrap();
    let teacher = actors::actor(&world.read(), leaver, now.today).await.unwrap().unwrap();
    assert!(!teacher.scope().is_empty(), "today it is still theirs");
}

#[tokio::test]
async fn a_group_goes_to_who_follows_on_the_day_and_not_before() {
    let ground = Ground::new().await;
    let (world, now) = (&ground.world, ground.now());
    let (leaver, follower) = (world.accounts[&Role::Ta].id, world.accounts[&Role::Governor].id);
    let child = world.pupils[3].id;
    let group = Provision {
        name: "Number facts".to_owned(),
        weekdays: vec![1, 3],
        minutes: 20,
        from_on: days_after(now.today, -14),
        until_on: days_after(now.today, 60),
        staff: vec![leaver],
        places: vec![Place {
            pupil: child,
            target: None,
            from_on: days_after(now.today, -14),
            until_on: None,
        }],
        ..Provision::new(world.id())
    };
    let planner = world.on_school(domain::permissions::Action::ManageClasses);
    let tx = world.write().await;
    provisions::save(&tx, std::slice::from_ref(&planner), &group).await.unwrap();
    world.commit(tx, &planner).await;
    let on = days_after(now.today, 30);
    let handing = Handing { from: leaver, to: follower, on, close: false, becomes: vec![Role::Ta] };
    accounts::hand_over(&ground.app, &ground.actor(Role::Admin), now, handing).await.unwrap();
    let reaches = async |account, day| {
        let actor = actors::actor(&world.read(), account, day).await.unwrap().unwrap();
        actor.scope().pupils().contains(&child)
    };
    assert!(reaches(leaver, now.today).await && !reaches(follower, now.today).await);
    assert!(!reaches(leaver, on).await && reaches(follower, on).await);
}

#[tokio::test]
async fn a_school_keeps_a_senco_and_an_administrator() {
    let ground = Ground::new().await;
    let (now, admin) = (ground.now(), ground.actor(Role::Admin));
    for (role, close, roles) in [
        (Role::Senco, true, vec![Role::Senco]),
        (Role::Senco, false, vec![Role::Teacher]),
        (Role::Admin, true, vec![Role::Admin]),
    ] {
        let account = &ground.world.accounts[&role];
        let changing = Changing {
            id: account.id,
            name: account.name.clone(),
            email: account.email.clone().unwrap(),
            roles,
            active: !close,
        };
        let refused = accounts::change_account(&ground.app, &admin, now, changing).await;
        assert_eq!(fields(refused.unwrap_err()), ["roles"], "{role:?}");
    }
    let handing = Handing {
        from: ground.world.accounts[&Role::Senco].id,
        to: ground.world.accounts[&Role::Head].id,
        on: now.today,
        close: true,
        becomes: Vec::new(),
    };
    assert_eq!(fields(accounts::hand_over(&ground.app, &admin, now, handing).await.unwrap_err()), ["close"]);
}

#[tokio::test]
async fn without_a_senco_a_concern_reaches_the_heads() {
    let ground = Ground::new().await;
    let senco = &ground.world.accounts[&Role::Senco];
    let (tx, settings) = (ground.world.write().await, ground.world.on_school(Action::ManageAccounts));
    stored::save(&tx, &settings, &Account { active: false, ..senco.clone() }).await.unwrap();
    ground.world.commit(tx, &settings).await;
    let concern =
        Concern { raised_by: Party::Parent, noticed: "Reads from guesses".to_owned(), ..Concern::default() };
    let (parent, child) = (ground.actor(Role::Parent), ground.world.pupils[1].id);
    early::raise_concern(&ground.app, &parent, ground.now(), child, None, concern).await.unwrap();
    let told: Vec<String> = ground.mails().await.into_iter().map(|mail| mail.to).collect();
    let head = ground.world.accounts[&Role::Head].email.clone().unwrap();
    assert!(told.contains(&head), "{told:?}");
}
