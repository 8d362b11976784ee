//! Today, board, register, my class and search: wired to their lists, for those who may.

use app::early;
use axum::http::StatusCode;
use domain::{
    date,
    people::Role,
    permissions::Action,
    record::{Concern, Party},
};
use store::queries::pupils;

use crate::ground::Ground;

const UGLY: &str = "<b>“=1+1”</b> & 👩🏽‍🏫";

async fn worried() -> Ground {
    let ground = Ground::new().await;
    let senco = ground.world.actor(Role::Senco);
    for child in [0, 3] {
        let concern = Concern { raised_by: Party::Parent, noticed: UGLY.to_owned(), ..Concern::default() };
        let pupil = ground.world.pupils[child].id;
        early::raise_concern(&ground.app, &senco, ground.app.now(), pupil, None, concern).await.unwrap();
    }
    ground
}

#[tokio::test]
async fn each_list_is_for_its_roles() {
    let ground = worried().await;
    use Role::{Admin, Agency, DataManager, Governor, Head, Parent, Pupil, Senco, Ta, Teacher};
    for (path, may, may_not) in [
        (
            "/board",
            &[Senco, Head][..],
            &[Teacher, Ta, DataManager, Governor, Parent, Pupil, Agency, Admin][..],
        ),
        ("/register", &[Senco, Head, DataManager, Teacher], &[Ta, Governor, Parent, Pupil, Agency, Admin]),
        ("/register.xlsx", &[Senco, Teacher], &[Ta, Governor, Parent, Admin]),
        ("/register.csv", &[Head, DataManager], &[Ta, Pupil, Agency]),
        ("/my-class", &[Teacher], &[Senco, Head, Ta, Parent]),
        (
            "/search?q=sam",
            &[Senco, Head, DataManager, Teacher, Ta],
            &[Governor, Parent, Pupil, Agency, Admin],
        ),
    ] {
        for role in may {
            assert_eq!(ground.get(*role, path).await.status, StatusCode::OK, "{path} for {role:?}");
        }
        for role in may_not {
            assert_eq!(ground.get(*role, path).await.status, StatusCode::FORBIDDEN, "{path} for {role:?}");
        }
    }
}

#[tokio::test]
async fn today_is_the_sencos_and_others_go_home() {
    let ground = worried().await;
    let page = ground.get(Role::Senco, "/").await.text();
    let child = &ground.world.pupils[0];
    assert!(page.contains(&format!("/pupils/{}/acknowledge", child.id)), "{page}");
    assert!(page.contains("raised by parent or carer"));
    assert!(page.contains("No legal date has passed."));
    assert_eq!(ground.get(Role::Teacher, "/").await.location(), "/my-class");
}

#[tokio::test]
async fn the_board_offers_a_move_and_is_narrowed() {
    let ground = worried().await;
    let child = &ground.world.pupils[0];
    let page = ground.get(Role::Senco, "/board").await.text();
    assert!(page.contains(&format!("/pupils/{}/move", child.id)));
    let moved = ground.get(Role::Senco, &format!("/pupils/{}/move", child.id)).await;
    assert!(moved.status.is_redirection(), "{}", moved.status);
    assert_eq!(ground.get(Role::Senco, moved.location()).await.status, StatusCode::OK);
    assert!(page.contains("1 Initial concern"));
    let class = ground.world.classes[1].id;
    let narrowed =
        ground.get(Role::Senco, &format!("/board?class={class}&year=nonsense&need=%FF")).await.text();
    assert!(narrowed.contains("1 of 2 children: only 4T."), "{narrowed}");
    assert!(!narrowed.contains(&child.id.to_string()));
}

