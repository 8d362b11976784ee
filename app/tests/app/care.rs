//! A looked-after child: who is round them is on the record, invited, and said where consent is written down.

use app::{Fault, county, pathway, pupils};
use domain::{
    date,
    meetings::Reached,
    pathway::SupportState,
    people::{Care, CareWorker, Pupil, Role},
    permissions::Action,
    record::{AsWhom, Party},
};
use store::queries::pupils as rows;

use crate::{
    early::fields,
    ground::Ground,
    late::{at, stand},
    meetings::{DAY, plan, planning},
    papers::info,
};

fn worker(name: &str, email: &str) -> CareWorker {
    CareWorker { name: name.to_owned(), email: email.to_owned(), ..CareWorker::default() }
}

async fn child(ground: &Ground) -> Pupil {
    let id = ground.world.pupils[1].id;
    rows::get(&ground.world.read(), &ground.world.whole(), id).await.unwrap().unwrap()
}

async fn write(ground: &Ground, role: Role, version: u32, care: Care) -> Result<(), Fault> {
    let id = ground.world.pupils[1].id;
    pupils::edit_care(&ground.app, &ground.actor(role), ground.now(), id, version, care).await
}

#[tokio::test]
async fn who_is_round_a_looked_after_child_is_invited_and_the_screens_say_who_may_consent() {
    let ground = Ground::new().await;
    let care = Care {
        social_worker: worker("Sky Madeup", "Sky@example.org"),
        virtual_school: worker("Kit Madeup", ""),
        pep_on: Some(date(2026, 10, 1)),
        consent: "The local authority".to_owned(),
    };
    let none = write(&ground, Role::Senco, 1, care.clone()).await;
    assert!(matches!(none, Err(Fault::Rule { code: "not-looked-after", .. })));
    let tx = ground.world.write().await;
    let roll = ground.world.on_school(Action::ImportRoll);
    rows::save(&tx, &roll, &Pupil { looked_after: true, ..child(&ground).await }, None).await.unwrap();
    ground.world.commit(tx, &roll).await;

    let version = child(&ground).await.version;
    assert!(matches!(write(&ground, Role::Teacher, version, care.clone()).await, Err(Fault::Forbidden(_))));
    let wrong = Care { social_worker: worker("", "sky@example.org"), ..care.clone() };
    assert_eq!(fields(write(&ground, Role::Senco, version, wrong).await.unwrap_err()), ["social_worker"]);
    write(&ground, Role::Senco, version, care.clone()).await.unwrap();
    write(&ground, Role::Senco, version, care.clone()).await.unwrap();
    let other = Care { consent: "The parents".to_owned(), ..care };
    assert!(matches!(write(&ground, Role::Head, version, other).await, Err(Fault::Stale)));

    let (info, pupil, today) = (info(&ground).await, child(&ground).await, ground.now().today);
    let read = async |role| pupils::care(&ground.app, &ground.actor(role), &pupil).await.unwrap();
    assert!(read(Role::Teacher).await.is_some_and(|care| care.social_worker.email == "sky@example.org"));
    for role in [Role::Parent, Role::Pupil, Role::Agency, Role::DataManager] {
        assert_eq!(read(role).await, None, "{role:?}");
    }
    let said = pupils::who_consents(&ground.app, &ground.actor(Role::Senco), &pupil).await.unwrap();
    assert_eq!(said, "Looked-after child. Who may consent: The local authority.");
    let facts = pupils::facts(&ground.app, &ground.actor(Role::Teacher), &pupil, today).await.unwrap();
    assert!(facts.iter().any(|fact| fact.name == "Next PEP" && fact.says == "1 October 2026"), "{facts:?}");
    let next =
        pathway::what_next(&ground.app, &ground.actor(Role::Senco), &info, &pupil, today).await.unwrap();
    assert!(next.dates.iter().any(|date| date.what.contains("PEP") && !date.late));

    let id = stand(&ground, 1, at(SupportState::Monitoring)).await;
    plan(&ground, &[planning(id, DAY, 15)]).await;
    let senco = ground.actor(Role::Senco);
    let meeting = app::meetings::next_meeting(&ground.app, &senco, &pupil, today).await.unwrap().unwrap();
    let reached = |name: &str| {
        meeting.invited.iter().find(|one| one.name == name).map(|one| (one.party, one.reached()))
    };
    assert_eq!(reached("Sky Madeup, social worker"), Some((Party::Agency, Reached::ByMail)));
    assert_eq!(reached("Kit Madeup, virtual school"), Some((Party::Agency, Reached::ByLetter)));
    let mail = ground.mails().await.into_iter().find(|mail| mail.to == "sky@example.org").unwrap();
    assert!(!ground.names_a_child(&mail.body), "{}", mail.body);
    let guests = county::guests_to_choose(&ground.app, &senco, ground.now(), &pupil, None).await.unwrap();
    let sky = guests.iter().find(|one| one.guest.name.starts_with("Sky")).unwrap();
    assert_eq!((sky.guest.as_whom, sky.guest.email.as_str()), (AsWhom::SocialCare, "sky@example.org"));
    assert!(guests.iter().any(|one| one.guest.name.starts_with("Kit")));
}
