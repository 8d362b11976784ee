//! A county's own form: copied, changed as a new version, and followed by a bundle.

use app::{
    Fault,
    bundle::{self, BundleForm, FormText},
};
use domain::{
    bundle::{CountyTemplate, Part},
    people::Role,
};

use crate::{early::fields, ground::Ground, papers::info};

fn text(form: &CountyTemplate) -> FormText {
    FormText { name: form.name.clone(), says: form.says.clone(), sections: form.sections.clone() }
}

#[tokio::test]
async fn a_school_copies_a_form_words_it_as_its_county_does_and_makes_bundles_by_it() {
    let ground = Ground::new().await;
    let (app, now, info) = (&ground.app, ground.now(), info(&ground).await);
    let (senco, child) = (ground.actor(Role::Senco), &ground.world.pupils[0]);
    for role in [Role::Teacher, Role::Ta, Role::Governor, Role::Parent] {
        let copied = bundle::copy_form(app, &ground.actor(role), now, "neutral", "Meadshire").await;
        assert!(matches!(copied, Err(Fault::Forbidden(_) | Fault::NotFound)), "{role:?}");
    }
    assert_eq!(fields(bundle::copy_form(app, &senco, now, "neutral", " ").await.unwrap_err()), ["name"]);
    let strange = bundle::copy_form(app, &senco, now, "nowhere", "Meadshire").await;
    assert!(matches!(strange, Err(Fault::NotFound)));
    let id = bundle::copy_form(app, &senco, now, "neutral", "Meadshire, form EHC1").await.unwrap();
    let first = bundle::show_form(app, &senco, &id, None).await.unwrap().line.form;

    let mut wrong = text(&first);
    wrong.sections[1].heading = " ".into();
    wrong.sections.pop();
    let faults = fields(bundle::edit_form(app, &senco, now, &id, 1, wrong).await.unwrap_err());
    assert_eq!(faults, ["heading-2", "under-reports"]);
    let shipped = bundle::edit_form(app, &senco, now, "neutral", 1, text(&first)).await;
    assert!(matches!(shipped, Err(Fault::NotFound)), "a shipped form is not changed");

    let mut next = text(&first);
    next.sections.swap(0, 1);
    next.sections[0].heading = "Part 1: why our county should assess".into();
    assert_eq!(bundle::edit_form(app, &senco, now, &id, 1, next.clone()).await.unwrap(), 2);
    assert_eq!(
        bundle::edit_form(app, &senco, now, &id, 2, next.clone()).await.unwrap(),
        2,
        "nothing changed"
    );
    let stale = bundle::edit_form(app, &senco, now, &id, 1, text(&first)).await;
    assert!(matches!(stale, Err(Fault::Stale)), "{stale:?}");
    let shown = bundle::show_form(app, &senco, &id, Some(1)).await.unwrap();
    assert_eq!((shown.line.form, shown.newest, shown.versions), (first, 2, vec![1, 2]));

    let chosen = bundle::forms_to_choose(app, &senco).await.unwrap();
    assert_eq!((chosen.len(), chosen[0].id.as_str(), chosen[0].version), (4, id.as_str(), 2));
    let form = BundleForm { template: id.clone(), ..BundleForm::default() };
    let ready = bundle::prepare(app, &senco, now, &info, child, &form).await.unwrap();
    assert_eq!(ready.template.sections[0].parts, [Part::Asks]);
    assert_eq!(ready.request.sections[0].heading, "Part 1: why our county should assess");
    assert!(ready.request.form.starts_with("Headings: Meadshire, form EHC1, version 2."));
    let word = documents::word::ehc_request(&ready.request).unwrap();
    assert!(word.starts_with(b"PK"), "the Word copy follows it");
    let files = bundle::files_of(ready, Vec::new(), now, false).await.unwrap();
    assert_eq!((files.bundle.template.as_str(), files.bundle.template_version), (id.as_str(), 2));
    let nowhere = BundleForm { template: "ours-9".into(), ..BundleForm::default() };
    let refused = bundle::prepare(app, &senco, now, &info, child, &nowhere).await.unwrap_err();
    assert_eq!(fields(refused), ["template"]);
}
