//! Steps 7 and 8 on pages: a review, an application and its refusal, an exemption, a plan in place, the overview.

use axum::http::StatusCode;
use domain::{
    date,
    pathway::{CaseState, StatutoryState, SupportState},
    people::Role,
    permissions::Action,
};
use store::queries::records;

use crate::ground::Ground;

/// Puts the world's second child (the one of parent, pupil and agency) at a step.
pub async fn stand(ground: &Ground, statutory: StatutoryState) -> String {
    let pupil = ground.world.pupils[1].id;
    let allowed = ground.world.on_child(Action::MoveAlong, 1);
    let tx = ground.world.write().await;
    let record = records::get(&tx, pupil).await.unwrap();
    let state = CaseState {
        round: 1,
        cycle: 1,
        support: Some(SupportState::Monitoring),
        support_entered_on: Some(date(2026, 9, 7)),
        statutory,
        ..CaseState::default()
    };
    records::save(&tx, &allowed, &records::Record { state, ..record }).await.unwrap();
    ground.world.commit(tx, &allowed).await;
    format!("/pupils/{pupil}")
}

/// `name-day=..&name-month=..&name-year=..`
fn day(name: &str, (year, month, day): (i16, u8, u8)) -> String {
    format!("{name}-day={day}&{name}-month={month}&{name}-year={year}")
}

async fn letter(ground: &Ground, base: &str, kind: &str, on: (i16, u8, u8), more: &str) -> String {
    let form = format!("kind={kind}&{}&{more}", day("dated_on", on));
    let answered = ground.post(Role::Senco, &format!("{base}/ehc/letters/new"), &form).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{kind}: {}", answered.text());
    answered.location().to_owned()
}

