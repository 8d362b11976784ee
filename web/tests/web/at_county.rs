//! What happens next while the county's process is somewhere: the child's page, the EHC tab and Today name it.

use app::county;
use domain::{
    PupilId, date,
    pathway::{CaseState, StatutoryState},
    people::Role,
    permissions::Action,
    record::{CountyLetter, Ehcp, LetterKind},
};
use store::queries::records;

use crate::ground::Ground;

const NOTHING: &str = "Nothing is recorded for this child";

/// A child of whom only the county's process says something.
async fn at(ground: &Ground, child: usize, statutory: StatutoryState) -> PupilId {
    let pupil = ground.world.pupils[child].id;
    let allowed = ground.world.on_child(Action::MoveAlong, child);
    let tx = ground.world.write().await;
    let record = records::get(&tx, pupil).await.unwrap();
    let state = CaseState { statutory, ..CaseState::default() };
    records::save(&tx, &allowed, &records::Record { state, ..record }).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    pupil
}

#[tokio::test]
async fn a_plan_without_its_day_is_named_until_the_day_is_recorded() {
    let ground = Ground::new().await;
    let child = at(&ground, 0, StatutoryState::EhcpInPlace).await;
    let change = format!("/pupils/{child}/ehc/plan/change");
    let pages = ["/".to_owned(), format!("/pupils/{child}"), format!("/pupils/{child}/ehc")];
    for path in &pages {
        let page = ground.get(Role::Senco, path).await.text();
        assert!(page.contains(&change), "{path}: {page}");
    }
    assert!(ground.get(Role::Senco, "/").await.text().contains("Plans whose day is not known"));
    let page = ground.get(Role::Senco, &pages[1]).await.text();
    assert!(page.contains("joined later on") && !page.contains("may be next"), "the steps before it: {page}");
    let page = ground.get(Role::Teacher, &pages[1]).await.text();
    assert!(page.contains("Record the day on which the plan was made") && !page.contains(&change), "{page}");
    assert!(!page.contains(NOTHING) && !page.contains("No plan is on the record"));
    for role in [Role::Ta, Role::DataManager] {
        let page = ground.get(role, &pages[1]).await.text();
        assert!(page.contains("EHCP in place. Nothing is to be done on this page now"), "{role:?}: {page}");
    }

    let plan = Ehcp { made_on: Some(date(2026, 9, 1)), ..Ehcp::default() };
    let senco = ground.world.actor(Role::Senco);
    county::write_ehcp(&ground.app, &senco, ground.app.now(), child, None, plan).await.unwrap();
    for path in &pages {
        let page = ground.get(Role::Senco, path).await.text();
        assert!(!page.contains("is not recorded,") && !page.contains("whose day is not known"), "{path}");
    }
    let page = ground.get(Role::Senco, &pages[1]).await.text();
    assert!(page.contains("Hold the annual review in time."), "{page}");
}

#[tokio::test]
async fn what_is_next_is_told_in_the_middle_of_the_countys_process() {
    let ground = Ground::new().await;
    let senco = ground.world.actor(Role::Senco);
    let child = ground.world.pupils[1].id;
    let path = format!("/pupils/{child}");
    assert!(ground.get(Role::Senco, &path).await.text().contains(NOTHING));
    for (kind, on, says) in [
        (LetterKind::ParentApplied, date(2026, 6, 1), "Record that the county will assess"),
        (LetterKind::RefusedToAssess, date(2026, 7, 10), "Tell the parents of mediation and appeal"),
    ] {
        let letter = CountyLetter { words: "The mother told us".to_owned(), ..CountyLetter::new(kind, on) };
        county::record_letter(&ground.app, &senco, ground.app.now(), child, letter, "").await.unwrap();
        let page = ground.get(Role::Senco, &path).await.text();
        assert!(page.contains(says) && !page.contains(NOTHING), "{kind:?}: {page}");
    }
    let page = ground.get(Role::Senco, &path).await.text();
    assert!(page.contains("it begins with an initial concern"), "{page}");
}
