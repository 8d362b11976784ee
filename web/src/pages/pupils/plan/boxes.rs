//! The boxes of a plan's form: sections and fields of its template, needs and targets, with what was typed.

use app::{planning::SaidForPlan, time_in_words::day};
use domain::{
    TargetId,
    census::{SenType, sen_type::AreaOfNeed},
    plan_template::{self, FieldKind, PlanTemplate},
    progress::goal_attainment::Level,
    record::Party,
};

use super::{
    bank::Beside,
    form::{MOST_TARGETS, box_of, rows},
};
use crate::{
    typed::Typed,
    view::{Choice, Choices, DateField, Errors, Field, Size},
};

/// A statement of need.
#[derive(Debug)]
pub(super) struct NeedRow {
    pub(super) number: usize,
    pub(super) on: DateField,
    pub(super) source: Field,
    pub(super) says: Field,
}

/// A target.
#[derive(Debug)]
pub(super) struct TargetCard {
    pub(super) number: usize,
    pub(super) id: String,
    pub(super) kept: bool,
    pub(super) will: Field,
    pub(super) area: Choices,
    pub(super) unit: Field,
    pub(super) direction: Choices,
    pub(super) baseline: Field,
    pub(super) baseline_on: DateField,
    pub(super) goal: Field,
    pub(super) by: DateField,
    pub(super) success: Field,
    pub(super) checked: Field,
    /// Five levels in words, from the least.
    pub(super) levels: Vec<Field>,
    pub(super) beside: Beside,
}

impl TargetCard {
    /// Whether any level is described, or wrong.
    pub(super) fn has_levels(&self) -> bool {
        self.levels.iter().any(|level| !level.value.is_empty() || level.error.is_some())
    }
}

/// The box, or boxes, of a field of the template.
#[derive(Debug)]
pub(super) enum FieldBox {
    /// Words on several lines.
    Lines(Box<Field>),
    /// Words on one line.
    Line(Box<Field>),
    /// A day.
    Day(Box<DateField>),
    /// One of several.
    Choice(Box<Choices>),
    /// Needs: label and help; the rows are [`Boxes::needs`].
    Needs(String, String),
    /// The main type of need, and the others.
    Types(Box<Choices>, Box<Choices>),
    /// Targets: help; the cards are [`Boxes::targets`].
    Targets(String),
}

/// A section of the template with its boxes.
#[derive(Debug)]
pub(super) struct SectionBoxes {
    pub(super) title: String,
    pub(super) help: String,
    pub(super) boxes: Vec<FieldBox>,
}

/// Every box of the plan, in the order of its template.
#[derive(Debug)]
pub(super) struct Boxes {
    pub(super) sections: Vec<SectionBoxes>,
    pub(super) needs: Vec<NeedRow>,
    pub(super) targets: Vec<TargetCard>,
    pub(super) may_add_target: bool,
    said: Vec<SaidCard>,
    /// The boxes of words that hold what somebody says: name, and whose words.
    heard: Vec<(String, Vec<Party>)>,
}

