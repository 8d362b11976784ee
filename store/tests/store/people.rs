//! Schools, accounts, sign-ins, links, throttle, drafts, mail.

use domain::{
    audit::{Event, Happening},
    date,
    people::{Account, Digest, Role, School},
    permissions::{Action, Actor, Extent, Scope, Subject},
};
use jiff::SignedDuration;
use store::{
    StoreFault,
    queries::{
        accounts, actors, bonds,
        class_reaches::{self, ClassReach},
        classes, covers,
        drafts::{self, Draft},
        feeds,
        logins::{self, Link},
        mails::{self, Mail, MailFile},
        outbox, presence, provisions, schools,
        throttles::{self, Failures},
    },
};
use testkit::{Ground, World};

use crate::everything::{self, UGLY};

pub async fn schools_come_back(ground: Ground) {
    let store = ground.open().await;
    let (one, two) = (World::make(&store).await, World::numbered(&store, 2).await);
    let there = schools::get(&store, one.school.id).await.unwrap().unwrap();
    assert!(there.revision > 1, "accounts and classes raise the revision");
    assert_eq!(School { revision: 1, ..there.clone() }, one.school);
    assert_eq!(schools::get(&store, one.id()).await.unwrap(), None);
    let by_number = schools::by_number(&store, 999, two.school.establishment).await.unwrap().unwrap();
    assert_eq!(by_number.id, two.school.id);
    assert_eq!(schools::by_number(&store, 999, 1).await.unwrap(), None);
    let names: Vec<_> = schools::all(&store).await.unwrap().into_iter().map(|school| school.name).collect();
    assert_eq!(names, [one.school.name.clone(), two.school.name.clone()]);
    let twice = School { id: one.id(), ..one.school.clone() };
    let operator = Actor::operator(twice.id);
    let right = testkit::world::granted(&operator, Action::ManageSettings, Subject::School(twice.id));
    let tx = store.write(twice.id).await.unwrap();
    let taken = schools::make(&tx, &right, &twice, one.now()).await;
    assert!(matches!(taken, Err(StoreFault::Taken(_))), "{taken:?}");
    drop(tx);

    let allowed = one.on_school(Action::ManageSettings);
    let mut changed = School { name: UGLY.to_owned(), ..there.clone() };
    changed.settings.safeguarding_lead.name = UGLY.to_owned();
    changed.settings.titles.insert("ta".to_owned(), "Learning partner".to_owned());
    let tx = one.write().await;
    schools::save(&tx, &allowed, &changed).await.unwrap();
    one.commit(tx, &allowed).await;
    let now = schools::get(&store, one.school.id).await.unwrap().unwrap();
    assert_eq!(now, School { revision: there.revision + 1, ..changed });
    assert_eq!(schools::get(&store, two.school.id).await.unwrap().unwrap().name, two.school.name);
}

pub async fn calendars_have_one_address_each(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let allowed = world.on_school(Action::ManageAccounts);
    let ta = world.accounts[&Role::Ta].id;
    assert_eq!(feeds::whose(&store, "first").await.unwrap(), None);
    for token in ["first", "second"] {
        let tx = world.write().await;
        feeds::renew(&tx, &allowed, ta, token, world.now()).await.unwrap();
        world.commit(tx, &allowed).await;
    }
    assert_eq!(feeds::whose(&store, "first").await.unwrap(), None, "the old one stops");
    assert_eq!(feeds::whose(&store, "second").await.unwrap(), Some((world.school.id, ta)));
    assert!(feeds::made_at(&world.read(), ta).await.unwrap().is_some());
    assert_eq!(accounts::digest(&world.read(), ta).await.unwrap(), None, "nothing is chosen");
    for digest in Digest::ALL {
        let tx = world.write().await;
        accounts::set_digest(&tx, &allowed, ta, digest).await.unwrap();
        world.commit(tx, &allowed).await;
        assert_eq!(accounts::digest(&world.read(), ta).await.unwrap(), Some(digest));
        assert_eq!(accounts::digests(&world.read()).await.unwrap(), [(ta, digest)].into());
    }
    let tx = twin.write().await;
    assert!(accounts::set_digest(&tx, &allowed, ta, Digest::None).await.is_err(), "another school's right");
    drop(tx);
    assert_eq!(feeds::made_at(&twin.read(), ta).await.unwrap(), None);
    assert!(accounts::digests(&twin.read()).await.unwrap().is_empty(), "another school's choices");
    let tx = twin.write().await;
    assert!(feeds::stop(&tx, &allowed, ta).await.is_err(), "another school's right");
    drop(tx);
    let tx = world.write().await;
    feeds::stop(&tx, &allowed, ta).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(feeds::whose(&store, "second").await.unwrap(), None);
}

