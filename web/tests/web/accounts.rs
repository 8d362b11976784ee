//! Accounts on pages: what an administrator is told before somebody else reaches children.

use axum::http::StatusCode;
use domain::people::Role;

use crate::ground::Ground;

#[tokio::test]
async fn handing_over_says_what_somebody_becomes_and_waits_for_the_tick() {
    let ground = Ground::new().await;
    let account = |role| ground.world.accounts[&role].id;
    let page = format!("/school/accounts/{}", account(Role::Teacher));
    let text = ground.get(Role::Admin, &page).await.text();
    assert!(text.contains("Governor of the Test (Governor)"), "roles stand in the list: {text}");
    assert!(!text.contains("name=\"becomes\""), "nobody is chosen yet");

    let form = format!("do=hand-over&to={}&on-day=14&on-month=9&on-year=2026", account(Role::Governor));
    let asked = ground.post(Role::Admin, &page, &form).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = asked.text();
    assert!(text.contains("Governor of the Test becomes “Class teacher”, and sees these children"), "{text}");
    let class = format!("/pupils/{}", ground.world.pupils[0].id);
    assert_eq!(ground.get(Role::Governor, &class).await.status, StatusCode::NOT_FOUND);

    // The tick is for one person: with another chosen, it is asked again.
    let tick = format!("&becomes={}+teacher", account(Role::Governor));
    let other = form.replace(&account(Role::Governor).to_string(), &account(Role::Head).to_string());
    let asked = ground.post(Role::Admin, &page, &(other + &tick)).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = ground.post(Role::Admin, &page, &(form + &tick)).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, page.as_str()), "{}", done.text());
    assert_eq!(ground.get(Role::Governor, &class).await.status, StatusCode::OK);
}
