//! The checklist and the banks: who edits them, what was filled in before keeps its version, suggestions become adaptations,
//! and a new plan starts from what the school knows.

use std::collections::BTreeMap;

use app::{
    Fault,
    banks::{self, BankEdit},
    early, planning, record,
};
use domain::{
    audit::Happening,
    bank::{Strategy, TargetIdea},
    census::sen_type::AreaOfNeed,
    checklist::{Area, Item, OWN},
    date,
    people::Role,
    permissions::Action,
    progress::Score,
    record::{Adaptation, Concern, Content, Difference, Headings, Party, ProfilePart},
};
use store::queries::{
    entries, events,
    scores::{self, Attainment},
};

use crate::ground::Ground;

fn fields(fault: Fault) -> Vec<String> {
    match fault {
        Fault::Invalid(faults) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other}"),
    }
}

fn with_item(areas: &[Area], text: &str) -> Vec<Area> {
    let mut areas = areas.to_vec();
    areas[0].items.push(Item { id: 0, text: text.to_owned(), safeguarding: false });
    areas
}

#[tokio::test]
async fn a_checklist_that_was_begun_keeps_its_version() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let child = ground.world.pupils[0].id;
    let fill = async |of, ticked: &[(u32, u8)], done| {
        let ticked = BTreeMap::from_iter(ticked.iter().copied());
        early::fill_checklist(app, &teacher, now, child, of, ticked, done).await
    };
    let begun = fill(None, &[(1, 3)], false).await.unwrap();

    let stands = banks::edited_checklist(app, &senco).await.unwrap().checklist;
    let mut areas = with_item(&stands.areas, "Hums while working");
    areas[0].items[0].text = "Needs to hear it twice".to_owned();
    let by_teacher = banks::change_checklist(app, &teacher, now, 1, areas.clone()).await;
    assert!(matches!(by_teacher, Err(Fault::Forbidden(Action::ManageSettings))));
    banks::change_checklist(app, &senco, now, 1, areas.clone()).await.unwrap();
    let stale = banks::change_checklist(app, &senco, now, 1, with_item(&areas, "x")).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    let edited = banks::edited_checklist(app, &senco).await.unwrap();
    assert_eq!((edited.checklist.version, edited.versions.len()), (2, 1));
    assert_eq!(edited.versions[0].0.by, senco.user());

    // The one that was begun goes on as it was: the new item is not in it, and its words are the old ones.
    fill(Some((begun, 1)), &[(1, 3), (55, 3)], true).await.unwrap();
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let pupil = &ground.world.pupils[0];
    let shown = record::show_entry(app, &teacher, &info, pupil, begun).await.unwrap();
    let says: Vec<&str> = shown.newest.lines.iter().map(|line| line.says.as_str()).collect();
    assert!(says.contains(&"Needs instructions repeated or broken down"), "{says:?}");
    assert!(!says.iter().any(|text| text.contains("Hums")), "{says:?}");

    // A new one is asked in the new version.
    let other = ground.world.pupils[1].id;
    let ticked = BTreeMap::from([(1, 2), (55, 3)]);
    let id = early::fill_checklist(app, &teacher, now, other, None, ticked, false).await.unwrap();
    let entry = entries::get(&ground.world.read(), other, id).await.unwrap().unwrap();
    let Content::Checklist(filled) = &entry.content else { panic!() };
    assert_eq!((filled.checklist.as_str(), filled.version, filled.answers[&55]), (OWN, 2, 3));
    assert_eq!(filled.safeguarding_shown, [36]);
    let shown = record::show_entry(app, &teacher, &info, &ground.world.pupils[1], id).await.unwrap();
    let says: Vec<&str> = shown.newest.lines.iter().map(|line| line.says.as_str()).collect();
    assert!(says.contains(&"Hums while working") && says.contains(&"Needs to hear it twice"), "{says:?}");

    // A safeguarding item stays, words are needed.
    let mut lost = areas.clone();
    lost[2].items.retain(|item| !item.safeguarding);
    let lost = banks::change_checklist(app, &senco, now, 2, lost).await;
    assert_eq!(fields(lost.unwrap_err()), ["item-36"]);
    let mut blank = edited.checklist.areas.clone();
    blank[0].items[1].text = " ".to_owned();
    assert_eq!(fields(banks::change_checklist(app, &senco, now, 2, blank).await.unwrap_err()), ["checklist"]);
    let mut long = edited.checklist.areas.clone();
    long[0].items[1].text = "x".repeat(201);
    assert_eq!(fields(banks::change_checklist(app, &senco, now, 2, long).await.unwrap_err()), ["item-2"]);
}

