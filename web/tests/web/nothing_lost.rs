//! Nothing lost, over HTTP: drafts of forms, two texts joined, versions, the page without data.

use axum::http::{StatusCode, header};
use domain::people::Role;
use serde_json::json;

use crate::{
    ground::Ground,
    walk::school::{Kind, School},
};

#[tokio::test]
async fn a_form_is_kept_while_it_is_typed_and_forgotten_when_it_is_sent() {
    let ground = Ground::new().await;
    let teacher = ground.sign_in(Role::Teacher).await;
    let path = format!("/pupils/{}/concern", ground.world.pupils[1].id);
    let page = ground.get_in(&teacher, &path).await.text();
    let account = ground.world.accounts[&Role::Teacher].id;
    assert!(page.contains(&format!("data-account=\"{account}\"")) && !page.contains("data-answers-form"));

    let form = format!("{path}#1");
    let typing =
        json!({ "form": form, "fields": [["noticed", "Loses the pl"]], "device": "desk", "seen": null });
    let kept = ground.ask_in(&teacher, "/drafts", &typing).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    // Signed out and in again, in another browser: it is there.
    let again = ground.sign_in(Role::Teacher).await;
    let opened = ground.ask_in(&again, "/drafts/open", &json!({ "form": form, "shared": true })).await.json();
    assert_eq!(opened["draft"]["fields"], json!([["noticed", "Loses the pl"]]));
    assert_eq!(opened["draft"]["ago"], "just now");
    let other = json!({ "form": form, "fields": [["noticed", "Other"]], "device": "phone", "seen": null });
    let refused = ground.ask_in(&again, "/drafts", &other).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["draft"]["fields"][0][1], "Loses the pl");
    // Somebody else has none of it, and sees who is there.
    let senco = ground.sign_in(Role::Senco).await;
    let hers = ground.ask_in(&senco, "/drafts/open", &json!({ "form": form, "shared": true })).await.json();
    assert!(hers["draft"].is_null());
    assert_eq!(hers["others"].as_array().unwrap().len(), 1);

    let wrong =
        ground.post_in(&teacher, &format!("{path}?draft={}", form.replace('#', "%23")), "noticed=").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("data-answers-form"));
    let still = ground.ask_in(&teacher, "/drafts/open", &json!({ "form": form })).await.json();
    assert!(!still["draft"].is_null(), "a form that came back is not sent");
    let to = format!("{path}?draft={}", form.replace('#', "%23"));
    let sent = ground.post_in(&teacher, &to, "noticed=Loses+the+place").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let gone = ground.ask_in(&teacher, "/drafts/open", &json!({ "form": form })).await.json();
    assert!(gone["draft"].is_null());
}

#[tokio::test]
async fn a_form_out_of_reach_keeps_nothing() {
    let ground = Ground::new().await;
    let teacher = ground.sign_in(Role::Teacher).await;
    let elsewhere = format!("/pupils/{}/concern#1", ground.world.pupils[3].id);
    for form in [elsewhere.as_str(), "/nowhere#1", "/school/settings#1", "/sign-in#1", "/pupils/x/concern#1"]
    {
        let typing = json!({ "form": form, "fields": [["a", "b"]], "device": "", "seen": null });
        for path in ["/drafts", "/drafts/open", "/drafts/here", "/drafts/forget"] {
            assert_eq!(
                ground.ask_in(&teacher, path, &typing).await.status,
                StatusCode::NOT_FOUND,
                "{path} {form}"
            );
        }
    }
    let typing = json!({ "form": "/pupils/x/concern#1", "fields": [], "device": "", "seen": null });
    assert_eq!(ground.ask_in("nobody", "/drafts", &typing).await.status, StatusCode::SEE_OTHER);
    let key = ground.ask_in(&teacher, "/outbox/key", &json!({})).await.json();
    assert_eq!(key["secret"].as_str().unwrap().len(), 64);
}

