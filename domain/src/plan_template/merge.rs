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
}

impl PlanTemplate {
    /// Joins `yours` with what `theirs` made of `self` meanwhile. A field that they put in comes after the one that it
    /// follows in theirs; one that they took out and you left alone is out.
    #[must_use]
    pub fn merged(&self, theirs: &PlanTemplate, yours: &PlanTemplate) -> MergedTemplate {
        let fields = |of: &PlanTemplate| -> BTreeMap<String, Field> {
            let known = of.fields().filter(|field| !field.id.is_empty());
            known.map(|field| (field.id.clone(), field.clone())).collect()
        };
        let words = merge(
            &self.words(&yours.sections),
            &theirs.words_beside(self, yours),
            &yours.words(&yours.sections),
        );
        let parts = merge(&fields(self), &fields(theirs), &fields(yours));
        let word = |part: TemplatePart| words.parts.get(&part).cloned().unwrap_or_default();
        let sections = yours.sections.iter().enumerate().map(|(place, section)| Section {
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
        for section in &theirs.sections {
            template.take_in(section, |field| {
                yours.field(&field.id).is_none() && parts.parts.contains_key(&field.id)
            });
        }
        let label = |id: &str| {
            let known = theirs.field(id).or_else(|| self.field(id));
            known.map(|field| field.label.clone()).unwrap_or_default()
        };
        let name = |part: &TemplatePart| words.parts.get(part).cloned().unwrap_or_default();
        MergedTemplate {
            theirs: words.theirs.iter().map(name).chain(parts.theirs.iter().map(|id| label(id))).collect(),
            both: words
                .both
                .into_iter()
                .map(|(part, theirs)| (part, theirs.unwrap_or_default()))
                .chain(parts.both.iter().map(|(id, theirs)| {
                    let made = theirs.as_ref().map_or("taken out".to_owned(), described);
                    (TemplatePart::Field(id.clone()), made)
                }))
                .collect(),
            template,
        }
    }

    /// The words outside the fields. Sections have no id: one of this template stands for that of `sections` with which
    /// it shares a field, or a heading.
    fn words(&self, sections: &[Section]) -> BTreeMap<TemplatePart, String> {
        let found = sections.iter().map(|section| counterpart(section, &self.sections));
        self.words_of(found)
    }

    /// The words as theirs has them: by way of `base`, in which a section may have had other fields.
    fn words_beside(&self, base: &PlanTemplate, yours: &PlanTemplate) -> BTreeMap<TemplatePart, String> {
        let found = yours.sections.iter().map(|section| {
            counterpart(section, &base.sections).and_then(|before| counterpart(before, &self.sections))
        });
        self.words_of(found)
    }

    fn words_of<'a>(
        &self,
        sections: impl Iterator<Item = Option<&'a Section>>,
    ) -> BTreeMap<TemplatePart, String> {
        let mut words = BTreeMap::from([
            (TemplatePart::Name, self.name.clone()),
            (TemplatePart::Title, self.title.clone()),
            (TemplatePart::About, self.about.clone()),
        ]);
        for (place, section) in sections.enumerate() {
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
        let mut before: Option<&str> = None;
        for field in &from.fields {
            if is_new(field) {
                let place = |section: &Section| {
                    section.fields.iter().position(|one| Some(one.id.as_str()) == before).map(|at| at + 1)
                };
                let after =
                    self.sections.iter().enumerate().find_map(|(at, section)| Some((at, place(section)?)));
                let first =
                    || Some((self.sections.iter().position(|section| section.title == from.title)?, 0));
                match after.or_else(first) {
                    Some((section, at)) => self.sections[section].fields.insert(at, field.clone()),
                    None => self.sections.push(Section { fields: vec![field.clone()], ..from.clone() }),
                }
            }
            before = Some(&field.id);
        }
    }
}

fn counterpart<'a>(of: &Section, among: &'a [Section]) -> Option<&'a Section> {
    let known = of.fields.iter().filter(|field| !field.id.is_empty());
    let holds = |section: &&Section, id: &str| section.fields.iter().any(|field| field.id == id);
    let by_field = known.into_iter().find_map(|field| among.iter().find(|section| holds(section, &field.id)));
    by_field.or_else(|| among.iter().find(|section| section.title == of.title))
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
        assert_eq!(merged.theirs, ["First", "A of theirs", "C", "More", "Between"]);
        let [(TemplatePart::Field(id), made)] = &merged.both[..] else { panic!("{:?}", merged.both) };
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
        assert_eq!(merged.both.len(), 3, "{:?}", merged.both);
        assert_eq!(merged.both[0], (TemplatePart::Name, "Theirs".to_owned()));
        assert_eq!(merged.both[2], (TemplatePart::Field("b".to_owned()), "taken out".to_owned()));
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