#[tokio::test]
async fn an_application_is_refused_and_the_page_says_what_parents_may_do_by_when() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::None).await;
    let page = ground.get(Role::Parent, &format!("{base}/ehc")).await.text();
    assert!(page.contains("Ask the county yourselves"), "parents may always ask themselves");

    let application = format!("{base}/ehc/application");
    let empty = ground.post(Role::Senco, &application, "do=prepare").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("Enter the day on which the parents were told"));
    let begun = ground
        .post(Role::Senco, &application, &format!("do=prepare&{}", day("told_on", (2026, 9, 10))))
        .await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());

    let page = ground.get(Role::Senco, &application).await.text();
    assert!(page.contains("Not heard yet: Parent or carer, Class teacher, SENCO, Head teacher, Child"));
    assert!(page.contains("Missing") && page.contains("The one page profile"));
    // Told that the school asks although not everyone agrees: a day of its own, which is asked for.
    let empty = ground.post(Role::Senco, &application, "do=told-although").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = format!("do=told-although&{}", day("although_on", (2026, 9, 10)));
    assert_eq!(ground.post(Role::Senco, &application, &told).await.status, StatusCode::SEE_OTHER);
    // To withdraw is to record who did, when and why; that an application is begun is never typed in.
    let withdraw = ground.get(Role::Senco, &format!("{base}/move?to=withdraw")).await;
    assert_eq!(withdraw.location(), format!("{base}/ehc/letters/new?kind=withdrawn"));
    let kinds = ground.get(Role::Senco, &format!("{base}/ehc/letters/new?kind=begun")).await.text();
    assert!(kinds.contains("kind=withdrawn") && !kinds.contains("kind=begun"));
    // The parent answers for themselves; what was typed comes back when something is missing.
    let agreement = format!("{base}/ehc/agreement");
    let incomplete = ground.post(Role::Parent, &agreement, "agrees=no&name=Ana+Sample").await;
    assert_eq!(incomplete.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(incomplete.text().contains("Ana Sample"));
    for role in [Role::Parent, Role::Teacher, Role::Senco, Role::Head] {
        let said = ground.post(role, &agreement, "agrees=yes&name=Somebody+of+the+Test").await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{role:?} {}", said.text());
    }
    let sent = ground.post(Role::Senco, &application, "do=send").await;
    assert_eq!(sent.location(), format!("{base}/ehc/letters/new?kind=received"), "{}", sent.text());

    letter(&ground, &base, "received", (2026, 9, 11), "").await;
    letter(&ground, &base, "refused-to-assess", (2026, 9, 14), "").await;
    let page = ground.get(Role::Parent, &format!("{base}/ehc")).await.text();
    for words in [
        "County refused to assess",
        "Appeal to the SEND Tribunal by the day below",
        "14 November 2026", // the adviser: two months, on a Saturday, and nothing moves
        "16 November 2026", // the appeal: on to the Monday
        "Done on 14 September 2026",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn an_exemption_shows_beside_the_day_and_a_final_plan_is_recorded() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::None).await;
    let form = ground.get(Role::Senco, &format!("{base}/ehc/letters/new?kind=parent-applied")).await;
    assert!(form.text().contains("How does the school know?"));
    let form = format!("kind=parent-applied&{}", day("dated_on", (2026, 4, 20)));
    let unsaid = ground.post(Role::Senco, &format!("{base}/ehc/letters/new"), &form).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.text().contains("value=\"20\""), "what was typed is still there");
    letter(&ground, &base, "parent-applied", (2026, 4, 20), "words=The+mother+said+so").await;
    letter(&ground, &base, "will-assess", (2026, 5, 29), "").await;
    letter(&ground, &base, "exemption", (2026, 7, 1), "exemption=d").await;
    let page = ground.get(Role::Senco, &format!("{base}/ehc")).await.text();
    assert!(page.contains("7 September 2026") && page.contains("Late by 7 days, exempt (d)"), "{page}");

    letter(&ground, &base, "draft", (2026, 8, 3), "").await;
    let to = letter(&ground, &base, "final", (2026, 9, 9), "").await;
    assert_eq!(to, format!("{base}/ehc/plan/change"));
    let form = format!(
        "{}&outcomes=Reads+alone%0ASits+with+friends&line-1=Reading&minutes-1=90&who-1=TA&line-2=&do=save",
        day("made_on", (2026, 9, 9))
    );
    let saved = ground.post(Role::Senco, &to, &form).await;
    assert_eq!(saved.location(), format!("{base}/ehc/plan"), "{}", saved.text());
    let plan = format!("{base}/ehc/plan");
    let top_up = format!("{base}/ehc/top-up");
    let form_of_money = format!("band=C&amount=4500&{}&pence-1=&hours=7.5", day("from_on", (2026, 9, 9)));
    let kept = ground.post(Role::Senco, &top_up, &form_of_money).await;
    assert_eq!(kept.location(), top_up, "{}", kept.text());
    // Another window, opened before anything was recorded: both are shown, and the next save starts from what stands.
    for (path, typed, of) in [
        (&top_up, form_of_money.replace("band=C", "band=9"), "name=\"entry\""),
        (&to, form.replace("Reading", "Swimming"), "name=\"of\""),
    ] {
        let both = ground.post(Role::Senco, path, &typed).await;
        assert_eq!(both.status, StatusCode::CONFLICT, "{path}: {}", both.text());
        assert!(both.text().contains(of), "{path}: {}", both.text());
    }
    let moved = ground.post(Role::Senco, &top_up, &format!("{form_of_money}&do=new-band")).await;
    assert_eq!(moved.status, StatusCode::OK);
    assert!(moved.text().contains("Earlier band 1") && moved.text().contains("name=\"earlier-1-band\""));
    let wrong = ground.post(Role::Senco, &top_up, "band=C&amount=lots").await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("value=\"lots\""));
    assert_eq!(ground.get(Role::Parent, &top_up).await.status, StatusCode::FORBIDDEN);
    let by_senco = ground.get(Role::Senco, &plan).await.text();
    // 204 of 365 days of the funding year.
    assert!(by_senco.contains("£0.00 received of £2,515.07 expected in 2026/27"), "{by_senco}");
    assert!(by_senco.contains("90 minutes a week") && by_senco.contains("No provision is tied to this line"));
    assert!(by_senco.contains("8 September 2027"), "reviewed within twelve months");
    let by_parent = ground.get(Role::Parent, &plan).await.text();
    assert!(by_parent.contains("Sits with friends") && !by_parent.contains("2,515"), "no money");
    let by_pupil = ground.get(Role::Pupil, &plan).await.text();
    assert!(by_pupil.contains("What I am working towards") && by_pupil.contains("Reads alone"));
    let stale = format!("{form}&of={}&version=7", newest(&by_senco_change(&ground, &to).await));
    let stale = ground.post(Role::Senco, &to, &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);

    let planned = ground
        .post(Role::Senco, &format!("{base}/ehc/annual-review/new"), &day("meeting_on", (2027, 6, 14)))
        .await;
    let review = ground.get(Role::Senco, planned.location()).await.text();
    for words in ["31 May 2027", "28 June 2027", "12 July 2027", "6 September 2027"] {
        assert!(review.contains(words), "{words}");
    }
    assert_eq!(ground.get(Role::Ta, planned.location()).await.status, StatusCode::FORBIDDEN);
    // A box for each outcome of the plan, and one for where people see it differently.
    assert!(review.contains("Progress: Reads alone") && review.contains("name=\"progress_1\""), "{review}");
    assert!(!review.contains("name=\"progress\""), "no box for all of them together");
    let said = format!(
        "version=1&{}&outcome_0=Reads+alone&progress_0=Half+way&outcome_1=Sits+with+friends&progress_1=&differences=She+wants+more",
        day("meeting_on", (2027, 6, 14))
    );
    let saved = ground.post(Role::Senco, planned.location(), &said).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let by_parent = ground.get(Role::Parent, planned.location()).await.text();
    for words in ["Progress: Reads alone", "Half way", "Where people saw it differently", "She wants more"] {
        assert!(by_parent.contains(words), "{words}: {by_parent}");
    }
    let stale = ground.post(Role::Senco, planned.location(), &said.replace("Half", "Quarter")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Half way") && stale.text().contains("Quarter way"), "{}", stale.text());
    let copy = format!("{base}/documents/annual-review/paper.docx");
    assert!(ground.get(Role::Senco, &copy).await.bytes.starts_with(b"PK"));
    assert_eq!(ground.get(Role::Parent, &copy).await.status, StatusCode::NOT_FOUND);

    // The review's plan: everybody is asked in one press, and a step is ticked off.
    let steps = format!("{base}/ehc/annual-review");
    let page = ground.get(Role::Senco, &steps).await.text();
    assert!(page.contains("Ask everybody for advice") && page.contains("19 April 2027"), "{page}");
    let asked = ground.post(Role::Senco, &steps, &format!("do=ask&of={}&version=2", newest(&page))).await;
    assert_eq!(asked.location(), steps, "{}", asked.text());
    let page = ground.get(Role::Senco, &steps).await.text();
    assert!(page.contains("Not yet") && !page.contains("for advice</button>"), "asked once");
    let ticked =
        ground.post(Role::Senco, &steps, &format!("done=notice&of={}&version=3", newest(&page))).await;
    assert_eq!(ticked.location(), steps, "{}", ticked.text());
    let home = ground.get(Role::Parent, "/my-child").await.text();
    assert!(home.contains("Write your view for the annual review of 14 June 2027"));
    assert!(ground.get(Role::Head, "/overview/dates").await.text().contains("Notice of the meeting"));
}

