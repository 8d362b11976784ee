//! The plan's form: its template is chosen, what was said is used in it, and what cannot be is said at its box.

use axum::http::StatusCode;
use domain::people::Role;

use crate::ground::Ground;

fn value<'a>(page: &'a str, name: &str) -> &'a str {
    let at = format!("name=\"{name}\" value=\"");
    page.split(at.as_str()).nth(1).unwrap_or_default().split('"').next().unwrap()
}

#[tokio::test]
async fn a_template_is_chosen_on_the_first_draft_and_nothing_typed_is_lost() {
    let ground = Ground::new().await;
    let edit = format!("/pupils/{}/plan/edit", ground.world.pupils[1].id);
    let form = ground.get(Role::Teacher, &edit).await.text();
    assert!(form.contains("Use this template") && value(&form, "template") == "iep", "{form}");
    let typed = "do=use-template&wanted=one-plan&template=iep&template-version=1&needs=1&targets=1\
                 &outcomes=Reads+alone&strengths=Draws";
    let chosen = ground.post(Role::Teacher, &edit, typed).await;
    assert_eq!(chosen.status, StatusCode::OK);
    let page = chosen.text();
    let template = value(&page, "template").to_owned();
    assert_ne!(template, "iep");
    assert!(page.contains("Reads alone") && page.contains("Draws"), "{page}");
    let version = value(&page, "template-version").to_owned();
    let save =
        format!("do=draft&template={template}&template-version={version}&needs=1&targets=1&strengths=Draws");
    assert_eq!(ground.post(Role::Teacher, &edit, &save).await.status, StatusCode::SEE_OTHER);
    let again = ground.get(Role::Teacher, &edit).await.text();
    assert!(!again.contains("Use this template"), "a plan keeps the template that it was begun by");
    assert_eq!(value(&again, "template"), template);
}

#[tokio::test]
async fn what_parents_said_is_used_in_the_plan_in_their_words() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}", ground.world.pupils[1].id);
    let said = ground.post(Role::Parent, &format!("{base}/view"), "wanted=More+reading+at+home").await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    let edit = format!("{base}/plan/edit");
    let form = ground.get(Role::Teacher, &edit).await.text();
    assert!(form.contains("More reading at home") && form.contains("Use these words"), "{form}");
    let take = form.split("value=\"say-").nth(1).unwrap().split('"').next().unwrap().replace('~', "%7E");
    let typed = format!("do=say-{take}&needs=1&targets=1&template=iep&template-version=1&strengths=Draws");
    let taken = ground.post(Role::Teacher, &edit, &typed).await.text();
    assert!(taken.contains("what is wanted next: “More reading at home”"), "{taken}");
}

#[tokio::test]
async fn what_cannot_be_is_said_at_its_box() {
    let ground = Ground::new().await;
    let edit = format!("/pupils/{}/plan/edit", ground.world.pupils[1].id);
    let typed = "do=draft&needs=1&targets=1&target-1-will=spell+words&target-1-unit=out+of+10&target-1-goal=50\
                 &target-1-by-day=1&target-1-by-month=1&target-1-by-year=2026";
    let refused = ground.post(Role::Senco, &edit, typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(
        page.contains("give a number from 0 to 10") && page.contains("This day is before the plan"),
        "{page}"
    );
    let check =
        ground.post(Role::Senco, &edit.replace("/edit", "/check"), &format!("number=1&{typed}")).await;
    assert!(
        check.text().contains("Number missing") && check.text().contains("Date missing"),
        "{}",
        check.text()
    );
}
