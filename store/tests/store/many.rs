//! What imports and year ends write in one statement for many, and the lists that they read before.

use domain::{
    audit::{Event, Happening},
    census::{SenProvision, SenType},
    date,
    pathway::SupportState,
    people::{Class, Contact, ContactNeeds, Pupil, Role, YearGroup},
    permissions::Action,
};
use jiff::SignedDuration;
use store::{
    StoreFault,
    queries::{
        accounts, bonds, classes, contacts, events, logins, mails, pupils,
        records::{self, Record, Round},
        schools, scores, sessions, staged,
        statuses::{self, Need, Status},
    },
};
use testkit::{Ground, World};

use crate::everything::{self, MONDAY, UGLY};

async fn written(ground: &Ground) -> (World, World, everything::Everything) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let everything = everything::write(&world).await;
    (world, twin, everything)
}

macro_rules! not_covered {
    ($what:expr) => {
        let refused = $what.await;
        assert!(matches!(refused, Err(StoreFault::NotCovered { .. })), "{}: {refused:?}", stringify!($what));
    };
}

pub async fn pupils_are_renewed_and_placed(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let roll = world.on_school(Action::ImportRoll);
    let db = world.read();
    let before = pupils::for_roll(&db).await.unwrap();
    let renewed: Vec<_> = before
        .values()
        .map(|(pupil, _)| (Pupil { surname: UGLY.to_owned(), ..pupil.clone() }, "digest".to_owned()))
        .collect();
    let tx = world.write().await;
    pupils::renew(&tx, &roll, &renewed).await.unwrap();
    world.commit(tx, &roll).await;
    for (pupil, digest) in pupils::for_roll(&db).await.unwrap().into_values() {
        let (was, _) = &before[pupil.upn.as_str()];
        assert_eq!(pupil, Pupil { surname: UGLY.to_owned(), version: was.version + 1, ..was.clone() });
        assert_eq!(digest, "digest");
    }

    let two = [world.pupils[0].id, world.pupils[1].id];
    let tx = world.write().await;
    let class = world.classes[1].id;
    pupils::place(&tx, &roll, &two, Some(class), Some(YearGroup(4))).await.unwrap();
    pupils::place(&tx, &roll, &[world.pupils[2].id], None, None).await.unwrap();
    world.commit(tx, &roll).await;
    let placed: Vec<_> = pupils::among(&db, &world.whole(), world.pupils.iter().take(3).map(|p| p.id))
        .await
        .unwrap()
        .into_iter()
        .map(|pupil| (pupil.id == world.pupils[2].id, pupil.class, pupil.year.0))
        .collect();
    assert_eq!(placed.len(), 3);
    for placed in placed {
        assert!(matches!(placed, (true, None, 3)) || placed == (false, Some(class), 4), "{placed:?}");
    }
    let all = || world.pupils.iter().chain(&twin.pupils).map(|pupil| pupil.id);
    assert_eq!(pupils::among(&db, &world.whole(), all()).await.unwrap().len(), 5);
    assert_eq!(pupils::among(&db, &world.scope(Role::Parent), all()).await.unwrap().len(), 1);
    assert_eq!(pupils::among(&db, &world.whole(), []).await.unwrap(), []);

    let of_first = world.on_child(Action::ImportRoll, 0);
    let tx = world.write().await;
    not_covered!(pupils::renew(&tx, &of_first, &renewed));
    not_covered!(pupils::renew(&tx, &roll, &[(twin.pupils[0].clone(), String::new())]));
    not_covered!(pupils::place(&tx, &of_first, &two, None, None));
}

