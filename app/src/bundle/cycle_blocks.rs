//! A cycle on paper: the plan, each target with its chart, what was given, the review and what was changed.

use documents::{
    chart::{HEIGHT, OnPaper, WIDTH},
    furniture::Fact,
    papers::Block,
};
use domain::{
    bundle::{Cycle, CyclePlace, CycleTarget},
    money::Pence,
    record::{OutcomeOfTarget, Review},
};

use super::load::Loaded;
use crate::{
    SchoolInfo,
    gathering::{TargetJudged, picture},
    time_in_words::{day, short_day},
};

/// Every cycle, the newest last.
pub(super) fn all(loaded: &Loaded, cycles: &[Cycle<'_>], info: &SchoolInfo) -> Vec<Block> {
    if cycles.is_empty() {
        return vec![Block::Nothing { text: "No plan is on the record.".to_owned() }];
    }
    let rounds = cycles.iter().any(|cycle| cycle.round != cycles[0].round);
    cycles.iter().flat_map(|cycle| one(loaded, cycle, rounds, info)).collect()
}

fn one(loaded: &Loaded, cycle: &Cycle<'_>, rounds: bool, info: &SchoolInfo) -> Vec<Block> {
    let plan = cycle.plan;
    let until = if cycle.runs { "It still runs".to_owned() } else { day(cycle.until) };
    let round = if rounds { format!(", round {}", cycle.round) } else { String::new() };
    let mut blocks =
        vec![Block::h3(format!("Cycle {}{round}: from {}", cycle.number.max(1), day(cycle.from)))];
    let given: u32 = cycle.places.iter().map(|place| place.delivered).sum();
    let planned: u32 = cycle.places.iter().map(|place| place.planned).sum();
    let cost = cycle.places.iter().fold(Pence::ZERO, |sum, place| sum + place.cost);
    blocks.push(Block::Facts {
        columns: 3,
        facts: vec![
            Fact::new("Until", until),
            Fact::new("Sessions with the child there", share(given, planned)),
            Fact::new("What they cost", cost.to_string()),
        ],
    });
    let needs: Vec<&str> = plan.types.iter().map(|kind| kind.name()).collect();
    blocks.push(Block::h4("Assess"));
    blocks.push(Block::Facts {
        columns: 1,
        facts: vec![
            Fact::new("Types of need, main first", needs.join("; ")),
            Fact::new("Strengths", &plan.strengths),
            Fact::new("Outcomes", &plan.outcomes),
            Fact::new("Strategies", &plan.strategies),
            Fact::new("Resources and expertise", &plan.resources),
            Fact::new("The parents’ part", &plan.parents_part),
        ],
    });
    for target in &cycle.targets {
        blocks.extend(of_target(cycle, target, info));
    }
    blocks.push(Block::h4("What was given"));
    if cycle.places.is_empty() {
        blocks.push(Block::Nothing { text: "No provision is on the map for this cycle.".to_owned() });
    } else {
        blocks.push(Block::Table {
            heads: ["What", "How often", "Group", "Who", "Held of planned", "Cost"]
                .map(str::to_owned)
                .to_vec(),
            widths: vec![6, 6, 3, 7, 4, 4],
            rows: cycle.places.iter().map(|place| row(loaded, place)).collect(),
        });
    }
    blocks.push(Block::h4("Review, and what was changed because of it"));
    if cycle.reviews.is_empty() {
        let text = if cycle.runs { "Not reviewed yet." } else { "No review is on the record." };
        blocks.push(Block::Nothing { text: text.to_owned() });
    }
    for (on, review) in &cycle.reviews {
        blocks.push(Block::Facts { columns: 1, facts: of_review(&day(*on), review) });
    }
    if let Some(next) = &cycle.next {
        let facts = [
            ("Targets that went on", &next.kept),
            ("Targets that went on, changed", &next.changed),
            ("New targets", &next.new),
            ("Targets that ended", &next.ended),
        ];
        let facts = facts
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(label, list)| Fact::new(format!("{label} in the next plan"), lines(list)))
            .collect();
        blocks.push(Block::Facts { columns: 1, facts });
    }
    blocks
}

fn lines(list: &[String]) -> String {
    match list {
        [one] => one.clone(),
        many => many.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"),
    }
}

fn share(given: u32, planned: u32) -> String {
    match u64::from(given) * 100 / u64::from(planned.max(1)) {
        _ if planned == 0 => "None was planned".to_owned(),
        percent => format!("{given} of {planned} ({percent}%)"),
    }
}

/// The longest name, in letters, that has room in its column.
const LONGEST_WHOLE: usize = 20;

