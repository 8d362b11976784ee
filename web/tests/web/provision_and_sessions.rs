//! Provision in every view, a session taken back by a device, the week that is still open, the week child by child.

use app::teaching::{self, ChildLog, LogSession, SaveProvision};
use axum::http::StatusCode;
use domain::{
    ProvisionId, date,
    people::Role,
    provision::{SessionStatus, Tier},
};
use serde_json::json;

use crate::ground::Ground;

/// A group of the child of the teaching assistant, since the week before.
async fn group(ground: &Ground) -> ProvisionId {
    let input = SaveProvision {
        name: "Reading group".to_owned(),
        tier: Tier::Targeted,
        weekdays: vec![1, 3],
        starts_at: "9:15".to_owned(),
        minutes: 20,
        from_on: Some(date(2026, 9, 7)),
        until_on: Some(date(2026, 12, 18)),
        staff: vec![ground.world.accounts[&Role::Ta].id],
        places: vec![(ground.world.pupils[0].id, None)],
        ..SaveProvision::default()
    };
    let senco = ground.world.actor(Role::Senco);
    teaching::save_provision(&ground.app, &senco, ground.app.now(), input).await.unwrap().id()
}

#[tokio::test]
async fn each_view_of_provision_is_printed_and_counted_for_its_roles() {
    let ground = Ground::new().await;
    group(&ground).await;
    use Role::{Admin, DataManager, Governor, Head, Parent, Senco, Ta, Teacher};
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    for (path, kind, may, may_not) in [
        ("/provision.pdf", "application/pdf", &[Senco, Teacher, Ta, Head][..], &[Parent, Admin][..]),
        ("/provision.pdf?view=week", "application/pdf", &[Senco, Teacher, Ta, Head], &[Parent, Governor]),
        ("/provision.xlsx?view=week", sheet, &[Senco, Teacher, Ta, Head], &[Parent, Governor]),
        ("/provision/adults.pdf", "application/pdf", &[Senco, Teacher, Ta, Head], &[Parent, Governor]),
        ("/provision/money.pdf", "application/pdf", &[Senco, Head, Governor], &[Teacher, Ta, DataManager]),
        ("/provision/money.xlsx", sheet, &[Senco, Head, Governor], &[Teacher, Ta, DataManager, Parent]),
    ] {
        for role in may {
            let answered = ground.get(*role, path).await;
            assert_eq!(answered.status, StatusCode::OK, "{path} for {role:?}");
            assert_eq!(answered.headers["content-type"], kind, "{path}");
        }
        for role in may_not {
            assert_eq!(ground.get(*role, path).await.status, StatusCode::FORBIDDEN, "{path} for {role:?}");
        }
    }
    let week = ground.get(Role::Senco, "/provision?view=week").await.text();
    assert!(
        week.contains("/provision.pdf?view=week") && week.contains("/provision.xlsx?view=week"),
        "{week}"
    );
}

