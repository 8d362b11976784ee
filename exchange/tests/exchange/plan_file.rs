//! A plan's file keeps to its published schema, comes back as the plan it was, and says what is wrong with it.

use domain::{
    TargetId, date,
    plan_template::PlanTemplate,
    progress::goal_attainment::Levels,
    record::{Agreement, Answer, Direction, HowSaid, NeedSource, Party, Plan, Target},
};
use exchange::plan_file::{self, PlanFault, Whose};

fn plan(template: &PlanTemplate) -> Plan {
    let mut plan = Plan {
        template: template.id.clone(),
        template_version: template.version,
        cycle: 2,
        needs: vec![NeedSource {
            on: Some(date(2026, 9, 7)),
            source: "Reading test".into(),
            says: "Standard score 81 – „słabo” – كل يوم".into(),
        }],
        types: domain::census::SenType::ALL.iter().copied().take(2).collect(),
        targets: vec![Target {
            id: TargetId::new(1, &[7; 10]),
            area: domain::census::sen_type::AreaOfNeed::ALL.first().copied(),
            will: "Read words from a Year 2 text aloud".into(),
            unit: "words a minute".into(),
            direction: Direction::Increase,
            baseline: "22.5".parse().ok(),
            baseline_on: Some(date(2026, 9, 7)),
            goal: "40".parse().ok(),
            by: Some(date(2026, 12, 18)),
            success: "Three times in a row".into(),
            checked_by: "The class teacher".into(),
            levels: Some(Levels {
                descriptions: ["Says nothing", "Says a word", "Says a sentence", "Asks", "Starts a talk"]
                    .map(str::to_owned),
                written_on: date(2026, 9, 7),
            }),
        }],
        ..Plan::default()
    };
    for field in template.fields() {
        let words = match field.kind.code() {
            "date" => "2026-12-18".to_owned(),
            "choice" => field.options[0].clone(),
            "words" | "line" => format!("Words of\n{} <b>&\"\\", field.label),
            _ => continue,
        };
        plan.write(&field.id, words);
    }
    plan
}

fn written(template: &PlanTemplate, plan: &Plan) -> String {
    let whose = Whose {
        school: "Testing Lane",
        upn: "A919200325001",
        name: "Ada O'Shea",
        born_on: date(2019, 2, 11),
    };
    let said = Agreement {
        party: Party::Parent,
        name: "Pat O'Shea".into(),
        answer: Answer::Yes,
        how: HowSaid::OnPaper,
        words: String::new(),
        plan: domain::EntryId::new(1, &[0; 10]),
        plan_version: 1,
    };
    plan_file::write(&whose, template, plan, &[(&said, date(2026, 9, 10))], date(2026, 11, 23))
}

/// What a validator of JSON Schema that is not ours says of a text.
fn valid(text: &str) -> Result<(), String> {
    let schema: serde_json::Value = serde_json::from_str(&plan_file::schema()).unwrap();
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource("plan.json", schema).unwrap();
    let compiled = compiler.compile("plan.json", &mut schemas).unwrap();
    schemas.validate(&value, compiled).map_err(|fault| format!("{fault:#}"))
}

#[test]
fn every_shipped_template_keeps_to_the_schema_and_comes_back() {
    for template in PlanTemplate::all_shipped() {
        let before = plan(template);
        let text = written(template, &before);
        valid(&text).unwrap();
        let (file, read, after) = plan_file::read(text.as_bytes()).unwrap();
        assert_eq!(after, before, "{}", template.id);
        assert_eq!(PlanTemplate { about: template.about.clone(), ..read }, *template);
        assert_eq!((file.child.upn.as_str(), file.answers.len()), ("A919200325001", 1));
    }
    let empty = written(PlanTemplate::first(), &Plan::default());
    valid(&empty).unwrap();
    plan_file::read(empty.as_bytes()).unwrap();
}

#[test]
fn what_breaks_the_schema_is_refused_by_both() {
    let good = written(PlanTemplate::first(), &plan(PlanTemplate::first()));
    let broken: [(&str, &str, &str); 7] = [
        (r#""cycle": 2"#, r#""cycle": "two""#, "plan.cycle"),
        (r#""name": "Ada O'Shea""#, r#""nickname": "Ada""#, "child"),
        (r#""direction": "increase""#, r#""direction": "up""#, "plan.targets[0].direction"),
        (r#""goal": 40"#, r#""goal": "forty""#, "plan.targets[0].goal"),
        (r#""baseline_on": "2026-09-07""#, r#""baseline_on": "7 September""#, "plan.targets[0].baseline_on"),
        (r#""kind": "targets""#, r#""kind": "goals""#, "template.sections"),
        (r#""id": "strengths""#, r#""id": "Stärken""#, "template"),
    ];
    for (from, to, place) in broken {
        assert!(good.contains(from), "{from}");
        let bad = good.replacen(from, to, 1);
        assert!(valid(&bad).is_err(), "the schema takes {to}");
        let said = plan_file::read(bad.as_bytes()).unwrap_err().to_string();
        assert!(said.contains(place), "{to}: {said}");
    }
}

#[test]
fn what_no_schema_can_say_is_said_at_its_place() {
    let good = written(PlanTemplate::first(), &plan(PlanTemplate::first()));
    let table: [(&str, &str, &str); 4] = [
        (r#""area": ""#, r#""area": "x"#, "no area of need"),
        (r#""by": "2026-12-18""#, r#""by": "2026-02-30""#, "“2026-02-30” is not a day"),
        (r#""review": "2026-12-18""#, r#""review": "soon""#, "plan.fields.review: “soon” is not a day"),
        (r#""goal": 40"#, r#""goal": 1e300"#, "not a score that can be kept"),
    ];
    for (from, to, expected) in table {
        assert!(good.contains(from), "{from}");
        let fault = plan_file::read(good.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert!(matches!(fault, PlanFault::Values(_)), "{to}: {fault:?}");
        assert!(fault.to_string().contains(expected), "{to}: {fault}");
    }
}

#[test]
fn what_is_no_plan_is_refused_in_a_sentence() {
    let too_large = vec![b' '; plan_file::MAX_BYTES + 1];
    assert_eq!(plan_file::read(&too_large), Err(PlanFault::TooLarge(too_large.len())));
    for (bytes, expected) in [
        (&b""[..], "not JSON"),
        (b"\xFF\xFE", "not JSON"),
        (b"{\"format\": ", "not JSON"),
        (b"[]", "not a plan"),
        (b"{\"format\": \"other\"}", "not a plan"),
        (b"{\"format\": \"waymark-plan\", \"version\": 7}", "version 7"),
        (b"{\"format\": \"waymark-plan\", \"version\": 1}", "missing field"),
    ] {
        let said = plan_file::read(bytes).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}");
    }
    let with_mark = [b"\xEF\xBB\xBF", written(PlanTemplate::first(), &Plan::default()).as_bytes()].concat();
    plan_file::read(&with_mark).unwrap();
}
