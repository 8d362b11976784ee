//! From a plan to its file.

use std::collections::BTreeMap;

use domain::{
    Date,
    plan_template::{FieldKind, PlanTemplate},
    progress::Score,
    record::{Agreement, Direction, Party, Plan, Target},
};

use super::{
    Day, FileAnswer, FileChild, FileDirection, FileField, FileKind, FileLevels, FileNeed, FileParty,
    FilePlan, FileSection, FileTarget, FileTemplate, Format, PlanFile, VERSION,
};

/// Whose plan it is, and who writes the file.
#[derive(Clone, Debug)]
pub struct Whose<'a> {
    /// The school.
    pub school: &'a str,
    /// The unique pupil number.
    pub upn: &'a str,
    /// The child's name.
    pub name: &'a str,
    /// The day of birth.
    pub born_on: Date,
}

/// An answer to the plan with its day.
pub type Answered<'a> = (&'a Agreement, Date);

/// Writes a plan's file.
///
/// # Panics
/// Never: what is written is JSON.
#[must_use]
pub fn write(
    whose: &Whose<'_>,
    template: &PlanTemplate,
    plan: &Plan,
    answers: &[Answered<'_>],
    today: Date,
) -> String {
    let file = PlanFile {
        format: Format::WaymarkPlan,
        version: VERSION,
        written_on: day(today),
        school: whose.school.to_owned(),
        child: FileChild {
            upn: whose.upn.to_owned(),
            name: whose.name.to_owned(),
            born_on: Some(day(whose.born_on)),
        },
        template: template_of(template),
        plan: plan_of(template, plan),
        answers: answers.iter().map(|(said, on)| answer(said, *on)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&file).expect("a plan's file is JSON");
    text.push('\n');
    text
}

fn day(on: Date) -> Day {
    Day(on.to_string())
}

fn party(of: Party) -> FileParty {
    match of {
        Party::Pupil => FileParty::Pupil,
        Party::Parent => FileParty::Parent,
        Party::Teacher => FileParty::Teacher,
        Party::Senco => FileParty::Senco,
        Party::Ta => FileParty::Ta,
        Party::Head => FileParty::Head,
        Party::Agency => FileParty::Agency,
    }
}

fn template_of(template: &PlanTemplate) -> FileTemplate {
    let field = |field: &domain::plan_template::Field| FileField {
        id: field.id.clone(),
        kind: match field.kind {
            FieldKind::Words => FileKind::Words,
            FieldKind::Line => FileKind::Line,
            FieldKind::Date => FileKind::Date,
            FieldKind::Choice => FileKind::Choice,
            FieldKind::Needs => FileKind::Needs,
            FieldKind::Types => FileKind::Types,
            FieldKind::Targets => FileKind::Targets,
        },
        label: field.label.clone(),
        help: field.help.clone(),
        from: field.from.iter().copied().map(party).collect(),
        required: field.required,
        options: field.options.clone(),
    };
    FileTemplate {
        id: template.id.clone(),
        version: template.version,
        name: template.name.clone(),
        title: template.title.clone(),
        sections: template
            .sections
            .iter()
            .map(|section| FileSection {
                title: section.title.clone(),
                help: section.help.clone(),
                fields: section.fields.iter().map(field).collect(),
            })
            .collect(),
    }
}

fn plan_of(template: &PlanTemplate, plan: &Plan) -> FilePlan {
    // Words that have no place in the template go too: nothing is lost on the way.
    let fields: BTreeMap<String, String> = template
        .fields()
        .map(|field| field.id.clone())
        .chain(template.left_over(plan))
        .map(|id| (plan.words(&id), id))
        .filter(|(words, _)| !words.trim().is_empty())
        .map(|(words, id)| (id, words))
        .collect();
    FilePlan {
        cycle: plan.cycle.max(1),
        fields,
        needs: plan
            .needs
            .iter()
            .map(|need| FileNeed {
                on: need.on.map(day),
                source: need.source.clone(),
                says: need.says.clone(),
            })
            .collect(),
        types: plan.types.iter().map(|kind| kind.code().to_owned()).collect(),
        targets: plan.targets.iter().map(target_of).collect(),
    }
}

fn number(score: Score) -> Option<serde_json::Number> {
    score.to_string().parse().ok()
}

/// A target as a file has it.
#[must_use]
pub fn target_of(target: &Target) -> FileTarget {
    FileTarget {
        id: (target.id != Target::NEW).then(|| target.id.to_string()),
        area: target.area.map(|area| area.code().to_owned()),
        will: target.will.clone(),
        unit: target.unit.clone(),
        direction: match target.direction {
            Direction::Increase => FileDirection::Increase,
            Direction::Decrease => FileDirection::Decrease,
        },
        baseline: target.baseline.and_then(number),
        baseline_on: target.baseline_on.map(day),
        goal: target.goal.and_then(number),
        by: target.by.map(day),
        success: target.success.clone(),
        checked_by: target.checked_by.clone(),
        levels: target.levels.as_ref().map(|levels| FileLevels {
            descriptions: levels.descriptions.clone(),
            written_on: day(levels.written_on),
        }),
    }
}

fn answer(said: &Agreement, on: Date) -> FileAnswer {
    FileAnswer {
        party: party(said.party),
        name: said.name.clone(),
        answer: said.answer.code().to_owned(),
        how: said.how.code().to_owned(),
        on: day(on),
        words: said.words.clone(),
    }
}
