//! From a file to a plan, with everything that is wrong with it said at its place.

use std::fmt;

use domain::{
    Date, TargetId,
    census::{SenType, sen_type::AreaOfNeed},
    plan_template::{Field, FieldKind, PlanTemplate, Section},
    progress::{Score, goal_attainment::Levels},
    record::{Direction, NeedSource, Party, Plan, Target},
};

use super::{Day, FileDirection, FileField, FileKind, FileParty, FileTarget, MAX_BYTES, PlanFile, VERSION};

/// Why a file is no plan, as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanFault {
    /// It has too many bytes.
    TooLarge(usize),
    /// It is no text, or no JSON; where.
    NoJson(String),
    /// It is JSON of something else.
    NoPlan,
    /// A newer Waymark wrote it.
    Newer(u32),
    /// It does not keep to the schema: the place, and what is wrong there.
    Shape(String, String),
    /// Values that are wrong: each place, and what to do.
    Values(Vec<(String, String)>),
}

/// What was read and is worth a word, though it stops nothing.
pub type Findings = Vec<(String, String)>;

impl fmt::Display for PlanFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanFault::TooLarge(bytes) => {
                write!(f, "The file has {bytes} bytes. A plan has at most {}.", MAX_BYTES)
            }
            PlanFault::NoJson(place) => write!(f, "The file is not JSON: {place}."),
            PlanFault::NoPlan => write!(
                f,
                "The file is not a plan of Waymark’s format: its “format” is not “waymark-plan”. The schema is \
                 docs/schemas/plan.schema.json."
            ),
            PlanFault::Newer(version) => write!(
                f,
                "The file is of version {version} of the format; this Waymark reads up to {VERSION}. Bring Waymark up to \
                 date, then import it."
            ),
            PlanFault::Shape(place, what) => write!(f, "At {place}: {what}."),
            PlanFault::Values(values) => {
                let lines: Vec<String> =
                    values.iter().map(|(place, what)| format!("At {place}: {what}.")).collect();
                write!(f, "{}", lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for PlanFault {}

/// Reads a plan's file: the file as it is, its template, and the plan.
///
/// # Errors
/// What is wrong with it; nothing is guessed.
pub fn read(bytes: &[u8]) -> Result<(PlanFile, PlanTemplate, Plan), PlanFault> {
    if bytes.len() > MAX_BYTES {
        return Err(PlanFault::TooLarge(bytes.len()));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|fault| PlanFault::NoJson(fault.to_string()))?;
    if value.get("format").and_then(|format| format.as_str()) != Some("waymark-plan") {
        return Err(PlanFault::NoPlan);
    }
    if let Some(version) = value.get("version").and_then(serde_json::Value::as_u64)
        && version > u64::from(VERSION)
    {
        return Err(PlanFault::Newer(u32::try_from(version).unwrap_or(u32::MAX)));
    }
    let file: PlanFile = serde_path_to_error::deserialize(value).map_err(|fault| {
        let place = fault.path().to_string();
        let place = if place == "." { "the top".to_owned() } else { place };
        PlanFault::Shape(place, fault.inner().to_string())
    })?;
    let mut wrong: Findings = Vec::new();
    let template = template(&file);
    if let Err(fault) = template.check() {
        wrong.push(("template".to_owned(), fault.to_string()));
    }
    let plan = plan(&file, &template, &mut wrong);
    check_day("written_on", &file.written_on, &mut wrong);
    if wrong.is_empty() { Ok((file, template, plan)) } else { Err(PlanFault::Values(wrong)) }
}

fn check_day(place: &str, day: &Day, wrong: &mut Findings) -> Option<Date> {
    let found = day.0.parse().ok();
    if found.is_none() {
        wrong.push((place.to_owned(), format!("“{}” is not a day like 2026-03-27", day.0)));
    }
    found
}

fn party(of: FileParty) -> Party {
    match of {
        FileParty::Pupil => Party::Pupil,
        FileParty::Parent => Party::Parent,
        FileParty::Teacher => Party::Teacher,
        FileParty::Senco => Party::Senco,
        FileParty::Ta => Party::Ta,
        FileParty::Head => Party::Head,
        FileParty::Agency => Party::Agency,
    }
}

fn template(file: &PlanFile) -> PlanTemplate {
    let field = |field: &FileField| Field {
        id: field.id.clone(),
        kind: match field.kind {
            FileKind::Words => FieldKind::Words,
            FileKind::Line => FieldKind::Line,
            FileKind::Date => FieldKind::Date,
            FileKind::Choice => FieldKind::Choice,
            FileKind::Needs => FieldKind::Needs,
            FileKind::Types => FieldKind::Types,
            FileKind::Targets => FieldKind::Targets,
        },
        label: field.label.clone(),
        help: field.help.clone(),
        from: field.from.iter().copied().map(party).collect(),
        required: field.required,
        options: field.options.clone(),
    };
    PlanTemplate {
        id: file.template.id.clone(),
        version: file.template.version,
        name: file.template.name.clone(),
        title: file.template.title.clone(),
        about: String::new(),
        sections: file
            .template
            .sections
            .iter()
            .map(|section| Section {
                title: section.title.clone(),
                help: section.help.clone(),
                fields: section.fields.iter().map(field).collect(),
            })
            .collect(),
    }
}

fn plan(file: &PlanFile, template: &PlanTemplate, wrong: &mut Findings) -> Plan {
    let of = &file.plan;
    let mut plan = Plan {
        template: template.id.clone(),
        template_version: template.version,
        cycle: of.cycle.max(1),
        ..Plan::default()
    };
    for (id, words) in &of.fields {
        let place = format!("plan.fields.{id}");
        let words = words.replace("\r\n", "\n").replace('\0', "");
        if id == "review" || template.field(id).is_some_and(|field| field.kind == FieldKind::Date) {
            check_day(&place, &Day(words.clone()), wrong);
        }
        if matches!(id.as_str(), "needs" | "types" | "targets") {
            wrong.push((place.clone(), format!("“{id}” is a list of the plan, not words of a field")));
        }
        if words.chars().count() > 20_000 {
            wrong.push((place, "the text is longer than 20,000 letters".to_owned()));
        }
        plan.write(id, words);
    }
    for (number, need) in of.needs.iter().enumerate() {
        let on = need.on.as_ref().and_then(|on| check_day(&format!("plan.needs[{number}].on"), on, wrong));
        plan.needs.push(NeedSource { on, source: need.source.clone(), says: need.says.clone() });
    }
    for (number, code) in of.types.iter().enumerate() {
        match SenType::from_code(code) {
            Some(kind) if plan.types.contains(&kind) => {}
            Some(kind) => plan.types.push(kind),
            None => wrong.push((
                format!("plan.types[{number}]"),
                format!("“{code}” is no type of need of the school census"),
            )),
        }
    }
    if of.targets.len() > 12 {
        wrong.push(("plan.targets".to_owned(), "a plan has at most twelve targets".to_owned()));
    }
    for (number, one) in of.targets.iter().enumerate() {
        let target = target(one, &format!("plan.targets[{number}]"), wrong);
        plan.targets.push(target);
    }
    plan
}

fn target(one: &FileTarget, place: &str, wrong: &mut Findings) -> Target {
    let mut score = |part: &str, number: Option<&serde_json::Number>| -> Option<Score> {
        let number = number?;
        let found = number.to_string().parse().ok();
        if found.is_none() {
            wrong.push((format!("{place}.{part}"), format!("{number} is not a score that can be kept")));
        }
        found
    };
    let (baseline, goal) = (score("baseline", one.baseline.as_ref()), score("goal", one.goal.as_ref()));
    let baseline_on =
        one.baseline_on.as_ref().and_then(|on| check_day(&format!("{place}.baseline_on"), on, wrong));
    let by = one.by.as_ref().and_then(|on| check_day(&format!("{place}.by"), on, wrong));
    let area = one.area.as_deref().and_then(|code| {
        let area = AreaOfNeed::from_code(code);
        if area.is_none() {
            wrong.push((format!("{place}.area"), format!("“{code}” is no area of need")));
        }
        area
    });
    let levels = one.levels.as_ref().and_then(|levels| {
        let written_on = check_day(&format!("{place}.levels.written_on"), &levels.written_on, wrong)?;
        Some(Levels { descriptions: levels.descriptions.clone(), written_on })
    });
    let id: Option<TargetId> = one.id.as_deref().and_then(|id| {
        let found = id.parse().ok();
        if found.is_none() {
            wrong
                .push((format!("{place}.id"), format!("“{id}” is not an id; leave it out for a new target")));
        }
        found
    });
    Target {
        id: id.unwrap_or(Target::NEW),
        area,
        will: one.will.clone(),
        unit: one.unit.clone(),
        direction: match one.direction {
            FileDirection::Increase => Direction::Increase,
            FileDirection::Decrease => Direction::Decrease,
        },
        baseline,
        baseline_on,
        goal,
        by,
        success: one.success.clone(),
        checked_by: one.checked_by.clone(),
        levels,
    }
}