/// What somebody said, beside a box that holds their words.
#[derive(Debug)]
pub(super) struct SaidCard {
    pub(super) party: Party,
    pub(super) who: String,
    pub(super) parts: Vec<(&'static str, String)>,
    /// What the button sends before the box; none when the words are for staff only.
    pub(super) take: Option<String>,
}

impl Boxes {
    /// What was said by those whose words a box holds.
    pub(super) fn said(&self, name: &str) -> Vec<&SaidCard> {
        let heard = self.heard.iter().find(|(known, _)| known == name);
        let parties = heard.map(|(_, parties)| parties.as_slice()).unwrap_or_default();
        self.said.iter().filter(|card| parties.contains(&card.party)).collect()
    }
}

/// What the button of a card sends: the view, and the box that is to hold its words.
const TAKE: &str = "say-";

/// The words of a view, put behind what stands in a box; none when the button is of no view that may be used there.
pub(super) fn take_words(
    typed: &Typed,
    what: &str,
    said: &[SaidForPlan],
    template: &PlanTemplate,
) -> Option<Typed> {
    let (view, name) = what.strip_prefix(TAKE)?.split_once('~')?;
    let view = said.iter().find(|one| one.entry.to_string() == view && !one.staff_only)?;
    let takes = |field: &plan_template::Field| holds_words(field) && field.from.contains(&view.party);
    template.fields().find(|field| takes(field) && box_of(field) == name)?;
    let (stands, quote) = (typed.text(name), view.quoted());
    if stands.contains(&quote) {
        return Some(typed.clone());
    }
    Some(typed.clone().set(name, format!("{stands}\n{quote}").trim_start().to_owned()))
}

const fn holds_words(field: &plan_template::Field) -> bool {
    matches!(field.kind, FieldKind::Words | FieldKind::Line)
}

fn areas(name: &str, chosen: &str) -> Choices {
    let items = std::iter::once(Choice::new("", "Not sure yet"))
        .chain(AreaOfNeed::ALL.into_iter().map(|area| Choice::new(area.code(), area.name())));
    Choices::new(name, "Area of need", items).choose([chosen])
}

/// The boxes with what was typed and what is wrong.
pub(super) fn boxes(
    typed: &Typed,
    errors: &Errors,
    called: &str,
    known: &[TargetId],
    template: &PlanTemplate,
    said: &[SaidForPlan],
) -> Boxes {
    let (needs, targets) = rows(typed);
    let need = |number: usize| NeedRow {
        number,
        on: typed.into_date(DateField::new(format!("need-{number}-on"), "Day"), errors),
        source: typed.into_field(Field::new(format!("need-{number}-source"), "Source"), errors),
        says: typed.into_field(Field::new(format!("need-{number}-says"), "What it says").rows(3), errors),
    };
    Boxes {
        sections: template
            .sections
            .iter()
            .map(|section| SectionBoxes {
                title: section.title.clone(),
                help: section.help.clone(),
                boxes: section.fields.iter().map(|field| field_box(typed, errors, field)).collect(),
            })
            .collect(),
        needs: (1..=needs).map(need).collect(),
        targets: (1..=targets).map(|number| card(typed, errors, number, called, known)).collect(),
        may_add_target: targets < MOST_TARGETS,
        said: said
            .iter()
            .map(|one| SaidCard {
                party: one.party,
                who: format!("{} ({}), {}", one.by, one.party.name().to_lowercase(), day(one.on)),
                parts: one.parts.clone(),
                take: (!one.staff_only).then(|| format!("{TAKE}{}", one.entry)),
            })
            .collect(),
        heard: template
            .fields()
            .filter(|field| holds_words(field))
            .map(|field| (box_of(field), field.from.clone()))
            .collect(),
    }
}

/// The box of a field: its help says whose words it holds, unless the section is everybody's.
fn field_box(typed: &Typed, errors: &Errors, field: &plan_template::Field) -> FieldBox {
    let name = box_of(field);
    let all_four = Party::FOUR.iter().all(|party| field.from.contains(party));
    let from = if all_four { String::new() } else { plan_template::from_in_words(&field.from) };
    let hint = [field.help.as_str(), from.as_str()].join(" ").trim().to_owned();
    let line = |field: Field| if hint.is_empty() { field } else { field.hint(hint.clone()) };
    match field.kind {
        FieldKind::Words => {
            let rows = if field.id == "strategies" { 4 } else { 3 };
            let words = line(Field::new(name, field.label.clone())).rows(rows);
            FieldBox::Lines(Box::new(typed.into_field(words, errors)))
        }
        FieldKind::Line => {
            let words = line(Field::new(name, field.label.clone()));
            FieldBox::Line(Box::new(typed.into_field(words, errors)))
        }
        FieldKind::Date => {
            let day = DateField::new(name, field.label.clone()).size(Size::Small);
            let day = if hint.is_empty() { day } else { day.hint(hint) };
            FieldBox::Day(Box::new(typed.into_date(day, errors)))
        }
        FieldKind::Choice => {
            let chosen = typed.text(&name);
            let items = field.options.iter().map(|option| Choice::new(option.clone(), option.clone()));
            let choices = Choices::new(name, field.label.clone(), items).small().choose([chosen]);
            let choices = if hint.is_empty() { choices } else { choices.hint(hint) };
            FieldBox::Choice(Box::new(choices.errors(errors)))
        }
        FieldKind::Needs => FieldBox::Needs(field.label.clone(), hint),
        FieldKind::Types => {
            let none = Choice::new("", "Not known yet");
            let types = || SenType::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name()));
            let main = format!("Main {}", field.label.to_lowercase());
            let main = Choices::new("main-need", main, std::iter::once(none).chain(types()))
                .hint(hint)
                .choose([typed.text("main-need")])
                .errors(errors);
            let others = Choices::new("other-needs", "Other types of need", types())
                .small()
                .choose(typed.all("other-needs").iter().flat_map(|codes| codes.split(", ")));
            FieldBox::Types(Box::new(main), Box::new(others))
        }
        FieldKind::Targets => FieldBox::Targets(field.help.clone()),
    }
}

fn card(typed: &Typed, errors: &Errors, number: usize, called: &str, known: &[TargetId]) -> TargetCard {
    let name = |part: &str| format!("target-{number}-{part}");
    let field = |field: Field| typed.into_field(field, errors);
    let id = typed.text(&name("id"));
    let direction = typed.text(&name("direction"));
    let direction = if direction == "less" { "less" } else { "more" };
    TargetCard {
        number,
        kept: id.parse().is_ok_and(|id| known.contains(&id)),
        id,
        will: field(
            Field::new(name("will"), format!("What will {called} do?"))
                .hint("One thing that can be seen and counted: read words from a Year 2 text aloud.")
                .rows(2),
        ),
        area: areas(&name("area"), &typed.text(&name("area"))),
        unit: field(
            Field::new(name("unit"), "What is counted?")
                .hint("Words a minute, out of 10, times a day.")
                .chars(20),
        ),
        direction: Choices::new(
            name("direction"),
            "Which way is better?",
            [Choice::new("more", "More is better"), Choice::new("less", "Less is better")],
        )
        .small()
        .choose([direction]),
        baseline: field(
            Field::decimal(name("baseline"), "Score now", 5)
                .hint("Leave it empty to use the middle of the first three scores."),
        ),
        baseline_on: typed.into_date(DateField::new(name("baseline-on"), "When was it taken?"), errors),
        goal: field(Field::decimal(name("goal"), "Goal", 5).hint("The number to reach.")),
        by: typed.into_date(DateField::new(name("by"), "By when?"), errors),
        levels: (1..)
            .zip(Level::ALL)
            .map(|(place, level)| {
                let label = format!("{}, {}", level.signed(), level.words());
                field(Field::new(name(&format!("level-{place}")), label))
            })
            .collect(),
        success: field(
            Field::new(name("success"), "How will everybody know?")
                .hint("For example: three times in a row, with a text not seen before.")
                .rows(2),
        ),
        checked: field(Field::new(name("checked"), "Who checks?").chars(20)),
        beside: Beside::default(),
    }
}
