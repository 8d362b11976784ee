//! Who reaches a child: barred and lifted on the child's page, a class taken for a day.

use axum::http::StatusCode;
use domain::{
    ContactId,
    people::{Contact, ContactNeeds, Role},
    permissions::Action,
};
use store::queries::contacts;

use crate::ground::Ground;

/// The parent of a child, on the roll and with an account.
async fn parent_of(ground: &Ground, child: usize) -> ContactId {
    let contact = Contact {
        id: ground.world.id(),
        pupil: ground.world.pupils[child].id,
        position: 1,
        title: "Ms".into(),
        surname: "Guardian".into(),
        forename: "Wren".into(),
        relationship: "PAM".into(),
        responsibility: true,
        barred: false,
        phones: Vec::new(),
        email: "wren@example.test".into(),
        address: String::new(),
        account: Some(ground.world.accounts[&Role::Parent].id),
        needs: ContactNeeds::default(),
    };
    let allowed = ground.world.on_school(Action::ImportRoll);
    let tx = ground.world.write().await;
    contacts::make(&tx, &allowed, std::slice::from_ref(&contact)).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    contact.id
}

#[tokio::test]
async fn a_barred_parent_finds_nothing_from_the_next_page_on_and_staff_read_why() {
    let ground = Ground::new().await;
    let contact = parent_of(&ground, 1).await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let form = format!("{base}/people/{contact}/bar");
    let parent = ground.sign_in(Role::Parent).await;
    assert_eq!(ground.get_in(&parent, &base).await.status, StatusCode::OK);
    assert_eq!(ground.get(Role::Teacher, &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ground.get_in(&parent, &form).await.status, StatusCode::FORBIDDEN);
    assert!(ground.get(Role::Senco, &format!("{base}/people")).await.text().contains("Bar from this child"));
    assert!(ground.get(Role::Senco, &form).await.text().contains("Bar them now"));
    let wrong = ground.post(Role::Senco, &form, "do=bar&why=As+the+court+says").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("As the court says") && wrong.text().contains("Choose what it rests on"));
    let order = "do=bar&ground=court-order&why=No+contact&decided_on-day=3&decided_on-month=9&decided_on-year=2026\
                 &decided_by=Family+Court&filed=Safe";
    let done = ground.post(Role::Senco, &form, order).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    for path in ["", "/plan", "/people", "/documents"] {
        assert_eq!(
            ground.get_in(&parent, &format!("{base}{path}")).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let people = ground.get(Role::Teacher, &format!("{base}/people")).await.text();
    assert!(people.contains("May not have this child’s papers or see the record"), "{people}");
    assert!(people.contains("A court order of 3 September 2026, Family Court: No contact. Filed: Safe."));
    assert!(!ground.get(Role::Pupil, &format!("{base}/people")).await.text().contains("court"));
    let lifted = ground.post(Role::Head, &form, "do=lift&why=It+has+ended&decided_by=Family+Court").await;
    assert_eq!(lifted.status, StatusCode::SEE_OTHER, "{}", lifted.text());
    assert_eq!(ground.get_in(&parent, &base).await.status, StatusCode::OK);
}
