//! A template as a form: its sections and fields as typed boxes, typed boxes as sections, and the buttons that move them.

use domain::{
    plan_template::{self, FieldKind, Section},
    record::Party,
};

use crate::{
    typed::Typed,
    view::{Choice, Choices, Errors, Field},
};

/// More than this no form holds.
const MOST: usize = 80;

/// The boxes of a field.
#[derive(Debug)]
pub(super) struct FieldBoxes {
    pub(super) place: String,
    pub(super) number: usize,
    pub(super) id: String,
    pub(super) summary: String,
    pub(super) fixed: Option<FieldKind>,
    pub(super) open: bool,
    pub(super) label: Field,
    pub(super) kind: Choices,
    pub(super) help: Field,
    pub(super) options: Field,
    pub(super) from: Choices,
    pub(super) required: Choices,
}

/// The boxes of a section.
#[derive(Debug)]
pub(super) struct SectionBoxes {
    pub(super) number: usize,
    pub(super) title: Field,
    pub(super) help: Field,
    pub(super) fields: Vec<FieldBoxes>,
}

/// The sections that were typed.
pub(super) fn read(typed: &Typed) -> Vec<Section> {
    let count = |name: &str| typed.text(name).parse::<usize>().unwrap_or(0).min(MOST);
    (1..=count("sections"))
        .map(|section| {
            let name = |part: &str| format!("s-{section}-{part}");
            Section {
                title: typed.text(&name("title")),
                help: typed.text(&name("help")),
                fields: (1..=count(&name("fields"))).map(|field| read_field(typed, section, field)).collect(),
            }
        })
        .collect()
}

fn read_field(typed: &Typed, section: usize, field: usize) -> plan_template::Field {
    let text = |part: &str| typed.text(&format!("s-{section}-f-{field}-{part}"));
    let kind = FieldKind::from_code(&text("kind")).unwrap_or_default();
    let options =
        text("options").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    plan_template::Field {
        id: text("id"),
        kind,
        label: text("label"),
        help: text("help"),
        from: typed
            .all(&format!("s-{section}-f-{field}-from"))
            .iter()
            .filter_map(|code| Party::from_code(code))
            .collect(),
        required: !text("required").is_empty(),
        options: if kind == FieldKind::Choice { options } else { Vec::new() },
    }
}

/// Carries out a button that changes the rows and not what is saved; none when it is no such button.
pub(super) fn change(mut sections: Vec<Section>, what: &str) -> Option<Vec<Section>> {
    let places = |prefix: &str| -> Option<Vec<usize>> {
        what.strip_prefix(prefix)?
            .split('-')
            .map(|place| place.parse::<usize>().ok()?.checked_sub(1))
            .collect()
    };
    if what == "add-section" {
        sections.push(Section::default());
        return Some(sections);
    }
    if let Some([section]) = places("add-field-").as_deref() {
        sections.get_mut(*section)?.fields.push(plan_template::Field::default());
    } else if let Some([section]) = places("section-up-").as_deref() {
        if *section > 0 && *section < sections.len() {
            sections.swap(*section, *section - 1);
        }
    } else if let Some([section]) = places("section-remove-").as_deref() {
        if *section < sections.len() {
            // Its fields are not thrown away with the heading: they go to the section before, or after.
            let gone = sections.remove(*section);
            let fields = gone.fields.into_iter().filter(|field| !field.label.is_empty());
            match sections.get_mut(section.saturating_sub(1)) {
                Some(other) => other.fields.extend(fields),
                None => sections.push(Section { fields: fields.collect(), ..Section::default() }),
            }
        }
    } else if let Some([section, field]) = places("up-").as_deref() {
        if *field > 0 {
            let fields = &mut sections.get_mut(*section)?.fields;
            if *field < fields.len() {
                fields.swap(*field, *field - 1);
            }
        } else if *section > 0 && !sections.get(*section)?.fields.is_empty() {
            let moved = sections[*section].fields.remove(0);
            sections[*section - 1].fields.push(moved);
        }
    } else if let Some([section, field]) = places("down-").as_deref() {
        let fields = &mut sections.get_mut(*section)?.fields;
        if field + 1 < fields.len() {
            fields.swap(*field, field + 1);
        } else if *field < fields.len() && section + 1 < sections.len() {
            let moved = sections[*section].fields.remove(*field);
            sections[section + 1].fields.insert(0, moved);
        }
    } else if let Some([section, field]) = places("remove-").as_deref() {
        let fields = &mut sections.get_mut(*section)?.fields;
        if *field < fields.len() {
            fields.remove(*field);
        }
    } else {
        return None;
    }
    Some(sections)
}

/// The boxes of sections.
pub(super) fn boxes(sections: &[Section], errors: &Errors) -> Vec<SectionBoxes> {
    (1..)
        .zip(sections)
        .map(|(number, section)| {
            let name = |part: &str| format!("s-{number}-{part}");
            SectionBoxes {
                number,
                title: Field::new(name("title"), format!("Heading of section {number}"))
                    .value(section.title.clone())
                    .errors(errors),
                help: Field::new(name("help"), "A line under the heading")
                    .value(section.help.clone())
                    .errors(errors),
                fields: (1..)
                    .zip(&section.fields)
                    .map(|(place, field)| field_boxes(number, place, field, errors))
                    .collect(),
            }
        })
        .collect()
}

