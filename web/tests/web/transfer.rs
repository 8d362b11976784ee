//! The file for the next school on pages: what goes, the two downloads; and a record from another school, until it is kept.

use axum::http::StatusCode;
use domain::people::Role;

use crate::ground::Ground;

#[tokio::test]
async fn from_one_school_to_the_next() {
    let ground = Ground::new().await;
    let child = &ground.world.pupils[1];
    let base = format!("/pupils/{}/transfer", child.id);
    let documents = ground.get(Role::Senco, &format!("/pupils/{}/documents", child.id)).await.text();
    assert!(documents.contains(&base), "the way to it stands at the documents");
    let page = ground.get(Role::Senco, &base).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("15 school days"), "{}", page.text());
    assert_eq!(ground.get(Role::Teacher, &base).await.status, StatusCode::FORBIDDEN);

    let ctf = ground.post(Role::Senco, &format!("{base}/ctf.xml"), "").await;
    assert!(ctf.text().contains("<CTfile>") && ctf.text().contains(child.upn.as_str()));
    let zip = ground.post(Role::Senco, &base, "do=make").await;
    assert!(zip.bytes.starts_with(b"PK"), "{}", zip.text());

    let nothing =
        ground.send_file(Role::Senco, "/imports/transfer", &[], ("file", "a.zip", b"not a zip")).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("not a ZIP file"));
    let read =
        ground.send_file(Role::Senco, "/imports/transfer", &[], ("file", "record.zip", &zip.bytes)).await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text());
    let staged = read.location().to_owned();
    let page = ground.get(Role::Senco, &staged).await.text();
    assert!(page.contains("Is it this child?") && page.contains(&child.surname), "{page}");
    let none = ground.get(Role::Senco, &format!("{staged}?upn=X")).await.text();
    assert!(none.contains("Nobody here has this number"));
    let unticked = ground.post(Role::Senco, &staged, &format!("pupil={}", child.id)).await;
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = ground.post(Role::Senco, &staged, &format!("pupil={}&same=yes", child.id)).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let entry = ground.get(Role::Senco, kept.location()).await.text();
    assert!(entry.contains("Record from "), "{entry}");
}