#[tokio::test]
async fn the_register_keeps_what_was_asked_and_leaves_as_a_file() {
    let ground = worried().await;
    let page = ground.get(Role::Senco, "/register?status=M&since=2026-09-01&sort=-step").await.text();
    assert!(page.contains("/register.xlsx?status=M&#38;since=2026-09-01&#38;sort=-step"), "{page}");
    assert!(page.contains("aria-sort=\"descending\""));
    assert!(page.contains("initial concern, 14 September 2026"));
    let wrong = ground.get(Role::Senco, "/register?since=31/11/2026").await.text();
    assert!(wrong.contains("must be a real date") && wrong.contains("value=\"31/11/2026\""), "{wrong}");

    let file = ground.get(Role::Teacher, "/register.csv").await;
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("sen-register-2026-09-14.csv"));
    let text = file.text();
    assert!(
        text.contains("Łukasz Example") && !text.contains("Pim"),
        "a teacher takes out their own class: {text}"
    );
    assert!(ground.get(Role::Senco, "/register.xlsx").await.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn who_has_left_is_found_again_by_those_who_see_the_school() {
    let ground = worried().await;
    let roll = ground.world.on_school(Action::ImportRoll);
    let child = &ground.world.pupils[0];
    let tx = ground.world.write().await;
    pupils::leave(&tx, &roll, &[child.id], date(2026, 7, 17)).await.unwrap();
    ground.world.commit(tx, &roll).await;
    for path in ["/search?q=lukasz", "/register?status=left"] {
        let page = ground.get(Role::Head, path).await.text();
        assert!(
            page.contains("left on 17 July 2026") && page.contains(&child.id.to_string()),
            "{path}: {page}"
        );
        let page = ground.get(Role::Teacher, path).await.text();
        assert!(!page.contains(&child.id.to_string()), "{path}: {page}");
    }
    assert!(ground.get(Role::Senco, "/register").await.text().contains("Left the school"));
    assert!(!ground.get(Role::Teacher, "/register").await.text().contains("Left the school"));
}

#[tokio::test]
async fn every_list_leaves_as_a_spreadsheet_with_the_rows_that_are_shown() {
    let ground = worried().await;
    let sheet = async |role, path: &str| {
        let answered = ground.get(role, path).await;
        assert_eq!(answered.status, StatusCode::OK, "{path}");
        let kind = answered.headers["content-type"].to_str().unwrap();
        assert!(kind.contains("spreadsheetml"), "{path}: {kind}");
        let sheet = exchange::sheet::read(&answered.bytes).unwrap();
        let rows = sheet.rows.iter().flat_map(|row| row.cells.clone());
        sheet.headings.into_iter().chain(rows).collect::<Vec<_>>().join("\n")
    };
    let [first, .., third] = [0, 1, 3].map(|at| ground.world.pupils[at].name());
    let board = sheet(Role::Senco, "/board.xlsx").await;
    assert!(board.contains(&first) && board.contains(&third) && board.contains("Step in words"), "{board}");
    let page = ground.get(Role::Senco, "/board?year=4").await.text();
    assert!(page.contains("/board.xlsx?year=4"), "{page}");
    let narrowed = sheet(Role::Senco, "/board.xlsx?year=4").await;
    assert!(narrowed.contains(&third) && !narrowed.contains(&first), "{narrowed}");
    let mine = sheet(Role::Teacher, "/my-class.xlsx").await;
    assert!(mine.contains(&first) && mine.contains("To do"), "{mine}");
    for path in [
        "/week/2026-09-14/week.xlsx",
        "/gather.xlsx",
        "/reviews.xlsx",
        "/overview/applications.xlsx",
        "/overview/dates.xlsx",
    ] {
        // A list in which nobody stands is a workbook, too: its headings.
        let answered = ground.get(Role::Senco, path).await;
        assert_eq!(answered.status, StatusCode::OK, "{path}");
        assert!(answered.bytes.starts_with(b"PK"), "{path}");
        assert_eq!(ground.get(Role::Governor, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn my_class_says_what_is_owed_and_offers_a_concern_for_each_child() {
    let ground = worried().await;
    let page = ground.get(Role::Teacher, "/my-class").await.text();
    for pupil in &ground.world.pupils {
        let own = pupil.class == Some(ground.world.classes[0].id);
        assert_eq!(page.contains(&format!("/pupils/{}/concern", pupil.id)), own, "{}", pupil.name());
    }
    assert!(page.contains("fill in the checklist"), "{page}");
}

#[tokio::test]
async fn a_search_says_what_it_found() {
    let ground = worried().await;
    let short = ground.get(Role::Senco, "/search?q=zz").await.text();
    assert!(short.contains("Type at least 3 letters"));
    let none = ground.get(Role::Teacher, "/search?q=van-sample").await.text();
    assert!(none.contains("No child is found"));
    let child = &ground.world.pupils[3];
    let straight =
        ground.get(Role::Senco, &format!("/search?q=+{}", child.upn.as_str().to_lowercase())).await;
    assert_eq!(straight.location(), format!("/pupils/{}", child.id));
    let ugly = ground.get(Role::Senco, "/search?q=%3Cb%3E%22%27").await.text();
    assert!(!ugly.contains("<b>\"'"), "{ugly}");
}

#[tokio::test]
async fn from_may_on_the_next_school_year_is_asked_for_where_each_starts() {
    for (day, is_asked) in [(date(2028, 4, 28), false), (date(2028, 5, 1), true)] {
        let ground = Ground::on(day).await;
        for (role, home) in [(Role::Senco, "/"), (Role::DataManager, "/gather"), (Role::Admin, "/school")] {
            let page = ground.get(role, home).await.text();
            assert_eq!(page.contains("/school/calendar?year=2028"), is_asked, "{role:?} on {day}: {page}");
        }
    }
}
