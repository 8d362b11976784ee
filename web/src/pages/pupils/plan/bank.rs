//! Beside the targets of the plan's form: whether each can be measured, ideas from the bank, and finding one there.

use app::{
    banks::ScoresNow,
    planning::Drafted,
    time_in_words::{day, day_of},
};
use askama::Template;
use domain::{
    Date, EntryId,
    bank::{self, ForTarget, Strategy, TargetIdea},
    census::{SenType, sen_type::AreaOfNeed},
    people::{Pupil, YearGroup},
    plan_template::PlanTemplate,
    progress::Direction,
    record::{
        Target,
        measurable::{Stands, check},
        possible::Days,
    },
};

use super::form;
use crate::{
    typed::Typed,
    view::{Choice, Choices, Field},
    visit::Visit,
};

/// The most ideas beside one target, and the most that a search shows.
const IDEAS: usize = 3;
const FOUND: usize = 8;

/// What stands beside one target.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) check: Option<Check>,
    pub(super) ideas: Vec<Idea>,
    pub(super) strategies: Vec<Idea>,
}

/// Whether a target can be measured, as the page shows it; also alone, for the script that asks while one writes.
#[derive(Debug, Template)]
#[template(path = "pages/pupils/plan/check.html")]
pub(super) struct Check {
    pub(super) number: usize,
    parts: Vec<(String, &'static str)>,
    sentences: Vec<String>,
    reads: Option<String>,
    better: Option<String>,
}

/// A target of the bank that can be taken into the form.
#[derive(Debug)]
pub(super) struct Idea {
    pub(super) id: String,
    pub(super) will: String,
    pub(super) about: String,
}

/// What was looked for in the bank, and found; also alone, for the script that looks while one types.
#[derive(Debug, Template)]
#[template(path = "pages/pupils/plan/found.html")]
pub(super) struct Found {
    says: String,
    ideas: Vec<Idea>,
}

/// The search of the bank.
#[derive(Debug)]
pub(super) struct Bank {
    pub(super) words: Field,
    pub(super) area: Choices,
    pub(super) found: Found,
    pub(super) asked: String,
}

/// What the form fills in by itself: from the draft, the roll, the banks and the scores.
pub(super) struct Known<'a> {
    pub(super) visit: &'a Visit,
    pub(super) pupil: &'a Pupil,
    pub(super) scores: &'a ScoresNow,
    pub(super) by: Option<Date>,
    pub(super) checked_by: &'a str,
    /// The box of the plan's strategies, when its template has one.
    pub(super) strategies: Option<String>,
}

impl<'a> Known<'a> {
    pub(super) fn of(
        visit: &'a Visit,
        pupil: &'a Pupil,
        drafted: &'a Drafted,
        scores: &'a ScoresNow,
        template: &PlanTemplate,
    ) -> Self {
        let strategies = template.field("strategies").map(form::box_of);
        Self { visit, pupil, scores, by: drafted.by, checked_by: &drafted.checked_by, strategies }
    }

    fn bank(&self) -> &bank::Bank<TargetIdea> {
        of(self.visit)
    }

    fn year(&self) -> YearGroup {
        self.pupil.year
    }
}

fn of(visit: &Visit) -> &bank::Bank<TargetIdea> {
    &visit.visitor.school.banks.targets
}

fn years(years: [i8; 2]) -> String {
    let [from, to] = years.map(|year| YearGroup(year).name());
    if from == to { from } else { format!("{from} to {to}") }
}

fn idea(one: &TargetIdea) -> Idea {
    let usual = one.usual().unwrap_or_default();
    Idea {
        id: one.id.clone(),
        will: one.will.clone(),
        about: format!("{} · {} · {}. {usual}", one.skill, years(one.years), one.unit),
    }
}

/// The days of the plan that is being written: one that was begun has its day in its id.
fn days(visit: &Visit, typed: &Typed) -> Days {
    let today = visit.now().today;
    let begun_on = typed.text("of").parse::<EntryId>().ok().and_then(EntryId::made_at).map(day_of);
    Days { plan_on: begun_on.map_or(today, |on| on.min(today)), today }
}

/// The check of one target; none while it is blank.
pub(super) fn checked(visit: &Visit, pupil: &Pupil, typed: &Typed, number: usize) -> Option<Check> {
    let target = form::read_target(typed, number, &mut Vec::new())?;
    let example = bank::example(of(visit), &target.will, target.area, pupil.year);
    let says = check(&target, pupil.called(), &example, days(visit, typed));
    let mut sentences = Vec::new();
    let mut parts = Vec::new();
    for (part, stands) in &says.parts {
        let name = part.name();
        parts.push(match stands {
            Stands::There => (format!("✓ {name}"), "green"),
            Stands::Advised(_) => (format!("{name} would help"), "yellow"),
            Stands::Missing(_) => (format!("{name} missing"), "red"),
        });
        if let Stands::Advised(sentence) | Stands::Missing(sentence) = stands {
            sentences.push(sentence.clone());
        }
    }
    let better = says.better.map(|better| {
        let mut taken = Vec::new();
        taken.extend(better.will.map(|will| format!("“{will}” as what {} will do", pupil.called())));
        taken.extend(better.baseline.map(|start| format!("{start} as the start")));
        taken.extend(better.goal.map(|goal| format!("{goal} as the goal")));
        taken.extend(better.unit.map(|unit| format!("“{unit}” as what is counted")));
        taken.extend(better.direction.map(|way| match way {
            Direction::Increase => "that more is better".to_owned(),
            Direction::Decrease => "that less is better".to_owned(),
        }));
        taken.extend(better.by.map(|by| format!("{} as the day", day(by))));
        taken.join(", ")
    });
    Some(Check { number, parts, sentences, reads: says.reads, better })
}