pub async fn contacts_are_renewed(ground: Ground) {
    let (world, _, everything::Everything { contact, .. }) = written(&ground).await;
    let roll = world.on_school(Action::ImportRoll);
    let new = Contact {
        id: world.id(),
        position: 2,
        account: None,
        responsibility: Some(false),
        ..contact.clone()
    };
    let told = Contact {
        surname: "Renamed".to_owned(),
        phones: vec![],
        barred: true,
        account: None,
        responsibility: None,
        needs: ContactNeeds::default(),
        ..contact.clone()
    };
    let tx = world.write().await;
    contacts::renew(&tx, &roll, &[told.clone(), new.clone()]).await.unwrap();
    not_covered!(contacts::renew(&tx, &world.on_child(Action::ImportRoll, 0), &[told.clone()]));
    world.commit(tx, &roll).await;
    let stays =
        Contact { barred: contact.barred, account: contact.account, needs: contact.needs.clone(), ..told };
    assert_eq!(contacts::of_pupil(&world.read(), contact.pupil).await.unwrap(), [stays.clone(), new.clone()]);
    let reads = Contact {
        needs: ContactNeeds { interpreter: UGLY.to_owned(), large_print: false, other_format: String::new() },
        ..stays
    };
    let tx = world.write().await;
    not_covered!(contacts::set_needs(&tx, &world.on_child(Action::SendPapers, 0), &reads));
    contacts::set_needs(&tx, &world.on_child(Action::SendPapers, 1), &reads).await.unwrap();
    world.commit(tx, &roll).await;
    assert_eq!(contacts::of_pupil(&world.read(), contact.pupil).await.unwrap(), [reads, new]);
}

pub async fn histories_are_replaced(ground: Ground) {
    let (world, _, everything::Everything { status, need, .. }) = written(&ground).await;
    let (db, roll) = (world.read(), world.on_school(Action::ImportRoll));
    let (one, two) = (world.pupils[0].id, world.pupils[1].id);
    let spell = |pupil, from_on| Status { pupil, from_on, until_on: None, ..status.clone() };
    let need_of = |pupil, rank, need: SenType| Need { pupil, rank, need, from_on: None, until_on: None };
    let spells = [spell(one, date(2026, 1, 5)), spell(two, date(2026, 1, 6))];
    let mut needs = vec![need_of(one, 1, SenType::ALL[2]), need_of(two, 1, need.need)];
    let tx = world.write().await;
    statuses::replace_histories(&tx, &roll, &[one, two], &spells).await.unwrap();
    statuses::replace_all_needs(&tx, &roll, &[one, two], &needs).await.unwrap();
    let of_first = world.on_child(Action::ImportRoll, 0);
    not_covered!(statuses::replace_histories(&tx, &of_first, &[one], &spells));
    not_covered!(statuses::replace_all_needs(&tx, &of_first, &[one, two], &[]));
    not_covered!(statuses::replace(&tx, &of_first, two, &[], (SenProvision::N, None)));
    world.commit(tx, &roll).await;
    assert_eq!(statuses::history(&db, None).await.unwrap(), spells);
    needs.sort_by_key(|need| need.pupil);
    assert_eq!(statuses::needs(&db, None).await.unwrap(), needs);

    let tx = world.write().await;
    let only = spell(one, date(2026, 2, 2));
    statuses::replace(&tx, &of_first, one, &[only.clone()], (SenProvision::E, None)).await.unwrap();
    world.commit(tx, &of_first).await;
    assert_eq!(statuses::history(&db, Some(one)).await.unwrap(), [only]);
    let child = pupils::get(&db, &world.whole(), one).await.unwrap().unwrap();
    assert_eq!((child.provision, child.main_need), (SenProvision::E, None));
}

pub async fn records_are_renewed(ground: Ground) {
    let (world, twin, everything::Everything { record, round, .. }) = written(&ground).await;
    let (db, roll) = (world.read(), world.on_school(Action::ImportRoll));
    let mut known = records::get(&db, record.pupil).await.unwrap();
    known.state.support = Some(SupportState::Monitoring);
    let mut new = Record::none(world.pupils[1].id);
    new.state.support = Some(SupportState::Iep);
    let rounds = [
        Round { closed_on: Some(MONDAY), words: "closed".to_owned(), ..round.clone() },
        Round { pupil: new.pupil, ..round.clone() },
    ];
    let tx = world.write().await;
    records::renew(&tx, &roll, &[known.clone(), new.clone()]).await.unwrap();
    records::save_rounds(&tx, &roll, &rounds).await.unwrap();
    let of_first = world.on_child(Action::MoveAlong, 0);
    not_covered!(records::renew(&tx, &of_first, &[new.clone()]));
    not_covered!(records::save_rounds(&tx, &of_first, &rounds));
    world.commit(tx, &roll).await;
    let mut expected = [Record { version: 2, ..known }, Record { version: 1, ..new }];
    expected.sort_by_key(|record| record.pupil);
    let mut all = records::all(&db).await.unwrap();
    all.sort_by_key(|record| record.pupil);
    assert_eq!(all, expected);
    let mut all = records::all_rounds(&db).await.unwrap();
    all.sort_by_key(|round| round.closed_on.is_none());
    assert_eq!(all, rounds);
    assert_eq!(records::all(&twin.read()).await.unwrap(), []);
    assert_eq!(records::all_rounds(&twin.read()).await.unwrap(), []);
}

