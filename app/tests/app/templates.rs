//! Plan templates, plans as files, and what changed since somebody agreed, through the verbs.

use std::collections::BTreeSet;

use app::{
    Fault,
    planning::{self, AnswerPlan, SavePlan, Saved, Since, TemplateText, Which},
};
use domain::{
    EntryId,
    difference::Piece,
    pathway::facts::Said as Counts,
    people::{Pupil, Role},
    plan_template::{Field, PlanTemplate},
    progress::Score,
    record::{Answer, Party, Plan, Target},
};

use crate::{early::fields, ground::Ground, papers::info};

fn strategies(words: &str) -> Plan {
    Plan { strategies: words.to_owned(), ..Plan::default() }
}

async fn save(ground: &Ground, pupil: &Pupil, of: Option<(EntryId, u32)>, plan: Plan) -> EntryId {
    let input = SavePlan { pupil: pupil.id, of, plan };
    let saved = planning::save_plan(&ground.app, &ground.actor(Role::Senco), ground.now(), input).await;
    match saved.unwrap() {
        Saved::Done(id) | Saved::AlreadyThere(id) => id,
    }
}

async fn shown(ground: &Ground, role: Role, pupil: &Pupil, which: Which) -> planning::PlanShown {
    let actor = ground.actor(role);
    planning::show_plan(&ground.app, &actor, ground.now().today, pupil, which).await.unwrap()
}

#[tokio::test]
async fn a_school_copies_and_edits_a_template_and_plans_keep_theirs() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let pupil = &ground.world.pupils[1];
    let refused = planning::list_templates(app, &ground.actor(Role::Teacher)).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_) | Fault::NotFound)), "settings are not a teacher's");
    assert!(matches!(planning::copy_template(app, &senco, now, "iep", " ").await, Err(Fault::Invalid(_))));
    assert!(matches!(planning::copy_template(app, &senco, now, "none", "Ours").await, Err(Fault::NotFound)));

    let own = planning::copy_template(app, &senco, now, "iep", "Learning plan").await.unwrap();
    planning::use_template(app, &senco, now, &own).await.unwrap();
    let first = save(&ground, pupil, None, strategies("Short lines")).await;
    let plan = shown(&ground, Role::Senco, pupil, Which::default()).await;
    assert_eq!((plan.plan.template.as_str(), plan.plan.template_version), (own.as_str(), 1));
    let school = app.school(senco.school, None).await.unwrap();
    assert_eq!(school.school.settings.plan_name, "Learning plan", "the paper takes the template's name");

    let line = planning::show_template(app, &senco, &own, None).await.unwrap().line;
    let edit = |sections| TemplateText {
        name: "Our plan".into(),
        title: "Our plan".into(),
        about: String::new(),
        sections,
    };
    let mut sections = line.template.sections.clone();
    sections[0].fields.push(Field { label: "A good day".into(), ..Field::default() });
    let text = edit(sections.clone());
    assert_eq!(planning::edit_template(app, &senco, now, &own, 1, text.clone()).await.unwrap(), 2);
    let stale = planning::edit_template(app, &senco, now, &own, 1, edit(line.template.sections)).await;
    assert!(matches!(stale, Err(Fault::Stale)), "somebody edited it since");
    sections[1].fields.clear();
    let unusable = planning::edit_template(app, &senco, now, &own, 2, edit(sections)).await;
    assert!(matches!(unusable, Err(Fault::Invalid(_))), "every plan needs its targets");
    assert!(matches!(planning::edit_template(app, &senco, now, "iep", 1, text).await, Err(Fault::NotFound)));

    // The plan that was begun keeps version 1, however often it is saved; a new one has version 2.
    save(&ground, pupil, Some((first, 1)), strategies("Shorter lines")).await;
    let plan = shown(&ground, Role::Senco, pupil, Which::default()).await;
    assert_eq!((plan.template.version, plan.template.field("a-good-day")), (1, None));
    let other = &ground.world.pupils[2];
    let drafted = planning::draft_plan(app, &senco, now, &school, other).await;
    assert!(drafted.is_ok());
    save(&ground, other, None, strategies("A quiet place")).await;
    let plan = shown(&ground, Role::Senco, other, Which::default()).await;
    assert_eq!(plan.template.version, 2);
    assert!(plan.template.field("a-good-day").is_some());
    let earlier = planning::show_template(app, &senco, &own, Some(1)).await.unwrap();
    assert_eq!((earlier.line.template.version, earlier.newest, earlier.versions), (1, 2, vec![1, 2]));
}

#[tokio::test]
async fn words_without_a_box_stay_when_the_plan_is_saved_again() {
    let ground = Ground::new().await;
    let pupil = &ground.world.pupils[1];
    let mut plan = strategies("Short lines");
    plan.write("about-me", "I like trains".into());
    let id = save(&ground, pupil, None, plan).await;
    save(&ground, pupil, Some((id, 1)), strategies("Shorter lines")).await;
    let plan = shown(&ground, Role::Senco, pupil, Which::default()).await.plan;
    assert_eq!(
        (plan.words("about-me").as_str(), plan.strategies.as_str()),
        ("I like trains", "Shorter lines")
    );
}

