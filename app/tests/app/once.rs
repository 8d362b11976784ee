//! What is sent twice, or stands once in a round, is written once.

use std::collections::BTreeMap;

use app::{Fault, early};
use domain::{
    people::Role,
    permissions::Actor,
    record::{EntryKind, Headings, Party, ProfilePart, SignedProfile},
};

use crate::{early::record_of, ground::Ground};

#[tokio::test]
async fn a_button_that_is_pressed_twice_writes_once() {
    let ground = Ground::new().await;
    let (child, teacher) = (ground.world.pupils[1].id, ground.actor(Role::Teacher));
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let start = async |now| {
        app::banks::start_strategy(&ground.app, &teacher, now, &info, child, "say-more").await.unwrap()
    };
    let first = start(ground.now()).await;
    assert_eq!(start(ground.now()).await, first);
    let later =
        domain::Now { instant: ground.now().instant + jiff::SignedDuration::from_mins(2), ..ground.now() };
    assert_ne!(start(later).await, first, "two minutes later somebody means it");
}

#[tokio::test]
async fn what_stands_once_in_a_round_is_never_written_beside() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let page = |help: &str| SignedProfile {
        headings: Headings { help: help.into(), difficult: "Noise".into(), ..Headings::default() },
        ..SignedProfile::default()
    };
    let join = async |of, help| {
        early::join_profile(&ground.app, &senco, ground.now(), child, of, page(help), false).await
    };
    let first = join(None, "Reading").await.unwrap();
    assert!(matches!(join(None, "Writing").await, Err(Fault::Stale)), "the first words are not put aside");
    assert_eq!(join(None, "Reading").await.unwrap(), first, "sent twice is saved once");
    join(Some((first, 1)), "Writing").await.unwrap();
    // While a signed page is changed, the parents go on to find it.
    let info = ground.app.school(ground.world.school.id, None).await.unwrap();
    let finds = async || {
        let parent = ground.actor(Role::Parent);
        let all = early::my_children(&ground.app, &parent, &info, ground.now()).await.unwrap();
        all.iter().find(|one| one.pupil.id == child).unwrap().has_profile
    };
    assert!(!finds().await);
    let sign = page("Writing");
    early::join_profile(&ground.app, &senco, ground.now(), child, Some((first, 2)), sign, true)
        .await
        .unwrap();
    assert!(finds().await);
    join(Some((first, 3)), "Writing neatly").await.unwrap();
    assert!(finds().await);

    let fill = async |actor: &Actor, of, item, answer| {
        let ticked = BTreeMap::from([(item, answer)]);
        early::fill_checklist(&ground.app, actor, ground.now(), child, of, ticked, false).await
    };
    let list = fill(&teacher, None, 1, 3).await.unwrap();
    assert!(matches!(fill(&senco, None, 2, 1).await, Err(Fault::Stale)));
    fill(&senco, Some((list, 1)), 2, 1).await.unwrap();

    let part = |help: &str| ProfilePart {
        party: Party::Teacher,
        headings: Headings { help: help.into(), ..Headings::default() },
        ..ProfilePart::default()
    };
    let write = async |actor: &Actor, help| {
        early::write_profile_part(&ground.app, actor, ground.now(), child, None, part(help)).await
    };
    write(&teacher, "Reading").await.unwrap();
    assert!(matches!(write(&teacher, "Writing").await, Err(Fault::Stale)));
    let all = record_of(&ground, child).await;
    let of = |kind| all.iter().filter(|entry| entry.content.kind() == kind).count();
    assert_eq!((of(EntryKind::Profile), of(EntryKind::Checklist), of(EntryKind::ProfilePart)), (1, 1, 1));
}
