//! A county's own form on pages, without a script: copied, changed, offered when a bundle is made.

use axum::http::StatusCode;
use domain::people::Role;

use crate::ground::Ground;

#[tokio::test]
async fn a_form_is_copied_changed_and_offered() {
    let ground = Ground::new().await;
    for role in [Role::Teacher, Role::Ta, Role::Governor, Role::Parent] {
        assert_eq!(ground.get(role, "/school/county-forms").await.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let shipped = "/school/county-forms/questions";
    let empty = ground.post(Role::Senco, shipped, "name=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("Name the county and its form"));
    let copied = ground.post(Role::Senco, shipped, "name=Meadshire+EHC1").await;
    assert_eq!(copied.location(), "/school/county-forms/ours-1/edit");
    assert_eq!(
        ground.get(Role::Senco, &format!("{shipped}/edit")).await.status,
        StatusCode::NOT_FOUND,
        "a shipped form is copied, not changed"
    );

    let edit = "/school/county-forms/ours-1/edit";
    assert!(ground.get(Role::Senco, edit).await.text().contains("8. What has the school put in place"));
    let under = |place: usize| {
        domain::bundle::Part::ALL
            .iter()
            .map(|part| format!("&under-{}={place}", part.code()))
            .collect::<String>()
    };
    let two = "headings=2&version=1&name=Meadshire+EHC1&heading-1=Part+One&heading-2=Part+Two";
    let moved = ground.post(Role::Senco, edit, &format!("{two}{}&do=up-2", under(1))).await.text();
    let (first, second) = (moved.find("Part Two").unwrap(), moved.find("Part One").unwrap());
    assert!(first < second, "it moved, and nothing is saved");
    let wrong = ground.post(Role::Senco, edit, &format!("{two}&do=save&under-asks=1")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("(reports) stands under no heading") && wrong.text().contains("Part Two"));
    let saved = ground.post(Role::Senco, edit, &format!("{two}{}&do=save", under(2))).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/school/county-forms/ours-1"));
    let stale = ground.post(Role::Head, edit, &format!("{two}{}&do=save", under(1))).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let read = ground.get(Role::Senco, "/school/county-forms/ours-1").await.text();
    assert!(read.contains("Version 2") && read.contains("you write it in Word"), "{read}");
    assert!(
        ground.get(Role::Senco, "/school/county-forms/ours-1?version=1").await.text().contains("earlier")
    );
    assert!(ground.get(Role::Senco, "/school/county-forms").await.text().contains("Meadshire EHC1"));

    let make = format!("/pupils/{}/ehc/request/make", ground.world.pupils[1].id);
    let page = ground.post(Role::Senco, &make, "template=ours-1").await.text();
    assert!(page.contains("Meadshire EHC1") && page.contains("“Part One”"), "it is offered and shown");
}
