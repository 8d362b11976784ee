//! Two people edit one template: what only one of them changed stands, field by field.

use std::collections::BTreeMap;

use super::{Field, PlanTemplate, Section};
use crate::merge::merge;

/// Two edits of a template, joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergedTemplate {
    /// The joined template: theirs where only they changed it, yours where you did, in the order of yours.
    pub template: PlanTemplate,
    /// What only they changed: labels, headings, names.
    pub theirs: Vec<String>,
    /// What both changed: which part, and what they made of it.
    pub both: Vec<(TemplatePart, String)>,
}

/// A part of a template that two people may change at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TemplatePart {
    /// Its short name.
    Name,
    /// Its full name.
    Title,
    /// When one would choose it.
    About,
    /// The heading of a section; its place in yours, from 0.
    Heading(usize),
    /// The line under a heading; its place in yours, from 0.
    HeadingHelp(usize),
    /// A field, by its id.
    Field(String),
    /// Where sections and fields stand.
    Order,
}

impl PlanTemplate {
    /// Joins `yours` with what `theirs` made of `self` meanwhile. Where only they moved, put in or took out sections and
    /// fields, they stand as in theirs; else as in yours, and a field that they put in comes after the one that it follows
    /// in theirs. One that they took out and you left alone is out.
    #[must_use]
    pub fn merged(&self, theirs: &PlanTemplate, yours: &PlanTemplate) -> MergedTemplate {
        let fields = |of: &PlanTemplate| -> BTreeMap<String, Field> {
            let known = of.fields().filter(|field| !field.id.is_empty());
            known.map(|field| (field.id.clone(), field.clone())).collect()
        };
        let parts = merge(&fields(self), &fields(theirs), &fields(yours));
        let you_kept_the_shape = self.shape() == yours.shape();
        let (frame, other) = if you_kept_the_shape { (theirs, yours) } else { (yours, theirs) };
        // Sections have no id: one stands for another by way of what both began from.
        let framed: Vec<Option<&Section>> = frame.sections.iter().map(Some).collect();
        let before: Vec<Option<&Section>> =
            frame.sections.iter().map(|section| counterpart(section, &self.sections)).collect();
        let beside: Vec<Option<&Section>> = before
            .iter()
            .map(|section| section.and_then(|section| counterpart(section, &other.sections)))
            .collect();
        let (of_theirs, of_yours) = if you_kept_the_shape { (&framed, &beside) } else { (&beside, &framed) };
        let words = merge(&self.words(&before), &theirs.words(of_theirs), &yours.words(of_yours));
        let word = |part: TemplatePart| words.parts.get(&part).cloned().unwrap_or_default();
        let sections = frame.sections.iter().enumerate().map(|(place, section)| Section {
            title: word(TemplatePart::Heading(place)),
            help: word(TemplatePart::HeadingHelp(place)),
            fields: section
                .fields
                .iter()
                .filter_map(
                    |field| if field.id.is_empty() { Some(field) } else { parts.parts.get(&field.id) },
                )
                .cloned()
                .collect(),
        });
        let mut template = PlanTemplate {
            name: word(TemplatePart::Name),
            title: word(TemplatePart::Title),
            about: word(TemplatePart::About),
            sections: sections.collect(),
            ..theirs.clone()
        };
        for section in &other.sections {
            let is_new = |field: &Field| {
                field.id.is_empty()
                    || (frame.field(&field.id).is_none() && parts.parts.contains_key(&field.id))
            };
            template.take_in(section, is_new);
            let is_known = counterpart(section, &self.sections).is_some()
                || template.sections.iter().any(|known| known.title == section.title);
            if section.fields.is_empty() && !is_known {
                template.sections.push(section.clone());
            }
        }
        // A section of which nothing is left went with its fields.
        let had = |section: &Section| {
            counterpart(section, &frame.sections).is_some_and(|one| !one.fields.is_empty())
        };
        template.sections.retain(|section| !section.fields.is_empty() || !had(section));
        let label = |id: &String| match theirs.field(id) {
            Some(field) => field.label.clone(),
            None => {
                let before = self.field(id).map(|field| field.label.as_str()).unwrap_or_default();
                format!("“{before}” (taken out)")
            }
        };
        let of_words =
            words.theirs.iter().filter_map(|part| words.parts.get(part)).filter(|text| !text.is_empty());
        let mut only_theirs: Vec<String> = of_words.cloned().chain(parts.theirs.iter().map(label)).collect();
        if you_kept_the_shape && self.shape() != theirs.shape() {
            only_theirs.push("the order of sections and fields".to_owned());
        }
        let mut both: Vec<(TemplatePart, String)> = words
            .both
            .into_iter()
            .map(|(part, theirs)| (part, theirs.unwrap_or_default()))
            .chain(parts.both.iter().map(|(id, theirs)| {
                let made = theirs.as_ref().map_or(String::new(), described);
                (TemplatePart::Field(id.clone()), made)
            }))
            .collect();
        if !you_kept_the_shape && self.shape() != theirs.shape() && theirs.shape() != yours.shape() {
            let order = theirs.fields().map(|field| field.label.as_str()).collect::<Vec<_>>().join(", ");
            both.push((TemplatePart::Order, order));
        }
        MergedTemplate { theirs: only_theirs, both, template }
    }