#[tokio::test]
async fn a_school_edits_its_banks_and_others_keep_theirs() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let own = Strategy { text: "Feed the fish together".to_owned(), items: vec![29], ..Strategy::default() };
    let put = |one: Strategy| BankEdit::Put(one);
    let by_teacher = banks::change_strategies(app, &teacher, now, 0, put(own.clone())).await;
    assert!(matches!(by_teacher, Err(Fault::Forbidden(Action::ManageSettings))));
    assert!(banks::edited_strategies(app, &teacher).await.is_err());
    let empty = banks::change_strategies(app, &senco, now, 0, put(Strategy::default())).await;
    assert_eq!(fields(empty.unwrap_err()), ["text"]);
    banks::change_strategies(app, &senco, now, 0, put(own.clone())).await.unwrap();
    // The same again is there already: the button was pressed twice.
    banks::change_strategies(app, &senco, now, 0, put(own.clone())).await.unwrap();
    let hide = |hidden| BankEdit::Hide("say-more".to_owned(), hidden);
    banks::change_strategies(app, &senco, now, 1, hide(true)).await.unwrap();
    // Hidden already: nothing is written, whatever it started from.
    banks::change_strategies(app, &senco, now, 0, hide(true)).await.unwrap();
    let unknown =
        banks::change_strategies(app, &senco, now, 2, BankEdit::Hide("no-such".to_owned(), true)).await;
    assert!(matches!(unknown, Err(Fault::NotFound)));
    let info = app.school(ground.world.school.id, None).await.unwrap();
    assert!(info.banks.strategies.offered().any(|one| one.id == "own-1"));
    assert!(info.banks.strategies.offered().all(|one| one.id != "say-more"));
    assert_eq!(banks::edited_strategies(app, &senco).await.unwrap().version, 2);

    // Somebody who began before changes another one: nothing stands in the way. The same one: both are told.
    let changed = |text: &str| put(Strategy { id: "own-1".to_owned(), text: text.to_owned(), ..own.clone() });
    banks::change_strategies(app, &senco, now, 1, changed("Feed the cat together")).await.unwrap();
    let stale = banks::change_strategies(app, &senco, now, 2, changed("Feed the dog together")).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    let begun = banks::strategies_of(app, &senco, 2).await.unwrap();
    assert_eq!(begun.get("own-1").unwrap().item.text, own.text);
    assert_eq!(banks::edited_strategies(app, &senco).await.unwrap().version, 3);

    let mut idea = TargetIdea::shipped()[0].clone();
    idea.will = "stay with what we do together".to_owned();
    banks::change_targets(app, &senco, now, 0, BankEdit::Put(idea.clone())).await.unwrap();
    let held = |bank: &domain::bank::Bank<TargetIdea>| bank.get(&idea.id).unwrap().item.will.clone();
    let edited = banks::edited_targets(app, &senco).await.unwrap();
    assert_eq!(held(&edited.bank), idea.will);
    banks::change_targets(app, &senco, now, 1, BankEdit::AsShipped(idea.id.clone())).await.unwrap();
    let edited = banks::edited_targets(app, &senco).await.unwrap();
    assert_eq!((held(&edited.bank), edited.version), (TargetIdea::shipped()[0].will.clone(), 2));
    let begun = banks::targets_of(app, &senco, 1).await.unwrap();
    assert_eq!(held(&begun), idea.will);
    let trail = events::of_school(&ground.world.read(), &[Happening::BankChanged], 50).await.unwrap();
    assert_eq!(trail.len(), 5);
}