pub async fn accounts_come_back(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let db = world.read();
    let ta = world.accounts[&Role::Ta].clone();
    assert_eq!(accounts::get(&db, ta.id).await.unwrap(), Some(ta.clone()));
    assert_eq!(accounts::get(&twin.read(), ta.id).await.unwrap(), None);
    assert_eq!(accounts::all(&db).await.unwrap().len(), Role::ALL.len());
    assert_eq!(accounts::names(&db).await.unwrap()[&ta.id], ta.name);
    let found = accounts::find_by_email(&db, " TA@Example.Test ").await.unwrap();
    assert_eq!(found, Some(ta.id));
    let everywhere = accounts::everywhere_by_email(&store, "ta@example.test").await.unwrap();
    assert_eq!(everywhere.len(), 2, "one e-mail address in two schools");

    let allowed = world.on_school(Action::ManageAccounts);
    let tx = world.write().await;
    let twice = Account { id: world.id(), ..ta.clone() };
    let refused = accounts::make(&tx, &allowed, &twice).await;
    assert!(matches!(refused, Err(StoreFault::Taken(_))), "{refused:?}");
    let changed = Account {
        name: UGLY.to_owned(),
        email: Some("New@Example.Test".to_owned()),
        roles: vec![Role::Senco, Role::Teacher],
        ..ta.clone()
    };
    accounts::save(&tx, &allowed, &changed).await.unwrap();
    accounts::set_password(&tx, &allowed, ta.id, "$argon2id$…").await.unwrap();
    world.commit(tx, &allowed).await;
    let now = accounts::get(&db, ta.id).await.unwrap().unwrap();
    assert_eq!(now, Account { email: Some("new@example.test".to_owned()), ..changed.clone() });
    let signing_in = accounts::everywhere_by_email(&store, "new@EXAMPLE.test").await.unwrap();
    assert_eq!(signing_in, [(world.school.id, ta.id, Some("$argon2id$…".to_owned()))]);

    let tx = world.write().await;
    accounts::save(&tx, &allowed, &Account { active: false, ..changed }).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(accounts::everywhere_by_email(&store, "new@example.test").await.unwrap(), []);
    assert_eq!(actors::actor(&db, ta.id, world.today()).await.unwrap(), None, "may not sign in");
}

async fn scope(world: &World, role: Role, on: domain::Date) -> Scope {
    let actor = actors::actor(&world.read(), world.accounts[&role].id, on).await.unwrap().unwrap();
    actor.scope()
}

