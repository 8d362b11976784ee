//! What each query writes is what each query reads; another child's and another school's rows do not answer.

use domain::{
    ProvisionId,
    audit::Happening,
    census::{SenProvision, SenType},
    date,
    people::{Bar, BarFrom, BarGround, Care, CareWorker, Contact, Role, YearGroup},
    permissions::Action,
    progress::Score,
};
use store::queries::{
    cares, contacts, events, files, looks,
    provisions::{self, Provision},
    pupils,
    records::{self, Record, Round},
    scores::{self, Attainment},
    sent_papers,
    sessions::{self, Session},
    statuses,
};
use testkit::{Ground, World};

use crate::everything::{self, Everything, MONDAY, UGLY};

/// A world and its twin beside it, with everything written in the first only.
pub(crate) async fn written(ground: &Ground) -> (World, World, Everything) {
    let store = ground.open().await;
    let (world, twin) = (World::make(&store).await, World::numbered(&store, 2).await);
    let everything = everything::write(&world).await;
    (world, twin, everything)
}

pub async fn contacts_come_back(ground: Ground) {
    let (world, twin, Everything { contact, .. }) = written(&ground).await;
    let db = world.read();
    assert_eq!(contacts::of_pupil(&db, contact.pupil).await.unwrap(), [contact.clone()]);
    assert_eq!(contacts::all(&db).await.unwrap(), [contact.clone()]);
    assert_eq!(contacts::all(&twin.read()).await.unwrap(), []);

    let roll = world.on_school(Action::ImportRoll);
    let tx = world.write().await;
    let joined = Contact { email: UGLY.to_owned(), ..contact.clone() };
    contacts::save(&tx, &roll, &joined).await.unwrap();
    let uncle = Contact { id: world.id(), position: 2, account: None, ..contact.clone() };
    let aunt = Contact { id: world.id(), position: 3, ..uncle.clone() };
    contacts::make(&tx, &roll, &[uncle.clone(), aunt.clone()]).await.unwrap();
    let bar = Bar {
        from: BarFrom::Child,
        ground: BarGround::SafeguardingLead,
        why: UGLY.to_owned(),
        decided_on: MONDAY,
        decided_by: UGLY.to_owned(),
        filed: UGLY.to_owned(),
        over: None,
    };
    let from_meetings = Bar { from: BarFrom::Meetings, ..bar.clone() };
    contacts::set_bar(&tx, &roll, &aunt, Some(&from_meetings)).await.unwrap();
    world.commit(tx, &roll).await;
    let kept = Contact { kept_from_meetings: true, ..aunt.clone() };
    assert_eq!(contacts::of_pupil(&db, contact.pupil).await.unwrap(), [joined.clone(), uncle.clone(), kept]);
    assert_eq!(contacts::bars(&db, contact.pupil).await.unwrap(), [(aunt.id, from_meetings.clone())]);

    let tx = world.write().await;
    let bar = Bar { over: Some(Box::new(from_meetings)), ..bar };
    contacts::set_bar(&tx, &roll, &aunt, Some(&bar)).await.unwrap();
    world.commit(tx, &roll).await;
    let barred = Contact { barred: true, kept_from_meetings: true, ..aunt.clone() };
    let all = [joined.clone(), uncle.clone(), barred.clone()];
    assert_eq!(contacts::of_pupil(&db, contact.pupil).await.unwrap(), all);
    assert_eq!(contacts::of_pupils(&db, [contact.pupil]).await.unwrap(), all);
    assert_eq!(contacts::bars(&db, contact.pupil).await.unwrap(), [(aunt.id, bar)]);
    assert_eq!(contacts::bars(&twin.read(), contact.pupil).await.unwrap(), []);

    let tx = world.write().await;
    contacts::remove(&tx, &roll, &[contact.id, uncle.id, aunt.id]).await.unwrap();
    world.commit(tx, &roll).await;
    let stay = [joined.clone(), barred];
    assert_eq!(
        contacts::of_pupil(&db, contact.pupil).await.unwrap(),
        stay,
        "one with an account, and who is barred"
    );

    let tx = world.write().await;
    contacts::set_bar(&tx, &roll, &aunt, None).await.unwrap();
    world.commit(tx, &roll).await;
    assert_eq!(contacts::bars(&db, contact.pupil).await.unwrap(), []);
    assert_eq!(contacts::of_pupil(&db, contact.pupil).await.unwrap(), [joined, aunt]);
}

