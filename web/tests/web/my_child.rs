//! A parent's home beside the county's process: what is asked of them, what they may read, in words for them.

use axum::http::StatusCode;
use domain::{pathway::StatutoryState, people::Role};

use crate::{ground::Ground, late::stand};

#[tokio::test]
async fn consent_is_asked_on_the_home_and_answered() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::Agreeing).await;
    let agreement = format!("{base}/ehc/agreement");
    let home = ground.get(Role::Parent, "/my-child").await.text();
    assert!(home.contains(&format!("href=\"{agreement}\"")) && home.contains("Where it is with the county"));
    assert!(!home.contains("only with your signed consent"), "{home}");
    let page = ground.get(Role::Parent, &base).await.text();
    assert!(!page.contains("Ask the parents") && page.contains("Say whether you agree"), "{page}");
    let staff = ground.get(Role::Senco, &base).await.text();
    assert!(staff.contains("Ask the parents for their signed consent"), "staff are told as before");
    let said = ground.post(Role::Parent, &agreement, "agrees=yes&name=Pat+Parent&words=").await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    assert!(ground.get(Role::Parent, "/my-child").await.text().contains("You agree"));
}

#[tokio::test]
async fn a_plan_in_place_is_there_to_read() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::EhcpInPlace).await;
    let change = format!("{base}/ehc/plan/change");
    let form = "outcomes=Reads+alone&line-1=Reading&minutes-1=90&line-2=&do=save&made_on-day=9&made_on-month=9&made_on-year=2026";
    let saved = ground.post(Role::Senco, &change, form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let home = ground.get(Role::Parent, "/my-child").await.text();
    for href in ["/ehc/plan\"", "/ehc/plan#section-f\"", "/ehc\""] {
        assert!(home.contains(&format!("href=\"{base}{href}")), "{href}: {home}");
        let path = format!("{base}{}", href.trim_end_matches('"').trim_end_matches("#section-f"));
        assert_eq!(ground.get(Role::Parent, &path).await.status, StatusCode::OK, "{path}");
    }
    assert!(!home.contains("No extra support"), "{home}");
}
