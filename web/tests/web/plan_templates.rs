//! A plan template of the school's own on pages, without a script: copied, and changed by two at once.

use axum::http::StatusCode;
use domain::people::Role;

use crate::{
    ground::Ground,
    walk::forms::{Form, encoded, forms},
};

const EDIT: &str = "/school/plan-templates/ours-1/edit";

async fn form(ground: &Ground) -> Form {
    let page = ground.get(Role::Senco, EDIT).await.text();
    forms(&page).into_iter().find(|form| form.boxes.iter().any(|one| one.name == "sections")).unwrap()
}

/// The form with some boxes filled in otherwise, and saved.
fn sent(form: &Form, changes: &[(&str, &str)]) -> String {
    let typed = form.boxes.iter().filter(|one| one.sent && one.kind != "submit").map(|one| {
        let changed = changes.iter().find(|(name, _)| *name == one.name);
        (one.name.as_str(), changed.map_or(one.value.as_str(), |(_, value)| value))
    });
    encoded(typed.chain([("do", "save")]))
}

#[tokio::test]
async fn two_who_change_a_template_keep_each_others_fields() {
    let ground = Ground::new().await;
    let copied = ground.post(Role::Senco, "/school/plan-templates/iep", "name=Our+plan&do=copy").await;
    assert_eq!(copied.location(), EDIT, "{}", copied.text());
    let begun = form(&ground).await;
    let label = |nth: usize| {
        let labels: Vec<_> = begun.boxes.iter().filter(|one| one.name.ends_with("-label")).collect();
        (labels[nth].name.clone(), labels[nth].value.clone())
    };
    let [(first, was), (second, _), (third, _)] = [label(0), label(1), label(2)];
    let theirs = [(first.as_str(), "Theirs one"), (second.as_str(), "Theirs two"), ("about", "Theirs about")];
    let saved = ground.post(Role::Head, EDIT, &sent(&begun, &theirs)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let yours = [(second.as_str(), "Mine two"), (third.as_str(), "Mine three"), ("title", "Mine title")];
    let both = ground.post(Role::Senco, EDIT, &sent(&begun, &yours)).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    let text = both.text();
    let joined =
        forms(&text).into_iter().find(|form| form.boxes.iter().any(|one| one.name == "sections")).unwrap();
    let value = |name: &str| joined.boxes.iter().find(|one| one.name == name).unwrap().value.clone();
    assert_eq!(
        [&first, &second, &third].map(|name| value(name)),
        ["Theirs one", "Mine two", "Mine three"],
        "it was {was}"
    );
    assert_eq!(
        (value("about"), value("title"), value("version")),
        ("Theirs about".into(), "Mine title".into(), "2".into())
    );
    assert!(
        text.contains("they gave “Theirs two; ") && text.contains("saved this while you were writing"),
        "{text}"
    );
    // A version that never was: nothing that was typed is lost.
    for version in ["0", "999"] {
        let wrong = [("version", version), ("title", "Typed title"), (third.as_str(), "Typed three")];
        let kept = ground.post(Role::Senco, EDIT, &sent(&begun, &wrong)).await;
        assert_eq!(kept.status, StatusCode::CONFLICT, "{version}");
        let text = kept.text();
        assert!(text.contains("Typed title") && text.contains("value=\"Typed three\""), "{text}");
    }
    let saved = ground.post(Role::Senco, EDIT, &sent(&joined, &[])).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let read = ground.get(Role::Senco, "/school/plan-templates/ours-1").await.text();
    assert!(read.contains("Theirs one") && read.contains("Mine three"), "{read}");
}