/// What stands beside a target: the check, and ideas while it has no goal.
pub(super) fn beside(known: &Known<'_>, typed: &Typed, number: usize) -> Beside {
    let name = |part: &str| format!("target-{number}-{part}");
    let will = typed.text(&name("will"));
    let area = AreaOfNeed::from_code(&typed.text(&name("area")));
    let in_bank = known.bank().offered().any(|one| one.will == will);
    let ideas = if typed.has(&name("goal")) || in_bank {
        Vec::new()
    } else {
        bank::for_seed(known.bank(), &will, area, known.year(), IDEAS).into_iter().map(idea).collect()
    };
    let strategies = match &known.strategies {
        Some(words) => {
            let target = ForTarget {
                will: &will,
                area: area.or_else(|| known.pupil.main_need.and_then(SenType::area)),
                year: known.year(),
                said: &typed.text(words),
            };
            let found = bank::strategies_for_target(strategies_of(known.visit), target, IDEAS);
            found.into_iter().map(strategy).collect()
        }
        None => Vec::new(),
    };
    Beside { check: checked(known.visit, known.pupil, typed, number), ideas, strategies }
}

fn strategies_of(visit: &Visit) -> &bank::Bank<Strategy> {
    &visit.visitor.school.banks.strategies
}

fn strategy(one: &Strategy) -> Idea {
    let about = [one.area.name(), &one.often].into_iter().filter(|part| !part.is_empty());
    Idea { id: one.id.clone(), will: one.text.clone(), about: about.collect::<Vec<_>>().join(" · ") }
}

/// Takes a strategy of the bank into the plan's strategies, on a line of its own behind what stands there.
pub(super) fn take_strategy(known: &Known<'_>, typed: &Typed, id: &str) -> Typed {
    let bank = strategies_of(known.visit);
    let (Some(words), Some(one)) = (&known.strategies, bank.offered().find(|one| one.id == id)) else {
        return typed.clone();
    };
    let said = typed.text(words);
    if said.contains(&one.text) {
        return typed.clone();
    }
    let often = if one.often.is_empty() { String::new() } else { format!(" ({})", one.often) };
    let new = format!("{}\n{}{often}", said.trim_end(), one.text).trim_start().to_owned();
    with(typed, &[(words.clone(), new)])
}

/// Hints for the boxes of a target: a usual goal from the bank, and the start that its scores give.
pub(super) fn hints(known: &Known<'_>, typed: &Typed, number: usize) -> (Option<String>, Option<String>) {
    let Some(target) = form::read_target(typed, number, &mut Vec::new()) else { return (None, None) };
    let same = |one: &&TargetIdea| one.will == target.will && one.unit == target.unit;
    let usual = known.bank().offered().find(same).and_then(TargetIdea::usual);
    let start = known.scores.start(&target).filter(|_| target.baseline.is_none());
    let start =
        start.map(|start| format!("By the scores taken so far: {} on {}.", start.score, day(start.on)));
    (usual, start)
}

/// What a search finds.
pub(super) fn found(visit: &Visit, pupil: &Pupil, typed: &Typed) -> Found {
    let words = typed.text("bank-find");
    let area = AreaOfNeed::from_code(&typed.text("bank-area"));
    if words.is_empty() && area.is_none() {
        return Found { says: String::new(), ideas: Vec::new() };
    }
    let all = bank::search(of(visit), &words, area, pupil.year);
    let year = pupil.year.name();
    let says = match all.len() {
        0 => "Nothing in the bank answers that: try another word, or write the target yourself.".to_owned(),
        1 => "1 target.".to_owned(),
        many if many > FOUND => format!("The best {FOUND} of {many} targets, those for {year} first."),
        many => format!("{many} targets, those for {year} first."),
    };
    Found { says, ideas: all.into_iter().take(FOUND).map(idea).collect() }
}

/// The search of the bank, with what was found.
pub(super) fn search(known: &Known<'_>, typed: &Typed) -> Bank {
    let areas = std::iter::once(Choice::new("", "Every area"))
        .chain(AreaOfNeed::ALL.into_iter().map(|area| Choice::new(area.code(), area.name())));
    Bank {
        words: Field::new("bank-find", "Find a target in the bank")
            .hint("A word or two: reading, friends, number bonds")
            .value(typed.text("bank-find")),
        area: Choices::new("bank-area", "Area of need", areas).choose([typed.text("bank-area")]),
        found: found(known.visit, known.pupil, typed),
        asked: asked(typed),
    }
}