#[tokio::test]
async fn an_adaptation_starts_from_a_suggestion_in_one_act() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let teacher = ground.actor(Role::Teacher);
    let pupil = &ground.world.pupils[0];
    let info = app.school(ground.world.school.id, None).await.unwrap();
    let ticked = BTreeMap::from([(1, 3), (49, 1), (2, 0)]);
    early::fill_checklist(app, &teacher, now, pupil.id, None, ticked, true).await.unwrap();
    let all = banks::strategies_for(app, &teacher, &info, pupil, 4).await.unwrap();
    assert_eq!(all.len(), 4);
    assert_eq!(all[0].because.as_deref(), Some("Needs instructions repeated or broken down"));
    assert_eq!(all[1].because.as_deref(), Some("Handwriting slow, tiring or hard to read"));
    let ta = ground.actor(Role::Ta);
    assert!(matches!(
        banks::strategies_for(app, &ta, &info, pupil, 4).await,
        Err(Fault::Forbidden(Action::RecordAdaptation))
    ));

    let first = &all[0].strategy;
    let id = banks::start_strategy(app, &teacher, now, &info, pupil.id, &first.id).await.unwrap();
    let entry = entries::get(&ground.world.read(), pupil.id, id).await.unwrap().unwrap();
    let Content::Adaptation(adaptation) = &entry.content else { panic!() };
    assert_eq!((&adaptation.what, &adaptation.strategy), (&first.text, &first.id));
    assert_eq!(adaptation.from_on, Some(now.today));
    assert!(adaptation.review_on > adaptation.from_on);
    let again = banks::strategies_for(app, &teacher, &info, pupil, 9).await.unwrap();
    assert!(again.iter().all(|one| one.strategy.id != first.id), "what is tried is not suggested again");
    let gone = banks::start_strategy(app, &teacher, now, &info, pupil.id, "no-such").await;
    assert!(matches!(gone, Err(Fault::NotFound)));
}

#[tokio::test]
async fn a_new_plan_starts_from_what_the_school_knows() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let pupil = &ground.world.pupils[0];
    let concern = Concern {
        raised_by: Party::Teacher,
        noticed: "Guesses words".to_owned(),
        areas: vec![AreaOfNeed::CognitionLearning],
        ..Concern::default()
    };
    early::raise_concern(app, &teacher, now, pupil.id, None, concern).await.unwrap();
    let ticked = BTreeMap::from([(15, 3), (16, 2), (17, 1)]);
    early::fill_checklist(app, &teacher, now, pupil.id, None, ticked, true).await.unwrap();
    let adaptation = Adaptation { what: "Read it first in pairs".to_owned(), ..Adaptation::default() };
    let id = early::record_adaptation(app, &teacher, now, pupil.id, adaptation).await.unwrap();
    let reviewed =
        early::Reviewed { of: (id, 1), difference: Some(Difference::Some), seen: "Joins in".to_owned() };
    early::review_adaptation(app, &teacher, now, pupil.id, reviewed).await.unwrap();
    let part = ProfilePart {
        party: Party::Teacher,
        headings: Headings {
            help: "Read by myself; spell my name. Make friends.\nread by myself".to_owned(),
            difficult: "Long words".to_owned(),
            ..Headings::default()
        },
        ..ProfilePart::default()
    };
    early::write_profile_part(app, &teacher, now, pupil.id, None, part).await.unwrap();
    let result = |month, written: &str, value| Attainment {
        pupil: pupil.id,
        subject: "Reading".to_owned(),
        scale: "target-tracker".to_owned(),
        on: date(2026, month, 1),
        value: Score::whole(value),
        written: written.to_owned(),
    };
    let allowed = ground.world.on_school(Action::ImportAssessments);
    let tx = ground.world.write().await;
    scores::keep_attainment(&tx, &allowed, &[result(3, "1s", 8), result(7, "2b", 9)]).await.unwrap();
    ground.world.commit(tx, &allowed).await;

    let info = app.school(ground.world.school.id, None).await.unwrap();
    let drafted = planning::draft_plan(app, &senco, now, &info, pupil).await.unwrap();
    let says: Vec<&str> = drafted.plan.needs.iter().map(|need| need.says.as_str()).collect();
    let checklist = "Seen most days: Below age expectation in reading, despite adapted teaching\nSeen often: Below age \
                     expectation in writing or spelling, despite adapted teaching";
    for expected in ["Guesses words", checklist, "Reading: 2b", "Long words"] {
        assert!(says.contains(&expected), "{expected}: {says:?}");
    }
    assert!(!says.contains(&"Reading: 1s"), "only the latest: {says:?}");
    let wills: Vec<&str> = drafted.plan.targets.iter().map(|target| target.will.as_str()).collect();
    assert_eq!(wills, ["Read by myself", "spell my name", "Make friends"]);
    assert!(drafted.plan.targets.iter().all(|target| target.by == drafted.by && target.by.is_some()));
    assert!(drafted.plan.targets.iter().all(|target| !target.checked_by.is_empty()));
    assert!(drafted.plan.strategies.contains("Read it first in pairs"));
    assert!(drafted.plan.review_on.is_some());
}