pub async fn care_comes_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let (db, child) = (world.read(), world.pupils[0].id);
    assert_eq!(cares::of_pupil(&db, child).await.unwrap(), Care::default());
    let social_worker = CareWorker {
        id: Some(world.id()),
        name: UGLY.to_owned(),
        phone: UGLY.to_owned(),
        email: UGLY.to_owned(),
    };
    let care = Care { social_worker, pep_on: Some(MONDAY), consent: UGLY.to_owned(), ..Care::default() };
    let before = pupils::get(&db, &world.whole(), child).await.unwrap().unwrap();
    let edit = world.on_child(Action::EditKeyFacts, 0);
    let tx = world.write().await;
    cares::save(&tx, &edit, child, &care).await.unwrap();
    world.commit(tx, &edit).await;
    assert_eq!(cares::of_pupil(&db, child).await.unwrap(), care);
    assert_eq!(cares::of_pupil(&db, world.pupils[1].id).await.unwrap(), Care::default());
    assert_eq!(cares::of_pupil(&twin.read(), child).await.unwrap(), Care::default());
    let after = pupils::get(&db, &world.whole(), child).await.unwrap().unwrap();
    assert_eq!(after.version, before.version + 1);
    let roll = world.on_school(Action::ImportRoll);
    let tx = world.write().await;
    pupils::renew(&tx, &roll, &[(after, "{}".to_owned())]).await.unwrap();
    world.commit(tx, &roll).await;
    assert_eq!(cares::of_pupil(&db, child).await.unwrap(), care, "an import of the roll leaves it");
}

