//! An annual review's meeting on its pages: no notice without time and place, an invitation to answer, who comes.

use axum::http::StatusCode;
use domain::{pathway::StatutoryState, people::Role};

use crate::{ground::Ground, late::stand};

#[tokio::test]
async fn the_notice_waits_for_time_and_place_and_is_answered_on_the_home() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::EhcpInPlace).await;
    let plan = "outcomes=Reads+alone&line-1=Reading&minutes-1=90&line-2=&do=save&made_on-day=9&made_on-month=9&made_on-year=2026";
    ground.post(Role::Senco, &format!("{base}/ehc/plan/change"), plan).await;
    let day = "meeting_on-day=14&meeting_on-month=6&meeting_on-year=2027";
    let parent = ground.world.accounts[&Role::Parent].id;
    let new = format!("{base}/ehc/annual-review/new");
    let wrong = ground.post(Role::Senco, &new, &format!("{day}&at=noon&minutes=60&place=Library")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Enter when it begins") && wrong.text().contains("Library"));
    let planned = ground.post(Role::Senco, &new, &format!("{day}&invite={parent}")).await;
    let (here, list) = (planned.location().to_owned(), format!("{}/invited", planned.location()));
    let page = ground.get(Role::Senco, &list).await.text();
    assert!(page.contains("The notice cannot go yet") && !page.contains("Send the notice"), "{page}");
    assert!(page.contains("Set the time, how long it is and the place of the meeting first"), "{page}");

    let set = format!("version=1&{day}&at=14%3A00&minutes=60&place=Library");
    assert_eq!(ground.post(Role::Senco, &here, &set).await.location(), here);
    let sent = ground.post(Role::Senco, &list, "do=notice&version=2").await;
    assert_eq!(sent.location(), list, "{}", sent.text());
    let home = ground.get(Role::Parent, "/my-child").await.text();
    assert!(home.contains("Annual review meeting for") && home.contains("at 14:00, 60 minutes"), "{home}");
    let id = here.rsplit('/').next().unwrap();
    let meeting = format!("/meetings/{id}");
    let file = ground.get(Role::Parent, &format!("{meeting}/invitation.ics")).await.text();
    assert!(file.contains("LOCATION:Library"), "{file}");
    assert_eq!(ground.post(Role::Parent, &meeting, "reply=yes").await.status, StatusCode::SEE_OTHER);
    let page = ground.get(Role::Senco, &list).await.text();
    assert!(page.contains("1 comes") && page.contains("Comes"), "{page}");
    // The form of before the answer is no conflict.
    let said = ground.post(Role::Senco, &list, "do=said&version=3&who=0&reply=no&words=").await;
    assert_eq!(said.location(), list, "{}", said.text());
    assert!(ground.get(Role::Senco, &list).await.text().contains("Does not come"));
    assert_eq!(ground.get(Role::Teacher, &meeting).await.status, StatusCode::NOT_FOUND, "not invited");
}
