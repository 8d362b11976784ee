//! The plan as a form: a plan as typed fields, and typed fields as a plan.

use std::collections::BTreeMap;

use app::{FieldFault, planning::ParentsWords};
use domain::{
    Date,
    census::{SenType, sen_type::AreaOfNeed},
    plan_template::{self, FieldKind, PlanTemplate},
    progress::goal_attainment::Levels,
    record::{Direction, NeedSource, Plan, Target, TargetFault},
};

use crate::typed::Typed;

/// The most targets that the form offers.
pub(super) const MOST_TARGETS: usize = 4;
/// The most rows of needs.
const MOST_NEEDS: usize = 30;

/// A plan as the fields of the form.
pub(super) fn fields_of(plan: &Plan, template: &PlanTemplate) -> Typed {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: String, value: &str| pairs.push((name, value.to_owned()));
    let date = |put: &mut dyn FnMut(String, &str), name: &str, on: Option<Date>| {
        if let Some(on) = on {
            put(format!("{name}-day"), &on.day().to_string());
            put(format!("{name}-month"), &on.month().to_string());
            put(format!("{name}-year"), &on.year().to_string());
        }
    };
    put("needs".to_owned(), &plan.needs.len().max(1).to_string());
    for (number, need) in (1..).zip(&plan.needs) {
        date(&mut put, &format!("need-{number}-on"), need.on);
        put(format!("need-{number}-source"), &need.source);
        put(format!("need-{number}-says"), &need.says);
    }
    put("strengths".to_owned(), &plan.strengths);
    if let Some((main, others)) = plan.types.split_first() {
        put("main-need".to_owned(), main.code());
        for other in others {
            put("other-needs".to_owned(), other.code());
        }
    }
    put("outcomes".to_owned(), &plan.outcomes);
    put("targets".to_owned(), &plan.targets.len().max(1).to_string());
    for (number, target) in (1..).zip(&plan.targets) {
        let name = |part: &str| format!("target-{number}-{part}");
        put(name("id"), &if target.id == Target::NEW { String::new() } else { target.id.to_string() });
        put(name("will"), &target.will);
        put(name("area"), target.area.map_or("", AreaOfNeed::code));
        put(name("unit"), &target.unit);
        put(name("direction"), direction_code(target.direction));
        put(name("baseline"), &target.baseline.map(|score| score.to_string()).unwrap_or_default());
        date(&mut put, &name("baseline-on"), target.baseline_on);
        put(name("goal"), &target.goal.map(|score| score.to_string()).unwrap_or_default());
        date(&mut put, &name("by"), target.by);
        put(name("success"), &target.success);
        put(name("checked"), &target.checked_by);
        for (place, text) in (1..).zip(target.levels.iter().flat_map(|levels| &levels.descriptions)) {
            put(name(&format!("level-{place}")), text);
        }
    }
    put("strategies".to_owned(), &plan.strategies);
    put("resources".to_owned(), &plan.resources);
    put("parents-part".to_owned(), &plan.parents_part);
    date(&mut put, "review", plan.review_on);
    for field in template.fields().filter(|field| plan.more.contains_key(&field.id)) {
        let words = plan.words(&field.id);
        match (field.kind, words.parse()) {
            (FieldKind::Date, Ok(on)) => date(&mut put, &box_of(field), Some(on)),
            _ => put(box_of(field), &words),
        }
    }
    Typed::from_pairs(pairs)
}

/// The fields that every plan knows, in boxes of their own names.
const KNOWN: [&str; 6] = ["strengths", "outcomes", "strategies", "resources", "parents-part", "review"];

/// The name of the box of a field. One that only its template knows cannot take the name of another box, nor one that
/// ends like a part of a date.
pub(super) fn box_of(field: &plan_template::Field) -> String {
    match field.id.as_str() {
        known if KNOWN.contains(&known) => known.to_owned(),
        own if field.kind == FieldKind::Date => format!("more-{own}"),
        own => format!("more-{own}-words"),
    }
}

/// What was typed in boxes that a template does not have.
pub(super) fn aside(typed: &Typed, template: &PlanTemplate) -> Vec<(String, String)> {
    let own: Vec<String> = template.fields().map(box_of).collect();
    let of_others = |name: &str| {
        let days = ["-day", "-month", "-year"];
        let of = days.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        let is_box = name.starts_with("more-") || KNOWN.contains(&of);
        is_box && !own.iter().any(|known| known == name || known == of)
    };
    let all = typed.iter().filter(|(name, value)| !value.trim().is_empty() && of_others(name));
    all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

const fn direction_code(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "more",
        Direction::Decrease => "less",
    }
}