fn row(loaded: &Loaded, place: &CyclePlace) -> Vec<String> {
    // A name that is parted by the end of a line reads as somebody else's.
    let whole = |name: &str| {
        if name.chars().count() > LONGEST_WHOLE { name.to_owned() } else { name.replace(' ', "\u{a0}") }
    };
    let staff = place.staff.iter().map(|user| loaded.name(*user)).filter(|name| !name.is_empty());
    let staff: Vec<String> = staff.map(whole).collect();
    let target = place.target.map_or(String::new(), |number| format!("\nfor target {number}"));
    let lost: Vec<String> = [(place.not_run, "not run"), (place.away, "child away")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let lost = if lost.is_empty() { String::new() } else { format!("\n{}", lost.join(", ")) };
    vec![
        format!("{}{target}", place.name),
        format!(
            "{}, {} × {} min\n{} to {}",
            place.days,
            place.times_a_week,
            place.minutes,
            short_day(place.from),
            short_day(place.until)
        ),
        if place.group_size == 1 { "1 to 1".to_owned() } else { format!("{} children", place.group_size) },
        if staff.is_empty() { "Not named".to_owned() } else { staff.join(", ") },
        format!("{} of {}{lost}", place.delivered, place.planned),
        place.cost.to_string(),
    ]
}

fn of_target(cycle: &Cycle<'_>, target: &CycleTarget, info: &SchoolInfo) -> Vec<Block> {
    let written = &target.target;
    let unit = written.unit.trim();
    let amount = |value: Option<domain::progress::Score>, joint: &str, on: Option<domain::Date>| {
        let Some(value) = value else { return String::new() };
        let on = on.map_or(String::new(), |on| format!("{joint}{}", day(on)));
        format!("{} {on}", format!("{value} {unit}").trim_end()).trim_end().replace(" ,", ",")
    };
    let baseline = match written.baseline {
        Some(_) => amount(written.baseline, ", ", written.baseline_on),
        None => "The middle of the first three scores".to_owned(),
    };
    let finding = &target.judged.finding;
    let verdict = if target.scores.is_empty() {
        "No score was taken in this cycle.".to_owned()
    } else {
        format!("{}. {}", finding.verdict.words(), finding.reason)
    };
    let will = if written.will.trim().is_empty() { "not written" } else { written.will.trim() };
    let mut blocks = vec![
        Block::h4(format!("Target {}: {will}", target.number)),
        Block::Facts {
            columns: 2,
            facts: vec![
                Fact::new("Area of need", written.area.map_or("", |area| area.name())),
                Fact::new("Where it started", baseline),
                Fact::new("The goal", amount(written.goal, "by ", written.by)),
                Fact::new("Success criterion", &written.success),
                Fact::new(if cycle.runs { "How it stands" } else { "How it stood at the end" }, verdict),
                Fact::new("At the review", target.outcome.as_ref().map_or_else(String::new, outcome)),
            ],
        },
    ];
    if !target.scores.is_empty() {
        let judged = TargetJudged {
            not_entered: Vec::new(),
            target: written.clone(),
            number: target.number,
            scores: target.scores.clone(),
            judged: target.judged.clone(),
            missed: target.missed.iter().map(|(on, why)| (*on, plain(why))).collect(),
            plan_changes: Vec::new(),
            number_today: None,
        };
        let chart = picture(&judged, &info.calendar, cycle.until, WIDTH, HEIGHT);
        let title = format!("Target {}, cycle {}", target.number, cycle.number.max(1));
        blocks.push(Block::Chart { chart: OnPaper::new(title, &chart) });
    }
    blocks
}

/// When a session was missed, and not what somebody wrote about it: that is the school's own.
fn plain(why: &str) -> String {
    if why.starts_with("child absent") { "child absent".to_owned() } else { "not run".to_owned() }
}

fn outcome(one: &OutcomeOfTarget) -> String {
    let note = one.note.trim();
    if note.is_empty() { one.outcome.name().to_owned() } else { format!("{}: {note}", one.outcome.name()) }
}

fn of_review(on: &str, review: &Review) -> Vec<Fact> {
    let came: Vec<&str> = review.came.iter().map(|party| party.name()).collect();
    let came = [came.join(", "), review.came_words.trim().to_owned()];
    let came: Vec<&str> = came.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    vec![
        Fact::new("Reviewed", format!("{on}, {}", review.how.name().to_lowercase())),
        Fact::new("Who came", came.join("; ")),
        Fact::new("Decision", review.decision.name()),
        Fact::new("What was changed because of it", &review.changes),
        Fact::new("Differences of view", &review.differences),
        Fact::new("What each said of it", review.said_in_words().join("; ")),
    ]
}
