//! Children for an inspection on a page: who finds it, ticks that are kept, one PDF.

use axum::http::StatusCode;
use domain::{
    pathway::{CaseState, SupportState},
    people::Role,
    permissions::Action,
};
use store::queries::records;

use crate::ground::Ground;

const HERE: &str = "/overview/inspection";
const PDF: &str = "/overview/inspection/stories.pdf";

async fn at_step_1(ground: &Ground, child: usize) {
    let allowed = ground.world.on_child(Action::MoveAlong, child);
    let tx = ground.world.write().await;
    let record = records::get(&tx, ground.world.pupils[child].id).await.unwrap();
    let state = CaseState { round: 1, support: Some(SupportState::Concern), ..CaseState::default() };
    records::save(&tx, &allowed, &records::Record { state, ..record }).await.unwrap();
    ground.world.commit(tx, &allowed).await;
}

#[tokio::test]
async fn the_head_ticks_keeps_and_prints_and_others_find_nothing() {
    let ground = Ground::new().await;
    assert!(
        ground.get(Role::Head, HERE).await.text().contains("nobody to choose"),
        "an empty school says so"
    );
    for child in [0, 1] {
        at_step_1(&ground, child).await;
    }
    for role in [Role::Teacher, Role::Ta, Role::DataManager, Role::Governor, Role::Parent, Role::Admin] {
        for path in [HERE, PDF] {
            assert_eq!(ground.get(role, path).await.status, StatusCode::NOT_FOUND, "{role:?} {path}");
        }
        let kept = ground.post(role, HERE, "do=keep").await;
        assert_eq!(kept.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    assert!(!ground.get(Role::Governor, "/overview").await.text().contains(HERE));
    assert!(ground.get(Role::Head, "/overview").await.text().contains(HERE));
    assert_eq!(ground.get(Role::Head, PDF).await.status, StatusCode::NOT_FOUND, "nobody is chosen yet");

    let (first, second) = (ground.world.pupils[0].id, ground.world.pupils[1].id);
    let looked = ground.post(Role::Head, HERE, &format!("do=look&name=zzz&pupil={first}")).await;
    let text = looked.text();
    assert!(text.contains("1 of 6 ticked") && text.contains(&first.to_string()), "{text}");
    assert!(!text.contains(&second.to_string()), "who is not ticked and not looked for is not shown");

    let kept = ground.post(Role::Head, HERE, &format!("do=keep&from=&pupil={first}&pupil={second}")).await;
    assert_eq!((kept.status, kept.location()), (StatusCode::SEE_OTHER, HERE));
    let page = ground.get(Role::Senco, HERE).await.text();
    assert!(page.contains("2 children are chosen") && page.contains(PDF), "{page}");
    let late = ground.post(Role::Senco, HERE, &format!("do=keep&from=&pupil={first}")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains("Somebody else changed the choice"));

    let pdf = ground.get(Role::Head, PDF).await;
    assert_eq!(pdf.status, StatusCode::OK);
    assert!(pdf.bytes.starts_with(b"%PDF"));
    let name = pdf.headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("pupil-stories.pdf"), "{name}");
}