/// What is looked for now: compared with what was looked for last, so that Enter in the box finds and does not save.
pub(super) fn asked(typed: &Typed) -> String {
    format!("{} {}", typed.text("bank-area"), typed.text("bank-find")).trim().to_owned()
}

/// The same fields with some of them replaced.
fn with(typed: &Typed, new: &[(String, String)]) -> Typed {
    let kept = typed.iter().filter(|(name, _)| new.iter().all(|(replaced, _)| replaced != name));
    let kept: Vec<_> = kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Typed::from_pairs(kept.into_iter().chain(new.iter().cloned()))
}

fn date_pairs(name: &str, on: Date) -> [(String, String); 3] {
    [
        (format!("{name}-day"), on.day().to_string()),
        (format!("{name}-month"), on.month().to_string()),
        (format!("{name}-year"), on.year().to_string()),
    ]
}

/// One more target, with what the school knows filled in: by when, and who checks.
pub(super) fn one_more(known: &Known<'_>, typed: &Typed) -> Typed {
    let more = form::with_one_more(typed, "target");
    let number = form::rows(&more).1;
    let mut new = vec![(format!("target-{number}-checked"), known.checked_by.to_owned())];
    if let Some(by) = known.by {
        new.extend(date_pairs(&format!("target-{number}-by"), by));
    }
    with(&more, &new)
}

/// Takes a target of the bank into the form: into the numbered target, or (0) the first blank one, or one more. The
/// numbers are the child's own: a start from earlier scores when there are any, and the goal is left to the teacher.
pub(super) fn take_idea(known: &Known<'_>, typed: &Typed, number: usize, id: &str) -> (Typed, usize) {
    let Some(one) = known.bank().offered().find(|one| one.id == id).cloned() else {
        return (typed.clone(), number.max(1));
    };
    let rows = form::rows(typed).1;
    let blank = |number: &usize| form::read_target(typed, *number, &mut Vec::new()).is_none();
    let (typed, number) = match number {
        0 => match (1..=rows).find(blank) {
            Some(number) => (typed.clone(), number),
            None if rows < form::MOST_TARGETS => (one_more(known, typed), rows + 1),
            None => return (typed.clone(), rows),
        },
        number => (typed.clone(), number.min(rows)),
    };
    let name = |part: &str| format!("target-{number}-{part}");
    let success: Vec<&str> =
        [one.success.as_str(), one.measure.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    let mut new = vec![
        (name("will"), one.will.clone()),
        (name("unit"), one.unit.clone()),
        (name("area"), one.area.code().to_owned()),
        (name("direction"), if one.way == Direction::Decrease { "less" } else { "more" }.to_owned()),
        (name("success"), success.join(". ")),
    ];
    let target = Target { will: one.will, unit: one.unit.clone(), ..Target::empty() };
    let start = known.scores.start(&target);
    if typed.text(&name("unit")) != one.unit {
        new.push((name("goal"), String::new()));
        new.push((name("baseline"), start.map(|start| start.score.to_string()).unwrap_or_default()));
        let on = start.map_or(known.visit.now().today, |start| start.on);
        new.extend(date_pairs(&name("baseline-on"), on));
    }
    if !typed.has(&name("checked")) {
        new.push((name("checked"), known.checked_by.to_owned()));
    }
    if let (Some(by), false) = (known.by, typed.has(&name("by-day"))) {
        new.extend(date_pairs(&name("by"), by));
    }
    (with(&typed, &new), number)
}

/// Takes what stands in the sentence into its boxes, and what is said twice out of it.
pub(super) fn take_better(known: &Known<'_>, typed: &Typed, number: usize) -> Typed {
    let Some(target) = form::read_target(typed, number, &mut Vec::new()) else { return typed.clone() };
    let Some(better) = check(&target, known.pupil.called(), "", days(known.visit, typed)).better else {
        return typed.clone();
    };
    let name = |part: &str| format!("target-{number}-{part}");
    let mut new = Vec::new();
    new.extend(better.will.map(|will| (name("will"), will)));
    new.extend(better.goal.map(|goal| (name("goal"), goal.to_string())));
    new.extend(better.unit.map(|unit| (name("unit"), unit)));
    new.extend(better.baseline.map(|start| (name("baseline"), start.to_string())));
    new.extend(better.direction.map(|way| {
        let code = match way {
            Direction::Increase => "more",
            Direction::Decrease => "less",
        };
        (name("direction"), code.to_owned())
    }));
    if let Some(by) = better.by {
        new.push((name("by-day"), by.day().to_string()));
        new.push((name("by-month"), by.month().to_string()));
        new.push((name("by-year"), by.year().to_string()));
    }
    with(typed, &new)
}