pub async fn events_of_kinds_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let child = world.pupils[0].id;
    let allowed = world.on_child(Action::MoveAlong, 0);
    world.clock.advance_minutes(1);
    let tx = world.write().await;
    let moved = world.event(Event::pupil(Happening::MovedOn, child, "to-adapts"));
    tx.commit(&allowed, world.now(), [moved]).await.unwrap();
    let kinds = [Happening::MovedOn, Happening::EntryAdded];
    let found = events::of_pupil_and_kinds(&world.read(), child, &kinds).await.unwrap();
    let what: Vec<_> = found.iter().map(|event| event.what).collect();
    assert_eq!(what, [Happening::EntryAdded, Happening::MovedOn], "oldest first");
    let moves = events::of_pupil_and_kinds(&world.read(), child, &kinds[..1]).await.unwrap();
    assert_eq!(moves.len(), 1);
    assert_eq!(events::of_pupil_and_kinds(&twin.read(), child, &kinds).await.unwrap(), []);
    let until = async |scope, instant| events::until(&world.read(), &scope, &kinds, instant).await.unwrap();
    let what = |found: Vec<events::Happened>| found.iter().map(|event| event.what).collect::<Vec<_>>();
    let now = world.now().instant;
    assert_eq!(what(until(world.whole(), now).await), [Happening::EntryAdded, Happening::MovedOn]);
    let before = now - jiff::SignedDuration::from_secs(30);
    assert_eq!(what(until(world.whole(), before).await), [Happening::EntryAdded]);
    assert_eq!(what(until(world.scope(Role::Teacher), now).await).len(), 2, "the class has the child");
    assert_eq!(events::until(&twin.read(), &twin.whole(), &kinds, now).await.unwrap(), []);
    let of_school = events::of_school(&world.read(), &[Happening::SchoolMade], 5).await.unwrap();
    assert_eq!(of_school.len(), 1);
    assert_eq!(events::of_school(&world.read(), &kinds, 5).await.unwrap(), [], "those are a child's");
}

pub async fn bonds_and_roles_come_back(ground: Ground) {
    let (world, _, _) = written(&ground).await;
    let db = world.read();
    let allowed = world.on_school(Action::ManageAccounts);
    let (teacher, parent) = (world.accounts[&Role::Teacher].id, world.accounts[&Role::Parent].id);
    let before = schools::get_in(&db).await.unwrap().unwrap().revision;
    let tx = world.write().await;
    accounts::grant(&tx, &allowed, teacher, Role::Parent).await.unwrap();
    accounts::grant(&tx, &allowed, teacher, Role::Parent).await.unwrap();
    not_covered!(accounts::grant(&tx, &allowed, teacher, Role::Head));
    world.commit(tx, &allowed).await;
    let now = accounts::get(&db, teacher).await.unwrap().unwrap();
    assert_eq!(now.roles, [Role::Teacher, Role::Parent]);
    assert!(schools::get_in(&db).await.unwrap().unwrap().revision > before, "whoever caches reads anew");
    let [bond] = bonds::of_account(&db, parent, world.today()).await.unwrap().try_into().unwrap();
    assert_eq!((bond.pupil, bond.role, bond.until_on), (world.pupils[1].id, Role::Parent, None));
    assert_eq!(bonds::of_account(&db, parent, date(2026, 8, 31)).await.unwrap(), []);
    assert_eq!(bonds::of_account(&db, teacher, world.today()).await.unwrap(), []);
}

