//! The page of a move to the next class or school.

use axum::http::StatusCode;
use domain::people::Role;

use crate::ground::Ground;

#[tokio::test]
async fn a_move_is_planned_on_its_page_and_read_by_the_parents() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let page = format!("{base}/transition");
    let empty = ground.get(Role::Parent, &page).await;
    assert!(empty.text().contains("No move to another class or school is planned yet"), "{}", empty.text());
    let form = ground.get(Role::Teacher, &page).await.text();
    assert!(form.contains("From which day is it prepared?") && form.contains("Visit or step 3"), "{form}");

    let day = |name: &str, (year, month, day): (u16, u8, u8)| {
        format!("&{name}-day={day}&{name}-month={month}&{name}-year={year}")
    };
    let wrong = ground.post(Role::Teacher, &page, "who-1=Mr+Gale&meets=Both+teachers").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = wrong.text();
    for words in ["Say to which class or school", "Say what it is", "Mr Gale", "Both teachers"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let typed = format!(
        "moves_to=next-teacher&from=4+Oak&to=5+Ash{}&what-1=A+morning+in+5+Ash&who-1=Mr+Gale{}&done-1=yes",
        day("begins_on", (2026, 9, 1)),
        day("on-1", (2026, 9, 10)),
    );
    let saved = ground.post(Role::Teacher, &page, &typed).await;
    assert_eq!(saved.location(), page, "{}", saved.text());
    let by_parent = ground.get(Role::Parent, &page).await.text();
    for words in ["It is being prepared", "5 Ash", "A morning in 5 Ash", "10 September 2026", "Yes"] {
        assert!(by_parent.contains(words), "{words}: {by_parent}");
    }
    assert!(!by_parent.contains("<form method=\"post\" novalidate"), "parents read it");
    assert_eq!(ground.post(Role::Parent, &page, &typed).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ground.get(Role::Ta, &page).await.status, StatusCode::FORBIDDEN);

    let form = ground.get(Role::Senco, &page).await.text();
    let at = form.find("name=\"entry\" value=\"").unwrap() + "name=\"entry\" value=\"".len();
    let again = |version: u32, to: &str| {
        format!(
            "{}&entry={}&version={version}",
            typed.replace("to=5+Ash", &format!("to={to}")),
            &form[at..at + 36]
        )
    };
    let saved = ground.post(Role::Senco, &page, &again(1, "5+Elm")).await;
    assert_eq!(saved.location(), page, "{}", saved.text());
    let stale = ground.post(Role::Teacher, &page, &again(1, "5+Yew")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("5 Elm") && stale.text().contains("5 Yew"), "both texts");
    let sheet = ground.get(Role::Parent, &format!("{base}/documents/transition-sheet/paper.pdf")).await;
    assert!(sheet.bytes.starts_with(b"%PDF"));
}
