//! What parents told staff alone, beside the plan's form: nothing of it goes into the plan until its writer takes it.

use std::collections::BTreeMap;

use domain::{
    Date, UserId,
    permissions::Who,
    plan_template::PlanTemplate,
    record::{Content, Entry, is_for_staff},
};

/// Words of a parent that a plan could take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentsWords {
    /// The day.
    pub on: Date,
    /// Who wrote them down.
    pub by: String,
    /// Where they stand on the record.
    pub at: &'static str,
    /// The field of the plan that they are offered for.
    pub field: String,
    /// What the template calls it.
    pub label: String,
    /// The words.
    pub says: String,
}

/// What parents told staff in these entries, oldest first, each with the field of the template that it could go to.
pub(super) fn parents_words(
    entries: &[&Entry],
    template: &PlanTemplate,
    names: &BTreeMap<UserId, String>,
) -> Vec<ParentsWords> {
    let field = |wanted: &[&str]| {
        let found = wanted.iter().find(|id| template.field(id).is_some());
        (*found.unwrap_or(&"needs")).to_owned()
    };
    let mut all = Vec::new();
    for entry in entries.iter().filter(|entry| is_for_staff(&entry.content)) {
        let (at, rows) = match &entry.content {
            Content::Concern(concern) => (
                "Initial concern",
                vec![(field(&["needs"]), &concern.noticed), (field(&["strengths"]), &concern.strengths)],
            ),
            Content::ProfilePart(part) => (
                "Part of the one page profile",
                vec![
                    (field(&["strengths"]), &part.headings.admire),
                    (field(&["strategies"]), &part.headings.support),
                    (field(&["parents-say", "family-story"]), &part.headings.difficult),
                    (field(&["parents-say", "family-hopes"]), &part.headings.help),
                ],
            ),
            _ => continue,
        };
        let by = match entry.author {
            Who::Person(account) => names.get(&account).cloned().unwrap_or_default(),
            Who::Operator | Who::Job => String::new(),
        };
        let rows = rows.into_iter().filter(|(_, says)| !says.trim().is_empty());
        all.extend(rows.map(|(field, says)| ParentsWords {
            on: entry.on,
            by: by.clone(),
            at,
            label: template.label(&field),
            field,
            says: says.trim().to_owned(),
        }));
    }
    all
}