pub async fn sessions_and_weeks_come_back_in_lists(ground: Ground) {
    let (world, twin, everything::Everything { session, .. }) = written(&ground).await;
    let db = world.read();
    let of_provision = sessions::of_provision(&db, session.provision).await.unwrap();
    assert_eq!(of_provision.iter().map(|session| session.id).collect::<Vec<_>>(), [session.id]);
    assert_eq!(sessions::of_provision(&twin.read(), session.provision).await.unwrap(), []);
    let logged = sessions::logged_on(&db, MONDAY).await.unwrap();
    assert_eq!(logged.into_iter().collect::<Vec<_>>(), [(session.provision, "shortened".to_owned())]);
    assert!(sessions::logged_on(&twin.read(), MONDAY).await.unwrap().is_empty());
    let week = date(2026, 9, 7);
    let closed = scores::closed_since(&db, week).await.unwrap();
    let by = Some(world.accounts[&Role::Senco].id);
    assert_eq!(closed, [(week, world.now().instant, by, UGLY.to_owned())]);
    assert_eq!(scores::closed_since(&db, MONDAY).await.unwrap(), []);
    assert_eq!(scores::closed_since(&twin.read(), week).await.unwrap(), []);
}

pub async fn imports_that_wait_are_listed_and_forgotten(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let (db, allowed) = (world.read(), world.on_school(Action::ImportRoll));
    let later = world.clock.advance_minutes(60);
    let id = world.id();
    let tx = world.write().await;
    let content = format!("{{\"file\":\"Staff \\\"new\\\" – Łódź.csv\",\"sheet\":\"{}\"}}", "ł".repeat(4000));
    staged::keep(&tx, &allowed, id, "staff", &content, later).await.unwrap();
    world.commit(tx, &allowed).await;
    let waiting = staged::waiting(&db).await.unwrap();
    let files: Vec<_> = waiting.iter().map(|import| import.file.as_str()).collect();
    assert_eq!(files, ["Staff \"new\" – Łódź.csv", ""], "a content that does not begin with a file’s name");
    assert_eq!(waiting.iter().map(|import| import.kind.as_str()).collect::<Vec<_>>(), ["staff", "roll"]);
    assert_eq!((waiting[0].id, waiting[0].by, waiting[0].at), (id, None, later.instant), "by the operator");
    assert!(staged::waiting(&twin.read()).await.unwrap().is_empty());
    let tx = world.write().await;
    staged::forget_older(&tx, &["roll"], later.instant - SignedDuration::from_mins(30)).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(staged::waiting(&db).await.unwrap().len(), 1);
}

pub async fn work_is_handed_over(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let db = world.read();
    let allowed = world.on_school(Action::ManageAccounts);
    let (ta, teacher) = (world.accounts[&Role::Ta].id, world.accounts[&Role::Teacher].id);
    let on = date(2026, 10, 1);
    let tx = world.write().await;
    let of_child = world.on_child(Action::LogSession, 0);
    not_covered!(bonds::hand_over(&tx, &of_child, ta, teacher, on));
    bonds::hand_over(&tx, &allowed, ta, teacher, on).await.unwrap();
    world.commit(tx, &allowed).await;
    let access = bonds::of_pupil(&db, world.pupils[0].id).await.unwrap();
    let days: Vec<_> =
        access.iter().map(|access| (access.account, access.from_on, access.until_on)).collect();
    assert_eq!(days, [(ta, date(2026, 9, 1), Some(date(2026, 9, 30))), (teacher, on, None)]);
    assert!(access[0].runs_on(date(2026, 9, 30)) && !access[0].runs_on(on) && access[1].runs_on(on));
    assert_eq!(bonds::of_pupil(&twin.read(), world.pupils[0].id).await.unwrap(), []);
    // Handed over once more, from an earlier day: who follows has them from then on, and goes on having them.
    let earlier = date(2026, 9, 21);
    let tx = world.write().await;
    bonds::hand_over(&tx, &allowed, ta, teacher, earlier).await.unwrap();
    world.commit(tx, &allowed).await;
    let access = bonds::of_pupil(&db, world.pupils[0].id).await.unwrap();
    assert_eq!((access[1].account, access[1].from_on, access[1].until_on), (teacher, earlier, None));
}