    /// Which fields stand under which heading, in order; those that are new have no id yet.
    fn shape(&self) -> Vec<Vec<&str>> {
        self.sections
            .iter()
            .map(|section| {
                section
                    .fields
                    .iter()
                    .map(|field| field.id.as_str())
                    .filter(|id| !id.is_empty())
                    .collect::<Vec<_>>()
            })
            .filter(|ids| !ids.is_empty())
            .collect()
    }

    /// The words outside the fields, with those of sections of this template by their places in the joined one.
    fn words(&self, sections: &[Option<&Section>]) -> BTreeMap<TemplatePart, String> {
        let mut words = BTreeMap::from([
            (TemplatePart::Name, self.name.clone()),
            (TemplatePart::Title, self.title.clone()),
            (TemplatePart::About, self.about.clone()),
        ]);
        for (place, section) in sections.iter().enumerate() {
            if let Some(section) = section {
                words.insert(TemplatePart::Heading(place), section.title.clone());
                words.insert(TemplatePart::HeadingHelp(place), section.help.clone());
            }
        }
        words
    }

    /// Puts the fields of a section in that are new: each after the one that it follows there, or under a heading of
    /// their own.
    fn take_in(&mut self, from: &Section, is_new: impl Fn(&Field) -> bool) {
        let mut before: Option<&Field> = None;
        for field in &from.fields {
            if is_new(field) {
                let is_before = |one: &Field| {
                    before.is_some_and(|before| {
                        one.id == before.id && (!one.id.is_empty() || one.label == before.label)
                    })
                };
                let place = |section: &Section| section.fields.iter().position(is_before).map(|at| at + 1);
                let after =
                    self.sections.iter().enumerate().find_map(|(at, section)| Some((at, place(section)?)));
                let first = || Some((place_of(from, &self.sections)?, 0));
                match after.or_else(first) {
                    Some((section, at)) => self.sections[section].fields.insert(at, field.clone()),
                    None => self.sections.push(Section { fields: vec![field.clone()], ..from.clone() }),
                }
            }
            before = Some(field);
        }
    }
}

/// The section that stands for another: it shares a field with it, or else its heading.
fn counterpart<'a>(of: &Section, among: &'a [Section]) -> Option<&'a Section> {
    among.get(place_of(of, among)?)
}

fn place_of(of: &Section, among: &[Section]) -> Option<usize> {
    let mut known = of.fields.iter().filter(|field| !field.id.is_empty());
    let holding =
        |id: &str| among.iter().position(|section| section.fields.iter().any(|field| field.id == id));
    let by_field = known.find_map(|field| holding(&field.id));
    by_field.or_else(|| among.iter().position(|section| section.title == of.title))
}