#[tokio::test]
async fn a_parent_comments_on_the_draft_from_their_own_page() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::Assessing).await;
    letter(&ground, &base, "draft", (2026, 9, 7), "").await;
    let home = ground.get(Role::Parent, "/my-child").await.text();
    assert!(home.contains("Say what you think of the draft plan"));
    let comments = format!("{base}/ehc/comments");
    let page = ground.get(Role::Parent, &comments).await.text();
    assert!(
        page.contains("21 September 2026") && page.contains("F: Special educational provision"),
        "{page}"
    );
    let empty = ground.post(Role::Parent, &comments, "whole=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("section-F=How+often%3F&{}", day("sent_on", (2026, 9, 14)));
    let kept = ground.post(Role::Parent, &comments, &form).await;
    assert_eq!(kept.location(), comments, "{}", kept.text());
    let by_senco = ground.get(Role::Senco, &comments).await.text();
    assert!(by_senco.contains("How often?"));
    // What was sent answers the draft: nobody is asked to record it a second time.
    assert!(!by_senco.contains("kind=commented"));
    assert_eq!(ground.get(Role::DataManager, &comments).await.status, StatusCode::FORBIDDEN);
}

async fn by_senco_change(ground: &Ground, path: &str) -> String {
    ground.get(Role::Senco, path).await.text()
}