#[tokio::test]
async fn after_a_change_a_party_is_asked_only_for_what_changed() {
    let ground = Ground::new().await;
    let pupil = &ground.world.pupils[1];
    let id = save(&ground, pupil, None, strategies("Short lines\nA quiet place")).await;
    let answer = async |version| {
        let input = AnswerPlan {
            pupil: pupil.id,
            party: Party::Parent,
            answer: Answer::Yes,
            words: String::new(),
            plan: (id, version),
            recorded: None,
            scans: Vec::new(),
        };
        planning::answer_plan(&ground.app, &ground.actor(Role::Parent), ground.now(), input).await.unwrap()
    };
    answer(1).await;
    let parents = |plan: &planning::PlanShown| {
        plan.said.iter().find(|said| said.party == Party::Parent).cloned().unwrap()
    };
    let before = parents(&shown(&ground, Role::Parent, pupil, Which::default()).await);
    assert_eq!((before.is_wanted(), before.counts, before.changed), (false, Counts::Yes, None));

    save(&ground, pupil, Some((id, 1)), strategies("Short lines\nA quiet place with a clock")).await;
    save(
        &ground,
        pupil,
        Some((id, 2)),
        Plan { outcomes: "Reads alone".into(), ..strategies("Short lines\nA quiet place with a clock") },
    )
    .await;
    let after = parents(&shown(&ground, Role::Parent, pupil, Which::default()).await);
    assert!(after.is_wanted() && after.is_outdated());
    let changed = after.changed.unwrap();
    assert_eq!(changed.since, Since::Version(1), "since what they answered, not since the last save");
    let labels: Vec<&str> = changed.difference.fields.iter().map(|field| field.label.as_str()).collect();
    assert_eq!(labels, ["Outcomes", "Strategies"]);
    assert!(changed.difference.fields[1].pieces.contains(&Piece::Same("Short lines\n".into())));
    let teacher = shown(&ground, Role::Teacher, pupil, Which::default()).await;
    let teachers = teacher.said.iter().find(|said| said.party == Party::Teacher).unwrap();
    assert_eq!(teachers.changed, None, "who has said nothing is asked for the whole");
    answer(3).await;
    assert!(!parents(&shown(&ground, Role::Parent, pupil, Which::default()).await).is_wanted());

    let old = shown(&ground, Role::Senco, pupil, Which { cycle: None, version: Some(1) }).await;
    let changed = old.changed.unwrap();
    assert_eq!((changed.since, changed.difference.count()), (Since::Version(1), 2), "old beside new");
}

#[tokio::test]
async fn parents_are_asked_by_a_mail_that_names_nobody() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let pupil = &ground.world.pupils[1];
    let base = "https://waymark.school.example";
    let (info, none_checked) = (info(&ground).await, BTreeSet::new());
    let none = planning::ask_parents(app, &senco, now, &info, base, pupil.id, &none_checked).await;
    assert!(matches!(none, Err(Fault::Rule { .. })), "there is no plan to answer");
    save(&ground, pupil, None, strategies("Short lines. Sits by Lukasz")).await;
    let unseen = planning::ask_parents(app, &senco, now, &info, base, pupil.id, &none_checked).await;
    assert_eq!(fields(unseen.unwrap_err()), ["checked"], "another child's name is looked at first");
    let found = planning::others_in_plan(app, &senco, now, &info, pupil).await.unwrap();
    assert!(found[0].places[0].1.contains("Sits by Lukasz"), "{found:?}");
    let checked: BTreeSet<String> = found.into_iter().map(|other| other.name).collect();
    let known = planning::parents_to_ask(app, &senco, now, pupil).await.unwrap();
    let asked = planning::ask_parents(app, &senco, now, &info, base, pupil.id, &checked).await;
    if known.is_empty() {
        assert!(matches!(asked, Err(Fault::Rule { .. })), "nobody has an account with an address");
        return;
    }
    assert_eq!(asked.unwrap(), known.len());
    let mails = ground.mails().await;
    let mail = mails.iter().find(|mail| mail.subject.contains("plan waits")).unwrap();
    assert!(!ground.names_a_child(&mail.body) && !ground.names_a_child(&mail.subject));
    assert!(mail.body.contains(&format!("?next=/pupils/{}/plan/agreement", pupil.id)), "{}", mail.body);
    let parent = ground.actor(Role::Parent);
    let refused = planning::ask_parents(app, &parent, now, &info, base, pupil.id, &checked).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))));
}

