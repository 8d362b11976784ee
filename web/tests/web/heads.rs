//! The head of papers, what parents need, the printed map, the mail of the week and mistakes set right: wired to their verbs.

use axum::http::StatusCode;
use domain::{people::Role, permissions::Action};
use store::queries::contacts;

use crate::ground::Ground;

#[tokio::test]
async fn the_map_is_printed_and_taken_out_by_those_who_read_it() {
    let ground = Ground::new().await;
    for (path, start) in [("/provision.pdf", "%PDF"), ("/provision.pdf?costs=yes&tier=targeted", "%PDF")]
        .into_iter()
        .chain([("/provision/adults.xlsx", "PK")])
    {
        for role in [Role::Senco, Role::Teacher, Role::Ta, Role::Head] {
            let file = ground.get(role, path).await;
            assert_eq!(file.status, StatusCode::OK, "{path} {role:?}");
            assert!(file.bytes.starts_with(start.as_bytes()), "{path}");
        }
        for role in [Role::Parent, Role::Governor, Role::DataManager, Role::Pupil] {
            assert_eq!(ground.get(role, path).await.status, StatusCode::FORBIDDEN, "{path} {role:?}");
        }
    }
    assert!(ground.get(Role::Senco, "/provision").await.text().contains("/provision.pdf"));
}

#[tokio::test]
async fn everybody_for_whom_something_waits_chooses_how_often_they_are_mailed() {
    let ground = Ground::new().await;
    let page = async |role| ground.get(role, "/my-account").await.text();
    assert!(page(Role::Senco).await.contains("value=\"weekly\" checked"));
    assert!(page(Role::Ta).await.contains("value=\"none\" checked"));
    assert!(!page(Role::Parent).await.contains("How often?"));
    let chosen = ground.post(Role::Ta, "/my-account/mail", "often=daily").await;
    assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/my-account"));
    assert!(page(Role::Ta).await.contains("value=\"daily\" checked"));
    for (role, form) in [(Role::Parent, "often=daily"), (Role::Ta, "often=hourly"), (Role::Ta, "")] {
        assert_eq!(ground.post(role, "/my-account/mail", form).await.status, StatusCode::NOT_FOUND, "{form}");
    }
}

#[tokio::test]
async fn what_a_parent_needs_is_a_form_in_which_two_do_not_overwrite_each_other() {
    let ground = Ground::new().await;
    let pupil = &ground.world.pupils[1];
    let contact = domain::people::Contact {
        id: ground.world.id(),
        pupil: pupil.id,
        position: 1,
        title: "Ms".into(),
        surname: "Guardian".into(),
        forename: "Wren".into(),
        relationship: "PAM".into(),
        responsibility: Some(true),
        barred: false,
        kept_from_meetings: false,
        phones: Vec::new(),
        email: String::new(),
        address: String::new(),
        account: None,
        needs: domain::people::ContactNeeds::default(),
    };
    let allowed = ground.world.on_school(Action::ImportRoll);
    let tx = ground.world.write().await;
    contacts::make(&tx, &allowed, std::slice::from_ref(&contact)).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    let base = format!("/pupils/{}", pupil.id);
    let form = format!("{base}/people/{}", contact.id);
    assert!(ground.get(Role::Teacher, &form).await.text().contains("Wren Guardian"));
    let long = format!("interpreter={}&before-interpreter=", "x".repeat(61));
    let refused = ground.post(Role::Teacher, &form, &long).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(&"x".repeat(61)), "what was typed is there");
    let saved =
        ground.post(Role::Teacher, &form, "interpreter=Polish&large_print=yes&before-interpreter=").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let stale = ground.post(Role::Senco, &form, "interpreter=Urdu&before-interpreter=").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Urdu") && stale.text().contains("Polish"), "both texts");
    let people = ground.get(Role::Senco, &format!("{base}/people")).await.text();
    assert!(people.contains("An interpreter is wanted: Polish. Large print is wanted."));
    assert!(
        ground
            .get(Role::Senco, &format!("{base}/contacts/new"))
            .await
            .text()
            .contains("Think of what they need")
    );
    let parent = ground.get(Role::Parent, &format!("{base}/contacts/new")).await;
    assert!(!parent.text().contains("Think of what they need"));
    let elsewhere = format!("/pupils/{}/people/{}", ground.world.pupils[0].id, contact.id);
    assert_eq!(ground.get(Role::Senco, &elsewhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_adaptation_is_taken_back_on_its_page() {
    let ground = Ground::new().await;
    let page = format!("/pupils/{}/adaptations", ground.world.pupils[0].id);
    let added = ground.post(Role::Teacher, &page, "what=A+timer").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let text = ground.get(Role::Teacher, &page).await.text();
    let at = text.find("name=\"entry\" value=\"").unwrap() + "name=\"entry\" value=\"".len();
    let entry = &text[at..at + 36];
    let undo = async |version: u32, what: &str| {
        let form = format!("entry={entry}&version={version}&undo={what}");
        ground.post(Role::Teacher, &page, &form).await.status
    };
    assert_eq!(undo(1, "open-again").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(undo(1, "take-back").await, StatusCode::SEE_OTHER);
    let text = ground.get(Role::Teacher, &page).await.text();
    assert!(text.contains("Taken back (1)") && !text.contains("Being tried now"), "{text}");
    assert_eq!(undo(1, "put-back").await, StatusCode::CONFLICT);
    assert_eq!(undo(2, "put-back").await, StatusCode::SEE_OTHER);
    assert!(ground.get(Role::Teacher, &page).await.text().contains("Being tried now"));
}
