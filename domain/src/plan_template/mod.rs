//! The template of a plan as data with a version: sections, fields, help, who fills them, which must be filled.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::record::Party;

mod check;
mod edit;
mod merge;
mod words;

pub use check::TemplateFault;
pub use merge::{MergedTemplate, TemplatePart};

const DATA: &str = include_str!("../data/plan_templates.toml");

static SHIPPED: LazyLock<Vec<PlanTemplate>> = LazyLock::new(|| {
    let file: File = toml::from_str(DATA).expect("plan_templates.toml holds templates");
    file.templates
});

#[derive(Deserialize)]
struct File {
    #[serde(rename = "template")]
    templates: Vec<PlanTemplate>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// Words on several lines.
    #[default]
    Words,
    /// Words on one line.
    Line,
    /// A day.
    Date,
    /// One of several.
    Choice,
    /// Needs, each with its day and source.
    Needs,
    /// Types of need as the census counts them, main first.
    Types,
    /// SMART targets.
    Targets,
}

impl FieldKind {
    /// The kinds that a school may give a field of its own.
    pub const FREE: [FieldKind; 4] = [FieldKind::Words, FieldKind::Line, FieldKind::Date, FieldKind::Choice];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            FieldKind::Words => "words",
            FieldKind::Line => "line",
            FieldKind::Date => "date",
            FieldKind::Choice => "choice",
            FieldKind::Needs => "needs",
            FieldKind::Types => "types",
            FieldKind::Targets => "targets",
        }
    }

    /// The words on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FieldKind::Words => "Several lines of text",
            FieldKind::Line => "One line of text",
            FieldKind::Date => "A day",
            FieldKind::Choice => "One of several choices",
            FieldKind::Needs => "Assessments, each with its day and source",
            FieldKind::Types => "Types of need, as the census counts them",
            FieldKind::Targets => "Targets",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [FieldKind::Needs, FieldKind::Types, FieldKind::Targets];
        FieldKind::FREE.into_iter().chain(all).find(|kind| kind.code() == code)
    }
}

/// A field of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Stable over the versions of a template: what was written is kept under it.
    pub id: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Its label.
    pub label: String,
    /// A line of help.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Whose words these are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Party>,
    /// Whether the plan is a draft while it is empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// What may be chosen, of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
}

/// A section of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// A line of help.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Its fields, in order.
    #[serde(rename = "field", default)]
    pub fields: Vec<Field>,
}

/// A template in one version. A plan keeps the version with which it was begun, for ever.
///
/// # Source
/// `pathway.md`, step 4: name and field list are data, a template with id and version; a plan keeps its template's
/// version.
///
/// # Example
/// ```
/// # use domain::plan_template::PlanTemplate;
/// let iep = PlanTemplate::shipped("iep", 1).unwrap();
/// assert_eq!(iep.name, "IEP");
/// assert!(iep.field("targets").unwrap().required);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanTemplate {
    /// Stable over its versions.
    pub id: String,
    /// Goes up with each edit.
    pub version: u32,
    /// What the paper is called, in short: "IEP".
    pub name: String,
    /// What it is called in full.
    pub title: String,
    /// When a school would choose it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The sections, in order.
    #[serde(rename = "section", default)]
    pub sections: Vec<Section>,
}

/// The template that a plan has when none is named.
pub const FIRST: &str = "iep";

impl PlanTemplate {
    /// Every template that was ever shipped, in every version.
    #[must_use]
    pub fn all_shipped() -> &'static [PlanTemplate] {
        &SHIPPED
    }

    /// The newest version of each shipped template, in order.
    pub fn newest_shipped() -> impl Iterator<Item = &'static PlanTemplate> {
        SHIPPED.iter().filter(|one| !SHIPPED.iter().any(|two| two.id == one.id && two.version > one.version))
    }

    /// A shipped template in one version. A plan from before templates names none: it is the first IEP.
    #[must_use]
    pub fn shipped(id: &str, version: u32) -> Option<&'static PlanTemplate> {
        let (id, version) = if id.is_empty() { (FIRST, 1) } else { (id, version) };
        SHIPPED.iter().find(|template| template.id == id && template.version == version)
    }

    /// The first IEP: what stands when a school has chosen nothing.
    ///
    /// # Panics
    /// Never: a test holds that it is shipped.
    #[must_use]
    pub fn first() -> &'static PlanTemplate {
        PlanTemplate::shipped(FIRST, 1).expect("the IEP is shipped")
    }

    /// Whether an id is one of the shipped ones, which no school edits.
    #[must_use]
    pub fn is_shipped(id: &str) -> bool {
        SHIPPED.iter().any(|template| template.id == id)
    }

    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field of an id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }

    /// The fields that must be filled and are empty in a plan.
    #[must_use]
    pub fn lacking(&self, plan: &crate::record::Plan) -> Vec<&Field> {
        self.fields().filter(|field| field.required && plan.lacks(&field.id)).collect()
    }

    /// The fields with words in a plan that have no place in this template, by id.
    #[must_use]
    pub fn left_over(&self, plan: &crate::record::Plan) -> Vec<String> {
        let fixed = ["strengths", "outcomes", "strategies", "resources", "parents-part"].into_iter();
        fixed
            .chain(plan.more.keys().map(String::as_str))
            .filter(|id| self.field(id).is_none() && !plan.lacks(id))
            .map(str::to_owned)
            .collect()
    }

    /// What a paper of this template is called in a school: the school's own word when it writes its plans by it.
    #[must_use]
    pub fn called<'a>(&'a self, in_use: &str, plan_name: &'a str) -> &'a str {
        if self.id == in_use { plan_name } else { &self.name }
    }

    /// The same for a family: an abbreviation stands behind the words that it is short for.
    ///
    /// ```
    /// use domain::plan_template::PlanTemplate;
    /// let iep = PlanTemplate::first();
    /// assert_eq!(iep.called_in_full(&iep.id, "IEP"), "Individual education plan (IEP)");
    /// assert_eq!(iep.called_in_full(&iep.id, "Pupil passport"), "Pupil passport");
    /// ```
    #[must_use]
    pub fn called_in_full(&self, in_use: &str, plan_name: &str) -> String {
        let name = self.called(in_use, plan_name);
        if !name.is_empty() && name.chars().all(char::is_uppercase) {
            format!("{} ({name})", self.title)
        } else {
            name.to_owned()
        }
    }

    /// The label of a field; what its id says when this template does not know it.
    #[must_use]
    pub fn label(&self, id: &str) -> String {
        self.field(id).map_or_else(|| words::from_id(id), |field| field.label.clone())
    }
}

/// Whose words a field holds, for its line of help: "The child and parents or carers write this." Empty when nobody in
/// particular does.
#[must_use]
pub fn from_in_words(from: &[Party]) -> String {
    let names: Vec<&str> = from
        .iter()
        .map(|party| match party {
            Party::Pupil => "the child",
            Party::Parent => "the parents",
            Party::Teacher => "the class teacher",
            Party::Senco => "the SENCO",
            Party::Ta => "the teaching assistant",
            Party::Head => "the head teacher",
            Party::Agency => "the professional",
        })
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!("From {one}."),
        [first @ .., last] => format!("From {} and {last}.", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
