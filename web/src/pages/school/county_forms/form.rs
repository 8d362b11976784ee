//! A county form as boxes: its headings in their order, and for each part of the record the heading it stands under.

use domain::bundle::{BundleSection, MOST_HEADINGS, Part};

use crate::{
    typed::Typed,
    view::{Choice, Choices, Errors, Field},
};

/// The boxes of a heading.
#[derive(Debug)]
pub(super) struct HeadingBoxes {
    pub(super) number: usize,
    pub(super) heading: Field,
    pub(super) asks: Field,
    /// What stands under it, in words.
    pub(super) holds: String,
}

/// The headings that were typed, with the parts that stand under each; a row without anything is left out.
pub(super) fn read(typed: &Typed) -> Vec<BundleSection> {
    let many = typed.text("headings").parse::<usize>().unwrap_or(0).min(MOST_HEADINGS + 1);
    let under = |part: &Part| typed.text(&format!("under-{}", part.code())).parse::<usize>().unwrap_or(0);
    (1..=many)
        .map(|number| BundleSection {
            heading: typed.text(&format!("heading-{number}")).trim().to_owned(),
            asks: typed.text(&format!("asks-{number}")).trim().to_owned(),
            parts: Part::ALL.iter().copied().filter(|part| under(part) == number).collect(),
        })
        .filter(|section| {
            !(section.heading.is_empty() && section.asks.is_empty() && section.parts.is_empty())
        })
        .collect()
}

/// Carries out a button that changes the rows and not what is saved; none when it is no such button.
pub(super) fn change(mut sections: Vec<BundleSection>, what: &str) -> Option<Vec<BundleSection>> {
    let place = |prefix: &str| what.strip_prefix(prefix)?.parse::<usize>().ok()?.checked_sub(1);
    if what == "add" {
        sections.push(BundleSection { heading: String::new(), asks: String::new(), parts: Vec::new() });
    } else if let Some(at) = place("up-") {
        if at > 0 && at < sections.len() {
            sections.swap(at, at - 1);
        }
    } else if let Some(at) = place("down-") {
        if at + 1 < sections.len() {
            sections.swap(at, at + 1);
        }
    } else if let Some(at) = place("remove-") {
        if at < sections.len() {
            // What stood under it is not thrown away with the heading: it goes to the one before, or after.
            let gone = sections.remove(at);
            match sections.get_mut(at.saturating_sub(1)) {
                Some(other) => other.parts.extend(gone.parts),
                None => sections.push(BundleSection { heading: String::new(), ..gone }),
            }
        }
    } else {
        return None;
    }
    Some(sections)
}

/// The boxes of headings.
pub(super) fn boxes(sections: &[BundleSection], errors: &Errors) -> Vec<HeadingBoxes> {
    (1..)
        .zip(sections)
        .map(|(number, section)| HeadingBoxes {
            number,
            heading: Field::new(format!("heading-{number}"), "Heading, as the county words it")
                .value(section.heading.clone())
                .errors(errors),
            asks: Field::new(format!("asks-{number}"), "What the county asks under it (optional)")
                .value(section.asks.clone()),
            holds: section.parts.iter().map(|part| part.title()).collect::<Vec<_>>().join(" · "),
        })
        .collect()
}

/// For each part of the record, the heading that it stands under.
pub(super) fn places(sections: &[BundleSection], errors: &Errors) -> Vec<Choices> {
    Part::ALL
        .iter()
        .map(|part| {
            let none = Choice::new("", "Choose a heading");
            let headings = (1..).zip(sections).map(|(number, section)| {
                let words = if section.heading.is_empty() { "(no heading yet)" } else { &section.heading };
                Choice::new(number.to_string(), format!("{number}: {words}"))
            });
            let at = sections.iter().position(|section| section.parts.contains(part));
            Choices::new(
                format!("under-{}", part.code()),
                part.title(),
                std::iter::once(none).chain(headings),
            )
            .choose(at.map(|at| (at + 1).to_string()))
            .errors(errors)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::bundle::CountyTemplate;

    use super::*;

    #[test]
    fn what_is_shown_is_what_is_read() {
        for form in CountyTemplate::shipped() {
            let mut pairs = vec![("headings".to_owned(), form.sections.len().to_string())];
            for row in boxes(&form.sections, &Errors::none()) {
                pairs.extend([row.heading, row.asks].map(|field| (field.name, field.value)));
            }
            for select in places(&form.sections, &Errors::none()) {
                let chosen = select.items.iter().find(|item| item.chosen).unwrap();
                pairs.push((select.name.clone(), chosen.value.clone()));
            }
            assert_eq!(read(&Typed::from_pairs(pairs)), form.sections, "{}", form.id);
        }
    }

    #[test]
    fn headings_move_and_what_stood_under_a_removed_one_stays() {
        let all = CountyTemplate::neutral().sections.clone();
        assert_eq!(change(all.clone(), "up-2").unwrap()[0], all[1]);
        assert_eq!(change(all.clone(), "down-1").unwrap()[0], all[1]);
        assert_eq!(change(all.clone(), "up-1").unwrap(), all);
        assert_eq!(change(all.clone(), "remove-99").unwrap(), all);
        let less = change(all.clone(), "remove-2").unwrap();
        assert_eq!((less.len(), &less[0].parts), (all.len() - 1, &vec![Part::Consent, Part::Asks]));
        assert_eq!(change(all.clone(), "add").unwrap().len(), all.len() + 1);
        assert!(change(all, "save").is_none());
    }
}