/// The actor that the rows make is the one that the world's words make; days bound what is reached.
pub async fn actors_reach_what_their_rows_say(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    for role in Role::ALL {
        let made = actors::actor(&world.read(), world.accounts[&role].id, world.today()).await.unwrap();
        assert_eq!(made, Some(world.actor(role)), "{role:?}");
    }
    let before = date(2026, 8, 31);
    assert!(scope(&world, Role::Teacher, before).await.is_empty());
    assert!(scope(&world, Role::Parent, before).await.is_empty());

    let allowed = world.on_school(Action::ManageAccounts);
    let manage = world.on_school(Action::ManageClasses);
    let (teacher, parent) = (&world.accounts[&Role::Teacher], &world.accounts[&Role::Parent]);
    let last_day = date(2026, 9, 20);
    let tx = world.write().await;
    let since = date(2026, 9, 1);
    let child = world.pupils[1].id;
    bonds::bind(&tx, &allowed, parent.id, child, Role::Parent, since, Some(last_day)).await.unwrap();
    for teaches in classes::staff(&tx).await.unwrap() {
        classes::end(&tx, &manage, &teaches, last_day).await.unwrap();
    }
    let group = everything::provision(&world);
    provisions::save(&tx, &manage, &group).await.unwrap();
    world.commit(tx, &allowed).await;

    for role in [Role::Parent, Role::Teacher] {
        assert!(!scope(&world, role, last_day).await.is_empty(), "{role:?} on the last day");
        assert!(scope(&world, role, date(2026, 9, 21)).await.is_empty(), "{role:?} after it");
    }
    let bound = bonds::of_pupil(&world.read(), child).await.unwrap();
    assert_eq!(bound.len(), 3, "parent, pupil and agency");
    let of_ta = scope(&world, Role::Ta, world.today()).await;
    let reached: Vec<_> = of_ta.pupils().iter().copied().collect();
    let mut expected = vec![world.pupils[0].id, child];
    expected.sort();
    assert_eq!(reached, expected, "assigned, and in the group");
    let later = scope(&world, Role::Ta, date(2026, 11, 2)).await;
    assert_eq!(later.pupils().len(), 1, "the place in the group has ended");

    let tx = world.write().await;
    let third = world.pupils[4].id;
    let mut other = everything::provision(&world);
    other.staff.clear();
    other.places.truncate(1);
    other.places[0].pupil = third;
    provisions::save(&tx, &manage, &other).await.unwrap();
    let cover = world.on_school(Action::ManageAccounts);
    covers::take(&tx, &cover, other.id, teacher.id, last_day).await.unwrap();
    covers::take(&tx, &cover, other.id, teacher.id, last_day).await.unwrap();
    world.commit(tx, &cover).await;
    assert_eq!(covers::on(&world.read(), last_day).await.unwrap(), [(other.id, teacher.id)]);
    let actor = actors::actor(&world.read(), teacher.id, last_day).await.unwrap().unwrap();
    let reaches =
        |actor: &domain::permissions::Actor, action| actor.may_to(action, world.pupils[4].subject());
    assert!(
        reaches(&actor, Action::LogSession) && !reaches(&actor, Action::ReadConcern),
        "cover is for the day's work"
    );
    let actor = actors::actor(&world.read(), teacher.id, date(2026, 9, 18)).await.unwrap().unwrap();
    assert!(!reaches(&actor, Action::SeeChild), "and for the day");
}

pub async fn a_class_is_reached_for_a_time(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let account = world.accounts[&Role::Teacher].id;
    let (class, manage) = (world.classes[1].id, world.on_school(Action::ManageClasses));
    let (day, until_on) = (date(2026, 9, 14), date(2026, 9, 18));
    let cover = ClassReach { class, account, extent: Extent::Cover, from_on: day, until_on: day };
    let ahead = ClassReach { extent: Extent::Ahead, from_on: date(2026, 9, 15), until_on, ..cover };
    let tx = world.write().await;
    class_reaches::give(&tx, &manage, &cover).await.unwrap();
    class_reaches::give(&tx, &manage, &ClassReach { until_on: day, ..ahead }).await.unwrap();
    class_reaches::give(&tx, &manage, &ahead).await.unwrap();
    world.commit(tx, &manage).await;
    let db = world.read();
    assert_eq!(class_reaches::on(&db, day).await.unwrap(), [cover]);
    assert_eq!(class_reaches::on(&db, until_on).await.unwrap(), [ahead]);
    assert_eq!(class_reaches::on(&twin.read(), day).await.unwrap(), []);
    let may = async |day, action| {
        let actor = actors::actor(&db, account, day).await.unwrap().unwrap();
        actor.may_to(action, world.pupils[4].subject())
    };
    assert!(may(day, Action::LogSession).await && !may(day, Action::ReadPlan).await);
    assert!(may(until_on, Action::ReadPlan).await && !may(until_on, Action::WritePlan).await);
    assert!(!may(date(2026, 9, 19), Action::SeeChild).await);
    let tx = world.write().await;
    class_reaches::take_back(&tx, &manage, class, Extent::Ahead).await.unwrap();
    world.commit(tx, &manage).await;
    assert!(!may(until_on, Action::SeeChild).await && may(day, Action::SeeChild).await);
}

