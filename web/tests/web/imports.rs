//! Imports on Back and on a second press: the columns are found again, nothing is done twice, each file has its name.

use axum::http::StatusCode;
use domain::people::{Role, Upn};

use crate::ground::{Answered, Ground};

/// Where a file leads to that was sent.
async fn sent(ground: &Ground, role: Role, path: &str, name: &str, content: &str) -> String {
    let answered = ground.send_file(role, path, &[], ("file", name, content.as_bytes())).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{path}: {}", answered.text());
    answered.location().to_owned()
}

fn leads_to(answered: &Answered) -> &str {
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
    answered.location().split(['?', '#']).next().unwrap_or_default()
}

#[tokio::test]
async fn the_columns_are_found_again_until_the_file_is_taken_and_it_is_taken_once() {
    let ground = Ground::new().await;
    let upn = |serial| Upn::compose(999, 2001, 22, serial);
    let roll = format!("{},Rollson,Kit,09/03/2018\n{},Rollson,Kat,10/03/2018\n", upn(41), upn(42));
    let staff = "Name,Email,Role\nMs J Sample,j.sample@school.example,TA\n".to_owned();
    let results = format!("UPN,Reading\n{},2b+\n", ground.world.pupils[0].upn);
    let roll_columns = "columns=upn&column-1=surname&column-2=forename&column-3=born-on";
    for (role, path, name, content, columns) in [
        (Role::DataManager, "/imports/roll", "pupils & all.csv", roll, roll_columns),
        (Role::Admin, "/imports/staff", "staff.csv", staff, "columns=name&column-1=email&column-2=roles"),
        (Role::DataManager, "/imports/attainment", "results.csv", results, ""),
    ] {
        let columns_page = sent(&ground, role, path, name, &content).await;
        let staged = columns_page.strip_suffix("/columns").unwrap().to_owned();
        let page = ground.get(role, &columns_page).await.text();
        // What the page begins with is sent, when the test does not say it.
        let form = if columns.is_empty() { chosen(&page) } else { columns.to_owned() };
        if path == "/imports/roll" {
            assert!(page.contains("holds values and no headings") && page.contains("2 rows"), "{page}");
            let waiting = ground.get(role, "/imports").await.text();
            assert!(waiting.contains("pupils &#38; all.csv"), "{waiting}");
        }
        for _ in 0..2 {
            // Back, and sent again: the same import, not a second one.
            let answered = ground.post(role, &columns_page, &form).await;
            assert_eq!(leads_to(&answered), staged);
            let page = ground.get(role, &staged).await.text();
            assert!(page.contains(&columns_page), "{page}");
            assert_eq!(ground.get(role, &columns_page).await.status, StatusCode::OK);
        }
        if path == "/imports/attainment" {
            // What is sent without the mark of what was shown is shown again, and nothing is taken.
            assert_eq!(leads_to(&ground.post(role, &staged, "").await), staged);
        }
        let page = ground.get(role, &staged).await.text();
        let seen = page.split_once("name=\"seen\" value=\"").map_or("", |(_, rest)| &rest[..10]);
        let answered = ground.post(role, &staged, &format!("seen={seen}")).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
        for answered in [
            ground.post(role, &staged, "").await,
            ground.get(role, &staged).await,
            ground.post(role, &columns_page, &form).await,
            ground.get(role, &columns_page).await,
        ] {
            let home = if role == Role::Admin { "/school" } else { "/imports" };
            assert_eq!(leads_to(&answered), home, "{path}");
        }
    }
    assert_eq!(ground.get(Role::DataManager, "/imports").await.text().matches("/throw-away").count(), 0);
    let unheard_of = format!("/imports/roll/{}", ground.world.id::<domain::EventId>());
    assert_eq!(ground.get(Role::DataManager, &unheard_of).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ground.get(Role::Teacher, &unheard_of).await.status, StatusCode::FORBIDDEN);
}

/// The boxes of a page as they are chosen.
fn chosen(page: &str) -> String {
    let mut pairs = Vec::new();
    for select in page.split("<select").skip(1) {
        let name = select.split_once("name=\"").unwrap().1.split('"').next().unwrap();
        let Some((before, _)) = select.split("</select>").next().unwrap().split_once(" selected") else {
            continue;
        };
        let value = before.rsplit_once("value=\"").unwrap().1.split('"').next().unwrap();
        pairs.push(format!("{name}={}", value.replace(':', "%3A")));
    }
    pairs.join("&")
}