fn count(typed: &Typed, name: &str, most: usize) -> usize {
    typed.text(name).parse::<usize>().unwrap_or(1).clamp(1, most)
}

/// How many rows of needs, and how many targets, the form has.
pub(super) fn rows(typed: &Typed) -> (usize, usize) {
    // A plan with more targets than the form offers keeps them.
    (count(typed, "needs", MOST_NEEDS), count(typed, "targets", 12))
}

/// What was typed, as a plan. What cannot be read is said; blank rows are left out.
pub(super) fn read(
    typed: &Typed,
    template: &PlanTemplate,
    faults: &mut Vec<FieldFault>,
) -> (Plan, Vec<usize>) {
    let (needs, targets) = rows(typed);
    let mut plan =
        Plan { template: template.id.clone(), template_version: template.version, ..Plan::default() };
    for field in template.fields() {
        match field.kind {
            FieldKind::Words | FieldKind::Line | FieldKind::Choice => {
                plan.write(&field.id, typed.text(&box_of(field)));
            }
            FieldKind::Date => {
                let what = if field.id == "review" { "The review date" } else { "This day" };
                let on = typed.date(&box_of(field), what, faults);
                plan.write(&field.id, on.map(|on| on.to_string()).unwrap_or_default());
            }
            FieldKind::Needs | FieldKind::Types | FieldKind::Targets => {}
        }
    }
    for number in 1..=needs {
        let name = format!("need-{number}-on");
        let on = typed.date(&name, "The day of the assessment", faults);
        let source = typed.text(&format!("need-{number}-source"));
        let says = typed.text(&format!("need-{number}-says"));
        if on.is_some() || !source.is_empty() || !says.is_empty() {
            plan.needs.push(NeedSource { on, source, says });
        }
    }
    plan.types.extend(SenType::from_code(&typed.text("main-need")));
    for codes in typed.all("other-needs") {
        for kind in codes.split([',', '\n', ' ']).filter_map(SenType::from_code) {
            if !plan.types.contains(&kind) {
                plan.types.push(kind);
            }
        }
    }
    let mut places = Vec::new();
    for number in 1..=targets {
        if let Some(target) = read_target(typed, number, faults) {
            plan.targets.push(target);
            places.push(number);
        }
    }
    (plan, places)
}

pub(super) fn read_target(typed: &Typed, number: usize, faults: &mut Vec<FieldFault>) -> Option<Target> {
    let name = |part: &str| format!("target-{number}-{part}");
    let target = Target {
        id: typed.text(&name("id")).parse().unwrap_or(Target::NEW),
        area: AreaOfNeed::from_code(&typed.text(&name("area"))),
        will: typed.text(&name("will")),
        unit: typed.text(&name("unit")),
        direction: if typed.text(&name("direction")) == "less" {
            Direction::Decrease
        } else {
            Direction::Increase
        },
        baseline: typed.score(&name("baseline"), "The score now", faults),
        baseline_on: typed.date(&name("baseline-on"), "The day of the score", faults),
        goal: typed.score(&name("goal"), "The goal", faults),
        by: typed.date(&name("by"), "The day of the goal", faults),
        success: typed.text(&name("success")),
        checked_by: typed.text(&name("checked")),
        levels: None,
    };
    let described = [1, 2, 3, 4, 5].map(|place| typed.text(&name(&format!("level-{place}"))));
    let has_levels = described.iter().any(|text| !text.is_empty());
    let target = if has_levels {
        target.with_levels(Levels { descriptions: described, written_on: Date::MIN })
    } else {
        target
    };
    let blank = target.will.is_empty()
        && target.unit.is_empty()
        && target.success.is_empty()
        && typed.text(&name("baseline")).is_empty()
        && typed.text(&name("goal")).is_empty();
    (!blank).then_some(target)
}