pub async fn sign_ins_come_and_go(ground: Ground) {
    let store = ground.open().await;
    let world = World::make(&store).await;
    let account = world.accounts[&Role::Teacher].clone();
    let allowed = world.on_school(Action::ManageAccounts);
    let child = Some(world.pupils[0].id);
    assert_eq!(logins::get(&store, "first").await.unwrap(), None);
    for token in ["first", "second"] {
        let tx = world.write().await;
        logins::make(&tx, &allowed, token, account.id, child, "203.0.113.7", world.now()).await.unwrap();
        let event = world.event(Event::school(Happening::SignedIn, ""));
        logins::commit(tx, &allowed, world.now(), event).await.unwrap();
    }
    let login = logins::get(&store, "first").await.unwrap().unwrap();
    let at = world.now().instant;
    assert_eq!(
        (login.school, login.account, login.name.as_str()),
        (world.school.id, account.id, account.name.as_str())
    );
    assert_eq!((login.only_pupil, login.made_at, login.seen_at), (child, at, at));
    assert_eq!((login.last_in_at, login.last_in_from), (None, None), "never before");
    let second = logins::get(&store, "second").await.unwrap().unwrap();
    assert_eq!((second.last_in_at, second.last_in_from.as_deref()), (Some(at), Some("203.0.113.7")));
    assert_eq!(login.revision, schools::get(&store, world.school.id).await.unwrap().unwrap().revision);

    let later = world.clock.advance_minutes(7);
    logins::seen(&store, "first", later).await.unwrap();
    assert_eq!(logins::get(&store, "first").await.unwrap().unwrap().seen_at, later.instant);
    logins::end(&store, "first").await.unwrap();
    assert_eq!(logins::get(&store, "first").await.unwrap(), None);
    assert!(logins::get(&store, "second").await.unwrap().is_some());

    let tx = world.write().await;
    accounts::save(&tx, &allowed, &Account { active: false, ..account.clone() }).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(logins::get(&store, "second").await.unwrap(), None, "the account may not sign in");
    let tx = world.write().await;
    accounts::save(&tx, &allowed, &account).await.unwrap();
    logins::end_all(&tx, account.id).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(logins::get(&store, "second").await.unwrap(), None, "ended with the others");
}

pub async fn a_link_is_spent_once(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let allowed = world.on_school(Action::ManageAccounts);
    let link = Link {
        school: world.school.id,
        account: world.accounts[&Role::Parent].id,
        purpose: "sign-in".to_owned(),
        expires_at: world.now().instant + SignedDuration::from_mins(30),
        used_at: None,
    };
    let tx = world.write().await;
    for hash in ["kept", "late", "raced"] {
        logins::make_link(&tx, &allowed, hash, &link, world.now()).await.unwrap();
    }
    world.commit(tx, &allowed).await;
    assert_eq!(logins::link(&store, "kept").await.unwrap(), Some(link.clone()));
    assert_eq!(logins::link(&store, "unknown").await.unwrap(), None);

    let tx = twin.write().await;
    assert!(!logins::spend(&tx, "kept", world.now()).await.unwrap(), "a link of another school");
    drop(tx);
    let tx = world.write().await;
    assert!(logins::spend(&tx, "kept", world.now()).await.unwrap());
    assert!(!logins::spend(&tx, "kept", world.now()).await.unwrap(), "spent");
    world.commit(tx, &allowed).await;
    let used = logins::link(&store, "kept").await.unwrap().unwrap();
    assert_eq!(used, Link { used_at: Some(world.now().instant), ..link.clone() });

    let spends: Vec<_> = (0..4)
        .map(|_| {
            let (store, school, now) = (store.clone(), world.school.id, world.now());
            let allowed = world.on_school(Action::ManageAccounts);
            let event = world.event(Event::school(Happening::SignedIn, ""));
            tokio::spawn(async move {
                let tx = store.write(school).await.unwrap();
                let spent = logins::spend(&tx, "raced", now).await.unwrap();
                tx.commit(&allowed, now, [event]).await.unwrap();
                spent
            })
        })
        .collect();
    let mut spent = 0;
    for spend in spends {
        spent += u32::from(spend.await.unwrap());
    }
    assert_eq!(spent, 1, "of four at once");

    let open = Link { expires_at: world.now().instant + SignedDuration::from_mins(60), ..link.clone() };
    let tx = world.write().await;
    logins::make_link(&tx, &allowed, "older", &open, world.now()).await.unwrap();
    logins::spend_all(&tx, world.accounts[&Role::Senco].id, world.now()).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(logins::link(&store, "older").await.unwrap().unwrap().used_at, None, "somebody else’s");
    let tx = world.write().await;
    logins::spend_all(&tx, open.account, world.now()).await.unwrap();
    world.commit(tx, &allowed).await;
    assert!(logins::link(&store, "older").await.unwrap().unwrap().used_at.is_some());

    let late = world.clock.advance_minutes(31);
    let tx = world.write().await;
    assert!(!logins::spend(&tx, "late", late).await.unwrap(), "it has run out");
}

