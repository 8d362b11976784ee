//! A referral and the professional to whom it was made: chosen by staff, followed and dated by them.

use app::{Fault, early};
use domain::{
    date,
    people::Role,
    permissions::Actor,
    record::{Content, EntryKind, Referral},
};
use store::queries::{accounts, actors};

use crate::{early::fields, ground::Ground};

async fn invited(ground: &Ground, email: &str) -> Actor {
    let reader = ground.world.read();
    let account = accounts::find_by_email(&reader, email).await.unwrap().unwrap();
    actors::actor(&reader, account, ground.now().today).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_professional_follows_the_referral_that_was_made_to_them_and_says_when_they_saw_the_child() {
    let ground = Ground::new().await;
    let (app, now, pupil) = (&ground.app, ground.now(), &ground.world.pupils[1]);
    let (senco, psychologist) = (ground.actor(Role::Senco), ground.actor(Role::Agency));
    let made = Referral {
        to: "Speech therapist".into(),
        reason: "Few words".into(),
        consent_on: Some(now.today),
        sent_on: Some(now.today),
        ..Referral::default()
    };
    let id = early::record_referral(app, &senco, now, pupil.id, None, made.clone()).await.unwrap();
    let own = async |actor: &Actor| early::own_referrals(app, actor, pupil).await.unwrap();
    assert!(own(&psychologist).await.is_empty());
    let invitation = early::Invitation {
        name: "Ash Madeup, speech therapist".into(),
        email: "ash@example.test".into(),
        until_on: Some(date(2026, 12, 18)),
        asked: "See the child".into(),
        referral: Some(id),
    };
    early::invite_agency(app, &senco, now, "https://w.example", pupil.id, invitation).await.unwrap();
    let therapist = invited(&ground, "ash@example.test").await;
    let all = own(&therapist).await;
    assert_eq!((all.len(), all[0].1.reason.as_str()), (1, "Few words"));
    assert!(own(&psychologist).await.is_empty(), "another's referral");
    assert!(early::written(app, &psychologist, pupil, &[EntryKind::Referral]).await.unwrap().is_empty());

    let of = (id, all[0].0.entry.version);
    let seen =
        async |actor: &Actor, of, day| early::seen_by_professional(app, actor, now, pupil.id, of, day).await;
    assert!(matches!(seen(&psychologist, of, Some(now.today)).await, Err(Fault::NotFound)));
    assert_eq!(fields(seen(&therapist, of, None).await.unwrap_err()), ["seen_on-day"]);
    assert_eq!(fields(seen(&therapist, of, Some(date(2026, 9, 15))).await.unwrap_err()), ["seen_on-day"]);
    assert!(matches!(seen(&therapist, (id, 1), Some(now.today)).await, Err(Fault::Stale)));
    let before = Some(now.today.yesterday().unwrap());
    assert_eq!(fields(seen(&therapist, of, before).await.unwrap_err()), ["seen_on-day"]);
    seen(&therapist, of, Some(now.today)).await.unwrap();
    seen(&therapist, of, Some(now.today)).await.unwrap();
    let known = early::one_written(app, &senco, pupil, EntryKind::Referral, id).await.unwrap();
    let Content::Referral(referral) = known.entry.content else { panic!("a referral") };
    assert_eq!((referral.seen_on, known.by.as_str()), (Some(now.today), "Ash Madeup, speech therapist"));

    // A child is seen by an agency that was asked.
    let seen_first = [
        Referral { consent_on: None, sent_on: None, seen_on: Some(now.today), ..made.clone() },
        Referral { seen_on: before, ..made.clone() },
    ];
    for wrong in seen_first {
        let refused = early::record_referral(app, &senco, now, pupil.id, None, wrong).await;
        assert_eq!(fields(refused.unwrap_err()), ["seen_on-day"]);
    }

    // Staff choose among those who are invited to this child.
    let names = early::professionals(app, &senco, pupil).await.unwrap();
    assert_eq!(names.len(), 2);
    let stranger = Referral { account: senco.user(), ..made };
    let refused = early::record_referral(app, &senco, now, pupil.id, None, stranger).await;
    assert_eq!(fields(refused.unwrap_err()), ["account"]);
}
