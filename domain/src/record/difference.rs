//! What changed between two texts of a plan: word by word in texts, line by line in strategies, target by target.

use super::{Plan, Target, measurable::day};
use crate::{
    difference::{Piece, lines, words},
    plan_template::{FieldKind, PlanTemplate},
};

/// A field whose words changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's label.
    pub label: String,
    /// Its text, piece by piece.
    pub pieces: Vec<Piece>,
}

/// What became of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetFate {
    /// It is as it was.
    Kept,
    /// It goes on, and these parts of it changed.
    Changed(Vec<FieldChange>),
    /// It is new.
    New,
    /// It is left behind.
    Gone,
}

/// A target of either text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetChange {
    /// What the child will do: as it is said now, or was said last.
    pub will: String,
    /// What became of it.
    pub fate: TargetFate,
}

/// What changed between two texts of a plan.
///
/// # Example
/// ```
/// # use domain::{difference::Piece, plan_template::PlanTemplate, record::{Plan, PlanDifference}};
/// let before = Plan { strengths: "Draws for hours".into(), ..Plan::default() };
/// let now = Plan { strengths: "Draws and paints for hours".into(), ..Plan::default() };
/// let changed = PlanDifference::between(&before, &now, PlanTemplate::first());
/// let pieces = [Piece::Same("Draws ".into()), Piece::New("and paints ".into()), Piece::Same("for hours".into())];
/// assert_eq!(changed.fields[0].pieces, pieces);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanDifference {
    /// The fields that changed, in the order of the template.
    pub fields: Vec<FieldChange>,
    /// Every target of both texts: those of now in their order, then those that are left behind.
    pub targets: Vec<TargetChange>,
}

impl PlanDifference {
    /// What changed from `before` to `now`; labels are those of now's template.
    #[must_use]
    pub fn between(before: &Plan, now: &Plan, template: &PlanTemplate) -> Self {
        let mut fields = Vec::new();
        let mut compare = |label: String, one: &str, two: &str, by_line: bool| {
            if one.trim() != two.trim() {
                let pieces = if by_line { lines(one, two) } else { words(one, two) };
                fields.push(FieldChange { label, pieces });
            }
        };
        for field in template.fields() {
            match field.kind {
                FieldKind::Date => {
                    let on = |plan: &Plan| plan.words(&field.id).parse().ok().map(day).unwrap_or_default();
                    compare(field.label.clone(), &on(before), &on(now), false);
                }
                FieldKind::Words | FieldKind::Line | FieldKind::Choice => {
                    let by_line = field.id == "strategies";
                    compare(field.label.clone(), &before.words(&field.id), &now.words(&field.id), by_line);
                }
                FieldKind::Needs => {
                    compare(field.label.clone(), &needs_in_lines(before), &needs_in_lines(now), true);
                }
                FieldKind::Types => {
                    compare(field.label.clone(), &types_in_lines(before), &types_in_lines(now), true);
                }
                FieldKind::Targets => {}
            }
        }
        // Words of fields that the template does not know: another template, or an earlier version of it.
        for id in ["strengths", "outcomes", "strategies", "resources", "parents-part"]
            .into_iter()
            .chain(before.more.keys().map(String::as_str))
            .chain(now.more.keys().map(String::as_str).filter(|id| !before.more.contains_key(*id)))
            .filter(|id| template.field(id).is_none())
        {
            compare(template.label(id), &before.words(id), &now.words(id), false);
        }
        Self { fields, targets: targets(before, now) }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.targets.iter().all(|target| target.fate == TargetFate::Kept)
    }

    /// How many fields and targets changed.
    #[must_use]
    pub fn count(&self) -> usize {
        self.fields.len() + self.targets.iter().filter(|target| target.fate != TargetFate::Kept).count()
    }
}