fn field_boxes(section: usize, place: usize, field: &plan_template::Field, errors: &Errors) -> FieldBoxes {
    let name = |part: &str| format!("s-{section}-f-{place}-{part}");
    let fixed = PLACES.iter().any(|known| *known == field.id).then_some(field.kind);
    let kinds = FieldKind::FREE.map(|kind| Choice::new(kind.code(), kind.name()));
    let parties = Party::ALL.map(|party| Choice::new(party.code(), party.name()));
    let label = Field::new(name("label"), "Label").value(field.label.clone()).errors(errors);
    let summary = if field.label.is_empty() { "A new field".to_owned() } else { field.label.clone() };
    FieldBoxes {
        place: format!("{section}-{place}"),
        number: place,
        id: field.id.clone(),
        open: field.label.is_empty() || label.error.is_some(),
        summary,
        fixed,
        label,
        kind: Choices::new(name("kind"), "What it holds", kinds).choose([field.kind.code()]),
        help: Field::new(name("help"), "A line of help").value(field.help.clone()),
        options: Field::new(name("options"), "The choices, one on a line")
            .hint("Only for “one of several choices”.")
            .rows(3)
            .value(field.options.join("\n"))
            .errors(errors),
        from: Choices::new(name("from"), "Whose words are these?", parties)
            .small()
            .inline()
            .choose(field.from.iter().map(|party| party.code())),
        required: Choices::new(
            name("required"),
            "Must it be filled?",
            [Choice::new("yes", "The plan is a draft while this is empty")],
        )
        .small()
        .choose(field.required.then_some("yes")),
    }
}

/// The fields that have a place of their own in every plan: their kind is fixed.
const PLACES: [&str; 9] = [
    "strengths",
    "needs",
    "types",
    "outcomes",
    "targets",
    "strategies",
    "resources",
    "parents-part",
    "review",
];

#[cfg(test)]
mod tests {
    use domain::plan_template::PlanTemplate;

    use super::*;

    fn labels(sections: &[Section]) -> Vec<Vec<&str>> {
        sections
            .iter()
            .map(|section| section.fields.iter().map(|field| field.label.as_str()).collect())
            .collect()
    }

    fn some() -> Vec<Section> {
        let section = |title: &str, fields: &[&str]| Section {
            title: title.to_owned(),
            fields: fields
                .iter()
                .map(|label| plan_template::Field { label: (*label).to_owned(), ..Default::default() })
                .collect(),
            ..Section::default()
        };
        vec![section("One", &["a", "b"]), section("Two", &["c"])]
    }

    #[test]
    fn fields_move_within_and_between_sections() {
        let table: [(&str, &[&[&str]]); 11] = [
            ("up-1-2", &[&["b", "a"], &["c"]]),
            ("up-2-1", &[&["a", "b", "c"], &[]]),
            ("up-1-1", &[&["a", "b"], &["c"]]),
            ("down-1-2", &[&["a"], &["b", "c"]]),
            ("down-2-1", &[&["a", "b"], &["c"]]),
            ("remove-1-1", &[&["b"], &["c"]]),
            ("remove-9-9", &[]),
            ("add-field-2", &[&["a", "b"], &["c", ""]]),
            ("section-up-2", &[&["c"], &["a", "b"]]),
            ("section-remove-2", &[&["a", "b", "c"]]),
            ("section-remove-1", &[&["c", "a", "b"]]),
        ];
        for (what, expected) in table {
            match change(some(), what) {
                Some(changed) => assert_eq!(labels(&changed), expected, "{what}"),
                None => assert!(expected.is_empty(), "{what}"),
            }
        }
        assert!(change(some(), "save").is_none() && change(some(), "up-0-0").is_none());
        assert_eq!(change(some(), "add-section").unwrap().len(), 3);
    }

    #[test]
    fn what_is_shown_is_what_is_read() {
        for template in PlanTemplate::all_shipped() {
            let mut pairs = vec![("sections".to_owned(), template.sections.len().to_string())];
            for (number, section) in (1..).zip(&template.sections) {
                let name = |part: &str| format!("s-{number}-{part}");
                pairs.push((name("title"), section.title.clone()));
                pairs.push((name("help"), section.help.clone()));
                pairs.push((name("fields"), section.fields.len().to_string()));
            }
            for section in boxes(&template.sections, &Errors::none()) {
                for field in section.fields {
                    let chosen = |choices: &Choices| {
                        let items = choices.items.iter().filter(|item| item.chosen);
                        items.map(|item| (choices.name.clone(), item.value.clone())).collect::<Vec<_>>()
                    };
                    for one in [&field.label, &field.help, &field.options] {
                        pairs.push((one.name.clone(), one.value.clone()));
                    }
                    pairs.push((field.label.name.replace("-label", "-id"), field.id.clone()));
                    match field.fixed {
                        Some(kind) => pairs.push((field.kind.name.clone(), kind.code().to_owned())),
                        None => pairs.extend(chosen(&field.kind)),
                    }
                    pairs.extend(chosen(&field.from));
                    pairs.extend(chosen(&field.required));
                }
            }
            let mut read = read(&Typed::from_pairs(pairs));
            let mut before = template.sections.clone();
            // Who fills a field has no order.
            for field in read.iter_mut().chain(&mut before).flat_map(|section| &mut section.fields) {
                field.from.sort_unstable();
            }
            assert_eq!(read, before, "{}", template.id);
        }
    }
}