/// What keeps the targets from being SMART, at their boxes; `places` are their numbers in the form. `example` gives one
/// from the bank for what was typed.
pub(super) fn not_smart(
    plan: &Plan,
    places: &[usize],
    example: impl Fn(&Target) -> String,
    faults: &mut Vec<FieldFault>,
) {
    if plan.targets.is_empty() {
        let sentence = "Write at least one target, for example: read 40 words a minute from a Year 2 text";
        faults.push(FieldFault::new("target-1-will", sentence));
    }
    for (number, target) in places.iter().zip(&plan.targets) {
        for fault in target.faults() {
            let part = match fault {
                TargetFault::Will => "will",
                TargetFault::Unit => "unit",
                TargetFault::Goal | TargetFault::GoalNotBetter => "goal",
                TargetFault::BaselineDay => "baseline-on-day",
                TargetFault::By => "by-day",
                TargetFault::CheckedBy => "checked",
                TargetFault::Levels => "level-1",
            };
            let sentence = match fault {
                TargetFault::Goal if !target.will.is_empty() => {
                    let example = match example(target) {
                        none if none.is_empty() => "40, with “words a minute” as what is counted".to_owned(),
                        example => format!("“{example}”"),
                    };
                    format!(
                        "“{}” cannot be checked without a number. Give the number to reach: for example {example}",
                        short(&target.will)
                    )
                }
                fault => fault.sentence().to_owned(),
            };
            faults.push(FieldFault::new(format!("target-{number}-{part}"), sentence));
        }
    }
}

/// What a verb says of the plan's first, second, ... target, at the rows of the form; `places` are their numbers there.
pub(super) fn at_their_rows(faults: Vec<FieldFault>, places: &[usize]) -> Vec<FieldFault> {
    let moved = |field: &str| {
        let (number, part) = field.strip_prefix("target-")?.split_once('-')?;
        let place = places.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
        Some(format!("target-{place}-{part}"))
    };
    faults
        .into_iter()
        .map(|fault| FieldFault { field: moved(&fault.field).unwrap_or(fault.field.clone()), ..fault })
        .collect()
}

/// What the template asks for and the plan lacks, at its boxes. Targets have sentences of their own.
pub(super) fn not_filled(plan: &Plan, template: &PlanTemplate, faults: &mut Vec<FieldFault>) {
    for field in template.lacking(plan).into_iter().filter(|field| field.kind != FieldKind::Targets) {
        let label = field.label.trim_end_matches(['?', '.']);
        let (at, sentence) = match field.kind {
            FieldKind::Needs => ("need-1-source".to_owned(), format!("Add an assessment: “{label}”")),
            FieldKind::Types => ("main-need".to_owned(), format!("Choose the {}", label.to_lowercase())),
            FieldKind::Date => (format!("{}-day", box_of(field)), format!("Enter a day: “{label}”")),
            FieldKind::Choice => (box_of(field), format!("Choose one: “{label}”")),
            FieldKind::Words | FieldKind::Line | FieldKind::Targets => {
                (box_of(field), format!("Fill in “{label}”, or save as a draft"))
            }
        };
        faults.push(FieldFault::new(at, sentence));
    }
}

fn short(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(60).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}

/// Leaves out a row, or a target, and moves the ones after it up.
pub(super) fn without(typed: &Typed, kind: &str, gone: usize) -> Typed {
    let counter = format!("{kind}s");
    let left = count(typed, &counter, 99).saturating_sub(1).max(1);
    let pairs = typed.iter().filter_map(|(name, value)| {
        if name == counter {
            return Some((name.to_owned(), left.to_string()));
        }
        let row = name.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-'));
        let numbered = row.and_then(|rest| rest.split_once('-'));
        let number = numbered.and_then(|(number, part)| Some((number.parse::<usize>().ok()?, part)));
        match number {
            Some((number, _)) if number == gone => None,
            Some((number, part)) if number > gone => {
                Some((format!("{kind}-{}-{part}", number - 1), value.to_owned()))
            }
            _ => Some((name.to_owned(), value.to_owned())),
        }
    });
    Typed::from_pairs(pairs)
}

/// The same with one more row or target.
pub(super) fn with_one_more(typed: &Typed, kind: &str) -> Typed {
    let counter = format!("{kind}s");
    let more = count(typed, &counter, 99) + 1;
    let others = typed.iter().filter(|(name, _)| *name != counter);
    let pairs: Vec<_> = others.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Typed::from_pairs(pairs.into_iter().chain([(counter, more.to_string())]))
}