/// A field in a sentence.
fn described(field: &Field) -> String {
    let mut words = vec![field.label.clone(), field.kind.name().to_lowercase()];
    if !field.help.is_empty() {
        words.push(format!("help “{}”", field.help));
    }
    if !field.options.is_empty() {
        words.push(format!("choices {}", field.options.join(", ")));
    }
    if !field.from.is_empty() {
        words.push(field.from.iter().map(|party| party.name()).collect::<Vec<_>>().join(", "));
    }
    words.push(if field.required { "must be filled" } else { "need not be filled" }.to_owned());
    words.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(id: &str, label: &str) -> Field {
        Field { id: id.to_owned(), label: label.to_owned(), ..Field::default() }
    }

    fn template(sections: &[(&str, &[(&str, &str)])]) -> PlanTemplate {
        PlanTemplate {
            id: "ours-1".to_owned(),
            name: "Plan".to_owned(),
            title: "Plan".to_owned(),
            sections: sections
                .iter()
                .map(|(title, fields)| Section {
                    title: (*title).to_owned(),
                    fields: fields.iter().map(|(id, label)| field(id, label)).collect(),
                    ..Section::default()
                })
                .collect(),
            ..PlanTemplate::default()
        }
    }

    fn labels(of: &PlanTemplate) -> Vec<(&str, Vec<&str>)> {
        of.sections
            .iter()
            .map(|section| {
                (section.title.as_str(), section.fields.iter().map(|field| field.label.as_str()).collect())
            })
            .collect()
    }

    #[test]
    fn each_keeps_what_only_they_changed() {
        let base = template(&[("One", &[("a", "A"), ("b", "B")]), ("Two", &[("c", "C"), ("d", "D")])]);
        let theirs = template(&[
            ("First", &[("a", "A of theirs"), ("new", "Between"), ("b", "B")]),
            ("Two", &[("d", "D of theirs")]),
            ("Three", &[("more", "More")]),
        ]);
        let yours = template(&[
            ("Two", &[("c", "C"), ("d", "D of mine")]),
            ("One", &[("b", "B of mine"), ("a", "A"), ("", "Mine")]),
        ]);
        let merged = base.merged(&theirs, &yours);
        assert_eq!(
            labels(&merged.template),
            [
                ("Two", vec!["D of mine"]),
                ("First", vec!["B of mine", "A of theirs", "Between", "Mine"]),
                ("Three", vec!["More"]),
            ]
        );
        assert_eq!(merged.theirs, ["First", "A of theirs", "“C” (taken out)", "More", "Between"]);
        let [(TemplatePart::Field(id), made), (TemplatePart::Order, order)] = &merged.both[..] else {
            panic!("{:?}", merged.both)
        };
        assert_eq!(order, "A of theirs, Between, B, D of theirs, More");
        assert_eq!(id, "d");
        assert!(made.starts_with("D of theirs; several lines"), "{made}");
    }

    #[test]
    fn names_and_what_was_taken_out() {
        let base = template(&[("One", &[("a", "A"), ("b", "B")])]);
        let mut theirs = template(&[("One", &[("a", "A of theirs")])]);
        let mut yours = template(&[("One", &[("b", "B of mine")])]);
        theirs.title = "Full".to_owned();
        theirs.name = "Theirs".to_owned();
        yours.name = "Mine".to_owned();
        let merged = base.merged(&theirs, &yours);
        assert_eq!((merged.template.name.as_str(), merged.template.title.as_str()), ("Mine", "Full"));
        assert_eq!(labels(&merged.template), [("One", vec!["B of mine"])]);
        assert_eq!(merged.both.len(), 4, "{:?}", merged.both);
        assert_eq!(merged.both[0], (TemplatePart::Name, "Theirs".to_owned()));
        assert_eq!(merged.both[2], (TemplatePart::Field("b".to_owned()), String::new()));
    }

    #[test]
    fn what_only_they_moved_stands_as_they_moved_it() {
        let base = template(&[
            ("Plan", &[("a", "A"), ("b", "B")]),
            ("Do", &[("c", "C")]),
            ("Review", &[("d", "D")]),
        ]);
        // Moved up; a heading gone and its field with the one before; a section gone; one without a field.
        for (theirs, joined) in [
            (
                template(&[
                    ("Plan", &[("b", "B"), ("a", "A")]),
                    ("Review", &[("d", "D")]),
                    ("Do", &[("c", "C")]),
                ]),
                vec![("Plan", vec!["B", "A of mine", "Mine"]), ("Review", vec!["D"]), ("Do", vec!["C"])],
            ),
            (
                template(&[("Plan", &[("a", "A"), ("b", "B"), ("c", "C")]), ("Review", &[("d", "D")])]),
                vec![("Plan", vec!["A of mine", "Mine", "B", "C"]), ("Review", vec!["D"])],
            ),
            (
                template(&[("Plan", &[("a", "A"), ("b", "B")]), ("Do", &[("c", "C")])]),
                vec![("Plan", vec!["A of mine", "Mine", "B"]), ("Do", vec!["C"])],
            ),
            (
                template(&[
                    ("Plan", &[("a", "A"), ("b", "B")]),
                    ("Do", &[("c", "C")]),
                    ("Review", &[("d", "D")]),
                    ("New", &[]),
                ]),
                vec![
                    ("Plan", vec!["A of mine", "Mine", "B"]),
                    ("Do", vec!["C"]),
                    ("Review", vec!["D"]),
                    ("New", vec![]),
                ],
            ),
        ] {
            let yours = template(&[
                ("Plan", &[("a", "A of mine"), ("", "Mine"), ("b", "B")]),
                ("Do", &[("c", "C")]),
                ("Review", &[("d", "D")]),
            ]);
            let merged = base.merged(&theirs, &yours);
            assert_eq!(labels(&merged.template), joined);
            assert!(
                merged.both.is_empty() && merged.theirs.iter().all(|text| !text.is_empty()),
                "{merged:?}"
            );
        }
    }

    #[test]
    fn nobody_else_changed_anything() {
        let base = template(&[("One", &[("a", "A")])]);
        let yours = template(&[("Uno", &[("", "New"), ("a", "AA")])]);
        let merged = base.merged(&base, &yours);
        assert_eq!(labels(&merged.template), labels(&yours));
        assert!(merged.theirs.is_empty() && merged.both.is_empty());
    }
}