pub async fn failures_are_counted(ground: Ground) {
    let store = ground.open().await;
    let world = World::make(&store).await;
    assert_eq!(throttles::get(&store, "203.0.113.7").await.unwrap(), Failures::default());
    let now = world.now();
    for count in 1..=3 {
        let shut_until = (count == 3).then(|| now.instant + SignedDuration::from_mins(15));
        let failures = Failures { count, shut_until, since: Some(now.instant) };
        throttles::set(&store, "203.0.113.7", failures, now).await.unwrap();
        assert_eq!(throttles::get(&store, "203.0.113.7").await.unwrap(), failures);
    }
    throttles::forget(&store, "203.0.113.7").await.unwrap();
    assert_eq!(throttles::get(&store, "203.0.113.7").await.unwrap(), Failures::default());
}

pub async fn drafts_are_ones_own(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let (mine, hers) = (world.accounts[&Role::Teacher].id, world.accounts[&Role::Senco].id);
    drafts::keep(world.write().await, mine, "concern", "{}", "desk", world.now()).await.unwrap();
    let later = world.clock.advance_minutes(1);
    drafts::keep(world.write().await, mine, "concern", UGLY, "phone", later).await.unwrap();
    let db = world.read();
    let kept = Draft { fields: UGLY.to_owned(), saved_at: later.instant, device: "phone".to_owned() };
    assert_eq!(drafts::get(&db, mine, "concern").await.unwrap(), Some(kept));
    assert_eq!(drafts::get(&db, mine, "plan").await.unwrap(), None);
    assert_eq!(drafts::get(&db, hers, "concern").await.unwrap(), None);
    assert_eq!(drafts::get(&twin.read(), mine, "concern").await.unwrap(), None);
    drafts::forget(world.write().await, mine, "concern").await.unwrap();
    assert_eq!(drafts::get(&db, mine, "concern").await.unwrap(), None);
}

pub async fn people_at_a_form_are_seen(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let (mine, hers) = (world.accounts[&Role::Teacher].id, world.accounts[&Role::Senco].id);
    let first = world.now();
    presence::note(world.write().await, mine, "plan", first).await.unwrap();
    presence::note(world.write().await, mine, "plan", first).await.unwrap();
    presence::note(world.write().await, hers, "plan", first).await.unwrap();
    let there = |now| {
        let db = world.read();
        async move {
            let mut ids: Vec<_> =
                presence::at(&db, "plan", now).await.unwrap().into_iter().map(|one| one.account).collect();
            ids.sort_unstable();
            ids
        }
    };
    let mut both = vec![mine, hers];
    both.sort_unstable();
    assert_eq!(there(first).await, both);
    assert!(presence::at(&twin.read(), "plan", first).await.unwrap().is_empty());
    drafts::forget(world.write().await, hers, "plan").await.unwrap();
    assert_eq!(there(first).await, [mine]);
    assert!(there(world.clock.advance_minutes(1)).await.is_empty());
}