/// The same with a parent's words taken into the field that they are offered for; once, however often it is pressed.
pub(super) fn with_words(typed: &Typed, template: &PlanTemplate, words: &ParentsWords) -> Typed {
    let field = template.field(&words.field).filter(|field| field.kind != FieldKind::Needs);
    if let Some(field) = field {
        let name = box_of(field);
        let said = typed.text(&name);
        let is_there = said.lines().any(|line| words.says.lines().next() == Some(line.trim()));
        let more = if is_there { said } else { format!("{said}\n{}", words.says).trim().to_owned() };
        return typed.clone().set(&name, more);
    }
    let (needs, _) = rows(typed);
    let has = |number: usize, part: &str| typed.text(&format!("need-{number}-{part}"));
    if (1..=needs).any(|number| has(number, "says").lines().eq(words.says.lines())) {
        return typed.clone();
    }
    let free =
        (1..=needs).find(|number| has(*number, "says").is_empty() && has(*number, "source").is_empty());
    let (typed, number) = match free {
        Some(number) => (typed.clone(), number),
        None => (with_one_more(typed, "need"), needs + 1),
    };
    let name = |part: &str| format!("need-{number}-{part}");
    typed
        .set(&name("source"), format!("A parent: {}", words.at.to_lowercase()))
        .set(&name("says"), &words.says)
        .set(&name("on-day"), words.on.day().to_string())
        .set(&name("on-month"), words.on.month().to_string())
        .set(&name("on-year"), words.on.year().to_string())
}

/// Dates that came in one box (2026-03-27), as those of the page where two texts are compared, go into three.
pub(super) fn spread_dates(typed: &Typed) -> Typed {
    let own = |name: &str| name.starts_with("more-") && !name.ends_with("-words");
    let is_date =
        |name: &str| name == "review" || own(name) || name.ends_with("-on") || name.ends_with("-by");
    let pairs = typed.iter().flat_map(|(name, value)| match value.trim().parse::<Date>() {
        Ok(on) if is_date(name) => vec![
            (format!("{name}-day"), on.day().to_string()),
            (format!("{name}-month"), on.month().to_string()),
            (format!("{name}-year"), on.year().to_string()),
        ],
        _ => vec![(name.to_owned(), value.to_owned())],
    });
    Typed::from_pairs(pairs.collect::<Vec<_>>())
}

/// Every field on a line, dates in one: to compare two texts.
pub(super) fn flat(typed: &Typed) -> BTreeMap<String, String> {
    let mut flat: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in typed.iter() {
        let date = ["-day", "-month", "-year"].iter().find_map(|part| name.strip_suffix(part));
        if let Some(base) = date {
            let part = |end: &str| typed.text(&format!("{base}-{end}"));
            let (day, month, year) = (part("day"), part("month"), part("year"));
            let iso = match (year.parse(), month.parse(), day.parse()) {
                (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).map(|on| on.to_string()).ok(),
                _ => None,
            };
            flat.insert(
                base.to_owned(),
                iso.unwrap_or_else(|| format!("{day} {month} {year}").trim().to_owned()),
            );
        } else {
            let line = flat.entry(name.to_owned()).or_default();
            if !line.is_empty() {
                line.push_str(", ");
            }
            line.push_str(value.trim());
        }
    }
    flat
}

/// What a field is called, where two texts are compared.
pub(super) fn label_of(name: &str, template: &PlanTemplate) -> String {
    let numbered = |kind: &str, rest: &str, parts: &[(&str, &str)]| {
        let (number, part) = rest.split_once('-').unwrap_or((rest, ""));
        let words = parts.iter().find(|(known, _)| *known == part).map_or(part, |(_, words)| words);
        format!("{kind} {number}: {words}")
    };
    if let Some(rest) = name.strip_prefix("need-") {
        return numbered(
            "Assessment",
            rest,
            &[("on", "day"), ("source", "source"), ("says", "what it says")],
        );
    }
    if let Some(rest) = name.strip_prefix("target-") {
        let parts = [
            ("will", "what the child will do"),
            ("area", "area"),
            ("unit", "what is counted"),
            ("direction", "which way is better"),
            ("baseline", "score now"),
            ("baseline-on", "day of the score"),
            ("goal", "goal"),
            ("by", "by when"),
            ("success", "how everybody will know"),
            ("checked", "who checks"),
            ("level-1", "-2, much less than hoped"),
            ("level-2", "-1, less than hoped"),
            ("level-3", "0, as hoped"),
            ("level-4", "+1, more than hoped"),
            ("level-5", "+2, much more than hoped"),
        ];
        return numbered("Target", rest, &parts);
    }
    match name {
        "main-need" => "Main type of need".to_owned(),
        "other-needs" => "Other types of need".to_owned(),
        other => {
            let own = other.strip_prefix("more-").map(|own| own.strip_suffix("-words").unwrap_or(own));
            template.label(own.unwrap_or(other))
        }
    }
}
