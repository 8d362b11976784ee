//! The EHC request bundle on pages: what is missing and who is asked, the names that are ticked off, the files.

use axum::http::StatusCode;
use domain::{
    people::Role,
    record::{Concern, Content, Party},
};

use crate::ground::Ground;

#[tokio::test]
async fn from_what_is_missing_to_the_files() {
    let ground = Ground::new().await;
    let child = &ground.world.pupils[1];
    let base = format!("/pupils/{}/ehc/request", child.id);
    let page = ground.get(Role::Senco, &base).await.text();
    assert!(page.contains("Missing: ") && page.contains("The parents’ consent"), "{page}");

    // Asked in one click; asked again says when it was asked; what nobody can be asked for is said.
    let asked = ground.post(Role::Senco, &base, "ask=action").await;
    assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, base.as_str()), "{}", asked.text());
    let page = ground.get(Role::Senco, &base).await.text();
    assert!(page.contains("Asked on ") && page.contains("Ask again: the class teacher"), "{page}");
    let nothing = ground.post(Role::Senco, &base, "ask=nothing").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("nothing of that name"));

    let other = ground.world.pupils[0].forename.clone();
    let concern = Concern {
        raised_by: Party::Teacher,
        noticed: format!("Sits by {other} and copies."),
        ..Concern::default()
    };
    let writing = app::record::Writing {
        pupil: child.id,
        of: None,
        on: ground.app.now().today,
        content: Content::Concern(concern),
    };
    let senco = ground.world.actor(Role::Senco);
    app::record::write_entry(&ground.app, &senco, ground.app.now(), writing).await.unwrap();

    let make = format!("{base}/make");
    let page = ground.get(Role::Senco, &make).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert!(page.contains(&format!("{other}: looked at")) && page.contains("Sits by"), "{page}");
    let look = ground.post(Role::Senco, &make, "do=look&template=questions").await;
    assert!(look.text().contains("value=\"questions\" checked"), "the choice comes back");
    let unticked = ground.post(Role::Senco, &make, "do=make&template=questions").await;
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = unticked.text();
    assert!(text.contains("Look at the names") && text.contains("value=\"questions\" checked"), "{text}");
    let preview = ground.get(Role::Senco, &format!("{base}/preview.pdf?template=questions")).await;
    assert!(preview.bytes.starts_with(b"%PDF"));

    let form = format!("do=make&template=questions&checked={other}");
    let made = ground.post(Role::Senco, &make, &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let page = ground.get(Role::Senco, &base).await.text();
    let href = |end: &str| -> String {
        let links = page.split("href=\"").skip(1).filter_map(|link| link.split('"').next());
        links.filter(|link| link.contains(end)).last().unwrap().to_owned()
    };
    let manifest = ground.get(Role::Senco, &href("manifest.json")).await;
    assert_eq!(manifest.json()["template"]["id"], "questions");
    assert!(!manifest.text().contains(&child.surname), "the manifest names no child");
    let pdf = page.split("/files/").nth(1).unwrap().split('"').next().unwrap();
    let pdf = format!("/pupils/{}/files/{pdf}", child.id);
    assert!(ground.get(Role::Senco, &pdf).await.bytes.starts_with(b"%PDF"));
    // Parents follow the application and read what was sent, in their own copy; a teaching assistant does not.
    assert_eq!(ground.get(Role::Parent, &pdf).await.status, StatusCode::NOT_FOUND, "the county's");
    let application = format!("/pupils/{}/ehc/application", child.id);
    let before = ground.get(Role::Parent, &application).await.text();
    assert!(!before.contains("/files/"), "it was made, and not sent");
    let entry = page.split("name=\"sent\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let sent = ground.post(Role::Senco, &base, &format!("sent={entry}")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    assert!(ground.get(Role::Senco, &base).await.text().contains("Sent to the county"));
    let theirs = ground.get(Role::Parent, &application).await.text();
    let copy = theirs.split("href=\"").skip(1).filter_map(|link| link.split('"').next());
    let copy = copy.filter(|link| link.contains("/files/")).last().unwrap().to_owned();
    assert_ne!(copy, pdf);
    assert!(ground.get(Role::Parent, &copy).await.bytes.starts_with(b"%PDF"));
    assert_eq!(ground.get(Role::Ta, &copy).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ground.get(Role::Ta, &pdf).await.status, StatusCode::NOT_FOUND);
    let elsewhere = pdf.replace(&child.id.to_string(), &ground.world.pupils[0].id.to_string());
    assert_eq!(ground.get(Role::Senco, &elsewhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_whoever_prepares_applications_opens_it() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}/ehc/request", ground.world.pupils[1].id);
    for role in Role::ALL {
        for path in ["", "/make", "/preview.pdf"] {
            let status = ground.get(role, &format!("{base}{path}")).await.status;
            assert_eq!(status == StatusCode::OK, role == Role::Senco, "{role:?} {path}: {status}");
        }
        let form = if role == Role::Senco { continue } else { "do=make&template=neutral" };
        let made = ground.post(role, &format!("{base}/make"), form).await;
        assert!(
            matches!(made.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
            "{role:?}: {}",
            made.status
        );
    }
}
