//! A school copies a template and edits it: an edit is a new version, and a field keeps its id.

use std::collections::BTreeSet;

use super::{PlanTemplate, Section, TemplateFault, words};

impl PlanTemplate {
    /// A copy under another id and name, in its first version.
    #[must_use]
    pub fn copied(&self, id: String, name: String) -> Self {
        Self { id, version: 1, name, ..self.clone() }
    }

    /// The next version, with these words. A field without an id is new: it is kept under an id made from its label.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn edited(
        &self,
        name: &str,
        title: &str,
        about: &str,
        sections: Vec<Section>,
    ) -> Result<Self, TemplateFault> {
        let mut next = Self {
            id: self.id.clone(),
            version: self.version.saturating_add(1),
            name: name.trim().to_owned(),
            title: title.trim().to_owned(),
            about: about.trim().to_owned(),
            sections,
        };
        // An id that an earlier version used for another kind would show old words in the wrong box.
        let mut taken: BTreeSet<String> = next.fields().map(|field| field.id.clone()).collect();
        taken.extend(self.fields().map(|field| field.id.clone()));
        for field in next.sections.iter_mut().flat_map(|section| &mut section.fields) {
            if field.id.is_empty() {
                field.id = words::id_of(&field.label, &taken);
                taken.insert(field.id.clone());
            }
        }
        next.check()?;
        Ok(next)
    }
}