#[tokio::test]
async fn a_plan_leaves_as_a_file_and_comes_back_in_two_stages() {
    let ground = Ground::new().await;
    let (app, now, senco) = (&ground.app, ground.now(), ground.actor(Role::Senco));
    let (pupil, other) = (&ground.world.pupils[1], &ground.world.pupils[2]);
    let id = save(&ground, pupil, None, strategies("Short lines")).await;
    let text = planning::export_plan(app, &senco, now, pupil, Which::default()).await.unwrap();
    let parent = planning::export_plan(app, &ground.actor(Role::Parent), now, pupil, Which::default()).await;
    assert!(matches!(parent, Err(Fault::Forbidden(_))));

    let looked = planning::look_at_plan_file(app, &senco, pupil, text.as_bytes()).await.unwrap();
    assert!(looked.difference.is_empty() && looked.stops.is_none() && looked.notes.is_empty(), "{looked:?}");
    let elses = planning::look_at_plan_file(app, &senco, other, text.as_bytes()).await.unwrap();
    assert!(elses.stops.is_some(), "another child's plan is not taken over");
    let taken = planning::take_plan_file(app, &senco, now, other, None, text.as_bytes()).await;
    assert!(matches!(taken, Err(Fault::Rule { code: "plan-of-another", .. })));

    let changed = text.replace("Short lines", "Short lines, read aloud");
    let looked = planning::look_at_plan_file(app, &senco, pupil, changed.as_bytes()).await.unwrap();
    assert_eq!((looked.of, looked.difference.count()), (Some((id, 1)), 1));
    assert_eq!(
        shown(&ground, Role::Senco, pupil, Which::default()).await.version,
        1,
        "looking changes nothing"
    );
    let stale = planning::take_plan_file(app, &senco, now, pupil, Some((id, 9)), changed.as_bytes()).await;
    assert!(matches!(stale, Err(Fault::Stale)));
    planning::take_plan_file(app, &senco, now, pupil, looked.of, changed.as_bytes()).await.unwrap();
    let plan = shown(&ground, Role::Senco, pupil, Which::default()).await;
    assert_eq!((plan.version, plan.plan.strategies.as_str()), (2, "Short lines, read aloud"));

    let broken = planning::look_at_plan_file(app, &senco, pupil, b"{}").await;
    assert!(matches!(broken, Err(Fault::Rule { code: "plan-file", .. })));
    // A file by another template says so, and loses no word.
    let mut one_plan = strategies("Short lines");
    one_plan.write("about-me", "I like trains".into());
    let template = PlanTemplate::shipped("one-plan", 1).unwrap();
    let whose = exchange::plan_file::Whose {
        school: "Elsewhere",
        upn: pupil.upn.as_str(),
        name: &pupil.name(),
        born_on: pupil.born_on,
    };
    let file = exchange::plan_file::write(&whose, template, &one_plan, &[], now.today);
    let looked = planning::look_at_plan_file(app, &senco, pupil, file.as_bytes()).await.unwrap();
    assert_eq!(looked.notes.len(), 2, "{:?}", looked.notes);
    planning::take_plan_file(app, &senco, now, pupil, looked.of, file.as_bytes()).await.unwrap();
    let plan = shown(&ground, Role::Senco, pupil, Which::default()).await.plan;
    assert_eq!((plan.template.as_str(), plan.words("about-me").as_str()), ("iep", "I like trains"));
}

#[tokio::test]
async fn a_plan_is_written_by_a_template_that_is_chosen_for_it_alone() {
    let ground = Ground::new().await;
    let (app, now) = (&ground.app, ground.now());
    let (senco, teacher) = (ground.actor(Role::Senco), ground.actor(Role::Teacher));
    let own = planning::copy_template(app, &senco, now, "iep", "Infants’ plan").await.unwrap();
    let pupil = &ground.world.pupils[1];
    let choices = planning::templates_to_choose(app, &teacher, pupil).await.unwrap();
    assert!(choices.iter().any(|one| one.id == own) && choices.iter().any(|one| one.id == "iep"));
    let refused = planning::templates_to_choose(app, &ground.actor(Role::Parent), pupil).await;
    assert!(matches!(refused, Err(Fault::Forbidden(_))));
    let info = app.school(senco.school, None).await.unwrap();
    let drafted = planning::draft_plan_by(app, &teacher, now, &info, pupil, &own).await.unwrap();
    assert_eq!(drafted.template.id, own);
    let id = save(&ground, pupil, None, drafted.plan).await;
    save(&ground, pupil, Some((id, 1)), strategies("Short lines")).await;
    let plan = shown(&ground, Role::Senco, pupil, Which::default()).await.plan;
    assert_eq!(plan.template, own, "kept for ever, though the school writes by another");
    let usual = planning::draft_plan(app, &teacher, now, &info, &ground.world.pupils[2]).await.unwrap();
    assert_eq!(usual.template.id, "iep");
}

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_box() {
    let ground = Ground::new().await;
    let today = ground.now().today;
    let wrong = Target {
        will: "spell words".into(),
        unit: "out of 10".into(),
        goal: Some(Score::whole(50)),
        by: today.yesterday().ok(),
        baseline: Some(Score::whole(2)),
        baseline_on: today.tomorrow().ok(),
        ..Target::empty()
    };
    let plan = Plan { targets: vec![wrong], review_on: today.yesterday().ok(), ..Plan::default() };
    let input = SavePlan { pupil: ground.world.pupils[1].id, of: None, plan };
    let refused = planning::save_plan(&ground.app, &ground.actor(Role::Senco), ground.now(), input).await;
    assert_eq!(
        fields(refused.unwrap_err()),
        ["target-1-goal", "target-1-baseline-on-day", "target-1-by-day", "review-day"]
    );
}