pub async fn ways_in_come_back(ground: Ground) {
    let (world, _, _) = written(&ground).await;
    let allowed = world.on_school(Action::ManageAccounts);
    let (senco, head) = (world.accounts[&Role::Senco].id, world.accounts[&Role::Head].id);
    let tx = world.write().await;
    accounts::set_password(&tx, &allowed, senco, "$argon2id$…").await.unwrap();
    logins::make(&tx, &allowed, "token", senco, None, "203.0.113.7", world.now()).await.unwrap();
    world.commit(tx, &allowed).await;
    let ways = accounts::ways_in(&world.read()).await.unwrap();
    assert_eq!(ways.len(), Role::ALL.len());
    assert_eq!((ways[&senco].has_password, ways[&senco].last_in_at), (true, Some(world.now().instant)));
    assert_eq!((ways[&head].has_password, ways[&head].last_in_at), (false, None));
}

pub async fn classes_change_and_are_counted(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let (db, allowed) = (world.read(), world.on_school(Action::ManageClasses));
    let [first, second] = [0, 1].map(|class| world.classes[class].clone());
    let changed = Class { name: "3 Ash".to_owned(), year: YearGroup(2), ..first.clone() };
    let [teaching] = classes::staff(&db).await.unwrap().try_into().unwrap();
    let tx = world.write().await;
    classes::save(&tx, &allowed, &changed).await.unwrap();
    let before = domain::calendar::count::days_after(teaching.from_on, -1);
    classes::end(&tx, &allowed, &teaching, before).await.unwrap();
    pupils::place(&tx, &allowed, &[world.pupils[2].id], None, None).await.unwrap();
    pupils::leave(&tx, &allowed, &[world.pupils[4].id], world.today()).await.unwrap();
    not_covered!(classes::save(&tx, &twin.on_school(Action::ManageClasses), &changed));
    world.commit(tx, &allowed).await;
    assert_eq!(classes::of_year(&db, 2026).await.unwrap(), [changed, second.clone()]);
    assert_eq!(classes::staff(&db).await.unwrap(), []);
    assert_eq!(classes::staff(&twin.read()).await.unwrap().len(), 1);
    let sizes: Vec<_> = classes::sizes(&db).await.unwrap().into_iter().collect();
    let mut expected = vec![(None, 1), (Some(first.id), 2), (Some(second.id), 1)];
    expected.sort();
    assert_eq!(sizes, expected);
}

pub async fn mails_are_counted_and_tried_again(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let (db, allowed) = (world.read(), world.on_school(Action::ManageAccounts));
    assert_eq!(mails::counts(&db).await.unwrap(), (1, 0));
    let until = world.now().instant + SignedDuration::from_mins(1);
    let [mail] = mails::lease(&world.store, world.now(), until, 9).await.unwrap().try_into().unwrap();
    let much_later = world.now().instant + SignedDuration::from_hours(24);
    mails::settle(&world.store, &mail, world.now(), Err(("550".to_owned(), much_later))).await.unwrap();
    let [failed] = mails::not_sent(&db, 9).await.unwrap().try_into().unwrap();
    assert_eq!((failed.id, failed.attempts, failed.fault.as_str()), (mail.id, 1, "550"));
    assert_eq!(mails::not_sent(&twin.read(), 9).await.unwrap(), []);

    let later = world.clock.advance_minutes(5);
    let tx = twin.write().await;
    let theirs = twin.on_school(Action::ManageAccounts);
    mails::try_again(&tx, &theirs, mail.id, later).await.unwrap();
    twin.commit(tx, &theirs).await;
    let until = later.instant + SignedDuration::from_mins(1);
    assert_eq!(mails::lease(&world.store, later, until, 9).await.unwrap(), [], "not another school's to ask");
    let tx = world.write().await;
    mails::try_again(&tx, &allowed, mail.id, later).await.unwrap();
    world.commit(tx, &allowed).await;
    let [again] = mails::lease(&world.store, later, until, 9).await.unwrap().try_into().unwrap();
    mails::settle(&world.store, &again, later, Ok(())).await.unwrap();
    assert_eq!(mails::counts(&db).await.unwrap(), (0, 1));
    assert_eq!(mails::counts(&twin.read()).await.unwrap(), (0, 0));
}