#[tokio::test]
async fn two_texts_are_chosen_part_by_part_and_versions_come_back() {
    let ground = Ground::new().await;
    let teacher = ground.sign_in(Role::Teacher).await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let path = format!("{base}/key-facts");
    let senco = ground.sign_in(Role::Senco).await;
    let form = ground.get_in(&senco, &path).await.text();
    let version =
        form.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let first = format!("version={version}&key_facts=Allergic+to+nuts%0AWears+glasses");
    assert_eq!(ground.post_in(&senco, &path, &first).await.status, StatusCode::SEE_OTHER);
    let second = format!("version={version}&key_facts=Allergic+to+nuts%0AUses+an+inhaler");
    let conflict = ground.post_in(&senco, &path, &second).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let text = conflict.text();
    for words in ["Wears glasses", "Uses an inhaler", "join~key_facts~0~same", "join~key_facts~1~take"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let now = text.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let joined = format!(
        "version={now}&join~key_facts~0~same=Allergic+to+nuts&join~key_facts~1~theirs=Wears+glasses\
         &join~key_facts~1~yours=Uses+an+inhaler&join~key_facts~1~take=both"
    );
    assert_eq!(ground.post_in(&senco, &path, &joined).await.status, StatusCode::SEE_OTHER);
    let after = ground.get_in(&senco, &path).await.text();
    assert!(after.contains("Allergic to nuts\nWears glasses\nUses an inhaler"), "{after}");

    // A concern in three versions: opened, compared, put back.
    let concern = format!("{base}/concern");
    ground.post_in(&teacher, &concern, "noticed=Loses+the+place").await;
    let story = ground.get_in(&teacher, &format!("{base}/story")).await.text();
    let entry = story.split("/entries/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let change = format!("entry={entry}&version=1&noticed=Loses+the+line");
    let changed = ground.post_in(&teacher, &concern, &change).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    let page = format!("{base}/entries/{entry}");
    let compared = ground.get_in(&teacher, &format!("{page}?from=1&to=2")).await.text();
    assert!(
        compared.contains("taken out: </span>place<") && compared.contains("new: </span>line<"),
        "{compared}"
    );
    let old = ground.get_in(&teacher, &format!("{page}?version=1")).await.text();
    assert!(old.contains("Loses the place") && old.contains("Put version 1 back"), "{old}");
    assert_eq!(ground.get_in(&teacher, &format!("{page}?version=9")).await.status, StatusCode::NOT_FOUND);
    let stale = ground.post_in(&teacher, &page, "version=1&back=1").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(ground.post_in(&teacher, &page, "version=2&back=1").await.status, StatusCode::SEE_OTHER);
    let newest = ground.get_in(&teacher, &page).await.text();
    assert!(newest.contains("Version 3") && newest.contains("Loses the place"), "{newest}");
}

#[tokio::test]
async fn the_page_without_a_network_holds_no_data() {
    let ground = Ground::new().await;
    let shell = ground.get(Role::Ta, "/my-week/phone").await;
    assert_eq!(shell.status, StatusCode::OK);
    let nobody = ground.get_in("nobody", "/my-week/phone").await;
    assert_eq!(shell.bytes, nobody.bytes, "the same for everybody");
    let offline = ground.get(Role::Senco, "/offline").await;
    assert!(offline.text().contains("No connection"));
    assert_eq!(offline.bytes, ground.get_in("nobody", "/offline").await.bytes, "the same for everybody");
    let worker = ground.get_in("nobody", "/sw.js").await;
    assert!(worker.text().contains("/offline"), "what other pages lead to is kept, too");
    assert_eq!(worker.headers[header::CACHE_CONTROL], "no-cache");
    let text = worker.text();
    for name in ["app.css", "app.js", "week.js"] {
        assert!(text.contains(web::assets::asset(name)), "{name}");
    }
    let manifest = ground.get_in("nobody", "/manifest.webmanifest").await;
    assert_eq!(manifest.json()["start_url"], "/my-week/phone");
    for icon in manifest.json()["icons"].as_array().unwrap() {
        let answered = ground.get_in("nobody", icon["src"].as_str().unwrap()).await;
        let kind = answered.headers[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        assert!(kind.starts_with(icon["type"].as_str().unwrap()), "{icon}: {kind}");
        if kind == "image/png" {
            // Width and height stand at the head of the file: the size that the manifest names is the size that it has.
            let at = |from: usize| u32::from_be_bytes(answered.bytes[from..from + 4].try_into().unwrap());
            assert_eq!(format!("{}x{}", at(16), at(20)), icon["sizes"].as_str().unwrap());
        }
    }
    let purposes: Vec<_> =
        manifest.json()["icons"].as_array().unwrap().iter().map(|one| one["purpose"].clone()).collect();
    assert!(purposes.iter().any(|purpose| purpose == "maskable"));
    let week = ground.ask_in(&ground.sign_in(Role::Ta).await, "/my-week/device", &json!({})).await;
    assert_eq!(week.json()["today"], "2026-09-14");
    let nothing = json!({ "entries": [{
        "id": "01900000-0000-7000-8000-000000000001", "provision": "x", "on": "2026-09-14", "status": "delivered",
        "children": [],
    }] });
    let told = ground.ask_in(&ground.sign_in(Role::Ta).await, "/my-week/sync", &nothing).await.json();
    assert_eq!(told["outcomes"][0]["code"], "refused");
}

#[tokio::test]
async fn what_was_written_by_mistake_is_taken_out_put_back_and_shared_on_its_own_page() {
    let ground = Ground::new().await;
    let teacher = ground.sign_in(Role::Teacher).await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let log = format!("{base}/contacts");
    let talk = "person=parent&who-parent=Ms+Guardian&how=call&about=general&reached=yes&said=Of+another+child&shared=yes&on-day=14&\
                on-month=9&on-year=2026";
    let added = ground.post_in(&teacher, &format!("{log}/new"), talk).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let list = ground.get_in(&teacher, &log).await.text();
    let entry = list.split("/entries/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = format!("{base}/entries/{entry}");
    let shown = ground.get_in(&teacher, &page).await.text();
    assert!(
        shown.contains("Stop sharing with the parents") && shown.contains("Written by mistake"),
        "{shown}"
    );
    let stopped = ground.post_in(&teacher, &page, "do=share&version=1&shared=no").await;
    assert_eq!(stopped.status, StatusCode::SEE_OTHER);
    assert!(ground.get_in(&teacher, &page).await.text().contains("Share with the parents"));

    let without = ground.post_in(&teacher, &page, "do=take-out&why=").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text().contains("Say in a line why it is a mistake"));
    let out = ground.post_in(&teacher, &page, "do=take-out&why=Another+child").await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!(ground.get_in(&teacher, &page).await.status, StatusCode::NOT_FOUND);
    let senco = ground.sign_in(Role::Senco).await;
    let trail = ground.get_in(&senco, &format!("{base}/trail")).await.text();
    assert!(trail.contains("Taken out as a mistake") && trail.contains(&entry), "{trail}");
    let kept = ground.get_in(&senco, &page).await.text();
    assert!(kept.contains("Another child") && kept.contains("Put it back"), "{kept}");
    assert_eq!(ground.post_in(&senco, &page, "do=put-back").await.status, StatusCode::SEE_OTHER);
    assert_eq!(ground.get_in(&teacher, &page).await.status, StatusCode::OK);
}

#[tokio::test]
async fn two_first_saves_show_both_texts() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let join = format!("{base}/profile/join");
    let senco = ground.sign_in(Role::Senco).await;
    let saved = ground.post_in(&senco, &join, "difficult=Noise&help=First+words").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let both = ground.post_in(&senco, &join, "difficult=Noise&help=Other+words").await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    let text = both.text();
    assert!(text.contains("First words") && text.contains("Other words"), "{text}");
    let entry = text.split("name=\"entry\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let joined = format!(
        "entry={entry}&version=1&difficult=Noise&join~help~0~theirs=First+words&join~help~0~yours=Other+words&\
         join~help~0~take=both"
    );
    assert_eq!(ground.post_in(&senco, &join, &joined).await.status, StatusCode::SEE_OTHER);
    let after = ground.get_in(&senco, &join).await.text();
    assert!(after.contains("First words") && after.contains("Other words"), "{after}");

    let list = format!("{base}/checklist");
    let teacher = ground.sign_in(Role::Teacher).await;
    assert_eq!(ground.post_in(&teacher, &list, "item-1=3").await.status, StatusCode::SEE_OTHER);
    let both = ground.post_in(&senco, &list, "item-2=1").await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.text().contains("What only they changed stands as they left it"), "{}", both.text());
}

#[tokio::test]
async fn a_text_that_is_too_long_comes_back_to_be_shortened() {
    let ground = Ground::new().await;
    let path = format!("/pupils/{}/concern", ground.world.pupils[1].id);
    let long = "x".repeat(20_001);
    let typed = format!("noticed=Loses+the+place&where_and_when={long}&areas=cognition-learning");
    let refused = ground.post(Role::Teacher, &format!("{path}?draft=kept"), &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(text.contains("“Where and when” is 20,001 letters long: shorten it to 20,000 or fewer"));
    assert!(text.contains(&format!("action=\"{path}?draft=kept\"")) && text.contains(&long));
    assert!(
        text.contains("name=\"noticed\" value=\"Loses the place\"") && text.contains("data-answers-form")
    );

    // With a file beside it, too; and after the session ended nothing of it is lost.
    let report = format!("/pupils/{}/reports/new", ground.world.pupils[1].id);
    let fields = [("title", "Speech"), ("advises", &*long)];
    let with_file =
        ground.send_file(Role::Senco, &report, &fields, ("file", "report.pdf", b"%PDF-1.4")).await;
    assert_eq!(with_file.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = with_file.text();
    assert!(
        text.contains("“Advises” is 20,001 letters long") && text.contains("add it again"),
        "{}",
        text.len()
    );
    let kept = ground.post_in("a-session-that-ended", &path, &typed).await;
    assert_eq!(kept.status, StatusCode::UNAUTHORIZED);
    assert!(kept.text().contains(&long));

    let shortened = ground.post(Role::Teacher, &path, &typed.replace(&long, &long[1..])).await;
    assert_eq!(shortened.status, StatusCode::SEE_OTHER, "{}", shortened.text());
    // A password is never written into a page.
    let signing_in = format!("email=a%40example.test&password=secret+words+here&next={long}");
    let outside = ground.post_in("", "/sign-in", &signing_in).await;
    assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!outside.text().contains("secret"));
}

#[tokio::test]
async fn the_text_of_a_file_is_carried_on_however_long_it_is() {
    let school = School::of(Kind::Full).await;
    let session = Some(school.person(Role::Senco).session.as_str());
    let register = school.get(session, "/register").await.text();
    let mut children = register.split("/pupils/").skip(1).map(|rest| &rest[..36]);
    let (base, file) = loop {
        let base = format!("/pupils/{}/plan", children.next().expect("a child has a plan"));
        let file = school.get(session, &format!("{base}/plan.json")).await;
        if file.status == StatusCode::OK {
            break (base, file.text());
        }
    };
    let long = file + &" ".repeat(30_000);
    let coded: String = long.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let taken = school.post(session, &format!("{base}/file/take"), &format!("text={coded}")).await;
    assert_ne!(taken.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!taken.text().contains("Shorten what you wrote"), "nobody typed it");
}