pub async fn files_come_back_piece_by_piece(ground: Ground) {
    let (world, twin, Everything { file, .. }) = written(&ground).await;
    let (db, child) = (world.read(), world.pupils[0].id);
    assert_eq!(files::get(&db, child, file.id).await.unwrap(), Some(file.clone()));
    assert_eq!(files::of_pupil(&db, child).await.unwrap(), [file.clone()]);
    assert_eq!(files::piece(&db, file.id, 0).await.unwrap(), Some(vec![7; files::PIECE]));
    assert_eq!(files::piece(&db, file.id, 1).await.unwrap(), Some(vec![0, 255, 0]));
    assert_eq!(files::piece(&db, file.id, 2).await.unwrap(), None);
    assert_eq!(files::get(&db, world.pupils[1].id, file.id).await.unwrap(), None, "another child's");
    assert_eq!(files::of_pupil(&db, world.pupils[1].id).await.unwrap(), []);
    assert_eq!(files::get(&twin.read(), child, file.id).await.unwrap(), None, "another school's");
    assert_eq!(files::piece(&twin.read(), file.id, 0).await.unwrap(), None);
    let digests = [file.digest.clone(), "no such digest".to_owned()];
    let elsewhere = async |of: &World, child: usize| {
        files::digests_elsewhere(&of.read(), of.pupils[child].id, &digests)
            .await
            .unwrap()
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(elsewhere(&world, 0).await, [""; 0], "it is this child's own");
    assert_eq!(elsewhere(&world, 1).await, [file.digest.clone()]);
    let by_the_twin = files::digests_elsewhere(&twin.read(), world.pupils[1].id, &digests).await.unwrap();
    assert!(by_the_twin.is_empty(), "another school's files are not looked at");
    assert!(files::digests_elsewhere(&db, child, &[]).await.unwrap().is_empty());
}

pub async fn statuses_come_back(ground: Ground) {
    let (world, twin, Everything { status, need, .. }) = written(&ground).await;
    let db = world.read();
    let history = statuses::history(&db, Some(status.pupil)).await.unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!(history[1], status);
    assert_eq!(statuses::history(&db, None).await.unwrap(), history);
    assert_eq!(statuses::history(&twin.read(), None).await.unwrap(), []);
    assert_eq!(statuses::needs(&db, Some(need.pupil)).await.unwrap(), [need.clone()]);
    assert_eq!(statuses::needs(&db, None).await.unwrap(), [need.clone()]);
    let child = pupils::get(&db, &world.whole(), status.pupil).await.unwrap().unwrap();
    assert_eq!((child.provision, child.main_need), (SenProvision::K, Some(need.need)));

    let allowed = world.on_child(Action::MoveAlong, 0);
    let tx = world.write().await;
    let other = statuses::Need { rank: 2, need: SenType::ALL[1], from_on: None, ..need };
    statuses::replace_needs(&tx, &allowed, status.pupil, std::slice::from_ref(&other)).await.unwrap();
    let ended = statuses::Status { until_on: Some(date(2026, 10, 1)), ..status };
    statuses::save(&tx, &allowed, ended.pupil, std::slice::from_ref(&ended), (SenProvision::N, None))
        .await
        .unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(statuses::needs(&db, None).await.unwrap(), [other]);
    assert_eq!(statuses::history(&db, None).await.unwrap()[1], ended, "the same first day changes the rest");
}

pub async fn records_come_back(ground: Ground) {
    let (world, twin, Everything { record, round, .. }) = written(&ground).await;
    let db = world.read();
    let saved = Record { version: 1, ..record };
    assert_eq!(records::get(&db, saved.pupil).await.unwrap(), saved);
    let untouched = world.pupils[2].id;
    assert_eq!(records::get(&db, untouched).await.unwrap(), Record::none(untouched));
    for open_only in [true, false] {
        let listed = records::list(&db, &world.whole(), open_only).await.unwrap();
        assert_eq!(listed.iter().map(|(record, _)| record).collect::<Vec<_>>(), [&saved]);
        assert_eq!(listed[0].1.id, saved.pupil);
    }
    assert_eq!(records::list(&twin.read(), &twin.whole(), false).await.unwrap(), []);
    assert_eq!(records::rounds(&db, round.pupil).await.unwrap(), [round.clone()]);
    let until = round.watch_until.unwrap();
    assert_eq!(records::watched(&db, until, until).await.unwrap(), [round.clone()]);
    assert_eq!(records::watched(&db, date(2026, 1, 1), date(2026, 11, 30)).await.unwrap(), []);
    assert_eq!(records::watched(&twin.read(), until, until).await.unwrap(), []);

    let allowed = world.on_child(Action::MoveAlong, 0);
    let tx = world.write().await;
    let closed = Round {
        closed_on: Some(date(2026, 10, 1)),
        reason: Some(domain::pathway::CloseReason::ConcernResolved),
        watch_until: None,
        ..round
    };
    records::save_round(&tx, &allowed, &closed).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(records::rounds(&db, closed.pupil).await.unwrap(), [closed]);
}

pub async fn provisions_come_back(ground: Ground) {
    let (world, twin, Everything { provision, .. }) = written(&ground).await;
    let db = world.read();
    let saved = Provision { version: 1, ..provision };
    assert_eq!(provisions::get(&db, saved.id).await.unwrap(), Some(saved.clone()));
    assert_eq!(provisions::get(&twin.read(), saved.id).await.unwrap(), None);
    assert_eq!(provisions::get(&db, world.id::<ProvisionId>()).await.unwrap(), None);
    assert_eq!(provisions::between(&db, saved.until_on, date(2027, 1, 1)).await.unwrap(), [saved.clone()]);
    assert_eq!(provisions::between(&db, date(2026, 1, 1), date(2026, 9, 13)).await.unwrap(), []);
    assert_eq!(provisions::of_scope(&db, &world.whole()).await.unwrap(), [saved.clone()]);
    assert_eq!(provisions::of_scope(&db, &twin.whole()).await.unwrap(), [], "a scope of another school");
    assert_eq!(provisions::of_pupil(&db, world.pupils[1].id).await.unwrap(), [saved.clone()]);
    assert_eq!(provisions::of_pupil(&db, world.pupils[2].id).await.unwrap(), []);
    assert!(saved.runs_on(MONDAY) && !saved.runs_on(date(2026, 9, 15)));
    assert_eq!(saved.children_on(date(2026, 11, 2)).count(), 1);

    let allowed = world.on_school(Action::ImportRoll);
    let tx = world.write().await;
    let mut changed = saved.clone();
    changed.staff = vec![];
    changed.weekdays = vec![5];
    changed.places[0].until_on = Some(date(2026, 9, 30));
    provisions::save(&tx, &allowed, &changed).await.unwrap();
    world.commit(tx, &allowed).await;
    let now = provisions::get(&db, saved.id).await.unwrap();
    assert_eq!(now, Some(Provision { version: 2, ..changed }));
}

pub async fn sessions_come_back(ground: Ground) {
    let (world, twin, Everything { session, .. }) = written(&ground).await;
    let db = world.read();
    let saved = Session { version: 1, ..session };
    assert_eq!(sessions::on(&db, saved.provision, MONDAY).await.unwrap(), Some(saved.clone()));
    assert_eq!(sessions::on(&db, saved.provision, date(2026, 9, 16)).await.unwrap(), None);
    assert_eq!(sessions::on(&twin.read(), saved.provision, MONDAY).await.unwrap(), None);
    assert_eq!(sessions::between(&db, MONDAY, MONDAY).await.unwrap(), [saved.clone()]);
    assert_eq!(sessions::between(&twin.read(), MONDAY, MONDAY).await.unwrap(), []);
    for child in [0, 1] {
        let child = world.pupils[child].id;
        let mut own = saved.clone();
        own.children.retain(|at| at.pupil == child);
        assert_eq!(own.children.len(), 1);
        assert_eq!(sessions::of_pupil(&db, child).await.unwrap(), [own.clone()]);
        let placed = provisions::of_pupil(&db, child).await.unwrap();
        let of_groups = sessions::of_groups_of(&db, child).await.unwrap();
        assert_eq!(of_groups, if placed.is_empty() { vec![] } else { vec![own] });
    }
    assert_eq!(sessions::of_pupil(&db, world.pupils[2].id).await.unwrap(), []);
    assert_eq!(sessions::of_groups_of(&db, world.pupils[2].id).await.unwrap(), []);
    assert_eq!(sessions::of_provision(&db, saved.provision).await.unwrap(), [saved.clone()]);
    assert!(saved.took_place());
    let scope = world.actor(Role::Senco).scope();
    let said = sessions::written(&db, &scope, MONDAY).await.unwrap();
    assert_eq!(said.len(), 2, "a row for each child");
    for row in &said {
        assert_eq!((row.session, row.provision, row.on), (saved.id, saved.provision, MONDAY));
        assert_eq!((row.message.as_str(), row.line.as_str()), (UGLY, UGLY));
        assert_eq!(
            (row.logged_by, row.by.as_str()),
            (saved.logged_by, world.accounts[&Role::Ta].name.as_str())
        );
    }
    let later = domain::calendar::count::days_after(MONDAY, 1);
    assert_eq!(sessions::written(&db, &scope, later).await.unwrap(), []);
    let of_twin = twin.actor(Role::Senco).scope();
    assert_eq!(sessions::written(&twin.read(), &of_twin, MONDAY).await.unwrap(), []);

    let group = provisions::get(&db, saved.provision).await.unwrap().unwrap();
    let class = world.classes[0].id;
    let whole =
        provisions::Provision { id: world.id(), class: Some(class), places: Vec::new(), version: 0, ..group };
    let manage = world.on_school(Action::ManageClasses);
    let tx = world.write().await;
    provisions::save(&tx, std::slice::from_ref(&manage), &whole).await.unwrap();
    world.commit(tx, &manage).await;
    let ids: Vec<_> = provisions::of_class(&db, class).await.unwrap().iter().map(|one| one.id).collect();
    assert_eq!(ids, [whole.id]);
    assert_eq!(provisions::of_class(&db, world.classes[1].id).await.unwrap(), []);

    let allowed = world.on_school(Action::TypeSheets);
    let tx = world.write().await;
    let mut changed = saved.clone();
    changed.status = sessions::SessionStatus::NotRun;
    changed.children.pop();
    sessions::save(&tx, &allowed, &changed, world.now()).await.unwrap();
    world.commit(tx, &allowed).await;
    let changed = Session { version: 2, ..changed };
    let now = sessions::on(&db, saved.provision, MONDAY).await.unwrap();
    assert_eq!(now, Some(changed.clone()));

    let tx = world.write().await;
    let one_child = world.on_child(Action::LogSession, 4);
    assert!(sessions::remove(&tx, &one_child, &changed).await.is_err(), "another child's session");
    sessions::remove(&tx, &allowed, &changed).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(sessions::on(&db, saved.provision, MONDAY).await.unwrap(), None);
    assert_eq!(scores::of_session(&db, saved.id).await.unwrap(), []);
}

pub async fn scores_come_back(ground: Ground) {
    let (world, twin, Everything { score, attainment, session, .. }) = written(&ground).await;
    let db = world.read();
    assert_eq!(scores::of_pupil(&db, score.pupil).await.unwrap(), [score.clone()]);
    assert_eq!(scores::since(&db, &world.whole(), MONDAY).await.unwrap(), [score.clone()]);
    assert_eq!(scores::since(&db, &world.whole(), date(2026, 9, 15)).await.unwrap(), []);
    assert_eq!(scores::since(&db, &twin.whole(), MONDAY).await.unwrap(), [], "a scope of another school");
    assert_eq!(scores::of_pupil(&twin.read(), score.pupil).await.unwrap(), []);

    let allowed = world.on_school(Action::TypeSheets);
    let tx = world.write().await;
    let mut again = vec![scores::TargetScore { value: Score::from_millionths(1), ..score.clone() }];
    again.extend((0..2000).map(|_| everything::score(&world, 2, None)));
    scores::add(&tx, &allowed, &again, world.now()).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(
        scores::of_pupil(&db, score.pupil).await.unwrap(),
        [score.clone()],
        "sent twice, counted once"
    );
    assert_eq!(scores::since(&db, &world.whole(), MONDAY).await.unwrap().len(), 2001);

    let one = again.pop().unwrap();
    let on_child = world.on_child(Action::LogSession, 2);
    let tx = world.write().await;
    assert!(scores::remove(&tx, &on_child, one.pupil, one.id).await.unwrap());
    assert!(!scores::remove(&tx, &on_child, one.pupil, one.id).await.unwrap());
    assert!(scores::remove_of_session(&tx, &on_child, session.id).await.is_err(), "of another child");
    scores::remove_of_session(&tx, &allowed, session.id).await.unwrap();
    world.commit(tx, &on_child).await;
    assert_eq!(scores::of_pupil(&db, score.pupil).await.unwrap(), []);

    let reading = scores::attainments(&db, Some("Reading"), Some(attainment.pupil)).await.unwrap();
    assert_eq!(reading, [attainment.clone()]);
    assert_eq!(scores::attainments(&db, None, None).await.unwrap(), [attainment.clone()]);
    assert_eq!(scores::attainments(&db, Some("Writing"), None).await.unwrap(), []);
    assert_eq!(scores::attainments(&twin.read(), None, None).await.unwrap(), []);
    let recorded = scores::attainments_with_record(&db, &world.whole(), attainment.on).await.unwrap();
    assert_eq!(recorded, [attainment.clone()]);
    let later = domain::calendar::count::days_after(attainment.on, 1);
    assert_eq!(scores::attainments_with_record(&db, &world.whole(), later).await.unwrap(), []);
    assert_eq!(scores::attainments_with_record(&db, &twin.whole(), attainment.on).await.unwrap(), []);
    let tx = world.write().await;
    let better = Attainment { value: Score::from_millionths(90_000_000), ..attainment };
    scores::keep_attainment(&tx, &allowed, std::slice::from_ref(&better)).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(scores::attainments(&db, None, None).await.unwrap(), [better.clone()]);

    // Peers are of the same year and have no SEN: the child itself has support, and is nobody's peer. They come in no
    // order, without what was written.
    let of =
        |child: usize| Attainment { pupil: world.pupils[child].id, written: String::new(), ..better.clone() };
    assert_eq!(better.pupil, world.pupils[0].id);
    let tx = world.write().await;
    let others = [of(1), of(2), of(3)];
    scores::keep_attainment(&tx, &allowed, &others).await.unwrap();
    world.commit(tx, &allowed).await;
    let sorted = |mut results: Vec<Attainment>| {
        results.sort_by_key(|result| result.pupil);
        results
    };
    let peers =
        async |child: usize| sorted(scores::attainments_of_peers(&db, &world.pupils[child]).await.unwrap());
    assert_eq!(peers(0).await, sorted(vec![of(0), of(1), of(2)]));
    assert_eq!(peers(1).await, sorted(vec![of(1), of(2)]));
    assert_eq!(peers(3).await, [of(3)]);
    assert_eq!(scores::attainments_of_peers(&twin.read(), &world.pupils[0]).await.unwrap(), []);

    // What counts is the status on the day of the result: child 1 had support then, and has none now; child 2 has it now.
    let spell = |child: usize, from_on, until_on| statuses::Status {
        pupil: world.pupils[child].id,
        from_on,
        until_on,
        provision: SenProvision::K,
        source: "waymark".to_owned(),
    };
    let around = |days| domain::calendar::count::days_after(better.on, days);
    for (child, spell, now) in [
        (1, spell(1, around(-30), Some(around(0))), SenProvision::N),
        (2, spell(2, around(1), None), SenProvision::K),
    ] {
        let allowed = world.on_child(Action::MoveAlong, child);
        let tx = world.write().await;
        let need = (now, None);
        statuses::save(&tx, &allowed, spell.pupil, std::slice::from_ref(&spell), need).await.unwrap();
        world.commit(tx, &allowed).await;
    }
    assert_eq!(peers(0).await, sorted(vec![of(0), of(2)]));
}

pub async fn closed_weeks_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let week = date(2026, 9, 7);
    let closed = scores::closed_week(&world.read(), week).await.unwrap();
    let by = Some(world.accounts[&Role::Senco].id);
    assert_eq!(closed, Some((world.now().instant, by, UGLY.to_owned())));
    assert_eq!(scores::closed_week(&world.read(), MONDAY).await.unwrap(), None);
    assert_eq!(scores::closed_week(&twin.read(), week).await.unwrap(), None);
    let allowed = world.on_school(Action::ImportAssessments);
    let tx = world.write().await;
    scores::close_week(&tx, &allowed, week, "corrected", None, world.clock.advance_minutes(5)).await.unwrap();
    world.commit(tx, &allowed).await;
    let (_, who, note) = scores::closed_week(&world.read(), week).await.unwrap().unwrap();
    assert_eq!((who, note.as_str()), (by, "corrected"));
}