/// The value of the hidden field `of`.
fn newest(page: &str) -> String {
    page.split("name=\"of\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_review_is_recorded_and_leads_on() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::None).await;
    let form = ground.get(Role::Teacher, &format!("{base}/reviews/new")).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.text().contains("Not heard yet: Child, Parent or carer, Class teacher"));
    let view = ground.post(Role::Pupil, &format!("{base}/view"), "wanted=%F0%9F%93%9A+more+time").await;
    assert_eq!(view.status, StatusCode::SEE_OTHER, "{}", view.text());
    let empty = ground.post(Role::Teacher, &format!("{base}/reviews/new"), "changes=Smaller+steps").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = empty.text();
    assert!(text.contains("Enter the day of the review") && text.contains("Smaller steps"));
    assert!(text.contains("more time"), "the child’s view is in the pack");
    let form = format!(
        "{}&how=meeting&came=parent&came=pupil&decision=stop&gap=Not+about+attainment&{}&{}",
        day("on", (2026, 9, 14)),
        day("parents_told_on", (2026, 9, 14)),
        day("pupil_told_on", (2026, 9, 14)),
    );
    let by_teacher = ground.post(Role::Teacher, &format!("{base}/reviews/new"), &form).await;
    assert_eq!(by_teacher.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(by_teacher.text().contains("Only the SENCO or the head writes why the gap does not apply"));
    let differs = format!("{form}&said-teacher=agrees&said-parent=differs");
    let unsaid = ground.post(Role::Senco, &format!("{base}/reviews/new"), &differs).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.text().contains("Write what they say"), "who does not agree has a reason");
    let differs = format!("{differs}&said-words-parent=It+is+too+early");
    let recorded = ground.post(Role::Senco, &format!("{base}/reviews/new"), &differs).await;
    assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.text());
    let by_senco = ground.get(Role::Senco, recorded.location()).await.text();
    assert!(by_senco.contains("Close the round: support can stop") && by_senco.contains("Support can stop"));
    assert!(by_senco.contains("Parent or carer: does not agree. It is too early"), "{by_senco}");
    let by_parent = ground.get(Role::Parent, recorded.location()).await.text();
    assert!(by_parent.contains("Support can stop") && !by_parent.contains("Close the round"));
    assert_eq!(ground.get(Role::Pupil, recorded.location()).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_record_goes_to_who_is_ticked_and_a_head_begins_no_plan() {
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::None).await;
    let form = format!("{}&how=meeting&came=parent&decision=continue", day("on", (2026, 9, 14)));
    let recorded = ground.post(Role::Senco, &format!("{base}/reviews/new"), &form).await;
    assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.text());
    let page = recorded.location().to_owned();
    let shown = ground.get(Role::Senco, &page).await.text();
    let account = ground.world.accounts[&Role::Parent].clone();
    for words in
        ["Who gets it?", "After the review of", "Parent or carer who was invited", "and draft its plan"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(shown.contains(&account.name) && shown.contains(" checked"), "{shown}");
    let head = ground.get(Role::Head, &page).await.text();
    assert!(head.contains("Start cycle 2") && !head.contains("and draft its plan"), "{head}");

    let nobody = ground.post(Role::Senco, &format!("{page}/send"), "").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text().contains("Tick who gets it"), "{}", nobody.text());
    let to = format!("to=account-{}", account.id);
    let sent = ground.post(Role::Senco, &format!("{page}/send"), &to).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let shown = ground.get(Role::Senco, &page).await.text();
    assert!(shown.contains("Sent to") && !shown.contains("Who gets it?"), "{shown}");
}

#[tokio::test]
async fn who_may_open_what() {
    use StatusCode as S;
    let ground = Ground::new().await;
    let base = stand(&ground, StatutoryState::Agreeing).await;
    let other = format!("/pupils/{}", ground.world.pupils[4].id);
    let no = |role: &Role| matches!(role, Role::Governor | Role::Admin);
    for role in Role::ALL {
        for (path, may) in [
            ("/reviews", !matches!(role, Role::Ta | Role::DataManager) && !no(&role)),
            ("/reviews/new", matches!(role, Role::Senco | Role::Teacher)),
            ("/reviews/call", matches!(role, Role::Senco | Role::Head)),
            ("/ehc", !matches!(role, Role::Ta | Role::DataManager) && !no(&role)),
            ("/ehc/application", matches!(role, Role::Senco | Role::Teacher | Role::Head | Role::Parent)),
            ("/ehc/agreement", matches!(role, Role::Senco | Role::Teacher | Role::Head | Role::Parent)),
            ("/ehc/letters/new", role == Role::Senco),
            ("/ehc/plan/change", role == Role::Senco),
            ("/ehc/annual-review/new", role == Role::Senco),
        ] {
            let status = ground.get(role, &format!("{base}{path}")).await.status;
            assert_eq!(status == S::OK, may, "{role:?} {path}: {status}");
        }
        // Parent, pupil and agency have no other child; the teacher teaches another class.
        if matches!(role, Role::Parent | Role::Pupil | Role::Agency | Role::Teacher) {
            for path in ["/reviews", "/ehc"] {
                let status = ground.get(role, &format!("{other}{path}")).await.status;
                assert_eq!(status, S::NOT_FOUND, "{role:?} {path}");
            }
        }
    }
}

#[tokio::test]
async fn the_overview_names_no_child_to_a_governor() {
    let ground = Ground::new().await;
    stand(&ground, StatutoryState::Requested).await;
    let governor = ground.get(Role::Governor, "/overview").await.text();
    for pupil in &ground.world.pupils {
        assert!(!governor.contains(&pupil.surname));
    }
    assert!(governor.contains("Groups of fewer than five are left out"));
    assert!(!governor.contains("EHCP application"), "a group that is left out has no label");
    let head = ground.get(Role::Head, "/overview").await.text();
    assert!(head.contains("Siân Sample") && head.contains("Assessment requested"));
    let none = "What the school had to do by law this school year: every group here is too small to be shown";
    assert!(governor.contains(none) && !head.contains(none));
    assert_eq!(ground.get(Role::Teacher, "/overview").await.status, StatusCode::FORBIDDEN);
}
