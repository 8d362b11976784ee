//! Steps 1 to 3 as pages: a concern by teacher and parent, what is typed is never lost, a child's own page.

use app::early;
use axum::http::{StatusCode, header};
use domain::{
    people::Role,
    record::{Content, Entry, EntryKind},
};

use crate::ground::Ground;

/// What stands on a child's record, oldest first, as the SENCO reads it.
async fn record(ground: &Ground, child: usize) -> Vec<Entry> {
    let senco = ground.world.actor(Role::Senco);
    let pupil = &ground.world.pupils[child];
    let all = early::written(&ground.app, &senco, pupil, EntryKind::ALL).await.unwrap();
    all.into_iter().map(|one| one.entry).collect()
}

#[tokio::test]
async fn a_teacher_records_a_concern_and_goes_on_to_the_checklist() {
    let ground = Ground::new().await;
    let path = format!("/pupils/{}/concern", ground.world.pupils[1].id);
    let form = ground.get(Role::Teacher, &path).await.text();
    for words in ["Initial concern (SEN)", "Worried that a child is not safe?", "95.0%", "The school knows"] {
        assert!(form.contains(words), "{words}");
    }
    let empty =
        ground.post(Role::Teacher, &path, "noticed=+&strengths=Kind+%22to%22+all&areas=not-sure").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = empty.text();
    assert!(text.contains("Kind &#34;to&#34; all") && text.contains("href=\"#noticed\""), "{text}");
    let wrong_day = "noticed=x&talked_on-day=31&talked_on-month=2&talked_on-year=2026&parents_said=Yes+too";
    let wrong = ground.post(Role::Teacher, &path, wrong_day).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("must be a real date") && wrong.text().contains("Yes too"));

    let saved = ground.post(Role::Teacher, &path, "noticed=Loses+the+place&areas=cognition-learning").await;
    assert_eq!(saved.location(), format!("/pupils/{}/checklist", ground.world.pupils[1].id));
    let said = saved.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(!said.contains("Si%C3%A2n"), "{said}");
    let Content::Concern(concern) = &record(&ground, 1).await[0].content else { panic!() };
    assert_eq!((concern.noticed.as_str(), concern.areas.len()), ("Loses the place", 1));
    // Another class is not there; a child whom one sees may still not be one's to write of.
    let elsewhere = format!("/pupils/{}/concern", ground.world.pupils[3].id);
    assert_eq!(ground.post(Role::Teacher, &elsewhere, "noticed=x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(ground.post(Role::Agency, &path, "noticed=x").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_parent_tells_the_school_from_their_own_page() {
    let ground = Ground::new().await;
    let home = ground.get(Role::Parent, "/my-child").await.text();
    assert!(home.contains("Where we are") && home.contains("Siân"), "{home}");
    let path = format!("/my-child/{}/concern", ground.world.pupils[1].id);
    let wrong = ground.post(Role::Parent, &path, "noticed=&tried=Reading+at+bedtime").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Reading at bedtime"));
    let saved = ground.post(Role::Parent, &path, "noticed=%D9%84%D8%A7+%D9%8A%D9%86%D8%A7%D9%85").await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/my-child"));
    assert!(ground.get(Role::Parent, "/my-child").await.text().contains("لا ينام"));
    let other = format!("/my-child/{}/concern", ground.world.pupils[0].id);
    assert_eq!(ground.get(Role::Parent, &other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ground.get(Role::Teacher, &path).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_sent_after_its_session_ended_keeps_what_was_typed() {
    let ground = Ground::new().await;
    let path = format!("/pupils/{}/concern", ground.world.pupils[1].id);
    let kept = ground.post_in("gone", &path, "noticed=Every+word+%3Cb%3E+counts&areas=not-sure").await;
    assert_eq!(kept.status, StatusCode::UNAUTHORIZED);
    let text = kept.text();
    let hidden = "name=\"noticed\" value=\"Every word &#60;b&#62; counts\"";
    assert!(text.contains(hidden) && text.contains(&format!("action=\"{path}\"")), "{text}");
    assert!(record(&ground, 1).await.is_empty());
    let refused = ground.get_in("gone", &path).await;
    assert!(refused.location().starts_with("/sign-in?next="));
}

#[tokio::test]
async fn two_who_save_see_both_texts() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[1].id;
    let path = format!("/pupils/{child}/profile/join");
    let first = "difficult=Noise&help=Quiet&admire=Kind";
    assert_eq!(ground.post(Role::Senco, &path, first).await.status, StatusCode::SEE_OTHER);
    let entry = record(&ground, 1).await.remove(0);
    let again =
        |help: &str| format!("entry={}&version=1&difficult=Noise&help={help}&admire=Kind&sign=yes", entry.id);
    assert_eq!(ground.post(Role::Senco, &path, &again("Theirs")).await.status, StatusCode::SEE_OTHER);
    let both = ground.post(Role::Senco, &path, &again("Mine")).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    let text = both.text();
    assert!(text.contains("Theirs") && text.contains("Mine") && text.contains("name=\"sign\""), "{text}");
    assert!(text.contains("name=\"version\" value=\"2\""));
    assert_eq!(ground.get(Role::Teacher, &path).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_checklist_says_progress_and_keeps_no_safeguarding_answer() {
    let ground = Ground::new().await;
    let path = format!("/pupils/{}/checklist", ground.world.pupils[0].id);
    let form = ground.get(Role::Teacher, &path).await.text();
    assert!(form.contains("0 of 53 answered") && !form.contains("name=\"item-36\""));
    assert!(form.contains("record it in the safeguarding system now"));
    let saved = ground.post(Role::Teacher, &path, "item-1=3&item-36=2").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(ground.get(Role::Teacher, &path).await.text().contains("1 of 53 answered"));
    let read = ground.get(Role::Ta, &path).await.text();
    assert!(read.contains("Most days") && !read.contains("type=\"radio\""));
}

#[tokio::test]
async fn two_who_answer_a_checklist_keep_each_others_answers() {
    let ground = Ground::new().await;
    let path = format!("/pupils/{}/checklist", ground.world.pupils[0].id);
    assert_eq!(
        ground.post(Role::Teacher, &path, "item-1=3&item-2=0&item-3=1").await.status,
        StatusCode::SEE_OTHER
    );
    let entry = record(&ground, 0).await.remove(0).id;
    let from_first = |answers: &str| format!("entry={entry}&version=1&{answers}");
    let theirs = from_first("item-1=1&item-2=0&item-3=2&item-5=2");
    assert_eq!(ground.post(Role::Senco, &path, &theirs).await.status, StatusCode::SEE_OTHER);
    let both = ground.post(Role::Teacher, &path, &from_first("item-1=3&item-2=1&item-3=0&item-4=3")).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    let text = both.text();
    let chosen = |item: u32, answer: u32| {
        let (name, value) = (format!("name=\"item-{item}\""), format!("value=\"{answer}\""));
        text.split("<input")
            .find(|tag| tag.contains(&name) && tag.contains(&value))
            .is_some_and(|tag| tag.contains("checked"))
    };
    // Only they changed the first and answered the fifth; only you changed the second and the fourth; both the third.
    for (item, answer) in [(1, 1), (2, 1), (3, 0), (4, 3), (5, 2)] {
        assert!(chosen(item, answer), "item {item}: {text}");
    }
    assert!(
        text.contains("they gave “Often” meanwhile") && text.contains("name=\"version\" value=\"2\""),
        "{text}"
    );
    assert_eq!(text.matches("meanwhile. What you gave").count(), 2, "in the summary and at the question");
}

#[tokio::test]
async fn a_childs_own_page_opens_on_a_shared_device_and_reaches_nothing_else() {
    let ground = Ground::new().await;
    let child = ground.world.pupils[0].id;
    let adult = ground.sign_in(Role::Teacher).await;
    ground.post(Role::Teacher, &format!("/pupils/{child}/notes"), "text=Between+us").await;
    let opened = ground.post_in(&adult, &format!("/pupils/{child}/open-their-page"), "").await;
    assert_eq!(opened.location(), "/about-me");
    let cookie = opened.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned();
    let session = cookie.strip_prefix("waymark=").unwrap().split(';').next().unwrap();
    assert!(ground.get_in(&adult, "/about-me").await.location().starts_with("/sign-in"));
    let page = ground.get_in(session, "/about-me").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.headers.contains_key(header::REFRESH) && !page.text().contains("of the Test"));
    let part = ground.post_in(session, "/about-me/part", "pictures=difficult-noise&help=Calm").await;
    assert_eq!(part.location(), "/about-me");
    let kept = record(&ground, 0).await;
    let part = kept.iter().find_map(|entry| match &entry.content {
        Content::ProfilePart(part) => Some(part),
        _ => None,
    });
    let part = part.unwrap();
    assert!(part.gathered.contains("Class teacher of the Test") && part.pictures == ["difficult-noise"]);
    for hidden in ["notes", "contacts/new", "profile/join", "adaptations", "concern"] {
        let answered = ground.get_in(session, &format!("/pupils/{child}/{hidden}")).await;
        assert_eq!(answered.status, StatusCode::FORBIDDEN, "{hidden}");
    }
    let other = ground.world.pupils[1].id;
    assert_eq!(
        ground.get_in(session, &format!("/pupils/{other}/profile")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_invited_professional_reads_what_is_asked_and_answers() {
    let ground = Ground::new().await;
    let home = ground.get(Role::Agency, "/invited").await.text();
    assert!(home.contains("Siân") && home.contains("What is asked of you"));
    let path = format!("/invited/{}/view", ground.world.pupils[1].id);
    let empty = ground.post(Role::Agency, &path, "wanted=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = ground.post(Role::Agency, &path, "wanted=More+time+to+answer").await;
    assert_eq!(saved.location(), "/invited");
    assert!(ground.get(Role::Agency, "/invited").await.text().contains("More time to answer"));
    assert_eq!(ground.get(Role::Teacher, "/invited").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_a_parent_tells_staff_is_chosen_for_the_plan_and_read_by_nobody_else() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let form = format!("/my-child/{}/concern", ground.world.pupils[1].id);
    let promise = ground.get(Role::Parent, &form).await.text();
    assert!(promise.contains("No other parent or carer reads it"), "{promise}");
    let told = ground.post(Role::Parent, &form, "noticed=Hides+under+the+bed").await;
    assert_eq!(told.status, StatusCode::SEE_OTHER);
    let entry = record(&ground, 1).await[0].id;
    for path in [format!("{base}/story"), format!("{base}/entries/{entry}")] {
        assert!(!ground.get(Role::Agency, &path).await.text().contains("Hides under"), "{path}");
        assert!(ground.get(Role::Senco, &path).await.text().contains("Hides under"), "{path}");
    }
    let edit = format!("{base}/plan/edit");
    let begun = ground.get(Role::Senco, &edit).await.text();
    assert!(begun.contains("What a parent told the staff"), "{begun}");
    assert_eq!(begun.matches("Hides under the bed").count(), 1, "beside the form only");
    let taken = ground.post(Role::Senco, &edit, "do=parents-1&needs=1&targets=1").await.text();
    assert_eq!(taken.matches("Hides under the bed").count(), 2, "{taken}");
    assert!(taken.contains("A parent: initial concern"), "{taken}");
}
