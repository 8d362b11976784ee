//! Tests of templates: the shipped ones, edits, and every fault.

use super::*;

#[test]
fn the_shipped_ones_are_usable_and_apart() {
    let names: Vec<&str> = PlanTemplate::newest_shipped().map(|template| template.name.as_str()).collect();
    assert_eq!(names, ["IEP", "SEN support plan", "One Plan", "ISP"]);
    for template in PlanTemplate::all_shipped() {
        assert_eq!(template.check(), Ok(()), "{}", template.id);
        let same = PlanTemplate::all_shipped()
            .iter()
            .filter(|other| (&other.id, other.version) == (&template.id, template.version));
        assert_eq!(same.count(), 1, "{}", template.id);
        // What a teaching assistant and the child see stands in each.
        assert!(template.field("strategies").is_some(), "{}", template.id);
    }
    assert_eq!(PlanTemplate::shipped("", 0), Some(PlanTemplate::first()));
    assert_eq!(PlanTemplate::shipped("iep", 99), None);
    assert!(PlanTemplate::is_shipped("isp") && !PlanTemplate::is_shipped("ours-1"));
}

#[test]
fn an_edit_is_a_new_version_and_fields_keep_their_ids() {
    let ours = PlanTemplate::first().copied("ours-1".into(), "Learning plan".into());
    assert_eq!((ours.version, ours.name.as_str()), (1, "Learning plan"));
    let mut sections = ours.sections.clone();
    let new = |label: &str| Field { label: label.into(), ..Field::default() };
    sections[0].fields.push(new("What a good day looks like"));
    sections[0].fields.push(new("What a good day looks like!"));
    sections[0].fields.push(new("Strengths"));
    sections[0].fields.push(new("Что важно"));
    let next = ours.edited("Learning plan", "Learning plan", "", sections).unwrap();
    assert_eq!(next.version, 2);
    let ids: Vec<&str> = next.sections[0].fields[4..].iter().map(|field| field.id.as_str()).collect();
    let expected = ["what-a-good-day-looks-like", "what-a-good-day-looks-like-2", "strengths-2", "field"];
    assert_eq!(ids, expected);
    assert_eq!(next.label("strengths"), "Strengths");
    assert_eq!(next.label("gone-long-ago"), "Gone long ago");
}

#[test]
fn each_fault_is_named() {
    let edit = |change: fn(&mut Vec<Section>)| {
        let mut sections = PlanTemplate::first().sections.clone();
        change(&mut sections);
        PlanTemplate::first().edited("IEP", "IEP", "", sections).unwrap_err()
    };
    let first = PlanTemplate::first();
    assert_eq!(first.edited(" ", "IEP", "", first.sections.clone()), Err(TemplateFault::NoName));
    assert_eq!(edit(|s| s[1].title = " ".into()), TemplateFault::NoHeading(2));
    assert_eq!(edit(|s| s[0].fields[2].label.clear()), TemplateFault::NoLabel(1, 3));
    assert_eq!(edit(|s| s[0].fields[3].id = "strengths".into()), TemplateFault::SameId("strengths".into()));
    assert_eq!(edit(|s| s[0].fields[0].id = "Stärken".into()), TemplateFault::BadId("Stärken".into()));
    assert_eq!(edit(|s| s[0].fields[0].kind = FieldKind::Date), TemplateFault::WrongKind("strengths".into()));
    let strange = edit(|s| {
        s[0].fields[0].id = "other".into();
        s[0].fields[0].kind = FieldKind::Targets;
    });
    assert_eq!(strange, TemplateFault::WrongKind("other".into()));
    let few = edit(|s| {
        let options = vec!["One".to_owned()];
        s[0].fields.push(Field {
            label: "Layer".into(),
            kind: FieldKind::Choice,
            options,
            ..Field::default()
        });
    });
    assert_eq!(few, TemplateFault::TooFewChoices("Layer".into()));
    assert!(matches!(edit(|s| s[1].fields.clear()), TemplateFault::Missing(_)));
    assert!(matches!(edit(|s| s[0].help = "x".repeat(1001)), TemplateFault::TooLong(_)));
    let many = edit(|s| {
        s[0].fields.extend((0..61).map(|n| Field { label: format!("Box {n}"), ..Field::default() }));
    });
    assert_eq!(many, TemplateFault::TooMany);
}

#[test]
fn whose_words() {
    assert_eq!(from_in_words(&[]), "");
    assert_eq!(from_in_words(&[Party::Parent]), "From the parents.");
    assert_eq!(
        from_in_words(&[Party::Pupil, Party::Parent, Party::Senco]),
        "From the child, the parents and the SENCO."
    );
}

#[test]
fn a_template_is_the_same_after_json() {
    for template in PlanTemplate::all_shipped() {
        let text = serde_json::to_string(template).unwrap();
        assert_eq!(serde_json::from_str::<PlanTemplate>(&text).as_ref().ok(), Some(template));
    }
}

#[test]
fn what_a_plan_lacks_and_what_has_no_place() {
    let mut plan = crate::record::Plan::default();
    let one_plan = PlanTemplate::shipped("one-plan", 1).unwrap();
    let lacking: Vec<&str> = one_plan.lacking(&plan).iter().map(|field| field.id.as_str()).collect();
    assert_eq!(lacking, ["about-me", "outcomes", "targets", "review"]);
    plan.write("about-me", "I like trains.".into());
    plan.write("outcomes", "Reads alone.".into());
    plan.write("review", "2026-12-18".into());
    assert_eq!(plan.review_on, Some(crate::date(2026, 12, 18)));
    assert_eq!(one_plan.lacking(&plan).len(), 1);
    assert!(one_plan.left_over(&plan).is_empty());
    assert_eq!(PlanTemplate::first().left_over(&plan), ["about-me"]);
    plan.write("about-me", " ".into());
    assert!(plan.more.is_empty(), "what is empty is not kept");
    assert_eq!(one_plan.called("one-plan", "Our plan"), "Our plan");
    assert_eq!(one_plan.called("iep", "IEP"), "One Plan");
}