pub async fn pupils_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let db = world.read();
    let child = world.pupils[4].clone();
    assert_eq!(pupils::get(&db, &world.whole(), child.id).await.unwrap(), Some(child.clone()));
    assert_eq!(pupils::count(&db).await.unwrap(), (5, 5));

    let allowed = world.on_child(Action::ImportRoll, 4);
    let changed = domain::people::Pupil {
        surname: UGLY.to_owned(),
        preferred_surname: "Ωmega".to_owned(),
        preferred_forename: "Лейла".to_owned(),
        middle_names: "ليلى Zoë".to_owned(),
        sex: "F".to_owned(),
        class: None,
        year: YearGroup(-2),
        language: "ARA".to_owned(),
        eal: None,
        fsm: true,
        looked_after: true,
        attendance: None,
        key_facts: UGLY.to_owned(),
        ..child.clone()
    };
    let tx = world.write().await;
    pupils::save(&tx, &allowed, &changed, Some("digest")).await.unwrap();
    world.commit(tx, &allowed).await;
    let saved = domain::people::Pupil { version: 2, ..changed };
    assert_eq!(pupils::get(&db, &world.whole(), child.id).await.unwrap(), Some(saved.clone()));
    let roll = pupils::for_roll(&db).await.unwrap();
    assert_eq!(roll.len(), 5);
    assert_eq!(roll[saved.upn.as_str()], (saved.clone(), "digest".to_owned()));

    let tx = world.write().await;
    pupils::leave(&tx, &allowed, &[child.id], date(2026, 9, 11)).await.unwrap();
    world.commit(tx, &allowed).await;
    assert_eq!(pupils::count(&db).await.unwrap(), (4, 5));
    let on_roll = pupils::on_roll(&db, &world.whole()).await.unwrap();
    assert!(on_roll.len() == 4 && on_roll.iter().all(|pupil| pupil.id != child.id));
    let left = pupils::get(&db, &world.whole(), child.id).await.unwrap().unwrap();
    assert_eq!((left.left_on, left.version), (Some(date(2026, 9, 11)), 3));
    assert_eq!(pupils::count(&twin.read()).await.unwrap(), (5, 5));
}

