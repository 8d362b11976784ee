//! A school's own county form: copied from one that is there, changed as a new version.

use std::collections::BTreeSet;

use super::{BundleSection, CountyTemplate, TemplateFlaw};

/// The most headings of a form.
pub const MOST_HEADINGS: usize = 40;
/// The most letters of a heading or of what it asks.
const LONGEST: usize = 300;

impl CountyTemplate {
    /// What the id of a school's own form begins with; a number follows.
    pub const OWN: &str = "ours-";

    /// A copy as the school's own, in its first version.
    ///
    /// # Example
    /// ```
    /// # use domain::bundle::CountyTemplate;
    /// let own = CountyTemplate::neutral().copied("ours-1".into(), "Meadshire".into());
    /// assert_eq!((own.id.as_str(), own.version, own.name.as_str()), ("ours-1", 1, "Meadshire"));
    /// assert_eq!(own.sections, CountyTemplate::neutral().sections);
    /// ```
    #[must_use]
    pub fn copied(&self, id: String, name: String) -> CountyTemplate {
        let says = format!("The school’s own, begun from “{}”", self.name);
        CountyTemplate { id, version: 1, name, says, sections: self.sections.clone() }
    }

    /// The next version with these words. A heading without words that holds nothing is left out.
    ///
    /// # Errors
    /// Everything that is wrong with it: it could not be used.
    pub fn edited(
        &self,
        name: &str,
        says: &str,
        sections: Vec<BundleSection>,
    ) -> Result<CountyTemplate, Vec<TemplateFlaw>> {
        let trimmed = |section: BundleSection| BundleSection {
            heading: section.heading.trim().to_owned(),
            asks: section.asks.trim().to_owned(),
            parts: section.parts,
        };
        let is_something = |section: &BundleSection| {
            !(section.heading.is_empty() && section.asks.is_empty() && section.parts.is_empty())
        };
        let next = CountyTemplate {
            id: self.id.clone(),
            version: self.version + 1,
            name: name.trim().to_owned(),
            says: says.trim().to_owned(),
            sections: sections.into_iter().map(trimmed).filter(is_something).collect(),
        };
        let mut flaws = next.flaws();
        if next.sections.len() > MOST_HEADINGS {
            flaws.push(TemplateFlaw::TooMany);
        }
        let mut seen = BTreeSet::new();
        for (number, section) in (1..).zip(&next.sections) {
            let long = |text: &str| text.chars().count() > LONGEST;
            if long(&section.heading) || long(&section.asks) {
                flaws.push(TemplateFlaw::TooLong(number));
            }
            if !section.heading.is_empty() && !seen.insert(section.heading.to_lowercase()) {
                flaws.push(TemplateFlaw::SameHeading(number));
            }
        }
        if next.name.chars().count() > 80 || long_words(&next.says) {
            flaws.push(TemplateFlaw::LongName);
        }
        if flaws.is_empty() { Ok(next) } else { Err(flaws) }
    }
}

fn long_words(text: &str) -> bool {
    text.chars().count() > LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Part;

    fn own() -> CountyTemplate {
        CountyTemplate::neutral().copied("ours-1".into(), "Meadshire".into())
    }

    #[test]
    fn an_edit_is_the_next_version_with_headings_in_their_new_order() {
        let mut sections = own().sections;
        sections.swap(0, 1);
        sections[0].heading = "  1. Why now?  ".into();
        sections.push(BundleSection { heading: " ".into(), asks: String::new(), parts: Vec::new() });
        let next = own().edited(" Meadshire, form EHC1 ", "Sent by the county in May", sections).unwrap();
        assert_eq!((next.version, next.name.as_str()), (2, "Meadshire, form EHC1"));
        assert_eq!(next.sections.len(), own().sections.len(), "an empty row is no heading");
        assert_eq!(
            (next.sections[0].heading.as_str(), &next.sections[0].parts),
            ("1. Why now?", &vec![Part::Asks])
        );
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        let with = |change: fn(&mut Vec<BundleSection>)| {
            let mut sections = own().sections;
            change(&mut sections);
            own().edited("Meadshire", "", sections).unwrap_err()
        };
        assert_eq!(with(|all| all[2].heading = " ".into()), [TemplateFlaw::NoHeading(3)]);
        assert_eq!(with(|all| drop(all.pop())), [TemplateFlaw::LeftOut(Part::Reports)]);
        assert_eq!(
            with(|all| all[1].heading = all[0].heading.to_uppercase()),
            [TemplateFlaw::SameHeading(2)]
        );
        assert_eq!(with(|all| all[0].asks = "x".repeat(301)), [TemplateFlaw::TooLong(1)]);
        assert_eq!(
            with(|all| all.extend((0..40).map(|number| BundleSection {
                heading: number.to_string(),
                asks: String::new(),
                parts: Vec::new()
            }))),
            [TemplateFlaw::TooMany]
        );
        assert_eq!(own().edited(" ", "", own().sections).unwrap_err(), [TemplateFlaw::NoName]);
        assert_eq!(own().edited(&"x".repeat(81), "", own().sections).unwrap_err(), [TemplateFlaw::LongName]);
        for flaw in [TemplateFlaw::TooMany, TemplateFlaw::TooLong(1), TemplateFlaw::SameHeading(2)] {
            assert!(flaw.sentence().ends_with('.'));
        }
    }
}