#[tokio::test]
async fn an_intervention_brings_its_usual_dose_and_a_new_group_is_nobody_elses() {
    let ground = Ground::new().await;
    let from_catalogue = ground.get(Role::Senco, "/provision/new?intervention=speech-sounds-practice").await;
    // Twelve school weeks from 14 September, half term between them.
    assert!(
        from_catalogue.text().contains("name=\"until-day\" type=\"text\" value=\"11\""),
        "{}",
        from_catalogue.text()
    );
    assert!(!from_catalogue.text().contains("name=\"version\""), "each makes a group of their own");
    let form = "intervention=speech-sounds-practice&name=Sounds+of+S&description=&minutes=20&tier=targeted&area=\
                &from-day=14&from-month=9&from-year=2026&until-day=18&until-month=12&until-year=2026&weekdays=2\
                &do=usual";
    let pressed = ground.post(Role::Senco, "/provision/new", form).await;
    assert_eq!(pressed.status, StatusCode::OK);
    let text = pressed.text();
    for expected in [
        "value=\"Sounds of S\"",
        "name=\"minutes\" type=\"text\" value=\"10\"",
        "name=\"until-day\" type=\"text\" value=\"11\"",
        "value=\"specialist\" checked",
        "<option value=\"communication-interaction\" selected>",
        "Short daily practice",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[tokio::test]
async fn a_device_takes_back_what_it_sent() {
    let ground = Ground::new().await;
    let id = group(&ground).await;
    let ta = ground.sign_in(Role::Ta).await;
    let today = json!({ "provision": id.to_string(), "on": "2026-09-14" });
    let said = ground.ask_in(&ta, "/my-week/take-back", &today).await.json();
    assert_eq!(said["words"], "Nothing was logged for that session.");

    let pupil = ground.world.pupils[0].id;
    let long = json!({ "entries": [{
        "id": "01900000-0000-7000-8000-000000000009", "provision": id.to_string(), "on": "2026-09-14", "version": 0,
        "status": "delivered", "line": "x".repeat(2001), "children": [],
    }] });
    let sent = ground.ask_in(&ta, "/my-week/sync", &long).await.json();
    assert_eq!(sent["outcomes"][0]["code"], "refused");
    assert!(sent["outcomes"][0]["words"].as_str().unwrap().contains("longer than 2,000 letters"), "{sent}");

    let entry = json!({ "entries": [{
        "id": "01900000-0000-7000-8000-000000000001", "provision": id.to_string(), "on": "2026-09-14", "version": 0,
        "status": "shortened", "minutes": 10, "children": [{ "pupil": pupil, "present": true, "prompts": 2 }],
    }] });
    let sent = ground.ask_in(&ta, "/my-week/sync", &entry).await.json();
    assert_eq!(sent["outcomes"][0]["code"], "done", "{sent}");
    let week = ground.ask_in(&ta, "/my-week/device", &json!({})).await.json();
    let groups = week["groups"].as_array().unwrap().clone();
    let of_today = groups.iter().find(|group| group["on"] == "2026-09-14").unwrap();
    assert_eq!((&of_today["may_undo"], &of_today["shortened"]), (&json!(true), &json!(10)), "{of_today}");
    assert_eq!((&of_today["children"][0]["prompts"], &of_today["minutes"]), (&json!(2), &json!(20)));
    let page = ground.get_in(&ta, &format!("/my-week/{id}/2026-09-14")).await.text();
    assert!(page.contains("prompts needed"), "what was counted is in sight: {page}");

    let said = ground.ask_in(&ta, "/my-week/take-back", &today).await.json();
    assert!(said["words"].as_str().unwrap().starts_with("Taken back"), "{said}");
    let other = ground.sign_in(Role::Parent).await;
    assert_eq!(ground.ask_in(&other, "/my-week/take-back", &today).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_session_says_which_logs_were_joined_and_of_whom_nothing_is_said() {
    let ground = Ground::new().await;
    let id = group(&ground).await;
    let [first, second] = [0, 1].map(|at| ground.world.pupils[at].id);
    let (ta, senco) = (ground.sign_in(Role::Ta).await, ground.sign_in(Role::Senco).await);
    let entry = |number: u32, present: bool| {
        json!({ "entries": [{
            "id": format!("01900000-0000-7000-8000-{number:012}"), "provision": id.to_string(), "on": "2026-09-14",
            "version": 0, "status": "delivered",
            "children": [
                { "pupil": first, "present": present, "why": if present { "" } else { "absent from school" } },
                { "pupil": second, "present": true },
            ],
        }] })
    };
    let sent = ground.ask_in(&ta, "/my-week/sync", &entry(1, false)).await.json();
    assert_eq!(sent["outcomes"][0]["code"], "done", "{sent}");
    assert_eq!(sent["outcomes"][0]["left_out"], json!([second]), "who has no place is left out: {sent}");
    let at = format!("/my-week/{id}/2026-09-14");
    assert!(!ground.get_in(&ta, &at).await.text().contains("were joined"));
    let sent = ground.ask_in(&senco, "/my-week/sync", &entry(2, true)).await.json();
    assert_eq!(sent["outcomes"][0]["code"], "joined", "{sent}");
    let page = ground.get_in(&ta, &at).await.text();
    for words in
        ["Two logs of this session were joined", "“away: absent from school”", "“there”. Taken: there."]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let week = ground.ask_in(&ta, "/my-week/device", &json!({})).await.json();
    let shown = week["groups"].as_array().unwrap().iter().find(|group| group["on"] == "2026-09-14").unwrap();
    assert_eq!(shown["joined"].as_array().unwrap().len(), 2, "the phone tells it too: {shown}");

    // Somebody gets a place after it was logged: nothing is said of them, until somebody says it.
    let place = teaching::GivePlace { pupil: second, provision: Some(id), target: None };
    let actor = ground.world.actor(Role::Senco);
    assert!(teaching::give_place(&ground.app, &actor, ground.app.now(), place).await.unwrap());
    let page = ground.get_in(&senco, &at).await.text();
    assert!(page.contains("Nothing is logged of") && page.contains("value=\"not-said\" selected"), "{page}");
    let here = |second_is: &str, version: u32| {
        format!(
            "version={version}&status=delivered&here-{first}=here&here-{second}={second_is}&line=Went+well"
        )
    };
    // Somebody whose page was older than the place says nothing of them either.
    let older = format!("version=2&status=delivered&here-{first}=here&line=Went");
    assert_eq!(ground.post_in(&senco, &at, &older).await.status, StatusCode::SEE_OTHER);
    assert!(ground.get_in(&senco, &at).await.text().contains("Nothing is logged of"), "still not said");
    assert_eq!(ground.post_in(&senco, &at, &here("not-said", 3)).await.status, StatusCode::SEE_OTHER);
    assert!(ground.get_in(&senco, &at).await.text().contains("Nothing is logged of"), "still not said");
    // A page that says nothing of anybody does not say that all were there.
    let nobody =
        here("not-said", 4).replace(&format!("here-{first}=here"), &format!("here-{first}=not-said"));
    let refused = ground.post_in(&senco, &at, &nobody).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Say of at least one child"), "{}", refused.text());
    assert_eq!(ground.post_in(&senco, &at, &here("here", 4)).await.status, StatusCode::SEE_OTHER);
    assert!(!ground.get_in(&senco, &at).await.text().contains("Nothing is logged of"));
}

#[tokio::test]
async fn gather_leads_to_the_week_that_is_still_open() {
    let ground = Ground::new().await;
    let id = group(&ground).await;
    let page = ground.get(Role::DataManager, "/gather").await.text();
    assert!(page.contains("The week of 7 September 2026 is still open"), "{page}");
    assert!(page.contains("2 of its 2 sessions have nothing entered"), "{page}");
    let before = ground.get(Role::DataManager, "/gather?week=2026-09-07").await.text();
    assert!(before.contains("Remind") && !before.contains("is still open"), "{before}");

    let ta = ground.world.actor(Role::Ta);
    let children = vec![ChildLog {
        pupil: ground.world.pupils[0].id,
        present: true,
        why: String::new(),
        line: String::new(),
        score: None,
        prompts: None,
    }];
    for on in [date(2026, 9, 7), date(2026, 9, 9)] {
        let log = LogSession {
            provision: id,
            on,
            version: 0,
            status: SessionStatus::Delivered,
            why: String::new(),
            line: String::new(),
            minutes: None,
            children: children.clone(),
            from_sheet: false,
            reason: String::new(),
        };
        teaching::log_session(&ground.app, &ta, ground.app.now(), log).await.unwrap();
    }
    let page = ground.get(Role::DataManager, "/gather").await.text();
    assert!(page.contains("All its sessions are entered: close it"), "{page}");
    let closed = ground.post(Role::DataManager, "/gather/close", "week=2026-09-07&note=").await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    let page = ground.get(Role::DataManager, "/gather").await.text();
    assert!(!page.contains("is still open"), "{page}");
}

#[tokio::test]
async fn the_week_is_narrowed_and_says_nothing_where_there_is_nothing() {
    let ground = Ground::new().await;
    for path in ["/week", "/week?show=off-track", "/week/2026-09-07?show=nothing-of-ours"] {
        for role in [Role::Senco, Role::Teacher] {
            let answered = ground.get(role, path).await;
            assert_eq!(answered.status, StatusCode::OK, "{path}");
            let page = answered.text();
            assert!(page.contains("Nothing is off track, missed, without data or met this week."), "{page}");
            for none in ["What changed since", "On track with every target", "Latest attainment"] {
                assert!(!page.contains(none), "{none}");
            }
        }
    }
}

#[tokio::test]
async fn two_who_log_one_session_see_each_others_words_and_lose_none() {
    let ground = Ground::new().await;
    let id = group(&ground).await;
    let child = &ground.world.pupils[0];
    let to = format!("/my-week/{id}/2026-09-14");
    let form = |version: u32, line: &str, message: &str| {
        format!("version={version}&status=delivered&here-{0}=here&line-{0}={line}&line={message}", child.id)
    };
    let first = ground.post(Role::Ta, &to, &form(0, "New+glasses", "Bring+the+blue+books")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let second = ground.post(Role::Senco, &to, &form(0, "Read+well", "Room+3+next+time")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let page = second.text();
    for words in ["Message to the teacher: Bring the blue books", "A line: New glasses"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("Bring the blue books\nRoom 3 next time"), "both stand in the box: {page}");
    assert!(page.contains("New glasses\nRead well"), "{page}");

    // The teacher of the child's class reads it on My class, the SENCO on the week's page, the parent nowhere.
    let mine = ground.get(Role::Teacher, "/my-class").await.text();
    assert!(mine.contains("Messages from groups") && mine.contains("Bring the blue books"), "{mine}");
    let progress = ground.get(Role::Senco, &format!("/pupils/{}/progress", child.id)).await.text();
    assert!(progress.contains("Said at sessions") && progress.contains("New glasses"), "{progress}");
    let device = ground.ask_in(&ground.sign_in(Role::Ta).await, "/my-week/device", &json!({})).await.json();
    assert_eq!(device["until"], "2026-09-20", "the device knows how far it knows: {device}");
}

#[tokio::test]
async fn a_week_with_sessions_still_to_come_is_closed_with_a_tick() {
    let ground = Ground::new().await;
    group(&ground).await;
    let asked = ground.post(Role::DataManager, "/gather/close", "week=2026-09-14&note=Early").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = asked.text();
    assert!(text.contains("2 sessions of this week are still to come") && text.contains("Early"), "{text}");
    let closed = "week=2026-09-14&note=Early&before-its-end=yes";
    assert_eq!(ground.post(Role::DataManager, "/gather/close", closed).await.status, StatusCode::SEE_OTHER);
}