pub async fn what_a_device_sent_is_noted_once(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let (mine, hers) = (world.accounts[&Role::Ta].id, world.accounts[&Role::Senco].id);
    let now = world.now();
    let key = outbox::key(world.write().await, mine, "first", now).await.unwrap();
    assert_eq!(key, "first");
    assert_eq!(outbox::key(world.write().await, mine, "second", now).await.unwrap(), "first");
    let id = world.id::<domain::EntryId>().0;
    for outcome in ["waits", "done"] {
        let tx = world.write().await;
        outbox::receive(&tx, mine, &[(id, outcome.to_owned())], now).await.unwrap();
        outbox::close(tx).await.unwrap();
    }
    let known = |db: store::Reader, user| async move { outbox::outcomes(&db, user, &[id]).await.unwrap() };
    assert_eq!(known(world.read(), mine).await.get(&id).map(String::as_str), Some("done"));
    assert!(known(world.read(), hers).await.is_empty());
    assert!(known(twin.read(), mine).await.is_empty());
}

async fn queue(world: &World, to: &str) -> Mail {
    let mail = Mail {
        id: world.id(),
        school: world.school.id,
        to: to.to_owned(),
        subject: UGLY.to_owned(),
        body: UGLY.to_owned(),
        made_at: world.now().instant,
        sent_at: None,
        attempts: 0,
        fault: String::new(),
        files: vec![MailFile {
            name: "review.ics".to_owned(),
            kind: "text/calendar".to_owned(),
            text: UGLY.to_owned(),
        }],
    };
    let allowed = world.on_school(Action::ManageAccounts);
    let tx = world.write().await;
    mails::queue(&tx, &mail).await.unwrap();
    world.commit(tx, &allowed).await;
    mail
}

pub async fn a_mail_is_leased_by_one_and_settled(ground: Ground) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let first = queue(&world, "first@example.test").await;
    let second = queue(&world, "second@example.test").await;
    assert_eq!(mails::newest(&world.read(), 10).await.unwrap(), [second.clone(), first.clone()]);
    assert_eq!(mails::newest(&twin.read(), 10).await.unwrap(), []);

    let until = world.now().instant + SignedDuration::from_mins(2);
    let (one, other) = tokio::join!(
        mails::lease(&store, world.now(), until, 2),
        mails::lease(&store, world.now(), until, 2)
    );
    let leased: Vec<_> = one.unwrap().into_iter().chain(other.unwrap()).collect();
    assert_eq!(leased.len(), 2, "each to one server");
    assert_eq!(mails::lease(&store, world.now(), until, 2).await.unwrap(), []);

    mails::settle(&store, &first, world.now(), Ok(())).await.unwrap();
    let again = world.now().instant + SignedDuration::from_mins(10);
    mails::settle(&store, &second, world.now(), Err(("550 no such box".to_owned(), again))).await.unwrap();
    let [failed, sent] = mails::newest(&world.read(), 10).await.unwrap().try_into().unwrap();
    assert_eq!((sent.sent_at, sent.attempts), (Some(world.now().instant), 1));
    assert_eq!((failed.sent_at, failed.attempts, failed.fault.as_str()), (None, 1, "550 no such box"));

    let third = queue(&world, "third@example.test").await;
    let leased = mails::lease(&store, world.now(), until, 10).await.unwrap();
    assert_eq!(leased, [third.clone()], "the second waits for its time");
    let later = world.clock.advance_minutes(11);
    let lapsed = later.instant + SignedDuration::from_mins(2);
    let leased = mails::lease(&store, later, lapsed, 1).await.unwrap();
    assert_eq!(leased[0].to, third.to, "a lease that ran out is free, and none that is held is in the way");
    let leased = mails::lease(&store, later, lapsed, 1).await.unwrap();
    assert_eq!(leased[0].to, second.to);
}

/// The operator of the command line acts without an account.
pub async fn the_operator_is_named_in_events(ground: Ground) {
    let world = World::make(&ground.open().await).await;
    let operator = Actor::operator(world.school.id);
    let subject = world.pupils[0].subject();
    let allowed = testkit::world::granted(&operator, Action::ImportRoll, subject);
    let tx = world.write().await;
    let event = world.event(Event::pupil(Happening::PupilChanged, world.pupils[0].id, ""));
    tx.commit(&allowed, world.now(), [event]).await.unwrap();
    let events = store::queries::events::of_pupil(&world.read(), world.pupils[0].id, 1).await.unwrap();
    assert_eq!(events[0].who, domain::permissions::Who::Operator);
}