pub async fn events_and_looks_come_back(ground: Ground) {
    let (world, twin, Everything { look, entry, .. }) = written(&ground).await;
    let db = world.read();
    let [event] = events::of_pupil(&db, entry.pupil, 10).await.unwrap().try_into().unwrap();
    assert_eq!(
        (event.what, event.entry, event.detail.as_str()),
        (Happening::EntryAdded, Some(entry.id), UGLY)
    );
    assert_eq!(event.at, world.now().instant);
    let since = events::since(&db, &world.whole(), world.now().instant, 10).await.unwrap();
    assert_eq!(since, [event]);
    assert_eq!(events::count(&db).await.unwrap(), 2);
    assert_eq!(events::of_pupil(&twin.read(), entry.pupil, 10).await.unwrap(), []);
    assert_eq!(looks::of_pupil(&db, look.pupil, 10).await.unwrap(), [look.clone()]);
    assert_eq!(looks::of_pupil(&twin.read(), look.pupil, 10).await.unwrap(), []);
    assert_eq!(looks::of_pupil(&db, look.pupil, 0).await.unwrap(), []);
}

pub async fn sent_papers_come_back(ground: Ground) {
    let (world, twin, _) = written(&ground).await;
    let child = world.pupils[0].id;
    let db = world.read();
    let all = sent_papers::of_pupil(&db, child).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].title.as_str(), all[0].checked.as_str()), (UGLY, "Zayn"));
    let (paper, file) = sent_papers::get(&db, child, all[0].entry).await.unwrap().unwrap();
    assert_eq!((&paper, file.as_str()), (&all[0], "JVBERg=="));
    let other = world.id();
    assert_eq!(sent_papers::get(&db, other, paper.entry).await.unwrap(), None, "not under another child");
    assert_eq!(sent_papers::get(&twin.read(), child, paper.entry).await.unwrap(), None);
    let allowed = world.on_child(Action::SendPapers, 1);
    let tx = world.write().await;
    sent_papers::add(&tx, &allowed, &paper, String::new()).await.unwrap_err();
}
