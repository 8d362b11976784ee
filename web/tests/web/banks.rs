//! The checklist and the banks as pages, without a script: editing, suggestions, the check of a target, and who may.

use axum::http::StatusCode;
use domain::people::Role;

use crate::ground::Ground;

#[tokio::test]
async fn the_school_puts_the_checklist_in_its_words() {
    let ground = Ground::new().await;
    assert_eq!(ground.get(Role::Teacher, "/school/checklist").await.status, StatusCode::FORBIDDEN);
    let form = ground.get(Role::Senco, "/school/checklist").await.text();
    assert!(
        form.contains("name=\"version\" value=\"1\"") && form.contains("Item 36: safeguarding, it stays")
    );
    assert!(!form.contains("name=\"kind-36\""), "it cannot be left out");
    let new = "version=1&area-communication-interaction=Talking&item-1=Needs+to+hear+it+twice&kind-2=out\
               &area-cognition-learning=Learning&area-social-emotional-mental-health=Feelings\
               &area-sensory-physical=Body&add-sensory-physical=Falls+asleep%0D%0A%0D%0AAlways+thirsty";
    let saved = ground.post(Role::Senco, "/school/checklist", new).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let asked = format!("/pupils/{}/checklist", ground.world.pupils[0].id);
    let page = ground.get(Role::Teacher, &asked).await.text();
    for words in
        ["Needs to hear it twice", "Falls asleep", "Always thirsty", "Talking: 0 of 13 answered", "0 of 54"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Answers off the point"));
    // Somebody who began from version 1 keeps what they wrote, and may save it over the second.
    let late = "version=1&area-communication-interaction=Speech&item-1=Needs+to+hear+it+thrice&item-2=Off+the+point\
                &kind-2=asked&item-3=Few+words";
    let late = ground.post(Role::Head, "/school/checklist", late).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let text = late.text();
    for words in [
        "name=\"version\" value=\"2\"",
        // Only the second person changed it; both did, and the box says so; it was left out, and is offered as a new item.
        "Few words",
        "value=\"Needs to hear it thrice\"",
        "they gave “Needs to hear it twice” meanwhile",
        "they gave “Talking” meanwhile",
        ">Off the point</textarea>",
        "Falls asleep",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let empty =
        ground.post(Role::Senco, "/school/checklist", "version=2&area-communication-interaction=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_safeguarding_item_is_shown_before_anything_and_takes_no_words() {
    let ground = Ground::new().await;
    let path = format!("/pupils/{}/checklist", ground.world.pupils[0].id);
    let page = ground.get(Role::Teacher, &path).await.text();
    let (before, _) = page.split_once("id=\"checklist\"").unwrap();
    assert!(before.contains("record it in the safeguarding system now") && before.contains("worthless"));
    // Answers that somebody sends all the same are not kept; the record says that it was shown.
    let sent = ground.post(Role::Teacher, &path, "item-1=1&item-36=3&item-36-words=secret&quietly=yes").await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(sent.text().contains("\"version\":1"), "{}", sent.text());
    let story = ground.get(Role::Senco, &format!("/pupils/{}/story", ground.world.pupils[0].id)).await.text();
    assert!(!story.contains("secret") && !story.contains("worthless"));
    let entry = sent.text().split('"').find(|part| part.len() == 36).unwrap().to_owned();
    let read =
        ground.get(Role::Senco, &format!("/pupils/{}/entries/{entry}", ground.world.pupils[0].id)).await;
    let text = read.text();
    assert!(text.contains("The safeguarding lead was shown.") && !text.contains("worthless"), "{text}");
}

#[tokio::test]
async fn a_suggested_strategy_starts_with_one_button() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}", ground.world.pupils[0].id);
    ground.post(Role::Teacher, &format!("{base}/checklist"), "item-1=3").await;
    let path = format!("{base}/adaptations");
    let page = ground.get(Role::Teacher, &path).await.text();
    assert!(page.contains("For: Needs instructions repeated or broken down"), "{page}");
    let begun = ground.post(Role::Teacher, &path, "strategy=one-instruction").await;
    assert_eq!((begun.status, begun.location()), (StatusCode::SEE_OTHER, path.as_str()));
    let page = ground.get(Role::Teacher, &path).await.text();
    assert!(page.contains("Being tried now") && page.contains("Starts within ten seconds"), "{page}");
    assert_eq!(ground.post(Role::Teacher, &path, "strategy=no-such").await.status, StatusCode::NOT_FOUND);
    let change = ground.get(Role::Teacher, &format!("{path}?use=task-strip")).await.text();
    assert!(change.contains("name=\"strategy\" value=\"task-strip\""), "{change}");
    let none = ground.post(Role::Teacher, &path, "strategy=task-strip&what=+").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let found = ground.get(Role::Teacher, &format!("{path}?q=timer&area=")).await.text();
    assert!(found.contains("sand timer"), "{found}");
    assert!(
        ground.get(Role::Teacher, &format!("{path}?q=xyzzy")).await.text().contains("Nothing in the bank")
    );
    // Who only reads is offered nothing.
    let read = ground.get(Role::Ta, &path).await.text();
    assert!(!read.contains("Start today") && read.contains("Being tried now"));
}

#[tokio::test]
async fn a_target_comes_from_the_bank_and_is_checked() {
    let ground = Ground::new().await;
    let base = format!("/pupils/{}/plan", ground.world.pupils[0].id);
    let edit = format!("{base}/edit");
    let found =
        ground.post(Role::Teacher, &edit, "do=find&bank-find=spelling&targets=1&target-1-will=Kept").await;
    let text = found.text();
    assert!(text.contains("targets, those for Year 3 first.") && text.contains(">Kept<"), "{text}");
    // Enter in the box presses the first button of the form, which would save a draft.
    let enter = ground.post(Role::Teacher, &edit, "do=draft&bank-find=spelling&bank-asked=&targets=1").await;
    assert_eq!(enter.status, StatusCode::OK);
    let taken = ground.post(Role::Teacher, &edit, "do=use-0-spell-common&targets=1").await.text();
    for words in [
        "spell the common words they most often need",
        "value=\"out of 10\"",
        "Usually from 3 to 8 out of 10",
    ] {
        assert!(taken.contains(words), "{words}: {taken}");
    }
    // A strategy beside the target goes behind what the plan says already, once.
    let target = "targets=1&target-1-will=follow+an+instruction&strategies=Sits+by+the+door.";
    let offered = ground.post(Role::Teacher, &edit, &format!("do=find&{target}")).await.text();
    let at = offered.find("value=\"strategy-").unwrap();
    let id = offered[at + 7..].split('"').next().unwrap().to_owned();
    let text = offered.split(&format!("id=\"strategy-1-{}\">", &id["strategy-".len()..])).nth(1).unwrap();
    let text = text.split('<').next().unwrap().to_owned();
    let taken = ground.post(Role::Teacher, &edit, &format!("do={id}&{target}")).await.text();
    assert!(taken.contains("Sits by the door.\n") && taken.contains(&text), "{taken}");
    assert!(!taken.contains(&format!("value=\"{id}\"")), "what the plan says is not offered again");

    let wish = "number=1&targets=1&target-1-will=Improve+reading";
    let part = ground.post(Role::Teacher, &format!("{base}/check"), wish).await;
    let text = part.text();
    assert!(
        text.contains("“Improve reading” cannot be checked without a number") && !text.contains("<html"),
        "{text}"
    );
    let blank = ground.post(Role::Teacher, &format!("{base}/check"), "number=1&targets=1").await;
    assert_eq!(blank.status, StatusCode::NO_CONTENT);
    let list = ground.post(Role::Teacher, &format!("{base}/find"), "bank-find=number+bonds").await.text();
    assert!(list.contains("Use this") && !list.contains("<html"), "{list}");
    for part in ["check", "find"] {
        let ta = ground.post(Role::Ta, &format!("{base}/{part}"), "number=1").await;
        assert_eq!(ta.status, StatusCode::FORBIDDEN);
        let elsewhere = format!("/pupils/{}/plan/{part}", ground.world.pupils[3].id);
        assert_eq!(ground.post(Role::Teacher, &elsewhere, "number=1").await.status, StatusCode::NOT_FOUND);
    }
    let refused = ground.post(Role::Teacher, &edit, "do=save&targets=1&target-1-will=Improve+reading").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Give the number to reach: for example “"), "{}", refused.text());
}

#[tokio::test]
async fn the_banks_are_edited_by_the_school() {
    let ground = Ground::new().await;
    for path in ["/school/strategies", "/school/strategies/new", "/school/targets", "/school/targets/buttons"]
    {
        assert_eq!(ground.get(Role::Senco, path).await.status, StatusCode::OK, "{path}");
        assert_eq!(ground.get(Role::Teacher, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(ground.get(Role::Senco, "/school/strategies/no-such").await.status, StatusCode::NOT_FOUND);
    let wrong =
        ground.post(Role::Senco, "/school/strategies/new", "version=0&do=save&text=&often=Daily").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"Daily\""));
    let new = "version=0&do=save&text=Feed+the+fish&area=sensory-physical&items=46&items=36";
    assert_eq!(
        ground.post(Role::Senco, "/school/strategies/new", new).await.location(),
        "/school/strategies"
    );
    let again = ground.post(Role::Senco, "/school/strategies/new", new).await;
    assert_eq!(again.location(), "/school/strategies", "pressed twice, it is there once");
    let own = "/school/strategies/own-1";
    let theirs = "version=1&do=save&text=Feed+the+cat&often=Daily&area=sensory-physical&items=46&items=47";
    assert_eq!(ground.post(Role::Head, own, theirs).await.location(), "/school/strategies");
    let yours = "version=1&do=save&text=Feed+the+dog&area=sensory-physical&items=46&items=48&from=3";
    let both = ground.post(Role::Senco, own, yours).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    let text = both.text();
    for words in [
        "Feed the dog",
        "they gave “Feed the cat” meanwhile",
        "value=\"Daily\"",
        "name=\"version\" value=\"2\"",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for item in [46, 47, 48] {
        let value = format!("value=\"{item}\"");
        let box_of = text.split("<input").find(|tag| tag.contains("name=\"items\"") && tag.contains(&value));
        assert!(box_of.is_some_and(|tag| tag.contains("checked")), "item {item} is ticked");
    }
    let put_back = "version=2&do=save&text=Feed+the+fish&area=sensory-physical&items=46";
    assert_eq!(ground.post(Role::Senco, own, put_back).await.location(), "/school/strategies");
    let list = ground.get(Role::Senco, "/school/strategies?q=fish").await.text();
    assert!(list.contains("/school/strategies/own-1") && list.contains("Your own"), "{list}");
    let hidden = ground.post(Role::Senco, "/school/strategies/own-1", "version=3&do=hide").await;
    assert_eq!(hidden.status, StatusCode::SEE_OTHER);
    assert!(ground.get(Role::Senco, "/school/strategies/own-1").await.text().contains("Show it again"));

    let wrong = "version=0&do=save&skill=x&will=x&unit=x&way=more&from=5&to=five";
    let wrong = ground.post(Role::Senco, "/school/targets/new", wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"five\""));
    let changed = "version=0&do=save&skill=dressing&will=do+up+our+school+buttons&unit=out+of+5&way=more&from=1&to=4\
                   &area=sensory-physical&from-year=-2&to-year=2";
    assert_eq!(
        ground.post(Role::Senco, "/school/targets/buttons", changed).await.location(),
        "/school/targets"
    );
    let one = ground.get(Role::Senco, "/school/targets/buttons").await.text();
    assert!(one.contains("As shipped: do up buttons") && one.contains("Put the shipped words back"), "{one}");
    ground.post(Role::Senco, "/school/targets/buttons", "version=1&do=as-shipped").await;
    assert!(!ground.get(Role::Senco, "/school/targets/buttons").await.text().contains("our school buttons"));
}
