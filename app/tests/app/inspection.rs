//! The inspectors' six: who chooses, what is kept, what comes out.

use std::collections::BTreeSet;

use app::{
    Fault,
    inspection::{self, SortLines},
    lists::Filter,
};
use domain::{
    PupilId,
    audit::Happening,
    pathway::SupportState,
    people::Role,
    record::{Concern, Content, Party},
};
use store::queries::events;

use crate::{
    early::fields,
    ground::Ground,
    late::{add, at, stand},
    papers::info,
};

async fn show(
    ground: &Ground,
    role: Role,
    name: &str,
    ticked: Option<&BTreeSet<PupilId>>,
) -> Result<inspection::Candidates, Fault> {
    let info = info(ground).await;
    let (actor, filter) = (ground.actor(role), Filter::default());
    inspection::show(&ground.app, &actor, ground.now(), &info, &filter, name, SortLines::Length, ticked).await
}

#[tokio::test]
async fn head_and_senco_choose_up_to_six_and_nobody_else_knows_of_it() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let first = stand(&ground, 0, at(SupportState::Monitoring)).await;
    let second = stand(&ground, 1, at(SupportState::Concern)).await;
    let none = BTreeSet::new();
    for role in [
        Role::Teacher,
        Role::Ta,
        Role::DataManager,
        Role::Governor,
        Role::Parent,
        Role::Pupil,
        Role::Agency,
        Role::Admin,
    ] {
        let actor = ground.actor(role);
        assert!(matches!(show(&ground, role, "", None).await, Err(Fault::NotFound)), "{role:?}");
        let chosen = BTreeSet::from([first]);
        let refused = inspection::choose(app, &actor, now, &none, &chosen).await;
        assert!(matches!(refused, Err(Fault::NotFound)), "{role:?}");
        assert!(matches!(inspection::stories(app, &actor, now, &info).await, Err(Fault::NotFound)));
    }
    let (head, senco) = (ground.actor(Role::Head), ground.actor(Role::Senco));
    assert!(matches!(inspection::stories(app, &head, now, &info).await, Err(Fault::NotFound)), "nobody yet");
    let many: BTreeSet<PupilId> = (0..7).map(|_| ground.world.id()).collect();
    assert_eq!(fields(inspection::choose(app, &head, now, &none, &many).await.unwrap_err()), ["pupil"]);
    let strange = BTreeSet::from([ground.world.id()]);
    let refused = inspection::choose(app, &head, now, &none, &strange).await;
    assert!(matches!(refused, Err(Fault::NotFound)), "no child of this school");

    let chosen = BTreeSet::from([first]);
    inspection::choose(app, &head, now, &none, &chosen).await.unwrap();
    let shown = show(&ground, Role::Senco, "", None).await.unwrap();
    assert_eq!((shown.kept, shown.lines[0].row.id, shown.lines[0].ticked), (chosen.clone(), first, true));
    assert_eq!(shown.kept_by.unwrap().1, now.today);
    // The SENCO looked at the page before the head chose: nothing is overwritten unseen.
    let both = BTreeSet::from([first, second]);
    assert!(matches!(inspection::choose(app, &senco, now, &none, &both).await, Err(Fault::Stale)));
    inspection::choose(app, &senco, now, &chosen, &both).await.unwrap();
    inspection::choose(app, &senco, now, &both, &BTreeSet::from([second])).await.unwrap();
    let trail = events::of_pupil(&ground.world.read(), first, 100).await.unwrap();
    let on_trail = |what| trail.iter().filter(|one| one.what == what).count();
    assert_eq!((on_trail(Happening::ChosenForInspection), on_trail(Happening::TakenOffInspection)), (1, 1));
    // Ticks that are not kept yet stand first whatever is looked for.
    let shown = show(&ground, Role::Head, "nobody is called this", Some(&both)).await.unwrap();
    assert_eq!(shown.lines.iter().filter(|line| line.ticked).count(), shown.lines.len());
    assert_eq!((shown.lines.len(), shown.total), (2, 2));
}

#[tokio::test]
async fn one_document_holds_a_cover_and_the_stories() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let (first, second) = (
        stand(&ground, 0, at(SupportState::Concern)).await,
        stand(&ground, 1, at(SupportState::Concern)).await,
    );
    let concern =
        Concern { raised_by: Party::Teacher, noticed: "Guesses words".into(), ..Concern::default() };
    add(&ground, Role::Teacher, first, now.today, Content::Concern(concern)).await;
    let head = ground.actor(Role::Head);
    inspection::choose(app, &head, now, &BTreeSet::new(), &BTreeSet::from([first, second])).await.unwrap();
    let (sheets, whose) = inspection::stories(app, &head, now, &info).await.unwrap();
    assert_eq!(whose.len(), 2);
    let made = app::papers::set(sheets).await.unwrap();
    let words = made.all_words();
    for pupil in &ground.world.pupils[..2] {
        assert!(words.contains(&pupil.surname), "{words}");
    }
    assert!(words.contains("Guesses words") && words.contains("Nothing is on the"), "{words}");
    assert!(app::papers::pdf(made).await.unwrap().starts_with(b"%PDF"));
}