fn needs_in_lines(plan: &Plan) -> String {
    let line = |need: &super::NeedSource| {
        let on = need.on.map_or_else(String::new, |on| format!("{}, ", day(on)));
        format!("{on}{}: {}", need.source, need.says)
    };
    plan.needs.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn types_in_lines(plan: &Plan) -> String {
    plan.types.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("\n")
}

/// The parts of a target, with the words for each.
fn parts(target: &Target) -> [(&'static str, String); 8] {
    let score = |score: Option<crate::progress::Score>| score.map(|s| s.to_string()).unwrap_or_default();
    let better = match target.direction {
        super::Direction::Increase => "more is better",
        super::Direction::Decrease => "less is better",
    };
    let taken = target.baseline_on.map_or_else(String::new, |on| format!(" on {}", day(on)));
    let now = format!("{}{taken}", score(target.baseline));
    [
        ("What the child will do", target.will.clone()),
        ("What is counted", format!("{}, {better}", target.unit)),
        ("Score at the start", now.trim().to_owned()),
        ("Goal", score(target.goal)),
        ("By when", target.by.map(day).unwrap_or_default()),
        ("How everybody will know", target.known_by()),
        ("Who checks", target.checked_by.clone()),
        ("Area", target.area.map_or_else(String::new, |area| area.name().to_owned())),
    ]
}

fn targets(before: &Plan, now: &Plan) -> Vec<TargetChange> {
    let mut all: Vec<TargetChange> = now
        .targets
        .iter()
        .map(|target| {
            // A target keeps its id; one that was typed anew with the same words is the same to a reader.
            let old = before
                .targets
                .iter()
                .find(|old| old.id == target.id && target.id != Target::NEW)
                .or_else(|| before.targets.iter().find(|old| old.will.trim() == target.will.trim()));
            let fate = match old {
                None => TargetFate::New,
                Some(old) => {
                    let changed: Vec<FieldChange> = parts(old)
                        .iter()
                        .zip(&parts(target))
                        .filter(|((_, one), (_, two))| one.trim() != two.trim())
                        .map(|((label, one), (_, two))| FieldChange {
                            label: (*label).to_owned(),
                            pieces: words(one, two),
                        })
                        .collect();
                    if changed.is_empty() { TargetFate::Kept } else { TargetFate::Changed(changed) }
                }
            };
            TargetChange { will: target.will.clone(), fate }
        })
        .collect();
    let gone = before.targets.iter().filter(|old| {
        !now.targets.iter().any(|target| {
            (target.id == old.id && old.id != Target::NEW) || target.will.trim() == old.will.trim()
        })
    });
    all.extend(gone.map(|old| TargetChange { will: old.will.clone(), fate: TargetFate::Gone }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TargetId, date};

    fn target(number: u8, will: &str) -> Target {
        Target {
            id: TargetId::new(1, &[number; 10]),
            area: None,
            will: will.to_owned(),
            unit: "words".to_owned(),
            direction: crate::record::Direction::Increase,
            baseline: "22".parse().ok(),
            baseline_on: Some(date(2026, 9, 7)),
            goal: "40".parse().ok(),
            by: Some(date(2026, 12, 18)),
            success: String::new(),
            checked_by: "Ms Ferreira".to_owned(),
            levels: None,
        }
    }

    #[test]
    fn targets_kept_changed_new_and_left_behind() {
        let before = Plan {
            targets: vec![target(1, "Read"), target(2, "Write"), target(3, "Sit")],
            ..Plan::default()
        };
        let later = Target { goal: "50".parse().ok(), ..target(2, "Write") };
        let now = Plan { targets: vec![target(1, "Read"), later, target(4, "Join in")], ..Plan::default() };
        let changed = PlanDifference::between(&before, &now, PlanTemplate::first());
        let fates: Vec<(&str, &TargetFate)> =
            changed.targets.iter().map(|target| (target.will.as_str(), &target.fate)).collect();
        let goal = FieldChange {
            label: "Goal".into(),
            pieces: vec![Piece::Gone("40".into()), Piece::New("50".into())],
        };
        assert_eq!(
            fates,
            [
                ("Read", &TargetFate::Kept),
                ("Write", &TargetFate::Changed(vec![goal])),
                ("Join in", &TargetFate::New),
                ("Sit", &TargetFate::Gone),
            ]
        );
        assert_eq!((changed.count(), changed.is_empty()), (3, false));
        assert!(PlanDifference::between(&before, &before, PlanTemplate::first()).is_empty());
    }

    #[test]
    fn days_are_said_in_words() {
        let before = Plan { targets: vec![target(1, "Read")], ..Plan::default() };
        let later = Target { by: Some(date(2027, 2, 12)), ..target(1, "Read") };
        let now = Plan { targets: vec![later], ..Plan::default() };
        let changed = PlanDifference::between(&before, &now, PlanTemplate::first());
        let TargetFate::Changed(parts) = &changed.targets[0].fate else { panic!("{changed:?}") };
        let said = format!("{:?}", parts[0].pieces);
        assert!(said.contains("February 2027") && !said.contains("2027-02"), "{said}");
    }

    #[test]
    fn words_without_a_place_in_the_template_are_compared_too() {
        let mut before = Plan::default();
        before.write("about-me", "I like trains".into());
        let changed = PlanDifference::between(&before, &Plan::default(), PlanTemplate::first());
        assert_eq!(changed.fields[0].label, "About me");
        let isp = PlanTemplate::shipped("isp", 1).unwrap();
        let now = Plan { review_on: Some(date(2026, 12, 18)), ..Plan::default() };
        let changed = PlanDifference::between(&Plan::default(), &now, isp);
        assert_eq!(changed.fields[0].pieces, [Piece::New("18 December 2026".into())]);
    }
}
